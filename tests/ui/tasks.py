"""Work for the processes while the window is tested: quick, with results made by hand.

What one of them needs that takes long to read is read by that one alone.
"""

import io
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import IncompleteError, RefusedError
from app.i18n import Text
from app.model.account import HouseAccount, ServiceOption
from app.model.assessment import (
    Addition,
    ColdestRoom,
    Droppable,
    ExcludedMeasure,
    Finding,
    FrontPoint,
    LimitCheck,
    NamedChoice,
    Package,
    Plan,
    Range,
    RuleUsed,
    UseState,
)
from app.model.design import DesignCheck, DesignPart, Proposal, Scheme
from app.model.heating import HeatingComparison
from app.model.label import Label
from app.model.roadmap import (
    SEASONS,
    Move,
    Roadmap,
    RoadStep,
    Shift,
    StepMeasure,
    StepState,
)
from app.model.solar import Solar
from app.model.survey import VillageValues, apply_edit, apply_village_edit, blank_survey
from app.services.outcomes import Accounts, Arranged, PackageAccount, Paper, Planned, ScenarioResult
from app.services.parcels import packed, unpacked
from app.services.scenarios import measures_of, scenarios_of
from tests.report.sample import ASSESSMENT, PACKAGE, PLAN, measure, sheet_input
from tests.ui.light import KEEP
from tests.ui.solar_sample import SOLAR

if TYPE_CHECKING:
    from app.store.village import VillageFile

Progress = Callable[[float], None]
LIMITS = (25.0, 50.0, 100.0, 140.0)
DANGER = Finding(
    "R01",
    "block",
    Text("D级危房：先解危，后节能，本户不做节能方案。", "Grade D: make the house safe first."),
    "C",
    "A",
)


FRONT = (
    FrontPoint(0.0, None, 0.0, ()),
    FrontPoint(4300.0, None, 0.21, ("C_GW100",)),
    FrontPoint(9800.0, None, 0.31, ("C_GW100", "W_EPS80@N")),
    FrontPoint(13100.0, None, 0.37, ("C_GW100", "W_EPS80@N", "WIN_SEAL")),
    FrontPoint(24500.0, None, 0.49, ("C_GW100", "W_EPS80@S+N", "WIN_SEAL")),
    FrontPoint(46000.0, None, 0.58, ("C_GW100", "W_EPS100@S+N+E+W", "WIN_TB12@S", "DOOR_INS")),
)


STRIPS = NamedChoice("WIN_SEAL", Text("门窗密封条", "Weather strips"), Text("", ""))
BACK = NamedChoice("W_EPS80", Text("外墙外保温80毫米", "EPS 80 mm outside"), Text("背面", "back"))
COLDEST = ColdestRoom(2.3, 7.4, 4.1, 8.2)


def packages() -> tuple[Package, ...]:
    deep = (
        *PACKAGE.measures,
        measure(Text("断桥铝中空窗", "Double glazing"), Text("南窗、北窗", "All windows"), 9800.0),
        measure(Text("保温入户门", "Insulated door"), Text("外门", "Door"), 1600.0),
    )
    return (
        replace(
            PACKAGE,
            measures=PACKAGE.measures[::2],
            saving_demand=Range(0.16, 0.21, 0.26),
            probability=0.03,
            passes=False,
            cost=Range(3500.0, 4300.0, 5700.0),
            gap=0.094,
            addition=Addition((BACK, STRIPS), Range(7000.0, 8800.0, 11900.0), 0.91, 128),
            coldest=replace(COLDEST, free_after=4.4, used_after=5.6),
        ),
        replace(
            PACKAGE,
            key="best_value",
            droppable=(Droppable(STRIPS, Range(300.0, 400.0, 600.0), 0.86, 128),),
            coldest=COLDEST,
        ),
        replace(
            PACKAGE,
            key="deep",
            measures=deep,
            saving_demand=Range(0.52, 0.58, 0.63),
            probability=0.99,
            cost=Range(38000.0, 46000.0, 58000.0),
            payback=None,
        ),
    )


def opened(path: Path, password: str | None) -> "VillageFile":
    """Return the village beside the window."""
    from app.store.village import open_village

    return open_village(path, password=password, read_only=True)


def remembered(name: str, make: Callable[[], Any]) -> Any:
    """Return what another process of this run of the tests has made already, or make it."""
    folder = os.environ.get(KEEP)
    kept = Path(folder) / name if folder else None
    if kept is None or not kept.exists():
        made = make()
        if kept is not None:
            draft = kept.with_suffix(f".{os.getpid()}")
            draft.write_bytes(packed(made))
            draft.replace(kept)
        return made
    return unpacked(kept.read_bytes())


