"""Whole modules on faces of a house: hand-counted cases, and laws for all of them."""

from dataclasses import replace
from itertools import pairwise

import pytest

from app.calc.pv_layout import (
    casters_of,
    flush,
    in_rows,
    limited_to,
    receiver_of,
    roof_surfaces,
    row_gap,
    yard_surface,
)
from app.calc.shading import normal_of
from app.calc.solar import plane_normal
from app.model.catalogue import PolicyPack, PvModule, PvMount
from app.model.house import ResolvedHouse
from app.model.solar import Layout, Rect, Surface
from app.model.survey import VillageValues
from app.services.assess import load_context
from app.services.resolve import resolve
from tests.services.surveys import farmhouse

HOURS, LATITUDE = (9.0, 15.0), 39.1


@pytest.fixture(scope="session")
def module(pack: PolicyPack) -> PvModule:
    assert pack.pv is not None
    return pack.pv.chosen("m620")


@pytest.fixture(scope="session")
def mounts(pack: PolicyPack) -> dict[str, PvMount]:
    assert pack.pv is not None
    return dict(pack.pv.mounts)


def house(**answers: object) -> ResolvedHouse:
    context = load_context()
    return resolve(
        farmhouse(**answers), VillageValues(), context.catalogue, context.pack, context.weather
    )


def apart(layout: Layout) -> bool:
    """Tell whether no two modules lie on each other and all keep the setback."""
    s, edge = layout.surface, layout.setback - 1e-9
    inside = all(
        r.x >= edge and r.y >= edge and r.x + r.width <= s.width - edge
        and r.y + r.height <= s.height - edge
        for r in layout.modules
    )  # fmt: skip
    ordered = list(layout.modules)
    free = all(
        a.x + a.width <= b.x + 1e-9 or b.x + b.width <= a.x + 1e-9
        or a.y + a.height <= b.y + 1e-9 or b.y + b.height <= a.y + 1e-9
        for k, a in enumerate(ordered) for b in ordered[k + 1 :]
    )  # fmt: skip
    return inside and free


def test_rows_stand_apart_as_in_the_worked_example() -> None:
    """validation/worked_examples.md, 9: clear gap 3.7159 m behind 1.3066 m, 39.1° north."""
    assert row_gap(1.3066, LATITUDE, 180.0, HOURS) == pytest.approx(3.7159, abs=2e-3)
    noon = row_gap(1.3066, LATITUDE, 180.0, (12.0, 12.0))
    assert noon == pytest.approx(4.3814 - 1.8660, abs=2e-3)


def test_a_slope_takes_the_modules_that_one_counts(
    module: PvModule, mounts: dict[str, PvMount]
) -> None:
    """10 × 3.5 m, 0.3 m free: 9.4 × 2.9 m. Upright (9.4+0.02)/(1.134+0.02) = 8.16 in one line of
    2.278; across (9.4+0.02)/(2.278+0.02) = 4.10 in (2.9+0.02)/(1.134+0.02) = 2.53 lines: 8."""
    layout = flush(Surface("front", "flush", 10.0, 3.5, 180.0, 30.0), module, mounts["flush"], 0.02)
    assert len(layout.modules) == 8
    assert apart(layout)
    deeper = flush(Surface("front", "flush", 10.0, 4.2, 180.0, 30.0), module, mounts["flush"], 0.02)
    assert len(deeper.modules) == 12  # three lines across: (3.6 + 0.02) / 1.154 = 3.13


def test_a_chimney_keeps_its_place(module: PvModule, mounts: dict[str, PvMount]) -> None:
    bare = Surface("front", "flush", 10.0, 4.2, 180.0, 30.0)
    chimney = Rect(4.5, 1.5, 0.6, 0.6)
    layout = flush(replace(bare, obstacles=(chimney,)), module, mounts["flush"], 0.02)
    assert apart(layout)
    assert 0 < len(layout.modules) < 12
    for r in layout.modules:
        assert (
            r.x + r.width <= chimney.x or r.x >= chimney.x + chimney.width
            or r.y + r.height <= chimney.y or r.y >= chimney.y + chimney.height
        )  # fmt: skip


def test_a_surface_smaller_than_a_module_takes_none(
    module: PvModule, mounts: dict[str, PvMount]
) -> None:
    for width, height in ((1.5, 2.5), (20.0, 1.7), (0.4, 0.4)):
        small = Surface("front", "flush", width, height, 180.0, 30.0)
        assert flush(small, module, mounts["flush"], 0.02).modules == ()
        flat = Surface("flat", "rows", width, height, 180.0, 0.0)
        assert in_rows(flat, module, mounts["rows"], 0.02, 30.0, LATITUDE, HOURS).modules == ()


