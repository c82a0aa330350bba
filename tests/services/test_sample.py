"""The drawn houses of a plan: simulated once, the first of them in the search."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

from app.calc.engine import heating_needs, simulate
from app.calc.measures import Chosen
from app.calc.planner import Premise, premise_of
from app.calc.spread import Spread, draw
from app.calc.thermal_model import thermal_model
from app.calc.wide import one_of
from app.model.hourly import EngineOptions
from app.model.survey import VillageValues, apply_edit, apply_village_edit, blank_survey
from app.model.thermal import ThermalModel
from app.services.assess import load_context
from app.services.practice import practice_edits
from app.services.resolve import resolve
from app.services.uncertainty import PARTS, Sample
from tests.brick_house import brick_house

OPTION = (Chosen("W_EPS80"),)
WORKS = (
    (Chosen("W_EPS80", ("N", "E")), Chosen("R_XPS60")),
    (Chosen("WIN_PVC12"), Chosen("DOOR_INS"), Chosen("AIR_STRIP")),
    (Chosen("C_NEW_GW100"), Chosen("F_PERIM"), Chosen("SUN_SINGLE")),
)


@dataclass
class Engine:
    """Stands for the engine: a figure that moves with every layer, and the number of calls."""

    simulated: list[int] = field(default_factory=list)

    def __call__(self, models: Sequence[ThermalModel], _progress: Any = None) -> list[Any]:
        self.simulated.append(len(models))
        return [self.need(model) for model in models]

    @staticmethod
    def need(model: ThermalModel) -> Any:
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
    few, many = PARTS[0], PARTS[0] + 16
    sample = Sample(premise, 7, many)
    first_credit, first = sample.after(OPTION, count=4)
    assert first_credit.saving == pytest.approx(1.0 - first.after.mean() / first.before.mean())
    engine.simulated.clear()
    credit, whole = sample.after(OPTION)
    # the second part of the drawn houses, side by side, and the house by itself with both airs
    assert engine.simulated == [1 + 2]
    assert len(whole.after) == many > few
    assert np.array_equal(whole.after[:4], first.after)
    fresh_credit, fresh = Sample(premise, 7, many).after(OPTION)
    assert fresh_credit == credit
    assert whole.after == pytest.approx(fresh.after, rel=1e-12)
    assert np.array_equal(whole.before, fresh.before)


def test_a_try_is_credited_like_the_whole_where_air_may_be_cut(
    premise: Premise, engine: Engine
) -> None:
    sample = Sample(replace(premise, air_may_exceed=True), 7, PARTS[0] + 16)
    engine.simulated.clear()
    credit, _first = sample.after(OPTION, count=4)
    assert engine.simulated == [1 + 2]
    assert sample.after(OPTION)[0] is credit


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


@pytest.mark.parametrize("code", ["0003", "0004", "0009", "0010"])
def test_drawn_practice_houses_need_what_each_needs_by_itself(code: str) -> None:
    """Adobe, two storeys, a wing, a gallery: all that differs in build, before and after."""
    context = load_context()
    catalogue, pack, weather = context.catalogue, context.pack, context.weather
    village, survey = VillageValues(), blank_survey(code)
    for edit in practice_edits().village:
        village = apply_village_edit(village, edit)
    for edit in next(h for h in practice_edits().houses if h.code == code).edits(code):
        survey = apply_edit(survey, edit)
    house = resolve(survey, village, catalogue, pack, weather)
    spread = Spread(house, catalogue, draw(4, 11))
    before = spread.together()
    wide = [before, *(spread.works(before, option, pack) for option in WORKS)]
    models = [thermal_model(each, "standard", catalogue, pack, weather) for each in wide]
    options = EngineOptions(balance=False, season_only=True)
    for together, model in zip(wide, models, strict=True):
        [needs] = heating_needs([model], weather, options)
        alone = [
            thermal_model(one_of(together, k), "standard", catalogue, pack, weather)
            for k in range(4)
        ]
        runs = simulate(alone, weather, options)
        assert needs == pytest.approx([run.q_h_nd for run in runs], rel=1e-12)
