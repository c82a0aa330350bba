"""Counts for the first page and what the register learns later."""

from app.store.today import Tally
from app.store.village import VillageFile
from tests.store.helpers import BY, edit, enter


def test_houses_are_counted_by_state_and_by_whether_they_are_begun(village: VillageFile) -> None:
    homes = [village.add_household(BY)[1] for _number in range(4)]
    enter(village, homes[0], A02="王", A04="13800000001", A08="general")
    enter(village, homes[1], B04=1985, I10="bad")
    enter(village, homes[2], B04=1990, M01="D", I10="bad")
    village.set_state(homes[2], "assessed", BY)
    found = village.today()
    assert set(found.tallies) == {
        Tally("draft", False, 2, 0, 0),
        Tally("draft", True, 1, 1, 0),
        Tally("assessed", True, 1, 1, 1),
    }
    assert found.houses == 4


def test_the_last_houses_come_with_the_field_entered_last(village: VillageFile) -> None:
    homes = [village.add_household(BY)[1] for _number in range(8)]
    for number, dwelling in enumerate(homes[:7]):
        enter(village, dwelling, A02=f"王{number}", B04=1985)
    enter(village, homes[2], C02=12.0)
    enter(village, homes[0], A02="王建国")
    village.set_state(homes[0], "surveyed", BY)
    last = village.today().last
    assert len(last) == 5
    assert [(one.house.dwelling_id, one.field) for one in last[:2]] == [
        (homes[0], "A02"),
        (homes[2], "C02"),
    ]
    assert last[0].house.head_name == "王建国"


def test_an_empty_village_has_nothing_to_do(village: VillageFile) -> None:
    found = village.today()
    assert (found.houses, found.tallies, found.last) == (0, (), ())


def test_details_of_a_house(village: VillageFile) -> None:
    household, dwelling = village.add_household(BY)
    second = village.add_dwelling(household, BY)
    assert village.details()[second].phone == ""
    enter(village, dwelling, A04="13812345678", M02="report", B04=1985)
    found = village.details()
    assert found[dwelling].phone == found[second].phone == "13812345678"
    assert (found[dwelling].begun, found[second].begun) == (True, False)
    assert (found[dwelling].appraised, found[dwelling].has_id) == (True, False)
    village.withdraw(household, BY)
    assert village.details()[dwelling].phone == ""


def test_an_id_number_is_told_but_not_read(village: VillageFile) -> None:
    _household, dwelling = village.add_household(BY)
    if village.encrypted:
        village.commit(dwelling, [edit("A03", "120112195501010034")], operator=BY, label="x")
    assert village.details()[dwelling].has_id is village.encrypted


def test_own_cash_is_that_of_the_newest_plan(village: VillageFile) -> None:
    _household, dwelling = village.add_household(BY)
    assert village.details()[dwelling].own_cash is None
    for cash in (5000, 4200):
        village.save_result(dwelling, "plan", b"{}", {}, {"own_cash": cash})
    village.save_result(dwelling, "assessment", b"{}", {}, {"confidence": 70.0})
    assert village.details()[dwelling].own_cash == 4200
