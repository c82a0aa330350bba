"""Answers of an invented brick house for the tests of the window."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.model.change import Edit
from app.model.value import Provenance, Value
from app.store.village import VillageFile, create_village

ANSWERS: dict[str, Any] = {
    "A02": "王建国", "A05": "三组27号", "A06": 2, "A11": True,
    "B03": "brick_timber_1980", "B04": 1985,
    "C01": 5, "C02": 16.5, "C03": 6.4, "C05": 3.0,
    "D02": 400, "E03": "paper",
    "F01": "wd1", "F02": 1.5, "F03": 1.5, "F04": 4, "F05": 2,
    "H01": "avg", "I01": "coal_rad", "I07": 15.0, "I10": "ok_noalarm",
    "K01": 2.6, "K03": 1500, "L06": "none", "M01": "B", "M05": "none",
    "N01": "yes", "N02": 8000,
}  # fmt: skip


def edits(answers: dict[str, Any]) -> list[Edit]:
    """Return the edits that give these answers."""
    now = datetime(2026, 11, 22, 8, tzinfo=UTC)
    return [
        Edit(field, Value(value, None, Provenance.TOLD, "李师傅", now))
        for field, value in answers.items()
    ]


def village_with(folder: Path, *houses: dict[str, Any]) -> list[str]:
    """Make a closed village of houses and return their dwelling ids."""
    with create_village(folder, "官道村", operator="李师傅") as village:
        return [_add(village, answers) for answers in houses]


def _add(village: VillageFile, answers: dict[str, Any]) -> str:
    _household, dwelling = village.add_household("李师傅")
    village.commit(dwelling, edits(answers), operator="李师傅", label="样例")
    return dwelling
