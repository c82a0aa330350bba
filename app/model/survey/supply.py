"""Section L: roof and grid."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import METER, choice
from app.model.survey.spec import DefaultSource, FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value


@dataclass(frozen=True, slots=True)
class Supply:
    """What roof, yard and grid can carry."""

    roof_area: Value[float] = declare(
        FieldSpec(
            "L01",
            Kind.DECIMAL,
            Text("屋顶可装面积", "Usable roof area"),
            Text("扣掉烟囱、热水器、遮阴处。", "Without chimneys, water heaters and shaded parts."),
            FieldClass.DEFAULTED,
            unit="m²",
            decimals=1,
            hard=Limits(0, 300),
            soft=Limits(10, 80),
            default_source=DefaultSource.DERIVED,
            why=("supply",),
        )
    )
    shading: Value[str] = declare(
        FieldSpec(
            "L02",
            Kind.CHOICE,
            Text("遮挡", "Shading"),
            Text("冬天中午看有没有树影、楼影。", "Shadows of trees or houses at noon in winter."),
            FieldClass.DEFAULTED,
            choices=(
                choice("none", "没有", "None"),
                choice("half", "半天有", "Half the day"),
                choice("most", "大半天有", "Most of the day"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="none",
            why=("supply",),
        )
    )
    roof_strength: Value[str] = declare(
        FieldSpec(
            "L03",
            Kind.CHOICE,
            Text("屋顶承重", "Roof strength"),
            Text(
                "要有资质的人看，技术员不下结论。",
                "A qualified person must look; the technician does not decide.",
            ),
            FieldClass.DEFAULTED,
            choices=(
                choice("ok", "能装", "Can carry"),
                choice("strength", "加固后能装", "After strengthening"),
                choice("cannot", "不能装", "Cannot carry"),
                choice("unseen", "没看过", "Not looked at"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="unseen",
            why=("supply", "safety"),
        )
    )
    yard: Value[float] = declare(
        FieldSpec(
            "L04",
            Kind.DECIMAL,
            Text("院子空地", "Yard area"),
            Text("院里搭架用。", "Where a frame could stand."),
            FieldClass.OPTIONAL,
            unit="m²",
            decimals=1,
            hard=Limits(0, 2000),
            soft=Limits(0, 100),
            why=("supply",),
        )
    )
    meter: Value[str] = declare(
        FieldSpec(
            "L05",
            Kind.CHOICE,
            Text("电表", "Meter"),
            Text("看电表箱上的字。", "As written on the meter box."),
            FieldClass.DEFAULTED,
            choices=METER,
            default_source=DefaultSource.VILLAGE,
            default_field="V26",
            default_value="unk",
            why=("supply",),
        )
    )
    pv: Value[str] = declare(
        FieldSpec(
            "L06",
            Kind.CHOICE,
            Text("已有光伏或光伏合同", "Existing PV or contract"),
            Text(
                "签过合同的先把合同找出来看，别再签。",
                "If a contract was signed, read it first and sign nothing more.",
            ),
            FieldClass.ESSENTIAL,
            choices=(
                choice("none", "没有", "None"),
                choice("own", "自家的", "Owned"),
                choice("lease", "租给公司", "Roof leased"),
                choice("unclear", "签过不清楚的合同", "Unclear contract"),
            ),
            why=("supply", "safety"),
        )
    )
    grid: Value[str] = declare(
        FieldSpec(
            "L07",
            Kind.CHOICE,
            Text("台区能不能接", "Grid capacity"),
            Text("以供电所答复为准。", "As the supply office answers."),
            FieldClass.DEFAULTED,
            choices=(
                choice("ok", "能", "Yes"),
                choice("cannot", "不能", "No"),
                choice("unasked", "没问", "Not asked"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="unasked",
            why=("supply",),
        )
    )
