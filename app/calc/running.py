"""The energy bill of a year by tariff: winter peak and valley, steps by month, operating subsidy.

Fuels have one price; then the bill is that of the energy account. District heat is billed by the
heated area where the pack has such a tariff and the village no heat meters. :func:`billed` gives
the account of a state the prices of this bill, so that one winter costs the same everywhere.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.calc.supply import (
    ELECTRICITY,
    PACK,
    PEAK,
    VALLEY,
    VALLEY_TARIFFS,
    pricing,
    storage_share_valley,
)
from app.model.assessment import CarrierUse, Factor, Mark, UseState
from app.model.catalogue.policy import PolicyPack
from app.model.catalogue.sourced import Number
from app.model.catalogue.supply import COALS, Subsidy, Tariff
from app.model.catalogue.whole import Catalogue
from app.model.climate import Array
from app.model.funding import AREA, BillLine, BillUse, FuelSaved, Operating, RunningCost
from app.model.hourly import RunResult
from app.model.house import HEAT_PRICE, ResolvedHouse

MONTHS = 12
FLAT = "flat"
SHARED = "shared"
"""Answer of K04 for a meter shared by several: no steps of one's own."""
GAS = "natural_gas"
HEAT = "heat"
METER = "meter"
"""Answer of V34: district heat is paid by the kWh."""
MARKS: Mapping[str, Mark] = {"A": "A", "B": "B", "Bm": "Bm", "C": "C"}
PROGRAMMES: Mapping[str, str] = {ELECTRICITY: "electricity", GAS: "gas"}
"""Carrier with an operating subsidy to the village's heating programme (V13) that gives it."""


@dataclass(frozen=True, slots=True)
class Price:
    """A price [yuan/unit] with mark and source; both "" for the village's own."""

    value: float
    mark: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An ``amount`` [``unit``] of a carrier at one price, before equal ones are summed."""

    use: BillUse
    carrier: str
    band: str
    unit: str
    price: Price
    amount: float


@dataclass(frozen=True, slots=True)
class Terms:
    """On what a bill stands: ``programme`` V13 ("" unknown)."""

    house: ResolvedHouse
    catalogue: Catalogue
    pack: PolicyPack
    programme: str = ""


def running_cost(state: UseState, terms: Terms) -> RunningCost:
    """Return the bill of a year for a state in actual use."""
    electric = [line for line in state.account.lines if line.carrier == ELECTRICITY]
    share, source = _valley_share(electric, state.share_valley, terms)
    area = _by_area(state, terms)
    fuels = [
        x
        for x in state.account.lines
        if x.carrier != ELECTRICITY and x.cost > 0.0 and not (area and _is_district(x))
    ]
    lines = _summed(
        [
            *area,
            *(_fuel(line) for line in fuels),
            *_electric(electric, state.q_h_nd_month, terms, share),
        ]
    )
    operating = tuple(_operating(state.account.lines, terms))
    known = [rule for rule in terms.pack.subsidies if _applies(rule, state.account.lines, terms)]
    newest = max(known, key=lambda rule: rule.season, default=None)
    return RunningCost(
        lines=lines,
        cost=sum(line.cost for line in lines),
        operating=operating,
        announced=newest is None or newest.known,
        share_valley=share,
        share_source=source,
    )


def billed(state: UseState, terms: Terms) -> UseState:
    """Return a state whose account has the mean prices of its bill, heating and other uses apart.

    What the bill says of a line alike, the line keeps; all lines together cost what the bill does.
    """
    bill = running_cost(state, terms)
    lines = tuple(_repriced(line, state.account.lines, bill.lines) for line in state.account.lines)
    account = replace(state.account, lines=lines, cost=sum(line.cost for line in lines))
    return replace(state, account=account)


def _repriced(
    line: CarrierUse, lines: Sequence[CarrierUse], bill: Sequence[BillLine]
) -> CarrierUse:
    use: BillUse = "heating" if line.use == "heating" else "other"
    paid = [item for item in bill if item.use == use and item.carrier == line.carrier]
    used = sum(
        item.amount
        for item in lines
        if item.carrier == line.carrier and (item.use == "heating") == (use == "heating")
    )
    if not paid or used <= 0.0:
        return line
    mean = sum(item.cost for item in paid) / used
    if abs(mean * line.amount - line.cost) < 1e-9:
        return line
    first = paid[0]
    provenance = PACK if first.told else "told"
    unit = f"yuan/{line.unit}"
    price = Factor("price", mean, unit, provenance, first.told, MARKS.get(first.mark))
    factors = tuple(price if item.key == "price" else item for item in line.factors)
    return replace(line, cost=line.amount * mean, factors=factors)


def hourly_share(run: RunResult, pack: PolicyPack) -> float | None:
    """Return the share [-] of a run's heating load in the valley hours, None without its hours."""
    tariff = band_tariff(pack)
    if tariff is None or not run.hourly:
        return None
    return valley_share(np.sum([zone.phi_h for zone in run.hourly.values()], axis=0), tariff)


