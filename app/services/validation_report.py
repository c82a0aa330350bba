"""Writing ``docs/validation.md`` from the rows of the validation runs."""

import statistics
from collections.abc import Sequence
from pathlib import Path

import msgspec

from app.calc.engine import ENGINE_NAME, ENGINE_VERSION
from app.resources import resource
from app.services.heat_pump_report import heat_pump_section
from app.services.validation import Progress, Row, Track, median_heating, run_validation
from app.services.worked_examples import worked_examples

_TITLES: dict[Track, str] = {
    "iso": "Track I: the same surface coefficients (`iso6946`)",
    "default": "Track P: the engine's own coefficients (`engine_best`)",
    "bestest": "ASHRAE 140-2020 fabric cases",
}
KEPT = ("validation", "engine_results.json")
"""The figures of each version of the engine, the oldest first."""
_MEDIAN_BAR = {"iso": 3.0, "default": 5.0}
_NOTES = """\
## Where deviations come from, as far as known

- **Start of the year.** The houses A were computed by the reference from 1 January after a short
  warm-up from 23 °C, which leaves the ground warmer than the winter before would. This engine runs
  the last weeks of the year first. The reference therefore needs less heat in the first weeks; most
  of the deviation of the houses A, above all A4, falls there. Houses C, whose reference repeats the
  year, do not show it.
- **Design day.** The reference's figure is not the steady state: it repeats the day from a house at
  23 °C and stops when load and temperature of one day resemble those of the day before. The
  figure here follows that procedure (2 % and 0.05 K, at least six days; the tolerances are not in
  the case files, they are inferred from which day the reference stopped at). The steady state is
  higher, most so for well insulated houses. The program sizes equipment by EN 12831-1, not by
  this.
- **Switching hours.** The reference takes 10-minute steps with a third-order difference for the
  air; this engine takes steps from one minute on after a switch. Rooms with a limited heater reach
  the set point a few minutes earlier, hence fewer under-heated hours (C2).
- **Sunlight inside** falls on the floor and is spread from there; the reference traces it for the
  ASHRAE cases.
"""


def write_validation_report(
    path: Path | str, bestest_weather: Path | str, progress: Progress | None = None
) -> list[Row]:
    """Run all tracks and write the report; ``bestest_weather`` is the Denver TMY3 file."""
    tracks: dict[Track, list[Row]] = {
        "iso": run_validation("iso", progress=progress),
        "default": run_validation("default", progress=progress),
        "bestest": run_validation("bestest", bestest_weather, progress=progress),
    }
    rows = [row for track in tracks.values() for row in track]
    kept = resource(*KEPT)
    figures = msgspec.json.decode(kept.read_bytes(), type=dict[str, dict[str, float]])
    figures[ENGINE_VERSION] = _figures(rows)
    Path(path).write_text(validation_report(tracks, figures), encoding="utf-8")
    kept.write_bytes(msgspec.json.format(msgspec.json.encode(figures), indent=1) + b"\n")
    return rows


def validation_report(
    tracks: dict[Track, list[Row]], figures: dict[str, dict[str, float]] | None = None
) -> str:
    """Return the report of the rows as Markdown; ``figures`` are those of each engine version,
    the last one of the rows."""
    parts = [
        "# Validation\n\nGenerated; do not edit. Engine "
        f"{ENGINE_NAME} {ENGINE_VERSION}. Cases, expected values and their sources: "
        "`resources/validation/README.md`.\n",
        _summary(tracks),
    ]
    for track, rows in tracks.items():
        parts.append(f"## {_TITLES[track]}\n")
        parts.extend([_misses(rows), _ranges(rows) if track == "bestest" else _houses(rows)])
    parts.extend([_NOTES, heat_pump_section(), _changes(figures or {}), _examples()])
    return "\n".join(parts)


