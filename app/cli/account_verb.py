"""The verb that says what a house uses by carrier and month, now and after its packages."""

from collections.abc import Iterator, Mapping
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
from app.model.account import HouseAccount
from app.model.assessment import Plan
from app.services.account import account_data
from app.services.account_text import (
    carbon_line,
    carrier_lines,
    factor_line,
    option_line,
    share_lines,
)
from app.services.assess import Context
from app.services.outcomes import Accounts
from app.services.village import assess_dwelling
from app.services.village_account import dwelling_accounts
from app.store.village import VillageFile


def account_verb() -> click.Command:
    """Return the verb in the present language."""

    def run(village: Path, house: str | None, password_file: Path | None, as_json: bool) -> None:
        with opened(village, password_file) as file:
            context = context_of(file)
            found = {
                code: dwelling_accounts(file, dwelling, context)
                for code, dwelling in chosen_houses(file, house)
            }
        if as_json:
            say_json({code: account_data(accounts) for code, accounts in found.items()})
            return
        for code, accounts in found.items():
            for line in _lines(code, accounts):
                say(line)

    return verb(
        "account",
        _("Say what a house uses by carrier, now and after its packages, with CO2 and shares."),
        run,
        [village_argument(), house_option(), password_option()],
    )


def accounts_data(
    file: VillageFile, context: Context, plans: Mapping[str, Plan]
) -> dict[str, dict[str, Any]]:
    """Return the accounts of planned houses by code, as JSON under the key ``account``."""
    found: dict[str, dict[str, Any]] = {}
    for code, plan in plans.items():
        assessment = assess_dwelling(file, plan.dwelling_id, context)
        accounts = dwelling_accounts(file, plan.dwelling_id, context, assessment, plan)
        found[code] = {"account": account_data(accounts)}
    return found


def _lines(code: str, found: Accounts) -> Iterator[str]:
    yield _("{code}, now").format(code=code)
    yield from _of(found.now, found)
    for item in found.packages:
        yield _("{code}, package {key}, as warm as now").format(code=code, key=item.key)
        if found.heating is not None:
            yield "  " + _("with the heating the family chose: {heating}").format(
                heating=found.heating.get(language())
            )
        yield from _of(item.same, found)
    yield factor_line(found.now, found.names, language())
    now = {option.use: option for option in found.options if not option.measure}
    for option in found.options:
        yield "  " + option_line(option, now[option.use], found.names, language())
    for text in found.uncounted:
        yield "⚠ " + text.get(language())


def _of(account: HouseAccount, found: Accounts) -> Iterator[str]:
    for line in carrier_lines(account, found.names, language()):
        yield "  " + line
    for line in (*share_lines(account.shares), carbon_line(account)):
        yield "  " + line
