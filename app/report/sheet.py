"""D1 住宅能耗评估表: two A4 pages, one to understand, one to check.

The same input gives the same bytes; time, language and versions are part of the input.
"""

from collections.abc import Callable

from reportlab.platypus import Flowable

from app.i18n import translator
from app.report.data import Sheet, SheetInput
from app.report.fonts import missing_characters, register_fonts
from app.report.page_check import check_page
from app.report.page_family import family_page, height_of
from app.report.paper import built, page_height
from app.report.photos import with_photos
from app.report.styles import WIDTH
from app.report.texts import sheet_texts

Translate = Callable[[str], str]
_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
"""Type of page 2 [pt]; what does not fit even in the last is shrunk as a whole."""


def build_sheet(data: SheetInput) -> Sheet:
    """Return sheet D1 as PDF with embedded subset fonts."""
    register_fonts()
    t = translator(data.language)
    check = _checked(data, t)
    with_photos(check, data, WIDTH, page_height())
    pages = (family_page(data, t, WIDTH, page_height()), check)
    pdf = built(pages, data, t, t("Home energy assessment"))
    return Sheet(pdf, missing_characters(sheet_texts(data)))


def _checked(data: SheetInput, t: Translate) -> list[Flowable]:
    """Return page 2 in the largest type in which it fits."""
    content: list[Flowable] = []
    for size in _SIZES:
        content = check_page(data, t, WIDTH, size)
        if sum(height_of(item, WIDTH, page_height()) for item in content) <= page_height():
            break
    return content
