"""What the page of photos knows: the photos of the village, those of the house, what is free."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.i18n import gettext as _
from app.i18n import language
from app.model.change import Edit
from app.model.ids import new_id
from app.model.photo import Photo, PhotoUse, Visit
from app.model.survey.gates import STAGE_NAMES, SURVEY_STAGES, photo_problems, photos_needed
from app.model.survey.photos import (
    MOST,
    PHOTO_CAPTION,
    PHOTO_ID,
    PHOTO_SLOT,
    PHOTO_TIME,
    SLOTS,
    PhotoRow,
    in_slot,
)
from app.model.value import Provenance, Value
from app.ui.house import House
from app.ui.texts import separator, short_label
from app.ui.widgets.photo_list import Shown

if TYPE_CHECKING:
    from app.store.village import VillageFile


@dataclass(frozen=True, slots=True)
class Album:
    """The photos of the village as they were read: by id, who shows them, who is proposed."""

    photos: Mapping[str, Photo] = field(default_factory=dict)
    uses: Mapping[str, Sequence[PhotoUse]] = field(default_factory=dict)
    proposals: Mapping[str, Visit] = field(default_factory=dict)


def read_album(village: "VillageFile") -> Album:
    """Read everything that the page shows; runs off the window's thread."""
    from app.services.photos import houses_of, local_offset  # the decoder is heavy

    photos = village.album.photos()
    proposals = houses_of(photos, village.album.visits(local_offset()))
    return Album({photo.id: photo for photo in photos}, village.album.uses(), proposals)


def free_photos(album: Album, house: House | None) -> list[Photo]:
    """Return the photos that no house shows, as the house at hand stands on the screen."""
    here = house.dwelling_id if house is not None else ""
    held = {row.photo.value for row in house.survey.photos} if house is not None else set()
    return [
        photo
        for photo in album.photos.values()
        if photo.id not in held
        and not [use for use in album.uses.get(photo.id, ()) if use.dwelling_id != here]
    ]


def others_with(album: Album, house: House, photo_id: str) -> list[str]:
    """Return the codes of other houses that show the same photo (X19)."""
    uses = album.uses.get(photo_id, ())
    return sorted({use.code for use in uses if use.dwelling_id != house.dwelling_id})


def shown_row(album: Album, house: House, row: PhotoRow) -> Shown:
    """Return a photo of a slot as the list shows it."""
    photo_id = str(row.photo.value)
    words = [str(row.caption.value or ""), clock(str(row.taken_at.value or ""))]
    if others := others_with(album, house, photo_id):
        words.append(also_used(others))
    return Shown(photo_id, row.id, "", "  ".join(word for word in words if word))


def also_used(codes: Sequence[str]) -> str:
    """Return the finding X19."""
    return _("⚠ House {codes} shows this very photo too: whose is it?").format(
        codes=", ".join(codes)
    )


def shown_free(album: Album, photo: Photo, mine: str) -> Shown:
    """Return a free photo as the tray shows it: time, and the house it may belong to."""
    visit = album.proposals.get(photo.id)
    words = clock(photo.taken_at)
    if visit is not None and visit.dwelling_id != mine:
        words = f"{photo.taken_at[11:16]} → {visit.head_name or visit.code}"
    return Shown(photo.id, "", words, f"{photo.name}  {photo.taken_at.replace('T', ' ')}")


def clock(at: str) -> str:
    """Return day and minute of a stored local time."""
    return at[5:16].replace("T", " ")


def slots_of(album: Album, house: House | None) -> dict[str, list[Shown]]:
    """Return slot -> photos of the house."""
    if house is None:
        return {}
    return {
        slot: [shown_row(album, house, row) for row in in_slot(house.survey.photos, slot)]
        for slot in SLOTS
    }


def lacking_of(house: House | None) -> dict[str, tuple[int, str]]:
    """Return slot -> (photos lacking, first stage that asks for them)."""
    found: dict[str, tuple[int, str]] = {}
    if house is None:
        return found
    for stage in SURVEY_STAGES:
        for slot, needed in photos_needed(house.survey, stage).items():
            lacking = needed - len(in_slot(house.survey.photos, slot))
            if lacking > 0 and slot not in found:
                found[slot] = (lacking, STAGE_NAMES[stage].get(language()))
    return found


def stage_words(house: House) -> list[tuple[bool, str]]:
    """Return for each stage whether its photos are there, and a line that says so."""
    lines = []
    for stage in SURVEY_STAGES:
        lacking = photo_problems(house.survey, stage)
        name = STAGE_NAMES[stage].get(language())
        slots = separator().join(
            f"{int(problem.field[1:])} {_slot_name(problem.field)}" for problem in lacking
        )
        if lacking:
            lines.append(
                (False, _("{stage}: photos lacking: {slots}").format(stage=name, slots=slots))
            )
        else:
            lines.append((True, _("{stage}: photos complete").format(stage=name)))
    return lines


def _slot_name(slot: str) -> str:
    return short_label(SLOTS[slot].name.get(language()))


def put(house: House, items: Sequence[Shown], slot: str, album: Album) -> str:
    """Put photos into a slot as one step; returns a sentence if they do not go in."""
    moving = [item for item in items if _slot_in(house, item.row) != slot]
    held = len(in_slot(house.survey.photos, slot))
    if held + len(moving) > MOST:
        return _("“{slot}” holds {n} photos at most. Take one out first (Del).").format(
            slot=_slot_name(slot), n=MOST
        )
    edits = [edit for item in moving for edit in _edits(house, item, slot, album)]
    if edits:
        house.apply(edits, _("photo → {slot}").format(slot=_slot_name(slot)))
    return ""


def _slot_in(house: House, row_id: str) -> str:
    found = (row for row in house.survey.photos if row.id == row_id)
    return next((str(row.slot.value) for row in found), "")


def _edits(house: House, item: Shown, slot: str, album: Album) -> list[Edit]:
    said = _sayer(house)
    if item.row:
        return [Edit(PHOTO_SLOT, said(slot), item.row)]
    row = new_id()
    photo = album.photos.get(item.photo)
    edits = [
        Edit("@row", said("photo"), row),
        Edit(PHOTO_ID, said(item.photo, Provenance.DERIVED), row),
        Edit(PHOTO_SLOT, said(slot), row),
    ]
    if photo is not None and photo.taken_at:
        edits.append(Edit(PHOTO_TIME, said(photo.taken_at, Provenance.DERIVED), row))
    return edits


def take_out(house: House, items: Sequence[Shown]) -> None:
    """Take photos out of their slots as one step; undo puts them back."""
    gone: Value[Any] = Value(operator=house.session.operator, at=datetime.now(UTC))
    edits = [Edit("@row", gone, item.row) for item in items if item.row]
    if edits:
        house.apply(edits, _("photo taken out"))


def write_caption(house: House, item: Shown, text: str) -> None:
    """Write what a photo shows."""
    value: Value[Any] = Value(operator=house.session.operator, at=datetime.now(UTC))
    house.apply(
        [Edit(PHOTO_CAPTION, _sayer(house)(text) if text else value, item.row)], _("caption")
    )


def _sayer(house: House) -> Callable[..., Value[Any]]:
    def said(value: Any, source: Provenance = Provenance.TOLD) -> Value[Any]:
        return Value(value, None, source, house.session.operator, datetime.now(UTC))

    return said
