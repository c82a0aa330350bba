"""The commands of dev.py, with the programs they start replaced by a list."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from installer.dev import checks, commands, console, environment, kernel, system
from installer.dev.checks import Outcome, Step


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Everything installed already; what would be started is noted."""
    calls: list[list[str]] = []

    def call(command: list[object], extra: object = None) -> int:
        calls.append([str(word) for word in command])
        return 0

    monkeypatch.setattr(commands, "call", call)
    monkeypatch.setattr(checks, "call", call)
    monkeypatch.setattr(environment, "ensure", lambda *_: None)
    monkeypatch.setattr(system, "install", lambda *_: None)
    monkeypatch.setattr(kernel, "ensure_kernel", lambda: None)
    return calls


def after_app(command: list[str]) -> list[str]:
    return command[command.index("app") + 1 :]


def test_run_does_the_main_job_and_opens_the_window_on_its_village(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(system, "has_display", lambda: True)
    assert commands.main(["run", "--lang", "en", "--out", str(tmp_path)]) == 0
    first, second = (after_app(command) for command in started)
    assert first == ["--lang", "en", "demo", "--out", str(tmp_path)]
    assert second == ["--lang", "en", str(tmp_path / "village")]


@pytest.mark.parametrize(("display", "option"), [(False, []), (True, ["--no-window"])])
def test_run_without_a_window_starts_the_main_job_only(
    display: bool, option: list[str], started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "has_display", lambda: display)
    wanted: list[dict[str, str]] = []
    monkeypatch.setattr(system, "missing_libraries", lambda names: wanted.append(names) or ())
    assert commands.main(["run", *option]) == 0
    assert [after_app(command)[0] for command in started] == ["demo"]
    assert wanted == [{}]  # no Qt libraries are asked for


def test_the_window_does_not_open_after_a_failed_main_job(
    monkeypatch: pytest.MonkeyPatch, started: list[list[str]]
) -> None:
    monkeypatch.setattr(system, "has_display", lambda: True)
    monkeypatch.setattr(commands, "call", lambda *_: 1)
    assert commands.main(["run"]) == 1


def test_all_steps_run_even_after_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "call", lambda command, _: 1 if "first" in command else 0)
    steps = [Step("one", ("first",)), Step("two", ("second",))]
    assert checks.run_steps(steps) == 1
    printed = capsys.readouterr().out
    assert "one                FAILED" in printed
    assert "two                ok" in printed


def test_the_summary_adds_up_the_times() -> None:
    lines = checks.summary([Outcome("a", True, 1.25), Outcome("b", False, 2.0)]).splitlines()
    assert lines[-1].split() == ["in", "all", "3.2", "s"]


def test_long_tests_run_on_demand_only() -> None:
    assert "long or not long" in checks.pytest_step(long=True).arguments
    assert "long or not long" not in checks.pytest_step(long=False).arguments


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "No permission"),
        (errno.EIO, "The system refused"),
    ],
)
def test_an_error_of_the_system_becomes_a_sentence(
    number: int, words: str, started: list[list[str]], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def fail(*_: object) -> None:
        raise OSError(number, "text of the system", "/srv/x")

    monkeypatch.setattr(environment, "ensure", fail)
    assert commands.main(["check"]) == 1
    printed = capsys.readouterr().out
    assert words in printed
    assert "Traceback" not in printed


def test_an_interruption_is_answered_calmly(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "ensure", interrupt)
    assert commands.main(["check"]) == 1
    assert "Stopped" in capsys.readouterr().out


def test_a_console_without_chinese_loses_characters_but_does_not_fail() -> None:
    code = "from installer.dev import console as c; c.bear_any_text(); c.say('a', '暖')"
    outcome = subprocess.run(
        [sys.executable, "-c", code],
        cwd=console.ROOT,
        env={"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert outcome.stdout.split() == [b"?", b"a"]


def test_dev_py_needs_the_standard_library_only() -> None:
    code = (
        "import sys; before = set(sys.modules); import installer.dev.commands; "
        "new = {name.split('.')[0] for name in set(sys.modules) - before}; "
        "print(sorted(new - sys.stdlib_module_names - {'installer'}))"
    )
    outcome = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=console.ROOT, capture_output=True, check=True
    )
    assert outcome.stdout.strip() == b"[]"
