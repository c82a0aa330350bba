"""Payback and cost over the years under named prices, by hand."""

from dataclasses import replace

import numpy as np
import pytest

from app.calc.price_cases import Paid, factor_of, payback_years, price_cases
from app.i18n import Text
from app.model.catalogue.prices import PriceScenario
from app.model.catalogue.sourced import Sourced
from app.model.funding import BillLine, Operating, RunningCost
from app.store.catalogue import load_catalogue, load_policy_pack

CATALOGUE, PACK = load_catalogue(), load_policy_pack()
NAME = Text("甲", "a")
PAID = Paid(own_cash=1000.0, cost=2000.0, works=2000.0, years=2, rate=0.0)


def bill(coal: float, power: float = 0.0, grant: float = 0.0) -> RunningCost:
    lines = (
        BillLine("heating", "raw_coal", "flat", coal, "kg", 1.0, coal),
        BillLine("heating", "electricity", "valley", power / 0.3, "kWh", 0.3, power),
    )
    paid = Operating("s", NAME, "electricity", "2025-26", 0.2, grant / 0.2, grant, "A", "")
    return RunningCost(lines, coal + power, (paid,) if grant else (), announced=True)


def number(value: float) -> Sourced[float]:
    return Sourced(value, "C", "test")


def test_a_saving_of_today_pays_evenly_within_the_year() -> None:
    assert payback_years(1000.0, np.full(10, 400.0)) == pytest.approx(2.5)
    assert payback_years(0.0, np.full(10, 400.0)) == 0.0
    assert payback_years(1000.0, np.full(10, 50.0)) is None
    assert payback_years(1000.0, np.full(10, -5.0)) is None


def test_low_and_high_prices_move_each_carrier_by_its_own_share() -> None:
    low = PriceScenario("low", NAME, "low", {"electricity": number(0.9)})
    high = PriceScenario("high", NAME, "high", {"electricity": number(1.2)})
    found = price_cases(bill(1000.0, 300.0), bill(500.0), PAID, (low, high), CATALOGUE)
    by_id = {case.id: case for case in found}
    assert list(by_id) == ["typical", "low", "high"]
    assert by_id["typical"].saved == pytest.approx(800.0)
    assert by_id["low"].saved == pytest.approx(0.8 * 500.0 + 0.9 * 300.0)
    assert by_id["high"].saved == pytest.approx(1.2 * 500.0 + 1.2 * 300.0)
    assert by_id["high"].payback_own == pytest.approx(1000.0 / 960.0)
    assert by_id["high"].payback == pytest.approx(2000.0 / 960.0)
    assert by_id["low"].energy_before == pytest.approx(2 * (800.0 + 270.0))
    assert by_id["low"].after == pytest.approx(2000.0 + 2 * 400.0)


def test_prices_that_rise_pay_sooner() -> None:
    rising = PriceScenario("rising", NAME, rise=number(0.1))
    found = price_cases(bill(1000.0), bill(500.0), PAID, (rising,), CATALOGUE)[1]
    assert found.saved == pytest.approx(500.0)
    assert found.payback == pytest.approx(3 + (2000.0 - 500 * 3.31) / (500 * 1.331))
    assert found.energy_before == pytest.approx(1000.0 + 1100.0)


def test_a_subsidy_that_ends_pays_as_long_as_it_lasts() -> None:
    ends = PriceScenario("ends", NAME, operating="ends", seasons=number(1.0))
    paid = PriceScenario("paid", NAME, operating="paid")
    found = price_cases(
        bill(0.0, 900.0, 600.0), bill(0.0, 300.0, 200.0), PAID, (paid, ends), CATALOGUE
    )
    today, always, stopped = found
    assert (today.saved, always.saved, stopped.saved) == pytest.approx((600.0, 200.0, 200.0))
    assert always.payback_own == pytest.approx(5.0)
    assert stopped.payback_own == pytest.approx(1 + 800.0 / 600.0)
    assert stopped.energy_before == pytest.approx(300.0 + 900.0)


def test_a_scenario_of_the_subsidy_is_left_out_where_nobody_gets_one() -> None:
    found = price_cases(bill(900.0), bill(500.0), PAID, PACK.prices.scenarios, CATALOGUE)
    assert {case.id for case in found} == {"typical", "low", "high", "rising"}
    with_one = price_cases(
        bill(0.0, 900.0, 600.0), bill(0.0, 300.0, 200.0), PAID, PACK.prices.scenarios, CATALOGUE
    )
    assert {case.id for case in with_one} > {"subsidy_paid", "subsidy_ends"}


def test_a_carrier_without_a_price_stays_free() -> None:
    high = PriceScenario("high", NAME, "high")
    assert factor_of("maize_stalk", high, CATALOGUE) == 1.0
    assert factor_of("raw_coal", replace_level(high, "typical"), CATALOGUE) == 1.0


def replace_level(scenario: PriceScenario, level: str) -> PriceScenario:
    return PriceScenario(scenario.id, scenario.name, level)  # type: ignore[arg-type]


def test_todays_prices_are_those_of_the_net_present_cost() -> None:
    paid = replace(PAID, years=30, rate=0.05)
    case = price_cases(bill(1000.0), bill(500.0), paid, (), CATALOGUE)[0]
    annuity = (1 - 1.05**-30) / 0.05
    assert case.energy_before == pytest.approx(1000.0 * annuity)
    assert case.after == pytest.approx(2000.0 + 500.0 * annuity)
