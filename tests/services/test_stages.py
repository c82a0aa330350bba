"""From draft to surveyed to assessed: nothing moves on while an answer or a photo is lacking."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import RefusedError
from app.i18n import language, set_language
from app.model.change import Edit
from app.model.ids import new_id
from app.model.survey import check_survey
from app.model.survey.gates import gate, photo_problems
from app.model.value import Provenance, Value, known
from app.services.assess import Context, assess, load_context
from app.services.stages import (
    Calculated,
    answers_mark,
    as_history,
    lacking,
    move_on,
    reused_photos,
    stands_on,
    step_back,
)
from app.services.village import calculated
from app.store.village import VillageFile, create_village, open_village
from tests.store.helpers import BY
from tests.ui.houses import ANSWERS, edits


@pytest.fixture(scope="module")
def context() -> Context:
    return load_context(None)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[VillageFile]:
    with create_village(tmp_path / "v", "官道村", operator=BY) as opened:
        yield opened


def house(village: VillageFile, **answers: object) -> str:
    _home, dwelling = village.add_household(BY)
    village.commit(dwelling, edits({**ANSWERS, **answers}), operator=BY, label="house")
    return dwelling


def hang(village: VillageFile, dwelling: str, *slots: str, photo: str = "") -> list[str]:
    rows = []
    for slot in slots:
        row = new_id()
        told = {"@row": "photo", "PH01": photo or new_id() * 2, "PH02": slot}
        said = [Edit(field, known(value, Provenance.TOLD), row) for field, value in told.items()]
        village.commit(dwelling, said, operator=BY, label="photo")
        rows.append(row)
    return rows


def slots_lacking(village: VillageFile, dwelling: str, stage: str) -> list[str]:
    return [p.field for p in photo_problems(village.survey(dwelling), stage)]  # type: ignore[arg-type]


def test_the_front_is_asked_for_surveyed_and_three_more_for_assessed(village: VillageFile) -> None:
    dwelling = house(village)
    assert slots_lacking(village, dwelling, "surveyed") == ["P01"]
    assert slots_lacking(village, dwelling, "assessed") == ["P01", "P02", "P03", "P04"]
    hang(village, dwelling, "P01", "P03")
    assert slots_lacking(village, dwelling, "surveyed") == []
    assert slots_lacking(village, dwelling, "assessed") == ["P02", "P04"]


@pytest.mark.parametrize("answer", [{"M01": "C"}, {"M01": "D"}, {"M05": "obvious"}])
def test_a_dangerous_or_cracked_house_needs_two_photos_of_its_defects(
    village: VillageFile, answer: dict[str, str]
) -> None:
    dwelling = house(village, **answer)
    hang(village, dwelling, "P01", "P02", "P03", "P04", "P05")
    (problem,) = photo_problems(village.survey(dwelling), "assessed")
    assert problem.field == "P05" and "2" in problem.message.zh and "1" in problem.message.zh
    hang(village, dwelling, "P05")
    assert slots_lacking(village, dwelling, "assessed") == []


def test_a_house_moves_on_step_by_step_and_the_refusal_names_what_is_lacking(
    village: VillageFile, context: Context
) -> None:
    dwelling = house(village)
    with pytest.raises(RefusedError, match="Front with owner"):
        move_on(village, dwelling, "surveyed", context.catalogue.archetypes, BY)
    with pytest.raises(RefusedError):
        move_on(village, dwelling, "assessed", context.catalogue.archetypes, BY)
    rows = hang(village, dwelling, "P01")
    move_on(village, dwelling, "surveyed", context.catalogue.archetypes, BY)
    assert village.dwelling(dwelling).state == "surveyed"
    hang(village, dwelling, "P02", "P03", "P04")
    village.commit(dwelling, [Edit("@row", Value(), rows[0])], operator=BY, label="out")
    types = context.catalogue.archetypes
    assert [p.field for p in lacking(village, dwelling, "assessed", types)] == ["P01"]
    village.undo(dwelling, BY)
    with pytest.raises(RefusedError, match="calculated again"):
        move_on(village, dwelling, "assessed", types, BY)
    found = assessed(village, dwelling, context)
    move_on(village, dwelling, "assessed", types, BY, found)
    assert village.dwelling(dwelling).state == "assessed"


def assessed(village: VillageFile, dwelling: str, context: Context) -> Calculated:
    survey, values = village.survey(dwelling), village.village_values()
    return calculated(village, dwelling, assess(survey, values, context, quick=True))


def ready(village: VillageFile, context: Context, **answers: object) -> str:
    dwelling = house(village, **answers)
    hang(village, dwelling, "P01", "P02", "P03", "P04")
    move_on(village, dwelling, "surveyed", context.catalogue.archetypes, BY)
    return dwelling


def test_a_stage_keeps_who_when_and_on_what_it_rests(
    village: VillageFile, context: Context
) -> None:
    dwelling = ready(village, context)
    found = assessed(village, dwelling, context)
    move_on(village, dwelling, "assessed", context.catalogue.archetypes, "验收员", found)
    first, second = village.stage_steps(dwelling)
    assert (first.state, first.operator, second.state, second.operator) == (
        "surveyed", BY, "assessed", "验收员",
    )  # fmt: skip
    names = [item.partition("=")[0] for item in second.evidence]
    assert names == ["answers", "engine", "weather", "catalogue", "policy_pack", "result"]
    assert stands_on([first, second]) == answers_mark(village, dwelling)
    assert len(village.stage_steps(house(village))) == 0  # a new house has come to nothing yet


def test_an_assessment_of_other_answers_does_not_open_the_gate(
    village: VillageFile, context: Context
) -> None:
    dwelling = ready(village, context)
    found = assessed(village, dwelling, context)
    village.commit(dwelling, edits({"C03": 6.9}), operator=BY, label="later")
    with pytest.raises(RefusedError, match="calculated again"):
        move_on(village, dwelling, "assessed", context.catalogue.archetypes, BY, found)
    assert village.dwelling(dwelling).state == "surveyed"


def test_a_bill_of_2_4_times_keeps_a_house_from_assessed_until_it_is_confirmed(
    village: VillageFile, context: Context
) -> None:
    dwelling = ready(village, context)
    types = context.catalogue.archetypes
    found = replace(assessed(village, dwelling, context), ratio=2.4)
    with pytest.raises(RefusedError, match=r"2\.40 times"):
        move_on(village, dwelling, "assessed", types, BY, found)
    (problem,) = lacking(village, dwelling, "assessed", types, 2.4)
    assert (problem.code, problem.field, problem.confirmable) == ("X09", "K09", True)
    checked = Value(2.4, None, Provenance.DERIVED, "王芳", confirmed=True)
    village.commit(dwelling, [Edit("K09", checked)], operator="王芳", label="checked")
    move_on(village, dwelling, "assessed", types, BY, found)  # the confirmation changes no answer
    assert village.survey(dwelling).bills.ratio.operator == "王芳"


def test_one_step_back_needs_a_reason_and_keeps_it_for_good(
    village: VillageFile, context: Context
) -> None:
    dwelling = ready(village, context)
    with pytest.raises(RefusedError, match="Say why"):
        step_back(village, dwelling, "  ", BY)
    step_back(village, dwelling, " 北窗\n数错了 ", BY)
    assert village.dwelling(dwelling).state == "draft"
    with pytest.raises(RefusedError):
        step_back(village, dwelling, "再退", BY)
    assert village.undo(dwelling, BY) is not None  # the answers can be undone, the steps not
    first, second = village.stage_steps(dwelling)
    assert (second.state, second.reason) == ("draft", "北窗 数错了")
    village.rebuild_cache()
    assert village.stage_steps(dwelling) == [first, second]


def test_a_house_may_be_assessed_again_on_other_answers(
    village: VillageFile, context: Context
) -> None:
    dwelling = ready(village, context)
    types = context.catalogue.archetypes
    move_on(village, dwelling, "assessed", types, BY, assessed(village, dwelling, context))
    before = stands_on(village.stage_steps(dwelling))
    village.commit(dwelling, edits({"C03": 6.9}), operator=BY, label="later")
    assert before != answers_mark(village, dwelling)
    move_on(village, dwelling, "assessed", types, BY, assessed(village, dwelling, context))
    steps = village.stage_steps(dwelling)
    assert [step.state for step in steps] == ["surveyed", "assessed", "assessed"]
    assert stands_on(steps) == answers_mark(village, dwelling)


def test_a_stage_without_its_gate_is_the_history_of_a_practice_village_only(
    village: VillageFile, tmp_path: Path
) -> None:
    with pytest.raises(RefusedError, match="practice"):
        as_history(village, house(village), "surveyed", BY)
    with create_village(tmp_path / "p", "练习", practice=True, operator=BY) as practice:
        dwelling = house(practice)
        as_history(practice, dwelling, "surveyed", BY)
        assert practice.dwelling(dwelling).state == "surveyed"


def test_nothing_sets_a_state_but_the_gates() -> None:
    """Calls of ``set_state`` in the program: in the service with the gates alone."""
    root = Path(__file__).resolve().parents[2] / "app"
    callers = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("set_state", "write_step")
    }
    assert callers == {"services/stages.py", "store/village.py"}


def test_steps_of_two_machines_come_together_without_a_conflict_of_reasons(
    village: VillageFile, context: Context, tmp_path: Path
) -> None:
    dwelling = ready(village, context)
    (tmp_path / "other").mkdir()
    village.backup(tmp_path / "other" / "village.nuanfang")
    with open_village(tmp_path / "other", operator="王芳") as other:
        step_back(other, dwelling, "照片不清", "王芳")
        step_back(village, dwelling, "墙厚没量", BY)
        village.merge(other.changes())
    reasons = {step.reason for step in village.stage_steps(dwelling)}
    assert {"照片不清", "墙厚没量"} <= reasons
    assert {conflict.field for conflict in village.conflicts()} <= {"@state"}


def test_a_missing_answer_stops_the_survey_and_a_hard_error_the_assessment(
    village: VillageFile,
) -> None:
    incomplete = house(village)
    village.commit(incomplete, [Edit("A11", Value())], operator=BY, label="clear")
    hang(village, incomplete, "P01", "P02", "P03", "P04")
    survey = village.survey(incomplete)
    assert [p.field for p in gate(survey, check_survey(survey), "surveyed")] == ["A11"]
    wrong = house(village, C05=9.0)  # more heated bays than bays
    hang(village, wrong, "P01", "P02", "P03", "P04")
    survey = village.survey(wrong)
    assert gate(survey, check_survey(survey), "surveyed") == ()
    assert "X02" in {p.code for p in gate(survey, check_survey(survey), "assessed")}


def test_a_photo_in_two_houses_is_a_finding_in_both_naming_the_other(village: VillageFile) -> None:
    first, second = house(village), house(village)
    same = "ab" * 32
    (row,) = hang(village, first, "P01", photo=same)
    assert reused_photos(village) == {}
    hang(village, second, "P02", photo=same)
    found = reused_photos(village)
    assert set(found) == {first, second}
    assert reused_photos(village, first) == {first: found[first]}
    assert reused_photos(village, house(village)) != found
    (problem,) = found[first]
    assert (problem.code, problem.severity, problem.row) == ("X19", "soft", row)
    assert "0002" in problem.message.zh
