"""The works of a village from kept plans: the same steps as on each house's own page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.calc.funding import split
from app.errors import NotFoundError, RefusedError
from app.i18n import Text
from app.model.assessment import Finding
from app.model.change import Edit
from app.model.ids import new_id
from app.model.roadmap import Begin, Move, Shift
from app.model.survey.edits import ROW
from app.model.value import Provenance, Value
from app.model.village_works import HouseWorks, VillageWorks
from app.services import village_works as module
from app.services.assess import Context, context_for
from app.services.ledger import ledger_of
from app.services.own_figures import OwnPrice, price_edit
from app.services.roadmap_rules import coldest_of, warm_halves
from app.services.roadmap_village import (
    dwelling_roadmap,
    keep_arrangement,
    package_to_build,
)
from app.services.team_names import group_of
from app.services.village import fingerprint, stored_plan
from app.services.village_works import village_works, with_house
from app.services.village_works_json import works_json
from app.services.village_works_text import (
    codes_text,
    frost_sentence,
    summary_text,
    team_sentence,
    trade_sentence,
    village_lines,
)
from app.store.village import VillageFile
from tests.report.sample import PACKAGE, PLAN
from tests.services.planned import LISTS, keep, planned_village

APRIL = 12 * 2027 + 3


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[VillageFile, Context]]:
    village, context = planned_village(tmp_path_factory.mktemp("works") / "village")
    with village:
        yield village, context


@pytest.fixture
def village(made: tuple[VillageFile, Context]) -> Iterator[VillageFile]:
    yield made[0]
    for row in made[0].overview():
        while made[0].undo_arranged(row.dwelling_id, "TP5", "test"):
            pass


@pytest.fixture(scope="module")
def context(made: tuple[VillageFile, Context]) -> Context:
    return made[1]


def house(works: VillageWorks, code: str) -> HouseWorks:
    return next(item for item in works.houses if item.code == code)


def told(value: object) -> Value[object]:
    return Value(value, None, Provenance.TOLD, "test", datetime(2026, 11, 26, tzinfo=UTC))


def test_all_houses_are_there_or_told_apart_with_the_reason(
    village: VillageFile, context: Context
) -> None:
    shares: list[float] = []
    works = village_works(village, context, shares.append)
    assert [item.code for item in works.houses] == sorted(LISTS)
    assert len(works.houses) + len(works.left_out) == len(village.overview()) == len(shares)
    assert {left.reason for left in works.left_out} == {"none"}
    assert house(works, "0002").team == "一组"
    assert house(works, "0009").team == "四组"
    assert works.frost_rule == context.catalogue.rules["R42"].sentence


def test_steps_are_those_of_the_house_page_in_the_same_seasons(
    village: VillageFile, context: Context
) -> None:
    works = village_works(village, context)
    for item in works.houses:
        plan = stored_plan(village, item.dwelling_id)
        road = dwelling_roadmap(village, item.dwelling_id, context, plan=plan).roadmap
        assert [s.days for s in item.steps] == [s.days for s in road.steps]
        assert [list(s.measures) for s in item.steps] == [
            [m.name for m in s.measures] for s in road.steps
        ]
        for mine, own in zip(item.steps, road.steps, strict=True):
            assert {half % 24 for half in mine.window} <= set(own.halves)
            assert mine.spans[0][0] % 24 in own.halves
            assert mine.frost == () and not mine.overruns


def test_days_of_work_come_from_the_bill_at_the_rates_of_the_village(
    village: VillageFile, context: Context
) -> None:
    works = village_works(village, context)
    item = house(works, "0009")
    plan = stored_plan(village, item.dwelling_id)
    assert plan is not None
    cost = split(line for m in plan.packages[0].measures for line in m.lines)
    rate = next(r.rate.typical for r in context.pack.day_rates if r.id == "helper")
    skilled = next(r.rate.typical for r in context.pack.day_rates if r.id == "skilled")
    assert sum(s.unskilled for s in item.steps) == pytest.approx(cost.unskilled / rate)
    assert sum(sum(s.skilled.values()) for s in item.steps) == pytest.approx(cost.skilled / skilled)
    assert sum(team.need for team in works.teams) == pytest.approx(
        sum(s.unskilled for h in works.houses for s in h.steps)
    )


def test_walls_with_strengthening_are_marked_as_joined(
    village: VillageFile, context: Context
) -> None:
    first, *rest = house(village_works(village, context), "0009").steps
    assert first.stage == "strengthening" and first.joined
    assert not any(step.joined for step in rest)


def test_a_month_is_kept_shown_by_the_house_itself_and_undone(
    village: VillageFile, context: Context
) -> None:
    works = village_works(village, context)
    before = house(works, "0001")
    moved = with_house(village, context, works, before.dwelling_id, Begin(1, 2027, 5))
    after = house(moved, "0001")
    assert (before.steps[0].month, after.steps[0].month) == (APRIL, APRIL + 1)
    assert after.arranged and not before.arranged
    assert house(moved, "0002") == house(works, "0002")
    april, may = (
        {m.month: m.days for load in w.trades if load.trade == "roofing" for m in load.months}
        for w in (works, moved)
    )
    assert april[APRIL] == pytest.approx(may[APRIL + 1])
    keep_arrangement(village, after.dwelling_id, after.lines, "test")
    plan = stored_plan(village, after.dwelling_id)
    road = dwelling_roadmap(village, after.dwelling_id, context, plan=plan).roadmap
    assert road.own and road.steps[0].begin == 8 and road.steps[0].halves == (8, 9)
    assert village_works(village, context).houses == moved.houses
    village.undo_arranged(after.dwelling_id, "TP5", "test")
    back = with_house(village, context, moved, after.dwelling_id)
    assert house(back, "0001") == before


def test_frost_and_wrong_orders_are_refused_with_the_reason_and_the_next_month(
    village: VillageFile, context: Context
) -> None:
    works = village_works(village, context)
    wall = house(works, "0002")
    with pytest.raises(RefusedError, match=r"5℃.*2028年4月"):
        with_house(village, context, works, wall.dwelling_id, Begin(2, 2027, 12))
    with pytest.raises(RefusedError, match="前一步之前"):
        with_house(village, context, works, wall.dwelling_id, Shift(1, -8))
    with pytest.raises(NotFoundError, match="9"):
        with_house(village, context, works, wall.dwelling_id, Begin(9, 2027, 5))
    strong = house(works, "0009")
    with pytest.raises(RefusedError, match="先加固"):
        with_house(
            village, context, works, strong.dwelling_id, Move("STR_C", len(strong.steps) + 1)
        )
    assert village.arranged(wall.dwelling_id, "TP5") is None


def test_wet_works_kept_in_the_cold_are_named_with_house_step_month_and_a_better_month(
    village: VillageFile, context: Context
) -> None:
    works = village_works(village, context)
    wall = house(works, "0002")
    number = next(s.number for s in wall.steps if "insulation" in s.skilled)
    lines = list(wall.lines)
    lines[number] = lines[number].replace("2027-spring", "2027-autumn@21")
    keep_arrangement(village, wall.dwelling_id, tuple(lines), "test")
    cold = house(village_works(village, context), "0002")
    (frost,) = cold.steps[number - 1].frost
    november = 12 * 2027 + 10
    assert (frost.month, frost.limit, frost.next_month) == (november, 5.0, 12 * 2028 + 3)
    assert frost.theta == pytest.approx(coldest_of(context.weather)[21]) and frost.theta < 5.0
    assert 21 not in warm_halves(context.weather, 5.0)
    sentence = frost_sentence(cold, cold.steps[number - 1], frost)
    assert all(part in sentence for part in ("0002", "2027年11月", "EPS", "5℃", "2028年4月"))
    better = with_house(
        village, context, village_works(village, context), cold.dwelling_id,
        Begin(number, 2028, 4),
    )  # fmt: skip
    assert house(better, "0002").steps[number - 1].frost == ()


def test_what_is_built_is_what_the_family_chose_else_what_was_arranged_else_the_first(
    village: VillageFile, context: Context
) -> None:
    packages = tuple(replace(PACKAGE, key=key) for key in ("cheapest", "best_value", "deep"))
    plan = replace(PLAN, packages=packages)
    dwelling = village.overview()[0].dwelling_id
    assert package_to_build(plan, village.stages(dwelling), None) == "cheapest"
    assert package_to_build(plan, village.stages(dwelling), ["package|deep"]) == "deep"
    village.commit(dwelling, [Edit("TP2", told("best_value"))], operator="test", label="choice")
    assert package_to_build(plan, village.stages(dwelling), ["package|deep"]) == "best_value"
    village.undo(dwelling, "test")
    village.commit(dwelling, [Edit("TP2", told("own"))], operator="test", label="choice")
    assert house(village_works(village, context), "0001").chosen
    village.undo(dwelling, "test")


def test_only_a_village_that_needs_it_runs_the_engine_and_only_once(
    village: VillageFile, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = village_works(village, context)

    def refuse(*_arguments: object) -> dict[str, float]:
        raise AssertionError("what was known is computed again")

    monkeypatch.setattr(module, "job_values", refuse)
    assert village_works(village, context, held=works.houses).houses == works.houses


def test_limits_are_values_of_the_village_that_make_no_plan_old(
    village: VillageFile, context: Context
) -> None:
    dwelling = village.overview()[0].dwelling_id
    mark = fingerprint(village, dwelling, context)
    assert (village_works(village, context).help_limit, 60.0) == (6.0, 60.0)
    edits = [Edit("V46", told(10)), Edit("V47", told(2))]
    village.commit_village(edits, operator="test", label="limits")
    works = village_works(village, context)
    assert (works.trade_limit, works.help_limit) == (10.0, 2.0)
    assert len(works.houses) == len(LISTS) and fingerprint(village, dwelling, context) == mark
    assert any(month.over for load in works.trades for month in load.months)
    village.undo(village.id, "test")
    assert village_works(village, context).trade_limit == 60.0


def test_what_was_laid_down_on_the_funding_page_and_in_the_ledger_counts(
    village: VillageFile, context: Context
) -> None:
    works = village_works(village, context)
    one, two = house(works, "0001"), house(works, "0002")
    row = new_id()
    edits = [
        Edit("TF4", told(3.0)),
        Edit("TF5", told(1.5)),
        Edit(ROW, told("help"), row),
        Edit("TF5A", told(two.dwelling_id), row),
        Edit("TF5D", told(4.0), row),
    ]
    village.commit(one.dwelling_id, edits, operator="test", label="funding")
    assert ledger_of(village).balance(one.dwelling_id) == -4.0
    after = house(village_works(village, context), "0001")
    assert (after.own, after.asks, after.owes) == (3.0, 1.5, 4.0)
    assert (one.own, one.asks, one.owes) == (12.0, 10.0, 0.0)
    village.undo(one.dwelling_id, "test")


def test_a_plan_left_behind_by_answers_is_told_apart_one_stopped_says_its_rule(
    village: VillageFile, context: Context
) -> None:
    rows = {row.code: row.dwelling_id for row in village.overview()}
    rule = Finding("R01", "block", Text("危房先解危。", "Danger first."), "C", "C")
    keep(village, context, rows["0003"], stopped=rule)
    keep(village, context, rows["0004"])
    village.commit(rows["0002"], [Edit("C04", told(3.1))], operator="test", label="height")
    works = village_works(village, context)
    reasons = {left.code: (left.reason, left.why.zh) for left in works.left_out}
    assert reasons["0002"][0] == "old" and "重算" in reasons["0002"][1]
    assert reasons["0003"] == ("stopped", "危房先解危。")
    assert reasons["0004"][0] == "nothing"
    village.undo(rows["0002"], "test")
    assert house(village_works(village, context), "0002").steps


def test_a_plan_made_with_other_prices_serves_and_says_so_but_not_with_other_wages(
    village: VillageFile, context: Context
) -> None:
    price = OwnPrice(200.0, 220.0, 240.0, "合同", "2026-11-22")
    edit = price_edit(village.village_values(), context.catalogue, "R_XPS80", price)
    village.commit_village([edit], operator="test", label="price")
    works = village_works(village, context_for(village.village_values()))
    assert [item.code for item in works.houses] == sorted(LISTS)
    assert all(item.outdated for item in works.houses)
    village.undo(village.id, "test")
    village.commit_village([Edit("V08", told(200))], operator="test", label="wages")
    works = village_works(village, context_for(village.village_values()))
    assert not works.houses and {left.reason for left in works.left_out} >= {"old"}
    village.undo(village.id, "test")


def test_sentences_and_json_say_the_same_and_name_no_person(
    village: VillageFile, context: Context
) -> None:
    works = village_works(village, context)
    lines = village_lines(works)
    assert any(line.startswith("0009") and "加固" in line for line in lines)
    assert team_sentence(works.teams[0]) in lines
    assert trade_sentence(works.trades[0], works.trade_limit) in lines
    assert "3 户排了步骤，17 户没排" in summary_text(works)
    data = works_json(works)
    (first, *_rest) = data["houses"]
    assert first["steps"][0]["begin"] == "2027-04"
    assert sum(first["steps"][0]["share_by_month"].values()) == pytest.approx(1.0)
    names = [row.head_name for row in village.overview()]
    whole = str(data) + "".join(lines)
    assert not any(name in whole for name in names if name != "示例村服务中心")


def test_many_houses_are_named_short_and_counted() -> None:
    codes = tuple(f"99999900000100{n:02d}" for n in range(1, 8))
    assert codes_text(codes[:2], 5) == "0001、0002"
    assert codes_text(codes, 5) == "0001、0002、0003、0004、0005等，另有 2 户"
    assert codes_text(codes) == "、".join(codes)


@pytest.mark.parametrize(
    ("door", "group"),
    [
        ("三组27号", "三组"), ("3组27号", "三组"), ("第三组", "三组"),
        ("group 12, no. 4", "十二组"), ("南街20队8号", "南街二十队"),
        ("村部", ""), ("", ""), ("10组", "十组"), ("21组", "二十一组"),
    ],
)  # fmt: skip
def test_groups_are_read_from_the_door(door: str, group: str) -> None:
    assert group_of(door) == group
