"""The survey of a dwelling as one frozen record, and how to read and change it by field id."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from app.i18n import Text
from app.model.quick import replace
from app.model.survey.appliances import ApplianceRow
from app.model.survey.bills import SOFT_BY_UNIT, Bills
from app.model.survey.devices import DeviceRow
from app.model.survey.dwelling import Dwelling
from app.model.survey.floor_air import AirLeakage, Floor
from app.model.survey.geometry import Geometry, WingRow
from app.model.survey.heating import Heating
from app.model.survey.household import Household
from app.model.survey.openings import VIEWS, Openings, View, WindowRow, first_row_id
from app.model.survey.photos import MOST, SLOTS, PhotoRow
from app.model.survey.record import Record
from app.model.survey.roof import Roof
from app.model.survey.safety import Safety
from app.model.survey.services import Services
from app.model.survey.spec import FieldSpec, specs_of
from app.model.survey.supply import Supply
from app.model.survey.surroundings import Surroundings
from app.model.survey.village import OWN_FIGURE, OwnRow, VillageValues
from app.model.survey.walls import WallRow, Walls
from app.model.survey.wishes import Wishes
from app.model.value import BLANK, Empty, Provenance, Value

Row = WindowRow | WallRow | WingRow | ApplianceRow | DeviceRow | PhotoRow


@dataclass(frozen=True, slots=True)
class Survey:
    """All answers about a dwelling. ``unknown`` keeps what a later release has written."""

    dwelling_id: str
    household: Household = Household()
    dwelling: Dwelling = Dwelling()
    geometry: Geometry = Geometry()
    walls: Walls = Walls()
    roof: Roof = Roof()
    openings: Openings = Openings()
    floor: Floor = Floor()
    air_leakage: AirLeakage = AirLeakage()
    heating: Heating = Heating()
    services: Services = Services()
    bills: Bills = Bills()
    supply: Supply = Supply()
    safety: Safety = Safety()
    wishes: Wishes = Wishes()
    record: Record = Record()
    surroundings: Surroundings = Surroundings()
    windows: tuple[WindowRow, ...] = ()
    wall_rows: tuple[WallRow, ...] = ()
    wings: tuple[WingRow, ...] = ()
    appliances: tuple[ApplianceRow, ...] = ()
    devices: tuple[DeviceRow, ...] = ()
    photos: tuple[PhotoRow, ...] = ()
    unknown: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the survey; ``counted`` if its fields are among the 127."""

    letter: str
    name: Text
    record: type
    attribute: str
    counted: bool = True

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The fields of the page in paper order, views of window rows included."""
        return _fields_of(self.letter, self.record)

    @property
    def aside(self) -> tuple[FieldSpec, ...]:
        """The fields of the section that only a help beside another field asks."""
        return tuple(item for item in specs_of(self.record).values() if item.aside)


@cache
def _fields_of(letter: str, record: type) -> tuple[FieldSpec, ...]:
    views = (view.spec for view in VIEWS.values() if view.spec.id[0] == letter)
    return (*views, *(item for item in specs_of(record).values() if not item.aside))


@dataclass(frozen=True, slots=True)
class RowKind:
    """A kind of repeat row; ``most`` rows at most, shown beside the field ``beside``.

    ``begun``: an answer that asks for rows brings the first one, which must then be filled.
    """

    code: str
    name: Text
    record: type
    attribute: str
    beside: str
    most: int
    begun: bool = True


SECTIONS: tuple[Section, ...] = (
    Section("A", Text("户与家庭", "Household"), Household, "household"),
    Section("B", Text("房屋概况", "Dwelling"), Dwelling, "dwelling"),
    Section("C", Text("尺寸", "Geometry"), Geometry, "geometry"),
    Section("D", Text("外墙", "External walls"), Walls, "walls"),
    Section("E", Text("屋面和顶棚", "Roof and ceiling"), Roof, "roof"),
    Section("F", Text("门窗", "Windows and doors"), Openings, "openings"),
    Section("G", Text("地面", "Floor"), Floor, "floor"),
    Section("H", Text("透风", "Air leakage"), AirLeakage, "air_leakage"),
    Section("I", Text("取暖", "Heating"), Heating, "heating"),
    Section("J", Text("热水做饭和电器", "Hot water, cooking, appliances"), Services, "services"),
    Section("K", Text("用能和花费", "Energy use and bills"), Bills, "bills"),
    Section("L", Text("屋顶和电", "Roof and grid"), Supply, "supply"),
    Section("M", Text("安全和限制", "Safety and constraints"), Safety, "safety"),
    Section("N", Text("打算和出资", "Wishes and funding"), Wishes, "wishes"),
    Section("Q", Text("调查记录", "Survey record"), Record, "record"),
    Section("R", Text("房间和周围", "Rooms and surroundings"), Surroundings, "surroundings", False),
)
ROW_KINDS: Mapping[str, RowKind] = MappingProxyType(
    {
        kind.code: kind
        for kind in (
            RowKind("window", Text("窗", "Windows"), WindowRow, "windows", "F08", 12),
            RowKind(
                "wall", Text("不一样的墙", "Walls that differ"), WallRow, "wall_rows", "D06", 4
            ),
            RowKind("wing", Text("取暖的厢房", "Heated wings"), WingRow, "wings", "C09", 3),
            RowKind(
                "appliance",
                Text("逐台取暖设备", "Heating appliances one by one"),
                ApplianceRow,
                "appliances",
                "I05",
                8,
                begun=False,
            ),
            RowKind(
                "device",
                Text("逐台电器", "Appliances one by one"),
                DeviceRow,
                "devices",
                "J05",
                12,
                begun=False,
            ),
            RowKind("photo", Text("照片", "Photos"), PhotoRow, "photos", "P01", MOST * len(SLOTS)),
        )
    }
)
RESERVED_IDS = tuple(SLOTS)
"""Ids of the photo slots of section P, which no other field may take."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field is stored: attribute ``name`` of section or row kind ``holder``."""

    holder: str
    name: str
    spec: FieldSpec
    row_kind: str = ""


