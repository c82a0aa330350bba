"""A house now and after a package in nine lines (S13); two uses apart: same warmth, and warmer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.model.assessment import Assessment, EnergyAccount, Package, Range, UseState
from app.model.catalogue.supply import COALS

Line = Literal[
    "level", "cost", "coal", "electricity", "coldest", "air", "smoke", "carbon", "danger"
]
LINES: tuple[Line, ...] = (
    "level",
    "cost",
    "coal",
    "electricity",
    "coldest",
    "air",
    "smoke",
    "carbon",
    "danger",
)
Use = Literal["same", "warmer"]
FIRES = ("coal_rad", "coal_room", "kang", "bio")
ALARM, STOVE_OUT = "CO_ALARM", "STOVE_OUT"
Smoke = Literal["none", "alarm", "no_alarm", "defective", "unknown"]
"""A fire indoors: none, with alarm, without, flue defective, or nobody has told."""


@dataclass(frozen=True, slots=True)
class Side:
    """One column: ``cost`` [yuan/winter], ``coal`` [kg/a], ``electricity`` [kWh/a], ``carbon``
    [kg CO₂/a] in actual use; ``coldest`` [°C] January mean of the coldest heated room without
    heating, ``theta_set`` [°C] kept with it; ``air`` [1/h] and ``level`` in standard use.
    """

    level: int | None
    cost: float
    coal: float
    electricity: float
    coldest: float | None
    theta_set: float
    air: float
    smoke: Smoke
    carbon: float
    danger: str


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Now and afterwards, and what is saved a year [yuan/a] with each use, never mixed."""

    now: Side
    same: Side
    warmer: Side
    saved_same: Range
    saved_warmer: Range
    theta_gain: float


def before_after(
    assessment: Assessment, package: Package, answers: Mapping[str, object]
) -> BeforeAfter:
    """Return both columns; ``answers`` by survey field (I01, I05, I10, M01)."""
    smoke, danger = _smoke(answers), str(answers.get("M01") or "")
    ids = {measure.id for measure in package.measures}
    level = assessment.label.level if assessment.label is not None else None
    after = package.label.level if package.label is not None else None
    clean = _smoke_after(smoke, ids)
    now = _side(assessment.actual, assessment.standard, level, smoke, danger)
    return BeforeAfter(
        now=now,
        same=_side(package.actual, package.standard, after, clean, danger),
        warmer=_side(package.actual_warmer, package.standard, after, clean, danger),
        saved_same=package.saved_same_warmth,
        saved_warmer=package.saved_warmer,
        theta_gain=package.theta_gain,
    )


def _side(used: UseState, standard: UseState, level: int | None, smoke: Smoke, danger: str) -> Side:
    account = used.account
    return Side(
        level=level,
        cost=sum(line.cost for line in account.lines if line.use == "heating"),
        coal=_amount(account, COALS),
        electricity=_amount(account, ("electricity",)),
        coldest=standard.theta_without,
        theta_set=used.theta_set,
        air=standard.n_air,
        smoke=smoke,
        carbon=account.co2,
        danger=danger,
    )


def _amount(account: EnergyAccount, carriers: tuple[str, ...]) -> float:
    return sum(line.amount for line in account.lines if line.carrier in carriers)


def _smoke(answers: Mapping[str, object]) -> Smoke:
    told: dict[str, Smoke] = {
        "ok_alarm": "alarm",
        "ok_noalarm": "no_alarm",
        "bad": "defective",
        "na": "none",
    }
    flue = str(answers.get("I10") or "")
    if flue in told:
        return told[flue]
    beside = answers.get("I05")
    kang = isinstance(beside, tuple | list) and "kang" in beside
    return "unknown" if answers.get("I01") in FIRES or kang else "none"


def _smoke_after(now: Smoke, measures: set[str]) -> Smoke:
    if STOVE_OUT in measures:
        return "none"
    return "alarm" if now in ("no_alarm", "unknown") and ALARM in measures else now
