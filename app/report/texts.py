"""Sentences and answers of the papers, from codes and records."""

import re
from collections.abc import Callable, Iterator

from app.i18n import Language
from app.model.assessment import LossPart, PlannedMeasure, Provenanced
from app.model.catalogue.supply import COALS
from app.model.survey import Survey, format_value, in_chosen_unit, spec, value_of
from app.model.value import Empty
from app.report.data import SheetInput
from app.report.fonts import printable

Translate = Callable[[str], str]


def answer(survey: Survey, field: str, language: Language, t: Translate) -> str:
    """Return a survey answer as printed: value with unit, "not known", or a dash."""
    value = value_of(survey, field)
    if value.empty is Empty.UNKNOWN:
        return t("not known")
    if value.value is None:
        return "—"
    declared = in_chosen_unit(survey, spec(field))
    text, unit = (
        format_value(declared, value.value, language),
        declared.unit_of(value.value, language),
    )
    return printable(f"{text} {unit}" if unit else text)


def number(survey: Survey, field: str) -> float | None:
    """Return a numeric survey value, None where there is none."""
    found = value_of(survey, field).value
    return float(found) if isinstance(found, int | float) else None


def provenance_word(code: str, t: Translate) -> str:
    """Return the printed word for a provenance code."""
    words = {
        "measured": t("measured"),
        "told": t("told"),
        "document": t("document"),
        "roster": t("roster"),
        "default": t("default"),
        "derived": t("derived"),
    }
    return words.get(code, t("default"))


def part_name(part: LossPart, t: Translate) -> str:
    """Return the plain word for a part that loses heat."""
    return {
        "wall": t("walls"),
        "roof": t("roof"),
        "opening": t("windows and doors"),
        "air": t("draughts"),
        "floor": t("floor"),
    }[part]


_UNITS = {
    "m2": ("平方米", "m²"),
    "m": ("米", "m"),
    "m3": ("立方米", "m³"),
    "piece": ("个", "pieces"),
    "leaf": ("樘", "leaves"),
    "item": ("项", "items"),
    "house": ("户", "house"),
}


def unit_word(unit: str, language: Language) -> str:
    """Return the printed word for a unit of quantity, such as "m2 wall"."""
    zh, en = _UNITS.get(unit.partition(" ")[0] or "item", (unit, unit))
    return zh if language == "zh" else en


def measure_words(measure: PlannedMeasure, language: Language) -> str:
    """Return what is built and where."""
    name, where = measure.name.get(language), measure.where.get(language)
    if not where or where in name:
        return name
    return f"{where}：{name}" if language == "zh" else f"{name} ({where})"


def clause_words(clause: str, language: Language) -> str:
    """Return the half of a clause that is in ``language``: ``寒冷地区 cold zone``."""
    if language == "en":
        return re.sub(r"[\u4e00-\u9fff]+ ?", "", clause).strip()
    if re.search(r"[\u4e00-\u9fff]", clause):
        return re.sub(r" ?\b[a-z]{2,}\b", "", clause).strip()
    return clause


def amount(carrier: str, value: float, t: Translate) -> str:
    """Return an amount of fuel or electricity in the words of the household."""
    if carrier == "electricity":
        return t("{n} kWh of electricity").format(n=f"{_round(value):,.0f}")
    if carrier == "natural_gas":
        return t("{n} m³ of gas").format(n=f"{_round(value):,.0f}")
    if carrier == "heat":
        return t("{n} kWh of district heat").format(n=f"{_round(value):,.0f}")
    if carrier == "lpg":
        return t("{n} kg of bottled gas").format(n=f"{_round(value):,.0f}")
    if carrier == "biogas":
        return t("{n} m³ of biogas").format(n=f"{_round(value):,.0f}")
    if carrier in COALS:
        return t("{n} t of coal").format(n=f"{value / 1000:.1f}")
    return t("{n} t of firewood or pellets").format(n=f"{value / 1000:.1f}")


def _round(value: float) -> float:
    return round(value, -2) if value >= 1000 else round(value, -1)


def footer_line(data: SheetInput, t: Translate, page: int, name: str, pages: int) -> list[str]:
    """Return the two footer lines of a page; ``name`` of the paper, ``pages`` of it."""
    premises = data.assessment.premises
    first = t("{code} · {name} · printed {time} · page {page} of {pages}").format(
        code=data.code,
        name=name,
        time=data.printed_at.strftime("%Y-%m-%d %H:%M"),
        page=page,
        pages=pages,
    )
    second = t("policy pack {pack} · prices of {date} · Nuanfang {version}, {engine}").format(
        pack=premises.policy_pack,
        date=premises.prices_date,
        version=data.version,
        engine=premises.engine,
    )
    return [first, second]


def input_of(inputs: tuple[Provenanced, ...], key: str) -> Provenanced | None:
    """Return a resolved input by its key."""
    return next((item for item in inputs if item.key == key), None)


def sheet_texts(data: SheetInput) -> Iterator[str]:
    """Yield the free texts of the sheet, whose characters may be rare."""
    for field in ("A02", "A05", "Q04"):
        value = value_of(data.survey, field).value
        if isinstance(value, str):
            yield value
    yield data.technician
    yield data.code
