"""Laws of the hourly engine: they need no expected numbers."""

from dataclasses import astuple, replace

import numpy as np
import pytest

from app.calc.engine import simulate
from app.model.climate import WeatherYear
from app.model.hourly import EngineOptions, RunResult
from app.model.thermal import (
    Construction,
    Cooling,
    DesignDay,
    Glazing,
    InfiltrationConstant,
    InternalMass,
    Layer,
    Opening,
    Period,
    Surface,
    ThermalModel,
    Ventilation,
)
from tests.calc.engine_houses import (
    BRICK,
    EPS,
    PLASTER,
    brick_room,
    ten_times,
    weather_year,
    with_construction,
    with_heating,
    with_side_room,
    with_zone,
)

KANG = Layer("kang", 0.3, 0.75, 1700.0, 1000.0)


@pytest.fixture(scope="module")
def weather() -> WeatherYear:
    return weather_year()


def _with_kang(model: ThermalModel) -> ThermalModel:
    built = {**model.constructions, "kang": Construction("kang", (KANG,))}
    mass = (*model.zones[0].internal_mass, InternalMass("kang", 8.0, 180.0))
    model = with_zone(replace(model, constructions=built), internal_mass=mass)
    return with_heating(model, convective_fraction=0.0, heated_surface="kang")


def _variants() -> dict[str, ThermalModel]:
    base = brick_room()
    return {
        "base": base,
        "insulated": with_construction(base, "wall", (EPS, PLASTER, BRICK, PLASTER)),
        "insulated_inside": with_construction(base, "wall", (PLASTER, BRICK, EPS, PLASTER)),
        "roof": with_construction(base, "roof", (EPS, *base.constructions["roof"].layers)),
        "sealed": with_zone(base, infiltration=InfiltrationConstant(0.5)),
        "cooler": with_heating(base, theta_set=(14.0,) * 24),
        "limited": with_heating(base, phi_max={"main": 2500.0}),
        "operative": with_heating(base, control="operative"),
        "radiant": with_heating(base, convective_fraction=0.4),
        "operative_radiant": with_heating(base, control="operative", convective_fraction=0.4),
        "setback": with_heating(base, theta_set=(12.0,) * 6 + (16.0,) * 16 + (12.0,) * 2),
        "off_at_night": with_heating(base, theta_set=(None,) * 6 + (16.0,) * 16 + (None,) * 2),
        "ten": ten_times(base),
        "side": with_side_room(base),
        "side_both_faces": with_side_room(base, faces=2),
        "side_ten": ten_times(with_side_room(base)),
        "side_radiant": with_heating(with_side_room(base), convective_fraction=0.4),
        "kang": _with_kang(base),
        "warm_floor": with_heating(base, convective_fraction=0.0, heated_surface="floor"),
        "better_glass": replace(base, glazings={"glass": Glazing("glass", 1.8, 0.62)}),
    }


@pytest.fixture(scope="module")
def runs(weather: WeatherYear) -> dict[str, RunResult]:
    variants = _variants()
    results = simulate(list(variants.values()), weather, EngineOptions(hourly=True))
    return dict(zip(variants, results, strict=True))


@pytest.mark.parametrize("name", list(_variants()))
def test_the_heat_balance_closes_to_a_thousandth(runs: dict[str, RunResult], name: str) -> None:
    balance = runs[name].balance
    assert balance is not None
    flows = balance.q_h + balance.q_sol + balance.q_int
    assert abs(balance.residual) <= 1e-3 * flows
    assert balance.q_h == pytest.approx(runs[name].q_h_nd, rel=1e-9)
    assert balance.q_ve < 0.0 < balance.q_sol


@pytest.mark.parametrize(
    "name", ["insulated", "insulated_inside", "roof", "sealed", "cooler", "better_glass"]
)
def test_a_better_house_never_needs_more(runs: dict[str, RunResult], name: str) -> None:
    assert runs[name].q_h_nd < runs["base"].q_h_nd


