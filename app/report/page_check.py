"""Page 2 of D1: where the numbers come from. For the technician, the file and the inspector."""

from collections.abc import Callable, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from app.model.assessment import Assessment, ElementResult, PlannedMeasure, Range
from app.model.survey import spec
from app.report.data import SheetInput
from app.report.styles import (
    CELL,
    CELL_BOLD,
    CELL_RIGHT,
    GREY,
    HEAD,
    INK,
    percent,
    style,
    text_in,
    whole_percents,
)
from app.report.texts import (
    amount,
    answer,
    measure_words,
    part_name,
    provenance_word,
    unit_word,
)

Translate = Callable[[str], str]
_NOTE = style(10.5, leading=1.2)
_HOUSEHOLD = ("A06", "A07", "A08", "A09")
_HOUSE = ("B05", "B06", "B07", "C02", "C03", "C04", "C06", "C07", "M01", "M06", "M04", "B04")
_ENERGY = ("I01", "I02", "I04", "I07", "K01", "K03", "K05", "K06")


def check_page(data: SheetInput, t: Translate, width: float) -> list[Flowable]:
    """Return the flowables of page 2."""
    return [
        Paragraph(t("Where the numbers come from"), style(15, bold=True, leading=1.1)),
        Paragraph(t("Household and house"), HEAD),
        _answers(data, t, (*_HOUSEHOLD, *_HOUSE), width),
        Paragraph(t("Parts of the house"), HEAD),
        _parts(data, t, width),
        Paragraph(t("Heating and energy"), HEAD),
        _answers(data, t, _ENERGY, width),
        *_energy_lines(data, t),
        *_works(data, t, width),
        Paragraph(t("How far to trust it"), HEAD),
        *_confidence(data, t),
        *_premises(data, t),
        Spacer(0, 3 * mm),
        _signatures(t, width),
    ]


def _grid(rows: Sequence[Sequence[object]], widths: Sequence[float], *, head: bool) -> Table:
    table = Table([list(row) for row in rows], colWidths=list(widths), repeatRows=1 if head else 0)
    commands: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, INK if head else GREY),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 0.4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    if head:
        commands.append(("LINEBELOW", (0, 0), (-1, 0), 1.2, INK))
    table.setStyle(commands)
    return table


def _answers(data: SheetInput, t: Translate, fields: Sequence[str], width: float) -> Table:
    """Return label and answer pairs, three pairs to a row."""
    pairs: list[object] = []
    for field in fields:
        label = text_in(spec(field).label, data.language)
        pairs += [
            Paragraph(label, CELL),
            Paragraph(answer(data.survey, field, data.language, t), CELL_BOLD),
        ]
    while len(pairs) % 6:
        pairs.append("")
    rows = [pairs[start : start + 6] for start in range(0, len(pairs), 6)]
    return _grid(
        rows, [width * 0.17, width * 0.165] * 2 + [width * 0.165, width * 0.165], head=False
    )


def _parts(data: SheetInput, t: Translate, width: float) -> Table:
    heads = (
        t("Part"),
        t("Construction"),
        t("Area m²"),
        t("U-value W/(m²·K)"),
        t("Share"),
        t("Source"),
    )
    rows: list[list[object]] = [[Paragraph(head, CELL_BOLD) for head in heads]]
    shares = _element_percents(data.assessment)
    for element, share in zip(data.assessment.elements, shares, strict=True):
        rows.append(_part_row(element, share, data, t))
    rows.append(_air_row(data.assessment, t))
    widths = [width * share for share in (0.19, 0.36, 0.11, 0.13, 0.09, 0.12)]
    return _grid(rows, widths, head=True)


def _element_percents(assessment: Assessment) -> list[int]:
    air = next((loss.share for loss in assessment.losses if loss.part == "air"), 0.0)
    return whole_percents([*(element.share for element in assessment.elements), air])[:-1]


def _part_row(element: ElementResult, share: int, data: SheetInput, t: Translate) -> list[object]:
    return [
        Paragraph(text_in(element.name, data.language), CELL),
        Paragraph(text_in(element.construction, data.language), CELL),
        Paragraph(f"{element.area:.1f}", CELL_RIGHT),
        Paragraph(f"{element.u_value:.2f}", CELL_RIGHT),
        Paragraph(f"{share}%", CELL_RIGHT),
        Paragraph(provenance_word(element.provenance, t), CELL),
    ]


def _air_row(assessment: Assessment, t: Translate) -> list[object]:
    shares = whole_percents(
        [*(element.share for element in assessment.elements), _air_share(assessment)]
    )
    n_air = t("{n:.2f} air changes an hour").format(n=assessment.actual.n_air)
    return [
        Paragraph(part_name("air", t), CELL),
        Paragraph(n_air, CELL),
        "",
        "",
        Paragraph(f"{shares[-1]}%", CELL_RIGHT),
        "",
    ]


def _air_share(assessment: Assessment) -> float:
    return next((loss.share for loss in assessment.losses if loss.part == "air"), 0.0)


