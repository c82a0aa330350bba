"""The works of the whole village, from the kept plans: months, teams, trades, frost.

No house is planned anew: one whose plan no longer holds is told apart.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from app.calc.roadmap import WEATHER
from app.calc.village_works import teams_of, trades_of
from app.errors import AppError
from app.i18n import Text
from app.model.assessment import Plan
from app.model.roadmap import RoadChange
from app.model.survey import Survey, VillageValues
from app.model.survey.estimates import setting
from app.model.village_works import (
    HELP_LIMIT,
    TRADE_LIMIT,
    HouseWorks,
    LeftOut,
    LeftReason,
    VillageWorks,
)
from app.services.arranging import Arranger, arranger_of, measures_of
from app.services.assess import Context, resolved_survey
from app.services.household_money import day_rate, household_of
from app.services.ledger import Ledger, ledger_of
from app.services.records import plan_from_bytes
from app.services.roadmap import FIELD, job_values
from app.services.roadmap_rules import sentence_of
from app.services.roadmap_village import package_to_build
from app.services.team_names import group_of
from app.services.village import fingerprint, outdated
from app.services.village_steps import (
    Rates,
    days_given,
    house_steps,
    needs_values,
    package_of,
    skilled_rate,
)
from app.store.village import DwellingRow, VillageFile

Progress = Callable[[float], None]
WHY: Mapping[LeftReason, Text] = {
    "none": Text("还没有方案。", "No plan yet."),
    "old": Text(
        "做方案以后答案或目录改过，要重算。",
        "Answers or the catalogue have changed since it was planned; plan it again.",
    ),
    "nothing": Text("没有可做的套餐。", "No package to build."),
}


@dataclass(frozen=True, slots=True)
class _Reader:
    """What all houses of the village share."""

    village: VillageFile
    context: Context
    values: VillageValues
    ledger: Ledger
    rates: Rates
    held: Mapping[str, HouseWorks]

    def entry(
        self,
        row: DwellingRow,
        kept: object = None,
        change: RoadChange | None = None,
    ) -> HouseWorks | LeftOut:
        """Return the works of a house, or why it has none."""
        survey = self.village.survey(row.dwelling_id)
        filled = resolved_survey(survey, self.values, self.context)
        stored = self.village.latest_result(row.dwelling_id, "plan")
        if stored is None:
            return self._left(row, filled, "none", WHY["none"])
        plan = plan_from_bytes(stored.payload)
        mark = stored.hashes.get("fingerprint", "").partition(":")[0]
        holds = mark == fingerprint(self.village, row.dwelling_id, self.context)
        if not self._usable(row, plan, holds=holds):
            return self._left(row, filled, "old", WHY["old"])
        if plan.stopped_by is not None:
            return self._left(row, filled, "stopped", plan.stopped_by.sentence)
        if not plan.packages or not plan.packages[0].measures:
            return self._left(row, filled, "nothing", WHY["nothing"])
        found = self._works(row, survey, filled, plan, kept, change)
        return replace(found, outdated=not holds)

    def _usable(self, row: DwellingRow, plan: Plan, *, holds: bool) -> bool:
        """Tell whether the plan is of the answers as they stand and its measures are there."""
        known = self.context.catalogue.measures
        there = all(m.id in known for package in plan.packages for m in package.measures)
        return there and (
            holds or outdated(self.village, row.dwelling_id, self.context) is not None
        )

    def _left(self, row: DwellingRow, filled: Survey, reason: LeftReason, why: Text) -> LeftOut:
        home = household_of(filled, self.values, self.context.pack)
        owes = max(0.0, -self.ledger.balance(row.dwelling_id))
        team = group_of(row.group_door)
        return LeftOut(row.dwelling_id, row.code, team, reason, why, home.mutual_help, owes)

    def _works(
        self,
        row: DwellingRow,
        survey: Survey,
        filled: Survey,
        plan: Plan,
        kept: object,
        change: RoadChange | None,
    ) -> HouseWorks:
        stages = self.village.stages(row.dwelling_id)
        lines = kept if kept is not None else self.village.arranged(row.dwelling_id, FIELD)
        key = package_to_build(plan, stages, lines)
        package = package_of(plan.packages, key)
        arranger = arranger_of(filled, self.context, plan, package, {})
        stops, arranged = arranger.stops(lines)
        values: Mapping[str, float] | None = None
        if not arranged and needs_values(arranger):
            values = self._values(row, survey, plan, arranger)
            arranger = arranger_of(filled, self.context, plan, package, values)
            stops, arranged = arranger.stops(lines)
        if change is not None:
            stops, arranged = arranger.rearranged(stops, change), True
        home = household_of(filled, self.values, self.context.pack)
        mutual_max = self.context.pack.funding.mutual_days_max.value
        own, asks = days_given(home, stages, mutual_max)
        return HouseWorks(
            dwelling_id=row.dwelling_id,
            code=row.code,
            team=group_of(row.group_door),
            package=key,
            steps=house_steps(arranger, stops, self.rates),
            own=own,
            helps=home.mutual_help,
            asks=asks,
            owes=max(0.0, -self.ledger.balance(row.dwelling_id)),
            arranged=arranged,
            chosen=stages.decision.package.value == key,
            plan_id=plan.id,
            values=values,
            lines=arranger.lines(stops),
        )

    def _values(
        self, row: DwellingRow, survey: Survey, plan: Plan, arranger: Arranger
    ) -> Mapping[str, float]:
        """Return what the jobs save alone, as computed before for the same plan if it was."""
        before = self.held.get(row.dwelling_id)
        keys = set(measures_of(arranger.package))
        same = before is not None and before.plan_id == plan.id
        if same and before is not None and before.values and set(before.values) == keys:
            return before.values
        return job_values(survey, self.values, self.context, arranger.package)


def _reader(village: VillageFile, context: Context, held: Sequence[HouseWorks]) -> _Reader:
    values = village.village_values()
    rates = Rates(day_rate(values, context.pack)[0], skilled_rate(values, context.pack))
    known = {house.dwelling_id: house for house in held}
    return _Reader(village, context, values, ledger_of(village), rates, known)


def village_works(
    village: VillageFile,
    context: Context,
    progress: Progress | None = None,
    *,
    held: Sequence[HouseWorks] = (),
) -> VillageWorks:
    """Return the works of all houses of a village.

    ``held`` works known before spare the runs of the engine by which steps were proposed.
    """
    reader, rows = _reader(village, context, held), village.overview()
    found: list[HouseWorks | LeftOut] = []
    for number, row in enumerate(rows):
        if progress is not None:
            progress(number / len(rows))
        try:
            found.append(reader.entry(row))
        except AppError as error:
            why = Text(str(error), str(error))
            found.append(LeftOut(row.dwelling_id, row.code, group_of(row.group_door), "fault", why))
    return _summed(found, reader.values, context)


def with_house(
    village: VillageFile,
    context: Context,
    works: VillageWorks,
    dwelling_id: str,
    change: RoadChange | None = None,
) -> VillageWorks:
    """Return the works with one house read anew, after a change of its arrangement.

    The change is not kept: :func:`app.services.roadmap_village.keep_arrangement` does that with the
    ``lines`` of the house.

    Raises
    ------
    RefusedError
        If the change breaks a rule; the sentence says which.
    NotFoundError
        If there is no such house or step.
    """
    reader = _reader(village, context, works.houses)
    before = reader.held.get(dwelling_id)
    kept = before.lines if change is not None and before is not None else None
    new = reader.entry(village.dwelling(dwelling_id), kept, change)
    there: list[HouseWorks | LeftOut] = [*works.houses, *works.left_out]
    entries = {item.dwelling_id: item for item in there}
    entries[dwelling_id] = new
    return _summed(list(entries.values()), reader.values, context)


def _summed(
    entries: Sequence[HouseWorks | LeftOut], values: VillageValues, context: Context
) -> VillageWorks:
    houses = tuple(sorted((x for x in entries if isinstance(x, HouseWorks)), key=lambda x: x.code))
    left_out = tuple(sorted((x for x in entries if isinstance(x, LeftOut)), key=lambda x: x.code))
    help_limit, trade_limit = setting(values, HELP_LIMIT), setting(values, TRADE_LIMIT)
    return VillageWorks(
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        houses=houses,
        left_out=left_out,
        teams=teams_of(houses, left_out, help_limit),
        trades=trades_of(houses, trade_limit),
        help_limit=help_limit,
        trade_limit=trade_limit,
        frost_rule=sentence_of(WEATHER, context.catalogue),
    )
