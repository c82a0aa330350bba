"""A kept plan with money, made by hand: 13,100 yuan as in the example of the plan paper."""

from dataclasses import replace

from app.calc.funding import Household, Works, fund
from app.model.assessment import Package, Plan, PlannedMeasure
from app.model.funding import Lifetime, Money, RunningCost
from app.services.records import assessment_to_bytes, plan_to_bytes
from app.store.catalogue import load_policy_pack
from app.store.village import VillageFile
from tests.report.sample import ASSESSMENT, PACKAGE, PLAN

UNSKILLED = (0.35, 0.10, 0.5)
"""Unskilled share of ceiling, wall and weather strips: 1,365 + 520 + 200 yuan."""
NOTHING = RunningCost((), 0.0, (), announced=False)


def _worked(measure: PlannedMeasure, share: float) -> PlannedMeasure:
    lines = tuple(replace(line, labour_share=0.6, unskilled_share=share) for line in measure.lines)
    return replace(measure, lines=lines)


def funded_package() -> Package:
    """Return the sample package with shares of work and its money."""
    pairs = zip(PACKAGE.measures, UNSKILLED, strict=True)
    measures = tuple(_worked(measure, share) for measure, share in pairs)
    package = replace(PACKAGE, measures=measures)
    rules = load_policy_pack().funding
    works = Works(measures, 0.37 * ASSESSMENT.standard.q_h_nd, passes=True)
    money = Money(
        fund(works, Household(own_days=10.0), rules, PLAN.at[:10]), NOTHING, NOTHING, NOTHING,
        (), package.payback, 5000.0, 900.0, 0.18, 0.9, 0.64, Lifetime(30, 0.05, 1.0, 2.0, 1.0),
    )  # fmt: skip
    return replace(package, money=money)


def keep_plan(village: VillageFile, dwelling: str) -> None:
    """Keep the sample assessment and a plan of two packages for a house."""
    package = funded_package()
    plan: Plan = replace(PLAN, packages=(package, replace(package, key="best_value")))
    village.save_result(dwelling, "assessment", assessment_to_bytes(ASSESSMENT), {})
    village.save_result(dwelling, "plan", plan_to_bytes(plan), {})
