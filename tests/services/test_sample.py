"""The drawn houses of a plan: simulated once, the first of them in the search."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from app.calc.measures import Chosen
from app.calc.planner import Premise, premise_of
from app.model.thermal import ThermalModel
from app.services.assess import load_context
from app.services.uncertainty import Sample
from tests.brick_house import brick_house

OPTION = (Chosen("W_EPS80"),)


@dataclass
class Engine:
    """Stands for the engine: a figure that moves with every layer, and the number of calls."""

    simulated: list[int] = field(default_factory=list)

    def __call__(self, models: Sequence[ThermalModel], _progress: Any = None) -> list[float]:
        self.simulated.append(len(models))
        return [self.need(model) for model in models]

    @staticmethod
    def need(model: ThermalModel) -> float:
        resistances = [layer.resistance for c in model.constructions.values() for layer in c.layers]
        return 1e4 / sum(resistances) + model.zones[0].volume


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def premise(engine: Engine) -> Premise:
    context = load_context()
    house = brick_house(context.catalogue, context.pack)
    return premise_of(house, context.catalogue, context.pack, context.weather, engine, ())


def test_the_whole_sample_continues_that_of_the_search(premise: Premise, engine: Engine) -> None:
    sample = Sample(premise, 7, 16)
    first_credit, first = sample.after(OPTION, count=4)
    engine.simulated.clear()
    credit, whole = sample.after(OPTION)
    assert engine.simulated == [12]
    assert credit == first_credit
    assert np.array_equal(whole.after[:4], first.after)
    fresh_credit, fresh = Sample(premise, 7, 16).after(OPTION)
    assert fresh_credit == credit
    assert whole.after == pytest.approx(fresh.after, rel=1e-12)
    assert np.array_equal(whole.before, fresh.before)


def test_what_is_known_is_not_simulated_again(premise: Premise, engine: Engine) -> None:
    sample = Sample(premise, 7, 8)
    sample.after(OPTION)
    engine.simulated.clear()
    assert len(sample.after(OPTION, count=3)[1].after) == 3
    assert engine.simulated == []


def test_before_and_after_are_the_same_houses(premise: Premise) -> None:
    """Common random numbers: the saving spreads much less than the needs do."""
    _credit, found = Sample(premise, 7, 64).after(OPTION)
    ratio = np.log(found.after / found.before)
    assert ratio.std() < 0.6 * np.log(found.before).std()
