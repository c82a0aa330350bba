"""A trace in words: the rows that window, paper and command line show alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.i18n import Language, Text
from app.model.survey.units import unit_of
from app.model.trace import Trace, TraceInput

_ORIGINS: Mapping[str, Text] = {
    "measured": Text("实测", "measured"),
    "told": Text("口述", "told"),
    "document": Text("票证", "document"),
    "roster": Text("名册", "roster"),
    "default": Text("默认", "default"),
    "derived": Text("算出", "computed"),
    "archetype": Text("房屋原型", "house type"),
    "catalogue": Text("目录", "catalogue"),
    "policy_pack": Text("政策包", "policy pack"),
    "rule": Text("规则", "rule"),
    "weather": Text("气象年", "weather year"),
    "engine": Text("计算核心", "engine"),
    "method": Text("办法", "method"),
    "sample": Text("抽样里的份额", "share in the sample"),
}
_SIGNS = {("sum", -1): "−", ("product", -1): "÷"}
"""How an input is taken when it is not added or multiplied."""
_RESTS = Text("依据的条件", "It rests on")
_MARK = Text("可信标记", "mark")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: ``depth`` 0 is the figure itself; ``origin`` says where the value comes from."""

    depth: int
    symbol: str
    name: str
    value: str
    origin: str
    formula: str = ""


def rows(trace: Trace, language: Language) -> list[Row]:
    """Return a figure with everything that opens below it."""
    name = trace.name.get(language)
    value = figure_text(trace.value, trace.unit, trace.figure, language)
    clause = trace.clause.get(language)
    return [Row(0, "", name, value, clause, trace.formula), *_below(trace, 1, language)]


def _below(trace: Trace, depth: int, language: Language) -> Iterator[Row]:
    for item in trace.inputs:
        yield from _input(item, depth, language, _SIGNS.get((trace.operation, item.weight), ""))
    if trace.rests_on:
        yield Row(depth, "", _RESTS.get(language), "", "")
        for item in trace.rests_on:
            yield from _input(item, depth + 1, language)


def _input(item: TraceInput, depth: int, language: Language, sign: str = "") -> Iterator[Row]:
    symbol, name = f"{sign} {item.symbol}".strip(), item.name.get(language)
    value = item.words.get(language) if item.words is not None else ""
    if item.value is not None:
        value = number(item.value, item.unit, language)
    if item.trace is None:
        yield Row(depth, symbol, name, value, origin(item, language))
        return
    clause = item.trace.clause.get(language)
    yield Row(depth, symbol, name, value, clause, item.trace.formula)
    yield from _below(item.trace, depth + 1, language)


def origin(item: TraceInput, language: Language) -> str:
    """Return where a value comes from: kind, survey field, source, mark."""
    known = _ORIGINS.get(item.provenance)
    parts = [known.get(language) if known else item.provenance]
    if item.field:
        parts[0] += f" {item.field}"
    if item.source is not None:
        parts.append(item.source.get(language))
    if item.mark is not None:
        parts.append(f"{_MARK.get(language)} {item.mark}")
    return " · ".join(parts)


def figure_text(value: float, unit: str, figure: str, language: Language) -> str:
    """Return a headline; savings in percent."""
    if figure.startswith(("saving.", "chance.")):
        return f"{100.0 * value:.1f} %"
    return number(value, unit, language)


YEAR = "年"
NOUGHT = 1e-9
"""Figures below this are what sums of floating point numbers leave over."""


def number(value: float, unit: str, language: Language) -> str:
    """Return a value with four digits and its unit."""
    value = 0.0 if abs(value) < NOUGHT else value
    text = f"{value:,.0f}" if abs(value) >= 1000.0 else f"{value:.4g}"
    if unit == YEAR:
        text = f"{value:.0f}"
    if unit == "a":
        unit = "年" if language == "zh" else "years"
    unit = unit.replace("yuan", "元") if language == "zh" else unit_of(unit, value, language)
    return f"{text} {unit}".rstrip()