def plan_sample(
    path: Path, password: str | None, dwelling: str, own: tuple[str, ...], *_more: Any,
    progress: Progress,
) -> Planned:  # fmt: skip
    """A plan by hand; the scenarios that are kept, each with the sample's measures."""
    progress(0.5)
    made = packages()
    if own:
        ticked = tuple(replace(PACKAGE.measures[0], id=item) for item in own)
        made = (*made, replace(PACKAGE, key="own", measures=ticked))
    excluded = (
        ExcludedMeasure(
            "R_SLOPE",
            Text("平改坡+保温", "Flat-to-pitched with insulation"),
            "R20",
            Text("屋面已是坡屋顶。", "The roof is pitched already."),
        ),
    )
    plan = replace(
        PLAN, packages=made, excluded=excluded, front_total=FRONT, left_out=81_000, rules=RULES
    )
    beside = scenarios_sample(path, password, dwelling, plan)
    return Planned(ASSESSMENT, plan, (), (), beside, {"W_EPS80": ("S", "N", "E")})


RULES = (
    RuleUsed("least_life", "5", "program", 60_000),
    RuleUsed("one_wall", "", "program", 20_000),
    RuleUsed("windows", "each", "village", 1_000),
    RuleUsed("gables_together", "no", "program", 0),
)


def scenarios_sample(
    path: Path, password: str | None, dwelling: str, plan: Plan
) -> tuple[ScenarioResult, ...]:
    with opened(path, password) as village:
        held = scenarios_of(village.stages(dwelling))
    lists = [(item, measures_of(item, held, plan)) for item in held]
    return tuple(
        ScenarioResult(
            item,
            listed,
            replace(
                PACKAGE, key="own",
                measures=tuple(replace(PACKAGE.measures[0], id=text) for text in listed),
            ) if listed else None,
            "" if listed else "还没有勾措施。",
        )
        for item, listed in lists
    )  # fmt: skip


def roadmap_sample(
    _path: object, _password: object, _dwelling: str, key: Any, lines: tuple[str, ...] | None,
    change: Move | Shift | None, _weather: object, *, progress: Progress,
) -> Arranged:  # fmt: skip
    """Wall and ceiling in two steps; the wall refuses to come last."""
    progress(0.5)
    groups = [line.split(",") for line in lines] if lines else [["WALL"], ["CEILING"]]
    if isinstance(change, Move):
        if change.measure == "WALL" and change.to > 1:
            raise RefusedError("没有移动。先做外墙。")
        groups = [[key for key in group if key != change.measure] for group in groups]
        groups += [[] for _missing in range(change.to - len(groups))]
        groups[change.to - 1].append(change.measure)
        groups = [group for group in groups if group]
    by = change.by if isinstance(change, Shift) else 0
    return Arranged(roadmap(groups, key or "cheapest", by, own=change is not None),
                    tuple(",".join(group) for group in groups))  # fmt: skip


def account_sample(*arguments: Any, progress: Progress) -> Accounts:
    """Return the accounts of the results that are shown, with two ways to make hot water."""
    from app.calc.account import house_account
    from app.store.catalogue import load_catalogue, load_policy_pack

    assessment, plan = arguments[-2:]
    catalogue, pack = load_catalogue(), load_policy_pack()

    def of(state: UseState) -> HouseAccount:
        return house_account(state.account, state.q_h_nd_month, catalogue, pack)

    progress(0.5)
    packages = plan.packages if plan is not None else ()
    tables = (catalogue.carriers, catalogue.systems, catalogue.measures)
    names = {key: item.name for table in tables for key, item in table.items()}
    return Accounts(
        of(assessment.actual),
        tuple(PackageAccount(p.key, of(p.actual), of(p.actual_warmer)) for p in packages),
        (
            ServiceOption("hot_water", "", {"electricity": 800.0}, 255.0, 544.0, 392.0),
            ServiceOption(
                "hot_water", "DHW_SOLAR", {"electricity": 320.0, "solar": 432.0}, 102.0, 217.0,
                157.0, 2500.0,
            ),
        ),
        (),
        names | {f"grid:{x.region}": x.name for x in catalogue.grid_factors},
    )  # fmt: skip


def design_sample(*_arguments: Any, progress: Progress) -> DesignCheck:
    progress(0.5)
    wall = LimitCheck("GB/T 50824-2013", "寒冷地区", 0.65, False, "Bm", "rural", "U", 1.53)
    name, built = Text("北墙", "Back wall"), Text("实心砖370", "Solid brick 370")
    part = DesignPart("wall.N", name, built, 30.0, 1.53, (wall,), False, None)
    found = Label(4, 130.0, LIMITS, "2026-11-26", "C", Text("估计", "Estimate"))
    better = replace(found, level=2, need=48.0)
    eps = Proposal(
        ("wall.N",), "W_EPS50", Text("外墙外保温 EPS 50mm", "EPS 50 mm"), 1.53, 0.55,
        Range(9000.0, 12000.0, 16000.0),
    )  # fmt: skip
    scheme = Scheme("rural", (eps,), ((eps,),), (), eps.cost, better, 1, ())
    return DesignCheck("0001", "2026-11-26T00:00:00Z", (part,), (), found, 0, (scheme,), "天津")


