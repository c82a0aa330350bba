"""Where modules may stand on a house, what they yield there, and what hangs on the meter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from app.calc.electric_load import ElectricLoad, by_cop, load_of
from app.calc.pv import (
    Converter,
    PvPlane,
    both,
    converter_of,
    mixed,
    pv_year,
    rows_seen,
)
from app.calc.pv_layout import (
    casters_of,
    flush,
    in_rows,
    limited_to,
    receiver_of,
    roof_surfaces,
    yard_surface,
)
from app.calc.pv_use import Metered, metered
from app.calc.running import PROGRAMMES, SHARED, band_tariff
from app.calc.shading import scene_of, sight_of, visibility
from app.calc.solar import Visibility, sky_of
from app.calc.supply import ELECTRICITY, VALLEY_TARIFFS, pricing
from app.calc.tariff_year import PriceRow, TariffYear, tariff_year
from app.i18n import Text
from app.model.catalogue import PolicyPack, PvModule, PvRules, Subsidy
from app.model.climate import Array, WeatherYear
from app.model.house import ResolvedHouse
from app.model.solar import Layout, Rect, Surface
from app.model.stages import ObstacleRow
from app.model.survey import Survey, VillageValues, value_of, village_value
from app.model.value import Provenance
from app.services.assess import Context
from app.services.heating_hours import HeatingHours, pump_electricity
from app.services.rule_conditions import weak_for_pv
from app.store.catalogue import load_policy_pack

HEAT_PUMP = "ashp_fan"
"""Heat pump with which a plant is sized together where the house has none yet."""
APART, ONE = "heating", "one"
_NONE = Text("现在（没有电采暖）", "Now (no electric heating)")


def rules_of(pack: PolicyPack) -> PvRules:
    """Return the settings of the pack, of the program's own where an older pack has none."""
    rules = pack.pv or _own_rules()
    if rules is None:
        raise ValueError("The program's policy pack has no rules of photovoltaics.")
    return rules


@lru_cache(maxsize=1)
def _own_rules() -> PvRules | None:
    return load_policy_pack().pv


@dataclass(frozen=True, slots=True, eq=False)
class Sited:
    """A layout with the yield of 1 kW of its modules by hour (8760) [kWh]."""

    layout: Layout
    per_kw: Array


@dataclass(frozen=True, slots=True)
class Answers:
    """What the survey says of roof, yard and grid, defaults filled in.

    ``area_told``: somebody answered L01; else it is the usual share of the roof.
    """

    roof_area: float | None
    yard: float
    shading: str
    strength: str
    meter: str
    contract: str | None
    grid: str
    arrangement: str | None
    roof: str
    wall: str
    area_told: bool = False

    @property
    def roof_refused(self) -> str:
        """Return the rule that keeps modules off the roof, "" where none does."""
        if self.strength == "cannot":
            return "R50"
        return "R19" if weak_for_pv(self.roof, self.wall) else ""


_FILLED_IN = (Provenance.DEFAULT, Provenance.DERIVED, None)


def answers_of(survey: Survey) -> Answers:
    """Return the answers of a survey whose defaults are filled in."""

    def said(field: str) -> Any:
        return value_of(survey, field).value

    area, yard = said("L01"), said("L04")
    return Answers(
        None if area is None else float(area),
        float(yard or 0.0),
        str(said("L02") or "none"),
        str(said("L03") or "unseen"),
        str(said("L05") or "unk"),
        said("L06"),
        str(said("L07") or "unasked"),
        said("R13"),
        str(said("E02") or ""),
        str(said("D01") or ""),
        value_of(survey, "L01").provenance not in _FILLED_IN,
    )


def surfaces_of(
    house: ResolvedHouse,
    answers: Answers,
    rules: PvRules,
    obstacles: Sequence[ObstacleRow] = (),
) -> tuple[Surface, ...]:
    """Return the surfaces that no rule closes: roof faces, then the yard, with what is on them."""
    roof = () if answers.roof_refused else roof_surfaces(house)
    yard = yard_surface(house, answers.yard, rules.yard_from_house.value)
    found = (*roof, *(() if yard is None else (yard,)))
    return tuple(replace(item, obstacles=_on(item, obstacles)) for item in found)


def _on(surface: Surface, obstacles: Sequence[ObstacleRow]) -> tuple[Rect, ...]:
    """Return the measured obstacles of a surface; a row that is not complete counts for nothing."""
    found = []
    for row in obstacles:
        sizes = [row.left.value, row.up.value, row.width.value, row.depth.value]
        if row.site.value == surface.site and None not in sizes:
            found.append(Rect(*(float(size) for size in sizes if size is not None)))
    return tuple(found)


def layouts_on(
    surface: Surface, answers: Answers, rules: PvRules, module: PvModule, latitude: float
) -> list[Layout]:
    """Return the layouts of a surface, one for each tilt that is tried.

    The usable area limits them, unless obstacles were measured and nobody told the area.
    """
    mount, gap = rules.mounts[surface.mounting], rules.gap.value
    if surface.mounting == "flush":
        made = [flush(surface, module, mount, gap)]
    else:
        hours = rules.row_hours.value
        made = [in_rows(surface, module, mount, gap, tilt, latitude, hours) for tilt in mount.tilts]
    measured = surface.obstacles and not answers.area_told
    if surface.site == "yard" or answers.roof_area is None or measured:
        return made
    return [limited_to(layout, answers.roof_area, module) for layout in made]


