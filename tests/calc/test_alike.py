"""Pieces of a wall that are alike count as one element where houses are only compared."""

from dataclasses import replace

import pytest

from app.calc.engine import heating_needs
from app.calc.measures import Chosen, apply_all
from app.calc.network import Network, networks_of
from app.calc.spread import Spread, draw
from app.calc.thermal_model import thermal_model
from app.model.catalogue import Catalogue, PolicyPack
from app.model.hourly import EngineOptions
from app.model.house import ResolvedHouse
from app.model.thermal import Surface, ThermalModel
from app.services.assess import load_context
from tests.calc.engine_houses import brick_room, weather_year
from tests.calc.house_samples import sample_house

APART = EngineOptions(balance=False, season_only=True, single="all")
TOGETHER = replace(APART, together=True)
STOREYS = 5e-4
"""Deviation of a need that is allowed where pieces stand at different heights [-]."""


def _cut(model: ThermalModel, name: str) -> ThermalModel:
    """Return the model with a wall cut in two upright pieces, its openings in the first one."""
    wall = next(s for s in model.surfaces if s.id == name)
    (x0, y0, top), _low, (x1, y1, low), _high = wall.vertices
    x, y = 0.5 * (x0 + x1), 0.5 * (y0 + y1)

    def piece(suffix: str, a: tuple[float, float], b: tuple[float, float]) -> Surface:
        corners = ((*a, top), (*a, low), (*b, low), (*b, top))
        return replace(wall, id=name + suffix, area=wall.area / 2.0, vertices=corners)

    pieces = piece("", (x0, y0), (x, y)), piece("2", (x, y), (x1, y1))
    rest = tuple(s for s in model.surfaces if s.id != name)
    return replace(model, surfaces=(*rest, *pieces))


def _joined(model: ThermalModel) -> Network:
    return networks_of([model], joined="all")[0]


def test_a_wall_in_two_pieces_is_one_element_and_needs_what_the_whole_one_needs() -> None:
    whole, cut = brick_room(), _cut(brick_room(), "S")
    assert len(_joined(whole).elements) == len(networks_of([whole])[0].elements)
    assert len(networks_of([cut])[0].elements) == len(_joined(cut).elements) + 1
    assert len(_joined(cut).elements) == len(_joined(whole).elements)
    a, b = heating_needs([whole, cut], weather_year(), TOGETHER)
    assert b == pytest.approx(a, rel=1e-6)


def test_pieces_of_different_build_and_in_different_planes_stay_apart() -> None:
    cut = _cut(brick_room(), "S")
    wall = replace(cut.constructions["wall"], id="other")
    other = replace(
        cut,
        surfaces=tuple(
            replace(s, construction="other") if s.id == "S2" else s for s in cut.surfaces
        ),
        constructions={**cut.constructions, "other": wall},
    )
    back = replace(
        cut,
        surfaces=tuple(
            replace(s, vertices=tuple((x, y + 0.5, z) for x, y, z in s.vertices))
            if s.id == "S2"
            else s
            for s in cut.surfaces
        ),
    )
    for model in (other, back):
        assert len(_joined(model).elements) == len(networks_of([model])[0].elements)


def _house(catalogue: Catalogue, pack: PolicyPack, storeys: int) -> ResolvedHouse:
    house = sample_house(catalogue, pack)
    return replace(house, plan=replace(house.plan, storeys=storeys))


def _needs(
    houses: list[ResolvedHouse], catalogue: Catalogue, pack: PolicyPack, options: EngineOptions
) -> list[float]:
    weather = load_context().weather
    models = [thermal_model(h, "standard", catalogue, pack, weather) for h in houses]
    found: list[float] = heating_needs(models, weather, options)
    return found


@pytest.mark.parametrize(("storeys", "close"), [(1, 2e-5), (2, STOREYS)])
def test_a_house_with_rooms_at_both_ends_needs_as_much_with_fewer_elements(
    storeys: int, close: float, catalogue: Catalogue, pack: PolicyPack
) -> None:
    before = _house(catalogue, pack, storeys)
    after = apply_all(before, [Chosen("W_EPS80"), Chosen("R_EPS100")], catalogue)
    weather = load_context().weather
    model = thermal_model(before, "standard", catalogue, pack, weather)
    assert len(_joined(model).elements) < 0.85 * len(networks_of([model])[0].elements)
    apart = _needs([before, after], catalogue, pack, APART)
    together = _needs([before, after], catalogue, pack, TOGETHER)
    assert together == pytest.approx(apart, rel=close)
    assert together[1] / together[0] == pytest.approx(apart[1] / apart[0], abs=1e-4)


def test_drawn_houses_join_too_and_plain_ones_beside_them_do_not(
    catalogue: Catalogue, pack: PolicyPack
) -> None:
    weather = load_context().weather
    spread = Spread(_house(catalogue, pack, 1), catalogue, draw(11, 3))
    drawn = thermal_model(spread.together(), "standard", catalogue, pack, weather)
    cut = _cut(brick_room(), "S")
    asked = replace(TOGETHER, single="drawn")
    wide, plain = networks_of([drawn, cut], joined="drawn")
    assert len(wide.elements) < len(networks_of([drawn])[0].elements)
    assert len(plain.elements) == len(networks_of([cut])[0].elements)
    joined, same = heating_needs([drawn, cut], weather, asked)
    apart, alone = heating_needs([drawn, cut], weather, replace(asked, together=False))
    assert joined == pytest.approx(apart, rel=2e-5)
    assert (joined != apart).any()
    assert same == alone


@pytest.mark.parametrize("sunspace", [(), (Chosen("SUN_SINGLE"),)])
def test_houses_with_doors_of_any_kind_run_side_by_side(
    sunspace: tuple[Chosen, ...], catalogue: Catalogue, pack: PolicyPack
) -> None:
    """An insulated door, and one of plastic with glass, as what they are."""
    base = _house(catalogue, pack, 1)
    options = [(), (Chosen("DOOR_INS"),), (Chosen("DOOR_PVC"),)]
    houses = [apply_all(base, [*sunspace, *option], catalogue) for option in options]
    weather = load_context().weather
    models = [thermal_model(h, "standard", catalogue, pack, weather) for h in houses]
    assert len({network.layout for network in networks_of(models)}) == 2
    assert len({network.layout for network in networks_of(models, joined="all")}) == 1
    apart = _needs(houses, catalogue, pack, APART)
    together = _needs(houses, catalogue, pack, TOGETHER)
    assert together == pytest.approx(apart, rel=2e-5)
    assert len(set(together)) == 3
