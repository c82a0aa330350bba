"""A trace in words: depth, signs, units and origins in both languages."""

from app.i18n import Text
from app.model.trace import Trace, TraceInput
from app.services.trace_text import figure_text, number, origin, rows

CLAUSE = Text("条文", "clause")
PRICE = TraceInput(
    "f", Text("单价", "Price"), 1.25, "yuan/kg", -1, "told", Text("户主", "owner"), "C", "K02"
)
INNER = Trace("inner", Text("里", "inner"), 0.8, "", "product", "1 / f", CLAUSE, (PRICE,))
YEAR = TraceInput(
    "", Text("气象年", "Weather"), None, provenance="weather", words=Text("天津", "Tianjin")
)
OUTER = Trace(
    "outer", Text("外", "outer"), 1.2, "yuan", "sum", "2 − x", CLAUSE,
    (
        TraceInput("2", Text("二", "two"), 2.0, "", 1, "rule"),
        TraceInput("x", INNER.name, INNER.value, "", -1, trace=INNER),
    ),
    (YEAR,),
)  # fmt: skip


def test_rows_stand_below_what_they_make() -> None:
    found = rows(OUTER, "zh")
    assert [row.depth for row in found] == [0, 1, 1, 2, 1, 2]
    assert [row.symbol for row in found] == ["", "2", "− x", "÷ f", "", ""]
    assert [row.value for row in found] == ["1.2 元", "2", "0.8", "1.25 元/kg", "", "天津"]
    assert found[2].formula == "1 / f"


def test_an_origin_names_kind_field_source_and_mark() -> None:
    assert origin(PRICE, "zh") == "口述 K02 · 户主 · 可信标记 C"
    assert origin(PRICE, "en") == "told K02 · owner · mark C"


def test_numbers_keep_four_digits_and_savings_are_percent() -> None:
    assert number(12345.6, "kWh", "en") == "12,346 kWh"
    assert number(0.012345, "", "en") == "0.01235"
    assert figure_text(0.3712, "", "saving.demand.deep", "en") == "37.1 %"