def solar_sample(
    _path: Path, _password: str | None, dwelling: str, *_more: Any, progress: Progress
) -> Solar:
    progress(0.5)
    return replace(SOLAR, dwelling_id=dwelling)


def heating_sample(
    _path: Path, _password: Any, _dwelling: str, key: Any, _weather: Any, *, progress: Progress
) -> HeatingComparison:
    """Compare the first practice house for real, after a small package where one is asked for."""
    progress(0.5)
    return remembered(f"heating_{key}", lambda: _compared(key))


def _compared(key: Any) -> HeatingComparison:
    from app.services.assess import assess, load_context
    from app.services.heating import compare_heating
    from app.services.plan import own_packages
    from app.services.practice import practice_edits

    context, values = load_context(), VillageValues()
    for edit in practice_edits().village:
        values = apply_village_edit(values, edit)
    house = practice_edits().houses[0]
    survey = blank_survey(house.code)
    for edit in house.edits(house.code):
        survey = apply_edit(survey, edit)
    assessment = assess(survey, values, context, quick=True)
    package = None
    if key is not None:
        works = [["W_EPS80", "R_XPS60"]]
        (package,) = own_packages(
            survey, values, context, assessment, works, today="2026-11-26", samples=2
        )
        package = replace(package, key=key)
    return compare_heating(survey, values, context, assessment, package)


def roadmap(groups: list[list[str]], key: Any, by: int, *, own: bool) -> Roadmap:
    def state(need: float, saving: float) -> StepState:
        found = Label(
            1 + round(need / 40), need, LIMITS, "2026-11-26", "C", Text("估计", "Estimate")
        )
        return StepState(60 * need, need, saving, found, 3.0 + 10 * saving, 3100.0, 0.9)

    steps = tuple(
        RoadStep(
            number,
            2027,
            SEASONS[by % 4],
            (6, 7),
            tuple(
                StepMeasure(item, Text(item, item), Text("北墙", "North"), "insulation", "wet",
                            Range(4000.0, 5000.0, 7000.0), 3.0)
                for item in group
            ),
            3.0 * len(group),
            Range(4000.0, 5000.0, 7000.0),
            Range(4000.0 * number, 5000.0 * number, 7000.0 * number),
            None,
            state(130.0 - 30.0 * number, 0.2 * number),
        )
        for number, group in enumerate(groups, start=1)
    )  # fmt: skip
    return Roadmap(ASSESSMENT.dwelling_id, "2026-11-26T00:00:00Z", PLAN.id, key, state(130.0, 0.0),
                   steps, own)  # fmt: skip


def nothing_closes_it(*_arguments: Any, progress: Progress) -> Planned:
    made = replace(packages()[0], gap=0.043, addition=None)
    return Planned(ASSESSMENT, replace(PLAN, packages=(made,), gap=0.043), ())


def nothing_passes(*_arguments: Any, progress: Progress) -> Planned:
    return Planned(ASSESSMENT, replace(PLAN, packages=packages()[:1], gap=0.043), ())


def stopped_plan(*_arguments: Any, progress: Progress) -> Planned:
    plan: Plan = replace(PLAN, packages=(), stopped_by=DANGER, findings=(DANGER,))
    return Planned(ASSESSMENT, plan, ())


def sheet_sample(*_arguments: Any, progress: Progress) -> Paper:
    from app.report.sheet import build_sheet

    paper = build_sheet(sheet_input())
    return Paper(paper.pdf, "sample.pdf", paper.missing, ())


def sheet_by_turns(
    path: Path, password: str | None, dwelling: str, *_more: Any, progress: Progress
) -> Paper:
    """A sheet that takes a moment; the third house refuses."""
    with opened(path, password) as village:
        code = village.dwelling(dwelling).code
    for share in range(20):
        progress(share / 20)
        time.sleep(0.02)
    if code == "0003":
        raise IncompleteError("Enter the length of the house (C02).", ("C02",))
    return Paper(b"%PDF", f"{code}.pdf", (), ())


def printed_sheet(
    path: Path, password: str | None, dwelling: str, *_more: Any, progress: Progress
) -> Paper:
    """A sheet of one page that a printer can draw."""
    with opened(path, password) as village:
        code = village.dwelling(dwelling).code
    from reportlab.pdfgen.canvas import Canvas

    held = io.BytesIO()
    page = Canvas(held, pagesize=(200, 100))
    page.drawString(20, 50, code)
    page.save()
    return Paper(held.getvalue(), f"{code}.pdf", (), ())


def outdated_plan(*arguments: Any, progress: Progress) -> Planned:
    """Return a plan that prices left behind, unless a new version is asked for."""
    renewed = len(arguments) > 5 and arguments[5]
    changed = () if renewed else ("catalogue",)
    return Planned(ASSESSMENT, replace(PLAN, packages=packages()), (), changed)
