"""Radiation between the faces of a room: what lies in one plane does not see itself."""

import numpy as np
import pytest

from app.calc.batch import batch_of
from app.calc.inner_films import InnerFilms
from app.calc.network import network_of
from app.model.climate import Array
from tests.calc.engine_houses import brick_room

BATCH = batch_of([network_of(brick_room())], iso=False)
"""A room whose south wall holds a window, in one plane with it."""
WALL, WINDOW = (
    k for k, e in enumerate(BATCH.elements) if e.azimuth == 180.0 and e.tilt == 90.0
)  # fmt: skip


def _gains(theta: Array) -> Array:
    """Return the long-wave heat each face takes up [W] in a room of faces at ``theta`` [°C]."""
    films = InnerFilms(BATCH)
    films.start(15.0)
    films.remember(theta, theta[:0])
    films.renew()
    hr = films.h[1]
    mean = (hr * theta).sum(axis=0) / hr.sum(axis=0)
    return np.asarray(hr * (mean - theta) + films.unseen)


def test_wall_and_window_of_one_plane_exchange_nothing() -> None:
    theta = np.full(BATCH.area.shape, 18.0)
    theta[WALL] = 14.0
    cold, warm = theta.copy(), theta.copy()
    cold[WINDOW], warm[WINDOW] = 2.0, 12.0
    assert BATCH.elements[WALL].plane == BATCH.elements[WINDOW].plane
    assert _gains(cold)[WALL] == pytest.approx(_gains(warm)[WALL], rel=2e-3)


def test_radiation_only_moves_heat() -> None:
    theta = np.linspace(5.0, 25.0, len(BATCH.area))[:, None]
    assert _gains(theta).sum() == pytest.approx(0.0, abs=1e-9)


def test_faces_of_one_temperature_exchange_nothing() -> None:
    assert np.abs(_gains(np.full(BATCH.area.shape, 18.0))).max() == pytest.approx(0.0, abs=1e-9)
