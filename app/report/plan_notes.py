"""Page 4 of D2: least quality of materials, what to look at, safety, rights, signatures."""

from collections.abc import Callable, Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer

from app.model.solar import Question
from app.report.boxes import SignLines
from app.report.plan_input import PlanInput
from app.report.styles import TITLE, style, text_in
from app.report.texts import unit_word

Translate = Callable[[str], str]
_HEAD = style(14, bold=True, leading=1.35)
_TEXT = style(12.5, leading=1.4)
_MOST = 6
_FIRE = ("wall", "roof", "ceiling")


def notes_page(data: PlanInput, t: Translate, width: float) -> list[Flowable]:
    """Return page 4."""
    content: list[Flowable] = [Paragraph(t("Notes and signatures"), TITLE), Spacer(0, 2 * mm)]
    for head, lines in (
        (t("Materials, at least"), _materials(data, t)),
        (t("When it is finished, look yourself"), _checks(data, t)),
        (t("Safety"), _safety(data, t)),
        (t("Afterwards"), _care(t)),
        *_contract(data, t),
        (t("Your rights"), _rights(t)),
    ):
        content.append(Paragraph(head, _HEAD))
        content += [Paragraph(f"· {line}", _TEXT) for line in lines]
        content.append(Spacer(0, 2 * mm))
    people = (t("Owner (signature or thumbprint)"), t("Witness"), t("Technician"),
              t("Village committee (seal)"), t("Date"))  # fmt: skip
    return [*content, Spacer(0, 3 * mm), SignLines(people, width)]


def _materials(data: PlanInput, t: Translate) -> Iterator[str]:
    language, package = data.sheet.language, data.package
    goods = package.goods[:_MOST]
    for good in goods:
        yield t("{name}: {amount:,.0f} {unit}, with certificate").format(
            name=text_in(good.name, language),
            amount=good.amount,
            unit=unit_word(good.unit, language),
        )
    if {measure.part for measure in package.measures} & set(_FIRE):
        yield t("Insulation: thickness and conductivity as planned, fire class on the certificate; "
                "no foam without certificate.")  # fmt: skip


def _checks(data: PlanInput, t: Translate) -> Iterator[str]:
    parts = {measure.part for measure in data.package.measures}
    if parts & {"wall", "roof", "ceiling", "floor", "floor_edge"}:
        yield t("Is the insulation as thick as planned? Have it measured at three places.")
    if parts & {"wall"}:
        yield t("Is no mesh to be seen through the render? Are edges and window reveals closed?")
    if parts & {"window", "door", "air"}:
        yield t("Do windows and doors close well? Hold a strip of paper in the joint: it must "
                "stay.")  # fmt: skip
    if parts & {"roof"}:
        yield t("Does the roof drain after rain, with no wet spot inside?")
    yield t("Is the flue free, does the alarm sound when its button is pressed?")
    yield t("Has the site been cleared and what was damaged been mended?")


def _safety(data: PlanInput, t: Translate) -> Iterator[str]:
    language = data.sheet.language
    sentences = [*data.heed.values(), *(item.sentence for item in data.package.findings)]
    found = dict.fromkeys(text_in(sentence, language) for sentence in sentences)
    yield from list(found)[:_MOST]
    yield t("Works at height and at the meter are done by trained people only.")


def _contract(data: PlanInput, t: Translate) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the six questions of a contract for photovoltaics with their answers, if wanted."""
    if data.questions:
        head = t("Before a solar contract: six questions")
        yield head, (_question(item, data, t) for item in data.questions)


def _question(item: Question, data: PlanInput, t: Translate) -> str:
    language = data.sheet.language
    sign = {"ok": t("settled"), "bad": t("do not sign"), "unknown": t("still open: do not sign")}
    return t("{question}: {answer} ({state})").format(
        question=text_in(item.name, language),
        answer=text_in(item.answer, language),
        state=sign[item.state],
    )


def _care(t: Translate) -> Iterator[str]:
    yield t("Once a year: cracks in the render, joints of windows, roof drain, alarm.")
    yield t("If something is broken call the contractor; guarantee as in the contract.")


def _rights(t: Translate) -> Iterator[str]:
    yield t("You need not sign. Nobody may demand money for this plan.")
    yield t("After signing you may withdraw within 7 days (as local rules say).")
