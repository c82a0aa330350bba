"""Sentences of the checks: what is seen, why it matters, what to do."""

from collections.abc import Mapping
from typing import Any

from app.i18n import Text
from app.model.survey.forms import format_value
from app.model.survey.spec import FieldSpec, Limits

_UNIT_WORDS: Mapping[str, str] = {
    "mm": "毫米",
    "m": "米",
    "m²": "平方米",
    "℃": "度",
    "m³": "方",
    "次/h": "次每小时",
}
_SLIPS: Mapping[str, tuple[tuple[float, str, str], ...]] = {
    "mm": ((10, "厘米", "cm"), (1000, "米", "m")),
    "m": ((0.01, "厘米", "cm"), (0.001, "毫米", "mm")),
    "吨": ((0.001, "公斤", "kg"),),
    "元": ((10000, "万元", "ten thousand yuan"),),
}

Sizes = tuple[tuple[str, str], tuple[str, str]]  # below and above, Chinese and English
_COUNT: Sizes = (("少", "few"), ("多", "many"))
_AMOUNT: Sizes = (("少", "little"), ("多", "much"))
_SIZES: Mapping[str, Sizes] = {
    "": (("小", "small"), ("大", "large")),
    "mm": (("薄", "thin"), ("厚", "thick")),
    "年": (("早", "early"), ("晚", "late")),
    "℃": (("低", "low"), ("高", "high")),
    **dict.fromkeys(("人", "间", "樘", "台", "层", "次", "天", "工日", "罐"), _COUNT),
    **dict.fromkeys(("吨", "元", "度", "m³"), _AMOUNT),
}


def short(label: str) -> str:
    """Return a label without its bracketed explanation."""
    return label.split("(")[0].split("（")[0].strip()


def names(spec: FieldSpec) -> tuple[str, str]:
    """Return the short labels, Chinese and English."""
    return short(spec.label.zh), short(spec.label.en)


def unit_word(spec: FieldSpec) -> str:
    """Return the unit as a Chinese word."""
    return _UNIT_WORDS.get(spec.unit, spec.unit)


def amount(spec: FieldSpec, value: Any) -> tuple[str, str]:
    """Return value and unit, Chinese and English."""
    number = plain_number(value) if isinstance(value, int | float) else None
    zh = number or format_value(spec, value, "zh")
    en = number or format_value(spec, value, "en")
    return f"{zh} {unit_word(spec)}".strip(), f"{en} {spec.unit_of(value, 'en')}".strip()


def plain_number(value: float) -> str:
    """Return a number without superfluous zeros."""
    return f"{round(value, 4):.10g}"


def span(low: float | None, high: float | None) -> tuple[str, str]:
    """Return a range in words, Chinese and English."""
    if low is not None and high is not None:
        ends = plain_number(low), plain_number(high)
        return f"在 {ends[0]} 到 {ends[1]} 之间", f"{ends[0]} to {ends[1]}"
    if high is not None:
        return f"最多 {plain_number(high)}", f"at most {plain_number(high)}"
    return f"最少 {plain_number(low or 0)}", f"at least {plain_number(low or 0)}"


def outside(
    spec: FieldSpec, value: float, low: float | None, high: float | None, *, hard: bool
) -> Text:
    """Return the sentence for a number outside its possible or usual range."""
    size_zh, size_en = _SIZES.get(spec.unit, _SIZES[""])[0 if _below(value, low) else 1]
    if hard and (slip := _slip(spec, value)):
        return _slipped(spec, value, slip, f"太{size_zh}", size_en)
    zh, en = names(spec)
    amount_zh, amount_en = amount(spec, value)
    range_zh, range_en = span(low, high)
    if hard:
        return Text(
            f"{zh} {amount_zh}太{size_zh}，照这个数算会错。应{range_zh}，请再看一遍。",
            f"{en}: {amount_en} is too {size_en} and would spoil the result. It should be "
            f"{range_en}; please look again.",
        )
    return Text(
        f"{zh} {amount_zh}偏{size_zh}，一般{range_zh}。请再核对；没错就确认一下。",
        f"{en}: {amount_en} is rather {size_en}; usual is {range_en}. Look again, or confirm it.",
    )


def _below(value: float, low: float | None) -> bool:
    return low is not None and value < low


def _slip(spec: FieldSpec, value: float) -> tuple[float, str, str] | None:
    """Return the factor and the unit that would make the number usual."""
    usual = spec.soft or spec.hard or Limits()
    for factor, zh, en in _SLIPS.get(spec.unit, ()):
        scaled = value * factor
        if (usual.low or 0) <= scaled <= (usual.high or float("inf")) and scaled > 0:
            return factor, zh, en
    return None


def _slipped(
    spec: FieldSpec, value: float, slip: tuple[float, str, str], size_zh: str, size_en: str
) -> Text:
    factor, unit_zh, unit_en = slip
    zh, en = names(spec)
    amount_zh, amount_en = amount(spec, value)
    example = plain_number(round(value * factor, 2))
    return Text(
        f"{zh} {amount_zh}{size_zh} (是不是{unit_zh}？)。请填{unit_word(spec)}，例如 {example}。",
        f"{en}: {amount_en} is too {size_en} (is it {unit_en}?). Enter {spec.unit_in('en')}, "
        f"for example {example}.",
    )


def missing(spec: FieldSpec) -> Text:
    """Return the sentence for an answer that is needed and not given."""
    if spec.id == "A11":
        return Text(
            "还没告知信息用途，这户不能存为“已调查”。请把告知单念一遍再打勾。",
            "The privacy notice was not given, so the house cannot count as surveyed. Read it "
            "aloud, then tick.",
        )
    zh, en = names(spec)
    if spec.personal:
        return Text(
            f"“{zh}”还没填，表上认不出是哪一户。请照户口本补上。",
            f"{en} is blank, so papers cannot name the household. Fill it in.",
        )
    return Text(
        f"“{zh}”还没填，缺了它算不准。请补上，真不知道就记“不清楚”。",
        f"{en} is blank and the result needs it. Fill it in, or record that it is not known.",
    )


def not_readable(spec: FieldSpec, reason: Text) -> Text:
    """Return the sentence for a stored value that is no answer of its field."""
    zh, en = names(spec)
    return Text(f"“{zh}”对不上：{reason.zh}", f"{en} does not fit. {reason.en}")
