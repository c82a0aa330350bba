"""Pages 1 and 2 of D2: where the house stands, step by step, where it ends."""

from collections.abc import Callable, Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from app.i18n import Language
from app.model.assessment import CostLine, PlannedMeasure
from app.model.family import HeatingMoney, SolarMoney
from app.model.roadmap import RoadStep
from app.report.boxes import BoxedWarning
from app.report.fonts import printable
from app.report.measure_pictures import PICTURES, SIDE, Drawn, Picture, picture_of
from app.report.plan_figures import HouseRow, SmallHouse
from app.report.plan_input import PlanInput
from app.report.styles import BODY, SAY, SMALL, TITLE, join, money, percent_range, style, text_in
from app.report.texts import answer, measure_words, unit_word

Translate = Callable[[str], str]
_MOST_HOUSES = 5
_STEP_TITLE = style(15, bold=True, leading=1.3)
_STEP_BODY = style(12.5, leading=1.35)


def overview_page(data: PlanInput, t: Translate, width: float) -> list[Flowable]:
    """Return page 1: levels by step, three large figures, when, and what nothing done costs."""
    return [
        *_head(data, t),
        HouseRow(_houses(data, t), width),
        Spacer(0, 3 * mm),
        *_large(data, t),
        *(Paragraph(line, BODY) for line in family_lines(data, t)),
        Spacer(0, 2 * mm),
        *_when(data, t),
        *_nothing_done(data, t),
        *_advice(data, t, width),
    ]


def _head(data: PlanInput, t: Translate) -> list[Flowable]:
    sheet, plan = data.sheet, data.sheet.plan
    owner = printable(answer(sheet.survey, "A02", sheet.language, t))
    made = plan.at[:10] if plan is not None else ""
    return [
        Paragraph(t("Retrofit plan for the home of {owner}").format(owner=owner), TITLE),
        Paragraph(
            t("{village} {code}　plan of {date}, {version}").format(
                village=printable(sheet.village_name),
                code=sheet.code,
                date=made,
                version=plan.id[:8] if plan is not None else "",
            ),
            SMALL,
        ),
        Spacer(0, 3 * mm),
    ]


def _houses(data: PlanInput, t: Translate) -> list[SmallHouse]:
    road, sheet = data.roadmap, data.sheet
    if road is None:
        now, after = sheet.assessment.label, data.package.label
        return [
            SmallHouse(t("Now"), _level(now.level if now else None, t), ()),
            SmallHouse(t("Afterwards"), _level(after.level if after else None, t), ()),
        ]
    states = [(t("Now"), road.today)]
    steps = list(road.steps)
    shown = steps[: _MOST_HOUSES - 2] + steps[-1:] if len(steps) > _MOST_HOUSES - 1 else steps
    states += [(t("Step {n}").format(n=step.number), step.state) for step in shown]
    return [
        SmallHouse(
            head,
            _level(state.label.level, t),
            (
                t("{n} yuan a winter").format(n=money(state.heating_cost)),
                t("coldest room {n} °C").format(n=f"{state.theta_without:.0f}"),
                *((t("with present heating"),) if heating_chosen(data) else ()),
            ),
        )
        for head, state in states
    ]


def heating_chosen(data: PlanInput) -> bool:
    """Tell whether the paper names a chosen heating beside figures with the present one."""
    return data.family is not None and data.family.heating is not None


def _level(level: int | None, t: Translate) -> str:
    return "—" if level is None else t("Level {n}").format(n=level)


def _large(data: PlanInput, t: Translate) -> list[Flowable]:
    funding, labour = data.funding, data.funding.labour
    days = labour.own_days + labour.mutual_days
    return [
        Paragraph(
            t("It costs {cost} yuan in all and saves {saving} of the heat.").format(
                cost=f"{funding.cost.total:,}", saving=percent_range(data.package.saving_demand)
            ),
            SAY,
        ),
        Paragraph(t("Subsidies pay {n} yuan.").format(n=f"{funding.subsidy:,}"), SAY),
        Paragraph(
            t("Your own cash: {n} yuan, and {days:g} days of work.").format(
                n=f"{funding.own_cash:,}", days=days
            ),
            SAY,
        ),
    ]


