"""From card to village: every picture accounted for, the card as it was, no half photo kept."""

import hashlib
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from app.errors import Cancelled, FileError
from app.model.change import Edit
from app.model.ids import new_id
from app.model.photo import Photo, Visit
from app.model.value import Provenance, known
from app.services import photos as service
from app.services.assess import load_context
from app.services.photos import copy_photos, house_of, houses_of, list_card, thumbnail_of
from app.services.publish import photos_to_print
from app.services.village import fingerprint as fingerprint_of
from app.store.village import VillageFile, create_village
from tests.pictures import heic, jpeg, photo

START = datetime(2026, 11, 20, 9)


def silent(_share: float) -> None:
    return None


@pytest.fixture(params=[None, "word"], ids=["plain", "encrypted"])
def village(request: pytest.FixtureRequest, tmp_path: Path) -> VillageFile:
    with create_village(
        tmp_path / "v", "官道村", password=request.param, operator="李师傅"
    ) as opened:
        yield opened


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A card with 12 photos, 3 of them twice, 5 that are no use, and things beside them."""
    folder = tmp_path / "card" / "DCIM"
    for number in range(12):
        at = START + timedelta(minutes=5 * number)
        photo(folder / f"IMG_{number:02}.jpg", number, at=at, position=(39.1, 117.2))
    for number in range(3):
        copy = folder / "copies" / f"copy_{number}.JPG"
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes((folder / f"IMG_{number:02}.jpg").read_bytes())
    heic(folder / "a.heic")
    (folder / "b.jpg").write_bytes(jpeg()[:3000])
    (folder / "c.png").write_bytes(b"no picture")
    (folder / "d.jpg").write_bytes(jpeg(1, (300, 200)))
    (folder / "e.webp").write_bytes(b"")
    (folder / "film.mp4").write_bytes(b"film")
    (folder / ".hidden.jpg").write_bytes(jpeg())
    return folder


def fingerprint(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        str(path): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def copy(
    village: VillageFile,
    folder: Path,
    progress: Callable[[float], None] = silent,
    *,
    with_position: bool = False,
) -> service.Copied:
    paths = [picture.path for picture in list_card(folder, progress=silent)]
    album = village.album
    return copy_photos(
        village.photos,
        paths,
        album.known(),
        frozenset(),
        album.is_sealed,
        with_position,
        progress=progress,
    )


def test_pictures_are_listed_by_time(card: Path) -> None:
    listed = list_card(card, progress=silent)
    assert len(listed) == 20
    assert [item.taken_at for item in listed] == sorted(item.taken_at for item in listed)
    first = next(item for item in listed if item.path.name == "IMG_00.jpg")
    assert first.taken_at == "2026-11-20T09:00:00"


def test_every_picture_is_copied_known_twice_or_refused_and_the_card_stays_as_it_was(
    village: VillageFile, card: Path
) -> None:
    before = fingerprint(card)
    outcome = copy(village, card)
    assert fingerprint(card) == before
    assert (len(outcome.photos), len(outcome.twins), len(outcome.refused)) == (12, 3, 5)
    for refused in outcome.refused:
        assert refused.path.name in refused.sentence
    assert village.album.add(outcome.photos) == 12
    found = village.album.check()
    assert (found.checked, found.missing, found.damaged, found.unknown) == (12, (), (), ())
    assert all(item.position == "" for item in village.album.photos())


def test_the_same_card_again_brings_nothing_new(village: VillageFile, card: Path) -> None:
    village.album.add(copy(village, card).photos)
    again = copy(village, card)
    assert (len(again.photos), len(again.known), len(again.twins)) == (0, 15, 0)


def test_the_place_is_kept_only_when_it_was_asked_for(village: VillageFile, card: Path) -> None:
    village.album.add(copy(village, card, with_position=True).photos)
    assert {item.position for item in village.album.photos()} == {"39.10000,117.20000"}


def test_what_was_copied_before_cancelling_counts(village: VillageFile, card: Path) -> None:
    def stop(share: float) -> None:
        if share >= 0.4:
            raise Cancelled

    outcome = copy(village, card, stop)
    assert outcome.cancelled and 0 < len(outcome.photos) < 12
    village.album.add(outcome.photos)
    assert village.album.check().unknown == ()
    village.album.add(copy(village, card).photos)
    assert village.album.check().checked == 12


def test_a_full_disk_ends_the_import_and_keeps_what_was_verified(
    village: VillageFile, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, written = Path.write_bytes, []

    def write(path: Path, data: bytes) -> int:
        if path.suffix == ".part":
            written.append(path)
            if len(written) > 4:
                raise OSError(28, "No space left on device")
        return whole(path, data)

    before = fingerprint(card)
    with monkeypatch.context() as small:
        small.setattr(Path, "write_bytes", write)
        outcome = copy(village, card)
    assert outcome.stopped and len(outcome.photos) == 4 and len(written) == 5
    village.album.add(outcome.photos)
    found = village.album.check()
    assert (found.checked, found.missing, found.damaged, found.unknown) == (4, (), (), ())
    assert not list(village.photos.rglob("*.part"))
    assert fingerprint(card) == before


def test_a_card_pulled_out_names_every_picture_it_did_not_give(
    village: VillageFile, card: Path
) -> None:
    paths = [picture.path for picture in list_card(card, progress=silent)]
    card.rename(card.with_name("gone"))
    outcome = copy_photos(
        village.photos,
        paths,
        frozenset(),
        frozenset(),
        village.encrypted,
        False,
        progress=silent,
    )
    assert len(outcome.refused) == len(paths) == 20
    with pytest.raises(FileError):
        list_card(card, progress=silent)


def test_a_link_on_a_stick_leads_nowhere(tmp_path: Path) -> None:
    secret = photo(tmp_path / "secret" / "x.jpg")
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "link.jpg").symlink_to(secret)
    (stick / "folder").symlink_to(secret.parent, target_is_directory=True)
    assert list_card(stick, progress=silent) == ()


@pytest.mark.parametrize("moment", [1, 3, 6])
def test_killed_in_the_middle_only_whole_photos_stay_and_the_next_import_ends_it(
    village: VillageFile, card: Path, moment: int
) -> None:
    sealed = village.encrypted
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from app.services.photos import copy_photos\n"
        "def slow(share):\n"
        "    print(share, flush=True)\n"
        "    time.sleep(0.02)\n"
        "paths = [Path(p) for p in sys.argv[3:]]\n"
        "none, sealed = frozenset(), sys.argv[2] == 'True'\n"
        "copy_photos(Path(sys.argv[1]), paths, none, none, sealed, False, progress=slow)\n"
    )
    paths = [str(item.path) for item in list_card(card, progress=silent)]
    before = fingerprint(card)
    with subprocess.Popen(
        [sys.executable, "-c", program, str(village.photos), str(sealed), *paths],
        stdout=subprocess.PIPE,
        text=True,
    ) as killed:
        assert killed.stdout is not None
        for _ in range(moment + 8):  # the useless ones come last, by the time of their files
            killed.stdout.readline()
        time.sleep(0.03)
        killed.send_signal(signal.SIGKILL)
    assert killed.returncode == -signal.SIGKILL
    assert village.album.photos() == []
    village.album.files.remove_parts()
    left = village.album.check()
    assert (left.missing, left.damaged) == ((), ()) and 0 < len(left.unknown) < 12
    for path in village.photos.rglob("*.jpg"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
    village.album.add(copy(village, card).photos)
    whole = village.album.check()
    assert (whole.checked, whole.missing, whole.damaged, whole.unknown) == (12, (), (), ())
    assert fingerprint(card) == before


def test_thumbnails_are_made_when_asked_and_smaller_than_the_photo(
    village: VillageFile, card: Path
) -> None:
    village.album.add(copy(village, card).photos)
    first = village.album.photos()[0]
    assert not (village.photos / "small").exists()
    small = thumbnail_of(village, first.id)
    assert 500 < len(small) < first.size
    os.utime(village.photos)
    assert thumbnail_of(village, first.id) == small


def visit(code: str, begin: str, end: str, day: str = "2026-11-20") -> Visit:
    return Visit(code * 32, code, "", f"{day}T{begin}", f"{day}T{end}")


VISITS = (
    visit("1", "09:00:00", "09:40:00"),
    visit("2", "10:10:00", "10:50:00"),
    visit("3", "15:00:00", "15:30:00"),
)


@pytest.mark.parametrize(
    ("at", "house"),
    [
        ("08:30:00", None),  # long before anybody was visited
        ("08:45:00", "1"),  # at the gate, before the first entry
        ("09:20:00", "1"),
        ("09:48:00", "1"),  # nearer to the end of the first than to the second
        ("10:02:00", "2"),
        ("10:10:00", "2"),
        ("11:20:00", "2"),
        ("12:30:00", None),  # noon
        ("15:10:00", "3"),
        ("18:00:00", None),
    ],
)
def test_a_picture_goes_to_the_house_that_was_surveyed_then(at: str, house: str | None) -> None:
    found = house_of(f"2026-11-20T{at}", VISITS)
    assert (found.code if found else None) == house


def test_pictures_of_other_days_or_without_time_are_proposed_to_nobody() -> None:
    times = (("a", ""), ("b", "2026-11-19T09:20:00"))
    photos = [Photo(c * 64, "", "", at, 1, 1, 1) for c, at in times]
    assert houses_of(photos, VISITS) == {}
    assert house_of("2026-11-20T09:20:00", ()) is None


def hang(village: VillageFile, dwelling: str, photo_id: str, slot: str) -> None:
    row = new_id()
    told = {"@row": "photo", "PH01": photo_id, "PH02": slot}
    edits = [Edit(field, known(value, Provenance.TOLD), row) for field, value in told.items()]
    village.commit(dwelling, edits, operator="李师傅", label="photo")


def test_the_sheet_gets_the_first_photo_of_each_slot_that_can_be_read(
    village: VillageFile, card: Path
) -> None:
    village.album.add(copy(village, card).photos)
    first, second, third, gone = (item.id for item in village.album.photos()[:4])
    _home, dwelling = village.add_household("李师傅")
    for photo_id, slot in ((first, "P01"), (second, "P01"), (third, "P03"), (gone, "P04")):
        hang(village, dwelling, photo_id, slot)
    village.album.files.remove(gone)
    printed = photos_to_print(village, village.survey(dwelling))
    assert set(printed) == {"P01", "P03"}
    front = Image.open(io.BytesIO(printed["P01"]))
    whole = Image.open(io.BytesIO(village.album.data(first)))
    assert max(front.size) == 720
    small, same = front.resize((8, 6)).getpixel((0, 5)), whole.resize((8, 6)).getpixel((0, 5))
    assert isinstance(small, tuple) and isinstance(same, tuple)
    assert all(abs(a - b) < 12 for a, b in zip(small, same, strict=True))


def test_a_photo_changes_no_result(village: VillageFile, card: Path) -> None:
    village.album.add(copy(village, card).photos)
    _home, dwelling = village.add_household("李师傅")
    context = load_context(None)
    before = fingerprint_of(village, dwelling, context)
    hang(village, dwelling, village.album.photos()[0].id, "P01")
    assert fingerprint_of(village, dwelling, context) == before


def test_a_card_of_300_gives_292_and_names_the_other_eight(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """T-20: five pictures are damaged, three are there twice."""
    folder = tmp_path / "card" / "DCIM"
    for number in range(292):
        at = START + timedelta(minutes=number)
        photo(folder / f"IMG_{number:03}.jpg", number, at=at, size=(800, 600))
    for number in range(3):
        (folder / f"twin_{number}.jpg").write_bytes((folder / f"IMG_{number:03}.jpg").read_bytes())
    for number in range(5):
        (folder / f"bad_{number}.jpg").write_bytes(jpeg(number)[:2500])
    before = fingerprint(folder)
    assert len(before) == 300
    with create_village(tmp_path / "v", "官道村", operator="李师傅") as village:
        outcome = copy(village, folder)
        assert (len(outcome.photos), len(outcome.twins), len(outcome.refused)) == (292, 3, 5)
        assert {item.path.name for item in outcome.refused} == {f"bad_{n}.jpg" for n in range(5)}
        assert village.album.add(outcome.photos) == 292
        found = village.album.check()  # every file is read again and hashed
        assert (found.checked, found.missing, found.damaged) == (292, (), ())
    assert fingerprint(folder) == before
