"""A village file of schema 1 opens, shows what was entered, and can be worked on."""

import shutil
from pathlib import Path

import pytest

from app.model.survey import value_of
from app.model.value import Empty, Provenance
from app.store.village import VillageFile, open_village
from tests.old_files.make import OPERATOR, PASSWORD
from tests.store.helpers import enter, shown

HERE = Path(__file__).parent / "v1"


@pytest.fixture(params=["plain", "encrypted"])
def village(request: pytest.FixtureRequest, tmp_path: Path) -> VillageFile:
    shutil.copytree(HERE / request.param, tmp_path / "v")
    password = PASSWORD if request.param == "encrypted" else None
    with open_village(tmp_path / "v", password=password) as opened:
        yield opened


def test_the_register_is_there(village: VillageFile) -> None:
    first, second = village.overview()
    assert (village.name, village.village_values().code.value) == ("官道村", "120112101201")
    assert (first.code, first.head_name, first.group_door) == (
        "1201121012010001",
        "王建国",
        "三组27号",
    )
    assert (first.state, first.confidence, first.heated_area) == ("surveyed", 72, 59.9)
    assert (second.head_name, second.flags) == ("", ("withdrawn",))
    assert village.recovery is None and village.conflicts() == []


def test_the_survey_is_there(village: VillageFile) -> None:
    first, second = (row.dwelling_id for row in village.overview())
    survey = village.survey(first)
    assert [shown(village, first, f) for f in ("A06", "B04", "C02", "F04")] == [3, 1985, 13.2, 4]
    assert value_of(survey, "C02").provenance is Provenance.MEASURED
    assert value_of(survey, "A07").empty is Empty.UNKNOWN
    assert [window.count.value for window in survey.windows] == [4, 2]
    assert shown(village, second, "C02") == 9.9


def test_history_undo_and_results_are_there(village: VillageFile) -> None:
    first = village.overview()[0].dwelling_id
    assert "王芳" in {batch.operator for batch in village.history(first)}
    assert village.redo(first, OPERATOR) is not None and shown(village, first, "C02") == 14.0
    stored = village.latest_result(first, "assessment")
    assert stored is not None and stored.payload == b'{"schema": "x"}'
    assert village.recall("last") == "C02"


def test_it_can_be_worked_on(village: VillageFile) -> None:
    first = village.overview()[0].dwelling_id
    enter(village, first, A02="王建国二", C02=15.0)
    changes = village.changes()
    village.rebuild_cache()
    assert village.changes() == changes
    assert village.overview()[0].head_name == "王建国二"
