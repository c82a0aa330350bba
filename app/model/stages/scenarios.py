"""Rows of TP8: named scenarios of a house, each a list of measures of its own."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.spec import FieldClass, FieldSpec, Kind, declare
from app.model.value import Value

NAME, BASE, ADDED, REMOVED = "TP8A", "TP8B", "TP8C", "TP8D"
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """TP8: measures by name, alone or as a change of a package or of another scenario."""

    id: str
    name: Value[str] = declare(
        FieldSpec(
            NAME,
            Kind.TEXT,
            Text("方案名称", "Scenario"),
            Text("自己起的名字，例：先做北墙。", "A name of your own, such as: north wall first."),
            FieldClass.ESSENTIAL,
            max_length=40,
            why=("plan",),
        )
    )
    base: Value[str] = declare(
        FieldSpec(
            BASE,
            Kind.TEXT,
            Text("建立在", "Built on"),
            Text("套餐或另一个方案；空着就是从头勾。", "A package or another scenario; or blank."),
            FieldClass.OPTIONAL,
            max_length=32,
            why=("plan",),
        )
    )
    added: Value[str] = declare(
        FieldSpec(
            ADDED,
            Kind.TEXT,
            Text("加上的措施", "Measures added"),
            Text("措施编号，用空格分开；@后面是朝向。", "Ids with a space between; sides after @."),
            FieldClass.OPTIONAL,
            max_length=_LONGEST,
            why=("plan",),
        )
    )
    removed: Value[str] = declare(
        FieldSpec(
            REMOVED,
            Kind.TEXT,
            Text("去掉的措施", "Measures taken out"),
            Text("原方案里有、这里不做的。", "What the one it is built on has and this has not."),
            FieldClass.OPTIONAL,
            max_length=_LONGEST,
            why=("plan",),
        )
    )
