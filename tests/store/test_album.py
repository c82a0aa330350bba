"""Photos in the village: files that are what their name says, rows that can be undone."""

import hashlib
import os
from pathlib import Path

import pytest

from app.errors import FileError, ForeignFileError, NotFoundError, RefusedError
from app.model.change import Edit
from app.model.ids import new_id
from app.model.photo import Photo
from app.model.value import Provenance, Value, known
from app.store.personal import new_key
from app.store.photo_files import PhotoFiles
from app.store.village import VillageFile, open_village
from tests.pictures import jpeg
from tests.store.helpers import BY, edit, enter

SMALL = b"small"


def put(village: VillageFile, number: int = 1, at: str = "2026-11-20T09:00:00") -> str:
    """Bring a photo into the folder as an import does, and return its id."""
    data = jpeg(number)
    photo_id = hashlib.sha256(data).hexdigest()
    key = new_key() if village.encrypted else b""
    village.album.files.write(photo_id, data, key)
    source = hashlib.sha256(b"source" + data).hexdigest()
    name = f"IMG_{number}.jpg"
    village.album.add([Photo(photo_id, source, name, at, 1200, 900, len(data), "39,117", key)])
    return photo_id


def hang(village: VillageFile, dwelling: str, photo_id: str, slot: str = "P01") -> str:
    """Put a photo into a slot of a house and return its row."""
    row = new_id()
    edits = [Edit("@row", known("photo", Provenance.TOLD), row), edit("PH01", photo_id, row)]
    village.commit(dwelling, [*edits, edit("PH02", slot, row)], operator=BY, label="photo")
    return row


def files(village: VillageFile) -> list[Path]:
    return sorted(path for path in village.photos.rglob("*") if path.is_file())


def test_a_photo_comes_back_as_it_was_put(village: VillageFile) -> None:
    photo_id = put(village)
    assert village.album.data(photo_id) == jpeg()
    assert [photo.id for photo in village.album.photos()] == [photo_id]
    (path,) = files(village)
    assert path.parent.name == photo_id[:2] and path.stem == photo_id


def test_with_a_password_neither_photo_nor_thumbnail_can_be_seen_in_the_folder(
    village: VillageFile,
) -> None:
    photo_id = put(village)
    assert village.album.thumbnail(photo_id, lambda _data: SMALL) == SMALL
    written = b"".join(path.read_bytes() for path in files(village))
    assert len(files(village)) == 2
    assert (jpeg() in written) is not village.encrypted
    assert (SMALL in written) is not village.encrypted


def test_a_thumbnail_is_made_once_and_again_when_its_file_is_gone(village: VillageFile) -> None:
    photo_id, made = put(village), []

    def make(data: bytes) -> bytes:
        made.append(data)
        return SMALL

    for _ in range(3):
        assert village.album.thumbnail(photo_id, make) == SMALL
    assert made == [jpeg()]
    for path in files(village):
        if "small" in path.parts:
            path.unlink()
    assert village.album.thumbnail(photo_id, make) == SMALL
    assert len(made) == 2


def test_a_photo_in_a_slot_is_free_no_longer_and_undo_frees_it(village: VillageFile) -> None:
    _home, dwelling = village.add_household(BY)
    first, second = put(village, 1), put(village, 2)
    row = hang(village, dwelling, first)
    assert [photo.id for photo in village.album.free()] == [second]
    (shown,) = village.survey(dwelling).photos
    assert (shown.photo.value, shown.slot.value) == (first, "P01")
    village.undo(dwelling, BY)
    assert village.survey(dwelling).photos == ()
    assert {photo.id for photo in village.album.free()} == {first, second}
    village.redo(dwelling, BY)
    village.commit(dwelling, [Edit("@row", Value(), row)], operator=BY, label="removed")
    assert village.album.uses() == {}
    village.undo(dwelling, BY)
    assert [use.row for use in village.album.uses()[first]] == [row]


def test_a_photo_used_by_two_houses_names_both(village: VillageFile) -> None:
    homes = [village.add_household(BY)[1] for _ in range(2)]
    photo_id = put(village)
    for home in homes:
        hang(village, home, photo_id)
    assert [use.code for use in village.album.uses()[photo_id]] == ["0001", "0002"]


def test_one_set_aside_is_marked_and_its_file_stays(village: VillageFile) -> None:
    photo_id = put(village)
    for aside in (True, False):
        village.album.set_aside([photo_id], aside=aside)
        assert [photo.aside for photo in village.album.free()] == [aside]
        assert village.album.data(photo_id) == jpeg()


def test_withdrawal_destroys_the_photos_of_the_household_and_no_others(
    village: VillageFile,
) -> None:
    (home, dwelling), (_other, neighbour) = village.add_household(BY), village.add_household(BY)
    mine, removed, theirs, free, mistaken = (put(village, number) for number in range(5))
    hang(village, dwelling, mine)
    for photo_id in (removed, mistaken):
        row = hang(village, dwelling, photo_id)
        village.commit(dwelling, [Edit("@row", Value(), row)], operator=BY, label="removed")
    hang(village, neighbour, theirs)
    hang(village, neighbour, mistaken)
    village.album.thumbnail(mine, lambda _data: SMALL)
    village.withdraw(home, BY)
    for gone in (mine, removed):
        assert village.album.photo(gone) is None
        with pytest.raises(NotFoundError):
            village.album.data(gone)
        assert not [path for path in files(village) if path.stem == gone]
    for kept in (theirs, free, mistaken):
        assert village.album.data(kept)
    village.rebuild_cache()
    assert village.album.data(mistaken)
    with pytest.raises(RefusedError):
        hang(village, dwelling, free)


