"""Words of a roadmap: seasons, half-months, what could not be kept to."""

from collections.abc import Sequence

from app.i18n import gettext as _
from app.model.roadmap import Relaxed, RoadStep, Season


def season_word(season: Season) -> str:
    """Return the word for a season."""
    return {
        "spring": _("spring"),
        "summer": _("summer"),
        "autumn": _("autumn"),
        "winter": _("winter"),
    }[season]


def when_text(step: RoadStep) -> str:
    """Return year, season and days of a step, such as 2027 spring (mid-4 to end of 5)."""
    season = _("{year} {season}").format(year=step.year, season=season_word(step.season))
    return _("{season} ({halves})").format(season=season, halves=halves_text(step.halves))


def halves_text(halves: Sequence[int]) -> str:
    """Return half-months as spans of months: from the beginning or middle to middle or end."""
    return _(", ").join(
        _("{start} to {end}").format(start=_start(first), end=_end(last))
        for first, last in _spans(halves)
    )


def _spans(halves: Sequence[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for half in halves:
        if spans and half == (spans[-1][1] + 1) % 24:
            spans[-1] = (spans[-1][0], half)
        else:
            spans.append((half, half))
    return spans


def _start(half: int) -> str:
    text = _("mid-{month}") if half % 2 else _("beginning of {month}")
    return text.format(month=_month(half))


def _end(half: int) -> str:
    text = _("end of {month}") if half % 2 else _("mid-{month}")
    return text.format(month=_month(half))


def _month(half: int) -> str:
    names = (
        *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
        *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
    )
    return names[half // 2]


def month_text(number: int) -> str:
    """Return a month counted from the year 0 (12 · year + month), such as May 2027."""
    year, month = divmod(number, 12)
    return _("{month} {year}").format(year=year, month=_month(2 * month))


def again_text(step: RoadStep) -> str:
    """Say that a trade comes again, and what that costs."""
    if not step.extra:
        return _("a trade comes a second time")
    return _("a trade comes a second time: {n} yuan more").format(n=f"{step.extra:,.0f}")


def relaxed_text(relaxed: Sequence[Relaxed]) -> str:
    """Say what a step could not keep to, empty if nothing."""
    words = {
        "wish": _("not in the time wished for: the weather does not allow it"),
        "harvest": _("falls into the harvest"),
        "heating": _("in the heating season: the house is open meanwhile"),
    }
    return _("; ").join(words[item] for item in relaxed)
