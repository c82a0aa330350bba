"""Design load by zone: by hand, and what must hold for any house."""

from dataclasses import replace

import pytest

from app.calc.design_load import DesignBasis, design_load
from app.calc.heat_load import HeatedPart, HeatLoadCase, design_heat_load
from app.calc.thermal_model import thermal_model
from app.calc.transmission import u_value
from app.model.catalogue import Catalogue, PolicyPack
from app.model.thermal import (
    AirLink,
    Construction,
    InfiltrationConstant,
    InfiltrationLeakageArea,
    Layer,
    Site,
    Surface,
    ThermalModel,
    Zone,
)
from app.services.assess import load_context
from tests.calc.house_samples import sample_house

BASIS = DesignBasis(18.0, -7.0, 13.0, 0.5, 0.05)
WALL = Construction("wall", (Layer("brick", 0.37, 0.81),))
U_WALL = u_value(WALL.layers)
U_INNER = u_value(WALL.layers, 0.13, 0.13)


def zone(name: str, *, heated: bool = True, n: float = 1.0) -> Zone:
    """Return a room of 20 m² and 60 m³."""
    return Zone(name, heated, 20.0, 60.0, InfiltrationConstant(n), (0.0,) * 24)


def wall(name: str, room: str, boundary: str = "outdoor", area: float = 10.0) -> Surface:
    """Return a wall; its corners do not matter here."""
    return Surface(name, room, "wall", "wall", boundary, 180.0, 90.0, area, (), "wall.S")


def model(*zones: Zone, surfaces: tuple[Surface, ...], links: tuple[AirLink, ...] = ()):
    return ThermalModel(
        "m", Site(39.0, 117.0, 8.0, 0.0), zones, surfaces, (), {"wall": WALL}, {}, air_links=links
    )


def test_one_room_has_the_load_of_the_simple_method() -> None:
    found = design_load(model(zone("a"), surfaces=(wall("1", "a"),)), BASIS)
    case = HeatLoadCase(
        (HeatedPart(10.0, U_WALL),), 18.0, -7.0, 13.0, 60.0, 1.0, 20.0, delta_u_tb=0.05
    )
    assert found.phi_hl == pytest.approx(design_heat_load(case))
    assert found.zones[0].phi_hl == pytest.approx(found.phi_hl)


def test_the_parts_of_a_zone_add_up_to_its_load() -> None:
    found = design_load(model(zone("a"), surfaces=(wall("1", "a"),)), replace(BASIS, reheat=13.0))
    room = found.zones[0]
    assert room.phi_t == pytest.approx(sum(p.phi for p in room.parts))
    assert room.phi_hl == pytest.approx(room.phi_t + room.phi_v + 13.0 * 20.0)
    assert all(p.phi == pytest.approx(p.h * p.factor * 25.0) for p in room.parts)


def test_an_unheated_room_stands_where_its_own_balance_closes() -> None:
    cold = zone("b", heated=False, n=0.5)
    surfaces = (wall("1", "a"), wall("2", "a", "zone:b"), wall("3", "b", area=20.0))
    found = design_load(model(zone("a"), cold, surfaces=surfaces), BASIS)
    inwards, outwards = 10.0 * U_INNER, 20.0 * U_WALL + 0.34 * 0.5 * 60.0
    by_hand = (inwards * 18.0 - outwards * 7.0) / (inwards + outwards)
    assert found.theta_unheated == {"b": pytest.approx(by_hand)}
    towards = next(p for p in found.zones[0].parts if p.behind == "b")
    assert towards.phi == pytest.approx(inwards * (18.0 - by_hand))


def test_heated_rooms_lose_nothing_to_each_other_and_leaks_count_once_in_the_house() -> None:
    surfaces = (wall("1", "a"), wall("2", "a", "zone:b"), wall("3", "b"))
    found = design_load(model(zone("a"), zone("b"), surfaces=surfaces), BASIS)
    assert all(p.behind == "outdoor" for room in found.zones for p in room.parts)
    assert [room.n for room in found.zones] == [pytest.approx(2.0)] * 2
    assert found.phi_v == pytest.approx(0.34 * 2 * 60.0 * 25.0)
    assert found.phi_hl < sum(room.phi_hl for room in found.zones)


def test_no_room_lets_in_more_air_than_the_house() -> None:
    small = replace(zone("b"), volume=6.0)
    surfaces = (wall("1", "a"), wall("3", "b"))
    found = design_load(model(zone("a"), small, surfaces=surfaces), BASIS)
    assert found.zones[0].n * 60.0 == pytest.approx(66.0)
    assert found.zones[1].n == pytest.approx(2.0)


def test_a_tight_room_is_ventilated_at_the_hygienic_rate() -> None:
    found = design_load(model(zone("a", n=0.1), surfaces=(wall("1", "a"),)), BASIS)
    assert found.zones[0].n == pytest.approx(0.5)


def test_leaks_that_wind_and_warmth_drive_count_at_design_conditions() -> None:
    leaky = replace(zone("a"), infiltration=InfiltrationLeakageArea(300.0, 0.000145, 0.000174))
    found = design_load(model(leaky, surfaces=(wall("1", "a"),)), replace(BASIS, wind=2.5))
    flow = 0.3 * (0.000145 * 25.0 + 0.000174 * 2.5**2) ** 0.5
    assert found.zones[0].n == pytest.approx(flow * 3600.0 / 60.0)


def test_a_leaky_cold_room_stands_where_its_balance_closes_too() -> None:
    driven = InfiltrationLeakageArea(300.0, 0.000145, 0.0)
    cold = replace(zone("b", heated=False), infiltration=driven)
    surfaces = (wall("1", "a"), wall("2", "a", "zone:b"), wall("3", "b", area=20.0))
    theta = design_load(model(zone("a"), cold, surfaces=surfaces), BASIS).theta_unheated["b"]
    flow = 0.3 * (0.000145 * (theta + 7.0)) ** 0.5
    lost = (20.0 * U_WALL + 0.34 * flow * 3600.0) * (theta + 7.0)
    assert lost == pytest.approx(10.0 * U_INNER * (18.0 - theta), rel=0.01)


def test_a_warmer_neighbour_never_raises_the_load() -> None:
    loads = []
    for leak in (0.2, 1.0, 5.0):
        cold = zone("b", heated=False, n=leak)
        surfaces = (wall("1", "a"), wall("2", "a", "zone:b"), wall("3", "b"))
        loads.append(design_load(model(zone("a"), cold, surfaces=surfaces), BASIS).phi_hl)
    assert loads == sorted(loads)


def test_a_real_house_in_its_parts(catalogue: Catalogue, pack: PolicyPack) -> None:
    context = load_context()
    house = sample_house(catalogue, pack)
    made = thermal_model(house, "actual", catalogue, pack, context.weather)
    found = design_load(made, BASIS)
    assert found.phi_hl == pytest.approx(found.phi_t + found.phi_v + found.phi_rh)
    assert 60.0 < found.phi_hl / house.heated_area < 220.0
    assert -7.0 < found.theta_unheated["side"] < 18.0
    insulated = replace(
        made,
        constructions={
            name: replace(c, layers=(Layer("eps", 0.1, 0.04), *c.layers))
            for name, c in made.constructions.items()
        },
    )
    assert design_load(insulated, BASIS).phi_hl < found.phi_hl


def test_without_a_heated_zone_there_is_no_load() -> None:
    with pytest.raises(ValueError, match="heated zone"):
        design_load(model(zone("a", heated=False), surfaces=()), BASIS)
