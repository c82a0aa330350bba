"""Further rows of the packages: worth, disturbance, coldest room, prices, what may go or lacks."""

from collections.abc import Callable, Iterator, Mapping

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import Addition, ColdestRoom, NamedChoice, Package, Plan
from app.model.family import FamilyMoney
from app.model.funding import Money
from app.services.trace_keys import CASE_BACK, CASE_COST, LONGEST
from app.ui.texts import money, package_word, percent, separator

NOTHING = "—"


_BY_HEATING = frozenset(("saved_energy_cost", "coal", CASE_BACK, CASE_COST))
"""Figures of the further rows that rest on the heating there is."""


def by_present(head: str, family: Mapping[str, FamilyMoney]) -> str:
    """Return the head of a row that counts the present heating; where one was chosen it says so."""
    if all(held.heating is None for held in family.values()):
        return head
    return _("{head} (present heating)").format(head=head)


def extra_heads(plan: Plan, family: Mapping[str, FamilyMoney]) -> tuple[str, ...]:
    """Return the heads of the further rows; a plan shows only those that some package fills."""
    return tuple(
        by_present(head, family) if figure in _BY_HEATING else head
        for head, _cell, figure in _rows(plan)
    )


def extra_cells(package: Package, plan: Plan) -> tuple[str, ...]:
    """Return the cells of a package, of the plan or beside it, for :func:`extra_heads`."""
    return tuple(cell(package) for _head, cell, _figure in _rows(plan))


def extra_figures(package: Package, plan: Plan) -> tuple[str, ...]:
    """Return the figure that opens behind each of :func:`extra_cells`, "" where none does."""
    back = package.money.cases[0].payback_own if package.money and package.money.cases else None
    return tuple(
        "" if cell(package) == NOTHING or (figure == CASE_BACK and back is None) else figure
        for _head, cell, figure in _rows(plan)
    )


def missing_heads(plan: Plan) -> tuple[str, ...]:
    """Return the head of the row that says what is missing: none where no package lacks any."""
    lacking = any(package.gap is not None for package in plan.packages)
    return (_("To reach the line"),) if lacking else ()


def missing_cells(package: Package, plan: Plan) -> tuple[str, ...]:
    """Return the cell of a package for :func:`missing_heads`."""
    return tuple(_missing(package) for _head in missing_heads(plan))


def worth_heads(plan: Plan) -> tuple[str, ...]:
    """Return the head of the row that advises against works: none where all are worth it."""
    told = any(package.worth is not None for package in plan.packages)
    return (_("Worth it?"),) if told else ()


def worth_cells(package: Package, plan: Plan) -> tuple[str, ...]:
    """Return the cell of a package for :func:`worth_heads`."""
    return tuple(_worth(package) for _head in worth_heads(plan))


def family_heads(family: Mapping[str, FamilyMoney]) -> tuple[str, ...]:
    """Return the heads of what the family has chosen beside the works: none where nothing."""
    if not family:
        return ()
    whole = (_("Works, heating and sun together"),)
    return (*(head for head, _cell in _family_rows(family)), *whole)


def family_cells(key: str, family: Mapping[str, FamilyMoney]) -> tuple[str, ...]:
    """Return the cells of a package or scenario for :func:`family_heads`."""
    held = family.get(key)
    if held is None:
        return tuple(NOTHING for _head in family_heads(family))
    whole = _("{n} yuan").format(n=money(held.whole))
    return (*(cell(held) for _head, cell in _family_rows(family)), f"<b>{whole}</b>")


def _family_rows(
    family: Mapping[str, FamilyMoney],
) -> Iterator[tuple[str, Callable[[FamilyMoney], str]]]:
    if any(held.heating is not None for held in family.values()):
        yield _("Heating the family chose"), _chosen_heating
        yield _("A winter with the chosen heating, same warmth"), _chosen_winter
    if any(held.solar is not None for held in family.values()):
        yield _("Solar power the family chose"), _chosen_solar


def _chosen_heating(held: FamilyMoney) -> str:
    found = held.heating
    if found is None:
        return NOTHING
    size = f" {found.units}×{found.unit}" if found.unit else ""
    name = f"{found.name.get(language())}{size}"
    if not found.buy:
        return name
    return _("{name}: to buy {n} yuan").format(name=name, n=money(found.buy))


