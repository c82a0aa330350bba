"""What people type and what they see."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.i18n import LANGUAGES, Language
from app.model.survey import ParseError, all_specs, format_value, parse_value, spec
from app.model.survey.forms import REFUSALS, is_id_number
from app.model.survey.spec import Kind
from tests.model.survey.houses import written


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("C02", "１５．６", 15.6),
        ("C02", "15。6", 15.6),
        ("C02", "15，6", 15.6),
        ("C02", " 15.60 米 ".replace("米", "m"), 15.6),
        ("K03", "2,400", 2400),
        ("K03", "２，４００元", 2400),
        ("C01", "5间", 5),
        ("D02", "４００", 400),
        ("F05", "-", 0),
        ("F05", "－", 0),
        ("I09", "-3。5", -3.5),
        ("I09", "－３", -3.0),
        ("K01", ".5", 0.5),
        ("F07", "1.2×0.9", "1.20x0.90"),
        ("F07", "１．２＊０．９", "1.20x0.90"),
        ("Q01", "2026年11月22日", "2026-11-22"),
        ("Q01", "20261122", "2026-11-22"),
        ("Q01", "２０２６．１１．２", "2026-11-02"),
        ("I06", "11-15至03-15", "11-15/03-15"),
        ("I06", "11月1日 到 3月31日", "11-01/03-31"),
        ("B14", "39。1，117。2", "39.1,117.2"),
        ("A03", "11010519491231002x", "11010519491231002X"),
        ("A04", "０２２－１２３４５６７８", "022-12345678"),
        ("I01", "热泵热风机", "ashp_a"),
        ("I01", "ashp_a", "ashp_a"),
        ("I01", "gas boiler", "gas"),
        ("J02", "电、罐装气", ("elec", "lpg")),
        ("B10", "none", ("none",)),
        ("A11", "是", True),
        ("A11", "no", False),
        ("A02", " 王 示范 ", "王 示范"),
    ],
)
def test_what_is_typed_is_understood(field: str, text: str, value: Any) -> None:
    assert parse_value(spec(field), text) == value


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("C02", "十五", "number"),
        ("C02", "-", "number"),
        ("C02", "1.2.3", "number"),
        ("C02", "nan", "number"),
        ("C02", "1e5", "number"),
        ("C01", "2.5", "whole"),
        ("I01", "壁炉", "choice"),
        ("J02", "电、壁炉", "choice"),
        ("A11", "也许", "choice"),
        ("Q01", "2026-02-30", "date"),
        ("Q01", "昨天", "date"),
        ("I06", "11-15", "season"),
        ("I06", "11-31/03-15", "season"),
        ("A03", "110105194912310021", "id_number"),
        ("A03", "110105194913310022", "id_number"),
        ("A04", "abc", "phone"),
        ("A04", "1380000000000000", "long"),
        ("B14", "39.1", "coordinates"),
        ("B14", "51.5,-0.1", "coordinates"),
        ("F07", "1.2", "size"),
        ("F07", "axb", "number"),
        ("A02", "王" * 31, "long"),
    ],
)
def test_what_cannot_be_understood_is_named(field: str, text: str, code: str) -> None:
    with pytest.raises(ParseError) as refused:
        parse_value(spec(field), text)
    assert refused.value.code == str(refused.value) == code
    assert refused.value.text == REFUSALS[code]


@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_what_is_shown_is_read_back(data: st.DataObject, language: Language) -> None:
    declared = data.draw(st.sampled_from(list(all_specs().values())))
    value = data.draw(written(declared))
    if declared.kind is Kind.MULTI and not value:
        return  # nothing picked is a blank, not a value
    assert parse_value(declared, format_value(declared, value, language)) == value


def test_values_are_shown_in_the_language_asked_for() -> None:
    assert format_value(spec("J02"), ("lpg", "elec"), "zh") == "罐装气、电"
    assert format_value(spec("J02"), ("lpg", "elec"), "en") == "Bottled gas, Electricity"
    assert format_value(spec("C02"), 15.6, "zh") == "15.60"
    assert format_value(spec("A11"), True, "zh") == "是"
    assert format_value(spec("I01"), "of_a_later_release", "zh") == "of_a_later_release"


def test_an_id_number_has_a_birth_date_and_a_check_digit() -> None:
    # 11010519491231002X: the example of GB 11643-1999
    assert is_id_number("11010519491231002X")
    assert not is_id_number("11010519491231002")
    assert not is_id_number("110105194912310020")
