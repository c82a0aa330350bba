"""Sections G and H: floor, and air leakage."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import NO_YES, choice
from app.model.survey.spec import DefaultSource, FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value


@dataclass(frozen=True, slots=True)
class Floor:
    """Ground floor."""

    finish: Value[str] = declare(
        FieldSpec(
            "G01",
            Kind.CHOICE,
            Text("地面做法", "Floor finish"),
            Text("看堂屋。", "In the main room."),
            FieldClass.DEFAULTED,
            choices=(
                choice("earth", "素土或砖", "Earth or brick"),
                choice("cement", "水泥", "Cement"),
                choice("tile", "瓷砖", "Tiles"),
                choice("timber", "木地板", "Timber"),
                choice("oth", "其他", "Other"),
            ),
            default_source=DefaultSource.ARCHETYPE,
            why=("C",),
            feeds=("floor.construction",),
        )
    )
    below: Value[str] = declare(
        FieldSpec(
            "G02",
            Kind.CHOICE,
            Text("地面下面", "Under floor"),
            Text("一般都是实地。", "Usually solid ground."),
            FieldClass.DEFAULTED,
            choices=(
                choice("solid", "实地", "Solid ground"),
                choice("raised", "架空", "Raised floor"),
                choice("cellar", "地下室", "Cellar"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="solid",
            why=("C",),
            feeds=("floor.below",),
        )
    )
    insulated: Value[str] = declare(
        FieldSpec(
            "G03",
            Kind.CHOICE,
            Text("地面保温", "Floor insulation"),
            Text("做地暖的一般有。", "Usual under floor heating."),
            FieldClass.DEFAULTED,
            choices=NO_YES,
            default_source=DefaultSource.FIXED,
            default_value="no",
            why=("C",),
            feeds=("floor.insulation",),
        )
    )


@dataclass(frozen=True, slots=True)
class AirLeakage:
    """Draughts."""

    draughtiness: Value[str] = declare(
        FieldSpec(
            "H01",
            Kind.CHOICE,
            Text("屋里透风吗", "Draughtiness"),
            Text(
                "刮北风时坐在炕上有没有风。",
                "Is there a draught where one sits when the north wind blows?",
            ),
            FieldClass.ESSENTIAL,
            choices=(
                choice("tight", "很严", "Tight"),
                choice("avg", "一般", "Average"),
                choice("leaky", "透风", "Draughty"),
                choice("vleaky", "透得厉害", "Very draughty"),
            ),
            why=("C",),
            feeds=("air.background",),
        )
    )
    air_changes: Value[float] = declare(
        FieldSpec(
            "H02",
            Kind.DECIMAL,
            Text("换气次数", "Air changes"),
            Text("测过才手改。", "Type it only if it was measured."),
            FieldClass.AUTOMATIC,
            unit="次/h",
            decimals=2,
            hard=Limits(0.20, 5.00),
            soft=Limits(0.50, 2.00),
            default_source=DefaultSource.DERIVED,
            why=("C",),
            feeds=("air.change",),
        )
    )
    lobby: Value[str] = declare(
        FieldSpec(
            "H03",
            Kind.CHOICE,
            Text("门斗", "Entrance lobby"),
            Text(
                "进门先过一个小间才进屋的算有。",
                "A small room between the outer door and the rooms.",
            ),
            FieldClass.DEFAULTED,
            choices=NO_YES,
            default_source=DefaultSource.ARCHETYPE,
            why=("C",),
            feeds=("air.lobby",),
        )
    )