def test_a_photo_of_a_withdrawn_household_does_not_come_back(village: VillageFile) -> None:
    home, dwelling = village.add_household(BY)
    photo_id = put(village)
    hang(village, dwelling, photo_id)
    village.withdraw(home, BY)
    assert put(village) == photo_id
    assert village.album.photos() == [] and files(village) == []


def test_a_sealed_file_kept_elsewhere_cannot_be_opened_after_withdrawal(
    tmp_path: Path,
) -> None:
    from app.store.village import create_village

    with create_village(tmp_path / "v", "官道村", password="word", operator=BY) as village:
        home, dwelling = village.add_household(BY)
        photo_id = put(village)
        hang(village, dwelling, photo_id)
        (path,) = files(village)
        stolen = path.read_bytes()
        village.withdraw(home, BY)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(stolen)
    with open_village(tmp_path / "v", password="word") as village:
        with pytest.raises(NotFoundError):
            village.album.data(photo_id)
        assert not path.exists()  # opening finished what the withdrawal began


@pytest.mark.parametrize("harm", ["cut", "changed", "swapped", "huge"])
def test_a_damaged_file_is_named_and_may_be_imported_again(village: VillageFile, harm: str) -> None:
    photo_id = put(village)
    (path,) = files(village)
    data = bytearray(path.read_bytes())
    if harm == "cut":
        del data[len(data) // 2 :]
    elif harm == "changed":
        data[len(data) // 2] ^= 1
    elif harm == "huge":
        data = bytearray(30_000_000)
    else:
        data = bytearray(jpeg(7))
    path.write_bytes(data)
    with pytest.raises(ForeignFileError, match=photo_id):
        village.album.data(photo_id)
    assert village.album.check().damaged == (photo_id,)
    assert photo_id not in village.album.known()
    assert put(village) == photo_id
    assert village.album.data(photo_id) == jpeg() and photo_id in village.album.known()


def test_looking_at_all_photos_tells_missing_and_unknown_ones(village: VillageFile) -> None:
    here, gone = put(village, 1), put(village, 2)
    village.album.files.remove(gone)
    stray = hashlib.sha256(jpeg(3)).hexdigest()
    village.album.files.write(stray, jpeg(3), b"")
    _home, dwelling = village.add_household(BY)
    elsewhere = "0" * 64
    hang(village, dwelling, elsewhere)
    found = village.album.check()
    assert (found.checked, found.damaged) == (1, ())
    assert found.missing == tuple(sorted((gone, elsewhere)))
    assert found.unknown == (stray,)
    assert village.album.known() >= {here} and gone not in village.album.known()


@pytest.mark.parametrize("evil", ["../../village.nuanfang", "A" * 64, "", "x", "0" * 63 + "/"])
def test_a_forged_photo_id_reaches_no_file(village: VillageFile, evil: str) -> None:
    _home, dwelling = village.add_household(BY)
    hang(village, dwelling, evil)
    for read in (village.album.data, village.album.files.remove):
        with pytest.raises(NotFoundError):
            read(evil)
    village.album.check()


def test_a_full_disk_leaves_no_part_and_says_so(
    village: VillageFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as small:
        small.setattr(os, "fsync", full)
        with pytest.raises(FileError, match="abababab"):
            village.album.files.write("ab" * 32, jpeg(), b"")
    assert files(village) == []


def test_a_disk_that_gives_back_something_else_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    album = PhotoFiles(tmp_path)
    whole = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda path, data: whole(path, data[:-9] + b"0" * 9))
    with pytest.raises(FileError):
        album.write(hashlib.sha256(jpeg()).hexdigest(), jpeg(), b"")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_captions_are_personal_and_slots_are_not(village: VillageFile) -> None:
    _home, dwelling = village.add_household(BY)
    row = hang(village, dwelling, put(village))
    village.commit(dwelling, [edit("PH03", "王建国站屋前", row)], operator=BY, label="caption")
    raw = village._read(lambda core: core.db.execute("SELECT field, value FROM change").fetchall())
    assert ("PH02", '"P01"') in raw and ("PH03", None) in raw
    assert village.survey(dwelling).photos[0].caption.value == "王建国站屋前"


def test_visits_are_told_by_house_and_local_day(village: VillageFile) -> None:
    homes = [village.add_household(BY)[1] for _ in range(2)]
    for home in homes:
        enter(village, home, C01=5)
    hang(village, homes[0], put(village))
    visits = village.album.visits(480)
    assert {visit.dwelling_id for visit in visits} == set(homes)
    assert all(visit.begin <= visit.end for visit in visits)
    utc = village.album.visits(0)[0].begin
    assert (int(visits[0].begin[11:13]) - int(utc[11:13])) % 24 == 8
