"""A window in which somebody types wall thicknesses for ever; prints each that is saved.

python -m tests.ui.typing_program VILLAGE DWELLING
"""

import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui import application, current
from app.ui.application import Program, make_application
from app.ui.settings import SettingsKeeper


def until(done) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + 30
    while not done() and time.monotonic() < end:
        loop = QEventLoop()
        QTimer.singleShot(2, loop.quit)
        loop.exec()


def main() -> None:
    current.LIVE, application.PRELOAD = "tests.ui.light:refuse", "tests.ui.light:preload"
    make_application()
    village = Path(sys.argv[1])
    program = Program(SettingsKeeper(village.parent / "settings.json"))
    program.window.show()
    program.start(village)
    until(lambda: program.window.session is not None)
    program.window.open_house(sys.argv[2], "D02")
    page = program.window.page("entry")
    until(lambda: page._at[0] == "D02")
    for thickness in range(300, 900):
        page.go_to("D02")
        QTest.keyClicks(QApplication.focusWidget(), str(thickness))
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        until(lambda: program.window.session.unsaved == 0)
        print(thickness, flush=True)


if __name__ == "__main__":
    main()