@pytest.mark.parametrize(("one", "ten"), [("base", "ten"), ("side", "side_ten")])
def test_ten_times_the_house_needs_ten_times_the_heat(
    runs: dict[str, RunResult], one: str, ten: str
) -> None:
    assert runs[ten].q_h_nd == pytest.approx(10.0 * runs[one].q_h_nd, rel=1e-6)
    assert runs[ten].phi_h_peak == pytest.approx(10.0 * runs[one].phi_h_peak, rel=1e-6)


def test_months_add_up_to_the_year(runs: dict[str, RunResult]) -> None:
    for run in runs.values():
        assert sum(run.q_h_nd_month) == pytest.approx(run.q_h_nd, rel=1e-9)


def test_a_partition_may_be_described_from_one_side_or_both(runs: dict[str, RunResult]) -> None:
    assert runs["side_both_faces"].q_h_nd == pytest.approx(runs["side"].q_h_nd, rel=1e-9)


def test_a_side_room_is_warmer_than_outside_and_colder_than_the_room(
    runs: dict[str, RunResult], weather: WeatherYear
) -> None:
    side = runs["side"].zones["side"].theta_mean_jan
    assert weather.theta_e[:744].mean() < side < runs["side"].zones["main"].theta_mean_jan


def test_an_unlimited_heater_holds_the_air_at_the_set_point(runs: dict[str, RunResult]) -> None:
    assert runs["base"].hourly is not None
    january = runs["base"].hourly["main"].theta_air[:744]
    assert january.min() == pytest.approx(16.0, abs=1e-9)
    assert runs["base"].zones["main"].hours_under == 0


@pytest.mark.parametrize("name", ["operative", "operative_radiant"])
def test_operative_control_holds_the_operative_temperature(
    runs: dict[str, RunResult], name: str
) -> None:
    hourly = runs[name].hourly
    assert hourly is not None
    assert hourly["main"].theta_op[:744].min() == pytest.approx(16.0, abs=1e-6)
    assert runs[name].q_h_nd > runs["base"].q_h_nd


def test_a_small_heater_leaves_the_room_cold_and_gives_no_more_than_it_has(
    runs: dict[str, RunResult],
) -> None:
    run = runs["limited"]
    assert run.phi_h_peak == pytest.approx(2.5, abs=1e-9)
    assert run.zones["main"].hours_under > 200
    assert run.zones["main"].theta_mean_jan < 16.0
    assert run.q_h_nd < runs["base"].q_h_nd


@pytest.mark.parametrize("name", ["kang", "warm_floor"])
def test_a_heated_surface_radiates_at_people_beside_warming_the_air(
    runs: dict[str, RunResult], name: str
) -> None:
    surface, air = runs[name].hourly, runs["base"].hourly
    assert surface is not None and air is not None
    january = slice(0, 744)
    assert surface["main"].theta_air[january].min() == pytest.approx(16.0, abs=1e-6)
    warmer = surface["main"].theta_op[january] - air["main"].theta_op[january]
    assert warmer.min() > 0.3
    assert runs[name].q_h_nd > runs["base"].q_h_nd


def test_a_kang_keeps_the_room_warm_after_the_fire(weather: WeatherYear) -> None:
    day = (None,) * 6 + (16.0,) * 12 + (None,) * 6
    models = [with_heating(m, theta_set=day) for m in (brick_room(), _with_kang(brick_room()))]
    stove, kang = simulate(models, weather, EngineOptions(hourly=True))
    assert stove.hourly is not None and kang.hourly is not None
    night = np.arange(744) % 24 >= 20
    cold = [run.hourly["main"].theta_op[:744][night].mean() for run in (stove, kang) if run.hourly]
    assert cold[1] > cold[0] + 1.0


def test_a_surface_that_is_not_there_leaves_the_heat_to_all_faces(weather: WeatherYear) -> None:
    lost = with_heating(brick_room(), convective_fraction=0.4, heated_surface="kang")
    plain = with_heating(brick_room(), convective_fraction=0.4)
    a, b = simulate([lost, plain], weather)
    assert a.q_h_nd == b.q_h_nd