@cache
def places() -> Mapping[str, Place]:
    """Return field id -> place of everything stored in a survey."""
    found: dict[str, Place] = {}
    for section in SECTIONS:
        for name, item in specs_of(section.record).items():
            found[item.id] = Place(section.attribute, name, item)
    for kind in ROW_KINDS.values():
        for name, item in specs_of(kind.record).items():
            found[item.id] = Place(kind.attribute, name, item, kind.code)
    return MappingProxyType(found)


@cache
def all_specs() -> Mapping[str, FieldSpec]:
    """Return field id -> specification in paper order; rows follow their section."""
    found: dict[str, FieldSpec] = {}
    for section in SECTIONS:
        found.update((item.id, item) for item in (*section.fields, *section.aside))
        for kind in ROW_KINDS.values():
            if kind.beside[0] == section.letter:
                found.update((item.id, item) for item in specs_of(kind.record).values())
    found.update((item.id, item) for item in specs_of(PhotoRow).values())  # on a page of their own
    return MappingProxyType(found)


@cache
def village_specs() -> Mapping[str, FieldSpec]:
    """Return field id -> specification of the plain village values."""
    return MappingProxyType({item.id: item for item in specs_of(VillageValues).values()})


@cache
def village_row_specs() -> Mapping[str, FieldSpec]:
    """Return field id -> specification of the village values that stand in rows."""
    return MappingProxyType({item.id: item for item in specs_of(OwnRow).values()})


@cache
def _village_names() -> Mapping[str, str]:
    return {item.id: name for name, item in specs_of(VillageValues).items()}


def spec(field_id: str) -> FieldSpec:
    """Return the specification of a field of survey or village; KeyError if there is none."""
    found = all_specs().get(field_id) or village_specs().get(field_id)
    return found if found is not None else village_row_specs()[field_id]


def row_kind_of(field_id: str) -> str:
    """Return the kind of row that holds a field, empty for a plain field."""
    place = places().get(field_id)
    return place.row_kind if place else ""


def blank_survey(dwelling_id: str) -> Survey:
    """Return a survey without any answer."""
    return Survey(dwelling_id)


def rows(survey: Survey, kind: str) -> tuple[Any, ...]:
    """Return the rows of a kind in the order in which they were added."""
    found: tuple[Any, ...] = getattr(survey, ROW_KINDS[kind].attribute)
    return found


def find_row(survey: Survey, row_id: str) -> Row | None:
    """Return the row with this id."""
    for kind in ROW_KINDS:
        for row in rows(survey, kind):
            if row.id == row_id:
                found: Row = row
                return found
    return None


def with_row(survey: Survey, kind: str, row_id: str) -> Survey:
    """Return the survey with a row added; the first front and back windows know their side.

    An id that is there already stays the row that it is.
    """
    if find_row(survey, row_id) is not None:
        return survey
    row = ROW_KINDS[kind].record(row_id)
    for side in ("S", "N"):
        if kind == "window" and row_id == first_row_id(survey.dwelling_id, side):
            row = replace(row, side=Value(side, None, Provenance.DERIVED))
    attribute = ROW_KINDS[kind].attribute
    held: Any = (*getattr(survey, attribute), row)
    return replace(survey, **{attribute: held})


def without_row(survey: Survey, row_id: str) -> Survey:
    """Return the survey without a row."""
    for kind in ROW_KINDS.values():
        kept: Any = tuple(row for row in rows(survey, kind.code) if row.id != row_id)
        survey = replace(survey, **{kind.attribute: kept})
    return survey


def value_of(survey: Survey, field_id: str, row: str = "") -> Value[Any]:
    """Return the answer to a field; of ``row`` for a field of repeat rows."""
    if field_id in VIEWS:
        return _shown(survey, VIEWS[field_id])
    place = places()[field_id]
    if not place.row_kind:
        found: Value[Any] = getattr(getattr(survey, place.holder), place.name)
        return found
    held = (item for item in getattr(survey, place.holder) if item.id == row)
    item = next(held, None)
    return BLANK if item is None else getattr(item, place.name)


