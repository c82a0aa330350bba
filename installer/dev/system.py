"""What the operating system must provide, and how it gets there.

Libraries are looked for by name in the way the loader does, so that it does not matter how a
distribution calls the package. Lists confirmed in minimal roots of Debian 12.
"""

import ctypes
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence

from installer.dev.console import Stop, answer, relay, say

# shared library -> Debian and Ubuntu package
OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
SCREEN = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
WINDOW = {**OFFSCREEN, **SCREEN}
APT_OPTIONS = ("-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300")


def is_windows() -> bool:
    """Tell whether this is Windows."""
    return sys.platform == "win32"


def has_display() -> bool:
    """Tell whether a window could be shown."""
    return is_windows() or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def can_load(library: str) -> bool:
    """Tell whether the loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_module(name: str) -> bool:
    """Tell whether this Python has a module."""
    return importlib.util.find_spec(name) is not None


def missing_libraries(
    wanted: dict[str, str], found: Callable[[str], bool] = can_load
) -> tuple[str, ...]:
    """Return the packages of the libraries that are not there; none outside Linux."""
    if not sys.platform.startswith("linux"):
        return ()
    return tuple(package for library, package in wanted.items() if not found(library))


def missing_venv(found: Callable[[str], bool] = has_module) -> tuple[str, ...]:
    """Return the package that lets this Python make an environment, if it cannot yet."""
    if found("venv") and found("ensurepip"):
        return ()
    return (f"python{sys.version_info[0]}.{sys.version_info[1]}-venv",)


def missing_build_tools() -> tuple[str, ...]:
    """Return the packages that freezing needs beside Python packages."""
    if not sys.platform.startswith("linux"):
        return ()
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    binutils = () if shutil.which("objdump") else ("binutils",)
    shared = () if can_load(f"libpython{version}.so.1.0") else (f"libpython{version}",)
    return (*binutils, *shared)


def root_prefix() -> tuple[str, ...] | None:
    """Return what to put before a command so that it runs as root, or None if nothing helps."""
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        return ()
    return ("sudo", "-n") if answer(["sudo", "-n", "true"]) is not None else None


def one_command(packages: Iterable[str]) -> str:
    """Return the command a person types to install packages."""
    names = " ".join(packages)
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"


def stop_with_command(packages: Sequence[str]) -> Stop:
    """Return the sentence that asks for packages to be installed by hand."""
    if shutil.which("apt-get") is None:
        names = " ".join(packages)
        return Stop(
            f"This system lacks what these Debian packages hold: {names}. Install the same "
            "with the system's own package manager and start this command again.",
            f"系统缺少以下 Debian 软件包中的内容：{names}。"
            "请用本系统的软件包管理器安装后重新运行本命令。",
        )
    command = one_command(packages)
    return Stop(
        f"System packages are missing. Type this one command, then start again:\n\n    {command}\n",
        "缺少系统软件包。请先执行下面这一条命令，然后重新运行。",
    )


def install(packages: Sequence[str]) -> None:
    """Install packages with apt, or stop with the one command to type."""
    if not packages:
        return
    prefix = root_prefix() if shutil.which("apt-get") else None
    if prefix is None:
        raise stop_with_command(packages)
    say(
        f"Installing system packages: {' '.join(packages)}",
        f"正在安装系统软件包：{' '.join(packages)}",
    )
    apt = (*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *APT_OPTIONS, "-q")
    relay([*apt, "update"], is_worth_showing)
    code, _ = relay([*apt, "install", *packages], is_worth_showing)
    if code != 0:
        raise stop_with_command(packages)


def is_worth_showing(line: str) -> bool:
    """Tell whether a line of apt's output helps the person who waits."""
    return line.startswith(("Get:", "Err:", "Unpacking", "E: Unable", "E: Could", "E: Failed"))
