"""Self-use and money of a plant: three households worked out by hand, and laws for all.

Arithmetic stands beside each figure. Prices: steps 0.49 up to 220, 0.54 to 400, 0.79 above
[kWh/month]; peak 0.49 (8 to 20 h), valley 0.30, November to March (151 days); subsidy 0.20 on
heating up to 8000 kWh; mechanism 0.28 for 0.8 of the output over 10 years, market 0.22.
"""

from dataclasses import replace

import msgspec
import numpy as np
import pytest

from app.calc.economics import annuity_factor
from app.calc.electric_load import ElectricLoad, by_cop, load_of, spread_over_days
from app.calc.pv_money import (
    AGED,
    PlantTerms,
    SalePrice,
    best_size,
    dearer,
    earned,
    rent_value,
    row_at,
    sale_price,
)
from app.calc.pv_use import Metered, metered, used_of, with_battery
from app.calc.tariff_year import TariffYear, bill_of, tariff_year
from app.errors import AppError, RefusedError
from app.model.catalogue import Catalogue, PolicyPack
from app.model.climate import HOURS, Array
from app.model.house import Bills
from app.model.survey import VillageValues
from app.services.assess import load_context
from app.services.resolve import resolve
from tests.services.surveys import farmhouse

HOUR = np.arange(HOURS) % 24
WINTER = np.repeat((np.arange(365) < 90) | (np.arange(365) >= 304), 24)
NOON = (HOUR >= 10) & (HOUR < 14)
TERMS = PlantTerms(3000.0, 30.0, 0.0, 50, 25, 0.05, 0.01, 0.004)
SUMMER_2026, SPRING_2027 = "2026-06-01", "2027-03-01"


def flat(value: float) -> Array:
    return np.full(HOURS, value)


def tariff(pack: PolicyPack, *, banded: bool, subsidised: bool = False) -> TariffYear:
    known = next(s for s in pack.subsidies if s.id == "electricity_2025_26")
    return tariff_year(Bills(), pack, banded=banded, subsidy=known if subsidised else None)


def load(other: Array, heating: Array | None = None) -> ElectricLoad:
    return ElectricLoad(other, flat(0.0) if heating is None else heating, {})


# household A: one meter, ordinary use, no electric heating


def test_household_a_first_step_and_surplus(pack: PolicyPack) -> None:
    assert pack.pv is not None
    meter = metered(load(flat(0.2)), tariff(pack, banded=False), heating_apart=False)
    new = used_of(np.where(NOON, 1.0, 0.0)[None, :], meter)
    assert new.output[0] == pytest.approx(4 * 365)  # 1460
    assert new.used[0] == pytest.approx(0.2 * 4 * 365)  # 292
    assert new.sold[0] == pytest.approx(1168.0)
    assert new.saved[0] == pytest.approx(292 * 0.49)  # a month of 148.8 kWh stays in step 1
    aged = used_of(np.where(NOON, AGED, 0.0)[None, :], meter)
    sale = sale_price(pack.pv, SUMMER_2026, "typical")
    assert sale.at(10) == pytest.approx(0.8 * 0.28 + 0.2 * 0.22)  # 0.268
    assert sale.at(11) == 0.22
    made = earned(np.array([1.0]), new, aged, sale, TERMS)
    # first year 0.99 · 1460 = 1445.4; sold 1153.4 · 0.268 = 309.11; + 143.08 − 30
    assert made.first_year[0] == pytest.approx(422.19, abs=0.01)
    # seven years sell 1460 (7 · 0.99 − 0.004 · 21) − 7 · 292 = 7951.16: 2130.91 + 1001.56 − 210
    assert made.flow[0, 7] == pytest.approx(-3000 + 2922.47, abs=0.02)
    # year 8 sells 1460 · 0.962 − 292 = 1112.52: 298.16 + 143.08 − 30 = 411.24
    assert made.payback(0) == pytest.approx(7 + 77.53 / 411.24, abs=1e-3)
    # year 11 is sold on the market: 1460 · 0.95 − 292 = 1095: 240.90 + 143.08 − 30
    assert made.flow[0, 11] - made.flow[0, 10] == pytest.approx(353.98, abs=0.01)


