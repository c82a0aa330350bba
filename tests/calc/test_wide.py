"""Many drawn houses in one record: each must get the very result that it gets by itself."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from app.calc.conduction import wall_modes
from app.calc.engine import heating_needs, simulate
from app.calc.glazing import glass_of
from app.calc.measures import Chosen
from app.calc.spread import Spread, draw
from app.calc.thermal_model import air_state, thermal_model
from app.calc.wide import key_of, one_of, remembered, size_of, some, those_of
from app.calc.wide_walls import wide_walls
from app.errors import Cancelled
from app.model.catalogue import Catalogue, PolicyPack
from app.model.climate import WeatherYear
from app.model.hourly import EngineOptions
from app.model.house import BuildLayer, ResolvedHouse
from app.model.thermal import Glazing, Layer, ThermalModel
from app.services.assess import load_context
from tests.brick_house import brick_house

N = 6
NEEDS = EngineOptions(balance=False, season_only=True)
TOGETHER = replace(NEEDS, threads=2)


@pytest.fixture(scope="module")
def weather() -> WeatherYear:
    return load_context().weather


@pytest.fixture(scope="module")
def spread(catalogue: Catalogue, pack: PolicyPack) -> Spread:
    house = brick_house(catalogue, pack)
    told = BuildLayer("eps", 0.02, insulation=True)
    elements = {**house.elements}
    for key in ("wall.N", "roof"):  # existing insulation: its drawn thickness changes the cells
        elements[key] = replace(elements[key], layers=(told, *elements[key].layers))
    return Spread(replace(house, elements=MappingProxyType(elements)), catalogue, draw(N, 5))


def _model(
    house: ResolvedHouse, catalogue: Catalogue, pack: PolicyPack, weather: WeatherYear
) -> ThermalModel:
    return thermal_model(house, "standard", catalogue, pack, weather)


@pytest.mark.parametrize(
    "option", [(), ("W_EPS80",), ("WIN_SEAL", "F_XPS30"), ("SUN_SINGLE",), ("WIN_PVC12", "C_GW100")]
)
def test_houses_side_by_side_need_what_each_needs_alone(
    option: tuple[str, ...],
    spread: Spread,
    catalogue: Catalogue,
    pack: PolicyPack,
    weather: WeatherYear,
) -> None:
    wide = spread.together()
    if option:
        wide = spread.works(wide, tuple(map(Chosen, option)), pack)
    [needs] = heating_needs([_model(wide, catalogue, pack, weather)], weather, NEEDS)
    alone = [_model(one_of(wide, k), catalogue, pack, weather) for k in range(N)]
    assert needs == pytest.approx([run.q_h_nd for run in simulate(alone, weather)], rel=1e-12)
    assert len(set(needs.tolist())) == N


def test_wide_and_plain_models_may_come_together(
    spread: Spread, catalogue: Catalogue, pack: PolicyPack, weather: WeatherYear
) -> None:
    wide = spread.together()
    plain = _model(one_of(wide, 2), catalogue, pack, weather)
    models = [plain, _model(wide, catalogue, pack, weather), plain]
    first, drawn, last = heating_needs(models, weather, TOGETHER)
    assert first == last == pytest.approx(drawn[2], rel=1e-12)


def test_the_work_on_drawn_houses_can_be_ended(
    spread: Spread, catalogue: Catalogue, pack: PolicyPack, weather: WeatherYear
) -> None:
    def cancel(_share: float) -> None:
        raise Cancelled

    models = [_model(spread.together(), catalogue, pack, weather)] * 2
    for options in (NEEDS, TOGETHER):
        with pytest.raises(Cancelled):
            heating_needs(models, weather, options, cancel)


def test_a_part_of_the_draws_is_a_part_of_the_houses(spread: Spread) -> None:
    whole, part = spread.together(), spread.part(2, 5).together()
    assert [one_of(part, k) for k in range(3)] == [one_of(whole, k) for k in range(2, 5)]


def test_the_air_of_many_is_that_of_each(
    spread: Spread, catalogue: Catalogue, pack: PolicyPack
) -> None:
    wide = spread.works(spread.together(), (Chosen("WIN_SEAL"),), pack)
    state = air_state(wide, "standard", catalogue, pack)
    for k in range(N):
        assert one_of(state, k) == air_state(one_of(wide, k), "standard", catalogue, pack)


def test_no_measure_changes_the_drawn_houses_before_it(
    spread: Spread, catalogue: Catalogue, pack: PolicyPack, weather: WeatherYear
) -> None:
    wide = spread.together()
    before = key_of(tuple(wide.openings)), key_of(tuple(wide.elements.values()))
    for measure in catalogue.measures:
        _model(spread.works(wide, (Chosen(measure),), pack), catalogue, pack, weather)
    assert before == (key_of(tuple(wide.openings)), key_of(tuple(wide.elements.values())))


def test_glass_of_many_is_that_of_each() -> None:
    u, g = np.linspace(0.6, 8.0, 40), np.linspace(0.05, 0.87, 40)[::-1].copy()
    wide = glass_of(Glazing("w", u, g))  # type: ignore[arg-type]
    for k in range(len(u)):
        one = glass_of(Glazing("w", float(u[k]), float(g[k])))
        assert wide.conductance[k] == pytest.approx(one.conductance, rel=1e-12)  # type: ignore[index]
        assert wide.tau[:, k] == pytest.approx(one.tau, rel=1e-9, abs=1e-12)
        assert wide.abs_i_dif[k] == pytest.approx(one.abs_i_dif, rel=1e-9)  # type: ignore[index]


def test_walls_of_many_are_those_of_each() -> None:
    d, factor = np.array([0.02, 0.05, 0.11, 0.0]), np.array([0.8, 1.0, 1.3, 0.9])
    eps = Layer("eps", d, 0.041, 20.0, 1380.0)  # type: ignore[arg-type]
    brick = Layer("brick", 0.37, 0.81 * factor, 1800.0, 1050.0)  # type: ignore[arg-type]
    [wall] = wide_walls([((eps, brick), False)])
    for k in range(len(d)):
        layers = tuple(one_of(layer, k) for layer in (eps, brick))
        own = wall_modes(tuple(layer for layer in layers if layer.d > 0.0))
        assert wall.modes[k].g_io == pytest.approx(own.g_io, rel=1e-9)
        assert wall.modes[k].s == pytest.approx(own.s, rel=1e-9)


def test_what_all_houses_share_stays_the_same_object() -> None:
    shared, drawn = BuildLayer("a", 0.1), BuildLayer("b", np.array([0.1, 0.2]))  # type: ignore[arg-type]
    one = one_of((shared, drawn), 1)
    assert one[0] is shared
    assert one[1] == BuildLayer("b", 0.2)
    assert (size_of(shared), size_of(drawn)) == (0, 2)
    assert those_of(drawn, np.array([1])).d.tolist() == [0.2]  # type: ignore[attr-defined]


def test_only_results_of_plain_records_are_remembered() -> None:
    asked = []

    @remembered(8)
    def double(x: float) -> float:
        asked.append(x)
        return 2.0 * x

    assert [double(1.0), double(1.0)] == [2.0, 2.0]
    assert len(asked) == 1
    wide = np.array([1.0, 2.0])
    assert double(wide).tolist() == double(wide).tolist() == [2.0, 4.0]  # type: ignore[arg-type, attr-defined]
    assert len(asked) == 3


def test_a_structure_that_any_house_has_is_there() -> None:
    assert some(np.array([False, True]))
    assert not some(np.array([False, False]))
    assert some(True) and not some(False)
