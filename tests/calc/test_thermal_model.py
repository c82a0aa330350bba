"""Laws of the model that the engine gets: better houses need less, and balances close."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from app.calc.airflow import air_flow, flow_terms
from app.calc.engine import simulate
from app.calc.schedule import days_on
from app.calc.thermal_model import air_state, thermal_model
from app.exchange.epw import read_epw
from app.model.hourly import RunResult
from app.model.house import AddOn, BuildLayer, ResolvedHouse, Sunspace, UsePattern
from app.model.thermal import InfiltrationLeakageArea, ThermalModel
from app.resources import resource
from app.store.catalogue import load_catalogue, load_policy_pack
from tests.calc.house_samples import sample_house

CATALOGUE, PACK = load_catalogue(), load_policy_pack()
HOUSE = sample_house(CATALOGUE, PACK)
WEATHER = read_epw(resource("climate", "CHN_TJ_Tianjin.SYN_CC0.epw"))
EPS = BuildLayer("eps", 0.08)


def model(house: ResolvedHouse, use: str = "standard") -> ThermalModel:
    """Return the model of a house."""
    return thermal_model(house, use, CATALOGUE, PACK, WEATHER)  # type: ignore[arg-type]


def insulated(house: ResolvedHouse, element: str) -> ResolvedHouse:
    """Return the house with 80 mm of polystyrene outside an element."""
    old = house.elements[element]
    new = replace(old, layers=(EPS, *old.layers))
    return replace(house, elements=MappingProxyType({**house.elements, element: new}))


def pitched(house: ResolvedHouse, *, ceiling: bool) -> ResolvedHouse:
    """Return the house under a pitched roof."""
    layers = (BuildLayer("gypsum_board", 0.0095),) if ceiling else ()
    new = replace(house.elements["ceiling"], layers=layers)
    return replace(
        house,
        plan=replace(house.plan, form="gable", rise=1.6),
        elements=MappingProxyType({**house.elements, "ceiling": new}),
    )


def warmer(pattern: UsePattern, kelvin: float) -> UsePattern:
    """Return the pattern with a higher set point."""
    theta = tuple(t + kelvin if t is not None else None for t in pattern.theta_set)
    return replace(pattern, theta_set=theta)


VARIANTS = {
    "before": HOUSE,
    "north wall": insulated(HOUSE, "wall.N"),
    "roof": insulated(HOUSE, "roof"),
    "wall and roof": insulated(insulated(HOUSE, "wall.N"), "roof"),
    "warmer": replace(HOUSE, standard=warmer(HOUSE.standard, 2.0)),
    "leakier": replace(HOUSE, air=replace(HOUSE.air, factor=2.5)),
    "allowance": replace(
        insulated(HOUSE, "roof"),
        elements=MappingProxyType(
            {
                **insulated(HOUSE, "roof").elements,
                "roof": replace(insulated(HOUSE, "roof").elements["roof"], delta_u=0.1),
            }
        ),
    ),
}


@pytest.fixture(scope="module")
def runs() -> dict[str, RunResult]:
    """Run all variants in one batch."""
    found = simulate([model(house) for house in VARIANTS.values()], WEATHER)
    return dict(zip(VARIANTS, found, strict=True))


def test_insulation_lessens_the_need_and_adds_up_less_than_its_parts(
    runs: dict[str, RunResult],
) -> None:
    q = {name: run.q_h_nd for name, run in runs.items()}
    assert q["north wall"] < q["before"]
    assert q["roof"] < q["before"]
    assert q["wall and roof"] < min(q["north wall"], q["roof"])


def test_an_allowance_for_anchors_costs_some_of_the_saving(runs: dict[str, RunResult]) -> None:
    assert runs["roof"].q_h_nd < runs["allowance"].q_h_nd < runs["before"].q_h_nd


def test_a_higher_set_point_and_more_air_need_more(runs: dict[str, RunResult]) -> None:
    assert runs["warmer"].q_h_nd > runs["before"].q_h_nd
    assert runs["leakier"].q_h_nd > runs["before"].q_h_nd


def test_the_balance_closes_and_names_the_survey_elements(runs: dict[str, RunResult]) -> None:
    for run in runs.values():
        assert run.balance is not None
        assert abs(run.balance.residual) < 0.001 * run.q_h_nd
        assert {"wall.S", "wall.N", "roof", "floor", "partition", "window.S"} <= set(
            run.balance.transmission
        )


def test_the_need_of_an_old_house_is_plausible(runs: dict[str, RunResult]) -> None:
    # 100 to 200 kWh/m² at 14 to 18 °C in the public farmhouse cases
    assert 90.0 < runs["before"].q_h_nd / HOUSE.heated_area < 220.0


def test_a_roof_space_is_a_zone_of_its_own_and_open_slopes_are_not() -> None:
    attic, open_roof = model(pitched(HOUSE, ceiling=True)), model(pitched(HOUSE, ceiling=False))
    assert "roof" in {zone.id for zone in attic.zones}
    assert "roof" not in {zone.id for zone in open_roof.zones}
    ceilings = [s for s in attic.surfaces if s.boundary == "zone:roof" and s.zone == "main"]
    assert sum(s.area for s in ceilings) == pytest.approx(HOUSE.heated_area)
    high, low = (next(z for z in m.zones if z.id == "main") for m in (open_roof, attic))
    assert high.volume > low.volume


def test_a_party_wall_loses_nothing() -> None:
    shared = model(replace(HOUSE, plan=replace(HOUSE.plan, party=("E",))))
    east = [s for s in shared.surfaces if s.element.endswith(".E")]
    assert {s.boundary for s in east} == {"adiabatic"}


def test_covers_close_at_night_and_film_stays() -> None:

    addons = (AddOn("curtain_insul", "night"), AddOn("win_film", "winter"))
    windows = tuple(replace(g, addons=addons) if g.kind == "window" else g for g in HOUSE.openings)
    found = model(replace(HOUSE, openings=windows))
    opening = next(o for o in found.openings if o.element == "window.S")
    assert opening.cover is not None
    u_open = found.glazings["window.S"].u_value
    u_closed = found.glazings[opening.cover.glazing_closed].u_value
    assert u_open == pytest.approx(1 / (1 / 6.4 + 0.13))
    assert u_closed == pytest.approx(1 / (1 / 6.4 + 0.13 + 0.30))
    assert opening.cover.closed[2] and not opening.cover.closed[12]


def test_a_sunspace_lies_before_the_whole_front() -> None:
    glass = Sunspace("sunspace_glass_single", 6.4, 0.72, 4.0, 2.5, 1.5)
    found = model(replace(HOUSE, sunspace=glass))
    front = [s for s in found.surfaces if s.id.endswith(".S") and s.zone in ("main", "side")]
    assert {s.boundary for s in front} == {"zone:sun"}
    assert sum(o.area for o in found.openings if o.glazing == "sun") > 0.5 * 16.5 * 3.0


@pytest.mark.parametrize("n", [0.2, 0.8, 2.5])
def test_leaks_follow_the_weather_around_the_mean_rate_of_winter(n: float) -> None:
    """Over the season, with the rooms at the set point, the mean flow is the rate asked for."""
    found = thermal_model(HOUSE, "standard", CATALOGUE, PACK, WEATHER, n_override=n)
    main = next(zone for zone in found.zones if zone.id == "main")
    assert isinstance(main.infiltration, InfiltrationLeakageArea)
    assert found.heating is not None
    on = np.repeat(days_on(found.heating.period), 24)
    set_point = np.mean([t for t in found.heating.theta_set if t is not None])
    terms = np.array(flow_terms(main.infiltration, main.volume, 1.5))[:, None]
    delta = np.maximum(set_point - WEATHER.theta_e[on], 0.0)
    flow = air_flow(terms, delta, WEATHER.wind_speed[on]) * 3600.0 / main.volume
    assert flow.mean() == pytest.approx(n, rel=1e-9)
    leaks = flow - main.infiltration.n
    assert leaks.max() > 1.5 * leaks.mean() > 0.0


def test_fresh_air_beyond_the_leaks_does_not_follow_the_weather() -> None:
    raw = air_state(HOUSE, "standard", CATALOGUE, PACK).n_raw
    found = thermal_model(HOUSE, "standard", CATALOGUE, PACK, WEATHER, n_override=raw + 0.3)
    main = next(zone for zone in found.zones if zone.id == "main")
    assert isinstance(main.infiltration, InfiltrationLeakageArea)
    assert main.infiltration.n == pytest.approx(0.3)
