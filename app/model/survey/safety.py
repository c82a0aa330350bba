"""Section M: safety and constraints."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import HERITAGE, NO_YES, RELOCATION, YES_NO_UNKNOWN, choice
from app.model.survey.spec import DefaultSource, FieldClass, FieldSpec, Kind, declare
from app.model.value import Value


@dataclass(frozen=True, slots=True)
class Safety:
    """Whether the house may be worked on at all."""

    grade: Value[str] = declare(
        FieldSpec(
            "M01",
            Kind.CHOICE,
            Text("房屋危险等级", "Danger grade"),
            Text(
                "照排查或鉴定报告填。没有报告就选“没鉴定”，不要自己评。",
                "As in the report. Without one, “not appraised”; do not judge yourself.",
            ),
            FieldClass.ESSENTIAL,
            choices=(
                choice("A", "A级", "A"),
                choice("B", "B级", "B"),
                choice("C", "C级", "C"),
                choice("D", "D级", "D"),
                choice("unk", "没鉴定", "Not appraised"),
            ),
            why=("safety", "G"),
        )
    )
    basis: Value[str] = declare(
        FieldSpec(
            "M02",
            Kind.CHOICE,
            Text("等级依据", "Basis of grade"),
            Text("报告编号写在备注。", "Write the number of the report in the notes."),
            FieldClass.DEFAULTED,
            choices=(
                choice("report", "鉴定报告", "Appraisal report"),
                choice("register", "排查登记", "Inspection register"),
                choice("none", "没有", "None"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="register",
            why=("safety",),
        )
    )
    ring_beam: Value[str] = declare(
        FieldSpec(
            "M03",
            Kind.CHOICE,
            Text("圈梁构造柱", "Ring beam, tie columns"),
            Text("看墙角和檐口有没有混凝土。", "Look for concrete at corners and eaves."),
            FieldClass.DEFAULTED,
            choices=YES_NO_UNKNOWN,
            default_source=DefaultSource.ARCHETYPE,
            why=("safety", "G"),
        )
    )
    strengthened: Value[str] = declare(
        FieldSpec(
            "M04",
            Kind.CHOICE,
            Text("做过抗震加固", "Seismic strengthening"),
            Text("和抗震加固一起做最省。", "Cheapest together with strengthening."),
            FieldClass.DEFAULTED,
            choices=(choice("no", "没有", "No"), choice("yes", "做过", "Done")),
            default_source=DefaultSource.FIXED,
            default_value="no",
            why=("safety", "G", "subsidy"),
        )
    )
    cracks: Value[str] = declare(
        FieldSpec(
            "M05",
            Kind.CHOICE,
            Text("明显裂缝歪斜", "Cracks, leaning"),
            Text("手指能伸进去的算明显。", "Wide enough for a finger is obvious."),
            FieldClass.ESSENTIAL,
            choices=(
                choice("none", "没有", "None"),
                choice("fine", "细小", "Fine"),
                choice("obvious", "明显", "Obvious"),
            ),
            why=("safety",),
        )
    )
    heritage: Value[str] = declare(
        FieldSpec(
            "M06",
            Kind.CHOICE,
            Text("保护身份", "Heritage status"),
            Text(
                "文物、历史建筑不许动外立面。",
                "The outside of a protected building must not be touched.",
            ),
            FieldClass.DEFAULTED,
            choices=HERITAGE,
            default_source=DefaultSource.VILLAGE,
            default_field="V27",
            default_value="no",
            why=("suitability",),
        )
    )
    relocation: Value[str] = declare(
        FieldSpec(
            "M07",
            Kind.CHOICE,
            Text("近三年拆迁搬迁", "Relocation planned"),
            Text("问村委会。", "Ask the village committee."),
            FieldClass.DEFAULTED,
            choices=RELOCATION,
            default_source=DefaultSource.VILLAGE,
            default_field="V28",
            default_value="none",
            why=("suitability",),
        )
    )
    damp_site: Value[str] = declare(
        FieldSpec(
            "M08",
            Kind.CHOICE,
            Text("积水返潮", "Flooded or damp site"),
            Text("雨季院里积水的选有。", "Water stands in the yard in the rainy season."),
            FieldClass.OPTIONAL,
            choices=NO_YES,
            why=("suitability",),
        )
    )
