"""The verbs of the command ``nuanfang``: the same services as the window, in the shell.

Exit codes: 0 done, 1 the user must act (the sentence is on stderr), 2 wrong call.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import msgspec
import platformdirs

from app import __version__
from app.cli.account_verb import account_verb, accounts_data
from app.cli.agree import agree_verb
from app.cli.catalogue_verb import actions
from app.cli.family import family_data, family_lines, family_of
from app.cli.heating import heating_of, heating_verb
from app.cli.output import ProgressLine, complain, say, say_json
from app.cli.package_lines import edge_lines, rule_lines
from app.cli.parts import PATH as _PATH
from app.cli.parts import add_help as _add_help
from app.cli.parts import chosen_houses as _chosen
from app.cli.parts import context_of as _context
from app.cli.parts import house_option as _house_option
from app.cli.parts import opened as _open
from app.cli.parts import password_option as _password_option
from app.cli.parts import say_traces
from app.cli.parts import verb as _verb
from app.cli.parts import village_argument as _village_argument
from app.cli.scenarios import (
    keep_and_calculate,
    say_scenarios,
    scenario_options,
    scenarios_verb,
    wished,
)
from app.cli.solar_verb import solar_of_plans, solar_verb
from app.cli.works import roadmaps_of, works_verbs
from app.errors import AppError
from app.exchange.district_bundle import bundle_schema
from app.exchange.package import package_schema
from app.i18n import Text, language
from app.i18n import gettext as _
from app.model.assessment import Assessment, Plan
from app.model.survey import schema_of_survey
from app.model.trace import Trace
from app.model.uncertainty import Calibration
from app.services.as_built import built_schema
from app.services.assess import Context
from app.services.consent_record import beyond_consent
from app.services.demo import run_demo
from app.services.energyplus_check import (
    Comparison,
    check_dwellings,
    check_practice,
    check_public_cases,
    checks_of,
    energyplus_name,
)
from app.services.energyplus_export import export_energyplus
from app.services.family_choice import without_settled
from app.services.foreseen import listening
from app.services.importing import import_file
from app.services.papers import PAPERS, PaperKind
from app.services.photo_travel import Travelling, photos_to_send
from app.services.plan_data import plan_data
from app.services.publish import export_village, write_sheets
from app.services.records import to_plain
from app.services.selfcheck import run_selfcheck
from app.services.simulate import simulate_case
from app.services.stations import StationRow, choose_station, stations_of
from app.services.trace import explain as explain_figure
from app.services.unknowns import most_useful
from app.services.village import assess_dwelling, plan_dwelling, stored_plan
from app.services.village_climate import enter_altitude
from app.store.catalogue import catalogue_schema
from app.store.village import VillageFile


def run_verb(words: Sequence[str]) -> int:
    """Run one verb and return the exit code; bad input never ends in a traceback."""
    try:
        outcome = command_group().main(list(words), prog_name="nuanfang", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        complain(_("Stopped."))
        return 1
    except click.ClickException as wrong:
        complain(_call_sentence(wrong))
        return 2
    except AppError as error:
        complain(str(error))
        return 1
    return outcome if isinstance(outcome, int) else 0


def _call_sentence(wrong: click.ClickException) -> str:
    """Say in the user's language what is wrong with the call, and how to see the right one."""
    context = getattr(wrong, "ctx", None)
    path = context.command_path if context is not None else "nuanfang"
    if isinstance(wrong, click.NoSuchOption):
        seen = _("There is no option {name}.").format(name=wrong.option_name)
    elif isinstance(wrong, click.MissingParameter) and wrong.param is not None:
        seen = _("{name} is missing.").format(name=wrong.param.get_error_hint(context))
    elif isinstance(wrong, click.BadParameter) and wrong.param is not None:
        hint = wrong.param.get_error_hint(context)
        seen = _("The value of {name} cannot be used.").format(name=hint)
    else:
        seen = _("The call cannot be understood: {reason}").format(reason=wrong.format_message())
    return seen + " " + _("“{command} --help” shows the call.").format(command=path)


def command_group() -> click.Group:
    """Build the verbs with help texts in the present language."""
    group = click.Group(
        "nuanfang",
        help=_(
            "Nuanfang: survey, assessment and retrofit plans for farmhouses. "
            "Without a verb the window opens; with a village folder it opens on that village."
        ),
        commands=[
            _demo(),
            _simulate(),
            _assess(),
            _plan(),
            scenarios_verb(),
            account_verb(),
            solar_verb(),
            *works_verbs(),
            heating_verb(),
            agree_verb(),
            _sheet(),
            _station(),
            _import(),
            _export(),
            _catalogue(),
            _schema(),
            _selfcheck(),
        ],
        no_args_is_help=True,
        options_metavar=_("[options]"),
        subcommand_metavar=_("verb …"),
        add_help_option=False,
    )
    _add_help(group)
    group.params.append(
        click.Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_show_version,
            help=_("Show the version."),
        )
    )
    return group


