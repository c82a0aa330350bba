"""Work for the live process while the window is tested: quick and without physics."""

from typing import Any

from app.errors import IncompleteError


def preload(_weather: object) -> None:
    return None


def refuse(*_arguments: Any, **_progress: Any) -> None:
    raise IncompleteError("Enter the length of the house (C02).", ("C02",))
