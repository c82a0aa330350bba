"""Eight houses at a time in single precision: near to double; no house minds its neighbours."""

from dataclasses import replace

import pytest

from app.calc.engine import heating_needs
from app.calc.measures import Chosen
from app.calc.spread import Spread, draw
from app.calc.thermal_model import thermal_model
from app.model.catalogue import Catalogue, PolicyPack
from app.model.hourly import EngineOptions
from app.model.thermal import InfiltrationConstant, ThermalModel
from app.services.assess import load_context
from tests.brick_house import brick_house
from tests.calc.engine_houses import (
    EPS,
    brick_room,
    weather_year,
    with_construction,
    with_heating,
    with_side_room,
    with_zone,
)

WEATHER = weather_year()
DOUBLE = EngineOptions(balance=False, season_only=True)
SINGLE = replace(DOUBLE, single="all")
CLOSE = 2e-5
"""Deviation of a heating need that is allowed [-]: a hundredth of what the films are known to."""


def _insulated() -> ThermalModel:
    room = brick_room()
    for name in ("wall", "roof"):
        room = with_construction(room, name, (EPS, *room.constructions[name].layers))
    return room


def _two_heated(**changes: object) -> ThermalModel:
    return with_heating(with_side_room(brick_room()), zones=("main", "side"), **changes)


HOUSES = {
    "room": brick_room(),
    "insulated": _insulated(),
    "side room": with_side_room(brick_room()),
    "partition of two sides": with_side_room(brick_room(), faces=2),
    "operative": with_heating(brick_room(), control="operative"),
    "radiant": with_heating(brick_room(), convective_fraction=0.4),
    "small heater": with_heating(brick_room(), phi_max={"main": 2000.0}),
    "by day": with_heating(brick_room(), theta_set=((None,) * 6 + (16.0,) * 16 + (None,) * 2)),
    "two heated": _two_heated(),
    "two heated, small heaters": _two_heated(phi_max={"main": 2500.0, "side": 300.0}),
}


@pytest.mark.parametrize("name", HOUSES)
def test_needs_in_single_precision_are_close(name: str) -> None:
    models = [with_zone(HOUSES[name], infiltration=InfiltrationConstant(0.3 * n)) for n in (1, 2)]
    single = heating_needs(models, WEATHER, SINGLE)
    double = heating_needs(models, WEATHER, DOUBLE)
    assert single == pytest.approx(double, rel=CLOSE)
    assert single != double  # it really was another precision


@pytest.mark.parametrize("option", [(), ("W_EPS80", "R_EPS100"), ("SUN_SINGLE",)])
def test_drawn_houses_run_in_single_precision_where_asked(
    option: tuple[str, ...], catalogue: Catalogue, pack: PolicyPack
) -> None:
    weather = load_context().weather
    spread = Spread(brick_house(catalogue, pack), catalogue, draw(11, 3))
    wide = spread.works(spread.together(), tuple(map(Chosen, option)), pack)
    model = thermal_model(wide, "standard", catalogue, pack, weather)
    drawn = replace(DOUBLE, single="drawn")
    plain = brick_room()
    double, alone = heating_needs([model, plain], weather, DOUBLE)
    single, same = heating_needs([model, plain], weather, drawn)
    assert single == pytest.approx(double, rel=CLOSE)
    assert (single != double).any()
    assert same == alone


@pytest.mark.parametrize("options", [DOUBLE, SINGLE], ids=["double", "single"])
@pytest.mark.parametrize("name", ["radiant", "two heated, small heaters"])
def test_neighbours_in_a_block_change_nothing(name: str, options: EngineOptions) -> None:
    house = HOUSES[name]
    [alone] = heating_needs([house], WEATHER, options)
    others = [
        with_heating(
            with_zone(house, infiltration=InfiltrationConstant(0.2 * n)),
            phi_max={} if n % 2 else {"main": 400.0 * n},
        )
        for n in range(9)
    ]
    for place in (0, 3, 7, 8):
        needs = heating_needs([*others[:place], house, *others[place:]], WEATHER, options)
        assert needs[place] == alone
