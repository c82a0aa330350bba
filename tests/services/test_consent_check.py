"""TC1 to TC8: what keeps a house from consent, by dates, notice, signature and policy pack."""

from datetime import date
from typing import Any

import pytest

from app.model.catalogue.funding import CONSENT_DEFAULT, ConsentRules
from app.model.catalogue.sourced import Sourced
from app.model.stages import Stages, apply_stage_edit, stage_specs
from app.model.survey import Survey, apply_edit, blank_survey
from app.services.consent_check import consent_papers_lacking, notice_days
from app.services.consent_record import consent_noted
from app.store.catalogue import load_policy_pack
from tests.signing import signing_edits

TODAY = date(2026, 11, 26)


def told(**changes: Any) -> tuple[Stages, Survey]:
    stages, survey = Stages("d"), blank_survey("d")
    for edit in signing_edits(TODAY, **changes):
        if edit.field in stage_specs():
            stages = apply_stage_edit(stages, edit)
        else:
            survey = apply_edit(survey, edit)
    return stages, survey


def lacking(rules: Any = CONSENT_DEFAULT, **changes: Any) -> list[str]:
    stages, survey = told(**changes)
    return [text.zh for text in consent_papers_lacking(stages, survey, rules, TODAY)]


def test_all_papers_in_order_lack_nothing() -> None:
    assert lacking() == []


@pytest.mark.parametrize("field", ["TC1", "TC2A", "TC2B", "TC3B", "TC5A", "TC5B", "TC6A", "TC6B",
                                   "TC7", "TC8A"])  # fmt: skip
def test_each_blank_field_is_named(field: str) -> None:
    assert any(stage_specs()[field].label.zh in line for line in lacking(**{field: None}))


def test_x16_says_how_many_days_of_notice_are_missing() -> None:
    assert lacking(TC3A="2026-11-22", TC3B="2026-11-25") == ["公示还差 3 天（要 7 天）。"]
    assert lacking(TC3A="2026-11-19", TC3B="2026-11-25") == []


def test_a_notice_that_still_hangs_counts_only_up_to_today() -> None:
    stages, _survey = told(TC3A="2026-11-25", TC3B="2026-12-10")
    assert notice_days(stages, TODAY) == 2
    lines = lacking(TC3A="2026-11-25", TC3B="2026-12-10")
    assert "公示还差 5 天（要 7 天）。" in lines
    assert "“同意书签署日期”不能早于“公示到”。" in lines


def test_the_policy_pack_says_what_is_not_needed_here() -> None:
    def rules(**values: float) -> Any:
        made = {key: Sourced(value, "C", "pack_setting") for key, value in values.items()}
        return type(CONSENT_DEFAULT)(**{
            "notice_days": CONSENT_DEFAULT.notice_days, "review": CONSENT_DEFAULT.review,
            "approval": CONSENT_DEFAULT.approval, **made})  # fmt: skip

    assert lacking(rules(review=0.0), TC2A=None, TC2B=None) == []
    assert lacking(rules(approval=0.0), TC6A=None, TC6B=None) == []
    assert lacking(rules(notice_days=0.0), TC3A=None, TC3B=None) == []
    assert lacking(rules(notice_days=10.0)) == ["公示还差 3 天（要 10 天）。"]
    assert load_policy_pack().consent.notice_days.value == 7.0


def test_without_a_photo_of_the_notice_it_is_asked_for() -> None:
    stages, _survey = told()
    lines = consent_papers_lacking(stages, blank_survey("d"), CONSENT_DEFAULT, TODAY)
    assert [line.zh for line in lines] == ["还没有照片：公示照片。"]


def test_a_thumbprint_needs_two_different_witnesses_and_a_proxy_a_letter() -> None:
    two = ["按手印要有两个不同的见证人。"]
    assert lacking(TC5B="thumb") == two
    assert lacking(TC5B="thumb", TC5C="赵一", TC5D="赵一") == two
    assert lacking(TC5B="thumb", TC5C="赵一", TC5D="钱二") == []
    assert "有授权书" in lacking(TC5B="proxy", TC5E="王小明，儿子")[0]
    assert lacking(TC5B="proxy", TC5E="王小明，儿子", TC5F=True) == []


def test_dates_stand_in_order_and_not_in_the_future() -> None:
    assert lacking(TC1="2026-11-27") == ["“同意书签署日期”不能早于“申请书日期”。"]
    assert lacking(TC5A="2026-11-28") == ["“同意书签署日期”不能晚于今天。"]


def test_names_of_witnesses_are_personal() -> None:
    assert all(stage_specs()[field].personal for field in ("TC5C", "TC5D", "TC5E"))


def noted(rules: Any = CONSENT_DEFAULT, **changes: Any) -> dict[str, str]:
    stages, survey = told(**changes)
    return {name.zh: said.zh for name, said in consent_noted(stages, survey, rules, TODAY)}


def test_the_consent_paper_notes_what_is_entered_and_leaves_lines_for_the_rest() -> None:
    found = noted(TC8B=("village", "district"))
    assert found["公示天数（要7天）"] == "7 天"
    assert (found["评议参会人数"], found["怎么签的"]) == ("23 人", "签字")
    assert found["信息可以报给"] == "本村、区"
    assert (found["公示照片"], found["只同意所列措施"]) == ("1 张", "有")
    assert "见证人一" not in found
    blank = {name.zh: said.zh for name, said in consent_noted(
        Stages("d"), blank_survey("d"), CONSENT_DEFAULT, TODAY)}  # fmt: skip
    assert set(blank.values()) == {""}
    assert set(blank) == set(found)


def test_the_consent_paper_names_witnesses_and_proxy_where_there_are_any() -> None:
    assert noted(TC5B="thumb", TC5C="钱一", TC5D="孙二")["见证人二"] == "孙二"
    by_proxy = noted(TC5B="proxy", TC5E="王小明，儿子", TC5F=True)
    assert (by_proxy["代签人和关系"], by_proxy["有授权书"]) == ("王小明，儿子", "有")


def test_the_consent_paper_leaves_out_what_is_not_asked_for_here() -> None:
    none = Sourced(0.0, "C", CONSENT_DEFAULT.review.source)
    rules = ConsentRules(notice_days=none, review=none, approval=none)
    names = set(noted(rules))
    assert not {"村评议日期", "公示从", "公示照片", "乡镇审批编号"} & names
    assert {"申请书日期", "同意书签署日期", "协议编号"} <= names
