"""The funding page: every entry at once in the balance, undone, refused where it must be."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.model.change import Edit
from app.model.value import known
from app.ui.widgets.package_table import PackageTable
from tests.report.sample import PLAN
from tests.signing import sign
from tests.ui.funded import funded_package, keep_plan

COST = 9500  # 3,900 + 5,200 + 400


@pytest.fixture
def page(qtbot, program) -> Any:
    """The page of the house at hand, its plan kept, 10 days of its own."""
    window = program.window
    dwelling = window.current.dwelling_id
    session = window.session
    keep_plan(session.village, dwelling)
    session.village.commit(dwelling, [Edit("N03", known(10))], operator="李师傅", label="工")
    session.village.add_household("李师傅")
    window.open_page("funding")
    found = window.page("funding")
    qtbot.waitUntil(lambda: found._view is not None, timeout=20000)
    return found


def entered(qtbot: Any, page: Any, field: str, value: Any, row: str = "") -> None:
    before = page._view
    page.enter(field, row, value)
    qtbot.waitUntil(lambda: page._view is not before, timeout=20000)


def words(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def typed(qtbot: Any, page: Any, field: str, text: str) -> None:
    before = page._view
    box = page.sources.form.rows[field].editor
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._view is not before, timeout=20000)


def test_the_page_opens_balanced_with_what_the_pack_proposes(page) -> None:
    funding = page._view.funding
    assert funding.cost.total == COST
    assert "还差 0 元 ✓" in page.balance.text()
    assert "按右上角一个套餐的名字" in page.balance.text()
    assert page.sources.form.rows["TF3"].editor.text() == str(funding.own_cash)
    assert "人民币玖仟伍佰元整" in words(page.payers)
    assert page.sources.loan.isHidden()


def test_an_amount_that_does_not_fit_is_told_and_the_equal_sign_mends_it(qtbot, page) -> None:
    entered(qtbot, page, "TP2", "cheapest")
    rest = page._view.funding.own_cash
    typed(qtbot, page, "TF3", "1000")
    assert f"还差 {rest - 1000:,} 元" in page.balance.text()
    assert "自筹现金" in page.balance.text()  # the line that changed last
    assert page.balance.property("role") == "hard"
    before = page._view
    qtbot.keyClick(page.sources.form.rows["TF6"].editor, "=")
    qtbot.waitUntil(lambda: page._view is not before, timeout=20000)
    assert page._view.funding.own_cash == rest
    assert page.balance.property("role") == "ok"


def test_undo_takes_back_the_last_entry(qtbot, page, program) -> None:
    typed(qtbot, page, "TF6", "500")
    assert page._view.funding.donation == 500
    qtbot.keyClick(page.sources.form.rows["TF6"].editor, Qt.Key.Key_Z,
                   Qt.KeyboardModifier.ControlModifier)  # fmt: skip
    qtbot.waitUntil(lambda: page._view.funding.donation == 0, timeout=20000)
    page._step(type(program.window.current.house).redo)
    qtbot.waitUntil(lambda: page._view.funding.donation == 500, timeout=20000)


def test_a_loan_opens_what_must_be_known_of_it(qtbot, page) -> None:
    entered(qtbot, page, "TP2", "cheapest")
    typed(qtbot, page, "TF7", "2000")
    assert not page.sources.loan.isHidden()
    assert "谁贷款" in page.balance.text()
    entered(qtbot, page, "TF7", None)
    assert page.sources.loan.isHidden()


def test_own_cash_above_what_the_family_has_is_amber(qtbot, page) -> None:
    entered(qtbot, page, "TF3", 8500)  # N02 is 8,000
    assert "超出 500 元" in page.sources.hints.text()
    assert page.sources.form.rows["TF3"].editor.property("fault") == "soft"


def test_the_proposed_subsidies_become_rows_that_can_be_changed(qtbot, page) -> None:
    proposed = page._view.proposed.subsidy
    assert "示例" in page.sources.proposed.text()
    before = page._view
    page.sources.take.click()
    qtbot.waitUntil(lambda: page._view is not before, timeout=20000)
    assert page._view.funding.subsidy == proposed
    row = page._view.stages.subsidies[0].id
    entered(qtbot, page, "TF2B", 100, row)
    assert page._view.funding.subsidy < proposed
    assert page._view.funding.difference == 0


def test_help_is_noted_by_the_last_digits_of_a_house(qtbot, page, program) -> None:
    village = program.window.session.village
    helper = next(
        row for row in village.overview() if row.dwelling_id != program.window.current.dwelling_id
    )
    page.add_row("help")
    qtbot.waitUntil(lambda: bool(page._view.stages.helps), timeout=20000)
    row = page._view.stages.helps[0].id
    page.helps._typed("TF5A", row, helper.code[-4:])
    page.enter("TF5D", row, 2.5)
    qtbot.waitUntil(lambda: bool(page._view.ledger.lines), timeout=20000)
    qtbot.waitUntil(lambda: page._view.ledger.lines[0].helper == helper.dwelling_id)
    assert "欠邻里 2.5 个工" in page.ledger.sentence.text()
    assert page.ledger.village.rowCount() == 2


def test_a_house_that_is_not_there_and_the_house_itself_are_refused(qtbot, page, program) -> None:
    page.add_row("help")
    qtbot.waitUntil(lambda: bool(page._view.stages.helps), timeout=20000)
    row = page._view.stages.helps[0].id
    page.helps._typed("TF5A", row, "7777")
    assert "没有 7777 号户" in page.balance.text()
    page.helps._typed("TF5A", row, program.window.current.house.code)
    assert "自家不算互助" in page.balance.text()
    assert not page._view.stages.helps[0].house.known


def test_payments_are_summed_beside_what_is_due(qtbot, page) -> None:
    page.add_row("payment")
    qtbot.waitUntil(lambda: bool(page._view.stages.payments), timeout=20000)
    row = page._view.stages.payments[0].id
    entered(qtbot, page, "TF10B", 1500, row)
    assert "1,500" in page.payments.total.text()


def test_a_whole_account_number_is_not_kept(qtbot, page, program) -> None:
    page.add_row("payment")
    qtbot.waitUntil(lambda: bool(page._view.stages.payments), timeout=20000)
    row = page._view.stages.payments[0].id
    for typed_in in ("6222020200112233", "42a1"):
        page.payments._typed(page.payments._specs[4], row, typed_in)
        assert "末4位" in page.balance.text()
        page._show_problem("")
    qtbot.wait(100)
    assert (
        not program.window.session.village.stages(program.window.current.dwelling_id)
        .payments[0]
        .digits.known
    )
    assert program.window.session.unsaved == 0


def test_another_language_shows_the_same_money(qtbot, page, program) -> None:
    before = page._view.funding
    program.window.switch_language()
    qtbot.waitUntil(lambda: "0 yuan lacking ✓" in page.balance.text(), timeout=20000)
    assert page._view.funding == before
    program.window.switch_language()


def test_without_a_plan_the_page_says_what_to_do(qtbot, program) -> None:
    program.window.open_page("funding")
    page = program.window.page("funding")
    qtbot.waitUntil(lambda: "套餐" in page.balance.text(), timeout=20000)
    assert not page.area.isVisible()


def test_the_package_table_tells_who_pays(qtbot) -> None:
    table = PackageTable()
    qtbot.addWidget(table)
    package = funded_package()
    table.show_plan(replace(PLAN, packages=(package,)), None)
    text = words(table)
    funding = package.money.funding
    assert f"{funding.subsidy:,} 元" in text
    assert f"{funding.own_cash:,} 元" in text
    assert f"{funding.labour.own_days:g} 个工" in text


def test_the_house_comes_from_assessed_to_agreed_and_back_with_a_reason(
    qtbot, page, program
) -> None:
    session, dwelling = program.window.session, page._view.dwelling_id
    session.village.set_state(dwelling, "assessed", "李师傅")
    alarmed = Edit("I10", known("ok_alarm"))  # the package by hand brings no alarm
    session.village.commit(dwelling, [alarmed], operator="李师傅", label="报警器")
    entered(qtbot, page, "TP2", "cheapest")
    bar = page.agreed

    def stands(state: str) -> None:
        qtbot.waitUntil(lambda: bar._found is not None and bar._found.state == state, timeout=30000)

    stands("assessed")
    qtbot.waitUntil(lambda: bar.next.isEnabled(), timeout=20000)
    bar.next.click()
    stands("planned")
    rest = page._view.funding.own_cash
    entered(qtbot, page, "TF3", rest - 1)
    qtbot.waitUntil(lambda: "钱数差 1 元" in bar.words.text(), timeout=20000)
    assert not bar.next.isEnabled()
    entered(qtbot, page, "TF3", rest)
    qtbot.waitUntil(lambda: "公示" in bar.words.text(), timeout=20000)
    assert not bar.next.isEnabled()
    sign(session.village, dwelling, TC3A=None)
    entered(qtbot, page, "TC3A", (date.today() - timedelta(days=7)).isoformat())
    assert "7" in page.consent.notice.text()
    qtbot.waitUntil(lambda: bar.next.isEnabled(), timeout=20000)
    bar.next.click()
    stands("consented")
    assert "已冻结" in bar.words.text()
    assert not bar.back.isEnabled()
    session.village.commit(dwelling, [Edit("D02", known(500))], operator="李师傅", label="墙")
    page.shown()
    qtbot.waitUntil(lambda: "作废" in bar.words.text(), timeout=30000)
    bar.reason.setText("户主要再想想")
    bar.back.click()
    stands("planned")
    assert session.village.stage_steps(dwelling)[-1].reason == "户主要再想想"
