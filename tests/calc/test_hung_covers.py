"""Curtains that somebody must draw count in standard use only where the pack says so."""

import msgspec
import pytest

from app.calc.engine import simulate
from app.calc.measures import apply_all, parse_chosen
from app.calc.thermal_model import counted, has_hung_covers, thermal_model
from app.model.catalogue import PolicyPack
from app.model.catalogue.prices import CoverRule
from app.model.catalogue.sourced import Sourced
from app.model.hourly import EngineOptions
from app.model.house import ResolvedHouse, Use
from app.services.assess import load_context
from app.store.catalogue import load_catalogue, load_policy_pack
from tests.calc.house_samples import sample_house

CATALOGUE, PACK = load_catalogue(), load_policy_pack()
COUNTING = msgspec.structs.replace(PACK, covers=CoverRule(Sourced(1.0, "C", "x")))
WEATHER = load_context().weather
HOUSE = sample_house(CATALOGUE, PACK)


def need(house: ResolvedHouse, use: Use, pack: PolicyPack) -> float:
    model = thermal_model(house, use, CATALOGUE, pack, WEATHER)
    return simulate([model], WEATHER, EngineOptions(season_only=True, balance=False))[0].q_h_nd


@pytest.mark.parametrize("measure", ["CURTAIN@S+N", "DOOR_QUILT"])
def test_what_must_be_drawn_saves_in_actual_use_and_in_the_verdict_by_setting(
    measure: str,
) -> None:
    hung = apply_all(HOUSE, [parse_chosen(measure)], CATALOGUE)
    assert has_hung_covers(hung)
    bare = need(HOUSE, "standard", PACK)
    assert need(hung, "standard", PACK) == pytest.approx(bare, rel=1e-9)
    assert need(hung, "standard", COUNTING) < bare
    assert need(hung, "actual", PACK) < need(HOUSE, "actual", PACK)
    assert need(hung, "actual", PACK) == need(hung, "actual", COUNTING)


def test_a_second_window_and_what_hangs_there_already_count() -> None:
    window = apply_all(HOUSE, [parse_chosen("WIN_ADD@S+N")], CATALOGUE)
    assert not has_hung_covers(window)
    assert counted(window, "standard", PACK) is window
    assert need(window, "standard", PACK) < need(HOUSE, "standard", PACK)
