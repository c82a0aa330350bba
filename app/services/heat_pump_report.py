"""Seasonal COPs of the bundled heat pumps beside published values, for ``docs/validation.md``."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.calc.heat_pump import LoadLine, UnitTable, curve, power, seasonal_cop, table_of
from app.calc.schedule import days_on
from app.model.climate import Array
from app.model.thermal import Period
from app.services.assess import Context, load_context

THETA_ZERO, SIZED_AT = 14.0, -9.6
"""The load ends at the first and is carried by the unit down to the second [°C]."""
SEASON = Period((11, 15), (3, 15))


@dataclass(frozen=True, slots=True)
class Published:
    """A unit at a supply temperature with the reference's steady, frosted and whole COP, and the
    seasonal value of its system in homes."""

    unit: str
    supply: float
    steady: float
    frosted: float
    whole: float
    home: float


REFERENCE = (
    Published("HPF35", 20.0, 2.98, 2.89, 3.10, 2.65),
    Published("HPW10", 35.0, 3.19, 3.09, 3.05, 2.80),
    Published("HPW10", 41.0, 2.81, 2.72, 2.71, 2.50),
    Published("HPW10", 50.0, 2.40, 2.32, 2.32, 2.15),
)
"""Seasonal table of the reference for the bundled Tianjin year (C)."""

MEASURED = (
    ("Shanxi, office, winter, low-ambient air-to-water", "system 2.63, unit 3.34",
     "J. Build. Eng., abstract (A)", ("HPW10", 41.0)),
    ("Hotan, floor heating, by weather", "system 2.13 / 2.24 / 2.46", "abstract (A)",
     ("HPW10", 35.0)),
    ("Zhangjiakou 2017/18, field", "1.32 to 3.29", "IJHT 38:1, abstract (A)", ("HPW10", 50.0)),
    ("Nanjing hospital, 2.64 °C mean outdoors", "3.12", "abstract (A)", ("HPW10", 41.0)),
)  # fmt: skip
"""Seasonal values measured elsewhere, each beside the unit and supply nearest to it."""


@dataclass(frozen=True, slots=True)
class SeasonalValues:
    """Seasonal COPs [-] of a unit: steady, with frost, whole chain, and as in homes."""

    steady: float
    frosted: float
    whole: float
    home: float


def seasonal_values(unit: str, supply: float, context: Context | None = None) -> SeasonalValues:
    """Return the seasonal COPs of a catalogue unit in the season of the bundled year.

    What the unit lacks is heated with electricity at COP 1.
    """
    found = context or load_context()
    weather, table = found.weather, table_of(found.catalogue.heat_pumps[unit])
    season = np.repeat(days_on(SEASON), 24).astype(float)
    load = _load(table, supply, weather.theta_e, season)
    clean = curve(table, supply, weather.theta_e)
    frosty = curve(table, supply, weather.theta_e, weather.relative_humidity)
    given = np.minimum(load, frosty.capacity)
    taken = power(table, frosty, given, 1, season).total + (load - given)
    return SeasonalValues(
        seasonal_cop(load, load / clean.cop),
        seasonal_cop(load, load / frosty.cop),
        seasonal_cop(load, taken),
        seasonal_cop(load, taken / table.field_factor),
    )


def _load(table: UnitTable, supply: float, theta_e: Array, season: Array) -> Array:
    full = float(curve(table, supply, np.array([SIZED_AT])).capacity[0])
    return LoadLine(THETA_ZERO, SIZED_AT, full).at(theta_e) * season


def heat_pump_section() -> str:
    """Return the section of the report, as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "## Heat pumps over a season\n"
    yield (
        "Bundled Tianjin year, 15 November to 15 March, load ∝ 14 °C − θ_e, carried by the unit "
        "down to −9.6 °C. Reference: the seasonal table that came with the rating points (C); the "
        "size behind its last column is not stated.\n"
    )
    yield "| Unit, supply | steady (ref.) | + frost (ref.) | whole chain (ref.) | in homes (ref.) |"
    yield "|---|---|---|---|---|"
    for item in REFERENCE:
        got = seasonal_values(item.unit, item.supply)
        yield (
            f"| {item.unit}, {item.supply:g} °C | {got.steady:.2f} ({item.steady:.2f}) "
            f"| {got.frosted:.2f} ({item.frosted:.2f}) | {got.whole:.2f} ({item.whole:.2f}) "
            f"| {got.home:.2f} ({item.home:.2f}) |"
        )
    yield (
        "\nBeside values measured over seasons elsewhere. Climate, building and unit are others, "
        "and the hourly years of those places are not bundled, so that these are "
        "neighbours, no test:\n"
    )
    yield "| Measured | Value | Source | Here, in homes |"
    yield "|---|---|---|---|"
    for where, value, source, (unit, supply) in MEASURED:
        got = seasonal_values(unit, supply)
        yield f"| {where} | {value} | {source} | {unit} at {supply:g} °C: {got.home:.2f} |"
    yield (
        "\nWhere a house is insulated and the smallest unit is still too large, it cycles and the "
        "seasonal value falls below that of the table; the comparison of heating tells each house "
        "its own."
    )