def _show_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        say(f"nuanfang {__version__}")
        context.exit()


def _demo() -> click.Command:
    def run(out: Path | None, house: str | None, as_json: bool) -> None:
        folder = out or platformdirs.user_documents_path() / "nuanfang-practice"
        title = _("Practice village")
        progress = ProgressLine(title, quiet=as_json)
        demo = run_demo(folder, house=house, language=language(), progress=progress)
        if as_json:
            say_json(
                {
                    "folder": str(demo.folder),
                    "village": str(demo.village),
                    "dwellings": demo.dwellings,
                    "sheets": [str(path) for path in demo.sheets],
                    "exported": [str(path) for path in demo.exported],
                }
            )
            return
        say(_("{n} houses assessed and planned.").format(n=demo.dwellings))
        say(_("Sheets: {folder}").format(folder=demo.folder / "sheets"))
        say(_("District files: {folder}").format(folder=demo.folder / "district"))
        say(_("Village: {folder}").format(folder=demo.village))

    out_help = _("Folder to work in; by default “nuanfang-practice” among your documents.")
    return _verb(
        "demo",
        _("Do the whole job on the practice village: assess, plan, print, export."),
        run,
        [click.Option(["--out"], type=_PATH, help=out_help), _house_option()],
    )


def _simulate() -> click.Command:
    def run(case: Path, weather: Path, out: Path, as_json: bool) -> None:
        progress = ProgressLine(_("Simulation"), quiet=as_json)
        result = simulate_case(case, weather, out, progress)
        if as_json:
            say_json(result)
        else:
            say(
                _("{case}: {heat:,.0f} kWh of heat a year, written to {out}.").format(
                    case=case.name, heat=result["heating_kWh"], out=out
                )
            )

    return _verb(
        "simulate",
        _("Simulate one case file (farmhouse-case/1) hour by hour."),
        run,
        [
            click.Option(["--case"], type=_PATH, required=True, help=_("Case file (JSON).")),
            click.Option(["--weather"], type=_PATH, required=True, help=_("Weather (EPW).")),
            click.Option(["--out"], type=_PATH, required=True, help=_("Result file (JSON).")),
        ],
    )


def _assess() -> click.Command:
    def run(
        village: Path,
        house: str | None,
        explain: str | None,
        password_file: Path | None,
        as_json: bool,
    ) -> None:
        traces: dict[str, Trace] = {}
        with _open(village, password_file) as file:
            context = _context(file)
            results = {}
            for code, dwelling in _chosen(file, house):
                progress = ProgressLine(code, quiet=as_json)
                results[code] = assess_dwelling(file, dwelling, context, progress)
                if explain is not None:
                    plan = stored_plan(file, dwelling)
                    traces[code] = explain_figure(explain, results[code], plan)
        if explain is not None:
            say_traces(traces, as_json=as_json)
        elif as_json:
            say_json({code: to_plain(result) for code, result in results.items()})
        else:
            for code, result in results.items():
                for line in _assessment_lines(code, result):
                    say(line)

    return _verb(
        "assess",
        _("Assess the houses of a village and keep the results."),
        run,
        [
            _village_argument(),
            _house_option(),
            click.Option(["--explain"], metavar=_("FIGURE"), help=_explain_help()),
            _password_option(),
        ],
    )


def _explain_help() -> str:
    return _(
        "Open one figure: formula, inputs and where they come from; for example need.standard, "
        "heat_load, u.wall.N. An unknown name lists them all."
    )


def _assessment_lines(code: str, result: Assessment) -> Iterator[str]:
    if result.label is not None:
        yield _("{code}: level {level} of 5").format(code=code, level=result.label.level)
    yield _(
        "{code}: {need:.0f} kWh/m² of heat in standard use, about {cost:,.0f} yuan a winter now, "
        "design load {load:.1f} kW, confidence {points}"
    ).format(
        code=code,
        need=result.standard.q_h_nd_per_m2,
        cost=result.heating_cost.typical,
        load=result.phi_hl / 1000,
        points=result.confidence.points,
    )
    advice = most_useful(result.uncertainty)
    if advice is not None:
        yield _(
            "  most useful to measure: {things}; the range of {now:,.0f} yuan would shrink to "
            "{then:,.0f}"
        ).format(things=_listed(advice.what), now=advice.now, then=advice.then)
    bill = result.uncertainty.calibration if result.uncertainty is not None else None
    if bill is not None:
        yield _bill_line(bill)


