"""What the family chose, and a stove taken out, beside the packages."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLabel, QTreeWidgetItem

from app.cli.family import family_data
from app.i18n import Text
from app.model.assessment import Finding
from app.model.family import Beside, FamilyMoney, HeatingMoney, SolarMoney
from app.model.funding import PriceCase
from app.model.worth import Worth
from app.services.family_choice import NO_HEATER, open_findings, said_where_ticked
from app.ui.widgets.compare_dialog import CompareDialog
from app.ui.widgets.measure_list import MeasureList, Offer
from app.ui.widgets.package_rows import family_cells, family_heads
from app.ui.widgets.package_table import PackageTable
from tests.report.sample import PLAN
from tests.ui.funded import funded_package

HEATING = HeatingMoney(
    Text("热泵热风机", "Hot-air heat pump"), "HPF26", 2, 6900.0, 820.0, 520.0, 990.0, 3100.0,
    21000.0, 30,
)  # fmt: skip
FAMILY = FamilyMoney(13100.0, HEATING, SolarMoney(12, 7.4, 24000.0, 2100.0, rented=False))
COLD = Text("没有取暖了", "No heater is left")


def words(widget: Any) -> str:
    shown = [found for found in widget.findChildren(QLabel) if not found.isHidden()]
    return "\n".join(found.text() for found in shown)


def test_heating_and_sun_stand_below_the_money_of_each_package(qtbot: Any) -> None:
    table = PackageTable()
    qtbot.addWidget(table)
    package = funded_package()
    plan = replace(PLAN, packages=(package,))
    table.show_plan(plan, None, family={package.key: FAMILY})
    text = words(table)
    for part in ("热泵热风机 2×HPF26：买要6,900元", "820元（有补贴520元），现在3,100元", "12块",
                 "44,000 元"):  # fmt: skip
        assert part in text
    table.show_plan(plan, None)
    assert "热泵热风机" not in words(table)


def test_rows_say_which_heating_they_count_where_both_are_told(qtbot: Any) -> None:
    table = PackageTable()
    qtbot.addWidget(table)
    package = funded_package()
    plan = replace(PLAN, packages=(package,))
    counted = (
        "一样暖和 每年省",
        "更暖和 每年省",
        "几年能省回来",
        "自家现金几年回本",
        "二氧化碳",
        "省标准煤",
    )
    sun = replace(FAMILY, heating=None)
    for family, said in (({package.key: FAMILY}, True), ({package.key: sun}, False), ({}, False)):
        table.show_plan(plan, None, family=family)
        heads = [label.text() for label in table._row_heads]
        for word in counted:
            (head,) = (found for found in heads if word in found)
            assert ("按现在的取暖" in head) is said, (head, said)
    cost = next(head for head in heads if "总造价" in head)
    assert "按现在的取暖" not in cost


def test_two_compared_say_which_heating_they_count(qtbot: Any) -> None:
    package = funded_package()
    both = {"甲": package, "乙": replace(package, key="deep")}
    for family, count in (({}, 0), ({package.key: FAMILY}, 3)):
        dialog = CompareDialog(None, both, "甲", "乙", family)
        qtbot.addWidget(dialog)
        assert words(dialog).count("按现在的取暖") == count


def test_a_column_without_a_choice_has_dashes() -> None:
    family = {"cheapest": FAMILY}
    assert set(family_cells("deep", family)) == {"—"}
    assert len(family_cells("cheapest", family)) == len(family_heads(family)) == 4


def test_more_modules_asked_than_fit_are_told_beside_the_packages() -> None:
    more = replace(FAMILY, solar=SolarMoney(12, 7.4, 24000.0, 2100.0, rented=False, asked=80))
    assert any("想装80块" in cell for cell in family_cells("a", {"a": more}))
    assert not any("想装" in cell for cell in family_cells("a", {"a": FAMILY}))


def test_data_say_which_heating_packages_count_and_how_many_modules_were_asked() -> None:
    more = replace(FAMILY, solar=SolarMoney(12, 7.4, 24000.0, 2100.0, rented=False, asked=80))
    found = family_data(Beside(heater=True, money={"cheapest": more}))
    assert found["packages_count"] == "present_heating"
    solar = found["packages"]["cheapest"]["solar"]
    assert (solar["modules"], solar["modules_asked"]) == (12, 80)


def test_rent_costs_the_family_nothing() -> None:
    rented = replace(FAMILY, solar=SolarMoney(12, 7.4, 0.0, 0.0, rented=True))
    assert any("不用出钱" in cell for cell in family_cells("a", {"a": rented}))
    assert rented.whole == 20000.0


def test_a_stove_is_warned_of_only_where_it_is_ticked(qtbot: Any) -> None:
    listed = MeasureList()
    qtbot.addWidget(listed)
    offers = [Offer("STOVE_OUT", "safety", Text("拆炉", "Stove out"))]
    finding = Finding(NO_HEATER, "warn", COLD, Text("", ""), "C")
    said = said_where_ticked([finding])
    listed.show_offers(offers, ("STOVE_OUT",), said)
    assert "⚠ 没有取暖了" in _text(listed)
    listed.show_offers(offers, (), said)
    assert "没有取暖了" not in _text(listed)
    assert said_where_ticked(open_findings([finding], heater=True)) == {}


def _text(listed: MeasureList) -> str:
    head = listed.topLevelItem(0)
    item: QTreeWidgetItem = head.child(0)
    return item.text(0)


def test_advice_and_price_cases_ask_to_be_opened(qtbot: Any) -> None:
    table = PackageTable()
    qtbot.addWidget(table)
    package = funded_package()
    assert package.money is not None
    case = PriceCase(
        "typical", Text("现在的价", "Today"), 800.0, 6.0, 9.0, 40000.0, 30000.0, 9000.0
    )
    worth = Worth("warmth", Text("图暖和", "Warmth"), (), 0.005, 40.0, 0.01, 30.0, "C")
    money = replace(package.money, cases=(case,), coal=1.0)
    package = replace(package, money=money, worth=worth)
    table.show_plan(replace(PLAN, packages=(package,)), None)
    opening = {str(found.property("figure")) for found in table.findChildren(QLabel)}
    wanted = ("worth", "case_back", "case_cost", "saved_energy_cost", "coal")
    assert {f"{name}.{package.key}" for name in wanted} <= opening
