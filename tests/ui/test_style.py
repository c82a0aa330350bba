"""What the eye needs: contrast, and a font that has every sign."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont

import app.ui
from app.resources import resource
from app.ui import style

PAIRS = (
    ("ink", "paper"), ("ink", "ground"), ("ink", "primary_pale"), ("ink", "shade"),
    ("ink", "zebra"), ("ink", "hard_pale"), ("ink", "soft_pale"), ("ink", "progress"),
    ("ink", "warm"), ("quiet", "paper"), ("quiet", "ground"), ("quiet", "shade"),
    ("quiet", "soft_pale"), ("default_ink", "paper"), ("default_ink", "shade"),
    ("primary", "paper"), ("primary", "ground"), ("primary", "primary_pale"),
    ("on_primary", "primary"), ("on_primary", "primary_dark"), ("picked_key", "primary"),
    ("on_hard", "hard"), ("hard", "paper"), ("hard", "ground"), ("hard", "hard_pale"),
    ("soft", "paper"), ("soft", "ground"), ("soft", "soft_pale"), ("ok", "paper"),
    ("ok", "ground"), ("night_ink", "night"), ("night_ink", "night_light"),
)  # fmt: skip
"""Text on ground, by the roles of the palette."""
EDGES = (
    ("primary", "paper"), ("primary", "ground"), ("line_strong", "paper"), ("line_30", "paper"),
    ("night_mark", "night"), ("disabled", "ground"), ("hard", "paper"), ("soft", "paper"),
)  # fmt: skip
"""What must be seen but is no text: rings, boxes, lines."""
LEAST_EDGE = {"light": 3.0, "dark": 3.0, "contrast": 4.5}


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.1."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: style.Theme, ink: str, ground: str) -> float:
    """Contrast of WCAG 2.1."""
    palette = style.PALETTES[theme]
    values = (luminance(getattr(palette, name)) for name in (ink, ground))
    light, dark = sorted(values, reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_knows_black_on_white() -> None:
    assert luminance("#FFFFFF") == pytest.approx(1.0) and luminance("#000000") == 0.0


@pytest.mark.parametrize("theme", style.THEMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(theme: style.Theme, ink: str, ground: str) -> None:
    assert contrast(theme, ink, ground) >= (7.0 if theme == "contrast" else 4.5)


@pytest.mark.parametrize("theme", style.THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_can_be_seen(theme: style.Theme, edge: str, ground: str) -> None:
    assert contrast(theme, edge, ground) >= LEAST_EDGE[theme]


@pytest.mark.parametrize("theme", style.THEMES)
def test_the_present_palette_is_that_of_the_theme_and_the_sheet_is_made_of_it(
    theme: style.Theme,
) -> None:
    try:
        style.use(theme)
        palette = style.PALETTES[theme]
        assert (palette.ink, palette.paper) == (style.INK, style.PAPER)
        colours = set(re.findall(r"#[0-9A-Fa-f]{6}\b", style.style_sheet()))
        assert colours <= set(palette)
        assert len(colours) > 15
    finally:
        style.use("light")


def test_nothing_but_the_style_names_a_colour() -> None:
    folder = Path(str(app.ui.__file__)).parent
    named = {
        f"{path.name}:{number}"
        for path in folder.rglob("*.py")
        if path.name != "style.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"#[0-9A-Fa-f]{6}\b|\"white\"|\"black\"", line) and "on paper" not in line
    }
    assert named == set()


def test_no_colour_is_kept_from_before_the_theme_changed() -> None:
    """What a module or a default argument takes at import time stays light for ever."""
    roles = {name.upper() for name in style.PALETTES["light"]._fields}
    folder = Path(str(app.ui.__file__)).parent
    kept = set()
    for path in folder.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {
            node
            for work in ast.walk(tree)
            if isinstance(work, ast.FunctionDef | ast.Lambda)
            for part in (work.body if isinstance(work.body, list) else [work.body])
            for node in ast.walk(part)
        }
        kept |= {
            f"{path.name}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and (node.value.id, node.attr in roles) == ("style", True)
            and node not in inside
        }
    assert kept == set()


@pytest.mark.parametrize("font", ["NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"])
def test_every_sign_of_the_window_is_in_the_bundled_font(qapp, font: str) -> None:
    raw = QRawFont(str(resource("fonts", font)), 14)
    folder = Path(str(app.ui.__file__)).parent
    text = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    signs = set(re.findall(r"[^\x00-\x7f]", text))
    assert {sign for sign in signs if not raw.supportsCharacter(ord(sign))} == set()