def _listed(names: Sequence[Text]) -> str:
    return _(", ").join(name.get(language()) for name in names)


def _bill_line(bill: Calibration) -> str:
    if bill.need is None or bill.cost is None:
        return _(
            "  the bill of {billed:,.0f} {unit} fits no plausible house ({low:,.0f} to "
            "{high:,.0f} expected): ask again for amount, heated rooms and temperature"
        ).format(billed=bill.billed, unit=bill.unit, low=bill.expected.low, high=bill.expected.high)
    learned = [item.name for item in bill.unknowns if item.identified]
    told = _listed(learned) if learned else _("none by itself")
    return _(
        "  by the bill {low:,.0f} to {high:,.0f} yuan instead of {before_low:,.0f} to "
        "{before_high:,.0f}; it settles: {told}"
    ).format(
        low=bill.cost.low,
        high=bill.cost.high,
        before_low=bill.cost_before.low,
        before_high=bill.cost_before.high,
        told=told,
    )


def _plan() -> click.Command:
    def run(
        village: Path,
        house: str | None,
        own: tuple[str, ...],
        name: str | None,
        built_on: str | None,
        without: tuple[str, ...],
        rule: tuple[str, ...],
        steps: bool,
        password_file: Path | None,
        as_json: bool,
    ) -> None:
        asked = wished(house, own, name, built_on, without)
        with _open(village, password_file) as file:
            if asked is not None:
                found = keep_and_calculate(file, asked, quiet=as_json)
                say_scenarios(found, as_json)
                return
            context = _context(file)
            results = {
                code: _planned(
                    file, dwelling, context, own, rule, ProgressLine(code, quiet=as_json)
                )
                for code, dwelling in _chosen(file, house)
            }
            family = family_of(file, context, results)
            results = {
                code: without_settled(result, heater=family[code].heater)
                for code, result in results.items()
            }
            roads = roadmaps_of(file, context, results) if steps else {}
            accounts = accounts_data(file, context, results) if as_json else {}
            heating = heating_of(file, context, results) if as_json else {}
            solar = solar_of_plans(file, context, results) if as_json else {}
        if as_json:
            say_json(
                {
                    code: {
                        **plan_data(result),
                        "family": family_data(family[code]),
                        **heating.get(code, {}),
                        **solar[code],
                        **accounts.get(code, {}),
                        **roads.get(code, {}),
                    }
                    for code, result in results.items()
                }
            )
        else:
            for code, result in results.items():
                for line in (*_plan_lines(code, result), *family_lines(code, result, family[code])):
                    say(line)

    steps_help = _("With --json: the steps of each package too.")
    own_help = _("Measure of your own package; repeat it for more.")
    rule_help = _(
        "Rule of the search for this time, such as windows=each or least_life=0; repeat it for "
        "more. The plan is shown and not kept."
    )
    return _verb(
        "plan",
        _("Find the packages that reach the 30 % line and keep them."),
        run,
        [
            _village_argument(),
            _house_option(),
            click.Option(["--own"], multiple=True, help=own_help),
            *scenario_options(),
            click.Option(["--rule"], multiple=True, help=rule_help, metavar="NAME=VALUE"),
            click.Option(["--steps"], is_flag=True, help=steps_help),
            _password_option(),
        ],
    )


def _planned(
    file: VillageFile,
    dwelling: str,
    context: Context,
    own: tuple[str, ...],
    rules: tuple[str, ...],
    progress: ProgressLine,
) -> Plan:
    with listening(progress.foreseen):
        return plan_dwelling(file, dwelling, context, own, progress, settings=rules)


def _plan_lines(code: str, result: Plan) -> list[str]:
    if result.stopped_by is not None:
        return [f"{code}: {result.stopped_by.sentence}"]
    lines = [
        _(
            "{code} {key}: {measures}; saves {demand:.0%} of the need, "
            "{overall:.0%} of all energy, chance {chance:.0%}, {low:,.0f} to {high:,.0f} yuan"
        ).format(
            code=code,
            key=package.key,
            measures=", ".join(str(measure.name) for measure in package.measures),
            demand=package.saving_shown.typical,
            overall=package.saving_overall.typical,
            chance=package.probability,
            low=package.cost.low,
            high=package.cost.high,
        )
        for package in result.packages
    ]
    lines += [
        _(
            "{code} {key}: paid by {subsidy:,} yuan of subsidies, {days:g} days of work worth "
            "{labour:,} yuan, {own:,} yuan of own cash ({before:,} until the subsidies are paid)"
        ).format(
            code=code,
            key=package.key,
            subsidy=package.money.funding.subsidy,
            days=package.money.funding.labour.own_days + package.money.funding.labour.mutual_days,
            labour=package.money.funding.labour.value,
            own=package.money.funding.own_cash,
            before=package.money.funding.before_subsidy,
        )
        for package in result.packages
        if package.money is not None
    ]
    lines += [line for package in result.packages for line in edge_lines(code, package)]
    lines += rule_lines(code, result)
    if result.gap is not None:
        lines.append(
            _("{code}: no package reaches the line; {gap:.0%} are missing.").format(
                code=code, gap=result.gap
            )
        )
    return lines


