"""Section A: household."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import TITLE, choice
from app.model.survey.spec import DefaultSource, FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value


@dataclass(frozen=True, slots=True)
class Household:
    """Who lives here; A02 to A05 are personal."""

    code: Value[str] = declare(
        FieldSpec(
            "A01",
            Kind.TEXT,
            Text("户编号", "Household ID"),
            Text("自动编，不用填。", "Given by the program."),
            FieldClass.AUTOMATIC,
            max_length=16,
            why=("X", "G", "R"),
        )
    )
    head_name: Value[str] = declare(
        FieldSpec(
            "A02",
            Kind.TEXT,
            Text("户主姓名", "Head of household"),
            Text(
                "照户口本写。打不出的字先点“造字”，打印时留格手写。",
                "As in the household book. A rare character may be left for handwriting.",
            ),
            FieldClass.ROSTER,
            default_source=DefaultSource.ROSTER,
            max_length=30,
            why=("R", "G"),
            personal=True,
        )
    )
    id_number: Value[str] = declare(
        FieldSpec(
            "A03",
            Kind.ID_NUMBER,
            Text("身份证号", "ID number"),
            Text(
                "调查时可先不填，签同意书前必须有。屏幕和打印只显示前4后4。",
                "May wait until the consent. Only the first and last four digits are shown.",
            ),
            FieldClass.ROSTER,
            default_source=DefaultSource.ROSTER,
            max_length=18,
            why=("R",),
            personal=True,
        )
    )
    phone: Value[str] = declare(
        FieldSpec(
            "A04",
            Kind.PHONE,
            Text("联系电话", "Phone"),
            Text(
                "填能打通的。老人没有手机就填子女的，备注关系。",
                "One that is answered. A child's number will do; note whose it is.",
            ),
            FieldClass.ROSTER,
            default_source=DefaultSource.ROSTER,
            max_length=12,
            why=("X",),
            personal=True,
        )
    )
    address: Value[str] = declare(
        FieldSpec(
            "A05",
            Kind.TEXT,
            Text("组别/门牌", "Group / door no."),
            Text("例：三组27号。", "For example: group 3, no. 27."),
            FieldClass.ROSTER,
            default_source=DefaultSource.ROSTER,
            max_length=20,
            why=("X", "R"),
            personal=True,
        )
    )
    residents: Value[int] = declare(
        FieldSpec(
            "A06",
            Kind.INTEGER,
            Text("冬天常住人口", "Residents in winter"),
            Text(
                "冬天真正住在这屋里的人数，不是户口本人数。没人住填0。",
                "People who really live here in winter, not those in the household book.",
            ),
            FieldClass.ESSENTIAL,
            unit="人",
            hard=Limits(0, 15),
            soft=Limits(1, 8),
            why=("C", "R", "G"),
            feeds=("use.persons",),
        )
    )
    residents_60: Value[int] = declare(
        FieldSpec(
            "A07",
            Kind.INTEGER,
            Text("60岁以上人数", "Residents aged 60+"),
            Text("按今年满60岁算。", "Those who turn 60 this year count."),
            FieldClass.DEFAULTED,
            unit="人",
            hard=Limits(0, high_field="A06"),
            default_source=DefaultSource.ROSTER,
            default_value=0,
            why=("R", "G"),
        )
    )
    category: Value[str] = declare(
        FieldSpec(
            "A08",
            Kind.CHOICE,
            Text("农户类型", "Household category"),
            Text(
                "以民政、农业农村部门名单为准，不要自己判断。",
                "As in the lists of the authorities; do not judge yourself.",
            ),
            FieldClass.ROSTER,
            choices=(
                choice("gen", "一般户", "General"),
                choice("low", "低保户", "Minimum living allowance"),
                choice("ext", "特困供养", "Extreme-hardship support"),
                choice("mrg", "低保边缘", "Margin of the allowance"),
                choice("mon", "防返贫监测户", "Monitored against return to poverty"),
                choice("dis", "残疾人家庭", "Disabled member"),
                choice("oth", "其他", "Other"),
            ),
            default_source=DefaultSource.ROSTER,
            default_value="gen",
            why=("G", "subsidy"),
        )
    )
    occupancy: Value[str] = declare(
        FieldSpec(
            "A09",
            Kind.CHOICE,
            Text("冬天怎么住", "Winter occupancy"),
            Text("只住一段的，按实际天数打折算。", "Part of the winter counts by its days."),
            FieldClass.DEFAULTED,
            choices=(
                choice("full", "整个冬天", "Whole winter"),
                choice("part", "只住一段", "Part of it"),
                choice("none", "不住", "Vacant"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="full",
            why=("C",),
            feeds=("use.occupancy",),
        )
    )
    title: Value[str] = declare(
        FieldSpec(
            "A10",
            Kind.CHOICE,
            Text("宅基地或房屋证明", "Title document"),
            Text("不影响算能耗，影响领补助。", "Matters for the subsidy, not for the energy."),
            FieldClass.DEFAULTED,
            choices=TITLE,
            default_source=DefaultSource.VILLAGE,
            default_field="V20",
            default_value="yes",
            why=("subsidy",),
        )
    )
    informed: Value[bool] = declare(
        FieldSpec(
            "A11",
            Kind.TICK,
            Text("已告知信息用途", "Privacy notice given"),
            Text(
                "把告知单念一遍：为什么收集、谁能看、可以不同意。",
                "Read the notice aloud: why it is asked, who may see it, that one may refuse.",
            ),
            FieldClass.ESSENTIAL,
            why=("compliance",),
        )
    )
