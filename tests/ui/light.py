"""Work for the live process that imports next to nothing."""

from typing import Any

from app.errors import IncompleteError


def preload(_weather: object) -> None:
    return None


def refuse(*_arguments: Any, **_progress: Any) -> None:
    raise IncompleteError("Enter the length of the house (C02).", ("C02",))