def _sheet() -> click.Command:
    def run(
        village: Path,
        house: str | None,
        out: Path,
        paper: PaperKind,
        password_file: Path | None,
        as_json: bool,
    ) -> None:
        with _open(village, password_file) as file:
            dwellings = [dwelling for _code, dwelling in _chosen(file, house)]
            progress = ProgressLine(_("Sheets"), quiet=as_json)
            paths = write_sheets(
                file,
                dwellings,
                out,
                _context(file),
                language=language(),
                progress=progress,
                kind=paper,
            )
        _say_paths(paths, as_json)

    kind = click.Option(
        ["--paper"],
        type=click.Choice(PAPERS),
        default="d1",
        help=_("d1 assessment sheet, d2 retrofit plan, d5 consent; d1 by default."),
    )
    return _verb(
        "sheet",
        _("Write a paper of each house as PDF: assessment sheet, retrofit plan or consent."),
        run,
        [_village_argument(), _house_option(), _out_option(), kind, _password_option()],
    )


def _out_option() -> click.Option:
    return click.Option(["--out"], type=_PATH, required=True, help=_("Folder to write to."))


def _say_paths(paths: Sequence[Path], as_json: bool) -> None:
    if as_json:
        say_json([str(path) for path in paths])
    else:
        for path in paths:
            say(str(path))


def _station() -> click.Command:
    def run(
        village: Path,
        station: str | None,
        altitude: int | None,
        password_file: Path | None,
        as_json: bool,
    ) -> None:
        said = []
        with _open(village, password_file) as file:
            if station is not None:
                said.append(choose_station(file, station, _("Command line")))
            if altitude is not None:
                said.append(enter_altitude(file, altitude, _("Command line")))
            found = stations_of(file)
        if as_json:
            say_json(msgspec.to_builtins(found))
        elif said:
            for sentence in said:
                say(sentence)
        else:
            for row in found.rows:
                say(_station_line(row))
            if found.own_file:
                say(_("The hourly year is the file {file}.").format(file=found.own_file))

    return _verb(
        "station",
        _("List the weather stations, or choose that of a village."),
        run,
        [
            _village_argument(),
            click.Argument(["station"], required=False, metavar=_("STATION")),
            click.Option(["--altitude"], type=int, help=_("Altitude of the village in metres.")),
            _password_option(),
        ],
    )


def _station_line(row: StationRow) -> str:
    year = _("hourly year") if row.has_year else _("design data only")
    return _("{mark} {id}  {name}: {theta:g} °C, {year}").format(
        mark="*" if row.chosen else " ", id=row.id, name=row.name, theta=row.theta_e_design,
        year=year,
    )  # fmt: skip


def _import() -> click.Command:
    def run(village: Path, file: Path, password_file: Path | None, as_json: bool) -> None:
        with _open(village, password_file) as opened:
            done = import_file(opened, file)
        if as_json:
            say_json(msgspec.to_builtins(done))
        else:
            say(done.sentence)
            for warning in done.warnings:
                say(_("Look at this: {warning}.").format(warning=warning.rstrip(".。")))

    return _verb(
        "import",
        _("Take a data package or a weather year (EPW) into a village."),
        run,
        [
            _village_argument(),
            click.Argument(["file"], type=_PATH, metavar=_("FILE")),
            _password_option(),
        ],
    )


