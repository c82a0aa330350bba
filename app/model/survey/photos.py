"""Section P: photos as repeat rows, the slots they stand in, and what a stage asks of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.i18n import Text
from app.model.survey.spec import Choice, FieldClass, FieldSpec, Kind, declare
from app.model.value import Value

PHOTO_ID, PHOTO_SLOT, PHOTO_CAPTION, PHOTO_TIME = "PH01", "PH02", "PH03", "PH04"
MOST = 10
"""Photos in one slot."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for photos of one thing; ``id`` is stored for ever."""

    id: str
    name: Text
    help: Text


SLOTS: Mapping[str, Slot] = MappingProxyType(
    {
        slot.id: slot
        for slot in (
            Slot(
                "P01",
                Text("房子正面(户主站屋前)", "Front with owner"),
                Text(
                    "整座房子拍全，能看清门牌。", "The whole house, with the door number readable."
                ),
            ),
            Slot(
                "P02",
                Text("北墙", "North wall"),
                Text("站远一点，窗户要拍进去。", "Step back; the windows belong in the picture."),
            ),
            Slot(
                "P03",
                Text("屋面或顶棚", "Roof or ceiling"),
                Text(
                    "不要上房，拍屋里顶棚也行。",
                    "Do not climb the roof; the ceiling from inside will do.",
                ),
            ),
            Slot(
                "P04",
                Text("取暖设备", "Heating equipment"),
                Text("连铭牌拍一张。", "With its name plate."),
            ),
            Slot(
                "P05",
                Text("危险部位", "Defects"),
                Text("放一支笔在旁边比大小。", "Lay a pen beside it to show the size."),
            ),
            Slot(
                "P06",
                Text("票据和其他", "Bills, other"),
                Text("身份证、银行卡不要拍进来。", "No identity cards, no bank cards."),
            ),
            Slot(
                "TC4",
                Text("公示照片", "Public notice"),
                Text("公示栏和字都要看清。", "Board and text must be readable."),
            ),
        )
    }
)


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """One photo of the dwelling in one slot."""

    id: str
    photo: Value[str] = declare(
        FieldSpec(
            "PH01",
            Kind.TEXT,
            Text("照片编号", "Photo id"),
            Text("照片文件的指纹，自动填。", "The fingerprint (SHA-256) of the picture file."),
            FieldClass.AUTOMATIC,
            max_length=64,
            why=("archive",),
        )
    )
    slot: Value[str] = declare(
        FieldSpec(
            "PH02",
            Kind.CHOICE,
            Text("照片位置", "Slot of the photo"),
            Text("这张照片拍的是什么。", "What the photo shows."),
            FieldClass.OPTIONAL,
            choices=tuple(Choice(slot.id, slot.name) for slot in SLOTS.values()),
            why=("archive", "R"),
        )
    )
    caption: Value[str] = declare(
        FieldSpec(
            "PH03",
            Kind.TEXT,
            Text("照片说明", "Caption of the photo"),
            Text("例：东山墙裂缝。", "For example: crack in the east gable."),
            FieldClass.OPTIONAL,
            max_length=60,
            personal=True,
            why=("archive",),
        )
    )
    taken_at: Value[str] = declare(
        FieldSpec(
            "PH04",
            Kind.TEXT,
            Text("拍摄时间", "Taken at"),
            Text("从照片里读出的当地时间。", "Local time read from the picture."),
            FieldClass.AUTOMATIC,
            max_length=19,
            why=("archive",),
        )
    )


def in_slot(photos: tuple[PhotoRow, ...], slot: str) -> tuple[PhotoRow, ...]:
    """Return the photos of a slot in the order in which they were put there."""
    return tuple(row for row in photos if row.slot.value == slot and row.photo.known)
