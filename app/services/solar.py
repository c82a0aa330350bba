"""Photovoltaics of a house: what fits, what it yields, what of it the family has, what is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from app.calc.electric_load import ElectricLoad
from app.calc.pv_money import best_size
from app.errors import RefusedError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.catalogue import Measure, PvModule, PvRules
from app.model.climate import Array
from app.model.house import ResolvedHouse
from app.model.solar import (
    BatteryChoice,
    Beside,
    LoadPart,
    Ownership,
    Shortfall,
    Site,
    Solar,
    SolarDetail,
    SolarSize,
)
from app.model.stages import Stages, stage_value
from app.model.stages.solar import BATTERY, COUNT, OWNERSHIP, SITE
from app.model.survey import Survey, VillageValues
from app.services.assess import Context, resolved_survey
from app.services.heating_hours import heating_hours
from app.services.resolve import resolve
from app.services.solar_checks import Checked, Planned, check
from app.services.solar_notes import empty_reason, notes_of, prices_of
from app.services.solar_short import MOST, as_finding, shortfall_of
from app.services.solar_site import (
    Answers,
    Heating,
    Sited,
    answers_of,
    heat_pump_heating,
    meter_of,
    present_heating,
    rules_of,
    sited,
)
from app.services.solar_sweep import Ground, Sizes, coarse, limit_of, plant_terms


@dataclass(frozen=True, slots=True)
class Wish:
    """What a plant is asked for: measures beside it, the house after them, another heating.

    ``heating``: electricity for heating by hour (8760) [kWh] with its name, in place of the
    present one. ``count``, ``site``, ``battery`` [kWh] go before what is laid down in the stages.
    """

    measures: tuple[Measure, ...] = ()
    house: ResolvedHouse | None = None
    heating: Heating | None = None
    count: int | None = None
    site: Site | None = None
    battery: float | None = None


def solar_of(
    survey: Survey,
    village: VillageValues,
    context: Context,
    stages: Stages,
    wish: Wish | None = None,
    *,
    today: date | None = None,
) -> Solar:
    """Return the photovoltaics of a dwelling.

    Raises
    ------
    IncompleteError
        If the house cannot be computed; it names the fields.
    AppError
        If the battery is negative, or the tariff lacks an hour or a price; it names the row.
    """
    return _Maker(survey, village, context, stages, wish or Wish(), today or date.today()).made()


class _Maker:
    """One house while its photovoltaics are worked out."""

    def __init__(
        self,
        survey: Survey,
        village: VillageValues,
        context: Context,
        stages: Stages,
        wish: Wish,
        today: date,
    ) -> None:
        catalogue, pack = context.catalogue, context.pack
        self.context, self.village, self.stages, self.wish = context, village, stages, wish
        self.filled = resolved_survey(survey, village, context)
        self.house = wish.house or resolve(survey, village, catalogue, pack, context.weather)
        self.answers: Answers = answers_of(self.filled)
        self.rules: PvRules = rules_of(pack)
        self.module: PvModule = self.rules.chosen()
        self.today = today
        self.dwelling_id = survey.dwelling_id
        self.hours = heating_hours(self.house, context)
        self.present = wish.heating or present_heating(self.house, self.hours.need, context)

    def made(self) -> Solar:
        """Return the record of the house."""
        battery = self._battery()
        places = sited(
            self.house, self.answers, self.rules, self.module, self.context.weather,
            self.stages.obstacles,
        )  # fmt: skip
        ground, load = self._ground(self.present)
        opened = [self._best_tilt(ground, group) for group in _by_site(places)]
        sizes = [size for item in opened for size in item.sizes(flows=True)]
        sizes += self._sweep(ground, places, opened)
        best, robust = _best(sizes)
        site = self._site(sizes, best)
        shown = self._shown(sizes, best, site)
        at_hand = next((x for x in opened if x.sized.layout.surface.site == site), None)
        checked = self._check(site)
        empty = empty_reason(self.answers, self.filled, self.context.catalogue, bool(places))
        short = self._short(site, opened, empty)
        return Solar(
            dwelling_id=self.dwelling_id,
            at=self.today.isoformat(),
            module=self.module.name,
            module_w=self.module.power.value,
            ownership=self._ownership(),
            site=site,
            layouts=tuple(item.sized.layout for item in opened),
            sizes=tuple(sizes),
            best=best,
            shown=shown,
            robust=robust,
            details=self._details(at_hand),
            loads=self._loads(load),
            heating=self.present.name,
            batteries=self._batteries(at_hand, sizes, shown, battery),
            questions=checked.questions,
            findings=(*checked.findings, *(() if short is None else (as_finding(short),))),
            notes=notes_of(
                self.answers,
                self.rules,
                self.context.pack,
                self._day(),
                measured=bool(self.stages.obstacles),
            ),
            prices=prices_of(self.rules, self.context, ground, load),
            roof_load=checked.roof_load,
            may_sign=checked.may_sign and shown is not None and sizes[shown].fits,
            empty=empty,
            battery=battery,
            obstacles=self.stages.obstacles,
            laid=stage_value(self.stages, COUNT).value,
            beside=tuple(self._beside(places)),
            shortfall=short,
        )

    # the plant

    def _day(self) -> str:
        """Return the day on which a plant planned now is connected."""
        months = self.today.month - 1 + int(self.rules.lead.value)
        return date(self.today.year + months // 12, months % 12 + 1, 1).isoformat()

    def _ground(self, heating: Heating) -> tuple[Ground, ElectricLoad]:
        load, meter = meter_of(
            self.house, self.village, self.context, self.rules, heating, self.answers.arrangement,
            self.hours.by_month,
        )  # fmt: skip
        terms = plant_terms(self.rules, self.context.catalogue, self.context.pack)
        limit = limit_of(self.rules, self.answers.meter)
        return Ground(self.rules, self.module, meter, terms, self._day(), limit), load

    def _best_tilt(self, ground: Ground, group: Sequence[Sited]) -> Sizes:
        """Return all sizes of the tilt that gains most on a surface."""
        gains = []
        for item in group:
            sizes = Sizes.of(ground, item, coarse(len(item.layout.modules)))
            gains.append(max(size.case("typical").npv for size in sizes.sizes(flows=False)))
        best = group[int(np.argmax(gains))]
        most = min(len(best.layout.modules), MOST)
        return Sizes.of(ground, best, range(1, most + 1))

    def _sweep(
        self, ground: Ground, places: Sequence[Sited], opened: Sequence[Sizes]
    ) -> list[SolarSize]:
        """Return some sizes of the tilts that were not taken."""
        taken = [item.sized for item in opened]
        return [
            size
            for item in places
            if item not in taken
            for size in Sizes.of(ground, item, coarse(len(item.layout.modules))).sizes(flows=False)
        ]

    def _beside(self, places: Sequence[Sited]) -> list[Beside]:
        """Return the best size with the present heating and with a heat pump."""
        cases = [self.present]
        if not self.present.electric:
            cases.append(heat_pump_heating(self.hours, self.answers.meter, self.context))
        found = []
        for heating in cases if places else ():
            ground, load = self._ground(heating)
            opened = [self._best_tilt(ground, group) for group in _by_site(places)]
            sizes = [size for item in opened for size in item.sizes(flows=False)]
            best, _robust = _best(sizes)
            size = sizes[best] if best is not None else None
            found.append(
                Beside(
                    heating.name,
                    float(load.total.sum()),
                    size.count if size else None,
                    size.kwp if size else 0.0,
                    size.used / size.output if size else 0.0,
                    size.case("typical").npv if size else 0.0,
                )
            )
        return found

    # what is chosen

    def _ownership(self) -> Ownership:
        chosen: Ownership = stage_value(self.stages, OWNERSHIP).value or "own"
        return chosen

    def _battery(self) -> float:
        wished = self.wish.battery
        held = stage_value(self.stages, BATTERY).value if wished is None else wished
        if held is not None and float(held) < 0.0:
            raise RefusedError(
                _("A battery cannot have {n:g} kWh (TV8). Enter 0 or more.").format(n=float(held))
            )
        return float(held or 0.0)

    def _site(self, sizes: Sequence[SolarSize], best: int | None) -> Site | None:
        chosen = self.wish.site or stage_value(self.stages, SITE).value
        there = list(dict.fromkeys(size.site for size in sizes))
        if chosen in there:
            found: Site = chosen
            return found
        if best is not None:
            return sizes[best].site
        return there[0] if there else None

    def _asked(self) -> int:
        """Return the number of modules asked for, 0 for none."""
        return int(self.wish.count or stage_value(self.stages, COUNT).value or 0)

    def _short(
        self, site: Site | None, opened: Sequence[Sizes], empty: Text | None
    ) -> Shortfall | None:
        taken = [item.sized for item in opened]
        return shortfall_of(
            self._asked(), site, taken, self.answers, self.rules, self.module,
            self.context.weather.latitude, empty,
        )  # fmt: skip

    def _shown(self, sizes: Sequence[SolarSize], best: int | None, site: Site | None) -> int | None:
        """Return the size at hand: as laid down, else the best, else all that fits."""
        here = [k for k, size in enumerate(sizes) if size.site == site and size.money[0].flow]
        if not here:
            return None
        count = self._asked()
        if count:
            return min(here, key=lambda k: abs(sizes[k].count - count))
        if best in here:
            return best
        fitting = [k for k in here if sizes[k].fits]
        return (fitting or here)[-1] if best is None else (fitting or here)[0]

    def _details(self, at_hand: Sizes | None) -> tuple[SolarDetail, ...]:
        return tuple(at_hand.details()) if at_hand is not None else ()

    def _batteries(
        self, at_hand: Sizes | None, sizes: Sequence[SolarSize], shown: int | None, wished: float
    ) -> tuple[BatteryChoice, ...]:
        if at_hand is None or shown is None:
            return ()
        compared = sorted({*self.rules.battery.sizes, *((wished,) if wished else ())})
        return tuple(at_hand.batteries(sizes[shown].count, compared))

    # what stands around it

    def _check(self, site: Site | None) -> Checked:
        mount = {"yard": "yard", "flat": "rows"}.get(str(site), "flush")
        load = self.rules.mounts[mount].dead_load.typical
        planned = Planned(None if self._ownership() == "none" else site, load, self.wish.measures)
        return check(self.filled, self.stages, self.answers, planned, self.context.catalogue)

    def _loads(self, load: ElectricLoad) -> tuple[LoadPart, ...]:
        told = Text("按不取暖那个月的用电（R08）", "by the month without heating (R08)")
        usual = Text("按政策包的标准用量", "by the standard use of the policy pack")
        source = told if load.billed else usual
        parts = [LoadPart(use, amount, True, source) for use, amount in load.uses.items()]
        heating = float(load.heating.sum())
        reached = self.answers.arrangement != "heating"
        parts.append(LoadPart("heating", heating, reached, self.present.name))
        return tuple(parts)


def _by_site(places: Sequence[Sited]) -> list[list[Sited]]:
    found: dict[Site, list[Sited]] = {}
    for item in places:
        found.setdefault(item.layout.surface.site, []).append(item)
    return list(found.values())


def _best(sizes: Sequence[SolarSize]) -> tuple[int | None, bool]:
    """Return the best of the sizes that may be connected, and whether it is safe at low prices."""
    may = [k for k, size in enumerate(sizes) if size.fits]
    typical: Array = np.array([sizes[k].case("typical").npv for k in may])
    low: Array = np.array([sizes[k].case("low").npv for k in may])
    best, robust = best_size(typical, low)
    return (may[best] if best is not None else None), robust
