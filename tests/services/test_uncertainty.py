"""The range of an assessment: what makes it wide, what measuring leaves, what the bill says."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest

from app.model.assessment import Assessment
from app.model.house import ResolvedHouse
from app.model.survey import Survey, VillageValues, value_of, with_value
from app.model.uncertainty import Calibration, Range, Uncertainty
from app.model.value import Empty, Provenance, Value
from app.model.value import known as known_value
from app.services import assess as module
from app.services.assess import assess, drawn_houses, load_context
from app.services.assess_bill import Billed, heating_bill
from app.services.assess_uncertainty import FEW, UseSample, calibrate, error_of_bill
from app.services.measuring import reduced
from app.services.records import assessment_from_bytes, assessment_to_bytes
from app.services.resolve import resolve
from app.services.unknowns import BY_KEY, UNKNOWNS
from tests.services.surveys import farmhouse

CONTEXT = load_context()
VILLAGE = VillageValues()
HOUSES = 128


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SAMPLES", HOUSES)
        yield


def known(assessment: Assessment) -> Uncertainty:
    assert assessment.uncertainty is not None
    return assessment.uncertainty


@dataclass(frozen=True)
class Case:
    house: ResolvedHouse
    sample: UseSample

    def calibrated(
        self, billed: float, provenance: str = "told", whole: float = 0.0
    ) -> Calibration:
        bill = Billed(
            "raw_coal", "kg", whole or billed, max(whole - billed, 0.0), False, provenance
        )
        range_ = Range(1.0, 2.0, 3.0)
        return calibrate(self.sample, self.house, bill, range_, range_)


@pytest.fixture(scope="module")
def case() -> Case:
    house = resolve(farmhouse(), VILLAGE, CONTEXT.catalogue, CONTEXT.pack, CONTEXT.weather)
    return Case(house, drawn_houses(house, CONTEXT, HOUSES, None))


@pytest.fixture(scope="module")
def full(case: Case) -> Assessment:
    """Return the full assessment of the same house; its sample is simulated once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "drawn_houses", lambda *_args: case.sample)
        return assess(farmhouse(), VILLAGE, CONTEXT)


def test_a_result_says_by_how_many_houses_it_is_known(full: Assessment) -> None:
    found = known(full)
    assert (found.method, found.size) == ("sobol", HOUSES)
    assert found.need.low < full.actual.q_h_nd < found.need.high
    assert found.need.typical == full.actual.q_h_nd
    assert found.cost == full.heating_cost


def test_unknowns_are_ranked_by_their_share(full: Assessment) -> None:
    for item in known(full).sensitivity:
        shares = [influence.share for influence in item.influences]
        assert shares == sorted(shares, reverse=True)
        assert 0.6 < sum(shares) <= 1.05
        assert item.explained > 0.8
        assert {influence.key for influence in item.influences} <= set(BY_KEY)
    need, cost = known(full).sensitivity
    assert (need.of, cost.of) == ("need", "cost")
    assert need.influences[0].key == "set_point"
    assert "plant" in {influence.key for influence in cost.influences}
    assert "plant" not in {influence.key for influence in need.influences}


def test_the_survey_with_the_named_things_measured_gives_the_width_foretold(
    full: Assessment,
) -> None:
    """The foretold width comes from the sample alone; here the answers are really measured."""
    cost = known(full).sensitivity[1]
    three = cost.measure[-1]
    assert len(three.keys) == 3
    survey: Survey = farmhouse()
    fields = [f for key in three.keys for f in BY_KEY[key].fields]
    for field in fields:
        old = value_of(survey, field)
        if old.known:
            survey = with_value(survey, field, replace(old, provenance=Provenance.MEASURED))
    if "air" in three.keys:
        assert full.actual.air is not None
        survey = with_value(survey, "R07", known_value(round(full.actual.air.n50, 1)))
    again = known(assess(survey, VILLAGE, CONTEXT)).sensitivity[1]
    assert three.width < 0.7 * cost.width
    middle = full.heating_cost.typical
    assert again.width / middle == pytest.approx(three.width / middle, rel=0.25)


def test_what_is_measured_has_nothing_more_to_gain(case: Case) -> None:
    for key in ("set_point", "size"):
        item = BY_KEY[key]
        inputs = tuple(
            replace(i, provenance="measured") if i.field in item.fields else i
            for i in case.house.inputs
        )
        house = replace(case.house, inputs=inputs)
        assert set(reduced(item, house, CONTEXT.catalogue).values()) == {1.0}
        assert min(reduced(item, case.house, CONTEXT.catalogue).values()) < 1.0