# household B: heat pump on the same meter, winter tariff, with and without subsidy left


@pytest.mark.parametrize(
    ("heating", "subsidised", "value"),
    [
        (1.0, True, 0.29),  # 24 · 151 = 3624 kWh, all subsidised: 0.49 − 0.20
        (1.0, False, 0.49),
        (3.0, True, 0.49),  # 10872 kWh: 8000 stay subsidised with and without the plant
    ],
)
def test_household_b_loses_the_subsidy_on_what_the_sun_heats(
    pack: PolicyPack, heating: float, subsidised: bool, value: float
) -> None:
    warm = np.where(WINTER, heating, 0.0)
    meter = metered(
        load(flat(0.0), warm), tariff(pack, banded=True, subsidised=subsidised), heating_apart=False
    )
    found = used_of(np.where(NOON, 0.5, 0.0)[None, :], meter)
    assert found.used[0] == pytest.approx(0.5 * 4 * 151)  # 302, all at the peak price
    assert found.sold[0] == pytest.approx(0.5 * 4 * 214)  # 428 in summer
    assert found.saved[0] == pytest.approx(302 * value)


def test_household_b_saves_little_at_night(pack: PolicyPack) -> None:
    """Valley kWh of the heat pump under the limit are worth 0.30 − 0.20."""
    warm = np.where(WINTER & (HOUR >= 20), 1.0, 0.0)
    meter = metered(
        load(flat(0.0), warm), tariff(pack, banded=True, subsidised=True), heating_apart=False
    )
    night = used_of(np.where(HOUR == 21, 0.5, 0.0)[None, :], meter)
    assert night.saved[0] == pytest.approx(0.5 * 151 * 0.10)


# household C: the heating has a meter of its own


def test_household_c_cannot_feed_the_heating(pack: PolicyPack) -> None:
    assert pack.pv is not None
    warm = np.where(WINTER, 2.0, 0.0)
    meter = metered(load(flat(0.1), warm), tariff(pack, banded=False), heating_apart=True)
    yields = np.where(NOON, 0.5, 0.0)[None, :]
    found, aged = used_of(yields, meter), used_of(AGED * yields, meter)
    assert found.used[0] == pytest.approx(0.1 * 4 * 365)  # 146
    assert found.saved[0] == pytest.approx(146 * 0.49)  # 71.54
    assert found.sold[0] == pytest.approx(730 - 146)  # 584
    sale = sale_price(pack.pv, SUMMER_2026, "low")
    assert sale.at(1) == pytest.approx(0.8 * 0.20 + 0.2 * 0.15)  # 0.19
    whole = earned(np.array([0.5]), found, aged, sale, TERMS, all_sold=True)
    # 730 · 0.99 · 0.19 − 0.5 · 30
    assert whole.first_year[0] == pytest.approx(137.313 - 15.0, abs=1e-3)
    part = earned(np.array([0.5]), found, aged, sale, TERMS)
    # 71.54 + (722.7 − 146) · 0.19 − 15
    assert part.first_year[0] == pytest.approx(71.54 + 109.573 - 15.0, abs=1e-3)


# prices


def test_a_bill_climbs_the_steps(pack: PolicyPack) -> None:
    """July (744 h) at 1 kWh/h: 220 · 0.49 + 180 · 0.54 + 344 · 0.79 = 476.76."""
    july = np.zeros(HOURS)
    july[181 * 24 : 212 * 24] = 1.0
    steps = tariff(pack, banded=False)
    assert bill_of(july[None, :], flat(0.0)[None, :], steps)[0] == pytest.approx(476.76)
    assert bill_of(july[None, :], flat(0.0)[None, :], tariff(pack, banded=True))[0] == (
        pytest.approx(476.76)
    )


