"""Section I: heating."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import CLOTHING, choice
from app.model.survey.spec import (
    THIS_YEAR,
    DefaultSource,
    FieldClass,
    FieldSpec,
    Kind,
    Limits,
    declare,
)
from app.model.value import Value


@dataclass(frozen=True, slots=True)
class Heating:
    """How the house is heated now."""

    system: Value[str] = declare(
        FieldSpec(
            "I01",
            Kind.CHOICE,
            Text("主要取暖方式", "Main heating"),
            Text("冬天主要靠哪样取暖，选一样。", "What heats most in winter; pick one."),
            FieldClass.ESSENTIAL,
            choices=(
                choice("coal_rad", "煤炉土暖气", "Coal stove with radiators"),
                choice("coal_room", "煤炉直烧", "Coal room stove"),
                choice("kang", "火炕火墙", "Kang or flue wall"),
                choice("gas", "燃气壁挂炉", "Gas boiler"),
                choice("ashp_w", "空气源热泵热水机", "Air-to-water heat pump"),
                choice("ashp_a", "热泵热风机", "Air-to-air heat pump"),
                choice("elec", "电暖器或电锅炉", "Direct electric"),
                choice("bio", "生物质炉", "Biomass stove"),
                choice("dh", "集中供热", "District heat"),
                choice("ac", "空调", "Room air conditioner"),
                choice("none", "没有取暖", "None"),
            ),
            pictures=True,
            why=("C", "R", "G"),
            feeds=("heating.system",),
        )
    )
    year: Value[int] = declare(
        FieldSpec(
            "I02",
            Kind.INTEGER,
            Text("设备购置年份", "Equipment year"),
            Text("看铭牌或问户主。", "See the plate or ask the owner."),
            FieldClass.OPTIONAL,
            unit="年",
            hard=Limits(1980, high_field=THIS_YEAR),
            why=("C",),
            feeds=("heating.year",),
        )
    )
    efficiency: Value[float] = declare(
        FieldSpec(
            "I03",
            Kind.DECIMAL,
            Text("效率(热泵填能效比)", "Efficiency / COP"),
            Text("一般不改。有铭牌的可照填。", "Leave it, or copy it from the plate."),
            FieldClass.DEFAULTED,
            decimals=2,
            hard=Limits(0.20, 5.00),
            default_source=DefaultSource.DERIVED,
            default_field="I01",
            why=("C",),
            feeds=("heating.efficiency",),
        )
    )
    emitter: Value[str] = declare(
        FieldSpec(
            "I04",
            Kind.CHOICE,
            Text("散热末端", "Emitters"),
            Text("换热泵前一定看准。", "Look closely before a heat pump is chosen."),
            FieldClass.DEFAULTED,
            choices=(
                choice("radiator", "暖气片", "Radiators"),
                choice("floor", "地暖", "Floor heating"),
                choice("kang", "火炕", "Kang"),
                choice("fancoil", "风机盘管", "Fan coils"),
                choice("air", "热风", "Warm air"),
                choice("none", "没有", "None"),
            ),
            default_source=DefaultSource.DERIVED,
            default_field="I01",
            why=("C", "supply"),
            feeds=("heating.emitter",),
        )
    )
    secondary: Value[tuple[str, ...]] = declare(
        FieldSpec(
            "I05",
            Kind.MULTI,
            Text("辅助取暖", "Secondary heating"),
            Text("偶尔用的也勾上。", "Also what is used now and then."),
            FieldClass.DEFAULTED,
            choices=(
                choice("none", "没有", "None"),
                choice("blanket", "电热毯", "Electric blanket"),
                choice("ac", "空调", "Air conditioner"),
                choice("kang", "火炕", "Kang"),
                choice("fan", "小太阳", "Radiant heater"),
                choice("oth", "其他", "Other"),
            ),
            default_source=DefaultSource.FIXED,
            default_value=("none",),
            why=("C",),
            feeds=("heating.secondary",),
        )
    )
    season: Value[str] = declare(
        FieldSpec(
            "I06",
            Kind.SEASON,
            Text("取暖起止", "Heating season"),
            Text("按本户实际。写成 11-15 至 03-15。", "As in this house. Written 11-15/03-15."),
            FieldClass.DEFAULTED,
            unit="月日",
            default_source=DefaultSource.VILLAGE,
            default_field="V03S",
            default_value="11-15/03-15",
            why=("C",),
            feeds=("use.season",),
        )
    )
    theta_day: Value[float] = declare(
        FieldSpec(
            "I07",
            Kind.DECIMAL,
            Text("白天屋里大约几度", "Day temperature"),
            Text(
                "拿温度计放在常待的屋里看；没有就问“穿什么衣服”，按提示换算。",
                "Read a thermometer in the room most used; without one, ask what they wear.",
            ),
            FieldClass.ESSENTIAL,
            unit="℃",
            decimals=1,
            hard=Limits(0, 30),
            soft=Limits(8, 24),
            why=("C", "R"),
            feeds=("use.theta_day",),
        )
    )
    clothing: Value[str] = declare(
        FieldSpec(
            "I07C",
            Kind.CHOICE,
            Text("白天在屋里穿什么", "Clothes worn indoors by day"),
            Text("没有温度计时问。", "Asked where there is no thermometer."),
            FieldClass.OPTIONAL,
            choices=CLOTHING,
            why=("confidence",),
            aside="I07",
        )
    )
    night: Value[str] = declare(
        FieldSpec(
            "I08",
            Kind.CHOICE,
            Text("夜里", "Night heating"),
            Text("烧煤夜里封火的选第二个。", "A banked coal fire is the second answer."),
            FieldClass.DEFAULTED,
            choices=(
                choice("on", "不停", "Goes on"),
                choice("low", "封火或调低", "Banked or turned down"),
                choice("off", "停", "Off"),
            ),
            default_source=DefaultSource.DERIVED,
            default_field="I01",
            why=("C",),
            feeds=("use.night",),
        )
    )
    theta_coldest: Value[float] = declare(
        FieldSpec(
            "I09",
            Kind.DECIMAL,
            Text("最冷那间几度", "Coldest room"),
            Text("老人睡的屋最好量一下。", "Better measured where old people sleep."),
            FieldClass.OPTIONAL,
            unit="℃",
            decimals=1,
            hard=Limits(-10, 30),
            soft=Limits(0, 18),
            why=("R",),
        )
    )
    flue: Value[str] = declare(
        FieldSpec(
            "I10",
            Kind.CHOICE,
            Text("排烟和报警器", "Flue and CO alarm"),
            Text(
                "有问题当场提醒开窗、停用、找人修。",
                "If defective, say at once: open windows, stop using it, have it mended.",
            ),
            FieldClass.ESSENTIAL,
            choices=(
                choice("ok_alarm", "烟道好有报警器", "Flue sound, with alarm"),
                choice("ok_noalarm", "烟道好没报警器", "Flue sound, no alarm"),
                choice("bad", "烟道有问题", "Flue defective"),
                choice("na", "不烧火", "No combustion"),
            ),
            why=("safety", "R"),
        )
    )
