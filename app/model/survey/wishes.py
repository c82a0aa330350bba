"""Section N: wishes and funding."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import MUTUAL_HELP, WORK_WINDOW, choice
from app.model.survey.spec import DefaultSource, FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the family wants and can give."""

    willing: Value[str] = declare(
        FieldSpec(
            "N01",
            Kind.CHOICE,
            Text("想不想改", "Willingness"),
            Text("“不改”也要存，不算白跑。", "A no is worth keeping too."),
            FieldClass.ESSENTIAL,
            choices=(
                choice("yes", "想改", "Wants it"),
                choice("maybe", "再看看", "Undecided"),
                choice("no", "不改", "Declines"),
            ),
            why=("G",),
        )
    )
    own_cash: Value[int] = declare(
        FieldSpec(
            "N02",
            Kind.INTEGER,
            Text("自家最多能拿多少", "Own money at most"),
            Text("按说的填。低保户可以填0。", "As they say. 0 is an answer."),
            FieldClass.ESSENTIAL,
            unit="元",
            hard=Limits(0, 300000),
            soft=Limits(1000, 60000),
            why=("C", "plan", "R"),
            feeds=("plan.own_cash",),
        )
    )
    own_labour: Value[int] = declare(
        FieldSpec(
            "N03",
            Kind.INTEGER,
            Text("自家能出几个工", "Own labour"),
            Text("一个人干一天算1个工日。", "One person for one day is 1."),
            FieldClass.DEFAULTED,
            unit="工日",
            hard=Limits(0, 200),
            soft=Limits(0, 40),
            default_source=DefaultSource.FIXED,
            default_value=0,
            why=("C", "plan", "R", "G"),
            feeds=("plan.own_labour",),
        )
    )
    mutual_help: Value[str] = declare(
        FieldSpec(
            "N04",
            Kind.CHOICE,
            Text("参加互助帮工", "Mutual help"),
            Text("互相帮工，记工还工。", "Neighbours help each other and keep count."),
            FieldClass.DEFAULTED,
            choices=MUTUAL_HELP,
            default_source=DefaultSource.VILLAGE,
            default_field="V29",
            default_value="no",
            why=("R", "G"),
        )
    )
    priority: Value[str] = declare(
        FieldSpec(
            "N05",
            Kind.CHOICE,
            Text("最看重什么", "Priority"),
            Text("方案排序用。", "Orders the proposals."),
            FieldClass.OPTIONAL,
            choices=(
                choice("warm", "更暖和", "Warmer"),
                choice("cheap", "更省钱", "Cheaper"),
                choice("clean", "更干净安全", "Cleaner and safer"),
                choice("easy", "少折腾", "Little trouble"),
            ),
            why=("R",),
        )
    )
    parts: Value[tuple[str, ...]] = declare(
        FieldSpec(
            "N06",
            Kind.MULTI,
            Text("想先改哪里", "Preferred parts"),
            Text("可以不选。", "May be left open."),
            FieldClass.OPTIONAL,
            choices=(
                choice("wall", "外墙", "Walls"),
                choice("roof", "屋顶", "Roof"),
                choice("opening", "门窗", "Windows and doors"),
                choice("heating", "取暖设备", "Heating"),
                choice("pv", "光伏", "Solar power"),
            ),
            why=("R",),
        )
    )
    work_window: Value[str] = declare(
        FieldSpec(
            "N07",
            Kind.CHOICE,
            Text("什么时候能动工", "Work window"),
            Text("外墙抹灰要在5℃以上做。", "Rendering needs more than 5 °C."),
            FieldClass.DEFAULTED,
            choices=WORK_WINDOW,
            default_source=DefaultSource.VILLAGE,
            default_field="V30",
            default_value="before",
            why=("plan",),
        )
    )
    grants: Value[tuple[str, ...]] = declare(
        FieldSpec(
            "N08",
            Kind.MULTI,
            Text("别的补助", "Other grants"),
            Text("同一部位不能领两次。", "The same part is not paid twice."),
            FieldClass.DEFAULTED,
            choices=(
                choice("none", "没有", "None"),
                choice("unsafe", "危房改造", "Dangerous houses"),
                choice("seismic", "抗震加固", "Seismic strengthening"),
                choice("heating", "清洁取暖", "Clean heating"),
                choice("oth", "其他", "Other"),
            ),
            default_source=DefaultSource.ROSTER,
            default_value=("none",),
            why=("subsidy",),
        )
    )
    respondent: Value[str] = declare(
        FieldSpec(
            "N09",
            Kind.CHOICE,
            Text("谁回答的", "Respondent"),
            Text("村干部代答的可信度低一些。", "Answers given by others count for less."),
            FieldClass.DEFAULTED,
            choices=(
                choice("head", "户主", "Head of household"),
                choice("family", "家人", "Family"),
                choice("cadre", "村干部代答", "Village official"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="head",
            why=("confidence",),
        )
    )
