"""Steps of houses that switch at different hours."""

import numpy as np
import pytest

from app.calc.schedule import AFTER, COARSE, HOUR, SWITCHED
from app.calc.slots import Slots

PLAIN = (COARSE,) * 24
AT_SIX = (*(COARSE,) * 6, SWITCHED, AFTER, *(COARSE,) * 16)


def test_each_column_does_its_hour_in_its_own_steps() -> None:
    slots = Slots([PLAIN, AT_SIX], np.array([0, 1, 0]))
    for steps in slots.hours:
        done = np.zeros(3)
        for slot in steps:
            share = np.broadcast_to(slot.share, 3)
            assert np.broadcast_to(slot.middle, 3)[share > 0] == pytest.approx(
                (done + share / 2)[share > 0]
            )
            done += share
        assert done == pytest.approx(np.ones(3))
    assert len(slots.hours[6]) == len(SWITCHED)
    first, second = slots.hours[6][:2]
    assert np.broadcast_to(first.dt, 3).tolist() == [HOUR, SWITCHED[0], HOUR]
    assert second.held is not None and second.held.tolist() == [True, False, True]


def test_houses_alike_share_plain_steps() -> None:
    slots = Slots([AT_SIX], np.zeros(2, dtype=np.intp))
    assert all(slot.held is None for steps in slots.hours for slot in steps)
    assert [slot.dt for slot in slots.hours[6]] == list(SWITCHED)
