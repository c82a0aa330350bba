"""Money over the years: annuity, present values, payback, cost of saved energy.

Amounts in yuan, rates as fractions per year [1/a] (real), times in years [a]. Payments
of year k fall at its end. After EN 15459-1:2017, 6.2 (global cost).
"""

import math


def annuity_factor(discount_rate: float, years: float) -> float:
    """Return the constant yearly payment per yuan invested now [1/a].

    References
    ----------
    EN 15459-1:2017, annuity; at a rate of zero it is 1 / ``years``.
    """
    if years <= 0:
        raise ValueError(f"years must be positive, got {years}")
    if discount_rate == 0:
        return 1 / years
    return discount_rate / -math.expm1(-years * math.log1p(discount_rate))


def discount_factor(discount_rate: float, year: float) -> float:
    """Return what one yuan paid at the end of ``year`` is worth now [-]."""
    return math.pow(1 + discount_rate, -year)


def present_value(
    saving: float, years: int, discount_rate: float, price_rise: float = 0.0
) -> float:
    """Return the present value of a saving paid yearly [yuan].

    ``saving`` is the first year's amount [yuan/a]; it rises by ``price_rise`` a year.
    """
    if discount_rate == price_rise:
        return saving * years / (1 + discount_rate)
    shrinking = math.log1p((price_rise - discount_rate) / (1 + discount_rate))
    return saving * -math.expm1(years * shrinking) / (discount_rate - price_rise)


def net_present_value(
    investment: float, saving: float, years: int, discount_rate: float, price_rise: float = 0.0
) -> float:
    """Return the present value of the savings less the investment [yuan]."""
    return present_value(saving, years, discount_rate, price_rise) - investment


def simple_payback(investment: float, saving: float) -> float:
    """Return the years until the first year's saving has paid the investment; inf if never."""
    if investment <= 0:
        return 0.0
    return investment / saving if saving > 0 else math.inf


def discounted_payback(
    investment: float, saving: float, years: int, discount_rate: float, price_rise: float = 0.0
) -> float:
    """Return the years until discounted savings have paid the investment [a].

    Linear within the last year; inf when not paid back within ``years``.
    """
    left = investment
    for year in range(1, years + 1):
        paid = saving * (1 + price_rise) ** (year - 1) * discount_factor(discount_rate, year)
        if paid > 0 and left <= paid:
            return year - 1 + max(left, 0.0) / paid
        left -= paid
    return math.inf


def internal_rate(
    investment: float, saving: float, years: int, price_rise: float = 0.0
) -> float | None:
    """Return the discount rate at which the net present value is zero [1/a]; None without one."""
    if investment <= 0 or saving <= 0:
        return None
    low, high = -0.99, 10.0
    if net_present_value(investment, saving, years, high, price_rise) > 0:
        return None
    for _ in range(200):
        middle = (low + high) / 2
        if net_present_value(investment, saving, years, middle, price_rise) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def residual_value(cost: float, life: float, age: float) -> float:
    """Return what is left of ``cost`` at ``age``, written off evenly over ``life`` [yuan]."""
    return cost * max(life - age, 0.0) / life


def global_cost(cost: float, life: int, years: int, discount_rate: float) -> float:
    """Return the present value of buying and renewing a part over ``years`` [yuan].

    Renewed at the same price at the end of each ``life``; what is left at the end is
    taken off.

    References
    ----------
    EN 15459-1:2017, 6.2: initial cost + renewals - residual value, all discounted.
    """
    bought = range(0, years, life)
    spent = sum(cost * discount_factor(discount_rate, year) for year in bought)
    residual = residual_value(cost, life, years - bought[-1])
    return spent - residual * discount_factor(discount_rate, years)


def cost_of_saved_energy(
    investment: float, saved: float, years: float, discount_rate: float
) -> float:
    """Return the yearly cost of the investment per unit of energy saved [yuan/kWh]."""
    if saved <= 0:
        return math.inf
    return investment * annuity_factor(discount_rate, years) / saved
