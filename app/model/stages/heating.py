"""Stage fields TH1 and TH2: the heating that the family has chosen to have after the works."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import choice
from app.model.survey.spec import FieldClass, FieldSpec, Kind, declare
from app.model.value import Value

WAY, UNIT = "TH1", "TH2"
WAYS: Mapping[str, Text] = {
    "present": Text("现在的取暖", "Present heating"),
    "fan": Text("热泵热风机（每间一台）", "Hot-air heat pump by room"),
    "water_floor": Text("热泵热水机+地暖35℃", "Heat pump, floor 35 ℃"),
    "water_fancoil": Text("热泵热水机+风机盘管41℃", "Heat pump, fan coils 41 ℃"),
    "water_radiator": Text("热泵热水机+暖气片50℃", "Heat pump, radiators 50 ℃"),
    "ac": Text("普通变频空调", "Ordinary air conditioner"),
    "pellet_stove": Text("生物质颗粒取暖炉", "Pellet stove"),
    "pellet_boiler": Text("生物质炊暖炉+暖气片", "Pellet boiler, radiators"),
    "gas": Text("燃气壁挂炉（2级）", "Gas boiler, grade 2"),
    "gas_cond": Text("冷凝燃气壁挂炉（1级）", "Condensing gas boiler"),
    "storage": Text("蓄热电暖器（谷电）", "Storage heaters, night"),
    "direct": Text("直热电暖器", "Direct electric"),
    "solar_air": Text("太阳能空气集热+现有取暖", "Solar air + present heating"),
    "solar_water": Text("太阳能热水采暖+现有取暖", "Solar water + present heating"),
}
"""The ways of heating that are compared, with their names."""
KEPT = ("present", "solar_air", "solar_water")
"""Ways that keep the heater there is."""


@dataclass(frozen=True, slots=True)
class HeatingFields:
    """A blank way: nothing is chosen, the house is counted with the heating it has."""

    way: Value[str] = declare(
        FieldSpec(
            WAY,
            Kind.CHOICE,
            Text("家里选定的取暖", "Heating the family has chosen"),
            Text("在“取暖”页和家里人一起定。", "Chosen with the family on the page “Heating”."),
            FieldClass.OPTIONAL,
            choices=tuple(choice(key, name.zh, name.en) for key, name in WAYS.items()),
            why=("plan", "R"),
        )
    )
    unit: Value[str] = declare(
        FieldSpec(
            UNIT,
            Kind.TEXT,
            Text("选定的型号", "Unit chosen"),
            Text("空着就是程序建议的大小。", "Blank: the size the program proposes."),
            FieldClass.OPTIONAL,
            max_length=60,
            why=("plan",),
        )
    )