def valley_share(load: Array, tariff: Tariff) -> float | None:
    """Return the share [-] of an hourly load (8760) that falls into the tariff's cheapest band."""
    total = float(load.sum())
    if total <= 0.0 or len(tariff.bands) < 2:
        return None
    cheap = min(tariff.bands, key=lambda band: band.price.value)
    start, end = cheap.hours
    of_day = np.arange(len(load)) % 24
    late, early = of_day >= start, of_day < end
    inside = late & early if start < end else late | early
    return float(load[inside].sum()) / total


def band_tariff(pack: PolicyPack) -> Tariff | None:
    """Return the winter tariff by peak and valley."""
    return next((tariff for tariff in pack.tariffs if len(tariff.bands) == 2), None)


def step_tariff(pack: PolicyPack) -> Tariff | None:
    """Return the tariff by monthly steps."""
    return next((tariff for tariff in pack.tariffs if tariff.steps), None)


def is_valley_heated(house: ResolvedHouse) -> bool:
    """Tell whether heating is billed by peak and valley."""
    return house.bills.tariff in VALLEY_TARIFFS and house.heating.carrier == ELECTRICITY


def _valley_share(
    lines: Sequence[CarrierUse], hourly: float | None, terms: Terms
) -> tuple[float | None, str]:
    tariff = band_tariff(terms.pack)
    heated = any(line.use == "heating" for line in lines)
    if not heated or tariff is None or not is_valley_heated(terms.house):
        return None, ""
    if hourly is not None:
        return _with_storage(hourly, lines, tariff, terms), "hourly"
    given = tariff.heating_share_valley
    share = given.value if given is not None else 0.5
    return _with_storage(share, lines, tariff, terms), "policy_pack"


def _with_storage(share: float, lines: Sequence[CarrierUse], tariff: Tariff, terms: Terms) -> float:
    """Return the valley share of all heating, storage heaters by the hours in which they charge."""
    heating = [line for line in lines if line.use == "heating"]
    total = sum(line.amount for line in heating)
    found = 0.0
    for line in heating:
        own = storage_share_valley(line.system, tariff, terms.pack)
        found += line.amount * (share if own is None else own)
    return found / total if total > 0.0 else share


# electricity


def _electric(
    lines: Sequence[CarrierUse],
    heat_by_month: Sequence[float],
    terms: Terms,
    share: float | None,
) -> Iterator[Item]:
    """Yield electricity month by month: bands in the winter tariff's season, else steps or flat."""
    heating = sum(line.amount for line in lines if line.use == "heating")
    base = sum(line.amount for line in lines if line.use != "heating") / MONTHS
    tariff = band_tariff(terms.pack) if terms.house.bills.tariff in VALLEY_TARIFFS else None
    of_other = terms.pack.funding.other_share_valley.value
    of_heating = share if share is not None else of_other
    for month, amount in enumerate(_by_month(heating, heat_by_month), start=1):
        if tariff is None or not _in_season(tariff, month):
            yield from _month_by_steps(base, amount, terms)
            continue
        valley, peak = _band_prices(tariff, terms.house.bills.prices)
        yield Item("heating", ELECTRICITY, "valley", "kWh", valley, amount * of_heating)
        yield Item("heating", ELECTRICITY, "peak", "kWh", peak, amount * (1.0 - of_heating))
        yield Item("other", ELECTRICITY, "valley", "kWh", valley, base * of_other)
        yield Item("other", ELECTRICITY, "peak", "kWh", peak, base * (1.0 - of_other))


def _by_month(amount: float, heat: Sequence[float]) -> list[float]:
    total = sum(heat)
    if total <= 0.0:
        return [amount / MONTHS] * MONTHS
    return [amount * part / total for part in heat]


def _in_season(tariff: Tariff, month: int) -> bool:
    """Tell whether a whole month lies in the season; a month that it only touches does not."""
    if tariff.season is None:
        return True
    (first, first_day), (last, last_day) = tariff.season
    start = first if first_day == 1 else first + 1
    end = last if last_day >= 28 else last - 1
    return start <= month <= end if start <= end else month >= start or month <= end


def _band_prices(tariff: Tariff, own: Mapping[str, float]) -> tuple[Price, Price]:
    """Return valley and peak price, the village's own before the pack's."""
    found = sorted((band.price for band in tariff.bands), key=lambda price: price.value)

    def price(key: str, number: Number) -> Price:
        return Price(own[key]) if key in own else Price(number.value, number.mark, number.source)

    return price(VALLEY, found[0]), price(PEAK, found[-1])


