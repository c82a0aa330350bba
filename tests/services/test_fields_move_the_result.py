"""Every answer that is meant for the calculation changes its result in some house."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import pytest

from app.calc.engine import simulate
from app.calc.thermal_model import thermal_model
from app.errors import IncompleteError
from app.model.assessment import Assessment
from app.model.change import Edit
from app.model.hourly import EngineOptions, RunResult
from app.model.house import Use
from app.model.survey import (
    Survey,
    VillageValues,
    all_specs,
    apply_edit,
    apply_village_edit,
    blank_survey,
    row_kind_of,
    rows,
    value_of,
    village_specs,
    with_row,
    with_value,
)
from app.model.survey.feeds import MODEL_INPUTS, NOT_READ, fields_of
from app.model.survey.spec import FieldSpec, Kind
from app.model.thermal import ThermalModel
from app.model.value import Provenance, Value
from app.services import assess as assess_module
from app.services.assess import assess, context_for, load_context
from app.services.practice import practice_edits
from app.services.resolve import resolve

CONTEXT = load_context()
TOGETHER: dict[str, dict[str, Any]] = {
    "R02": {"R03": 4.0},
    "R03": {"R02": 4.0},
    "K03B": {"K03": 3000},
    "K03U": {"K03": 3000, "K03B": 1200},
    "K05": {"I01": "gas"},
    "K05U": {"I01": "gas", "K05": 900.0},
    "K06": {"I01": "kang"},
    "R08": {"I01": "ashp_a", "K03": 3000, "K03B": 2000},
    "R04": {"I05": ("kang",)},
    "R18": {"I01": "elec"},
    "R19": {"I01": "coal_rad", "I04": "radiator"},
}
"""Answers without which a field says nothing."""
ROWS: dict[str, dict[str, Any]] = {
    "wing": {"CW01": "E", "CW02": 6.0, "CW03": 4.0, "CW04": 2.8},
    "wall": {"DW01": "N", "DW02": "adobe", "DW03": 450, "DW04": "yes", "DW05": "eps", "DW06": 60},
    "appliance": {"IA01": "elec", "IA04": 1.0, "IA05": 4.0},
    "device": {"JA01": "fridge", "JA02": 1, "JA03": 100.0, "JA04": 8.0},
    "window": {"W01": "E", "W02": "al1", "W03": 1.2, "W04": 1.2, "W05": 1},
}
OPENED_BY = {"wing": ("C09", "yes"), "wall": ("D06", "no"), "window": ("F08", "yes")}
SILENT = {
    "C06": "shown; the model takes length, depth and storeys",
    "K09": "a result itself",
    "F08": "opens the rows of side windows",
    "V07": "read by the planner",
    "N02": "moves the money of a plan, not the model of the house",
    "N03": "moves the money of a plan, not the model of the house",
    "V08": "moves the money of a plan, not the model of the house",
    "V13": "proposes other answers",
    "V03S": "says where the station came from",
    "B04": "proposes the house type, which is chosen at entry",
    "CW01": "the name of a wing",
    "I02": "kept for the comparison of heaters",
    "IA02": "kept for the comparison of heaters",
    "K08": "names the winter of the bill; no weather of past winters is at hand",
    "D08": "loose render is torn off: a cost of the works",
}


def _fields() -> list[str]:
    used = {f for k, i in MODEL_INPUTS.items() if NOT_READ not in i.beside for f in fields_of(k)}
    return sorted(used - SILENT.keys())


@lru_cache(maxsize=1)
def _practice() -> tuple[VillageValues, tuple[Survey, ...]]:
    practice = practice_edits()
    village = VillageValues()
    for edit in practice.village:
        village = apply_village_edit(village, edit)
    surveys = []
    for house in practice.houses:
        survey = blank_survey(house.code)
        for edit in house.edits(house.code):
            survey = apply_edit(survey, edit)
        surveys.append(survey)
    return village, tuple(surveys)


def _answer(survey: Survey, field: str, value: Any, row: str = "") -> Survey:
    return with_value(survey, field, Value(value, None, Provenance.MEASURED), row)


def _bases(field: str) -> Iterator[tuple[Survey, str]]:
    """Yield surveys in which the field may matter, and the row it belongs to."""
    kind = row_kind_of(field)
    for survey in _practice()[1]:
        for other, value in TOGETHER.get(field, {}).items():
            survey = _answer(survey, other, value)
        if not kind:
            yield survey, ""
            continue
        if kind in OPENED_BY:
            survey = _answer(survey, *OPENED_BY[kind])
        for row in rows(survey, kind):
            yield survey, str(getattr(row, "id", row))
        new = "f" * 32
        survey = with_row(survey, kind, new)
        for column, value in ROWS[kind].items():
            survey = _answer(survey, column, value, new)
        yield survey, new


def _candidates(spec: FieldSpec) -> Sequence[Any]:
    """Return answers to try."""
    if spec.choices:
        codes = [choice.code for choice in spec.choices]
        return [(code,) for code in codes] if spec.kind is Kind.MULTI else codes
    if spec.kind in (Kind.INTEGER, Kind.DECIMAL):
        limits = spec.soft or spec.hard
        low = limits.low if limits and limits.low is not None else 1
        high = limits.high if limits and limits.high is not None else 10 * low + 1
        values = [low, high, 0.5 * (low + high), 0.75 * low + 0.25 * high]
        return [int(x) for x in values] if spec.kind is Kind.INTEGER else values
    others: dict[Kind, list[Any]] = {
        Kind.SIZE: ["1.20x0.90", "2.00x1.60"],
        Kind.SEASON: ["11-01/03-31", "12-01/02-28"],
        Kind.TICK: [True, False],
        Kind.TEXT: ["E", "W", "S"],
    }
    return others.get(spec.kind, [])


def _models(survey: Survey) -> tuple[ThermalModel, ...]:
    c = CONTEXT
    house = resolve(survey, _practice()[0], c.catalogue, c.pack, c.weather)
    uses: tuple[Use, ...] = ("standard", "actual")
    return tuple(thermal_model(house, use, c.catalogue, c.pack, c.weather) for use in uses)


def _changed_models(field: str) -> tuple[tuple[ThermalModel, ...], tuple[ThermalModel, ...]] | None:
    """Return the models before and after an answer that changes them, if one is found."""
    for survey, row in _bases(field):
        before = _models(survey)
        for value in _candidates(all_specs()[field]):
            try:
                after = _models(_answer(survey, field, value, row))
            except (ValueError, IncompleteError):  # an answer that contradicts the rest
                continue
            if repr(after) != repr(before):
                return before, after
    return None


@pytest.fixture(scope="module")
def changed() -> dict[str, tuple[tuple[ThermalModel, ...], tuple[ThermalModel, ...]]]:
    """The fields that change the thermal model, with the models before and after."""
    found = {f: _changed_models(f) for f in _fields() if f in all_specs()}
    return {field: models for field, models in found.items() if models}


def test_what_changes_the_model_changes_the_need(
    changed: dict[str, tuple[tuple[ThermalModel, ...], tuple[ThermalModel, ...]]],
) -> None:
    states = [
        next((a, b) for a, b in zip(*pair, strict=True) if repr(a) != repr(b))
        for pair in changed.values()
    ]
    options = EngineOptions(balance=False, season_only=True)
    runs = simulate([m for pair in states for m in pair], CONTEXT.weather, options)
    still = [
        field
        for k, field in enumerate(changed)
        if runs[2 * k].q_h_nd == pytest.approx(runs[2 * k + 1].q_h_nd, rel=1e-7)
    ]
    assert len(changed) > 60
    assert still == []


def test_every_other_answer_changes_the_account_or_the_check_of_the_bill(
    changed: dict[str, tuple[tuple[ThermalModel, ...], tuple[ThermalModel, ...]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(assess_module, "simulate", _remembered({}))
    others = [f for f in _fields() if f not in changed and f in all_specs()]
    still = [field for field in others if not _moves_account(field)]
    assert not still, ", ".join(still)


def _remembered(kept: dict[str, RunResult]) -> Callable[..., list[RunResult]]:
    """Return the engine with a memory: an answer that leaves the model alone costs nothing."""

    def run(
        models: Sequence[ThermalModel], *rest: Any, meanwhile: object = None
    ) -> list[RunResult]:
        new = {repr(m): m for m in models if repr(m) not in kept}
        kept.update(zip(new, simulate(list(new.values()), *rest[:2]), strict=True))
        return [kept[repr(m)] for m in models]

    return run


def _moves_account(field: str) -> bool:
    for survey, row in _bases(field):
        before = _figures(assess(survey, _practice()[0], CONTEXT, quick=True))
        for value in _candidates(all_specs()[field]):
            try:
                after = assess(
                    _answer(survey, field, value, row), _practice()[0], CONTEXT, quick=True
                )
            except (ValueError, IncompleteError):
                continue
            if _figures(after) != before:
                return True
    return False


def _figures(found: Assessment) -> str:
    uses = [(use.account, use.q_h_nd) for use in (found.standard, found.actual)]
    return repr((uses, found.heating_cost, found.bill))


USUAL = {"V21": "B09", "V22": "F11", "V23": "J01", "V24": "J02", "V25": "K04"}
"""The usual answer of a village stands in for a household's own."""
PRICES = {"V05A": {"I01": "coal_rad"}}
BLANK = {"V05A": ("K02",)}


