"""The reference label of a house: five levels, 1 needs least."""

from dataclasses import dataclass

from app.i18n import Text

LEVELS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Label:
    """A level with what it rests on.

    ``need`` [kWh/m²] of heated area and season in standard use; ``limits`` [kWh/m²] upper limits
    of levels 1 to 4, set on ``date``; ``mark`` and ``source`` are those of the limits.
    """

    level: int
    need: float
    limits: tuple[float, float, float, float]
    date: str
    mark: str
    source: Text
