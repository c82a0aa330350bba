"""X09: the bills of a house against its calculation, known only once it has been calculated."""

from typing import Any

from app.i18n import Text
from app.model.survey.spec import Problem
from app.model.value import Value

FIELD = "K09"
USUAL = (0.50, 2.00)
_SAME = 0.10  # a confirmation holds while the ratio stays within a tenth of the confirmed one


def bill_problem(ratio: float | None, confirmed: Value[Any]) -> Problem | None:
    """Return what is odd about bill ÷ model [-]; None if nothing is, or it was confirmed."""
    if ratio is None or USUAL[0] <= ratio <= USUAL[1]:
        return None
    if confirmed.confirmed and abs(float(confirmed.value or 0) - ratio) <= _SAME * ratio:
        return None
    more_zh, more_en = ("多", "more") if ratio > 1 else ("少", "less")
    text = Text(
        f"账单是计算的 {ratio:.2f} 倍，{more_zh}得太多，结果靠不住。"
        "先核对：取暖间数、室温、用煤吨数。",
        f"The bill is {ratio:.2f} times the calculation, far {more_en}, so the result cannot be "
        "trusted. Check heated bays, indoor temperature and coal first.",
    )
    return Problem(FIELD, "X09", "soft", text, confirmable=True)
