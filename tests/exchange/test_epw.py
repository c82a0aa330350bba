"""Weather files: what is read, and what is refused with which sentence."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import AppError, FileError, ForeignFileError
from app.exchange.epw import LARGEST, load_epw, parse_epw, read_epw
from app.i18n import set_language
from app.resources import resource

TIANJIN = resource("climate", "CHN_TJ_Tianjin.SYN_CC0.epw")


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    set_language("zh")


@pytest.fixture(scope="module")
def text() -> str:
    return TIANJIN.read_text(encoding="utf-8")


def _with(text: str, line: int, column: int, value: str) -> str:
    lines = text.splitlines()
    fields = lines[line - 1].split(",")
    fields[column] = value
    lines[line - 1] = ",".join(fields)
    return "\n".join(lines)


def test_the_bundled_year_is_read_and_known_as_synthetic() -> None:
    year = read_epw(TIANJIN)
    assert (year.latitude, year.longitude, year.tz) == (39.10, 117.17, 8.0)
    assert len(year.theta_e) == 8760
    assert year.synthetic
    assert len(year.sha256) == 64
    # figures published with the file
    assert year.theta_e.mean() == pytest.approx(13.16, abs=0.01)
    assert (year.theta_e.min(), year.theta_e.max()) == (-13.4, 35.8)
    assert year.ghi.sum() / 1000.0 == pytest.approx(1473, abs=1)
    assert 0.0 < year.relative_humidity.min() <= year.relative_humidity.max() <= 1.0
    assert not year.rain.any()


def test_a_missing_file_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"nothing\.epw"):
        read_epw(tmp_path / "nothing.epw")


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        (100, 6, "99.9"), (100, 6, "x"), (100, 6, "nan"), (5000, 14, "22318"), (5000, 15, "-3"),
        (200, 21, "999"), (200, 9, "999999"), (300, 12, "9999"),
    ],
)  # fmt: skip
def test_impossible_or_missing_values_are_named_by_line(
    text: str, line: int, column: int, value: str
) -> None:
    with pytest.raises(ForeignFileError, match=str(line)):
        parse_epw(_with(text, line, column, value), "x.epw")


def test_a_gap_is_named_by_line(text: str) -> None:
    lines = text.splitlines()
    with pytest.raises(ForeignFileError, match="1000"):
        parse_epw("\n".join(lines[:999] + lines[1000:]), "x.epw")


def test_a_short_file_is_refused_with_its_length(text: str) -> None:
    with pytest.raises(ForeignFileError, match="8759"):
        parse_epw("\n".join(text.splitlines()[:-1]), "x.epw")


def test_a_leap_day_is_left_out(text: str) -> None:
    lines = text.splitlines()
    leap = []
    for hour in range(1, 25):
        fields = lines[8 + 58 * 24 + hour - 1].split(",")
        fields[1:4] = ["2", "29", str(hour)]
        leap.append(",".join(fields))
    position = 8 + 59 * 24
    year = parse_epw("\n".join(lines[:position] + leap + lines[position:]), "x.epw")
    assert np.array_equal(year.theta_e, read_epw(TIANJIN).theta_e)


@pytest.mark.parametrize("text", ["", "\n", "LOCATION", "a,b,c\n1,2", "LOCATION,a,b,c,d,e,1,2,3"])
def test_what_is_no_weather_file_is_refused(text: str) -> None:
    with pytest.raises(AppError):
        parse_epw(text, "x.epw")


@pytest.mark.parametrize("column", [6, 7, 8, 9])
def test_a_place_off_the_earth_is_refused(text: str, column: int) -> None:
    with pytest.raises(ForeignFileError):
        parse_epw(_with(text, 1, column, "400000"), "x.epw")


def test_a_wet_hour_is_told_by_its_depth(text: str) -> None:
    lines = text.splitlines()
    fields = lines[107].split(",")
    fields += ["0"] * (35 - len(fields))
    fields[33] = "2.0"
    lines[107] = ",".join(fields)
    assert parse_epw("\n".join(lines), "x.epw").rain.nonzero()[0].tolist() == [99]


def test_a_wrong_value_is_named_with_line_date_and_field(text: str) -> None:
    set_language("en")
    wrong = _with(_with(text, 5000, 14, "22318"), 100, 6, "99.9")
    with pytest.raises(ForeignFileError) as caught:
        parse_epw(wrong, "x.epw")
    said = str(caught.value)
    assert "line 100 (01-04 hour 20): dry-bulb temperature is missing (marked 99.9)" in said
    assert "line 5000 (07-27 hour 24): direct normal radiation 22318 is impossible" in said
    assert said.index("line 100") < said.index("line 5000")


def test_many_wrong_values_are_counted_not_all_told(text: str) -> None:
    set_language("en")
    lines = text.splitlines()
    for number in range(100, 150):
        lines[number] = _with(lines[number], 1, 21, "999")
    with pytest.raises(ForeignFileError, match="and 47 more such values"):
        parse_epw("\n".join(lines), "x.epw")


def test_an_hour_that_stands_twice_is_named(text: str) -> None:
    set_language("en")
    lines = text.splitlines()
    with pytest.raises(ForeignFileError, match=r"Line 201 .* 1-8-24 for the second time"):
        parse_epw("\n".join([*lines[:200], lines[199], *lines[200:]]), "x.epw")


def test_values_by_the_half_hour_are_refused_by_their_head(text: str) -> None:
    with pytest.raises(ForeignFileError, match="2"):
        parse_epw(text.replace("DATA PERIODS,1,1", "DATA PERIODS,1,2"), "x.epw")


@pytest.mark.parametrize("value", ["1_0", "", "１２x", "inf", "1e999", "0x10", "=1+1"])
def test_what_is_no_number_is_refused(text: str, value: str) -> None:
    with pytest.raises(ForeignFileError, match="100"):
        parse_epw(_with(text, 100, 6, value), "x.epw")


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    for content in (b"\x00\x01\x02" * 999, "LOCATION,a".encode("utf-16"), b"PK\x03\x04\x00"):
        (tmp_path / "x.epw").write_bytes(content)
        with pytest.raises(ForeignFileError):
            read_epw(tmp_path / "x.epw")


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.epw"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(FileError, match="20 MB"):
        read_epw(path)


def test_a_folder_is_no_weather_file(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        read_epw(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_chinese_name_is_read_in_the_usual_encodings(
    text: str, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "x.epw"
    path.write_bytes(text.replace("Tianjin-SYN", "天津", 1).encode(encoding))
    assert read_epw(path).name == "天津"


def test_a_name_is_cut_and_cleaned_before_it_is_printed(text: str) -> None:
    odd = text.replace("Tianjin-SYN", "\x07" + "a" * 5000, 1)
    assert parse_epw(odd, "x.epw").name == "a" * 60


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_with_a_sentence(content: bytes) -> None:
    text = content.decode("latin-1")
    for case in (text, "LOCATION,a,b,c,d,e,39,117,8,3\n" + text):
        with pytest.raises(AppError):
            parse_epw(case, "x.epw")


def test_lines_are_named_rightly_behind_a_leap_day(text: str, tmp_path: Path) -> None:
    set_language("en")
    lines = text.splitlines()
    start = 8 + 59 * 24
    leap = [line.replace(",2,28,", ",2,29,", 1) for line in lines[start - 24 : start]]
    path = tmp_path / "x.epw"
    path.write_text("\n".join(lines[:start] + leap + lines[start:]), encoding="utf-8")
    file = load_epw(path)
    assert file.place(59 * 24 - 1) == f"line {start} (02-28 hour 24)"
    assert file.place(59 * 24) == f"line {start + 25} (03-01 hour 1)"
    assert file.place(8759) == f"line {8768 + 24} (12-31 hour 24)"
