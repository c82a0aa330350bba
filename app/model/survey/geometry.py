"""Section C: geometry, and the rows of heated wings."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import choice
from app.model.survey.spec import DefaultSource, FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value


@dataclass(frozen=True, slots=True)
class Geometry:
    """Size of the house; external dimensions."""

    bays: Value[int] = declare(
        FieldSpec(
            "C01",
            Kind.INTEGER,
            Text("开间数", "Bays"),
            Text("俗话说的“几间房”。", "How many bays the house has."),
            FieldClass.ESSENTIAL,
            unit="间",
            hard=Limits(1, 15),
            soft=Limits(2, 7),
            why=("C", "R"),
            feeds=("geometry.bays",),
        )
    )
    length: Value[float] = declare(
        FieldSpec(
            "C02",
            Kind.DECIMAL,
            Text("面宽(外皮)", "Length, external"),
            Text(
                "从东山墙外皮量到西山墙外皮。",
                "From the outside of the east gable to the outside of the west gable.",
            ),
            FieldClass.ESSENTIAL,
            unit="m",
            decimals=2,
            hard=Limits(3.0, 40.0),
            soft=Limits(6.0, 25.0),
            why=("C",),
            feeds=("geometry.length",),
        )
    )
    depth: Value[float] = declare(
        FieldSpec(
            "C03",
            Kind.DECIMAL,
            Text("进深(外皮)", "Depth, external"),
            Text(
                "从南墙外皮量到北墙外皮，前廊不算。",
                "From the outside of the front wall to that of the back wall, without gallery.",
            ),
            FieldClass.ESSENTIAL,
            unit="m",
            decimals=2,
            hard=Limits(2.5, 15.0),
            soft=Limits(4.0, 9.0),
            why=("C",),
            feeds=("geometry.depth",),
        )
    )
    height: Value[float] = declare(
        FieldSpec(
            "C04",
            Kind.DECIMAL,
            Text("室内净高", "Room height"),
            Text(
                "地面到吊顶；没吊顶量到檩条下。",
                "Floor to ceiling; without a ceiling, to the underside of the purlins.",
            ),
            FieldClass.DEFAULTED,
            unit="m",
            decimals=2,
            hard=Limits(2.0, 5.0),
            soft=Limits(2.4, 3.6),
            default_source=DefaultSource.ARCHETYPE,
            why=("C",),
            feeds=("geometry.height",),
        )
    )
    heated_bays: Value[float] = declare(
        FieldSpec(
            "C05",
            Kind.DECIMAL,
            Text("冬天取暖几间", "Heated bays"),
            Text(
                "冬天真正烧暖的间数，厨房带灶算半间可填小数0.5。",
                "Bays that are really warm in winter; a kitchen with a stove counts 0.5.",
            ),
            FieldClass.ESSENTIAL,
            unit="间",
            decimals=1,
            hard=Limits(0, high_field="C01"),
            soft=Limits(1),
            why=("C", "R"),
            feeds=("geometry.heated_bays",),
        )
    )
    floor_area: Value[float] = declare(
        FieldSpec(
            "C06",
            Kind.DECIMAL,
            Text("建筑面积", "Floor area"),
            Text("自动算，和房本差10%以上会提醒。", "Calculated from length, depth and storeys."),
            FieldClass.AUTOMATIC,
            unit="m²",
            decimals=1,
            hard=Limits(10, 600),
            soft=Limits(40, 220),
            default_source=DefaultSource.DERIVED,
            why=("C", "R", "G"),
            feeds=("area.floor",),
        )
    )
    heated_area: Value[float] = declare(
        FieldSpec(
            "C07",
            Kind.DECIMAL,
            Text("取暖面积", "Heated area"),
            Text("自动算，可改，改了要写原因。", "Calculated; if changed, say why in the notes."),
            FieldClass.AUTOMATIC,
            unit="m²",
            decimals=1,
            hard=Limits(5, high_field="C06"),
            soft=Limits(20, 160),
            default_source=DefaultSource.DERIVED,
            why=("C", "R", "G"),
            feeds=("area.heated",),
        )
    )
    ridge_rise: Value[float] = declare(
        FieldSpec(
            "C08",
            Kind.DECIMAL,
            Text("屋脊高出檐口", "Ridge rise"),
            Text("平屋面填0。", "0 for a flat roof."),
            FieldClass.DEFAULTED,
            unit="m",
            decimals=1,
            hard=Limits(0, 4.0),
            soft=Limits(1.0, 2.5),
            default_source=DefaultSource.ARCHETYPE,
            why=("C", "supply"),
            feeds=("geometry.ridge_rise",),
        )
    )
    wings: Value[str] = declare(
        FieldSpec(
            "C09",
            Kind.CHOICE,
            Text("厢房耳房也取暖", "Heated wing"),
            Text("只有冬天取暖的厢房才填。", "Only a wing that is heated in winter."),
            FieldClass.DEFAULTED,
            choices=(choice("no", "否", "No"), choice("yes", "是", "Yes")),
            default_source=DefaultSource.FIXED,
            default_value="no",
            why=("C",),
            feeds=("geometry.wings",),
        )
    )


@dataclass(frozen=True, slots=True)
class WingRow:
    """A heated wing; the walls and roof are those of the main house."""

    id: str
    name: Value[str] = declare(
        FieldSpec(
            "CW01",
            Kind.TEXT,
            Text("厢房名称", "Name of the wing"),
            Text("例：东厢房。", "For example: east wing."),
            FieldClass.OPTIONAL,
            max_length=20,
            why=("R",),
            feeds=("geometry.wings",),
        )
    )
    length: Value[float] = declare(
        FieldSpec(
            "CW02",
            Kind.DECIMAL,
            Text("厢房面宽", "Length of the wing"),
            Text("外皮到外皮。", "Outside to outside."),
            FieldClass.CONDITIONAL,
            unit="m",
            decimals=2,
            hard=Limits(1.5, 30.0),
            soft=Limits(3.0, 15.0),
            why=("C",),
            feeds=("geometry.wings",),
        )
    )
    depth: Value[float] = declare(
        FieldSpec(
            "CW03",
            Kind.DECIMAL,
            Text("厢房进深", "Depth of the wing"),
            Text("外皮到外皮。", "Outside to outside."),
            FieldClass.CONDITIONAL,
            unit="m",
            decimals=2,
            hard=Limits(1.5, 12.0),
            soft=Limits(2.5, 7.0),
            why=("C",),
            feeds=("geometry.wings",),
        )
    )
    height: Value[float] = declare(
        FieldSpec(
            "CW04",
            Kind.DECIMAL,
            Text("厢房净高", "Height of the wing"),
            Text("地面到吊顶。", "Floor to ceiling."),
            FieldClass.DEFAULTED,
            unit="m",
            decimals=2,
            hard=Limits(1.8, 5.0),
            soft=Limits(2.2, 3.6),
            default_source=DefaultSource.DERIVED,
            default_field="C04",
            why=("C",),
            feeds=("geometry.wings",),
        )
    )
