"""Photovoltaics of the houses of a village, with the measures that were chosen for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec
import numpy as np

from app.calc.measures import Chosen, apply_all
from app.i18n import Text
from app.model.account import Months
from app.model.assessment import Assessment, Package, Plan
from app.model.house import SIDES, Side
from app.model.solar import Site, Solar
from app.model.stages import stage_specs, stage_value
from app.model.stages.solar import COUNT, OWNERSHIP
from app.services.assess import Context
from app.services.family_choice import AGREED
from app.services.family_heating import family_heating
from app.services.funding import chosen_package
from app.services.resolve import resolve
from app.services.solar import Wish, solar_of
from app.services.solar_site import Heating
from app.services.village import stored_assessment
from app.store.village import VillageFile

_AGREED = Text(
    "已签同意：改了块数、地方或怎么装，同意就作废，要退一步重签。",
    "The family has agreed: another number, place or ownership voids the consent.",
)
RENTED = ("rent", "none")
"""Ownership under which the yield is not the family's."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the shell or the window asks beside what is laid down: ``count`` of modules, ``site``,
    ``battery`` [kWh]."""

    count: int | None = None
    site: Site | None = None
    battery: float | None = None


def dwelling_solar(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    plan: Plan | None = None,
    asked: Asked | None = None,
    *,
    today: date | None = None,
) -> Solar:
    """Return the photovoltaics of a dwelling, after the chosen package where there is a plan.

    Raises like :func:`app.services.solar.solar_of`.
    """
    asked = asked or Asked()
    survey, values = village.survey(dwelling_id), village.village_values()
    stages = village.stages(dwelling_id)
    wish = Wish(count=asked.count, site=asked.site, battery=asked.battery)
    assessment = stored_assessment(village, dwelling_id)
    package = None
    if plan is not None and plan.packages:
        package, _chosen = chosen_package(plan, stages)
        known = context.catalogue.measures
        if all(item.id in known for item in package.measures):
            measures = tuple(known[item.id] for item in package.measures)
            house = resolve(survey, values, context.catalogue, context.pack, context.weather)
            chosen = [Chosen(item.id, _sides(item.sides)) for item in package.measures]
            after = apply_all(house, chosen, context.catalogue)
            wish = replace(wish, measures=measures, house=after)
        else:
            package = None
    if assessment is not None:
        wish = replace(wish, heating=_heating(village, dwelling_id, context, assessment, package))
    made = solar_of(survey, values, context, stages, wish, today=today)
    notes = (_after(package.key),) if package is not None else ()
    if village.dwelling(dwelling_id).state in AGREED:
        notes = (_AGREED, *notes)
    return replace(made, notes=(*made.notes, *notes))


def planned_output(
    village: VillageFile, dwelling_id: str, context: Context, plan: Plan | None
) -> Months | None:
    """Return what the plant that the family wants to own yields by month [kWh], None without one.

    Raises like :func:`app.services.solar.solar_of`.
    """
    stages = village.stages(dwelling_id)
    if not stage_value(stages, COUNT).value or stage_value(stages, OWNERSHIP).value in RENTED:
        return None
    detail = dwelling_solar(village, dwelling_id, context, plan).detail
    return detail.output if detail is not None else None


def _heating(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    assessment: Assessment,
    package: Package | None,
) -> Heating | None:
    """Return the heating that the family has chosen, None where the present one stays."""
    found = family_heating(village, dwelling_id, context, assessment, package)
    if found is None or not found.hours:
        return None
    return Heating(found.name, np.array(found.hours), new=True)


def _sides(told: Sequence[str]) -> tuple[Side, ...]:
    return tuple(side for side in SIDES if side in told)


def _after(key: str) -> Text:
    chosen = stage_specs()["TP2"].choice(key)
    name = chosen.label if chosen is not None else Text(key, key)
    return Text(
        f"按做完“{name.zh}”套餐后的房子算。", f"For the house after the package “{name.en}”."
    )


def solar_data(solar: Solar) -> dict[str, Any]:
    """Return the photovoltaics as JSON-ready data; of the sizes opened only the one at hand."""
    data: dict[str, Any] = msgspec.to_builtins(replace(solar, details=(), obstacles=()))
    del data["obstacles"]  # they stand in the layouts
    for size in data["sizes"]:
        for case in size["money"]:
            case.pop("flow")
    shown = solar.size
    data["advised"] = data["sizes"][solar.best] if solar.best is not None else None
    data["at_hand"] = None
    if shown is not None and solar.shown is not None:
        data["at_hand"] = {
            **data["sizes"][solar.shown],
            "flow": {item.case: item.flow for item in shown.money},
            "detail": msgspec.to_builtins(solar.detail),
        }
    return data
