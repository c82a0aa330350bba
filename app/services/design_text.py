"""The check of a design in words, for the shell and the window."""

from collections.abc import Iterator

from app.i18n import Language
from app.i18n import gettext as _
from app.model.assessment import LimitCheck
from app.model.design import DesignCheck, DesignNote, DesignPart, Proposal, Scheme, Tier
from app.services.account_text import carbon_line, share_lines


def stars_text(stars: int) -> str:
    """Return stars as signs with the word for them."""
    words = {
        0: _("no star yet"),
        1: _("farmhouse standard met"),
        2: _("upper tier met"),
        3: _("upper tier met with half the need"),
    }
    return f"{'★' * stars}{'☆' * (3 - stars)} {words[stars]}"


def tier_word(tier: Tier) -> str:
    """Return the word for a tier."""
    return {"rural": "GB/T 50824", "urban": "GB 55015"}[tier]


def check_text(check: LimitCheck) -> str:
    """Return a value beside its limit, such as U 0.54 / 0.65 ✓."""
    sign = "✓" if check.passed else "×"
    value = 0.0 if check.value is None else check.value
    return f"{check.quantity} {value:.2f} / {check.limit:.2f} {sign}"


def note_text(note: DesignNote, language: Language) -> str:
    """Return a check beside the parts in one line."""
    sign = "✓" if note.passed else "×"
    numbers = ""
    if note.value is not None and note.limit is not None:
        numbers = f" ({note.value:.2f} / {note.limit:.2f})"
    return f"{sign} {note.where.get(language)}{numbers}: {note.sentence.get(language)}"


def proposal_text(item: Proposal, language: Language) -> str:
    """Return a construction with what it changes and costs."""
    name = item.name.get(language)
    cost = _("{n} yuan").format(n=f"{item.cost.typical:,.0f}")
    if item.u_before is None or item.u_after is None:
        return f"{name}, {cost}"
    return f"{name}: {item.u_before:.2f} → {item.u_after:.2f} W/(m²·K), {cost}"


def design_lines(found: DesignCheck, language: Language) -> Iterator[str]:
    """Yield the check line by line."""
    yield f"{found.name}: {stars_text(found.stars)}"
    yield _("  {need:.0f} kWh/m² of heat in standard use, level {level}").format(
        need=found.label.need, level=found.label.level
    )
    for part in found.parts:
        yield _part_line(part, language)
    for note in found.notes:
        yield f"  {note_text(note, language)}"
    for line in account_lines(found):
        yield f"  {line}"
    for scheme in found.schemes:
        yield from scheme_lines(scheme, found, language)


def account_lines(found: DesignCheck) -> tuple[str, ...]:
    """Return the zero-carbon reading of a design: carbon of a year and shares, in standard use."""
    if found.account is None:
        return ()
    return (carbon_line(found.account), *share_lines(found.account.shares))


def _part_line(part: DesignPart, language: Language) -> str:
    checks = "; ".join(f"{c.standard} {c.clause}: {check_text(c)}" for c in part.checks)
    told = checks or _("no limit")
    return f"  {part.name.get(language)} ({part.construction.get(language)}): {told}"


def scheme_lines(scheme: Scheme, found: DesignCheck, language: Language) -> Iterator[str]:
    """Yield what makes a tier, what it costs, and what still lacks."""
    yield scheme_head(scheme)
    for item in scheme.chosen:
        yield f"    {proposal_text(item, language)}"
    names = {part.id: part.name.get(language) for part in found.parts}
    if scheme.unsolved:
        parts = _(", ").join(names.get(part, part) for part in scheme.unsolved)
        yield "    " + _("the catalogue brings no further: {parts}").format(parts=parts)
    for note in scheme.notes:
        if not note.passed:
            yield f"    {note_text(note, language)}"


def scheme_head(scheme: Scheme) -> str:
    """Return what a scheme brings in one line."""
    return _("  To meet {tier}: about {cost:,.0f} yuan, then {need:.0f} kWh/m², {stars}").format(
        tier=tier_word(scheme.tier),
        cost=scheme.cost.typical,
        need=scheme.label.need,
        stars=stars_text(scheme.stars),
    )
