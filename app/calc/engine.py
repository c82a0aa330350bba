"""The hourly engine: houses and a weather year in, results out.

Every annual heating need of the program comes from :func:`simulate`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from app.calc.batch import Batch, batch_of, signature
from app.calc.loop import Loop
from app.calc.network import Network, network_of
from app.calc.results import heat_balance, month_sums, summaries, zone_years
from app.calc.schedule import Mask, days_on
from app.calc.timetable import Timetable, stretches_of, timetable
from app.model.climate import HOURS, WeatherYear
from app.model.hourly import EngineOptions, RunResult, ZoneSummary
from app.model.thermal import DesignDay, Heating, ThermalModel

ENGINE_NAME = "nuanfang-hourly"
ENGINE_VERSION = "1.1"
ALL_DAYS = np.ones(365, dtype=bool)
BATCH_COST = 100
COLUMNS = 256
"""Variants times stretches of days that run at a time: it bounds the memory of a batch."""


def simulate(
    models: Sequence[ThermalModel],
    weather: WeatherYear,
    options: EngineOptions | None = None,
    progress: Callable[[float], None] | None = None,
) -> list[RunResult]:
    """Run houses through a weather year and return their results in the same order.

    Models of equal build run side by side; a result does not depend on what else is in the
    batch. ``progress`` gets the share done and may raise to end the work.

    Raises
    ------
    ValueError
        If a model contradicts itself.
    """
    options = options or EngineOptions()
    networks = [network_of(model) for model in models]
    results: dict[int, RunResult] = {}
    for table, members in batches(networks, season_only=options.season_only):
        size = max(1, COLUMNS // table.stretches)
        for start in range(0, len(members), size):
            part = members[start : start + size]
            done = len(results)

            def share(x: float, done: int = done, count: int = len(part)) -> None:
                if progress:
                    progress((done + x * count) / len(models))

            own = [_days_of(networks[k], season_only=options.season_only) for k in part]
            found = _run(
                [networks[k] for k in part], table, np.array(own).T, weather, options, share
            )
            results.update(zip(part, found, strict=True))
    return [results[k] for k in range(len(models))]


def batches(networks: Sequence[Network], *, season_only: bool) -> list[tuple[Timetable, list[int]]]:
    """Return which networks run together, and the days they run.

    Networks of one build may share a batch; those whose seasons differ do if that costs less
    than batches of their own, each of which costs as much as :data:`BATCH_COST` columns.
    """
    builds: dict[tuple[object, ...], dict[frozenset[int], list[int]]] = {}
    for k, network in enumerate(networks):
        needed = stretches_of(_days_of(network, season_only=season_only))
        builds.setdefault(signature(network), {}).setdefault(needed, []).append(k)
    out = []
    for by_need in builds.values():
        groups = sorted(by_need.items(), key=lambda item: -len(item[1]))
        merged: list[tuple[frozenset[int], list[int]]] = []
        for need, members in groups:
            for n, (other, there) in enumerate(merged):
                union = need | other
                apart = len(need) * len(members) + len(other) * len(there) + BATCH_COST
                if len(union) * (len(members) + len(there)) <= apart:
                    merged[n] = (union, there + members)
                    break
            else:
                merged.append((need, members))
        for _need, members in merged:
            on = [_days_of(networks[k], season_only=season_only) for k in members]
            out.append((timetable(np.logical_or.reduce(on)), sorted(members)))
    return out


def _days_of(network: Network, *, season_only: bool) -> Mask:
    """Return the days (365) that the result of a network is about."""
    heating = network.model.heating
    return days_on(heating.period) if season_only and heating else ALL_DAYS


def _run(
    networks: Sequence[Network],
    table: Timetable,
    own: Mask,
    weather: WeatherYear,
    options: EngineOptions,
    progress: Callable[[float], None],
) -> list[RunResult]:
    iso = options.surface_coefficients == "iso6946"
    batch = batch_of(networks, iso, table.stretches)
    loop = Loop(batch, weather, iso=iso, balance=options.balance)
    year = loop.year(table, own, progress)
    free: list[dict[str, ZoneSummary] | None] = [None] * len(networks)
    if options.free_floating:
        free = list(_free_floating(networks, weather, iso))
    design = _design_days(networks, weather, iso) if options.design_day else [None] * len(networks)
    out = []
    for v, network in enumerate(networks):
        phi = year.phi[:, :, v].sum(axis=1)
        phi_c = year.phi_c[:, :, v].sum(axis=1)
        out.append(
            RunResult(
                model_id=network.model.id,
                q_h_nd=float(phi.sum()) / 1000.0,
                q_h_nd_month=month_sums(phi),
                phi_h_peak=float(phi.max()) / 1000.0,
                phi_h_design_day=design[v],
                q_c_nd=float(phi_c.sum()) / 1000.0,
                phi_c_peak=float(phi_c.max()) / 1000.0,
                zones=summaries(batch, loop.equipment, year, v),
                balance=heat_balance(batch, loop.equipment, year, v) if options.balance else None,
                free_floating=free[v],
                hourly=zone_years(batch, year, v) if options.hourly else None,
            )
        )
    return out


def _free_floating(
    networks: Sequence[Network], weather: WeatherYear, iso: bool
) -> list[dict[str, ZoneSummary]]:
    """Return the zones' figures of the same houses without equipment."""
    bare = [network_of(replace(n.model, heating=None, cooling=None)) for n in networks]
    groups: dict[tuple[object, ...], list[int]] = {}
    for k, network in enumerate(bare):
        groups.setdefault(signature(network), []).append(k)
    out: dict[int, dict[str, ZoneSummary]] = {}
    table = timetable(ALL_DAYS)
    for members in groups.values():
        batch = batch_of([bare[k] for k in members], iso, table.stretches)
        loop = Loop(batch, weather, iso=iso, running=False, balance=False)
        year = loop.year(table, np.ones((365, len(members)), dtype=bool))
        for v, k in enumerate(members):
            out[k] = summaries(batch, loop.equipment, year, v)
    return [out[k] for k in range(len(networks))]


