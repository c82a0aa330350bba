"""Work for the processes while the window is tested: quick, with results made by hand."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.errors import IncompleteError
from app.i18n import Text
from app.model.assessment import (
    Assessment,
    ExcludedMeasure,
    Finding,
    FrontPoint,
    Package,
    Plan,
    Range,
)
from app.report.sheet import build_sheet
from app.services.longjobs import Paper, Planned
from app.store.village import open_village
from tests.report.sample import ASSESSMENT, PACKAGE, PLAN, measure, sheet_input

Progress = Callable[[float], None]
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


def assess_sample(*_arguments: Any, progress: Progress) -> Assessment:
    progress(0.5)
    return ASSESSMENT


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
        ),
        replace(PACKAGE, key="best_value"),
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


def plan_sample(
    _path: object, _password: object, _dwelling: str, own: tuple[str, ...], *_more: Any,
    progress: Progress,
) -> Planned:  # fmt: skip
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
    plan = replace(PLAN, packages=made, excluded=excluded, front_total=FRONT, left_out=81_000)
    return Planned(ASSESSMENT, plan, ())


def nothing_passes(*_arguments: Any, progress: Progress) -> Planned:
    return Planned(ASSESSMENT, replace(PLAN, packages=packages()[:1], gap=0.043), ())


def stopped_plan(*_arguments: Any, progress: Progress) -> Planned:
    plan: Plan = replace(PLAN, packages=(), stopped_by=DANGER, findings=(DANGER,))
    return Planned(ASSESSMENT, plan, ())


def sheet_sample(*_arguments: Any, progress: Progress) -> Paper:
    paper = build_sheet(sheet_input())
    return Paper(paper.pdf, "sample.pdf", paper.missing, ())


def sheet_by_turns(
    path: Path, password: str | None, dwelling: str, *_more: Any, progress: Progress
) -> Paper:
    """A sheet that takes a moment; the third house refuses."""
    with open_village(path, password=password, read_only=True) as village:
        code = village.dwelling(dwelling).code
    for share in range(20):
        progress(share / 20)
        time.sleep(0.02)
    if code == "0003":
        raise IncompleteError("Enter the length of the house (C02).", ("C02",))
    return Paper(b"%PDF", f"{code}.pdf", (), ())
