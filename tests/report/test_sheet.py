"""Sheet D1: two pages, readable text, embedded fonts, nothing pretended."""

from dataclasses import replace

import pypdfium2
import pytest

from app.i18n import Text
from app.model.assessment import ExcludedMeasure, Finding, Range
from app.model.percents import whole_percents
from app.model.survey import with_value
from app.model.value import Empty, Provenance, Value, known
from app.report.sheet import build_sheet
from app.report.styles import money, money_range
from tests.pictures import jpeg
from tests.report.sample import ASSESSMENT, FLUE, PACKAGE, PLAN, sample_survey, sheet_input


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_the_sheet_has_two_pages_with_money_first() -> None:
    first, second = pages(build_sheet(sheet_input()).pdf)
    assert "您家冬天取暖，一年大约花 3,000 元（2.6 吨煤）。" in first
    assert "外墙和屋顶" in first
    assert "1,000～1,400 元" in first
    assert "31～42%" in first
    assert "数从哪里来" in second
    assert "1.53" in second


def test_the_second_page_says_what_a_year_takes() -> None:
    _first, second = pages(build_sheet(sheet_input()).pdf)
    account = ASSESSMENT.actual.account
    assert f"折标准煤 {account.kgce:,.0f} kg" in second.replace("\r\n", "")
    assert f"二氧化碳 {account.co2 / 1000:.1f} t" in second.replace("\r\n", "")


def test_the_same_input_gives_the_same_bytes() -> None:
    assert build_sheet(sheet_input()).pdf == build_sheet(sheet_input()).pdf


def test_fonts_are_embedded_subsets_and_the_file_is_small() -> None:
    pdf = build_sheet(sheet_input()).pdf
    assert b"NotoSansSC" in pdf
    assert b"FontFile2" in pdf
    assert len(pdf) < 400_000


def test_a_d_grade_house_gets_the_sentence_in_place_of_a_plan() -> None:
    sentence = Text("D级危房：先解危，后节能。", "Grade D: make the house safe first.")
    stop = Finding("R01", "block", sentence, "A", "A")
    first, _second = pages(
        build_sheet(sheet_input(plan=replace(PLAN, packages=(), stopped_by=stop))).pdf
    )
    assert "先解危，后节能" in first
    assert "最该先做" not in first
    assert "要花多少" not in first


def test_danger_is_printed_in_a_box() -> None:
    assessment = replace(ASSESSMENT, findings=(FLUE,))
    first, _second = pages(build_sheet(sheet_input(assessment=assessment)).pdf)
    assert "今晚不要烧" in first


def test_a_package_that_misses_the_line_does_not_claim_it() -> None:
    package = replace(PACKAGE, passes=False, probability=0.4)
    first, _second = pages(build_sheet(sheet_input(plan=replace(PLAN, packages=(package,)))).pdf)
    assert "还不能稳稳达到" in first


def test_without_a_bill_the_figure_is_said_to_be_calculated() -> None:
    first, _second = pages(build_sheet(sheet_input(assessment=replace(ASSESSMENT, bill=None))).pdf)
    assert "没有账单可以对照" in first


def test_a_rare_character_leaves_a_gap_and_is_named() -> None:
    survey = with_value(sample_survey(), "A02", known("王\U0002b740", Provenance.TOLD))
    sheet = build_sheet(sheet_input(survey=survey))
    assert sheet.missing == ("\U0002b740",)
    assert "王＿" in pages(sheet.pdf)[0]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("full", [False, True])
def test_the_longest_and_the_barest_house_still_take_two_pages(language: str, full: bool) -> None:
    findings = (FLUE, replace(FLUE, rule="R15"), replace(FLUE, rule="R28")) if full else ()
    elements = ASSESSMENT.elements * (2 if full else 1)
    shares = tuple(replace(item, share=item.share / (2 if full else 1)) for item in elements)
    assessment = replace(ASSESSMENT, findings=findings, elements=shares)
    measures = PACKAGE.measures * (2 if full else 1)
    plan = replace(PLAN, packages=(replace(PACKAGE, measures=measures),)) if full else None
    sheet = build_sheet(sheet_input(assessment=assessment, plan=plan, language=language))
    assert len(pages(sheet.pdf)) == 2


def test_whole_percents_sum_to_100() -> None:
    assert whole_percents([1, 1, 1]) == [34, 33, 33]
    assert sum(whole_percents([0.345, 0.275, 0.185, 0.138, 0.057])) == 100
    assert whole_percents([0, 0]) == [0, 0]


def test_money_keeps_three_digits_at_most() -> None:
    assert money(13127) == "13,100"
    assert money(0.4) == "0"
    assert money_range(Range(1180, 1200, 1240)) == "1,200"


def test_a_house_that_cannot_reach_the_line_is_told_what_comes_first() -> None:
    sentence = Text("先返潮、铲空鼓，再做保温。", "Cure damp first.")
    left_out = ExcludedMeasure("W_EPS80", Text("外墙", "Wall"), "R34", sentence)
    plan = replace(PLAN, gap=0.24, excluded=(left_out, replace(left_out, measure="W_EPS50")))
    first, _second = pages(build_sheet(sheet_input(plan=plan)).pdf)
    assert "最多省 6%" in first
    assert first.count("先返潮、铲空鼓") == 1
    assert "最该先做" not in first


def test_an_unknown_year_is_left_out() -> None:
    survey = with_value(sample_survey(), "B04", Value(None, Empty.UNKNOWN))
    first, _second = pages(build_sheet(sheet_input(survey=survey)).pdf)
    assert "年建" not in first


def test_photos_stand_on_both_pages_and_the_sheet_stays_two_pages() -> None:
    photos = {slot: jpeg(n, (720, 540)) for n, slot in enumerate(("P01", "P02", "P03", "P04"))}
    sheet = build_sheet(sheet_input(photos=photos))
    assert _pictures(sheet.pdf) == [1, 3]
    assert _pictures(build_sheet(sheet_input()).pdf) == [0, 0]
    only_front = build_sheet(sheet_input(photos={"P01": photos["P01"]}))
    assert _pictures(only_front.pdf) == [1, 0]
    assert len(sheet.pdf) < 1_500_000
    first, second = pages(sheet.pdf)
    assert "一年大约花 3,000 元" in first and "北墙" in second
    assert build_sheet(sheet_input(photos=photos)).pdf == sheet.pdf


def test_a_full_page_leaves_the_photos_out_before_it_becomes_unreadable() -> None:
    photos = {slot: jpeg(n, (720, 540)) for n, slot in enumerate(("P02", "P03", "P04"))}
    many = replace(PACKAGE, measures=PACKAGE.measures * 4)
    full = sheet_input(photos=photos, language="en", plan=replace(PLAN, packages=(many,)))
    assert _pictures(build_sheet(full).pdf) == [0, 0]


def _pictures(pdf: bytes) -> list[int]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        kind = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
        return [sum(item.type == kind for item in page.get_objects()) for page in document]
    finally:
        document.close()
