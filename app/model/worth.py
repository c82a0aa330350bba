"""Advice where works hardly pay."""

from dataclasses import dataclass
from typing import Literal

from app.i18n import Text

WorthKind = Literal["against", "warmth"]
"""Not worth doing now; or never paid back by the bill, warmth is the reason to do it."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Why a package hardly pays, and what would help ``instead``.

    ``return_`` [1/a]: yuan saved a year for each yuan of cost; ``heat`` [kWh/m²] of need saved a
    year in standard use; both against ``least_return`` and ``least_heat``, settings of the policy
    pack with their ``mark``.
    """

    kind: WorthKind
    sentence: Text
    instead: tuple[Text, ...]
    return_: float
    heat: float
    least_return: float
    least_heat: float
    mark: str
