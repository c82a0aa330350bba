from dataclasses import replace
from typing import Any

import msgspec
import pytest

from app.errors import AppError, Cancelled, NotFoundError
from app.model.assessment import Assessment
from app.model.search import SearchRules
from app.model.survey import (
    Survey,
    VillageValues,
    apply_edit,
    apply_village_edit,
    blank_survey,
    with_value,
)
from app.model.value import known
from app.services.assess import Context, assess, load_context
from app.services.plan import applicable, companions_for, plan
from app.services.practice import practice_edits
from app.services.records import plan_from_bytes, plan_to_bytes
from app.services.resolve import resolve

KEPT = ("W_EPS100", "R_XPS60", "WIN_SEAL", "AIR_VENT", "INLET",
        "DRAFT_TEST", "CO_ALARM")  # fmt: skip
QUICK = SearchRules(gables_together=True, tolerance=0.05)


@pytest.fixture(scope="module")
def context() -> Context:
    """The bundled context with a handful of measures."""
    whole = load_context()
    few = {key: whole.catalogue.measures[key] for key in KEPT}
    return replace(whole, catalogue=replace(whole.catalogue, measures=few))


@pytest.fixture(scope="module")
def village() -> VillageValues:
    values = VillageValues()
    for edit in practice_edits().village:
        values = apply_village_edit(values, edit)
    return values


def _survey(code: str = "0001", **answers: Any) -> Survey:
    house = next(h for h in practice_edits().houses if h.code == code)
    survey = blank_survey(code)
    for edit in house.edits(code):
        survey = apply_edit(survey, edit)
    for field, value in answers.items():
        survey = with_value(survey, field, known(value))
    return survey


@pytest.fixture(scope="module")
def assessed(context: Context, village: VillageValues) -> Assessment:
    return assess(_survey(), village, context, quick=True)


@pytest.fixture(scope="module")
def planned(context: Context, village: VillageValues, assessed: Assessment) -> Any:
    return plan(_survey(), village, context, assessed, own=("W_EPS100@N",), rules=QUICK, samples=8)


def test_the_packages_are_named_and_balance(planned: Any) -> None:
    keys = [package.key for package in planned.packages]
    assert keys[-1] == "own"
    assert set(keys) <= {"cheapest", "best_value", "deep", "own"}
    for package in planned.packages:
        lines = [line for measure in package.measures for line in measure.lines]
        assert package.cost.typical == sum(line.cost.typical for line in lines)
        assert sum(share for _, share in package.waterfall) == pytest.approx(
            package.saving_demand.typical, abs=1e-9
        )
        assert 0 <= package.probability <= 1
        assert package.saved_same_warmth.low >= 0
        assert package.saved_warmer.typical <= package.saved_same_warmth.typical
        assert package.phi_hl > 0


def test_the_cheapest_passes_with_the_probability_asked_for(planned: Any, context: Context) -> None:
    cheapest = planned.packages[0]
    assert cheapest.key == "cheapest"
    assert cheapest.probability >= context.pack.method().required_probability
    assert cheapest.passes
    assert planned.gap is None
    deep = next(package for package in planned.packages if package.key == "deep")
    assert cheapest.cost.typical <= deep.cost.typical
    assert cheapest.saving_demand.typical <= deep.saving_demand.typical + 0.01


def test_after_the_works_the_house_needs_less_and_the_saving_says_how_much(
    planned: Any, assessed: Assessment
) -> None:
    for package in planned.packages:
        after = package.standard.q_h_nd / assessed.standard.q_h_nd
        assert 1 - after == pytest.approx(package.saving_demand.typical, abs=0.002)
        assert package.standard.account.kgce < assessed.standard.account.kgce


def test_packages_tell_what_may_go_what_is_missing_and_how_cold_a_room_gets(
    planned: Any, context: Context
) -> None:
    required = context.pack.method().required_probability
    for package in planned.packages:
        ids = {measure.id for measure in package.measures}
        assert {item.measure.id for item in package.droppable} <= ids - {"AIR_VENT", "CO_ALARM"}
        assert all(0 < item.saved.typical < package.cost.typical for item in package.droppable)
        assert (package.gap is not None) == (package.probability < required)
        assert package.addition is None or not package.passes
        assert package.coldest is not None
        assert package.coldest.free_before < package.coldest.free_after
        assert package.coldest.used_before < package.coldest.used_after
    own = planned.packages[-1]
    assert own.gap > 0
    assert own.addition is not None
    assert own.addition.probability >= required
    deep = next(package for package in planned.packages if package.key == "deep")
    assert deep.droppable


def test_the_front_rises_and_starts_with_nothing(planned: Any) -> None:
    costs = [cost for cost, _ in planned.front]
    savings = [saving for _, saving in planned.front]
    assert planned.front[0] == (0.0, 0.0)
    assert costs == sorted(costs)
    assert savings == sorted(savings)
    assert planned.left_out >= 0


def test_a_plan_survives_the_store(planned: Any) -> None:
    assert plan_from_bytes(plan_to_bytes(planned)) == planned


def test_grade_d_gets_the_sentence_of_the_rule_in_place_of_a_plan(
    context: Context, village: VillageValues, assessed: Assessment
) -> None:
    found = plan(_survey(M01="D"), village, context, assessed)
    assert found.packages == ()
    assert found.stopped_by is not None
    assert found.stopped_by.rule == "R01"