def _energy_lines(data: SheetInput, t: Translate) -> list[Flowable]:
    assessment = data.assessment
    lines = [
        t(
            "Heating need: in standard use {standard:,.0f} kWh ({per:.0f} kWh/m²), as you live now "
            "{actual:,.0f} kWh. Design heat load {load:.1f} kW."
        ).format(
            standard=assessment.standard.q_h_nd,
            per=assessment.standard.q_h_nd_per_m2,
            actual=assessment.actual.q_h_nd,
            load=assessment.phi_hl / 1000,
        )
    ]
    bill = assessment.bill
    if bill is not None and bill.billed is not None and bill.ratio is not None:
        lines.append(
            t(
                "Bill {billed} ({source}), calculated {low} to {high}; "
                "bill ÷ calculation {ratio:.2f}."
            ).format(
                billed=amount(bill.carrier, bill.billed, t),
                source=provenance_word(bill.provenance, t),
                low=amount(bill.carrier, bill.calculated.low, t),
                high=amount(bill.carrier, bill.calculated.high, t),
                ratio=bill.ratio,
            )
        )
    return [Paragraph(line, _NOTE) for line in lines]


def _works(data: SheetInput, t: Translate, width: float) -> list[Flowable]:
    """Return the works of the package with quantities and cost, nothing without a package."""
    package = data.chosen_package()
    if package is None:
        return []
    heads = (t("Works"), t("Quantity"), t("U before → after"), t("Cost yuan (low, typical, high)"))
    rows: list[list[object]] = [[Paragraph(head, CELL_BOLD) for head in heads]]
    rows += [_works_row(measure, data) for measure in package.measures]
    rows.append([Paragraph(t("Together"), CELL_BOLD), "", "", _cost_cell(package.cost)])
    widths = [width * share for share in (0.43, 0.15, 0.15, 0.27)]
    return [Paragraph(t("What the package builds"), HEAD), _grid(rows, widths, head=True)]


def _works_row(measure: PlannedMeasure, data: SheetInput) -> list[object]:
    change = "—"
    if measure.u_before is not None and measure.u_after is not None:
        change = f"{measure.u_before:.2f} → {measure.u_after:.2f}"
    quantity = f"{measure.quantity:.1f} {unit_word(measure.unit, data.language)}"
    return [
        Paragraph(measure_words(measure, data.language), CELL),
        Paragraph(quantity, CELL_RIGHT),
        Paragraph(change, CELL_RIGHT),
        _cost_cell(measure.cost),
    ]


def _cost_cell(cost: Range) -> Paragraph:
    return Paragraph(
        " / ".join(f"{end:,.0f}" for end in (cost.low, cost.typical, cost.high)), CELL_RIGHT
    )


def _confidence(data: SheetInput, t: Translate) -> list[Flowable]:
    confidence = data.assessment.confidence
    counts = ", ".join(
        f"{provenance_word(code, t)} {count}" for code, count in confidence.counts.items() if count
    )
    said = t("Confidence {points} of 100: {total} values, of which {counts}.").format(
        points=confidence.points, total=confidence.total, counts=counts
    )
    return [Paragraph(said, _NOTE)]


def _premises(data: SheetInput, t: Translate) -> list[Flowable]:
    premises = data.assessment.premises
    method = premises.method
    start, end = method.season
    named = premises.climate_text
    climate = text_in(named, data.language) if named is not None else premises.climate
    if premises.climate_synthetic:
        climate += " " + t("(synthetic year, not measured)")
    lines = [
        t(
            "Climate {climate}; season {start} to {end}; "
            "{theta:g} °C {control} temperature all day."
        ).format(
            climate=climate,
            start=f"{start[0]}-{start[1]:02d}",
            end=f"{end[0]}-{end[1]:02d}",
            theta=method.theta_set,
            control=t("operative") if method.control == "operative" else t("air"),
        ),
        t(
            "What {line} means: same weather, same rooms, same temperature; after the works a year "
            "takes at least {line} less. Method {method}."
        ).format(
            line=percent(method.threshold),
            method=f"{method.id} {text_in(method.name, data.language)}",
        ),
        *_package_line(data, t),
    ]
    return [Paragraph(line, _NOTE) for line in lines]


def _package_line(data: SheetInput, t: Translate) -> list[str]:
    package = data.chosen_package()
    if package is None:
        return []
    return [
        t(
            "Package: heating need −{demand} ({low} to {high}), "
            "all energy in standard coal −{overall}; "
            "air tightness contributes {air}; design heat load then {load:.1f} kW."
        ).format(
            demand=percent(package.saving_demand.typical),
            low=percent(package.saving_demand.low),
            high=percent(package.saving_demand.high),
            overall=percent(package.saving_overall.typical),
            air=percent(package.air_share),
            load=package.phi_hl / 1000,
        )
    ]


def _signatures(t: Translate, width: float) -> Table:
    cells = [t("Surveyor"), t("Head of household (or fingerprint)"), t("Checked by"), t("Date")]
    table = Table(
        [[Paragraph(cell, CELL) for cell in cells], [""] * 4],
        colWidths=[width / 4] * 4,
        rowHeights=[16, 26],
    )
    table.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), 0.7, INK),
            ("INNERGRID", (0, 0), (-1, 0), 0.5, GREY),
            ("LINEAFTER", (0, 0), (-2, -1), 0.5, GREY),
            ("LINEBELOW", (0, 0), (-1, 0), 0, GREY),
        ]
    )
    return table
