"""Comparing the engine with published and computed cases, and the report of it.

Bars are those the program has set itself for each track; the rows tell what was reached.
"""

import csv
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.calc.engine import simulate
from app.exchange.case_file import read_case
from app.exchange.epw import read_epw
from app.model.climate import WeatherYear
from app.model.hourly import EngineOptions, RunResult, SurfaceCoefficients
from app.resources import resource

Track = Literal["iso", "default", "bestest"]
Progress = Callable[[float], None]
TIANJIN = ("climate", "CHN_TJ_Tianjin.SYN_CC0.epw")
_COEFFICIENTS: dict[str, SurfaceCoefficients] = {"iso": "iso6946", "default": "engine_best"}
_ZERO_HEAT = 100.0
"""Yearly heating may deviate by this much [kWh] whatever its share."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure compared: ``deviation`` in the unit of the bar; ``met`` tells the verdict."""

    track: Track
    case: str
    quantity: str
    value: float
    reference: float
    deviation: float
    unit: str
    bar: str
    met: bool


def run_validation(
    which: Track,
    weather_path: Path | str | None = None,
    cases: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[Row]:
    """Run one track and return its rows.

    Parameters
    ----------
    weather_path
        The weather of ASHRAE 140, which the program does not carry; Tianjin is the default.
    cases
        Only these; all if empty.
    """
    weather = read_epw(weather_path or resource(*TIANJIN))
    if which == "bestest":
        return list(_bestest(weather, cases, progress))
    return list(_energyplus(which, weather, cases, progress))


def case_path(group: str, name: str) -> Path:
    """Return the file of a case of the group ``energyplus`` or ``bestest``."""
    return resource("validation", group, "cases", f"{name}.json")


def _table(group: str, name: str) -> list[dict[str, str]]:
    with resource("validation", group, name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _energyplus(
    which: Track, weather: WeatherYear, cases: Sequence[str], progress: Progress | None
) -> Iterator[Row]:
    expected = {r["case_id"]: r for r in _table("energyplus", "results.csv") if r["coef"] == which}
    names = [n for n in expected if not cases or n in cases]
    models = [read_case(case_path("energyplus", n)).model for n in names]
    options = EngineOptions(
        surface_coefficients=_COEFFICIENTS[which],
        free_floating=which == "default",
        design_day=which == "iso",
    )
    runs = dict(zip(names, simulate(models, weather, options, progress), strict=True))
    first = {
        n: next(z.id for z in m.zones if z.conditioned) for n, m in zip(names, models, strict=True)
    }
    for name in names:
        yield from _house(which, name, expected[name], runs, first[name])
    yield from _ranking(which, expected, runs)


def _house(
    which: Track, name: str, row: dict[str, str], runs: dict[str, RunResult], first: str
) -> Iterator[Row]:
    run = runs[name]
    yield _heating(which, name, run.q_h_nd, float(row["heating_kWh"]))
    baseline = runs.get(f"{name[:2]}_V0")
    if baseline and not name.endswith("_V0"):
        saving = 100.0 * (1.0 - run.q_h_nd / baseline.q_h_nd)
        yield _absolute(
            which,
            name,
            "saving",
            saving,
            float(row["savings_pct"]),
            2 if which == "iso" else 3,
            "%",
        )
    if which == "iso" and run.phi_h_design_day is not None:
        yield _relative(
            which, name, "design day", run.phi_h_design_day, float(row["design_day_kW"]), 5
        )
        yield _relative(which, name, "peak", run.phi_h_peak, float(row["peak_kW"]), 10)
        months = [float(row[f"m{m:02d}_kWh"]) for m in range(1, 13)]
        cv = _cv(run.q_h_nd_month, months)
        yield Row(which, name, "months", cv, 0.0, cv, "%", "CV(RMSE) ≤ 10 %", cv <= 10.0)
    if row["ff_Tjan_mean"] and run.free_floating:
        value = run.free_floating[first].theta_mean_jan
        yield _absolute(which, name, "January unheated", value, float(row["ff_Tjan_mean"]), 1, "K")
    if row["zone_Tjan_mean"]:
        yield from _zones(which, name, row, run)


def _zones(which: Track, name: str, row: dict[str, str], run: RunResult) -> Iterator[Row]:
    heat = _pairs(row["zone_heating_kWh"])
    for zone, theta in _pairs(row["zone_Tjan_mean"]).items():
        if zone not in heat:
            value = run.zones[zone].theta_mean_jan
            yield _absolute(which, name, f"January of {zone}", value, theta, 1, "K")
    if len(heat) > 1:
        for zone, kwh in heat.items():
            yield _relative(which, name, f"heating of {zone}", run.zones[zone].q_h_nd, kwh, 7)
    hours = sum(run.zones[z].hours_under for z in heat)
    degrees = sum(run.zones[z].degree_hours_under for z in heat)
    expected = float(row["under_h"])
    if expected or hours:
        off = hours - expected
        met = abs(off) <= max(40.0, 0.07 * expected)
        yield Row(which, name, "under-heated hours", hours, expected, off, "h", "40 h or 7 %", met)
        expected = float(row["degree_h"])
        off = degrees - expected
        met = abs(off) <= max(30.0, 0.10 * expected)
        yield Row(which, name, "under-heated degree hours", degrees, expected, off, "K·h",
                  "30 K·h or 10 %", met)  # fmt: skip


def _pairs(text: str) -> dict[str, float]:
    return {k: float(v) for k, v in (p.split("=") for p in text.split())}


def _heating(which: Track, case: str, value: float, reference: float) -> Row:
    share = 100.0 * (value / reference - 1.0)
    limit = 5.0 if which == "iso" else 10.0
    met = abs(share) <= limit or (which == "iso" and abs(value - reference) <= _ZERO_HEAT)
    bar = "5 % or 100 kWh" if which == "iso" else "10 %"
    return Row(which, case, "heating", value, reference, share, "%", bar, met)


def _relative(
    which: Track, case: str, quantity: str, value: float, reference: float, limit: float
) -> Row:
    share = 100.0 * (value / reference - 1.0)
    return Row(
        which, case, quantity, value, reference, share, "%", f"{limit:g} %", abs(share) <= limit
    )


def _absolute(
    which: Track, case: str, quantity: str, value: float, reference: float, limit: float, unit: str
) -> Row:
    off = value - reference
    bar = f"{limit:g} {'points' if unit == '%' else unit}"
    return Row(which, case, quantity, value, reference, off, unit, bar, abs(off) <= limit)


def _cv(values: Sequence[float], expected: Sequence[float]) -> float:
    mean = sum(expected) / len(expected)
    square = sum((a - b) ** 2 for a, b in zip(values, expected, strict=True)) / len(expected)
    return float(100.0 * square**0.5 / mean)


def _ranking(
    which: Track, expected: dict[str, dict[str, str]], runs: dict[str, RunResult]
) -> Iterator[Row]:
    """Yield for each house whether its measures rank alike; ties within 1 % of each other count."""
    for house in sorted({n[:2] for n in runs}):
        names = [n for n in runs if n.startswith(house)]
        if len(names) < 3:
            continue
        pairs = [(a, b) for k, a in enumerate(names) for b in names[k + 1 :]]
        wrong = sum(
            _order(runs[a].q_h_nd, runs[b].q_h_nd)
            * _order(float(expected[a]["heating_kWh"]), float(expected[b]["heating_kWh"]))
            < 0
            for a, b in pairs
        )
        yield Row(which, house, "pairs ranked differently", wrong, 0, wrong, "", "0", wrong == 0)


def _order(a: float, b: float) -> int:
    if abs(a - b) <= 0.01 * max(a, b):
        return 0
    return 1 if a > b else -1


def _bestest(
    weather: WeatherYear, cases: Sequence[str], progress: Progress | None
) -> Iterator[Row]:
    ranges = [r for r in _table("bestest", "ranges.csv") if not cases or r["case"] in cases]
    names = sorted({r["case"] for r in ranges})
    models = [read_case(case_path("bestest", n)).model for n in names]
    runs = dict(zip(names, simulate(models, weather, None, progress), strict=True))
    for row in ranges:
        value = _bestest_value(runs[row["case"]], row["quantity"])
        low, high = float(row["min"]), float(row["max"])
        off = min(value - low, 0.0) + max(value - high, 0.0)
        unit = row["quantity"].rsplit("_", 1)[1]
        yield Row("bestest", row["case"], row["quantity"], value, float(row["mean"]), off,
                  "°C" if unit == "C" else unit, f"{low:g}–{high:g}",
                  low <= value <= high)  # fmt: skip


def _bestest_value(run: RunResult, quantity: str) -> float:
    zone = run.zones.get("sun") or next(iter(run.zones.values()))
    return {
        "heating_MWh": run.q_h_nd / 1000.0,
        "cooling_MWh": run.q_c_nd / 1000.0,
        "peak_heat_kW": run.phi_h_peak,
        "peak_cool_kW": run.phi_c_peak,
        "ff_Tmax_C": zone.theta_max,
        "ff_Tmin_C": zone.theta_min,
        "ff_Tmean_C": zone.theta_mean,
    }[quantity]


def median_heating(rows: Sequence[Row]) -> float:
    """Return the median absolute deviation of yearly heating [%]."""
    found = [abs(r.deviation) for r in rows if r.quantity == "heating"]
    return statistics.median(found) if found else 0.0
