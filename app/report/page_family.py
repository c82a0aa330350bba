"""Page 1 of D1: what the family keeps. Large words, money first, one idea a line."""

from collections.abc import Callable

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from app.model.assessment import LOSS_PARTS, Assessment, Finding, Package, Plan, Range
from app.model.percents import whole_percents
from app.report.boxes import BigNumbers, BoxedWarning, TickLine
from app.report.data import SheetInput
from app.report.fonts import printable
from app.report.loss_figure import LossFigure, LossLabel
from app.report.photos import FRONT, FRONT_SIZE, PhotoBox
from app.report.styles import (
    BODY,
    SAY,
    SMALL,
    TITLE,
    join,
    money,
    money_range,
    percent,
    percent_range,
    significant,
    style,
    text_in,
)
from app.report.texts import amount, answer, measure_words, number, part_name

Translate = Callable[[str], str]
_FIGURE = (62 * mm, 100 * mm)  # smallest and largest height
_CORNER = style(11, leading=1.3, alignment=2)


def family_page(data: SheetInput, t: Translate, width: float, height: float) -> list[Flowable]:
    """Return the flowables of page 1; the figure takes the height that is left."""
    above = [*_head(data, t, width), *_what_it_costs(data, t), *_where_it_goes(data, t)]
    below = [*_what_to_do(data, t, width), *_warnings(data, t, width), *_next_steps(data, t, width)]
    used = sum(height_of(item, width, height) for item in (*above, *below))
    room = min(max(height - used - 4 * mm, _FIGURE[0]), _FIGURE[1])
    return [*above, _figure(data, t, width, room), *below]


def height_of(item: Flowable, width: float, height: float) -> float:
    """Return the height [pt] that a flowable takes in a frame of this size."""
    return float(item.wrap(width, height)[1] + item.getSpaceBefore() + item.getSpaceAfter())


