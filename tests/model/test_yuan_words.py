"""Formal numerals: the usual traps, each with the words a bank would write."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.yuan_words import MOST, formal_yuan

WORDS = {
    0: "零", 1: "壹", 10: "壹拾", 15: "壹拾伍", 20: "贰拾", 100: "壹佰", 101: "壹佰零壹",
    110: "壹佰壹拾", 111: "壹佰壹拾壹", 1000: "壹仟", 1001: "壹仟零壹", 1010: "壹仟零壹拾",
    1100: "壹仟壹佰", 1409: "壹仟肆佰零玖", 6007: "陆仟零柒", 10_000: "壹万",
    10_001: "壹万零壹", 10_010: "壹万零壹拾", 10_100: "壹万零壹佰", 11_000: "壹万壹仟",
    13_100: "壹万叁仟壹佰", 16_409: "壹万陆仟肆佰零玖", 100_000: "壹拾万",
    107_000: "壹拾万柒仟", 100_500: "壹拾万零伍佰", 1_000_000: "壹佰万",
    1_005_000: "壹佰万伍仟", 1_000_005: "壹佰万零伍", 20_030_004: "贰仟零叁万零肆",
    100_000_000: "壹亿", 100_000_001: "壹亿零壹", 100_001_000: "壹亿零壹仟",
    100_010_000: "壹亿零壹万", 1_010_100_101: "壹拾亿壹仟零壹拾万零壹佰零壹",
}  # fmt: skip
VALUES = {digit: number for number, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(("amount", "words"), WORDS.items())
def test_amounts_as_a_bank_writes_them(amount: int, words: str) -> None:
    assert formal_yuan(amount) == f"人民币{words}元整"


def read(words: str) -> int:
    """Read a formal numeral back, digit by digit."""
    total = group = digit = 0
    for sign in words:
        if sign in VALUES:
            digit = VALUES[sign]
        elif sign in PLACES:
            group += digit * PLACES[sign]
            digit = 0
        else:
            total += (group + digit) * {"万": 10**4, "亿": 10**8}[sign]
            group = digit = 0
    return total + group + digit


@given(st.integers(0, MOST))
def test_every_amount_reads_back(amount: int) -> None:
    words = formal_yuan(amount).removeprefix("人民币").removesuffix("元整")
    assert read(words) == amount
    assert "零零" not in words
    assert not re.search(r"零[万亿]", words)
    assert amount == 0 or not words.endswith("零")


@pytest.mark.parametrize("amount", [-1, MOST + 1])
def test_what_cannot_be_written_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        formal_yuan(amount)
