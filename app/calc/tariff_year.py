"""What electricity costs hour by hour and by monthly steps, and the bill of many variants at once.

Prices in [yuan/kWh], energies in [kWh]; arrays end in the 8760 hours of a year.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.calc.ground import DAYS
from app.calc.pv import month_sums
from app.calc.schedule import days_on
from app.calc.supply import ELECTRICITY, PEAK, VALLEY
from app.errors import AppError
from app.i18n import gettext as _
from app.model.catalogue.policy import PolicyPack
from app.model.catalogue.sourced import Number
from app.model.catalogue.supply import Subsidy, Tariff, hours_between
from app.model.climate import HOURS, Array
from app.model.house import Bills
from app.model.thermal import Period

DAY = 24


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price in use with mark and source key; both "" for the family's or village's own."""

    key: str
    value: float
    mark: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class TariffYear:
    """``price`` by hour where billed by the hour; ``by_steps`` tells the other months (12).

    ``steps``: upper limit [kWh/month], infinite for the last, and price. ``subsidy``
    [yuan/kWh] on heating in ``season`` (8760, bool) up to ``subsidy_limit`` [kWh].
    """

    price: Array
    by_steps: Array
    steps: tuple[tuple[float, float], ...]
    rows: tuple[PriceRow, ...]
    subsidy: float = 0.0
    subsidy_limit: float = 0.0
    season: Array | None = None


def tariff_year(
    bills: Bills,
    pack: PolicyPack,
    *,
    banded: bool,
    subsidy: Subsidy | None = None,
    flat: PriceRow | None = None,
) -> TariffYear:
    """Return the tariff of a meter.

    ``banded``: the winter tariff by peak and valley holds in its season. A price of the
    family's own takes the place of the steps, as does ``flat``, the price of a meter that several
    homes share. ``subsidy``: what is paid back on heating.

    Raises
    ------
    AppError
        If the bands of the tariff leave out an hour of the day or hold one twice, or a price is
        missing; it names the row.
    """
    rows: list[PriceRow] = []
    price, stepped = np.zeros(HOURS), np.ones(12)
    tariff = next((t for t in pack.tariffs if t.bands and t.carrier == ELECTRICITY), None)
    season = np.zeros(HOURS, dtype=bool)
    if tariff is not None:
        season = np.repeat(days_on(Period(*tariff.season) if tariff.season else None), DAY)
    if banded and tariff is not None:
        day, found = _day_prices(tariff, bills.prices)
        rows += found
        stepped = _stepped_months(season)
        hourly = np.repeat(np.repeat(1.0 - stepped, DAYS), DAY)
        price = np.tile(day, HOURS // DAY) * hourly
    steps, more = _steps(bills, pack, flat)
    rows += more if stepped.any() else []
    paid = subsidy.amount.value if subsidy is not None and subsidy.amount is not None else 0.0
    limit = subsidy.limit.value if subsidy is not None and subsidy.limit is not None else np.inf
    return TariffYear(price, stepped, steps, tuple(rows), paid, limit, season)


def _stepped_months(season: Array) -> Array:
    """Return 1 for months that are billed by steps: those with an hour outside the season."""
    return np.asarray(month_sums(1.0 - season) > 0.0, dtype=float)


def _day_prices(tariff: Tariff, own: Mapping[str, float]) -> tuple[Array, list[PriceRow]]:
    hours = [hour for band in tariff.bands for hour in hours_between(*band.hours)]
    if sorted(hours) != list(range(DAY)):
        odd = sorted({h for h in range(DAY) if hours.count(h) != 1})
        raise AppError(
            _(
                "The tariff “{tariff}” does not hold each hour of the day once (hours {hours}). "
                "Put its bands right in the settings, under prices."
            ).format(tariff=tariff.name, hours=", ".join(map(str, odd)))
        )
    cheapest = min(band.price.value for band in tariff.bands)
    day, rows = np.zeros(DAY), []
    for band in tariff.bands:
        key = VALLEY if band.price.value == cheapest else PEAK
        row = _row(key, band.price, own)
        day[hours_between(*band.hours)] = row.value
        rows.append(row)
    return day, rows


def _row(key: str, number: Number, own: Mapping[str, float]) -> PriceRow:
    return (
        PriceRow(key, own[key])
        if key in own
        else PriceRow(key, number.value, number.mark, number.source)
    )


def _steps(
    bills: Bills, pack: PolicyPack, flat: PriceRow | None
) -> tuple[tuple[tuple[float, float], ...], list[PriceRow]]:
    if ELECTRICITY in bills.prices:
        own = bills.prices[ELECTRICITY]
        return ((np.inf, own),), [PriceRow(ELECTRICITY, own)]
    if flat is not None:
        return ((np.inf, flat.value),), [flat]
    tariff = next((t for t in pack.tariffs if t.steps and t.carrier == ELECTRICITY), None)
    if tariff is None:
        raise AppError(
            _(
                "The policy pack has no price of electricity by steps. Enter the village's price "
                "(V05B) or import a pack that has one."
            )
        )
    steps = tuple(
        (np.inf if step.limit is None else step.limit, step.price.value) for step in tariff.steps
    )
    rows = [
        PriceRow(f"step{n}", step.price.value, step.price.mark, step.price.source)
        for n, step in enumerate(tariff.steps, start=1)
    ]
    return steps, rows


def bill_of(bought: Array, heating: Array, tariff: TariffYear) -> Array:
    """Return the bills [yuan] of variants of what is bought (…, 8760).

    ``heating`` (…, 8760) is the part of it that heats and that the operating subsidy counts.
    """
    cost: Array = bought @ tariff.price if tariff.price.any() else np.zeros(bought.shape[:-1])
    if tariff.by_steps.any():
        month = month_sums(bought) * tariff.by_steps
        low = 0.0
        for high, price in tariff.steps:
            part = np.clip(month, low, high) - low
            cost = cost + price * part.sum(axis=-1)
            low = high
    if tariff.subsidy and tariff.season is not None:
        counted = np.minimum(heating @ tariff.season.astype(float), tariff.subsidy_limit)
        cost = cost - tariff.subsidy * counted
    return cost
