"""Amounts of fuel in the words of the household: every carrier by its own unit."""

import pytest

from app.report.texts import amount
from app.store.catalogue import load_catalogue


def plainly(message: str) -> str:
    return message


@pytest.mark.parametrize(
    ("carrier", "value", "words"),
    [
        ("electricity", 2712.0, "2,700 kWh of electricity"),
        ("heat", 34419.0, "34,400 kWh of district heat"),
        ("washed_coal", 1850.0, "1.9 t of coal"),
        ("raw_coal", 2300.0, "2.3 t of coal"),
        ("lpg", 104.0, "100 kg of bottled gas"),
        ("biogas", 412.0, "410 m³ of biogas"),
        ("pellet", 3000.0, "3.0 t of firewood or pellets"),
    ],
)
def test_a_carrier_is_said_in_its_unit(carrier: str, value: float, words: str) -> None:
    assert amount(carrier, value, plainly) == words


def test_only_what_is_weighed_is_said_in_tons() -> None:
    for carrier in load_catalogue().carriers.values():
        if carrier.unit != "kg" and carrier.id != "solar":
            assert " t of" not in amount(carrier.id, 1000.0, plainly)
