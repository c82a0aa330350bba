"""Values that follow from other answers: areas, roof form, emitters, window sizes."""

import math
from collections.abc import Mapping
from typing import Any

from app.model.catalogue import Archetype
from app.model.survey.whole import Survey, size_text, value_of

ELECTRIC = ("ashp_w", "ashp_a", "elec", "ac")
COAL = ("coal_rad", "coal_room")
SOLID = (*COAL, "kang", "bio")
ROOF_SHARE = 0.6
"""Share of the sunny roof that modules can cover [-] (C)."""
THETA_USUAL = 16.0
"""Day temperature taken for a house not heated with solid fuel when nobody knows [°C] (C)."""
WINDOW_HEIGHT = 1.5
BACK_WINDOW_HEIGHT = 0.9
"""Heights from which window widths are taken when only the share of the wall is known [m] (C)."""

_EMITTERS: Mapping[str, str] = {
    "coal_rad": "radiator",
    "coal_room": "none",
    "kang": "kang",
    "gas": "radiator",
    "ashp_w": "radiator",
    "ashp_a": "air",
    "elec": "none",
    "bio": "radiator",
    "dh": "radiator",
    "ac": "air",
    "none": "none",
}
_NIGHTS: Mapping[str, str] = {
    "coal_rad": "low",
    "coal_room": "low",
    "kang": "low",
    "bio": "low",
    "gas": "on",
    "ashp_w": "on",
    "dh": "on",
    "ashp_a": "low",
    "elec": "off",
    "ac": "off",
    "none": "off",
}


def number(survey: Survey, field: str, row: str = "") -> float | None:
    """Return a numeric answer, None where there is none."""
    found = value_of(survey, field, row).value
    return float(found) if isinstance(found, int | float) else None


def product(survey: Survey, *fields: str) -> float | None:
    """Return the product of numeric answers, None when one is missing."""
    numbers = [number(survey, field) for field in fields]
    return math.prod(item for item in numbers if item is not None) if None not in numbers else None


def wing_area(survey: Survey) -> float:
    """Return the area of the heated wings [m²]; a wing without both lengths counts 0."""
    if value_of(survey, "C09").value != "yes":
        return 0.0
    sizes = ((wing.length.value, wing.depth.value) for wing in survey.wings)
    return sum(length * depth for length, depth in sizes if length and depth)


def floor_area(survey: Survey, _archetype: Archetype | None = None) -> float | None:
    """Return length x depth x storeys, heated wings added [m²]."""
    main = product(survey, "C02", "C03", "B06")
    return None if main is None else round(main + wing_area(survey), 2)


def heated_area(survey: Survey, _archetype: Archetype | None = None) -> float | None:
    """Return the heated share of the bays of the main house, heated wings added [m²]."""
    main = product(survey, "C02", "C03", "B06", "C05")
    bays = number(survey, "C01")
    return None if main is None or not bays else round(main / bays + wing_area(survey), 2)


def usable_roof_area(survey: Survey, _archetype: Archetype | None = None) -> float | None:
    """Return 0.6 of the sunny slope, or of a flat roof [m²]."""
    length, depth, rise = (number(survey, field) for field in ("C02", "C03", "C08"))
    if length is None or depth is None:
        return None
    if value_of(survey, "E01").value == "gable":
        depth = math.hypot(depth / 2, rise or 0.0)
    return round(ROOF_SHARE * length * depth, 1)


def roof_form(survey: Survey, _archetype: Archetype | None) -> str | None:
    """Return flat for a roof without rise, else gable."""
    rise = number(survey, "C08")
    if rise is None:
        return None
    return "gable" if rise > 0 else "flat"


def back_window_type(survey: Survey, _archetype: Archetype | None) -> Any:
    """Return the type of the front windows."""
    return value_of(survey, "F01").value


def back_window_size(survey: Survey, archetype: Archetype | None) -> str | None:
    """Return width and height of a back window from the archetype's share of the wall."""
    wall = product(survey, "C02", "C04", "B06")
    count = number(survey, "F05")
    if archetype is None or wall is None:
        return None
    area = archetype.wwr_n.value * wall / max(count or 0.0, 1.0)
    width = min(max(area / BACK_WINDOW_HEIGHT, 0.5), 1.5)
    return size_text(width, BACK_WINDOW_HEIGHT)


def emitter(survey: Survey, _archetype: Archetype | None) -> str | None:
    """Return the usual emitter of the main heating."""
    return _EMITTERS.get(str(value_of(survey, "I01").value))


def night(survey: Survey, _archetype: Archetype | None) -> str | None:
    """Return how the main heating usually goes at night."""
    return _NIGHTS.get(str(value_of(survey, "I01").value))


def system_of_programme(programme: str, usual: str) -> str:
    """Return the main heating in a village of this programme; ``usual`` is the archetype's."""
    if programme == "gas":
        return "gas"
    if programme == "electricity":
        return usual if usual in ELECTRIC else "ashp_a"
    return usual if usual in SOLID else "coal_rad"


def essentials(survey: Survey, archetype: Archetype) -> dict[str, Any]:
    """Return heated bays, windows and temperature that follow from the archetype's shares."""
    found: dict[str, Any] = {"I07": _theta(survey, archetype)}
    bays = number(survey, "C01")
    if bays:
        share = archetype.heated_area.value / archetype.floor_area.value
        found["C05"] = max(1.0, round(2 * share * bays) / 2)
        found.update(_front_windows(survey, archetype, bays))
    found["F05"] = 1 if archetype.wwr_n.value > 0 else 0
    return found


def _front_windows(survey: Survey, archetype: Archetype, bays: float) -> dict[str, Any]:
    wall = product(survey, "C02", "C04", "B06")
    if wall is None:
        return {}
    storeys = number(survey, "B06") or 1.0
    count = round(bays * storeys)
    width = archetype.wwr_s.value * wall / count / WINDOW_HEIGHT
    return {"F02": round(min(max(width, 0.3), 6.0), 2), "F03": WINDOW_HEIGHT, "F04": count}


def _theta(survey: Survey, archetype: Archetype) -> float:
    coal = archetype.theta_coal
    if coal is not None and value_of(survey, "I01").value in SOLID:
        low, high = coal.value
        return (low + high) / 2
    return THETA_USUAL
