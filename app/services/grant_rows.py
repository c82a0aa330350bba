"""Subsidy rules as the settings list them: those that hold, and those that were removed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.i18n import Text
from app.model.catalogue import GrantRule, PolicyPack
from app.model.catalogue.supply import Subsidy
from app.model.stages.rows import SOURCES
from app.model.survey import VillageValues, spec, village_value
from app.services.bundles import unpack
from app.services.own_figures import PACK, own_reference
from app.services.own_grants import GRANT, OPERATING
from app.services.own_rows import OwnFigure, figures_of, key_of
from app.services.prices import grant_words, operating_words, season_over
from app.store.catalogue import load_catalogue, load_policy_pack

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A rule: ``of`` names its figure; ``own`` what the village wrote, None as in the pack.

    ``rule`` is a rule for the works or the operating subsidy of a season. ``removed``: in the
    pack, but not here. ``usual``: the pack has it at all. ``unknown``: not announced yet.
    """

    of: str
    rule: GrantRule | Subsidy
    terms: Text
    conditions: Text
    paid: Text
    valid: str
    mark: str
    source: Text
    own: OwnFigure | None
    usual: bool
    removed: bool = False
    unknown: bool = False
    expired: bool = False


def grant_rows(village: VillageValues, today: date) -> list[GrantRow]:
    """Return the rules for the works, then the operating subsidies by season."""
    text = str(village_value(village, PACK).value or "")
    base = load_catalogue()
    program = unpack(text.encode(), "", base).pack if text else load_policy_pack()
    _catalogue, pack = own_reference(village, base, load_policy_pack())
    figures = figures_of(village)
    return [
        *_grants(pack, program, figures, today),
        *_seasons(pack, program, figures, today),
    ]


def _grants(
    pack: PolicyPack, program: PolicyPack, figures: Mapping[str, OwnFigure], today: date
) -> Iterator[GrantRow]:
    usual = {rule.id: rule for rule in program.funding.grants}
    held = {rule.id: rule for rule in pack.funding.grants}
    for identity, rule in {**usual, **held}.items():
        of = key_of(GRANT, identity)
        over = rule.valid_to is not None and rule.valid_to < today.isoformat()
        yield GrantRow(
            of, rule, grant_words(rule), _conditions(rule), _paid(rule),
            f"{rule.valid_from} – {rule.valid_to or ''}", rule.amount.mark,
            pack.source_of(rule.amount), figures.get(of), identity in usual,
            removed=identity not in held, expired=over,
        )  # fmt: skip


def _seasons(
    pack: PolicyPack, program: PolicyPack, figures: Mapping[str, OwnFigure], today: date
) -> Iterator[GrantRow]:
    usual = {item.id: item for item in program.subsidies}
    held = {item.id: item for item in pack.subsidies}
    for identity, item in {**usual, **held}.items():
        of = key_of(OPERATING, identity)
        amount = item.amount
        yield GrantRow(
            of, item, operating_words(item), NOTHING, Text("取暖时", "while heating"), item.season,
            amount.mark if amount is not None else "",
            pack.source_of(amount) if amount is not None else NOTHING,
            figures.get(of), identity in usual, removed=identity not in held,
            unknown=not item.known, expired=item.known and season_over(item.season, today),
        )  # fmt: skip


def _paid(rule: GrantRule) -> Text:
    payer = next((item.label for item in SOURCES if item.code == rule.source), NOTHING)
    if rule.after_acceptance:
        return Text(f"{payer.zh}，验收后", f"{payer.en}, after acceptance")
    return Text(f"{payer.zh}，开工前", f"{payer.en}, before the works")


def _conditions(rule: GrantRule) -> Text:
    zh: list[str] = []
    en: list[str] = []

    def add(*, there: bool, chinese: str, english: str) -> None:
        if there:
            zh.append(chinese)
            en.append(english)

    add(there=rule.passes, chinese="要达标", english="reaches the line")
    add(there=rule.with_strengthening, chinese="和抗震一起做", english="with strengthening")
    add(there=rule.stacks, chinese="可同领", english="may stand beside others")
    for field, codes, chinese, english in (
        ("A08", rule.targets, "只给", "for"),
        ("N08", rule.not_with, "领过不再给：", "not beside"),
    ):
        labels = [item.label for item in spec(field).choices if item.code in codes]
        add(
            there=bool(labels),
            chinese=chinese + "、".join(label.zh for label in labels),
            english=f"{english} {', '.join(label.en for label in labels)}",
        )
    return Text("，".join(zh), ", ".join(en))
