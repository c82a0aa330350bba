"""The account of carriers adds up and holds figures worked out by hand."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from app.calc.supply import PEAK, VALLEY, HeatingRate, account, heating_rate, price
from app.model.assessment import CarrierUse, EnergyAccount
from app.model.house import HeatingPlant, ResolvedHouse
from app.store.catalogue import load_catalogue, load_policy_pack
from tests.calc.house_samples import sample_house

CATALOGUE, PACK = load_catalogue(), load_policy_pack()
HOUSE = sample_house(CATALOGUE, PACK)
FAN = HeatingPlant("ashp_a", "ashp_fan", "electricity", 2.65, "air", 0.95, combustion=False)


def of(house: ResolvedHouse, q: float = 8600.0, use: str = "actual") -> EnergyAccount:
    """Return the account."""
    return account(house, q, use, CATALOGUE, PACK)  # type: ignore[arg-type]


def line(found: EnergyAccount, use: str, carrier: str = "") -> CarrierUse:
    """Return the first line of a use."""
    return next(x for x in found.lines if x.use == use and carrier in ("", x.carrier))


def test_gas_heating_by_hand() -> None:
    heating = line(of(HOUSE), "heating")
    assert heating.delivered == pytest.approx(10000.0)  # 8600 / 0.86
    assert heating.amount == pytest.approx(10000.0 / 9.886)
    assert heating.kgce == pytest.approx(10000.0 / 9.886 * 1.2143)
    assert heating.cost == pytest.approx(10000.0 / 9.886 * 2.6)


def test_totals_are_the_sums_of_the_lines() -> None:
    found = of(HOUSE)
    assert found.cost == pytest.approx(sum(x.cost for x in found.lines))
    assert found.kgce == pytest.approx(sum(x.kgce for x in found.lines))
    assert found.co2 == pytest.approx(sum(x.co2 for x in found.lines))


def test_the_sun_takes_its_share_of_hot_water_first() -> None:
    found = of(HOUSE)
    assert line(found, "hot_water", "electricity").need == pytest.approx(2 * 240 * 0.4)
    sun = line(found, "hot_water", "solar")
    assert sun.need == pytest.approx(2 * 240 * 0.6)
    assert (sun.kgce, sun.cost) == (0.0, 0.0)


def test_electricity_counts_by_the_factor_of_the_policy_pack() -> None:
    heating = line(of(replace(HOUSE, heating=FAN), 2650.0), "heating")
    assert heating.amount == pytest.approx(1000.0)
    assert heating.kgce == pytest.approx(319.0)


def test_winter_tariff_mixes_peak_and_valley() -> None:
    valley = replace(HOUSE, heating=FAN, bills=replace(HOUSE.bills, tariff="tou"))
    by_hand = 0.58 * 0.30 + 0.42 * 0.49
    assert price(valley, "heating", "electricity", CATALOGUE, PACK) == pytest.approx(by_hand)
    assert price(valley, "lighting", "electricity", CATALOGUE, PACK) == pytest.approx(0.49)
    own = MappingProxyType({PEAK: 0.6, VALLEY: 0.2})
    village = replace(valley, bills=replace(valley.bills, prices=own))
    by_hand = 0.58 * 0.2 + 0.42 * 0.6
    assert price(village, "heating", "electricity", CATALOGUE, PACK) == pytest.approx(by_hand)


def test_the_familys_own_coal_price_goes_before_the_usual_one() -> None:
    bills = replace(HOUSE.bills, prices=MappingProxyType({"raw_coal": 1.35}))
    stove = HeatingPlant(
        "coal_rad", "tu_nuanqi", "raw_coal", 0.55, "radiator", 0.7, combustion=True
    )
    house = replace(HOUSE, heating=stove, bills=bills)
    rate = heating_rate(house, CATALOGUE, PACK)
    assert rate.carrier == "raw_coal"
    assert rate.amount == pytest.approx(1 / 0.55 / 5.815)
    assert rate.money == pytest.approx(1.35 * rate.amount)


def test_a_house_without_heating_is_heated_in_standard_use_only() -> None:
    none = replace(HOUSE, heating=HeatingPlant("none", "", "", 1.0, "none", 0.6, combustion=False))
    assert not [x for x in of(none).lines if x.use == "heating"]
    assert line(of(none, use="standard"), "heating").carrier == "electricity"
    assert heating_rate(none, CATALOGUE, PACK) == HeatingRate()
