"""What the eye needs: contrast, and a font that has every sign."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont

import app.ui
from app.resources import resource
from app.ui import style

PAIRS = (
    (style.INK, style.PAPER),
    (style.INK, style.GROUND),
    (style.INK, style.PRIMARY_PALE),
    (style.QUIET, style.PAPER),
    (style.QUIET, style.GROUND),
    (style.QUIET, style.SHADE),
    (style.DEFAULT_INK, style.PAPER),
    (style.PRIMARY, style.PAPER),
    ("#FFFFFF", style.PRIMARY),
    ("#FFFFFF", style.HARD),
    (style.HARD, style.GROUND),
    (style.HARD, style.HARD_PALE),
    (style.SOFT, style.GROUND),
    (style.SOFT, style.SOFT_PALE),
    (style.OK, style.PAPER),
    ("#E8EEF5", style.NIGHT),
    ("#E8EEF5", style.NIGHT_LIGHT),
)


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.1."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(ink: str, ground: str) -> None:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("font", ["NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"])
def test_every_sign_of_the_window_is_in_the_bundled_font(qapp, font: str) -> None:
    raw = QRawFont(str(resource("fonts", font)), 14)
    folder = Path(str(app.ui.__file__)).parent
    text = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    signs = set(re.findall(r"[^\x00-\x7f]", text))
    assert {sign for sign in signs if not raw.supportsCharacter(ord(sign))} == set()
