"""A window into which somebody types a paper form; prints what is entered, where, what is saved.

python -m tests.ui.typing_program VILLAGE DWELLING FORM
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QTimer

from app.model.change import Edit
from app.ui import application, current
from app.ui.application import Program, make_application
from app.ui.settings import SettingsKeeper
from tests.ui.form_typing import Typist, read_form


def until(done) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + 30
    while not done() and time.monotonic() < end:
        loop = QEventLoop()
        QTimer.singleShot(2, loop.quit)
        loop.exec()


def tell(what: str, *more: Any) -> None:
    print(json.dumps([what, *more]), flush=True)


def main() -> None:
    current.LIVE, application.PRELOAD = "tests.ui.light:refuse", "tests.ui.light:preload"
    make_application()
    village = Path(sys.argv[1])
    program = Program(SettingsKeeper(village.parent / "settings.json"))
    program.window.show()
    program.start(village)
    until(lambda: program.window.session is not None)
    program.window.open_house(sys.argv[2])
    page = program.window.page("entry")
    until(lambda: page.place[0] != "")
    program.window.activateWindow()
    session = program._session
    assert session is not None
    commit = session.commit

    def announced(dwelling: str, edits: list[Edit], label: str) -> None:
        tell("entered", [[edit.field, edit.row, edit.value.value] for edit in edits])
        commit(dwelling, edits, label)

    session.commit = announced  # type: ignore[method-assign, assignment]
    session.saved.connect(lambda _at: tell("saved"))

    remember = session.remember

    def announced_place(key: str, value: str) -> None:
        tell("at", value.split(" ")[1])
        remember(key, value)

    session.remember = announced_place  # type: ignore[method-assign]

    def rest(_seconds: float) -> None:
        end = time.monotonic() + 0.02
        until(lambda: time.monotonic() >= end)

    tell("begun")
    Typist(page, read_form(sys.argv[3]), rest).fill()
    until(lambda: session.unsaved == 0)
    tell("done")
    until(lambda: False)


if __name__ == "__main__":
    main()
