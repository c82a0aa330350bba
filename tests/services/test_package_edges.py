"""What may be left out of a package and what one lacks, by the quick stand-in for the engine."""

from dataclasses import replace
from itertools import combinations
from typing import Any, cast

import msgspec
import pytest

from app.calc.choices import Option
from app.calc.cost import Pricing
from app.calc.measures import parse_chosen
from app.calc.planner import premise_of
from app.model.assessment import Addition
from app.model.search import SearchRules
from app.model.survey import VillageValues, blank_survey
from app.services.assess import load_context
from app.services.package_edges import Edges
from app.services.packages import Basis, Trial, ordered, try_out
from app.services.uncertainty import Sample
from tests.brick_house import brick_house
from tests.fake_engine import fake_needs

FITTING = ("W_EPS100", "W_EPS50", "C_GW100", "WIN_SEAL", "DOOR_INS", "CURTAIN")


def basis_of(threshold: float) -> Basis:
    """Return what packages of the brick house are computed from, with another line to pass."""
    context = load_context()
    decides = context.pack.decides
    update = msgspec.structs.replace
    methods = tuple(
        update(m, threshold=update(m.threshold, value=threshold)) if m.id == decides else m
        for m in context.pack.methods
    )
    context = replace(context, pack=update(context.pack, methods=methods))
    house = brick_house(context.catalogue, context.pack)
    premise = premise_of(house, context.catalogue, context.pack, context.weather, fake_needs)
    return Basis(
        survey=blank_survey("0001"),
        assessment=cast(Any, None),
        context=context,
        premise=premise,
        pricing=Pricing(house, context.catalogue),
        sample=Sample(premise, 7, 64),
        village=VillageValues(),
        today="2026-11-26",
    )


def edges_of(basis: Basis, *fitting: str) -> Edges:
    measures = [basis.catalogue.measures[key] for key in fitting or FITTING]
    return Edges(basis, measures, SearchRules(least_life=0.0))


def option_of(basis: Basis, *texts: str) -> Option:
    chosen = tuple(parse_chosen(text) for text in texts)
    return basis.premise.complete(basis.pricing.along(chosen))


def trial_of(basis: Basis, *texts: str) -> Trial:
    return try_out(basis, option_of(basis, *texts))


def passes(basis: Basis, *texts: str) -> bool:
    needed = basis.method.required_probability.value
    return trial_of(basis, *texts).probability >= needed


def cost(basis: Basis, *texts: str) -> float:
    return basis.pricing.cost(ordered(option_of(basis, *texts), basis.catalogue)).typical


def written(addition: Addition) -> list[str]:
    return [m.id + (f"@{'+'.join(m.sides)}" if m.sides else "") for m in addition.measures]


def test_what_may_be_left_out_is_just_what_the_package_passes_without() -> None:
    whole = ("W_EPS100@N", "C_GW100", "WIN_SEAL")
    basis = basis_of(0.2)
    found = {item.measure.id: item for item in edges_of(basis).droppable(trial_of(basis, *whole))}
    for left in whole:
        rest = [item for item in whole if item != left]
        name = left.partition("@")[0]
        assert (name in found) == passes(basis, *rest), left
        if name in found:
            spared = cost(basis, *whole) - cost(basis, *rest)
            assert found[name].saved.typical == pytest.approx(spared)
    assert 0 < len(found) < len(whole)


def test_the_single_addition_is_the_cheapest_that_passes() -> None:
    basis = basis_of(0.2)
    edges = edges_of(basis)
    trial = trial_of(basis, "WIN_SEAL")
    found = edges.addition(trial)
    assert found is not None and len(found.measures) == 1
    singles = ["C_GW100", "DOOR_INS"]
    singles += [
        f"{wall}@{'+'.join(sides)}"
        for wall in ("W_EPS100", "W_EPS50")
        for sides in (("S",), ("N",), ("E",), ("W",), ("S", "N", "E", "W"))
    ]
    passing = [item for item in singles if passes(basis, "WIN_SEAL", item)]
    cheapest = min(cost(basis, "WIN_SEAL", item) for item in passing)
    assert found.cost.typical == pytest.approx(cheapest - cost(basis, "WIN_SEAL"))
    assert passes(basis, "WIN_SEAL", *written(found))


def test_where_one_measure_is_not_enough_the_cheapest_pair_is_named() -> None:
    basis = basis_of(0.36)
    fitting = ("C_GW100", "WIN_SEAL", "DOOR_INS", "F_PERIM80", "W_EPS100")
    found = edges_of(basis, *fitting).addition(trial_of(basis, "DOOR_INS"))
    assert found is not None and len(found.measures) == 2
    singles = ["C_GW100", "WIN_SEAL", "F_PERIM80"]
    singles += [f"W_EPS100@{sides}" for sides in ("S", "N", "E", "W", "S+N+E+W")]
    pairs = [
        pair
        for pair in combinations(singles, 2)
        if not all(item.startswith("W_") for item in pair) and passes(basis, "DOOR_INS", *pair)
    ]
    assert not any(passes(basis, "DOOR_INS", item) for item in singles)
    cheapest = min(cost(basis, "DOOR_INS", *pair) for pair in pairs)
    assert found.cost.typical <= cheapest - cost(basis, "DOOR_INS") + 1e-6
    assert passes(basis, "DOOR_INS", *written(found))


def test_where_nothing_is_enough_there_is_no_addition() -> None:
    basis = basis_of(0.95)
    assert edges_of(basis).addition(trial_of(basis, "WIN_SEAL")) is None


def test_an_addition_keeps_to_one_treatment_of_each_part() -> None:
    basis = basis_of(0.5)
    edges = edges_of(basis)
    more = {str(item) for item in edges._candidates(option_of(basis, "W_EPS50@N", "C_GW100"))}
    assert not any(item.startswith(("W_EPS100", "C_")) for item in more)
    assert "W_EPS50@S" in more and not any(item == "W_EPS50@N" for item in more)
