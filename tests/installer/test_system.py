"""What dev.py asks of the operating system."""

import os
import shutil
import sys

import pytest

from installer.dev import system
from installer.dev.console import Stop


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")


def test_only_the_packages_of_missing_libraries_are_asked_for(linux: None) -> None:
    wanted = {"liba.so.1": "a", "libb.so.2": "b"}
    assert system.missing_libraries(wanted, {"liba.so.1"}.__contains__) == ("b",)


def test_windows_needs_no_system_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert system.missing_libraries(system.WINDOW, lambda _: False) == ()
    assert system.missing_build_tools() == ()


def test_a_library_that_is_nowhere_is_missing() -> None:
    assert not system.can_load("libnuanfang-that-is-nowhere.so.1")


@pytest.mark.parametrize("lacking", ["venv", "ensurepip"])
def test_a_python_that_cannot_make_environments_needs_its_package(lacking: str) -> None:
    version = ".".join(map(str, sys.version_info[:2]))
    assert system.missing_venv(lambda name: name != lacking) == (f"python{version}-venv",)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_a_display_is_seen_by_its_variables(
    variables: dict[str, str], expected: bool, linux: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system.has_display() is expected


def test_windows_always_has_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert system.has_display()


def fake_machine(
    monkeypatch: pytest.MonkeyPatch, *, user: int, sudo: bool, apt: bool = True
) -> list[list[str]]:
    """Stand in for a machine; return the list of commands it will be given."""
    calls: list[list[str]] = []

    def relay(command: list[str], shown: object) -> tuple[int, str]:
        calls.append(command)
        return 0, ""

    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    monkeypatch.setattr(system, "answer", lambda _: "" if sudo else None)
    monkeypatch.setattr(system, "relay", relay)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get" if apt else None)
    return calls


def test_root_installs_after_updating_the_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = fake_machine(monkeypatch, user=0, sudo=False)
    system.install(("libgl1",))
    assert [command[-1] for command in calls] == ["update", "libgl1"]
    assert "sudo" not in calls[0]


def test_sudo_without_password_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = fake_machine(monkeypatch, user=1000, sudo=True)
    system.install(("libgl1",))
    assert calls[0][:2] == ["sudo", "-n"]


def test_without_rights_the_one_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = fake_machine(monkeypatch, user=1000, sudo=False)
    with pytest.raises(Stop, match="install -y --no-install-recommends libgl1 libegl1\n"):
        system.install(("libgl1", "libegl1"))
    assert calls == []


def test_without_apt_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_machine(monkeypatch, user=0, sudo=False, apt=False)
    with pytest.raises(Stop, match="libgl1"):
        system.install(("libgl1",))


def test_when_apt_fails_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_machine(monkeypatch, user=0, sudo=False)
    monkeypatch.setattr(system, "relay", lambda *_: (100, ""))
    with pytest.raises(Stop, match="sudo apt-get update"):
        system.install(("libgl1",))


def test_nothing_missing_means_nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = fake_machine(monkeypatch, user=1000, sudo=False)
    system.install(())
    assert calls == []
