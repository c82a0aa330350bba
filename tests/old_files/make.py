"""Make the village files of the present schema for ``tests/old_files``.

Run once before a release that changes the schema: ``python -m tests.old_files.make``. Files of
a released schema are never made anew; delete the folder by hand before the release only.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from app.model.change import Edit
from app.model.ids import derived_id
from app.model.survey.photos import PHOTO_ID, PHOTO_SLOT
from app.model.value import Empty, Provenance, Value, known
from app.services.photos import copy_photos
from app.store.migrations import SCHEMA_VERSION
from app.store.opening import FILE_NAME
from app.store.village import VillageFile, create_village
from tests.pictures import photo

OPERATOR = "李师傅"
PASSWORD = "旧文件"
MEASURE = "W_EPS50"
OWN_PRICES = (
    '{"schema":"nuanfang-own-prices/1","prices":{"W_EPS50":{"low":80.0,"typical":95.0,'
    '"high":110.0,"source":"镇里统一采购合同","date":"2026-11-22"}}}'
)
"""How the releases before one value for each measure kept the village's prices."""


def main() -> None:
    home = Path(__file__).parent / f"v{SCHEMA_VERSION}"
    if home.exists():
        sys.exit(f"{home} exists; files of a released schema stay as they are.")
    for name, password in (("plain", None), ("encrypted", PASSWORD)):
        with create_village(home / name, "官道村", password=password, operator=OPERATOR) as village:
            _fill(village)
        shutil.rmtree(home / name / "photos" / "small", ignore_errors=True)
        print(home / name / FILE_NAME)


def _fill(village: VillageFile) -> None:
    """Enter a little of everything that a village file can hold."""
    village.commit_village([_edit("V01", "120112101201")], operator=OPERATOR, label="村代码")
    village.commit_village([_edit("V31", OWN_PRICES)], operator=OPERATOR, label="造价")
    _household, first = village.add_household(OPERATOR)
    village.commit(
        first,
        [
            _edit("A02", "王建国"),
            _edit("A05", "三组27号"),
            _edit("A06", 3),
            _edit("B04", 1985),
            _edit("C02", 13.2),
            _edit("F04", 4),
            Edit("A07", Value(empty=Empty.UNKNOWN)),
        ],
        operator=OPERATOR,
        label="录入",
    )
    row = derived_id(first, "side window")
    village.commit(
        first, [_edit("@row", "window", row), _edit("W05", 2, row)], operator="王芳", label="加窗"
    )
    _add_photo(village)
    village.commit(first, [_edit("C02", 14.0)], operator=OPERATOR, label="改面宽")
    village.undo(first, OPERATOR)
    village.set_state(first, "surveyed", OPERATOR)
    summary = {"confidence": 72, "heated_area": 59.9}
    village.save_result(first, "assessment", b'{"schema": "x"}', {"fingerprint": "f"}, summary)
    village.remember("last", "C02")
    second_household, second = village.add_household(OPERATOR)
    village.commit(second, [_edit("A02", "李四"), _edit("C02", 9.9)], operator=OPERATOR, label="")
    village.withdraw(second_household, OPERATOR)


def _add_photo(village: VillageFile) -> None:
    """Put a photo into the first slot of the first house."""
    house = village.overview()[0].dwelling_id
    with tempfile.TemporaryDirectory() as card:
        paths = [photo(Path(card) / "IMG_1.jpg", size=(800, 600))]
        place, sealed = village.album.files.folder, village.album.is_sealed
        nothing: frozenset[str] = frozenset()
        found = copy_photos(
            place, paths, nothing, nothing, sealed, False, progress=lambda _share: None
        )
    village.album.add(found.photos)
    row, photo_id = derived_id(house, "front photo"), found.photos[0].id
    edits = [_edit("@row", "photo", row), _edit(PHOTO_ID, photo_id, row)]
    village.commit(house, [*edits, _edit(PHOTO_SLOT, "P01", row)], operator=OPERATOR, label="照片")


def _edit(field: str, value: object, row: str = "") -> Edit:
    return Edit(field, known(value, Provenance.MEASURED), row)


if __name__ == "__main__":
    main()