def _design_days(
    networks: Sequence[Network], weather: WeatherYear, iso: bool
) -> list[float | None]:
    """Return the heating power [kW] of the steady design day for each house that has one."""
    out: list[float | None] = []
    for network in networks:
        model = network.model
        if model.design_day is None or model.heating is None:
            out.append(None)
            continue
        batch = batch_of([network_of(_design_model(model))], iso)
        out.append(_design_power(batch, weather, model.design_day, iso))
    return out


def _design_model(model: ThermalModel) -> ThermalModel:
    """Return the model as on the design day: no gains, covers open, vents as declared."""
    heating = model.heating
    assert heating is not None
    wanted = heating.theta_set_design
    if wanted is None:
        wanted = max((t for t in heating.theta_set if t is not None), default=20.0)
    always = (True,) * 24
    return replace(
        model,
        zones=tuple(replace(z, phi_int=(0.0,) * 24, ventilation=None) for z in model.zones),
        openings=tuple(replace(o, cover=None) for o in model.openings),
        air_links=tuple(
            replace(link, on=always, period=None) for link in model.air_links if link.design_day
        ),
        heating=Heating(
            heating.zones, (wanted,) * 24, None, {}, heating.control, heating.convective_fraction
        ),
        cooling=None,
    )


def _design_power(batch: Batch, weather: WeatherYear, day: DesignDay, iso: bool) -> float:
    loop = Loop(batch, _design_weather(weather, day), iso=iso, balance=False)
    return loop.design_power() / 1000.0


def _design_weather(weather: WeatherYear, day: DesignDay) -> WeatherYear:
    """Return a year of the design day: dark, saturated air, wind on every face."""
    return replace(
        weather,
        theta_e=np.full(HOURS, day.theta_e),
        relative_humidity=np.full(HOURS, 1.0),
        wind_speed=np.full(HOURS, day.wind),
        wind_direction=np.full(HOURS, 0.0),
        dni=np.full(HOURS, 0.0),
        dhi=np.full(HOURS, 0.0),
        ghi=np.full(HOURS, 0.0),
        ir_horizontal=np.full(HOURS, _clear_sky(day.theta_e)),
        rain=np.zeros(HOURS, dtype=bool),
        sha256="",
    )


def _clear_sky(theta_dew: float) -> float:
    """Return horizontal infrared of a clear sky [W/m²] (Clark and Allen 1978)."""
    kelvin = theta_dew + 273.15
    return float((0.787 + 0.764 * np.log(kelvin / 273.0)) * 5.670374e-8 * kelvin**4)
