"""The five levels: monotone, on their limits, and limits that follow from the house types."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calc.label import label_of
from app.services.assess import load_context
from app.services.label_limits import limits_from, limits_page, needs_of_types
from app.store.catalogue import load_policy_pack

PACK = load_policy_pack()
NEEDS = st.floats(0.0, 500.0)


@given(NEEDS, NEEDS)
def test_who_needs_more_never_has_a_better_level(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert label_of(low, PACK).level <= label_of(high, PACK).level


@given(NEEDS)
def test_a_level_lies_between_its_limits(need: float) -> None:
    label = label_of(need, PACK)
    bounds = (-1.0, *label.limits, float("inf"))
    assert bounds[label.level - 1] < need <= bounds[label.level]


def test_a_need_on_the_limit_has_the_better_level_and_the_source_is_named() -> None:
    label = label_of(50.0, PACK)
    assert label.level == 2
    assert (label.mark, label.date) == ("C", "2026-11-26")
    assert "GB/T 50824" in label.source.en


def test_the_limits_of_the_pack_are_those_of_the_house_types_as_computed_now() -> None:
    types = needs_of_types(load_context())
    assert limits_from(types) == tuple(number.value for number in PACK.label.limits)
    assert len(types) == 15
    by_id = {item.id: label_of(item.need, PACK).level for item in types}
    assert by_id["reference_50824"] == 2
    assert by_id["retrofitted"] == 2
    assert by_id["stone_hill"] == 5


def test_limits_follow_the_types() -> None:
    types = needs_of_types(load_context())
    halved = [replace(item, need=item.need / 2) for item in types]
    assert limits_from(halved)[3] == pytest.approx(limits_from(types)[3] / 2, abs=5.0)


def test_the_page_names_every_type() -> None:
    page = limits_page(load_context())
    assert page.count("\n| ") == 15 + 1
    assert "达标参照农房" in page
