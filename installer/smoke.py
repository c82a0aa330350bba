"""Try the frozen program: ``python installer/smoke.py dist/nuanfang``.

Self-check, the main job, one sheet, the window and out again, each in a fresh folder and with an
empty environment. Any word on stderr and any unexpected word on stdout fails; a process left behind
holds the output open and runs into the time limit.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

KEPT_VARIABLES = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
HARMLESS = "This plugin does not support propagateSizeHints()"  # Qt without a screen
TIMEOUT = 900  # [s] for one start; a hang must not block the build
HOUSE = "0003"  # of the practice village: few measures fit it, so its plan is soon made


class Failed(Exception):  # noqa: N818 - a sentence for the builder
    """The frozen program did not do what it must."""


def start(folder: Path, home: Path, *words: str) -> str:
    """Start the frozen program with an empty environment; return what it printed."""
    windows = sys.platform == "win32"
    program = folder / ("nuanfang-cli.exe" if windows else "nuanfang")
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    environment |= {"HOME": str(home), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    begin = time.monotonic()
    done = run_whole([str(program), *words], home, environment)
    name = " ".join(words[:1]) or "window"
    print(f"{name}: exit code {done.returncode}, {time.monotonic() - begin:.1f} s", flush=True)
    said = done.stderr.decode("utf-8", "replace").splitlines()
    complaints = "\n".join(line for line in said if line.strip() not in ("", HARMLESS))
    if done.returncode != 0 or complaints:
        printed = done.stdout.decode("utf-8", "replace")
        raise Failed(f"{' '.join(words)} ended with {done.returncode}:\n{printed}\n{complaints}")
    return done.stdout.decode("utf-8")


def run_whole(
    command: list[str], folder: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end; past the time limit end it with all it started."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as program:
        try:
            out, err = program.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            if sys.platform == "win32":
                program.kill()
            else:
                os.killpg(program.pid, signal.SIGKILL)
            raise
    return subprocess.CompletedProcess(command, program.returncode, out, err)


def only_json(printed: str) -> object:
    """Return the JSON a verb printed; anything beside it is unexpected."""
    try:
        return json.loads(printed)
    except json.JSONDecodeError as error:
        raise Failed(f"Output is not JSON alone ({error}):\n{printed}") from error


def pdfs(folder: Path) -> Iterator[Path]:
    """Yield the sheets in a folder, each looked into."""
    for path in folder.rglob("*.pdf"):
        content = path.read_bytes()
        if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-64:]:
            raise Failed(f"{path} is not a whole PDF.")
        yield path


def check(folder: Path, home: Path) -> None:
    """Go through everything the frozen program must do."""
    only_json(start(folder, home, "selfcheck", "--json"))
    village = home / "demo" / "village"
    only_json(start(folder, home, "demo", "--json", "--house", HOUSE, "--out", str(home / "demo")))
    if not list(pdfs(home / "demo")):
        raise Failed("The main job left no sheet.")
    only_json(start(folder, home, "assess", "--json", "--house", HOUSE, str(village)))
    sheet = ("sheet", "--json", "--house", HOUSE, "--out", str(home / "one"), str(village))
    only_json(start(folder, home, *sheet))
    if len(list(pdfs(home / "one"))) != 1:
        raise Failed("There is not exactly one sheet of one house.")
    printed = start(folder, home, "--window", "--quit-after-start", str(village))
    if printed.strip():
        raise Failed(f"The window printed:\n{printed}")


def size(folder: Path) -> float:
    """Return the size of a folder [MB]."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def main() -> int:
    """Try the program in the folder named on the command line."""
    if len(sys.argv) != 2:
        print("python installer/smoke.py FOLDER", file=sys.stderr)
        return 2
    folder = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="smoke-") as home:
        try:
            check(folder, Path(home))
        except (Failed, OSError, subprocess.TimeoutExpired) as error:
            print(f"FAILED: {error}")
            return 1
    print(f"ok: {folder.name} works, {size(folder):.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
