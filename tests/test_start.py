"""What may be loaded before what: the window must come quickly, the verbs must not need Qt."""

import os
import subprocess
import sys

import pytest

from app.resources import resource_root

ROOT = resource_root().parent
SLOW = ("pyqtgraph", "reportlab", "numpy", "sqlite_utils", "openpyxl", "pypdfium2")


def loaded_by(statement: str) -> set[str]:
    """Return the top-level packages in memory after a statement in a fresh interpreter."""
    code = f"import sys\n{statement}\nprint(*sorted({{n.split('.')[0] for n in sys.modules}}))"
    outcome = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return set(outcome.stdout.split())


@pytest.mark.parametrize("module", ["app.main", "app.cli.commands"])
def test_the_command_line_does_not_load_qt(module: str) -> None:
    assert "PySide6" not in loaded_by(f"import {module}")


def test_the_start_loads_nothing_slow() -> None:
    assert loaded_by("import app.main").isdisjoint({*SLOW, "click", "msgspec"})


def test_the_window_is_there_before_the_slow_libraries() -> None:
    assert loaded_by("import app.ui.application").isdisjoint(SLOW)
