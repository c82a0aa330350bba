"""What a consent rests on, entered as a village would: TC1 to TC8 and a photo of the notice."""

from datetime import date, timedelta
from typing import Any

from app.model.change import Edit
from app.model.ids import new_id
from app.model.value import known
from app.store.village import VillageFile


def signing_edits(today: date | None = None, **changes: Any) -> list[Edit]:
    """Return the edits; a notice of seven days that ended the day before ``today``."""
    at = today or date.today()

    def ago(days: int) -> str:
        return (at - timedelta(days=days)).isoformat()

    said = {
        "TC1": ago(20), "TC2A": ago(12), "TC2B": 23, "TC3A": ago(7), "TC3B": ago(1),
        "TC5A": ago(0), "TC5B": "sign", "TC6A": "镇批1号", "TC6B": "区批2号", "TC7": "协3号",
        "TC8A": True, **changes,
    }  # fmt: skip
    photo = new_id()
    return [
        *(Edit(field, known(value)) for field, value in said.items() if value is not None),
        Edit("@row", known("photo"), photo),
        Edit("PH01", known("ab" * 32), photo),
        Edit("PH02", known("TC4"), photo),
    ]


def sign(village: VillageFile, dwelling: str, **changes: Any) -> None:
    """Enter all that a consent rests on; None leaves a field blank."""
    village.commit(dwelling, signing_edits(**changes), operator="李师傅", label="同意")
