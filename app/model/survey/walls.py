"""Section D: external walls, and the rows of walls that differ."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import (
    INSULATION_KNOWN,
    INSULATION_MATERIALS,
    SIDES,
    WALLS,
    choice,
)
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
class Walls:
    """External walls."""

    construction: Value[str] = declare(
        FieldSpec(
            "D01",
            Kind.CHOICE,
            Text("外墙做法", "Wall construction"),
            Text("看门窗洞口侧面最清楚。", "Best seen at the side of a door or window opening."),
            FieldClass.DEFAULTED,
            choices=WALLS,
            default_source=DefaultSource.ARCHETYPE,
            why=("C",),
            feeds=("wall.construction", "air.wall"),
        )
    )
    thickness: Value[int] = declare(
        FieldSpec(
            "D02",
            Kind.INTEGER,
            Text("墙厚(含抹灰)", "Wall thickness"),
            Text(
                "在门口量墙的厚度。24墙约270,37墙约400。",
                "Measured at the door, with render: a 240 wall is about 270, a 370 wall 400.",
            ),
            FieldClass.ESSENTIAL,
            unit="mm",
            hard=Limits(100, 1000),
            soft=Limits(240, 600),
            why=("C",),
            feeds=("wall.thickness",),
        )
    )
    insulated: Value[str] = declare(
        FieldSpec(
            "D03",
            Kind.CHOICE,
            Text("已有外墙保温", "Existing insulation"),
            Text(
                "敲起来发空、有分格缝的，多半做过保温。",
                "A hollow sound or joints in the render point to insulation.",
            ),
            FieldClass.DEFAULTED,
            choices=INSULATION_KNOWN,
            default_source=DefaultSource.FIXED,
            default_value="no",
            why=("C",),
            feeds=("wall.insulation",),
        )
    )
    insulation: Value[str] = declare(
        FieldSpec(
            "D04",
            Kind.CHOICE,
            Text("保温材料", "Insulation material"),
            Text("问当年施工的人或看破损处。", "Ask who built it, or look where it is broken."),
            FieldClass.CONDITIONAL,
            choices=INSULATION_MATERIALS,
            asked_when=AskedWhen("D03", ("yes",)),
            why=("C",),
            feeds=("wall.insulation",),
        )
    )
    insulation_thickness: Value[int] = declare(
        FieldSpec(
            "D05",
            Kind.INTEGER,
            Text("保温厚度", "Insulation thickness"),
            Text("在破损处或窗边量。", "Measured where it is broken, or beside a window."),
            FieldClass.CONDITIONAL,
            unit="mm",
            hard=Limits(10, 200),
            soft=Limits(30, 100),
            asked_when=AskedWhen("D03", ("yes",)),
            why=("C",),
            feeds=("wall.insulation_thickness",),
        )
    )
    alike: Value[str] = declare(
        FieldSpec(
            "D06",
            Kind.CHOICE,
            Text("四面墙一样吗", "All walls alike"),
            Text("北墙另外砌过的选“不一样”。", "Not alike if the back wall was built anew."),
            FieldClass.DEFAULTED,
            choices=(
                choice("yes", "一样", "Alike"),
                choice("no", "不一样", "Not alike"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="yes",
            why=("C",),
            feeds=("wall.by_side",),
        )
    )
    finish: Value[str] = declare(
        FieldSpec(
            "D07",
            Kind.CHOICE,
            Text("外墙饰面", "Finish"),
            Text(
                "瓷砖面做外保温要先凿掉或打锚栓，费用不同。",
                "Tiles must come off or be anchored before insulating, which costs more.",
            ),
            FieldClass.DEFAULTED,
            choices=(
                choice("clay", "清水砖", "Fair-faced brick"),
                choice("render", "抹灰涂料", "Render"),
                choice("tile", "瓷砖", "Tiles"),
                choice("stone", "石材", "Stone"),
                choice("oth", "其他", "Other"),
            ),
            default_source=DefaultSource.ARCHETYPE,
            why=("cost",),
            feeds=("wall.finish",),
        )
    )
    defects: Value[str] = declare(
        FieldSpec(
            "D08",
            Kind.CHOICE,
            Text("墙面毛病", "Wall defects"),
            Text(
                "先治潮再保温，否则保温会坏。",
                "Cure damp before insulating, or the insulation fails.",
            ),
            FieldClass.DEFAULTED,
            choices=(
                choice("ok", "没有", "None"),
                choice("damp", "返潮返碱", "Damp, efflorescence"),
                choice("loose", "空鼓脱落", "Hollow or loose render"),
                choice("mould", "结露发霉", "Condensation, mould"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="ok",
            why=("suitability",),
            feeds=("wall.defects",),
        )
    )
    u_value: Value[float] = declare(
        FieldSpec(
            "D09",
            Kind.DECIMAL,
            Text("外墙传热系数", "Wall U-value"),
            Text(
                "数越大越漏热。改手填必须选来源并写原因。",
                "The larger, the more heat is lost. If typed, say where it comes from.",
            ),
            FieldClass.AUTOMATIC,
            unit="W/(m²·K)",
            decimals=2,
            hard=Limits(0.10, 4.00),
            soft=Limits(0.30, 2.20),
            default_source=DefaultSource.DERIVED,
            why=("C", "R"),
            feeds=("wall.u_value",),
        )
    )


@dataclass(frozen=True, slots=True)
class WallRow:
    """The wall of one side where the sides differ; blank answers are those of section D."""

    id: str
    side: Value[str] = declare(
        FieldSpec(
            "DW01",
            Kind.CHOICE,
            Text("哪一面墙", "Side"),
            Text("正房朝南时，南面就是正面。", "The front is where the main door is."),
            FieldClass.CONDITIONAL,
            choices=SIDES,
            why=("C",),
            feeds=("wall.by_side",),
        )
    )
    construction: Value[str] = declare(
        FieldSpec(
            "DW02",
            Kind.CHOICE,
            Text("这面墙做法", "Construction"),
            Text("看门窗洞口侧面最清楚。", "Best seen at the side of an opening."),
            FieldClass.DEFAULTED,
            choices=WALLS,
            default_source=DefaultSource.DERIVED,
            default_field="D01",
            why=("C",),
            feeds=("wall.by_side",),
        )
    )
    thickness: Value[int] = declare(
        FieldSpec(
            "DW03",
            Kind.INTEGER,
            Text("这面墙厚", "Thickness"),
            Text("含抹灰。", "With render."),
            FieldClass.DEFAULTED,
            unit="mm",
            hard=Limits(100, 1000),
            soft=Limits(240, 600),
            default_source=DefaultSource.DERIVED,
            default_field="D02",
            why=("C",),
            feeds=("wall.by_side",),
        )
    )
    insulated: Value[str] = declare(
        FieldSpec(
            "DW04",
            Kind.CHOICE,
            Text("这面墙有没有保温", "Insulated"),
            Text("敲起来发空的多半有。", "A hollow sound points to insulation."),
            FieldClass.DEFAULTED,
            choices=INSULATION_KNOWN,
            default_source=DefaultSource.DERIVED,
            default_field="D03",
            why=("C",),
            feeds=("wall.by_side",),
        )
    )
    insulation: Value[str] = declare(
        FieldSpec(
            "DW05",
            Kind.CHOICE,
            Text("这面墙保温材料", "Insulation material"),
            Text("看破损处。", "Look where it is broken."),
            FieldClass.CONDITIONAL,
            choices=INSULATION_MATERIALS,
            asked_when=AskedWhen("DW04", ("yes",)),
            default_source=DefaultSource.DERIVED,
            default_field="D04",
            why=("C",),
            feeds=("wall.by_side",),
        )
    )
    insulation_thickness: Value[int] = declare(
        FieldSpec(
            "DW06",
            Kind.INTEGER,
            Text("这面墙保温厚度", "Insulation thickness"),
            Text("在破损处或窗边量。", "Measured where it is broken, or beside a window."),
            FieldClass.CONDITIONAL,
            unit="mm",
            hard=Limits(10, 200),
            soft=Limits(30, 100),
            asked_when=AskedWhen("DW04", ("yes",)),
            default_source=DefaultSource.DERIVED,
            default_field="D05",
            why=("C",),
            feeds=("wall.by_side",),
        )
    )