def test_the_winter_tariff_takes_the_place_of_the_steps(pack: PolicyPack) -> None:
    january = np.zeros(HOURS)
    january[: 31 * 24] = 1.0
    found = bill_of(january[None, :], flat(0.0)[None, :], tariff(pack, banded=True))[0]
    assert found == pytest.approx(31 * 12 * (0.49 + 0.30))


def test_a_village_has_prices_of_its_own(pack: PolicyPack) -> None:
    own = Bills(prices={"electricity": 0.6, "electricity.peak": 0.7, "electricity.valley": 0.2})
    found = tariff_year(own, pack, banded=True)
    assert found.steps == ((np.inf, 0.6),)
    assert found.price[:24].tolist() == [0.2] * 8 + [0.7] * 12 + [0.2] * 4
    assert [row.source for row in found.rows] == ["", "", ""]


def test_a_tariff_that_leaves_an_hour_out_is_refused_by_name(pack: PolicyPack) -> None:
    first = pack.tariffs[0]
    short = msgspec.structs.replace(first.bands[0], hours=(8, 19))
    broken = msgspec.structs.replace(first, bands=(short, first.bands[1]))
    with pytest.raises(AppError, match=r"19"):
        tariff_year(
            Bills(), msgspec.structs.replace(pack, tariffs=(broken, *pack.tariffs[1:])), banded=True
        )


def test_a_missing_price_is_refused(pack: PolicyPack) -> None:
    without = msgspec.structs.replace(pack, tariffs=pack.tariffs[:1])
    with pytest.raises(AppError, match="V05B"):
        tariff_year(Bills(), without, banded=True)


def test_nothing_is_guessed_of_a_mechanism_that_nobody_announced(pack: PolicyPack) -> None:
    assert pack.pv is not None
    row = row_at(pack.pv.feed_in, SPRING_2027)
    assert row is not None
    assert not row.known
    typical = sale_price(pack.pv, SPRING_2027, "typical")
    assert (typical.at(1), typical.at(20)) == (0.22, 0.22)
    assert sale_price(pack.pv, SPRING_2027, "low").at(1) == 0.15
    cap = sale_price(pack.pv, SPRING_2027, "cap")
    assert cap.at(1) == pytest.approx(0.8 * 0.32 + 0.2 * 0.30)
    assert dearer(cap, 0.5).at(1) == pytest.approx(0.5 * cap.at(1))


# battery


def test_a_battery_moves_noon_into_the_evening(pack: PolicyPack) -> None:
    """3 kWh spare at noon into 2 kWh at 0.9: takes 2.22, gives 2.0 in the evening each day."""
    evening = np.where((HOUR >= 18) & (HOUR < 22), 1.0, 0.0)
    meter = metered(load(evening), tariff(pack, banded=False), heating_apart=False)
    output = np.where(HOUR == 12, 3.0, 0.0)
    found, given = with_battery(output, meter, 2.0, 5.0, 0.9)
    assert given == pytest.approx(2.0 * 365)
    assert found.used[0] == pytest.approx(2.0 * 365)
    assert found.sold[0] == pytest.approx((3.0 - 2.0 / 0.9) * 365)
    slow, little = with_battery(output, meter, 2.0, 0.5, 0.9)
    assert little == pytest.approx(0.45 * 365)  # half a kilowatt for one hour
    assert slow.sold[0] == pytest.approx(2.5 * 365)
    none, nothing = with_battery(output, meter, 0.0, 0.0, 0.9)
    assert (nothing, none.used[0]) == (0.0, 0.0)


def test_a_negative_battery_is_refused(pack: PolicyPack) -> None:
    meter = Metered(flat(1.0), flat(0.0), tariff(pack, banded=False))
    for capacity, power in ((-1.0, 1.0), (1.0, -1.0)):
        with pytest.raises(RefusedError, match="-1"):
            with_battery(flat(1.0), meter, capacity, power, 0.9)


# laws


