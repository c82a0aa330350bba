"""Section F: windows and doors.

F01 to F07 are not stored: they show the first front and the first back window row, whose ids
everybody derives from the dwelling (:func:`first_row_id`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from app.i18n import Text
from app.model.ids import derived_id
from app.model.survey.choices import SIDES, WINDOWS, WINTER_COVER, choice
from app.model.survey.spec import DefaultSource, FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value


@dataclass(frozen=True, slots=True)
class Openings:
    """What holds for all windows, and the outer doors."""

    side_windows: Value[str] = declare(
        FieldSpec(
            "F08",
            Kind.CHOICE,
            Text("东西窗", "East/west windows"),
            Text("多数平房山墙没窗。", "Most gable walls have no window."),
            FieldClass.DEFAULTED,
            choices=(choice("no", "无", "None"), choice("yes", "有", "Present")),
            default_source=DefaultSource.FIXED,
            default_value="no",
            why=("C",),
            feeds=("window.count",),
        )
    )
    door: Value[str] = declare(
        FieldSpec(
            "F09",
            Kind.CHOICE,
            Text("外门种类", "Door type"),
            Text("堂屋那扇门。", "The door of the main room."),
            FieldClass.DEFAULTED,
            choices=(
                choice("wood", "木门", "Timber"),
                choice("steel", "铁皮门", "Steel sheet"),
                choice("alu_glass", "铝合金玻璃门", "Aluminium and glass"),
                choice("ins", "保温防盗门", "Insulated security door"),
                choice("pvc", "塑钢门", "uPVC"),
            ),
            default_source=DefaultSource.ARCHETYPE,
            why=("C",),
            feeds=("door.type",),
        )
    )
    doors: Value[int] = declare(
        FieldSpec(
            "F10",
            Kind.INTEGER,
            Text("外门几樘", "Doors count"),
            Text("只数通室外的。", "Only those that lead outdoors."),
            FieldClass.DEFAULTED,
            unit="樘",
            hard=Limits(1, 6),
            soft=Limits(1, 2),
            default_source=DefaultSource.FIXED,
            default_value=1,
            why=("C",),
            feeds=("door.count",),
        )
    )
    winter_cover: Value[tuple[str, ...]] = declare(
        FieldSpec(
            "F11",
            Kind.MULTI,
            Text("冬天怎么挡风", "Winter cover"),
            Text(
                "挂棉门帘、钉塑料布会少漏热。",
                "Quilted curtains and plastic sheet keep heat in.",
            ),
            FieldClass.DEFAULTED,
            choices=WINTER_COVER,
            default_source=DefaultSource.VILLAGE,
            default_field="V22",
            default_value=("none",),
            why=("C",),
            feeds=("opening.winter_cover",),
        )
    )
    gaps: Value[str] = declare(
        FieldSpec(
            "F12",
            Kind.CHOICE,
            Text("窗缝", "Window gaps"),
            Text("手放在窗缝边试一试。", "Hold a hand to the gaps."),
            FieldClass.DEFAULTED,
            choices=(
                choice("tight", "严", "Tight"),
                choice("avg", "一般", "Average"),
                choice("leaky", "漏风", "Leaky"),
            ),
            default_source=DefaultSource.ARCHETYPE,
            why=("C",),
            feeds=("air.window_gap",),
        )
    )


@dataclass(frozen=True, slots=True)
class WindowRow:
    """Windows of one kind and size on one side."""

    id: str
    side: Value[str] = declare(
        FieldSpec(
            "W01",
            Kind.CHOICE,
            Text("窗在哪面墙", "Wall"),
            Text("正房朝南时，南面就是正面。", "The front is where the main door is."),
            FieldClass.CONDITIONAL,
            choices=SIDES,
            why=("C",),
            feeds=("window.side",),
        )
    )
    type: Value[str] = declare(
        FieldSpec(
            "W02",
            Kind.CHOICE,
            Text("窗种类", "Window type"),
            Text("看玻璃片数。", "Count the panes."),
            FieldClass.CONDITIONAL,
            choices=WINDOWS,
            pictures=True,
            default_source=DefaultSource.DERIVED,
            default_field="F01",
            why=("C", "cost"),
            feeds=("window.type",),
        )
    )
    width: Value[float] = declare(
        FieldSpec(
            "W03",
            Kind.DECIMAL,
            Text("窗宽", "Width"),
            Text("一樘窗的宽。", "Width of one window."),
            FieldClass.CONDITIONAL,
            unit="m",
            decimals=2,
            hard=Limits(0.20, 6.00),
            soft=Limits(0.50, 2.40),
            why=("C",),
            feeds=("window.width",),
        )
    )
    height: Value[float] = declare(
        FieldSpec(
            "W04",
            Kind.DECIMAL,
            Text("窗高", "Height"),
            Text("一樘窗的高。", "Height of one window."),
            FieldClass.CONDITIONAL,
            unit="m",
            decimals=2,
            hard=Limits(0.20, 3.00),
            soft=Limits(0.50, 1.80),
            why=("C",),
            feeds=("window.height",),
        )
    )
    count: Value[int] = declare(
        FieldSpec(
            "W05",
            Kind.INTEGER,
            Text("几樘", "Count"),
            Text("大小一样的有几樘。", "How many of this size."),
            FieldClass.CONDITIONAL,
            unit="樘",
            hard=Limits(0, 20),
            soft=Limits(0, 7),
            why=("C",),
            feeds=("window.count",),
        )
    )


@dataclass(frozen=True, slots=True)
class View:
    """A field that shows the answers ``shows`` of the first window row of ``side``."""

    spec: FieldSpec
    side: str
    shows: tuple[str, ...]


VIEWS: Mapping[str, View] = MappingProxyType(
    {
        view.spec.id: view
        for view in (
            View(
                FieldSpec(
                    "F01",
                    Kind.CHOICE,
                    Text("南窗种类", "South window type"),
                    Text(
                        "看玻璃片数：打火机照一下，几个火苗几层玻璃。",
                        "Hold a lighter to the glass: as many flames as panes.",
                    ),
                    FieldClass.ESSENTIAL,
                    choices=WINDOWS,
                    pictures=True,
                    why=("C", "cost"),
                    feeds=("window.type",),
                ),
                "S",
                ("W02",),
            ),
            View(
                FieldSpec(
                    "F02",
                    Kind.DECIMAL,
                    Text("南窗宽", "South window width"),
                    Text(
                        "一樘窗的宽。几樘大小差不多量一樘即可。",
                        "Width of one window; measure one if they are much the same.",
                    ),
                    FieldClass.ESSENTIAL,
                    unit="m",
                    decimals=2,
                    hard=Limits(0.30, 6.00),
                    soft=Limits(0.90, 2.40),
                    why=("C",),
                    feeds=("window.width",),
                ),
                "S",
                ("W03",),
            ),
            View(
                FieldSpec(
                    "F03",
                    Kind.DECIMAL,
                    Text("南窗高", "South window height"),
                    Text("一樘窗的高。", "Height of one window."),
                    FieldClass.ESSENTIAL,
                    unit="m",
                    decimals=2,
                    hard=Limits(0.30, 3.00),
                    soft=Limits(1.00, 1.80),
                    why=("C",),
                    feeds=("window.height",),
                ),
                "S",
                ("W04",),
            ),
            View(
                FieldSpec(
                    "F04",
                    Kind.INTEGER,
                    Text("南窗几樘", "South windows count"),
                    Text("大小不同的另加一行。", "Add a row for windows of another size."),
                    FieldClass.ESSENTIAL,
                    unit="樘",
                    hard=Limits(0, 20),
                    soft=Limits(1, 7),
                    why=("C",),
                    feeds=("window.count",),
                ),
                "S",
                ("W05",),
            ),
            View(
                FieldSpec(
                    "F05",
                    Kind.INTEGER,
                    Text("北窗几樘", "North windows count"),
                    Text("没有填0。冬天封死的也算。", "0 if none; those sealed in winter count."),
                    FieldClass.ESSENTIAL,
                    unit="樘",
                    hard=Limits(0, 15),
                    soft=Limits(0, 5),
                    why=("C",),
                    feeds=("window.count",),
                ),
                "N",
                ("W05",),
            ),
            View(
                FieldSpec(
                    "F06",
                    Kind.CHOICE,
                    Text("北窗种类", "North window type"),
                    Text("和南窗一样就不用改。", "Leave it if the same as in front."),
                    FieldClass.DEFAULTED,
                    choices=WINDOWS,
                    default_source=DefaultSource.DERIVED,
                    default_field="F01",
                    why=("C",),
                    feeds=("window.type",),
                ),
                "N",
                ("W02",),
            ),
            View(
                FieldSpec(
                    "F07",
                    Kind.SIZE,
                    Text("北窗宽×高", "North window size"),
                    Text(
                        "写成 1.2×0.9。和原型差不多就不用改。",
                        "Written 1.2x0.9. Leave it if much like the archetype.",
                    ),
                    FieldClass.DEFAULTED,
                    unit="m",
                    decimals=2,
                    hard=Limits(0.20, 3.00),
                    soft=Limits(0.50, 1.50),
                    default_source=DefaultSource.ARCHETYPE,
                    why=("C",),
                    feeds=("window.width", "window.height"),
                ),
                "N",
                ("W03", "W04"),
            ),
        )
    }
)


@lru_cache(maxsize=256)
def first_row_id(dwelling_id: str, side: str) -> str:
    """Return the id of the first window row of the front "S" or the back "N"."""
    return derived_id(dwelling_id, "window", side)
