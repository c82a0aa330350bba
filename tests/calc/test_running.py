"""The energy bill by tariff: figures by hand, and laws."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from app.calc.running import (
    Terms,
    band_tariff,
    billed,
    coal_replaced,
    fuels_saved,
    running_cost,
    valley_share,
)
from app.calc.supply import PEAK, VALLEY, account
from app.model.assessment import UseState
from app.model.funding import RunningCost
from app.model.house import HEAT_PRICE, Heater, HeatingPlant, ResolvedHouse
from app.store.catalogue import load_catalogue, load_policy_pack
from tests.calc.house_samples import sample_house

CATALOGUE, PACK = load_catalogue(), load_policy_pack()
HOUSE = sample_house(CATALOGUE, PACK)
FAN = HeatingPlant("ashp_a", "ashp_fan", "electricity", 2.5, "air", 0.95, combustion=False)
COAL = HeatingPlant("coal_rad", "tu_nuanqi", "raw_coal", 0.55, "radiator", 0.7, combustion=True)
WINTER = (0.3, 0.2, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.3)


def heated_by(plant: HeatingPlant, tariff: str = "flat") -> ResolvedHouse:
    return replace(HOUSE, heating=plant, bills=replace(HOUSE.bills, tariff=tariff))


def state(house: ResolvedHouse, q: float) -> UseState:
    return UseState(
        "actual", 14.0, 60.0, q, q / 60.0, tuple(q * x for x in WINTER), 4000.0, 0.5, None, 0.0,
        account(house, q, "actual", CATALOGUE, PACK),
    )  # fmt: skip


def bill(
    house: ResolvedHouse, q: float, programme: str = "", share_valley: float | None = None
) -> RunningCost:
    used = replace(state(house, q), share_valley=share_valley)
    return running_cost(used, Terms(house, CATALOGUE, PACK, programme))


def electricity(found: RunningCost, use: str) -> dict[str, float]:
    return {
        line.band: round(line.amount, 6)
        for line in found.lines
        if line.carrier == "electricity" and line.use == use
    }


def test_heating_climbs_the_steps_of_each_month_on_top_of_the_other_uses() -> None:
    house = heated_by(FAN)
    base = sum(
        x.amount for x in state(house, 0.0).account.lines
        if x.carrier == "electricity" and x.use != "heating"
    ) / 12  # fmt: skip
    assert base < 220
    found = bill(house, 2500.0)  # 1000 kWh: 300, 200, 100 in spring, 100 and 300 before the year
    steps = electricity(found, "heating")
    room = 220.0 - base
    first = [min(kwh, room) for kwh in (300, 200, 100, 100, 300)]
    second = [min(kwh - a, 180) for kwh, a in zip((300, 200, 100, 100, 300), first, strict=True)]
    third = 1000 - sum(first) - sum(second)
    assert steps["step1"] == pytest.approx(sum(first))
    assert steps["step2"] == pytest.approx(sum(second))
    assert steps.get("step3", 0.0) == pytest.approx(third)
    assert electricity(found, "other") == {"step1": pytest.approx(12 * base)}
    electric = sum(line.cost for line in found.lines if line.carrier == "electricity")
    by_hand = 0.49 * (sum(first) + 12 * base) + 0.54 * sum(second) + 0.79 * third
    assert electric == pytest.approx(by_hand)


def test_a_price_of_ones_own_has_no_steps() -> None:
    house = heated_by(FAN)
    own = MappingProxyType({"electricity": 0.6})
    house = replace(house, bills=replace(house.bills, prices=own))
    assert set(electricity(bill(house, 2500.0), "heating")) == {"flat"}
    assert set(electricity(bill(heated_by(FAN, "shared"), 2500.0), "heating")) == {"flat"}


def test_winter_is_billed_by_peak_and_valley_with_the_hourly_share() -> None:
    house = heated_by(FAN, "tou")
    found = bill(house, 2500.0, share_valley=0.4)
    assert electricity(found, "heating") == {"valley": 400.0, "peak": 600.0}
    assert (found.share_valley, found.share_source) == (0.4, "hourly")
    heating = sum(x.cost for x in found.lines if x.use == "heating" and x.carrier == "electricity")
    assert heating == pytest.approx(400 * 0.30 + 600 * 0.49)
    assert set(electricity(found, "other")) == {"valley", "peak", "step1"}  # summer by steps


def test_without_hourly_load_the_share_of_the_pack_stands_in_and_is_said() -> None:
    found = bill(heated_by(FAN, "tou"), 2500.0)
    assert (found.share_valley, found.share_source) == (0.58, "policy_pack")


def test_storage_heaters_charge_in_the_valley_whatever_the_hours_of_the_heat() -> None:
    """Half the electricity by a fan with 40 % of it in the valley, half by storage heaters."""
    storage = Heater("elec", "elec_storage", "electricity", 1.0, 0.5, 0.7)
    plant = replace(FAN, efficiency=1.0, share=0.5, others=(storage,))
    found = bill(heated_by(plant, "tou"), 2500.0, share_valley=0.4)
    assert found.share_valley == pytest.approx(0.5 * 0.4 + 0.5 * 1.0)
    bands = electricity(found, "heating")
    winter = bands["valley"] + bands["peak"]
    assert bands["valley"] == pytest.approx(0.7 * winter)


def test_the_villages_own_peak_and_valley_prices_hold() -> None:
    house = heated_by(FAN, "tou")
    own = MappingProxyType({PEAK: 0.6, VALLEY: 0.2})
    house = replace(house, bills=replace(house.bills, prices=own))
    found = bill(house, 2500.0, share_valley=0.4)
    heating = [x for x in found.lines if x.use == "heating"]
    assert sum(x.cost for x in heating) == pytest.approx(400 * 0.2 + 600 * 0.6)
    assert {x.told for x in heating} == {""}


def test_the_operating_subsidy_stops_at_its_limit_and_stands_apart() -> None:
    house = heated_by(FAN, "tou")
    small = bill(house, 2500.0, programme="electricity")
    assert [(x.season, x.cost) for x in small.operating] == [("2025-26", pytest.approx(200.0))]
    large = bill(house, 25_000.0, programme="electricity")
    assert large.operating[0].cost == pytest.approx(1600.0)
    assert large.cost - large.subsidised == pytest.approx(1600.0)
    assert not large.announced  # nobody knows the season 2026-27 yet


def test_who_is_in_no_programme_gets_no_operating_subsidy() -> None:
    assert bill(heated_by(FAN, "tou"), 2500.0, programme="none").operating == ()
    assert bill(heated_by(FAN), 2500.0).operating == ()  # neither programme nor tariff known
    assert bill(heated_by(COAL), 2500.0, programme="electricity").operating == ()
    assert bill(HOUSE, 8600.0, programme="gas").operating[0].carrier == "natural_gas"


def test_other_fuels_cost_what_the_account_says() -> None:
    house = heated_by(COAL)
    found, used = bill(house, 5000.0), state(house, 5000.0).account
    coal = [line for line in found.lines if line.carrier == "raw_coal"]
    assert len(coal) == 1
    by_hand = sum(line.cost for line in used.lines if line.carrier == "raw_coal")
    assert coal[0].cost == pytest.approx(by_hand)
    assert coal[0].mark == "C"


def test_all_energy_is_billed_once() -> None:
    for house in (heated_by(FAN, "tou"), heated_by(FAN), heated_by(COAL), HOUSE):
        used = state(house, 6000.0).account
        found = bill(house, 6000.0)
        for carrier in {line.carrier for line in used.lines if line.cost > 0}:
            billed = sum(x.amount for x in found.lines if x.carrier == carrier)
            bought = sum(x.amount for x in used.lines if x.carrier == carrier)
            assert billed == pytest.approx(bought)
        assert found.cost == pytest.approx(sum(line.cost for line in found.lines))


def test_less_heat_never_costs_more() -> None:
    for house in (heated_by(FAN, "tou"), heated_by(FAN), heated_by(COAL), HOUSE):
        costs = [bill(house, q).cost for q in (0.0, 500.0, 2000.0, 8000.0, 20_000.0)]
        assert costs == sorted(costs)


def test_the_valley_share_of_a_load_by_hand() -> None:
    tariff = band_tariff(PACK)
    assert tariff is not None  # valley from 20 to 8
    load = np.zeros(8760)
    load[[7, 8, 19, 20, 31]] = [10.0, 20.0, 30.0, 40.0, 100.0]  # hour 31 is 7 of the second day
    assert valley_share(load, tariff) == pytest.approx((10 + 40 + 100) / 200)
    assert valley_share(np.ones(8760), tariff) == pytest.approx(0.5)
    assert valley_share(np.zeros(8760), tariff) is None


def test_coal_replaced_counts_every_coal_and_no_other_fuel() -> None:
    before = account(heated_by(COAL), 5000.0, "actual", CATALOGUE, PACK).lines
    after = account(heated_by(FAN), 3000.0, "actual", CATALOGUE, PACK).lines
    fuels = {fuel.carrier: fuel for fuel in fuels_saved(before, after)}
    lhv = CATALOGUE.carriers["raw_coal"].lhv.value
    assert fuels["raw_coal"].amount == pytest.approx(5000 / 0.55 / lhv)
    assert fuels["electricity"].amount == pytest.approx(-1200.0)  # the fan buys what it needs
    tonnes, tce = coal_replaced(tuple(fuels.values()))
    assert tonnes == pytest.approx(5000 / 0.55 / lhv / 1000)
    assert tce == pytest.approx(tonnes * CATALOGUE.carriers["raw_coal"].kgce.value)


DISTRICT = HeatingPlant("dh", "district_heat", "heat", 0.9, "radiator", 0.95, combustion=False)


def test_the_account_of_a_state_gets_the_prices_of_its_bill() -> None:
    for plant, tariff in ((FAN, "tou"), (FAN, "flat"), (COAL, "flat"), (DISTRICT, "flat")):
        house = heated_by(plant, tariff)
        plain = replace(state(house, 9000.0), share_valley=0.4)
        terms = Terms(house, CATALOGUE, PACK)
        found = billed(plain, terms)
        bill_of = running_cost(plain, terms)
        assert found.account.cost == pytest.approx(bill_of.cost)
        heat = sum(x.cost for x in found.account.lines if x.use == "heating")
        assert heat == pytest.approx(bill_of.of("heating"))
        assert running_cost(found, terms).cost == pytest.approx(bill_of.cost)
        for line in found.account.lines:
            price = next(f for f in line.factors if f.key == "price")
            assert line.amount * price.value == pytest.approx(line.cost)
        amounts = [(x.use, x.carrier, x.amount, x.kgce) for x in plain.account.lines]
        assert [(x.use, x.carrier, x.amount, x.kgce) for x in found.account.lines] == amounts


def test_district_heat_by_area_costs_the_same_however_much_is_used() -> None:
    house = heated_by(DISTRICT)
    much, little = bill(house, 9000.0), bill(house, 3000.0)
    assert much.by_area and little.by_area
    assert much.of("heating") == little.of("heating") == pytest.approx(60.0 * 25.0)
    own = replace(house, bills=replace(house.bills, prices=MappingProxyType({HEAT_PRICE: 30.0})))
    assert bill(own, 9000.0).of("heating") == pytest.approx(60.0 * 30.0)


def test_district_heat_by_the_meter_costs_what_is_used() -> None:
    house = heated_by(DISTRICT)
    metered = replace(house, bills=replace(house.bills, heat_by="meter"))
    found = bill(metered, 9000.0)
    assert not found.by_area
    assert found.of("heating") == pytest.approx(9000.0 / 0.9 * 0.2)
