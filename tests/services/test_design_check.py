"""A design against the standards: known limits, proposals that do what they say, stars."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.errors import ForeignFileError
from app.model.design import DesignCheck
from app.model.label import Label
from app.model.survey import VillageValues, blank_survey, value_of, with_value
from app.model.value import Provenance, known
from app.services.assess import Context, load_context
from app.services.design_check import design_check, failing, read_design, stars_of
from app.services.design_parts import candidates, sides_of
from app.services.design_text import design_lines

VALUES = VillageValues()


@pytest.fixture(scope="module")
def context() -> Context:
    return load_context()


def check(context: Context, archetype: str, **answers: Any) -> DesignCheck:
    survey = with_value(blank_survey("d" * 32), "B03", known(archetype, Provenance.TOLD))
    for field, value in answers.items():
        survey = with_value(survey, field, known(value, Provenance.TOLD))
    return design_check(survey, VALUES, context, archetype)


@pytest.fixture(scope="module")
def brick(context: Context) -> DesignCheck:
    return check(context, "brick_slab_1990")


@pytest.fixture(scope="module")
def modern(context: Context) -> DesignCheck:
    return check(context, "post_2013")


def test_parts_stand_against_both_tiers_with_their_clause(brick: DesignCheck) -> None:
    """Known limits of the cold zone: wall 0.65, roof 0.50; zone 2B up to 3 storeys: 0.35, 0.30."""
    wall = next(part for part in brick.parts if part.id == "wall.N")
    assert {(c.tier, c.limit) for c in wall.checks} == {("rural", 0.65), ("urban", 0.35)}
    assert wall.rural is False and wall.urban is False
    assert all(c.clause for part in brick.parts for c in part.checks)
    assert set(failing(brick.parts, "rural")) >= {"wall.S", "wall.N", "roof", "window.S", "door.S"}
    assert brick.stars == 0


def test_a_proposal_makes_its_parts_pass_and_the_cheapest_comes_first(
    brick: DesignCheck, modern: DesignCheck
) -> None:
    for found in (brick, modern):
        for scheme in found.schemes:
            for choices in scheme.choices:
                costs = [item.cost.typical for item in choices]
                assert costs == sorted(costs)
            wrong = set(failing(found.parts, scheme.tier))
            assert wrong <= {p for item in scheme.chosen for p in item.parts} | set(scheme.unsolved)
            assert scheme.label.need < found.label.need
            assert all(
                item.u_after < item.u_before
                for item in scheme.chosen
                if item.u_before is not None and item.u_after is not None
            )


def test_walls_are_insulated_outside_where_they_can_be(brick: DesignCheck) -> None:
    walls = next(c for s in brick.schemes for c in s.choices if c and c[0].parts[0] == "wall.S")
    assert all(not item.measure.startswith("W_IN_") for item in walls)


def test_a_tight_new_house_is_told_to_have_vents_and_gets_its_star_with_them(
    modern: DesignCheck,
) -> None:
    air = next(note for note in modern.notes if note.topic == "air")
    assert not air.passed and air.value is not None and air.value < 0.5
    rural = next(scheme for scheme in modern.schemes if scheme.tier == "rural")
    assert "AIR_VENT" in {item.measure for item in rural.chosen}
    assert rural.unsolved == () and rural.stars == 1


def test_windows_that_are_too_large_are_told(context: Context) -> None:
    found = check(context, "post_2013", F02=2.4, F03=2.1, F04=6)
    front = next(n for n in found.notes if n.topic == "window_share" and n.limit == 0.45)
    assert not front.passed and front.value is not None and front.value > 0.45


def test_stars_rise_with_tiers_and_need(modern: DesignCheck) -> None:
    good = tuple(replace(part, rural=True, urban=True) for part in modern.parts)
    plain = tuple(replace(part, rural=True, urban=False) for part in modern.parts)
    notes = tuple(replace(note, passed=True) for note in modern.notes)
    level = modern.label
    best = Label(1, 20.0, level.limits, level.date, level.mark, level.source)
    assert [stars_of(p, notes, b) for p, b in ((plain, best), (good, level), (good, best))] == [
        1,
        2,
        3,
    ]
    assert stars_of(good, modern.notes, best) == 0  # without fresh air there is none


def test_parts_of_a_kind_get_one_construction() -> None:
    groups = list(candidates(["wall.S", "roof", "window.N", "wall.E", "floor"]))
    assert groups == [("wall.S", "wall.E"), ("roof",), ("window.N",), ("floor",)]
    assert sides_of(groups[0]) == {"S", "E"}
    assert sides_of(("roof",)) == frozenset()


def design_file(folder: Path, **content: Any) -> Path:
    path = folder / "new.json"
    data = {"schema": "nuanfang-design/1", "answers": {"B03": "post_2013", "C01": 4}, **content}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_a_design_is_read_from_a_small_file(tmp_path: Path, context: Context) -> None:
    name, survey = read_design(design_file(tmp_path, name="新房"))
    assert name == "新房"
    assert value_of(survey, "C01").value == 4
    found = design_check(survey, VALUES, context, name)
    lines = list(design_lines(found, "en"))
    assert lines[0].startswith("新房")
    assert any("GB/T 50824" in line and "0.65" in line for line in lines)


@pytest.mark.parametrize(
    "content",
    [
        {"schema": "nuanfang-plan/1"},
        {"answers": {"B03": "post_2013", "C01": "four"}},
        {"answers": {"Z99": 1}},
        {"colour": "red"},
    ],
)
def test_a_bad_design_is_refused(tmp_path: Path, content: dict[str, Any]) -> None:
    with pytest.raises(ForeignFileError):
        read_design(design_file(tmp_path, **content))
