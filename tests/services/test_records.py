"""Results survive as bytes; later and foreign ones are told apart."""

import json
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, get_type_hints

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import ForeignFileError, NewerFileError
from app.i18n import Text
from app.model.assessment import Assessment, Plan, Provenanced
from app.services.records import (
    assessment_from_bytes,
    assessment_to_bytes,
    plan_from_bytes,
    plan_to_bytes,
    to_plain,
)
from tests.report.sample import PLAN

st.register_type_strategy(Text, st.builds(Text, st.text(max_size=5), st.text(max_size=5)))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(float, NUMBERS)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-9999, 9999), NUMBERS, st.text(max_size=5),
    st.lists(st.text(max_size=3), max_size=2).map(tuple),
)  # fmt: skip
INPUTS = st.builds(Provenanced, value=VALUES)


def short(record: type) -> dict[str, st.SearchStrategy[Any]]:
    """Return strategies for the tuples of a record that keep examples small."""
    found = {}
    for name, hint in get_type_hints(record).items():
        if name in ("inputs", "schema"):
            continue
        if str(hint).startswith("tuple") and str(hint).endswith(", ...]"):
            found[name] = st.lists(st.from_type(hint.__args__[0]), max_size=1).map(tuple)
    return found


ASSESSMENTS = st.builds(
    Assessment,
    inputs=st.lists(INPUTS, max_size=3).map(tuple),
    schema=st.just("nuanfang-assessment/1"),
    **short(Assessment),
)  # fmt: skip
PLANS = st.builds(Plan, schema=st.just("nuanfang-plan/1"), **short(Plan))


@settings(max_examples=25, deadline=None)
@given(ASSESSMENTS)
def test_an_assessment_comes_back_as_it_was(assessment: Assessment) -> None:
    assert assessment_from_bytes(assessment_to_bytes(assessment)) == assessment


@settings(max_examples=15, deadline=None)
@given(PLANS)
def test_a_plan_comes_back_as_it_was(plan: Plan) -> None:
    assert plan_from_bytes(plan_to_bytes(plan)) == plan


def example() -> Assessment:
    """Return any assessment, always the same."""
    text = Text("甲", "a")
    payload: dict[str, Any] = {}
    for item in fields(Assessment):
        payload[item.name] = _empty(get_type_hints(Assessment)[item.name], text)
    payload["schema"] = "nuanfang-assessment/1"
    return msgspec.convert(payload, Assessment)


def _empty(hint: Any, text: Text) -> Any:
    """Return the plainest data of a type."""
    if hint is Text:
        return {"zh": text.zh, "en": text.en}
    if is_dataclass(hint):
        kinds = get_type_hints(hint)
        return {item.name: _empty(kinds[item.name], text) for item in fields(hint)}
    name = str(hint)
    if name.startswith("tuple[tuple"):
        return [[11, 15], [3, 15]]
    if name.startswith("tuple"):
        return []
    if "Mapping" in name:
        return {}
    if name.startswith("typing.Literal"):
        return hint.__args__[0]
    if "None" in name:
        return None
    return {str: "x", float: 1.0, int: 1, bool: True}[hint]


def test_mappings_and_answers_of_several_codes_keep_their_form() -> None:
    inputs = (Provenanced("k", ("a", "b"), "", "F11", "", "told", "", None),)
    confidence = replace(example().confidence, counts=MappingProxyType({"told": 3}))
    back = assessment_from_bytes(
        assessment_to_bytes(replace(example(), inputs=inputs, confidence=confidence))
    )
    assert back.inputs == inputs
    assert dict(back.confidence.counts) == {"told": 3}


def test_unknown_fields_of_a_later_minor_release_are_passed_over() -> None:
    data = json.loads(assessment_to_bytes(example()))
    data["stars"] = 5
    data["confidence"]["why"] = "because"
    assert assessment_from_bytes(json.dumps(data).encode()) == example()


def test_a_later_schema_is_refused_with_a_sentence() -> None:
    data = json.loads(assessment_to_bytes(example()))
    data["schema"] = "nuanfang-assessment/2"
    with pytest.raises(NewerFileError):
        assessment_from_bytes(json.dumps(data).encode())


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b'{"schema": "x"}', b'{"a": 1}'])
def test_what_is_no_result_is_refused(payload: bytes) -> None:
    with pytest.raises(ForeignFileError):
        assessment_from_bytes(payload)


def test_a_plan_is_not_an_assessment() -> None:
    with pytest.raises(ForeignFileError):
        plan_from_bytes(assessment_to_bytes(example()))


def test_a_result_fresh_from_the_calculation_has_a_plain_form() -> None:
    """Arrays leave their own numbers behind; they must not reach JSON."""
    fresh = replace(PLAN, gap=np.float64(0.25), left_out=np.int64(3))
    plain = to_plain(fresh)
    assert (plain["gap"], plain["left_out"]) == (0.25, 3)
    assert json.loads(json.dumps(plain)) == json.loads(plan_to_bytes(fresh))