def with_value(survey: Survey, field_id: str, value: Value[Any], row: str = "") -> Survey:
    """Return the survey with one answer changed; a row that is missing is added."""
    if field_id in VIEWS:
        view = VIEWS[field_id]
        target = first_row_id(survey.dwelling_id, view.side)
        for part, item in parts_of_view(view, value):
            survey = with_value(survey, part, item, target)
        return survey
    place = places()[field_id]
    if not place.row_kind:
        holder = replace(getattr(survey, place.holder), **{place.name: value})
        return replace(survey, **{place.holder: holder})
    if not row:
        raise ValueError(f"{field_id} belongs to a row")
    survey = with_row(survey, place.row_kind, row)
    changed: Any = tuple(
        replace(item, **{place.name: value}) if item.id == row else item
        for item in getattr(survey, place.holder)
    )
    return replace(survey, **{place.holder: changed})


def with_values(survey: Survey, values: Mapping[str, Value[Any]]) -> Survey:
    """Return the survey with answers changed by field id, each section copied once."""
    changed: dict[str, dict[str, Value[Any]]] = {}
    for field_id, value in values.items():
        place = None if field_id in VIEWS else places()[field_id]
        if place is None or place.row_kind:
            survey = with_value(survey, field_id, value)
        else:
            changed.setdefault(place.holder, {})[place.name] = value
    sections: Any = {
        holder: replace(getattr(survey, holder), **parts) for holder, parts in changed.items()
    }
    return replace(survey, **sections) if sections else survey


def _shown(survey: Survey, view: View) -> Value[Any]:
    row = first_row_id(survey.dwelling_id, view.side)
    values = [value_of(survey, part, row) for part in view.shows]
    if len(values) == 1:
        return values[0]
    width, height = values
    if width.value is None or height.value is None:
        return width if width.value is None else height
    return dataclasses.replace(width, value=size_text(width.value, height.value))


def parts_of_view(view: View, value: Value[Any]) -> tuple[tuple[str, Value[Any]], ...]:
    """Return the row fields that a view stores, each with its own value."""
    if len(view.shows) == 1 or value.value is None:
        return tuple((part, value) for part in view.shows)
    numbers = size_numbers(str(value.value))
    return tuple(
        (part, dataclasses.replace(value, value=number))
        for part, number in zip(view.shows, numbers, strict=True)
    )


def size_text(width: float, height: float) -> str:
    """Return "width x height" [m] as one text."""
    return f"{width:.2f}x{height:.2f}"


def size_numbers(text: str) -> tuple[float, float]:
    """Return width and height [m] of such a text."""
    width, height = text.split("x")
    return float(width), float(height)


def is_asked(survey: Survey, declared: FieldSpec, row: str = "") -> bool:
    """Tell whether a conditional field is asked, given the answers (and defaults) so far."""
    asked = declared.asked_when
    if asked is None:
        return True
    answer = value_of(survey, asked.field, row if row_kind_of(asked.field) else "").value
    given = answer if isinstance(answer, tuple) else (answer,)
    return any(code in asked.codes for code in given)


def in_chosen_unit(survey: Survey, declared: FieldSpec) -> FieldSpec:
    """Return the declaration with the unit (and its usual range) that this house's answer has."""
    code = value_of(survey, declared.unit_field).value if declared.unit_field else None
    chosen = spec(declared.unit_field).choice(code) if code else None
    if chosen is None:
        return declared
    soft = SOFT_BY_UNIT.get((declared.id, chosen.code), declared.soft)
    return dataclasses.replace(declared, unit=chosen.label.zh, soft=soft)


def village_value(village: VillageValues, field_id: str) -> Value[Any]:
    """Return a value of the village."""
    found: Value[Any] = getattr(village, _village_names()[field_id])
    return found


def with_village_value(
    village: VillageValues, field_id: str, value: Value[Any], row: str = ""
) -> VillageValues:
    """Return the village values with one changed; a row of its own for each V33, by row id."""
    if field_id != OWN_FIGURE:
        changed: Any = {_village_names()[field_id]: value}
        return replace(village, **changed)
    if not row:
        raise ValueError(f"{field_id} belongs to a row")
    others = {item.id: item for item in village.own if item.id != row}
    if value.empty is not Empty.BLANK:
        others[row] = OwnRow(row, value)
    return replace(village, own=tuple(others[key] for key in sorted(others)))


def answered(value: Value[Any]) -> bool:
    """Tell whether somebody answered, be it "not known"."""
    return value.empty is not Empty.BLANK


def values_of(survey: Survey) -> tuple[tuple[str, str, Value[Any]], ...]:
    """Return (field id, row id, value) of everything stored, in paper order."""
    plain = [
        (item.id, "", getattr(getattr(survey, section.attribute), name))
        for section in SECTIONS
        for name, item in specs_of(section.record).items()
    ]
    repeated = [
        (item.id, row.id, getattr(row, name))
        for kind in ROW_KINDS.values()
        for row in rows(survey, kind.code)
        for name, item in specs_of(kind.record).items()
    ]
    return (*plain, *repeated)
