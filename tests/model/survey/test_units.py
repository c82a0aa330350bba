"""Units behind values: English has one person and two people; a year needs no word."""

import pytest

from app.model.survey import spec
from app.model.survey.messages import amount
from app.model.survey.units import UNITS_EN, unit_of
from app.services.trace_text import number


@pytest.mark.parametrize(
    ("field", "value", "english", "chinese"),
    [
        ("A06", 1, "person", "人"), ("A06", 2, "people", "人"), ("A06", 0, "people", "人"),
        ("B06", 1, "storey", "层"), ("B06", 2, "storeys", "层"),
        ("C05", 1.0, "bay", "间"), ("C05", 0.5, "bays", "间"),
        ("B04", 1996, "", "年"), ("C02", 1.0, "m", "m"), ("N03", 1, "day", "工日"),
    ],
)  # fmt: skip
def test_one_is_not_many(field: str, value: float, english: str, chinese: str) -> None:
    assert spec(field).unit_of(value, "en") == english
    assert spec(field).unit_of(value, "zh") == chinese


@pytest.mark.parametrize(("value", "word"), [(1996, ""), (None, ""), (5, "years"), (1, "year")])
def test_years_that_are_counted_have_a_word(value: int | None, word: str) -> None:
    assert unit_of("年", value, "en") == word
    assert unit_of("年", value, "zh") == "年"


def test_every_counted_thing_has_a_singular() -> None:
    same = {"kWh", "h", "1/h", "t", "yuan", "°C", "year", "month and day"}
    for unit, word in UNITS_EN.items():
        if word not in same and "/" not in word:
            assert unit_of(unit, 1, "en") != word, word


def test_sentences_use_them() -> None:
    assert amount(spec("A06"), 1) == ("1 人", "1 person")
    assert amount(spec("B04"), 1890) == ("1890 年", "1890")


def test_an_opened_number_speaks_one_language() -> None:
    assert number(2.0, "人", "en") == "2 people"
    assert number(1.0, "间", "en") == "1 bay"
    assert number(1996.0, "年", "en") == "1996"
    assert number(1996.0, "年", "zh") == "1996 年"
    assert number(12345.0, "yuan", "zh") == "12,345 元"
