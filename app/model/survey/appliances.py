"""Rows of section I: further heating appliances, one by one."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import choice
from app.model.survey.spec import THIS_YEAR, FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value

SOLID = ("stove", "stove_rad", "kang")
"""Appliances in which coal may be burnt."""


@dataclass(frozen=True, slots=True)
class ApplianceRow:
    """A stove, heater or heat pump beside the main heating of I01."""

    id: str
    kind: Value[str] = declare(
        FieldSpec(
            "IA01",
            Kind.CHOICE,
            Text("设备", "Appliance"),
            Text("主要取暖方式以外的，一台一行。", "Beside the main heating, one to a row."),
            FieldClass.CONDITIONAL,
            choices=(
                choice("stove", "煤炉直烧", "Coal room stove"),
                choice("stove_rad", "煤炉土暖气", "Coal stove with radiators"),
                choice("kang", "火炕火墙", "Kang or flue wall"),
                choice("bio", "生物质炉", "Biomass stove"),
                choice("gas", "燃气壁挂炉", "Gas boiler"),
                choice("ac", "空调", "Room air conditioner"),
                choice("ashp_a", "热泵热风机", "Air-to-air heat pump"),
                choice("elec", "电暖器或小太阳", "Electric heater"),
                choice("blanket", "电热毯", "Electric blanket"),
                choice("oth", "其他", "Other"),
            ),
            why=("C",),
            feeds=("heating.appliances",),
        )
    )
    year: Value[int] = declare(
        FieldSpec(
            "IA02",
            Kind.INTEGER,
            Text("购置年份", "Year"),
            Text("看铭牌或问户主，大概就行。", "From the plate or the owner; roughly will do."),
            FieldClass.OPTIONAL,
            unit="年",
            hard=Limits(1980, high_field=THIS_YEAR),
            why=("C",),
            feeds=("heating.appliances",),
        )
    )
    efficiency: Value[float] = declare(
        FieldSpec(
            "IA03",
            Kind.DECIMAL,
            Text("效率(热泵填能效比)", "Efficiency (COP)"),
            Text("有铭牌才填。", "Only from a plate."),
            FieldClass.OPTIONAL,
            decimals=2,
            hard=Limits(0.20, 5.00),
            why=("C",),
            feeds=("heating.appliances",),
        )
    )
    rooms: Value[float] = declare(
        FieldSpec(
            "IA04",
            Kind.DECIMAL,
            Text("用在几间", "Rooms heated"),
            Text("主要管几间屋，半间填0.5。", "How many bays it warms; half a bay is 0.5."),
            FieldClass.OPTIONAL,
            unit="间",
            decimals=1,
            hard=Limits(0, high_field="C01"),
            why=("C",),
            feeds=("heating.appliances",),
        )
    )
    hours: Value[float] = declare(
        FieldSpec(
            "IA05",
            Kind.DECIMAL,
            Text("冷天一天几小时", "Hours on a cold day"),
            Text("冷天里一天大约开几小时。", "About how long it runs on a cold day."),
            FieldClass.OPTIONAL,
            unit="小时",
            decimals=1,
            hard=Limits(0, 24),
            why=("C",),
            feeds=("heating.appliances",),
        )
    )
