"""The compiled loop: its record, its missing, and that neighbours in a block do not matter."""

from dataclasses import replace

import numpy as np
import pytest

from app.calc import kernel
from app.calc.engine import simulate
from app.calc.kernel.layout import SIZES
from app.errors import AppError
from app.model.hourly import EngineOptions
from app.model.thermal import InfiltrationConstant, Period
from tests.calc.engine_houses import brick_room, weather_year, with_heating, with_zone

WEATHER = weather_year()


def test_both_sides_of_the_record_have_one_size() -> None:
    assert kernel.library().kernel_size() == SIZES


def test_a_missing_kernel_says_how_to_make_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "NAME", "not_there")
    kernel.library.cache_clear()
    try:
        with pytest.raises(AppError, match=r"dev\.py kernel"):
            kernel.library()
    finally:
        kernel.library.cache_clear()


def test_a_house_gives_the_same_bits_in_every_place_of_a_block() -> None:
    house = brick_room()
    others = [with_zone(house, infiltration=InfiltrationConstant(0.1 * n)) for n in range(1, 7)]
    alone = simulate([house], WEATHER)[0]
    for place in range(5):
        found = simulate([*others[:place], house, *others[place:]], WEATHER)[place]
        assert found.q_h_nd_month == alone.q_h_nd_month
        assert (found.zones, found.balance) == (alone.zones, alone.balance)


def test_houses_that_switch_at_other_hours_run_in_blocks_of_their_own() -> None:
    day, night = ((None,) * 6 + (16.0,) * 18, (16.0,) * 6 + (None,) * 18)
    models = [with_heating(brick_room(), theta_set=hours) for hours in (day, night, day)]
    together = simulate(models, WEATHER)
    for model, found in zip(models, together, strict=True):
        assert found.q_h_nd == simulate([model], WEATHER)[0].q_h_nd
    assert together[0].q_h_nd == together[2].q_h_nd != together[1].q_h_nd


def test_hourly_series_add_up_to_the_figures() -> None:
    run = simulate([brick_room()], WEATHER, EngineOptions(hourly=True))[0]
    assert run.hourly is not None
    main, figures = run.hourly["main"], run.zones["main"]
    assert main.phi_h.sum() / 1e3 == pytest.approx(run.q_h_nd, rel=1e-12)
    assert main.phi_h.max() / 1e3 == pytest.approx(run.phi_h_peak, rel=1e-12)
    assert main.theta_air.mean() == pytest.approx(figures.theta_mean, rel=1e-12)
    assert main.theta_air.min() == figures.theta_min
    assert main.theta_air[:744].mean() == pytest.approx(figures.theta_mean_jan, rel=1e-12)
    assert np.count_nonzero(main.theta_op > 28.0) == figures.hours_above_28


def test_threads_change_nothing() -> None:
    houses = [
        with_zone(brick_room(), infiltration=InfiltrationConstant(0.02 * n)) for n in range(40)
    ]
    one, four = (simulate(houses, WEATHER, EngineOptions(threads=n)) for n in (1, 4))
    assert [run.q_h_nd for run in one] == [run.q_h_nd for run in four]


def test_work_that_is_cancelled_ends_in_all_threads() -> None:
    houses = [brick_room(f"{n}") for n in range(40)]

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(houses, WEATHER, EngineOptions(threads=4), stop)


def test_a_season_without_january_has_figures_all_the_same() -> None:
    model = with_heating(brick_room(), period=Period((11, 1), (12, 31)))
    zone = simulate([model], WEATHER, EngineOptions(season_only=True))[0].zones["main"]
    assert zone.theta_mean_jan == zone.theta_mean
    assert zone.theta_min_jan == zone.theta_min == pytest.approx(16.0, abs=1e-9)


def test_more_heated_zones_than_the_kernel_has_room_for_are_refused() -> None:
    base = brick_room()
    assert base.heating is not None
    names = tuple(f"z{k}" for k in range(17))
    zones = tuple(replace(base.zones[0], id=name) for name in names)
    surfaces = tuple(
        replace(s, id=f"{name}.{s.id}", zone=name) for name in names for s in base.surfaces
    )
    grounds = tuple(replace(g, zone=name) for name in names for g in base.grounds)
    model = replace(
        base, zones=zones, surfaces=surfaces, openings=(), grounds=grounds,
        heating=replace(base.heating, zones=names),
    )  # fmt: skip
    with pytest.raises(ValueError, match="16 zones"):
        simulate([model], WEATHER)


def test_a_house_without_windows_is_calculated() -> None:
    blind = simulate([replace(brick_room(), openings=())], WEATHER)[0]
    assert blind.balance is not None
    assert blind.balance.q_sol == 0.0
    assert abs(blind.balance.residual) < 1e-6


def test_parts_that_overlap_give_the_same_in_the_same_order() -> None:
    houses = [
        with_zone(brick_room(), infiltration=InfiltrationConstant(0.01 * n)) for n in range(150)
    ]
    shares: list[float] = []
    lean = EngineOptions(balance=False, season_only=True)
    alone = simulate(houses, WEATHER, lean)
    overlapping = simulate(houses, WEATHER, replace(lean, threads=2), shares.append)
    assert [run.q_h_nd for run in alone] == [run.q_h_nd for run in overlapping]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_overlapping_work_can_be_cancelled() -> None:
    houses = [brick_room(f"{n}") for n in range(150)]

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(houses, WEATHER, EngineOptions(threads=2, balance=False), stop)
