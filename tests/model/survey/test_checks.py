"""Each check fires where it must and is silent where it must."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.change import Edit
from app.model.survey import (
    Problem,
    Survey,
    VillageValues,
    all_specs,
    apply_edit,
    apply_village_edit,
    check_survey,
    is_asked,
    row_kind_of,
    spec,
    with_value,
)
from app.model.value import Empty, Provenance, Value
from tests.model.survey.houses import AT, FEW, sound_survey, surveys, told, with_answers

ROW = "e" * 32


def found(survey: Survey, field: str, village: VillageValues | None = None) -> list[Problem]:
    return [problem for problem in check_survey(survey, village) if problem.field == field]


def codes(survey: Survey, field: str) -> list[str]:
    return [f"{problem.code} {problem.severity}" for problem in found(survey, field)]


def test_a_sound_survey_has_no_problem() -> None:
    assert check_survey(sound_survey()) == ()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("D02", 37, "limit hard"),
        ("D02", 1001, "limit hard"),
        ("D02", 200, "limit soft"),
        ("C02", 41.0, "limit hard"),
        ("A06", 9, "limit soft"),
        ("A07", 4, "limit hard"),
        ("B04", 2027, "limit hard"),
        ("B04", 1899, "limit hard"),
        ("B04", 1940, "limit soft"),
        ("I07", 31.0, "limit hard"),
        ("I07", 26.0, "limit soft"),
        ("F07", "3.10x0.90", "limit hard"),
        ("F07", "1.20x1.60", "limit soft"),
        ("K03", 9000, "limit soft"),
        ("C05", 0.5, "limit soft"),
        ("L01", 5.0, "limit soft"),
        ("C05", 6.0, "X02 hard"),
        ("C02", 13.0, "X03 soft"),
        ("C02", 22.0, "X03 soft"),
        ("D02", 300, "X04 soft"),
        ("M01", "D", "X10 stop"),
        ("M01", "unk", "X23 soft"),
        ("M01", "C", "note soft"),
        ("I10", "bad", "X13 stop"),
        ("E06", "some", "X20 soft"),
        ("D08", "damp", "X20 soft"),
        ("N01", "no", "X24 soft"),
        ("I03", 0.5, "efficiency soft"),
        ("A09", "none", "note soft"),
        ("M05", "obvious", "note soft"),
        ("B10", ("none", "wall"), "note soft"),
        ("B02", 2, "note soft"),
        ("A02", "王示范样例", "note soft"),
        ("A04", "022-12345678", "note soft"),
        ("C01", "five", "type hard"),
        ("I01", "hearth", "type hard"),
        ("J02", ("hearth",), "type hard"),
        ("Q01", "2026-13-01", "type hard"),
        ("A03", "110105194912310020", "type hard"),
        ("Q04", "字" * 501, "type hard"),
        ("A11", False, "missing missing"),
    ],
)
def test_an_answer_is_seen_to_be_odd(field: str, value: Any, code: str) -> None:
    assert code in codes(sound_survey(**{field: value}), field)
    assert code not in codes(sound_survey(), field)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("A02", "买买提·吐尔逊"),
        ("A04", "13800000000"),
        ("A07", 3),
        ("B04", 2020),
        ("C08", 0.0),
        ("N02", 0),
        ("D02", 460),
        ("I03", 2.6),
        ("F07", "0.50x1.50"),
        ("K03", 6000),
        ("A03", "11010519491231002X"),
    ],
)
def test_an_answer_that_is_all_right_is_left_alone(field: str, value: Any) -> None:
    assert found(sound_survey(**{field: value}), field) == []


SOFT = [("D02", 200), ("C02", 13.0), ("M01", "unk"), ("A09", "none"), ("E06", "some")]


@pytest.mark.parametrize(("field", "value"), SOFT)
def test_a_confirmed_odd_answer_is_no_problem(field: str, value: Any) -> None:
    odd = sound_survey(**{field: value})
    assert all(problem.confirmable for problem in found(odd, field))
    assert found(with_value(odd, field, told(value, confirmed=True)), field) == []


@pytest.mark.parametrize(("field", "value"), [("D02", 37), ("M01", "D"), ("I10", "bad")])
def test_what_blocks_cannot_be_confirmed(field: str, value: Any) -> None:
    survey = with_value(sound_survey(), field, told(value, confirmed=True))
    blocking = [p for p in found(survey, field) if p.severity in ("hard", "stop")]
    assert blocking and not any(problem.confirmable for problem in blocking)


def test_the_sentence_says_what_is_seen_and_what_to_do() -> None:
    (problem,) = found(sound_survey(D02=37), "D02")
    assert problem.message.zh == "墙厚 37 毫米太薄 (是不是厘米？)。请填毫米，例如 370。"
    assert problem.message.en == (
        "Wall thickness: 37 mm is too thin (is it cm?). Enter mm, for example 370."
    )
    (problem,) = [p for p in found(sound_survey(C02=1650.0), "C02") if p.code == "limit"]
    assert problem.message.zh == "面宽 1650 米太大 (是不是厘米？)。请填米，例如 16.5。"
    (problem,) = [p for p in found(sound_survey(K01=2500.0), "K01") if p.code == "limit"]
    assert "是不是公斤" in problem.message.zh
    (problem,) = found(sound_survey(A06=16), "A06")
    assert (
        problem.message.zh
        == "冬天常住人口 16 人太多，照这个数算会错。应在 0 到 15 之间，请再看一遍。"
    )


def window(survey: Survey, **answers: Any) -> Survey:
    survey = apply_edit(survey, Edit("@row", told("window"), ROW))
    return with_answers(survey, answers, ROW)


def test_windows_larger_than_their_wall_are_seen_on_every_side() -> None:
    # the front wall is 16.5 x 3.0 = 49.5 m2, 70 % of it 34.65 m2
    assert "X01 hard" in codes(sound_survey(F02=5.0, F03=2.4, F04=3), "F04")  # 36.0 m2
    assert "X01 hard" not in codes(sound_survey(F02=5.0, F03=2.3, F04=3), "F04")  # 34.5 m2
    assert "X01 hard" in codes(sound_survey(F05=15, F07="2.50x1.50"), "F05")
    side = window(sound_survey(F08="yes"), W01="E", W02="st1", W03=5.0, W04=2.5, W05=2)
    assert "X01 hard" in codes(side, "F08")  # 25.0 of 20.7 m2
    assert "X01 hard" not in codes(with_value(side, "W05", told(1), ROW), "F08")


def test_an_unknown_room_height_makes_no_window_too_large() -> None:
    survey = sound_survey(F02=5.0, F03=2.6, F04=3, C04=Empty.UNKNOWN)  # 39.0 of 16.5 x 3.6 m2
    assert "X01 hard" not in codes(survey, "F04")


def test_old_construction_in_a_new_house_is_odd() -> None:
    assert "X05 soft" in codes(sound_survey(B04=2010, D01="adobe", D02=450), "B04")
    assert "X05 soft" in codes(sound_survey(B04=2010, F01="wd1"), "B04")
    assert "X05 soft" not in codes(sound_survey(B04=2005, F01="wd1"), "B04")
    assert "X05 soft" not in codes(sound_survey(B04=2010), "B04")


def test_coal_to_the_square_metre_has_a_usual_range() -> None:
    # heated area 16.5 x 6.9 x 3 / 5 = 68.3 m2: usual 0.68 to 5.46 t
    for tonnes, odd in ((0.6, True), (0.7, False), (5.4, False), (5.5, True), (0.0, False)):
        survey = sound_survey(I01="coal_rad", I10="ok_alarm", K01=tonnes, B06=1)
        assert ("X06 soft" in codes(survey, "K01")) is odd, tonnes


def test_coal_needs_something_that_burns_it() -> None:
    assert "X07 soft" in codes(sound_survey(K01=2.0), "K01")
    for burner in ({"I01": "coal_rad"}, {"I05": ("kang",)}, {"J02": ("coal",)}, {"I05": ("oth",)}):
        assert "X07 soft" not in codes(sound_survey(K01=2.0, **burner), "K01")


def test_yuan_and_kilowatt_hours_are_told_apart_by_the_price() -> None:
    assert "X08 soft" in codes(sound_survey(K03=5000, K03B=2400), "K03")  # 2.08 yuan
    assert "X08 soft" not in codes(sound_survey(K03=2400, K03B=5000), "K03")  # 0.48 yuan
    assert "X08 soft" not in codes(sound_survey(K03=5000, K03U="kwh", K03B=2400), "K03")


def test_the_usual_range_follows_the_unit_of_the_amount() -> None:
    assert "limit soft" not in codes(sound_survey(K03=9000, K03U="kwh"), "K03")
    (problem,) = found(sound_survey(K03=500, K03U="kwh"), "K03")
    assert problem.message.zh.startswith("一年电费或电量 500 度偏少")


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"B10": ("wall",), "B11": 1990}, "B11"),
        ({"R09": "2026-10-13"}, "R09"),
        ({"R09": "1992-06-01"}, "R09"),
        ({"Q01": "2026-10-13"}, "Q01"),
        ({"Q01": "2019-12-31"}, "Q01"),
    ],
)
def test_dates_out_of_order_are_seen(answers: dict[str, Any], field: str) -> None:
    assert codes(sound_survey(**answers), field) == ["X17 hard"]


def test_dates_in_order_are_left_alone() -> None:
    answers = {"B10": ("wall",), "B11": 1994, "R09": "2025-06-01", "Q01": "2026-10-11"}
    assert check_survey(sound_survey(**answers)) == ()


def test_a_house_without_any_window_is_seen() -> None:
    bare = sound_survey(F04=0, F05=0, F08="yes")
    assert "X25 hard" in codes(bare, "F04")
    side = window(bare, W01="E", W02="st1", W03=1.2, W04=1.2, W05=1)
    assert "X25 hard" not in codes(side, "F04")


def test_without_front_windows_their_size_is_not_asked() -> None:
    survey = sound_survey(F04=0)
    for field in ("F01", "F02", "F03"):
        survey = with_value(survey, field, Value())
        assert codes(survey, field) == []
    assert codes(with_value(sound_survey(), "F01", Value()), "F01") == ["missing missing"]


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"D03": "yes"}, "D04"),
        ({"D03": "yes"}, "D05"),
        ({"E04": "eps"}, "E05"),
        ({"I01": "gas", "I10": "ok_alarm"}, "K05"),
        ({"B10": ("roof", "wall")}, "B11"),
    ],
)
def test_a_conditional_field_is_missing_only_when_asked(
    answers: dict[str, Any], field: str
) -> None:
    asked = sound_survey(**answers)
    assert is_asked(asked, spec(field)) and not is_asked(sound_survey(), spec(field))
    assert codes(asked, field) == ["missing missing"]
    unknown = with_value(asked, field, told(Empty.UNKNOWN))
    assert codes(unknown, field) == []


def test_a_row_misses_what_describes_it() -> None:
    bare = window(sound_survey(), W01="E", W05=2)
    missing = [(p.field, p.row) for p in check_survey(bare) if p.severity == "missing"]
    assert missing == [("W03", ROW), ("W04", ROW)]  # the type is that of the front windows
    wrong = window(sound_survey(), W01="E", W03=9.0, W04=1.2, W05=2)
    assert ("W03", "limit", "hard", ROW) in [
        (p.field, p.code, p.severity, p.row) for p in check_survey(wrong)
    ]


def test_more_than_five_unknown_essentials_are_too_many() -> None:
    five = dict.fromkeys(("B04", "E03", "H01", "I07", "K01"), Empty.UNKNOWN)
    assert check_survey(sound_survey(**five)) == ()
    six = sound_survey(**five, K03=Empty.UNKNOWN)
    assert [(p.code, p.severity) for p in check_survey(six)] == [("unknown", "hard")]


def test_this_year_is_the_year_of_the_survey() -> None:
    later = Value(2027, None, Provenance.TOLD, "甲", datetime(2027, 3, 1, tzinfo=UTC))
    survey = with_value(with_value(sound_survey(), "Q01", Value()), "B04", later)
    assert "limit hard" not in codes(survey, "B04")
    assert "limit hard" in codes(sound_survey(B04=AT.year + 1), "B04")


def test_the_surveyor_is_on_the_list_of_the_village() -> None:
    village = apply_village_edit(VillageValues(), Edit("V10", told("李师傅、赵工")))
    assert found(sound_survey(Q02="赵工"), "Q02", village) == []
    assert [p.code for p in found(sound_survey(Q02="钱工"), "Q02", village)] == ["note"]
    assert found(sound_survey(Q02="钱工"), "Q02") == []


@FEW
@given(survey=surveys())
def test_checks_take_any_survey_and_name_its_fields(survey: Survey) -> None:
    for problem in check_survey(survey):
        assert spec(problem.field)
        assert problem.message.zh and problem.message.en
        assert problem.confirmable == (problem.severity == "soft")


JUNK = st.one_of(
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True),
    st.text(max_size=3),
    st.just("9999-99-99"),
    st.lists(st.text(max_size=2), max_size=2).map(tuple),
)


@given(field=st.sampled_from([f for f in all_specs() if not row_kind_of(f)]), junk=JUNK)
def test_no_stored_value_makes_the_checks_fail(field: str, junk: Any) -> None:
    if field == "F07":
        field = "F05"  # a size is stored as two numbers
    check_survey(with_value(sound_survey(), field, told(junk)))


def test_a_date_entered_in_the_morning_is_today_in_the_east() -> None:
    late = Value("2026-10-13", None, Provenance.TOLD, "甲", datetime(2026, 10, 12, 23, tzinfo=UTC))
    assert found(with_value(sound_survey(), "Q01", late), "Q01") == []


def test_problems_come_in_paper_order() -> None:
    fields = [p.field for p in check_survey(sound_survey(A06=9, C02=13.0, D02=37, I07=26.0))]
    assert fields == ["A06", "C02", "D02", "I07"]
