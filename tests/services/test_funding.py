"""The funding of a house as it stands, the check before consent, and the ledger of help."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotFoundError, RefusedError
from app.i18n import set_language
from app.model.assessment import Assessment, Plan
from app.model.change import Edit
from app.model.ids import new_id
from app.model.search import SearchRules
from app.model.survey import VillageValues, apply_edit, apply_village_edit, blank_survey
from app.model.value import Value, known
from app.services.assess import assess, load_context
from app.services.funding import check_consent, consent_lacking, funding_view
from app.services.ledger import HelpLine, balanced, ledger_of
from app.services.plan import plan
from app.services.plan_data import plan_data
from app.services.practice import practice_edits
from app.services.records import (
    assessment_to_bytes,
    plan_from_bytes,
    plan_to_bytes,
)
from app.services.trace import explain, figures, recomputed
from app.store.village import VillageFile, create_village

BY = "李师傅"
KEPT = ("W_EPS100", "R_XPS60", "WIN_SEAL", "C_GW100", "AIR_VENT", "INLET", "DRAFT_TEST",
        "CO_ALARM")  # fmt: skip
QUICK = SearchRules(gables_together=True, tolerance=0.05)
CODE = "0002"  # gas boiler, 6 own days, mutual help


@pytest.fixture(scope="module")
def planned() -> tuple[Assessment, Plan]:
    """An assessed and planned practice house, with a handful of measures."""
    whole = load_context()
    few = {key: whole.catalogue.measures[key] for key in KEPT}
    context = replace(whole, catalogue=replace(whole.catalogue, measures=few))
    practice, values = practice_edits(), VillageValues()
    for item in practice.village:
        values = apply_village_edit(values, item)
    survey = blank_survey(CODE)
    for item in next(h for h in practice.houses if h.code == CODE).edits(CODE):
        survey = apply_edit(survey, item)
    found = assess(survey, values, context, quick=True)
    made = plan(survey, values, context, found, own=("W_EPS100@N",), rules=QUICK, samples=8)
    return found, made


@pytest.fixture
def village(tmp_path: Path, planned: tuple[Assessment, Plan]) -> Iterator[VillageFile]:
    practice = practice_edits()
    with create_village(tmp_path / "v", "样例村", operator=BY) as made:
        made.commit_village(list(practice.village), operator=BY, label="村")
        for number in (CODE, "0001"):
            _home, dwelling = made.add_household(BY)
            house = next(h for h in practice.houses if h.code == number)
            made.commit(dwelling, list(house.edits(dwelling)), operator=BY, label="调查")
        first = made.overview()[0].dwelling_id
        found, plan_ = planned
        made.save_result(first, "assessment", assessment_to_bytes(found), {})
        made.save_result(first, "plan", plan_to_bytes(plan_), {})
        set_language("zh")
        yield made


def first(village: VillageFile) -> str:
    return village.overview()[0].dwelling_id


def enter(village: VillageFile, row: str = "", **values: Any) -> None:
    edits = [Edit(field, known(value), row) for field, value in values.items()]
    village.commit(first(village), edits, operator=BY, label="资金")


def test_the_plan_carries_the_money_of_every_package(planned: tuple[Assessment, Plan]) -> None:
    found, made = planned
    assert made.packages
    for package in made.packages:
        money = package.money
        assert money is not None
        assert money.funding.difference == 0
        assert money.funding.cost.total == package.cost.typical
        for running, state in (
            (money.running_before, found.actual), (money.running_after, package.actual),
        ):  # fmt: skip
            for carrier in {x.carrier for x in running.lines}:
                billed = sum(x.amount for x in running.lines if x.carrier == carrier)
                used = sum(x.amount for x in state.account.lines if x.carrier == carrier)
                assert billed == pytest.approx(used)
        gas = next(fuel for fuel in money.fuels if fuel.carrier == "natural_gas")
        assert gas.amount > 0
        assert money.saved_energy == pytest.approx(gas.amount * 9.886, rel=0.01)
        assert money.coal == 0
    assert plan_from_bytes(plan_to_bytes(made)) == made


def test_every_figure_of_the_money_opens_and_gives_itself_again(
    planned: tuple[Assessment, Plan],
) -> None:
    found, made = planned
    names = ("subsidy", "labour", "own_cash", "running", "running_now", "lifetime",
             "saved_energy_cost", "payback_own")  # fmt: skip
    known_figures = figures(found, made)
    for package in made.packages:
        for name in names:
            figure = f"{name}.{package.key}"
            if name == "payback_own" and figure not in known_figures:
                assert package.money is not None
                continue
            trace = explain(figure, found, made)
            assert recomputed(trace) == pytest.approx(trace.value, abs=1e-6), figure


def test_plan_data_has_the_sums_that_the_records_leave_open(
    planned: tuple[Assessment, Plan],
) -> None:
    made = planned[1]
    for package, data in zip(made.packages, plan_data(made)["packages"], strict=True):
        sums = data["money"]["sums"]
        assert package.money is not None
        assert sums["difference_cny"] == 0
        assert sums["cost_cny"] == sums["labour_cny"] + sums["subsidy_cny"] + sums["own_cash_cny"]
        assert sums["own_cash_before_subsidy_cny"] == package.money.funding.before_subsidy


def test_what_is_proposed_stands_until_something_is_laid_down(village: VillageFile) -> None:
    view = funding_view(village, first(village))
    assert not view.chosen
    assert view.package.money is not None
    assert view.funding == view.proposed == view.package.money.funding
    assert not view.old_plan


def test_consent_is_refused_until_it_balances_to_one_yuan(village: VillageFile) -> None:
    with pytest.raises(RefusedError, match="套餐"):
        check_consent(village, first(village))
    enter(village, TP2="cheapest")
    assert check_consent(village, first(village)).chosen
    rest = funding_view(village, first(village)).funding.own_cash
    enter(village, TF3=rest - 1)
    with pytest.raises(RefusedError, match="钱数差 1 元"):
        check_consent(village, first(village))
    enter(village, TF3=rest + 1)
    with pytest.raises(RefusedError, match="多出 1 元"):
        check_consent(village, first(village))
    enter(village, TF3=rest)
    assert check_consent(village, first(village)).funding.difference == 0


def test_a_loan_asks_who_lends_who_pays_interest_term_and_thumbprint(
    village: VillageFile,
) -> None:
    enter(village, TP2="cheapest", TF7=1000)
    with pytest.raises(RefusedError, match=r"谁贷款、谁还、年利率、期限、户主按手印"):
        check_consent(village, first(village))
    enter(village, TF7A="信用社", TF7B="王建国", TF7C=4.5, TF7D=24, TF7E=True)
    view = check_consent(village, first(village))
    proposed = view.proposed.own_cash
    assert (view.funding.loan, view.funding.own_cash) == (1000, proposed - 1000)


def test_granted_subsidies_take_the_place_of_the_proposed_ones(village: VillageFile) -> None:
    enter(village, TP2="cheapest")
    before = funding_view(village, first(village)).funding
    row = new_id()
    enter(village, row, TF2A="city", TF2B=2500, TF2D="before")
    view = funding_view(village, first(village))
    assert (view.funding.subsidy, view.funding.later) == (2500, 0)
    assert view.funding.own_cash == before.own_cash + before.subsidy - 2500
    assert consent_lacking(view) == ()
    enter(village, new_id(), TF2B=10)
    assert "来源" in consent_lacking(funding_view(village, first(village)))[0].zh


def test_an_unclear_solar_contract_keeps_the_family_from_signing(village: VillageFile) -> None:
    enter(village, TP2="cheapest", TV6="rent", TV1="company", TV2="nobody", TV3="unk")
    (lacking,) = consent_lacking(funding_view(village, first(village)))
    assert lacking.zh == "光伏合同还没弄清：谁还款、屋顶漏水谁修、几年后归谁。"
    enter(village, TV3="company", TV4="company", TV5="later")
    assert consent_lacking(funding_view(village, first(village))) == ()
    enter(village, TV6="none", TV1="unk")
    assert consent_lacking(funding_view(village, first(village))) == ()


def test_a_typed_subsidy_is_not_paid_twice_unless_the_district_says_why(
    village: VillageFile,
) -> None:
    enter(village, TP2="cheapest")
    row, again = new_id(), new_id()
    enter(village, row, TF2A="city", TF2B=2500, TF2C="第1号")
    assert consent_lacking(funding_view(village, first(village))) == ()
    enter(village, again, TF2A="city", TF2B=500, TF2C="第1号")
    view = funding_view(village, first(village))
    assert [(p.code, p.severity, p.row) for p in view.problems] == [("X15", "hard", again)]
    with pytest.raises(RefusedError, match="不能重复领补助"):
        check_consent(village, first(village))
    enter(village, again, TF2E="区里批了追加")
    view = funding_view(village, first(village))
    assert [p.severity for p in view.problems] == ["soft"]
    assert check_consent(village, first(village)).funding.subsidy == 3000


def test_a_grant_of_a_programme_the_family_has_had_is_refused(village: VillageFile) -> None:
    enter(village, TP2="cheapest")
    enter(village, N08=("heating",))
    enter(village, new_id(), TF2A="heating", TF2B=1000)
    with pytest.raises(RefusedError, match=r"清洁取暖.*N08"):
        check_consent(village, first(village))


def test_fewer_days_raise_own_cash_by_their_worth(village: VillageFile) -> None:
    before = funding_view(village, first(village)).funding
    assert before.labour.own_days == 6
    enter(village, TF4=2.0)
    after = funding_view(village, first(village)).funding
    given_less = before.labour.value - after.labour.value
    assert after.own_cash - before.own_cash == given_less
    assert after.labour.own_days == 2


def test_a_day_rate_of_the_village_values_the_days(village: VillageFile) -> None:
    village.commit_village([Edit("V08", known(150))], operator=BY, label="村工价")
    found = funding_view(village, first(village)).funding
    assert found.labour.day_rate == 150
    assert found.labour.own_value == 6 * 150


def test_a_slip_of_the_hand_is_told(village: VillageFile) -> None:
    enter(village, TP2="cheapest", TF4=500.0)
    view = funding_view(village, first(village))
    assert [(p.field, p.severity) for p in view.problems] == [("TF4", "hard")]
    assert consent_lacking(view) != ()


def test_without_a_plan_the_sentence_says_what_to_do(village: VillageFile) -> None:
    second = village.overview()[1].dwelling_id
    with pytest.raises(NotFoundError, match="套餐"):
        funding_view(village, second)


def test_a_changed_funding_leaves_assessment_and_plan_as_they_are(village: VillageFile) -> None:
    from app.services.village import fingerprint

    context = load_context()
    before = fingerprint(village, first(village), context)
    enter(village, TF3=100, TF4=1.0)
    assert fingerprint(village, first(village), context) == before


# the ledger


def test_help_is_noted_once_and_stands_in_both_houses(village: VillageFile) -> None:
    helped, helper = (row.dwelling_id for row in village.overview())
    enter(village, new_id(), TF5A=helper, TF5C="2027-04-05", TF5D=3.0)
    enter(village, new_id(), TF5A=helper, TF5B="小王", TF5D=1.5, TF5E=0.5)
    book = ledger_of(village)
    assert book.balance(helper) == 4.0
    assert book.balance(helped) == -4.0
    assert len(book.of(helper)) == len(book.of(helped)) == 2
    assert {line.person for line in book.lines} == {village.overview()[1].head_name, "小王"}
    house = next(h for h in book.houses if h.dwelling_id == helper)
    assert (house.given, house.received) == (4.5, 0.0)


def test_help_given_back_on_the_other_house_evens_out(village: VillageFile) -> None:
    one, two = (row.dwelling_id for row in village.overview())
    enter(village, new_id(), TF5A=two, TF5D=2.0)
    back = [Edit("TF5A", known(one), row := new_id()), Edit("TF5D", known(2.0), row)]
    village.commit(two, back, operator=BY, label="还工")
    assert [house.balance for house in ledger_of(village).houses] == [0.0, 0.0]


def test_a_removed_entry_leaves_the_ledger(village: VillageFile) -> None:
    row = new_id()
    enter(village, row, TF5A=village.overview()[1].dwelling_id, TF5D=2.0)
    village.commit(first(village), [Edit("@row", Value(), row)], operator=BY, label="去掉")
    assert ledger_of(village).lines == ()


HALF_DAYS = st.integers(0, 60).map(lambda n: n / 2)
LINES = st.lists(
    st.builds(
        HelpLine,
        row=st.just("r"),
        helped=st.sampled_from("abc"),
        helper=st.sampled_from(["", *"abcd"]),
        person=st.just(""),
        date=st.just(""),
        given=HALF_DAYS,
        returned=HALF_DAYS,
    ),
    max_size=12,
)


@given(LINES)
def test_the_balances_of_a_village_sum_to_nought(lines: list[HelpLine]) -> None:
    book = balanced(lines, {})
    assert sum(house.balance for house in book.houses) == 0
    assert sum(h.given for h in book.houses) == sum(h.received for h in book.houses)


def test_price_cases_and_advice_open_to_what_they_are_made_of(
    planned: tuple[Assessment, Plan],
) -> None:
    found, made = planned
    known = figures(found, made)
    opened = 0
    for package in made.packages:
        assert package.money is not None
        first, *others = package.money.cases
        cost = explain(f"case_cost.{package.key}", found, made)
        assert cost.value == pytest.approx(first.after)
        assert recomputed(cost) == pytest.approx(cost.value)
        beside = {item.name.zh: item for item in cost.rests_on}
        for case in others:
            trace = beside[case.name.zh].trace
            assert trace is not None and recomputed(trace) == pytest.approx(case.after)
        if first.payback_own is not None:
            back = explain(f"case_back.{package.key}", found, made)
            assert recomputed(back) == pytest.approx(first.payback_own)
            assert len(back.rests_on) == len(others)
            opened += 1
        assert (f"worth.{package.key}" in known) == (package.worth is not None)
        if package.worth is not None:
            advice = explain(f"worth.{package.key}", found, made)
            assert advice.note == package.worth.sentence
            assert recomputed(advice) == pytest.approx(package.worth.return_)
            opened += 1
    assert opened
