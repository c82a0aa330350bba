"""Photos travel with a data package: verified, sealed where they were, hostile files refused."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import AppError, FileError, ForeignFileError
from app.exchange.bundle import PACKAGE
from app.model.change import Edit
from app.model.ids import new_id
from app.model.survey.photos import PHOTO_ID, PHOTO_SLOT
from app.model.value import Provenance, known
from app.services import photo_travel
from app.services.assess import context_for
from app.services.importing import import_file
from app.services.photo_travel import copy_beside, photos_to_send
from app.services.photos import copy_photos, list_card
from app.services.publish import write_village_package
from app.store.village import VillageFile, create_village, open_village
from tests.pictures import photo

PASSWORD = "照片"
NOBODY: frozenset[str] = frozenset()


def silent(_share: float) -> None:
    return None


@pytest.fixture(params=["plain", "encrypted"])
def pair(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[VillageFile, VillageFile]]:
    """A village with three photos, of which a house shows two, and a copy from before them."""
    password = PASSWORD if request.param == "encrypted" else None
    with create_village(tmp_path / "a", "官道村", password=password, operator="李师傅") as made:
        made.add_household("李师傅")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    with (
        open_village(tmp_path / "a", password=password) as here,
        open_village(tmp_path / "b", password=password) as there,
    ):
        add_photos(here, tmp_path / "card")
        yield here, there


def add_photos(village: VillageFile, card: Path, *, originals: bool = False) -> None:
    for number in (1, 2, 3):
        photo(card / f"IMG_{number}.jpg", number)
    paths = [picture.path for picture in list_card(card, progress=silent)]
    album = village.album
    found = copy_photos(
        village.photos, paths, NOBODY, NOBODY, album.is_sealed, False, originals, progress=silent
    )
    album.add(found.photos)
    house = village.overview()[0].dwelling_id
    for item in found.photos[:2]:
        row = new_id()
        edits = [
            Edit(field, known(value, Provenance.TOLD), row)
            for field, value in (("@row", "photo"), (PHOTO_ID, item.id), (PHOTO_SLOT, "P01"))
        ]
        village.commit(house, edits, operator="李师傅", label="照片")


def package(village: VillageFile, folder: Path) -> Path:
    context = context_for(village.village_values())
    return write_village_package(village, folder, context, True, silent)


def test_photos_come_with_the_package_and_are_the_same(
    pair: tuple[VillageFile, VillageFile], tmp_path: Path
) -> None:
    here, there = pair
    held = photos_to_send(here)
    assert len(held.photos) == 2 and held.missing == ()
    path = package(here, tmp_path / "out")
    assert held.size < path.stat().st_size < held.size + 200_000
    done = import_file(there, path)
    assert "2" in done.sentence and done.warnings == ()
    for item in held.photos:
        assert there.album.data(item.id) == here.album.data(item.id)
    report = there.album.check()
    assert (report.checked, report.missing, report.damaged, report.unknown) == (2, (), (), ())
    again = import_file(there, path)
    assert again.warnings == () and len(there.album.photos()) == 2


def test_a_sealed_photo_lies_sealed_in_the_package_and_in_the_other_folder(
    pair: tuple[VillageFile, VillageFile], tmp_path: Path
) -> None:
    here, there = pair
    path = package(here, tmp_path / "out")
    import_file(there, path)
    jpegs = [here.album.data(item.id) for item in photos_to_send(here).photos]
    data = path.read_bytes()
    files = [file.read_bytes() for file in there.photos.rglob("*") if file.is_file()]
    for jpeg in jpegs:
        assert (jpeg in data) is not here.encrypted
        assert (jpeg in files) is not here.encrypted


def rewritten(path: Path, change: "dict[str, object]", photos: "dict[str, bytes] | None") -> None:
    """Write a package again with other entries, as somebody hostile would."""
    with zipfile.ZipFile(path) as archive:
        held = json.loads(archive.read(PACKAGE))
        files = {n: archive.read(n) for n in archive.namelist() if n != PACKAGE}
    held["photos"] = [{**item, **change} for item in held["photos"]]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(PACKAGE, json.dumps(held))
        for name, data in (files if photos is None else photos).items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    "change",
    [
        {"size": 5},
        {"size": 2_000_000_000},
        {"size": -1},
        {"source": "../../x"},
        {"key": "zz"},
        {"key": "00" * 72},
    ],
)
def test_a_photo_that_is_not_what_it_says_is_named_and_not_taken(
    pair: tuple[VillageFile, VillageFile], tmp_path: Path, change: dict[str, object]
) -> None:
    here, there = pair
    path = package(here, tmp_path / "out")
    rewritten(path, change, None)
    done = import_file(there, path)
    assert len(done.warnings) == 2 and there.album.photos() == []
    assert not [file for file in there.photos.rglob("*") if file.is_file()]


def test_other_bytes_under_the_name_of_a_photo_are_not_taken(
    pair: tuple[VillageFile, VillageFile], tmp_path: Path
) -> None:
    here, there = pair
    path = package(here, tmp_path / "out")
    held = photos_to_send(here).photos
    other = {f"photos/{item.id}": b"x" * item.size for item in held}
    rewritten(path, {}, other)
    assert len(import_file(there, path).warnings) == 2
    rewritten(path, {}, {})
    assert len(import_file(there, path).warnings) == 2
    assert there.album.photos() == []


def test_what_is_no_photo_of_ours_is_not_taken_though_its_hash_is_right(tmp_path: Path) -> None:
    with create_village(tmp_path / "a", "官道村", operator="李师傅") as village:
        village.add_household("李师傅")
        add_photos(village, tmp_path / "card")
        path = package(village, tmp_path / "out")
        evil = photo(tmp_path / "evil.jpg", 7, position=(39.1, 117.2)).read_bytes()
        name = hashlib.sha256(evil).hexdigest()
        rewritten(path, {"id": name, "size": len(evil)}, {f"photos/{name}": evil})
        house = village.overview()[0].dwelling_id
        row = new_id()
        edits = [
            Edit(field, known(value, Provenance.TOLD), row)
            for field, value in (("@row", "photo"), (PHOTO_ID, name), (PHOTO_SLOT, "P02"))
        ]
        village.commit(house, edits, operator="李师傅", label="照片")
        done = import_file(village, path)
        assert len(done.warnings) == 2 and village.album.photo(name) is None


def test_a_photo_that_no_house_shows_or_whose_family_withdrew_is_left_out(
    pair: tuple[VillageFile, VillageFile], tmp_path: Path
) -> None:
    here, there = pair
    path = package(here, tmp_path / "out")
    there.withdraw(there.overview()[0].household_id, "李师傅")
    assert import_file(there, path).warnings == ()
    assert there.album.photos() == [] and there.album.files.ids() == set()
    here.withdraw(here.overview()[0].household_id, "李师傅")
    assert photos_to_send(here).photos == ()


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 500, b"PK\x05\x06"])
def test_a_broken_archive_is_refused_whole(
    pair: tuple[VillageFile, VillageFile], tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    before = pair[1].changes()
    with pytest.raises(FileError):
        import_file(pair[1], path)
    assert pair[1].changes() == before


def test_another_village_is_refused(pair: tuple[VillageFile, VillageFile], tmp_path: Path) -> None:
    path = package(pair[0], tmp_path / "out")
    with (
        create_village(tmp_path / "c", "别的村", operator="王芳") as other,
        pytest.raises(ForeignFileError),
    ):
        import_file(other, path)


def test_without_room_nothing_is_begun(
    pair: tuple[VillageFile, VillageFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_travel, "_RESERVE", 10**18)
    with pytest.raises(AppError, match="MB"):
        package(pair[0], tmp_path / "out")
    assert not list(tmp_path.glob("out/*"))


def test_a_copy_elsewhere_takes_photos_and_originals_along(
    pair: tuple[VillageFile, VillageFile], tmp_path: Path
) -> None:
    here, _there = pair
    (tmp_path / "stick").mkdir()
    count, size, lacking = copy_beside(here.folder, tmp_path / "stick")
    assert (count, lacking) == (3, "") and size > 10_000
    for file in here.photos.rglob("*"):
        if file.is_file():
            there = tmp_path / "stick" / file.relative_to(here.folder)
            assert there.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_an_original_is_kept_when_asked_and_goes_when_the_family_withdraws(
    tmp_path: Path, password: str | None
) -> None:
    with create_village(tmp_path / "a", "官道村", password=password, operator="李") as village:
        village.add_household("李")
        add_photos(village, tmp_path / "card", originals=True)
        shown = photos_to_send(village).photos[0]
        original = village.album.original(shown.id)
        sources = [path.read_bytes() for path in (tmp_path / "card").iterdir()]
        assert original in sources and village.album.has_original(shown.id)
        files = [f.read_bytes() for f in (village.photos / "originals").rglob("*") if f.is_file()]
        assert len(files) == 3 and (original in files) is (password is None)
        damaged = village.album.files.original_path(shown.id, is_sealed=password is not None)
        damaged.write_bytes(damaged.read_bytes()[:-1])
        with pytest.raises(ForeignFileError):
            village.album.original(shown.id)
        village.withdraw(village.overview()[0].household_id, "李")
        assert not damaged.exists() and not village.album.has_original(shown.id)
