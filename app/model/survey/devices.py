"""Rows of section J: electrical appliances, one by one."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import choice
from app.model.survey.spec import FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """An appliance of the household, or several alike."""

    id: str
    kind: Value[str] = declare(
        FieldSpec(
            "JA01",
            Kind.CHOICE,
            Text("电器", "Appliance"),
            Text("一种一行；取暖的写在取暖那页。", "One kind to a row; heaters go with heating."),
            FieldClass.CONDITIONAL,
            choices=(
                choice("fridge", "冰箱", "Fridge"),
                choice("freezer", "冰柜", "Freezer"),
                choice("washer", "洗衣机", "Washing machine"),
                choice("tv", "电视", "Television"),
                choice("computer", "电脑", "Computer"),
                choice("pump", "水泵", "Water pump"),
                choice("trike", "电动三轮", "Electric tricycle"),
                choice("farm", "养殖设备", "Livestock equipment"),
                choice("oth", "其他", "Other"),
            ),
            why=("C",),
            feeds=("services.devices",),
        )
    )
    count: Value[int] = declare(
        FieldSpec(
            "JA02",
            Kind.INTEGER,
            Text("几台", "How many"),
            Text("不填按一台。", "One unless stated."),
            FieldClass.OPTIONAL,
            unit="台",
            hard=Limits(1, 20),
            why=("C",),
            feeds=("services.devices",),
        )
    )
    power: Value[float] = declare(
        FieldSpec(
            "JA03",
            Kind.DECIMAL,
            Text("功率", "Power"),
            Text("看铭牌。和小时数都有才用。", "From the plate; used together with the hours."),
            FieldClass.OPTIONAL,
            unit="W",
            decimals=0,
            hard=Limits(1, 10000),
            why=("C",),
            feeds=("services.devices",),
        )
    )
    hours: Value[float] = declare(
        FieldSpec(
            "JA04",
            Kind.DECIMAL,
            Text("一天几小时", "Hours a day"),
            Text("全年平均，按这个功率转的小时。", "Mean of the year, hours at this power."),
            FieldClass.OPTIONAL,
            unit="小时",
            decimals=1,
            hard=Limits(0, 24),
            why=("C",),
            feeds=("services.devices",),
        )
    )
