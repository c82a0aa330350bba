"""Build-ups of the catalogue as the engine sees them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calc.layers import (
    engine_construction,
    engine_layers,
    u_value_gb50176,
    u_value_iso6946,
)
from app.model.catalogue import Catalogue, LayerSpec, Sourced
from app.store.catalogue import load_catalogue

CATALOGUE: Catalogue = load_catalogue()


def u_of(layers: tuple[LayerSpec, ...]) -> float:
    return u_value_gb50176(engine_layers(layers, CATALOGUE.materials))


# U of wall, roof, south window and door as the table of house types states them (two decimals)
STATED = {
    "adobe_1970": (1.29, 1.52, 4.5, 4.0),
    "brick_timber_1980": (2.03, 1.42, 4.5, 4.0),
    "brick_timber_370": (1.53, 1.42, 4.5, 4.0),
    "cavity_wall": (2.02, 1.42, 4.5, 4.0),
    "brick_slab_1990": (1.53, 1.95, 6.4, 6.4),
    "brick_slab_240": (2.03, 2.09, 6.4, 6.4),
    "brick_pitched_2000": (1.53, 1.84, 6.4, 6.4),
    "two_storey_2000": (2.00, 3.24, 4.7, 3.0),
    "two_storey_2000_eps": (2.00, 0.78, 2.7, 3.0),
    "closed_gallery": (1.53, 1.49, 6.4, 6.4),
    "rc_pitched_2005": (2.00, 2.17, 3.0, 3.0),
    "post_2013": (0.55, 0.47, 2.7, 1.8),
    "stone_hill": (2.37, 1.42, 4.5, 4.0),
    "retrofitted": (0.38, 0.43, 2.5, 1.8),
    "reference_50824": (0.65, 0.50, 2.7, 2.5),
}


@pytest.mark.parametrize("name", CATALOGUE.archetypes)
def test_house_types_have_the_stated_u_values(name: str) -> None:
    house = CATALOGUE.archetypes[name]
    wall, roof, window, door = STATED[name]
    assert u_of(CATALOGUE.constructions[house.wall.value].layers) == pytest.approx(wall, abs=0.006)
    assert u_of(CATALOGUE.constructions[house.roof.value].layers) == pytest.approx(roof, abs=0.006)
    assert CATALOGUE.windows[house.window_s.value].u_value.value == window
    assert CATALOGUE.windows[house.door.value].u_value.value == door


def test_iso_films_give_one_to_five_percent_less_for_walls() -> None:
    for spec in CATALOGUE.constructions.values():
        layers = engine_layers(spec.layers, CATALOGUE.materials)
        ratio = u_value_iso6946(layers, "horizontal") / u_value_gb50176(layers)
        if spec.element == "wall":
            assert 0.95 <= ratio < 1.0, spec.id


def test_conductivity_in_use_carries_the_correction() -> None:
    eps = engine_construction(CATALOGUE.constructions["W_REF65"], CATALOGUE.materials).layers[0]
    assert eps.lambda_ == pytest.approx(0.039 * 1.05)
    assert (eps.d, eps.rho, eps.c) == (0.0362, 20, 1380)


def test_an_air_layer_is_a_resistance_without_mass() -> None:
    roof = engine_construction(CATALOGUE.constructions["R_MUD80_PAPER"], CATALOGUE.materials)
    assert roof.layers[2].r == 0.14
    assert roof.layers[2].d == 0


@given(
    base=st.sampled_from([c.layers for c in CATALOGUE.constructions.values()]),
    material=st.sampled_from([m.id for m in CATALOGUE.materials.values() if m.lambda_]),
    d=st.floats(0.001, 0.5),
    order=st.randoms(use_true_random=False),
)
def test_a_further_layer_lowers_u_wherever_it_lies(
    base: tuple[LayerSpec, ...], material: str, d: float, order: random.Random
) -> None:
    layers = [*base, LayerSpec(material, Sourced(d, "C", "estimate"))]
    order.shuffle(layers)
    assert u_of(tuple(layers)) < u_of(base)
