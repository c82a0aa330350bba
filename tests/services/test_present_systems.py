"""Heaters and appliances of the survey reach the account as they are used."""

from dataclasses import replace
from typing import Any

import pytest

from app.calc.engine import simulate
from app.calc.supply import account, heating_rate, price
from app.calc.thermal_model import thermal_model
from app.model.assessment import CarrierUse, EnergyAccount
from app.model.catalogue import PRESENT_DEFAULT
from app.model.hourly import EngineOptions
from app.model.house import ResolvedHouse, Use
from app.model.survey import Survey, VillageValues
from app.services.assess import assess, load_context
from app.services.resolve import resolve
from app.services.trace import explain, recomputed
from tests.services.surveys import farmhouse, with_row_of

CONTEXT = load_context()
PACK = CONTEXT.pack
VILLAGE = VillageValues()
NEED = 6000.0


def house_of(survey: Survey) -> ResolvedHouse:
    """Resolve a survey."""
    return resolve(survey, VILLAGE, CONTEXT.catalogue, PACK, CONTEXT.weather)


def used(survey: Survey, use: Use = "actual", need: float = NEED) -> EnergyAccount:
    """Return the account for a need [kWh]."""
    return account(house_of(survey), need, use, CONTEXT.catalogue, PACK)


def lines(found: EnergyAccount, use: str, system: str = "") -> list[CarrierUse]:
    """Return the lines of a use."""
    return [x for x in found.lines if x.use == use and system in ("", x.system)]


def test_the_default_rule_is_that_of_the_bundled_pack() -> None:
    assert PACK.present == PRESENT_DEFAULT


def test_heaters_share_the_heat_by_bays_and_hours() -> None:
    """Three bays heated day and night, 72 bay-hours; two bays for 9 hours, 18 bay-hours."""
    survey = with_row_of(farmhouse(), "appliance", IA01="ac", IA04=2.0, IA05=9.0, IA03=2.5)
    main, second = lines(used(survey), "heating")
    assert main.need == pytest.approx(NEED * 72 / 90)
    assert second.need == pytest.approx(NEED * 18 / 90)
    assert second.amount == pytest.approx(NEED * 18 / 90 / 2.5)
    assert (main.carrier, second.carrier) == ("raw_coal", "electricity")


def test_standard_use_is_heated_by_the_main_heating_alone() -> None:
    survey = with_row_of(farmhouse(I05=("kang",)), "appliance", IA01="ac", IA04=2.0, IA05=9.0)
    (line,) = lines(used(survey, "standard"), "heating")
    assert line.need == NEED
    assert used(survey, "standard").kgce == pytest.approx(used(farmhouse(), "standard").kgce)


def test_what_is_only_ticked_takes_the_habit_of_the_pack_and_a_row_goes_before() -> None:
    ticked = lines(used(farmhouse(I05=("kang",))), "heating", "kang_old")
    assert ticked[0].need == pytest.approx(NEED * 8 / 80)
    survey = with_row_of(farmhouse(I05=("kang",)), "appliance", IA01="kang", IA04=1.0, IA05=18.0)
    (row,) = lines(used(survey), "heating", "kang_old")
    assert row.need == pytest.approx(NEED * 18 / 90)


def test_a_house_without_main_heating_is_warmed_by_its_rows() -> None:
    survey = with_row_of(farmhouse(I01="none"), "appliance", IA01="elec", IA04=1.0, IA05=4.0)
    (line,) = lines(used(survey), "heating")
    assert line.need == pytest.approx(NEED)
    assert line.carrier == "electricity"


def test_a_kang_in_a_cold_room_burns_its_own_wood_and_warms_that_room() -> None:
    """5 kg of wood a day for 121 days, 4.652 kWh/kg at 0.4."""
    cold = house_of(farmhouse(I05=("kang",), R04="cold"))
    main, kang = lines(used(farmhouse(I05=("kang",), R04="cold")), "heating")
    assert main.need == NEED
    assert kang.amount == pytest.approx(5 * 121)
    assert kang.need == pytest.approx(5 * 121 * 4.652 * 0.4)
    none = house_of(farmhouse(I05=("kang",), R04="heated"))
    alike = replace(cold.heating, convective_fraction=none.heating.convective_fraction)
    models = [
        thermal_model(item, "actual", CONTEXT.catalogue, PACK, CONTEXT.weather)
        for item in (replace(cold, heating=alike), none)
    ]
    warmed, without = simulate(models, CONTEXT.weather, EngineOptions(season_only=True))
    assert warmed.zones["side"].theta_mean > without.zones["side"].theta_mean + 1.0
    assert warmed.q_h_nd < without.q_h_nd


def test_the_rate_of_heating_holds_for_any_need() -> None:
    survey = farmhouse(I05=("kang", "ac"), R04="cold")
    rate = heating_rate(house_of(survey), CONTEXT.catalogue, PACK)
    for need in (1000.0, 9000.0):
        heating = lines(used(survey, need=need), "heating")
        money = rate.money * need + rate.money_fixed
        assert money == pytest.approx(sum(line.cost for line in heating))
        coal = sum(line.amount for line in heating if line.carrier == "raw_coal")
        assert rate.amount * need + rate.amount_fixed == pytest.approx(coal)


