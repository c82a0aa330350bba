"""The hourly engine: houses and a weather year in, results out.

Every annual heating need of the program comes from :func:`simulate`.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from app.calc.batch import signature
from app.calc.coming import Coming
from app.calc.design_day import design_power
from app.calc.kernel.layout import (
    COLD,
    DOUBLE,
    HEAT,
    MONTHS,
    PEAK,
    PEAK_COLD,
    SINGLE,
    Precision,
)
from app.calc.network import Network, networks_of, width_of
from app.calc.results import heat_balance, summaries, zone_years
from app.calc.run import Found, Houses
from app.calc.schedule import Pattern, steps_by_hour
from app.calc.timetable import Timetable, timetable
from app.model.climate import WeatherYear
from app.model.hourly import EngineOptions, RunResult, ZoneSummary
from app.model.thermal import ThermalModel

T = TypeVar("T")
ENGINE_NAME = "nuanfang-hourly"
ENGINE_VERSION = "1.3"
AT_A_TIME = 256
"""Houses that run at a time: it bounds the memory of a batch."""
AT_A_TIME_HOURLY = 32
AT_A_TIME_AHEAD = 64
"""The same where the next ones are put together meanwhile."""
AHEAD = 2
"""Parts put together at most while another runs."""


def simulate(
    models: Sequence[ThermalModel],
    weather: WeatherYear,
    options: EngineOptions | None = None,
    progress: Callable[[float], None] | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> list[RunResult]:
    """Run houses through a weather year and return their results in the same order.

    Models of equal build run side by side; a result does not depend on what else is in the
    batch. ``progress`` gets the share done and may raise to end the work. Models that are
    :class:`app.calc.coming.Coming` are made while earlier ones run. ``meanwhile`` is called once,
    where possible while the last houses run on other threads.

    Raises
    ------
    ValueError
        If a model contradicts itself.
    """
    options = options or EngineOptions()

    def collect(networks: Sequence[Network], houses: Houses, year: Found) -> list[RunResult]:
        return _results(networks, houses, year, weather, options)

    return _run(models, weather, options, progress, collect, meanwhile)


def heating_needs(
    models: Sequence[ThermalModel],
    weather: WeatherYear,
    options: EngineOptions | None = None,
    progress: Callable[[float], None] | None = None,
) -> list[Any]:
    """Return the heating needs [kWh] of houses, of a wide model an array of those of its houses.

    Everything else is as with :func:`simulate`.
    """

    def collect(_networks: Sequence[Network], houses: Houses, year: Found) -> list[Any]:
        needs = year.digest[:, HEAT].sum(axis=0)[: houses.batch.houses] / 1e3
        return needs.tolist() if houses.batch.numbers is None else [needs]

    return _run(models, weather, options or EngineOptions(), progress, collect)


def _run(
    models: Sequence[ThermalModel],
    weather: WeatherYear,
    options: EngineOptions,
    progress: Callable[[float], None] | None,
    collect: "Collect[T]",
    meanwhile: Callable[[], object] | None = None,
) -> list[T]:
    coming = isinstance(models, Coming)
    several = options.threads > 1 and (coming or len(models) > AT_A_TIME_AHEAD)
    if several and coming:
        parts = _coming_parts(models, options)
    else:
        known = list(_parts(_networks(models, options), range(len(models)), options))
        several = options.threads > 1 and len(known) > 1
        parts = iter(known)
    results: dict[int, T] = {}
    found_parts = (
        _overlapping(len(models), parts, weather, options, progress, collect, meanwhile)
        if several
        else _in_turn(len(models), parts, weather, options, progress, collect)
    )
    for members, found in found_parts:
        results.update(zip(members, found, strict=True))
    if meanwhile and not several:
        meanwhile()
    return [results[k] for k in range(len(models))]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Networks that run at a time, and which of the models they are of."""

    group: "Group"
    members: list[int]
    networks: list[Network]


Collect = Callable[[Sequence[Network], Houses, Found], list[T]]
"""What is taken out of a part that has run, one entry a network."""
Progress = Callable[[float], None] | None


def _networks(models: Sequence[ThermalModel], options: EngineOptions) -> list[Network]:
    return networks_of(models, joined=options.single if options.together else "none")


def _parts(
    networks: Sequence[Network], numbers: Sequence[int], options: EngineOptions
) -> Iterator[Part]:
    """Yield which networks run at a time; ``numbers`` are those of their models."""
    size = AT_A_TIME_HOURLY if options.hourly else AT_A_TIME
    if options.threads > 1:
        size = min(size, AT_A_TIME_AHEAD)
    for group, members in _groups(networks, season_only=options.season_only).items():
        for start in range(0, len(members), size):
            mine = members[start : start + size]
            yield Part(group, [numbers[k] for k in mine], [networks[k] for k in mine])


def _coming_parts(models: Sequence[ThermalModel], options: EngineOptions) -> Iterator[Part]:
    """Yield parts in the order in which the models are made, a wide one by itself."""
    made: dict[int, ThermalModel] = {}
    for k, model in enumerate(models):
        if width_of(model):
            yield from _parts(_networks([model], options), [k], options)
            continue
        made[k] = model
        if len(made) == AT_A_TIME_AHEAD:
            yield from _parts(_networks(list(made.values()), options), list(made), options)
            made = {}
    if made:
        yield from _parts(_networks(list(made.values()), options), list(made), options)