def _chosen_winter(held: FamilyMoney) -> str:
    found = held.heating
    if found is None:
        return NOTHING
    text = _("{n} yuan, today {now}")
    if found.subsidised < found.winter:
        text = _("{n} yuan ({less} with subsidy), today {now}")
    return text.format(n=money(found.winter), less=money(found.subsidised), now=money(found.today))


def _chosen_solar(held: FamilyMoney) -> str:
    found = held.solar
    if found is None:
        return NOTHING
    text = _("{n} modules, {kwp} kW: {cost} yuan, brings {first} in the first year")
    if found.rented:
        text = _("{n} modules, {kwp} kW: roof rented out, nothing to pay")
    told = text.format(
        n=found.count, kwp=f"{found.kwp:.1f}", cost=money(found.cost), first=money(found.first_year)
    )
    if found.asked > found.count:
        told += " " + _("(asked {n}: page “Solar” says what limits)").format(n=found.asked)
    return told


def closed_figures(package: Package) -> set[str]:
    """Return the figures of which this package has none, or whose sample was not kept."""
    found = set() if package.samples else {"chance"}
    if package.heat_load is None:
        found.add("heat_load")
    if package.payback is None or package.payback.typical >= LONGEST:
        found.add("payback")
    if package.money is None:
        return found | {"subsidy", "own_cash", "labour", "payback_own"}
    back = package.money.payback_own
    if back is None or back.typical >= LONGEST or not package.money.funding.own_cash:
        found.add("payback_own")
    return found


def advised_against(package: Package) -> bool:
    """Tell whether the works are not worth doing now."""
    return package.worth is not None and package.worth.kind == "against"


def worth_words(package: Package) -> str:
    """Return the advice on a package with what would help instead; empty where there is none."""
    if package.worth is None:
        return ""
    sentence = package.worth.sentence.get(language())
    if not package.worth.instead:
        return sentence
    hints = " ".join(text.get(language()) for text in package.worth.instead)
    return _("{sentence} What would help: {hints}").format(sentence=sentence, hints=hints)


def _worth(package: Package) -> str:
    if package.worth is None:
        return _("yes")
    if advised_against(package):
        return _("× not now: saves almost nothing")
    return _("for warmth, not for money")


def missing_words(plan: Plan) -> str:
    """Say how far the plan stays under the line, and what would close the gap."""
    gap = _("No package reaches the line: {gap} points are missing.").format(
        gap=f"{(plan.gap or 0.0) * 100:.1f}"
    )
    lacking = [package for package in plan.packages if package.gap is not None]
    if not lacking:
        return gap
    nearest = min(lacking, key=lambda package: package.gap or 0.0)
    if nearest.addition is None:
        more = _("No one or two further measures reach it. The nearest package found is shown.")
        return _both(gap, more)
    more = _("The smallest addition, to “{package}”: {addition}.").format(
        package=package_word(nearest.key), addition=addition_words(nearest.addition)
    )
    return _both(gap, more)


def addition_words(addition: Addition) -> str:
    """Return an addition with its cost and the chance with it."""
    return _("{measures}, +{cost} yuan, chance {chance}").format(
        measures=separator().join(_name(measure) for measure in addition.measures),
        cost=money(addition.cost.typical),
        chance=percent(addition.probability),
    )


Row = tuple[str, Callable[[Package], str], str]


def _rows(plan: Plan) -> Iterator[Row]:
    """Yield head, cell and figure ("" for none) of the rows that some package fills."""
    rows: tuple[Row, ...] = (
        (_("Days of works in the house"), _days, ""),
        (_("Coldest heated room, coldest day, not heated"), _not_heated, ""),
        (_("Coldest room, coldest day, heated as now"), _heated, ""),
        (_("Part of the saving that is air"), _air, ""),
        (_("Cost of saved energy"), _saved_energy, "saved_energy_cost"),
        (_("Coal replaced a year"), _coal, "coal"),
        (_("Curtains and quilts, not counted, would add"), _covers, ""),
        (_("Own cash back, by energy prices"), _back_by_prices, CASE_BACK),
        (_("Cost of {n} years, by energy prices").format(n=_years(plan)), _cost_by_prices,
         CASE_COST),
        (_("May be left out (any one)"), _droppable, ""),
    )  # fmt: skip
    for row in rows:
        if any(row[1](package) != NOTHING for package in plan.packages):
            yield row


