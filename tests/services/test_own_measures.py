"""Measures of a village's own: labour, life, copies; checked, used, taken back."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import RefusedError
from app.i18n import set_language
from app.model.catalogue import FOLLOWING, AddLayers
from app.model.change import Edit
from app.model.survey import VillageValues, apply_village_edit
from app.services.assess import context_for, load_context
from app.services.measure_edits import figure_edits, new_variant
from app.services.measure_rows import measure_rows
from app.services.own_measures import Variant, reset_edits, thickness
from app.services.roadmap_rules import warm_halves
from app.services.work_facts import theta_min

CATALOGUE = load_context().catalogue
FROM = ("镇里合同", "2026-11-22", "B")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh")


def with_edits(values: VillageValues, *edits: Edit) -> VillageValues:
    for edit in edits:
        values = apply_village_edit(values, edit)
    return values


def test_labour_and_life_of_the_village_are_used_with_their_source() -> None:
    blank = VillageValues()
    edits, far = figure_edits(blank, "W_EPS80", None, {"life": 18, "labour_share": 0.5}, *FROM)
    context = context_for(with_edits(blank, *edits))
    measure = context.catalogue.measures["W_EPS80"]
    assert (measure.life.value, measure.life.mark) == (18, "B")
    assert measure.labour_share.value == 0.5
    assert "镇里合同" in context.catalogue.source_of(measure.life).zh
    assert measure.cost == CATALOGUE.measures["W_EPS80"].cost
    assert context.catalogue.sha256 != CATALOGUE.sha256
    assert not far


def test_a_row_says_what_is_the_villages_and_goes_back_to_the_catalogue() -> None:
    blank = VillageValues()
    edits, _far = figure_edits(blank, "W_EPS80", (90.0, 110.0, 130.0), {"life": 18}, *FROM)
    values = with_edits(blank, *edits)
    row = next(row for row in measure_rows(values) if row.id == "W_EPS80")
    assert row.changed and (row.typical, row.life) == (110.0, 18)
    assert row.usual is not None and row.usual.cost.typical == 140.0
    assert sum(row.changed for row in measure_rows(values)) == 1
    back = with_edits(values, *reset_edits(values, "W_EPS80"))
    assert not any(row.changed for row in measure_rows(back))
    held = context_for(back).catalogue.measures
    assert held == CATALOGUE.measures


def test_a_copy_with_another_thickness_insulates_and_buys_accordingly() -> None:
    blank = VillageValues()
    identity, edit = new_variant(blank, Variant("W_EPS80", "外保温苯板70", 0.07), *FROM)
    catalogue = context_for(with_edits(blank, edit)).catalogue
    copy, base = catalogue.measures[identity], catalogue.measures["W_EPS80"]
    assert copy.name.zh == "外保温苯板70"
    assert copy.cost == base.cost
    layers = [e.layers[0] for e in copy.effects if isinstance(e, AddLayers)]
    assert [layer.d.value for layer in layers if layer.d] == [0.07]
    boards = [catalogue.goods[item.good].name.zh for item in copy.goods]
    assert boards[0] == "苯板 EPS 70 mm（B1）"
    assert "W_EPS80" in copy.excludes and "SEISMIC_EPS" in copy.excludes
    assert copy.u_after is None
    row = next(row for row in measure_rows(with_edits(blank, edit)) if row.id == identity)
    assert row.variant and row.usual is None and "镇里合同" in row.source.zh


def test_a_copy_begins_with_the_villages_price_and_gets_its_own() -> None:
    blank = VillageValues()
    edits, _far = figure_edits(blank, "W_EPS80", (90.0, 110.0, 130.0), {}, *FROM)
    values = with_edits(blank, *edits)
    identity, edit = new_variant(values, Variant("W_EPS80", "同厂家另一牌子"), *FROM)
    values = with_edits(values, edit)
    assert context_for(values).catalogue.measures[identity].cost.typical == 110.0
    own, _far = figure_edits(values, identity, (70.0, 80.0, 90.0), {"life": 15}, *FROM)
    values = with_edits(values, *own)
    measures = context_for(values).catalogue.measures
    assert (measures[identity].cost.typical, measures[identity].life.value) == (80.0, 15)
    assert measures["W_EPS80"].cost.typical == 110.0
    values = with_edits(values, *reset_edits(values, identity))
    assert identity not in context_for(values).catalogue.measures


def test_two_computers_that_give_the_same_name_mean_the_same_copy() -> None:
    first = new_variant(VillageValues(), Variant("W_EPS80", "本村"), *FROM)
    assert first == new_variant(VillageValues(), Variant("W_EPS80", " 本村 "), *FROM)


@pytest.mark.parametrize(
    ("variant", "said"),
    [
        (Variant("W_EPS80", "  "), "name"),
        (Variant("W_EPS80", "字" * 41), "name"),
        (Variant("W_EPS80", "厚", 0.5), "thickness"),
        (Variant("LED", "灯", 0.05), "no insulation"),
        (Variant("CO_ALARM", "另一种报警器"), "rules"),
        (Variant("W_EPS50", "外墙外保温 EPS 80mm"), "already"),
    ],
)
def test_a_copy_that_cannot_be_is_refused(variant: Variant, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        new_variant(VillageValues(), variant, *FROM)


@pytest.mark.parametrize(
    "numbers",
    [{"life": 0}, {"life": 500}, {"labour_share": 1.2}, {"unskilled_share": 0.9}, {"life": -1}],
)
def test_numbers_that_cannot_be_are_refused(numbers: dict[str, float]) -> None:
    with pytest.raises(RefusedError):
        figure_edits(VillageValues(), "W_EPS80", None, numbers, *FROM)  # type: ignore[arg-type]


def test_without_a_source_nothing_is_taken() -> None:
    with pytest.raises(RefusedError):
        figure_edits(VillageValues(), "W_EPS80", None, {"life": 18}, "", "2026-11-22", "C")


INSULATING = sorted(
    m.id
    for m in CATALOGUE.measures.values()
    if thickness(m, CATALOGUE) and m.category not in FOLLOWING
)


@given(base=st.sampled_from(INSULATING), mm=st.integers(10, 299))
@settings(max_examples=40, deadline=None)
def test_a_thicker_copy_of_anything_insulates_better(base: str, mm: int) -> None:
    blank = VillageValues()
    results = []
    for d in (mm / 1000, (mm + 1) / 1000):
        identity, edit = new_variant(blank, Variant(base, f"{d}", d), *FROM)
        catalogue = context_for(with_edits(blank, edit)).catalogue
        copy = catalogue.measures[identity]
        layers = [
            spec
            for e in copy.effects
            if isinstance(e, AddLayers)
            for spec in e.layers
            if spec.d is not None and spec.d.value > 0
        ]
        r = sum(spec.resistance(catalogue.materials[spec.material]) for spec in layers)
        results.append(r)
        assert copy.goods
    assert results[0] < results[1]


def test_the_least_temperature_of_the_village_moves_the_seasons_of_the_works() -> None:
    blank = VillageValues()
    edits, _far = figure_edits(blank, "W_EPS80", None, {"theta_min": 15}, *FROM)
    context = context_for(with_edits(blank, *edits))
    limit = context.catalogue.measures["W_EPS80"].weather.theta_min
    assert limit is not None
    assert (limit.value, limit.mark) == (15, "B")
    usual, weather = CATALOGUE.measures["W_EPS80"], context.weather
    before = warm_halves(weather, theta_min(usual) or 0.0)
    assert warm_halves(weather, theta_min(context.catalogue.measures["W_EPS80"]) or 0.0) < before
    row = next(r for r in measure_rows(with_edits(blank, *edits)) if r.id == "W_EPS80")
    assert row.theta_min == 15
    with pytest.raises(RefusedError, match="temperature"):
        figure_edits(blank, "W_EPS80", None, {"theta_min": 60}, *FROM)
    back = with_edits(with_edits(blank, *edits), *reset_edits(with_edits(blank, *edits), "W_EPS80"))
    assert context_for(back).catalogue.measures["W_EPS80"] == usual
