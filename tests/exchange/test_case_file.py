"""Simulation cases: what is read, and that nothing but a sentence comes of a broken one."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calc.network import network_of
from app.errors import AppError, CaseError, FileError
from app.exchange.case_file import case_of, parse_case, read_case
from app.i18n import set_language
from app.model.thermal import InfiltrationDesignFlow, InfiltrationLeakageArea, Period
from app.resources import resource

FOLDERS = [resource("validation", g, "cases") for g in ("energyplus", "bestest")]
FILES = sorted(f for folder in FOLDERS for f in folder.glob("*.json"))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh")


def _data(name: str) -> Any:
    for folder in FOLDERS:
        path = folder / f"{name}.json"
        if path.exists():
            return json.loads(path.read_text(encoding="utf-8"))
    raise LookupError(name)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_public_case_is_read_and_makes_a_network(path: Path) -> None:
    model = read_case(path).model
    assert model.id == path.stem
    network = network_of(model)
    assert sum(e.place.area for e in network.elements) > 0.0


def test_the_fields_of_a_house_arrive() -> None:
    model = case_of(_data("A3_V0")).model
    assert [z.id for z in model.zones] == ["main", "attic"]
    assert model.openings[0].overhang is not None
    assert model.openings[0].overhang.depth == 0.5
    assert model.heating is not None
    assert model.heating.theta_set[0] == 12.0
    assert model.heating.period == Period((11, 15), (3, 15))
    assert model.constructions["W_370"].layers[1].lambda_ == 0.81
    assert model.grounds[0].theta_virtual[1] == 4.52
    assert model.design_day is not None
    assert model.design_day.theta_e == -7.0


def test_the_extensions_arrive() -> None:
    quilt = case_of(_data("C1_V0")).model
    cover = quilt.openings[0].cover
    assert cover is not None
    assert cover.closed[0] and not cover.closed[12]
    assert not quilt.air_links[0].design_day
    limited = case_of(_data("C2_V0")).model
    assert limited.heating is not None
    assert limited.heating.phi_max == {"r1": 3000.0}
    assert limited.heating.theta_set[0] is None
    assert isinstance(case_of(_data("C4_V0")).model.zones[0].infiltration, InfiltrationDesignFlow)
    assert isinstance(case_of(_data("C5_V0")).model.zones[0].infiltration, InfiltrationLeakageArea)
    ramp = case_of(_data("640")).model
    assert ramp.heating is not None
    assert len(ramp.heating.theta_set_fine) == 144
    night = case_of(_data("650")).model
    assert night.heating is None
    assert night.cooling is not None
    assert night.zones[0].ventilation is not None
    floor = next(s for s in night.surfaces if s.id == "F")
    assert (floor.boundary, floor.theta_boundary) == ("fixed", 10.0)
    assert len(night.glazings["dp"].panes) == 3
    assert case_of(_data("600FF")).free


def test_unknown_fields_are_ignored() -> None:
    data = _data("A1_V0")
    data["remark"] = {"a": [1]}
    data["zones"][0]["colour"] = "red"
    case_of(data)


def test_the_option_chooses_the_coefficients() -> None:
    data = _data("A1_V0")
    assert case_of(data).surface_coefficients == "engine_best"
    data["options"] = {"surface_coefficients": "iso6946"}
    assert case_of(data).surface_coefficients == "iso6946"


def test_the_weather_key_chooses_the_row() -> None:
    data = _data("A1_V0")
    rows = data["ground"]["main"]["theta_virtual_monthly_C"]
    rows["TMY"] = [9.0] * 12
    with pytest.raises(CaseError, match="weather_key"):
        case_of(data)
    data["weather_key"] = "TMY"
    assert case_of(data).model.grounds[0].theta_virtual == (9.0,) * 12
    data["weather_key"] = "none"
    with pytest.raises(CaseError, match="none"):
        case_of(data)


def _broken(path: str, value: Any) -> Any:
    data = _data("C1_V0")
    keys = [int(k) if k.isdigit() else k for k in path.split(".")]
    at = data
    for key in keys[:-1]:
        at = at[key]
    if value is KeyError:
        del at[keys[-1]]
    else:
        at[keys[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("schema", "farmhouse-case/9", "farmhouse-case/9"),
        ("schema", KeyError, "schema"),
        ("zones", [], "zones"),
        ("zones", "x", "zones"),
        ("zones.0.volume_m3", -5, r"zones\[0\]\.volume_m3"),
        ("zones.0.volume_m3", float("nan"), r"zones\[0\]\.volume_m3"),
        ("zones.0.volume_m3", float("inf"), r"zones\[0\]\.volume_m3"),
        ("zones.0.volume_m3", True, r"zones\[0\]\.volume_m3"),
        ("zones.0.volume_m3", "12", r"zones\[0\]\.volume_m3"),
        ("zones.1.id", "main", "main"),
        ("surfaces.0.zone", "nowhere", "nowhere"),
        ("surfaces.0.construction", "nothing", "nothing"),
        ("surfaces.0.boundary", "sea", "sea"),
        ("surfaces.0.boundary", "zone:main", "zone:main"),
        ("surfaces.0.boundary", "zone:moon", "zone:moon"),
        ("surfaces.0.vertices", [[0, 0, 0], [1, 0, 0], [2, 0, 0]], "vertices"),
        ("surfaces.0.vertices", [[0, 0], [1, 0, 0], [2, 0, 0]], "vertices"),
        ("openings.0.surface", "nothing", "nothing"),
        ("openings.0.glazing", None, "glazing"),
        ("openings.0.width_m", 400, "larger"),
        ("openings.0.cover.closed_by_hour", [1] * 23, "closed_by_hour"),
        ("openings.0.cover.closed_by_hour", [2] * 24, "closed_by_hour"),
        ("openings.0.cover.glazing_closed", "none", "glazing_closed"),
        ("openings.0.cover.period_start", "13-01", "13-01"),
        ("constructions.W_370.layers.0.thickness_m", -0.1, "thickness_m"),
        ("constructions.W_370.layers.0.material", "gold", "gold"),
        ("constructions.W_370.layers", [], "layers"),
        ("materials.brick.lambda_W_mK", 0, "lambda_W_mK"),
        ("heating.setpoint_air_C_by_hour", [18] * 25, "setpoint_air_C_by_hour"),
        ("heating.zones", ["attic"], "attic"),
        ("air_links.0.zones", ["main", "main"], "zones"),
        ("ground", KeyError, "ground"),
        ("ground.main.theta_virtual_monthly_C.SYN", [1] * 11, "SYN"),
        ("site", KeyError, "site"),
        ("options", {"surface_coefficients": "mine"}, "mine"),
    ],
)
def test_a_broken_entry_is_named(path: str, value: Any, named: str) -> None:
    with pytest.raises(CaseError, match=named):
        case_of(_broken(path, value))


def test_a_missing_or_unreadable_file_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="none"):
        read_case(tmp_path / "none.json")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CaseError):
        read_case(tmp_path / "bytes.json")


@pytest.mark.parametrize("text", ["", "[]", "nul", "3", '"x"', "{", "[" * 100_000])
def test_what_is_no_case_is_refused(text: str) -> None:
    with pytest.raises(CaseError):
        parse_case(text)


def _paths(data: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = data.items() if isinstance(data, dict) else enumerate(data)
    found = []
    for key, value in children:
        found.append((*at, key))
        if isinstance(value, dict | list):
            found.extend(_paths(value, (*at, key)))
    return found


CASES = {n: _data(n) for n in ("A3_V0", "C1_V0", "C2_V0", "C5_V0", "640", "950", "960")}
PLACES = {n: _paths(d) for n, d in CASES.items()}
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.sampled_from(["zone:main", "zone:sun", "outdoor", "ground", "adiabatic", "main"]),
    st.sampled_from([1e308, -1e308]),
)  # fmt: skip


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_whatever_is_broken_only_a_sentence_comes_of_it(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(CASES)))
    case = copy.deepcopy(CASES[name])
    path = data.draw(st.sampled_from(PLACES[name]))
    at = case
    for key in path[:-1]:
        at = at[key]
    if isinstance(at, dict) and data.draw(st.booleans()):
        del at[path[-1]]
    else:
        at[path[-1]] = data.draw(JUNK)
    try:
        model = case_of(case).model
    except AppError as error:
        assert str(error)
    else:
        network_of(model)
