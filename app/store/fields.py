"""What the store must know of a field: whose it is, whether it is personal, how it is written."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from app.model.change import Change, Json, Subject
from app.model.survey import VillageValues, all_specs
from app.model.survey.spec import FieldSpec, Kind, specs_of
from app.model.value import Empty, Provenance, Value

ROW = "@row"
CODE = "@code"
HOUSEHOLD = "@household"
NUMBER = "@number"
STATE = "@state"
VILLAGE = "@village"
WITHDRAWAL = "@withdrawal"
WITHDRAWN = "withdrawn"  # empty kind of a personal value whose key is destroyed
STATES = (
    *("draft", "surveyed", "assessed", "planned", "consented", "construction", "accepted"),
    *("verified", "rework", "paused", "withdrawn", "ineligible"),
)
_STRUCTURE = frozenset((CODE, HOUSEHOLD, NUMBER, STATE, VILLAGE, WITHDRAWAL))


@cache
def village_specs() -> Mapping[str, tuple[str, FieldSpec]]:
    """Return field id -> (attribute, specification) of the village values."""
    return {spec.id: (name, spec) for name, spec in specs_of(VillageValues).items()}


def spec_of(field: str) -> FieldSpec | None:
    """Return the specification of a field of survey or village, None if this release has none."""
    found: FieldSpec | None = all_specs().get(field)
    if found is None and field in village_specs():
        found = village_specs()[field][1]
    return found


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
    village = (field for field, (_name, spec) in village_specs().items() if spec.personal)
    return frozenset(f for f, spec in all_specs().items() if spec.personal) | frozenset(village)


def is_id_number(field: str) -> bool:
    """Tell whether the field holds a national identity number."""
    found = spec_of(field)
    return found is not None and found.kind is Kind.ID_NUMBER


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
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    raise ValueError(f"no field holds {value!r}")


def clean(text: str) -> str:
    """Replace halves of surrogate pairs, which some input methods leave and no file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def fits(spec: FieldSpec, value: Json) -> bool:
    """Tell whether a value is of the type its field asks for."""
    if value is None:
        return True
    if spec.kind is Kind.MULTI:
        return isinstance(value, list)
    if spec.kind is Kind.TICK:
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if spec.kind is Kind.INTEGER:
        return isinstance(value, int)
    if spec.kind is Kind.DECIMAL:
        return isinstance(value, int | float)
    return isinstance(value, str)


def value_of_change(change: Change) -> Value[object]:
    """Return what a change says as a survey value.

    A value of a type that its field cannot have (a file from elsewhere) counts as unknown.
    """
    value, empty = change.value, change.empty
    found = spec_of(change.field)
    if found is not None and not fits(found, value):
        value, empty = None, Empty.UNKNOWN
    kind = None
    if value is None:
        kind = Empty(empty) if empty in set(Empty) else Empty.BLANK
    provenance = Provenance(change.provenance) if change.provenance in set(Provenance) else None
    shown = tuple(value) if isinstance(value, list) else value
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
