"""How large everything is shown: the sizes there are, which fit the screen, and the way back.

Qt takes a size only when its application is made. Another size therefore closes the window and
makes application and window anew in the same process, at the same place: nothing has to be started
again, and the layout is always one that has been looked at.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

from app.ui import style

SIZES = style.SCALES
LEAST = QSize(1040, 520)
"""The smallest window whose pages have been looked at [px of the layout]."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the window was when it was closed to come back in another size.

    ``page`` and ``section`` (of the settings), the village with its password, the house at hand.
    """

    page: str = "start"
    section: str = ""
    village: Path | None = None
    password: str | None = None
    house: str = ""


def screen_room() -> QSize:
    """Return the room on the screen in layout pixels of the present size."""
    screen = QGuiApplication.primaryScreen()
    return screen.availableGeometry().size() if screen is not None else QSize(0, 0)


def fits(size: int, present: int, room: QSize) -> bool:
    """Tell whether pages still fit the screen in a size [%], given the room in the present one."""
    if size <= SIZES[0]:
        return True
    share = present / size
    return room.width() * share >= LEAST.width() and room.height() * share >= LEAST.height()


def largest(wanted: int, present: int, room: QSize) -> int:
    """Return the largest size up to the wanted one that fits [%]."""
    wanted = max(wanted, SIZES[0])
    return max(size for size in SIZES if size <= wanted and fits(size, present, room))
