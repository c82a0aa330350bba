"""The quick copy of a record is the one of the standard library."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.house import BuildLayer
from app.model.quick import replace

LAYER = BuildLayer("brick", 0.37, lambda_factor=1.1)


@given(d=st.floats(0.0, 1.0), added=st.booleans(), r=st.none() | st.floats(0.0, 9.0))
def test_it_makes_the_same_record_as_the_standard_library(
    d: float, added: bool, r: float | None
) -> None:
    found = replace(LAYER, d=d, added=added, r=r)
    assert found == dataclasses.replace(LAYER, d=d, added=added, r=r)
    assert hash(found) == hash(dataclasses.replace(found))
    assert BuildLayer("brick", 0.37, lambda_factor=1.1) == LAYER


def test_a_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(TypeError, match="BuildLayer"):
        replace(LAYER, thickness=0.1)


def test_records_that_check_themselves_are_refused() -> None:
    @dataclasses.dataclass(frozen=True, slots=True)
    class Positive:
        x: float

        def __post_init__(self) -> None:
            if self.x < 0.0:
                raise ValueError

    with pytest.raises(TypeError, match="Positive"):
        replace(Positive(1.0), x=-1.0)
