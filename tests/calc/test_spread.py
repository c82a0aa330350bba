from dataclasses import replace

import numpy as np
import pytest

from app.calc.build_up import layers_of
from app.calc.layers import u_value_gb50176
from app.calc.measures import Chosen, apply
from app.calc.sampling import standard_normal
from app.calc.spread import GROUPS, Spread, draw, row_for
from app.calc.thermal_model import air_state
from app.calc.wide import one_of
from app.model.catalogue import Catalogue, PolicyPack
from app.model.house import ResolvedHouse
from tests.brick_house import brick_house

N = 32


@pytest.fixture
def spread(catalogue: Catalogue, pack: PolicyPack) -> Spread:
    return Spread(brick_house(catalogue, pack), catalogue, draw(N, 1))


def _u(house: ResolvedHouse, side: str, catalogue: Catalogue) -> float:
    return u_value_gb50176(layers_of(house.elements[f"wall.{side}"], catalogue.materials))


def _both(
    spread: Spread, chosen: Chosen, pack: PolicyPack
) -> list[tuple[ResolvedHouse, ResolvedHouse]]:
    """Return the drawn houses before and after a measure."""
    before = spread.together()
    after = spread.works(before, (chosen,), pack)
    return [(one_of(before, k), one_of(after, k)) for k in range(N)]


def test_the_same_seed_draws_the_same_houses(spread: Spread, catalogue: Catalogue) -> None:
    again = Spread(spread.house, catalogue, draw(N, 1))
    assert [h.air.factor for h in again.before()] == [h.air.factor for h in spread.before()]


@pytest.mark.parametrize(("follower", "leader"), [("ach_after", "ach"), ("hours", "theta")])
def test_what_follows_has_the_correlation_of_the_table(follower: str, leader: str) -> None:
    u = draw(2048, 3).u
    pair = [standard_normal(u[follower]), standard_normal(u[leader])]
    assert np.corrcoef(pair)[0, 1] == pytest.approx(0.5, abs=0.03)


def test_a_larger_sample_begins_with_the_houses_of_a_smaller_one() -> None:
    small, large = draw(16, 3).u, draw(64, 3).u
    assert all(np.array_equal(small[group], large[group][:16]) for group in GROUPS)


def test_all_walls_of_one_kind_are_drawn_together_around_the_typical_value(
    spread: Spread, catalogue: Catalogue
) -> None:
    houses = spread.before()
    north = np.array([_u(h, "N", catalogue) for h in houses])
    south = np.array([_u(h, "S", catalogue) for h in houses])
    typical = _u(spread.house, "N", catalogue)
    assert north == pytest.approx(south)
    assert np.median(north) == pytest.approx(typical, rel=0.05)
    assert 0.05 < np.log(north).std() < 0.25


def test_the_same_old_wall_stands_in_both_states(
    spread: Spread, catalogue: Catalogue, pack: PolicyPack
) -> None:
    for old, new in _both(spread, Chosen("W_EPS80", ("N",)), pack):
        assert new.elements["wall.S"] == old.elements["wall.S"]
        assert new.elements["wall.N"].layers[1:] == old.elements["wall.N"].layers
        assert new.plan == old.plan


def test_works_turn_out_worse_than_planned_on_average(
    spread: Spread, catalogue: Catalogue, pack: PolicyPack
) -> None:
    planned = apply(spread.house, catalogue.measures["W_EPS80"], catalogue)
    both = _both(spread, Chosen("W_EPS80"), pack)
    drawn = np.mean([_u(after, "N", catalogue) for _, after in both])
    assert drawn > _u(planned, "N", catalogue)


def test_air_before_and_after_is_half_shared_and_keeps_the_limits(
    spread: Spread, catalogue: Catalogue, pack: PolicyPack
) -> None:
    both = _both(spread, Chosen("WIN_SEAL"), pack)
    for old, new in both:
        n_old = air_state(old, "standard", catalogue, pack).n
        n_new = air_state(new, "standard", catalogue, pack).n
        assert pack.air.n_minimum.value <= n_new <= n_old
        assert n_old - n_new <= pack.air.n_credit_max.value + 1e-9
    factors = np.log([[o.air.factor, n.air.factor] for o, n in both])
    assert 0.2 < np.corrcoef(factors.T)[0, 1] < 0.9


def test_only_a_blower_door_makes_the_air_change_well_known(spread: Spread) -> None:
    def deviation(**air: object) -> float:
        house = replace(spread.house, air=replace(spread.house.air, **air))
        return float(np.log([h.air.factor for h in replace(spread, house=house).before()]).std())

    told = deviation(provenance="told")
    assert deviation(provenance="measured") == told  # a class that was looked at is a class
    assert deviation(provenance="default") > told > 2.0 * deviation(n50=12.0)


def test_actual_use_draws_set_point_and_plant(spread: Spread) -> None:
    houses = spread.in_use(spread.before())
    days = np.array([h.actual.theta_day for h in houses])
    assert days.std() > 0.5
    assert len({h.heating.efficiency for h in houses}) == N
    assert all(h.standard == spread.house.standard for h in houses)


def test_a_provenance_without_a_row_takes_the_nearest(catalogue: Catalogue) -> None:
    exact = row_for(catalogue, "geometry", "told")
    assert exact is not None
    assert exact.id == "geometry_told"
    fallback = row_for(catalogue, "window_area", "told")
    assert fallback is not None
    assert fallback.id == "window_area_default"
    assert row_for(catalogue, "no_such_quantity", "told") is None
