"""Subsidy rules as a village has them: changed, added and removed over those of the policy pack.

Each rule is a figure of its own (:mod:`app.services.own_rows`) whose value is the rule as the
pack writes it; a removed rule is kept as dropped, so that it can come back. The operating subsidy
of a season is the same under its own kind: what nobody has announced is a row without an amount.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from app.errors import RefusedError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.assessment import Mark
from app.model.catalogue import GrantRule, PolicyPack
from app.model.catalogue.sourced import Number, Sourced
from app.model.catalogue.supply import Subsidy
from app.model.change import Edit
from app.services.own_rows import (
    OwnFigure,
    check_origin,
    figure_edit,
    key_of,
    source_key,
    source_text,
)
from app.store.pack_checks import check_grants, check_operating
from app.store.problems import Problem

GRANT, OPERATING = "grant", "operating"
NAME_LONGEST = 60
T = TypeVar("T", GrantRule, Subsidy)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule comes from: ``source`` in words, ``date`` (ISO 8601), ``mark``."""

    source: str
    date: str
    mark: Mark


def with_grants(pack: PolicyPack, figures: Mapping[str, OwnFigure]) -> PolicyPack:
    """Return the policy pack with the village's rules; a rule that does not hold is not used."""
    sources = dict(pack.sources)
    held: dict[str, GrantRule] = {rule.id: rule for rule in pack.funding.grants}
    seasons: dict[str, Subsidy] = {item.id: item for item in pack.subsidies}
    for identity, figure in _of(figures, GRANT):
        _put(held, identity, _grant_of(figure), figure, sources)
    for identity, figure in _of(figures, OPERATING):
        _put(seasons, identity, _operating_of(figure), figure, sources)
    grants, operating = tuple(held.values()), tuple(seasons.values())
    if list(check_grants("", grants)) or list(check_operating("", operating)):
        return pack
    if (grants, operating) == (pack.funding.grants, pack.subsidies):
        return pack
    funding = msgspec.structs.replace(pack.funding, grants=grants)
    return msgspec.structs.replace(pack, funding=funding, subsidies=operating, sources=sources)


def _put(
    held: dict[str, T],
    identity: str,
    rule: T | None,
    figure: OwnFigure,
    sources: dict[str, Text],
) -> None:
    if figure.dropped:
        held.pop(identity, None)
    elif rule is not None and rule.id == identity:
        held[identity] = rule
        sources[source_key(figure)] = source_text(figure)


def _of(figures: Mapping[str, OwnFigure], kind: str) -> Iterator[tuple[str, OwnFigure]]:
    for of, figure in figures.items():
        head, _slash, identity = of.partition("/")
        if head == kind and identity:
            yield identity, figure


def _grant_of(figure: OwnFigure) -> GrantRule | None:
    return _decoded(figure, GrantRule)


def _operating_of(figure: OwnFigure) -> Subsidy | None:
    return _decoded(figure, Subsidy)


def _decoded(figure: OwnFigure, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(str(figure.value or "").encode(), type=kind)
    except msgspec.MsgspecError:
        return None


# what is written


def grant_edit(pack: PolicyPack, rule: GrantRule, origin: Origin) -> Edit:
    """Return the entry that changes or adds a rule for the works; its numbers get the origin.

    Raises
    ------
    RefusedError
        If something in the rule cannot be, or where it comes from is not said; the sentence names
        row and column.
    """
    figure = _origin(key_of(GRANT, rule.id), rule.name, origin)
    marked = _marked(rule, figure)
    others = tuple(item for item in pack.funding.grants if item.id != rule.id)
    _refuse(check_grants("", (*others, marked)), marked.name, rule.id)
    return _edit(figure, marked)


def operating_edit(pack: PolicyPack, item: Subsidy, origin: Origin) -> Edit:
    """Return the entry that announces or changes the operating subsidy of a season.

    Raises like :func:`grant_edit`.
    """
    figure = _origin(key_of(OPERATING, item.id), item.name, origin)
    marked = msgspec.structs.replace(
        item, amount=_own(item.amount, figure), limit=_own(item.limit, figure)
    )
    others = tuple(held for held in pack.subsidies if held.id != item.id)
    _refuse(check_operating("", (*others, marked)), marked.name, item.id)
    return _edit(figure, marked)


def removal(of: str) -> Edit:
    """Return the entry that takes a rule out; it can be brought back."""
    return figure_edit(of, OwnFigure(of, dropped=True))


def restored(of: str) -> Edit:
    """Return the entry by which the rule of the pack holds again; one of one's own goes."""
    return figure_edit(of, None)


def all_restored(figures: Mapping[str, OwnFigure]) -> list[Edit]:
    """Return the entries by which all rules are those of the policy pack again."""
    return [
        figure_edit(of, None)
        for kind in (GRANT, OPERATING)
        for of in (key_of(kind, identity) for identity, _figure in _of(figures, kind))
    ]


def new_id_for(name: str, pack: PolicyPack) -> str:
    """Return an id for a new rule that nobody has: the same for the same name everywhere."""
    taken = {rule.id for rule in pack.funding.grants}
    for number in range(len(taken) + 1):
        text = name.strip() + (f"#{number}" if number else "")
        found = f"own_{hashlib.sha256(text.encode()).hexdigest()[:10]}"
        if found not in taken:
            return found
    raise AssertionError("more names than rules")


def _origin(of: str, name: Text, origin: Origin) -> OwnFigure:
    if not name.zh.strip():
        raise RefusedError(_("The subsidy needs a name. Write it as in the notice."))
    if max(len(name.zh), len(name.en)) > NAME_LONGEST:
        raise RefusedError(
            _("The name is too long: {n} characters at most.").format(n=NAME_LONGEST)
        )
    check_origin(origin.source, origin.date, origin.mark)
    return OwnFigure(of, origin.source, origin.date, origin.mark)


def _own(number: Number | None, figure: OwnFigure) -> Number | None:
    if number is None:
        return None
    return Sourced(number.value, figure.mark, source_key(figure))


def _marked(rule: GrantRule, figure: OwnFigure) -> GrantRule:
    amount = Sourced(rule.amount.value, figure.mark, source_key(figure))
    return msgspec.structs.replace(
        rule, amount=amount, cap=_own(rule.cap, figure), cap_share=_own(rule.cap_share, figure)
    )


def _edit(figure: OwnFigure, rule: GrantRule | Subsidy) -> Edit:
    plain: Any = msgspec.json.decode(msgspec.json.encode(rule))
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return figure_edit(figure.of, msgspec.structs.replace(figure, value=text))


def _refuse(problems: Iterator[Problem], name: Text, row: str) -> None:
    """Refuse the first fault of a rule, by its name and the column in words."""
    for problem in problems:
        if problem.row in (row, "funding"):
            raise RefusedError(
                _("“{row}”, {column}: {reason}. Nothing was saved.").format(
                    row=name, column=column_word(problem.column), reason=problem.sentence
                )
            )


def column_word(column: str) -> str:
    """Return the word for a column of a rule."""
    return {
        "id": _("name"),
        "grants": _("list"),
        "amount": _("amount"),
        "amount_cny_unit": _("amount"),
        "limit_unit": _("limit"),
        "cap_cny": _("cap in yuan"),
        "cap_share": _("cap as share of the cost"),
        "valid_from": _("valid from"),
        "valid_to": _("valid to"),
        "season": _("season"),
        "targets": _("households"),
        "not_with": _("not beside"),
    }.get(column, column)
