"""Ways of heating of a dwelling compared, before and after a package of envelope works."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType

import numpy as np

from app.calc.heating_options import Season, lifetime_cost, performance, with_plant
from app.calc.heating_season import Job, Outcome, run
from app.calc.heating_sizes import (
    ELECTRIC,
    FIXED,
    WATER,
    Demand,
    PumpSize,
    Sizing,
    fixed_plant,
    proposed,
    pump_plant,
    pump_sizes,
    valley_hours,
    within_meter,
)
from app.calc.return_coal import return_risk
from app.calc.running import Terms, band_tariff, billed
from app.model.assessment import Assessment, Package, UseState
from app.model.catalogue.supply import COALS, SystemSpec
from app.model.climate import Array
from app.model.heating import (
    Case,
    Connection,
    FamilyHeating,
    HeatingComparison,
    HeatingOption,
    KangBeside,
    OptionKey,
    Performance,
    Plant,
    Purchase,
    ReturnRisk,
    RoomPlant,
    Sized,
    StateKey,
)
from app.model.stages.heating import WAYS
from app.model.survey import Survey, VillageValues, village_value
from app.services.assess import Context, resolved_survey
from app.services.heating_facts import Household, facts_for, last_winter, said_of
from app.services.heating_states import climate_of_season, lived_states, state_load
from app.services.resolve import resolve
from app.services.scenarios import package_list

KEYS: tuple[OptionKey, ...] = (
    "fan", "water_floor", "water_fancoil", "water_radiator", "ac", "pellet_stove",
    "pellet_boiler", "gas", "gas_cond", "storage", "direct", "solar_air", "solar_water",
)  # fmt: skip
BESIDE: tuple[OptionKey, ...] = ("solar_air", "solar_water")
PROGRAMME = "electricity"
NIGHT: tuple[OptionKey, ...] = ("storage",)
OLD_STOVE = "R48"
KANG_FUEL, KANG_SYSTEM = "firewood", "kang_old"


def compare_heating(
    survey: Survey,
    village: VillageValues,
    context: Context,
    assessment: Assessment,
    package: Package | None,
    *,
    now: datetime | None = None,
    hashes: Mapping[str, str] = MappingProxyType({}),
    chosen: tuple[OptionKey, str] | None = None,
) -> HeatingComparison:
    """Return all ways of heating of an assessed dwelling, sized before and after a package.

    ``assessment`` is that of the survey as it stands, ``package`` one of its plan, None where none
    was chosen. ``chosen``: way and unit that the family has chosen. Raises like
    :func:`app.services.assess.assess`.
    """
    at = now or datetime.now(UTC)
    found = _Comparison(survey, village, context, assessment, package, at.year).result()
    way, unit = chosen or (None, "")
    return replace(
        found, at=at.isoformat(timespec="seconds"), hashes=dict(hashes), family=way, unit=unit
    )


def heating_chosen(
    survey: Survey,
    village: VillageValues,
    context: Context,
    assessment: Assessment,
    package: Package | None,
    chosen: tuple[OptionKey, str],
    *,
    now: datetime | None = None,
) -> FamilyHeating | None:
    """Return the house after a package with the heating its family has chosen, way and unit.

    None where the house cannot have it: collectors beside a heating that is not there. A unit that
    the catalogue has no longer is the proposed one. Raises like :func:`compare_heating`.
    """
    at = now or datetime.now(UTC)
    work = _Comparison(survey, village, context, assessment, package, at.year)
    return work.family(*chosen)


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """A size of an option with its plants before and after, waiting for its seasons."""

    key: OptionKey
    size: PumpSize | None
    before: Plant
    after: Plant | None

    def plant(self, state: StateKey) -> Plant:
        """Return the plant that stands in a state."""
        return self.after if state != "before" and self.after is not None else self.before


Run = tuple[Job, Outcome]


class _Comparison:
    """The work of one comparison."""

    def __init__(
        self,
        survey: Survey,
        village: VillageValues,
        context: Context,
        assessment: Assessment,
        package: Package | None,
        year: int,
    ) -> None:
        self.assessment, self.package, self.year = assessment, package, year
        self.catalogue, self.pack = context.catalogue, context.pack
        said = said_of(resolved_survey(survey, village, context))
        self.bare = resolve(survey, village, self.catalogue, self.pack, context.weather)
        self.programme = str(village_value(village, "V13").value or "")
        self.terms = Terms(self.bare, self.catalogue, self.pack, self.programme)
        self.lived = lived_states(self.bare, assessment, package, context)
        self.climate = climate_of_season(self.bare, context)
        tariff = band_tariff(self.pack)
        self.charging = valley_hours(tariff)
        meter, emitter = str(said.get("L05") or "unk"), self.bare.heating.emitter
        self.sizing = Sizing(self.catalogue, self.pack.heating, meter, emitter, tariff)
        works = package_list(package) if package is not None else ()
        self.household = Household(said, self.bare, works, self.catalogue)
        self.winter = last_winter(self.bare, assessment, context)
        self.kang = self._kang()

    def result(self) -> HeatingComparison:
        """Return the comparison."""
        heated = bool(self.bare.heating.carrier)
        keys = [key for key in KEYS if heated or key not in BESIDE]
        wanted = [item for key in keys for item in self._sizes(key)]
        if heated:
            wanted.insert(0, _Wanted("present", None, _nothing(self._demand("before")), None))
        runs = self._run(wanted)
        options: list[HeatingOption] = []
        for key in dict.fromkeys(item.key for item in wanted):
            mine = [item for item in wanted if item.key == key]
            options.append(self._option(mine, runs))
        last = self.lived.get("after", self.lived["before"]).state.demand
        rule = self.catalogue.rules.get(OLD_STOVE)
        bills = [size.before.performance.running for o in options for size in o.sizes]
        return HeatingComparison(
            dwelling_id=self.assessment.dwelling_id,
            at="",
            package=self.package.key if self.package is not None else None,
            theta_e=last.theta_e,
            rooms=last.count,
            area=last.area,
            states={key: state_load(lived, self.climate) for key, lived in self.lived.items()},
            options=tuple(options),
            fuel_money=self.winter.money,
            fuel_told=self.winter.told,
            present_carrier=self.bare.heating.carrier,
            subsidy_season=max((x.season for bill in bills for x in bill.operating), default=""),
            announced=all(bill.announced for bill in bills),
            kang=self.kang,
            old_stove=rule.sentence if rule is not None else None,
            hashes={},
        )

    def family(self, key: OptionKey, unit: str) -> FamilyHeating | None:
        """Return the house with one way of heating alone."""
        if key in ("present", *BESIDE) and not self.bare.heating.carrier:
            return None
        wanted = [_Wanted(key, None, _nothing(self._demand("before")), None)]
        if key != "present":
            wanted = list(self._sizes(key))
        runs = self._run(wanted)
        option = self._option(wanted, runs)
        works = "after" in self.lived
        place = option.place_of(unit, works=works)
        item, size = wanted[place], option.sizes[place]
        system = self._system(item)

        def used(state: StateKey) -> tuple[UseState, Array]:
            season = self._season(key, system, runs[id(item), state], state)
            found, terms = with_plant(season, self.terms)
            taken = np.asarray(season.outcome.electricity * found.presence / 1000.0)
            return billed(found, terms), taken

        same, hours = used("after" if works else "before")
        case = size.after if works and size.after is not None else size.before
        return FamilyHeating(
            key=key,
            name=option.name,
            size=size,
            case=case,
            used=same,
            warmer=used("warmer")[0] if works else same,
            hours=tuple(hours.tolist()) if key not in ("present", *BESIDE) else (),
        )

    def _demand(self, state: StateKey) -> Demand:
        return self.lived[state].state.demand

    # plants and their seasons

    def _sizes(self, key: OptionKey) -> Iterator[_Wanted]:
        after = self._demand("after") if "after" in self.lived else None
        if key in FIXED:
            whole = fixed_plant(key, self._demand("before"), self.sizing)
            later = fixed_plant(key, after, self.sizing) if after is not None else None
            both = [plant for plant in (whole, later) if plant is not None]
            if any(plant.connection.fits is False for plant in both):
                held = [within_meter(key, plant, self.sizing) for plant in both]
                yield _Wanted(key, None, held[0], held[-1] if later is not None else None)
            yield _Wanted(key, None, whole, later)
            return
        sizes = pump_sizes(key, self.sizing)
        for size in sizes:
            last = size is sizes[-1]
            before = pump_plant(key, size, self._demand("before"), self.sizing, last=last)
            later = None
            if after is not None:
                later = pump_plant(key, size, after, self.sizing, last=last)
            yield _Wanted(key, size, before, later)

    def _run(self, wanted: Sequence[_Wanted]) -> dict[tuple[int, StateKey], Run]:
        jobs = {(id(item), key): self._job(item, key) for item in wanted for key in self.lived}
        outcomes = run(list(jobs.values()), self.climate)
        return {
            key: (job, outcome) for (key, job), outcome in zip(jobs.items(), outcomes, strict=True)
        }

    def _job(self, item: _Wanted, key: StateKey) -> Job:
        state, plant = self.lived[key].state, item.plant(key)
        if item.key == "present":
            return Job("present", state, plant, None, 1.0)
        if item.size is not None:
            backup = 1000.0 * self.pack.heating.backup_kw.value if item.key in WATER else 0.0
            return Job("pump", state, plant, item.size, 1.0, backup)
        seasonal = self.catalogue.systems[FIXED[item.key]].seasonal
        efficiency = seasonal.typical if seasonal is not None else 1.0
        kind = item.key if item.key in ("direct", "storage", *BESIDE) else "fuel"
        return Job(kind, state, plant, None, efficiency, charging=self.charging)

    # figures

    def _option(
        self, wanted: Sequence[_Wanted], runs: Mapping[tuple[int, StateKey], Run]
    ) -> HeatingOption:
        key = wanted[0].key
        system = self._system(wanted[0])
        after, before = (_proposed([x.plant(s) for x in wanted]) for s in ("after", "before"))
        sizes = [self._sized(item, system, runs) for item in wanted]
        if after.limited and sizes[after.place].after is not None:
            sizes[after.place] = _limited(sizes[after.place], after=True)
        if before.limited:
            sizes[before.place] = _limited(sizes[before.place], after=False)
        best = sizes[after.place]
        shown = (best.after or best.before).performance
        saved = shown.cost * self.kang.heat / shown.heat if self.kang and shown.heat else 0.0
        return HeatingOption(
            key=key,
            system=system.id if system is not None else self.bare.heating.system,
            name=WAYS[key],
            combustion=system.combustion if system is not None else self.bare.heating.combustion,
            sizes=tuple(sizes),
            chosen=after.place,
            chosen_before=before.place,
            own_tariff=self._night(key) and self.bare.bills.tariff != "tou",
            kang_saved=saved,
        )

    def _system(self, item: _Wanted) -> SystemSpec | None:
        if item.key == "present":
            return None
        if item.size is not None:
            return self.catalogue.systems[item.size.unit.system_at(item.size.theta_supply)]
        return self.catalogue.systems[FIXED[item.key]]

    def _night(self, key: OptionKey) -> bool:
        return key in NIGHT or (key in ELECTRIC and self.programme == PROGRAMME)

    def _sized(
        self,
        item: _Wanted,
        system: SystemSpec | None,
        runs: Mapping[tuple[int, StateKey], Run],
    ) -> Sized:
        seasons = {
            key: self._performance(item.key, system, runs[id(item), key], key) for key in self.lived
        }
        planned = seasons.get("warmer")
        after = None
        if "after" in seasons and planned is not None:
            after = self._case(item, "after", seasons["after"], planned)
        unit = item.size.unit if item.size is not None else None
        return Sized(
            unit=unit.id if unit is not None else "",
            name=unit.name if unit is not None else WAYS[item.key],
            before=self._case(item, "before", seasons["before"], seasons["before"]),
            after=after,
            warmer=planned,
            noise_distance=self._noise_distance(unit.noise.value) if unit is not None else None,
        )

    def _noise_distance(self, noise: float) -> float:
        """Return how far a neighbour's window must be from one unit, in the open [m]."""
        return float(10.0 ** ((noise - self.pack.heating.noise_limit.value) / 20.0))

    def _performance(
        self, key: OptionKey, system: SystemSpec | None, run: Run, state: StateKey
    ) -> Performance:
        return performance(self._season(key, system, run, state), self.terms, self.climate)

    def _season(
        self, key: OptionKey, system: SystemSpec | None, run: Run, state: StateKey
    ) -> Season:
        lived = self.lived[state]
        return Season(
            run[0], run[1], lived.used, lived.house, system,
            self.assessment.actual.account.lines, self._night(key),
        )  # fmt: skip

    def _case(
        self, item: _Wanted, state: StateKey, found: Performance, planned: Performance
    ) -> Case:
        plant = item.plant(state)
        years, rate = round(self.pack.funding.horizon.value), self.pack.discount_rate.typical
        return Case(
            plant=plant,
            performance=found,
            lifetime=lifetime_cost(plant, found.cost, years, rate, self._kept(item.key)),
            years=years,
            risk=self._risk(item, state, plant, planned),
        )

    def _age(self, key: OptionKey) -> float:
        """Return how old the heater of an option is [a]: new, or that of the survey (I02)."""
        bought = self.bare.heating.year
        stays = key in ("present", *BESIDE)
        return float(self.year - bought) if stays and bought is not None else 0.0

    def _kept(self, key: OptionKey) -> SystemSpec | None:
        """Return the present system where an option keeps it."""
        if key != "present" and key not in BESIDE:
            return None
        return self.catalogue.systems.get(self.bare.heating.system)

    def _risk(
        self, item: _Wanted, state: StateKey, plant: Plant, planned: Performance
    ) -> ReturnRisk | None:
        carrier = self.bare.heating.carrier
        if item.key in ("present", *BESIDE) and (carrier in COALS or not carrier):
            return None
        demand = self._demand(state)
        warmer = self._demand("warmer").area if "warmer" in self.lived else demand.area
        ratio = warmer / self._demand("before").area if state != "before" else 1.0
        electric = item.key in ELECTRIC or planned.carrier == PROGRAMME
        facts = facts_for(
            self.household, item.key, electric, plant, planned, self.winter, ratio,
            demand.phi_steady / demand.area, self._age(item.key),
        )  # fmt: skip
        return return_risk(facts, self.pack.heating)

    def _kang(self) -> KangBeside | None:
        """Return what a kang that is kept gives and burns, None where there is none."""
        plant = self.bare.heating
        if not (plant.kangs > 0.0 or "kang" in plant.secondary or plant.emitter == "kang"):
            return None
        lived = self.lived.get("after", self.lived["before"])
        days = lived.state.house.reshape(-1, 24).sum(axis=1) / 1000.0
        heat = float(np.minimum(days, self.pack.heating.kang_heat.value).sum())
        seasonal = self.catalogue.systems[KANG_SYSTEM].seasonal
        efficiency = seasonal.typical if seasonal is not None else 1.0
        lhv = self.catalogue.carriers[KANG_FUEL].lhv.value
        heat *= lived.used.presence
        return KangBeside(heat, heat / efficiency / lhv, KANG_FUEL)


def _nothing(demand: Demand) -> Plant:
    """Return what stands there: nothing is bought, its size is not surveyed."""
    bought: tuple[Purchase, ...] = ()
    rooms = (RoomPlant("", demand.count, demand.phi_hl / demand.count, 0),)
    nowhere = Connection(0.0, 0.0, "", None, None)
    return Plant(rooms, 0, demand.phi_hl, 0.0, (), (), None, nowhere, bought)


@dataclass(frozen=True, slots=True)
class _Proposed:
    """The place of a proposed size; ``limited``: the meter forbids the one that would be."""

    place: int
    limited: bool


def _proposed(plants: Sequence[Plant]) -> _Proposed:
    place = proposed(plants)
    free = [replace(p, connection=replace(p.connection, fits=True)) for p in plants]
    return _Proposed(place, place != proposed(free))


def _limited(size: Sized, *, after: bool) -> Sized:
    """Return a size whose plant says that it was taken because of the meter."""
    case = size.after if after else size.before
    if case is None:
        return size
    plant = replace(case.plant, connection=replace(case.plant.connection, limited=True))
    told = replace(case, plant=plant)
    return replace(size, after=told) if after else replace(size, before=told)
