"""Page 2 of the sheet: U against its limits, damp before and after, where headlines come from."""

import ctypes
import statistics
from dataclasses import replace

import pypdfium2
import pytest
from pypdfium2 import raw

from app.i18n import Text
from app.model.assessment import (
    Assessment,
    ElementMoisture,
    ElementResult,
    Factor,
    LayerResult,
    LimitCheck,
    Moisture,
    MoistureClimate,
    MoistureVerdict,
    Plan,
)
from app.model.uncertainty import Advice
from app.report.sheet import build_sheet
from app.report.texts import clause_words
from tests.report.sample import ASSESSMENT, LINE, PACKAGE, PLAN, STATE, sheet_input

RURAL, URBAN = "GB/T 50824-2013", "GB 55015-2021"
ZEROS = (0.0,) * 12


def limits(u_value: float) -> tuple[LimitCheck, ...]:
    return (
        LimitCheck(RURAL, "寒冷地区 cold zone", 0.65, u_value <= 0.65, "Bm", "rural"),
        LimitCheck(URBAN, "2B, ≤3F", 0.35, u_value <= 0.35, "A", "urban"),
    )


def limited(elements: tuple[ElementResult, ...]) -> tuple[ElementResult, ...]:
    made = [replace(e, limits=limits(e.u_value)) for e in elements]
    return (*made[:-1], replace(made[-1], limits=()))


def damp(element: str, verdict: MoistureVerdict, *, mould: bool) -> ElementMoisture:
    unknown = ("paper",) if verdict == "no_verdict" else ()
    return ElementMoisture(
        element, 0.91 if mould else 0.55, 0.72, 1, mould, verdict, unknown, (), (), 0.0, 0.0, ()
    )


def moisture(*elements: ElementMoisture) -> Moisture:
    climate = MoistureClimate(ZEROS, ZEROS, ZEROS, ZEROS)
    return Moisture(3, "C", Text("默认", "default"), climate, elements)


PAPER = LayerResult(
    "paper", Text("纸顶棚", "Paper"), 0.001, None, 1.0, 0.1, "C", Text("", ""), "default"
)
BEFORE = limited(ASSESSMENT.elements)
BEFORE = tuple(replace(e, layers=(PAPER,)) if e.part == "roof" else e for e in BEFORE)
AFTER = tuple(
    replace(e, u_value=0.4, limits=limits(0.4)) if e.id in ("e1", "e4") else e for e in BEFORE
)
FACTORS = (
    Factor("efficiency", 0.55, "", "rule", "", "C"),
    Factor("lhv", 5.8, "kWh/kg", "catalogue", "", "Bm"),
    Factor("price", 1.19, "yuan/kg", "told", "", None),
)
ACCOUNT = replace(STATE.account, lines=(replace(LINE, factors=FACTORS),))
NOW = replace(
    ASSESSMENT,
    elements=BEFORE,
    actual=replace(ASSESSMENT.actual, account=ACCOUNT),
    moisture=moisture(
        damp("e1", "dries", mould=False), damp("e2", "fails", mould=False),
        damp("e4", "no_verdict", mould=True),
    ),
)  # fmt: skip
PLANNED = replace(
    PLAN,
    packages=(
        replace(
            PACKAGE,
            elements=AFTER,
            samples=512,
            moisture=moisture(
                damp("e1", "dry", mould=True), damp("e2", "fails", mould=False),
                damp("e4", "no_verdict", mould=True),
            ),
        ),
    ),
)  # fmt: skip
ADVICE = Advice((Text("室温", "room temperature"), Text("窗面积", "window area")), 2000.0, 900.0)


def second(**changes: object) -> str:
    """Return the words of page 2, without the breaks of lines."""
    given = {"assessment": NOW, "plan": PLANNED, "advice": ADVICE, **changes}
    pdf = pypdfium2.PdfDocument(build_sheet(sheet_input(**given)).pdf)
    try:
        assert len(pdf) == 2
        text = pdf[1].get_textpage().get_text_range()
    finally:
        pdf.close()
    return "".join(text.split())