def test_heating_less_of_the_day_needs_less(runs: dict[str, RunResult]) -> None:
    assert runs["off_at_night"].q_h_nd < runs["setback"].q_h_nd < runs["base"].q_h_nd


def test_heat_flows_only_within_the_season(runs: dict[str, RunResult]) -> None:
    assert all(q == 0.0 for q in runs["base"].q_h_nd_month[3:10])


@pytest.mark.parametrize("name", ["insulated", "side_radiant", "limited", "off_at_night"])
def test_a_batch_of_one_is_a_batch_of_many(
    runs: dict[str, RunResult], weather: WeatherYear, name: str
) -> None:
    """Also beside houses whose heater switches at other hours, in shorter steps."""
    alone = simulate([_variants()[name]], weather)[0]
    assert _figures(alone) == pytest.approx(_figures(runs[name]), rel=1e-9, abs=1e-9)


def test_a_shorter_season_is_not_touched_by_a_longer_one_beside_it(weather: WeatherYear) -> None:
    short = brick_room()
    long = with_heating(short, period=Period((10, 20), (4, 20)))
    options = EngineOptions(season_only=True)
    together = simulate([short, long, short], weather, options)
    for model, run in zip((short, long), together[:2], strict=True):
        alone = simulate([model], weather, options)[0]
        assert _figures(run) == pytest.approx(_figures(alone), rel=1e-9, abs=1e-9)
    assert together[1].q_h_nd > together[0].q_h_nd


def test_the_season_alone_is_the_season_of_the_year(weather: WeatherYear) -> None:
    model = brick_room()
    year, season = (
        simulate([model], weather, EngineOptions(season_only=x))[0] for x in (False, True)
    )
    assert season.q_h_nd == pytest.approx(year.q_h_nd, rel=3e-4)
    assert season.phi_h_peak == pytest.approx(year.phi_h_peak, rel=1e-3)


