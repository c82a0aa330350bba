"""The verb ``nuanfang catalogue``: check, import and export bundles of the district."""

from collections.abc import Callable
from datetime import date as day
from pathlib import Path
from typing import Any

import click

from app.cli.output import say, say_json
from app.i18n import Text
from app.i18n import gettext as _
from app.services.bundle_export import export_bundle
from app.services.bundles import Taken, check_file
from app.services.importing import check_writable
from app.services.own_figures import pack_edits
from app.store.catalogue import load_catalogue
from app.store.village import VillageFile

_FILE = click.Path(path_type=Path)
Verb = Callable[[str, str, Any, list[click.Parameter]], click.Command]
Open = Callable[[Path, Path | None], VillageFile]


def actions(
    verb: Verb, opened: Open, village: click.Argument, password: click.Option
) -> list[click.Command]:
    """Return the actions of the verb, made with the parts that all verbs share."""
    return [
        _check(verb),
        _import(verb, opened, village, password),
        _export(verb, opened, village, password),
    ]


def _check(verb: Verb) -> click.Command:
    def run(file: Path, as_json: bool) -> None:
        _say_taken(check_file(file), as_json)

    return verb(
        "check",
        _("Check a bundle or policy pack; nothing is changed."),
        run,
        [click.Argument(["file"], type=_FILE, metavar=_("FILE"))],
    )


def _import(
    verb: Verb, opened: Open, village: click.Argument, password: click.Option
) -> click.Command:
    def run(village: Path, file: Path, password_file: Path | None, as_json: bool) -> None:
        with opened(village, password_file) as held:
            check_writable(held)
            taken = check_file(file)
            edits = pack_edits(file, load_catalogue())
            held.commit_village(edits, operator=_("Command line"), label=_("Policy pack"))
        _say_taken(taken, as_json)

    return verb(
        "import",
        _("Check a bundle or policy pack and make it that of a village; whole or not at all."),
        run,
        [village, click.Argument(["file"], type=_FILE, metavar=_("FILE")), password],
    )


def _export(
    verb: Verb, opened: Open, village: click.Argument, password: click.Option
) -> click.Command:
    def run(
        village: Path,
        out: Path,
        name: str,
        name_en: str | None,
        version: str,
        password_file: Path | None,
        as_json: bool,
    ) -> None:
        title = Text(name, name_en or name)
        with opened(village, password_file) as held:
            bundle = export_bundle(
                held.village_values(),
                out,
                name=title,
                version=version,
                date=day.today().isoformat(),
            )
        if as_json:
            say_json({"file": str(out), "sha256": bundle.sha256})
        else:
            say(_("Written: {path}").format(path=out))

    return verb(
        "export",
        _("Write policy pack and measures of a village, its own prices included, as a bundle."),
        run,
        [
            village,
            click.Option(["--out"], type=_FILE, required=True, help=_("File to write.")),
            click.Option(["--name"], required=True, help=_("Name of the bundle in Chinese.")),
            click.Option(["--name-en"], help=_("Name of the bundle in English.")),
            click.Option(["--issue", "version"], required=True, help=_("Version of the bundle.")),
            password,
        ],
    )


def _say_taken(taken: Taken, as_json: bool) -> None:
    if as_json:
        say_json(
            {
                "bundle": taken.bundle,
                "name": {"zh": taken.name.zh, "en": taken.name.en},
                "version": taken.version,
                "date": taken.date,
                "sha256": taken.sha256,
                "measures": len(taken.catalogue.measures),
                "decides": taken.pack.decides,
            }
        )
        return
    say(
        _("{name} {version} of {date} holds: {measures} measures, method {method}.").format(
            name=taken.name,
            version=taken.version,
            date=taken.date,
            measures=len(taken.catalogue.measures),
            method=taken.pack.decides,
        )
    )
