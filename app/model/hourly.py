"""What one run of the hourly engine returns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.model.balance import HeatBalance as HeatBalance

Array = NDArray[np.float64]
SurfaceCoefficients = Literal["iso6946", "engine_best"]


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How to run. ``hourly`` keeps the hourly arrays of each zone; ``free_floating`` also runs
    the year without equipment; ``design_day`` also runs the validation design day;
    ``balance`` also returns the heat balance by element. ``season_only`` runs only the heating
    season, each day once after the same warm-up: enough for heating need and peak; summer,
    yearly temperatures and cooling are then those of the season. ``single`` runs all houses, or
    those of wide models, in single precision, eight side by side: needs are good to five digits
    (decision 0021), enough to compare many; ``together`` takes pieces of a wall that are alike as
    one there. ``threads`` share the work of a large batch."""

    surface_coefficients: SurfaceCoefficients = "engine_best"
    hourly: bool = False
    free_floating: bool = False
    design_day: bool = False
    balance: bool = True
    season_only: bool = False
    single: Literal["none", "drawn", "all"] = "none"
    together: bool = False
    threads: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class ZoneYear:
    """Hourly means of one zone: air and operative temperature [°C], heating and cooling [W]."""

    theta_air: Array
    theta_op: Array
    phi_h: Array
    phi_c: Array


@dataclass(frozen=True, slots=True)
class ZoneSummary:
    """Figures of one zone with the equipment running; [°C], [kWh]."""

    theta_mean_jan: float
    theta_min_jan: float
    theta_min: float
    theta_max: float
    theta_mean: float
    q_h_nd: float
    hours_under: float
    degree_hours_under: float
    hours_above_28: float


@dataclass(frozen=True, slots=True, eq=False)
class RunResult:
    """Result of one variant. Energies [kWh], powers [kW], temperatures [°C]."""

    model_id: str
    q_h_nd: float
    q_h_nd_month: tuple[float, ...]
    phi_h_peak: float
    phi_h_design_day: float | None
    q_c_nd: float
    phi_c_peak: float
    zones: Mapping[str, ZoneSummary]
    balance: HeatBalance | None
    free_floating: Mapping[str, ZoneSummary] | None
    hourly: Mapping[str, ZoneYear] | None
