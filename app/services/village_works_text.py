"""Words of the works of a village: trades, classes of steps, what lacks and where it freezes."""

from collections.abc import Sequence

from app.i18n import gettext as _
from app.i18n import language
from app.model.village_works import (
    Frost,
    HouseStep,
    HouseWorks,
    LeftOut,
    Team,
    TeamMonth,
    TradeLoad,
    VillageWorks,
)
from app.services.roadmap_text import month_text, relaxed_text

_SHORT = 4
_NAMED = 5
LACKING = 0.25
"""Days below this are no shortage: half days are counted."""


def stage_word(stage: str) -> str:
    """Return the word for a class of works."""
    return {
        "strengthening": _("strengthening"),
        "repair": _("repair"),
        "wet": _("wet works"),
        "envelope": _("insulation"),
        "openings": _("windows and doors"),
        "equipment": _("equipment"),
    }[stage]


def trade_word(trade: str) -> str:
    """Return the word for a trade."""
    return {
        "masonry": _("masons"),
        "insulation": _("wall insulation"),
        "roofing": _("roofers"),
        "ceiling": _("ceilings"),
        "joinery": _("windows, doors"),
        "earthworks": _("earthworks"),
        "stove": _("stoves, air"),
        "electric": _("electricians"),
    }[trade]


def team_word(name: str) -> str:
    """Return the name of a team, or that it has none."""
    return name or _("no group named")


def days_text(days: float) -> str:
    """Return days of work to a tenth, whole ones without it."""
    return f"{round(days, 1) + 0.0:g}"


def team_sentence(team: Team) -> str:
    """Say whether a team has enough helpers, and the month where it bites."""
    tight, name = team.tightest, team_word(team.name)
    if tight is None or team.need < LACKING:
        return _("{team}: no simple work is needed.").format(team=name)
    lacking = [month for month in team.months if month.balance < -LACKING]
    told = _lacking(tight, lacking, name) if lacking else _enough(tight, name)
    hired = sum(month.hired for month in team.months)
    if hired < LACKING:
        return told
    return f"{told} " + _("{n} days more are beyond what families give and must be paid.").format(
        n=days_text(hired)
    )


def _lacking(tight: TeamMonth, lacking: Sequence[TeamMonth], name: str) -> str:
    told = _(
        "{team}: {n} days of help are lacking in {month}: {asked} are needed of others, "
        "{offered} can be given."
    ).format(
        team=name,
        n=days_text(-tight.balance),
        month=month_text(tight.month),
        asked=days_text(tight.asked),
        offered=days_text(tight.offered),
    )
    rest = [month_text(month.month) for month in lacking if month is not tight]
    if not rest:
        return told
    return f"{told} " + _("It is too little in {months} as well.").format(months=_(", ").join(rest))


def _enough(tight: TeamMonth, name: str) -> str:
    return _("{team}: help is enough; {month} is tightest, with {n} days to spare.").format(
        team=name, month=month_text(tight.month), n=days_text(tight.balance)
    )


def trade_sentence(load: TradeLoad, limit: float, most: int | None = None) -> str:
    """Say in which month a trade is asked most, and which houses come beyond the limit.

    ``most``: only of the fullest month, and no more than so many houses by name.
    """
    peak = load.peak
    told = _("Busiest in {month}: {trade}, {n} days where {limit} are the limit.").format(
        trade=trade_word(load.trade),
        month=month_text(peak.month),
        n=days_text(peak.days),
        limit=days_text(limit),
    )
    months = load.months if most is None else (peak,)
    beyond = [_beyond(month.month, month.over, most) for month in months if month.over]
    return " ".join((told, *beyond))


def _beyond(month: int, codes: Sequence[str], most: int | None) -> str:
    return _("Too much in {month} with {codes}.").format(
        month=month_text(month), codes=codes_text(codes, most)
    )


