"""What all traces are made of: clauses, names, inputs."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import Text
from app.model.assessment import (
    Assessment,
    Mark,
    Provenanced,
)
from app.model.survey.feeds import MODEL_INPUTS
from app.model.trace import Trace, TraceInput
from app.model.uncertainty import Sensitivity

Sources = Mapping[str, Text]
GB50176 = Text("GB 50176-2016 围护结构传热系数", "GB 50176-2016, thermal transmittance")
ISO6946 = Text("ISO 6946:2017 第6.7条", "ISO 6946:2017, 6.7")
ISO13370 = Text("ISO 13370:2017 第7条、附录D", "ISO 13370:2017, clause 7 and annex D")
ISO52016 = Text("ISO 52016-1:2017 逐时法", "ISO 52016-1:2017, hourly method")
EN12831 = Text("EN 12831-1:2017 第6.3条", "EN 12831-1:2017, 6.3")
LEAKS = Text("附加渗漏模型，政策包上下限", "Additive leakage model, limits of the policy pack")
ACCOUNT = Text(
    "能源账：需热量÷效率÷热值×系数", "Energy account: need ÷ efficiency ÷ heating value × factor"
)
SAMPLE = Text("Sobol 抽样，区间含其中80 %", "Sobol sample; a range holds 80 % of it")
ZONES: Mapping[str, Text] = {
    "main": Text("取暖的正房", "Heated main rooms"),
    "side": Text("不取暖的房间", "Unheated rooms"),
    "roof": Text("顶棚上空间", "Roof space"),
    "sun": Text("阳光间", "Sunspace"),
    "outdoor": Text("室外", "outdoors"),
    "ground": Text("地下", "ground"),
}
USES: Mapping[str, Text] = {
    "heating": Text("采暖", "Heating"),
    "hot_water": Text("热水", "Hot water"),
    "cooking": Text("做饭", "Cooking"),
    "lighting": Text("照明", "Lighting"),
    "appliances": Text("电器", "Appliances"),
}


def told(text: str, sources: Sources) -> Text | None:
    """Return the sentence of a source key, or the text that was kept in its place."""
    return sources.get(text, Text(text, text)) if text else None


def opened(symbol: str, trace: Trace, weight: int = 1) -> TraceInput:
    """Return an input that opens."""
    return TraceInput(symbol, trace.name, trace.value, trace.unit, weight, trace=trace)


def constant(
    symbol: str, name: Text, value: float, unit: str, source: Text, mark: Mark, weight: int = 1
) -> TraceInput:
    """Return a figure of a standard or a setting."""
    return TraceInput(symbol, name, value, unit, weight, "rule", source, mark)


def number_input(
    symbol: str, name: Text, value: float, unit: str = "", weight: int = 1
) -> TraceInput:
    """Return a computed figure that does not open further."""
    return TraceInput(symbol, name, value, unit, weight)


def zone_name(zone: str) -> Text:
    """Return the words for a zone; storeys and wings keep their code."""
    if zone.startswith("upper"):
        return Text("楼上", "Upper storey")
    return ZONES.get(zone, Text(f"厢房 {zone[:4]}", f"Wing {zone[:4]}"))


@dataclass(frozen=True, slots=True)
class Basis:
    """What stands behind the figures of an assessment."""

    assessment: Assessment
    sources: Sources

    @property
    def names(self) -> Mapping[str, Text]:
        """Names of the elements by id."""
        return {item.id: item.name for item in self.assessment.elements}


def resolved_input(item: Provenanced, sources: Sources) -> TraceInput:
    """Return a resolved input of the model as an input of a trace."""
    known = MODEL_INPUTS.get(item.key)
    number = isinstance(item.value, int | float) and not isinstance(item.value, bool)
    words = None if number else _words(item.value)
    return TraceInput(
        symbol="",
        name=known.name if known else Text(item.key, item.key),
        value=float(item.value) if number else None,
        unit=item.unit,
        provenance=item.provenance,
        source=told(item.source, sources),
        mark=item.mark,
        field=item.field,
        words=words,
    )


def _words(value: object) -> Text:
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return Text(text, text)


def influences(found: Sensitivity | None) -> tuple[TraceInput, ...]:
    """Return what makes a result wide, with the share of each in its variance."""
    if found is None:
        return ()
    return tuple(
        TraceInput(
            "", item.name, item.share, "", 1, "sample", item.how, None, ", ".join(item.fields)
        )
        for item in found.influences
    )
