"""Heating, photovoltaics and the account of one house speak of the same kilowatt-hours."""

from pathlib import Path

import numpy as np
import pytest

from app.calc.demands import ELECTRICITY
from app.calc.electric_load import load_of
from app.calc.pv import month_sums
from app.model.assessment import Plan
from app.model.change import Edit
from app.model.stages.solar import COUNT, OWNERSHIP
from app.model.survey import VillageValues
from app.model.value import known
from app.services.account import state_account
from app.services.assess import assess, load_context
from app.services.heating import compare_heating
from app.services.heating_hours import heating_hours, pump_electricity
from app.services.plan import own_packages
from app.services.resolve import resolve
from app.services.solar_village import dwelling_solar, planned_output
from app.services.village_account import dwelling_accounts
from app.store.village import create_village
from tests.services.surveys import farmhouse
from tests.ui.houses import ANSWERS, edits

CONTEXT = load_context()
VILLAGE = VillageValues()
STEEL = {"E01": "gable", "C08": 1.8, "E02": "steel", "L01": 60.0, "L03": "ok"}


def test_the_plant_is_sized_with_the_heat_pump_that_the_comparison_proposes() -> None:
    survey = farmhouse()
    assessment = assess(survey, VILLAGE, CONTEXT, quick=True)
    found = compare_heating(survey, VILLAGE, CONTEXT, assessment, None)
    fan = next(option for option in found.options if option.key == "fan").proposed_before
    house = resolve(survey, VILLAGE, CONTEXT.catalogue, CONTEXT.pack, CONTEXT.weather)
    hours = heating_hours(house, CONTEXT)
    taken = pump_electricity(hours, "unk", CONTEXT)
    assert taken.sum() == pytest.approx(fan.before.performance.electricity, rel=1e-6)
    assert hours.need.sum() == pytest.approx(assessment.actual.q_h_nd, rel=1e-6)
    months = np.array(fan.before.performance.electricity_month)
    assert month_sums(taken) == pytest.approx(months, abs=0.5)


@pytest.mark.parametrize("answers", [{}, {"J04": "few"}, {"J01": "none", "J02": ("elec",)}])
def test_the_load_of_each_month_is_that_of_the_account(answers: dict[str, object]) -> None:
    survey = farmhouse(**answers)
    state = assess(survey, VILLAGE, CONTEXT, quick=True).actual
    house = resolve(survey, VILLAGE, CONTEXT.catalogue, CONTEXT.pack, CONTEXT.weather)
    assert CONTEXT.pack.pv is not None
    load = load_of(house, CONTEXT.pack, CONTEXT.pack.pv.daily, None, state.q_h_nd_month)
    lines = state_account(state, CONTEXT).lines
    services = [x.delivered for x in lines if x.carrier == ELECTRICITY and x.use != "heating"]
    assert month_sums(load.other) == pytest.approx(np.sum(services, axis=0), abs=0.5)


def test_a_plant_of_ones_own_enters_the_account_and_a_rented_roof_does_not(
    tmp_path: Path,
) -> None:
    with create_village(tmp_path / "village", "官道村", operator="李师傅") as village:
        _household, dwelling = village.add_household("李师傅")
        village.commit(dwelling, edits({**ANSWERS, **STEEL}), operator="李师傅", label="样例")
        survey, values = village.survey(dwelling), village.village_values()
        assessment = assess(survey, values, CONTEXT, quick=True)
        works = [["W_EPS80", "R_XPS60"]]
        packages = own_packages(
            survey, values, CONTEXT, assessment, works, today="2026-11-26", samples=2
        )
        plan = Plan(
            "plan", dwelling, assessment.at, assessment.id, assessment.premises, packages,
            (), (), 0, 0, 0, None, None, (),
        )  # fmt: skip

        def decide(**said: object) -> None:
            laid = [Edit(field, known(value)) for field, value in said.items()]
            village.commit(dwelling, laid, operator="李师傅", label="光伏")

        assert planned_output(village, dwelling, CONTEXT, plan) is None
        decide(**{COUNT: 6, OWNERSHIP: "own"})
        solar = dwelling_solar(village, dwelling, CONTEXT, plan)
        assert solar.detail is not None
        (package,) = dwelling_accounts(village, dwelling, CONTEXT, assessment, plan).packages
        assert package.same.pv == pytest.approx(solar.detail.output)
        assert package.same.carbon.planned and package.same.carbon.avoided > 0.0
        decide(**{OWNERSHIP: "rent"})
        (package,) = dwelling_accounts(village, dwelling, CONTEXT, assessment, plan).packages
        assert sum(package.same.pv) == 0.0 and not package.same.carbon.planned
