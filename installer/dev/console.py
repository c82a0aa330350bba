"""What dev.py says, the sentences it stops with, and the programs it starts."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Stop(Exception):  # noqa: N818 - a sentence for the user
    """dev.py cannot go on; carries what happened and what to do, in both languages."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.english = english
        self.chinese = chinese


DISK_FULL = Stop(
    "The disk is full. Free about 2 GB and start the same command again.",
    "磁盘已满。请腾出约 2 GB 空间，然后重新运行同一条命令。",
)
NO_NETWORK = Stop(
    "The packages could not be fetched: there is no connection to the package registry. "
    "Check the network (or pip's mirror and proxy settings) and start the same command again.",
    "无法下载软件包：连不上软件源。请检查网络（或 pip 的镜像和代理设置），然后重新运行同一条命令。",
)


def no_permission(what: str) -> Stop:
    """Return the sentence for something that may not be written."""
    return Stop(
        f"No permission to write {what}. Start the command as the owner of this folder, "
        "or copy the folder to a place of your own.",
        f"没有写入权限：{what}。请用该文件夹的所有者账户运行，或把整个文件夹复制到自己的目录下。",
    )


def stop_for(error: OSError) -> Stop:
    """Return the sentence for an error of the operating system."""
    if error.errno == errno.ENOSPC:
        return DISK_FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return no_permission(str(error.filename or ROOT))
    what = f"{error.filename or ''} {error.strerror or error}".strip()
    return Stop(
        f"The system refused: {what}. Mend that and start the same command again.",
        f"系统出错：{what}。请排除该问题后重新运行同一条命令。",
    )


def say(english: str, chinese: str = "") -> None:
    """Print a sentence, in Chinese first where there is one."""
    for line in (chinese, english):
        if line:
            print(line, flush=True)


def bear_any_text() -> None:
    """Let output in a narrow character set lose characters instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def call(command: Sequence[str | Path], extra: Mapping[str, str] | None = None) -> int:
    """Run a program in the checkout with its output on the screen; return its exit code."""
    environment = {**os.environ, **(extra or {})}
    words = [str(word) for word in command]
    sys.stdout.flush()
    return subprocess.run(
        words, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False
    ).returncode


def relay(
    command: Sequence[str | Path], shown: Callable[[str], bool], *, live: bool = False
) -> tuple[int, str]:
    """Run a program, showing the wanted lines of its output; return exit code and all lines.

    With ``live`` its standard output goes to the screen as it is, such as a progress bar, and
    only its complaints are read.
    """
    lines = []
    with subprocess.Popen(
        [str(word) for word in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=None if live else subprocess.PIPE,
        stderr=subprocess.PIPE if live else subprocess.STDOUT,
    ) as program:
        for raw in program.stderr or program.stdout or ():
            line = raw.decode(errors="replace").rstrip()
            lines.append(line)
            if shown(line):
                print(f"  {line}", flush=True)
    return program.returncode, "\n".join(lines)


def answer(command: Sequence[str | Path]) -> str | None:
    """Run a program quietly; return what it printed, or None if it failed or is not there."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except OSError:
        return None
    return done.stdout.decode(errors="replace") if done.returncode == 0 else None