def test_stretches_of_days_give_the_year_of_one_long_run(
    weather: WeatherYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A warm-up of 200 days by the hour changes almost nothing."""
    models = [_variants()[name] for name in ("base", "insulated", "side")]
    short = simulate(models, weather, EngineOptions(free_floating=True))
    monkeypatch.setattr("app.calc.timetable.WARM_UP_DAYS", 200)
    for a, b in zip(
        short, simulate(models, weather, EngineOptions(free_floating=True)), strict=True
    ):
        assert a.q_h_nd == pytest.approx(b.q_h_nd, rel=1e-3)
        assert a.free_floating and b.free_floating
        assert a.free_floating["main"].theta_mean_jan == pytest.approx(
            b.free_floating["main"].theta_mean_jan, abs=0.02
        )


def _figures(run: RunResult) -> list[float]:
    """Return all numbers of a result."""
    assert run.balance
    zones = [x for zone in run.zones.values() for x in astuple(zone)]
    parts = [*run.balance.transmission.values(), run.balance.q_ve, run.balance.stored]
    return [run.q_h_nd, run.phi_h_peak, *run.q_h_nd_month, *zones, *parts]


def test_layers_of_equal_resistance_cut_in_two_change_nothing(
    runs: dict[str, RunResult], weather: WeatherYear
) -> None:
    half = Layer("half", 0.185, 0.81, 1800.0, 1050.0)
    cut = with_construction(brick_room(), "wall", (PLASTER, half, half, PLASTER))
    assert simulate([cut], weather)[0].q_h_nd == pytest.approx(runs["base"].q_h_nd, rel=2e-3)


def test_cooling_keeps_the_room_from_getting_hotter(weather: WeatherYear) -> None:
    warm = brick_room()
    cooled = replace(warm, cooling=Cooling((26.0,) * 24))
    a, b = simulate([warm, cooled], weather, EngineOptions(free_floating=True))
    assert a.q_c_nd == 0.0 < b.q_c_nd
    assert b.zones["main"].theta_max == pytest.approx(26.0, abs=1e-9)
    assert a.zones["main"].theta_max > 27.0
    assert b.free_floating is not None
    assert b.free_floating["main"].theta_max == pytest.approx(a.zones["main"].theta_max, abs=0.2)
    assert b.free_floating["main"].theta_mean_jan < 10.0


def test_windows_opened_in_summer_cool_the_room_and_leave_winter_alone(
    weather: WeatherYear,
) -> None:
    shut = brick_room()
    windows = Ventilation(0.3, (True,) * 24, Period((5, 1), (9, 30)), theta_open=25.0)
    opened = with_zone(shut, ventilation=windows)
    options = EngineOptions(hourly=True)
    a, b = simulate([shut, opened], weather, options)
    assert b.zones["main"].hours_above_28 < a.zones["main"].hours_above_28
    assert b.q_h_nd == pytest.approx(a.q_h_nd, rel=1e-3)
    assert a.hourly and b.hourly
    cooler = a.hourly["main"].theta_air - b.hourly["main"].theta_air
    assert cooler.min() > -0.3  # warmer air comes in only within the hour of a change
    assert b.hourly["main"].theta_air[: 90 * 24].max() < 25.0


def test_the_design_day_is_the_loss_at_the_design_temperature(weather: WeatherYear) -> None:
    """Outdoor air costs ρ·c·q·ΔT; the day may end a few percent before the steady state."""
    light = with_construction(
        brick_room(), "wall", (EPS, Layer("board", 0.01, 0.25, 900.0, 1000.0))
    )
    light = replace(light, design_day=DesignDay(-7.0, 2.4))
    (small,) = simulate([light], weather, EngineOptions(design_day=True))
    tight, = simulate(
        [with_zone(light, infiltration=InfiltrationConstant(0.0))], weather,
        EngineOptions(design_day=True),
    )  # fmt: skip
    assert small.phi_h_design_day and tight.phi_h_design_day
    air = 0.8 * 180.0 / 3600.0 * 1.326 * 1006.0 * 23.0 / 1000.0
    assert small.phi_h_design_day - tight.phi_h_design_day == pytest.approx(air, rel=0.08)


def test_progress_runs_up_to_one_and_may_stop_the_work(weather: WeatherYear) -> None:
    seen: list[float] = []
    simulate([brick_room()], weather, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] > 0.95

    def stop(_: float) -> None:
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        simulate([brick_room()], weather, progress=stop)


def test_the_two_coefficient_sets_differ_and_the_constant_one_ignores_wind(
    weather: WeatherYear,
) -> None:
    calm = replace(weather, wind_speed=np.zeros(8760), sha256="calm")
    iso = EngineOptions(surface_coefficients="iso6946")
    a, b = (simulate([brick_room()], w, iso)[0].q_h_nd for w in (weather, calm))
    c, d = (simulate([brick_room()], w)[0].q_h_nd for w in (weather, calm))
    assert a == pytest.approx(b, rel=1e-12)
    assert d < c


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: replace(m, grounds=()), "no ground"),
        (lambda m: replace(m, surfaces=(), openings=()), "no surface"),
        (lambda m: replace(m, surfaces=()), "names the surface 'S'"),
        (lambda m: replace(m, glazings={}), "names the glazing"),
        (lambda m: with_heating(m, zones=("attic",)), "names the zone 'attic'"),
        (
            lambda m: replace(
                m, openings=(Opening("big", "S", "window", 20.0, 3.0, 0.0, 0.0, "glass"),)
            ),
            "larger",
        ),
        (
            lambda m: replace(m, openings=(Opening("none", "S", "window", 1.0, 1.0, 0.0, 0.0),)),
            "neither",
        ),
        (
            lambda m: replace(
                m,
                surfaces=(
                    *m.surfaces,
                    Surface("X", "main", "wall", "wall", "nowhere", 0, 90, 1, ()),
                ),
            ),
            "unknown boundary",
        ),
    ],
)
def test_a_model_that_contradicts_itself_is_refused(
    weather: WeatherYear, change: object, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        simulate([change(brick_room())], weather)  # type: ignore[operator]
