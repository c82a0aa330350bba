"""Three houses of a village, small enough to add up by hand."""

from collections.abc import Mapping

from app.i18n import Text
from app.model.village_works import HouseStep, HouseWorks, LeftOut

APRIL = 12 * 2027 + 3
MAY = APRIL + 1
EARLY_APRIL, LATE_APRIL, EARLY_MAY = 2 * APRIL, 2 * APRIL + 1, 2 * MAY


def step(
    spans: tuple[tuple[int, float], ...],
    unskilled: float,
    skilled: Mapping[str, float],
    number: int = 1,
) -> HouseStep:
    """Return a step on some half-months."""
    return HouseStep(
        number, "envelope", tuple(half for half, _days in spans), spans,
        (Text("外墙", "Wall"),), sum(days for _half, days in spans), unskilled, skilled,
    )  # fmt: skip


A = HouseWorks(
    "a", "0001", "一组", "cheapest",
    (step(((EARLY_APRIL, 3.0),), 8.0, {"masonry": 20.0}),), own=4.0, helps=True, asks=10.0,
)  # fmt: skip
"""Eight simple days in April: four are its own, four are asked of others."""
B = HouseWorks(
    "b", "0002", "一组", "cheapest",
    (step(((LATE_APRIL, 15.0), (EARLY_MAY, 15.0)), 12.0, {"masonry": 30.0}),),
    own=0.0, helps=True, asks=2.0,
)  # fmt: skip
"""Half of it in April: six days, two asked, four paid; in May all six are paid."""
C = HouseWorks(
    "c", "0003", "一组", "cheapest",
    (step(((EARLY_MAY, 1.5),), 9.0, {"roofing": 6.0}),), own=10.0, helps=False, asks=0.0,
)  # fmt: skip
"""Nine days in May, all of its own."""
HELPER = LeftOut("d", "0004", "一组", "none", Text("", ""), helps=True)
DEBTOR = LeftOut("e", "0005", "一组", "none", Text("", ""), helps=False, owes=3.0)
