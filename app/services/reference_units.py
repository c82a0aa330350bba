"""The heat pumps of a village as a list: bundled ones and its own, with where they come from."""

from dataclasses import dataclass

import numpy as np

from app.calc.heat_pump import curve, table_of
from app.i18n import Text
from app.model.catalogue import HeatPumpUnit
from app.model.catalogue.heat_pump import PumpKind
from app.model.survey import VillageValues
from app.services.own_figures import own_reference
from app.services.own_heat_pumps import own_units, table_text
from app.services.own_rows import OwnFigure, figures_of
from app.store.catalogue import load_catalogue, load_policy_pack

TOLD_AT = (-7.0, -12.0, -20.0)
"""Outdoor temperatures at which a unit is told [°C]."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit: capacity [kW] and COP [-] at :data:`TOLD_AT` and its lowest supply temperature.

    ``capacity`` None where its table ends before; ``own`` is the figure of the village.
    """

    id: str
    name: Text
    kind: PumpKind
    capacity: tuple[float | None, ...]
    cop: tuple[float | None, ...]
    capex: float
    noise: float
    table: str
    mark: str
    source: Text
    own: OwnFigure | None


def heat_pump_list(village: VillageValues) -> list[UnitLine]:
    """Return the units as they hold in a village, its own ones last."""
    catalogue, _pack = own_reference(village, load_catalogue(), load_policy_pack())
    own = own_units(figures_of(village))
    return [
        _line(unit, catalogue.source_of(unit.points[0].cop), own.get(unit.id, (None, None))[1])
        for unit in catalogue.heat_pumps.values()
    ]


def _line(unit: HeatPumpUnit, source: Text, own: OwnFigure | None) -> UnitLine:
    table = table_of(unit)
    at = curve(table, float(table.supply[0]), np.array(TOLD_AT))
    held = at.capacity > 0.0
    return UnitLine(
        id=unit.id,
        name=unit.name,
        kind=unit.kind,
        capacity=tuple(
            float(c) / 1000.0 if ok else None for c, ok in zip(at.capacity, held, strict=True)
        ),
        cop=tuple(float(c) if ok else None for c, ok in zip(at.cop, held, strict=True)),
        capex=unit.capex.value,
        noise=unit.noise.value,
        table=table_text(unit),
        mark=unit.points[0].cop.mark,
        source=source,
        own=own,
    )
