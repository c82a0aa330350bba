"""The settings as a person uses them: found, changed, dated, refused, attributed."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.i18n import language
from app.model.change import Edit
from app.model.value import Provenance, known
from app.resources import resource
from app.services.own_figures import own_reference
from app.services.own_rows import row_of
from app.services.prices import energy_prices, is_old
from app.store.catalogue import load_catalogue, load_policy_pack
from app.ui import style
from app.ui.application import Program
from app.ui.pages.settings import SettingsPage
from app.ui.preferences.typing_check import missing_glyphs
from app.ui.settings import Settings, read_settings
from app.ui.widgets.who_dialog import WhoDialog
from tests.ui.houses import ANSWERS, village_with

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def page(program: Program) -> SettingsPage:
    program.window.open_settings("village")
    found: SettingsPage = program.window.page("settings")
    return found


def settle(qtbot: Any, program: Program) -> None:
    program.jobs.wait()
    qtbot.wait(20)


def values(program: Program) -> Any:
    return program.window.session.village.village_values()


def test_a_setting_is_found_by_a_word_and_the_cursor_goes_there(qtbot, program, page) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    page.search.setText("造价系数")
    assert page.found.isVisible() and page.found.count() == 1
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.keyClick(page.found, Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.section("village")
    assert page.section("village").rows["V07"].editor.hasFocus()
    page.search.setText("没有这个设置")
    assert page.found.count() == 1 and not page.found.item(0).flags()


def test_a_village_value_is_saved_on_leaving_it(qtbot, program, page) -> None:
    row = page.section("village").rows["V07"]
    row.editor.setFocus()
    row.editor.setText("1.2")
    qtbot.keyClick(row.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: values(program).price_factor.value == 1.2)
    qtbot.waitUntil(lambda: program.window.session.rules.village.price_factor.value == 1.2)


def test_a_village_value_that_cannot_be_is_not_saved(qtbot, program, page) -> None:
    section = page.section("village")
    section.rows["V07"].editor.setText("9")
    section.rows["V07"].commit()
    assert "9" in section.problem.text() and section.problem.isVisible()
    settle(qtbot, program)
    assert values(program).price_factor.value is None


def test_a_rule_of_the_search_is_set_and_taken_back(qtbot, program, page) -> None:
    page.open_section("search")
    section = page.section("search")
    settle(qtbot, program)
    assert section.rows["V54"].editor.placeholderText() or section.rows["V54"].editor.text()
    section.rows["V54"].editor.setText("0")
    section.rows["V54"].commit()
    qtbot.waitUntil(lambda: values(program).search_life.value == 0)
    settle(qtbot, program)
    told: list[str | None] = []
    program.window.session.undo_village(told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0] is not None and values(program).search_life.value is None


def test_what_is_written_is_kept_when_another_section_is_opened(qtbot, program, page) -> None:
    page.section("village").rows["V02"].editor.setText("天津市示例村")
    page.open_section("display")
    qtbot.waitUntil(lambda: values(program).name.value == "天津市示例村")


def price(qtbot: Any, page: SettingsPage, field: str, amount: str, source: str) -> Any:
    section = page.section("prices")
    page.open_section("prices")
    qtbot.waitUntil(lambda: section.table.rowCount() == 9)
    section.table.choose(field)
    section.value.setText(amount)
    section.origin.source.setText(source)
    section.save.click()
    return section


def test_a_price_is_dated_attributed_and_kept_in_the_history(qtbot, program, page) -> None:
    section = price(qtbot, page, "V05A", "1200", "镇里统一采购")
    qtbot.waitUntil(lambda: values(program).price_coal.value == 1200)
    section = price(qtbot, page, "V05A", "1300", "收据")
    qtbot.waitUntil(lambda: values(program).price_coal.value == 1300)
    qtbot.waitUntil(lambda: "1,200" in section.history.text() or "1200" in section.history.text())
    rows = {r.field: r for r in energy_prices(program.window.session.village, date.today())}
    coal = rows["V05A"]
    assert [(e.value, e.source, e.operator) for e in coal.history] == [
        (1300, "收据", "李师傅"),
        (1200, "镇里统一采购", "李师傅"),
    ]
    section.back.click()
    qtbot.waitUntil(lambda: values(program).price_coal.value is None)
    assert len(program.window.session.village.village_history()) == 3


def test_a_price_without_source_or_out_of_reach_is_not_saved(qtbot, program, page) -> None:
    section = price(qtbot, page, "V05B", "0.5", "")
    assert section.problem.isVisible() and section.origin.source.hasFocus()
    section = price(qtbot, page, "V05B", "49", "收据")
    assert "49" in section.problem.text()
    settle(qtbot, program)
    assert values(program).price_electricity.value is None
    section = price(qtbot, page, "V05B", "1.9", "收据")  # odd, but it can be
    assert section.odd.isVisible()
    qtbot.waitUntil(lambda: values(program).price_electricity.value == 1.9)


def test_a_price_of_last_winter_is_old() -> None:
    assert is_old("2025-11-01T08:00:00Z", date(2026, 11, 26))
    assert not is_old("2026-11-01T08:00:00Z", date(2026, 11, 26))
    assert not is_old("", date(2026, 11, 26))


def test_a_measure_gets_a_village_price_and_the_catalogue_price_back(qtbot, program, page) -> None:
    section = page.section("measures")
    page.open_section("measures")
    qtbot.waitUntil(lambda: section.table.rowCount() == 83 + 16)  # measures, side costs, groups
    section.finder.setText("W_EPS50")
    assert section.table.rowCount() == 1
    for box, text in zip(section.boxes, ("80", "95", "110"), strict=True):
        box.setText(text)
    section.save.click()
    qtbot.waitUntil(lambda: section.problem.isVisible())  # where from?
    section.origin.source.setText("合同")
    section.save.click()
    qtbot.waitUntil(lambda: "80 – 95 – 110" in section.table.item(0, 2).text())
    section.boxes[0].setText("100")
    section.save.click()
    qtbot.waitUntil(lambda: "100" in section.problem.text())
    section.back.click()
    qtbot.waitUntil(lambda: "90 – 120 – 160" in section.table.item(0, 2).text())


def test_labour_and_life_are_changed_together_and_undone_in_one_step(qtbot, program, page) -> None:
    section = page.section("measures")
    page.open_section("measures")
    qtbot.waitUntil(lambda: section.table.rowCount() > 60)
    section.finder.setText("W_EPS80")
    work, family, life, _least = section.card.numbers
    assert (work.text(), family.text(), life.text()) == ("42", "10", "25")
    work.setText("50")
    life.setText("18")
    section.origin.source.setText("合同")
    section.save.click()
    qtbot.waitUntil(lambda: section.table.item(0, 4).text() == "18")
    assert section.table.item(0, 3).text() == "40% + 10%"
    assert "本村" in section.table.item(0, 5).text()
    work.setText("abc")
    section.save.click()
    assert section.problem.isVisible()
    section.card.undo.click()
    qtbot.waitUntil(lambda: section.table.item(0, 4).text() == "25")
    assert section.table.item(0, 3).text() == "32% + 10%"


def test_a_variant_is_copied_and_can_be_ticked(qtbot, program, page) -> None:
    section = page.section("measures")
    page.open_section("measures")
    qtbot.waitUntil(lambda: section.table.rowCount() > 60)
    section.table.choose("W_EPS80")
    section.card.copy.click()
    assert section.card.copy_d.text() == "80"
    section.card.copy_name.setText("外保温苯板70")
    section.card.copy_d.setText("70")
    section.origin.source.setText("合同")
    section.card.make_copy.click()
    qtbot.waitUntil(lambda: "外保温苯板70" in section.card.name.text())
    assert "苯板 EPS 70 mm" in section.card.done_how.text()
    names = [name.zh for _category, name in program.window.session.rules.measures.values()]
    assert "外保温苯板70" in names


def test_a_policy_pack_is_taken_only_when_it_is_sound(qtbot, program, page, tmp_path) -> None:
    section = page.section("pack")
    page.open_section("pack")
    qtbot.waitUntil(lambda: section.table.rowCount() > 10)
    data = json.loads(resource("catalogue", "policy_pack.json").read_bytes())
    bad, good = tmp_path / "bad.json", tmp_path / "good.json"
    bad.write_text(json.dumps(data | {"decides": "none"}), encoding="utf-8")
    good.write_text(json.dumps(data | {"version": "7", "decides": "overall-v1"}), encoding="utf-8")
    section.import_pack(bad)
    qtbot.waitUntil(lambda: "bad.json" in section.problem.text())
    assert values(program).pack_text.value is None
    section.import_pack(good)
    qtbot.waitUntil(lambda: section.name.text().endswith("7"))
    assert "综合能耗法" in section.decides.text() and not section.problem.isVisible()
    section.back.click()
    qtbot.waitUntil(lambda: section.name.text().endswith("1"))


def test_house_types_show_each_value_with_mark_and_source(qtbot, program, page) -> None:
    section = page.section("archetypes")
    page.open_section("archetypes")
    qtbot.waitUntil(lambda: section.list.count() == 15)
    section.list.setCurrentRow(1)
    texts = [
        [section.table.item(row, column).text() for column in range(4)]
        for row in range(section.table.rowCount())
    ]
    assert any(row[0] == "外墙" and row[2].startswith("C") and row[3] for row in texts)


def test_entries_carry_the_name_of_who_is_at_the_keyboard(qtbot, program, page) -> None:
    section = page.section("people")
    page.open_section("people")
    section.name.setText("小赵")
    section.new_pin.setText("12a4")
    section.add.click()
    assert section.problem.isVisible()
    section.new_pin.setText("1234")
    section.add.click()
    qtbot.waitUntil(lambda: section.table.rowCount() == 2)
    section.table.choose("小赵")
    section.pin.setText("9999")
    section.choose.click()
    qtbot.waitUntil(lambda: section.problem.isVisible())
    assert program.window.session.operator == "李师傅"
    section.pin.setText("1234")
    section.choose.click()
    qtbot.waitUntil(lambda: program.window.session.operator == "小赵")
    assert "小赵" in program.window.topbar.operator.text()
    page.open_section("village")
    page.section("village").rows["V02"].editor.setText("某村")
    page.leave()
    qtbot.waitUntil(lambda: values(program).name.value == "某村")
    assert values(program).name.operator == "小赵"


def test_a_pin_of_somebody_else_is_not_changed(qtbot, program, page) -> None:
    program.window.session.village.set_operator("小赵", "1234")
    section = page.section("people")
    page.open_section("people")
    qtbot.waitUntil(lambda: section.table.rowCount() == 2)
    section.name.setText("小赵")
    section.new_pin.setText("5555")
    section.add.click()
    assert section.problem.isVisible()
    assert program.window.session.village.check_pin("小赵", "1234")


def test_where_names_have_pins_the_window_asks_who_is_there(
    qtbot: Any,
    make_program: Callable[..., Program],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from app.store.village import open_village
    from app.ui import application

    monkeypatch.setattr(application, "PRELOAD", "tests.ui.light:preload")
    village_with(tmp_path / "village", ANSWERS)
    with open_village(tmp_path / "village") as village:
        village.set_operator("小赵", "1234")
    program = make_program()
    with qtbot.waitSignal(program.ready, timeout=20000):
        program.start(tmp_path / "village")
    dialog = program.window.findChild(WhoDialog)
    assert dialog is not None and dialog.isVisible()
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    dialog.list.setCurrentRow(names.index("小赵"))
    dialog.pin.setText("1234")
    dialog.go.click()
    qtbot.waitUntil(lambda: program.window.session.operator == "小赵")
    qtbot.waitUntil(lambda: program.window.findChild(WhoDialog) is None)


def test_colours_change_at_once_and_are_remembered(qtbot, program, page, settings) -> None:
    page.open_section("display")
    section = page.section("display")
    try:
        section.theme["dark"].click()
        picture = program.window.grab().toImage()
        middle = picture.pixelColor(picture.width() // 2, picture.height() - 60)
        assert middle.lightness() < 60 and style.THEME == "dark"
        assert read_settings(settings._path).theme == "dark"
        section.theme["contrast"].click()
        assert style.INK == "#000000" and read_settings(settings._path).theme == "contrast"
    finally:
        section.theme["light"].click()
    assert style.THEME == "light"


def test_a_size_that_does_not_fit_the_screen_is_not_offered(qtbot, program, page) -> None:
    page.open_section("display")
    section = page.section("display")  # the screen of the tests has 800 × 800
    assert section.scale["100"].isEnabled() and not section.scale["130"].isEnabled()
    assert section.too_large.isVisible()


def test_movement_can_be_switched_off_at_once(qtbot, program, page, settings) -> None:
    page.open_section("display")
    section, application = page.section("display"), QApplication.instance()
    menu = Qt.UIEffect.UI_AnimateMenu
    application.setProperty("usual_effects", [Qt.UIEffect.UI_General.name, menu.name])
    try:
        section.movement["on"].click()
        assert application.isEffectEnabled(menu)
        section.movement["off"].click()
        assert not application.isEffectEnabled(menu)
        assert "animation-duration: 0" in application.styleSheet()
        assert not read_settings(settings._path).movement
    finally:
        section.movement["on"].click()
        application.setProperty("usual_effects", None)


def test_the_language_changes_in_the_middle_of_a_value_and_nothing_is_lost(
    qtbot, program, page
) -> None:
    row = page.section("village").rows["V02"]
    row.editor.setFocus()
    row.editor.setText("天津市示例")
    program.window.switch_language()
    assert language() == "en"
    assert row.editor.text() == "天津市示例" and row.editor.hasFocus()
    program.window.switch_language()
    qtbot.keyClick(row.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: values(program).name.value == "天津市示例")


def test_the_section_that_is_asked_for_is_shown(qtbot, program) -> None:
    page = program.window.page("settings")
    for key in ("display", "backup", "display", "village"):
        program.window.open_settings(key)
        assert page.stack.currentWidget() is page.section(key)
        assert page._buttons[key].isChecked()


def test_without_a_village_only_what_needs_none_is_there(qtbot, make_program) -> None:
    program = make_program()
    program.window.open_settings("prices")
    page = program.window.page("settings")
    assert page.stack.currentWidget() is page.closed
    page.open_section("display")
    assert page.stack.currentWidget() is page.section("display")
    QApplication.processEvents()


def test_one_setting_that_cannot_be_read_leaves_the_others(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(
        '{"language": "en", "theme": "pink", "scale": "big", "operator": "李师傅", "later": 1,'
        ' "recent": [{"folder": "/a", "name": "官道村", "opened": "2026-11-26"}, {"folder": 3}]}',
        encoding="utf-8",
    )
    found = read_settings(file)
    assert (found.language, found.operator, found.theme, found.scale) == (
        "en",
        "李师傅",
        "light",
        100,
    )
    assert [entry.name for entry in found.recent] == ["官道村"]
    file.write_text("[]", encoding="utf-8")
    assert read_settings(file) == Settings()


def test_a_figure_that_cannot_be_read_is_told_and_taken_back(qtbot, program, page) -> None:
    row = row_of("measure/W_EPS50")
    damaged = Edit("V33", known("{", Provenance.DOCUMENT), row)
    program.window.session.village.commit_village([damaged], operator="x", label="x")
    section = page.section("measures")
    page.open_section("measures")
    qtbot.waitUntil(lambda: "1" in section.unread.text())
    assert section.unread.isVisible()
    section.forget.click()
    qtbot.waitUntil(lambda: not section.unread.isVisible())
    assert values(program).own == ()


def test_pack_and_prices_are_written_as_a_bundle_that_another_village_takes(
    qtbot, program, page, tmp_path
) -> None:
    price(qtbot, page, "V05A", "1200", "镇里统一采购")
    settle(qtbot, program)
    page.open_section("pack")
    section = page.section("pack")
    qtbot.waitUntil(lambda: section._view is not None)
    bundle = tmp_path / "bundle.json"
    section.write_bundle(bundle)
    qtbot.waitUntil(bundle.exists, timeout=20000)
    section.import_pack(bundle)
    qtbot.waitUntil(lambda: values(program).pack_text.value is not None, timeout=20000)
    section.write_bundle(bundle / "in a file.json")
    qtbot.waitUntil(section.problem.isVisible, timeout=20000)


def test_a_data_package_is_written_and_taken(qtbot, program, page, tmp_path) -> None:
    section = page.section("exchange")
    page.open_section("exchange")
    qtbot.waitUntil(lambda: "0" in section.told.text())
    assert not section.with_photos.isEnabled()
    section.write_to(tmp_path / "out")
    qtbot.waitUntil(section.done.isVisible, timeout=20000)
    assert "village-package.json" in section.done.text()
    section.take_from(tmp_path / "out" / "village-package.json")
    qtbot.waitUntil(lambda: "0" in section.done.text() and section.done.isVisible(), timeout=20000)
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04")
    section.take_from(tmp_path / "x.zip")
    qtbot.waitUntil(section.problem.isVisible, timeout=20000)
    assert "x.zip" in section.problem.text() and section.take.isEnabled()


def test_the_day_rate_is_set_with_source_and_grade_and_taken_back(qtbot, program, page) -> None:
    section = page.section("prices")
    page.open_section("prices")
    qtbot.waitUntil(lambda: section.table.rowCount() == 9)
    section.table.choose("V08")
    section.value.setText("260")
    section.origin.source.setText("村委会定的")
    section.origin.grade.show_codes(["A"])
    section.save.click()
    qtbot.waitUntil(lambda: values(program).day_rate.value == 260)
    rows = {r.field: r for r in energy_prices(program.window.session.village, date.today())}
    own = rows["V08"].own
    assert own is not None and (own.value, own.source, own.mark) == (260, "村委会定的", "A")
    assert rows["V08"].usual is not None and rows["V08"].usual.typical == 180
    qtbot.waitUntil(section.back.isEnabled)
    section.back.click()
    qtbot.waitUntil(lambda: values(program).day_rate.value is None)


def test_a_value_of_a_house_type_is_changed_for_the_village_and_back(qtbot, program, page) -> None:
    section = page.section("archetypes")
    page.open_section("archetypes")
    qtbot.waitUntil(lambda: section.list.count() == 15)
    row = next(n for n, item in enumerate(section._types) if item[0] == "brick_timber_1980")
    section.list.setCurrentRow(row)
    section.table.choose("C04")
    assert section.number.isVisible() and section.number.text() == "2.7"
    section.number.setText("3.1")
    section.save.click()
    qtbot.waitUntil(section.problem.isVisible)  # where from?
    section.origin.source.setText("量过三户")
    section.save.click()
    qtbot.waitUntil(
        lambda: (
            program.window.session.rules.archetypes["brick_timber_1980"].fields["C04"].value == 3.1
        )
    )
    qtbot.waitUntil(lambda: section.back.isEnabled())
    section.table.choose("wall")
    assert section.code.isVisible() and not section.number.isVisible()
    section.code.show_codes(["W_ADOBE400"])
    section.origin.source.setText("看过")
    section.save.click()
    qtbot.waitUntil(
        lambda: (
            program.window.session.rules.archetypes["brick_timber_1980"].wall.value == "W_ADOBE400"
        )
    )
    section.table.choose("C04")
    qtbot.waitUntil(section.back.isEnabled)
    section.back.click()
    qtbot.waitUntil(
        lambda: (
            program.window.session.rules.archetypes["brick_timber_1980"].fields["C04"].value == 2.7
        )
    )


def test_the_hours_of_peak_and_valley_are_changed_and_taken_back(qtbot, program, page) -> None:
    section = page.section("tariff")
    page.open_section("tariff")
    qtbot.waitUntil(lambda: section.table.rowCount() == 1)
    for (start, end), (first, last) in zip(section.hours, (("6", "22"), ("22", "7")), strict=False):
        start.setText(first)
        end.setText(last)
    section.origin.source.setText("供电公司通知")
    section.save.click()
    qtbot.waitUntil(section.problem.isVisible)  # 6 to 7 twice
    section.hours[1][1].setText("6")
    section.save.click()
    qtbot.waitUntil(lambda: "22–6" in section.table.item(0, 1).text())
    section.back.click()
    qtbot.waitUntil(lambda: "20–8" in section.table.item(0, 1).text())


def test_the_input_method_is_tried_and_says_what_it_saw(qtbot, program, page) -> None:
    page.open_section("typing")
    section = page.section("typing")
    assert section.composition.text().startswith("○") and not section.advice.isVisible()
    qtbot.keyClicks(section.line, "wang")
    assert section.advice.isVisible() and "QT_IM_MODULE" in section.advice.text()
    section.again.click()
    assert section.line.text() == "" and not section.advice.isVisible()
    QApplication.sendEvent(section.line, QInputMethodEvent("wang", []))
    assert "wang" in section.composition.text() and section.commit.text().startswith("○")
    done = QInputMethodEvent("", [])
    done.setCommitString("王")
    QApplication.sendEvent(section.line, done)
    assert "王" in section.commit.text() and section.line.text() == "王"
    assert not section.advice.isVisible()


def test_a_character_without_a_font_is_named(qtbot, program, page) -> None:
    assert missing_glyphs("王建国") == ""
    assert missing_glyphs("王\U0010fffd") == "\U0010fffd"


def test_a_subsidy_rule_is_changed_added_removed_and_brought_back(qtbot, program, page) -> None:
    section = page.section("grants")

    def held() -> Any:
        catalogue, pack = load_catalogue(), load_policy_pack()
        return own_reference(values(program), catalogue, pack)[1].funding.grants

    page.open_section("grants")
    qtbot.waitUntil(lambda: section.table.rowCount() == 5 + 4)
    section.table.choose("grant/city_retrofit")
    section.card.amount.setText("8000")
    section.card.save.click()
    qtbot.waitUntil(lambda: section.problem.isVisible())  # where from?
    section.card.origin.source.setText("区里通知")
    section.card.save.click()
    qtbot.waitUntil(lambda: held()[0].amount.value == 8000)
    qtbot.waitUntil(lambda: section.card.back.isEnabled())
    section.card.back.click()
    qtbot.waitUntil(lambda: held()[0].amount.value == 6000)
    qtbot.waitUntil(lambda: not section.card.back.isEnabled())
    section.add.click()
    section.card.name_zh.setText("村里补门窗")
    section.card.amount.setText("八百")
    section.card.origin.source.setText("村规")
    section.card.save.click()
    qtbot.waitUntil(lambda: "八百" in section.problem.text())
    assert "村里补门窗" in section.problem.text()
    section.card.amount.setText("800")
    section.card.save.click()
    qtbot.waitUntil(lambda: len(held()) == 6)
    qtbot.waitUntil(lambda: section.table.rowCount() == 10)
    section.table.choose("grant/low_income")
    section.card.remove.click()
    qtbot.waitUntil(lambda: len(held()) == 5)
    qtbot.waitUntil(lambda: section.card.back.isEnabled())
    section.card.undo.click()
    qtbot.waitUntil(lambda: len(held()) == 6)
    section.all_back.click()
    qtbot.waitUntil(lambda: [rule.id for rule in held()][-1] == "seismic_together")


def test_the_season_nobody_has_announced_is_announced_in_its_row(qtbot, program, page) -> None:
    section = page.section("grants")
    page.open_section("grants")
    qtbot.waitUntil(lambda: section.table.rowCount() == 9)
    section.table.choose("operating/electricity_2026_27")
    assert not section.card.lists.isVisibleTo(section)
    for box, text in ((section.card.amount, "0.15"), (section.card.cap, "6000")):
        box.setText(text)
    section.card.origin.source.setText("市里通知")
    section.card.save.click()

    def known() -> bool:
        pack = own_reference(values(program), load_catalogue(), load_policy_pack())[1]
        return any(s.known and s.season == "2026-27" for s in pack.subsidies)

    qtbot.waitUntil(known)
    qtbot.waitUntil(lambda: section.card.back.isEnabled())
    section.season.click()
    assert section.card.season.text() == "2027-28"


def test_a_setting_of_prices_to_come_is_changed_checked_and_taken_back(
    qtbot, program, page
) -> None:
    section = page.section("outlook")
    page.open_section("outlook")
    qtbot.waitUntil(lambda: section.table.rowCount() >= 6)

    def held() -> float:
        pack = own_reference(values(program), load_catalogue(), load_policy_pack())[1]
        return float(pack.prices.worth.least_return.value)

    section.table.choose("worth.least_return")
    section.value.setText("90")
    section.origin.source.setText("村里商定")
    section.save.click()
    qtbot.waitUntil(lambda: section.problem.isVisible())
    section.value.setText("2")
    section.save.click()
    qtbot.waitUntil(lambda: held() == 0.02)
    qtbot.waitUntil(lambda: section.back.isEnabled())
    section.back.click()
    qtbot.waitUntil(lambda: held() == 0.01)