def _head(data: SheetInput, t: Translate, width: float) -> list[Flowable]:
    """Title, code, owner and house; the photo of the front to the right if there is one."""
    front = data.photos.get(FRONT)
    if front is None:
        return [*_title(data, t, width), Spacer(0, 2 * mm)]
    side = FRONT_SIZE[0] + 4 * mm
    photo = PhotoBox(front, *FRONT_SIZE)
    both = Table([[_title(data, t, width - side), photo]], colWidths=[width - side, side])
    both.setStyle(
        [
            ("LEFTPADDING", (0, 0), (0, 0), 0),
            ("LEFTPADDING", (1, 0), (1, 0), 4 * mm),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return [both]


def _title(data: SheetInput, t: Translate, width: float) -> list[Flowable]:
    place = printable(data.village_name)
    corner = f"{data.code}<br/>{data.printed_at:%Y-%m-%d}"
    title = Paragraph(t("{village} Home energy assessment").format(village=place), TITLE)
    bays, heated = number(data.survey, "C01") or 0, number(data.survey, "C05") or 0
    year = number(data.survey, "B04")
    built = "" if year is None else t(", built {year:.0f}").format(year=year)
    house = t("House: {bays:g} bays, {heated:g} heated in winter{built}.").format(
        bays=bays, heated=heated, built=built
    )
    owner = t("Head of household: {name}  {group}").format(
        name=answer(data.survey, "A02", data.language, t),
        group=answer(data.survey, "A05", data.language, t),
    )
    top = Table([[title, Paragraph(corner, _CORNER)]], colWidths=[width * 0.72, width * 0.28])
    top.setStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return [top, Paragraph(f"{owner}　{house}", BODY)]


def _what_it_costs(data: SheetInput, t: Translate) -> list[Flowable]:
    """First sentence: yearly cost by the family's own figure, beside the calculated one."""
    assessment = data.assessment
    bill, cost = assessment.bill, assessment.heating_cost
    if bill is not None and bill.billed is not None and bill.calculated.typical > 0:
        paid = cost.typical * bill.billed / bill.calculated.typical
        said = t("Heating your home costs about {money} yuan a winter ({amount}).").format(
            money=money(paid), amount=amount(bill.carrier, bill.billed, t)
        )
        low, high = (
            amount(bill.carrier, end, t) for end in (bill.calculated.low, bill.calculated.high)
        )
        note = t("From what you told us you used; calculated: {low} to {high}.").format(
            low=low, high=high
        )
    else:
        said = t("Heating your home costs about {money} yuan a winter.").format(
            money=money(cost.typical)
        )
        note = t(
            "Calculated, likely between {range} yuan; there was no bill to compare with."
        ).format(range=money_range(cost))
    return [Paragraph(said, SAY), Paragraph(note, SMALL), Spacer(0, 2.5 * mm)]


def _where_it_goes(data: SheetInput, t: Translate) -> list[Flowable]:
    ordered = sorted(data.assessment.losses, key=lambda loss: -loss.share)
    names = [part_name(loss.part, t) for loss in ordered[:2]]
    said = t("Most of the warmth leaves through the {parts}.").format(
        parts=join(names, data.language)
    )
    return [Paragraph(said, SAY)]


def _figure(data: SheetInput, t: Translate, width: float, height: float) -> LossFigure:
    losses = sorted(data.assessment.losses, key=lambda loss: LOSS_PARTS.index(loss.part))
    percents = whole_percents([loss.share for loss in losses])
    labels = {
        loss.part: LossLabel(
            part_name(loss.part, t),
            t("about {money} yuan a winter").format(money=f"{significant(loss.cost, 2):,.0f}"),
            share,
        )
        for loss, share in zip(losses, percents, strict=True)
    }
    return LossFigure(
        labels, pitched=(number(data.survey, "C08") or 0) > 0.3, width=width, height=height
    )


def _what_to_do(data: SheetInput, t: Translate, width: float) -> list[Flowable]:
    plan, package = data.plan, data.chosen_package()
    if plan is not None and plan.stopped_by is not None:
        return [Paragraph(text_in(plan.stopped_by.sentence, data.language), SAY), Spacer(0, 3 * mm)]
    if plan is not None and plan.gap is not None:
        return _what_comes_first(data, plan, t)
    if package is None:
        return [Paragraph(t("There is no plan for this house yet."), BODY), Spacer(0, 3 * mm)]
    names = [measure_words(measure, data.language) for measure in package.measures]
    said = t("Do first: {measures}.").format(measures=join(names, data.language))
    if package.worth is not None and package.worth.kind == "against":
        said = text_in(package.worth.sentence, data.language)
    return [
        Paragraph(said, SAY),
        Spacer(0, 2 * mm),
        BigNumbers(_big_numbers(package, t), width),
        Spacer(0, 2 * mm),
        Paragraph(_verdict(data, package, t), BODY),
        Paragraph(_warmer(package, t), SMALL),
        *_worth(data, package, t),
        Spacer(0, 2 * mm),
    ]


def _worth(data: SheetInput, package: Package, t: Translate) -> list[Flowable]:
    """Say that works do not pay, and what would help instead."""
    worth = package.worth
    if worth is None:
        return []
    hints = [text_in(text, data.language) for text in worth.instead]
    if worth.kind == "against":
        names = [measure_words(measure, data.language) for measure in package.measures]
        looked = t("Looked at: {measures}.").format(measures=join(names, data.language))
        return [Paragraph(" ".join((looked, *hints)), SMALL)]
    return [Paragraph(" ".join((text_in(worth.sentence, data.language), *hints)), SMALL)]


def _what_comes_first(data: SheetInput, plan: Plan, t: Translate) -> list[Flowable]:
    """Say honestly that nothing reaches the line yet, and what stands in the way."""
    line = percent(data.assessment.premises.method.threshold)
    best = data.assessment.premises.method.threshold - (plan.gap or 0)
    said = t(
        "With what can be done now the house saves {best}; {line} is not within reach."
    ).format(best=percent(max(best, 0)), line=line)
    reasons = dict.fromkeys(
        text_in(item.sentence, data.language) for item in plan.excluded if item.rule
    )
    steps = [Paragraph(f"{count}. {reason}", BODY) for count, reason in enumerate(reasons, 1)]
    head = [Paragraph(t("First:"), BODY)] if steps else []
    return [Paragraph(said, SAY), Spacer(0, 2 * mm), *head, *steps[:4], Spacer(0, 3 * mm)]


def _big_numbers(package: Package, t: Translate) -> list[tuple[str, str, str]]:
    cost = t("{range} yuan").format(range=money_range(package.cost))
    saved = t("{range} yuan").format(range=_positive(package.saved_same_warmth))
    return [
        (
            t("What it costs"),
            cost,
            t("typical {money} yuan").format(money=money(package.cost.typical)),
        ),
        (t("You spend less each winter"), saved, t("just as warm as now")),
        (
            t("Heat you save"),
            percent_range(package.saving_demand),
            t("same warmth, same weather"),
        ),
    ]


def _positive(values: Range) -> str:
    """A saving that may be nothing is printed from 0, never as a negative amount."""
    return money_range(Range(max(values.low, 0), max(values.typical, 0), max(values.high, 0)))


def _verdict(data: SheetInput, package: Package, t: Translate) -> str:
    method = data.assessment.premises.method
    line = percent(method.threshold)
    decided = package.saving_demand if method.id.startswith("demand") else package.saving_overall
    saved = percent_range(decided)
    chance = percent(package.probability)
    if package.passes:
        return t(
            "Saves {saved}: above the {line} line. Chance of reaching it when built: {chance}."
        ).format(saved=saved, line=line, chance=chance)
    return t("Saves {saved}: the {line} line is not safely reached. Chance: {chance}.").format(
        saved=saved, line=line, chance=chance
    )


def _warmer(package: Package, t: Translate) -> str:
    if package.saved_warmer.high <= 0:
        return t(
            "If you then heat more, the rooms can be about {kelvin:.1f} degrees warmer, "
            "but no money is saved."
        ).format(kelvin=max(package.theta_gain, 0))
    return t(
        "If you then heat more, the rooms can be about {kelvin:.1f} degrees warmer and you spend "
        "{range} yuan less a winter instead."
    ).format(kelvin=max(package.theta_gain, 0), range=_positive(package.saved_warmer))


def _warnings(data: SheetInput, t: Translate, width: float) -> list[Flowable]:
    safety = _safety(data.assessment)
    if not safety:
        return []
    sentences = [text_in(finding.sentence, data.language) for finding in safety]
    return [BoxedWarning(t("Safety"), sentences, width), Spacer(0, 2 * mm)]


def _safety(assessment: Assessment) -> list[Finding]:
    """Return what endangers people: flue, CO, structure. The stop of R01 stands elsewhere."""
    urgent = {"R11", "R15", "R26", "R28", "R46", "R17"}
    return [finding for finding in assessment.findings if finding.rule in urgent][:3]


def _next_steps(data: SheetInput, t: Translate, width: float) -> list[Flowable]:
    person = printable(f"{data.technician} {data.technician_phone}".strip())
    wants = t("I want it: call {person}").format(person=person) if person else t("I want it")
    choices = [wants, t("Still thinking"), t("I do not want it")]
    return [TickLine(choices, width), Paragraph(t("This assessment is free of charge."), SMALL)]
