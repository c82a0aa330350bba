"""Every page in every look: names for those who cannot see, a ring where the cursor is."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollBar, QWidget

from app.i18n import set_language
from app.ui import look
from app.ui.application import Program
from app.ui.settings import Settings

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
    for key in ("plan", "sheet", "before_after", "roadmap", "design"):
        window.open_page(key)
        yield key
    for key in window.page("settings").sections:
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
    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)
    look.prepare(Settings(scale=130))
    assert os.environ.pop("QT_SCALE_FACTOR") == "1.30"
    look.prepare(Settings())
    assert "QT_SCALE_FACTOR" not in os.environ
    monkeypatch.setenv("QT_SCALE_FACTOR", "2")
    look.prepare(Settings(scale=115))
    assert os.environ["QT_SCALE_FACTOR"] == "2"


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
