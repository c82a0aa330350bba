"""Compiling the kernel: once, anew when its source changes, and what goes wrong is a sentence."""

import sys
from pathlib import Path

import pytest

from installer.dev import environment, kernel
from installer.dev.console import Stop


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """A checkout with a source of one line, whose builds are noted and make an empty library."""
    builds: list[Path] = []
    source = tmp_path / "source"
    source.mkdir()
    (source / "hourly.c").write_text("int x;\n", encoding="utf-8")

    def build(_: tuple[str, ...], folder: Path) -> None:
        builds.append(folder)
        kernel.LIBRARY.write_bytes(b"")

    for name, path in (("SOURCE", source), ("LIBRARY", tmp_path / "a.so"), ("FOLDER", tmp_path)):
        monkeypatch.setattr(kernel, name, path)
    monkeypatch.setattr(kernel, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(kernel, "compiler", lambda: ("cc",))
    monkeypatch.setattr(kernel, "build", build)
    return builds


def test_it_is_built_once(built: list[Path]) -> None:
    kernel.ensure_kernel()
    kernel.ensure_kernel()
    assert len(built) == 1


def test_it_is_built_anew_when_its_source_changes(built: list[Path]) -> None:
    kernel.ensure_kernel()
    (kernel.SOURCE / "hourly.c").write_text("int y;\n", encoding="utf-8")
    kernel.ensure_kernel()
    assert len(built) == 2


def test_a_lost_library_is_built_anew(built: list[Path]) -> None:
    kernel.ensure_kernel()
    kernel.LIBRARY.unlink()
    kernel.ensure_kernel()
    assert len(built) == 2


def test_a_build_that_fails_leaves_no_stamp(
    built: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel.ensure_kernel()
    (kernel.SOURCE / "hourly.c").write_text("int y;\n", encoding="utf-8")

    def fail(*_: object) -> None:
        raise Stop("The calculation kernel could not be compiled: -", "计算内核编译失败：-")

    monkeypatch.setattr(kernel, "build", fail)
    with pytest.raises(Stop):
        kernel.ensure_kernel()
    assert not kernel.STAMP.exists()


def test_a_compiler_that_complains_becomes_a_sentence() -> None:
    command: list[str | Path] = [sys.executable, "-c", "import sys; sys.exit('no room left')"]
    with pytest.raises(Stop, match="no room left"):
        kernel._call(command)


@pytest.mark.skipif(sys.platform == "win32", reason="looks for gcc and clang")
def test_a_machine_without_a_compiler_gets_the_locked_one(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[str] = []
    monkeypatch.setattr(kernel.shutil, "which", lambda _: None)
    monkeypatch.setattr(kernel.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(environment, "ensure", lambda _, lock: wanted.append(lock))
    command = kernel.compiler()
    assert wanted == ["compiler"]
    assert command[1:4] == ("-m", "ziglang", "cc")
    assert "x86_64-linux-gnu.2.17" in command


def test_a_machine_that_no_compiler_is_known_for_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel.shutil, "which", lambda _: None)
    monkeypatch.setattr(kernel.platform, "machine", lambda: "loongarch64")
    with pytest.raises(Stop, match="loongarch64"):
        kernel.compiler()
