"""Records come out of a parcel as they went in."""

import pickle
from dataclasses import dataclass
from enum import StrEnum

import pytest

from app.errors import IncompleteError
from app.i18n import Text
from app.model.quick import replace
from app.services.parcels import packed, unpacked


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class One:
    value: object


@dataclass(frozen=True, slots=True)
class Two(One):
    other: object = None


@dataclass(frozen=True, slots=True)
class Bare:
    pass


@dataclass
class Plain:
    value: int


@pytest.mark.parametrize(
    "thing",
    [
        One(1), Two(One((1, 2.5)), {"a": Two(None, [Colour.RED])}), Bare(), Plain(3), Colour.RED,
        Text("墙", "wall"), (One, 3), None, [Two(float("inf"), b"x")],
    ],
)  # fmt: skip
def test_what_comes_out_is_what_went_in(thing: object) -> None:
    found = unpacked(packed(thing))
    assert found == thing and type(found) is type(thing)


def test_what_is_shared_stays_shared() -> None:
    wall = One("wall")
    first, second = unpacked(packed((wall, Two(wall))))
    assert second.value is first


def test_an_error_keeps_its_fields() -> None:
    found = unpacked(packed(IncompleteError("Enter the length of the house (C02).", ("C02",))))
    assert str(found) == "Enter the length of the house (C02)." and found.fields == ("C02",)


def test_a_record_that_came_can_be_changed_and_sent_on() -> None:
    came = unpacked(packed(Two(1, 2)))
    assert unpacked(packed(replace(came, other=3))) == Two(1, 3)
    assert pickle.loads(pickle.dumps(came)) == came


def test_what_cannot_be_sent_is_told_to_the_sender() -> None:
    with pytest.raises((TypeError, AttributeError, pickle.PicklingError)):
        packed(One(lambda: None))
