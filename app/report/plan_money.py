"""Page 3 of D2: money and labour, balanced to one yuan."""

from collections.abc import Callable, Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Spacer

from app.model.funding import Funding, PriceCase
from app.model.yuan_words import formal_yuan
from app.report.boxes import BoxedWarning
from app.report.fonts import REGULAR
from app.report.grid import Words, grid
from app.report.plan_figures import Payer, PayersBar
from app.report.plan_input import PlanInput
from app.report.plan_pages import family_lines, heating_chosen
from app.report.styles import SAY, TITLE, money, money_range, style, text_in
from app.report.texts import measure_words, unit_word

Translate = Callable[[str], str]
_LINE = style(12.5, leading=1.35)
_HELP_ROWS = 8
NEVER = 100.0
"""Years that stand for a payback that is not reached [a]."""


def money_page(data: PlanInput, t: Translate, width: float) -> list[Flowable]:
    """Return page 3: the table of costs, who pays, subsidies, loan, days, what comes back."""
    words = Words(data.sheet.language, 10.5)
    return [
        Paragraph(t("Money and work"), TITLE),
        Spacer(0, 2 * mm),
        _costs(data, t, words, width),
        Spacer(0, 2 * mm),
        *_balance(data, t, width),
        *_subsidies(data.funding, data, t),
        *_loan(data.funding, t, width),
        Paragraph(" ".join(_comes_back(data, t)), _LINE),
        *_prices(data, t, words, width),
        *_beside(data, t),
        Spacer(0, 2 * mm),
        _help_table(t, words, width),
    ]


def _costs(data: PlanInput, t: Translate, words: Words, width: float) -> Flowable:
    language = data.sheet.language
    head = [
        words.cell(t("Measure"), "bold"),
        words.cell(t("Quantity"), "head_right"),
        words.cell(t("Unit price"), "head_right"),
        words.cell(t("Cost, yuan"), "head_right"),
    ]
    rows = [head]
    for measure in data.package.measures:
        cost, quantity = measure.cost.typical, measure.quantity
        each = f"{cost / quantity:,.0f}" if quantity > 0 else "—"
        rows.append(
            [
                words.cell(measure_words(measure, language)),
                words.cell(f"{quantity:,.1f} {unit_word(measure.unit, language)}", "right"),
                words.cell(each, "right"),
                words.cell(f"{cost:,.0f}", "right"),
            ]
        )
    rows.append(
        [
            words.cell(t("Sum"), "bold"),
            words.cell(""),
            words.cell(""),
            words.cell(f"{data.funding.cost.total:,}", "head_right"),
        ]
    )
    return grid(rows, [width * share for share in (0.52, 0.18, 0.14, 0.16)], head=True)


def _balance(data: PlanInput, t: Translate, width: float) -> Iterator[Flowable]:
    funding = data.funding
    yield Paragraph(formal_yuan(funding.cost.total), SAY)
    yield PayersBar(_payers(funding, t), width)
    lines = packed(_terms(funding, t), t(" + "), _LINE.fontSize, width)
    yield from (Paragraph(line, _LINE) for line in lines)


def _terms(funding: Funding, t: Translate) -> list[str]:
    """Return the terms of the balance; what nobody gives is left out."""
    labour, others = funding.labour, funding.donation + funding.loan
    terms = [
        t("{cost} = subsidies {subsidy}").format(
            cost=f"{funding.cost.total:,}", subsidy=f"{funding.subsidy:,}"
        ),
        t("own cash {n}").format(n=f"{funding.own_cash:,}"),
    ]
    if labour.own_value:
        terms.append(
            t("own work {n} ({days:g} days × {rate:g})").format(
                n=f"{labour.own_value:,}", days=labour.own_days, rate=labour.day_rate
            )
        )
    if labour.mutual_value:
        terms.append(t("neighbours {n}").format(n=f"{labour.mutual_value:,}"))
    if others:
        terms.append(t("others {n}").format(n=f"{others:,}"))
    last = t("{terms} yuan {sign}").format(terms=terms[-1], sign=_sign(funding, t))
    return [*terms[:-1], last]


def packed(terms: Sequence[str], between: str, size: float, width: float) -> list[str]:
    """Return terms on as few lines of ``width`` [pt] as hold them, none torn; ``size`` [pt].

    A line that goes on begins with ``between``.
    """
    lines = [terms[0]]
    for term in terms[1:]:
        longer = lines[-1] + between + term
        if stringWidth(longer, REGULAR, size) <= width - size:
            lines[-1] = longer
        else:
            lines.append(between.lstrip() + term)
    return lines


def _sign(funding: Funding, t: Translate) -> str:
    if funding.difference == 0:
        return t("(balances)")
    return t("(does not balance: {n} yuan)").format(n=f"{funding.difference:,}")


