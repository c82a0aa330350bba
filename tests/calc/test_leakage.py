"""The leakage model against a sum by hand, and the limits of what it may credit."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calc.geometry import shape_of
from app.calc.leakage import air_change, leaks_of, n_actual, n_standard
from app.calc.thermal_model import air_state
from app.model.house import AddOn, Sunspace
from app.store.catalogue import load_catalogue, load_policy_pack
from tests.calc.house_samples import sample_house

CATALOGUE, PACK = load_catalogue(), load_policy_pack()
HOUSE = sample_house(CATALOGUE, PACK)
SHAPE = shape_of(HOUSE)


def q10(kind: str) -> float:
    """Return the flow of one kind of leak into the heated rooms [m³/h at 10 Pa]."""
    leaks = leaks_of(HOUSE, SHAPE, CATALOGUE)
    return sum(leak.q10 for leak in leaks if leak.kind == kind and leak.zone == "main")


def test_leaks_add_up_as_by_hand() -> None:
    # windows 9.45 m² (3 of 5 bays): q1 6.0, crack 4.5 m/m², gaps 1.0; door 2.0 m²: 9.0, 3.0
    assert q10("window") == pytest.approx(6.0 * 4.5 * 9.45)
    assert q10("door") == pytest.approx(9.0 * 3.0 * 2.0)
    assert q10("frame") == pytest.approx(1.0 * 3.2 * (9.45 + 2.0))
    # net walls 20.95 + 27.0 m² of plastered masonry, precast slab over 68.31 m²
    assert q10("wall") == pytest.approx(1.2 * (20.95 + 27.0))
    assert q10("roof") == pytest.approx(1.0 * 68.31)
    found = air_change(HOUSE, SHAPE, CATALOGUE, SHAPE.heated)
    volume = 68.31 * 3.0 * (1 - 0.8 / 16.5) * (1 - 0.8 / 6.9)
    n50 = 471.64 * 5.0**0.667 / volume
    assert found.n50 == pytest.approx(n50, rel=1e-6)
    assert found.n == pytest.approx(n50 / 22.0 * 0.9 + 30 * 2.0 / 24 / volume, rel=1e-6)


def test_a_blower_door_replaces_the_described_leaks() -> None:
    measured = replace(HOUSE, air=replace(HOUSE.air, n50=11.0))
    assert air_change(measured, SHAPE, CATALOGUE, SHAPE.heated).n == pytest.approx(11 / 22 * 0.9)


def test_film_and_lobby_lessen_joint_leaks() -> None:
    film = tuple(
        replace(g, addons=(AddOn("win_film", "winter"),)) if g.kind == "window" else g
        for g in HOUSE.openings
    )
    dressed = replace(HOUSE, openings=film, air=replace(HOUSE.air, vestibule=True))
    leaks = leaks_of(dressed, SHAPE, CATALOGUE)
    assert sum(x.q10 for x in leaks if x.kind == "window" and x.zone == "main") == pytest.approx(
        0.4 * q10("window")
    )
    assert sum(x.q10 for x in leaks if x.kind == "door") == pytest.approx(0.5 * q10("door"))


def test_standard_use_is_never_below_the_fresh_air_minimum() -> None:
    assert n_standard(HOUSE, 0.1, PACK.air) == 0.5


def test_an_unmeasured_leaky_house_is_capped_and_more_with_proof() -> None:
    assert n_standard(HOUSE, 2.4, PACK.air) == 1.0
    proved = replace(HOUSE, air=replace(HOUSE.air, proved=True))
    assert n_standard(proved, 2.4, PACK.air) == 1.5
    measured = replace(HOUSE, air=replace(HOUSE.air, n50=60.0))
    assert n_standard(measured, 2.4, PACK.air) == 2.4


def test_credit_for_sealing_is_limited() -> None:
    proved = replace(HOUSE, air=replace(HOUSE.air, proved=True, n_before=1.5))
    assert n_standard(proved, 0.6, PACK.air) == 1.0


def test_works_never_count_as_making_it_leakier() -> None:
    after = replace(HOUSE, air=replace(HOUSE.air, n_before=0.7))
    assert n_standard(after, 0.95, PACK.air) == 0.7


@given(st.floats(0.0, 8.0), st.floats(0.5, 1.5), st.booleans())
def test_credit_and_minimum_hold_for_every_rate(raw: float, before: float, proved: bool) -> None:
    after = replace(HOUSE, air=replace(HOUSE.air, n_before=before, proved=proved))
    n = n_standard(after, raw, PACK.air)
    assert 0.5 <= n <= before
    assert before - n <= 0.5 + 1e-12


def test_actual_use_is_not_capped_but_a_vent_keeps_the_minimum() -> None:
    assert n_actual(HOUSE, 2.4, PACK.air) == 2.4
    assert n_actual(HOUSE, 0.05, PACK.air) == 0.2
    vented = replace(HOUSE, air=replace(HOUSE.air, vent=True))
    assert n_actual(vented, 0.05, PACK.air) == 0.5


def test_air_behind_a_sunspace_comes_through_it() -> None:
    glass = Sunspace("sunspace_glass_single", 6.4, 0.72, 4.0, 2.5, 1.5)
    state = air_state(replace(HOUSE, sunspace=glass), "actual", CATALOGUE, PACK)
    assert 0.2 < state.sun_share < 0.9
    assert air_state(HOUSE, "actual", CATALOGUE, PACK).sun_share == 0.0
