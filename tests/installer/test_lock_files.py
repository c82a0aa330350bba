"""The lock files are complete, public, hashed and of one mind."""

import re
import tomllib

import pytest

from installer.dev.console import ROOT

NAMES = ("run", "test", "build", "energyplus", "tools")


def entries(name: str) -> dict[str, set[str]]:
    """Return requirement -> hashes of a lock file."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for block in re.split(r"\n(?=[a-z0-9])", text.replace("\\\n", "")):
        if not block.startswith("#"):
            requirement = block.split("--hash")[0].strip()
            found[requirement] = set(re.findall(r"--hash=(sha256:[0-9a-f]{64})", block))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_package_has_hashes_and_one_version(name: str) -> None:
    for requirement, hashes in entries(name).items():
        assert re.match(r"[a-z0-9.-]+==[0-9a-z.]+( ;|$)", requirement), requirement
        assert hashes, requirement


@pytest.mark.parametrize("name", NAMES)
def test_no_address_of_a_package_source_is_written_down(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("name", ["test", "build", "energyplus"])
def test_the_program_is_the_same_in_every_environment(name: str) -> None:
    whole = entries(name)
    for requirement, hashes in entries("run").items():
        assert whole.get(requirement) == hashes, requirement


def test_the_pins_of_the_project_are_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for name, pins in (("run", project["dependencies"]), *extras.items()):
        locked = {requirement.split(" ;")[0] for requirement in entries(name)}
        for pin in pins:
            wanted = pin.split(";")[0].strip().lower().replace("_", "-")
            assert wanted in locked, pin