def _in_turn(
    count: int, parts: Iterable[Part], weather: WeatherYear, options: EngineOptions,
    progress: Progress, collect: "Collect[T]",
) -> Iterator[tuple[list[int], list[T]]]:  # fmt: skip
    done = 0
    for part in parts:

        def share(x: float, done: int = done, size: int = len(part.members)) -> None:
            if progress:
                progress((done + x * size) / count)

        houses = _houses(part.networks, part.group, weather, options)
        year = houses.year(share, options.threads)
        done += len(part.members)
        yield part.members, collect(part.networks, houses, year)


def _overlapping(
    count: int, parts: Iterable[Part], weather: WeatherYear, options: EngineOptions,
    progress: Progress, collect: "Collect[T]",
    meanwhile: Callable[[], object] | None,
) -> Iterator[tuple[list[int], list[T]]]:  # fmt: skip
    """Put the next parts together while others run, so that all cores have work."""
    done = 0
    running: deque[_Running] = deque()

    def next_done() -> tuple[list[int], list[T]]:
        nonlocal done
        part = running.popleft()
        for future in part.futures:
            future.result()
        found = collect(part.networks, part.houses, part.houses.found())
        done += len(part.members)
        if progress:
            progress(done / count)
        return part.members, found

    with ThreadPoolExecutor(max_workers=options.threads) as pool:
        try:
            for part in parts:
                houses = _houses(part.networks, part.group, weather, options)
                futures = houses.begin(pool, options.threads)
                running.append(_Running(part.members, part.networks, houses, futures))
                if len(running) > AHEAD * options.threads:
                    yield next_done()
            if meanwhile:
                meanwhile()
            while running:
                yield next_done()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@dataclass(frozen=True, slots=True, eq=False)
class _Running:
    """A part that the kernel works on."""

    members: list[int]
    networks: list[Network]
    houses: Houses
    futures: list["Future[None]"]


Group = tuple[tuple[object, ...], Pattern, Timetable, int]
"""What networks that run side by side share; a wide one (its number, from 1) runs by itself."""


def _groups(networks: Sequence[Network], *, season_only: bool) -> dict[Group, list[int]]:
    """Return which networks run side by side: of one build, switching and starting alike."""
    out: dict[Group, list[int]] = {}
    for k, network in enumerate(networks):
        table = timetable(network.model, season_only=season_only)
        key = signature(network), steps_by_hour(network.model), table, network.width and k + 1
        out.setdefault(key, []).append(k)
    return out


def _houses(
    networks: Sequence[Network], group: Group, weather: WeatherYear, options: EngineOptions
) -> Houses:
    _, pattern, table, _wide = group
    return Houses(
        networks, weather, pattern, table, iso=options.surface_coefficients == "iso6946",
        balance=options.balance, hourly=options.hourly, precision=_precision(networks, options),
    )  # fmt: skip


def _precision(networks: Sequence[Network], options: EngineOptions) -> Precision:
    drawn = options.single == "drawn" and networks[0].width
    return SINGLE if drawn or options.single == "all" else DOUBLE


def _results(
    networks: Sequence[Network],
    houses: Houses,
    year: Found,
    weather: WeatherYear,
    options: EngineOptions,
) -> list[RunResult]:
    iso = options.surface_coefficients == "iso6946"
    free: Sequence[dict[str, ZoneSummary] | None] = [None] * len(networks)
    if options.free_floating:
        free = _free_floating(networks, weather, iso)
    design: Sequence[float | None] = [None] * len(networks)
    if options.design_day:
        design = [design_power(n.model, weather, iso) for n in networks]
    heat, cold = year.digest[:, HEAT].sum(axis=0) / 1e3, year.digest[:, COLD].sum(axis=0) / 1e3
    months = year.digest[:, MONTHS:].sum(axis=0) / 1e3
    return [
        RunResult(
            model_id=network.model.id,
            q_h_nd=float(heat[v]),
            q_h_nd_month=tuple(months[:, v].tolist()),
            phi_h_peak=float(year.totals[PEAK, v]) / 1e3,
            phi_h_design_day=design[v],
            q_c_nd=float(cold[v]),
            phi_c_peak=float(year.totals[PEAK_COLD, v]) / 1e3,
            zones=summaries(houses.batch, year, v),
            balance=heat_balance(houses.batch, year, v) if options.balance else None,
            free_floating=free[v],
            hourly=zone_years(houses.batch, year, v) if options.hourly else None,
        )
        for v, network in enumerate(networks)
    ]


def _free_floating(
    networks: Sequence[Network], weather: WeatherYear, iso: bool
) -> list[dict[str, ZoneSummary]]:
    """Return the zones' figures of the same houses without equipment."""
    bare = networks_of([replace(n.model, heating=None, cooling=None) for n in networks])
    out: dict[int, dict[str, ZoneSummary]] = {}
    for (_, pattern, table, _wide), members in _groups(bare, season_only=False).items():
        group = [bare[k] for k in members]
        houses = Houses(group, weather, pattern, table, iso=iso, running=False, balance=False)
        year = houses.year()
        out.update((k, summaries(houses.batch, year, v)) for v, k in enumerate(members))
    return [out[k] for k in range(len(networks))]
