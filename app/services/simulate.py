"""Run a case file under a weather file and write the result as JSON."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.calc.engine import ENGINE_NAME, ENGINE_VERSION, simulate
from app.errors import CaseError
from app.exchange.case_file import Case, read_case
from app.exchange.epw import read_epw
from app.exchange.files import write_whole
from app.i18n import gettext as _
from app.model.climate import WeatherYear
from app.model.hourly import EngineOptions, RunResult, ZoneSummary


def simulate_case(
    case_path: Path | str,
    weather_path: Path | str,
    out_path: Path | str,
    progress: Callable[[float], None] | None = None,
) -> dict[str, Any]:
    """Run a case, write its result to ``out_path`` at once or not at all, and return it.

    Raises
    ------
    AppError
        With a sentence about the case, the weather file or the place of the result.
    """
    case = read_case(case_path)
    weather = read_epw(weather_path)
    result = run_case(case, weather, progress)
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    write_whole(Path(out_path), text.encode())
    return result


def run_case(
    case: Case, weather: WeatherYear, progress: Callable[[float], None] | None = None
) -> dict[str, Any]:
    """Return the result of a case in the form of the contract ``farmhouse-case/1``."""
    start = time.perf_counter()
    heated = case.model.heating is not None
    options = EngineOptions(
        surface_coefficients=case.surface_coefficients, free_floating=heated, design_day=heated
    )
    try:
        run = simulate([case.model], weather, options, progress)[0]
    except ValueError as error:
        raise CaseError(_("The case contradicts itself: {reason}").format(reason=error)) from error
    return {**_figures(case, run), "wall_s": round(time.perf_counter() - start, 3)}


def _figures(case: Case, run: RunResult) -> dict[str, Any]:
    first = next((z.id for z in case.model.zones if z.conditioned), case.model.zones[0].id)
    free = (run.free_floating or run.zones)[first]
    main = run.zones[first]
    figures: dict[str, Any] = {
        "case_id": run.model_id,
        "heating_kWh": round(run.q_h_nd, 4),
        "monthly_heating_kWh": [round(q, 4) for q in run.q_h_nd_month],
        "peak_kW": round(run.phi_h_peak, 5),
        "design_day_kW": _rounded(run.phi_h_design_day, 5),
        "freefloat": {
            "Tjan_min_C": round(free.theta_min_jan, 4),
            "Tjan_mean_C": round(free.theta_mean_jan, 4),
        },
        "cooling_kWh": round(run.q_c_nd, 4),
        "peak_cool_kW": round(run.phi_c_peak, 5),
        "T_max": round(main.theta_max, 4),
        "T_min": round(main.theta_min, 4),
        "T_mean": round(main.theta_mean, 4),
        "zones": {name: _zone(zone) for name, zone in run.zones.items()},
        "engine": {"name": ENGINE_NAME, "version": ENGINE_VERSION},
    }
    if case.model.heating:
        zones = [run.zones[z] for z in case.model.heating.zones]
        figures["underheating"] = {
            "hours": sum(z.hours_under for z in zones),
            "degree_hours": round(sum(z.degree_hours_under for z in zones), 3),
        }
    if run.free_floating:
        figures["freefloat"]["zones"] = {
            name: {"Tjan_mean_C": round(z.theta_mean_jan, 4)}
            for name, z in run.free_floating.items()
        }
    if run.balance:
        figures["heat_balance_residual_kWh"] = round(run.balance.residual, 4)
    return figures


def _zone(zone: ZoneSummary) -> dict[str, float]:
    return {
        "Tjan_mean_C": round(zone.theta_mean_jan, 4),
        "T_min": round(zone.theta_min, 4),
        "T_max": round(zone.theta_max, 4),
        "T_mean": round(zone.theta_mean, 4),
        "heating_kWh": round(zone.q_h_nd, 4),
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