def test_more_sun_never_costs_and_energy_is_kept(pack: PolicyPack) -> None:
    rng = np.random.default_rng(5)
    demand, sun = rng.uniform(0.0, 1.5, HOURS), rng.uniform(0.0, 1.0, HOURS)
    meter = metered(
        load(demand, np.where(WINTER, 0.8, 0.0)), tariff(pack, banded=True, subsidised=True),
        heating_apart=False,
    )  # fmt: skip
    found = used_of(np.arange(0.0, 6.0)[:, None] * sun[None, :], meter)
    assert found.used + found.sold == pytest.approx(found.output)
    assert (np.diff(found.used) >= 0.0).all()
    assert (np.diff(found.saved) >= -1e-9).all()
    assert found.saved[0] == pytest.approx(0.0, abs=1e-9)
    assert (found.used <= meter.load.sum() + 1e-9).all()


def test_inverters_are_renewed_within_the_life() -> None:
    nothing = used_of(np.zeros((1, HOURS)), _plain())
    terms = replace(TERMS, inverter_cost=260.0, inverter_life=12)
    made = earned(np.array([2.0]), nothing, nothing, _no_sale(), terms)
    steps = np.diff(made.flow[0])
    assert steps[11] == pytest.approx(-60.0 - 520.0)
    assert steps[23] == pytest.approx(-60.0 - 520.0)
    assert steps[24] == pytest.approx(-60.0)
    assert made.payback(0) is None


def test_rent_is_worth_its_annuity() -> None:
    assert rent_value(5.0, 50.0, TERMS) == pytest.approx(250.0 / annuity_factor(0.05, 25))


def test_the_best_size_loses_nothing_at_low_prices_if_one_does() -> None:
    typical, low = np.array([100.0, 300.0, 500.0]), np.array([50.0, 10.0, -200.0])
    assert best_size(typical, low) == (1, True)
    assert best_size(typical, low - 1000.0) == (2, False)
    assert best_size(typical - 1000.0, low) == (None, False)
    assert best_size(np.array([]), np.array([])) == (None, False)


def _plain() -> Metered:
    priced = TariffYear(np.zeros(HOURS), np.ones(12), ((np.inf, 0.5),), ())
    return Metered(flat(1.0), flat(0.0), priced)


def _no_sale() -> SalePrice:
    return SalePrice(0.0, 0.0, 0, 0.0)


# the load


def test_shapes_of_a_day_sum_to_one_and_days_to_the_year(pack: PolicyPack) -> None:
    assert pack.pv is not None
    for use, shape in pack.pv.daily.items():
        assert sum(shape.value) == pytest.approx(1.0, abs=1e-9), use
        assert spread_over_days(730.0, shape).sum() == pytest.approx(730.0)
        by_day = sum(shape.value[8:20])
        assert 0.3 < by_day < 0.8, use


def test_the_load_is_that_of_the_services_or_of_the_month_without_heating(
    pack: PolicyPack,
) -> None:
    assert pack.pv is not None
    context = load_context()

    def loads(**answers: object) -> ElectricLoad:
        house = resolve(
            farmhouse(**answers), VillageValues(), context.catalogue, pack, context.weather
        )
        return load_of(house, pack, pack.pv.daily)

    usual, told = loads(), loads(R08=150)
    # lights 3 · heated m² · 1.0, appliances 600 + 2 · 200, cooling in summer 150
    assert usual.uses["appliances"] == pytest.approx(1150.0)
    assert usual.total.sum() == pytest.approx(sum(usual.uses.values()))
    assert told.total.sum() == pytest.approx(12 * 150)
    assert told.billed


def test_a_heat_pump_takes_more_per_heat_in_the_cold(catalogue: Catalogue) -> None:
    system = catalogue.systems["ashp_fan"]
    theta = np.where(HOUR < 8, -12.0, 7.0)
    need = flat(1.0)
    used = by_cop(need, theta, system)
    assert system.seasonal is not None
    assert need.sum() / used.sum() == pytest.approx(system.seasonal.typical)
    assert used[0] > used[12]
    with pytest.raises(ValueError, match="COP"):
        by_cop(need, theta, catalogue.systems["elec_direct"])
