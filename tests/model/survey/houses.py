"""A complete, sound survey to break one answer at a time, and any survey at all."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from app.model.change import Edit
from app.model.survey import ROW_KINDS, Survey, all_specs, apply_edit, blank_survey, row_kind_of
from app.model.survey.spec import FieldSpec, Kind
from app.model.value import Empty, Provenance, Value

DWELLING = "0123456789abcdef" * 2
FEW = settings(max_examples=40)
"""Whole surveys are slow to make."""
AT = datetime(2026, 10, 12, 2, 0, tzinfo=UTC)
SOUND: Mapping[str, Any] = {
    "A02": "王示范",
    "A05": "一组1号",
    "A06": 3,
    "A11": True,
    "B03": "brick_slab_1990",
    "B04": 1993,
    "C01": 5,
    "C02": 16.5,
    "C03": 6.9,
    "C04": 3.0,
    "C05": 3.0,
    "D01": "br370",
    "D02": 400,
    "E03": "none",
    "F01": "st1",
    "F02": 1.8,
    "F03": 1.5,
    "F04": 5,
    "F05": 2,
    "F07": "1.20x0.90",
    "H01": "avg",
    "I01": "ashp_a",
    "I07": 15.0,
    "I10": "na",
    "K01": 0.0,
    "K03": 2400,
    "L06": "none",
    "M01": "B",
    "M05": "none",
    "N01": "yes",
    "N02": 12000,
    "Q01": "2026-10-12",
}


def told(value: Any, *, confirmed: bool = False) -> Value[Any]:
    """Return an answer that somebody gave; ``Empty`` gives the empty kind."""
    if isinstance(value, Empty):
        return Value(None, value, Provenance.TOLD, "甲", AT)
    return Value(value, None, Provenance.TOLD, "甲", AT, confirmed)


def with_answers(survey: Survey, answers: Mapping[str, Any], row: str = "") -> Survey:
    """Return the survey with these answers."""
    for field, value in answers.items():
        survey = apply_edit(survey, Edit(field, told(value), row))
    return survey


def sound_survey(**other: Any) -> Survey:
    """Return a survey without any problem, with some answers changed."""
    return with_answers(blank_survey(DWELLING), {**SOUND, **other})


def numbers(spec: FieldSpec) -> st.SearchStrategy[float]:
    """Any number of the decimals that a field has."""
    return st.integers(-999_999, 999_999).map(lambda n: round(n / 10**spec.decimals, 4))


def written(spec: FieldSpec) -> st.SearchStrategy[Any]:
    """Any value that a field can hold."""
    codes = [choice.code for choice in spec.choices]
    by_kind: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.INTEGER: st.integers(-99_999, 999_999),
        Kind.DECIMAL: numbers(spec),
        Kind.TEXT: st.text(st.characters(exclude_categories=["Cs"]), max_size=8).map(str.strip),
        Kind.TICK: st.booleans(),
        Kind.CHOICE: st.sampled_from(codes or [""]),
        Kind.MULTI: st.lists(st.sampled_from(codes or [""]), unique=True).map(tuple),
        Kind.DATE: st.dates().map(lambda day: day.isoformat()),
        Kind.SEASON: st.sampled_from(["11-15/03-15", "10-01/05-01", "12-01/02-29"]),
        Kind.ID_NUMBER: st.just("11010519491231002X"),
        Kind.PHONE: st.from_regex(r"[0-9]{3,4}-[0-9]{6,7}", fullmatch=True),
        Kind.COORDINATES: st.just("39.1,117.2"),
        Kind.SIZE: st.tuples(st.integers(1, 999), st.integers(1, 999)).map(
            lambda size: f"{size[0] / 100:.2f}x{size[1] / 100:.2f}"
        ),
    }
    return by_kind[spec.kind]


def values(spec: FieldSpec) -> st.SearchStrategy[Value[Any]]:
    """Any answer to a field: a value, or a reason why there is none."""
    empty = st.sampled_from([Empty.UNKNOWN, Empty.NOT_APPLICABLE]).map(told)
    return st.one_of(
        st.builds(
            lambda value, provenance, confirmed: Value(
                value, None, provenance, "乙", AT, confirmed
            ),
            written(spec),
            st.sampled_from(Provenance),
            st.booleans(),
        ),
        empty,
    )


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """Any edit: of a plain field, a view, a row field, or a row that comes or goes."""
    if draw(st.integers(0, 9)) == 0:
        kind = draw(st.sampled_from(list(ROW_KINDS)))
        coming = draw(st.booleans())
        return Edit("@row", told(kind) if coming else Value(), draw(row_ids(kind)))
    field = draw(st.sampled_from(list(all_specs())))
    kind = row_kind_of(field)
    return Edit(field, draw(values(all_specs()[field])), draw(row_ids(kind)) if kind else "")


def row_ids(kind: str) -> st.SearchStrategy[str]:
    """One of the few row ids of a kind."""
    start = 16 * list(ROW_KINDS).index(kind)
    return st.integers(start, start + 3).map(lambda number: f"{number:032x}")


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    """Any survey."""
    survey = blank_survey(DWELLING)
    for edit in draw(st.lists(edits(), max_size=12)):
        survey = apply_edit(survey, edit)
    return survey


@st.composite
def near_sound(draw: st.DrawFn) -> Survey:
    """A survey whose essential fields are answered, but for a few answers at random."""
    survey = sound_survey()
    for edit in draw(st.lists(edits(), max_size=4)):
        survey = apply_edit(survey, edit)
    return survey