def family_lines(data: PlanInput, t: Translate) -> Iterator[str]:
    """Yield what the family has chosen beside the works, each with its money, and the whole.

    Modules that do not fit are told too, even where none does.
    """
    held = data.family
    if held is not None and held.heating is not None:
        yield _heating_line(held.heating, t, data.sheet.language)
    if held is not None and held.solar is not None:
        yield _solar_line(held.solar, t)
    if data.short is not None:
        yield text_in(data.short, data.sheet.language)
    if held is not None and held.beside > 0:
        text = t("Works, heating and solar power together: {n} yuan before subsidies.")
        yield text.format(n=f"{held.whole:,.0f}")


def _heating_line(heating: HeatingMoney, t: Translate, language: Language) -> str:
    text = t("Heating you chose: {name}; to buy {buy} yuan, a winter then costs about {n} yuan "
             "(now {now}).")  # fmt: skip
    if not heating.buy:
        text = t("Heating you chose: {name}; a winter then costs about {n} yuan (now {now}).")
    return text.format(
        name=text_in(heating.name, language), buy=f"{heating.buy:,.0f}",
        n=money(heating.winter), now=money(heating.today),
    )  # fmt: skip


def _solar_line(solar: SolarMoney, t: Translate) -> str:
    text = t("Solar power you chose: {n} modules, {kwp:.1f} kW; {cost} yuan, brings about "
             "{first} yuan in the first year, not guaranteed.")  # fmt: skip
    if solar.rented:
        text = t("Solar power you chose: {n} modules, {kwp:.1f} kW on a roof rented out.")
    return text.format(
        n=solar.count, kwp=solar.kwp, cost=f"{solar.cost:,.0f}", first=money(solar.first_year)
    )


def _when(data: PlanInput, t: Translate) -> list[Flowable]:
    road = data.roadmap
    if road is None or not road.steps:
        return []
    first, last = road.steps[0], road.steps[-1]
    days = sum(step.days for step in road.steps)
    start, end = season_words(first, t), season_words(last, t)
    if start == end:
        said = t("When: {season}, {days:g} days on site.").format(season=start, days=days)
    else:
        said = t("When: from {first} to {last}, {days:g} days on site.").format(
            first=start, last=end, days=days
        )
    return [Paragraph(said, BODY)]


def season_words(step: RoadStep, t: Translate) -> str:
    """Return year and season of a step."""
    season = {
        "spring": t("spring"),
        "summer": t("summer"),
        "autumn": t("autumn"),
        "winter": t("winter"),
    }[step.season]
    return t("{year} {season}").format(year=step.year, season=season)


def _nothing_done(data: PlanInput, t: Translate) -> list[Flowable]:
    cost = data.sheet.assessment.heating_cost.typical
    return [
        Paragraph(
            t(
                "And if nothing is done? Heating goes on costing about {year} yuan a winter, "
                "{ten} yuan in ten years at today's prices."
            ).format(year=money(cost), ten=money(10 * cost)),
            BODY,
        )
    ]


def _advice(data: PlanInput, t: Translate, width: float) -> list[Flowable]:
    worth, language = data.package.worth, data.sheet.language
    if worth is None:
        return []
    words = [text_in(text, language) for text in (worth.sentence, *worth.instead)]
    return [Spacer(0, 3 * mm), BoxedWarning(t("Worth knowing"), words, width)]


# step by step


def steps_page(data: PlanInput, t: Translate, width: float) -> list[Flowable]:
    """Return page 2: what is done in each step, by whom, when, and what to heed."""
    content: list[Flowable] = [Paragraph(t("Step by step"), TITLE), Spacer(0, 2 * mm)]
    by_id = {measure.id: measure for measure in data.package.measures}
    if data.roadmap is None:
        content += [_row(measure, data, t, width) for measure in data.package.measures]
    else:
        for step in data.roadmap.steps:
            content += _step(step, by_id, data, t, width)
    content += _afterwards(data, t, width)
    arrow = t("The order may not be turned round: first mend leaks → then insulate → then change "
              "the heating.")  # fmt: skip
    return [*content, Spacer(0, 2 * mm), Paragraph(f"<b>{arrow}</b>", _STEP_BODY)]


