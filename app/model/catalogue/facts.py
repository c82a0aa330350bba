"""Uncertainty, rules, glossary, climate stations: facts the calculation and papers look up."""

from typing import Literal

from msgspec import Struct, field

from app.i18n import Text
from app.model.assessment import Mark
from app.model.catalogue.sourced import Number, Sourced

Severity = Literal["none", "warn", "block"]
Stage = Literal["surveyed", "assessed", "planned", "consented", "accepted"]
STAGES: tuple[Stage, ...] = ("surveyed", "assessed", "planned", "consented", "accepted")


class UncertaintyRow(Struct, frozen=True):
    """Distribution of ``quantity`` when its value has ``provenance``.

    normal (``p1`` shift, ``p2`` sd), lognormal (shift of ln, sd of ln), triangular (low, mode,
    high), uniform (low, high), discrete (value). ``unit`` relative, ln, K, mm, x, ...
    Rows of one ``corr_group`` are drawn together within ``scope``.
    """

    id: str
    quantity: str
    name: Text
    fields: tuple[str, ...]
    provenance: str
    distribution: Literal["normal", "lognormal", "triangular", "uniform", "discrete"]
    p1: float
    p2: float | None
    p3: float | None
    unit: str
    scope: str
    corr_group: str
    mark: Mark
    source: str
    note: str = ""


class Severities(Struct, frozen=True):
    """What a rule does when the house moves into each stage."""

    surveyed: Severity
    assessed: Severity
    planned: Severity
    consented: Severity
    accepted: Severity

    def at(self, stage: Stage) -> Severity:
        """Return the severity at ``stage``."""
        severity: Severity = getattr(self, stage)
        return severity


class Rule(Struct, frozen=True):
    """A safety or policy rule; ``condition`` in words, ``sentence`` as shown and printed."""

    id: str
    group: str
    condition: str
    severity: Severities
    sentence: Text
    mark: Mark
    source: str
    former_ids: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()


class GlossaryTerm(Struct, frozen=True):
    """A term of the trade and what it means, both in plain words of both languages."""

    term: Text
    definition: Text

    @property
    def names(self) -> tuple[str, ...]:
        """The Chinese words by which the term is found in a text."""
        plain = self.term.zh.replace("(", "/").replace(")", "")
        return tuple(part for part in plain.split("/") if len(part) > 1)


class ClimateStation(Struct, frozen=True):
    """Station data of the standards and monthly normals.

    ``theta_e_design`` [°C] heating design; ``theta_month`` [°C] and ``ghi_month`` [kWh/m²]
    12 values each; ``hdd18``, ``hdd14``, ``cdd26`` [K·d]; ``elevation`` [m]; ``theta_year``
    and ``theta_season`` [°C] means; ``season_days`` [d]. The hourly year is the bundled one
    (``bundled_year``) or is morphed from it (``theta_month``); a station with neither gives
    design data only.
    """

    id: str
    name: Text
    region: Literal["tianjin", "north_china"]
    latitude: float = field(name="latitude_deg")
    longitude: float = field(name="longitude_deg")
    elevation: float = field(name="elevation_m")
    zone: str
    theta_e_design: Number = field(name="theta_e_design_degc")
    theta_year: Number | None = field(name="theta_year_degc", default=None)
    theta_season: Number | None = field(name="theta_season_degc", default=None)
    season_days: Number | None = None
    hdd18: Number | None = field(name="hdd18_kd", default=None)
    hdd14: Number | None = field(name="hdd14_kd", default=None)
    cdd26: Number | None = field(name="cdd26_kd", default=None)
    theta_month: Sourced[tuple[float, ...]] | None = field(name="theta_month_degc", default=None)
    ghi_month: Sourced[tuple[float, ...]] | None = field(name="ghi_month_kwh_m2", default=None)
    bundled_year: bool = False

    @property
    def has_year(self) -> bool:
        """Tell whether the program carries an hourly year for the station."""
        return self.bundled_year or self.theta_month is not None
