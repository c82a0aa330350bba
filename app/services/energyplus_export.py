"""Houses of a village as EnergyPlus files, with the weather they are computed with."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from app.calc.thermal_model import thermal_model
from app.exchange.energyplus import energyplus_document
from app.exchange.epw_write import epw_text
from app.exchange.files import write_whole
from app.model.hourly import SurfaceCoefficients
from app.model.house import Use
from app.model.thermal import ThermalModel
from app.services.assess import Context
from app.services.resolve import resolve
from app.store.village import VillageFile

USES: tuple[Use, ...] = ("standard", "actual")
Progress = Callable[[float], None]


def dwelling_models(
    village: VillageFile, dwelling_id: str, context: Context
) -> dict[Use, ThermalModel]:
    """Return the thermal models of a dwelling in standard and actual use.

    Raises
    ------
    IncompleteError
        If the survey lacks what the geometry needs.
    """
    catalogue, pack, weather = context.catalogue, context.pack, context.weather
    survey, values = village.survey(dwelling_id), village.village_values()
    house = resolve(survey, values, catalogue, pack, weather)
    return {use: thermal_model(house, use, catalogue, pack, weather) for use in USES}


def export_energyplus(
    village: VillageFile,
    dwelling_ids: Sequence[str],
    folder: Path,
    context: Context,
    *,
    surface_coefficients: SurfaceCoefficients = "engine_best",
    progress: Progress | None = None,
) -> list[Path]:
    """Write one epJSON per dwelling and use, and the weather year; return their paths."""
    weather = context.weather
    paths = [folder / f"{_plain(weather.name)}.epw"]
    write_whole(paths[0], epw_text(weather).encode())
    for number, dwelling_id in enumerate(dwelling_ids, start=1):
        code = village.dwelling(dwelling_id).code
        for use, model in dwelling_models(village, dwelling_id, context).items():
            document = energyplus_document(
                model, surface_coefficients=surface_coefficients, place=weather.name
            )
            path = folder / f"{_plain(code)}_{use}.epJSON"
            text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
            write_whole(path, text.encode())
            paths.append(path)
        if progress is not None:
            progress(number / len(dwelling_ids))
    return paths


def _plain(name: str) -> str:
    """Return a file name that every disk takes."""
    kept = "".join(char if char.isalnum() or char in "_-." else "_" for char in name)
    return kept.strip("._")[:60] or "weather"
