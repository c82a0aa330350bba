"""Ways of heating compared: the season of each plant turned into bill, carbon, and risk."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.calc.economics import global_cost, present_value
from app.calc.heat_pump import curve, power
from app.calc.heating_season import Climate, Job, Outcome
from app.calc.heating_sizes import DAMP
from app.calc.running import (
    Terms,
    band_tariff,
    coal_replaced,
    fuels_saved,
    running_cost,
    valley_share,
)
from app.calc.schedule import month_of_day
from app.calc.supply import CATALOGUE, ELECTRICITY, VALLEY_TARIFFS, account
from app.model.assessment import CarrierUse, UseState
from app.model.catalogue.supply import SystemSpec
from app.model.climate import Array
from app.model.funding import RunningCost
from app.model.heating import Performance, Plant
from app.model.house import HeatingPlant, ResolvedHouse

KILO = 1000.0
NONE_BY_MONTH = (0.0,) * 12
DAYS_OF_MONTH = 31.0
"""Days of the month whose bill is told, all at the design temperature."""


@dataclass(frozen=True, slots=True, eq=False)
class Season:
    """A job that has been run, with what its bill stands on.

    ``used`` the state in actual use (its services, its other carriers); ``system`` None: the
    present plant; ``house`` in that state; ``today`` what is bought now; ``night_tariff``: billed
    by peak and valley whatever K04 says.
    """

    job: Job
    outcome: Outcome
    used: UseState
    house: ResolvedHouse
    system: SystemSpec | None
    today: Sequence[CarrierUse]
    night_tariff: bool


def performance(season: Season, terms: Terms, climate: Climate) -> Performance:
    """Return all figures of a plant's season; ``terms`` are those of the surveyed house."""
    outcome = season.outcome
    presence = season.used.presence
    made = _energy(outcome.heat) * presence
    state, terms = with_plant(season, terms)
    found, by_month = state.account, state.q_h_nd_month
    bill = running_cost(state, terms)
    heating = [item for item in found.lines if item.use == "heating"]
    line, delivered = heating[0], sum(item.delivered for item in heating)
    cost = heating_cost(bill)
    subsidy = sum(item.cost for item in bill.operating)
    coal, tce = coal_replaced(fuels_saved(season.today, found.lines))
    load = season.job.state.house
    theta, share_covered = _coldest(season, climate)
    lab = _energy(outcome.lab) * presence
    electric = line.carrier == ELECTRICITY
    sun = _energy(outcome.sun) * presence
    pump = season.job.size is not None
    return Performance(
        heat=made,
        unmet=max(_energy(load) * presence - made, 0.0),
        hours_short=outcome.hours_short,
        theta_coldest=theta,
        coverage=share_covered,
        seasonal=(made - sun) / delivered if delivered > 0.0 else 0.0,
        seasonal_lab=made / lab if pump and lab > 0.0 else None,
        carrier=line.carrier,
        amount=line.amount,
        unit=line.unit,
        electricity=line.delivered if electric else 0.0,
        electricity_month=_shared(line.delivered, by_month) if electric else NONE_BY_MONTH,
        valley=_band(bill, "valley"),
        peak=_band(bill, "peak"),
        backup=_energy(outcome.backup) * presence,
        solar=sun,
        running=bill,
        cost=cost,
        subsidised=cost - subsidy,
        per_room=cost / season.job.state.demand.count,
        peak_month=_peak_month(season, climate, cost, made),
        co2=sum(item.co2 for item in heating),
        kgce=sum(item.kgce for item in heating),
        coal=coal,
        coal_tce=tce,
    )


def with_plant(season: Season, terms: Terms) -> tuple[UseState, Terms]:
    """Return the state of a season with the account of its plant, and on what its bill stands."""
    outcome, used = season.outcome, season.used
    electricity, made, burnt = (
        _energy(watts) * used.presence
        for watts in (outcome.electricity, outcome.heat, outcome.burnt)
    )
    house = _with_plant(season, electricity, burnt)
    found = account(house, burnt if burnt > 0.0 else made, "actual", terms.catalogue, terms.pack)
    tariff = band_tariff(terms.pack)
    share = valley_share(outcome.taken, tariff) if tariff is not None else None
    by_month = _by_month(outcome.taken)
    state = replace(used, account=found, q_h_nd_month=by_month, share_valley=share)
    return state, replace(terms, house=house)


def heating_cost(bill: RunningCost) -> float:
    """Return what heating has of a bill [yuan]."""
    return sum(line.cost for line in bill.lines if line.use == "heating")