def _not_heated(package: Package) -> str:
    return _rooms(package.coldest, free=True)


def _heated(package: Package) -> str:
    return _rooms(package.coldest, free=False)


def _days(package: Package) -> str:
    return days_on_site(package.days) if package.days else NOTHING


def days_on_site(days: float) -> str:
    """Return how long the works disturb the house; these are no days of one person's work."""
    return _("{n} days on site").format(n=f"{round(days, 1):g}")


def _rooms(rooms: ColdestRoom | None, *, free: bool) -> str:
    if rooms is None:
        return NOTHING
    before, after = rooms.used_before, rooms.used_after
    if free:
        before, after = rooms.free_before, rooms.free_after
    return _("{before} → {after} °C").format(before=f"{before:.1f}", after=f"{after:.1f}")


def _air(package: Package) -> str:
    saving = package.saving_demand.typical
    return percent(package.air_share / saving) if saving > 0 else NOTHING


def _covers(package: Package) -> str:
    if package.covers_add < 0.0005:
        return NOTHING
    return _("{n} points").format(n=f"{package.covers_add * 100:.1f}")


def _saved_energy(package: Package) -> str:
    cost = package.money.cost_of_saved_energy if package.money is not None else None
    return _("{n} yuan/kWh").format(n=f"{cost:.2f}") if cost is not None else NOTHING


def _coal(package: Package) -> str:
    coal = package.money.coal if package.money is not None else 0.0
    return _("{n} t").format(n=f"{coal:.1f}") if coal > 0 else NOTHING


def _years(plan: Plan) -> int:
    return next((p.money.lifetime.years for p in plan.packages if p.money is not None), 0)


def _back_by_prices(package: Package) -> str:
    """Return the shortest and longest time, and below it that of each named case."""
    cases = package.money.cases if package.money is not None else ()
    if not cases:
        return NOTHING
    known = [case.payback_own for case in cases if case.payback_own is not None]
    if not known:
        return _years_of(None)
    low, high = f"{min(known):.0f}", f"{max(known):.0f}"
    whole = _("{n} years").format(n=low if low == high else f"{low}～{high}")
    if len(known) < len(cases):
        whole = _("{n} years or more").format(n=low)
    lines = [_case(case.name.get(language()), _years_of(case.payback_own)) for case in cases]
    return "<br>".join((f"<b>{whole}</b>", *lines))


def _years_of(back: float | None) -> str:
    if back is None:
        return _("not from savings alone")
    return _("{n} years").format(n=f"{back:.0f}")


def _cost_by_prices(package: Package) -> str:
    """Return what works and energy cost over the years, and what energy costs with nothing done."""
    if package.money is None or not package.money.cases:
        return NOTHING
    return "<br>".join((f"<b>{_cost_range(package.money)}</b>", *_cost_lines(package.money)))


def _cost_range(held: Money) -> str:
    costs = [case.after for case in held.cases]
    return _("{n} yuan").format(n=f"{money(min(costs))}～{money(max(costs))}")


def _cost_lines(held: Money) -> list[str]:
    return [
        _case(
            case.name.get(language()),
            _("{n} yuan, nothing done {none}").format(
                n=money(case.after), none=money(case.energy_before)
            ),
        )
        for case in held.cases
    ]


def _case(name: str, value: str) -> str:
    return f"<small>{name} {value}</small>"


def _droppable(package: Package) -> str:
    return (
        "<br>".join(
            _("· {measure}: {saved} yuan less").format(
                measure=_name(item.measure), saved=money(item.saved.typical)
            )
            for item in package.droppable
        )
        or NOTHING
    )


def _missing(package: Package) -> str:
    if package.gap is None:
        return NOTHING
    gap = _("{gap} points are missing.").format(gap=f"{package.gap * 100:.1f}")
    if package.addition is None:
        return _both(gap, _("No one or two further measures reach it."))
    added = _("Add {addition}.").format(addition=addition_words(package.addition))
    return _both(gap, added)


def _both(first: str, second: str) -> str:
    return _("{first} {second}").format(first=first, second=second)


def _name(measure: NamedChoice) -> str:
    where = measure.where.get(language())
    name = measure.name.get(language())
    return _("{measure} ({where})").format(measure=name, where=where) if where else name