def _month_by_steps(other: float, heating: float, terms: Terms) -> Iterator[Item]:
    """Yield a month by steps, or at the one price of one's own; heating on top of other uses."""
    tariff = step_tariff(terms.pack)
    if ELECTRICITY in terms.house.bills.prices or terms.house.bills.tariff == SHARED or not tariff:
        factor = pricing(terms.house, "lighting", ELECTRICITY, terms.catalogue, terms.pack)
        price = Price(factor.value, factor.mark or "", factor.source)
        yield Item("other", ELECTRICITY, FLAT, "kWh", price, other)
        yield Item("heating", ELECTRICITY, FLAT, "kWh", price, heating)
        return
    low = 0.0
    for number, step in enumerate(tariff.steps, start=1):
        high = math.inf if step.limit is None else step.limit
        price = Price(step.price.value, step.price.mark, step.price.source)
        first = max(min(other, high) - low, 0.0)
        second = max(min(other + heating, high) - max(other, low), 0.0)
        yield Item("other", ELECTRICITY, f"step{number}", "kWh", price, first)
        yield Item("heating", ELECTRICITY, f"step{number}", "kWh", price, second)
        low = high


def _is_district(line: CarrierUse) -> bool:
    return line.use == "heating" and line.carrier == HEAT


def _by_area(state: UseState, terms: Terms) -> tuple[Item, ...]:
    """Return the district heat of a season by area; nothing where a meter or another price counts.

    The season is paid in full, however much of it the house is lived in.
    """
    tariff, bills = terms.pack.prices.heat_by_area, terms.house.bills
    if tariff is None or bills.heat_by == METER or HEAT in bills.prices:
        return ()
    if not any(_is_district(line) for line in state.account.lines):
        return ()
    number = tariff.price
    price = Price(number.value, number.mark, number.source)
    if HEAT_PRICE in bills.prices:
        price = Price(bills.prices[HEAT_PRICE])
    return (Item("heating", HEAT, AREA, "m²", price, state.area_heated),)


def _fuel(line: CarrierUse) -> Item:
    use: BillUse = "heating" if line.use == "heating" else "other"
    factor = next((item for item in line.factors if item.key == "price"), None)
    price = Price(line.cost / line.amount)
    if factor is not None:
        price = Price(factor.value, factor.mark or "", factor.source)
    return Item(use, line.carrier, FLAT, line.unit, price, line.amount)


def _summed(items: Sequence[Item]) -> tuple[BillLine, ...]:
    """Return one line for each use, carrier, band and price."""
    found: dict[Item, float] = {}
    for item in items:
        if item.amount > 0.0:
            key = replace(item, amount=0.0)
            found[key] = found.get(key, 0.0) + item.amount
    return tuple(
        BillLine(
            key.use, key.carrier, key.band, amount, key.unit, key.price.value,
            amount * key.price.value, key.price.mark, key.price.told,
        )
        for key, amount in found.items()
    )  # fmt: skip


# operating subsidy


def _applies(rule: Subsidy, lines: Sequence[CarrierUse], terms: Terms) -> bool:
    """Tell whether a family heats with the carrier and is in the programme that is subsidised."""
    heats = any(line.use == "heating" and line.carrier == rule.carrier for line in lines)
    wanted = PROGRAMMES.get(rule.carrier, "")
    if terms.programme:
        return heats and terms.programme == wanted
    return heats and (rule.carrier != ELECTRICITY or terms.house.bills.tariff in VALLEY_TARIFFS)


def _operating(lines: Sequence[CarrierUse], terms: Terms) -> Iterator[Operating]:
    """Yield the subsidy of the newest announced season for each carrier of heating."""
    for carrier in PROGRAMMES:
        known = [
            rule
            for rule in terms.pack.subsidies
            if rule.carrier == carrier
            and rule.known
            and rule.amount is not None
            and _applies(rule, lines, terms)
        ]
        rule = max(known, key=lambda item: item.season, default=None)
        if rule is None or rule.amount is None:
            continue
        used = sum(x.amount for x in lines if x.use == "heating" and x.carrier == carrier)
        quantity = used if rule.limit is None else min(used, rule.limit.value)
        yield Operating(
            rule.id, rule.name, carrier, rule.season, rule.amount.value, quantity,
            rule.amount.value * quantity, rule.amount.mark, rule.amount.source,
        )  # fmt: skip


# what is saved


def fuels_saved(before: Sequence[CarrierUse], after: Sequence[CarrierUse]) -> tuple[FuelSaved, ...]:
    """Return by carrier what a year less is bought, in the carrier's unit, with its kgce."""
    found: dict[str, tuple[float, float, str]] = {}
    for sign, lines in ((1.0, before), (-1.0, after)):
        for line in lines:
            amount, kgce, _unit = found.get(line.carrier, (0.0, 0.0, ""))
            found[line.carrier] = (
                amount + sign * line.amount,
                kgce + sign * line.kgce,
                line.unit,
            )
    return tuple(
        FuelSaved(carrier, amount, unit, kgce)
        for carrier, (amount, kgce, unit) in found.items()
        if abs(amount) > 1e-9
    )


def coal_replaced(fuels: Sequence[FuelSaved]) -> tuple[float, float]:
    """Return coal that is no longer burnt [t] and its standard coal [tce]."""
    coal = [fuel for fuel in fuels if fuel.carrier in COALS]
    return sum(f.amount for f in coal) / 1000.0, sum(f.kgce for f in coal) / 1000.0
