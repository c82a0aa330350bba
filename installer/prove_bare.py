"""Prove `dev.py run` and `dev.py test` on a bare system: `sudo python3 installer/prove_bare.py`.

Makes a minimal root with debootstrap, puts python3 and a fresh clone into it and nothing else,
and runs both commands there as a stranger would. Package sources, proxies, certificates and pip's
settings are taken over from this system. Every command runs in a mount namespace of its own, so
that no mount outlives it, whatever happens. Needs root, git, debootstrap and unshare.

``--suite trixie`` does the same for Debian 13, ``--suite noble --mirror URL`` for Ubuntu 24.04
(not run so far).
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
INSIDE = "/srv/nuanfang"
OUT = "/srv/village"
STRANGER = 1000  # a user who is not root
SUITES = ("bookworm", "trixie", "noble")
TAKEN_SETTINGS = r"(?i)^(pip_.*|.*_proxy|ssl_cert_.*|.*ca_bundle)$"
TAKEN_FILES = (
    "/etc/resolv.conf",
    "/etc/hosts",
    "/etc/pip.conf",
    "/root/.config/pip/pip.conf",
)
# kept apart from the file of this name inside, which ca-certificates makes anew
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
CERTIFICATES_INSIDE = "/etc/ssl/outside.crt"
TAKEN_APT = r"^Acquire::(.*Proxy.*|https::.*|Check-Date|Check-Valid-Until|Retries) "
EXPECTED = {
    ".pdf": 8,
    ".json": 1,
    ".xlsx": 1,
    ".csv": 1,
    ".nuanfang": 1,
}  # suffix -> at least so many


@dataclass(frozen=True, slots=True)
class Proof:
    """One command tried inside: what it shows, how it ended, how long it took."""

    what: str
    passed: bool
    seconds: float


def outside(*command: str) -> str:
    """Run a program on this system and return what it printed."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def inside(
    root: Path, command: str, *, network: bool = True, user: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run a shell command in the root, in namespaces of its own; pass its output on."""
    prepare = (
        f"mount -t proc proc {root}/proc && mkdir -p {root}/dev/shm && "
        f"mount -t tmpfs tmpfs {root}/dev/shm"
    )
    become = f"setpriv --reuid {user} --regid {user} --clear-groups " if user else ""
    settings = " ".join(shlex.quote(f"{name}={value}") for name, value in taken_settings())
    enter = (
        f"exec chroot {root} env -i HOME={'/tmp' if user else '/root'} "
        f"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin CI=true {settings} "
        f"{become}sh -c {shlex.quote(command)}"
    )
    namespaces = ["--mount", "--pid", "--fork", "--kill-child", *([] if network else ["--net"])]
    return run_shown(["unshare", *namespaces, "sh", "-c", f"{prepare} && {enter}"])


def run_shown(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a program, show its output as it comes, and keep it."""
    lines = []
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as program:
        assert program.stdout is not None
        for line in program.stdout:
            lines.append(line)
            print(f"  | {line}", end="", flush=True)
    return subprocess.CompletedProcess(command, program.returncode, "".join(lines))


def taken_settings() -> Iterator[tuple[str, str]]:
    """Yield the environment variables by which this system reaches its package sources."""
    yield "PIP_CERT", CERTIFICATES_INSIDE
    for name, value in os.environ.items():
        if name != "PIP_CERT" and re.match(TAKEN_SETTINGS, name):
            yield name, value.replace(CERTIFICATES, CERTIFICATES_INSIDE)


def apt_sources(suite: str) -> list[str]:
    """Return this system's apt sources of the suite, as lines of ``sources.list``."""
    entries = outside(
        "apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)"
    ).splitlines()
    wanted = [entry for entry in entries if f" {suite}" in entry]
    return sorted({f"deb {entry}" for entry in wanted})


