"""Packages and sheet, with results made by hand."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.ui import current
from app.ui.application import Program
from app.ui.pages import plan as plan_page
from app.ui.pages import sheet as sheet_page

HERE = "tests.ui.tasks"


def planned(qtbot: Any, program: Program) -> Any:
    program.window.open_page("plan")
    page = program.window.page("plan")
    qtbot.waitUntil(lambda: not page._job, timeout=20000)
    return page


def words(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_the_live_result_shows_money_losses_and_the_bill(qtbot, program) -> None:
    panel = program.window.panel
    qtbot.waitUntil(lambda: program.window.current.view.assessment is not None, timeout=20000)
    assert "3,100" in panel.figure.money.text()
    assert "2,650～3,600" in panel.figure.range.text()
    assert panel.bill.isVisibleTo(panel)
    assert "72" in panel.confidence_title.text()
    assert not panel.figure.provisional


def test_missing_answers_make_the_result_provisional(qtbot, program) -> None:
    house = program.window.current.house
    qtbot.waitUntil(lambda: program.window.current.view.assessment is not None, timeout=20000)
    house.enter("K03", None)
    panel = program.window.panel
    assert panel.figure.provisional
    assert panel.links[0].property("field") == "K03"
    panel.links[0].click()
    assert program.window.page("entry")._at[0] == "K03"


def test_packages_stand_beside_the_line(qtbot, program) -> None:
    page = planned(qtbot, program)
    qtbot.waitUntil(lambda: bool(words(page.table)))  # the table is laid out a turn later
    text = words(page.table)
    assert "31～42%" in text, page.sentence.text() + text
    assert "10,500～17,600" in text
    assert page.table.isVisible()


def test_arrows_choose_a_package_and_the_panel_follows(qtbot, program) -> None:
    page = planned(qtbot, program)
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    assert program.window.current.view.package == "best_value"


def test_a_ticked_measure_makes_an_own_package(qtbot, program) -> None:
    page = planned(qtbot, program)
    walls = page.measures.topLevelItem(0)
    walls.child(0).setCheckState(0, Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: len(page._plan.packages) == 4, timeout=20000)
    assert page._plan.packages[-1].key == "own"
    page.measures.topLevelItem(0).child(0).setCheckState(0, Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: len(page._plan.packages) == 3)


def test_an_excluded_measure_says_why_and_cannot_be_ticked(qtbot, program) -> None:
    page = planned(qtbot, program)
    found = page.measures.findItems(
        "平改坡", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
    )
    assert "屋面已是坡屋顶" in found[0].text(0)
    assert not found[0].flags() & Qt.ItemFlag.ItemIsUserCheckable


def test_the_gap_is_stated_when_nothing_passes(qtbot, program, monkeypatch) -> None:
    monkeypatch.setattr(plan_page, "JOB", f"{HERE}:nothing_passes")
    page = planned(qtbot, program)
    text = page.sentence.text()
    assert "4.3" in text
    assert "外墙外保温80毫米（背面）、门窗密封条" in text
    assert "8,800" in text


def test_that_no_addition_closes_the_gap_is_said(qtbot, program, monkeypatch) -> None:
    monkeypatch.setattr(plan_page, "JOB", f"{HERE}:nothing_closes_it")
    page = planned(qtbot, program)
    assert "再加一两项措施也达不到" in page.sentence.text()


def test_each_package_says_what_may_go_what_is_missing_and_how_cold_it_gets(qtbot, program) -> None:
    page = planned(qtbot, program)
    qtbot.waitUntil(lambda: bool(words(page.table)))
    text = words(page.table)
    assert "· 门窗密封条：少花400元" in text
    assert "还差9.4个百分点" in text
    assert "2.3 → 7.4 °C" in text
    assert "4.1 → 8.2 °C" in text


def test_a_dangerous_house_gets_the_sentence_in_place_of_a_plan(
    qtbot, program, monkeypatch
) -> None:
    monkeypatch.setattr(plan_page, "JOB", f"{HERE}:stopped_plan")
    page = planned(qtbot, program)
    assert "先解危" in page.stop_words.text()
    assert not page.table.isVisible()
    assert not page.left.isVisible()


def test_a_refusal_of_the_calculation_is_shown_as_it_stands(qtbot, program, monkeypatch) -> None:
    monkeypatch.setattr(plan_page, "JOB", "tests.ui.light:refuse")
    page = planned(qtbot, program)
    assert "C02" in page.sentence.text()


def test_the_sheet_is_drawn_from_its_pdf_and_saved(qtbot, program, tmp_path) -> None:
    program.window.open_page("sheet")
    page = program.window.page("sheet")
    qtbot.waitUntil(lambda: bool(page._pdf), timeout=20000)
    pictures = [label for label in page._sheets.findChildren(QLabel) if label.pixmap()]
    assert len(pictures) == 2
    assert page._write(tmp_path / "out" / "sheet.pdf")
    assert (tmp_path / "out" / "sheet.pdf").read_bytes() == page._pdf


def test_the_sheet_is_printed_page_by_page(qtbot, program, tmp_path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    program.window.open_page("sheet")
    page = program.window.page("sheet")
    qtbot.waitUntil(lambda: bool(page._pdf), timeout=20000)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "print.pdf"))
    printer.setResolution(72)
    sheet_page.print_pages(printer, page._pdf)
    assert len(sheet_page.render((tmp_path / "print.pdf").read_bytes(), 0.2)) == 2


def test_english_everywhere_after_a_switch(qtbot, program) -> None:
    page = planned(qtbot, program)
    program.window.switch_language()
    assert "Recommended" in "".join(
        button.text() for button in page.table.findChildren(type(page.again))
    )
    assert page.title.text() == "Packages"


def test_the_last_result_fills_the_fields_that_follow_from_it(qtbot, program) -> None:
    page = program.window.page("entry")
    page.open_section("D")
    qtbot.waitUntil(lambda: program.window.current.view.assessment is not None, timeout=20000)
    assert page._page("D").form.rows["D09"].editor.text() == "1.53"


def test_the_death_of_the_live_process_is_said_and_mended(qtbot, program, monkeypatch) -> None:
    view = program.window.current
    qtbot.waitUntil(lambda: view.view.assessment is not None, timeout=20000)
    monkeypatch.setattr(current, "LIVE", "tests.ui.light:die")
    view.house.enter("D02", 390)
    qtbot.waitUntil(lambda: bool(view.view.refusal), timeout=20000)
    assert program.window.panel.refusal.isVisible()
    assert view.view.assessment is not None
    monkeypatch.setattr(current, "LIVE", "tests.ui.assessed:assess_sample")
    view.house.enter("D02", 380)
    qtbot.waitUntil(lambda: not view.view.refusal, timeout=20000)


def test_a_long_job_can_be_stopped(qtbot, program, monkeypatch) -> None:
    monkeypatch.setattr(plan_page, "JOB", "tests.ui.light:endless")
    program.window.open_page("plan")
    page = program.window.page("plan")
    qtbot.waitUntil(lambda: page.progress.value() > 0, timeout=20000)
    page.cancel_button.click()
    qtbot.waitUntil(lambda: not page._job, timeout=20000)
    assert page._plan is None


def test_a_plan_left_behind_by_prices_says_so_and_offers_a_new_version(
    qtbot, program, monkeypatch
) -> None:
    monkeypatch.setattr(plan_page, "JOB", f"{HERE}:outdated_plan")
    page = planned(qtbot, program)
    assert page.old_line.isVisible()
    assert "价格或措施变过" in page.old_words.text()
    assert page.table.isVisible()
    page.renew.click()
    qtbot.waitUntil(lambda: not page._job and not page.old_line.isVisible(), timeout=20000)
