"""The page of photos, used as a person uses it: import, digits, drag, undo, large view."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.i18n import set_language
from app.model.change import Edit
from app.model.ids import new_id
from app.model.value import Provenance, Value
from app.services.photos import copy_photos
from app.ui.application import Program
from app.ui.pages.photos import PhotosPage
from app.ui.widgets import thumbnails as thumbnails_module
from app.ui.widgets.photo_list import MIME, PhotoList
from tests.pictures import heic, jpeg, photo

WAIT = 20_000


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """Four photos of yesterday, one with its place, and two files that are no use."""
    start = datetime.now().replace(microsecond=0) - timedelta(days=1)
    for number in range(4):
        place = (39.1083, 117.2) if number == 0 else None
        at = start + timedelta(minutes=number)
        photo(tmp_path / "DCIM" / f"IMG_{number}.jpg", number, at=at, position=place)
    heic(tmp_path / "DCIM" / "IMG_8.HEIC")
    (tmp_path / "DCIM" / "IMG_9.jpg").write_bytes(jpeg()[:2000])
    return tmp_path / "DCIM"


@pytest.fixture
def page(program: Program, qtbot: Any) -> PhotosPage:
    program.window.open_page("photos")
    found: PhotosPage = program.window.page("photos")
    qtbot.waitUntil(lambda: found._asked, timeout=WAIT)
    return found


def bring(page: PhotosPage, qtbot: Any, folder: Path, *, place: bool = False) -> None:
    """Import a folder by the keyboard, as far as the choice of the folder allows."""
    page.open_import()
    page.importer.list_folder(folder)
    qtbot.waitUntil(lambda: page.importer._step == "ready", timeout=WAIT)
    page.importer.with_position.setChecked(place)
    qtbot.keyClick(page.importer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.importer._step == "done", timeout=WAIT)
    qtbot.waitUntil(lambda: len(page.album.photos) == 4, timeout=WAIT)


@pytest.fixture
def full(page: PhotosPage, qtbot: Any, card: Path) -> PhotosPage:
    """The page with four free photos, brought without the process that imports."""
    session = page.frame.session
    assert session is not None
    paths, none = sorted(card.iterdir()), frozenset[str]()
    folder = session.village.photos
    copied = copy_photos(folder, paths, none, none, False, False, progress=lambda _share: None)
    session.village.album.add(copied.photos)
    page.reload()
    qtbot.waitUntil(lambda: len(page.tray.photos.items) == 4, timeout=WAIT)
    page.tray.setFocus()
    return page


def slot(page: PhotosPage, name: str) -> PhotoList:
    return page.slots.cards[name].list


def held(page: PhotosPage, name: str) -> int:
    return len(slot(page, name).photos.items)


def stored(program: Program) -> list[str]:
    session = program.window.session
    assert session is not None
    session.drain()
    survey = session.village.survey(program.window.current.dwelling_id)
    return sorted(str(row.slot.value) for row in survey.photos)


def test_a_village_without_photos_says_what_to_do_and_what_is_lacking(page: PhotosPage) -> None:
    assert "Ctrl+I" in page.empty.text()
    assert "1 房子正面" in page.stages[0].text()
    assert "4 取暖设备" in page.stages[1].text()


def test_a_card_is_listed_by_day_copied_and_every_bad_file_named(
    page: PhotosPage, qtbot: Any, card: Path
) -> None:
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in card.iterdir()}
    page.open_import()
    page.importer.list_folder(card)
    qtbot.waitUntil(lambda: page.importer._step == "ready", timeout=WAIT)
    days = [page.importer.list.item(n).text() for n in range(page.importer.list.count())]
    assert sum(int(day.split()[-2]) for day in days) == 6
    bring(page, qtbot, card)
    assert "拷贝并核对 4 张" in page.importer.words.text()
    told = page.importer.result.toPlainText()
    assert "IMG_8.HEIC" in told and "设置" in told and "IMG_9.jpg" in told
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in card.iterdir()} == before
    qtbot.keyClick(page.importer, Qt.Key.Key_Escape)
    assert len(page.tray.photos.items) == 4


def test_the_same_card_again_brings_nothing_new(full: PhotosPage, qtbot: Any, card: Path) -> None:
    bring(full, qtbot, card)
    assert "早已有 4 张" in full.importer.words.text()
    assert len(full.tray.photos.items) == 4


def test_an_import_can_be_stopped_and_what_was_copied_stays(
    page: PhotosPage, qtbot: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    for number in range(40):
        photo(folder / f"{number}.jpg", number)
    page.open_import()
    page.importer.list_folder(folder)
    qtbot.waitUntil(lambda: page.importer._step == "ready", timeout=WAIT)
    page.importer.copy_chosen()
    qtbot.waitUntil(lambda: len(page.album.photos) >= 8, timeout=WAIT)
    qtbot.keyClick(page.importer, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.importer._step == "done", timeout=WAIT)
    assert "已停下" in page.importer.words.text()
    session = page.frame.session
    assert session is not None
    found = session.village.album.check()
    assert 8 <= found.checked < 40 and found.unknown == () and found.damaged == ()


def test_a_card_that_is_not_there_is_said_on_the_page(
    page: PhotosPage, qtbot: Any, tmp_path: Path
) -> None:
    page.open_import()
    page.importer.list_folder(tmp_path / "no such card")
    qtbot.waitUntil(lambda: "读不出来" in page.importer.words.text(), timeout=WAIT)


def test_a_digit_puts_the_chosen_photo_into_its_slot_and_undo_takes_it_back(
    full: PhotosPage, qtbot: Any, program: Program
) -> None:
    full.tray.go_to(0)
    qtbot.keyClick(full.tray, Qt.Key.Key_1)
    assert (held(full, "P01"), len(full.tray.photos.items)) == (1, 3)
    assert stored(program) == ["P01"]
    assert full.stages[0].text().startswith("✓")
    qtbot.keyClick(full.tray, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: held(full, "P01") == 0, timeout=WAIT)
    assert len(full.tray.photos.items) == 4 and stored(program) == []
    qtbot.keyClick(full.tray, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: held(full, "P01") == 1, timeout=WAIT)
    assert stored(program) == ["P01"]


def test_several_chosen_photos_go_together_and_come_back_with_one_undo(
    full: PhotosPage, qtbot: Any, program: Program
) -> None:
    qtbot.keyClick(full.tray, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(full.tray, Qt.Key.Key_5)
    assert held(full, "P05") == 4 and stored(program) == ["P05"] * 4
    assert "都分好了" in full.empty.text()
    program.window.current.house.undo()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: held(full, "P05") == 0, timeout=WAIT)


def test_in_a_slot_a_digit_moves_and_del_takes_out(
    full: PhotosPage, qtbot: Any, program: Program
) -> None:
    full.tray.go_to(0)
    qtbot.keyClick(full.tray, Qt.Key.Key_1)
    slot(full, "P01").go_to(0)
    qtbot.keyClick(slot(full, "P01"), Qt.Key.Key_2)
    assert stored(program) == ["P02"]
    slot(full, "P02").go_to(0)
    qtbot.keyClick(slot(full, "P02"), Qt.Key.Key_Delete)
    assert stored(program) == [] and len(full.tray.photos.items) == 4


def drop(source: PhotoList, target: PhotoList) -> None:
    data: QMimeData = source.photos.mimeData([source.photos.index(0)])
    assert data.hasFormat(MIME)
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    target.dropEvent(event)


def test_photos_are_dragged_into_slots_between_them_and_out_again(
    full: PhotosPage, program: Program
) -> None:
    drop(full.tray, slot(full, "P03"))
    assert stored(program) == ["P03"]
    drop(slot(full, "P03"), slot(full, "P04"))
    assert stored(program) == ["P04"]
    drop(slot(full, "P04"), full.tray)
    assert stored(program) == []


def test_a_slot_holds_ten_photos_and_says_so(full: PhotosPage, program: Program) -> None:
    house = program.window.current.house
    assert house is not None
    for _ in range(10):
        row = new_id()
        told = {"@row": "photo", "PH01": new_id() * 2, "PH02": "P06"}
        edits = [Edit(f, Value(v, None, Provenance.TOLD), row) for f, v in told.items()]
        house.apply(edits, "photo")
    full.tray.go_to(0)
    full.put(full.tray.chosen(), 6)
    assert held(full, "P06") == 10
    assert "10" in program.window.notices.findChildren(QLabel)[0].text()


def test_a_photo_is_seen_large_captioned_and_left_by_the_keyboard(
    full: PhotosPage, qtbot: Any, program: Program
) -> None:
    full.tray.go_to(0)
    qtbot.keyClick(full.tray, Qt.Key.Key_1)
    slot(full, "P01").go_to(0)
    qtbot.keyClick(slot(full, "P01"), Qt.Key.Key_F2)
    viewer = full.viewer
    qtbot.waitUntil(lambda: not viewer.picture.image.isNull(), timeout=WAIT)
    assert viewer.picture.image.width() == 1200
    viewer.caption.setText("王建国站屋前")
    qtbot.keyClick(viewer.caption, Qt.Key.Key_Return)
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert full.right.currentIndex() == 0
    session = program.window.session
    assert session is not None
    session.drain()
    (row,) = session.village.survey(program.window.current.dwelling_id).photos
    assert row.caption.value == "王建国站屋前"


def test_in_the_large_view_digits_work_through_the_tray(full: PhotosPage, qtbot: Any) -> None:
    full.tray.go_to(0)
    qtbot.keyClick(full.tray, Qt.Key.Key_Space)
    qtbot.keyClick(full.viewer, Qt.Key.Key_Right)
    for digit in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        qtbot.keyClick(full.viewer, digit)
    assert [held(full, f"P0{n}") for n in range(1, 5)] == [1, 1, 1, 1]
    assert all(stage.text().startswith("✓") for stage in full.stages)
    assert full.right.currentIndex() == 0


def test_the_place_of_a_photo_fills_the_coordinates_once_when_it_was_wanted(
    page: PhotosPage, qtbot: Any, card: Path, program: Program
) -> None:
    bring(page, qtbot, card, place=True)
    qtbot.keyClick(page.importer, Qt.Key.Key_Escape)
    page.tray.go_to(0)
    page.open_photo(page.tray.present())
    assert page.viewer.use_position.isVisible()
    page.viewer.use_position.click()
    house = program.window.current.house
    assert house is not None and house.stored("B14").value == "39.10830,117.20000"
    qtbot.waitUntil(
        lambda: not any(item.position for item in page.album.photos.values()), timeout=WAIT
    )


def test_a_photo_that_another_house_shows_is_named(
    full: PhotosPage, qtbot: Any, program: Program
) -> None:
    session = program.window.session
    assert session is not None
    _home, other = session.village.add_household("李师傅")
    full.tray.go_to(0)
    photo_id = full.tray.chosen()[0].photo
    qtbot.keyClick(full.tray, Qt.Key.Key_1)
    row = new_id()
    told = {"@row": "photo", "PH01": photo_id, "PH02": "P01"}
    edits = [Edit(f, Value(v, None, Provenance.TOLD), row) for f, v in told.items()]
    session.village.commit(other, edits, operator="李师傅", label="photo")
    full.reload()
    tip = Qt.ItemDataRole.ToolTipRole
    model = slot(full, "P01").photos
    qtbot.waitUntil(lambda: "0002" in str(model.data(model.index(0), tip)), timeout=WAIT)


def test_unwanted_photos_are_put_aside_and_brought_back(full: PhotosPage, qtbot: Any) -> None:
    full.tray.go_to(0)
    qtbot.keyClick(full.tray, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(full.tray.photos.items) == 3, timeout=WAIT)
    full.chips["aside"].click()
    assert len(full.tray.photos.items) == 1
    full.tray.go_to(0)
    qtbot.keyClick(full.tray, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(full.tray.photos.items) == 4, timeout=WAIT)


def test_few_thumbnails_are_in_memory_however_many_photos_there_are(
    full: PhotosPage, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnails_module, "_HELD", 2)
    full.thumbnails.forget()
    for item in list(full.tray.photos.items):
        with qtbot.waitSignal(full.thumbnails.ready, timeout=WAIT):
            full.thumbnails.get(item.photo)
        assert full.thumbnails.held <= 2


def test_a_photo_whose_file_is_gone_says_so_and_breaks_nothing(
    full: PhotosPage, qtbot: Any
) -> None:
    session = full.frame.session
    assert session is not None
    first = full.tray.photos.items[0]
    session.village.album.files.remove(first.photo)
    full.thumbnails.forget()
    full.thumbnails.get(first.photo)
    qtbot.waitUntil(lambda: first.photo in full.thumbnails.refused, timeout=WAIT)
    full.open_photo(first)
    qtbot.waitUntil(lambda: "不在这台电脑上" in full.viewer.picture.words, timeout=WAIT)


@pytest.mark.parametrize("size", [(1366, 690), (1093, 552)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_word_on_the_page_is_cut(
    make_program: Callable[..., Program],
    program: Program,
    qtbot: Any,
    size: tuple[int, int],
    language: Any,
) -> None:
    window = program.window
    window.resize(*size)
    house = window.current.house
    assert house is not None
    house.enter("M05", "obvious")  # asks for most photos
    set_language(language)
    window.retranslate()
    window.open_page("photos")
    page: PhotosPage = window.page("photos")
    qtbot.waitUntil(lambda: page._asked, timeout=WAIT)
    for shown in (0, 2):
        page.right.setCurrentIndex(shown)
        QApplication.processEvents()
        for kind in (QLabel, QPushButton):
            for part in page.findChildren(kind):
                if part.isVisible() and part.text() and not _wraps(part):
                    assert part.width() >= part.sizeHint().width() - 1, part.text()
                elif part.isVisible() and part.text():
                    assert part.height() >= part.heightForWidth(part.width()) - 1, part.text()


def _wraps(part: Any) -> bool:
    return isinstance(part, QLabel) and part.wordWrap()


def test_a_village_for_reading_only_shows_photos_and_takes_none(
    full: PhotosPage, qtbot: Any, program: Program
) -> None:
    session = program.window.session
    assert session is not None
    session.drain()
    session.village.read_only = True
    full.tray.go_to(0)
    qtbot.keyClick(full.tray, Qt.Key.Key_1)
    full.open_import()
    assert held(full, "P01") == 0 and full.right.currentWidget() is not full.importer
    session.village.read_only = False
