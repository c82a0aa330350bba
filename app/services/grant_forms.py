"""Subsidy rules as texts to be typed, and back: every number is read with its column named."""

from dataclasses import dataclass

import msgspec

from app.errors import RefusedError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.catalogue import GrantRule
from app.model.catalogue.funding import GrantBasis, GrantSource
from app.model.catalogue.measure import Category
from app.model.catalogue.sourced import Number, Sourced
from app.model.catalogue.supply import Subsidy
from app.model.survey import ParseError
from app.model.survey.forms import parse_number
from app.services.own_grants import column_word

SHARE = "cost_share"
PASSES, WITH_STRENGTHENING, AFTER, STACKS = "passes", "with_strengthening", "after", "stacks"


@dataclass(frozen=True, slots=True)
class GrantForm:
    """A rule for the works as it is typed; shares in percent, blank caps are none."""

    id: str
    name_zh: str
    name_en: str
    payer: GrantSource
    basis: GrantBasis
    amount: str
    cap: str = ""
    cap_share: str = ""
    valid_from: str = ""
    valid_to: str = ""
    parts: tuple[Category, ...] = ()
    targets: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    conditions: tuple[str, ...] = (PASSES, AFTER)


@dataclass(frozen=True, slots=True)
class SeasonForm:
    """An operating subsidy of a season as it is typed; a blank amount is not announced yet."""

    id: str
    name_zh: str
    name_en: str
    carrier: str
    season: str
    amount: str
    limit: str = ""


def form_of(rule: GrantRule) -> GrantForm:
    """Return a rule as texts."""
    factor = 100.0 if rule.basis == SHARE else 1.0
    held = (
        (PASSES, rule.passes),
        (WITH_STRENGTHENING, rule.with_strengthening),
        (AFTER, rule.after_acceptance),
        (STACKS, rule.stacks),
    )
    return GrantForm(
        rule.id, rule.name.zh, rule.name.en, rule.source, rule.basis,
        f"{rule.amount.value * factor:g}", _written(rule.cap), _written(rule.cap_share, 100.0),
        rule.valid_from, rule.valid_to or "", rule.parts, rule.targets, rule.not_with,
        tuple(code for code, there in held if there),
    )  # fmt: skip


def rule_of(form: GrantForm) -> GrantRule:
    """Return the rule that a form describes; its numbers have no origin yet.

    Raises
    ------
    RefusedError
        If a number is none; the sentence names row and column.
    """
    name = _name(form.name_zh, form.name_en)
    amount = _number(name, "amount", form.amount)
    if amount is None:
        raise _missing(name, "amount")
    factor = 100.0 if form.basis == SHARE else 1.0
    share = _number(name, "cap_share", form.cap_share)
    said = form.conditions
    return GrantRule(
        id=form.id,
        name=name,
        source=form.payer,
        basis=form.basis,
        amount=_bare(amount / factor),
        valid_from=form.valid_from.strip(),
        valid_to=form.valid_to.strip() or None,
        parts=form.parts,
        cap=_maybe(_number(name, "cap_cny", form.cap)),
        cap_share=_maybe(None if share is None else share / 100.0),
        passes=PASSES in said,
        with_strengthening=WITH_STRENGTHENING in said,
        after_acceptance=AFTER in said,
        stacks=STACKS in said,
        targets=form.targets,
        not_with=form.not_with,
    )


def season_form_of(item: Subsidy) -> SeasonForm:
    """Return an operating subsidy as texts."""
    return SeasonForm(
        item.id, item.name.zh, item.name.en, item.carrier, item.season,
        _written(item.amount), _written(item.limit),
    )  # fmt: skip


def season_of(form: SeasonForm) -> Subsidy:
    """Return the operating subsidy that a form describes; raises like :func:`rule_of`."""
    name = _name(form.name_zh, form.name_en)
    amount = _number(name, "amount_cny_unit", form.amount)
    return Subsidy(
        id=form.id,
        name=name,
        carrier=form.carrier,
        season=form.season.strip(),
        known=amount is not None,
        amount=_maybe(amount),
        limit=_maybe(_number(name, "limit_unit", form.limit)),
    )


def next_season(item: Subsidy) -> Subsidy:
    """Return the season after one, of which nothing is announced yet."""
    start = int(item.season[:4]) + 1
    season = f"{start}-{(start + 1) % 100:02}"
    name = Text(f"{start}–{start + 1}采暖季运行补贴", f"Operating subsidy, season {season}")
    identity = f"{item.carrier}_{season.replace('-', '_')}"
    return msgspec.structs.replace(
        item, id=identity, name=name, season=season, known=False, amount=None, limit=None
    )


def _name(zh: str, en: str) -> Text:
    said = zh.strip()
    return Text(said, en.strip() or said)


def _written(number: Number | None, factor: float = 1.0) -> str:
    return "" if number is None else f"{number.value * factor:g}"


def _bare(value: float) -> Number:
    return Sourced(value, "C", "")


def _maybe(value: float | None) -> Number | None:
    return None if value is None else _bare(value)


def _number(name: Text, column: str, text: str) -> float | None:
    if not text.strip():
        return None
    try:
        return parse_number(text)
    except (ParseError, ValueError) as error:
        raise RefusedError(
            _("“{row}”, {column}: “{text}” is no number. Nothing was saved.").format(
                row=name, column=column_word(column), text=text.strip()[:20]
            )
        ) from error


def _missing(name: Text, column: str) -> RefusedError:
    return RefusedError(
        _("“{row}”, {column} is missing. Nothing was saved.").format(
            row=name, column=column_word(column)
        )
    )
