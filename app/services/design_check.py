"""A design of a new house against GB/T 50824 and the upper tier, and constructions that mend it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from app.calc.account import house_account
from app.calc.choices import fits
from app.calc.cost import Pricing
from app.calc.damp import moisture_of, reason
from app.calc.engine import simulate
from app.calc.geometry import shape_of
from app.calc.label import label_of
from app.calc.measures import Chosen, apply_all
from app.calc.supply import account
from app.calc.thermal_model import air_state, thermal_model
from app.errors import ForeignFileError
from app.exchange.files import read_limited
from app.i18n import Text
from app.i18n import gettext as _
from app.model.account import Months
from app.model.assessment import ElementResult, Range
from app.model.catalogue import Catalogue, Measure
from app.model.design import (
    DESIGN_FILE,
    TIERS,
    DesignCheck,
    DesignFile,
    DesignNote,
    DesignPart,
    Proposal,
    Scheme,
    Tier,
)
from app.model.hourly import RunResult
from app.model.house import SIDES, ResolvedHouse
from app.model.ids import derived_id
from app.model.label import Label
from app.model.survey import (
    Survey,
    VillageValues,
    all_specs,
    blank_survey,
    value_of,
    with_value,
)
from app.model.survey.jsonform import fits as fits_field
from app.model.value import Provenance, known
from app.services.assess import SEASON, Context
from app.services.assess_envelope import elements_of, window_share
from app.services.damp_rules import excluded_by_damp
from app.services.design_parts import candidates, is_for, outside_first, sides_of
from app.services.resolve import resolve, resolved_survey

DRY = ("dry", "dries")
SHARE_SIDES = {"S": ("S",), "N": ("N",), "EW": ("E", "W")}
SIDE_WORDS = {
    "S": Text("正面", "front"),
    "N": Text("背面", "back"),
    "E": Text("东侧", "east"),
    "W": Text("西侧", "west"),
}
VENT = "AIR_VENT"
CHOICES = 3
"""Constructions shown for a part, cheapest first."""
_LIMIT = 1_000_000  # [bytes]
_NONE = Range(0.0, 0.0, 0.0)


def read_design(path: Path) -> tuple[str, Survey]:
    """Return name and answers of a design file.

    Raises
    ------
    ForeignFileError
        If the file is no design, or an answer does not fit its field.
    """
    try:
        found = msgspec.json.decode(read_limited(path, _LIMIT), type=DesignFile)
    except msgspec.MsgspecError as error:
        raise _unusable(path, str(error)) from error
    if found.schema != DESIGN_FILE:
        raise _unusable(path, _("{wanted} is needed").format(wanted=DESIGN_FILE))
    survey = blank_survey(derived_id("design", path.name))
    for field, value in found.answers.items():
        declared = all_specs().get(field)
        if declared is None or not fits_field(declared, value):
            raise _unusable(
                path, _("field {field} cannot hold {value}").format(field=field, value=value)
            )
        held: Any = tuple(value) if isinstance(value, list) else value
        survey = with_value(survey, field, known(held, Provenance.DOCUMENT))
    return found.name or path.stem, survey


def _unusable(path: Path, why: str) -> ForeignFileError:
    text = _("{path} cannot be used, nothing was taken: {reason}")
    return ForeignFileError(text.format(path=path.name, reason=why))


def design_check(
    survey: Survey,
    village: VillageValues,
    context: Context,
    name: str = "",
    pv: Months | None = None,
) -> DesignCheck:
    """Return the check of a design given as a survey; ``pv`` [kWh] is its solar power by month.

    Raises
    ------
    IncompleteError
        If the geometry cannot be computed; it names the fields.
    """
    catalogue, pack = context.catalogue, context.pack
    house = resolve(survey, village, catalogue, pack, context.weather)
    parts = parts_of(house, catalogue)
    notes = tuple(_notes(house, context))
    run = _standard(house, context)
    label = label_of(run.q_h_nd / house.heated_area, pack)
    whole = account(house, run.q_h_nd, "standard", catalogue, pack)
    allowed = _allowed(survey, village, house, context)
    return DesignCheck(
        name=name,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        parts=parts,
        notes=notes,
        label=label,
        stars=stars_of(parts, notes, label),
        schemes=tuple(
            scheme
            for tier in TIERS
            if (scheme := _scheme(house, parts, tier, context, allowed)) is not None
        ),
        climate=context.weather.name,
        account=house_account(whole, run.q_h_nd_month, catalogue, pack, pv),
    )


# parts and limits


def parts_of(house: ResolvedHouse, catalogue: Catalogue) -> tuple[DesignPart, ...]:
    """Return the parts that bound the heated rooms with their limits."""
    rows = elements_of(house, shape_of(house), catalogue)
    return tuple(_part(row) for row in rows)


def _part(row: ElementResult) -> DesignPart:
    return DesignPart(
        row.id, row.name, row.construction, row.area, row.u_value, row.limits,
        _passed(row, "rural"), _passed(row, "urban"),
    )  # fmt: skip


def _passed(row: ElementResult, tier: Tier) -> bool | None:
    checks = [check.passed for check in row.limits if check.tier == tier]
    return all(checks) if checks else None


def failing(parts: Sequence[DesignPart], tier: Tier) -> list[str]:
    """Return the parts that do not meet a tier."""
    return [part.id for part in parts if (part.rural if tier == "rural" else part.urban) is False]


def stars_of(parts: Sequence[DesignPart], notes: Sequence[DesignNote], label: Label) -> int:
    """Return the stars: 1 the farmhouse standard with air and moisture, 2 the upper tier too,
    3 with at most half the need of the reference house."""
    if failing(parts, "rural") or not all(note.passed for note in notes):
        return 0
    if failing(parts, "urban"):
        return 1
    return 3 if label.level == 1 else 2


def _standard(house: ResolvedHouse, context: Context) -> RunResult:
    model = thermal_model(house, "standard", context.catalogue, context.pack, context.weather)
    (run,) = simulate([model], context.weather, SEASON)
    return run


def _label(house: ResolvedHouse, context: Context) -> Label:
    return label_of(_standard(house, context).q_h_nd / house.heated_area, context.pack)


# air, moisture, windows


def _notes(house: ResolvedHouse, context: Context) -> Iterator[DesignNote]:
    yield _air(house, context)
    yield from _shares(house, context.catalogue)
    yield _moisture(house, context)


def _air(house: ResolvedHouse, context: Context) -> DesignNote:
    least = context.pack.air.n_minimum
    n = air_state(house, "standard", context.catalogue, context.pack).n_raw
    passed = _enough_air(house, context)
    fine = Text("新风够：漏风或通风口能换气。", "Fresh air is there, by leaks or by a vent.")
    poor = Text(
        "封得严，要装可关的通风口，每小时换气0.5次。",
        "Tight: closable vents are needed for half an air change an hour.",
    )
    return DesignNote(
        "air", Text("取暖房间", "Heated rooms"), passed, fine if passed else poor,
        n, least.value, "GB/T 50824-2013", least.mark,
    )  # fmt: skip


def _enough_air(house: ResolvedHouse, context: Context) -> bool:
    n = air_state(house, "standard", context.catalogue, context.pack).n_raw
    return house.air.vent or n >= context.pack.air.n_minimum.value


def _shares(house: ResolvedHouse, catalogue: Catalogue) -> Iterator[DesignNote]:
    shape = shape_of(house)
    for limit in catalogue.limits:
        if limit.element != "window_share":
            continue
        for side in SHARE_SIDES[limit.orientation]:
            share = window_share(shape, side)
            passed = share <= limit.limit.value + 0.005
            fine = Text("窗不太大。", "The windows are not too large.")
            large = Text("窗太大，缩小或用更好的窗。", "Too much window: smaller, or better ones.")
            yield DesignNote(
                "window_share", SIDE_WORDS[side], passed, fine if passed else large,
                share, limit.limit.value, f"{limit.standard} {limit.clause}", limit.limit.mark,
            )  # fmt: skip


def _moisture(house: ResolvedHouse, context: Context) -> DesignNote:
    catalogue = context.catalogue
    found = moisture_of(house, catalogue, context.pack, context.weather)
    wet = [item for item in found.elements if item.verdict == "fails" or not item.mould_passed]
    if not wet:
        where = Text("外墙和屋顶", "Walls and roof")
        fine = Text("不发霉，不积水。", "No mould, no moisture that stays.")
        return DesignNote("moisture", where, True, fine, clause="ISO 13788", mark="Bm")
    names = {part.id: part.name for part in parts_of(house, catalogue)}
    told = [names[item.element] for item in wet if item.element in names]
    where = Text("、".join(x.zh for x in told), ", ".join(x.en for x in told))
    why = reason(wet[0], catalogue.materials) if wet[0].verdict == "fails" else _MOULD
    return DesignNote("moisture", where, False, why, clause="ISO 13788", mark="Bm")


_MOULD = Text("内表面太凉，会发霉。", "The inner surface is too cold: mould.")


# what would mend it


def _scheme(
    house: ResolvedHouse,
    parts: Sequence[DesignPart],
    tier: Tier,
    context: Context,
    allowed: Sequence[Measure],
) -> Scheme | None:
    """Return what makes the failing parts meet a tier, None where none fails."""
    wrong = failing(parts, tier)
    if not wrong:
        return None
    pricing = Pricing(house, context.catalogue)
    choices = [_choices(house, group, tier, pricing, allowed) for group in candidates(wrong)]
    solved = [taken for _found, taken in choices if taken is not None]
    option = tuple(_chosen(item) for item in solved)
    if not _enough_air(apply_all(house, option, context.catalogue), context):
        solved.append(_vent(pricing))
        option = (*option, Chosen(VENT))
    after = apply_all(house, option, context.catalogue)
    label = _label(after, context)
    done = parts_of(after, context.catalogue)
    notes = tuple(_notes(after, context))
    return Scheme(
        tier=tier,
        chosen=tuple(solved),
        choices=tuple(tuple(found[:CHOICES]) for found, _taken in choices),
        unsolved=tuple(failing(done, tier)),
        cost=pricing.cost(option) if option else _NONE,
        label=label,
        stars=stars_of(done, notes, label),
        notes=notes,
    )


def _allowed(
    survey: Survey, village: VillageValues, house: ResolvedHouse, context: Context
) -> tuple[Measure, ...]:
    """Return the measures that suit the house and let no water gather in it."""
    filled = resolved_survey(survey, village, context.catalogue)
    suiting = [
        measure
        for measure in context.catalogue.measures.values()
        if fits(house, measure)
        and all(value_of(filled, f).value in codes for f, codes in measure.only.items())
    ]
    wet = {
        item.measure
        for item in excluded_by_damp(
            house, context.catalogue, context.pack, context.weather, suiting
        )
    }
    return tuple(measure for measure in suiting if measure.id not in wet)


def _vent(pricing: Pricing) -> Proposal:
    measure = pricing.catalogue.measures[VENT]
    cost = pricing.cost((Chosen(VENT),))
    return Proposal(("air",), VENT, measure.name, None, None, cost)


def _chosen(proposal: Proposal) -> Chosen:
    sides = sides_of(proposal.parts)
    return Chosen(proposal.measure, tuple(side for side in SIDES if side in sides))


def _choices(
    house: ResolvedHouse,
    group: tuple[str, ...],
    tier: Tier,
    pricing: Pricing,
    allowed: Sequence[Measure],
) -> tuple[list[Proposal], Proposal | None]:
    """Return the constructions that make all parts of a group pass, cheapest first, and the one
    to take: the first of them, or where there is none the one with the least loss."""
    catalogue = pricing.catalogue
    before = {part.id: part for part in parts_of(house, catalogue)}
    worst = max(group, key=lambda name: before[name].u_value)
    passing: list[Proposal] = []
    others: list[Proposal] = []
    for measure in outside_first([m for m in allowed if is_for(m, group[0])]):
        sides = sides_of(group) if measure.per_orientation else ()
        chosen = Chosen(measure.id, tuple(side for side in SIDES if side in sides))
        done = parts_of(apply_all(house, (chosen,), catalogue), catalogue)
        u_after = next(part.u_value for part in done if part.id == worst)
        cost = pricing.cost((chosen,))
        item = Proposal(group, measure.id, measure.name, before[worst].u_value, u_after, cost)
        (others if set(group) & set(failing(done, tier)) else passing).append(item)
    passing.sort(key=lambda item: (item.cost.typical, item.measure))
    better = [item for item in others if (item.u_after or 0.0) < before[worst].u_value - 0.005]
    nearest = min(better, key=lambda item: (item.u_after or 0.0, item.cost.typical), default=None)
    return passing, passing[0] if passing else nearest
