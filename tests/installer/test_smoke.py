"""The smoke test of the frozen program notices what it must; a small script stands in for it."""

import sys
from pathlib import Path

import pytest

from installer import smoke

PROGRAM = f"""#!{sys.executable}
import sys, pathlib
words = sys.argv[1:]
def sheet(folder):
    path = pathlib.Path(folder)
    path.mkdir(parents=True)
    (path / "a.pdf").write_bytes(PDF)
PDF = b"%PDF-1.4 %%EOF"
if words[0] == "demo":
    sheet(words[words.index("--out") + 1])
if words[0] == "sheet":
    sheet(words[words.index("--out") + 1])
if words[0] != "--window":
    print('{{"001": 1}}')
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")


def frozen(folder: Path, program: str) -> Path:
    """Put a stand-in for the frozen program into a folder."""
    file = folder / "nuanfang"
    file.write_text(program, encoding="utf-8")
    file.chmod(0o755)
    return folder


def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def test_a_program_that_does_everything_quietly_passes(tmp_path: Path) -> None:
    smoke.check(frozen(tmp_path, PROGRAM), home(tmp_path))


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('if words[0] == "selfcheck": print("hello")', "not JSON alone"),
        ('if words[0] == "demo": print("careful", file=sys.stderr)', "careful"),
        ('if words[0] == "sheet": sys.exit(1)', "ended with 1"),
        ('if words[0] == "--window": print("Qt says something")', "The window printed"),
        ('if words[0] == "--window": sys.exit(134)', "ended with 134"),
        ('PDF = b"%PDF-1.4 cut off"', "not a whole PDF"),
        ("sheet = lambda folder: None", "left no sheet"),
    ],
)
def test_what_is_wrong_is_named(line: str, complaint: str, tmp_path: Path) -> None:
    broken = PROGRAM.replace('if words[0] == "demo":', f'{line}\nif words[0] == "demo":', 1)
    with pytest.raises(smoke.Failed, match=complaint):
        smoke.check(frozen(tmp_path, broken), home(tmp_path))
