"""The page of photovoltaics as a person uses it: contract first, size by keys, answers kept."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from app.i18n import Text, set_language
from app.model.solar import Shortfall
from app.model.stages import stage_value
from app.ui import style
from app.ui.application import Program
from app.ui.pages import solar as solar_page
from tests.ui.solar_sample import NOWHERE, SIGNED, SOLAR


@pytest.fixture
def page(qtbot: Any, program: Program) -> Any:
    program.window.open_page("solar")
    found: Any = program.window.page("solar")
    qtbot.waitUntil(lambda: found.found is not None and not found._job, timeout=20000)
    return found


def show(page: Any, found: Any) -> None:
    page.found = replace(found, dwelling_id=page.frame.current.dwelling_id)
    page.refresh()


def test_the_contract_stands_first_and_red_until_all_is_known(page: Any) -> None:
    card = page.contract
    assert card.verdict.text().startswith("× 现在不能签")
    assert "合同六问还有 2 条没弄清" in card.verdict.text()
    assert "屋顶承重" in card.verdict.text()
    assert card.verdict.property("role") == "hard"
    assert "(R18)" in card.rules.text()
    assert card.y() < page.roof.y()
    show(page, SIGNED)
    assert (card.verdict.text(), card.verdict.property("role")) == ("✓ 可以签", "ok")
    assert card.rules.isHidden()


def test_an_unseen_roof_says_what_to_do_next(page: Any) -> None:
    assert "还没看过承重" in page.sentence.text()
    assert "L03" in page.sentence.text()


def test_a_roof_that_cannot_carry_is_explained_and_nothing_is_drawn(page: Any) -> None:
    show(page, NOWHERE)
    assert "只能装院里或不装" in page.sentence.text()
    assert page.roof.isHidden()
    assert page.sizes_shown.isHidden()
    assert page.charts.isHidden()
    assert "收益不保证" in page.ownership.promise.text()


def test_the_arrow_keys_change_the_number_of_modules_and_lay_nothing_down(
    qtbot: Any, page: Any, program: Program
) -> None:
    assert "4 块" in page.roof.count.text()
    qtbot.keyClick(page, Qt.Key.Key_Up)
    assert "5 块" in page.roof.count.text()
    for _press in range(9):
        qtbot.keyClick(page, Qt.Key.Key_Down)
    assert "1 块" in page.roof.count.text()
    assert not page.roof.less.isEnabled()
    assert page.roof.more.isEnabled()
    session = program.window.session
    assert session is not None
    session.drain()
    stages = session.village.stages(page.frame.current.dwelling_id)
    assert not stages.solar.count.known


def test_what_is_laid_down_is_kept_and_can_be_undone(
    qtbot: Any, page: Any, program: Program
) -> None:
    session = program.window.session
    assert session is not None
    dwelling = page.frame.current.dwelling_id
    page.step(1)
    with qtbot.waitSignal(session.saved, timeout=20000):
        qtbot.mouseClick(page.sizes_shown.take, Qt.MouseButton.LeftButton)
    stages = session.village.stages(dwelling)
    assert (stages.solar.count.value, stages.solar.site.value) == (5, "front")
    with qtbot.waitSignal(session.saved, timeout=20000):
        page.ownership.chips["rent"].click()
    assert stage_value(session.village.stages(dwelling), "TV6").value == "rent"
    combo = page.contract.combos["TV2"]
    with qtbot.waitSignal(session.saved, timeout=20000):
        combo.setCurrentIndex(combo.findData("nobody"))
        combo.activated.emit(combo.currentIndex())
    assert stage_value(session.village.stages(dwelling), "TV2").value == "nobody"
    session.village.undo(dwelling, "李师傅")
    assert not stage_value(session.village.stages(dwelling), "TV2").known


def test_an_obstacle_is_measured_and_taken_off_again(
    qtbot: Any, page: Any, program: Program
) -> None:
    session = program.window.session
    assert session is not None
    dwelling = page.frame.current.dwelling_id
    with qtbot.waitSignal(session.saved, timeout=20000):
        page.add_obstacle()
    (row,) = session.village.stages(dwelling).obstacles
    assert row.site.value == "front"
    with qtbot.waitSignal(session.saved, timeout=20000):
        page.obstacles.committed.emit("TV12B", row.id, 1.5)
    assert session.village.stages(dwelling).obstacles[0].left.value == 1.5
    with qtbot.waitSignal(session.saved, timeout=20000):
        page.remove_obstacle(row.id)
    assert session.village.stages(dwelling).obstacles == ()


def test_a_question_of_the_survey_leads_to_its_field(
    qtbot: Any, page: Any, program: Program
) -> None:
    page.contract.links["L03"].click()
    qtbot.waitUntil(lambda: program.window.present().key == "entry", timeout=20000)  # type: ignore[union-attr]


def test_each_ownership_has_a_plain_sentence_and_no_promise(page: Any) -> None:
    for ownership, word in (("own", "电价跌"), ("rent", "全寿命租金折现"), ("none", "不花钱")):
        show(page, replace(SOLAR, ownership=ownership))
        assert word in page.ownership.risk.text()
        assert page.ownership.promise.text() == "收益不保证。"
        assert page.ownership.chips[ownership].isChecked()


def test_the_roof_is_drawn_to_scale(page: Any) -> None:
    drawing = page.roof.drawing
    first = drawing.place(SOLAR.layouts[0].modules[0])
    whole = SOLAR.layouts[0].surface
    assert first.width() / first.height() == pytest.approx(1.134 / 2.278)
    assert first.width() == pytest.approx(drawing.scale() * 1.134)
    assert drawing.scale() * whole.width <= drawing.width()
    picture = drawing.grab().toImage()
    ratio = drawing.devicePixelRatioF()

    def colour(number: int) -> QColor:
        centre = drawing.place(SOLAR.layouts[0].modules[number]).center() * ratio
        return QColor(picture.pixel(int(centre.x()), int(centre.y())))

    assert colour(0).name() == QColor(style.PRIMARY).name()
    assert colour(5).name() == QColor(style.PAPER).name()


def test_modules_that_do_not_fit_are_said_below_the_roof(page: Any) -> None:
    assert page.roof.short.isHidden()
    sentence = Text("要装 9 块光伏板，前坡只放得下 6 块：…", "9 are asked for, 6 fit: …")
    short = Shortfall(9, 6, "front", "area", sentence)
    show(page, replace(SOLAR, shortfall=short))
    assert page.roof.short.text() == f"⚠ {sentence.zh}"
    nowhere = replace(short, fits=0, sentence=Text("一块也放不下：…", "none fits: …"))
    show(page, replace(NOWHERE, shortfall=nowhere))
    assert page.roof.isHidden()
    assert "一块也放不下" in page._words()


def test_the_charts_show_months_a_day_and_the_cash(page: Any) -> None:
    bars = [item for item in page.charts.chart.plotItem.items if "Bar" in type(item).__name__]
    assert len(bars) == 3
    page.charts.chips["day"].click()
    assert all(not chip.isHidden() for chip in page.charts.months.values())
    assert len(page.charts.chart.plotItem.listDataItems()) == 2
    page.charts.chips["cash"].click()
    flows = page.charts.chart.plotItem.listDataItems()
    assert len(flows) == 3
    assert list(flows[0].getData()[1]) == list(SOLAR.sizes[3].money[0].flow)
    assert all(chip.isHidden() for chip in page.charts.months.values())


def test_the_figures_of_the_page_open(page: Any) -> None:
    made = page.figures()
    assert made["solar.cost"]().value == SOLAR.sizes[3].cost
    assert "solar.payback" in made


def test_the_page_speaks_english(page: Any) -> None:
    set_language("en")
    page.retranslate()
    assert page.contract.verdict.text().startswith("× Not to be signed yet")
    assert page.ownership.promise.text() == "The return is not guaranteed."
    assert "4 of 6 modules" in page.roof.count.text()
    set_language("zh")


def test_a_real_house_is_worked_out_in_the_process(
    qtbot: Any, program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(solar_page, "JOB", "app.services.longjobs:solar_of_house")
    program.window.open_page("solar")
    page: Any = program.window.page("solar")
    qtbot.waitUntil(lambda: bool(page.found or page._problem), timeout=120000)
    assert page._problem == ""
    assert page.found.dwelling_id == page.frame.current.dwelling_id
    assert page.found.empty is not None  # reed, mud and tile on timber: R19
    assert "R19" in {item.rule for item in page.found.findings} or page.found.site is None
