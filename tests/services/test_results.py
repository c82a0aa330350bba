"""What a result says beside the heat: limits, layers, moisture, temperatures, capacity."""

from dataclasses import replace

import numpy as np
import pytest
from msgspec import structs

from app.calc.damp import moisture_of, monthly_outdoors
from app.calc.layers import u_value_gb50176
from app.calc.measures import apply
from app.model.assessment import Assessment, ElementResult
from app.model.catalogue import MOISTURE_DEFAULT
from app.model.house import BuildLayer, ResolvedHouse
from app.model.survey import VillageValues
from app.model.thermal import Layer
from app.services.assess import assess, load_context
from app.services.assess_envelope import edge_resistance
from app.services.climate_results import coldest_day
from app.services.damp_rules import damp_findings, excluded_by_damp
from app.services.plan import applicable
from app.services.resolve import resolve, resolved_survey
from tests.services.surveys import farmhouse

CONTEXT = load_context()
CATALOGUE, PACK, WEATHER = CONTEXT.catalogue, CONTEXT.pack, CONTEXT.weather
VILLAGE = VillageValues()


def house_of(**changes: object) -> ResolvedHouse:
    return resolve(farmhouse(**changes), VILLAGE, CATALOGUE, PACK, WEATHER)


@pytest.fixture(scope="module")
def full() -> Assessment:
    """Return an assessment with a tiny sample, whose year is run whole."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.services.assess.SAMPLES", 2)
        return assess(farmhouse(), VILLAGE, CONTEXT)


@pytest.fixture(scope="module")
def rows(full: Assessment) -> dict[str, ElementResult]:
    return {row.id: row for row in full.elements}


# limits


def test_each_part_is_held_against_both_standards_or_says_that_there_is_no_limit(
    rows: dict[str, ElementResult],
) -> None:
    standards = {"GB/T 50824-2013", "GB 55015-2021"}
    for row in rows.values():
        checked = {check.standard for check in row.limits}
        assert checked | set(row.no_limit) == standards
        assert not checked & set(row.no_limit)
    assert rows["partition"].no_limit == ("GB/T 50824-2013", "GB 55015-2021")


def test_a_check_carries_value_clause_mark_and_source(rows: dict[str, ElementResult]) -> None:
    rural, urban = rows["wall.N"].limits
    assert (rural.tier, rural.limit, rural.mark, rural.passed) == ("rural", 0.65, "Bm", False)
    assert (urban.tier, urban.limit, urban.mark) == ("urban", 0.35, "A")
    assert rural.value == rows["wall.N"].u_value
    assert rural.source is not None and "GB/T 50824" in rural.source.zh


def test_the_upper_tier_is_stricter_where_the_windows_are_large() -> None:
    def front(count: int) -> list[float]:
        found = assess(farmhouse(F04=count), VILLAGE, CONTEXT, quick=True)
        row = next(row for row in found.elements if row.id == "window.S")
        return [check.limit for check in row.limits if check.tier == "urban"]

    assert front(2) == [1.8]
    assert front(9) == [1.5]


def test_the_ground_perimeter_needs_a_resistance(rows: dict[str, ElementResult]) -> None:
    (check,) = rows["floor"].limits
    assert (check.quantity, check.limit, check.value, check.passed) == ("R", 1.5, 0.0, False)
    insulated = apply(house_of(), CATALOGUE.measures["F_PERIM"], CATALOGUE)
    assert edge_resistance(insulated, CATALOGUE) == pytest.approx(0.05 / 0.033)


# layers


def test_the_layers_give_the_k_that_is_printed(rows: dict[str, ElementResult]) -> None:
    for row in rows.values():
        if not row.layers or row.slab is not None:
            continue
        layers = [Layer(x.material, r=x.r) for x in row.layers]
        assert u_value_gb50176(layers) == pytest.approx(row.u_value)
        for x in row.layers:
            assert x.lambda_ is None or x.r == pytest.approx(x.d / (x.lambda_ * x.correction))
            assert x.name.zh and x.source.zh


# heat load


def test_the_load_is_kept_with_its_parts_and_says_what_is_not_known(full: Assessment) -> None:
    load = full.heat_load
    assert load is not None and load.capacity is not None
    assert load.phi_hl == full.phi_hl
    assert load.theta_e == CONTEXT.station.theta_e_design.value
    assert load.theta_e_source is not None
    assert load.capacity.phi_peak == full.actual.phi_h_peak
    assert (load.capacity.phi_available, load.capacity.covers) == (None, None)


# temperatures


def test_a_full_result_tells_cold_days_and_hot_hours_of_each_zone(full: Assessment) -> None:
    zones = {zone.zone: zone for zone in full.standard.zones}
    assert zones["main"].heated and not zones["side"].heated
    for zone in zones.values():
        assert zone.theta_coldest_day is not None and zone.theta_min is not None
        assert zone.theta_min < zone.theta_coldest_day + 5.0
        assert zone.hours_above_28 is not None and zone.hours_above_28 >= 0.0
    assert zones["main"].theta_coldest_day > zones["side"].theta_coldest_day
    quick = assess(farmhouse(), VILLAGE, CONTEXT, quick=True)
    assert quick.standard.zones[0].hours_above_28 is None
    assert quick.standard.zones[0].theta_min is not None


def test_the_coldest_day_is_a_mean_of_24_hours() -> None:
    hours = np.full(8760, 5.0)
    hours[48:72] = np.linspace(-10.0, 0.0, 24)
    assert coldest_day(hours) == pytest.approx(-5.0)


# moisture


def test_the_present_house_is_checked_with_its_humidity_class(full: Assessment) -> None:
    found = full.moisture
    assert found is not None
    assert (found.humidity_class, found.class_mark) == (3, "C")
    assert {item.element for item in found.elements} >= {"wall.S", "wall.N", "roof"}
    assert not found.corners
    theta_e, p_e = monthly_outdoors(WEATHER)
    assert found.climate.theta_e == theta_e
    january = found.climate.p_int[0] - p_e[0]
    assert january == pytest.approx(810.0, abs=1.0)
    for item in found.elements:
        assert item.mould_passed == (item.f_rsi >= item.f_rsi_min)
        assert item.month in (11, 12, 1, 2, 3)


def test_a_damper_class_asks_for_warmer_surfaces() -> None:
    def least(number: float) -> float:
        humidity = structs.replace(PACK.moisture.humidity_class, value=number)
        pack = structs.replace(
            PACK, moisture=structs.replace(PACK.moisture, humidity_class=humidity)
        )
        return moisture_of(house_of(), CATALOGUE, pack, WEATHER).elements[0].f_rsi_min

    assert least(2.0) < least(3.0) < least(4.0)


def test_the_pack_without_the_rule_takes_the_class_3_of_the_program() -> None:
    assert MOISTURE_DEFAULT.humidity_class.value == 3
    assert [x.value for x in MOISTURE_DEFAULT.excess] == [x.value for x in PACK.moisture.excess]


def with_ceiling(house: ResolvedHouse, *layers: BuildLayer) -> ResolvedHouse:
    ceiling = replace(house.elements["ceiling"], layers=layers)
    return replace(house, elements={**house.elements, "ceiling": ceiling})


def test_a_layer_of_unknown_permeability_gives_no_verdict_and_is_named() -> None:
    house = with_ceiling(house_of(), BuildLayer("pvc_ceiling", 0.008))
    (roof,) = moisture_of(house, CATALOGUE, PACK, WEATHER, ["roof"]).elements
    assert (roof.verdict, roof.unknown, roof.planes) == ("no_verdict", ("pvc_ceiling",), ())
    assert 0.0 < roof.f_rsi < 1.0


def test_wool_hung_below_a_slab_collects_water_and_is_refused_with_the_reason() -> None:
    house = house_of()
    measures = list(CATALOGUE.measures.values())
    refused = {x.measure: x for x in excluded_by_damp(house, CATALOGUE, PACK, WEATHER, measures)}
    assert "C_NEW_GW100" in refused
    assert "W_EPS80" not in refused
    assert refused["C_NEW_GW100"].rule == "R35"
    assert "玻璃棉" in refused["C_NEW_GW100"].sentence.zh
    assert "%" in refused["C_NEW_GW100"].sentence.en


def test_a_package_that_makes_a_roof_wet_is_blocked_and_an_unknown_one_warned() -> None:
    house = house_of()
    before = moisture_of(house, CATALOGUE, PACK, WEATHER)
    wet = apply(house, CATALOGUE.measures["C_NEW_GW100"], CATALOGUE)
    unknown = apply(house, CATALOGUE.measures["W_IN_VM30"], CATALOGUE)
    blocked = damp_findings(before, moisture_of(wet, CATALOGUE, PACK, WEATHER), CATALOGUE)
    assert [(f.rule, f.severity) for f in blocked] == [("R35", "block")]
    warned = damp_findings(before, moisture_of(unknown, CATALOGUE, PACK, WEATHER), CATALOGUE)
    assert [(f.rule, f.severity) for f in warned] == [("R35", "warn")]
    assert "玻化微珠" in warned[0].sentence.zh
    assert damp_findings(before, before, CATALOGUE) == ()


def test_what_fails_already_is_not_held_against_works_that_make_it_no_worse() -> None:
    house = apply(house_of(), CATALOGUE.measures["C_NEW_GW100"], CATALOGUE)
    walls = apply(house, CATALOGUE.measures["W_EPS80"], CATALOGUE)
    before = moisture_of(house, CATALOGUE, PACK, WEATHER)
    assert damp_findings(before, moisture_of(walls, CATALOGUE, PACK, WEATHER), CATALOGUE) == ()


def test_works_that_fit_are_tried_for_water_before_they_are_planned() -> None:
    survey = resolved_survey(farmhouse(), VILLAGE, CATALOGUE)
    fitting = applicable(survey, house_of(), CATALOGUE).fitting
    refused = excluded_by_damp(house_of(), CATALOGUE, PACK, WEATHER, fitting)
    assert {x.measure for x in refused} < {m.id for m in fitting}
