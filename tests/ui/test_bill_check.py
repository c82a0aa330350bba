"""X09: a bill far from the calculation is said, and a person may confirm it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.model.survey.bill_check import bill_problem
from app.model.value import Provenance, Value
from app.ui.application import Program
from tests.report.sample import ASSESSMENT


def test_only_a_ratio_outside_half_to_double_is_odd() -> None:
    assert bill_problem(0.5, Value()) is None
    assert bill_problem(2.0, Value()) is None
    assert bill_problem(2.4, Value()) is not None
    assert bill_problem(0.3, Value()) is not None
    assert bill_problem(None, Value()) is None


def test_a_confirmation_holds_for_about_the_same_ratio_only() -> None:
    confirmed = Value(2.4, None, Provenance.DERIVED, "李师傅", confirmed=True)
    assert bill_problem(2.5, confirmed) is None
    assert bill_problem(3.5, confirmed) is not None


def test_a_bill_of_2_4_times_is_a_soft_problem_until_somebody_confirms_it(
    qtbot: Any, program: Callable[..., Program]
) -> None:
    window: Any = program.window
    page, current = window.page("entry"), window.current
    assert ASSESSMENT.bill is not None
    odd = replace(ASSESSMENT, bill=replace(ASSESSMENT.bill, ratio=2.4))
    current._show(assessment=odd)
    house = page._house
    (found,) = (problem for problem in house.problems if problem.code == "X09")
    assert found.severity == "soft"
    assert "X09" not in [p.code for p in house.problems if p.severity == "hard"]
    page.go_to("K09")
    page.confirm_unusual()
    assert all(problem.code != "X09" for problem in house.problems)
    stored = house.stored("K09")
    assert (stored.value, stored.confirmed, stored.operator) == (2.4, True, "李师傅")
    current._show(assessment=replace(odd, bill=replace(odd.bill, ratio=4.0)))
    assert any(problem.code == "X09" for problem in house.problems)
