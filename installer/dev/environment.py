"""The Python environment: made once from a lock file, recognised by a stamp.

The stamp is written last and removed first, so an interrupted installation leaves none, and a
second start compares two short texts and touches neither network nor packages.
"""

import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from installer.dev import console
from installer.dev.console import ROOT, Stop, answer, relay, say
from installer.dev.system import is_windows

LOCKS = ROOT / "requirements"
PYTHONS = ((3, 11), (3, 12), (3, 13))
PROBE = "import sys, pip; print('%d.%d' % sys.version_info[:2])"

# words in pip's complaints -> what to say
NETWORK_WORDS = (
    "No matching distribution",
    "name resolution",
    "NewConnectionError",
    "ConnectTimeout",
    "Max retries",
    "Connection broken",
    "Read timed out",
    "ProxyError",
    "SSLError",
)


@dataclass(frozen=True, slots=True)
class Environment:
    """A folder with a Python of its own."""

    folder: Path

    @property
    def python(self) -> Path:
        """Return its interpreter."""
        below = "Scripts/python.exe" if is_windows() else "bin/python"
        return self.folder / below

    def stamp(self, lock: str) -> Path:
        """Return the file that says which state of a lock file is installed."""
        return self.folder / f"installed-{lock}.txt"

    def version(self) -> str | None:
        """Return the version of its Python, or None if there is none that works."""
        printed = answer([self.python, "-c", PROBE]) if self.python.exists() else None
        return printed.strip() if printed else None


MAIN = Environment(ROOT / ".venv")
BUILD = Environment(ROOT / ".env-build")
TOOLS = Environment(ROOT / ".env-tools")


def fingerprint(lock: str, version: str) -> str:
    """Return what the stamp of a complete installation says."""
    content = (LOCKS / f"{lock}.lock").read_bytes()
    return f"{hashlib.sha256(content).hexdigest()} python {version}\n"


def is_ready(environment: Environment, lock: str) -> bool:
    """Tell whether the environment works and holds what the lock file asks for."""
    stamp = environment.stamp(lock)
    if not stamp.is_file():
        return False
    version = environment.version()
    return version is not None and stamp.read_text("utf-8") == fingerprint(lock, version)


def ensure(environment: Environment, lock: str) -> None:
    """Make the environment hold what the lock file asks for."""
    if is_ready(environment, lock):
        return
    version = environment.version()
    if version not in supported():
        create(environment)
        version = environment.version()
    if version is None:
        raise Stop(
            f"The Python environment {environment.folder} does not start. Delete this folder "
            "and start the same command again.",
            f"Python 环境 {environment.folder} 无法启动。请删除该文件夹后重新运行同一条命令。",
        )
    fill(environment, lock, version)


def supported() -> tuple[str, ...]:
    """Return the versions of Python the lock files are made for."""
    return tuple(f"{major}.{minor}" for major, minor in PYTHONS)


def create(environment: Environment) -> None:
    """Make the environment anew."""
    if sys.version_info[:2] not in PYTHONS:
        listing = ", ".join(supported())
        raise Stop(
            f"Nuanfang needs Python {listing}; this is {sys.version.split()[0]}. "
            "Start dev.py with one of those.",
            f"暖房需要 Python {listing}；当前是 {sys.version.split()[0]}。"
            "请改用上述版本之一运行 dev.py。",
        )
    say(f"Making the Python environment {environment.folder}", "正在建立 Python 环境……")
    remove(environment.folder)
    base = getattr(sys, "_base_executable", sys.executable)
    done = subprocess.run(
        [base, "-m", "venv", str(environment.folder)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        raise explain((done.stdout + done.stderr).decode(errors="replace"), environment.folder)


def remove(folder: Path) -> None:
    """Remove what stands in the place of an environment."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def fill(environment: Environment, lock: str, version: str) -> None:
    """Install the locked packages and leave the stamp."""
    for old in environment.folder.glob("installed-*.txt"):
        old.unlink()
    say(
        "Installing the locked Python packages; the first time this takes a few minutes.",
        "正在安装锁定版本的 Python 软件包，首次需要几分钟。",
    )
    complaints = pip_install(environment, LOCKS / f"{lock}.lock")
    if complaints is not None:
        raise explain(complaints, environment.folder)
    names = (lock, "run") if lock == "test" else (lock,)  # test.lock holds all of run.lock
    for name in names:
        write_stamp(environment.stamp(name), fingerprint(name, version))


def write_stamp(stamp: Path, text: str) -> None:
    """Write a stamp whole or not at all."""
    draft = stamp.with_suffix(".part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(stamp)


def pip_install(environment: Environment, lock: Path) -> str | None:
    """Install a lock file with pip's progress on the screen; return its words if it failed."""
    live = sys.stdout.isatty()
    command: list[str | Path] = [
        *(environment.python, "-m", "pip", "install", "--no-input"),
        *("--disable-pip-version-check", f"--progress-bar={'on' if live else 'off'}"),
        *("--require-hashes", "--only-binary=:all:", "-r", lock),
    ]
    code, words = relay(command, is_worth_showing, live=live)
    return None if code == 0 else words


def is_worth_showing(line: str) -> bool:
    """Tell whether a line of pip's output helps the person who waits."""
    told = ("Collecting", "Installing collected", "WARNING: Retrying", "ERROR")
    return line.startswith(told) or ("Downloading" in line and line.endswith("MB)"))


def explain(complaints: str, folder: Path) -> Stop:
    """Return the sentence for what venv or pip complained about."""
    if "No space left" in complaints or "Errno 28" in complaints:
        return console.DISK_FULL
    if "DO NOT MATCH THE HASHES" in complaints:
        return Stop(
            "A package is not the one this release was made with (its hash differs), so it "
            "was not installed. Use another mirror, or report it.",
            "有软件包与本版本登记的校验值不符，未安装。请更换镜像源，或向维护者报告。",
        )
    if any(word in complaints for word in NETWORK_WORDS):
        return console.NO_NETWORK
    if any(word in complaints for word in ("Permission denied", "Errno 13", "Errno 30")):
        return console.no_permission(str(folder))
    last = [line.strip() for line in complaints.splitlines() if line.strip()][-1:]
    reason = last[0] if last else "-"
    return Stop(
        f"The Python environment could not be made: {reason}",
        f"无法建立 Python 环境：{reason}",
    )
