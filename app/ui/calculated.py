"""Answers that only a calculation knows, read from the last result."""

from collections.abc import Iterable

from app.model.assessment import Assessment, LossPart
from app.model.value import Provenance, Value

CALCULATED = ("D09", "E07", "H02", "K09", "Q03")
"""U-values of walls and roof, air change, bill ratio, confidence."""


def calculated_answers(assessment: Assessment | None) -> dict[str, Value[float]]:
    """Return U-values (D09, E07), air change (H02), bill ratio (K09) and confidence (Q03)."""
    if assessment is None:
        return {}
    ratio = assessment.bill.ratio if assessment.bill is not None else None
    found = {
        "D09": _mean_u(assessment, "wall"),
        "E07": _mean_u(assessment, "roof"),
        "H02": assessment.actual.n_air,
        "K09": ratio,
        "Q03": assessment.confidence.points,
    }
    return {
        field: Value(value, None, Provenance.DERIVED)
        for field, value in found.items()
        if value is not None
    }


def _mean_u(assessment: Assessment, part: LossPart) -> float | None:
    """Return the mean U-value [W/(m²·K)] of a part by area, walls to cold rooms left out."""
    elements = [item for item in assessment.elements if item.part == part]
    outside = [item for item in elements if item.orientation] or elements
    return _mean((item.u_value, item.area) for item in outside)


def _mean(pairs: Iterable[tuple[float, float]]) -> float | None:
    weighted = list(pairs)
    area = sum(weight for _value, weight in weighted)
    return sum(value * weight for value, weight in weighted) / area if area else None
