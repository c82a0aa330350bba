"""Grey values: what stands in for an answer nobody has given, and where it comes from."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from app.model.assessment import Mark
from app.model.catalogue import Archetype
from app.model.survey import derived
from app.model.survey.openings import VIEWS
from app.model.survey.spec import DefaultSource, FieldClass, FieldSpec, Kind
from app.model.survey.village import VillageValues
from app.model.survey.whole import (
    Survey,
    all_specs,
    is_asked,
    row_kind_of,
    value_of,
    values_of,
    village_specs,
    village_value,
    with_value,
    with_values,
)
from app.model.value import Empty, Provenance, Value


class Default(NamedTuple):
    """A default, where it comes from (``origin``: archetype, village field or answer), its mark."""

    value: Any
    source: DefaultSource
    origin: str
    mark: Mark | None


def is_open(declared: FieldSpec, value: Value[Any]) -> bool:
    """Tell whether a default may stand in: nobody answered, or only a default was kept."""
    if value.value is None:
        return value.empty is not Empty.NOT_APPLICABLE
    if declared.field_class is FieldClass.AUTOMATIC:
        return value.provenance in (Provenance.DERIVED, Provenance.DEFAULT)
    return value.provenance is Provenance.DEFAULT and not value.confirmed


def defaults_for(
    survey: Survey,
    archetype: Archetype | None,
    village: VillageValues | None = None,
    today: date | None = None,
) -> dict[str, Default]:
    """Return the default of every field that has one, essential and row fields left out.

    Fields that somebody has answered are in it too: what the default would be.
    """
    return _defaults(
        survey, archetype, _given_defaults(archetype, village or VillageValues()), today
    )


def _defaults(
    survey: Survey,
    archetype: Archetype | None,
    given: Mapping[str, Default],
    today: date | None,
) -> dict[str, Default]:
    """Return the defaults that were given, and those that follow from answers and from them."""
    found = dict(given)
    filled = _filled(survey, found)
    for field, rule in _DERIVED.items():
        value = rule(filled, archetype)
        if value is not None:
            found[field] = Default(value, DefaultSource.DERIVED, _origin(field), None)
            filled = _filled(filled, {field: found[field]})
    if today is not None:
        found["Q01"] = Default(today.isoformat(), DefaultSource.DERIVED, "today", None)
    return {field: item for field, item in found.items() if is_asked(filled, all_specs()[field])}


def _given_defaults(archetype: Archetype | None, village: VillageValues) -> dict[str, Default]:
    found = {}
    for field, declared in all_specs().items():
        if declared.field_class is FieldClass.ESSENTIAL or row_kind_of(field):
            continue
        item = _of_archetype(declared, archetype) or _of_village(declared, village)
        item = item or _fixed(declared)
        if item is not None:
            found[field] = item
    return found


def _of_archetype(declared: FieldSpec, archetype: Archetype | None) -> Default | None:
    given = archetype.fields.get(declared.id) if archetype else None
    if archetype is None or given is None:
        return None
    value: Any = given.value
    if declared.kind is Kind.INTEGER:
        value = round(float(value))
    elif declared.kind is Kind.DECIMAL:
        value = float(value)
    return Default(value, DefaultSource.ARCHETYPE, archetype.id, given.mark)


def _of_village(declared: FieldSpec, village: VillageValues) -> Default | None:
    if declared.default_source is not DefaultSource.VILLAGE:
        return None
    own = village_value(village, declared.default_field)
    if own.value is not None:
        return Default(own.value, DefaultSource.VILLAGE, declared.default_field, None)
    if declared.id == "K04" and village.programme.value == "electricity":
        return Default("tou", DefaultSource.VILLAGE, "V13", "C")
    usual = village_specs()[declared.default_field].default_value
    value = declared.default_value if usual is None else usual
    return Default(value, DefaultSource.VILLAGE, declared.default_field, "C")


def _fixed(declared: FieldSpec) -> Default | None:
    if declared.default_value is None:
        return None
    source = declared.default_source
    if source is None or source is DefaultSource.ARCHETYPE:  # the archetype does not say
        source = DefaultSource.FIXED
    return Default(declared.default_value, source, "", "C")


def proposals_for(
    survey: Survey, archetype: Archetype | None, village: VillageValues | None = None
) -> dict[str, Default]:
    """Return what the calculation takes for essential fields without an answer.

    They are proposals only: the field still counts as missing. ``survey`` has its defaults
    filled in (:func:`with_defaults`), because sizes of windows follow from them.
    """
    if archetype is None:
        return {}
    found = {}
    for field, declared in all_specs().items():
        if declared.field_class is FieldClass.ESSENTIAL:
            item = _of_archetype(declared, archetype)
            if item is not None:
                found[field] = item
    programme = (village or VillageValues()).programme.value
    if programme is not None and "I01" in found:
        system = derived.system_of_programme(programme, str(found["I01"].value))
        found["I01"] = Default(system, DefaultSource.VILLAGE, "V13", "B")
    filled = _filled(survey, found)
    for field, value in derived.essentials(filled, archetype).items():
        found[field] = Default(value, DefaultSource.ARCHETYPE, archetype.id, "C")
    return found


_DERIVED: Mapping[str, Callable[[Survey, Archetype | None], Any]] = {
    "E01": derived.roof_form,
    "F06": derived.back_window_type,
    "F07": derived.back_window_size,
    "I04": derived.emitter,
    "I08": derived.night,
    "C06": derived.floor_area,
    "C07": derived.heated_area,
    "L01": derived.usable_roof_area,
}


def _origin(field: str) -> str:
    return {"F06": "F01", "I04": "I01", "I08": "I01"}.get(field, "")


def _filled(survey: Survey, found: Mapping[str, Default]) -> Survey:
    specs = all_specs()
    fresh = {}
    for field, item in found.items():
        held = value_of(survey, field)
        if is_open(specs[field], held):
            value = _as_value(item, specs[field])
            if field in VIEWS or value != held:  # a view holds more than it shows
                fresh[field] = value
    return with_values(survey, fresh)


def _as_value(item: Default, declared: FieldSpec) -> Value[Any]:
    automatic = declared.field_class is FieldClass.AUTOMATIC
    return Value(item.value, None, Provenance.DERIVED if automatic else Provenance.DEFAULT)


def with_defaults(
    survey: Survey,
    village: VillageValues | None,
    archetype: Archetype | None,
    today: date | None = None,
) -> Survey:
    """Return the survey with its grey values; essential fields stay as they are."""
    given = _given_defaults(archetype, village or VillageValues())
    return _grey(survey, archetype, given, today)


def _grey(
    survey: Survey,
    archetype: Archetype | None,
    given: Mapping[str, Default],
    today: date | None,
) -> Survey:
    return _with_row_defaults(_filled(survey, _defaults(survey, archetype, given, today)))


def _with_row_defaults(survey: Survey) -> Survey:
    for field, row, value in values_of(survey):
        declared = all_specs()[field]
        if not row or not declared.default_field or not is_open(declared, value):
            continue
        whole = value_of(survey, declared.default_field)
        if whole.known:
            item = Value(whole.value, None, Provenance.DEFAULT)
            survey = with_value(survey, field, item, row)
    return survey


class Resolved(NamedTuple):
    """A survey without blanks, and the default of each field that has one."""

    survey: Survey
    defaults: Mapping[str, Default]


def resolved(
    survey: Survey,
    village: VillageValues | None,
    archetype: Archetype | None,
    today: date | None = None,
) -> Resolved:
    """Return the survey with every blank or unknown answer filled that has a default.

    Also the essential ones, with the proposals of the archetype; automatic fields are
    calculated (U-values, air change, confidence and bill ratio need more and stay blank).
    """
    given = _given_defaults(archetype, village or VillageValues())
    found = _defaults(survey, archetype, given, today)
    grey = _with_row_defaults(_filled(survey, found))
    proposals = proposals_for(grey, archetype, village)
    whole = _filled(grey, proposals)
    if whole is grey and today is None:  # nothing that the defaults could follow from has changed
        return Resolved(grey, {**proposals, **found})
    filled = _grey(whole, archetype, given, today)
    return Resolved(filled, {**proposals, **_defaults(filled, archetype, given, None)})


def resolve_defaults(
    survey: Survey,
    village: VillageValues | None,
    archetype: Archetype | None,
    today: date | None = None,
) -> Survey:
    """Return the survey of :func:`resolved`."""
    return resolved(survey, village, archetype, today).survey
