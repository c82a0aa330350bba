"""Internal gains of the heated rooms by hour of the day [W]."""

from app.calc.schedule import days_on
from app.model.house import ResolvedHouse, Use
from app.model.thermal import Period

HOURS = 24


def internal_gains(house: ResolvedHouse, use: Use) -> tuple[float, ...]:
    """Return the gains of all heated rooms together (24 values) [W].

    Standard use: the policy pack's W/m² of heated floor. Actual use: people at home and
    appliances.
    """
    gains = house.gains
    if use == "standard":
        level = gains.phi_int * house.heated_area
    else:
        level = gains.persons * gains.phi_person + gains.phi_appliances
    return tuple(level * gains.factor * share for share in gains.profile)


def mean_appliance_power(energy: float) -> float:
    """Return the mean power [W] of ``energy`` [kWh] a year."""
    return energy / 8.76


def kang_power(house: ResolvedHouse) -> float:
    """Return the mean heat of a kang in a room that is not heated, over the season [W]."""
    heat = sum(heater.fixed for heater in house.heating.others)
    if heat == 0.0:
        return 0.0
    days = float(days_on(Period(*house.actual.season)).sum()) * house.actual.presence
    return 1000.0 * heat / (24.0 * days)
