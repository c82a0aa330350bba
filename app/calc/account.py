"""The account of a whole house by month and carrier, its shares and its carbon balance.

Heating follows the heating need of the months; everything else takes the same each day, cooling
in summer alone.
"""

from collections.abc import Sequence

from app.calc.demands import COOLING, ELECTRICITY, SOLAR
from app.calc.supply import grid_carbon
from app.model.account import AccountLine, HouseAccount, Months, Shares, ShareVerdict, ZeroCarbon
from app.model.assessment import CarrierUse, EnergyAccount, EnergyUse, Factor
from app.model.catalogue.policy import PolicyPack
from app.model.catalogue.whole import Catalogue

DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
NO_PV: Months = (0.0,) * 12
WINTRY = "blanket"
"""Appliance that runs in the heating season."""


def house_account(
    account: EnergyAccount,
    q_h_nd_month: Sequence[float],
    catalogue: Catalogue,
    pack: PolicyPack,
    pv: Months | None = None,
) -> HouseAccount:
    """Return the account by month of a year's ``account``.

    ``q_h_nd_month`` [kWh] is the heating need of the twelve months; ``pv`` [kWh] the solar power
    of each month, None where none is planned.

    Raises
    ------
    ValueError
        If there are not twelve months, or solar power is negative.
    IncompleteError
        If the CO₂ factor of electricity is missing.
    """
    produced = NO_PV if pv is None else pv
    if len(q_h_nd_month) != len(DAYS) or len(produced) != len(DAYS):
        raise ValueError("twelve months are needed")
    if min(produced) < 0.0:
        raise ValueError("solar power must not be negative")
    lines = tuple(_line(line, q_h_nd_month, pack) for line in account.lines)
    final = sum(sum(line.delivered) for line in lines if line.carrier != SOLAR)
    grid = grid_carbon(catalogue, pack)
    return HouseAccount(
        lines=lines,
        pv=produced,
        final=final,
        kgce=sum(line.kgce for line in lines),
        co2=sum(line.co2 for line in lines),
        cost=sum(line.cost for line in lines),
        shares=shares_of(lines, sum(produced), catalogue, pack),
        carbon=_balance(lines, produced, grid.factor.value, planned=pv is not None),
        factors=_factors(catalogue, pack),
    )


def month_weights(
    use: EnergyUse, system: str, heat: Sequence[float], pack: PolicyPack
) -> Sequence[float]:
    """Return how a use of a year is shared among its months; ``heat`` is the heating need."""
    if use == "heating" or system == WINTRY:
        return heat if sum(heat) > 0.0 else DAYS
    return _summer(pack) if system == COOLING else DAYS


def _line(line: CarrierUse, heat: Sequence[float], pack: PolicyPack) -> AccountLine:
    weights = month_weights(line.use, line.system, heat, pack)
    drawn = line.need - line.delivered
    ambient = drawn if line.carrier == ELECTRICITY and line.efficiency > 1.0 else 0.0
    return AccountLine(
        line.use, line.system, line.carrier, spread(line.delivered, weights), line.amount,
        line.unit, line.kgce, line.co2, line.cost, ambient,
    )  # fmt: skip


def spread(amount: float, weights: Sequence[float]) -> Months:
    """Return an amount shared out in proportion to weights that are not all nought."""
    total = float(sum(weights))
    return tuple(amount * weight / total for weight in weights)


def _summer(pack: PolicyPack) -> Sequence[float]:
    first, last = pack.present.cooling_months
    return [float(days) if first <= month <= last else 0.0 for month, days in enumerate(DAYS, 1)]


def shares_of(
    lines: Sequence[AccountLine], pv: float, catalogue: Catalogue, pack: PolicyPack
) -> Shares:
    """Return the shares of electricity and of renewable energy; ``pv`` [kWh/a] own solar power."""
    of = _by_carrier(lines)
    sun = of.pop(SOLAR, 0.0)
    final, electric = sum(of.values()), of.get(ELECTRICITY, 0.0)
    coal = sum(line.kgce for line in lines)
    primary = sum(line.kgce for line in lines if line.carrier == ELECTRICITY)
    grown = sum(kwh for carrier, kwh in of.items() if catalogue.carriers[carrier].biogenic)
    ambient = sum(line.ambient for line in lines)
    renewable = grown + sun + min(pv, electric)
    by_final, by_primary = _ratio(electric, final), _ratio(primary, coal)
    target = pack.carbon.electricity_share.value
    return Shares(
        by_final,
        by_primary,
        target,
        _verdict(by_final >= target, by_primary >= target),
        _ratio(renewable, final + sun),
        _ratio(renewable + ambient, final + sun + ambient),
    )


def _verdict(final: bool, primary: bool) -> ShareVerdict:
    if final and primary:
        return "reached"
    if final:
        return "final_only"
    return "primary_only" if primary else "not_reached"


def _by_carrier(lines: Sequence[AccountLine]) -> dict[str, float]:
    found: dict[str, float] = {}
    for line in lines:
        found[line.carrier] = found.get(line.carrier, 0.0) + sum(line.delivered)
    return found


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0.0 else 0.0


def _balance(
    lines: Sequence[AccountLine], pv: Months, factor: float, *, planned: bool
) -> ZeroCarbon:
    used = sum(line.co2 for line in lines)
    avoided = sum(pv) * factor
    net = used - avoided
    missing = max(net, 0.0) / factor if factor > 0.0 else 0.0
    return ZeroCarbon(used, avoided, net, missing, planned)


def _factors(catalogue: Catalogue, pack: PolicyPack) -> tuple[Factor, ...]:
    """Return the factors of electricity by name: primary, calorific, CO₂ with region and year."""
    grid = grid_carbon(catalogue, pack)
    supply, calorific = pack.kgce_electricity, pack.kgce_electricity_calorific
    pairs = (
        ("kgce_supply", supply, "kgce/kWh", "policy_pack"),
        ("kgce_calorific", calorific, "kgce/kWh", "policy_pack"),
        (f"co2:{grid.region}:{grid.year}", grid.factor, "kg/kWh", "catalogue"),
    )
    return tuple(
        Factor(key, number.value, unit, origin, number.source, number.mark)
        for key, number, unit, origin in pairs
    )