def _step(
    step: RoadStep,
    measures: dict[str, PlannedMeasure],
    data: PlanInput,
    t: Translate,
    width: float,
) -> Iterator[Flowable]:
    title = t("Step {n}: {when}, {days:g} days").format(
        n=step.number, when=season_words(step, t), days=step.days
    )
    yield Paragraph(title, _STEP_TITLE)
    yield Spacer(0, 1 * mm)
    for item in step.measures:
        measure = measures.get(item.key.partition("@")[0])
        if measure is None:
            yield Paragraph(f"· {text_in(item.name, data.sheet.language)}", _STEP_BODY)
        else:
            yield _row(measure, data, t, width)
    after = t("Afterwards: level {level}, saves {saving:.0%}, {cost} yuan so far.").format(
        level=step.state.label.level,
        saving=step.state.saving,
        cost=f"{step.cost_so_far.typical:,.0f}",
    )
    yield Paragraph(f"→ {after}", _STEP_BODY)
    yield Spacer(0, 2.5 * mm)


def _row(measure: PlannedMeasure, data: PlanInput, t: Translate, width: float) -> Flowable:
    """Return a measure as picture and words: what, how much, by whom, what to heed."""
    said = [_measure(measure, data, t)]
    for texts, words in (
        (data.heed, t("Heed: {what}")),
        (data.weather, t("Only in weather: {what}")),
    ):
        if measure.id in texts:
            what = text_in(texts[measure.id], data.sheet.language)
            said.append(f"<font size='11'>{words.format(what=what)}</font>")
    return pictured(picture_of(measure.id, measure.part), said, width)


def _afterwards(data: PlanInput, t: Translate, width: float) -> Iterator[Flowable]:
    """Yield what comes after the works: the heating and the photovoltaics that were chosen."""
    held = data.family
    if held is None:
        return
    yield Paragraph(t("After the works"), _STEP_TITLE)
    yield Spacer(0, 1 * mm)
    pictures = [PICTURES["heat_pump"]] * (held.heating is not None)
    pictures += [PICTURES["pv"]] * (held.solar is not None)
    for picture, line in zip(pictures, family_lines(data, t), strict=False):
        yield pictured(picture, [line], width)
    if held.heating is not None and held.heating.units:
        why = t("Choose the machine after the insulation: it may be smaller.")
        yield Paragraph(why, _STEP_BODY)


def pictured(picture: Picture, lines: list[str], width: float) -> Flowable:
    """Return a picture with lines of words beside it."""
    words = [Paragraph(line, _STEP_BODY) for line in lines]
    table = Table([[Drawn(picture), words]], colWidths=[SIDE + 4 * mm, width - SIDE - 4 * mm])
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0.8),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0.8),
        ]
    )
    return table


def _measure(measure: PlannedMeasure, data: PlanInput, t: Translate) -> str:
    language = data.sheet.language
    return t("{what}: {quantity:g} {unit}, {cost} yuan; work: {who}").format(
        what=measure_words(measure, language),
        quantity=round(measure.quantity, 1),
        unit=unit_word(measure.unit, language),
        cost=f"{measure.cost.typical:,.0f}",
        who=_who(measure.lines, t, language),
    )


def _who(lines: tuple[CostLine, ...], t: Translate, language: str) -> str:
    """Return whether the family can do part of the work itself."""
    own = any(line.unskilled_share > 0 for line in lines)
    trade = any(line.labour_share > line.unskilled_share for line in lines)
    who = [t("family and neighbours")] * own + [t("a trade")] * trade
    return join(who, "zh" if language == "zh" else "en") if who else t("supplier")