def _export() -> click.Command:
    def run(
        village: Path,
        house: str | None,
        form: str,
        out: Path,
        password_file: Path | None,
        photos: bool,
        as_json: bool,
    ) -> None:
        if house is not None and form != "energyplus":
            raise click.UsageError(_("--house goes with --format energyplus."))
        with _open(village, password_file) as file:
            if form == "energyplus":
                dwellings = [dwelling for _code, dwelling in _chosen(file, house)]
                progress = ProgressLine("EnergyPlus", quiet=as_json)
                paths = export_energyplus(file, dwellings, out, _context(file), progress=progress)
            else:
                if photos:
                    _say_photos(photos_to_send(file), as_json)
                progress = ProgressLine(_("Photos"), quiet=as_json or not photos)
                paths = export_village(
                    file,
                    out,
                    _context(file),
                    language=language(),
                    with_photos=photos,
                    progress=progress,
                )
                if beyond := beyond_consent(file):
                    click.echo(f"⚠ {beyond}", err=True)
        _say_paths(paths, as_json)

    format_help = _(
        "“package”: data package, XLSX and CSV of the village; “energyplus”: input files of "
        "EnergyPlus (epJSON) of each house in standard and actual use, with the weather (EPW)."
    )
    photos_help = _(
        "The photos that houses show go along, in one ZIP file; from a village with a password "
        "they stay sealed and only copies of the same village open them."
    )
    formats = click.Choice(["package", "energyplus"])
    return _verb(
        "export",
        _("Write data package, XLSX and CSV of a village, without personal data."),
        run,
        [
            _village_argument(),
            _house_option(),
            click.Option(["--format", "form"], type=formats, default="package", help=format_help),
            _out_option(),
            _password_option(),
            click.Option(["--photos"], is_flag=True, help=photos_help),
        ],
    )


def _say_photos(travelling: Travelling, as_json: bool) -> None:
    """Say beforehand how much goes along, and what cannot."""
    if as_json:
        return
    size = f"{travelling.size / 1e6:.1f}"
    say(_("{n} photos go along, {size} MB.").format(n=len(travelling.photos), size=size))
    if travelling.missing:
        say(_("{n} photos are not on this computer.").format(n=len(travelling.missing)))


def _catalogue() -> click.Command:
    group = click.Group(
        "catalogue",
        help=_(
            "Bundles of the district: policy pack and measures with prices in one file. "
            "Each action prints JSON with --json."
        ),
        commands=actions(_verb, _open, _village_argument(), _password_option()),
        no_args_is_help=True,
        options_metavar=_("[options]"),
        subcommand_metavar=_("action …"),
        add_help_option=False,
    )
    _add_help(group)
    return group


def _schema() -> click.Command:
    schemas = {
        "survey": schema_of_survey,
        "package": package_schema,
        "catalogue": catalogue_schema,
        "as-built": built_schema,
        "bundle": bundle_schema,
    }

    def run(what: str, as_json: bool) -> None:
        click.echo(json.dumps(schemas[what](), ensure_ascii=False, indent=None if as_json else 2))

    names = click.Choice(list(schemas))
    return _verb(
        "schema",
        _("Print the JSON Schema of the survey, the data package, the catalogue or a bundle."),
        run,
        [click.Argument(["what"], type=names, metavar="|".join(schemas))],
    )


def _selfcheck() -> click.Command:
    def run(
        village: Path | None,
        against: bool,
        house: str | None,
        password_file: Path | None,
        as_json: bool,
    ) -> int:
        progress = ProgressLine(_("Self-check"), quiet=as_json)
        if against:
            found = _compared(village, house, password_file, progress)
            checks = checks_of(found)
        elif village is not None or house is not None:
            raise click.UsageError(_("A village or house goes with --against-energyplus."))
        else:
            checks = run_selfcheck(progress)
        if as_json:
            say_json([msgspec.to_builtins(item) for item in (found if against else checks)])
        else:
            for check in checks:
                word = _("passed") if check.passed else _("FAILED")
                say(f"{word}  {check.name}  {check.detail}")
        return 0 if all(check.passed for check in checks) else 1

    against_help = _(
        "Compare the hourly engine with EnergyPlus (needs the package pyenergyplus-lbnl or an "
        "installed EnergyPlus): the public cases, or surveyed houses."
    )
    house_help = _("House code; without a village a house of the practice village.")
    return _verb(
        "selfcheck",
        _("Check engine, catalogue, fonts and store on this machine."),
        run,
        [
            click.Argument(["village"], type=_PATH, required=False, metavar=_("[VILLAGE]")),
            click.Option(["--against-energyplus", "against"], is_flag=True, help=against_help),
            click.Option(["--house"], help=house_help),
            _password_option(),
        ],
    )


def _compared(
    village: Path | None, house: str | None, password_file: Path | None, progress: ProgressLine
) -> list[Comparison]:
    """Compare surveyed houses or the public cases with EnergyPlus."""
    complain(energyplus_name())
    if village is not None:
        with _open(village, password_file) as file:
            return check_dwellings(file, house, progress)
    return check_public_cases(progress) if house is None else check_practice(house, progress)
