"""The compiled annual loop: made from ``app/calc/kernel/source`` once, recognised by a stamp.

A C compiler of the machine is taken if there is one, else the one that the locked package
``ziglang`` brings. All give the same bits: the kernel forbids what compilers may round differently.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

from installer.dev import environment
from installer.dev.console import ROOT, Stop, say
from installer.dev.environment import Environment
from installer.dev.system import is_windows

FOLDER = ROOT / "app" / "calc" / "kernel"
SOURCE = FOLDER / "source"
LIBRARY = FOLDER / ("hourly.dll" if is_windows() else "hourly.so")
STAMP = FOLDER / "hourly.stamp"
COMPILER = Environment(ROOT / ".env-compiler")
FLAGS = (
    "-O3", "-std=gnu11", "-ffreestanding", "-ffp-contract=off", "-fno-math-errno",
    "-fno-trapping-math", "-fvisibility=hidden", "-Wno-psabi",
)  # fmt: skip
ZIG_TARGETS = {
    ("Linux", "x86_64"): "x86_64-linux-gnu.2.17",
    ("Linux", "aarch64"): "aarch64-linux-gnu.2.17",
    ("Windows", "AMD64"): "x86_64-windows-gnu",
}
"""Old C libraries on purpose: what is built here also runs on UOS and Kylin."""


def ensure_kernel() -> None:
    """Build the kernel if its source or the machine changed since it was built."""
    wanted = fingerprint()
    if LIBRARY.is_file() and STAMP.is_file() and STAMP.read_text("utf-8") == wanted:
        return
    say("Compiling the calculation kernel.", "正在编译计算内核……")
    STAMP.unlink(missing_ok=True)
    build(compiler(), FOLDER / "build")
    environment.write_stamp(STAMP, wanted)


def fingerprint() -> str:
    """Return what the stamp of a library made from today's source on this machine says."""
    digest = hashlib.sha256(" ".join(FLAGS).encode())
    for path in sorted(SOURCE.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"{digest.hexdigest()} {platform.system()} {platform.machine()}\n"


def compiler() -> tuple[str, ...]:
    """Return the command of a C compiler that works on this machine."""
    if not is_windows():
        for name in ("gcc", "clang"):
            if shutil.which(name) and _works((name, "-fPIC")):
                return (name, "-fPIC")
    machine = (platform.system(), platform.machine())
    if machine not in ZIG_TARGETS:
        raise Stop(
            f"There is no C compiler for {' '.join(machine)}. Install gcc and try again.",
            f"没有适用于 {' '.join(machine)} 的 C 编译器。请安装 gcc 后重试。",
        )
    environment.ensure(COMPILER, "compiler")
    return (str(COMPILER.python), "-m", "ziglang", "cc", "-target", ZIG_TARGETS[machine], "-fPIC")


def _works(command: tuple[str, ...]) -> bool:
    """Tell whether a compiler makes a library of an empty program."""
    with tempfile.TemporaryDirectory() as folder:
        words = [*command, "-x", "c", "-", "-shared", "-nostdlib", "-o", f"{folder}/tried"]
        return subprocess.run(words, input=b"", capture_output=True, check=False).returncode == 0


def build(command: tuple[str, ...], folder: Path) -> None:
    """Compile the kernel with its variants into the library, working in ``folder``."""
    folder.mkdir(exist_ok=True)
    sets = {"plain": ()} | ({"avx2": ("-mavx2",)} if _is_x86() else {})
    calls: list[list[str | Path]] = [["-c", SOURCE / "dispatch.c", "-o", folder / "dispatch.o"]]
    for (name, more), (suffix, single) in product(sets.items(), (("", 0), ("_single", 1))):
        calls.append(
            [*more, f"-DSINGLE={single}", f"-DENTRY={name}{suffix}",
             "-c", SOURCE / "hourly.c", "-o", folder / f"{name}{suffix}.o"]
        )  # fmt: skip
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        list(pool.map(lambda words: _call([*command, *FLAGS, *words]), calls))
    objects = [words[-1] for words in calls]
    draft = folder / LIBRARY.name
    _call([*command, "-shared", "-nostdlib", "-o", draft, *objects])
    draft.replace(LIBRARY)
    shutil.rmtree(folder)


def _is_x86() -> bool:
    return platform.machine() in ("x86_64", "AMD64")


def _call(command: list[str | Path]) -> None:
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["-"])[-1]
        raise Stop(
            f"The calculation kernel could not be compiled: {reason}",
            f"计算内核编译失败：{reason}",
        )
