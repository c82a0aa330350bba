"""How long the hourly engine takes, on one core.

Run with ``python -m benchmarks.engine [--variants N] [--house CODE]``. It prints

- one house: present, package and alternative in one batch, whole year, with the balance;
- large batches, milliseconds per variant, whole year and heating season alone: packages (every
  combination of six states of four build-ups, as a plan has them) and drawn houses (every wall
  of every house different);
- the largest memory of the process.

If EnergyPlus is installed (``pyenergyplus-lbnl``), the ratio to its runs is printed too.
"""

import argparse
import cProfile
import os
import pstats
import resource
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice, product

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from app.calc.engine import simulate
from app.calc.thermal_model import thermal_model
from app.errors import AppError
from app.exchange.case_file import read_case
from app.model.climate import WeatherYear
from app.model.hourly import EngineOptions, SurfaceCoefficients
from app.model.survey import VillageValues, apply_edit, apply_village_edit, blank_survey
from app.model.thermal import Construction, Layer, ThermalModel
from app.services.assess import load_context
from app.services.energyplus_run import energyplus_command, run_energyplus
from app.services.practice import practice_edits
from app.services.resolve import resolve
from app.services.validation import case_path

HOUSES = {"one zone": "A1_V0", "two zones": "0001", "three zones": "0005"}
"""A public case and two practice houses."""
COEFFICIENTS: tuple[SurfaceCoefficients, ...] = ("engine_best", "iso6946")


def practice_model(code: str) -> tuple[ThermalModel, WeatherYear]:
    """Return the thermal model of a public case or of a practice house in standard use, and its
    weather."""
    practice, context = practice_edits(), load_context()
    if code not in {house.code for house in practice.houses}:
        return read_case(case_path("energyplus", code)).model, context.weather
    village = VillageValues()
    for edit in practice.village:
        village = apply_village_edit(village, edit)
    house = next(h for h in practice.houses if h.code == code)
    survey = blank_survey(code)
    for edit in house.edits(code):
        survey = apply_edit(survey, edit)
    resolved = resolve(survey, village, context.catalogue, context.pack, context.weather)
    model = thermal_model(resolved, "standard", context.catalogue, context.pack, context.weather)
    return model, context.weather


def variants(model: ThermalModel, count: int) -> list[ThermalModel]:
    """Return the model with more and more insulation in every layer, the first unchanged."""
    return [_better(model, 1.0 - 0.5 * k / max(count, 2)) for k in range(count)]


def packages(model: ThermalModel, count: int) -> list[ThermalModel]:
    """Return combinations of six states of four constructions."""
    names = list(model.constructions)[:4]
    states = [
        [_changed(model.constructions[name], 1.0 - 0.1 * k) for k in range(6)] for name in names
    ]
    found = []
    for built in islice(cycle(product(*states)), count):
        changed = dict(zip(names, built, strict=True))
        found.append(replace(model, constructions={**model.constructions, **changed}))
    return found


def _better(model: ThermalModel, factor: float) -> ThermalModel:
    built = {k: _changed(c, factor) for k, c in model.constructions.items()}
    return replace(model, constructions=built)


def _changed(construction: Construction, factor: float) -> Construction:
    def thin(layer: Layer) -> Layer:
        return replace(layer, lambda_=layer.lambda_ * factor) if layer.lambda_ else layer

    return replace(construction, layers=tuple(thin(layer) for layer in construction.layers))


def seconds(models: Sequence[ThermalModel], weather: WeatherYear, options: EngineOptions) -> float:
    """Return the processor time of one call [s]."""
    start = time.process_time()
    simulate(models, weather, options)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--variants", type=int, default=1000)
    parser.add_argument("--profile", type=int, help="profile a batch of so many instead")
    parser.add_argument("--house", choices=tuple(HOUSES.values()))
    parser.add_argument("--season", action="store_true", help="profile the season alone")
    arguments = parser.parse_args()
    for name, code in HOUSES.items():
        if arguments.house and code != arguments.house:
            continue
        model, weather = practice_model(code)
        simulate([model], weather)  # what is kept between calls, such as shading
        print(f"{name}: house {code}, {len(model.zones)} zones, {len(model.surfaces)} surfaces,")
        print(f"  {len(model.openings)} openings")
        if arguments.profile:
            _profile(variants(model, arguments.profile), weather, arguments.season)
        else:
            _measure(model, weather, arguments.variants)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    print(f"largest memory {peak:.0f} MB")


def _against_energyplus(model: ThermalModel, weather: WeatherYear, ours: float) -> None:
    """Print how long EnergyPlus takes for the same houses, one run each, two years a run."""
    try:
        command = energyplus_command()
    except AppError:
        return
    start = time.perf_counter()
    run_energyplus(model, weather, "engine_best", command)
    theirs = 3.0 * (time.perf_counter() - start)
    print(f"    EnergyPlus, three runs {theirs:.1f} s: {theirs / ours:.0f} times as long")


def _measure(model: ThermalModel, weather: WeatherYear, count: int) -> None:
    for surfaces in COEFFICIENTS:
        full = EngineOptions(surfaces, balance=True)
        lean = replace(full, balance=False, season_only=True)
        few = min(seconds(variants(model, 3), weather, full) for _ in range(3))
        print(f"  {surfaces}: one house in three states {few * 1e3:.0f} ms;")
        if surfaces == "engine_best":
            _against_energyplus(model, weather, few)
        for name, many in (("packages", packages), ("drawn houses", variants)):
            models = many(model, count)
            year = seconds(models, weather, replace(full, balance=False)) / count
            season = seconds(models, weather, lean) / count
            print(
                f"    batch of {count} {name}: year {year * 1e3:.2f}, season {season * 1e3:.2f} ms"
            )


def _profile(models: Sequence[ThermalModel], weather: WeatherYear, season_only: bool) -> None:
    run = cProfile.Profile()
    run.enable()
    simulate(models, weather, EngineOptions(balance=not season_only, season_only=season_only))
    run.disable()
    pstats.Stats(run).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
