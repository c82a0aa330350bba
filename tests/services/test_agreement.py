"""From assessed to planned to agreed: what is asked, and what freezes."""

from datetime import date

import pytest

from app.errors import RefusedError
from app.i18n import set_language
from app.model.change import Edit
from app.model.value import known
from app.services.agreement import agreement, consent, settle
from app.services.as_built import frozen_of
from app.services.assess import load_context
from app.services.family_choice import way_chosen
from app.services.funding import funding_view
from app.services.stages import step_back
from app.store.village import VillageFile
from tests.services.test_funding import BY, enter, first, planned, village
from tests.signing import sign

__all__ = ["planned", "village"]
CONTEXT = load_context()


@pytest.fixture
def assessed(village: VillageFile) -> VillageFile:
    """Return a village whose first house is assessed and has a plan."""
    village.set_state(first(village), "assessed", BY)
    set_language("zh")
    return village


def settled(village: VillageFile) -> str:
    dwelling = first(village)
    enter(village, TP2="cheapest")
    settle(village, dwelling, CONTEXT, BY)
    sign(village, dwelling)
    return dwelling


def test_a_package_must_be_chosen_before_the_plan_is_settled(assessed: VillageFile) -> None:
    dwelling = first(assessed)
    with pytest.raises(RefusedError, match="没有选定套餐"):
        settle(assessed, dwelling, CONTEXT, BY)
    settled(assessed)
    step = assessed.stage_steps(dwelling)[-1]
    assert step.state == "planned"
    assert "package=cheapest" in step.evidence


def test_only_an_assessed_house_comes_to_a_plan(village: VillageFile) -> None:
    enter(village, TP2="cheapest")
    with pytest.raises(RefusedError, match="已定方案"):
        settle(village, first(village), CONTEXT, BY)


def test_consent_is_refused_until_the_money_balances_to_one_yuan(assessed: VillageFile) -> None:
    dwelling = settled(assessed)
    rest = funding_view(assessed, dwelling).funding.own_cash
    enter(assessed, TF3=rest - 1)
    lacking = agreement(assessed, dwelling, CONTEXT).lacking
    assert lacking[0].zh.startswith("钱数差 1 元")
    with pytest.raises(RefusedError, match="钱数差 1 元"):
        consent(assessed, dwelling, CONTEXT, BY)
    assert assessed.dwelling(dwelling).state == "planned"
    assert frozen_of(assessed, dwelling) is None
    enter(assessed, TF3=rest)
    consent(assessed, dwelling, CONTEXT, BY)
    assert assessed.dwelling(dwelling).state == "consented"


def test_the_state_before_freezes_with_consent_and_a_correction_voids_it(
    assessed: VillageFile,
) -> None:
    dwelling = settled(assessed)
    consent(assessed, dwelling, CONTEXT, BY)
    frozen = frozen_of(assessed, dwelling)
    assert frozen is not None
    assert f"before={frozen.id}" in assessed.stage_steps(dwelling)[-1].evidence
    found = agreement(assessed, dwelling, CONTEXT)
    assert (found.target, found.void) == (None, False)
    assessed.commit(dwelling, [Edit("D02", known(370))], operator=BY, label="墙厚")
    found = agreement(assessed, dwelling, CONTEXT)
    assert found.void
    assert {item.field for item in found.corrected} == {"D02"}


def test_consent_again_keeps_the_frozen_state_unless_it_was_changed(
    assessed: VillageFile,
) -> None:
    dwelling = settled(assessed)
    consent(assessed, dwelling, CONTEXT, BY)
    frozen = frozen_of(assessed, dwelling)
    step_back(assessed, dwelling, "户主要再想想", BY)
    assert assessed.dwelling(dwelling).state == "planned"
    consent(assessed, dwelling, CONTEXT, BY)
    assert frozen_of(assessed, dwelling) == frozen
    step_back(assessed, dwelling, "又要想想", BY)
    assessed.commit(dwelling, [Edit("D02", known(370))], operator=BY, label="墙厚")
    with pytest.raises(RefusedError, match="作废"):
        consent(assessed, dwelling, CONTEXT, BY)
    assert frozen_of(assessed, dwelling) == frozen


def test_a_house_whose_grade_is_not_known_is_not_agreed(assessed: VillageFile) -> None:
    dwelling = settled(assessed)
    assessed.commit(dwelling, [Edit("M01", known("unk"))], operator=BY, label="等级")
    with pytest.raises(RefusedError, match="危险等级"):
        consent(assessed, dwelling, CONTEXT, BY)


def test_a_grade_d_house_comes_to_no_plan(assessed: VillageFile) -> None:
    dwelling = first(assessed)
    enter(assessed, TP2="cheapest")
    assessed.commit(dwelling, [Edit("M01", known("D"))], operator=BY, label="等级")
    with pytest.raises(RefusedError, match="先解危"):
        settle(assessed, dwelling, CONTEXT, BY)


def test_consent_holds_for_the_heating_and_sun_chosen_by_then(assessed: VillageFile) -> None:
    dwelling = settled(assessed)
    enter(assessed, TH1="fan", TH2="HPF26", TV6="none")
    consent(assessed, dwelling, CONTEXT, BY)
    evidence = assessed.stage_steps(dwelling)[-1].evidence
    assert {"TH1=fan", "TH2=HPF26", "TV6=none", "TV7="} <= set(evidence)
    assert not agreement(assessed, dwelling, CONTEXT).void
    enter(assessed, TH1="gas")
    found = agreement(assessed, dwelling, CONTEXT)
    assert found.void
    assert [(x.field, x.frozen, x.today) for x in found.corrected] == [("TH1", "fan", "gas")]
    enter(assessed, TH1="fan")
    assert not agreement(assessed, dwelling, CONTEXT).void


def test_another_choice_is_agreed_to_by_a_step_back_and_consent_anew(
    assessed: VillageFile,
) -> None:
    dwelling = settled(assessed)
    consent(assessed, dwelling, CONTEXT, BY)
    enter(assessed, TH1="water_floor")
    assert agreement(assessed, dwelling, CONTEXT).void
    step_back(assessed, dwelling, "换了取暖", BY)
    assert not agreement(assessed, dwelling, CONTEXT).void
    consent(assessed, dwelling, CONTEXT, BY)
    assert not agreement(assessed, dwelling, CONTEXT).void


def test_a_choice_that_is_taken_back_by_undo_is_as_if_never_made(assessed: VillageFile) -> None:
    dwelling = settled(assessed)
    enter(assessed, TH1="fan", TH2="HPF26")
    assert way_chosen(assessed.stages(dwelling)) == ("fan", "HPF26")
    assessed.undo(dwelling, BY)
    assert way_chosen(assessed.stages(dwelling)) is None


def test_a_notice_that_is_too_short_keeps_the_house_from_consent(assessed: VillageFile) -> None:
    dwelling = settled(assessed)
    enter(assessed, TC3A=date.today().isoformat(), TC3B=date.today().isoformat())
    with pytest.raises(RefusedError, match="公示还差 6 天"):
        consent(assessed, dwelling, CONTEXT, BY)
    assert assessed.dwelling(dwelling).state == "planned"
