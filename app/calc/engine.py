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
from app.calc.schedule import days_on
from app.calc.timetable import Timetable, timetable
from app.model.climate import HOURS, WeatherYear
from app.model.hourly import EngineOptions, RunResult, ZoneSummary
from app.model.thermal import DesignDay, Heating, ThermalModel

ENGINE_NAME = "nuanfang-hourly"
ENGINE_VERSION = "1.0"
CHUNK_VALUES = 1_000_000
"""Hourly values of one kind held at a time: it bounds the memory of a batch."""


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
    groups: dict[tuple[object, ...], list[tuple[int, Network]]] = {}
    for k, model in enumerate(models):
        network = network_of(model)
        groups.setdefault(signature(network), []).append((k, network))
    results: dict[int, RunResult] = {}
    for group in groups.values():
        size = max(1, CHUNK_VALUES // (HOURS * len(group[0][1].zones)))
        for start in range(0, len(group), size):
            part = group[start : start + size]
            done = len(results)

            def share(x: float, done: int = done, count: int = len(part)) -> None:
                if progress:
                    progress((done + x * count) / len(models))

            found = _run([n for _, n in part], weather, options, share)
            results.update(zip((k for k, _ in part), found, strict=True))
    return [results[k] for k in range(len(models))]


def _run(
    networks: Sequence[Network],
    weather: WeatherYear,
    options: EngineOptions,
    progress: Callable[[float], None],
) -> list[RunResult]:
    iso = options.surface_coefficients == "iso6946"
    table = _days_to_run(networks, season_only=options.season_only)
    batch = batch_of(networks, iso, table.stretches)
    loop = Loop(batch, weather, iso=iso, balance=options.balance)
    year = loop.year(table, progress)
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


def _days_to_run(networks: Sequence[Network], *, season_only: bool) -> Timetable:
    on = np.ones(365, dtype=bool)
    heating = networks[0].model.heating
    if season_only and heating:
        on = days_on(heating.period)
    return timetable(on)


def _free_floating(
    networks: Sequence[Network], weather: WeatherYear, iso: bool
) -> list[dict[str, ZoneSummary]]:
    """Return the zones' figures of the same houses without equipment."""
    bare = [network_of(replace(n.model, heating=None, cooling=None)) for n in networks]
    groups: dict[tuple[object, ...], list[int]] = {}
    for k, network in enumerate(bare):
        groups.setdefault(signature(network), []).append(k)
    out: dict[int, dict[str, ZoneSummary]] = {}
    table = timetable(np.ones(365, dtype=bool))
    for members in groups.values():
        batch = batch_of([bare[k] for k in members], iso, table.stretches)
        loop = Loop(batch, weather, iso=iso, running=False, balance=False)
        year = loop.year(table)
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
