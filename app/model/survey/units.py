"""Units as written in English; those not listed are symbols that both languages share."""

from collections.abc import Mapping
from types import MappingProxyType

from app.i18n import Language

UNITS_EN: Mapping[str, str] = MappingProxyType(
    {
        "人": "people",
        "年": "year",
        "层": "storeys",
        "间": "bays",
        "樘": "units",
        "台": "units",
        "次/h": "1/h",
        "吨": "t",
        "元": "yuan",
        "元/吨": "yuan/t",
        "元/度": "yuan/kWh",
        "元/m²": "yuan/m²",
        "元/m³": "yuan/m³",
        "元/罐": "yuan/bottle",
        "元/工日": "yuan/day",
        "度": "kWh",
        "罐": "bottles",
        "工日": "days",
        "天": "days",
        "小时": "h",
        "分": "points",
        "月日": "month and day",
        "次": "times",
        "℃": "°C",
        "盏": "lamps",
        "户": "households",
        "月": "months",
        "块": "modules",
    }
)
_ONE_EN: Mapping[str, str] = MappingProxyType(
    {
        "people": "person",
        "storeys": "storey",
        "bays": "bay",
        "units": "unit",
        "bottles": "bottle",
        "days": "day",
        "points": "point",
        "times": "time",
        "lamps": "lamp",
        "households": "household",
        "months": "month",
        "modules": "module",
    }
)
_YEAR = "年"
_LEAST_YEAR = 1000  # what is less counts years and is none of the calendar


def unit_of(unit: str, value: object, language: Language) -> str:
    """Return the unit as it stands behind a value: "1 person", "2 people", "5 years", "1996"."""
    if language == "zh":
        return unit
    if unit == _YEAR:
        counted = isinstance(value, int | float) and value < _LEAST_YEAR
        return ("year" if value == 1 else "years") if counted else ""
    word = UNITS_EN.get(unit, unit)
    return _ONE_EN.get(word, word) if value == 1 else word
