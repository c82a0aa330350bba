"""Scenarios: what they come to, how they are kept, and that nothing is calculated twice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import app.services.scenario_results as results_service
from app.errors import AppError, RefusedError
from app.model.assessment import Package
from app.services.assess import load_context
from app.services.demo import create_practice_village
from app.services.plan import own_packages
from app.services.publish import dwelling_by_code
from app.services.records import package_from_bytes, package_to_bytes
from app.services.scenario_compare import compare
from app.services.scenario_results import scenario_results, sides_of_measures
from app.services.scenarios import (
    Scenario,
    difference,
    measures_of,
    scenarios_of,
    to_add,
    to_change,
    to_copy,
    to_delete,
    to_rename,
)
from app.services.village import assess_dwelling
from app.store.village import VillageFile
from tests.report.sample import ASSESSMENT, PACKAGE, PLAN

BY = "李师傅"
NAMED = tuple(
    replace(item, id=f"M{k}", sides=() if k else ("N",)) for k, item in enumerate(PACKAGE.measures)
)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[VillageFile]:
    with create_practice_village(tmp_path / "village") as file:
        yield file


def keep(village: VillageFile, name: str, base: str = "", *added: str) -> str:
    dwelling = dwelling_by_code(village, "0001")
    row, edits = to_add(name, held(village), BY, base, added)
    village.commit(dwelling, edits, operator=BY, label=name)
    return row


def held(village: VillageFile) -> tuple[Scenario, ...]:
    return scenarios_of(village.stages(dwelling_by_code(village, "0001")))


def test_a_scenario_follows_the_one_it_is_built_on() -> None:
    first = Scenario("a", "甲", "", ("W_EPS80@N", "WIN_SEAL"))
    second = Scenario("b", "乙", "a", ("W_EPS80@N+E", "R_XPS60"), ("WIN_SEAL",))
    assert measures_of(second, (first, second)) == ("W_EPS80@N+E", "R_XPS60")
    wider = replace(first, added=("W_EPS80@N", "LED"))
    assert measures_of(second, (wider, second)) == ("W_EPS80@N+E", "LED", "R_XPS60")


def test_a_scenario_built_on_a_package_has_its_measures() -> None:
    plan = replace(PLAN, packages=(replace(PACKAGE, key="cheapest", measures=NAMED),))
    found = measures_of(Scenario("a", "甲", "cheapest", ("LED",)), (), plan)
    assert found == ("M0@N", "M1", "M2", "LED")


@pytest.mark.parametrize("base", ["gone", "deep", "b"])
def test_a_base_that_is_not_there_or_leads_back_is_a_sentence(base: str) -> None:
    scenarios = (Scenario("a", "甲", base), Scenario("b", "乙", "a"))
    plan = replace(PLAN, packages=tuple(p for p in PLAN.packages if p.key != "deep"))
    with pytest.raises(AppError):
        measures_of(scenarios[0], scenarios, plan)


def test_the_difference_to_a_base_gives_the_wanted_list_again() -> None:
    base, wanted = ("A", "B@N", "C"), ("A", "B@N+E", "D")
    added, removed = difference(base, wanted)
    assert (added, removed) == (("B@N+E", "D"), ("C",))
    on = (Scenario("x", "x", "", base), Scenario("y", "y", "x", added, removed))
    assert set(measures_of(on[1], on)) == set(wanted)


def test_scenarios_are_kept_renamed_copied_deleted_and_undone(village: VillageFile) -> None:
    dwelling = dwelling_by_code(village, "0001")
    row = keep(village, "甲", "", "W_EPS80@N")
    keep(village, "乙", row, "LED")
    with pytest.raises(RefusedError):
        to_delete(held(village)[0], held(village), BY)
    with pytest.raises(RefusedError):
        to_rename(held(village)[0], "乙", held(village), BY)
    _copy, edits = to_copy(held(village)[1], "丙", held(village), BY)
    village.commit(dwelling, edits, operator=BY, label="丙")
    edits = to_rename(held(village)[0], "  北 墙 ", held(village), BY)
    village.commit(dwelling, edits, operator=BY, label="改名")
    assert [(item.name, item.base) for item in held(village)] == [
        ("北 墙", ""), ("乙", row), ("丙", row),
    ]  # fmt: skip
    edits = to_delete(held(village)[2], held(village), BY)
    village.commit(dwelling, edits, operator=BY, label="删")
    assert len(held(village)) == 2
    village.undo(dwelling, BY)
    assert held(village)[2] == replace(held(village)[1], id=held(village)[2].id, name="丙")


def test_a_kept_package_is_used_again_and_one_refusal_stops_no_other(
    village: VillageFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    dwelling, context = dwelling_by_code(village, "0001"), load_context()
    keep(village, "短", "", "W_EPS80@N")
    keep(village, "长", "", "W_EPS80@N", "WIN_SEAL")
    keep(village, "空")
    keep(village, "错", "", "NO_SUCH")
    asked: list[Any] = []

    def made(_s: Any, _v: Any, _c: Any, _a: Any, lists: Any, *_p: Any, **_w: Any) -> Any:
        asked.append(lists)
        return tuple(replace(PACKAGE, probability=len(one) / 10) for one in lists)

    monkeypatch.setattr(results_service, "own_packages", made)
    for _time in range(2):
        found = scenario_results(village, dwelling, context, ASSESSMENT, PLAN)
        assert [item.package.probability if item.package else None for item in found] == [
            0.1, 0.2, None, None,
        ]  # fmt: skip
        assert [bool(item.refusal) for item in found] == [False, False, True, True]
    assert asked == [[("W_EPS80@N",), ("W_EPS80@N", "WIN_SEAL")]]
    edits = to_change(held(village)[0], ("W_EPS80@E",), (), BY)
    village.commit(dwelling, edits, operator=BY, label="勾")
    scenario_results(village, dwelling, context, ASSESSMENT, PLAN)
    assert asked[1:] == [[("W_EPS80@E",)]]


def test_beside_a_plan_of_other_prices_nothing_is_calculated(
    village: VillageFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(village, "甲", "", "W_EPS80@N")
    monkeypatch.setattr(results_service, "own_packages", None)
    dwelling = dwelling_by_code(village, "0001")
    found = scenario_results(village, dwelling, load_context(), ASSESSMENT, PLAN, old=True)
    assert found[0].package is None
    assert found[0].refusal


def test_two_packages_differ_in_measures_and_figures() -> None:
    first = replace(PACKAGE, measures=NAMED[:2])
    dearer = replace(PACKAGE.cost, typical=PACKAGE.cost.typical + 100)
    made = compare(first, replace(PACKAGE, measures=NAMED[1:], cost=dearer))
    assert [item.id for item in made.only_first] == ["M0"]
    assert [item.id for item in made.only_second] == ["M2"]
    cost = next(item for item in made.figures if item.name == "cost_cny")
    assert cost.difference == 100


def test_the_engine_gives_a_scenario_the_figures_of_an_own_package(village: VillageFile) -> None:
    dwelling, context = dwelling_by_code(village, "0001"), load_context()
    assessment = assess_dwelling(village, dwelling, context)
    survey, values = village.survey(dwelling), village.village_values()
    lists = [("W_EPS80@N",), ("W_EPS80@N+E",), ("W_EPS80@N+E", "R_XPS60")]
    made = own_packages(survey, values, context, assessment, lists, today="2026-06-01", samples=16)
    savings = [package.saving_demand.typical for package in made]
    assert 0 < savings[0] < savings[1] < savings[2]
    assert made[0].cost.typical < made[1].cost.typical < made[2].cost.typical
    walls = [next(m for m in package.measures if m.id == "W_EPS80") for package in made]
    assert [wall.sides for wall in walls] == [("N",), ("N", "E"), ("N", "E")]
    alone: tuple[Package, ...] = own_packages(
        survey, values, context, assessment, lists[1:2], today="2026-06-01", samples=16
    )
    assert alone[0].saving_demand == made[1].saving_demand
    assert package_from_bytes(package_to_bytes(made[2])) == made[2]
    sides = sides_of_measures(village, dwelling, context)
    assert set(sides["W_EPS80"]) >= {"S", "N"}
