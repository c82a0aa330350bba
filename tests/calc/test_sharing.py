"""States of one house share what they have in common; what differs is not shared."""

from dataclasses import replace

from app.calc.kept import Kept, KeptFunction
from app.calc.measures import Chosen, apply_all
from app.calc.network import network_of, networks_of
from app.calc.thermal_model import thermal_model
from app.exchange.epw import read_epw
from app.model.house import ResolvedHouse
from app.model.thermal import ThermalModel
from app.resources import resource
from app.store.catalogue import load_catalogue, load_policy_pack
from tests.calc.engine_houses import BRICK, EPS, brick_room, with_construction
from tests.calc.house_samples import sample_house

CATALOGUE, PACK = load_catalogue(), load_policy_pack()
HOUSE = sample_house(CATALOGUE, PACK)
WEATHER = read_epw(resource("climate", "CHN_TJ_Tianjin.SYN_CC0.epw"))


def _model(house: ResolvedHouse) -> ThermalModel:
    return thermal_model(house, "standard", CATALOGUE, PACK, WEATHER)


def test_insulated_walls_leave_surfaces_and_windows_the_same_objects() -> None:
    before = _model(HOUSE)
    after = _model(apply_all(HOUSE, [Chosen("W_EPS80")], CATALOGUE))
    assert after.surfaces is before.surfaces
    assert after.openings is before.openings
    assert after.constructions["roof"] is before.constructions["roof"]
    assert after.constructions["wall.S"] != before.constructions["wall.S"]


def test_a_house_measured_larger_shares_no_areas() -> None:
    larger = _model(replace(HOUSE, plan=replace(HOUSE.plan, scale=1.2)))
    before = _model(HOUSE)
    for a, b in zip(before.surfaces, larger.surfaces, strict=True):
        assert b.area == 1.2 * a.area
        assert b.vertices == a.vertices


def test_networks_share_the_elements_that_are_built_alike() -> None:
    base = brick_room()
    insulated = with_construction(base, "wall", (EPS, BRICK))
    one, two = networks_of([base, insulated])
    assert one.layout is two.layout
    differ = {a.place.name for a, b in zip(one.elements, two.elements, strict=True) if a is not b}
    own = {s.element or s.id for s in base.surfaces if s.construction == "wall"}
    masses = {e.place.name for e in one.elements if e.place.built == "wall"}
    assert differ == own | masses


def test_a_light_wall_has_another_layout_than_a_heavy_one() -> None:
    base = brick_room()
    light = with_construction(base, "wall", (replace(EPS, rho=0.0),))
    assert network_of(light).layout is not network_of(base).layout


def test_results_are_kept_for_objects_not_for_equal_ones() -> None:
    calls: list[object] = []
    count = KeptFunction(lambda x: calls.append(x) or len(calls), most=2)
    a, b = [1], [1]
    assert [count(a), count(a), count(b), count(a)] == [1, 1, 2, 1]


def test_what_is_kept_is_forgotten_when_there_would_be_too_much() -> None:
    kept: Kept[int] = Kept(2)
    things = [object() for _ in range(3)]
    for number, thing in enumerate(things):
        kept.put(number, thing)
    assert [kept.get(thing) for thing in things] == [None, None, 2]
