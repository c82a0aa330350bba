"""D5 同意书与告知书: what is told to the family, and what it agrees to, ticked one by one."""

from collections.abc import Callable, Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer

from app.i18n import translator
from app.model.yuan_words import formal_yuan
from app.report.boxes import BoxedWarning, NotedLines, SignLines, TickLine
from app.report.data import Sheet
from app.report.fonts import missing_characters, printable, register_fonts
from app.report.paper import built
from app.report.plan_input import PlanInput
from app.report.plan_pages import family_lines
from app.report.styles import BODY, TITLE, WIDTH, style, text_in
from app.report.texts import answer, measure_words, sheet_texts

Translate = Callable[[str], str]
_HEAD = style(16, bold=True, leading=1.35, spaceBefore=9, spaceAfter=3)


def build_consent_paper(data: PlanInput) -> Sheet:
    """Return paper D5 as PDF with embedded subset fonts."""
    register_fonts()
    t = translator(data.sheet.language)
    pages = (_told(data, t), _agreed(data, t))
    pdf = built(pages, data.sheet, t, t("Consent and information"))
    return Sheet(pdf, missing_characters(sheet_texts(data.sheet)))


def _told(data: PlanInput, t: Translate) -> list[Flowable]:
    """Return page 1: what the family is told before it is asked, and what the village notes."""
    sheet = data.sheet
    owner = printable(answer(sheet.survey, "A02", sheet.language, t))
    place = f"{printable(sheet.village_name)} {sheet.code}"
    content: list[Flowable] = [
        Paragraph(t("Consent and information"), TITLE),
        Paragraph(t("{place}　head of household: {owner}").format(place=place, owner=owner), BODY),
        Spacer(0, 3 * mm),
        Paragraph(t("1. What we tell you"), _HEAD),
    ]
    content += [Paragraph(f"· {line}", BODY) for line in _facts(data, t)]
    if not data.balanced:
        words = t(
            "Money or choice are not settled yet: this paper is a draft and not to be signed."
        )
        content += [Spacer(0, 3 * mm), BoxedWarning(t("Draft"), [words], WIDTH)]
    return [*content, *_for_the_file(data, t)]  # page 2 must stay large enough to be read


def _facts(data: PlanInput, t: Translate) -> Iterator[str]:
    funding, package = data.funding, data.package
    language = data.sheet.language
    names = [measure_words(measure, language) for measure in package.measures]
    yield t("What is done: {measures}.").format(measures="、".join(names) if language == "zh"
                                                else ", ".join(names))  # fmt: skip
    yield t("It costs {cost} yuan in all: subsidies {subsidy}, your own cash {own} yuan.").format(
        cost=f"{funding.cost.total:,}", subsidy=f"{funding.subsidy:,}", own=f"{funding.own_cash:,}"
    )
    yield from family_lines(data, t)
    if funding.later:
        yield t("{later} yuan of the subsidies come after acceptance; until then you need {hand} "
                "yuan in hand.").format(
            later=f"{funding.later:,}", hand=f"{funding.before_subsidy:,}")  # fmt: skip
    yield t("Works take about {n:g} days on site; there is noise and dust, rooms have to be "
            "cleared.").format(n=round(package.days, 1))  # fmt: skip
    yield t(
        "Savings are calculated, not promised. Chance of reaching the line: {chance:.0%}."
    ).format(chance=package.probability)
    yield from (text_in(text, language) for text in data.heed.values())
    if package.worth is not None:
        yield package.worth.sentence.get(language)
    yield t("After signing, the state before is frozen: later corrections make the verdict void.")
    yield t("You may refuse. After signing you may withdraw within 7 days (as local rules say).")


def _agreed(data: PlanInput, t: Translate) -> list[Flowable]:
    """Return page 2: what the family agrees to, ticked by hand one by one."""
    funding, language = data.funding, data.sheet.language
    labour = funding.labour
    content: list[Flowable] = [Paragraph(t("2. I agree to (tick each one)"), _HEAD)]
    content += [TickLine([measure_words(m, language)], WIDTH) for m in data.package.measures]
    content += [TickLine([words], WIDTH) for words in _chosen(data, t)]
    content += [
        Paragraph(t("3. I give"), _HEAD),
        Paragraph(
            t("Cash {n} yuan ({words}), {days:g} days of work, {mutual:g} days of neighbours.")
            .format(n=f"{funding.own_cash:,}", words=formal_yuan(funding.own_cash),
                    days=labour.own_days, mutual=labour.mutual_days),
            BODY,
        ),
        Paragraph(t("4. Loan"), _HEAD),
        *_loan(data, t),
        Paragraph(t("5. My data may be given to (tick each one)"), _HEAD),
        TickLine([t("village"), t("town"), t("district")], WIDTH),
        Paragraph(t("6. This paper"), _HEAD),
        TickLine([t("was read to me"), t("I have read myself")], WIDTH),
        Paragraph(t("7. Signatures"), _HEAD),
        Spacer(0, 2 * mm),
        SignLines(
            (
                t("Owner (signature or thumbprint)"),
                t("Signed for the owner by, relation"),
                t("Witness 1"),
                t("Witness 2"),
                t("Date"),
            ),
            WIDTH,
        ),
    ]  # fmt: skip
    return content


def _for_the_file(data: PlanInput, t: Translate) -> Iterator[Flowable]:
    """Yield what is noted for the file of the house: as entered, else a line to write on."""
    if not data.noted:
        return
    language = data.sheet.language
    yield Paragraph(t("For the file of the house (filled in by the village)"), _HEAD)
    yield NotedLines(
        [(name.get(language), printable(told.get(language))) for name, told in data.noted], WIDTH
    )


def _chosen(data: PlanInput, t: Translate) -> Iterator[str]:
    """Yield heating and photovoltaics that the family has chosen, to be ticked like a measure."""
    held, language = data.family, data.sheet.language
    if held is None:
        return
    if held.heating is not None:
        yield t("Heating: {name}").format(name=text_in(held.heating.name, language))
    if held.solar is not None:
        yield t("Solar power: {n} modules, {kwp:.1f} kW").format(
            n=held.solar.count, kwp=held.solar.kwp
        )


def _loan(data: PlanInput, t: Translate) -> list[Flowable]:
    loan = data.funding.loan
    if not loan:
        return [TickLine([t("I have taken no loan for this")], WIDTH)]
    lines = [
        t("I take a loan of {n} yuan and know that I pay it back myself.").format(n=f"{loan:,}"),
        t("Thumbprint of the owner: ________"),
    ]
    return [BoxedWarning(t("Loan"), lines, WIDTH)]
