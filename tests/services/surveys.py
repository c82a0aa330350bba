"""Surveys for tests: a house as a technician fills it in, and changed answers."""

from typing import Any

from app.model.ids import derived_id
from app.model.survey import Survey, blank_survey, with_row, with_value
from app.model.value import Provenance, known

DWELLING = derived_id("test", "farmhouse")
ANSWERS: dict[str, Any] = {
    "A06": 2, "A09": "full", "B03": "brick_slab_1990", "B04": 1992, "B07": "S", "B08": "none",
    "B09": "village", "B12": "no", "C01": 5, "C02": 16.5, "C03": 6.9, "C04": 3.0, "C05": 3.0,
    "D01": "br370", "D02": 400, "D03": "no", "D06": "yes", "D07": "render", "E02": "precast",
    "E03": "none", "E04": "none", "F01": "st1", "F02": 1.5, "F03": 1.5, "F04": 5, "F05": 3,
    "F06": "st1", "F07": "1.00x1.00", "F09": "steel", "F10": 1, "F11": ("none",), "F12": "leaky",
    "G01": "cement", "G02": "solid", "G03": "no", "H01": "leaky", "H03": "no", "I01": "coal_rad",
    "I04": "radiator", "I06": "11-15/03-15", "I07": 16.0, "I08": "low", "I10": "ok_alarm",
    "J01": "solar", "J02": ("lpg",), "K01": 2.5, "K02": 1000, "K03": 900, "K04": "flat",
    "K07": "told", "M01": "B", "M05": "none",
}  # fmt: skip


def survey_of(answers: dict[str, Any], provenance: Provenance = Provenance.TOLD) -> Survey:
    """Return a survey with these answers."""
    survey = blank_survey(DWELLING)
    for field, value in answers.items():
        survey = with_value(survey, field, known(value, provenance))
    return survey


def farmhouse(**changes: Any) -> Survey:
    """Return the farmhouse with some answers changed."""
    return survey_of({**ANSWERS, **changes})


def with_row_of(survey: Survey, kind: str, **answers: Any) -> Survey:
    """Return the survey with a repeat row added."""
    row = derived_id("row", kind, repr(answers))
    survey = with_row(survey, kind, row)
    for field, value in answers.items():
        survey = with_value(survey, field, known(value), row)
    return survey
