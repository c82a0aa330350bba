"""Geometry closes, and every face looks where it says."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calc.geometry import SLIVER, shape_of
from app.calc.shape import Face, Shape
from app.model.house import FloorPlan, ResolvedHouse, Sunspace, Wing
from app.store.catalogue import load_catalogue, load_policy_pack
from tests.calc.house_samples import sample_house

CATALOGUE = load_catalogue()
HOUSE = sample_house(CATALOGUE, load_policy_pack())
SUNSPACE = Sunspace("sunspace_glass_single", 6.4, 0.72, 4.0, 2.5, 1.5)


@st.composite
def houses(draw: st.DrawFn) -> ResolvedHouse:
    """Draw houses of all shapes, without openings."""
    bays = draw(st.integers(1, 7))
    heated = draw(st.integers(1, 2 * bays)) / 2.0
    form = draw(st.sampled_from(["flat", "gable", "shed"]))
    plan = FloorPlan(
        bays=bays,
        length=3.3 * bays,
        depth=draw(st.floats(4.0, 10.0)),
        height=draw(st.floats(2.4, 3.6)),
        storeys=draw(st.integers(1, 2)),
        azimuth=draw(st.sampled_from([0.0, 90.0, 135.0, 157.5, 180.0, 202.5, 225.0, 270.0])),
        form=form,
        rise=0.0 if form == "flat" else draw(st.floats(0.5, 2.5)),
        heated_bays=heated,
        first_heated=draw(st.floats(0.0, 1.0)) * (bays - heated),
        wall_thickness=0.3,
        party=draw(st.sampled_from([(), ("E",), ("W",), ("E", "W")])),
        wings=draw(st.sampled_from([(), (Wing("wing1", "", 6.0, 3.5, 2.6),)])),
    )
    ceiling = HOUSE.elements["floor"].layers if draw(st.booleans()) else ()
    elements = {**HOUSE.elements, "ceiling": replace(HOUSE.elements["ceiling"], layers=ceiling)}
    sunspace = draw(st.sampled_from([None, SUNSPACE]))
    return replace(HOUSE, plan=plan, elements=elements, openings=(), sunspace=sunspace)


def normal(face: Face) -> np.ndarray:
    """Return area times outward unit normal, from the vertices."""
    p = np.asarray(face.vertices)
    return 0.5 * np.sum(np.cross(p, np.roll(p, -1, axis=0)), axis=0)


def flux(shape: Shape, zone: str) -> np.ndarray:
    """Return the vector area of all faces around a zone."""
    own = sum((normal(f) for f in shape.faces if f.zone == zone), np.zeros(3))
    shared = sum((normal(f) for f in shape.faces if f.boundary == f"zone:{zone}"), np.zeros(3))
    return own - shared


@settings(max_examples=60, deadline=None)
@given(houses())
def test_every_zone_is_closed_by_its_faces(house: ResolvedHouse) -> None:
    shape = shape_of(house)
    for room in shape.rooms:
        if room.id == "side" and house.plan.storeys > 1:
            continue  # its inner floor counts as mass, not as a face
        assert np.allclose(flux(shape, room.id), 0.0, atol=1e-6), room.id


@settings(max_examples=60, deadline=None)
@given(houses())
def test_faces_have_the_area_and_direction_of_their_vertices(house: ResolvedHouse) -> None:
    for face in shape_of(house).faces:
        vector = normal(face)
        area = float(np.linalg.norm(vector))
        assert face.area == pytest.approx(area, rel=1e-9)
        tilt = math.degrees(math.acos(np.clip(vector[2] / area, -1.0, 1.0)))
        assert tilt == pytest.approx(face.tilt, abs=1e-6)
        if 1.0 < tilt < 179.0:
            azimuth = math.degrees(math.atan2(vector[0], vector[1])) % 360.0
            assert math.cos(math.radians(azimuth - face.azimuth)) == pytest.approx(1.0, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(houses())
def test_heated_and_unheated_rooms_make_the_whole_building(house: ResolvedHouse) -> None:
    rooms = shape_of(house).rooms
    inside = [room for room in rooms if room.id not in ("roof", "sun")]
    assert sum(r.area for r in inside) == pytest.approx(
        house.plan.floor_area + house.plan.wing_area
    )
    heated = sum(room.area for room in rooms if room.conditioned)
    slack = 2 * SLIVER * house.plan.depth * house.plan.storeys
    assert heated == pytest.approx(house.heated_area, abs=slack)


def test_heated_bays_in_the_middle_have_two_partitions_and_no_gable_wall() -> None:
    shape = shape_of(HOUSE)
    assert shape.element_area("partition", external=False) == pytest.approx(2 * 6.9 * 3.0)
    assert shape.element_area("wall.E", heated_only=True) == 0.0
    assert shape.element_area("wall.E") == pytest.approx(6.9 * 3.0)


def test_windows_are_shared_by_the_length_of_their_wall() -> None:
    shape = shape_of(HOUSE)
    total = 5 * 1.5 * 1.5
    assert shape.group_area("window.S") == pytest.approx(total)
    assert shape.group_area("window.S", heated_only=True) == pytest.approx(total * 3 / 5)


def test_the_first_door_is_in_the_heated_rooms() -> None:
    assert shape_of(HOUSE).group_area("door.S", heated_only=True) == pytest.approx(1.0 * 2.0)


def test_windows_larger_than_their_wall_are_refused() -> None:
    huge = replace(HOUSE.openings[0], count=40)
    with pytest.raises(ValueError, match="larger than their wall"):
        shape_of(replace(HOUSE, openings=(huge,)))


def test_a_house_without_heated_bays_is_refused() -> None:
    with pytest.raises(ValueError, match="no heated rooms"):
        shape_of(replace(HOUSE, plan=replace(HOUSE.plan, heated_bays=0.0)))


def test_scale_changes_areas_but_not_edges() -> None:
    before, after = shape_of(HOUSE), shape_of(replace(HOUSE, plan=replace(HOUSE.plan, scale=1.1)))
    for a, b in zip(before.faces, after.faces, strict=True):
        assert b.vertices == a.vertices
        assert b.area == pytest.approx(1.1 * a.area)
