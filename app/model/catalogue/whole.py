"""The catalogue as one record, everything by id."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.i18n import Text
from app.model.catalogue.archetype import Archetype
from app.model.catalogue.building import (
    Answer,
    ConstructionSpec,
    Material,
    StandardLimit,
    WindowAddOn,
    WindowSpec,
)
from app.model.catalogue.facts import ClimateStation, GlossaryTerm, Rule, UncertaintyRow
from app.model.catalogue.heat_pump import HeatPumpUnit
from app.model.catalogue.leakage import LeakageTables
from app.model.catalogue.measure import ExtraLine, Measure
from app.model.catalogue.sourced import Sourced, Spread
from app.model.catalogue.supply import Carrier, GridFactor, SystemSpec
from app.model.catalogue.works import Good

CATALOGUE_SCHEMA = "nuanfang-catalogue/1"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All reference facts of one release. ``sha256`` covers the bytes of all its files."""

    id: str
    version: str
    date: str
    sha256: str
    sources: Mapping[str, Text]
    materials: Mapping[str, Material]
    constructions: Mapping[str, ConstructionSpec]
    windows: Mapping[str, WindowSpec]
    addons: Mapping[str, WindowAddOn]
    archetypes: Mapping[str, Archetype]
    answers: tuple[Answer, ...]
    leakage: LeakageTables
    systems: Mapping[str, SystemSpec]
    heat_pumps: Mapping[str, HeatPumpUnit]
    carriers: Mapping[str, Carrier]
    grid_factors: tuple[GridFactor, ...]
    measures: Mapping[str, Measure]
    extra_lines: Mapping[str, ExtraLine]
    goods: Mapping[str, Good]
    limits: tuple[StandardLimit, ...]
    uncertainty: tuple[UncertaintyRow, ...]
    rules: Mapping[str, Rule]
    glossary: tuple[GlossaryTerm, ...]
    stations: Mapping[str, ClimateStation]

    def source_of(self, number: Sourced[Any] | Spread) -> Text:
        """Return the sentence that says where a value comes from."""
        return self.sources[number.source]

    def answer(self, field: str, code: str, also: str = "") -> Answer | None:
        """Return what ``field`` = ``code`` means; a row for ``also`` wins over the plain one."""
        rows = {a.also: a for a in self.answers if a.field == field and a.code == code}
        return rows.get(also) or rows.get("")

    def system_for(self, heating: str, emitter: str = "", kind: str = "") -> SystemSpec | None:
        """Return the system of answers I01 ``heating``, I04 ``emitter`` and R18 ``kind``, None
        for none; a kind of another heating says nothing."""
        answer = self.answer("R18", kind, heating) or self.answer("I01", heating, emitter)
        return self.systems.get(answer.target) if answer else None

    def heater_for(self, code: str) -> SystemSpec | None:
        """Return the system of a heater beside the main one (IA01 or I05), None for none."""
        answer = self.answer("IA01", code) or self.answer("I05", code)
        return self.systems.get(answer.target) if answer else None

    def grid_factor(self, region: str) -> GridFactor | None:
        """Return the newest CO₂ factor of electricity of a region, None when there is none."""
        found = [factor for factor in self.grid_factors if factor.region == region]
        return max(found, key=lambda factor: factor.year, default=None)

    def uncertainty_of(self, quantity: str, provenance: str) -> UncertaintyRow | None:
        """Return the row of ``quantity`` for ``provenance``, or None when none is given."""
        for row in self.uncertainty:
            if row.quantity == quantity and row.provenance == provenance:
                return row
        return None

    def archetype_of(self, picture: int, field: str = "", code: str = "") -> Archetype | None:
        """Return the type of a survey picture, or its variant with ``field`` = ``code``."""
        same = [a for a in self.archetypes.values() if a.picture == picture]
        for archetype in same:
            given = archetype.fields.get(field)
            if archetype.variant and archetype.variant == field and given and given.value == code:
                return archetype
        return next((a for a in same if not a.variant), None)
