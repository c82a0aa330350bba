"""Ways of heating compared: sizes, bills by hand, the meter, the way back to coal."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from app.calc.heating_sizes import Demand, Room, Sizing, connection, pump_plant, pump_sizes
from app.calc.return_coal import Facts, return_risk
from app.errors import NotFoundError
from app.model.assessment import Assessment, Package
from app.model.catalogue import HEATING_DEFAULT
from app.model.catalogue.supply import COALS
from app.model.heating import FamilyHeating, HeatingComparison, OptionKey, Performance, Sized
from app.model.survey import (
    Survey,
    VillageValues,
    apply_edit,
    apply_village_edit,
    blank_survey,
    with_value,
)
from app.model.trace import Trace
from app.model.value import known
from app.services.assess import Context, assess, load_context
from app.services.heating import KEYS, compare_heating, heating_chosen
from app.services.plan import own_packages
from app.services.practice import practice_edits
from app.services.trace import bundled_sources, recomputed
from app.services.trace_heating import explain_heating, heating_figures

WORKS = ("W_EPS80", "R_XPS60", "WIN_SEAL")


@pytest.fixture(scope="module")
def context() -> Context:
    return load_context()


@pytest.fixture(scope="module")
def village() -> VillageValues:
    values = VillageValues()
    for edit in practice_edits().village:
        values = apply_village_edit(values, edit)
    return values


def _survey(code: str, **answers: Any) -> Survey:
    house = next(h for h in practice_edits().houses if h.code == code)
    survey = blank_survey(code)
    for edit in house.edits(code):
        survey = apply_edit(survey, edit)
    for field, value in answers.items():
        survey = with_value(survey, field, known(value))
    return survey


Prepared = tuple[Survey, Assessment, Package]


def _prepared(code: str, village: VillageValues, context: Context, **answers: Any) -> Prepared:
    survey = _survey(code, **answers)
    assessment = assess(survey, village, context, quick=True)
    (package,) = own_packages(
        survey, village, context, assessment, [WORKS], today="2026-11-26", samples=16
    )
    return survey, assessment, package


@pytest.fixture(scope="module")
def pump_home(village: VillageValues, context: Context) -> Prepared:
    """A house of a coal-to-electricity village that heats with hot-air units today."""
    return _prepared("0001", village, context)


@pytest.fixture(scope="module")
def coal_home(village: VillageValues, context: Context) -> Prepared:
    return _prepared("0003", village, context)


@pytest.fixture(scope="module")
def found(pump_home: Prepared, village: VillageValues, context: Context) -> HeatingComparison:
    survey, assessment, package = pump_home
    return compare_heating(survey, village, context, assessment, package)


@pytest.fixture(scope="module")
def coal(coal_home: Prepared, village: VillageValues, context: Context) -> HeatingComparison:
    survey, assessment, package = coal_home
    return compare_heating(survey, village, context, assessment, package)


def _after(found: HeatingComparison, key: OptionKey) -> Performance:
    option = found.option(key)
    assert option is not None
    assert option.proposed.after is not None
    return option.proposed.after.performance


def _sizes(found: HeatingComparison) -> list[Sized]:
    return [size for option in found.options for size in option.sizes]


def test_every_way_of_heating_is_there(found: HeatingComparison) -> None:
    assert [option.key for option in found.options] == ["present", *KEYS]


def test_heat_delivered_and_heat_lacking_are_the_load_of_the_engine(
    found: HeatingComparison, pump_home: Prepared
) -> None:
    _, assessment, package = pump_home
    for size in _sizes(found):
        before = size.before.performance
        assert before.heat + before.unmet == pytest.approx(assessment.actual.q_h_nd, rel=1e-3)
        assert size.after is not None
        after = size.after.performance
        assert after.heat + after.unmet == pytest.approx(package.actual.q_h_nd, rel=1e-3)


def test_the_present_heating_costs_what_the_package_says(
    found: HeatingComparison, pump_home: Prepared
) -> None:
    money = pump_home[2].money
    assert money is not None
    billed = sum(line.cost for line in money.running_after.lines if line.use == "heating")
    assert _after(found, "present").cost == pytest.approx(billed, rel=2e-3)


def test_the_bill_by_hand(found: HeatingComparison) -> None:
    """0.30 in the valley, 0.49 at the peak; 0.20 a kWh less by the subsidy (2025-26)."""
    for key in ("fan", "water_floor", "direct"):
        got = _after(found, key)  # type: ignore[arg-type]
        assert got.valley + got.peak == pytest.approx(got.electricity)
        assert got.cost == pytest.approx(0.30 * got.valley + 0.49 * got.peak)
        assert got.cost - got.subsidised == pytest.approx(0.20 * min(got.electricity, 8000.0))
        assert sum(got.electricity_month) == pytest.approx(got.electricity)
        assert got.per_room == pytest.approx(got.cost / found.rooms)
        assert got.co2 == pytest.approx(0.6796 * got.electricity)
        assert got.kgce == pytest.approx(0.319 * got.electricity, rel=2e-3)


def test_fuel_by_hand(found: HeatingComparison) -> None:
    gas = _after(found, "gas")
    assert gas.amount == pytest.approx(gas.heat / 0.86 / 9.886)
    assert gas.cost == pytest.approx(2.6 * gas.amount)
    assert gas.subsidised == gas.cost  # a coal-to-electricity village gets none for gas
    pellet = _after(found, "pellet_stove")
    assert pellet.amount == pytest.approx(pellet.heat / 0.72 / 4.6)


def test_storage_heaters_charge_in_the_valley_alone(found: HeatingComparison) -> None:
    storage = _after(found, "storage")
    assert storage.peak == 0.0
    assert storage.valley == pytest.approx(storage.electricity)
    assert storage.electricity == pytest.approx(storage.heat / 0.95)


def test_sun_and_present_heating_make_the_heat_together(found: HeatingComparison) -> None:
    air, water = _after(found, "solar_air"), _after(found, "solar_water")
    for got in (air, water):
        assert 0.0 < got.solar < got.heat
        assert got.electricity == pytest.approx((got.heat - got.solar) / 2.65, rel=1e-3)
    assert water.solar > 0.0


def test_insulation_first_makes_machine_and_bill_smaller(found: HeatingComparison) -> None:
    for option in found.options:
        before, after = option.proposed_before.before, option.proposed.after
        assert after is not None
        assert after.plant.load <= before.plant.load
        assert after.performance.cost < before.performance.cost
    states = found.states
    assert states["after"].phi_hl < states["before"].phi_hl
    water = found.option("water_radiator")
    assert water is not None
    assert water.chosen <= water.chosen_before


def test_a_heat_pump_home_saves_little_money(found: HeatingComparison) -> None:
    """energy_carbon_prices.md: 3 500 kWh of heat are 235 to 490 yuan a year, not as with coal."""
    present = found.option("present")
    assert present is not None
    assert present.proposed.after is not None
    before, after = present.proposed.before.performance, present.proposed.after.performance
    saved = before.heat - after.heat
    assert (before.subsidised - after.subsidised) / saved >= 235 / 3500 * 0.9
    assert (before.cost - after.cost) / saved <= 490 / 3500 * 1.15


def test_seasonal_values_lie_where_homes_reach_them(found: HeatingComparison) -> None:
    """systems.csv, low to high of each system in homes; oversized units fall below."""
    systems = load_context().catalogue.systems
    for key in ("fan", "ac"):
        option = found.option(key)  # type: ignore[arg-type]
        assert option is not None
        seasonal = systems[option.system].seasonal
        assert seasonal is not None
        got = option.proposed.before.performance.seasonal
        assert seasonal.low <= got <= seasonal.high
    fan = _after(found, "fan")
    assert fan.seasonal_lab is not None
    assert fan.seasonal == pytest.approx(0.86 * fan.seasonal_lab, rel=1e-3)


def test_coal_that_is_replaced_is_what_is_burnt_today(
    coal: HeatingComparison, coal_home: Prepared
) -> None:
    burnt = sum(
        line.amount for line in coal_home[1].actual.account.lines if line.carrier == "raw_coal"
    )
    fan = _after(coal, "fan")
    assert fan.coal == pytest.approx(burnt / 1000.0)
    assert fan.coal_tce == pytest.approx(burnt / 1000.0 * 0.7143, rel=1e-3)
    present = coal.option("present")
    assert present is not None
    assert present.proposed.before.risk is None  # burns coal anyway


def test_a_meter_of_40_a_limits_storage_heaters(
    pump_home: Prepared, village: VillageValues, context: Context
) -> None:
    survey = with_value(pump_home[0], "L05", known("p40"))
    found = compare_heating(survey, village, context, pump_home[1], pump_home[2])
    storage = found.option("storage")
    assert storage is not None
    assert len(storage.sizes) == 2
    held = storage.proposed.after
    whole = storage.sizes[1].after
    assert held is not None
    assert whole is not None
    assert held.plant.connection.limited
    assert held.plant.connection.kva <= 8.8
    assert whole.plant.connection.fits is False
    assert held.plant.capacity < whole.plant.capacity
    assert any("Household supply" in item.name.en for item in whole.plant.purchases)
    free = compare_heating(
        with_value(survey, "L05", known("unk")), village, context, pump_home[1], pump_home[2]
    ).option("storage")
    assert free is not None
    assert free.proposed.before.plant.connection.fits is None


def test_without_a_package_there_is_only_today(
    pump_home: Prepared, village: VillageValues, context: Context
) -> None:
    found = compare_heating(pump_home[0], village, context, pump_home[1], None)
    assert list(found.states) == ["before"]
    assert found.package is None
    assert all(size.after is None and size.warmer is None for size in _sizes(found))


def test_a_comparison_is_plain_data(found: HeatingComparison) -> None:
    data = json.loads(msgspec.json.encode(found))
    assert data["schema"] == "nuanfang-heating/1"
    assert msgspec.convert(data, HeatingComparison) == found


def test_a_kang_stays_beside_any(village: VillageValues, context: Context) -> None:
    survey = _survey("0001", I05=("kang",))
    assessment = assess(survey, village, context, quick=True)
    found = compare_heating(survey, village, context, assessment, None)
    assert found.kang is not None
    fan = found.option("fan")
    assert fan is not None
    assert fan.kang_saved == pytest.approx(
        fan.proposed.before.performance.cost
        * found.kang.heat
        / fan.proposed.before.performance.heat
    )
    assert found.kang.fuel == pytest.approx(found.kang.heat / 0.4 / 4.652)


def test_a_house_without_heating_is_offered_what_needs_none(
    village: VillageValues, context: Context
) -> None:
    survey = _survey("0001", I01="none")
    assessment = assess(survey, village, context, quick=True)
    found = compare_heating(survey, village, context, assessment, None)
    keys = [option.key for option in found.options]
    assert "present" not in keys and "solar_air" not in keys
    assert keys[0] == "fan"


def _traces(trace: Trace) -> Iterator[Trace]:
    yield trace
    for item in (*trace.inputs, *trace.rests_on):
        if item.trace is not None:
            yield from _traces(item.trace)


@pytest.mark.parametrize("works", [True, False])
def test_every_figure_opens_and_is_worked_out_from_its_inputs(
    works: bool, found: HeatingComparison
) -> None:
    known = heating_figures(found, bundled_sources(), works=works)
    for figure in ("cost", "subsidised", "seasonal", "buy", "kva", "coal"):
        assert f"heating.fan.{figure}" in known
    assert "heating.gas.cost" in known
    for make in known.values():
        for trace in _traces(make()):
            again = recomputed(trace)
            assert again == pytest.approx(trace.value, rel=1e-6, abs=1e-6), trace.figure
    with pytest.raises(NotFoundError, match=r"heating\.fan\.cost"):
        explain_heating("heating.moon", known)


# sizing by hand


def _demand(phi: float, area: float, rooms: int) -> Demand:
    room = Room("main", area, rooms, phi, phi - 13.0 * area, (phi - 13.0 * area) / 25.0)
    return Demand((room,), phi, phi - 13.0 * area, 18.0, -7.0)


def test_a_unit_a_room_and_its_checks_by_hand(context: Context) -> None:
    """Two rooms of 3 kW: HPF35 gives 3.95 kW × 0.95 with frost at −7 °C; at −12 °C 3.5 × 0.97."""
    sizing = Sizing(context.catalogue, HEATING_DEFAULT, "p60", "air", None)
    small, large = pump_sizes("fan", sizing)
    demand = _demand(6000.0, 46.0, 2)
    plant = pump_plant("fan", large, demand, sizing, last=True)
    assert [room.units for room in plant.rooms] == [2]
    assert plant.capacity == pytest.approx(2 * 3950 * 0.95)
    at_12 = plant.checks[-1]
    assert at_12.theta_e == -12.0
    assert at_12.capacity == pytest.approx(2 * 3500 * 0.97)
    assert at_12.load == pytest.approx((6000 - 13 * 46) * 30 / 25)
    assert plant.investment == pytest.approx(2 * 3800 + 200)
    assert pump_plant("fan", small, demand, sizing, last=False).capacity < plant.capacity


def test_the_connection_by_hand(context: Context) -> None:
    """Three units of 1.54 kW and 3 kW of household at 0.7: 5.3 kVA, within 8.8 of a 40 A meter."""
    sizing = Sizing(context.catalogue, HEATING_DEFAULT, "p40", "air", None)
    link = connection(3 * 1540.0, sizing)
    assert link.kva == pytest.approx(0.7 * (3 * 1.54 + 3.0))
    assert link.fits is True
    assert connection(10_000.0, sizing).fits is False
    three = replace(sizing, meter="p3")
    assert connection(10_000.0, three).fits is True
    assert connection(10_000.0, replace(sizing, meter="unk")).fits is None


def test_an_old_machine_that_stays_is_a_sign(
    pump_home: Prepared, village: VillageValues, context: Context
) -> None:
    survey = with_value(pump_home[0], "I02", known(2015))
    now = datetime(2026, 11, 26, tzinfo=UTC)
    found = compare_heating(survey, village, context, pump_home[1], None, now=now)
    for key, counts in (("present", True), ("fan", None)):
        option = found.option(key)  # type: ignore[arg-type]
        assert option is not None
        assert option.proposed.before.risk is not None
        signs = {sign.key: sign.counts for sign in option.proposed.before.risk.signs}
        assert signs["repair"] is counts


def test_a_house_that_nobody_lives_in_costs_nothing(
    village: VillageValues, context: Context
) -> None:
    survey = _survey("0001", A09="none")
    assessment = assess(survey, village, context, quick=True)
    found = compare_heating(survey, village, context, assessment, None)
    for size in _sizes(found):
        got = size.before.performance
        assert got.heat == got.cost == got.peak_month == 0.0


# the way back to coal

CALM = Facts(
    stove_usable=False, rooms_ratio=1.0, zoned=True, few_rooms=False, peak_month=100.0,
    fuel_month=500.0, season=400.0, fuel_season=2000.0, announced=True, unit_age=0.0,
    repair_days=1.0, outages=0.0, small_meter=False, electric=True, wood=0.0, cheap_coal=False,
    load_per_m2=60.0, alone=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "points"),
    [
        ({"stove_usable": True}, 3),
        ({"rooms_ratio": 1.5}, 2),
        ({"zoned": False, "few_rooms": True}, 2),
        ({"peak_month": 651.0}, 3),
        ({"season": 2001.0}, 2),
        ({"announced": False}, 1),
        ({"unit_age": 7.0}, 1),
        ({"repair_days": 3.0}, 1),
        ({"outages": 3.0}, 1),
        ({"small_meter": True}, 1),
        ({"wood": 0.5}, 1),
        ({"cheap_coal": True}, 1),
        ({"load_per_m2": 101.0}, 2),
        ({"alone": True}, 1),
        ({"rooms_ratio": 1.49, "peak_month": 650.0, "season": 2000.0, "load_per_m2": 100.0}, 0),
    ],
)
def test_each_sign_has_its_points(change: dict[str, Any], points: float) -> None:
    assert return_risk(CALM, HEATING_DEFAULT).score == 0
    assert return_risk(replace(CALM, **change), HEATING_DEFAULT).score == points


def test_levels_and_what_nobody_knows() -> None:
    assert return_risk(CALM, HEATING_DEFAULT).level == "low"
    middle = replace(CALM, stove_usable=True, alone=True)
    assert return_risk(middle, HEATING_DEFAULT).level == "medium"
    worst = replace(middle, peak_month=1000.0, wood=1.0)
    assert return_risk(worst, HEATING_DEFAULT).level == "high"
    open_ = replace(CALM, stove_usable=None, repair_days=None, outages=None, small_meter=None)
    risk = return_risk(open_, HEATING_DEFAULT)
    assert risk.score == 0
    assert risk.open_points == 5.0


def test_all_signs_are_told_with_their_values(found: HeatingComparison) -> None:
    fan = found.option("fan")
    assert fan is not None
    assert fan.proposed.after is not None
    risk = fan.proposed.after.risk
    assert risk is not None
    assert len(risk.signs) == 10
    dense = next(sign for sign in risk.signs if sign.key == "not_insulated")
    assert dense.value == pytest.approx(found.states["after"].phi_per_m2)
    assert dense.counts is (found.states["after"].phi_per_m2 > 100.0)


# what the family chose


def _chosen(
    prepared: Prepared, village: VillageValues, context: Context, way: OptionKey, unit: str = ""
) -> FamilyHeating | None:
    survey, assessment, package = prepared
    return heating_chosen(survey, village, context, assessment, package, (way, unit))


def test_the_choice_is_the_size_of_the_comparison_with_its_account(
    pump_home: Prepared, found: HeatingComparison, village: VillageValues, context: Context
) -> None:
    option = found.option("fan")
    assert option is not None
    for size in option.sizes:
        made = _chosen(pump_home, village, context, "fan", size.unit)
        assert made is not None and size.after is not None
        assert made.size.unit == size.unit
        got = made.case.performance
        assert got == size.after.performance
        heating = [line for line in made.used.account.lines if line.use == "heating"]
        assert {line.carrier for line in heating} == {got.carrier}
        assert sum(line.cost for line in heating) == pytest.approx(got.cost)
        assert sum(line.amount for line in heating) == pytest.approx(got.amount)
        assert sum(made.hours) == pytest.approx(got.electricity, rel=1e-6)


def test_a_choice_of_another_fuel_takes_the_place_of_coal_in_the_account(
    coal_home: Prepared, village: VillageValues, context: Context
) -> None:
    package = coal_home[2]
    burnt = {line.carrier for line in package.actual.account.lines if line.use == "heating"}
    made = _chosen(coal_home, village, context, "water_floor")
    assert made is not None and burnt & set(COALS)
    heating = {line.carrier for line in made.used.account.lines if line.use == "heating"}
    assert heating == {"electricity"}
    before = [line for line in package.actual.account.lines if line.use == "cooking"]
    after = [line for line in made.used.account.lines if line.use == "cooking"]
    assert [line.amount for line in after] == [line.amount for line in before]


def test_a_unit_that_is_no_longer_sold_is_the_proposed_one(
    pump_home: Prepared, found: HeatingComparison, village: VillageValues, context: Context
) -> None:
    option = found.option("fan")
    made = _chosen(pump_home, village, context, "fan", "GONE")
    assert made is not None and option is not None
    assert made.size.unit == option.proposed.unit


def test_keeping_the_present_heating_is_a_choice_too(
    coal_home: Prepared, village: VillageValues, context: Context
) -> None:
    package = coal_home[2]
    made = _chosen(coal_home, village, context, "present")
    assert made is not None and made.case.plant.investment == 0.0 and made.hours == ()
    now = sum(x.amount for x in package.actual.account.lines if x.carrier in COALS)
    then = sum(x.amount for x in made.used.account.lines if x.carrier in COALS)
    assert then == pytest.approx(now, rel=0.02)
