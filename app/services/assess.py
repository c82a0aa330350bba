"""The present state of a dwelling: one batch of the engine, and everything read from it."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import numpy as np

from app.calc.damp import moisture_of
from app.calc.engine import ENGINE_NAME, ENGINE_VERSION, simulate
from app.calc.geometry import shape_of
from app.calc.shape import Shape
from app.calc.supply import account, heating_cost_factor
from app.calc.thermal_model import AirState, air_state, thermal_model, unheated
from app.i18n import Text
from app.model.assessment import (
    Assessment,
    BillComparison,
    HeatLoad,
    Premises,
    Range,
    UseState,
)
from app.model.catalogue import Catalogue, ClimateStation, PolicyPack
from app.model.climate import Array, WeatherYear
from app.model.hourly import EngineOptions, RunResult, ZoneSummary
from app.model.house import ResolvedHouse, Use
from app.model.ids import new_id
from app.model.survey import Survey, VillageValues
from app.services.assess_bill import bill_comparison, confidence_of
from app.services.assess_envelope import (
    Losses,
    elements_table,
    losses_of,
    part_losses,
)
from app.services.climate import climate_of, station_code
from app.services.climate_results import FULL, air_account, zone_climates
from app.services.design import heat_load
from app.services.resolve import resolve
from app.services.resolve import resolved_survey as _resolved_survey
from app.services.rules import findings
from app.services.uncertainty import DrawnHouse, draw_houses
from app.store.catalogue import load_catalogue, load_policy_pack

Progress = Callable[[float], None]
SAMPLES = 128
SEASON = EngineOptions(season_only=True)
"""Winter is all an assessment asks for; the house without heating shares standard use's days."""
INTERVAL = (10.0, 90.0)
"""Percentiles of the 80 % interval."""


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What every assessment of a village stands on.

    ``station`` gives the design temperature, ``climate`` is the name of the hourly year.
    """

    catalogue: Catalogue
    pack: PolicyPack
    weather: WeatherYear
    station: ClimateStation
    climate: Text


@lru_cache(maxsize=1)
def _reference() -> tuple[Catalogue, PolicyPack]:
    return load_catalogue(), load_policy_pack()


@lru_cache(maxsize=4)
def load_context(weather_path: Path | None = None, station: str = "") -> Context:
    """Return catalogue, policy pack, station and hourly year.

    The year is that of the EPW file or, without one, that of the station; the default station
    is Tianjin with the bundled year.

    Raises
    ------
    AppError
        If there is no such station, or no year for it; the sentence says what to do.
    """
    catalogue, pack = _reference()
    climate = climate_of(catalogue, station or station_code(VillageValues()), weather_path)
    return Context(catalogue, pack, climate.weather, climate.station, climate.name)


def context_for(village: VillageValues, weather_path: Path | None = None) -> Context:
    """Return the context of a village with its own EPW file, if it has one.

    Raises like :func:`load_context`.
    """
    return load_context(weather_path, station_code(village))


def resolved_survey(survey: Survey, village: VillageValues, context: Context) -> Survey:
    """Return the survey with every default filled and marked as such."""
    return _resolved_survey(survey, village, context.catalogue)


def assess(
    survey: Survey,
    village: VillageValues,
    context: Context,
    progress: Progress | None = None,
    *,
    now: datetime | None = None,
    quick: bool = False,
    previous: Assessment | None = None,
) -> Assessment:
    """Assess the present state of a dwelling.

    ``quick`` leaves the uncertainty sample out; the interval is then that of ``previous``,
    scaled, or none (all three figures alike).

    Raises
    ------
    IncompleteError
        If the geometry cannot be computed; it names the fields.
    """
    catalogue, pack, weather = context.catalogue, context.pack, context.weather
    house = resolve(survey, village, catalogue, pack, weather)
    base = _Base.run(house, context, 0 if quick else SAMPLES, progress)
    if progress:
        progress(1.0)
    carrier, amount, money = heating_cost_factor(house, catalogue, pack)
    q = base.actual.q_h_nd
    low, high = _relative_interval(base.factors, previous if quick else None)
    cost = Range(q * money * low, q * money, q * money * high)
    amounts = Range(q * amount * low, q * amount, q * amount * high)
    losses = base.losses
    bill: BillComparison | None = None
    if carrier and house.actual.presence > 0.0:
        bill = bill_comparison(house, base.actual.account, amounts, catalogue)
    return Assessment(
        id=new_id(),
        dwelling_id=survey.dwelling_id,
        at=(now or datetime.now(UTC)).isoformat(timespec="seconds"),
        premises=premises(house, context),
        inputs=house.inputs,
        standard=base.standard,
        actual=base.actual,
        heating_cost=cost,
        elements=elements_table(house, base.shape, losses, catalogue),
        losses=part_losses(losses, cost.typical),
        phi_hl=base.heat_load.phi_hl,
        bill=bill,
        confidence=confidence_of(house.inputs),
        findings=findings(resolved_survey(survey, village, context), catalogue, "assessed"),
        interval_points=100.0 * 0.5 * (high - low),
        heat_load=base.heat_load,
        moisture=moisture_of(house, catalogue, pack, weather),
    )


def premises(house: ResolvedHouse, context: Context) -> Premises:
    """Return on what the results of a house stand."""
    catalogue, pack, weather = context.catalogue, context.pack, context.weather
    return Premises(
        method=pack.method(proved=house.air.proved),
        policy_pack=f"{pack.id} {pack.version}",
        catalogue=f"{catalogue.id} {catalogue.version}",
        climate=weather.name,
        climate_synthetic=weather.synthetic,
        prices_date=pack.date,
        engine=f"{ENGINE_NAME} {ENGINE_VERSION}",
        hashes={
            "catalogue": catalogue.sha256,
            "policy_pack": pack.sha256,
            "weather": weather.sha256,
        },
        climate_text=context.climate,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Base:
    """What the batch without sample tells."""

    house: ResolvedHouse
    shape: Shape
    standard: UseState
    actual: UseState
    losses: Losses
    heat_load: HeatLoad
    factors: Array

    @classmethod
    def run(
        cls, house: ResolvedHouse, context: Context, samples: int, progress: Progress | None
    ) -> "_Base":
        """Simulate standard use, the house without heating, actual use and drawn houses."""
        catalogue, pack, weather = context.catalogue, context.pack, context.weather
        shape = shape_of(house)
        draws: list[DrawnHouse] = []
        if samples:
            draws = draw_houses(house, catalogue, samples, zlib.crc32(house.id.encode()))
        standard = thermal_model(house, "standard", catalogue, pack, weather)
        free = unheated(standard, f"{house.id}:free")
        used = [
            thermal_model(item, "actual", catalogue, pack, weather)
            for item in (house, *(draw.house for draw in draws))
        ]
        runs = simulate([standard, free, *used], weather, SEASON, progress)
        theta = min(runs[1].zones[zone].theta_mean_jan for zone in shape.heated)
        whole = simulate([standard, free], weather, FULL) if samples else []
        air = air_state(house, "actual", catalogue, pack, shape)
        balance = runs[2].balance or runs[0].balance
        if balance is None:
            raise ValueError("The engine returned no heat balance.")
        return cls(
            house=house,
            shape=shape,
            standard=replace(
                use_state(house, "standard", runs[0], context, theta),
                zones=zone_climates(runs[0], runs[1], whole),
            ),
            actual=replace(
                use_state(house, "actual", runs[2], context, theta, air),
                zones=zone_climates(runs[2], runs[1], whole),
            ),
            losses=losses_of(balance),
            heat_load=heat_load(house, used[0], 1000.0 * runs[2].phi_h_peak, context),
            factors=_cost_factors(house, runs[2:], draws, context),
        )


def use_state(
    house: ResolvedHouse,
    use: Use,
    run: RunResult,
    context: Context,
    theta_without: float | None = None,
    air: AirState | None = None,
) -> UseState:
    """Return the figures of a house under a use from its run.

    Actual use counts the share of the season in which the house is lived in.
    """
    catalogue, pack = context.catalogue, context.pack
    pattern = house.use(use)
    air = air or air_state(house, use, catalogue, pack)
    q = run.q_h_nd * pattern.presence
    heated: Sequence[ZoneSummary] = [z for z in run.zones.values() if z.q_h_nd > 0.0]
    return UseState(
        use=use,
        theta_set=pattern.theta_day,
        area_heated=house.heated_area,
        q_h_nd=q,
        q_h_nd_per_m2=q / house.heated_area,
        q_h_nd_month=tuple(month * pattern.presence for month in run.q_h_nd_month),
        phi_h_peak=1000.0 * run.phi_h_peak,
        n_air=air.n,
        theta_without=theta_without,
        hours_under=max((zone.hours_under for zone in heated), default=0.0),
        account=account(house, q, use, catalogue, pack),
        presence=pattern.presence,
        balance=run.balance,
        air=air_account(house, use, air, pack),
    )


def _cost_factors(
    house: ResolvedHouse, runs: Sequence[RunResult], draws: Sequence[DrawnHouse], context: Context
) -> Array:
    """Return cost of heating in actual use relative to the typical one, for each draw."""
    catalogue, pack = context.catalogue, context.pack
    typical = runs[0].q_h_nd * heating_cost_factor(house, catalogue, pack)[2]
    if typical <= 0.0 or not draws:
        return np.ones(1)
    money = [
        run.q_h_nd * draw.engine_factor * heating_cost_factor(draw.house, catalogue, pack)[2]
        for run, draw in zip(runs[1:], draws, strict=True)
    ]
    return np.array(money) / typical


def _relative_interval(factors: Array, previous: Assessment | None) -> tuple[float, float]:
    """Return the 80 % interval relative to the typical value, which it contains."""
    if previous is not None and previous.heating_cost.typical > 0.0:
        cost = previous.heating_cost
        return cost.low / cost.typical, cost.high / cost.typical
    low, high = np.percentile(factors, INTERVAL)
    return min(float(low), 1.0), max(float(high), 1.0)
