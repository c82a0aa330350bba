"""Where something is wrong in a file of reference facts, and checks that all of them share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from app.i18n import Text
from app.i18n import gettext as _
from app.model.catalogue import Catalogue, LayerSpec, Sourced, Spread

R_SURFACES = 0.15  # [m²·K/W] GB 50176, inside and outside together


@dataclass(frozen=True, slots=True)
class Problem:
    """Where something is wrong and why; ``detail`` is put behind the reason."""

    file: str
    row: str
    column: str
    reason: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        """Reason and detail."""
        return f"{self.reason}: {self.detail}" if self.detail else self.reason


def check_sources(file: str, row: str, record: Any, sources: Mapping[str, Text]) -> list[Problem]:
    """Find values whose source is not in the file's table, and spreads out of order."""
    problems = []
    for column, value in _sourced(record, ""):
        if value.source not in sources:
            problems.append(Problem(file, row, column, _("unknown source"), value.source))
        if isinstance(value, Spread) and not value.low <= value.typical <= value.high:
            problems.append(Problem(file, row, column, _("low, typical, high are out of order")))
    source = getattr(record, "source", None)
    if isinstance(source, str) and source not in sources:
        problems.append(Problem(file, row, "source", _("unknown source"), source))
    return problems


def _sourced(value: Any, column: str) -> Iterator[tuple[str, Sourced[Any] | Spread]]:
    if isinstance(value, Sourced | Spread):
        yield column, value
    elif isinstance(value, msgspec.Struct):
        for info in msgspec.structs.fields(value):
            yield from _sourced(getattr(value, info.name), column or info.encode_name)
    elif isinstance(value, tuple):
        for item in value:
            yield from _sourced(item, column)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _sourced(item, f"{column}.{key}" if column else str(key))


def check_date(file: str, row: str, column: str, text: str) -> list[Problem]:
    """Find a text that is not a date."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return [Problem(file, row, column, _("a date like 2026-11-22 is needed"), text)]
    return []


def _layer_reason(layer: LayerSpec, catalogue: Catalogue, *, removal: bool) -> str:
    """Return what is wrong with a layer, or an empty text."""
    material = catalogue.materials.get(layer.material)
    if material is None:
        return _("unknown material")
    if (layer.d is None) == (layer.r is None):
        return _("either a thickness or a resistance is needed")
    if layer.r is not None:
        return "" if layer.r.value > 0 else _("the resistance must be above zero")
    if material.lambda_ is None:
        return _("this material needs a resistance")
    if layer.d is not None and (layer.d.value == 0 or (layer.d.value < 0 and not removal)):
        return _("the thickness must be above zero")
    return ""


def check_layers(
    file: str, row: str, layers: tuple[LayerSpec, ...], catalogue: Catalogue, removal: bool = False
) -> Iterator[Problem]:
    """Find layers of unknown material or without a possible thickness."""
    for layer in layers:
        reason = _layer_reason(layer, catalogue, removal=removal)
        if reason:
            yield Problem(file, row, "layers", reason, layer.material)


def resistance_of(layers: tuple[LayerSpec, ...], catalogue: Catalogue) -> float:
    """Return the resistance of layers whose materials are known [m²·K/W]."""
    return sum(layer.resistance(catalogue.materials[layer.material]) for layer in layers)