def test_each_part_stands_against_its_limits_before_and_after() -> None:
    said = second()
    assert "1.53→0.40" in said
    assert "≤0.65×→✓" in said  # the front wall keeps the limit of farmhouses afterwards
    assert "≤0.35×" in said and "≤0.35×→✓" not in said
    assert said.count("≤0.65×→✓") == 2  # front wall and roof, not the walls left as they are
    assert "GB/T50824-2013（农房；寒冷地区；可信标记Bm）" in said
    assert "GB55015-2021（高一档；2B,≤3F；可信标记A）" in said


def test_without_a_plan_only_the_present_state_is_held_against_the_limits() -> None:
    said = second(plan=None)
    assert "≤0.65×" in said and "→✓" not in said
    assert "改后" not in said.partition("潮气")[2].partition("取暖和用能")[0]


def test_damp_is_told_before_and_after_and_no_verdict_is_said_to_be_none() -> None:
    said = second()
    assert "有风险：南墙和北墙（f_Rsi0.55，要0.72）" in said
    assert "有风险：北墙（f_Rsi0.55，要0.72）" in said
    assert said.count("积水：北墙") == 2
    assert said.count("判不了：屋顶（缺透湿数据：纸顶棚）") == 2
    assert "冬天结露、夏天能干：南墙" in said and "不结露：南墙" in said
    assert said.count("墙角未验算") == 2


def test_rooms_too_cold_for_any_wall_are_called_so() -> None:
    cold = replace(damp("e1", "dry", mould=False), f_rsi_min=1.7)
    said = second(assessment=replace(NOW, moisture=moisture(cold)), plan=None)
    assert "什么墙都防不住" in said and "1.70" not in said


def test_old_results_without_damp_print_none() -> None:
    assert "潮气" not in second(assessment=replace(NOW, moisture=None), plan=None)


def test_what_to_measure_is_named_with_what_it_brings() -> None:
    assert "再量这几项会更准：室温和窗面积" in second()
    assert "从2,000元宽缩到900元宽" in second()
    assert "再量这几项" not in second(advice=None)


def test_the_headline_figures_say_where_they_come_from() -> None:
    said = second()
    assert "8,300÷0.55÷5.8×1.19=3,100元" in said
    assert "3,100−3,100=0元" in said  # the sample's states cost the same before and after
    assert "把握93%" in said and "512次" in said


def test_a_clause_is_printed_in_one_language() -> None:
    clause = "2B, ≤3F, 周边地面 perimeter of the ground floor"
    assert clause_words(clause, "zh") == "2B, ≤3F, 周边地面"
    assert clause_words(clause, "en") == "2B, ≤3F, perimeter of the ground floor"
    assert clause_words("2B, ≤3F, 窗墙比 WWR ≤0.30", "en") == "2B, ≤3F, WWR ≤0.30"
    assert clause_words("2B, ≤3F", "zh") == "2B, ≤3F"


def type_sizes(pdf: bytes) -> list[float]:
    """Return the sizes of type on page 2 [pt], shrinking included."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    size = ctypes.c_float()
    for item in document[1].get_objects([raw.FPDF_PAGEOBJ_TEXT]):
        raw.FPDFTextObj_GetFontSize(item.raw, size)
        found.append(size.value * item.get_matrix().d)
    document.close()
    return found


def crowded() -> tuple[Assessment, Plan]:
    """Return a house of twelve parts and a package of six works."""
    more = tuple(replace(e, id=f"{e.id}x", share=0.0) for e in BEFORE[:5])
    package = replace(PLANNED.packages[0], measures=PACKAGE.measures * 2)
    return replace(NOW, elements=(*BEFORE, *more)), replace(PLANNED, packages=(package,))


@pytest.mark.parametrize(("language", "least"), [("zh", 8.4), ("en", 7.0)])
def test_a_crowded_house_is_still_printed_in_legible_type(language: str, least: float) -> None:
    assessment, plan = crowded()
    sheet = build_sheet(
        sheet_input(assessment=assessment, plan=plan, advice=ADVICE, language=language)
    )
    assert min(type_sizes(sheet.pdf)) >= least


def test_a_small_house_is_printed_larger() -> None:
    assessment, plan = crowded()
    small, large = (
        build_sheet(sheet_input(assessment=a, plan=p, advice=ADVICE, language="en")).pdf
        for a, p in ((NOW, None), (assessment, plan))
    )
    assert statistics.median(type_sizes(small)) > statistics.median(type_sizes(large))
