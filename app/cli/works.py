"""Verbs about the works: steps of a package, what was built, a new house."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import msgspec

from app.cli.output import say, say_json
from app.cli.parts import (
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
from app.model.assessment import PackageKey, Plan
from app.model.roadmap import Move, Roadmap, Shift
from app.services.assess import Context
from app.services.roadmap_text import again_text, relaxed_text, when_text
from app.services.roadmap_village import dwelling_roadmap, keep_arrangement
from app.store.village import VillageFile

KEYS = click.Choice(["cheapest", "best_value", "deep", "own"])


def works_verbs() -> list[click.Command]:
    """Return the verbs of this module in the present language."""
    return [_steps()]


def _steps() -> click.Command:
    def run(
        village: Path,
        house: str | None,
        package: PackageKey | None,
        move: tuple[str, int] | None,
        later: tuple[int, int] | None,
        password_file: Path | None,
        as_json: bool,
    ) -> None:
        change = _change(move, later, house)
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
            password_option(),
        ],
    )


def _change(
    move: tuple[str, int] | None, later: tuple[int, int] | None, house: str | None
) -> Move | Shift | None:
    if move and later:
        raise click.UsageError(_("One change at a time: --move or --later."))
    if (move or later) and house is None:
        raise click.UsageError(_("A change needs --house."))
    if move:
        return Move(*move)
    return Shift(*later) if later else None


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