def test_boiler_and_pipes_in_a_cold_room_lose_a_part() -> None:
    inside = lines(used(farmhouse()), "heating")[0]
    beside = lines(used(farmhouse(R19="side")), "heating")[0]
    assert beside.amount == pytest.approx(inside.amount / 0.9)
    assert [part.key for part in beside.parts] == ["rated", "part_load", "pipes"]
    stove = lines(used(farmhouse(I01="coal_room", I04="none", R19="side")), "heating")[0]
    assert stove.efficiency == pytest.approx(0.42)


@pytest.mark.parametrize(
    ("answers", "system"),
    [
        ({"I01": "elec", "R18": "storage"}, "elec_storage"),
        ({"I01": "coal_room", "R18": "under"}, "coal_stove_under"),
        ({"I01": "kang", "R18": "firewall"}, "fire_wall"),
        ({"I01": "kang", "R18": "kang_new"}, "kang_new"),
        ({"I01": "gas", "R18": "condensing"}, "gas_cond"),
        ({"I01": "coal_rad", "R18": "storage"}, "tu_nuanqi"),
    ],
)
def test_the_kind_of_heater_chooses_the_system_where_it_fits(
    answers: dict[str, Any], system: str
) -> None:
    assert house_of(farmhouse(**answers)).heating.system == system


def test_storage_heaters_pay_the_price_of_the_hours_in_which_they_charge() -> None:
    for answers, paid in (({"R18": "storage"}, 0.30), ({}, 0.58 * 0.30 + 0.42 * 0.49)):
        house = house_of(farmhouse(I01="elec", K04="tou", **answers))
        (line,) = lines(account(house, NEED, "actual", CONTEXT.catalogue, PACK), "heating")
        assert line.cost / line.amount == pytest.approx(paid)
        assert price(house, "lighting", "electricity", CONTEXT.catalogue, PACK) == 0.49


def test_every_fuel_for_cooking_has_its_part() -> None:
    found = lines(used(farmhouse(J02=("lpg", "elec", "wood"))), "cooking")
    assert [(x.system, round(x.need)) for x in found] == [("lpg", 420), ("elec", 90), ("wood", 90)]
    (alone,) = lines(used(farmhouse(J02=("lpg", "elec")), "standard"), "cooking")
    assert alone.need == pytest.approx(600)


def test_appliances_by_plate_by_tick_and_by_the_standard() -> None:
    plain = lines(used(farmhouse(J03=0)), "appliances")
    assert [x.need for x in plain] == [1000.0]
    survey = with_row_of(farmhouse(J03=2, J05=("washer", "fridge")), "device",
                         JA01="fridge", JA02=2, JA03=100.0, JA04=8.0)  # fmt: skip
    found = {x.system: x.need for x in lines(used(survey), "appliances")}
    assert found == pytest.approx(
        {"small": 550.0, "fridge": 2 * 0.1 * 8 * 365, "washer": 50.0, "cooling": 300.0}
    )
    assert [x.need for x in lines(used(survey, "standard"), "appliances")] == [1000.0]


def test_an_appliance_without_figures_is_not_guessed() -> None:
    survey = with_row_of(farmhouse(J03=0), "device", JA01="oth", JA03=300.0)
    assert [x.system for x in lines(used(survey), "appliances")] == ["small"]


def test_blankets_count_by_row_or_by_tick() -> None:
    ticked = lines(used(farmhouse(I05=("blanket",), J03=0)), "appliances", "blanket")
    assert ticked[0].need == pytest.approx(0.06 * 8 * 121)
    two = with_row_of(farmhouse(J03=0), "appliance", IA01="blanket", IA05=5.0)
    two = with_row_of(two, "appliance", IA01="blanket")
    (line,) = lines(used(two), "appliances", "blanket")
    assert line.need == pytest.approx(0.06 * (5 + 8) * 121)


def test_every_figure_of_the_account_is_opened_and_works_out_again() -> None:
    survey = farmhouse(I05=("kang", "blanket"), R04="cold", R19="side", J02=("lpg", "wood"))
    survey = with_row_of(survey, "appliance", IA01="ac", IA04=1.0, IA05=6.0)
    found = assess(survey, VILLAGE, CONTEXT, quick=True)
    for figure in ("cost", "kgce", "co2"):
        trace = explain(figure, found, sources=CONTEXT.catalogue.sources | PACK.sources)
        waiting = [trace]
        while waiting:
            item = waiting.pop()
            again = recomputed(item)
            assert again is None or again == pytest.approx(item.value, rel=1e-9), item.name
            waiting += [x.trace for x in item.inputs if x.trace is not None]
    heating = [x for x in found.actual.account.lines if x.use == "heating"]
    assert found.heating_cost.typical == pytest.approx(sum(x.cost for x in heating))
    assert found.bill is not None
    coal = sum(x.amount for x in heating if x.carrier == "raw_coal")
    assert found.bill.calculated.typical == pytest.approx(coal)
