"""The account of a house adds up by month and by carrier; its shares name their factor."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from app.calc.account import DAYS, house_account
from app.calc.supply import account
from app.errors import IncompleteError
from app.model.account import HouseAccount
from app.model.assessment import Factor
from app.model.house import Device, Heater, HeatingPlant, ResolvedHouse
from app.store.catalogue import load_catalogue, load_policy_pack
from tests.calc.house_samples import sample_house

CATALOGUE, PACK = load_catalogue(), load_policy_pack()
HOUSE = sample_house(CATALOGUE, PACK)
FAN = HeatingPlant("ashp_a", "ashp_fan", "electricity", 2.65, "air", 0.95, combustion=False)
KANG = Heater("kang", "kang_old", "firewood", 0.4, 0.25, 0.0)
WINTER = (300.0, 200.0, 50.0, *(0.0,) * 7, 60.0, 260.0)


def of(house: ResolvedHouse, months: tuple[float, ...] = WINTER, **more: object) -> HouseAccount:
    """Return the account of a house in actual use."""
    found = account(house, sum(months), "actual", CATALOGUE, PACK)
    return house_account(found, months, CATALOGUE, PACK, **more)  # type: ignore[arg-type]


def with_everything(share: float = 0.25, fixed: float = 0.0) -> ResolvedHouse:
    """Return the house with a second heater, a blanket, cooling and two fuels."""
    kang = replace(KANG, share=share, fixed=fixed)
    heating = replace(FAN, others=(kang,), share=1.0 - share)
    beside = (Device("cooling", 150.0, False), Device("blanket", 60.0, False))
    services = replace(HOUSE.services, cooking=("lpg", "elec", "wood"), beside=beside)
    return replace(HOUSE, heating=heating, services=services)


@given(
    months=st.lists(st.floats(0.0, 5000.0), min_size=12, max_size=12).map(tuple),
    share=st.floats(0.0, 1.0),
    fixed=st.floats(0.0, 2000.0),
    use=st.sampled_from(("standard", "actual")),
)
@settings(max_examples=60, deadline=None)
def test_months_carriers_and_uses_add_up_to_the_year(
    months: tuple[float, ...], share: float, fixed: float, use: str
) -> None:
    house = with_everything(share, fixed)
    year = account(house, sum(months), use, CATALOGUE, PACK)  # type: ignore[arg-type]
    found = house_account(year, months, CATALOGUE, PACK)
    whole = sum(line.delivered for line in year.lines)
    by_month = [sum(line.delivered[m] for line in found.lines) for m in range(12)]
    carriers = found.by_carrier()
    assert sum(by_month) == pytest.approx(whole, abs=1e-6 + 1e-9 * whole)
    assert sum(map(sum, carriers.values())) == pytest.approx(whole, abs=1e-6 + 1e-9 * whole)
    for m in range(12):
        assert sum(c[m] for c in carriers.values()) == pytest.approx(by_month[m], abs=1e-6)
    for line, kept in zip(year.lines, found.lines, strict=True):
        assert sum(kept.delivered) == pytest.approx(line.delivered, abs=1e-6)
    assert found.kgce == pytest.approx(year.kgce)
    assert found.co2 == pytest.approx(year.co2)


def test_heating_follows_the_need_and_services_the_days() -> None:
    found = of(with_everything())
    for line in found.lines:
        total = sum(line.delivered)
        if line.use == "heating" or line.system == "blanket":
            wanted = [total * month / sum(WINTER) for month in WINTER]
        elif line.system == "cooling":
            wanted = [total * d / 92 if 6 <= m <= 8 else 0.0 for m, d in enumerate(DAYS, 1)]
        else:
            wanted = [total * days / 365 for days in DAYS]
        assert line.delivered == pytest.approx(wanted)


def test_both_shares_of_electricity_by_hand() -> None:
    found = of(HOUSE)
    electric = sum(sum(x.delivered) for x in found.of_carrier("electricity"))
    bought = sum(sum(x.delivered) for x in found.lines if x.carrier != "solar")
    assert found.final == pytest.approx(bought)
    assert found.shares.electricity_final == pytest.approx(electric / bought)
    assert found.shares.electricity_primary == pytest.approx(electric * 0.319 / found.kgce)
    names = {factor.key: factor.value for factor in found.factors}
    assert names == {"kgce_supply": 0.319, "kgce_calorific": 0.1229, "co2:tianjin:2023": 0.6796}


def test_the_aim_is_reached_only_by_both_shares() -> None:
    found = of(with_everything(share=0.0)).shares
    between = 0.5 * (found.electricity_final + found.electricity_primary)
    assert found.electricity_final < between < found.electricity_primary
    for target, verdict in ((0.01, "reached"), (between, "primary_only"), (0.999, "not_reached")):
        number = changed(PACK.carbon.electricity_share, value=target)
        pack = changed(PACK, carbon=changed(PACK.carbon, electricity_share=number))
        year = account(with_everything(share=0.0), sum(WINTER), "actual", CATALOGUE, PACK)
        shares = house_account(year, WINTER, CATALOGUE, pack).shares
        assert shares.verdict == verdict


def test_heat_of_the_outdoor_air_counts_only_where_it_says_so() -> None:
    found = of(replace(HOUSE, heating=FAN))
    (heating,) = found.of_use("heating")
    assert heating.ambient == pytest.approx(sum(WINTER) * (1 - 1 / 2.65))
    sun = sum(sum(x.delivered) for x in found.of_carrier("solar"))
    assert found.shares.renewable == pytest.approx(sun / (found.final + sun))
    ambient = sum(line.ambient for line in found.lines)
    with_ambient = (sun + ambient) / (found.final + sun + ambient)
    assert found.shares.renewable_ambient == pytest.approx(with_ambient)


def test_the_carbon_balance_says_whether_solar_power_is_planned() -> None:
    without = of(HOUSE).carbon
    assert not without.planned
    assert without.avoided == 0.0
    assert without.missing * 0.6796 == pytest.approx(without.used)
    enough = of(HOUSE, pv=(without.missing / 12,) * 12).carbon
    assert enough.planned
    assert enough.net == pytest.approx(0.0, abs=1e-9)


def test_a_house_without_heat_spreads_what_is_fixed_over_the_days() -> None:
    found = of(with_everything(fixed=900.0), (0.0,) * 12)
    fixed = next(x for x in found.lines if x.system == "kang_old")
    assert sum(fixed.delivered) == pytest.approx(900.0 / 0.4)


@pytest.mark.parametrize(("months", "pv"), [((1.0,) * 11, None), (WINTER, (-1.0, *(0.0,) * 11))])
def test_wrong_months_and_negative_solar_power_are_refused(
    months: tuple[float, ...], pv: tuple[float, ...] | None
) -> None:
    year = account(HOUSE, 1000.0, "actual", CATALOGUE, PACK)
    with pytest.raises(ValueError, match=r"twelve|negative"):
        house_account(year, months, CATALOGUE, PACK, pv)


def test_a_missing_carbon_factor_is_said_and_not_guessed() -> None:
    pack = changed(PACK, carbon=changed(PACK.carbon, grid_region="nowhere"))
    with pytest.raises(IncompleteError, match="nowhere"):
        account(HOUSE, 1000.0, "actual", CATALOGUE, pack)


def test_a_missing_price_is_said_with_its_row_and_not_guessed() -> None:
    gas = changed(CATALOGUE.carriers["natural_gas"], price=None)
    catalogue = replace(CATALOGUE, carriers={**CATALOGUE.carriers, "natural_gas": gas})
    with pytest.raises(IncompleteError, match="natural_gas"):
        account(HOUSE, 1000.0, "actual", catalogue, PACK)


def test_electricity_takes_the_newest_factor_of_the_region_of_the_pack() -> None:
    pack = changed(PACK, carbon=changed(PACK.carbon, grid_region="hebei"))
    found = account(replace(HOUSE, heating=FAN), 2650.0, "actual", CATALOGUE, pack)
    assert found.lines[0].co2 == pytest.approx(651.6)
    (factor,) = [f for f in found.lines[0].factors if f.key == "co2"]
    assert factor == Factor("co2", 0.6516, "kg/kWh", "catalogue", "grid2023", "A")
