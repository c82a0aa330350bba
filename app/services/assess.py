"""The present state of a dwelling: one batch of the engine, and everything read from it."""

import os
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from pathlib import Path

import numpy as np

from app.calc.engine import ENGINE_NAME, ENGINE_VERSION, simulate
from app.calc.geometry import shape_of
from app.calc.label import label_of
from app.calc.running import Terms, billed, hourly_share, is_valley_heated, running_cost
from app.calc.supply import account, heating_rate
from app.calc.thermal_model import AirState, air_state, thermal_model, unheated
from app.i18n import Text
from app.model.assessment import (
    AltitudeShift,
    Assessment,
    BillComparison,
    Premises,
    Range,
    UseState,
)
from app.model.catalogue import Catalogue, ClimateStation, PolicyPack
from app.model.climate import WeatherYear
from app.model.hourly import EngineOptions, RunResult, ZoneSummary
from app.model.house import ResolvedHouse, Use
from app.model.ids import new_id
from app.model.survey import Survey, VillageValues
from app.model.uncertainty import Uncertainty
from app.services.assess_bill import bill_comparison, heating_bill
from app.services.assess_envelope import (
    Losses,
    losses_of,
    part_losses,
)
from app.services.assess_fabric import Fabric, fabric_of
from app.services.assess_uncertainty import UseSample, scaled, uncertainty_of, use_sample
from app.services.climate import AT_STATION, Site, climate_of, site_of, station_code
from app.services.climate_results import FULL, air_account, zone_climates
from app.services.own_figures import own_reference
from app.services.resolve import filled_survey, resolve
from app.services.resolve import resolved_survey as _resolved_survey
from app.services.uncertainty import INTERVAL, SAMPLES, draw_use
from app.store.catalogue import load_catalogue, load_policy_pack

Progress = Callable[[float], None]
THREADS = min(os.cpu_count() or 1, 4)
"""Threads that share the work of large batches."""
SEASON = EngineOptions(season_only=True)
"""Winter is all an assessment asks for; the house without heating shares standard use's days."""
DRAWN = replace(SEASON, balance=False, threads=THREADS)
"""Of a drawn house only the need is asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What every assessment of a village stands on.

    ``station`` gives the design temperature ``theta_e_design`` [°C], moved by ``altitude`` where
    the village lies higher; ``climate`` is the name of the hourly year.
    """

    catalogue: Catalogue
    pack: PolicyPack
    weather: WeatherYear
    station: ClimateStation
    climate: Text
    theta_e_design: float
    altitude: AltitudeShift | None = None


@lru_cache(maxsize=1)
def _reference() -> tuple[Catalogue, PolicyPack]:
    return load_catalogue(), load_policy_pack()


@lru_cache(maxsize=4)
def load_context(
    weather_path: Path | None = None, station: str = "", site: Site = AT_STATION
) -> Context:
    """Return catalogue, policy pack, station and hourly year.

    The year is that of the EPW file or, without one, that of the station; the default station
    is Tianjin with the bundled year. Both are moved to the altitude of the ``site``.

    Raises
    ------
    AppError
        If there is no such station, or no year for it; the sentence says what to do.
    """
    catalogue, pack = _reference()
    code = station or station_code(VillageValues())
    climate = climate_of(catalogue, code, weather_path, site)
    return Context(
        catalogue, pack, climate.weather, climate.station, climate.name,
        climate.theta_e_design, climate.altitude,
    )  # fmt: skip


def context_for(village: VillageValues, weather_path: Path | None = None) -> Context:
    """Return the context of a village: its own EPW file, policy pack and prices, if it has any.

    Raises like :func:`load_context`, or if the village's policy pack cannot be used.
    """
    site = site_of(village, _reference()[1])
    context = load_context(weather_path, station_code(village), site)
    catalogue, pack = own_reference(village, context.catalogue, context.pack)
    if catalogue is context.catalogue and pack is context.pack:
        return context
    return replace(context, catalogue=catalogue, pack=pack)


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
    filled = filled_survey(survey, village, catalogue)
    house = resolve(survey, village, catalogue, pack, weather, filled)
    base = _Base.run(house, filled.survey, context, 0 if quick else SAMPLES, progress)
    if progress:
        progress(1.0)
    rate, q = heating_rate(house, catalogue, pack), base.actual.q_h_nd
    flat, amount = q * rate.money + rate.money_fixed, q * rate.amount + rate.amount_fixed
    low, high = _relative_interval(base, flat, previous if quick else None)
    typical, fixed = base.winter, base.by_area(context)
    cost = Range(typical, typical, typical)
    if not fixed:
        cost = Range(typical * low, typical, typical * high)
    base = base.paid(flat, fixed=fixed)
    amounts = Range(amount * low, amount, amount * high)
    losses = base.losses
    bill: BillComparison | None = None
    if rate.carrier and house.actual.presence > 0.0:
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
        elements=base.fabric.elements(losses),
        losses=part_losses(losses, cost.typical),
        phi_hl=base.fabric.load.phi_hl,
        bill=bill,
        confidence=base.fabric.confidence,
        findings=base.fabric.findings,
        interval_points=100.0 * 0.5 * (high - low),
        heat_load=base.fabric.heat_load(base.actual.phi_h_peak),
        moisture=base.fabric.moisture,
        uncertainty=_uncertainty(base, cost, catalogue, previous if quick else None),
        label=label_of(base.standard.q_h_nd_per_m2, pack),
    )


