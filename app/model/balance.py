"""The heat balance of a season: plain numbers, so that results can be shown without arrays."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeatBalance:
    """Heat into (+) and out of (−) the heated zones over the heating season [kWh].

    ``transmission`` by element (surface or opening ``element``, else its id): conduction and
    long-wave through it, sun absorbed on its outside included; ``sol`` is sun through glass;
    ``residual`` is what does not close.
    """

    transmission: Mapping[str, float]
    q_ve: float
    q_zones: float
    q_sol: float
    q_int: float
    q_h: float
    q_c: float
    stored: float
    residual: float
