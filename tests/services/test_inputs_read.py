"""What the declaration says a field feeds is what the calculation reads."""

from typing import Any

import pytest

from app.model.change import Edit
from app.model.survey import (
    ROW_KINDS,
    Survey,
    VillageValues,
    all_specs,
    apply_village_edit,
    blank_survey,
    row_kind_of,
    village_specs,
    with_value,
)
from app.model.survey.feeds import MODEL_INPUTS, NOT_READ, declared, fields_of
from app.model.survey.openings import VIEWS
from app.model.survey.spec import FieldSpec, Kind
from app.model.value import Provenance, Value
from app.services.assess import load_context
from app.services.resolve import resolve

DWELLING = "a" * 32
ANSWERS = {
    "V03": "std_54527",
    "B12": "glazed",
    "C09": "yes",
    "C05": 3.0,
    "D06": "no",
    "D03": "yes",
    "E04": "eps",
}
SIZES = {"C01": 5, "C02": 16.5, "C03": 6.9, "F07": "1.20x0.90", "F04": 4, "W05": 1, "C06": 113.9}
THROUGH_OTHERS = {
    "F08": "opens the rows of side windows",
    "C06": "for show: the model takes length, depth and storeys",
    "DW01": "says which wall a row is",
    "K09": "a result",
    "V07": "read by the planner",
    "N02": "read by the funding",
    "N03": "read by the funding",
    "V08": "read by the funding",
    "V13": "proposes I01 and K04",
}


def usual(spec: FieldSpec) -> Any:
    """Return an answer that a house may well have."""
    if spec.choices:
        codes = tuple(choice.code for choice in spec.choices)
        return codes[-1:] if spec.kind is Kind.MULTI else codes[0]
    if spec.kind is Kind.SEASON:
        return "11-15/03-15"
    low = (spec.soft or spec.hard).low if spec.soft or spec.hard else 1
    return int(low or 1) if spec.kind is Kind.INTEGER else float(low or 1)


def measured(spec: FieldSpec) -> Value[Any]:
    given = {**ANSWERS, **SIZES}.get(spec.id)
    return Value(usual(spec) if given is None else given, None, Provenance.MEASURED)


@pytest.fixture(scope="module")
def read() -> set[str]:
    """The fields that resolving a house with every answer reads."""
    survey: Survey = blank_survey(DWELLING)
    for field, spec in all_specs().items():
        kind = row_kind_of(field)
        row = f"{list(ROW_KINDS).index(kind):032x}" if kind else ""
        if spec.feeds:
            survey = with_value(survey, field, measured(spec), row)
    village = VillageValues()
    for field, spec in village_specs().items():
        if field.startswith(("V05", "V03", "V34")) and spec.feeds:
            village = apply_village_edit(village, Edit(field, measured(spec)))
    context = load_context()
    house = resolve(survey, village, context.catalogue, context.pack, context.weather)
    return {item.field for item in house.inputs} | {item.key for item in house.inputs}


def test_what_the_document_names_is_read(read: set[str]) -> None:
    stand_ins = {item.default_field for item in declared()} | set(VIEWS) | set(THROUGH_OTHERS)
    unread = {
        field
        for key, item in MODEL_INPUTS.items()
        if NOT_READ not in item.beside
        for field in fields_of(key)
        if field not in read | stand_ins
    }
    assert unread == set()


def test_what_is_not_read_yet_is_said_to_be_so(read: set[str]) -> None:
    for key, item in MODEL_INPUTS.items():
        if NOT_READ in item.beside:
            assert not read & set(fields_of(key)), key


def test_the_calculation_knows_no_input_that_the_document_lacks(read: set[str]) -> None:
    keys = {name for name in read if "." in name}
    assert keys - set(MODEL_INPUTS) == set()
