"""The whole EnergyPlus document of a thermal model.

Declared as for the public comparison cases: 10-minute steps, conduction transfer functions,
TARP inside and DOE-2 outside (or the constants of ``iso6946``), ``FullExterior`` sunlight with
shadows every 20 days, country terrain, albedo of the model.
"""

from typing import Any

from app.exchange.energyplus.air import write_zones
from app.exchange.energyplus.equipment import (
    LEAST_CONVECTIVE,
    RADIANT,
    write_covers,
    write_equipment,
)
from app.exchange.energyplus.objects import Objects
from app.exchange.energyplus.surfaces import Surfaces
from app.model.hourly import SurfaceCoefficients
from app.model.thermal import ThermalModel

ENERGYPLUS_VERSION = "25.2"
FIRST_YEAR = 2017
"""A common year that begins on a Sunday; only its length matters."""
HOURLY = (
    "Zone Mean Air Temperature",
    "Zone Operative Temperature",
    "Zone Ideal Loads Zone Sensible Heating Energy",
    "Zone Ideal Loads Zone Sensible Cooling Energy",
    "Other Equipment Radiant Heating Energy",
)
Document = dict[str, dict[str, dict[str, Any]]]


def energyplus_document(
    model: ThermalModel,
    *,
    surface_coefficients: SurfaceCoefficients = "engine_best",
    place: str = "",
    repeat: bool = True,
) -> Document:
    """Return a model as an epJSON document.

    Parameters
    ----------
    place
        Name of the place of the weather file.
    repeat
        Run two equal years; the second one counts, free of what the first began with.

    Raises
    ------
    ValueError
        If EnergyPlus could not tell two names apart.
    """
    objects = Objects()
    _write_head(objects, model, place, repeat)
    write_zones(objects, model)
    surfaces = Surfaces(objects, model, surface_coefficients)
    surfaces.write()
    write_equipment(objects, model)
    write_covers(objects, model, surfaces.windows)
    _write_outputs(objects)
    _write_remarks(objects, model, repeat)
    return objects.kinds


def _write_head(objects: Objects, model: ThermalModel, place: str, repeat: bool) -> None:
    one: dict[str, dict[str, Any]] = {
        "Version": {"version_identifier": ENERGYPLUS_VERSION},
        "SimulationControl": {
            "do_zone_sizing_calculation": "No",
            "do_system_sizing_calculation": "No",
            "do_plant_sizing_calculation": "No",
            "run_simulation_for_sizing_periods": "No",
            "run_simulation_for_weather_file_run_periods": "Yes",
        },
        "Timestep": {"number_of_timesteps_per_hour": 6},
        "HeatBalanceAlgorithm": {"algorithm": "ConductionTransferFunction"},
        "SurfaceConvectionAlgorithm:Inside": {"algorithm": "TARP"},
        "SurfaceConvectionAlgorithm:Outside": {"algorithm": "DOE-2"},
        "ZoneAirHeatBalanceAlgorithm": {"algorithm": "ThirdOrderBackwardDifference"},
        "ShadowCalculation": {
            "shading_calculation_method": "PolygonClipping",
            "shading_calculation_update_frequency_method": "Periodic",
            "shading_calculation_update_frequency": 20,
        },
        "GlobalGeometryRules": {
            "starting_vertex_position": "UpperLeftCorner",
            "vertex_entry_direction": "Counterclockwise",
            "coordinate_system": "World",
        },
        "Site:GroundReflectance": {f"{m}_ground_reflectance": model.site.albedo for m in MONTHS},
    }
    for kind, fields in one.items():
        objects.add(kind, f"{kind} 1", fields)
    site = model.site
    objects.add(
        "Site:Location",
        place or "site",
        {
            "latitude": site.latitude,
            "longitude": site.longitude,
            "time_zone": site.tz,
            "elevation": site.elevation,
        },
    )
    objects.add(
        "Building",
        model.id,
        {
            "north_axis": 0.0,
            "terrain": "Country",
            "loads_convergence_tolerance_value": 0.02,
            "temperature_convergence_tolerance_value": 0.05,
            "solar_distribution": "FullExterior",
            "maximum_number_of_warmup_days": 30,
            "minimum_number_of_warmup_days": 6,
        },
    )
    objects.add("RunPeriod", "year", _run_period(repeat))


MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def _run_period(repeat: bool) -> dict[str, Any]:
    return {
        "begin_month": 1,
        "begin_day_of_month": 1,
        "begin_year": FIRST_YEAR,
        "end_month": 12,
        "end_day_of_month": 31,
        "end_year": FIRST_YEAR + 1 if repeat else FIRST_YEAR,
        "use_weather_file_holidays_and_special_days": "No",
        "use_weather_file_daylight_saving_period": "No",
        "use_weather_file_rain_indicators": "Yes",
        "use_weather_file_snow_indicators": "Yes",
    }


def _write_outputs(objects: Objects) -> None:
    for name in HOURLY:
        for frequency in ("Hourly", "Monthly"):
            fields = {
                "key_value": "*",
                "variable_name": name,
                "reporting_frequency": frequency,
            }
            objects.add("Output:Variable", f"{name} {frequency}", fields)


def _write_remarks(objects: Objects, model: ThermalModel, repeat: bool) -> None:
    """Write what a reader of the file must know; EnergyPlus repeats it in its error file."""
    lines = remarks(model, repeat)
    fields: dict[str, Any] = {
        "preprocessor_name": "Nuanfang",
        "error_severity": "Information",
    }
    fields |= {f"message_line_{k}": line for k, line in enumerate(lines, 1)}
    objects.add("Output:PreprocessorMessage", "remarks", fields)


def remarks(model: ThermalModel, repeat: bool = True) -> list[str]:
    """Return in English, in lines of at most 100 characters, what differs from the engine."""
    lines = ["Written by Nuanfang from the thermal model of its hourly engine."]
    if repeat:
        lines.append("Two equal years are run: only the second counts (months 13 to 24).")
    heating = model.heating
    if heating is not None and heating.convective_fraction < 1.0:
        lines.append(
            "Radiant heat of heaters follows their convective heat one step (10 min) later."
        )
        lines.append(f"Heating = ideal loads + '{RADIANT}'.")
        share = heating.convective_fraction
        if share < LEAST_CONVECTIVE:
            lines.append(
                f"Convective share {LEAST_CONVECTIVE:g} instead of {share:g}: the least to control."
            )
    if heating is not None and heating.heated_surface:
        lines.append(
            "Heat of a floor or kang radiates to all faces here, in the engine from its own."
        )
    if heating is not None and heating.control == "operative":
        lines.append("Operative control uses the radiant temperature of the step before.")
        if model.cooling is not None:
            lines.append(
                "Cooling is under operative control too; the engine cools by air temperature."
            )
    if any(s.boundary == "adiabatic" for s in model.surfaces):
        lines.append("Party walls are doubled: EnergyPlus' adiabatic plane lies in their middle.")
    return lines
