"""Parts that verbs share: help, options, the village they work on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import msgspec

from app.cli.help import HelpContext
from app.cli.output import say, say_json
from app.errors import AppError
from app.i18n import gettext as _
from app.i18n import language
from app.model.trace import Trace
from app.services.assess import Context, context_for
from app.services.importing import weather_path
from app.services.publish import dwelling_by_code
from app.services.trace_text import rows as trace_rows
from app.store.village import VillageFile, open_village

PATH = click.Path(path_type=Path)


def add_help(command: click.Command) -> None:
    """Give a command its help option in the present language."""
    command.context_class = HelpContext

    def show(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
        if wanted:
            say(context.get_help())
            context.exit()

    command.params.append(
        click.Option(
            ["--help", "-h"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=show,
            help=_("Show this help."),
        )
    )


def verb(name: str, text: str, callback: Any, parameters: list[click.Parameter]) -> click.Command:
    """Return a command with ``--json`` and help."""
    command = click.Command(
        name,
        callback=callback,
        params=parameters,
        help=text,
        options_metavar=_("[options]"),
        add_help_option=False,
    )
    as_json = _("Print the result as JSON.")
    command.params.append(click.Option(["--json", "as_json"], is_flag=True, help=as_json))
    add_help(command)
    return command


def village_argument() -> click.Argument:
    """Return the argument that names the village."""
    return click.Argument(["village"], type=PATH, metavar=_("VILLAGE"))


def house_option() -> click.Option:
    """Return the option that names one house."""
    return click.Option(["--house"], help=_("House code; without it every house."))


def password_option() -> click.Option:
    """Return the option that names the password file."""
    return click.Option(
        ["--password-file"], type=PATH, help=_("File whose first line is the village password.")
    )


def opened(path: Path, password_file: Path | None) -> VillageFile:
    """Open a village, with the password that a file holds."""
    password = None
    if password_file is not None:
        password = first_line(password_file)
    return open_village(path, password=password)


def first_line(path: Path) -> str:
    """Return the first line of a password file."""
    try:
        return path.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise AppError(
            _("The password file {path} cannot be read. Check its name.").format(path=path)
        ) from error


def context_of(village: VillageFile) -> Context:
    """Return what the calculations of a village stand on."""
    return context_for(village.village_values(), weather_path(village))


def chosen_houses(village: VillageFile, house: str | None) -> list[tuple[str, str]]:
    """Return code and id of the house named, or of every house."""
    if house is not None:
        return [(house, dwelling_by_code(village, house))]
    return [(row.code, row.dwelling_id) for row in village.overview()]


def say_traces(traces: Mapping[str, Trace], *, as_json: bool) -> None:
    """Print how a figure of each house came about."""
    if as_json:
        say_json({code: msgspec.to_builtins(trace) for code, trace in traces.items()})
        return
    for code, trace in traces.items():
        say(code)
        for row in trace_rows(trace, language()):
            symbol = f"{row.symbol}  " if row.symbol else ""
            formula = f"  [{row.formula}]" if row.formula else ""
            origin = f"  ({row.origin})" if row.origin else ""
            say(f"{'  ' * row.depth}{symbol}{row.name}  {row.value}{formula}{origin}")
