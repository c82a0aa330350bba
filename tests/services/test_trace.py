"""Every number opens: the trace is the headline, and its inputs give it again."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.calc import engine
from app.calc.damp import moisture_of
from app.calc.geometry import shape_of
from app.calc.measures import apply_all, parse_chosen
from app.calc.supply import account
from app.calc.thermal_model import thermal_model
from app.errors import NotFoundError
from app.i18n import Text
from app.model.assessment import (
    LOSS_PARTS,
    Assessment,
    CostLine,
    Package,
    Plan,
    PlannedMeasure,
    Range,
)
from app.model.hourly import EngineOptions
from app.model.survey import VillageValues
from app.model.trace import Trace
from app.model.uncertainty import Influence, Narrowing, Sensitivity, Uncertainty
from app.services.assess import assess, load_context, use_state
from app.services.assess_envelope import elements_table, losses_of
from app.services.design import heat_load
from app.services.records import assessment_from_bytes, assessment_to_bytes
from app.services.resolve import resolve
from app.services.trace import explain, figures, recomputed
from tests.report.sample import PACKAGE, PLAN
from tests.services.surveys import ANSWERS, farmhouse, survey_of

CONTEXT = load_context()
VILLAGE = VillageValues()
SAME = 1e-9


@pytest.fixture(scope="module")
def found() -> Assessment:
    """Return a quick assessment."""
    return assess(farmhouse(), VILLAGE, CONTEXT, quick=True)


@pytest.fixture(scope="module")
def plan(found: Assessment) -> Plan:
    """Return a plan of one package, its states by the engine, its cost by hand."""
    house = resolve(farmhouse(), VILLAGE, CONTEXT.catalogue, CONTEXT.pack, CONTEXT.weather)
    after = apply_all(
        house, [parse_chosen("W_EPS80@N"), parse_chosen("R_XPS60")], CONTEXT.catalogue
    )
    args = (CONTEXT.catalogue, CONTEXT.pack, CONTEXT.weather)
    models = [thermal_model(after, use, *args) for use in ("standard", "actual")]
    options = EngineOptions(season_only=True)
    runs = engine.simulate(models, CONTEXT.weather, options)
    standard, actual = (
        use_state(after, use, run, CONTEXT)
        for use, run in zip(("standard", "actual"), runs, strict=True)
    )
    load = heat_load(after, models[1], actual.phi_h_peak, CONTEXT)
    lines = (
        CostLine("a", Text("甲", "a"), 10.0, "m²", Range(1.0, 2000.0, 3.0), "C"),
        CostLine("b", Text("乙", "b"), 2.0, "", Range(1.0, 150.0, 3.0), "C"),
    )
    measure = PlannedMeasure(
        "a", Text("甲", "a"), "wall", Text("", ""), 10.0, "m²", None, None,
        Range(2.0, 2150.0, 6.0), lines,
    )  # fmt: skip
    saving = 1.0 - standard.q_h_nd / found.standard.q_h_nd - 0.02
    before, then = found.standard.account.kgce, standard.account.kgce
    paid = [
        sum(x.cost for x in s.account.lines if x.use == "heating") for s in (found.actual, actual)
    ]
    package: Package = replace(
        PACKAGE,
        measures=(measure,),
        cost=measure.cost,
        standard=standard,
        actual=actual,
        actual_warmer=actual,
        saving_demand=Range(0.0, saving, 1.0),
        saving_overall=Range(0.0, 1.0 - then / before, 1.0),
        saved_same_warmth=Range(0.0, paid[0] - paid[1], 1.0),
        saved_warmer=Range(0.0, paid[0] - paid[1], 1.0),
        theta_gain=0.0,
        payback=Range(1.0, measure.cost.typical / (paid[0] - paid[1]), 9.0),
        samples=512,
        probability=454 / 512,
        co2_saved=found.actual.account.co2 - actual.account.co2,
        kgce_saved=found.actual.account.kgce - actual.account.kgce,
        waterfall=(("a", saving + 0.02), ("air_cut", -0.02)),
        phi_hl=load.phi_hl,
        heat_load=load,
        moisture=moisture_of(after, *args),
        elements=elements_table(
            after, shape_of(after), losses_of(actual.balance), CONTEXT.catalogue
        ),
    )
    return replace(PLAN, packages=(package,), assessment_id=found.id)


def headline(figure: str, found: Assessment, plan: Plan) -> float:
    """Return the figure as the result panel and the papers show it."""
    package = plan.packages[0]
    elements = {f"u.{e.id}": e.u_value for e in found.elements}
    shown = {
        "cost": found.heating_cost.typical,
        "need.standard": found.standard.q_h_nd,
        "need.actual": found.actual.q_h_nd,
        "kgce": found.actual.account.kgce,
        "cost.per_area": found.heating_cost.typical / found.actual.area_heated,
        "need.per_area": found.actual.q_h_nd_per_m2,
        "bill.ratio": found.bill.ratio if found.bill else None,
        "confidence": found.confidence.points,
        **{f"loss.{loss.part}": loss.cost for loss in found.losses},
        "saved_warmer.cheapest": package.saved_warmer.typical,
        "payback.cheapest": package.payback.typical if package.payback else None,
        "chance.cheapest": package.probability,
        "warmer.cheapest": package.theta_gain,
        "co2": found.actual.account.co2,
        "heat_load": found.phi_hl,
        "theta_without": found.standard.theta_without,
        "air.standard": found.standard.n_air,
        "air.actual": found.actual.n_air,
        "saving.demand.cheapest": package.saving_demand.typical,
        "saving.overall.cheapest": package.saving_overall.typical,
        "price.cheapest": package.cost.typical,
        "saved.cheapest": package.saved_same_warmth.typical,
        "co2.cheapest": package.co2_saved,
        "kgce.cheapest": package.kgce_saved,
        "heat_load.cheapest": package.phi_hl,
        **elements,
        **{f"u.{e.id}.cheapest": e.u_value for e in package.elements},
    }
    return shown[figure]


def every(trace: Trace) -> Iterator[Trace]:
    """Yield a trace and everything that opens below it."""
    yield trace
    for item in trace.inputs:
        if item.trace is not None:
            assert item.value == item.trace.value
            yield from every(item.trace)


def test_every_headline_opens_with_its_own_value(found: Assessment, plan: Plan) -> None:
    for figure in figures(found, plan):
        trace = explain(figure, found, plan)
        assert trace.figure == figure
        assert trace.value == pytest.approx(headline(figure, found, plan), rel=SAME), figure


def test_working_it_out_from_the_inputs_gives_the_value_at_every_level(
    found: Assessment, plan: Plan
) -> None:
    checked = 0
    for figure in figures(found, plan):
        for trace in every(explain(figure, found, plan)):
            again = recomputed(trace)
            if again is not None:
                assert again == pytest.approx(trace.value, rel=1e-6, abs=1e-6), trace
                checked += 1
    assert checked > 100


def test_only_the_hourly_engine_cannot_be_worked_out_by_hand(found: Assessment, plan: Plan) -> None:
    by_engine = {
        trace.figure
        for figure in figures(found, plan)
        for trace in every(explain(figure, found, plan))
        if recomputed(trace) is None
    }
    assert by_engine == {"theta_without"}


def test_each_input_says_where_it_comes_from(found: Assessment, plan: Plan) -> None:
    for figure in figures(found, plan):
        for trace in every(explain(figure, found, plan)):
            assert trace.clause.zh and trace.clause.en and trace.name.zh
            for item in (*trace.inputs, *trace.rests_on):
                assert item.provenance, item
                assert item.value is not None or item.words is not None


def test_the_need_rests_on_the_answers_with_their_fields(found: Assessment) -> None:
    trace = explain("need.standard", found)
    fields = {item.field: item for item in trace.rests_on if item.field}
    assert fields["C02"].value == 16.5
    assert fields["C02"].provenance == "told"
    words = {item.provenance: item.words for item in trace.rests_on if item.words}
    assert str(words["engine"]) == found.premises.engine
    assert str(words["method"]) == "demand-v1"


def test_an_element_is_held_against_limits_mould_and_condensation(found: Assessment) -> None:
    beside = {item.symbol: str(item.words) for item in explain("u.wall.N", found).rests_on}
    assert set(beside) == {"U", "f_Rsi", "M_a"}
    door = [str(item.words) for item in explain("u.door.S", found).rests_on]
    assert "没有规定" in door


def test_what_a_package_changes_opens_before_and_after(found: Assessment, plan: Plan) -> None:
    known = figures(found, plan)
    assert {name for name in known if name.startswith("u.") and name.endswith("cheapest")} == {
        "u.wall.N.cheapest", "u.roof.cheapest",
    }  # fmt: skip
    before, after = explain("u.wall.N", found), explain("u.wall.N.cheapest", found, plan)
    assert after.value < 0.5 * before.value
    added = [item.name.zh for item in after.inputs if "新加" in item.name.zh]
    assert any("EPS" in name for name in added)


def test_a_changed_input_would_be_noticed(found: Assessment) -> None:
    trace = explain("u.wall.N", found)
    first = trace.inputs[0]
    forged = replace(trace, inputs=(replace(first, value=1.0), *trace.inputs[1:]))
    assert recomputed(forged) != pytest.approx(trace.value, rel=0.01)


def test_the_price_says_whether_the_family_told_it(found: Assessment) -> None:
    def price(assessment: Assessment) -> tuple[str, str]:
        item = next(x for x in explain("cost", assessment).inputs if x.symbol == "f")
        return item.provenance, item.field

    assert price(found) == ("told", "K02")
    without = survey_of({k: v for k, v in ANSWERS.items() if k != "K02"})
    assert price(assess(without, VILLAGE, CONTEXT, quick=True)) == ("default", "K02")


def test_a_package_is_not_compared_with_another_state_than_its_own(
    found: Assessment, plan: Plan
) -> None:
    other = replace(found, id="another")
    known = figures(other, plan)
    assert "price.cheapest" in known
    assert "saving.demand.cheapest" not in known
    assert "saving.demand.cheapest" in figures(other, plan, planned=found)


def test_an_unknown_figure_is_refused_and_the_known_ones_named(found: Assessment) -> None:
    with pytest.raises(NotFoundError, match=r"need\.standard"):
        explain("nonsense", found)


def test_a_kept_result_opens_as_it_was_printed(found: Assessment) -> None:
    kept = assessment_from_bytes(assessment_to_bytes(found))
    for figure in figures(found):
        assert explain(figure, kept) == explain(figure, found), figure


def test_a_result_of_an_earlier_release_opens_as_far_as_it_was_kept(found: Assessment) -> None:
    state = replace(found.standard, balance=None, air=None, zones=())
    bare = tuple(replace(e, layers=(), slab=None, mark=None, source=None) for e in found.elements)
    old = replace(found, heat_load=None, moisture=None, standard=state, elements=bare)
    known = figures(old)
    assert "heat_load" not in known
    assert "u.wall.S" not in known
    assert explain("need.standard", old).operation == "hourly"
    account_of = explain("kgce", old)
    assert account_of.value == account_of.inputs[0].value or len(account_of.inputs) > 1


def test_the_account_of_the_trace_is_that_of_the_record(found: Assessment) -> None:
    house = resolve(farmhouse(), VILLAGE, CONTEXT.catalogue, CONTEXT.pack, CONTEXT.weather)
    again = account(house, found.actual.q_h_nd, "actual", CONTEXT.catalogue, CONTEXT.pack)
    assert again == found.actual.account


def test_everything_that_panel_plan_page_and_sheet_show_opens(
    found: Assessment, plan: Plan
) -> None:
    shown = ["cost", "cost.per_area", "need.per_area", "bill.ratio", "confidence", "heat_load"]
    shown += [f"loss.{part}" for part in LOSS_PARTS]
    of_package = [
        "saving.demand", "saving.overall", "chance", "price", "saved", "saved_warmer", "warmer",
        "payback", "co2", "heat_load",
    ]  # fmt: skip
    shown += [f"{figure}.cheapest" for figure in of_package]
    assert set(shown) <= set(figures(found, plan))


def test_what_a_part_costs_is_its_share_of_the_cost(found: Assessment) -> None:
    traces = [explain(f"loss.{part}", found) for part in LOSS_PARTS]
    assert sum(trace.value for trace in traces) == pytest.approx(found.heating_cost.typical)
    share = traces[0].inputs[0].trace
    assert share is not None and share.value == pytest.approx(found.losses[0].share)


def test_a_chance_without_a_sample_does_not_pretend_to_open(found: Assessment, plan: Plan) -> None:
    bare = replace(plan, packages=(replace(plan.packages[0], samples=0, payback=None),))
    known = figures(found, bare)
    assert "chance.cheapest" not in known and "payback.cheapest" not in known


def test_the_width_of_the_range_names_what_makes_it_wide(found: Assessment) -> None:
    how = Text("量", "measure")
    air = Influence("air", Text("换气次数", "air change"), 0.4, ("R07", "H01"), how, 0.5)
    cost = Sensitivity("cost", 1200.0, 0.99, (air,), (Narrowing(("air",), 800.0),))
    sure = Uncertainty("sobol", 512, 1, 0.1, Range(1.0, 2.0, 3.0), found.heating_cost, (cost,))
    assert "width.cost" not in figures(found)
    trace = explain("width.cost", replace(found, uncertainty=sure))
    assert trace.value == 1200.0 and recomputed(trace) is None
    assert [item.value for item in trace.rests_on] == [0.4, 800.0]
    assert trace.rests_on[0].field == "R07, H01"
