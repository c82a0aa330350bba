"""What the store must know of a field: whose it is, whether it is personal, how it is written."""

from datetime import UTC, datetime
from functools import cache

from app.model.change import Change, Json, Subject
from app.model.stages import stage_row_kind, stage_specs
from app.model.stages.rows import ACCOUNT_DIGITS, is_account_end
from app.model.survey import all_specs, row_kind_of, village_row_specs, village_specs
from app.model.survey.jsonform import fits
from app.model.survey.spec import FieldSpec, Kind
from app.model.value import Empty, Provenance, Value

ROW = "@row"
CODE = "@code"
HOUSEHOLD = "@household"
NUMBER = "@number"
STATE = "@state"
REASON = "@reason"  # of a step back, in a row of its own: two of them never contradict
EVIDENCE = "@evidence"  # what a stage rests on, as texts "name=value", in a row of its own
VILLAGE = "@village"
WITHDRAWAL = "@withdrawal"
ARRANGEMENT = "TP5"
ARRANGED = frozenset((ARRANGEMENT,))
"""Fields of a dwelling that are no answers: each is written whole and undone by itself."""
WITHDRAWN = "withdrawn"  # empty kind of a personal value whose key is destroyed
STATES = (
    *("draft", "surveyed", "assessed", "planned", "consented", "construction", "accepted"),
    *("verified", "rework", "paused", "withdrawn", "ineligible"),
)
_STRUCTURE = frozenset((CODE, HOUSEHOLD, NUMBER, STATE, REASON, EVIDENCE, VILLAGE, WITHDRAWAL))


def spec_of(field: str) -> FieldSpec | None:
    """Return the specification of a field of survey, stages or village, None if there is none."""
    return (
        all_specs().get(field)
        or stage_specs().get(field)
        or village_specs().get(field)
        or village_row_specs().get(field)
    )


def row_kind(field: str) -> str:
    """Return the kind of row that holds a field of survey or stages, empty for a plain field."""
    return row_kind_of(field) or stage_row_kind(field)


def is_structure(field: str) -> bool:
    """Tell whether the field says what exists (codes, states) rather than what was surveyed."""
    return field in _STRUCTURE


def is_personal(field: str) -> bool:
    """Tell whether values of the field are encrypted and never leave in a data package."""
    found = spec_of(field)
    return found is not None and found.personal


@cache
def personal_fields() -> frozenset[str]:
    """Return the ids of all personal fields."""
    everything = (*all_specs().values(), *stage_specs().values(), *village_specs().values())
    return frozenset(spec.id for spec in everything if spec.personal)


def is_id_number(field: str) -> bool:
    """Tell whether the field holds a national identity number."""
    found = spec_of(field)
    return found is not None and found.kind is Kind.ID_NUMBER


def is_too_much_of_an_account(field: str, value: object) -> bool:
    """Tell whether a value holds more of a bank account than its last four digits."""
    return field == ACCOUNT_DIGITS and not is_account_end(str(value))


def subject_of(field: str) -> Subject:
    """Return whose value it is: personal answers of section A go with the household."""
    return "household" if field.startswith("A") and is_personal(field) else "dwelling"


def to_json(value: object) -> Json:
    """Return a field value as a file holds it.

    Raises
    ------
    ValueError
        If the value is of no type that a field can have.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float) and value - value == 0:  # neither infinite nor NaN
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return [clean(item) for item in value]
    raise ValueError(f"no field holds {value!r}")


def clean(text: str) -> str:
    """Replace halves of surrogate pairs, which some input methods leave and no file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def value_of_change(change: Change) -> Value[object]:
    """Return what a change says as a survey value.

    A value of a type that its field cannot have (a file from elsewhere) counts as unknown.
    """
    value, empty = change.value, change.empty
    found = spec_of(change.field)
    if found is not None and value is not None and not fits(found, value):
        value, empty = None, Empty.UNKNOWN
    kind = None
    if value is None:
        kind = Empty(empty) if empty in set(Empty) else Empty.BLANK
    provenance = Provenance(change.provenance) if change.provenance in set(Provenance) else None
    shown = tuple(value) if isinstance(value, list) else value
    if found is not None and found.kind is Kind.DECIMAL and isinstance(shown, int):
        shown = float(shown)
    return Value(shown, kind, provenance, change.operator, _time(change.at), change.confirmed)


def _time(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def now() -> str:
    """Return the present time, UTC, ISO 8601 to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
