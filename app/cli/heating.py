"""The verb ``nuanfang heating``: ways of heating of each house, before and after a package."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast, get_args

import click
import msgspec

from app.cli.output import ProgressLine, say, say_json
from app.cli.parts import (
    chosen_houses,
    context_of,
    house_option,
    opened,
    password_option,
    say_traces,
    verb,
    village_argument,
)
from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import PackageKey, Plan
from app.model.heating import HeatingComparison, HeatingOption, OptionKey, Sized
from app.model.trace import Trace
from app.services.assess import Context
from app.services.family_choice import way_edits
from app.services.heating_detail import detail_lines
from app.services.heating_text import (
    bought_text,
    case_of,
    coldest_text,
    headline,
    risk_text,
    size_text,
)
from app.services.heating_village import dwelling_heating, heatings_of_plan
from app.services.trace import bundled_sources
from app.services.trace_heating import explain_heating, heating_figures
from app.store.village import VillageFile

KEYS = click.Choice(list(get_args(PackageKey)))
NOTHING = "none"
OPTIONS = click.Choice(list(get_args(OptionKey)))


def heating_verb() -> click.Command:
    """Return the verb in the present language."""

    def run(
        village: Path,
        house: str | None,
        package: PackageKey | None,
        option: OptionKey | None,
        without: bool,
        explain: str | None,
        choose: str | None,
        by: str | None,
        password_file: Path | None,
        as_json: bool,
    ) -> None:
        if choose is not None and house is None:
            raise click.UsageError(_("A change needs --house."))
        found = {}
        with opened(village, password_file) as file:
            context = context_of(file)
            for code, dwelling in chosen_houses(file, house):
                if choose is not None:
                    _choose(file, dwelling, choose, by or _("Command line"))
                progress = ProgressLine(code, quiet=as_json)
                found[code] = dwelling_heating(file, dwelling, context, package, progress=progress)
        if explain is not None:
            say_traces({code: _traced(explain, made, not without) for code, made in found.items()},
                       as_json=as_json)  # fmt: skip
            return
        if as_json:
            say_json({code: msgspec.to_builtins(made) for code, made in found.items()})
            return
        for code, made in found.items():
            for line in _lines(code, made, option, works=not without):
                say(line)

    return verb(
        "heating",
        _("Compare ways of heating after a package, and before it: size, bill, coldest day, risk."),
        run,
        [
            village_argument(),
            house_option(),
            click.Option(["--package"], type=KEYS, help=_("Package; by default the first one.")),
            click.Option(["--option"], type=OPTIONS, help=_("Tell all of one way of heating.")),
            click.Option(
                ["--without-works", "without"],
                is_flag=True,
                help=_("As if the house stayed as it is; both running costs are told."),
            ),
            click.Option(
                ["--explain"],
                metavar=_("FIGURE"),
                help=_(
                    "Open one figure, for example heating.fan.cost. An unknown name lists them all."
                ),
            ),
            click.Option(
                ["--choose"],
                metavar=_("WAY[:UNIT]"),
                help=_("Make it the family's choice, for example fan:HPF35; none takes it back."),
            ),
            click.Option(["--by"], help=_("Who does it.")),
            password_option(),
        ],
    )


def _choose(file: VillageFile, dwelling: str, choice: str, operator: str) -> None:
    """Lay a way of heating down as the family's choice, or take the choice back."""
    way, _colon, unit = choice.partition(":")
    if way not in (*get_args(OptionKey), NOTHING):
        known = ", ".join((*get_args(OptionKey), NOTHING))
        raise click.UsageError(
            _("There is no way of heating {name}. There are: {known}.").format(
                name=way, known=known
            )
        )
    edits = way_edits(None if way == NOTHING else cast(OptionKey, way), unit)
    file.commit(dwelling, edits, operator=operator, label=_("family's choice of heating"))


def _traced(figure: str, found: HeatingComparison, works: bool) -> Trace:
    return explain_heating(figure, heating_figures(found, bundled_sources(), works=works))


def _lines(
    code: str, found: HeatingComparison, key: OptionKey | None, *, works: bool
) -> Iterator[str]:
    fan = found.option("fan") or found.options[0]
    yield f"{code}: {headline(found, fan)}"
    if found.package is None:
        yield "  " + _("No package is chosen: heating is compared for the house as it is.")
    chosen = found.option(found.family) if found.family is not None else None
    if chosen is not None:
        name = f"{chosen.name.get(language())} {found.unit}".strip()
        yield "  " + _("★ The family's choice: {heating}").format(heating=name)
    for option in found.options:
        unit = found.unit if option.key == found.family else ""
        size = option.sizes[option.place_of(unit, works=works)]
        if key is None:
            yield _line(option, size, works, chosen=option.key == found.family)
        elif option.key == key:
            yield f"  {option.name.get(language())}"
            yield from (f"    {line}" for line in detail_lines(found, option, size, works))


def _line(option: HeatingOption, size: Sized, works: bool, *, chosen: bool) -> str:
    case = case_of(size, works)
    got = case.performance
    text = _(
        "  {name} ({size}): {bought}, {cost:,.0f} yuan a winter ({less:,.0f} with subsidy), "
        "coldest day {coldest}, to buy {price:,.0f}, over {years} years {life:,.0f}, "
        "back to coal {risk}"
    )
    return text.format(
        name=f"{'★ ' if chosen else ''}{option.name.get(language())}",
        size=size_text(size, case),
        bought=bought_text(got),
        cost=got.cost,
        less=got.subsidised,
        coldest=coldest_text(got),
        price=case.plant.investment,
        years=case.years,
        life=case.lifetime,
        risk=risk_text(case.risk),
    )


def heating_of(
    file: VillageFile, context: Context, plans: Mapping[str, Plan]
) -> dict[str, dict[str, Any]]:
    """Return the ways of heating by house after each package, as JSON under ``heating``."""
    return {
        code: {"heating": msgspec.to_builtins(heatings_of_plan(file, context, plan))}
        for code, plan in plans.items()
    }
