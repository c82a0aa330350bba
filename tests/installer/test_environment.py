"""The environment of dev.py: recognised by its stamp, mended when broken, honest when it fails."""

import os
import sys
import venv
from pathlib import Path

import pytest

from installer.dev import console, environment
from installer.dev.console import Stop
from installer.dev.environment import Environment


@pytest.fixture
def locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "requirements"
    folder.mkdir()
    for name in ("run", "test"):
        (folder / f"{name}.lock").write_text(f"# {name}\n", encoding="utf-8")
    monkeypatch.setattr(environment, "LOCKS", folder)
    return folder


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """An environment whose Python works; pip is not needed to recognise it."""
    monkeypatch.setattr(environment, "PROBE", "import sys; print('%d.%d' % sys.version_info[:2])")
    folder = tmp_path / ".venv"
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    return Environment(folder)


def stamp(environment_: Environment, lock: str) -> None:
    version = environment_.version()
    assert version is not None
    environment.write_stamp(environment_.stamp(lock), environment.fingerprint(lock, version))


def test_without_a_stamp_it_is_not_ready(made: Environment, locks: Path) -> None:
    assert not environment.is_ready(made, "run")


def test_with_its_stamp_it_is_ready_and_nothing_is_installed(
    made: Environment, locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp(made, "run")
    monkeypatch.setattr(environment, "fill", lambda *_: pytest.fail("installs again"))
    environment.ensure(made, "run")


def test_another_lock_file_makes_it_not_ready(made: Environment, locks: Path) -> None:
    stamp(made, "run")
    (locks / "run.lock").write_text("# changed\n", encoding="utf-8")
    assert not environment.is_ready(made, "run")


def test_a_stamp_of_another_python_does_not_count(made: Environment, locks: Path) -> None:
    environment.write_stamp(made.stamp("run"), environment.fingerprint("run", "3.99"))
    assert not environment.is_ready(made, "run")


def test_a_python_that_does_not_start_makes_it_not_ready(made: Environment, locks: Path) -> None:
    stamp(made, "run")
    made.python.unlink()
    made.python.write_bytes(b"no program")
    assert not environment.is_ready(made, "run")


def test_a_broken_environment_is_made_anew(
    made: Environment, locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.python.unlink()
    created = []

    def create(broken: Environment) -> None:
        created.append(broken)
        venv.create(broken.folder, with_pip=False, clear=True, symlinks=os.name != "nt")

    monkeypatch.setattr(environment, "create", create)
    monkeypatch.setattr(environment, "pip_install", lambda *_: None)
    environment.ensure(made, "run")
    assert created == [made]
    assert environment.is_ready(made, "run")


def test_a_failed_installation_leaves_no_stamp(
    made: Environment, locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp(made, "run")
    complaint = "ERROR: No matching distribution found for numpy==2.0.2"
    monkeypatch.setattr(environment, "pip_install", lambda *_: complaint)
    with pytest.raises(Stop) as stop:
        environment.ensure(made, "test")
    assert stop.value is console.NO_NETWORK
    assert list(made.folder.glob("installed-*")) == []


def test_an_interrupted_installation_leaves_no_stamp(
    made: Environment, locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp(made, "run")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "pip_install", interrupt)
    with pytest.raises(KeyboardInterrupt):
        environment.ensure(made, "test")
    assert list(made.folder.glob("installed-*")) == []


def test_the_environment_of_the_tests_serves_the_program_too(
    made: Environment, locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "pip_install", lambda *_: None)
    environment.ensure(made, "test")
    assert environment.is_ready(made, "run")


def test_a_python_without_lock_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    with pytest.raises(Stop, match=r"needs Python 3\.11, 3\.12, 3\.13"):
        environment.create(Environment(tmp_path / "none"))
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(("system", "below"), [(True, "Scripts/python.exe"), (False, "bin/python")])
def test_the_interpreter_lies_where_the_system_puts_it(
    system: bool, below: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "is_windows", lambda: system)
    assert Environment(Path("x")).python == Path("x") / below


@pytest.mark.parametrize(
    ("complaints", "words"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: [Errno 13] Permission denied: '/srv/.venv/lib'", "No permission to write"),
        ("WARNING: Retrying: Temporary failure in name resolution", "no connection"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "hash differs"),
        ("a\nERROR: something new\n", "ERROR: something new"),
        ("", "could not be made"),
    ],
)
def test_what_pip_complains_about_becomes_a_sentence(complaints: str, words: str) -> None:
    stop = environment.explain(complaints, Path("/srv/.venv"))
    assert words in stop.english
    assert stop.chinese


def test_what_stands_in_the_place_of_an_environment_is_removed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    link = tmp_path / "link"
    link.symlink_to(target)
    environment.remove(link)
    assert not link.exists()
    assert target.exists()
    environment.remove(target)
    environment.remove(target)
    assert not target.exists()
