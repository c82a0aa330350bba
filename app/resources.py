"""The only place that composes a path below ``resources/``; checkout and frozen program alike."""

import sys
from pathlib import Path


def resource_root() -> Path:
    """Return the folder ``resources``."""
    frozen = getattr(sys, "_MEIPASS", None)
    base = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return base / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a resource given by its parts below ``resources``."""
    return resource_root().joinpath(*parts)
