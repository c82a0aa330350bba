"""What was really built, against the frozen state before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from app.calc.as_built import built_catalogue, core_layer, is_measured
from app.errors import AppError, ForeignFileError, NotFoundError, RefusedError
from app.model.as_built import AsBuilt, Built, BuiltMeasure, LeftOut
from app.model.change import Edit
from app.model.survey import VillageValues, survey_to_json
from app.model.value import Provenance, known
from app.services.as_built import (
    as_built,
    built_schema,
    freeze,
    frozen_of,
    read_built,
    verdict_of,
)
from app.services.assess import Context, assess, load_context
from app.services.plan import plan
from app.store.village import VillageFile, create_village
from tests.services.surveys import ANSWERS, DWELLING, farmhouse

BY = "李师傅"
VALUES = VillageValues()
WALL = BuiltMeasure("W_EPS80", ("N", "E"), (80.0, 82.0, 78.0))
CEILING = BuiltMeasure("C_NEW_GW100", (), (100.0, 100.0, 100.0))
DOOR = BuiltMeasure("DOOR_INS")


@pytest.fixture(scope="module")
def context() -> Context:
    return load_context()


@pytest.fixture(scope="module")
def frozen(context: Context) -> Any:
    from app.model.as_built import FrozenBefore

    found = assess(farmhouse(), VALUES, context, quick=True)
    return FrozenBefore(
        "f" * 32, DWELLING, "2026-11-26T00:00:00+00:00", BY, survey_to_json(farmhouse()), {},
        found.standard.q_h_nd,
        {"catalogue": context.catalogue.sha256, "policy_pack": context.pack.sha256,
         "weather": context.weather.sha256},
    )  # fmt: skip


def judged(frozen: Any, context: Context, *measures: BuiltMeasure, **answers: Any) -> AsBuilt:
    built = Built("nuanfang-as-built/1", measures)
    survey = farmhouse(**answers)
    return verdict_of(frozen, survey, VALUES, context, built, samples=16)


def test_built_as_planned_saves_what_the_plan_said(frozen: Any, context: Context) -> None:
    """Known value: the planner's own figure for the same measures."""
    found = assess(farmhouse(), VALUES, context, quick=True)
    own = ("W_EPS80@N+E", "C_NEW_GW100", "DOOR_INS")
    few = {key: context.catalogue.measures[key] for key in ("W_EPS80", "C_NEW_GW100", "DOOR_INS",
           "INLET", "DRAFT_TEST", "CO_ALARM", "AIR_VENT")}  # fmt: skip
    small = replace(context, catalogue=replace(context.catalogue, measures=few))
    planned = next(
        package
        for package in plan(farmhouse(), VALUES, small, found, own=own, samples=8).packages
        if package.key == "own"
    )
    safe = [BuiltMeasure(m.id) for m in planned.measures if m.part == "safety"]
    exact = BuiltMeasure("W_EPS80", ("N", "E"), (80.0, 80.0, 80.0))
    made = judged(frozen, context, exact, CEILING, DOOR, *safe)
    assert made.saving_demand.typical == pytest.approx(planned.saving_demand.typical, abs=1e-9)
    assert made.saving_overall.typical == pytest.approx(planned.saving_overall.typical, abs=1e-9)
    assert made.q_before == pytest.approx(found.standard.q_h_nd, rel=1e-9)
    assert made.label_after == planned.label
    assert made.moved == ()


def test_thinner_insulation_and_left_out_sides_save_less(frozen: Any, context: Context) -> None:
    whole = judged(frozen, context, WALL, CEILING)
    thin = judged(frozen, context, BuiltMeasure("W_EPS80", ("N", "E"), (40.0, 42.0, 38.0)), CEILING)
    less = judged(frozen, context, BuiltMeasure("W_EPS80", ("N",), (80.0, 80.0, 80.0)), CEILING)
    for worse in (thin, less):
        assert worse.saving.typical < whole.saving.typical
        assert worse.probability <= whole.probability
    assert judged(frozen, context).saving.typical == pytest.approx(0.0, abs=1e-9)
    assert judged(frozen, context).verdict == "short"


def test_the_line_decides(frozen: Any, context: Context) -> None:
    assert judged(frozen, context, WALL, CEILING, DOOR).verdict == "counts"
    assert judged(frozen, context, DOOR).verdict == "short"
    assert judged(frozen, context, WALL, CEILING, DOOR, M01="D").verdict == "no_claim"


def test_thickness_is_held_against_the_planned_one(frozen: Any, context: Context) -> None:
    hole = BuiltMeasure("W_EPS80", (), (90.0, 90.0, 71.0))
    made = judged(frozen, context, WALL, hole, DOOR, BuiltMeasure("W_EPS80", (), (79.0,)))
    assert [item.passed for item in made.items] == [True, False, None, False]
    assert made.items[0].mean == 80.0 and made.items[0].points == 3
    assert made.workmanship == "planned"  # the last one has one point only
    assert judged(frozen, context, WALL).workmanship == "accepted"


