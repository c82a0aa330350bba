"""The embedded Chinese fonts of the papers."""

from collections.abc import Iterable
from functools import cache

from reportlab.pdfbase import pdfmetrics, ttfonts

from app.resources import resource

REGULAR = "NotoSansSC"
BOLD = "NotoSansSC-Bold"
_FILES = {REGULAR: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf"}
GAP = "＿"  # where a character is written by hand


@cache
def register_fonts() -> None:
    """Make the fonts known to reportlab; both weights are embedded as subsets."""
    # WORKAROUND: reportlab writes characters above U+FFFF wrongly into the table that
    # search and copy use; rare characters of names live there.
    ttfonts.makeToUnicodeCMap = _to_unicode_map
    for name, file in _FILES.items():
        pdfmetrics.registerFont(ttfonts.TTFont(name, str(resource("fonts", file))))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, REGULAR, BOLD)


def _to_unicode_map(font: str, subset: list[int]) -> str:
    rows = [
        f"<{index:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for index, code in enumerate(subset)
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo",
        f"<< /Registry ({font})",
        f"/Ordering ({font})",
        "/Supplement 0",
        ">> def",
        f"/CMapName /{font} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    for start in range(0, len(rows), 100):  # the format allows 100 in a block
        block = rows[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


def missing_characters(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the characters that the fonts cannot print, in order of appearance."""
    register_fonts()
    known = pdfmetrics.getFont(REGULAR).face.charToGlyph
    found = dict.fromkeys(
        char for text in texts for char in text if ord(char) >= 32 and ord(char) not in known
    )
    return tuple(found)


def printable(text: str) -> str:
    """Return ``text`` with a gap for handwriting in place of each unprintable character."""
    gaps = {ord(char): GAP for char in missing_characters([text])}
    return text.translate(gaps) if gaps else text


def bold_or_regular(text: str) -> str:
    """Return the font that can print ``text`` in bold; the bold one knows fewer names."""
    register_fonts()
    known = pdfmetrics.getFont(BOLD).face.charToGlyph
    return BOLD if all(ord(char) in known for char in text if ord(char) >= 32) else REGULAR
