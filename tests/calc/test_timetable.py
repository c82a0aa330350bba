"""Which days are run: each counted once, one after the other, after approach and warm-up."""

from dataclasses import replace

import numpy as np
import pytest

from app.calc.timetable import APPROACH_DAYS, FIRST, WARM_UP_DAYS, timetable
from app.model.thermal import Period, ThermalModel
from tests.calc.engine_houses import brick_room, with_heating

BEFORE = APPROACH_DAYS + WARM_UP_DAYS


def _heated(start: tuple[int, int], end: tuple[int, int]) -> ThermalModel:
    return with_heating(brick_room(), period=Period(start, end))


@pytest.mark.parametrize("model", [brick_room(), replace(brick_room(), heating=None)])
def test_every_day_of_the_year_counts_once(model: ThermalModel) -> None:
    days = timetable(model, season_only=False).days()
    assert sorted(days[BEFORE:]) == list(range(365))
    assert ((np.diff(days) % 365) == 1).all()


def test_the_season_alone_is_the_beginning_of_the_year() -> None:
    model = _heated((11, 1), (3, 31))
    season, year = (timetable(model, season_only=x).days() for x in (True, False))
    assert len(season) == BEFORE + 151
    assert (season == year[: len(season)]).all()


def test_a_house_without_a_heating_season_begins_where_the_usual_one_does() -> None:
    model = replace(brick_room(), heating=None)
    assert timetable(model, season_only=True).days()[BEFORE] == FIRST