def test_every_unknown_has_both_names_and_its_own_dimensions() -> None:
    parts = [part for item in UNKNOWNS for part in item.parts]
    assert len(parts) == len(set(parts))
    for item in UNKNOWNS:
        assert item.name.zh and item.name.en
        if item.how is not None:
            assert item.how.zh and item.how.en and item.fields


def test_a_plausible_bill_narrows_the_need_around_it(case: Case) -> None:
    low, high = np.percentile(case.sample.amount, (20, 80))
    small, large = case.calibrated(float(low)), case.calibrated(float(high))
    assert small.verdict == large.verdict == "explained"
    assert small.need is not None and large.need is not None
    assert small.need.typical < large.need.typical
    prior = np.percentile(case.sample.need, (10, 90))
    assert small.need.high - small.need.low < 0.8 * float(prior[1] - prior[0])
    assert small.combination < 0.8
    assert small.effective < small.size == HOUSES
    assert small.gap == 1.0


def test_a_bill_leaves_set_point_and_hours_open_against_each_other(case: Case) -> None:
    found = case.calibrated(float(np.median(case.sample.amount)), "document")
    pairs = {frozenset(pair[:2]): pair[2] for pair in found.traded}
    assert pairs[frozenset(("set_point", "hours"))] < 0.0
    told = {item.key: item for item in found.unknowns}
    assert found.combination < min(item.remaining for item in told.values())
    assert not told["fuel"].identified


@pytest.mark.parametrize("times", [0.02, 30.0])
def test_a_bill_that_no_plausible_house_explains_is_told_with_its_gap(
    case: Case, times: float
) -> None:
    found = case.calibrated(times * float(np.median(case.sample.amount)))
    assert found.verdict == "unexplained"
    assert found.need is None and found.cost is None
    assert found.unknowns == ()
    assert found.gap > 3.0 if times > 1.0 else found.gap < 0.3


def test_a_bill_finer_than_the_sample_is_rough_and_says_so(case: Case) -> None:
    billed = float(np.percentile(case.sample.amount, 70))
    found = case.calibrated(billed, "document")
    assert found.error_counted >= found.error
    assert found.effective >= FEW * 0.999
    assert found.verdict == ("rough" if found.error_counted > found.error else "explained")


def test_other_uses_of_the_carrier_make_a_bill_less_exact() -> None:
    alone = Billed("electricity", "kWh", 3000.0, 0.0, False, "document")
    calculated = replace(alone, others=1500.0)
    metered = replace(calculated, metered=True)
    errors = [error_of_bill(b, CONTEXT.catalogue) for b in (alone, metered, calculated)]
    assert errors == sorted(errors)
    assert errors[0] == pytest.approx(0.03)


def test_a_month_without_heating_is_taken_off_twelve_times(full: Assessment) -> None:
    survey = farmhouse(I01="ashp_a", K03=4000, K03U="kwh", R08=100.0, K07="bill")
    house = resolve(survey, VILLAGE, CONTEXT.catalogue, CONTEXT.pack, CONTEXT.weather)
    found = heating_bill(house, full.actual.account, CONTEXT.catalogue)
    assert found is not None
    assert (found.metered, found.provenance) == (True, "document")
    assert found.heating == pytest.approx(4000.0 - 1200.0)


def test_the_bill_never_replaces_the_calculated_range(full: Assessment) -> None:
    found = known(full).calibration
    assert found is not None
    assert found.billed == 2500.0
    assert (found.need_before, found.cost_before) == (known(full).need, full.heating_cost)
    assert found.need is not None and found.need != found.need_before


def test_a_house_without_a_bill_is_not_calibrated() -> None:
    without_bill = with_value(farmhouse(), "K01", Value(None, Empty.BLANK))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SAMPLES", 4)
        found = known(assess(without_bill, VILLAGE, CONTEXT))
    assert found.calibration is None
    assert found.sensitivity == ()  # four houses tell nothing


def test_a_quick_result_keeps_what_was_known_in_proportion(full: Assessment) -> None:
    warmer = assess(farmhouse(I07=18.0), VILLAGE, CONTEXT, quick=True, previous=full)
    found, before = known(warmer), known(full)
    assert found.sensitivity == before.sensitivity
    assert found.calibration is None
    assert found.need.typical == warmer.actual.q_h_nd
    assert found.need.high / found.need.typical == pytest.approx(
        before.need.high / before.need.typical
    )


def test_a_stored_result_of_before_still_loads(full: Assessment) -> None:
    data = json.loads(assessment_to_bytes(full))
    del data["uncertainty"]
    back = assessment_from_bytes(json.dumps(data).encode())
    assert back.uncertainty is None
    assert assessment_from_bytes(assessment_to_bytes(full)).uncertainty == full.uncertainty