def _summary(tracks: dict[Track, list[Row]]) -> str:
    lines = ["| Track | Figures within their bar | Median of yearly heating | Largest |",
             "|---|---|---|---|"]  # fmt: skip
    for track, rows in tracks.items():
        met = sum(r.met for r in rows)
        median = largest = "–"
        if track in _MEDIAN_BAR:
            bar = _MEDIAN_BAR[track]
            value = median_heating(rows)
            median = f"{value:.2f} % (bar {bar:g} %: {'met' if value <= bar else 'missed'})"
            largest = f"{max(abs(r.deviation) for r in rows if r.quantity == 'heating'):.2f} %"
        lines.append(f"| {_TITLES[track]} | {met} of {len(rows)} | {median} | {largest} |")
    return "\n".join(lines) + "\n"


def _misses(rows: Sequence[Row]) -> str:
    missed = [r for r in rows if not r.met]
    if not missed:
        return "Every figure is within its bar.\n"
    lines = ["Outside their bar:\n"]
    lines += [
        f"- {r.case}, {r.quantity}: {r.value:.4g} against {r.reference:.4g}, off by "
        f"{r.deviation:+.2f} {r.unit} (bar {r.bar})"
        for r in missed
    ]
    return "\n".join(lines) + "\n"


def _houses(rows: Sequence[Row]) -> str:
    """Return one line per case with yearly heating, and the other figures beside it."""
    lines = ["| Case | Heating kWh | Reference | Deviation | Other figures (deviation) |",
             "|---|---|---|---|---|"]  # fmt: skip
    for case in dict.fromkeys(r.case for r in rows):
        own = [r for r in rows if r.case == case]
        heat = next((r for r in own if r.quantity == "heating"), None)
        others = "; ".join(_other(r) for r in own if r is not heat)
        if heat:
            lines.append(
                f"| {case} | {heat.value:.0f} | {heat.reference:.0f} | {heat.deviation:+.2f} % "
                f"| {others} |"
            )
        else:
            lines.append(f"| {case} | | | | {others} |")
    return "\n".join(lines) + "\n"


def _other(row: Row) -> str:
    mark = "" if row.met else " **missed**"
    if row.quantity == "months":
        return f"{row.quantity} CV(RMSE) {row.value:.1f} %{mark}"
    unit = "points" if row.quantity == "saving" else row.unit
    return f"{row.quantity} {row.deviation:+.2f} {unit}{mark}".replace("  ", " ").strip()


def _ranges(rows: Sequence[Row]) -> str:
    lines = [
        "| Case | Quantity | Value | Range | Mean of programs | |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {r.case} | {r.quantity} | {r.value:.3f} | {r.bar} | {r.reference:g} | "
        f"{'' if r.met else '**outside**'} |"
        for r in rows
    ]
    return "\n".join(lines) + "\n"


def _figures(rows: Sequence[Row]) -> dict[str, float]:
    """Return the figures that versions of the engine are compared by."""
    return {
        f"{r.track} {r.case} {r.quantity}": round(r.value, 3)
        for r in rows
        if r.track == "bestest" or r.quantity == "heating"
    }


def _changes(figures: dict[str, dict[str, float]]) -> str:
    """Return what the last version of the engine changed against the one before."""
    if len(figures) < 2:
        return ""
    (old, before), (new, now) = list(figures.items())[-2:]
    both = [key for key in now if key in before]
    share = {key: _relative(before[key], now[key]) for key in both}
    middle = statistics.median(abs(x) for x in share.values())
    lines = [
        f"## What engine {new} changed against {old}\n",
        f"{len(both)} figures; median of the changes {middle:.2f} %, largest "
        f"{max(share.values(), key=abs):+.2f} %.\n",
        f"| Track, case, figure | {old} | {new} | Change |",
        "|---|---|---|---|",
    ]
    lines += [f"| {key} | {before[key]:g} | {now[key]:g} | {share[key]:+.2f} % |" for key in both]
    return "\n".join(lines) + "\n"


def _relative(before: float, now: float) -> float:
    """Return a change in per cent, of at least 1 where the figure itself is about 0."""
    return 100.0 * (now - before) / max(abs(before), 1.0)


def _examples() -> str:
    lines = ["## Worked examples\n", "| Figure | Value | By hand | |", "|---|---|---|---|"]
    lines += [
        f"| {e.name} | {e.value:.{e.digits}f} | {e.expected:.{e.digits}f} | "
        f"{'' if e.met else '**differs**'} |"
        for e in worked_examples()
    ]
    return "\n".join(lines) + "\n"