def _uncertainty(
    base: "_Base", cost: Range, catalogue: Catalogue, previous: Assessment | None
) -> Uncertainty | None:
    """Return how sure the figures are: by the sample, or by the earlier full result."""
    if base.sample is None:
        earlier = previous.uncertainty if previous is not None else None
        return scaled(earlier, base.actual.q_h_nd, cost) if earlier is not None else None
    if base.actual.q_h_nd <= 0.0:
        return None
    billed = heating_bill(base.house, base.actual.account, catalogue)
    usable = billed if billed is not None and billed.heating > 0.0 else None
    return uncertainty_of(base.sample, base.house, base.actual.q_h_nd, cost, usable)


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
    fabric: Fabric
    standard: UseState
    actual: UseState
    losses: Losses
    sample: UseSample | None

    @property
    def winter(self) -> float:
        """What heating costs in actual use, by the bill [yuan/a]."""
        return sum(line.cost for line in self.actual.account.lines if line.use == "heating")

    def by_area(self, context: Context) -> bool:
        """Tell whether heating costs the same however much is used."""
        terms = Terms(self.house, context.catalogue, context.pack)
        return running_cost(self.actual, terms).by_area

    def paid(self, flat: float, *, fixed: bool) -> "_Base":
        """Return this with the sample's money by the bill; ``flat`` [yuan/a] is its typical one."""
        if self.sample is None or flat <= 0.0:
            return self
        money = self.sample.money * self.winter / flat
        if fixed:
            money = np.full_like(money, self.winter)
        return replace(self, sample=replace(self.sample, money=money))

    @classmethod
    def run(
        cls,
        house: ResolvedHouse,
        answers: Survey,
        context: Context,
        samples: int,
        progress: Progress | None,
    ) -> "_Base":
        """Simulate standard use, the house without heating, actual use and drawn houses.

        ``answers`` are the survey of the house with every default filled.
        """
        catalogue, pack, weather = context.catalogue, context.pack, context.weather
        shape = shape_of(house)
        standard = thermal_model(house, "standard", catalogue, pack, weather)
        free = unheated(standard, f"{house.id}:free")
        used = thermal_model(house, "actual", catalogue, pack, weather)
        # The two uses have days of their own and run apart. That of the family takes longer and
        # begins; the other is put together and run beside it.
        options = replace(season_of(house), threads=THREADS)
        known = cache(partial(fabric_of, house, answers, shape, used, context))
        lived, rated, cold = simulate([used, standard, free], weather, options, meanwhile=known)
        fabric = known()
        theta = min(cold.zones[zone].theta_mean_jan for zone in shape.heated)
        whole = simulate([standard, free], weather, FULL) if samples else []
        balance = lived.balance or rated.balance
        if balance is None:
            raise ValueError("The engine returned no heat balance.")
        return cls(
            house=house,
            fabric=fabric,
            standard=replace(
                use_state(house, "standard", rated, context, theta),
                zones=zone_climates(rated, cold, whole),
            ),
            actual=replace(
                use_state(house, "actual", lived, context, theta, fabric.air),
                zones=zone_climates(lived, cold, whole),
            ),
            losses=losses_of(balance),
            sample=drawn_houses(house, context, samples, progress) if samples else None,
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

    Actual use counts the share of the season in which the house is lived in, and is paid by
    tariff; standard use by the price of the catalogue.
    """
    catalogue, pack = context.catalogue, context.pack
    pattern = house.use(use)
    air = air or air_state(house, use, catalogue, pack)
    q = run.q_h_nd * pattern.presence
    heated: Sequence[ZoneSummary] = [z for z in run.zones.values() if z.q_h_nd > 0.0]
    state = UseState(
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
        share_valley=hourly_share(run, pack) if is_valley_heated(house) else None,
    )
    return state if use == "standard" else billed(state, Terms(house, catalogue, pack))


def season_of(house: ResolvedHouse) -> EngineOptions:
    """Return what the run of actual use is asked for: its hours too where the tariff has hours."""
    return replace(SEASON, hourly=is_valley_heated(house))


def drawn_houses(
    house: ResolvedHouse, context: Context, samples: int, progress: Progress | None
) -> UseSample:
    """Return drawn houses with their figures: one batch."""
    catalogue, pack, weather = context.catalogue, context.pack, context.weather
    drawn = draw_use(house, catalogue, samples, zlib.crc32(house.id.encode()))
    models = [thermal_model(item, "actual", catalogue, pack, weather) for item in drawn.houses]
    runs = simulate(models, weather, DRAWN, progress)
    needs = np.array([run.q_h_nd for run in runs])
    return use_sample(drawn, needs, house.actual.presence, catalogue, pack)


def _relative_interval(
    base: _Base, typical: float, previous: Assessment | None
) -> tuple[float, float]:
    """Return the 80 % interval of the cost over its typical value, which it contains."""
    if previous is not None and previous.heating_cost.typical > 0.0:
        cost = previous.heating_cost
        return cost.low / cost.typical, cost.high / cost.typical
    if base.sample is None or typical <= 0.0:
        return 1.0, 1.0
    low, high = np.percentile(base.sample.money / typical, INTERVAL)
    return min(float(low), 1.0), max(float(high), 1.0)
