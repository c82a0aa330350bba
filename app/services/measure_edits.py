"""What the settings write of measures: prices, labour, life, variants; checked first."""

from collections.abc import Mapping
from typing import Any

from app.model.catalogue import Catalogue
from app.model.change import Edit
from app.model.survey import VillageValues
from app.services.own_figures import OwnPrice, is_far, own_reference, price_edit
from app.services.own_measures import Column, Variant, number_edits, variant_edit
from app.store.catalogue import load_catalogue, load_policy_pack


def new_variant(
    village: VillageValues, variant: Variant, source: str, date: str, mark: Any
) -> tuple[str, Edit]:
    """Return id and entry of a variant for a village; raises like :func:`variant_edit`."""
    return variant_edit(_held(village), variant, source, date, mark)


def figure_edits(
    village: VillageValues,
    identity: str,
    prices: tuple[float, float, float] | None,
    numbers: Mapping[Column, float],
    source: str,
    date: str,
    mark: Any,
) -> tuple[list[Edit], bool]:
    """Return the entries that change what is given of a measure, and whether the price is far off.

    Raises
    ------
    RefusedError
        If prices are not in order, a number cannot be, or where it comes from is not said.
    """
    catalogue, edits, far = _held(village), [], False
    if prices is not None:
        price = OwnPrice(*prices, source, date, mark)
        edits.append(price_edit(village, catalogue, identity, price))
        far = is_far(catalogue, identity, price.typical)
    if numbers:
        edits += number_edits(catalogue, identity, numbers, source, date, mark)
    return edits, far


def _held(village: VillageValues) -> Catalogue:
    return own_reference(village, load_catalogue(), load_policy_pack())[0]
