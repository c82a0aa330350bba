"""Named scenarios in the shell: kept with ``plan --name``, listed and compared here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import msgspec

from app.cli.output import ProgressLine, say, say_json
from app.cli.parts import (
    chosen_houses,
    context_of,
    house_option,
    opened,
    password_option,
    verb,
    village_argument,
)
from app.errors import NotFoundError
from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import Package, Plan
from app.services.outcomes import ScenarioResult
from app.services.plan_data import package_data
from app.services.scenario_compare import Comparison, compare
from app.services.scenario_results import scenario_results
from app.services.scenarios import (
    PACKAGES,
    Scenario,
    measure_of,
    named,
    package_list,
    scenarios_of,
    to_add,
    to_base,
    to_change,
    to_copy,
    to_delete,
    to_rename,
)
from app.services.village import assess_dwelling, plan_dwelling, stored_plan
from app.store.village import VillageFile

OWN = "own"
Found = Mapping[str, tuple[Plan, tuple[ScenarioResult, ...]]]


@dataclass(frozen=True, slots=True)
class Wished:
    """The scenario that a call of ``plan`` asks to keep; ``base`` a package or a name."""

    house: str
    name: str
    added: tuple[str, ...]
    base: str
    removed: tuple[str, ...]


def scenario_options() -> list[click.Option]:
    """Return the options by which ``plan`` keeps a scenario."""
    name = _("Keep the measures of --own as a scenario of this name; needs --house.")
    base = _("The scenario is built on this package or scenario; --own comes on top.")
    return [
        click.Option(["--name"], help=name),
        click.Option(["--built-on"], help=base),
        click.Option(
            ["--without"], multiple=True, help=_("Measure of --built-on that is left out.")
        ),
    ]


def wished(
    house: str | None,
    own: tuple[str, ...],
    name: str | None,
    built_on: str | None,
    without: tuple[str, ...],
) -> Wished | None:
    """Return the scenario to keep, None if none is asked for."""
    if name is None:
        if built_on or without:
            raise click.UsageError(_("--built-on and --without need --name."))
        return None
    if house is None:
        raise click.UsageError(_("A change needs --house."))
    return Wished(house, name, own, built_on or "", without)


def keep_and_calculate(file: VillageFile, asked: Wished, *, quiet: bool) -> Found:
    """Keep a scenario, new or under its old name, and calculate those of the house."""
    dwelling = chosen_houses(file, asked.house)[0][1]
    held = scenarios_of(file.stages(dwelling))
    base, added, removed = asked.base, asked.added, asked.removed
    if base == OWN:
        added, base, removed = _copied(file, dwelling, asked), "", ()
    elif base and base not in PACKAGES:
        base = named(base, held).id
    operator = _("Command line")
    same = next((item for item in held if item.name == asked.name), None)
    if same is None:
        _row, edits = to_add(asked.name, held, operator, base, added, removed)
    else:
        edits = to_change(same, added, removed, operator)
        edits += to_base(same, base, operator)
    file.commit(dwelling, edits, operator=operator, label=_("Scenario"))
    return _calculated(file, asked.house, quiet)


def _copied(file: VillageFile, dwelling: str, asked: Wished) -> tuple[str, ...]:
    """Return one's own list as the window copies it: it is not followed, others are.

    Raises
    ------
    NotFoundError
        If the kept plan has no list of one's own.
    """
    plan = stored_plan(file, dwelling)
    own = next((p for p in plan.packages if p.key == OWN), None) if plan is not None else None
    if own is None:
        raise NotFoundError(
            _("There is no own list yet. Make one with “plan --own MEASURE”, then build on it.")
        )
    taken = set(asked.removed) | {measure_of(text) for text in asked.added}
    kept = (text for text in package_list(own) if measure_of(text) not in taken)
    return (*kept, *asked.added)


def _calculated(file: VillageFile, house: str | None, quiet: bool) -> Found:
    context = context_of(file)
    found = {}
    for code, dwelling in chosen_houses(file, house):
        progress = ProgressLine(code, quiet=quiet)
        assessment = assess_dwelling(file, dwelling, context)
        plan = plan_dwelling(file, dwelling, context, (), progress, assessment=assessment)
        made = scenario_results(file, dwelling, context, assessment, plan, progress)
        found[code] = (plan, made)
    return found


def scenarios_verb() -> click.Command:
    """Return the verb that lists, compares, renames, copies and deletes scenarios."""

    def run(
        village: Path,
        house: str | None,
        compare: tuple[str, str] | None,
        rename: tuple[str, str] | None,
        copy: tuple[str, str] | None,
        delete: str | None,
        password_file: Path | None,
        as_json: bool,
    ) -> None:
        if house is None and (compare or rename or copy or delete):
            raise click.UsageError(_("A change needs --house."))
        with opened(village, password_file) as file:
            if house is not None:
                _change(file, house, rename, copy, delete)
            found = _calculated(file, house, as_json)
        if compare and house is not None:
            _say_comparison(_compared(found[house], compare), compare, as_json)
        else:
            say_scenarios(found, as_json)

    two = _("NAME NEW")
    return verb(
        "scenarios",
        _("The named scenarios of the houses, calculated; “plan --name” makes one."),
        run,
        [
            village_argument(),
            house_option(),
            click.Option(
                ["--compare"],
                type=(str, str),
                metavar=_("NAME NAME"),
                help=_("How two scenarios or packages differ."),
            ),
            click.Option(
                ["--rename"], type=(str, str), metavar=two, help=_("Give a scenario a new name.")
            ),
            click.Option(
                ["--copy"], type=(str, str), metavar=two, help=_("Copy it under another name.")
            ),
            click.Option(["--delete"], help=_("Delete the scenario of this name.")),
            password_option(),
        ],
    )


def _change(
    file: VillageFile,
    house: str,
    rename: tuple[str, str] | None,
    copy: tuple[str, str] | None,
    delete: str | None,
) -> None:
    """Do what was asked, each as one action that undo takes back."""
    dwelling = chosen_houses(file, house)[0][1]
    operator = _("Command line")

    def held() -> tuple[Scenario, ...]:
        return scenarios_of(file.stages(dwelling))

    edits = []
    if rename:
        edits += to_rename(named(rename[0], held()), rename[1], held(), operator)
    if copy:
        edits += to_copy(named(copy[0], held()), copy[1], held(), operator)[1]
    if delete:
        edits += to_delete(named(delete, held()), held(), operator)
    if edits:
        file.commit(dwelling, edits, operator=operator, label=_("Scenario"))


def _compared(found: tuple[Plan, Sequence[ScenarioResult]], names: Sequence[str]) -> Comparison:
    plan, made = found
    held: dict[str, Package] = {package.key: package for package in plan.packages}
    held |= {item.scenario.name: item.package for item in made if item.package is not None}
    missing = next((name for name in names if name not in held), None)
    if missing is not None:
        raise NotFoundError(
            _("“{name}” has no result to compare. There are: {names}.").format(
                name=missing, names=_(", ").join(held)
            )
        )
    return compare(held[names[0]], held[names[1]])


def _say_comparison(made: Comparison, names: Sequence[str], as_json: bool) -> None:
    if as_json:
        data = {
            "first": names[0],
            "second": names[1],
            "only_first": [item.id for item in made.only_first],
            "only_second": [item.id for item in made.only_second],
            "elsewhere": [
                {"measure": a.id, "first": list(a.sides), "second": list(b.sides)}
                for a, b in made.elsewhere
            ],
            "figures": {
                item.name: {**msgspec.to_builtins(item), "difference": item.difference}
                for item in made.figures
            },
        }
        say_json(data)
        return
    lang = language()
    for name, measures in zip(names, (made.only_first, made.only_second), strict=True):
        listed = _(", ").join(item.name.get(lang) for item in measures)
        say(_("only {name}: {measures}").format(name=name, measures=listed or "—"))
    for figure in made.figures:
        if figure.first is not None and figure.second is not None:
            say(f"{figure.name}: {figure.first:,.2f} → {figure.second:,.2f}")


def say_scenarios(found: Found, as_json: bool) -> None:
    """Print the scenarios of the houses."""
    if as_json:
        say_json({code: [_data(item) for item in made] for code, (_p, made) in found.items()})
        return
    for code, (_plan, made) in found.items():
        if not made:
            say(_("{code}: no scenario yet").format(code=code))
        for item in made:
            say(_line(code, item))


def _data(item: ScenarioResult) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(item.scenario)
    package = package_data(item.package) if item.package is not None else None
    return {**told, "measures": item.measures, "refusal": item.refusal, "package": package}


def _line(code: str, item: ScenarioResult) -> str:
    package = item.package
    if package is None:
        return f"{code} {item.scenario.name}: {item.refusal}"
    return _(
        "{code} {key}: {measures}; saves {demand:.0%} of the need, "
        "{overall:.0%} of all energy, chance {chance:.0%}, {low:,.0f} to {high:,.0f} yuan"
    ).format(
        code=code,
        key=item.scenario.name,
        measures=", ".join(measure.name.get(language()) for measure in package.measures),
        demand=package.saving_shown.typical,
        overall=package.saving_overall.typical,
        chance=package.probability,
        low=package.cost.low,
        high=package.cost.high,
    )
