"""A window that is given another size while it is open; run by ``test_sizes``.

    python -m tests.ui.resizing SETTINGS VILLAGE

Prints what stood there in each size.
"""

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={sys.argv[3]}"

from PySide6.QtCore import QTimer

from app.ui import application, current, look, settings
from app.ui.application import Program, run_window

STEPS = [130, 200, 100]


class Watched(Program):
    """Tells where it came out, then asks for the next size."""

    def start(self, path, place=None):  # type: ignore[no-untyped-def]
        self.ready.connect(lambda: QTimer.singleShot(0, self._go_on))
        super().start(path, place)

    def _go_on(self) -> None:
        window = self.window
        if len(STEPS) < 3:
            self._choose()
        elif window.page("households").table.rows:
            window.open_house(window.page("households").table.rows[0].dwelling_id)
            self._choose()
        else:
            window.open_page("households")
            QTimer.singleShot(200, self._go_on)

    def _choose(self) -> None:
        wanted = "settings" if len(STEPS) < 3 else "entry"
        if not self.window.current.dwelling_id or self.window.present().key != wanted:
            QTimer.singleShot(100, self._choose)
            return
        self._tell()
        if not STEPS:
            self.window.close()
            return
        self.window.open_settings("display")
        chip = self.window.page("settings").section("display").scale[str(STEPS.pop(0))]
        if chip.isEnabled():
            chip.click()
        else:
            self.window.close()

    def _tell(self) -> None:
        window, village = self.window, self.window.session.village.name
        page = window.present().key
        house = bool(window.current.dwelling_id)
        print(look.size_shown(), window.devicePixelRatio(), page, village, house, flush=True)


if __name__ == "__main__":
    settings.settings_file = lambda: Path(sys.argv[1])
    current.LIVE, application.PRELOAD = "tests.ui.light:refuse", "tests.ui.light:preload"
    application.Program = Watched
    sys.exit(run_window(Path(sys.argv[2])))
