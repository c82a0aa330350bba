"""What is to be done in the village: counts of houses and where work was left, read at once."""

from dataclasses import dataclass

from app.store import overview
from app.store.changes import Core
from app.store.overview import DwellingRow

LAST = 5
BEGUN = (
    "EXISTS (SELECT 1 FROM current b WHERE b.subject_id = d.id "
    "AND b.field NOT LIKE '@%' AND b.field NOT LIKE 'A%')"
)
"""SQL: somebody has answered more of the dwelling than what a roster says."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many houses are in a state. ``begun``: something of them has been surveyed.

    ``flue_bad`` (carbon monoxide) and ``grade_d`` (dangerous) of them stand out.
    """

    state: str
    begun: bool
    houses: int
    flue_bad: int
    grade_d: int


@dataclass(frozen=True, slots=True)
class LastHouse:
    """A house that was worked on, and the field (of a row) that was entered last."""

    house: DwellingRow
    field: str
    row: str


@dataclass(frozen=True, slots=True)
class Today:
    """The village at a glance: ``last`` are the houses worked on last, newest first."""

    tallies: tuple[Tally, ...]
    last: tuple[LastHouse, ...]

    @property
    def houses(self) -> int:
        """Return the number of houses."""
        return sum(tally.houses for tally in self.tallies)


def today(core: Core) -> Today:
    """Return counts and the last houses; takes one pass over the houses."""
    return Today(tuple(Tally(*row) for row in _counted(core)), tuple(_last(core)))


def _counted(core: Core) -> list[tuple[str, bool, int, int, int]]:
    rows = core.db.execute(
        f"SELECT state, {BEGUN} AS begun, count(*), "
        f"sum({_says('I10', 'bad')}), sum({_says('M01', 'D')}) "
        "FROM dwelling d GROUP BY state, begun"
    ).fetchall()
    return [(state, bool(begun), *counts) for state, begun, *counts in rows]


def _says(field: str, code: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM current k JOIN change c ON c.id = k.change_id "
        f"WHERE k.subject_id = d.id AND k.\"row\" = '' AND k.field = '{field}' "
        f"AND c.value = '\"{code}\"')"
    )


def _last(core: Core) -> list[LastHouse]:
    dwellings = core.db.execute(
        f"SELECT id, household_id FROM dwelling d WHERE {BEGUN} "
        f"ORDER BY last_change_at DESC, id LIMIT {LAST}"
    ).fetchall()
    found = []
    for dwelling, household in dwellings:
        house = overview.dwelling(core, dwelling)
        place = core.db.execute(
            'SELECT field, "row" FROM change WHERE subject_id IN (?, ?) '
            "AND field NOT LIKE '@%' ORDER BY n DESC LIMIT 1",
            (dwelling, household),
        ).fetchone()
        if house is not None and place is not None:
            found.append(LastHouse(house, *place))
    return found
