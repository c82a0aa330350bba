"""On what kind of drive a village lies: a live database wants a local disk."""

import sys
from pathlib import Path, PurePosixPath
from typing import Literal

Drive = Literal["local", "removable", "network"]

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ceph", "fuse.sshfs", "davfs"}
_REMOVABLE_ROOTS = ("/media/", "/run/media/", "/Volumes/")
_MOUNTS = Path("/proc/self/mountinfo")
_WINDOWS_KINDS: dict[int, Drive] = {2: "removable", 4: "network", 5: "removable"}


def drive_of(path: Path) -> Drive:
    """Return the kind of drive ``path`` lies on; ``local`` where it cannot be told."""
    full = path.resolve()
    if sys.platform == "win32":
        return _windows_drive(full)
    if _MOUNTS.exists():
        return drive_in_mounts(full.as_posix(), _MOUNTS.read_text(encoding="utf-8"))
    return "removable" if full.as_posix().startswith(_REMOVABLE_ROOTS) else "local"


def drive_in_mounts(path: str, mountinfo: str) -> Drive:
    """Return the kind of drive by the kernel's table of mounts (proc(5), mountinfo)."""
    best, kind, source = "", "", ""
    for line in mountinfo.splitlines():
        left, _dash, right = line.partition(" - ")
        point = left.split(" ")[4].replace("\\040", " ")
        if PurePosixPath(path).is_relative_to(point) and len(point) >= len(best):
            best = point
            kind, source = right.split(" ")[:2]
    if kind in _NETWORK:
        return "network"
    if f"{best}/".startswith(_REMOVABLE_ROOTS) or _is_removable(source):
        return "removable"
    return "local"


def _is_removable(source: str) -> bool:
    disk = Path(source).name.rstrip("0123456789")
    flag = Path("/sys/block") / disk / "removable"
    return bool(disk) and flag.exists() and flag.read_text(encoding="ascii").strip() == "1"


def _windows_drive(path: Path) -> Drive:
    if sys.platform != "win32" or path.drive.startswith("\\\\"):
        return "network"
    import ctypes

    return _WINDOWS_KINDS.get(ctypes.windll.kernel32.GetDriveTypeW(path.anchor), "local")
