"""Design heat load by hand (worked example: room of 3.6 m by 6.0 m by 3.0 m)."""

import dataclasses

import pytest

from app.calc.heat_load import (
    HeatedPart,
    HeatLoadCase,
    design_heat_load,
    transmission,
    ventilation,
)

ROOM = HeatLoadCase(
    parts=(
        HeatedPart(9.0, 1.5),
        HeatedPart(2.7, 4.9),
        HeatedPart(9.6, 1.5),
        HeatedPart(1.2, 4.9),
        HeatedPart(21.6, 1.1),
        HeatedPart(16.2, 1.9, 0.5),
    ),
    theta_int=16.0,
    theta_e=-9.0,
    theta_year=13.0,
    volume=64.8,
    n=1.2,
    area=21.6,
    ground_area=21.6,
    ground_u=0.42,
    delta_u_tb=0.10,
    reheat=13.0,
)


def test_a_room_has_the_load_of_the_worked_example() -> None:
    assert transmission(ROOM) * 25.0 == pytest.approx(2303.7, abs=0.05)
    assert ventilation(ROOM) * 25.0 == pytest.approx(661.0, abs=0.05)
    assert design_heat_load(ROOM) == pytest.approx(3245.5, abs=0.1)


def test_without_heating_up_the_allowance_is_gone() -> None:
    assert design_heat_load(dataclasses.replace(ROOM, reheat=0.0)) == pytest.approx(2964.7, abs=0.1)
