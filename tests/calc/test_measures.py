from dataclasses import replace
from itertools import permutations

import pytest

from app.calc.build_up import element_u, layers_of
from app.calc.layers import u_value_gb50176
from app.calc.measures import Chosen, apply, apply_all, parse_chosen
from app.model.catalogue import AddLayers, Catalogue, PolicyPack
from app.model.house import BuildLayer, ResolvedHouse
from tests.brick_house import brick_house


@pytest.fixture
def house(catalogue: Catalogue, pack: PolicyPack) -> ResolvedHouse:
    return brick_house(catalogue, pack)


def _materials(layers: tuple[BuildLayer, ...]) -> list[str]:
    return [layer.material for layer in layers]


def test_outside_insulation_lies_outermost_and_inside_insulation_innermost(
    house: ResolvedHouse, catalogue: Catalogue
) -> None:
    old = _materials(house.elements["wall.N"].layers)
    outside = apply(house, catalogue.measures["W_EPS80"], catalogue, ("N",))
    inside = apply(house, catalogue.measures["W_IN_EPS50"], catalogue, ("N",))
    assert _materials(outside.elements["wall.N"].layers) == ["eps", *old]
    assert _materials(inside.elements["wall.N"].layers) == [*old, "eps", "gypsum_board"]
    assert outside.elements["wall.S"] == house.elements["wall.S"]
    assert outside.measures == ("W_EPS80@N",)


def test_roof_insulation_lies_below_its_screed_and_ceiling_insulation_above_the_ceiling(
    catalogue: Catalogue, pack: PolicyPack
) -> None:
    flat = brick_house(catalogue, pack, roof="flat")
    done = apply(flat, catalogue.measures["R_EPS100"], catalogue)
    assert _materials(done.elements["roof"].layers)[:3] == ["mortar_cement", "eps", "felt_bitumen"]
    pitched = brick_house(catalogue, pack)
    laid = apply(pitched, catalogue.measures["C_GW100"], catalogue)
    assert _materials(laid.elements["ceiling"].layers) == ["glasswool", "gypsum_board"]
    assert laid.elements["roof"] == pitched.elements["roof"]


def test_cinder_is_taken_off_where_the_measure_says_so(
    catalogue: Catalogue, pack: PolicyPack
) -> None:
    flat = brick_house(catalogue, pack, roof="flat")
    done = apply(flat, catalogue.measures["R_STRIP_XPS80"], catalogue)
    assert "slag_lime" not in _materials(done.elements["roof"].layers)


def test_u_after_is_the_seed_value_on_its_base_construction(
    catalogue: Catalogue, pack: PolicyPack
) -> None:
    """Within 5 % of the catalogue's own statement, allowance included."""
    for measure in catalogue.measures.values():
        effect = measure.effects[0] if measure.effects else None
        if not isinstance(effect, AddLayers) or measure.u_after is None:
            continue
        allowance = measure.delta_u_allowance.value if measure.delta_u_allowance else 0.0
        expected = measure.u_after.value + allowance
        if effect.target == "wall":
            house = brick_house(catalogue, pack, wall=measure.base_construction)
            done = apply(house, measure, catalogue)
            u = u_value_gb50176(layers_of(done.elements["wall.N"], catalogue.materials))
        elif measure.base_construction == "R_SLAB_CINDER100":
            house = brick_house(catalogue, pack, roof="flat")
            u = element_u(apply(house, measure, catalogue), "roof", catalogue.materials)
        else:
            continue
        assert u == pytest.approx(expected, rel=0.05), measure.id


def test_measures_of_different_parts_give_the_same_house_in_any_order(
    house: ResolvedHouse, catalogue: Catalogue
) -> None:
    chosen = [Chosen("W_EPS80", ("N",)), Chosen("WIN_PVC12", ("S",)), Chosen("WIN_SEAL"),
              Chosen("C_GW100"), Chosen("F_PERIM")]  # fmt: skip
    first = apply_all(house, chosen, catalogue)
    for order in permutations(chosen):
        other = apply_all(house, order, catalogue)
        assert other.elements == first.elements
        assert other.openings == first.openings
        assert (other.air, other.floor) == (first.air, first.floor)


def test_a_new_window_has_neither_the_gaps_nor_the_strips_of_the_old_one(
    house: ResolvedHouse, catalogue: Catalogue
) -> None:
    done = apply_all(house, [Chosen("WIN_SEAL"), Chosen("WIN_TG", ("S",))], catalogue)
    south = next(g for g in done.openings if g.id == "window.S")
    north = next(g for g in done.openings if g.id == "window.N")
    assert (south.u_value, south.joint_factor, south.frame_joint) == (1.9, 1.0, "foamed")
    assert (north.joint_factor, north.frame_joint) == (0.4, "sealed")


def test_party_walls_are_left_as_they_are(house: ResolvedHouse, catalogue: Catalogue) -> None:
    house = replace(house, plan=replace(house.plan, party=("E",)))
    done = apply(house, catalogue.measures["W_EPS80"], catalogue)
    assert done.elements["wall.E"] == house.elements["wall.E"]
    assert done.elements["wall.W"] != house.elements["wall.W"]


def test_a_choice_is_written_and_read() -> None:
    assert str(parse_chosen("W_EPS80@E+N")) == "W_EPS80@N+E"
    assert parse_chosen("DOOR_INS") == Chosen("DOOR_INS")
    with pytest.raises(ValueError, match="unknown side"):
        parse_chosen("W_EPS80@up")
