"""D1 住宅能耗评估表: two A4 pages, one to understand, one to check.

The same input gives the same bytes; time, language and versions are part of the input.
"""

import io
from collections.abc import Callable

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

from app.i18n import translator
from app.report.data import Sheet, SheetInput
from app.report.fonts import REGULAR, missing_characters, register_fonts
from app.report.page_check import check_page
from app.report.page_family import family_page, height_of
from app.report.photos import with_photos
from app.report.styles import GREY, INK, MARGIN, PAGE, WIDTH
from app.report.texts import footer_line, sheet_texts

Translate = Callable[[str], str]
_FOOT = 14 * mm
_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
"""Type of page 2 [pt]; what does not fit even in the last is shrunk as a whole."""


def build_sheet(data: SheetInput) -> Sheet:
    """Return sheet D1 as PDF with embedded subset fonts."""
    register_fonts()
    t = translator(data.language)
    check = _checked(data, t)
    with_photos(check, data, WIDTH, _height())
    story: list[Flowable] = [
        _one_page(family_page(data, t, WIDTH, _height())),
        PageBreak(),
        _one_page(check),
    ]
    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer,
        pagesize=PAGE,
        title=t("Home energy assessment") + " " + data.code,
        author="Nuanfang " + data.version,
        lang="zh-CN" if data.language == "zh" else "en",
        initialFontName=REGULAR,
        invariant=1,
        pageCompression=1,
    )
    frame = Frame(MARGIN, MARGIN + _FOOT, WIDTH, _height(), 0, 0, 0, 0)
    document.addPageTemplates(
        PageTemplate(frames=[frame], onPage=lambda canvas, _document: _furnish(canvas, data, t))
    )
    document.build(story)
    return Sheet(buffer.getvalue(), missing_characters(sheet_texts(data)))


def _checked(data: SheetInput, t: Translate) -> list[Flowable]:
    """Return page 2 in the largest type in which it fits."""
    content: list[Flowable] = []
    for size in _SIZES:
        content = check_page(data, t, WIDTH, size)
        if sum(height_of(item, WIDTH, _height()) for item in content) <= _height():
            break
    return content


def _one_page(content: list[Flowable]) -> Flowable:
    """Keep a page a page: what would run over is set a little smaller."""
    return KeepInFrame(WIDTH, _height(), content, mode="shrink")


def _height() -> float:
    return float(PAGE[1] - 2 * MARGIN - _FOOT)


def _furnish(canvas: Canvas, data: SheetInput, t: Translate) -> None:
    """Draw what every page carries: footer, draft and practice marks."""
    canvas.saveState()
    canvas.setFillColor(GREY)
    canvas.setFont(REGULAR, 8.5)
    for number, line in enumerate(footer_line(data, t, canvas.getPageNumber())):
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
    canvas.t(PAGE[0] / 2, PAGE[1] / 2)
    canvas.rotate(50)
    canvas.setFont(REGULAR, 150)
    canvas.drawCentredString(0, -50, word)
    canvas.restoreState()
