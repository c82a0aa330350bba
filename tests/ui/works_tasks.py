"""Works of a village for the process while the window is tested: quick, made by hand."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.calc.village_works import teams_of, trades_of
from app.errors import RefusedError
from app.i18n import Text
from app.model.roadmap import Begin
from app.model.survey.estimates import setting
from app.model.village_works import Frost, HouseStep, HouseWorks, LeftOut, VillageWorks
from app.services.outcomes import NamedWorks
from app.store.village import open_village

Progress = Callable[[float], None]
MARCH = 12 * 2027 + 2


def works_sample(
    path: Path, password: str | None, _weather: object, held: Any, *, progress: Progress
) -> NamedWorks:
    """Put every house of the village on the calendar but the last; the second one freezes."""
    progress(0.5)
    with open_village(path, password=password, read_only=True) as village:
        rows = village.overview()
        arranged = {row.dwelling_id: village.arranged(row.dwelling_id, "TP5") for row in rows}
        limits = [setting(village.village_values(), field) for field in ("V47", "V46")]
    known = {house.dwelling_id: house for house in held}
    shown = rows[:-1] or rows
    houses = [
        known.get(row.dwelling_id) or sample_house(row.dwelling_id, row.code, k, arranged)
        for k, row in enumerate(shown)
    ]
    left = [
        LeftOut(row.dwelling_id, row.code, "一组", "none", Text("还没有方案。", "No plan yet."))
        for row in rows[len(shown) :]
    ]
    names = {row.dwelling_id: row.head_name for row in rows}
    return NamedWorks(sample_works(houses, left, *limits), names)


def no_works(*_arguments: Any, progress: Progress) -> NamedWorks:
    """Have no house with steps."""
    left = LeftOut("d", "0001", "", "none", Text("还没有方案。", "No plan yet."))
    return NamedWorks(sample_works([], [left]), {})


def slow_works(*_arguments: Any, progress: Progress) -> NamedWorks:
    """Take so long that somebody stops it."""
    for n in range(2000):
        progress(n / 2000)
        time.sleep(0.01)
    raise AssertionError("nobody stopped it")


def faulty_works(*_arguments: Any, progress: Progress) -> NamedWorks:
    """Be refused."""
    raise RefusedError("村文件读不出来。")


def works_change_sample(
    path: Path, password: str | None, _weather: object, works: VillageWorks, dwelling: str,
    change: Any, *, progress: Progress,
) -> VillageWorks:  # fmt: skip
    """Move the house's first step; before March 2027 it freezes and is refused."""
    progress(0.5)
    (house,) = [item for item in works.houses if item.dwelling_id == dwelling]
    if change is None:
        with open_village(path, password=password, read_only=True) as village:
            arranged = {dwelling: village.arranged(dwelling, "TP5")}
        new = sample_house(dwelling, house.code, 0, arranged)
    else:
        month = 12 * change.year + change.month - 1 if isinstance(change, Begin) else (
            house.steps[0].month + 3 * change.by
        )  # fmt: skip
        if month < MARCH:
            raise RefusedError("没有移动。抹灰要在5℃以上。")
        new = sample_house(dwelling, house.code, 0, {dwelling: [f"month|{month}"]})
    houses = [new if item.dwelling_id == dwelling else item for item in works.houses]
    return sample_works(houses, works.left_out, works.help_limit, works.trade_limit)


def sample_house(dwelling: str, code: str, number: int, arranged: Any) -> HouseWorks:
    """Return a house of two steps; begun by default in April, the second house in November."""
    kept = arranged.get(dwelling)
    month = int(kept[0].partition("|")[2]) if kept else MARCH + (9 if number == 1 else 1)
    cold = (
        Frost(month, -0.4, 5.0, (Text("外墙", "Wall"),), MARCH + 13),
    ) if month % 12 == 11 else ()  # fmt: skip
    first = HouseStep(
        1, "strengthening", (2 * month, 2 * month + 1), ((2 * month, 4.0),),
        (Text("外墙", "Wall"),), 4.0, 8.0, {"masonry": 40.0}, joined=True, frost=cold,
    )  # fmt: skip
    second = HouseStep(
        2, "openings", (2 * month, 2 * month + 1), ((2 * month + 1, 1.0),),
        (Text("换窗", "Windows"),), 1.0, 2.0, {"joinery": 4.0},
    )  # fmt: skip
    return HouseWorks(
        dwelling, code, "一组", "cheapest", (first, second), own=3.0, helps=True, asks=10.0,
        arranged=bool(kept), lines=tuple(kept or ()),
    )  # fmt: skip


def sample_works(
    houses: Any, left: Any, help_limit: float = 6.0, trade_limit: float = 60.0
) -> VillageWorks:
    """Return the works of houses made by hand, summed as real ones are."""
    rule = Text("抹灰要在5℃以上。", "Wet work above 5 °C only.")
    return VillageWorks(
        "2026-11-26T00:00:00Z", tuple(houses), tuple(left), teams_of(houses, left, help_limit),
        trades_of(houses, trade_limit), help_limit, trade_limit, rule,
    )  # fmt: skip
