"""Village files of every schema open, show what was entered, and can be worked on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model.survey import value_of
from app.model.value import Empty, Provenance
from app.services.own_figures import own_prices, price_edit
from app.store.catalogue import load_catalogue
from app.store.village import VillageFile, open_village
from tests.old_files.make import MEASURE, OPERATOR, PASSWORD
from tests.store.helpers import enter, shown

HERE = Path(__file__).parent


def opened(old: Path, folder: Path) -> VillageFile:
    shutil.copytree(old, folder)
    return open_village(folder, password=PASSWORD if old.name == "encrypted" else None)


@pytest.fixture(params=["v1/plain", "v1/encrypted", "v2/plain", "v2/encrypted"])
def village(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VillageFile]:
    with opened(HERE / request.param, tmp_path / "v") as found:
        yield found


@pytest.fixture(params=["v2/plain", "v2/encrypted"])
def later(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VillageFile]:
    with opened(HERE / request.param, tmp_path / "v") as found:
        yield found


def test_prices_and_photos_of_schema_2_are_there(later: VillageFile) -> None:
    price = own_prices(later.village_values())[MEASURE]
    assert (price.typical, price.source, price.date) == (95.0, "镇里统一采购合同", "2026-11-22")
    edit = price_edit(later.village_values(), load_catalogue(), MEASURE, None)
    later.commit_village([edit], operator=OPERATOR, label="造价")
    assert own_prices(later.village_values()) == {}
    later.undo(later.id, OPERATOR)
    assert MEASURE in own_prices(later.village_values())
    (row,) = later.survey(later.overview()[0].dwelling_id).photos
    assert row.slot.value == "P01"
    assert later.album.data(str(row.photo.value)).startswith(b"\xff\xd8")


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
