"""Section Q: survey record."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.spec import DefaultSource, FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value


@dataclass(frozen=True, slots=True)
class Record:
    """Who surveyed, and when."""

    date: Value[str] = declare(
        FieldSpec(
            "Q01",
            Kind.DATE,
            Text("调查日期", "Survey date"),
            Text("补录旧表要改成当天日期。", "For an old form, the day it was filled in."),
            FieldClass.DEFAULTED,
            default_source=DefaultSource.DERIVED,
            why=("G",),
        )
    )
    surveyor: Value[str] = declare(
        FieldSpec(
            "Q02",
            Kind.TEXT,
            Text("调查员", "Surveyor"),
            Text("必须在名单里。", "Must be on the list of the village."),
            FieldClass.DEFAULTED,
            default_source=DefaultSource.LAST_HOUSE,
            max_length=30,
            why=("G",),
        )
    )
    confidence: Value[int] = declare(
        FieldSpec(
            "Q03",
            Kind.INTEGER,
            Text("可信度", "Confidence"),
            Text(
                "默认值越多分越低，结果范围越宽。",
                "The more defaults, the lower, and the wider the range of results.",
            ),
            FieldClass.AUTOMATIC,
            unit="分",
            hard=Limits(0, 100),
            soft=Limits(60, 100),
            default_source=DefaultSource.DERIVED,
            why=("R", "G"),
        )
    )
    notes: Value[str] = declare(
        FieldSpec(
            "Q04",
            Kind.TEXT,
            Text("备注", "Notes"),
            Text("说不清的写这里，并打“待复核”。", "Write here what is unclear, to be checked."),
            FieldClass.OPTIONAL,
            max_length=500,
            why=("X",),
        )
    )
