"""From draft to surveyed to assessed: nothing moves on while an answer or a photo is lacking."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import RefusedError
from app.i18n import language, set_language
from app.model.change import Edit
from app.model.ids import new_id
from app.model.survey import check_survey
from app.model.survey.gates import gate, photo_problems
from app.model.value import Provenance, Value, known
from app.services.assess import Context, load_context
from app.services.stages import lacking, move_on, reused_photos
from app.store.village import VillageFile, create_village
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
        move_on(village, dwelling, "surveyed", context, BY)
    with pytest.raises(RefusedError):
        move_on(village, dwelling, "assessed", context, BY)
    rows = hang(village, dwelling, "P01")
    move_on(village, dwelling, "surveyed", context, BY)
    assert village.dwelling(dwelling).state == "surveyed"
    hang(village, dwelling, "P02", "P03", "P04")
    village.commit(dwelling, [Edit("@row", Value(), rows[0])], operator=BY, label="out")
    assert [p.field for p in lacking(village, dwelling, "assessed", context)] == ["P01"]
    village.undo(dwelling, BY)
    move_on(village, dwelling, "assessed", context, BY)
    assert village.dwelling(dwelling).state == "assessed"


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
    (problem,) = found[first]
    assert (problem.code, problem.severity, problem.row) == ("X19", "soft", row)
    assert "0002" in problem.message.zh
