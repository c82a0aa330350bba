"""What the climate page shows: the stations, the village's own file, the year it computes with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import AppError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.assessment import AltitudeShift, Mark
from app.model.change import Edit
from app.model.climate import YearFacts, facts_of
from app.model.survey import VillageValues, spec
from app.model.value import Provenance, Value
from app.services.assess import context_for
from app.services.importing import check_writable, weather_path
from app.services.stations import Stations, stations_of
from app.services.weather_file import far_sentence
from app.store.catalogue import load_policy_pack
from app.store.village import VillageFile

ALTITUDE = "V03A"


@dataclass(frozen=True, slots=True)
class VillageClimate:
    """What a village has chosen; ``lapse_rate`` [K/100 m] is that of the policy pack."""

    stations: Stations
    weather: Path | None
    values: VillageValues
    lapse_rate: float
    lapse_mark: Mark
    lapse_source: Text


@dataclass(frozen=True, slots=True)
class VillageYear:
    """The year with which a village computes, and its design temperature [°C].

    ``altitude`` says how that was moved from the station; ``far`` what to say of a file from far
    away, "" otherwise.
    """

    name: Text
    facts: YearFacts
    theta_e_design: float
    altitude: AltitudeShift | None
    far: str


def climate_of_village(village: VillageFile) -> VillageClimate:
    """Return what the village has chosen, read from its file."""
    pack = load_policy_pack()
    rate = pack.altitude.lapse_rate
    return VillageClimate(
        stations_of(village),
        weather_path(village),
        village.village_values(),
        100.0 * rate.value,
        rate.mark,
        pack.source_of(rate),
    )


def year_of(values: VillageValues, weather: Path | None) -> VillageYear:
    """Return the year of a village.

    Raises
    ------
    AppError
        If there is none: the file is gone, or the station has design values only.
    """
    context = context_for(values, weather)
    facts = facts_of(context.weather)
    far = far_sentence(facts, context.station) if weather is not None else ""
    return VillageYear(context.climate, facts, context.theta_e_design, context.altitude, far)


def enter_climate(village: VillageFile, edits: Sequence[Edit], operator: str) -> str:
    """Save altitude or lapse rate of the village and return the sentence to show.

    Raises
    ------
    AppError
        If the village may only be read.
    """
    check_writable(village)
    village.commit_village(edits, operator=operator, label=_("Altitude of the village"))
    return _("Saved. Every house is calculated anew with it.")


def enter_altitude(village: VillageFile, altitude: int, operator: str) -> str:
    """Save the altitude of the village [m] and return the sentence that says what it changes.

    Raises
    ------
    AppError
        If no village lies there, or the village may only be read.
    """
    declared = spec(ALTITUDE)
    low, high = (declared.hard.low, declared.hard.high) if declared.hard else (None, None)
    if (low is not None and altitude < low) or (high is not None and altitude > high):
        raise AppError(
            _("{name} {value:g} {unit} is not possible: {low:g} to {high:g}.").format(
                name=declared.label, value=altitude, unit=declared.unit, low=low, high=high
            )
        )
    told = Value(altitude, None, Provenance.TOLD, operator, datetime.now(UTC))
    enter_climate(village, [Edit(ALTITUDE, told)], operator)
    climate = year_of(village.village_values(), weather_path(village))
    return _("The village computes with {name}; design temperature {theta:.1f} °C.").format(
        name=climate.name, theta=climate.theta_e_design
    )
