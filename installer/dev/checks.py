"""The checks and tests, one step after the other, each with its time."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from installer.dev.console import ROOT, call
from installer.dev.environment import MAIN

QUIET_ENVIRONMENT = {
    "QT_QPA_PLATFORM": "offscreen",
    "PYTEST_QT_API": "pyside6",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "",  # each process that a test starts would compile the program
}
# two processes; the tests of one file stay together and share what they made
PARALLEL = ("-n", "2", "--dist", "loadfile")
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as c; c()"


@dataclass(frozen=True, slots=True)
class Step:
    """One check: what it is called and the arguments after ``python``."""

    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a step ended."""

    name: str
    passed: bool
    seconds: float


LINTERS = (
    Step("ruff check", ("-m", "ruff", "check", ".")),
    Step("ruff format", ("-m", "ruff", "format", "--check", ".")),
    Step("mypy", ("-m", "mypy")),
    Step("import contracts", ("-c", LINT_IMPORTS, "--no-logo")),
)


def pytest_step(*, long: bool) -> Step:
    """Return the step that runs the tests, with the long ones on demand."""
    chosen = ("-m", "long or not long") if long else ()
    return Step("pytest", ("-m", "pytest", "--durations=15", *PARALLEL, *chosen))


def run_step(step: Step) -> Outcome:
    """Run one step with its output on the screen."""
    print(f"\n== {step.name}", flush=True)
    begin = time.monotonic()
    code = call([MAIN.python, *step.arguments], QUIET_ENVIRONMENT)
    return Outcome(step.name, code == 0, time.monotonic() - begin)


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return one line per step and the total."""
    lines = [
        f"{outcome.name:<18} {'ok' if outcome.passed else 'FAILED':<7} {outcome.seconds:6.1f} s"
        for outcome in outcomes
    ]
    total = sum(outcome.seconds for outcome in outcomes)
    return "\n".join([*lines, f"{'in all':<26} {total:6.1f} s"])


def run_steps(steps: Sequence[Step]) -> int:
    """Run all steps, also after one has failed; return the exit code."""
    outcomes = [run_step(step) for step in steps]
    print(f"\n== Steps in {ROOT.name}\n{summary(outcomes)}", flush=True)
    return 0 if all(outcome.passed for outcome in outcomes) else 1
