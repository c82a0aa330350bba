"""Sentences and answers of the papers, from codes and records."""

from collections.abc import Callable, Iterator

from app.i18n import Language
from app.model.assessment import LossPart, Provenanced
from app.model.survey import Survey, format_value, spec, value_of
from app.model.value import Empty
from app.report.data import SheetInput
from app.report.fonts import printable

Translate = Callable[[str], str]


def answer(survey: Survey, field: str, language: Language, translate: Translate) -> str:
    """Return a survey answer as printed: value with unit, "not known", or a dash."""
    value = value_of(survey, field)
    if value.empty is Empty.UNKNOWN:
        return translate("not known")
    if value.value is None:
        return "—"
    declared = spec(field)
    text = format_value(declared, value.value, language)
    return printable(f"{text} {declared.unit}" if declared.unit else text)


def number(survey: Survey, field: str) -> float | None:
    """Return a numeric survey value, None where there is none."""
    found = value_of(survey, field).value
    return float(found) if isinstance(found, int | float) else None


def provenance_word(code: str, translate: Translate) -> str:
    """Return the printed word for a provenance code."""
    words = {
        "measured": translate("measured"),
        "told": translate("told"),
        "document": translate("document"),
        "roster": translate("roster"),
        "default": translate("default"),
        "derived": translate("derived"),
    }
    return words.get(code, translate("default"))


def part_name(part: LossPart, translate: Translate) -> str:
    """Return the plain word for a part that loses heat."""
    return {
        "wall": translate("walls"),
        "roof": translate("roof"),
        "opening": translate("windows and doors"),
        "air": translate("draughts"),
        "floor": translate("floor"),
    }[part]


def amount(carrier: str, value: float, translate: Translate) -> str:
    """Return an amount of fuel or electricity in the words of the household."""
    if carrier == "electricity":
        return translate("{n} kWh of electricity").format(n=f"{_round(value):,.0f}")
    if carrier == "natural_gas":
        return translate("{n} m³ of gas").format(n=f"{_round(value):,.0f}")
    if carrier in ("raw_coal", "anthracite", "briquette", "coal"):
        return translate("{n} t of coal").format(n=f"{value / 1000:.1f}")
    return translate("{n} t of firewood or pellets").format(n=f"{value / 1000:.1f}")


def _round(value: float) -> float:
    return round(value, -2) if value >= 1000 else round(value, -1)


def footer_line(data: SheetInput, translate: Translate, page: int) -> list[str]:
    """Return the two footer lines of a page."""
    premises = data.assessment.premises
    first = translate("{code} · Home energy assessment · printed {time} · page {page} of 2").format(
        code=data.code, time=data.printed_at.strftime("%Y-%m-%d %H:%M"), page=page
    )
    second = translate(
        "policy pack {pack} · prices of {date} · Nuanfang {version}, {engine}"
    ).format(
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
