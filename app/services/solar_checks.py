"""What must be known before photovoltaics are signed for: contract, roof, grid, meter, battery."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.i18n import Text
from app.model.assessment import Finding
from app.model.catalogue import Catalogue, Measure
from app.model.solar import Answered, Question, Site
from app.model.stages import Stages, stage_specs, stage_value
from app.model.stages.solar import BATTERY, CONTRACT, PLACE, PROOF
from app.model.survey import Survey, spec
from app.services.rule_conditions import PvWorks, Works, roof_load
from app.services.rules import findings
from app.services.solar_site import Answers

_OPEN = Text("还不知道", "not known yet")
_ASK: Mapping[str, Text] = {
    "L06": Text(
        "签过的合同先找出来看，别再签。", "If a contract was signed, read it first; sign no other."
    ),
    "TV1": Text(
        "电站写谁的名，电费和风险就归谁。", "Whose name it carries has its income and its risk."
    ),
    "TV2": Text(
        "用户主名字贷款，发电不够也要还。",
        "A loan in the family's name is due even if the sun does not pay for it.",
    ),
    "TV3": Text("还不上时上门找的是还款人。", "Who pays back is who is called upon."),
    "TV4": Text("打孔压载都会漏水，谁修要写明。", "Holes and ballast leak: write down who mends."),
    "TV5": Text(
        "二十年里屋顶要翻修，期满要拆要留先说好。",
        "A roof is renewed within twenty years: settle now what then becomes of the plant.",
    ),
    "L03": Text("要有资质的人看过屋顶再签。", "A qualified person must look at the roof first."),
    "L05": Text("看电表箱，才知道能接多大。", "The meter box says how much may be connected."),
    "L07": Text("先问供电所台区还能不能接。", "Ask the supply office whether the grid has room."),
    "R13": Text(
        "取暖单独一块表时，光伏供不到取暖。",
        "With a meter of its own the heating cannot use the solar power.",
    ),
    PROOF: Text("加重和抗风要有人算过。", "Load and wind must have been calculated by somebody."),
    PLACE: Text(
        "锂电池不放卧室和出口，离炉子远。",
        "No lithium battery in a bedroom, on a way out or beside a stove.",
    ),
}
_GOOD: Mapping[str, tuple[str, ...]] = {
    "L06": ("none", "own"),
    "L03": ("ok",),
    "L05": ("p40", "p60", "p3"),
    "L07": ("ok",),
    "R13": ("one", "heating"),
    PROOF: ("yes",),
    PLACE: ("outside", "side"),
}
"""Answers that let a family sign; those of the contract are judged together."""
_NOT_KNOWN = (None, "", "unk", "unseen", "unasked")


@dataclass(frozen=True, slots=True)
class Checked:
    """Questions (the six of a contract first), rules that apply, weight on the roof [kN/m²]."""

    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]
    roof_load: float

    @property
    def may_sign(self) -> bool:
        """Tell whether nothing is open and no rule blocks consent."""
        settled = all(item.state == "ok" for item in self.questions)
        return settled and all(item.severity != "block" for item in self.findings)


@dataclass(frozen=True, slots=True)
class Planned:
    """What is meant to be built: ``site``, ``dead_load`` [kN/m²], ``measures`` beside it."""

    site: Site | None
    dead_load: float
    measures: tuple[Measure, ...] = ()


def check(
    survey: Survey, stages: Stages, answers: Answers, planned: Planned, catalogue: Catalogue
) -> Checked:
    """Return what is open; ``survey`` has its defaults filled in."""
    works = _works(stages, planned)
    found = findings(survey, catalogue, "consented", works)
    known = frozenset(("R07", "R08", "R16", "R18", "R19", "R20", "R26", "R43", "R49", "R50"))
    of_pv = tuple(item for item in found if item.rule in known)
    questions = tuple(_questions(stages, answers, planned))
    return Checked(questions, of_pv, roof_load(works))


def _works(stages: Stages, planned: Planned) -> Works:
    proved = stage_value(stages, PROOF).value == "yes"
    held = float(stage_value(stages, BATTERY).value or 0.0)
    place = str(stage_value(stages, PLACE).value or "") if held > 0.0 else ""
    if planned.site is None:
        return Works(planned.measures, calculated=proved)
    on_roof = planned.site != "yard"
    pv = PvWorks(on_roof, planned.dead_load if on_roof else 0.0, place)
    return Works(planned.measures, calculated=proved, pv=pv)


def _questions(stages: Stages, answers: Answers, planned: Planned) -> Iterator[Question]:
    said = {
        "L06": answers.contract, "L03": answers.strength, "L05": answers.meter,
        "L07": answers.grid, "R13": answers.arrangement,
    }  # fmt: skip

    def value(field: str) -> object:
        return said[field] if field in said else stage_value(stages, field).value

    owner = value("TV1")
    for field in CONTRACT:
        yield _question(field, value(field), _contract_state(field, value(field), owner))
    wanted = ["L03", "L05", "L07", "R13", PROOF]
    if planned.site == "yard":
        wanted.remove("L03")
    if float(stage_value(stages, BATTERY).value or 0.0) > 0.0:
        wanted.append(PLACE)
    for field in wanted:
        yield _question(field, value(field), _state(field, value(field)))


def _state(field: str, value: object) -> Answered:
    if value in _NOT_KNOWN:
        return "unknown"
    return "ok" if value in _GOOD[field] else "bad"


def _contract_state(field: str, value: object, owner: object) -> Answered:
    """Return how an answer stands: the family must not pay for what is another's."""
    if value in _NOT_KNOWN:
        return "unknown"
    if field in _GOOD:
        return _state(field, value)
    trapped = owner == "company" and value == "family" and field in ("TV2", "TV3", "TV4")
    return "bad" if trapped else "ok"


def _question(field: str, value: object, state: Answered) -> Question:
    declared = stage_specs().get(field) or spec(field)
    chosen = declared.choice(str(value)) if value not in (None, "") else None
    answer = chosen.label if chosen is not None else _OPEN
    return Question(field, declared.label, answer, state, _ASK[field], str(value or ""))
