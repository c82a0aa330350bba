"""Every page in every look: names for those who cannot see, a ring where the cursor is."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from app.i18n import set_language
from app.ui import look, style
from app.ui.application import Program
from app.ui.settings import Settings
from app.ui.widgets.village_tables import PARTS

ROOT = Path(__file__).parents[2]


def views(program: Program) -> Iterator[str]:
    """Bring every page and part of a page to the front, one after the other."""
    window: Any = program.window
    window.open_page("start")
    yield "start"
    window.open_page("home")
    yield "home"
    window.open_page("households")
    yield "households"
    window.page("households").acts.correct()
    yield "households card"
    window.page("households").acts.close_card()
    window.open_page("entry")
    for letter in "ABCDEFGHIJKLMNQR":
        window.page("entry").open_section(letter)
        yield f"entry {letter}"
    for key in ("plan", "sheet", "before_after", "roadmap", "heating", "solar", "design"):
        window.open_page(key)
        yield key
    roadmap = window.page("roadmap")
    window.open_page("roadmap")
    roadmap.show_village(True)
    while roadmap.village.desk.busy:
        QTest.qWait(20)
    for part in PARTS:
        roadmap.village.choose_part(part)
        yield f"roadmap village {part}"
    roadmap.show_village(False)
    for key in window.page("settings").section_keys():
        window.open_settings(key)
        yield f"settings {key}"
    for part in window.page("help").parts:
        window.open_page("help")
        window.page("help").open_part(part)
        yield f"help {part}"


def reached(window: QWidget) -> list[QWidget]:
    """Return what Tab or a click gives the focus to."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollBar)
        and not widget.objectName().startswith("qt_")
    ]


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_every_control_of_every_page_has_a_name(qtbot, program, language) -> None:
    if language == "en":
        program.window.switch_language()
    nameless = set()
    for view in views(program):
        QApplication.processEvents()
        for widget in reached(program.window):
            if not name_of(widget).strip():
                nameless.add((view, type(widget).__name__, widget.objectName()))
    set_language("zh")
    assert sorted(nameless) == []


@pytest.mark.parametrize(
    "theme", ["contrast", *(pytest.param(t, marks=pytest.mark.long) for t in ("light", "dark"))]
)
def test_the_cursor_can_be_seen_wherever_it_is(qtbot, program, theme) -> None:
    window = program.window
    window.activateWindow()
    unseen = set()
    seen: set[tuple[str, str]] = set()
    try:
        window.change_theme(theme)
        for view in views(program):
            QApplication.processEvents()
            for widget in reached(window):
                kind = (type(widget).__name__, str(widget.property("role")))
                if kind in seen or (isinstance(widget, QLineEdit) and widget.isReadOnly()):
                    continue
                QApplication.focusWidget() and QApplication.focusWidget().clearFocus()
                before = widget.grab().toImage()
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                if not widget.hasFocus():
                    continue
                if isinstance(widget, QLineEdit):
                    widget.deselect()
                after = widget.grab().toImage()
                seen.add(kind)
                if before == after:
                    unseen.add((view, *kind))
    finally:
        window.change_theme("light")
    assert unseen == set()
    assert len(seen) > 8


def test_the_size_of_the_settings_multiplies_that_of_the_system(monkeypatch) -> None:
    monkeypatch.setenv("QT_SCALE_FACTOR", "1")  # so that it is as before afterwards
    monkeypatch.delenv("QT_SCALE_FACTOR")
    look.prepare(Settings(), 130)
    assert float(os.environ["QT_SCALE_FACTOR"]) == 1.3 and look.size_shown() == 130
    monkeypatch.setattr(look, "_OUTER", 2.0)
    look.prepare(Settings(), 115)
    assert float(os.environ["QT_SCALE_FACTOR"]) == 2.3 and look.size_shown() == 115


@pytest.mark.parametrize("factor", ["1", "1.25", "1.5", "2"])
def test_at_every_scale_of_the_system_the_window_has_the_same_layout(factor: str) -> None:
    words = (
        "from app.ui.application import make_application, Program\n"
        "from app.ui.settings import SettingsKeeper\n"
        "from pathlib import Path\n"
        "import tempfile\n"
        "a = make_application()\n"
        "p = Program(SettingsKeeper(Path(tempfile.mkdtemp()) / 's.json'))\n"
        "p.window.resize(1093, 552); p.window.show(); p.window.open_page('start')\n"
        "a.processEvents(); g = p.window.grab()\n"
        "print(p.window.width(), p.window.height(), g.width(), g.height())\n"
        "p.window.close(); p.close()\n"
    )
    environment = {**os.environ, "QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", words], env=environment, cwd=ROOT, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    wide, high, pixels, lines = map(int, done.stdout.split())
    assert (wide, high) == (1093, 552)
    assert (pixels, lines) == (
        pytest.approx(1093 * float(factor), abs=2),
        pytest.approx(552 * float(factor), abs=2),
    )


@pytest.mark.parametrize("theme", style.THEMES)
def test_a_box_that_is_not_ticked_can_be_seen(qtbot, program, theme) -> None:
    ground = QWidget()
    ground.setObjectName("page")
    box = QCheckBox("照片", ground)
    qtbot.addWidget(ground)
    box.resize(box.sizeHint())
    ground.resize(200, 60)
    try:
        program.window.change_theme(theme)
        image = ground.grab().toImage()
    finally:
        program.window.change_theme("light")
    middle = box.geometry().center().y()
    colours = {image.pixelColor(x, middle).name() for x in range(20)}
    assert len(colours) > 1  # not the ground alone
