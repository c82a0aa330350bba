"""Type, spacing and number words that all papers share."""

import math
from collections.abc import Sequence

from reportlab.lib.colors import Color, black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from app.i18n import Language, Text
from app.model.assessment import Range
from app.report.fonts import BOLD, REGULAR

PAGE = A4
MARGIN = 18 * mm
WIDTH = PAGE[0] - 2 * MARGIN
GREY = Color(0.42, 0.42, 0.42)
LIGHT = Color(0.88, 0.88, 0.88)
PAPER = white
INK = black


def style(
    size: float, *, bold: bool = False, leading: float = 1.5, **more: object
) -> ParagraphStyle:
    """Return a paragraph style of our font; ``size`` in points, ``leading`` in lines."""
    return ParagraphStyle(
        f"{'b' if bold else 'r'}{size}",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * leading,
        wordWrap="CJK",
        **more,
    )


TITLE = style(20, bold=True, leading=1.3)
SAY = style(19, bold=True, leading=1.35)
BODY = style(14, leading=1.45)
SMALL = style(12.5, leading=1.35)
FORM = style(12, leading=1.35)


def significant(value: float, digits: int = 3) -> float:
    """Round to ``digits`` significant digits; papers never pretend to more than three."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def money(value: float) -> str:
    """Return yuan with three significant digits, two below a thousand: ``3,120``, ``590``."""
    return f"{significant(value, 3 if abs(value) >= 1000 else 2):,.0f}"


def money_range(values: Range) -> str:
    """Return ``1,000～1,350``, or one figure where both ends print alike."""
    low, high = (f"{significant(item, 2):,.0f}" for item in (values.low, values.high))
    return low if low == high else f"{low}～{high}"


def percent(share: float) -> str:
    """Return whole percent."""
    return f"{round(share * 100)}%"


def percent_range(values: Range) -> str:
    """Return ``31～42%``, or one figure where both ends print alike."""
    low, high = round(values.low * 100), round(values.high * 100)
    return f"{high}%" if low == high else f"{low}～{high}%"


def join(texts: Sequence[str], language: Language) -> str:
    """Return ``A、B和C`` or ``A, B and C``."""
    comma, last = ("、", "和") if language == "zh" else (", ", " and ")
    if len(texts) < 2:
        return "".join(texts)
    return comma.join(texts[:-1]) + last + texts[-1]


def text_in(text: Text | str, language: Language) -> str:
    """Return a data text in ``language``; plain strings stay as they are."""
    return text.get(language) if isinstance(text, Text) else text
