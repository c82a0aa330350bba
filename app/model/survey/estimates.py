"""Answers nobody knows by heart, estimated from what people do know; weights are settings."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from app.model.survey.village import VillageValues
from app.model.survey.whole import village_specs, village_value

DAYS_A_MONTH = 365.0 / 12.0
CLOTHING_FIELDS: Mapping[str, str] = MappingProxyType(
    {"shirt": "V41", "sweater": "V42", "vest": "V43", "coat": "V44", "hat": "V45"}
)


def setting(village: VillageValues, field: str) -> float:
    """Return a value of the village, or what stands in for it."""
    own = village_value(village, field).value
    return float(village_specs()[field].default_value if own is None else own)


def clothing_temperature(village: VillageValues, code: str) -> float:
    """Return the day temperature [°C] of a room in which people wear this (codes of I07C)."""
    return setting(village, CLOTHING_FIELDS[code])


def months_of(season: str) -> float:
    """Return the length [months] of a heating season "MM-DD/MM-DD"; nought if it is not one."""
    try:
        begin, end = (date.fromisoformat(f"2025-{day}") for day in season.split("/"))
    except ValueError:
        return 0.0
    return ((end - begin).days % 365) / DAYS_A_MONTH


def months_counted(village: VillageValues, season: str) -> tuple[float, float, float]:
    """Return how many months count as winter, as summer, and as neither."""
    winter = round(months_of(season), 1)
    summer = min(setting(village, "V40"), 12.0 - winter)
    return winter, summer, 12.0 - winter - summer


def year_of_months(village: VillageValues, season: str, winter: float, summer: float) -> int:
    """Return the year that a winter and a summer month make, in their unit.

    Months that are neither count as the smaller of the two.
    """
    cold, hot, mild = months_counted(village, season)
    return round(cold * winter + hot * summer + mild * min(winter, summer))
