"""Walls as modes: known limits and laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.strategies import floats, lists, tuples

from app.calc import conduction
from app.calc.conduction import all_modes, modes_of, reduced, step_of, u_value_of, wall_modes
from app.model.thermal import Layer

BRICK = Layer("brick", 0.37, 0.81, 1800.0, 1050.0)
EPS = Layer("eps", 0.1, 0.041, 20.0, 1380.0)
AIR = Layer("air", r=0.18)

layers = lists(
    tuples(floats(0.005, 0.5), floats(0.03, 2.0), floats(10.0, 2500.0)).map(
        lambda x: Layer("x", x[0], x[1], x[2], 1000.0)
    ),
    min_size=1,
    max_size=5,
).map(tuple)


@given(wall=layers)
@settings(max_examples=40, deadline=None)
def test_the_steady_conductance_is_that_of_the_layers(wall: tuple[Layer, ...]) -> None:
    expected = 1.0 / sum(layer.resistance for layer in wall)
    assert u_value_of(wall_modes(wall)) == pytest.approx(expected, rel=1e-6)


@given(wall=layers, dt=floats(60.0, 3600.0))
@settings(max_examples=40, deadline=None)
def test_a_wall_at_one_temperature_exchanges_nothing(wall: tuple[Layer, ...], dt: float) -> None:
    modes = wall_modes(wall)
    step = step_of(modes, dt)
    z = (modes.b_i + modes.b_o) / modes.s * 20.0
    assert step.y[0] @ [20.0, 20.0] - step.p_i @ z == pytest.approx(0.0, abs=1e-6)
    assert step.y[1] @ [20.0, 20.0] - step.p_o @ z == pytest.approx(0.0, abs=1e-6)


def test_a_massless_wall_is_its_resistance() -> None:
    step = step_of(wall_modes((AIR,)), 3600.0)
    assert step.y == pytest.approx(np.array([[1, -1], [-1, 1]]) / 0.18)


def test_turning_a_wall_round_swaps_its_faces() -> None:
    one = step_of(wall_modes((EPS, BRICK)), 3600.0)
    other = step_of(wall_modes((BRICK, EPS)), 3600.0)
    assert one.y[0, 0] == pytest.approx(other.y[1, 1], rel=1e-3)
    assert one.y[0, 1] == pytest.approx(other.y[1, 0], rel=1e-3)


def test_mass_inside_answers_more_than_mass_outside() -> None:
    inside = step_of(wall_modes((EPS, BRICK)), 3600.0).y[0, 0]
    outside = step_of(wall_modes((BRICK, EPS)), 3600.0).y[0, 0]
    assert inside > 5.0 * outside


def test_what_flows_in_over_long_time_is_the_heat_capacity() -> None:
    """A slab closed outside, warmed by 1 K, takes up d·ρ·c (a law of conservation)."""
    step = step_of(wall_modes((BRICK,), adiabatic=True), 3600.0)
    z = np.zeros_like(step.e)
    taken = 0.0
    for _ in range(3000):
        taken += 3600.0 * (step.y[0, 0] - step.p_i @ z)
        z = step.e * z + step.u_i
    assert taken == pytest.approx(0.37 * 1800.0 * 1050.0, rel=5e-3)


def test_half_infinite_brick_answers_a_sine_as_in_theory() -> None:
    """Amplitude of the flow of a day's wave: λ·√(ω/a) (Carslaw and Jaeger 1959, 2.6)."""
    thick = (Layer("brick", 2.0, 0.81, 1800.0, 1050.0),)
    step = step_of(wall_modes(thick), 3600.0)
    omega = 2.0 * np.pi / 86400.0
    expected = 0.81 * np.sqrt(omega / (0.81 / 1800.0 / 1050.0))
    z = np.zeros_like(step.e)
    flows = []
    for k in range(24 * 60):
        theta = np.cos(omega * 3600.0 * (k + 0.5))
        flows.append(step.y[0, 0] * theta - step.p_i @ z)
        z = step.e * z + step.u_i * theta
    assert max(flows[-24:]) == pytest.approx(expected, rel=0.03)


def test_reduction_keeps_the_answer_over_a_day() -> None:
    whole = all_modes(np.full((1, 12), 54e3), np.full((1, 13), 20.0))
    (full,), (small,) = (reduced(whole, tolerance) for tolerance in (0.0, 0.02))
    assert len(small.s) < len(full.s)
    a, b = step_of(full, 3600.0), step_of(small, 3600.0)
    assert b.y[0, 0] == pytest.approx(a.y[0, 0], rel=0.05)
    assert u_value_of(small) == pytest.approx(u_value_of(full), rel=1e-9)
    assert u_value_of(full) == pytest.approx(20.0 / 13.0, rel=1e-9)


def test_walls_computed_together_are_those_computed_alone() -> None:
    walls = [((EPS, BRICK), False), ((BRICK,), True), ((BRICK, EPS), False), ((AIR,), False)]
    together = modes_of(walls)
    for wall, modes in zip(walls, together, strict=True):
        conduction._KNOWN.clear()
        alone = wall_modes(*wall)
        assert (modes.g_i, modes.g_o, modes.g_io) == (alone.g_i, alone.g_o, alone.g_io)
        assert modes.s.tolist() == alone.s.tolist()
