"""What all papers share: A4 pages that stay pages, footer, draft and practice marks."""

import io
from collections.abc import Callable, Sequence

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepInFrame,
    PageBreak,
    PageTemplate,
)

from app.report.data import SheetInput
from app.report.fonts import REGULAR
from app.report.styles import GREY, INK, MARGIN, PAGE, WIDTH
from app.report.texts import footer_line

Translate = Callable[[str], str]
_FOOT = 14 * mm


def page_height() -> float:
    """Return the height that the content of a page may take [pt]."""
    return float(PAGE[1] - 2 * MARGIN - _FOOT)


def built(pages: Sequence[Sequence[Flowable]], data: SheetInput, t: Translate, name: str) -> bytes:
    """Return a paper of these pages as PDF; what would run over a page is set smaller.

    ``name`` of the paper stands in the footer. The same input gives the same bytes.
    """
    story: list[Flowable] = []
    for number, content in enumerate(pages):
        if number:
            story.append(PageBreak())
        story.append(KeepInFrame(WIDTH, page_height(), list(content), mode="shrink"))
    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer,
        pagesize=PAGE,
        title=f"{name} {data.code}",
        author="Nuanfang " + data.version,
        lang="zh-CN" if data.language == "zh" else "en",
        initialFontName=REGULAR,
        invariant=1,
        pageCompression=1,
    )
    frame = Frame(MARGIN, MARGIN + _FOOT, WIDTH, page_height(), 0, 0, 0, 0)
    count = len(pages)

    def furnish(canvas: Canvas, _document: object) -> None:
        _furnish(canvas, data, t, name, count)

    document.addPageTemplates(PageTemplate(frames=[frame], onPage=furnish))
    document.build(story)
    return buffer.getvalue()


def _furnish(canvas: Canvas, data: SheetInput, t: Translate, name: str, count: int) -> None:
    """Draw what every page carries: footer, draft and practice marks."""
    canvas.saveState()
    canvas.setFillColor(GREY)
    canvas.setFont(REGULAR, 8.5)
    for number, line in enumerate(footer_line(data, t, canvas.getPageNumber(), name, count)):
        canvas.drawString(MARGIN, MARGIN + 3 * mm - number * 11, line)
    canvas.setStrokeColor(GREY)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, MARGIN + 8 * mm, PAGE[0] - MARGIN, MARGIN + 8 * mm)
    if data.draft:
        _across(canvas, t("Draft"))
    elif data.practice:
        canvas.setFillColor(INK)
        canvas.setFont(REGULAR, 10)
        canvas.drawRightString(
            PAGE[0] - MARGIN, PAGE[1] - 11 * mm, t("Practice house: not a real household")
        )
    canvas.restoreState()


def _across(canvas: Canvas, word: str) -> None:
    canvas.saveState()
    canvas.setFillColor(INK, alpha=0.12)
    canvas.translate(PAGE[0] / 2, PAGE[1] / 2)
    canvas.rotate(50)
    canvas.setFont(REGULAR, 150)
    canvas.drawCentredString(0, -50, word)
    canvas.restoreState()
