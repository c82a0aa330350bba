"""The EnergyPlus document: whole, of right sizes, without a name that leads nowhere."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from app.exchange.energyplus import energyplus_document
from app.exchange.energyplus.document import remarks
from app.exchange.energyplus.geometry import area_of, drawing_of, normal_of
from app.exchange.energyplus.objects import Objects
from app.model.thermal import Overhang, Period, ThermalModel, Vertex
from tests.exchange.energyplus_houses import public_case, rooms

CASES = ("A1_V0", "A3_V0", "C1_V0", "C2_V0", "C3_V5", "C4_V0", "C5_V0")
MODELS = {"rooms": rooms(), "larger": rooms(1.21), **{name: public_case(name) for name in CASES}}
# fields that name another object: field -> kinds it may belong to
REFERENCES: dict[str, tuple[str, ...]] = {
    "zone_name": ("Zone",),
    "zone_or_zonelist_name": ("Zone",),
    "zone_or_space_name": ("Zone",),
    "source_zone_or_space_name": ("Zone",),
    "zone_or_zonelist_or_space_or_spacelist_name": ("Zone",),
    "construction_name": ("Construction",),
    "construction_object_name": ("Construction",),
    "building_surface_name": ("BuildingSurface:Detailed",),
    "schedule_name": ("Schedule:Compact", "Schedule:Constant"),
    "schedule_type_limits_name": ("ScheduleTypeLimits",),
    "constant_temperature_schedule_name": ("Schedule:Compact",),
    "setpoint_temperature_schedule_name": ("Schedule:Compact", "Schedule:Constant"),
    "heating_setpoint_temperature_schedule_name": ("Schedule:Compact", "Schedule:Constant"),
    "cooling_setpoint_temperature_schedule_name": ("Schedule:Compact",),
    "control_type_schedule_name": ("Schedule:Constant",),
    "zone_conditioning_equipment_list_name": ("ZoneHVAC:EquipmentList",),
    "thermostat_name": ("ZoneControl:Thermostat",),
    "surface_name": ("BuildingSurface:Detailed", "FenestrationSurface:Detailed"),
    "outside_boundary_condition_object": (
        "BuildingSurface:Detailed",
        "FenestrationSurface:Detailed",
        "SurfaceProperty:OtherSideCoefficients",
    ),
    "program_name": ("EnergyManagementSystem:Program",),
}  # fmt: skip
MATERIALS = ("Material", "Material:NoMass", "WindowMaterial:SimpleGlazingSystem",
             "WindowMaterial:Glazing", "WindowMaterial:Gas")  # fmt: skip


def _entries(fields: Any) -> Iterator[tuple[str, Any]]:
    """Yield every field of an object, lists of groups included."""
    for key, value in fields.items():
        yield key, value
        for group in value if isinstance(value, list) else ():
            yield from _entries(group)


def _polygon(fields: dict[str, Any]) -> tuple[Vertex, ...]:
    if "vertices" in fields:
        names = [f"vertex_{axis}_coordinate" for axis in "xyz"]
        return tuple(tuple(v[n] for n in names) for v in fields["vertices"])
    count = fields["number_of_vertices"]
    return tuple(
        tuple(fields[f"vertex_{k}_{axis}_coordinate"] for axis in "xyz")
        for k in range(1, count + 1)
    )


@pytest.mark.parametrize("coefficients", ["engine_best", "iso6946"])
@pytest.mark.parametrize("name", MODELS)
def test_every_name_leads_to_an_object(name: str, coefficients: Any) -> None:
    document = energyplus_document(MODELS[name], surface_coefficients=coefficients)
    for kind, objects in document.items():
        for key, value in ((k, v) for fields in objects.values() for k, v in _entries(fields)):
            kinds = REFERENCES.get(key)
            if kind == "Construction":
                kinds = MATERIALS
            if kinds:
                assert any(value in document.get(k, {}) for k in kinds), (kind, key, value)


@pytest.mark.parametrize("name", MODELS)
def test_surfaces_and_openings_have_the_areas_of_the_model(name: str) -> None:
    model = MODELS[name]
    document = energyplus_document(model)
    written = document["BuildingSurface:Detailed"]
    for surface in model.surfaces:
        polygon = _polygon(written[surface.id])
        assert area_of(polygon) == pytest.approx(surface.area, rel=2e-3), surface.id
        normal = normal_of(polygon)
        assert normal[2] == pytest.approx(math.cos(math.radians(surface.tilt)), abs=0.01)
    for opening in model.openings:
        fields = document["FenestrationSurface:Detailed"][opening.id]
        assert area_of(_polygon(fields)) == pytest.approx(opening.area, rel=1e-4)


@pytest.mark.parametrize("name", MODELS)
def test_openings_lie_in_the_plane_of_their_surface_and_look_its_way(name: str) -> None:
    document = energyplus_document(MODELS[name])
    for fields in document["FenestrationSurface:Detailed"].values():
        wall = _polygon(document["BuildingSurface:Detailed"][fields["building_surface_name"]])
        normal = normal_of(wall)
        opening = _polygon(fields)
        assert normal_of(opening) == pytest.approx(normal, abs=1e-4)
        for vertex in opening:
            off = sum(n * (p - q) for n, p, q in zip(normal, vertex, wall[0], strict=True))
            assert abs(off) < 1e-4


@pytest.mark.parametrize("name", MODELS)
def test_what_lies_between_zones_has_two_equal_faces_that_name_each_other(name: str) -> None:
    document = energyplus_document(MODELS[name])
    constructions = document["Construction"]
    for kind in ("BuildingSurface:Detailed", "FenestrationSurface:Detailed"):
        for own, fields in document[kind].items():
            other = fields.get("outside_boundary_condition_object")
            if other not in document[kind]:
                continue
            back = document[kind][other]
            assert back["outside_boundary_condition_object"] == own
            assert sorted(_polygon(back)) == sorted(_polygon(fields))
            layers = list(constructions[fields["construction_name"]].values())
            behind = list(constructions[back["construction_name"]].values())
            assert behind == layers[::-1]


def test_a_larger_plan_keeps_its_angles_and_its_shadows() -> None:
    drawn, larger = drawing_of(rooms()), drawing_of(rooms(1.21))
    for name, polygon in drawn.surfaces.items():
        for old, new in zip(polygon, larger.surfaces[name], strict=True):
            assert new == pytest.approx([1.1 * x for x in old])
    assert area_of(larger.eaves["front"]) == pytest.approx(1.21 * area_of(drawn.eaves["front"]))


def test_a_surface_without_a_place_gets_its_area_tilt_and_azimuth() -> None:
    model = rooms()
    slope = replace(model.surfaces[4], vertices=(), azimuth=135.0, tilt=30.0, area=33.0)
    front = replace(model.surfaces[0], vertices=())
    surfaces = (front, *model.surfaces[1:4], slope, *model.surfaces[5:])
    drawing = drawing_of(replace(model, surfaces=surfaces))
    polygon = drawing.surfaces["warm roof"]
    assert area_of(polygon) == pytest.approx(33.0)
    x, y, z = normal_of(polygon)
    assert z == pytest.approx(math.cos(math.radians(30.0)))
    assert math.degrees(math.atan2(x, y)) == pytest.approx(135.0)
    assert normal_of(drawing.openings["front"]) == pytest.approx((0.0, -1.0, 0.0))
    assert math.dist(polygon[0], model.surfaces[0].vertices[0]) > 1000.0


def test_eaves_of_one_level_run_along_the_wall_and_others_keep_to_their_windows() -> None:
    model = rooms()
    assert area_of(drawing_of(model).eaves["front"]) == pytest.approx(4.0 * 0.5)
    door = replace(model.openings[2], overhang=Overhang(0.5, 0.1))
    mixed = replace(model, openings=(*model.openings[:2], door, *model.openings[3:]))
    eaves = drawing_of(mixed).eaves
    assert {k: area_of(v) for k, v in eaves.items()} == pytest.approx(
        {"front": 1.5 * 0.5, "entry": 0.9 * 0.5}
    )


def test_the_radiant_part_of_a_heater_is_written_and_said() -> None:
    document = energyplus_document(rooms())
    system = document["ZoneHVAC:IdealLoadsAirSystem"]["warm ideal loads"]
    assert system["maximum_sensible_heating_capacity"] == pytest.approx(0.6 * 4000.0)
    line = document["EnergyManagementSystem:Program"]["Heater1_Split"]["lines"][0]["program_line"]
    assert line == "SET Heater1_Radiant = 0.666666667 * Heater1_Air"
    assert any("radiant heat" in text for text in remarks(rooms()))
    assert not any("adiant" in text for text in remarks(MODELS["A1_V0"]))


def test_remarks_fit_into_the_message_and_stand_in_the_file() -> None:
    heating = rooms().heating
    assert heating is not None
    model = replace(rooms(), heating=replace(heating, convective_fraction=0.0))
    lines = remarks(model)
    assert len(lines) <= 10
    assert max(len(line) for line in lines) <= 100
    message = energyplus_document(model)["Output:PreprocessorMessage"]["remarks"]
    assert [message[f"message_line_{k}"] for k in range(1, 1 + len(lines))] == lines


def test_only_the_constants_of_iso6946_are_fixed_and_partitions_keep_their_own() -> None:
    plain = energyplus_document(rooms())
    fixed = energyplus_document(rooms(), surface_coefficients="iso6946")
    assert "SurfaceProperty:ConvectionCoefficients" not in plain
    films = fixed["SurfaceProperty:ConvectionCoefficients"]
    values = {f["surface_name"]: f["convection_coefficient_1"] for f in films.values()}
    assert values["warm S"] == values["front"] == 2.5
    assert values["warm roof"] == 5.0
    assert values["warm floor"] == 0.7
    assert not {"warm E", "warm E back", "entry", "inner light", "warm mass 1"} & set(values)
    assert {f.get("convection_coefficient_2", 20.0) for f in films.values()} == {20.0}


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period((11, 15), (3, 15)), ["3/15 1", "11/14 0", "12/31 1"]),
        (Period((2, 1), (2, 28)), ["1/31 0", "2/28 1", "12/31 0"]),
        (Period((1, 1), (12, 31)), ["12/31 1"]),
        (Period((10, 1), (12, 31)), ["9/30 0", "12/31 1"]),
        (Period((12, 1), (1, 1)), ["1/1 1", "11/30 0", "12/31 1"]),
        (None, ["12/31 1"]),
    ],
)
def test_a_period_includes_both_days_and_may_wrap(
    period: Period | None, expected: list[str]
) -> None:
    objects = Objects()
    objects.daily("on", (1.0,) * 24, period)
    fields = [entry["field"] for entry in objects.kinds["Schedule:Compact"]["on"]["data"]]
    days = [str(f).removeprefix("Through: ") for f in fields if str(f).startswith("Through")]
    values = [f for f in fields if isinstance(f, float)]
    assert [f"{d} {v:g}" for d, v in zip(days, values, strict=True)] == expected


def test_equal_hours_are_joined() -> None:
    objects = Objects()
    objects.daily("set", [16.0] * 6 + [18.0] * 16 + [16.0] * 2)
    fields = [entry["field"] for entry in objects.kinds["Schedule:Compact"]["set"]["data"]]
    assert fields == ["Through: 12/31", "For: AllDays", "Until: 06:00", 16.0, "Until: 22:00", 18.0,
                      "Until: 24:00", 16.0]  # fmt: skip


def test_names_that_energyplus_cannot_tell_apart_are_refused() -> None:
    model = rooms()
    twice = replace(model.zones[1], id="WARM")
    with pytest.raises(ValueError, match="apart"):
        energyplus_document(ThermalModel(
            **{**{f: getattr(model, f) for f in model.__dataclass_fields__},
               "zones": (*model.zones, twice)}
        ))  # fmt: skip


def test_the_document_is_plain_json_and_always_the_same() -> None:
    text = json.dumps(energyplus_document(rooms(), place="测试"), allow_nan=False)
    assert text == json.dumps(energyplus_document(rooms(), place="测试"), allow_nan=False)


def test_two_equal_years_are_run_or_one() -> None:
    two = energyplus_document(rooms())["RunPeriod"]["year"]
    one = energyplus_document(rooms(), repeat=False)["RunPeriod"]["year"]
    assert two["end_year"] - two["begin_year"] == 1
    assert one["end_year"] == one["begin_year"]
