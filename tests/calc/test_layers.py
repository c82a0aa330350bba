"""Build-ups of the catalogue as the engine sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calc.layers import (
    can_add,
    engine_construction,
    engine_layers,
    u_value_gb50176,
    u_value_iso6946,
    with_layers,
)
from app.model.catalogue import AddLayers, Catalogue, LayerSpec, Sourced
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


def layers_after(construction: str, measure: str) -> tuple[LayerSpec, ...]:
    effects = CATALOGUE.measures[measure].effects
    effect = next(e for e in effects if isinstance(e, AddLayers))
    return with_layers(CATALOGUE.constructions[construction].layers, effect)


@pytest.mark.parametrize(
    ("construction", "measure", "after"),
    [
        # stated U after, on another base too: 370 brick with EPS 50 is 0.53, with EPS 80 0.38
        ("W_BR240", "W_EPS50", 0.58),
        ("W_BR370", "W_EPS50", 0.53),
        ("W_BR370", "W_EPS80", 0.38),
        ("R_SLAB_CINDER100", "R_XPS60", 0.42),
        ("R_SLAB_CINDER100", "R_STRIP_XPS80", 0.36),
        ("R_TILE_MUD50_PAPER", "C_GW100", 0.34),
        ("R_TILE_MUD50_PAPER", "C_PU", 0.46),
    ],
)
def test_measures_reach_their_stated_u_value(construction: str, measure: str, after: float) -> None:
    assert u_of(layers_after(construction, measure)) == pytest.approx(after, rel=0.05)


def names(layers: tuple[LayerSpec, ...]) -> list[str]:
    return [layer.material for layer in layers]


def test_outside_layers_are_laid_from_the_old_surface_outward() -> None:
    roof = names(layers_after("R_SLAB_CINDER100", "R_XPS60"))
    assert roof[:3] == ["mortar_cement", "xps", "felt_bitumen"]


def test_inside_layers_end_with_the_board() -> None:
    assert names(layers_after("W_BR240", "W_IN_EPS50"))[-2:] == ["eps", "gypsum_board"]


def test_wool_lies_between_roof_space_and_ceiling() -> None:
    roof = names(layers_after("R_TILE_BOARD_GYPS", "C_GW100"))
    assert roof[-3:] == ["air_layer", "glasswool", "gypsum_board"]


def test_foam_under_the_roof_lies_above_the_roof_space() -> None:
    roof = names(layers_after("R_TILE_BOARD_GYPS", "C_PU"))
    assert roof[-3:] == ["pur_spray", "air_layer", "gypsum_board"]


def test_cinder_is_taken_off_as_far_as_it_is_there() -> None:
    assert "slag_lime" not in names(layers_after("R_SLAB_CINDER80", "R_STRIP_XPS80"))


def test_a_thicker_layer_keeps_the_rest() -> None:
    removal = LayerSpec("slag_lime", Sourced(-0.04, "C", "estimate"))
    after = with_layers(
        CATALOGUE.constructions["R_SLAB_CINDER100"].layers,
        AddLayers("roof", "outside", (removal,)),
    )
    cinder = next(layer for layer in after if layer.material == "slag_lime")
    assert cinder.d is not None
    assert cinder.d.value == pytest.approx(0.06)


def test_what_is_not_there_cannot_be_taken_off() -> None:
    effect = CATALOGUE.measures["R_STRIP_XPS80"].effects[0]
    assert isinstance(effect, AddLayers)
    bare = CATALOGUE.constructions["R_RC100_CINDER50"].layers
    assert not can_add(bare, effect)
    with pytest.raises(ValueError, match="not there"):
        with_layers(bare, effect)


def test_wool_needs_a_ceiling() -> None:
    effect = CATALOGUE.measures["C_GW100"].effects[0]
    assert isinstance(effect, AddLayers)
    assert not can_add(CATALOGUE.constructions["R_SLAB_CINDER100"].layers, effect)


@given(
    base=st.sampled_from([c.layers for c in CATALOGUE.constructions.values()]),
    material=st.sampled_from([m.id for m in CATALOGUE.materials.values() if m.lambda_]),
    d=st.floats(0.001, 0.5),
    side=st.sampled_from(["outside", "inside", "under_roof"]),
)
def test_an_added_layer_never_raises_u(
    base: tuple[LayerSpec, ...], material: str, d: float, side: str
) -> None:
    layer = LayerSpec(material, Sourced(d, "C", "estimate"))
    after = with_layers(base, AddLayers("wall", side, (layer,)))  # type: ignore[arg-type]
    assert u_of(after) < u_of(base)
    assert sorted(names(after)) == sorted([*names(base), material])
