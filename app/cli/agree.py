"""The verb ``nuanfang agree``: from assessed to planned to agreed, in the shell."""

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
from app.services.agreement import STAGE_WORDS, Agreement, agreement, consent, settle
from app.services.assess import Context
from app.services.stages import step_back
from app.store.village import VillageFile


def agree_verb() -> click.Command:
    """Return the verb in the present language."""

    def run(
        village: Path,
        house: str | None,
        planned: bool,
        consented: bool,
        back: str | None,
        by: str | None,
        password_file: Path | None,
        as_json: bool,
    ) -> int:
        asked = sum((planned, consented, back is not None))
        if asked > 1:
            raise click.UsageError(_("One change at a time."))
        if asked and house is None:
            raise click.UsageError(_("A change needs --house."))
        with opened(village, password_file) as file:
            context, operator = context_of(file), by or _("Command line")
            found = {}
            for code, dwelling in chosen_houses(file, house):
                _change(file, dwelling, context, operator, planned, consented, back)
                found[code] = agreement(file, dwelling, context)
        if as_json:
            say_json({code: agreement_data(item) for code, item in found.items()})
        else:
            for code, item in found.items():
                _say(code, item)
        return 1 if any(item.void for item in found.values()) else 0

    return verb(
        "agree",
        _("Where houses stand between plan and consent; move one on, or a step back."),
        run,
        [
            village_argument(),
            house_option(),
            click.Option(["--planned"], is_flag=True, help=_("The package is settled.")),
            click.Option(
                ["--consented"],
                is_flag=True,
                help=_("The family has agreed: the state before freezes."),
            ),
            click.Option(["--back"], metavar=_("REASON"), help=_("One stage back; why is kept.")),
            click.Option(["--by"], help=_("Who does it.")),
            password_option(),
        ],
    )


def _change(
    file: VillageFile,
    dwelling: str,
    context: Context,
    operator: str,
    planned: bool,
    consented: bool,
    back: str | None,
) -> None:
    if planned:
        settle(file, dwelling, context, operator)
    if consented:
        consent(file, dwelling, context, operator)
    if back is not None:
        step_back(file, dwelling, back, operator)


def agreement_data(item: Agreement) -> dict[str, Any]:
    """Return where a house stands as JSON-ready data."""
    return {
        "state": item.state,
        "next": item.target,
        "lacking": [text.get(language()) for text in item.lacking],
        "frozen_at": item.frozen.at if item.frozen is not None else None,
        "frozen_id": item.frozen.id if item.frozen is not None else None,
        "verdict_void": item.void,
        "corrected": [
            {"field": c.field, "key": c.key, "frozen": c.frozen, "today": c.today}
            for c in item.corrected
        ],
    }


def _say(code: str, item: Agreement) -> None:
    line = f"{code}: {item.state}"
    if item.target is not None:
        stage = STAGE_WORDS[item.target].get(language())
        what = _("; ").join(text.get(language()) for text in item.lacking) or _("nothing lacking")
        line += _("; for “{stage}”: {what}").format(stage=stage, what=what)
    say(line)
    if item.frozen is not None:
        say(_("  state before frozen {date}").format(date=item.frozen.at[:10]))
    for change in item.corrected:
        say(
            _("  changed since, verdict void: {field} {key} {frozen} → {today}").format(
                field=change.field, key=change.key, frozen=change.frozen, today=change.today
            )
        )
