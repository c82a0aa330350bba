"""Pack the frozen program for Debian, UOS and Kylin.

``python3 installer/linux/make_deb.py dist/nuanfang`` writes ``dist/nuanfang_VERSION_ARCH.deb``.
It is installed to /opt/nuanfang without any script of its own and asks for the system libraries
that the window needs and for the glibc of the build machine or a newer one.
"""

import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app import __version__
from installer.dev.system import WINDOW

DESKTOP = """[Desktop Entry]
Type=Application
Name=Nuanfang
Name[zh_CN]=暖房
Comment=Survey, assessment and retrofit plans for farmhouses
Comment[zh_CN]=农房调查、能耗评估与节能改造方案
Exec=nuanfang %F
Terminal=false
Categories=Office;
"""


def control(size_kb: int, architecture: str) -> str:
    """Return the description of the package."""
    libc = f"libc6 (>= {platform.libc_ver()[1]})"
    return "\n".join(
        (
            "Package: nuanfang",
            f"Version: {__version__}",
            f"Architecture: {architecture}",
            "Maintainer: Nuanfang authors <nuanfang@localhost>",
            "Section: misc",
            "Priority: optional",
            f"Installed-Size: {size_kb}",
            f"Depends: {', '.join((libc, *WINDOW.values()))}",
            "Description: survey, assessment and retrofit plans for farmhouses",
            " 农房调查、逐时能耗评估与节能改造方案，中文 A4 评估单。",
            "",
        )
    )


def lay_out(root: Path, program: Path, architecture: str) -> None:
    """Lay the files of the package out below ``root``."""
    shutil.copytree(program, root / "opt" / "nuanfang", symlinks=True)
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / "nuanfang").symlink_to("/opt/nuanfang/nuanfang")
    menu = root / "usr" / "share" / "applications"
    menu.mkdir(parents=True)
    (menu / "nuanfang.desktop").write_text(DESKTOP, encoding="utf-8")
    files = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    size_kb = sum(path.stat().st_size for path in files) // 1024
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(control(size_kb, architecture), encoding="utf-8")


def main() -> int:
    """Write the package beside the frozen program."""
    if len(sys.argv) != 2:
        print("python3 installer/linux/make_deb.py FOLDER", file=sys.stderr)
        return 2
    program = Path(sys.argv[1]).resolve()
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, text=True
    ).stdout.strip()
    target = program.parent / f"nuanfang_{__version__}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "package"
        root.mkdir(mode=0o755)
        lay_out(root, program, architecture)
        # xz, never zstd: the dpkg of UOS and Kylin cannot read that
        pack = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(target)]
        subprocess.run(pack, check=True)
    print(f"{target}: {target.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
