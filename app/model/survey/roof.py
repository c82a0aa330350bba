"""Section E: roof and ceiling."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import choice
from app.model.survey.spec import (
    AskedWhen,
    DefaultSource,
    FieldClass,
    FieldSpec,
    Kind,
    Limits,
    declare,
)
from app.model.value import Value


@dataclass(frozen=True, slots=True)
class Roof:
    """Roof and ceiling."""

    form: Value[str] = declare(
        FieldSpec(
            "E01",
            Kind.CHOICE,
            Text("屋面形式", "Roof form"),
            Text("站远一点看。", "Look from a distance."),
            FieldClass.DEFAULTED,
            choices=(
                choice("gable", "双坡", "Two slopes"),
                choice("flat", "平顶", "Flat"),
                choice("mono", "单坡", "One slope"),
                choice("arched", "囤顶", "Slightly arched"),
            ),
            default_source=DefaultSource.ARCHETYPE,
            why=("C", "supply"),
            feeds=("roof.form",),
        )
    )
    construction: Value[str] = declare(
        FieldSpec(
            "E02",
            Kind.CHOICE,
            Text("屋面做法", "Roof construction"),
            Text(
                "爬梯子看不安全就问户主。",
                "If climbing up to look is not safe, ask the owner.",
            ),
            FieldClass.DEFAULTED,
            choices=(
                choice("reed_mud_tile", "木檩苇箔草泥瓦", "Purlins, reed, mud and tile"),
                choice("precast", "预制板", "Precast slab"),
                choice("cast", "现浇板", "Cast slab"),
                choice("board_tile", "木望板瓦", "Boarding and tile"),
                choice("steel", "彩钢板", "Profiled steel"),
                choice("oth", "其他", "Other"),
            ),
            default_source=DefaultSource.ARCHETYPE,
            why=("C", "cost"),
            feeds=("roof.construction", "air.roof"),
        )
    )
    ceiling: Value[str] = declare(
        FieldSpec(
            "E03",
            Kind.CHOICE,
            Text("有没有吊顶", "Ceiling"),
            Text("抬头看就知道。纸糊顶棚选“纸或布”。", "Look up. Papered counts as paper."),
            FieldClass.ESSENTIAL,
            choices=(
                choice("none", "没有", "None"),
                choice("paper", "纸或布", "Paper or cloth"),
                choice("gyps", "石膏板", "Gypsum board"),
                choice("pvc", "塑料扣板", "Plastic panels"),
                choice("wood", "木板", "Timber"),
            ),
            why=("C",),
            feeds=("roof.ceiling", "air.roof"),
        )
    )
    insulation: Value[str] = declare(
        FieldSpec(
            "E04",
            Kind.CHOICE,
            Text("顶上保温", "Roof insulation"),
            Text("从检修口看；没口就问。", "Look through the hatch; if there is none, ask."),
            FieldClass.DEFAULTED,
            choices=(
                choice("none", "没有", "None"),
                choice("sawdust", "锯末稻壳", "Sawdust or rice husk"),
                choice("eps", "苯板", "Polystyrene board"),
                choice("wool", "岩棉玻璃棉", "Rock or glass wool"),
                choice("oth", "其他", "Other"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="none",
            why=("C",),
            feeds=("roof.insulation",),
        )
    )
    insulation_thickness: Value[int] = declare(
        FieldSpec(
            "E05",
            Kind.INTEGER,
            Text("顶上保温厚度", "Thickness"),
            Text("估到整厘米即可。", "To the nearest centimetre."),
            FieldClass.CONDITIONAL,
            unit="mm",
            hard=Limits(10, 400),
            soft=Limits(30, 150),
            asked_when=AskedWhen("E04", ("sawdust", "eps", "wool", "oth")),
            why=("C",),
            feeds=("roof.insulation_thickness",),
        )
    )
    leaks: Value[str] = declare(
        FieldSpec(
            "E06",
            Kind.CHOICE,
            Text("漏雨", "Leaks"),
            Text("漏雨必须先修。", "A leak must be mended first."),
            FieldClass.DEFAULTED,
            choices=(
                choice("ok", "不漏", "None"),
                choice("some", "有点漏", "A little"),
                choice("bad", "漏得厉害", "Badly"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="ok",
            why=("suitability",),
            feeds=("roof.leaks",),
        )
    )
    u_value: Value[float] = declare(
        FieldSpec(
            "E07",
            Kind.DECIMAL,
            Text("屋面传热系数", "Roof U-value"),
            Text("自动算。", "Calculated."),
            FieldClass.AUTOMATIC,
            unit="W/(m²·K)",
            decimals=2,
            hard=Limits(0.10, 5.00),
            soft=Limits(0.25, 2.50),
            default_source=DefaultSource.DERIVED,
            why=("C", "R"),
            feeds=("roof.u_value",),
        )
    )
