"""The commands of dev.py."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from installer.dev import checks, console, environment, kernel, system
from installer.dev.console import ROOT, Stop, call, say
from installer.dev.environment import BUILD, MAIN, TOOLS

PRACTICE = ROOT / "out" / "practice"
VILLAGE = "village"  # the village lies in this folder below, beside its papers
LOCK_SOURCES = {
    "run": ("pyproject.toml",),
    "test": ("pyproject.toml", "--extra", "test", "-c", "requirements/run.lock"),
    "build": ("pyproject.toml", "--extra", "build", "-c", "requirements/run.lock"),
    "energyplus": ("pyproject.toml", "--extra", "energyplus", "-c", "requirements/run.lock"),
    "tools": ("--group", "tools"),
    "compiler": ("--group", "compiler"),
}
# pages made by the program itself: page -> arguments after ``python``
GENERATED_PAGES = {
    "docs/inputs.md": ("-c", "from app.services.documents import write_inputs_doc as w; w()"),
    "docs/label.md": ("-c", "from app.services.label_limits import write_label_page as w; w()"),
    "docs/measures.md": ("-c", "from app.services.measures_doc import write_doc as w; w()"),
    "docs/validation.md": (
        "-c",
        "from app.services.validation_report import write_validation_report as w; "
        "w('docs/validation.md', 'tests/validation/weather/USA_CO_Denver.725650TYCST.epw')",
    ),
}


def run(arguments: argparse.Namespace) -> int:
    """Install what is missing, do the main job on the practice village, open the window."""
    window = system.has_display() and not arguments.no_window
    wanted = system.WINDOW if window else {}
    system.install((*system.missing_venv(), *system.missing_libraries(wanted)))
    environment.ensure(MAIN, "run")
    kernel.ensure_kernel()
    folder = Path(arguments.out or PRACTICE).resolve()
    language = ("--lang", arguments.lang) if arguments.lang else ()
    program: tuple[str | Path, ...] = (MAIN.python, "-m", "app", *language)
    code = call([*program, "demo", "--out", folder])
    if code == 0 and window:
        code = call([*program, folder / VILLAGE])
        if code != 0:
            say(
                f"The window ended with error {code}. The papers are in {folder}.",
                f"窗口异常退出（代码 {code}）。已生成的文件在 {folder}。",
            )
    elif code == 0 and not arguments.no_window:
        say("There is no display, so the window is not opened.", "没有显示器，不打开窗口。")
    return code


def prepare_tests() -> None:
    """Install what the checks and tests need."""
    system.install((*system.missing_venv(), *system.missing_libraries(system.OFFSCREEN)))
    environment.ensure(MAIN, "test")
    kernel.ensure_kernel()


def test(arguments: argparse.Namespace) -> int:
    """Run all checks and tests."""
    prepare_tests()
    return checks.run_steps((*checks.LINTERS, checks.pytest_step(long=arguments.long)))


def check(_: argparse.Namespace) -> int:
    """Run the linters only."""
    prepare_tests()
    return checks.run_steps(checks.LINTERS)


def texts(_: argparse.Namespace) -> int:
    """Bring the translations up to date with the program and list what is untranslated."""
    prepare_tests()
    return call([MAIN.python, "-m", "installer.texts"])


def compile_kernel(_: argparse.Namespace) -> int:
    """Compile the calculation kernel if its source changed."""
    kernel.ensure_kernel()
    return 0


def docs(_: argparse.Namespace) -> int:
    """Make the generated pages of docs/ anew."""
    prepare_tests()
    codes = [call([MAIN.python, *command]) for command in GENERATED_PAGES.values()]
    return max(codes)


def screens(arguments: argparse.Namespace) -> int:
    """Make the pictures of every screen in docs/screens anew; takes some minutes."""
    prepare_tests()
    folder = (arguments.out,) if arguments.out else ()
    return call([MAIN.python, "-m", "installer.dev.screens", *folder])


def lock(_: argparse.Namespace) -> int:
    """Make the lock files anew from pyproject.toml; needs the network."""
    system.install(system.missing_venv())
    environment.ensure(TOOLS, "tools")
    return max(call(lock_command(name, source)) for name, source in LOCK_SOURCES.items())


def lock_command(name: str, source: tuple[str, ...]) -> list[str | Path]:
    """Return the command that writes one lock file, for Linux and Windows alike."""
    return [
        TOOLS.python,
        *("-m", "uv", "pip", "compile", *source, "--quiet", "--no-config"),
        *("--universal", "--python-version", "3.11", "--generate-hashes"),
        *("--custom-compile-command", "python3 dev.py lock", "-o", f"requirements/{name}.lock"),
    ]


def build(_: argparse.Namespace) -> int:
    """Freeze the program in a clean environment and try it."""
    libraries = system.missing_libraries(system.WINDOW)
    system.install((*system.missing_venv(), *system.missing_build_tools(), *libraries))
    environment.ensure(BUILD, "build")
    kernel.ensure_kernel()
    freeze = (BUILD.python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN")
    code = call([*freeze, ROOT / "installer" / "app.spec"], {"PYTHONUTF8": "1"})
    return code or call([BUILD.python, ROOT / "installer" / "smoke.py", ROOT / "dist/nuanfang"])


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="dev.py", description="Run, test and build Nuanfang from a checkout."
    )
    verbs = top.add_subparsers(required=True, metavar="COMMAND")
    for function in (run, test, check, compile_kernel, texts, docs, screens, lock, build):
        summary = (function.__doc__ or "").strip()
        name = function.__name__.removeprefix("compile_")
        verb = verbs.add_parser(name, help=summary, description=summary)
        verb.set_defaults(function=function)
        if function is run:
            verb.add_argument("--lang", choices=("zh", "en"), help="language")
            verb.add_argument("--out", metavar="DIR", help=f"folder; else {PRACTICE}")
            verb.add_argument("--no-window", action="store_true", help="stop after the papers")
        if function is screens:
            verb.add_argument("--out", metavar="DIR", help="folder; else docs/screens")
        if function is test:
            verb.add_argument("--long", action="store_true", help="run the long tests too")
    return top


def main(words: Sequence[str]) -> int:
    """Carry out one command; what a person can mend is said in a sentence."""
    console.bear_any_text()
    arguments = parser().parse_args(words)
    try:
        return int(arguments.function(arguments))
    except Stop as stop:
        sentence = stop
    except OSError as error:
        sentence = console.stop_for(error)
    except KeyboardInterrupt:
        sentence = Stop("Stopped. Start the same command again to go on.", "已中止，可重新运行。")
    say(sentence.english, sentence.chinese)
    return 1