def test_flat_rows_keep_their_distance(module: PvModule, mounts: dict[str, PvMount]) -> None:
    flat = Surface("flat", "rows", 16.5, 9.0, 180.0, 0.0)
    counts = []
    for tilt in (10.0, 20.0, 30.0):
        layout = in_rows(flat, module, mounts["rows"], 0.02, tilt, LATITUDE, HOURS)
        assert apart(layout)
        starts = sorted({round(r.y, 6) for r in layout.modules})
        assert len(starts) == layout.rows
        for a, b in pairwise(starts):
            assert b - a == pytest.approx(layout.pitch, abs=1e-6)
        counts.append(len(layout.modules))
    assert counts == sorted(counts, reverse=True)  # steeper rows stand farther apart


def test_the_usable_area_limits_the_number(module: PvModule, mounts: dict[str, PvMount]) -> None:
    layout = flush(Surface("front", "flush", 16.5, 4.2, 180.0, 30.0), module, mounts["flush"], 0.02)
    few = limited_to(layout, 10.0, module)  # 10 / 2.583 = 3.87
    assert (len(few.modules), few.limited) == (3, True)
    assert limited_to(layout, 300.0, module) is layout
    assert limited_to(layout, 0.0, module).modules == ()


def test_faces_follow_from_the_house() -> None:
    gable = house(E01="gable", C08=1.8, B07="SE")
    front, back = roof_surfaces(gable)
    assert (front.site, back.site) == ("front", "back")
    assert (front.azimuth, back.azimuth) == (135.0, 315.0)
    assert front.tilt == pytest.approx(27.55, abs=0.01)  # atan(1.8 / 3.45)
    (flat,) = roof_surfaces(house(E01="flat", C08=0.0))
    assert (flat.width, flat.height, flat.tilt) == (16.5, 6.9, 0.0)
    (shed,) = roof_surfaces(house(E01="mono", C08=1.8))
    assert shed.tilt == pytest.approx(14.62, abs=0.01)
    turned, _other = roof_surfaces(house(E01="gable", C08=1.8, B07="N"))
    assert turned.azimuth == 180.0  # the sunny slope comes first


def test_the_yard_is_as_wide_as_the_house() -> None:
    found = yard_surface(house(), 82.5, 2.0)
    assert found is not None
    assert (found.width, found.height) == (16.5, pytest.approx(3.0))
    assert yard_surface(house(), 30.0, 2.0) is None
    assert yard_surface(house(), 0.0, 0.0) is None


@pytest.mark.parametrize("azimuth", ["S", "SE", "W"])
def test_modules_look_where_the_roof_looks(
    azimuth: str, module: PvModule, mounts: dict[str, PvMount]
) -> None:
    built = house(E01="gable", C08=1.8, B07=azimuth)
    for surface in roof_surfaces(built):
        layout = flush(surface, module, mounts["flush"], 0.02)
        normal = normal_of(receiver_of(layout, built.plan, 2.0))
        assert normal == pytest.approx(plane_normal(surface.azimuth, surface.tilt), abs=1e-6)
    yard = yard_surface(built, 150.0, 2.0)
    assert yard is not None
    layout = in_rows(yard, module, mounts["yard"], 0.02, 30.0, LATITUDE, HOURS)
    normal = normal_of(receiver_of(layout, built.plan, 2.0))
    across = plane_normal(yard.azimuth, 90.0)
    assert normal @ across > 0.0  # it leans towards where the house looks
    assert normal[2] > 0.0


def test_what_may_shade_a_yard_is_the_house_and_the_one_opposite(
    module: PvModule, mounts: dict[str, PvMount]
) -> None:
    built = house(R02=8.0, R03=6.0)
    (roof,), yard = roof_surfaces(built), yard_surface(built, 150.0, 2.0)
    assert yard is not None
    on_roof = in_rows(roof, module, mounts["rows"], 0.02, 20.0, LATITUDE, HOURS)
    in_yard = in_rows(yard, module, mounts["yard"], 0.02, 20.0, LATITUDE, HOURS)
    assert len(casters_of(built, on_roof)) == 1
    assert len(casters_of(built, in_yard)) == 2
    assert casters_of(house(), on_roof) == ()
