"""Section J: hot water, cooking, appliances."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import COOKING, HOT_WATER, choice
from app.model.survey.spec import DefaultSource, FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value


@dataclass(frozen=True, slots=True)
class Services:
    """What uses energy beside heating."""

    hot_water: Value[str] = declare(
        FieldSpec(
            "J01",
            Kind.CHOICE,
            Text("洗澡热水", "Hot water"),
            Text("主要用的一种。", "The one used most."),
            FieldClass.DEFAULTED,
            choices=HOT_WATER,
            default_source=DefaultSource.VILLAGE,
            default_field="V23",
            default_value="elec",
            why=("C",),
            feeds=("services.hot_water",),
        )
    )
    cooking: Value[tuple[str, ...]] = declare(
        FieldSpec(
            "J02",
            Kind.MULTI,
            Text("做饭用什么", "Cooking fuel"),
            Text("主要的勾在最前。", "The main one first."),
            FieldClass.DEFAULTED,
            choices=COOKING,
            default_source=DefaultSource.VILLAGE,
            default_field="V24",
            default_value=("lpg",),
            why=("C",),
            feeds=("services.cooking",),
        )
    )
    air_conditioners: Value[int] = declare(
        FieldSpec(
            "J03",
            Kind.INTEGER,
            Text("空调台数", "Air conditioners"),
            Text("不管几匹。", "Whatever their size."),
            FieldClass.DEFAULTED,
            unit="台",
            hard=Limits(0, 10),
            soft=Limits(0, 4),
            default_source=DefaultSource.FIXED,
            default_value=1,
            why=("C",),
            feeds=("services.cooling",),
        )
    )
    led: Value[str] = declare(
        FieldSpec(
            "J04",
            Kind.CHOICE,
            Text("节能灯", "LED lighting"),
            Text("看常用的几间屋。", "In the rooms most used."),
            FieldClass.DEFAULTED,
            choices=(
                choice("all", "都是", "All"),
                choice("half", "一半", "Half"),
                choice("few", "基本不是", "Hardly any"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="all",
            why=("C",),
            feeds=("services.lighting",),
        )
    )
    appliances: Value[tuple[str, ...]] = declare(
        FieldSpec(
            "J05",
            Kind.MULTI,
            Text("大件电器", "Large appliances"),
            Text("影响光伏自用比例。", "They decide how much solar power is used at home."),
            FieldClass.OPTIONAL,
            choices=(
                choice("fridge", "冰箱", "Fridge"),
                choice("washer", "洗衣机", "Washing machine"),
                choice("pump", "水泵", "Water pump"),
                choice("trike", "电动三轮", "Electric tricycle"),
                choice("farm", "养殖设备", "Livestock equipment"),
                choice("oth", "其他", "Other"),
            ),
            why=("C",),
            feeds=("services.appliances",),
        )
    )
