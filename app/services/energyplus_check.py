"""The hourly engine against EnergyPlus, house by house.

Bars are those of the public comparison: yearly heating within 10 % with the engines' own
surface coefficients and within 5 % (or 100 kWh) with the constants of ISO 6946; months
CV(RMSE) 10 %, peak 10 %; January means of the unheated house and of unheated rooms 1 K. The
peak of radiant heaters has no bar: EnergyPlus gets their radiant heat one step late.
"""

import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from app.calc.engine import simulate
from app.exchange.case_file import read_case
from app.exchange.energyplus import EnergyPlusYear
from app.exchange.epw import read_epw
from app.i18n import N_
from app.i18n import gettext as _
from app.model.climate import WeatherYear
from app.model.hourly import EngineOptions, RunResult, SurfaceCoefficients
from app.model.thermal import ThermalModel
from app.resources import resource
from app.services.assess import context_for
from app.services.demo import create_practice_village
from app.services.energyplus_export import dwelling_models
from app.services.energyplus_run import energyplus_command, energyplus_version, run_energyplus
from app.services.engine_check import Check
from app.services.importing import weather_path
from app.services.publish import dwelling_by_code
from app.services.validation import TIANJIN
from app.store.village import VillageFile

Progress = Callable[[float], None]
BOTH: tuple[SurfaceCoefficients, ...] = ("engine_best", "iso6946")
HEATING_BAR: dict[SurfaceCoefficients, float] = {"engine_best": 10.0, "iso6946": 5.0}
SMALL = 100.0
"""With equal coefficients heating may deviate by this much [kWh] whatever its share."""
MONTHS_BAR = PEAK_BAR = 10.0
JANUARY_BAR = 1.0
WORKERS = 2
_NAMES = {
    "heating": N_("yearly heating"),
    "months": N_("months CV(RMSE)"),
    "peak": N_("peak power"),
    "January unheated": N_("January unheated"),
    "January of": N_("January of {zone}"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A house to compare, under the name it is shown by."""

    name: str
    model: ThermalModel
    coefficients: tuple[SurfaceCoefficients, ...] = BOTH


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of both programs; ``deviation`` in ``unit``, ``bar`` its largest allowed size.

    Without a bar the figure is for information.
    """

    house: str
    surface_coefficients: SurfaceCoefficients
    quantity: str
    value: float
    energyplus: float
    deviation: float
    unit: str
    bar: float | None
    met: bool
    zone: str = ""


@dataclass(frozen=True, slots=True)
class _Task:
    subject: Subject
    coefficients: SurfaceCoefficients


def check_public_cases(
    progress: Progress | None = None, cases: Sequence[str] = ()
) -> list[Comparison]:
    """Compare on the public farmhouse cases, all of them if ``cases`` is empty.

    Raises
    ------
    AppError
        If EnergyPlus is not installed, or stops.
    """
    weather = read_epw(resource(*TIANJIN))
    folder = resource("validation", "energyplus", "cases")
    files = sorted(folder.glob("*.json"))
    subjects = [Subject(f.stem, read_case(f).model) for f in files if not cases or f.stem in cases]
    return compare(subjects, weather, progress)


def check_dwellings(
    village: VillageFile, house: str | None, progress: Progress | None = None
) -> list[Comparison]:
    """Compare on a surveyed house, or on every house of a village.

    Raises
    ------
    AppError
        If EnergyPlus is not installed or stops, there is no such house, or its survey is not
        complete.
    """
    context = context_for(village.village_values(), weather_path(village))
    rows = [(row.code, row.dwelling_id) for row in village.overview()]
    if house is not None:
        rows = [(house, dwelling_by_code(village, house))]
    subjects = []
    for code, dwelling_id in rows:
        for use, model in dwelling_models(village, dwelling_id, context).items():
            if model.heating is not None:
                chosen = BOTH if use == "standard" else BOTH[:1]
                subjects.append(Subject(f"{code} {use}", model, chosen))
    return compare(subjects, context.weather, progress)


def check_practice(house: str, progress: Progress | None = None) -> list[Comparison]:
    """Compare on a house of the practice village; raises like :func:`check_dwellings`."""
    energyplus_command()
    with (
        tempfile.TemporaryDirectory(prefix="nuanfang-practice-") as folder,
        create_practice_village(Path(folder) / "village") as village,
    ):
        return check_dwellings(village, house, progress)


def compare(
    subjects: Sequence[Subject], weather: WeatherYear, progress: Progress | None = None
) -> list[Comparison]:
    """Run both programs and return every figure compared."""
    command = energyplus_command()
    tasks = [_Task(s, c) for s in subjects for c in s.coefficients]
    ours = _engine(tasks, weather)
    out: list[Comparison] = []

    def work(task: _Task) -> tuple[EnergyPlusYear, EnergyPlusYear | None]:
        model = task.subject.model
        year = run_energyplus(model, weather, task.coefficients, command)
        if task.coefficients != "engine_best":
            return year, None
        bare = replace(model, heating=None, cooling=None)
        return year, run_energyplus(bare, weather, task.coefficients, command)

    with ThreadPoolExecutor(WORKERS) as pool:
        for number, (task, run, (year, free)) in enumerate(
            zip(tasks, ours, pool.map(work, tasks), strict=True), start=1
        ):
            out += _figures(task, run, year, free)
            if progress is not None:
                progress(number / len(tasks))
    return out


def _engine(tasks: Sequence[_Task], weather: WeatherYear) -> list[RunResult]:
    found: dict[int, RunResult] = {}
    for coefficients in BOTH:
        chosen = [k for k, task in enumerate(tasks) if task.coefficients == coefficients]
        options = EngineOptions(
            surface_coefficients=coefficients,
            free_floating=coefficients == "engine_best",
            balance=False,
        )
        models = [tasks[k].subject.model for k in chosen]
        found.update(zip(chosen, simulate(models, weather, options), strict=True))
    return [found[k] for k in range(len(tasks))]


def _figures(
    task: _Task, run: RunResult, year: EnergyPlusYear, free: EnergyPlusYear | None
) -> Iterator[Comparison]:
    name, track, model = task.subject.name, task.coefficients, task.subject.model
    bar = HEATING_BAR[track]
    share = _share(run.q_h_nd, year.q_h_nd)
    small = track == "iso6946" and abs(run.q_h_nd - year.q_h_nd) <= SMALL
    yield Comparison(
        name, track, "heating", run.q_h_nd, year.q_h_nd, share, "%", bar, small or abs(share) <= bar
    )
    cv = _cv(run.q_h_nd_month, year.q_h_nd_month)
    yield Comparison(name, track, "months", cv, 0.0, cv, "%", MONTHS_BAR, cv <= MONTHS_BAR)
    share = _share(run.phi_h_peak, year.phi_h_peak)
    limit = PEAK_BAR if _all_convective(model) else None
    yield Comparison(
        name, track, "peak", run.phi_h_peak, year.phi_h_peak, share, "%", limit,
        limit is None or abs(share) <= limit,
    )  # fmt: skip
    first = next(z.id for z in model.zones if z.conditioned)
    if free is not None and run.free_floating is not None:
        a, b = run.free_floating[first].theta_mean_jan, free.theta_mean_jan(first)
        yield _kelvin(name, track, "January unheated", a, b)
    for zone in (z.id for z in model.zones if not z.conditioned):
        a, b = run.zones[zone].theta_mean_jan, year.theta_mean_jan(zone)
        yield _kelvin(name, track, "January of", a, b, zone)


def _all_convective(model: ThermalModel) -> bool:
    return model.heating is None or model.heating.convective_fraction == 1.0


def _kelvin(
    house: str, track: SurfaceCoefficients, quantity: str, a: float, b: float, zone: str = ""
) -> Comparison:
    met = abs(a - b) <= JANUARY_BAR
    return Comparison(house, track, quantity, a, b, a - b, "K", JANUARY_BAR, met, zone)


def _share(value: float, reference: float) -> float:
    """Return the deviation [%], nothing where both are nothing."""
    if reference <= 0.0:
        return 0.0 if value <= 0.0 else 100.0
    return 100.0 * (value / reference - 1.0)


def _cv(values: Sequence[float], reference: Sequence[float]) -> float:
    """Return CV(RMSE) of monthly values [%]."""
    mean = statistics.fmean(reference)
    if mean <= 0.0:
        return 0.0
    square = statistics.fmean((a - b) ** 2 for a, b in zip(values, reference, strict=True))
    return float(100.0 * square**0.5 / mean)


def checks_of(comparisons: Sequence[Comparison]) -> list[Check]:
    """Return one line for each house and set of surface coefficients."""
    groups: dict[tuple[str, str], list[Comparison]] = {}
    for item in comparisons:
        groups.setdefault((item.house, item.surface_coefficients), []).append(item)
    return [
        Check(
            f"{house} {coefficients}",
            all(item.met for item in items),
            _("; ").join(_said(item) for item in items),
        )
        for (house, coefficients), items in groups.items()
    ]


def _said(item: Comparison) -> str:
    name = _(_NAMES[item.quantity]).format(zone=item.zone)
    if item.quantity == "months":
        return f"{name} {item.deviation:.1f} %"
    figures = f"{item.value:,.4g} / {item.energyplus:,.4g}"
    if item.quantity == "heating":
        figures = f"{item.value:,.0f} / {item.energyplus:,.0f} kWh"
    digits = 2 if item.unit == "K" else 1
    return f"{name} {figures} ({item.deviation:+.{digits}f} {item.unit})"


def energyplus_name() -> str:
    """Return name and version of the EnergyPlus that is used."""
    return energyplus_version(energyplus_command())