def lifetime_cost(
    plant: Plant, cost: float, years: int, rate: float, kept: SystemSpec | None = None
) -> float:
    """Return what a plant costs over ``years``, heating included, as present value [yuan].

    A system that is ``kept`` is renewed at the end of each of its lives; the first one stands
    there already.
    """
    works = sum(
        global_cost(item.cost, max(round(item.life), 1), years, rate) for item in plant.purchases
    )
    if kept is not None:
        price = kept.capex.value
        works += global_cost(price, max(round(kept.life.value), 1), years, rate) - price
    return works + present_value(cost, years, rate)


def _energy(watts: Array) -> float:
    return float(watts.sum()) / KILO


def _by_month(watts: Array) -> tuple[float, ...]:
    days = watts.reshape(-1, 24).sum(axis=1) / KILO
    return tuple(float(x) for x in np.bincount(month_of_day(), weights=days, minlength=12))


def _shared(amount: float, by_month: Sequence[float]) -> tuple[float, ...]:
    total = sum(by_month)
    return tuple(amount * month / total if total > 0.0 else 0.0 for month in by_month)


def _band(bill: RunningCost, band: str) -> float:
    return sum(x.amount for x in bill.lines if x.use == "heating" and x.band == band)


def _with_plant(season: Season, electricity: float, burnt: float) -> ResolvedHouse:
    """Return the house with the new plant and the efficiency its season had."""
    house, system = season.house, season.system
    if system is None or system.kind == "solar":
        return house
    made = _energy(season.outcome.heat) * season.used.presence
    efficiency = season.job.efficiency
    if system.carrier == ELECTRICITY and electricity > 0.0:
        efficiency = made / electricity
    plant = HeatingPlant(
        code="",
        system=system.id,
        carrier=system.carrier,
        efficiency=efficiency,
        emitter=house.heating.emitter,
        convective_fraction=house.heating.convective_fraction,
        combustion=system.combustion,
        provenance=CATALOGUE,
    )
    bills = house.bills
    if season.night_tariff:
        bills = replace(bills, tariff=VALLEY_TARIFFS[0])
    return replace(house, heating=plant, bills=bills)


def _coldest(season: Season, climate: Climate) -> tuple[float, float]:
    """Return the coldest room and the share of the load covered on the coldest day of the season.

    The operative temperature of the engine less what the plant lets the room fall.
    """
    days = np.where(climate.season > 0.0, climate.theta_e, np.inf).reshape(-1, 24).mean(axis=1)
    day = slice(24 * int(np.argmin(days)), 24 * int(np.argmin(days)) + 24)
    theta = season.job.state.theta[day].mean(axis=0)
    dip = season.outcome.dip[day].mean(axis=0)
    load = float(season.job.state.house[day].sum())
    given = float(season.outcome.heat[day].sum())
    return float((theta - dip).min()), min(given / load, 1.0) if load > 0.0 else 1.0


def _peak_month(season: Season, climate: Climate, cost: float, made: float) -> float:
    """Return the heating bill of a month of 31 days at the design temperature [yuan].

    The load at that temperature is read off the straight line through the days of the season; it is
    bought at the mean price of the season and, by a heat pump, at the COP of that temperature.
    """
    if made <= 0.0:
        return 0.0
    demand = season.job.state.demand
    load = load_at(season.job.state.house, climate, demand.theta_e)
    factor = 1.0
    if season.job.size is not None and season.outcome.electricity.sum() > 0.0:
        mean = float(season.outcome.heat.sum() / season.outcome.electricity.sum())
        factor = mean / _cop_at(season, load)
    presence = 1.0 if season.used.presence > 0.0 else 0.0
    return presence * cost / made * factor * load * 24.0 * DAYS_OF_MONTH / KILO


def load_at(load: Array, climate: Climate, theta_e: float) -> float:
    """Return the daily mean load [W] at an outdoor temperature, by a line through the days."""
    on = climate.season.reshape(-1, 24).mean(axis=1) > 0.5
    days = load.reshape(-1, 24).mean(axis=1)
    heated = on & (days > 0.0)
    if heated.sum() < 3:
        return float(days.max(initial=0.0))
    outdoors = climate.theta_e.reshape(-1, 24).mean(axis=1)[heated]
    slope, start = np.polyfit(outdoors, days[heated], 1)
    return max(float(start + slope * theta_e), 0.0)


def _cop_at(season: Season, load: float) -> float:
    """Return the COP as in homes at the design temperature and this load [W]."""
    size, plant = season.job.size, season.job.plant
    assert size is not None
    theta = np.array([season.job.state.demand.theta_e])
    at = curve(size.table, size.theta_supply, theta, np.array([DAMP]))
    given = np.minimum(np.array([load]), plant.units * at.capacity)
    if given[0] <= 0.0:
        return 1.0
    taken = float(power(size.table, at, given, plant.units, np.ones(1)).total[0])
    lacking = max(load - float(given[0]), 0.0) if season.job.backup > 0.0 else 0.0
    return (float(given[0]) + lacking) / (taken / size.table.field_factor + lacking)
