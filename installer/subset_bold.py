"""Make the bold font smaller: ``python installer/subset_bold.py UNIHAN.txt IN.ttf OUT.ttf``.

Needs fonttools (not among the locked packages) and ``Unihan_OtherMappings.txt`` of the Unicode
character database, whose field kTGH lists the 8105 characters of the Chinese national table
(通用规范汉字表). Personal names with rarer characters are set in Regular, which is kept whole.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

# Latin, Greek, Cyrillic as in GB 2312, punctuation, raised and lowered digits, letterlike,
# number forms, arrows, mathematical, technical, circled, boxes, shapes, CJK and full-width
BLOCKS = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x100, 0x17F), (0x1CD, 0x1DC), (0x2C6, 0x2DC), (0x370, 0x3FF),
    (0x400, 0x45F), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F),
    (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2460, 0x24FF),
    (0x2500, 0x257F), (0x2580, 0x259F), (0x25A0, 0x25FF), (0x2600, 0x26FF), (0x2700, 0x27BF),
    (0x3000, 0x303F), (0x3040, 0x30FF), (0x3100, 0x312F), (0x3200, 0x33FF), (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
)  # fmt: skip


def national_table(unihan: str) -> set[int]:
    """Return the code points with the field kTGH in the text of a Unihan file."""
    return {int(code, 16) for code in re.findall(r"^U\+([0-9A-F]+)\tkTGH\t", unihan, re.MULTILINE)}


def gb2312() -> set[int]:
    """Return the code points of GB 2312."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(char) for char in (pair.decode("gb2312", "ignore") for pair in pairs) if char}


def main() -> None:
    """Write the subset."""
    unihan, source, target = map(Path, sys.argv[1:4])
    wanted = national_table(unihan.read_text(encoding="utf-8")) | gb2312()
    wanted.update(code for first, last in BLOCKS for code in range(first, last + 1))
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "unicodes.txt"
        listing.write_text("\n".join(f"{code:04X}" for code in sorted(wanted)), encoding="ascii")
        subprocess.run(
            [
                *(sys.executable, "-m", "fontTools.subset", str(source)),
                *(f"--unicodes-file={listing}", f"--output-file={target}"),
                *("--layout-features=", "--no-hinting", "--notdef-outline", "--name-IDs=*"),
            ],
            check=True,
        )


if __name__ == "__main__":
    main()