def make_root(root: Path, suite: str, mirror: str | None) -> None:
    """Make a minimal root with python3 and this system's package sources."""
    sources = [] if mirror else apt_sources(suite)
    if sources:
        mirror = next(line.split()[1] for line in sources if line.split()[2] == suite)
    words = [suite, str(root), *([mirror] if mirror else [])]
    components = ["--components=main,universe"] if suite == "noble" else []
    if not Path("/usr/share/debootstrap/scripts", suite).exists():
        words.append("gutsy")  # debootstrap's script for every Ubuntu; needs --mirror
    print(f"Making a minimal {suite} in {root}", flush=True)
    subprocess.run(
        ["debootstrap", "--variant=minbase", *components, *words],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    if sources:
        (root / "etc/apt/sources.list").write_text("\n".join(sources) + "\n", encoding="utf-8")
    take_over_files(root)


def take_over_files(root: Path) -> None:
    """Copy what lets apt and pip inside reach the same sources as outside."""
    copies = {name: name for name in TAKEN_FILES} | {CERTIFICATES: CERTIFICATES_INSIDE}
    for name, target_name in copies.items():
        if Path(name).exists():
            target = root / target_name.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(name, target)
    settings = outside("apt-config", "dump").splitlines()
    wanted = [line for line in settings if re.match(TAKEN_APT, line)]
    (root / "etc/apt/apt.conf.d/80outside").write_text("\n".join(wanted) + "\n", encoding="utf-8")


def put_clone(root: Path) -> None:
    """Put a fresh clone of the committed state into the root."""
    target = root / INSIDE.lstrip("/")
    outside("git", "clone", "--quiet", "--depth=1", f"file://{CHECKOUT}", str(target))
    state = outside("git", "-C", str(target), "log", "-1", "--format=%h %s").strip()
    print(f"Clone of {state}", flush=True)


def prove(what: str, attempt: bool, begin: float) -> Proof:
    """Record how a command ended that began at ``begin``."""
    proof = Proof(what, attempt, time.monotonic() - begin)
    print(f"{'ok' if attempt else 'FAILED'}: {what} ({proof.seconds:.0f} s)", flush=True)
    return proof


def has_outputs(root: Path) -> bool:
    """Tell whether the main job left its files, and say what is there."""
    files = [path for path in (root / OUT.lstrip("/")).rglob("*") if path.is_file()]
    counts = {suffix: sum(path.suffix == suffix for path in files) for suffix in EXPECTED}
    print(f"files: {counts}", flush=True)
    filled = all(path.stat().st_size > 0 for path in files if path.suffix in EXPECTED)
    return filled and all(counts[suffix] >= number for suffix, number in EXPECTED.items())


def prove_stranger(root: Path) -> Proof:
    """A user without root gets the one command to type, and nothing is left behind."""
    begin = time.monotonic()
    outcome = inside(root, f"cd {INSIDE} && python3 dev.py run --no-window", user=STRANGER)
    told = "sudo apt-get update && sudo apt-get install" in outcome.stdout
    calm = "Traceback" not in outcome.stdout
    return prove(
        "without root: names the one command", outcome.returncode == 1 and told and calm, begin
    )


def prove_run(root: Path, what: str, *, network: bool) -> Proof:
    """The main job ends with its files in place; Qt is not needed for it.

    The papers are made anew; without network the village of the first start stays.
    """
    out = root / OUT.lstrip("/")
    for folder in [out] if network else [out / "sheets", out / "district"]:
        shutil.rmtree(folder, ignore_errors=True)
    begin = time.monotonic()
    command = f"cd {INSIDE} && python3 dev.py run --no-window --out {OUT}"
    outcome = inside(root, command, network=network)
    return prove(what, outcome.returncode == 0 and has_outputs(root), begin)


def prove_test(root: Path) -> Proof:
    """All checks and tests pass."""
    begin = time.monotonic()
    outcome = inside(root, f"cd {INSIDE} && bash .ci/run")
    return prove(".ci/run (dev.py test)", outcome.returncode == 0, begin)


def prove_frozen(root: Path, folder: Path) -> Proof:
    """The frozen program works where its build machine's libraries are not."""
    shutil.copytree(folder, root / "opt/nuanfang", symlinks=True)
    inside(root, f"rm -rf {INSIDE}/.venv")
    begin = time.monotonic()
    outcome = inside(root, f"python3 {INSIDE}/installer/smoke.py /opt/nuanfang")
    return prove("frozen program", outcome.returncode == 0, begin)


def proofs(root: Path, *, with_tests: bool, frozen: Path | None) -> Iterator[Proof]:
    """Yield each proof as it is made."""
    begin = time.monotonic()
    command = "apt-get update -q && apt-get install -y -q --no-install-recommends python3"
    yield prove("install python3 alone", inside(root, command).returncode == 0, begin)
    put_clone(root)
    yield prove_stranger(root)
    yield prove_run(root, "dev.py run, first start", network=True)
    yield prove_run(root, "dev.py run, second start without network", network=False)
    if with_tests:
        yield prove_test(root)
    if frozen:
        yield prove_frozen(root, frozen)


def main() -> int:
    """Make the root, try everything, sum up, remove the root."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--suite", choices=SUITES, default="bookworm")
    parser.add_argument("--mirror", help="package archive; else debootstrap's own")
    parser.add_argument("--no-tests", action="store_true", help="leave out dev.py test")
    parser.add_argument("--frozen", type=Path, help="try this folder too, such as dist/nuanfang")
    parser.add_argument("--keep", action="store_true", help="keep the root afterwards")
    arguments = parser.parse_args()
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        print("Start this as root on a system with debootstrap.", file=sys.stderr)
        return 2
    root = Path(tempfile.mkdtemp(prefix=f"bare-{arguments.suite}-"))
    root.chmod(0o755)
    try:
        make_root(root, arguments.suite, arguments.mirror)
        done = list(proofs(root, with_tests=not arguments.no_tests, frozen=arguments.frozen))
    finally:
        if not arguments.keep:
            shutil.rmtree(root, ignore_errors=True)
    print(f"\nBare {arguments.suite}:")
    for proof in done:
        print(f"{'ok' if proof.passed else 'FAILED':<7} {proof.seconds:6.0f} s  {proof.what}")
    return 0 if all(proof.passed for proof in done) else 1


if __name__ == "__main__":
    sys.exit(main())
