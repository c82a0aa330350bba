"""The level of a heating need among five."""

from app.model.catalogue import PolicyPack
from app.model.label import Label


def label_of(need: float, pack: PolicyPack) -> Label:
    """Return the label of a need in standard use [kWh/m² of heated area and season].

    A need on a limit still has the better level.
    """
    rule = pack.label
    a, b, c, d = (number.value for number in rule.limits)
    level = 1 + sum(need > limit for limit in (a, b, c, d))
    first = rule.limits[0]
    return Label(level, need, (a, b, c, d), rule.date, first.mark, pack.source_of(first))