def codes_text(codes: Sequence[str], most: int | None = None) -> str:
    """Return house codes; with ``most`` only so many, short, and how many more there are."""
    if most is None:
        return _(", ").join(codes)
    told = _(", ").join(code_end(code) for code in codes[:most])
    rest = len(codes) - most
    return told if rest <= 0 else _("{codes} and {n} more").format(codes=told, n=rest)


def code_end(code: str) -> str:
    """Return what tells a house apart within its village: the last four of a long code."""
    return code[-_SHORT:] if len(code) > 2 * _SHORT else code


def frost_sentence(house: HouseWorks, step: HouseStep, frost: Frost) -> str:
    """Name house, step, works and month of a frost, and the month to go to."""
    told = _(
        "{code} step {n}: {works} in {month}: {theta} ℃ in the coldest hours, {limit} ℃ needed."
    ).format(
        code=house.code,
        n=step.number,
        works=_(", ").join(item.get(language()) for item in frost.measures),
        month=month_text(frost.month),
        theta=f"{frost.theta:.1f}",
        limit=f"{frost.limit:g}",
    )
    return f"{told} {next_text(frost)}"


def next_text(frost: Frost) -> str:
    """Say to which month a step that freezes may go."""
    if frost.next_month is None:
        return _("No month fits; divide the step.")
    return _("Next month that fits: {month}.").format(month=month_text(frost.next_month))


def step_text(step: HouseStep) -> str:
    """Say what a step is: class, months, measures, days."""
    parts = [
        _("Step {n}").format(n=step.number),
        stage_word(step.stage),
        months_text(step),
        _(", ").join(item.get(language()) for item in step.measures),
        _("{n} days on site, {simple} simple days, {skilled} skilled days").format(
            n=days_text(step.days),
            simple=days_text(step.unskilled),
            skilled=days_text(sum(step.skilled.values())),
        ),
    ]
    if step.joined:
        parts.append(_("joined with strengthening"))
    if step.relaxed:
        parts.append(relaxed_text(step.relaxed))
    if step.overruns:
        parts.append(_("does not fit into its season"))
    return " · ".join(parts)


def months_text(step: HouseStep) -> str:
    """Return the month of a step, or the first and last one."""
    if step.month == step.last_month:
        return month_text(step.month)
    return _("{start} to {end}").format(
        start=month_text(step.month), end=month_text(step.last_month)
    )


def village_lines(works: VillageWorks) -> list[str]:
    """Return the works of a village as lines to read: houses, teams, trades, frost, left out."""
    lines = []
    for house in works.houses:
        lines += [f"{house.code} {step_text(step)}" for step in house.steps]
    lines += [team_sentence(team) for team in works.teams]
    lines += [trade_sentence(load, works.trade_limit) for load in works.trades]
    lines += [
        f"⚠ {frost_sentence(house, step, frost)}"
        for house in works.houses
        for step in house.steps
        for frost in step.frost
    ]
    return [*lines, *(left_text(left) for left in works.left_out)]


def summary_text(works: VillageWorks) -> str:
    """Say how many houses have steps, which team lacks most, which trade is asked most, frost."""
    parts = [
        _("Houses with steps: {n}, without: {apart}.").format(
            n=len(works.houses), apart=len(works.left_out)
        )
    ]
    lacking = [
        (team.tightest.balance, team)
        for team in works.teams
        if team.name and team.tightest is not None and team.tightest.balance < -LACKING
    ]
    if lacking:
        parts.append(team_sentence(min(lacking, key=lambda pair: pair[0])[1]))
    if works.trades:
        parts.append(trade_sentence(works.trades[0], works.trade_limit, _NAMED))
    frosts = sum(len(step.frost) for house in works.houses for step in house.steps)
    if frosts:
        rule = works.frost_rule.get(language())
        parts.append(_("⚠ Too cold ({n}): {rule}").format(n=frosts, rule=rule))
    return " ".join(parts)


def left_text(left: LeftOut) -> str:
    """Say why a house is not among them."""
    return _("{code} has no steps: {why}").format(code=left.code, why=left.why.get(language()))
