"""Text at 130 % and English on a small screen (T-34): every page fits, no word is cut off."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableView,
    QWidget,
)

from app.model.survey import SECTIONS
from app.ui.application import Program
from app.ui.widgets.field_row import FieldRow
from tests.ui.test_look import views

SIZES = [(1050, 530), (1093, 552)]  # 1366 × 690 at 130 % and at 125 %


def cut_off(window: QWidget) -> Iterator[str]:
    """Yield the words that are wider than their place."""
    for part in window.findChildren(QWidget):
        if not part.isVisible():
            continue
        if isinstance(part, QLabel) and part.text() and not part.pixmap():
            if part.wordWrap():
                words = part.heightForWidth(part.width()) - part.height() > 4  # leading
            else:
                words = _width(part) > part.width() + 1
            if words and "/test_" not in part.text():  # the path of a village may be long
                yield part.text()
        elif isinstance(part, QAbstractButton) and part.text():
            if _width(part) > part.width() - 4 and "/test_" not in part.text():
                yield part.text()
        elif isinstance(part, QHeaderView):
            yield from _heads(part)


def _width(part: Any) -> int:
    """Return the width [px] of the words of a label or a button, marks of keys left out."""
    if isinstance(part, QLabel) and "<" in part.text():
        return int(part.sizeHint().width())
    lines = str(part.text()).replace("&", "").split("\n")
    return max(int(part.fontMetrics().horizontalAdvance(line)) for line in lines)


def _heads(head: QHeaderView) -> Iterator[str]:
    model, table = head.model(), head.parentWidget()
    if model is None or head.orientation() is not Qt.Orientation.Horizontal:
        return
    assert isinstance(table, QTableView)
    for section in range(model.columnCount()):
        text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        room = QRect(0, 0, head.sectionSize(section) - 9, 10_000)
        flags = Qt.TextFlag.TextWordWrap if head.property("wraps") else Qt.TextFlag(0)
        needed = head.fontMetrics().boundingRect(room, int(flags), text)
        wide = needed.width() > room.width() or needed.height() > head.height()
        if not head.isSectionHidden(section) and wide:
            yield f"head: {text}"


@pytest.mark.parametrize("size", SIZES)
def test_no_word_is_cut_off_and_every_section_fits_in_english_on_a_small_screen(
    qtbot: Any, program: Program, size: tuple[int, int]
) -> None:
    window: Any = program.window
    window.resize(*size)
    window.switch_language()
    found: dict[str, list[str]] = {}
    for view in views(program):
        QApplication.processEvents()
        assert (window.width(), window.height()) == size, view
        if words := sorted(set(cut_off(window))):
            found[view] = words
        assert all(
            area.horizontalScrollBar().maximum() == 0
            for area in window.findChildren(QScrollArea)
            if area.isVisible() and view != "sheet"
        ), view
    assert not found, "\n".join(f"{view}: {words}" for view, words in found.items())
    page = window.page("entry")
    window.open_page("entry")
    for section in SECTIONS:
        page.open_section(section.letter)
        qtbot.waitUntil(lambda: not page.area.verticalScrollBar().maximum())
        for row in page._page(section.letter).findChildren(FieldRow):
            assert row.label.heightForWidth(row.label.width()) <= row.height() + 4, row.spec.id
