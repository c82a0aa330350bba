"""Measures as a village has them: labour and life of its own, and variants copied from others.

Each figure is a row of its own (:mod:`app.services.own_rows`); prices are in ``own_figures``.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import msgspec

from app.errors import RefusedError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.catalogue import FOLLOWING, AddLayers, Catalogue, Good, LayerSpec, Measure, Sourced
from app.model.catalogue.sourced import Number
from app.model.change import Edit
from app.model.survey import VillageValues
from app.services.own_rows import (
    MEASURE,
    OwnFigure,
    check_origin,
    figure_edit,
    figures_of,
    key_of,
    source_key,
    source_text,
)
from app.store.measure_checks import check_measure

VARIANT = "variant"
Column = Literal["life", "labour_share", "unskilled_share", "theta_min"]
COLUMNS: tuple[Column, ...] = ("life", "labour_share", "unskilled_share", "theta_min")
"""Numbers of a measure that a village may change beside its price."""
NAME_MOST = 40
THINNEST, THICKEST = 0.01, 0.30  # [m]
COLDEST, WARMEST = -30.0, 30.0  # [°C] of the air while works are done


@dataclass(frozen=True, slots=True)
class Variant:
    """A measure copied from ``base`` under another name, ``d`` [m] thick where that is changed."""

    base: str
    name: str
    d: float | None = None


def with_measures(catalogue: Catalogue, figures: Mapping[str, OwnFigure]) -> Catalogue:
    """Return the catalogue with the village's variants and figures; what does not fit is left.

    A variant begins with the figures that its original has in the village.
    """
    catalogue = _with_numbers(catalogue, figures)
    for of, figure in figures.items():
        kind, _slash, identity = of.partition("/")
        if kind == VARIANT and not figure.dropped:
            catalogue = _with_variant(catalogue, identity, figure)
    return _with_numbers(catalogue, figures)


def _with_numbers(catalogue: Catalogue, figures: Mapping[str, OwnFigure]) -> Catalogue:
    for identity, column, figure in _numbers(figures):
        catalogue = _with_number(catalogue, identity, column, figure)
    return catalogue


def _numbers(figures: Mapping[str, OwnFigure]) -> Iterator[tuple[str, Column, OwnFigure]]:
    for of, figure in figures.items():
        kind, _slash, identity = of.partition("/")
        for column in COLUMNS:
            if kind == column and not figure.dropped:
                yield identity, column, figure


def _with_number(
    catalogue: Catalogue, identity: str, column: Column, figure: OwnFigure
) -> Catalogue:
    held = catalogue.measures.get(identity)
    if held is None or isinstance(figure.value, str) or figure.value is None:
        return catalogue
    number = Sourced(float(figure.value), figure.mark, source_key(figure))
    return _checked(catalogue, _changed(held, {column: number}), figure) or catalogue


def _changed(measure: Measure, numbers: Mapping[Column, Number]) -> Measure:
    """Return a measure with other numbers; the least temperature stands with its weather."""
    values: dict[str, Any] = {key: item for key, item in numbers.items() if key != "theta_min"}
    least = numbers.get("theta_min")
    if least is not None:
        values["weather"] = msgspec.structs.replace(measure.weather, theta_min=least)
    return msgspec.structs.replace(measure, **values)


def _checked(
    catalogue: Catalogue, measure: Measure, figure: OwnFigure, goods: Mapping[str, Good] = {}
) -> Catalogue | None:
    """Return the catalogue with a measure in it, None where it cannot be one."""
    found = replace(
        catalogue,
        measures={**catalogue.measures, measure.id: measure},
        goods={**catalogue.goods, **goods},
        sources={**catalogue.sources, source_key(figure): source_text(figure)},
    )
    return None if check_measure(measure, found) else found


# variants


def variant_id(base: str, name: str) -> str:
    """Return the id of a variant: the same on every computer that gives it this name."""
    return f"{base}_{hashlib.sha256(name.encode()).hexdigest()[:6].upper()}"


def _said(figure: OwnFigure) -> Variant | None:
    try:
        return msgspec.json.decode(str(figure.value).encode(), type=Variant)
    except msgspec.MsgspecError:
        return None


def _with_variant(catalogue: Catalogue, identity: str, figure: OwnFigure) -> Catalogue:
    variant = _said(figure)
    base = catalogue.measures.get(variant.base) if variant else None
    if variant is None or base is None or identity != variant_id(variant.base, variant.name):
        return catalogue
    made, goods = copied(base, variant, catalogue)
    return _checked(catalogue, msgspec.structs.replace(made, id=identity), figure, goods) or (
        catalogue
    )


def copied(
    base: Measure, variant: Variant, catalogue: Catalogue
) -> tuple[Measure, Mapping[str, Good]]:
    """Return a measure copied under another name, and the goods that only it needs.

    With another thickness the insulation is as thick as said, and the board bought for it too.
    """
    name = Text(variant.name, variant.name)
    others = (m.id for m in catalogue.measures.values() if base.id in m.excludes)
    excludes = tuple(dict.fromkeys((*base.excludes, base.id, *others)))
    made = msgspec.structs.replace(base, name=name, variant=name, excludes=excludes)
    if variant.d is None:
        return made, {}
    before = thickness(base, catalogue)
    effects = tuple(
        _resized(effect, variant.d, catalogue) if isinstance(effect, AddLayers) else effect
        for effect in base.effects
    )
    goods, amounts = {}, []
    for item in base.goods:
        good = catalogue.goods[item.good]
        other = _renamed(good, before, variant.d)
        goods[other.id] = other
        amounts.append(msgspec.structs.replace(item, good=other.id))
    plain = msgspec.structs.replace(made, effects=effects, goods=tuple(amounts), u_after=None)
    return plain, {key: good for key, good in goods.items() if key not in catalogue.goods}


def thickness(measure: Measure, catalogue: Catalogue) -> float | None:
    """Return the thickness of the insulation that a measure adds [m], None where it adds none."""
    for effect in measure.effects:
        if isinstance(effect, AddLayers):
            for layer in effect.layers:
                if _insulates(layer, catalogue) and layer.d is not None:
                    return layer.d.value
    return None


def _insulates(layer: LayerSpec, catalogue: Catalogue) -> bool:
    added = layer.d is not None and layer.d.value > 0
    return added and catalogue.materials[layer.material].category == "insulation"


def _resized(effect: AddLayers, d: float, catalogue: Catalogue) -> AddLayers:
    layers = tuple(
        msgspec.structs.replace(layer, d=Sourced(d, layer.d.mark, layer.d.source))
        if layer.d is not None and _insulates(layer, catalogue)
        else layer
        for layer in effect.layers
    )
    return msgspec.structs.replace(effect, layers=layers)


def _renamed(good: Good, before: float | None, d: float) -> Good:
    """Return the board of another thickness; goods that say no thickness stay as they are."""
    old = f"{before * 1000:g} mm" if before is not None else ""
    if not old or old not in good.name.zh:
        return good
    new = f"{d * 1000:g} mm"
    name = Text(good.name.zh.replace(old, new), good.name.en.replace(old, new))
    return Good(f"{good.id}_{d * 1000:g}", name, good.unit)


# entries


def variant_edit(
    catalogue: Catalogue, variant: Variant, source: str, date: str, mark: Any
) -> tuple[str, Edit]:
    """Return the id of a new variant and the entry that adds it.

    Raises
    ------
    RefusedError
        If name or thickness cannot be, the variant is there already, or where it comes from is
        not said.
    """
    base = catalogue.measures[variant.base]
    if base.category in FOLLOWING:
        raise RefusedError(_("This step comes along by the rules and cannot be copied."))
    name = variant.name.strip()
    check_origin(source, date, mark)
    if not name or len(name) > NAME_MOST:
        raise RefusedError(_("The variant needs a name of up to 40 signs."))
    if variant.d is not None and not THINNEST <= variant.d <= THICKEST:
        raise RefusedError(_("The thickness must lie between 10 and 300 mm."))
    if variant.d is not None and thickness(base, catalogue) is None:
        raise RefusedError(_("This measure has no insulation whose thickness could be changed."))
    identity = variant_id(variant.base, name)
    if identity in catalogue.measures or any(
        m.name.zh == name for m in catalogue.measures.values()
    ):
        raise RefusedError(_("There is a measure of this name already. Give another name."))
    said = msgspec.json.encode(replace(variant, name=name)).decode()
    of = key_of(VARIANT, identity)
    figure = OwnFigure(of, source, date, mark, value=said)
    if identity not in _with_variant(catalogue, identity, figure).measures:
        raise RefusedError(_("No measure can be made of this. Nothing was saved."))
    return identity, figure_edit(of, figure)


def number_edits(
    catalogue: Catalogue,
    identity: str,
    numbers: Mapping[Column, float],
    source: str,
    date: str,
    mark: Any,
) -> list[Edit]:
    """Return the entries that change life [a] and shares of labour [-] of a measure.

    Raises
    ------
    RefusedError
        If a number cannot be, or where it comes from is not said.
    """
    check_origin(source, date, mark)
    edits = []
    held = catalogue.measures[identity]
    values: dict[Column, Number] = {}
    least = numbers.get("theta_min", 0.0)
    if not COLDEST <= least <= WARMEST:
        raise RefusedError(_("The least temperature lies between −30 and 30 °C."))
    for column, number in numbers.items():
        of = key_of(column, identity)
        figure = OwnFigure(of, source, date, mark, value=float(number))
        values[column] = Sourced(float(number), mark, source_key(figure))
        edits.append(figure_edit(of, figure))
    if check_measure(_changed(held, values), catalogue):
        raise RefusedError(
            _(
                "Life must lie above 0 and up to 200 years, work of the family within all work, "
                "both between 0 and 100 %. Nothing was saved."
            )
        )
    return edits


def reset_edits(village: VillageValues, identity: str) -> list[Edit]:
    """Return the entries that take back every figure of the village's own of a measure."""
    figures = figures_of(village)
    keys = [key_of(kind, identity) for kind in (MEASURE, *COLUMNS, VARIANT)]
    return [figure_edit(of, None) for of in keys if of in figures]
