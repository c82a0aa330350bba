"""The verb ``solar``: photovoltaics of the houses of a village."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

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
from app.model.assessment import Plan
from app.model.solar import Case, Site, Solar, SolarSize
from app.model.stages import stage_specs
from app.model.stages.solar import SITE
from app.services.assess import Context
from app.services.solar_village import Asked, dwelling_solar, solar_data
from app.services.trace_solar import solar_figures
from app.services.trace_text import rows
from app.services.village import stored_plan
from app.store.village import VillageFile

SITES = click.Choice(["front", "back", "flat", "yard"])


def solar_verb() -> click.Command:
    """Return the verb in the present language."""

    def run(
        village: Path,
        house: str | None,
        count: int | None,
        site: Site | None,
        battery: float | None,
        explain: str | None,
        password_file: Path | None,
        as_json: bool,
    ) -> None:
        asked = Asked(count, site, battery)
        with opened(village, password_file) as file:
            context = context_of(file)
            found = {
                code: dwelling_solar(file, dwelling, context, stored_plan(file, dwelling), asked)
                for code, dwelling in chosen_houses(file, house)
            }
        if as_json:
            say_json({code: solar_data(made) for code, made in found.items()})
            return
        for code, made in found.items():
            for line in _explained(made, explain) if explain else _lines(code, made):
                say(line)

    return verb(
        "solar",
        _("Photovoltaics: what fits, what it yields and brings, what must be settled first."),
        run,
        [
            village_argument(),
            house_option(),
            click.Option(
                ["--modules", "count"], type=click.IntRange(1), help=_("Number of modules.")
            ),
            click.Option(["--site"], type=SITES, help=_("Roof face or yard.")),
            click.Option(["--battery"], type=float, help=_("Battery beside it [kWh].")),
            click.Option(
                ["--explain"],
                help=_(
                    "How a figure came about: solar.yield, solar.used, solar.saved, solar.cost …"
                ),
            ),
            password_option(),
        ],
    )


def solar_of_plans(
    file: VillageFile, context: Context, plans: Mapping[str, Plan]
) -> dict[str, dict[str, Any]]:
    """Return the photovoltaics of planned houses as JSON, by house; none where a plan stops."""
    return {
        code: {
            "solar": None
            if plan.stopped_by is not None
            else solar_data(_of_plan(file, context, plan))
        }
        for code, plan in plans.items()
    }


def _of_plan(file: VillageFile, context: Context, plan: Plan) -> Solar:
    """Return the photovoltaics of a planned house on the day of its plan."""
    day = date.fromisoformat(plan.at[:10])
    return dwelling_solar(file, plan.dwelling_id, context, plan, today=day)


def _explained(made: Solar, figure: str) -> Iterator[str]:
    figures = solar_figures(made)
    if figure not in figures:
        raise click.UsageError(
            _("There is no figure {name}. There are: {known}.").format(
                name=figure, known=", ".join(figures)
            )
        )
    for row in rows(figures[figure](), language()):
        yield f"{'  ' * row.depth}{row.name}  {row.value}  {row.origin}".rstrip()


def _lines(code: str, made: Solar) -> Iterator[str]:
    if made.empty is not None:
        yield f"{code}: {made.empty.get(language())}"
    if made.size is not None:
        yield from _size_lines(code, made, made.size)
    for item in made.questions:
        if item.state != "ok":
            sign = "×" if item.state == "bad" else "?"
            name, answer = item.name.get(language()), item.answer.get(language())
            yield f"  {sign} {item.field} {name}: {answer}"
    for finding in made.findings:
        yield f"  {'×' if finding.severity == 'block' else '⚠'} {finding.rule} {finding.sentence}"
    yield "  " + (_("May be signed.") if made.may_sign else _("Not to be signed yet."))
    for note in made.notes:
        yield f"  {note.get(language())}"


def _size_lines(code: str, made: Solar, size: SolarSize) -> Iterator[str]:
    yield _(
        "{code}: {count} modules, {kwp:.2f} kW, {site}, {tilt:.0f}°: {output:,.0f} kWh a year, "
        "{used:,.0f} used, {sold:,.0f} sold"
    ).format(
        code=code, count=size.count, kwp=size.kwp, site=_site(size.site), tilt=size.tilt,
        output=size.output, used=size.used, sold=size.sold,
    )  # fmt: skip
    for case in size.money:
        back = _("never") if case.payback is None else _("{n:.1f} years").format(n=case.payback)
        yield _(
            "  {case}: {cost:,.0f} yuan, {first:,.0f} yuan in the first year, paid back {back}, "
            "worth {npv:,.0f} yuan over its life"
        ).format(
            case=_case(case.case), cost=size.cost, first=case.first_year, back=back, npv=case.npv
        )
    advised = made.advised
    if advised is None:
        yield _("  No size is worth its money.")
    else:
        yield _("  Best for the family: {count} modules on {site}").format(
            count=advised.count, site=_site(advised.site)
        )
    if not size.fits:
        yield _("  More than the meter (L05) lets connect.")
    for item in made.beside:
        yield _(
            "  with {heating} ({load:,.0f} kWh a year): best {count} modules, {kwp:.2f} kW, "
            "{used:.0%} used at home"
        ).format(
            heating=item.heating.get(language()), load=item.load, count=item.count or 0,
            kwp=item.kwp, used=item.used,
        )  # fmt: skip
    for choice in made.batteries:
        yield _(
            "  battery {n:g} kWh: {more:,.0f} kWh more used at home, {cost:,.0f} yuan, worth "
            "{npv:,.0f} yuan"
        ).format(n=choice.capacity, more=choice.more_used, cost=choice.cost, npv=choice.npv)


def _site(site: Site) -> str:
    choice = stage_specs()[SITE].choice(site)
    return choice.label.get(language()) if choice is not None else site


def _case(case: Case) -> str:
    names = {"low": _("low prices"), "typical": _("typical prices"), "cap": _("high prices")}
    return names[case]
