"""The rules of the search for packages."""

from dataclasses import dataclass

from app.model.house import Side


@dataclass(frozen=True, slots=True)
class SearchRules:
    """What the search leaves out, as settings.

    One wall product and thickness for all insulated sides, one window treatment for all groups
    of windows that are treated (``one_window_product``), either roof or ceiling, one treatment
    of doors, of air and of the floor (edge or surface). ``gables_together``: east and west walls
    share one decision.
    ``inside_as_last_resort``: walls are insulated inside only where nothing outside is allowed.
    ``window_groups``: sides whose windows are treated together. ``least_life`` [a]: seasonal
    and short-lived measures are for the own list only; so are those not in common use here
    (``only_proven``), and what somebody must draw every evening where the policy pack does not
    count it (``covers`` False). ``both_ends``: an option is dropped
    that another one of the same part beats on the house as it is and on the house with walls
    and roof done. The front is exact from ``below`` under the threshold to ``above`` over it
    [-]; elsewhere it may miss what improves it by less than ``tolerance`` [-]. ``limit`` ends
    the search after so many simulated states, and the plan says so.
    """

    gables_together: bool = False
    inside_as_last_resort: bool = True
    one_window_product: bool = True
    window_groups: tuple[tuple[Side, ...], ...] = (("S",), ("N", "E", "W"))
    least_life: float = 5.0
    only_proven: bool = True
    covers: bool = True
    both_ends: bool = True
    below: float = 0.02
    above: float = 0.08
    tolerance: float = 0.005
    limit: int = 20_000
