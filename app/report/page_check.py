"""Page 2 of D1: where the numbers come from. For the technician, the file and the inspector."""

from collections.abc import Callable, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from app.model.assessment import PlannedMeasure, Range
from app.model.survey import spec
from app.report.data import SheetInput
from app.report.grid import Words, grid
from app.report.method_lines import energy_lines, package_lines, premise_lines, trust_lines
from app.report.parts_table import parts_of_house
from app.report.styles import GREY, INK, style, text_in
from app.report.texts import answer, measure_words, unit_word

Translate = Callable[[str], str]
_HEAD = style(11, bold=True, leading=1.2, spaceBefore=3, spaceAfter=1.5)
_HOUSEHOLD = ("A06", "A07", "A08", "A09")
_HOUSE = ("B05", "B06", "B07", "C02", "C03", "C04", "C06", "C07", "M01", "M06", "M04", "B04")
_ENERGY = ("I01", "I02", "I04", "I07", "K01", "K03", "K05", "K06")


def check_page(data: SheetInput, t: Translate, width: float, size: float) -> list[Flowable]:
    """Return the flowables of page 2, its tables and notes in ``size`` points."""
    words = Words(data.language, size)
    return [
        Paragraph(t("Where the numbers come from"), style(15, bold=True, leading=1.1)),
        Paragraph(t("Household and house"), _HEAD),
        _answers(data, t, (*_HOUSEHOLD, *_HOUSE), words, width),
        Paragraph(t("Parts of the house"), _HEAD),
        *parts_of_house(data, t, words, width),
        Paragraph(t("Heating and energy"), _HEAD),
        _answers(data, t, _ENERGY, words, width),
        *(words.note(line) for line in energy_lines(data, t)),
        *_works(data, t, words, width),
        Paragraph(t("How far to trust it"), _HEAD),
        *(words.note(line) for line in trust_lines(data, t)),
        *(words.note(line) for line in premise_lines(data, t)),
        Spacer(0, 2 * mm),
        _signatures(words, t, width),
    ]


def _answers(
    data: SheetInput, t: Translate, fields: Sequence[str], words: Words, width: float
) -> Table:
    """Return label and answer pairs, four pairs to a row."""
    pairs: list[object] = []
    for field in fields:
        pairs += [
            words.cell(text_in(spec(field).label, data.language)),
            words.cell(answer(data.survey, field, data.language, t), "bold"),
        ]
    while len(pairs) % 8:
        pairs.append("")
    rows = [pairs[start : start + 8] for start in range(0, len(pairs), 8)]
    return grid(rows, [width * share for share in (0.135, 0.115)] * 4, head=False)


def _works(data: SheetInput, t: Translate, words: Words, width: float) -> list[Flowable]:
    """Return the works of the package with quantities and cost, nothing without a package."""
    package = data.chosen_package()
    if package is None:
        return []
    heads = (
        (t("Works"), "bold"),
        (t("Quantity"), "head_right"),
        (t("Cost yuan (low, typical, high)"), "head_right"),
    )
    rows: list[list[object]] = [[words.cell(text, kind) for text, kind in heads]]
    rows += [_works_row(measure, data, words) for measure in package.measures]
    rows.append([words.cell(t("Together"), "bold"), "", _cost_cell(package.cost, words)])
    widths = [width * share for share in (0.56, 0.14, 0.30)]
    return [
        Paragraph(t("What the package builds"), _HEAD),
        grid(rows, widths, head=True),
        *(words.note(line) for line in package_lines(data, t)),
    ]


def _works_row(measure: PlannedMeasure, data: SheetInput, words: Words) -> list[object]:
    quantity = f"{measure.quantity:.1f} {unit_word(measure.unit, data.language)}"
    return [
        words.cell(measure_words(measure, data.language)),
        words.cell(quantity, "right"),
        _cost_cell(measure.cost, words),
    ]


def _cost_cell(cost: Range, words: Words) -> Paragraph:
    ends = " / ".join(f"{end:,.0f}" for end in (cost.low, cost.typical, cost.high))
    return words.cell(ends, "right")


def _signatures(words: Words, t: Translate, width: float) -> Table:
    cells = [t("Surveyor"), t("Head of household (or fingerprint)"), t("Checked by"), t("Date")]
    widths = [width * share for share in (0.22, 0.34, 0.22, 0.22)]
    table = Table(
        [[words.cell(cell) for cell in cells], [""] * 4], colWidths=widths, rowHeights=[14, 26]
    )
    table.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), 0.7, INK),
            ("INNERGRID", (0, 0), (-1, 0), 0.5, GREY),
            ("LINEAFTER", (0, 0), (-2, -1), 0.5, GREY),
            ("LINEBELOW", (0, 0), (-1, 0), 0, GREY),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ]
    )
    return table
