"""Units as written in English; those not listed are symbols that both languages share."""

from collections.abc import Mapping
from types import MappingProxyType

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
    }
)
