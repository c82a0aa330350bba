"""D2 改造方案书: four A4 pages for the family, village, contractor and file."""

from app.i18n import translator
from app.report.data import Sheet
from app.report.fonts import missing_characters, register_fonts
from app.report.paper import built
from app.report.plan_input import PlanInput
from app.report.plan_money import money_page
from app.report.plan_notes import notes_page
from app.report.plan_pages import overview_page, steps_page
from app.report.styles import WIDTH
from app.report.texts import sheet_texts


def build_plan_paper(data: PlanInput) -> Sheet:
    """Return paper D2 as PDF with embedded subset fonts."""
    register_fonts()
    t = translator(data.sheet.language)
    pages = (
        overview_page(data, t, WIDTH),
        steps_page(data, t, WIDTH),
        money_page(data, t, WIDTH),
        notes_page(data, t, WIDTH),
    )
    pdf = built(pages, data.sheet, t, t("Retrofit plan"))
    return Sheet(pdf, missing_characters(sheet_texts(data.sheet)))
