import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from app.calc.cost import Pricing, total
from app.calc.goods import goods_of
from app.calc.measures import Chosen
from app.model.catalogue import Catalogue, PolicyPack, Sourced
from app.store.catalogue import load_catalogue, load_policy_pack
from tests.brick_house import brick_house

CATALOGUE = load_catalogue()
HOUSE = brick_house(CATALOGUE, load_policy_pack())


def test_materials_of_all_measures_are_added_up_by_what_is_bought() -> None:
    pricing = Pricing(HOUSE, CATALOGUE)
    walls, edge = Chosen("W_XPS50", ("N",)), Chosen("F_PERIM")
    found = {line.id: line for line in goods_of((walls, edge), pricing)}
    expected = 1.05 * pricing.amount(walls) + 0.63 * pricing.amount(edge)
    assert found["xps_50"].amount == pytest.approx(expected)
    assert found["xps_50"].unit == "m²"
    assert found["xps_50"].mark == "C"
    assert "eps_80" not in found
    assert goods_of((), pricing) == ()


def test_a_sum_is_no_surer_than_its_weakest_part(catalogue: Catalogue) -> None:
    edge = catalogue.measures["F_PERIM"]
    read = tuple(replace(g, amount=Sourced(g.amount.value, "A", "x")) for g in edge.goods)
    measures = {**catalogue.measures, "F_PERIM": replace(edge, goods=read)}
    pricing = Pricing(HOUSE, dataclasses.replace(catalogue, measures=measures))
    alone = {g.id: g.mark for g in goods_of((Chosen("F_PERIM"),), pricing)}
    both = {g.id: g.mark for g in goods_of((Chosen("F_PERIM"), Chosen("W_XPS50", ("N",))), pricing)}
    assert alone["xps_50"] == "A"
    assert both["xps_50"] == "C"


def test_what_comes_along_is_on_the_bill_once_and_on_the_sides_of_what_brings_it() -> None:
    brought = {"W_EPS80": (Chosen("REP_DAMP"),), "C_GW100": (Chosen("REP_ROOF_LOCAL"),)}
    pricing = Pricing(HOUSE, CATALOGUE, brought=brought)
    package = pricing.along((Chosen("W_EPS80", ("N", "E")), Chosen("C_GW100")))
    assert package[2:] == (Chosen("REP_DAMP", ("N", "E")), Chosen("REP_ROOF_LOCAL"))
    assert pricing.along(package) == package


IDS = sorted(CATALOGUE.measures)


@given(
    chosen=st.lists(st.sampled_from(IDS), unique=True, max_size=8),
    sides=st.sets(st.sampled_from("SNEW"), min_size=1),
)
@settings(max_examples=60, deadline=None)
def test_the_bill_of_any_set_of_measures_adds_up_to_the_yuan(
    chosen: list[str], sides: set[str]
) -> None:
    ordered: tuple[Any, ...] = tuple(s for s in "SNEW" if s in sides)
    by_side = {key for key in chosen if CATALOGUE.measures[key].per_orientation}
    package = [Chosen(key, ordered if key in by_side else ()) for key in chosen]
    pricing = Pricing(HOUSE, CATALOGUE)
    lines = [line for found in pricing.bill(package).values() for line in found]
    cost = pricing.cost(package)
    assert cost == total(lines)
    assert all(line.cost.typical % 1 == 0 for line in lines)
    assert cost.low <= cost.typical <= cost.high
    amounts = {g.id: g.amount for g in goods_of(package, pricing)}
    each = [{g.id: g.amount for g in goods_of((c,), pricing)} for c in package]
    for good, amount in amounts.items():
        assert amount == pytest.approx(sum(found.get(good, 0.0) for found in each))


def test_labour_is_split_into_what_the_family_can_do_and_what_it_cannot(
    catalogue: Catalogue, pack: PolicyPack
) -> None:
    for m in catalogue.measures.values():
        parts = m.unskilled_share.value + m.skilled_share
        assert parts == pytest.approx(m.labour_share.value), m.id