def test_measuring_makes_the_verdict_surer(frozen: Any, context: Context) -> None:
    told = judged(frozen, context, BuiltMeasure("W_EPS80"), BuiltMeasure("C_NEW_GW100"))
    measured = judged(frozen, context, WALL, CEILING)

    def width(made: AsBuilt) -> float:
        return made.saving.high - made.saving.low

    assert width(measured) < width(told)


def test_another_window_than_planned_counts_as_what_it_is(context: Context) -> None:
    single = BuiltMeasure("WIN_TG", ("S",), fitted="win_pvc_single")
    catalogue, (chosen,) = built_catalogue(context.catalogue, [single])
    assert catalogue.measures[chosen.measure].effects[0].window == "win_pvc_single"
    assert catalogue.measures["WIN_TG"] == context.catalogue.measures["WIN_TG"]


def test_another_material_and_thickness_stand_in_the_layer(context: Context) -> None:
    item = BuiltMeasure("W_EPS80", (), (70.0, 80.0, 90.0), "rockwool")
    names = set(context.catalogue.materials)
    material = "rockwool" if "rockwool" in names else "xps"
    catalogue, (chosen,) = built_catalogue(
        context.catalogue, [msgspec.structs.replace(item, material=material)]
    )
    core = core_layer(catalogue.measures[chosen.measure], catalogue)
    assert core is not None and core.d is not None
    assert (core.material, core.d.value) == (material, 0.08)
    assert is_measured([item], context.catalogue)


# in the village file


@pytest.fixture
def home(tmp_path: Path) -> Iterator[tuple[VillageFile, str]]:
    with create_village(tmp_path / "v", "官道村", operator=BY) as village:
        _household, dwelling = village.add_household(BY)
        answers = {**ANSWERS, "A02": "王建国", "M01": "B"}
        edits = [Edit(f, known(v, Provenance.TOLD)) for f, v in answers.items()]
        village.commit(dwelling, edits, operator=BY, label="")
        yield village, dwelling


BUILT = Built("nuanfang-as-built/1", (WALL, CEILING, DOOR), left_out=(LeftOut("WIN_TG", "贵"),))


def test_without_a_frozen_state_there_is_no_verdict(
    home: tuple[VillageFile, str], context: Context
) -> None:
    with pytest.raises(RefusedError, match="--freeze"):
        as_built(*home, context, BUILT, samples=8)


def test_a_later_correction_voids_the_verdict_until_the_district_has_looked(
    home: tuple[VillageFile, str], context: Context
) -> None:
    village, dwelling = home
    first = freeze(village, dwelling, context, BY)
    assert "A02" not in first.survey["fields"]
    assert as_built(village, dwelling, context, BUILT, samples=8).verdict == "counts"
    wish = [Edit("N02", known(9000)), Edit("A02", known("王建军"))]
    village.commit(dwelling, wish, operator=BY, label="")
    assert as_built(village, dwelling, context, BUILT, samples=8).verdict == "counts"
    village.commit(dwelling, [Edit("D02", known(300))], operator=BY, label="")
    void = as_built(village, dwelling, context, BUILT, samples=8)
    assert void.verdict == "void"
    assert {item.field for item in void.corrected} == {"D02"}
    assert void.saving.typical > 0.3  # the frozen state still stands behind the figure
    with pytest.raises(RefusedError):
        freeze(village, dwelling, context, BY)
    second = freeze(village, dwelling, context, "周科长", "墙厚量错")
    assert second.replaces == first.id and frozen_of(village, dwelling) == second
    again = as_built(village, dwelling, context, BUILT, samples=8)
    assert again.verdict in ("counts", "short") and again.corrected == ()
    assert [item.measure for item in again.left_out] == ["WIN_TG"]
    kept = village.latest_result(dwelling, "as_built")
    assert kept is not None
    assert msgspec.json.decode(kept.payload, type=AsBuilt) == again


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{", ForeignFileError),
        ('{"schema": "nuanfang-plan/1", "measures": []}', ForeignFileError),
        ('{"schema": "nuanfang-as-built/1", "measures": [{"measure": "W_X"}]}', NotFoundError),
        (
            '{"schema": "nuanfang-as-built/1", "measures": '
            '[{"measure": "W_EPS80", "thickness_mm": [-3]}]}',
            ForeignFileError,
        ),
        (
            '{"schema": "nuanfang-as-built/1", "measures": [{"measure": "W_EPS80", "dick": 3}]}',
            ForeignFileError,
        ),
        (
            '{"schema": "nuanfang-as-built/1", "measures": '
            '[{"measure": "WIN_TG", "fitted": "nothing"}]}',
            NotFoundError,
        ),
    ],
)
def test_a_bad_file_is_refused(
    tmp_path: Path, context: Context, text: str, error: type[AppError]
) -> None:
    path = tmp_path / "built.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error):
        read_built(path, context.catalogue)


def test_the_schema_describes_the_file() -> None:
    data = msgspec.json.decode(msgspec.json.encode(BUILT))
    jsonschema.validate(data, built_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "measures": [{"measure": 3}]}, built_schema())
