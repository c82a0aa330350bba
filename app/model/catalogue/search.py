"""What the search for packages leaves out, as a district may set it."""

from typing import Literal

from msgspec import Struct

WindowRule = Literal["one", "each"]
WindowGroups = Literal["front", "all", "sides"]


class SearchSettings(Struct, frozen=True, kw_only=True):
    """Rules of the search; of a value that is not given that of the program holds.

    ``windows``: one treatment for all windows that are treated, or one for each group;
    ``window_groups``: the front apart from the other sides, all sides together, or each side for
    itself. ``gables_together``: both gables share one decision. ``inside_last``: walls are
    insulated inside only where nothing outside is allowed. ``least_life`` [a]: what lasts less is
    for the own list only; so is what is not in common use (``only_proven``). ``both_ends``: what
    another measure of the same part beats on the house as it is and well insulated is dropped.
    ``limit`` ends the search after so many simulated states.
    """

    windows: WindowRule | None = None
    window_groups: WindowGroups | None = None
    gables_together: bool | None = None
    inside_last: bool | None = None
    least_life: float | None = None
    only_proven: bool | None = None
    both_ends: bool | None = None
    limit: int | None = None
