"""Small tables and notes of page 2: grids of cells in the language of the paper."""

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, Table

from app.i18n import Language
from app.report.styles import GREY, INK, style

_LEADING = 1.15


class Words:
    """Makes paragraphs of page 2 in ``size`` points; English breaks between words, Chinese
    anywhere."""

    def __init__(self, language: Language, size: float) -> None:
        self.language = language
        wrap = "CJK" if language == "zh" else None
        self._styles: dict[str, ParagraphStyle] = {}
        for name, bold, alignment in (
            ("plain", False, 0),
            ("bold", True, 0),
            ("right", False, 2),
            ("head_right", True, 2),
        ):
            made = style(size, bold=bold, leading=_LEADING, alignment=alignment)
            made.wordWrap = wrap
            self._styles[name] = made

    def cell(self, text: str, kind: str = "plain") -> Paragraph:
        """Return a paragraph: plain, bold, right (numbers) or head_right."""
        return Paragraph(text, self._styles[kind])

    def note(self, text: str) -> Paragraph:
        """Return a line between the tables."""
        return Paragraph(text, self._styles["plain"])


def grid(rows: Sequence[Sequence[object]], widths: Sequence[float], *, head: bool) -> Table:
    """Return a table with lines around its cells; ``widths`` in points."""
    table = Table(
        [list(row) for row in rows],
        colWidths=list(widths),
        repeatRows=1 if head else 0,
        hAlign="LEFT",  # a page that is too full is made smaller: its texts stay at the left too
    )
    commands: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, INK if head else GREY),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 0.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    if head:
        commands.append(("LINEBELOW", (0, 0), (-1, 0), 1.2, INK))
    table.setStyle(commands)
    return table