def _payers(funding: Funding, t: Translate) -> list[Payer]:
    labour = funding.labour
    return [
        Payer(t("Subsidies"), funding.subsidy, "slanted"),
        Payer(t("Own cash"), funding.own_cash, "crossed"),
        Payer(t("Own work"), labour.own_value, "upright"),
        Payer(t("Neighbours' work"), labour.mutual_value, "level"),
        Payer(t("Donations"), funding.donation, ""),
        Payer(t("Loan"), funding.loan, ""),
    ]


def _subsidies(funding: Funding, data: PlanInput, t: Translate) -> Iterator[Flowable]:
    for grant in funding.grants:
        when = t("after acceptance") if grant.later else t("before the works")
        yield Paragraph(
            t("· {name}: {n} yuan, paid {when}").format(
                name=text_in(grant.name, data.sheet.language), n=f"{grant.amount:,}", when=when
            ),
            _LINE,
        )
    if funding.later:
        yield Paragraph(
            t("Until the subsidies are paid you need {n} yuan in hand.").format(
                n=f"{funding.before_subsidy:,}"
            ),
            _LINE,
        )
    if not data.package.passes:
        yield Paragraph(
            t("The line is not safely reached: subsidies that ask for it are not paid."), _LINE
        )


def _loan(funding: Funding, t: Translate, width: float) -> Iterator[Flowable]:
    if not funding.loan:
        none = t("Loan: 0 yuan.")
        yield Paragraph(f"<b>{none}</b>", _LINE)
        return
    lines = [
        t("Loan of {n} yuan.").format(n=f"{funding.loan:,}"),
        t("Lender ______________  who pays back ______________"),
        t("A month ______________  for ______________"),
        t("What happens if it cannot be paid back: ________________"),
        t("Thumbprint of the owner: ________"),
    ]
    yield BoxedWarning(t("Loan"), lines, width)


def _comes_back(data: PlanInput, t: Translate) -> Iterator[str]:
    saved = data.package.saved_same_warmth
    if saved.high <= 0:
        yield t("No money is saved a year with the same warmth.")
    else:
        text = t("Saved a year, same warmth: {range} yuan.")
        if heating_chosen(data):
            text = t("Saved a year with the present heating, same warmth: {range} yuan.")
        yield text.format(range=money_range(saved))
    back = data.back
    if back is None or back.low >= NEVER:
        yield t("The savings alone do not pay it back.")
    elif back.high >= NEVER:
        yield t("Own cash back in {low:.0f} years or more.").format(low=back.low)
    else:
        yield t("Own cash back in {low:.0f} to {high:.0f} years.").format(
            low=back.low, high=back.high
        )
    money_ = data.package.money
    if money_ is not None and money_.running_after.by_area:
        yield t("District heat is paid by area: saved heat spares no money until it is metered.")


def _prices(data: PlanInput, t: Translate, words: Words, width: float) -> Iterator[Flowable]:
    """Yield the table of price cases: dearer and cheaper energy, a line each."""
    held = data.package.money
    if held is None or not held.cases:
        return
    present = heating_chosen(data)
    heads = (
        t("Present heating, if energy prices are") if present else t("If energy prices are"),
        t("saved in year 1"),
        t("own cash back"),
        t("{n} years: nothing done").format(n=held.lifetime.years),
        t("with the works"),
    )
    rows = [[words.cell(text, "head_right" if k else "bold") for k, text in enumerate(heads)]]
    rows += [_case(case, data, t, words) for case in held.cases]
    yield Spacer(0, 1.5 * mm)
    yield grid(rows, [width * share for share in (0.32, 0.15, 0.15, 0.2, 0.18)], head=True)


def _beside(data: PlanInput, t: Translate) -> Iterator[Flowable]:
    """Yield what is paid beside the works; it is in none of the sums above."""
    lines = list(family_lines(data, t))
    if not lines:
        return
    yield Spacer(0, 1.5 * mm)
    head = t("Beside the works, not in the sums above")
    yield Paragraph(f"<b>{head}</b>", _LINE)
    yield from (Paragraph(f"· {line}", _LINE) for line in lines)


def _case(case: PriceCase, data: PlanInput, t: Translate, words: Words) -> list[Paragraph]:
    never = case.payback_own is None
    back = t("never") if never else t("{n} years").format(n=f"{case.payback_own:.0f}")
    figures = (
        money(case.saved) if case.saved > 0 else "0",
        back,
        money(case.energy_before),
        money(case.after),
    )
    name = words.cell(text_in(case.name, data.sheet.language))
    return [name, *(words.cell(text, "right") for text in figures)]


def _help_table(t: Translate, words: Words, width: float) -> Flowable:
    """Return empty rows in which days of work are noted by hand."""
    heads = (t("Date"), t("Who worked"), t("Days"), t("For which house"), t("Given back"))
    rows: list[list[Flowable]] = [[words.cell(text, "bold") for text in heads]]
    rows += [[Spacer(0, 7 * mm) for _head in heads] for _row in range(_HELP_ROWS)]
    return grid(rows, [width * share for share in (0.18, 0.26, 0.12, 0.26, 0.18)], head=True)
