"""Verbs about the works: steps of a package, what was built, a new house."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from app.cli.output import say, say_json
from app.cli.parts import (
    PATH,
    chosen_houses,
    context_of,
    house_option,
    opened,
    password_option,
    verb,
    village_argument,
)
from app.i18n import gettext as _
from app.i18n import language
from app.model.as_built import AsBuilt, FrozenBefore
from app.model.assessment import PackageKey, Plan
from app.model.roadmap import Begin, Move, RoadChange, Roadmap, Shift
from app.services.as_built import as_built, freeze, read_built
from app.services.assess import Context
from app.services.design_check import design_check, read_design
from app.services.design_text import design_lines
from app.services.roadmap_text import again_text, relaxed_text, when_text
from app.services.roadmap_village import dwelling_roadmap, keep_arrangement
from app.services.village_works import village_works
from app.services.village_works_json import works_json
from app.services.village_works_text import village_lines
from app.store.village import VillageFile

KEYS = click.Choice(["cheapest", "best_value", "deep", "own"])


def works_verbs() -> list[click.Command]:
    """Return the verbs of this module in the present language."""
    return [_steps(), _as_built(), _design_check()]


def _steps() -> click.Command:
    def run(
        village: Path,
        house: str | None,
        package: PackageKey | None,
        move: tuple[str, int] | None,
        later: tuple[int, int] | None,
        begin: tuple[int, str] | None,
        whole: bool,
        password_file: Path | None,
        as_json: bool,
    ) -> None:
        change = _change(move, later, begin, house)
        if whole:
            if change is not None or house is not None or package is not None:
                raise click.UsageError(_("--village shows all houses and changes none."))
            _say_village(village, password_file, as_json)
            return
        found = {}
        with opened(village, password_file) as file:
            context = context_of(file)
            for code, dwelling in chosen_houses(file, house):
                made = dwelling_roadmap(file, dwelling, context, package, change)
                if change is not None:
                    keep_arrangement(file, dwelling, made.lines, _("Command line"))
                found[code] = made.roadmap
        if as_json:
            say_json({code: msgspec.to_builtins(roadmap) for code, roadmap in found.items()})
            return
        for code, roadmap in found.items():
            for line in _lines(code, roadmap):
                say(line)

    move_help = _("Put a measure (as listed) into a step; one past the last makes a new step.")
    later_help = _("Do a step some seasons later (or, below zero, earlier).")
    begin_help = _("Begin a step in a month, such as 2 2027-05.")
    whole_help = _("All houses by month: mutual help, trades, frost.")
    return verb(
        "steps",
        _("Divide a package into steps by season and frost, and arrange them."),
        run,
        [
            village_argument(),
            house_option(),
            click.Option(["--package"], type=KEYS, help=_("Package; by default the first one.")),
            click.Option(["--move"], type=(str, int), metavar=_("MEASURE STEP"), help=move_help),
            click.Option(["--later"], type=(int, int), metavar=_("STEP SEASONS"), help=later_help),
            click.Option(["--begin"], type=(int, str), metavar=_("STEP MONTH"), help=begin_help),
            click.Option(["--village", "whole"], is_flag=True, help=whole_help),
            password_option(),
        ],
    )


def _change(
    move: tuple[str, int] | None,
    later: tuple[int, int] | None,
    begin: tuple[int, str] | None,
    house: str | None,
) -> RoadChange | None:
    changes: list[RoadChange] = []
    if move:
        changes.append(Move(*move))
    if later:
        changes.append(Shift(*later))
    if begin:
        changes.append(_begin(*begin))
    if len(changes) > 1:
        raise click.UsageError(_("One change at a time: --move, --later or --begin."))
    if changes and house is None:
        raise click.UsageError(_("A change needs --house."))
    return changes[0] if changes else None


def _begin(step: int, month: str) -> Begin:
    try:
        day = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise click.UsageError(
            _("“{text}” is no month; write it like 2027-05.").format(text=month)
        ) from None
    return Begin(step, day.year, day.month)


def _say_village(village: Path, password_file: Path | None, as_json: bool) -> None:
    """Show the works of all houses by month."""
    with opened(village, password_file) as file:
        works = village_works(file, context_of(file))
    if as_json:
        say_json(works_json(works))
        return
    for line in village_lines(works):
        say(line)


def roadmaps_of(
    file: VillageFile, context: Context, plans: Mapping[str, Plan]
) -> dict[str, dict[str, Any]]:
    """Return the roadmaps of all packages by house, as JSON."""
    found: dict[str, dict[str, Any]] = {}
    for code, plan in plans.items():
        made = {
            package.key: dwelling_roadmap(file, plan.dwelling_id, context, package.key, plan=plan)
            for package in plan.packages
        }
        found[code] = {
            "roadmaps": {key: msgspec.to_builtins(item.roadmap) for key, item in made.items()}
        }
    return found


def _lines(code: str, roadmap: Roadmap) -> Iterator[str]:
    today = roadmap.today
    yield _("{code} today: level {level}, {need:.0f} kWh/m²").format(
        code=code, level=today.label.level, need=today.q_h_nd_per_m2
    )
    for step in roadmap.steps:
        yield _(
            "{code} step {n}, {when}: saves {saving:.0%}, level {level}, {cost:,.0f} yuan "
            "({so_far:,.0f} so far), {days:g} days"
        ).format(
            code=code,
            n=step.number,
            when=when_text(step),
            saving=step.state.saving,
            level=step.state.label.level,
            cost=step.cost.typical,
            so_far=step.cost_so_far.typical,
            days=step.days,
        )
        for measure in step.measures:
            yield f"  {measure.key}  {measure.name.get(language())}"
        if step.relaxed:
            yield f"  ⚠ {relaxed_text(step.relaxed)}"
        if step.again:
            yield f"  ⚠ {again_text(step)}"
    for finding in roadmap.findings:
        yield f"  ⚠ {finding.sentence.get(language())}"


def _as_built() -> click.Command:
    def run(
        village: Path,
        house: str,
        file: Path | None,
        freeze_now: bool,
        by: str | None,
        reason: str,
        password_file: Path | None,
        as_json: bool,
    ) -> int:
        if freeze_now == (file is not None):
            raise click.UsageError(_("Either --freeze or --file."))
        with opened(village, password_file) as opened_village:
            context = context_of(opened_village)
            ((code, dwelling),) = chosen_houses(opened_village, house)
            if file is None:
                frozen = freeze(opened_village, dwelling, context, by or _("Command line"), reason)
                _say_frozen(code, frozen, as_json)
                return 0
            built = read_built(file, context.catalogue)
            made = as_built(opened_village, dwelling, context, built)
        if as_json:
            say_json(msgspec.to_builtins(made))
        else:
            for line in _built_lines(code, made):
                say(line)
        return 0 if made.verdict == "counts" else 1

    file_help = _("What was built (JSON; “schema as-built” shows the form).")
    return verb(
        "as-built",
        _("Freeze the state before, or tell by what was really built whether a house counts."),
        run,
        [
            village_argument(),
            click.Option(["--house"], required=True, help=_("House code.")),
            click.Option(["--file"], type=PATH, help=file_help),
            click.Option(
                ["--freeze", "freeze_now"],
                is_flag=True,
                help=_("Keep the state before whole, when the family agrees."),
            ),
            click.Option(["--by"], help=_("Who freezes it.")),
            click.Option(
                ["--reason"],
                default="",
                help=_("Why the district sets the frozen state aside and freezes it anew."),
            ),
            password_option(),
        ],
    )


def _say_frozen(code: str, frozen: FrozenBefore, as_json: bool) -> None:
    if as_json:
        say_json(msgspec.to_builtins(frozen))
        return
    say(
        _("{code}: state before frozen, {need:,.0f} kWh in standard use, {n} photos").format(
            code=code, need=frozen.q_h_nd, n=len(frozen.evidence)
        )
    )


def _built_lines(code: str, made: AsBuilt) -> Iterator[str]:
    yield f"{code}: {made.sentence.get(language())}"
    yield _(
        "  saves {typical:.1%} ({low:.0%} to {high:.0%}) by {method}, chance {chance:.0%}; "
        "level {before} → {after}"
    ).format(
        typical=made.saving.typical,
        low=made.saving.low,
        high=made.saving.high,
        method=made.method,
        chance=made.probability,
        before=made.label_before.level,
        after=made.label_after.level,
    )
    for item in made.items:
        if item.passed is False:
            yield _(
                "  ⚠ {name}: {mean:.0f} mm, thinnest {least:.0f}; planned {planned:.0f}"
            ).format(
                name=item.name.get(language()),
                mean=item.mean,
                least=item.least,
                planned=item.planned,
            )
    for left in made.left_out:
        yield _("  not done: {name} {why}").format(name=left.measure, why=left.why).rstrip()
    for change in made.corrected:
        yield _("  corrected since: {field} {key} {frozen} → {today}").format(
            field=change.field, key=change.key, frozen=change.frozen, today=change.today
        )
    if made.moved:
        yield _(
            "  other than when it was frozen: {what} (then {then:,.0f}, now {now:,.0f} kWh)"
        ).format(what=_(", ").join(made.moved), then=made.q_frozen, now=made.q_before)


def _design_check() -> click.Command:
    def run(
        village: Path,
        house: str | None,
        file: Path | None,
        password_file: Path | None,
        as_json: bool,
    ) -> int:
        if (house is None) == (file is None):
            raise click.UsageError(_("Either --house or --file."))
        with opened(village, password_file) as found:
            context, values = context_of(found), found.village_values()
            if file is not None:
                name, survey = read_design(file)
            else:
                ((name, dwelling),) = chosen_houses(found, house)
                survey = found.survey(dwelling)
            made = design_check(survey, values, context, name)
        if as_json:
            say_json(msgspec.to_builtins(made))
        else:
            for line in design_lines(made, language()):
                say(line)
        return 0 if made.stars else 1

    return verb(
        "design-check",
        _("Check a design of a new house against GB/T 50824 and the upper tier of GB 55015."),
        run,
        [
            village_argument(),
            click.Option(["--house"], help=_("House code of the design.")),
            click.Option(["--file"], type=PATH, help=_("A design as JSON (nuanfang-design/1).")),
            password_option(),
        ],
    )