CLIMATE = ("V03", "V03A", "V03L")
"""They change the weather, not the house: see below and ``test_climate``."""


@pytest.mark.parametrize(
    "field", [f for f in _fields() if f in village_specs() and f not in CLIMATE]
)
def test_every_village_value_changes_the_calculation(
    field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assess_module, "simulate", _remembered({}))
    village, surveys = _practice()
    spec = village_specs()[field]
    values = _candidates(all_specs()[USUAL[field]] if field in USUAL else spec)
    for survey in surveys:
        for other, answer in PRICES.get(field, {}).items():
            survey = _answer(survey, other, answer)
        for own in (*BLANK.get(field, ()), *((USUAL[field],) if field in USUAL else ())):
            unasked = value_of(blank_survey(survey.dwelling_id), own)
            survey = with_value(survey, own, unasked)
        before = _figures(assess(survey, village, CONTEXT, quick=True))
        for value in values:
            edit = Edit(field, Value(value, None, Provenance.MEASURED))
            other_village = apply_village_edit(village, edit)
            if _figures(assess(survey, other_village, CONTEXT, quick=True)) != before:
                return
    pytest.fail(f"{field} changes nothing")


def test_the_station_changes_the_weather() -> None:
    assert load_context(station="tianjin_54428").weather.sha256 != CONTEXT.weather.sha256


def test_altitude_and_lapse_rate_change_the_weather() -> None:
    hashes = {CONTEXT.weather.sha256}
    village = VillageValues()
    for field, value in (("V03A", 400), ("V03L", 0.5)):
        edit = Edit(field, Value(value, None, Provenance.MEASURED))
        village = apply_village_edit(village, edit)
        hashes.add(context_for(village).weather.sha256)
    assert len(hashes) == 3