def yield_of(
    layout: Layout, house: ResolvedHouse, answers: Answers, rules: PvRules, weather: WeatherYear,
    module: PvModule, converter: Converter,
) -> Array:  # fmt: skip
    """Return the yield of 1 kW of the modules of a layout by hour [kWh]."""
    shade = rules.shade.get(answers.shading, rules.shade["none"])
    seen = Visibility(shade.sun.value, shade.sky.value, shade.sky.value)
    plane = receiver_of(layout, house.plan, rules.yard_from_house.value)
    casters = casters_of(house, layout)
    sight = sight_of(plane, scene_of(casters)) if casters else None
    if sight is not None:
        seen = both(seen, visibility(sight, weather))
    if layout.rows > 1:
        rows = rows_seen(
            sky_of(weather), layout.surface.azimuth, layout.tilt, layout.row_length, layout.pitch
        )
        seen = both(seen, mixed(rows, (layout.rows - 1) / layout.rows))
    mount = rules.mounts[layout.surface.mounting]
    on = PvPlane(layout.surface.azimuth, layout.tilt, mount.u_cell.value, module.gamma.value, seen)
    return pv_year(on, converter, weather, rules.albedo.value)


def sited(
    house: ResolvedHouse,
    answers: Answers,
    rules: PvRules,
    module: PvModule,
    weather: WeatherYear,
    obstacles: Sequence[ObstacleRow] = (),
) -> tuple[Sited, ...]:
    """Return every layout that holds a module, with its yield."""
    converter = converter_of(rules)
    found = []
    for surface in surfaces_of(house, answers, rules, obstacles):
        for layout in layouts_on(surface, answers, rules, module, weather.latitude):
            if layout.modules:
                per_kw = yield_of(layout, house, answers, rules, weather, module, converter)
                found.append(Sited(layout, per_kw))
    return tuple(found)


# what hangs on the meter


@dataclass(frozen=True, slots=True, eq=False)
class Heating:
    """Electricity for heating by hour (8760) [kWh] and how it is called.

    ``new``: it takes the place of the present one; whoever changes to electricity is billed by the
    winter tariff.
    """

    name: Text
    kwh: Array
    new: bool = False

    @property
    def electric(self) -> bool:
        """Tell whether heating takes electricity at all."""
        return bool(self.kwh.any())


def present_heating(house: ResolvedHouse, need: Array, context: Context) -> Heating:
    """Return the electricity of the present heating, none where a fuel is burnt."""
    plant = house.heating
    if plant.carrier != ELECTRICITY or plant.code == "none":
        return Heating(_NONE, np.zeros_like(need))
    system = context.catalogue.systems.get(plant.system)
    name = system.name if system is not None else Text("电采暖", "electric heating")
    if system is not None and system.cop and system.seasonal is not None:
        used = by_cop(need, context.weather.theta_e, system)
        return Heating(name, used * system.seasonal.typical / plant.efficiency)
    return Heating(name, need / plant.efficiency)


def heat_pump_heating(hours: HeatingHours, meter: str, context: Context) -> Heating:
    """Return the electricity if hot-air heat pumps kept the rooms as warm; ``meter`` is L05."""
    system = context.catalogue.systems[HEAT_PUMP]
    return Heating(system.name, pump_electricity(hours, meter, context), new=True)


def subsidy_for(
    house: ResolvedHouse, village: VillageValues, pack: PolicyPack, heating: Heating
) -> Subsidy | None:
    """Return the newest announced operating subsidy on electric heating, if the house has it."""
    programme = str(village_value(village, "V13").value or "")
    wanted = PROGRAMMES[ELECTRICITY]
    served = programme == wanted if programme else house.bills.tariff in VALLEY_TARIFFS
    if not heating.electric or not served:
        return None
    known = [
        row for row in pack.subsidies
        if row.carrier == ELECTRICITY and row.known and row.amount is not None
    ]  # fmt: skip
    return max(known, key=lambda row: row.season, default=None)


def tariff_for(
    house: ResolvedHouse,
    village: VillageValues,
    context: Context,
    heating: Heating,
    *,
    apart: bool,
) -> TariffYear:
    """Return the tariff of the meter that the plant feeds.

    A heating with a meter of its own takes the winter tariff and the subsidy with it.
    """
    pack = context.pack
    flat = None
    if house.bills.tariff == SHARED:
        factor = pricing(house, "lighting", ELECTRICITY, context.catalogue, pack)
        flat = PriceRow(ELECTRICITY, factor.value, factor.mark or "", factor.source)
    by_hours = house.bills.tariff in VALLEY_TARIFFS or (heating.new and heating.electric)
    banded = by_hours and band_tariff(pack) is not None and not apart
    paid = None if apart else subsidy_for(house, village, pack, heating)
    return tariff_year(house.bills, pack, banded=banded, subsidy=paid, flat=flat)


def meter_of(
    house: ResolvedHouse,
    village: VillageValues,
    context: Context,
    rules: PvRules,
    heating: Heating,
    arrangement: str | None,
    heat_month: Sequence[float],
) -> tuple[ElectricLoad, Metered]:
    """Return the load of the house and what of it the plant can reach."""
    apart = arrangement == APART
    load = load_of(house, context.pack, rules.daily, heating.kwh, heat_month)
    tariff = tariff_for(house, village, context, heating, apart=apart)
    return load, metered(load, tariff, heating_apart=apart)