def test_an_unknown_measure_and_a_contradiction_are_told(
    context: Context, village: VillageValues, assessed: Assessment
) -> None:
    with pytest.raises(NotFoundError, match="W_GOLD"):
        plan(_survey(), village, context, assessed, own=("W_GOLD",))
    whole = load_context()
    with pytest.raises(AppError):
        plan(_survey(), village, whole, assessed, own=("AIR_STRIP", "WIN_SEAL"))


def test_a_plan_can_be_cancelled(
    context: Context, village: VillageValues, assessed: Assessment
) -> None:
    def cancel(share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        plan(_survey(), village, context, assessed, progress=cancel, rules=QUICK, samples=4)


def test_the_share_done_never_falls_and_ends_at_one(
    context: Context, village: VillageValues, assessed: Assessment
) -> None:
    shares: list[float] = []
    plan(_survey(), village, context, assessed, progress=shares.append, rules=QUICK, samples=64)
    assert shares == sorted(shares)
    assert shares[0] < 0.5 < shares[-1] == 1.0


def test_where_a_fire_stays_inlet_test_and_alarm_come_along(context: Context) -> None:
    def ids(**answers: Any) -> list[str]:
        return [c.measure for c in companions_for(_survey(**answers), context.catalogue)]

    assert ids(I01="coal_room", I10="ok_noalarm") == ["INLET", "DRAFT_TEST", "CO_ALARM"]
    assert ids(I01="coal_room", I10="ok_alarm") == ["INLET", "DRAFT_TEST"]
    assert ids(I01="gas", I10="ok_noalarm") == ["CO_ALARM"]
    assert ids(I10="na") == []


def test_what_the_house_cannot_use_is_excluded_with_a_sentence(village: VillageValues) -> None:
    context = load_context()
    survey = _survey()
    house = resolve(survey, village, context.catalogue, context.pack, context.weather)
    may = applicable(survey, house, context.catalogue)
    ids = {item.measure for item in may.excluded}
    assert not ids & {measure.id for measure in may.fitting}
    assert "C_PU" in ids  # a slab roof has no rafters
    assert all(item.sentence.zh and item.sentence.en for item in may.excluded)


def _with(context: Context, *ids: str) -> Context:
    measures = dict(context.catalogue.measures)
    measures.update({key: load_context().catalogue.measures[key] for key in ids})
    return replace(context, catalogue=replace(context.catalogue, measures=measures))


def test_a_damp_and_leaking_house_of_grade_c_finds_a_plan_with_its_repairs(
    context: Context, village: VillageValues
) -> None:
    whole = _with(context, "REP_DAMP", "REP_ROOF_FLAT", "STR_C", "SEISMIC_EPS", "LED")
    survey = _survey(M01="C", D08="damp", E06="bad", J04="few")
    assessment = assess(survey, village, whole, quick=True)
    own = ("SEISMIC_EPS", "LED")
    found = plan(survey, village, whole, assessment, own=own, rules=QUICK, samples=8)
    assert not {"R02", "R09"} & {finding.rule for finding in found.findings}
    assert found.packages[0].passes
    for package in found.packages:
        ids = {measure.id for measure in package.measures}
        assert len(ids & {"STR_C", "SEISMIC_EPS"}) == 1
        assert ("REP_DAMP" in ids) == bool(ids & {"W_EPS100", "SEISMIC_EPS"})
        assert ("REP_ROOF_FLAT" in ids) == ("R_XPS60" in ids)
        assert not {f.rule for f in package.findings} & {"R02", "R09", "R33", "R34"}
        lines = [line for measure in package.measures for line in measure.lines]
        assert package.cost.typical == sum(line.cost.typical for line in lines)
        assert package.days == sum(measure.days for measure in package.measures) > 0
        assert {g.id for g in package.goods} >= {"cement"}
    ticked = next(package for package in found.packages if package.key == "own")
    assert ticked.saving_overall.typical > ticked.saving_demand.typical * 0.3
    assert all(name != "LED" for name, _share in ticked.waterfall)


def test_new_lamps_save_money_and_energy_but_no_heating_need(
    context: Context, village: VillageValues
) -> None:
    whole = _with(context, "LED", "COOK_ELEC")
    survey = _survey(J04="few", J02=("coal",))
    assessment = assess(survey, village, whole, quick=True)
    own = ("LED", "COOK_ELEC")
    found = plan(survey, village, whole, assessment, own=own, rules=QUICK, samples=8)
    ticked = next(package for package in found.packages if package.key == "own")
    assert ticked.saving_demand.typical == pytest.approx(0.0, abs=1e-9)
    assert ticked.saving_overall.typical > 0.02
    assert ticked.waterfall == ()
    light = [x for x in ticked.actual.account.lines if x.use == "lighting"]
    before = [x for x in assessment.actual.account.lines if x.use == "lighting"]
    assert light[0].delivered == pytest.approx(before[0].delivered / 4)
    uncounted = tuple(
        msgspec.structs.replace(m, equipment_counts=False) for m in whole.pack.methods
    )
    strict = replace(whole, pack=msgspec.structs.replace(whole.pack, methods=uncounted))
    again = plan(survey, village, strict, assessment, own=own, rules=QUICK, samples=8)
    ticked = next(package for package in again.packages if package.key == "own")
    assert ticked.saving_overall.typical == pytest.approx(0.0, abs=1e-9)
