"""An arrangement of the steps of a package: what it keeps of rules, how it changes, how it is kept.

It needs neither prices nor runs of the engine, so that a whole village can be arranged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.calc.choices import Option
from app.calc.measures import Chosen, parse_chosen
from app.calc.roadmap import WEATHER, Broken, Stop, Task, broken, proposed
from app.calc.roadmap_months import begun, next_month
from app.calc.roadmap_moves import moved, shifted
from app.errors import NotFoundError, RefusedError
from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import Finding, Package, Plan, PlannedMeasure
from app.model.roadmap import SEASONS, Begin, Move, RoadChange, Roadmap, Slot
from app.model.survey import Survey, value_of
from app.services.assess import Context
from app.services.packages import ALL_SIDES, SIDE_NAMES
from app.services.roadmap_rules import calendar_of, sentence_of, task_of
from app.services.roadmap_text import month_text

_WINDOW = "N07"


@dataclass(frozen=True, slots=True, eq=False)
class Arranger:
    """A package with its jobs and rules, ready to be arranged."""

    context: Context
    package: Package
    task: Task

    @property
    def measures(self) -> Mapping[str, PlannedMeasure]:
        """The measures of the package as planned, by their key."""
        return measures_of(self.package)

    def stops(self, kept: object) -> tuple[tuple[Stop, ...], bool]:
        """Return the steps, and True if they are those kept, False if they are proposed."""
        held = self._kept(kept)
        return (held, True) if held is not None else (proposed(self.task), False)

    def _kept(self, lines: object) -> tuple[Stop, ...] | None:
        """Return the kept arrangement of this package, None where there is none that fits it."""
        if not isinstance(lines, list | tuple) or not lines:
            return None
        head, *rest = lines
        if head != f"package|{self.package.key}":
            return None
        try:
            stops = tuple(_stop(str(line)) for line in rest)
            broken(stops, self.task)
        except ValueError:
            return None
        return stops

    def lines(self, stops: Sequence[Stop]) -> tuple[str, ...]:
        """Return the arrangement as the village file keeps it: package, then a line a step."""
        return (f"package|{self.package.key}", *(_line(stop) for stop in stops))

    def findings(self, stops: Sequence[Stop]) -> tuple[Finding, ...]:
        """Return the rules that the arrangement breaks, each once."""
        rules = dict.fromkeys(item.rule for item in broken(stops, self.task))
        return tuple(self._finding(rule) for rule in rules)

    def _finding(self, rule: str) -> Finding:
        known = self.context.catalogue.rules.get(rule)
        sentence = sentence_of(rule, self.context.catalogue)
        source, mark = (known.source, known.mark) if known else ("", "C")
        return Finding(rule, "warn", sentence, source, mark)

    def rearranged(self, stops: Sequence[Stop], change: RoadChange) -> tuple[Stop, ...]:
        """Return the arrangement after a change.

        Raises
        ------
        RefusedError
            If the change breaks a rule that was kept before; it says the rule's sentence.
        NotFoundError
            If there is no such measure or step.
        """
        self._check(stops, change)
        if isinstance(change, Move):
            new = moved(stops, change.measure, change.to - 1, self.task)
        elif isinstance(change, Begin):
            new = begun(stops, change.step - 1, _number(change), self.task)
        else:
            new = shifted(stops, change.step - 1, change.by)
        before = set(broken(stops, self.task))
        wrong = [item for item in broken(new, self.task) if item not in before]
        if wrong:
            raise RefusedError(self._refusal(wrong[0]) + self._better(stops, change))
        return new

    def _check(self, stops: Sequence[Stop], change: RoadChange) -> None:
        if isinstance(change, Move):
            if all(change.measure not in stop.jobs for stop in stops):
                raise NotFoundError(
                    _("The package has no measure {name}.").format(name=change.measure)
                )
            there = change.to
        else:
            there = change.step
        last = len(stops) + isinstance(change, Move)
        if not 1 <= there <= last:
            raise NotFoundError(
                _("There is no step {n}; there are {last}.").format(n=there, last=len(stops))
            )

    def _refusal(self, wrong: Broken) -> str:
        sentence = sentence_of(wrong.rule, self.context.catalogue).get(language())
        if wrong.rule == WEATHER:
            name = self.measures[wrong.job].name.get(language())
            return _("Not moved. {rule} ({name})").format(rule=sentence, name=name)
        return _("Not moved. {rule}").format(rule=sentence)

    def _better(self, stops: Sequence[Stop], change: RoadChange) -> str:
        """Name the next month in which a step may begin, if one was asked for."""
        if not isinstance(change, Begin):
            return ""
        month = next_month(stops, change.step - 1, _number(change), self.task)
        if month is None:
            return ""
        return " " + _("The next month that fits is {month}.").format(month=month_text(month))


def arrangement_of(roadmap: Roadmap) -> list[str]:
    """Return the arrangement of a roadmap as the village file keeps it."""
    stops = (
        Stop(
            Slot.of(step.year, step.season),
            tuple(measure.key for measure in step.measures),
            step.begin,
        )
        for step in roadmap.steps
    )
    return [f"package|{roadmap.package}", *(_line(stop) for stop in stops)]


def arranger_of(
    filled: Survey,
    context: Context,
    plan: Plan,
    package: Package,
    value: Mapping[str, float],
    today: date | None = None,
) -> Arranger:
    """Return a package of a plan ready to be arranged; ``today`` by default that of the plan.

    ``filled`` survey with its defaults; ``value`` saving per yuan of each job alone [1/yuan].
    """
    today = today or date.fromisoformat(plan.at[:10])
    catalogue, pack = context.catalogue, context.pack
    window = str(value_of(filled, _WINDOW).value or "")
    half = 2 * (today.month - 1) + (today.day > 15)
    calendar = calendar_of(window, pack, today.year, half)
    task = task_of(option_of(package), catalogue, pack, context.weather, calendar, value)
    return Arranger(context, package, task)


def measures_of(package: Package) -> dict[str, PlannedMeasure]:
    """Return the measures of a package by their key as chosen (``W_EPS80@N``)."""
    pairs = zip(option_of(package), package.measures, strict=True)
    return {str(chosen): measure for chosen, measure in pairs}


def option_of(package: Package) -> Option:
    """Return the measures of a package as chosen."""
    return tuple(_chosen(measure) for measure in package.measures)


def _chosen(measure: PlannedMeasure) -> Chosen:
    sides = tuple(side for side in SIDE_NAMES if side in measure.sides)
    if not sides and measure.where != ALL_SIDES:  # a plan that did not record them yet
        named = measure.where.zh.split("、")
        sides = tuple(side for side, name in SIDE_NAMES.items() if name.zh in named)
    return parse_chosen(str(Chosen(measure.id, sides)))


def _number(change: Begin) -> int:
    return 12 * change.year + change.month - 1


def _line(stop: Stop) -> str:
    begin = "" if stop.begin is None else f"@{stop.begin}"
    return f"{stop.slot}{begin}|{','.join(stop.jobs)}"


def _stop(line: str) -> Stop:
    when, _bar, jobs = line.partition("|")
    season_text, at, half = when.partition("@")
    year, _dash, name = season_text.partition("-")
    season = next((season for season in SEASONS if season == name), None)
    begin = int(half) if at else None
    if season is None or not jobs or begin not in (None, *range(24)):
        raise ValueError(f"{line!r} is no step")
    return Stop(Slot.of(int(year), season), tuple(jobs.split(",")), begin)
