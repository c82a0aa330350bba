"""Every check of a roster with known values, and what becomes of each row."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.exchange.roster import read_grid
from app.exchange.roster_files import Grid
from app.i18n import set_language
from app.model.survey import value_of
from app.model.value import Provenance
from app.services import roster_checks as checks
from app.services.roster import (
    Checked,
    check_roster,
    checked,
    read_roster,
    remembered,
    take,
)
from app.services.roster_columns import Sheet, guess, head_key, understood
from app.store.village import VillageFile, create_village
from tests.exchange.test_roster import small_biff
from tests.rosters import HEADS, ROWS, good, number, write_xlsx
from tests.store.helpers import enter, shown

TODAY = date(2026, 11, 22)
BY = "李师傅"


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("zh")


def quiet(_share: float) -> None:
    return None


def grid(*rows: tuple[object, ...]) -> Grid:
    width = max(len(row) for row in rows)
    texts = [tuple(str(cell) for cell in row) + ("",) * (width - len(row)) for row in rows]
    return Grid("r", "xlsx", "", (), tuple(enumerate(texts, 1)))


def sheet(*rows: tuple[object, ...]) -> Sheet:
    return understood(grid(*rows), {})


def severities(cell: checks.Cell) -> list[str]:
    return [reason.severity for reason in cell.reasons]


# ---- cells


def test_the_check_digit_of_the_standard() -> None:
    """The worked example of GB 11643-1999: 11010519491231002X."""
    assert checks.check_digit("11010519491231002") == "X"
    assert checks.id_number("11010519491231002x", TODAY) == checks.Cell("11010519491231002X")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("110105194912310021", "check digit"),
        ("1.10105E+17", "rounded"),
        ("1.10105194912310E+17", "rounded"),
        ("110105194912310000", "rounded"),
        ("11010519491331002X", "birth date"),
        ("11010520491231002X", "birth date"),
        ("1101051949123100", "16 characters"),
        ("无", "characters"),
    ],
)
def test_a_wrong_id_number_is_told_by_what_is_wrong(text, words) -> None:
    cell = checks.id_number(text, TODAY)
    assert cell.value is None and severities(cell) == ["fault"]
    assert words in cell.reasons[0].text.en


def test_an_old_number_of_15_digits_is_completed() -> None:
    cell = checks.id_number("110105491231002", TODAY)
    assert cell.value == "11010519491231002X"
    assert severities(cell) == ["note"]
    assert severities(checks.id_number("110105491331002", TODAY)) == ["fault"]


def test_full_width_digits_are_read() -> None:
    assert (
        checks.id_number("１１０１０５１９４９１２３１００２Ｘ", TODAY).value
        == "11010519491231002X"
    )


def test_a_young_head_of_household_is_noted() -> None:
    young = number(9, "20081123")
    old = number(9, "20081122")
    assert severities(checks.id_number(young, TODAY)) == ["note"]
    assert severities(checks.id_number(old, TODAY)) == []


@pytest.mark.parametrize(
    ("text", "value", "severity"),
    [
        ("13800000001", "13800000001", []),
        ("022-82712345", "022-82712345", []),
        ("82712345", "82712345", []),
        ("13800000001/13900000002", "13800000001", ["note"]),
        ("138-0000", "138-0000", ["note"]),
        ("1.38E+10", None, ["fault"]),
        ("不详", None, ["fault"]),
        ("1380000000123", None, ["fault"]),
        ("", None, []),
    ],
)
def test_phones(text, value, severity) -> None:
    cell = checks.phone(text)
    assert (cell.value, severities(cell)) == (value, severity)


@pytest.mark.parametrize(
    ("text", "value", "severity"),
    [
        ("王建国", "王建国", []),
        ("王 明", "王明", []),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提", []),
        ("王建国李秀英", "王建国李秀英", ["note"]),
        ("", None, ["fault"]),
        ("3组", None, ["fault"]),
        ("王" * 31, None, ["fault"]),
    ],
)
def test_names(text, value, severity) -> None:
    cell = checks.name(text)
    assert (cell.value, severities(cell)) == (value, severity)


@pytest.mark.parametrize(
    ("group", "door", "place"),
    [
        ("三组", "27号", "三组27号"),
        ("3", "27", "3组27号"),
        ("", "27", "27号"),
        ("三组", "", "三组"),
    ],
)
def test_group_and_door_become_one_text(group, door, place) -> None:
    assert checks.place(group, door) == place


def test_a_long_address_keeps_what_stands_after_the_village() -> None:
    cell = checks.address("天津市蓟州区下营镇东山后官道村三组27号之一")
    assert cell.value == "三组27号之一" and severities(cell) == ["note"]
    assert severities(checks.address("x" * 21)) == ["fault"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("一般户", "gen"), ("低保", "low"), ("五保户", "ext"), ("低保边缘户", "mrg"), ("外星", None)],
)
def test_categories_in_the_words_of_lists(text, code) -> None:
    assert checks.category(text).value == code


# ---- columns


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("户主", "A02"), ("姓 名", "A02"), ("户主姓名（必填）", "A02"), ("身份证号码", "A03"),
        ("户主身份证号", "A03"), ("联系电话", "A04"), ("手机号", "A04"), ("村民小组", "group"),
        ("门牌号", "door"), ("家庭住址", "A05"), ("户编号", "code"), ("农户类型", "A08"),
        ("与户主关系", "relation"), ("配偶姓名", ""), ("备注", ""), ("序号", ""),
        ("Name", "A02"), ("ID number", "A03"), ("Phone", "A04"),
    ],
)  # fmt: skip
def test_a_head_tells_what_the_column_is(head, meaning) -> None:
    assert guess((head,), (), {}) == (meaning,)


def test_titles_above_the_heads_are_passed_over(tmp_path: Path) -> None:
    found = understood(read_grid(write_xlsx(tmp_path / "r.xlsx")), {})
    assert found.heads.row == 4
    assert found.meanings == ("", "A02", "A03", "A04", "group", "door", "A08", "")
    assert found.rows[0][0] == 5


def test_heads_of_two_rows_count_as_one() -> None:
    found = sheet(
        ("户主姓名", "身份证号", "住址", ""), ("", "", "组", "门牌"), ("王建国", "", "三组", "5号")
    )
    assert found.meanings == ("A02", "A03", "group", "door")
    assert [row[0] for row in found.rows] == [3]


def test_without_heads_the_contents_tell() -> None:
    found = sheet(("1", "王建国", number(1), "13800000001"), ("2", "李秀英", number(2), ""))
    assert found.heads.row == 0
    assert found.meanings == ("", "A02", "A03", "A04")


def test_what_was_chosen_before_is_chosen_again() -> None:
    chosen = {head_key("称呼"): "A02", head_key("姓名"): ""}
    assert guess(("称呼", "姓名"), (), chosen) == ("A02", "")


# ---- rows


def look(found: Sheet, homes=(), fixes=None, skipped=frozenset(), keep_ids=True) -> Checked:
    return checked(found, list(homes), fixes or {}, skipped, TODAY, keep_ids=keep_ids)


def outcomes(found: Checked) -> dict[int, str]:
    return {row.number: row.outcome for row in found.rows}


def test_every_row_of_the_sample_ends_as_it_must(tmp_path: Path) -> None:
    found = look(understood(read_grid(write_xlsx(tmp_path / "r.xlsx")), {}))
    assert outcomes(found) == {
        5: "new", 6: "new", 7: "fault", 8: "fault", 9: "fault", 10: "fault", 11: "new", 12: "new",
        13: "skip",
    }  # fmt: skip
    faults = {row.number: row.reasons for row in found.rows if row.outcome == "fault"}
    assert "rounded" in faults[7][0].text.en
    assert "name is missing" in faults[8][0].text.en
    assert "check digit" in faults[9][0].text.en
    assert "repeats row 5" in faults[10][-1].text.en


def test_a_corrected_row_is_taken_and_one_left_out_is_not(tmp_path: Path) -> None:
    table = understood(read_grid(write_xlsx(tmp_path / "r.xlsx")), {})
    fixes = {(7, "A03"): number(3), (8, "A02"): "陈大山", (9, "A03"): ""}
    found = look(table, fixes=fixes, skipped=frozenset([10]))
    assert found.count("fault") == 0
    assert outcomes(found)[8] == "new" and outcomes(found)[10] == "skip"
    assert next(r for r in found.rows if r.number == 8).answers["A02"] == "陈大山"


def test_name_and_door_twice_is_one_household_twice() -> None:
    found = look(sheet(("姓名", "门牌"), ("王建国", "5号"), ("王建国", "5号"), ("王建国", "6号")))
    assert list(outcomes(found).values()) == ["new", "fault", "new"]


def test_members_of_a_family_are_not_households() -> None:
    found = look(sheet(("姓名", "与户主关系"), ("王建国", "户主"), ("李秀英", "配偶")))
    assert list(outcomes(found).values()) == ["new", "skip"]


# ---- the village


@pytest.fixture(params=[None, "密码"], ids=["plain", "encrypted"])
def village(tmp_path: Path, request) -> VillageFile:
    with create_village(tmp_path / "v", "官道村", password=request.param, operator=BY) as file:
        yield file


def check_again(village: VillageFile, table: Sheet, **more) -> Checked:
    return look(table, village.known_homes(), keep_ids=village.encrypted, **more)


def clean_sheet(*rows: tuple[object, ...]) -> Sheet:
    return sheet(HEADS, *rows)


def test_rows_become_households_with_provenance_roster(village: VillageFile) -> None:
    table = clean_sheet(good(1, "王建国"), good(2, "李秀英"))
    done = take(village, check_again(village, table), BY, "r.xlsx", table)
    assert (done.new, done.updated, done.same) == (2, 0, 0)
    first, second = village.overview()
    assert [first.code, second.code] == ["0001", "0002"]
    assert (first.head_name, first.group_door) == ("王建国", "三组1号")
    survey = village.survey(first.dwelling_id)
    for field in ("A02", "A04", "A05", "A08"):
        assert value_of(survey, field).provenance is Provenance.ROSTER
    kept = value_of(survey, "A03").value
    assert kept == (number(1) if village.encrypted else None)
    assert done.ids_left_out == (0 if village.encrypted else 2)


def test_the_same_roster_again_changes_nothing(village: VillageFile) -> None:
    table = clean_sheet(good(1, "王建国"), good(2, "李秀英"))
    take(village, check_again(village, table), BY, "r.xlsx")
    before = len(village.changes())
    again = take(village, check_again(village, table), BY, "r.xlsx")
    assert (again.new, again.updated, again.same, again.batch) == (0, 0, 2, None)
    assert len(village.changes()) == before


def test_a_newer_roster_updates_what_the_roster_said_but_not_what_was_surveyed(village) -> None:
    take(village, check_again(village, clean_sheet(good(1, "王建国"))), BY, "r.xlsx")
    (home,) = village.overview()
    enter(village, home.dwelling_id, A04="13999999999")
    newer = list(good(1, "王建国"))
    newer[3], newer[6] = "13700000000", "低保户"
    found = check_again(village, clean_sheet(tuple(newer)))
    (row,) = found.rows
    assert row.outcome == "update" and row.answers == {"A08": "low"}
    assert "stays" in row.reasons[-1].text.en
    take(village, found, BY, "r.xlsx")
    assert shown(village, home.dwelling_id, "A04") == "13999999999"
    assert shown(village, home.dwelling_id, "A08") == "low"


def test_a_code_finds_its_household_and_must_fit_the_name(village: VillageFile) -> None:
    take(village, check_again(village, clean_sheet(good(1, "王建国"))), BY, "r.xlsx")
    table = sheet(("户编号", "姓名", "电话"), ("1", "王建国", "13700000000"), ("0007", "新户", ""))
    found = check_again(village, table)
    assert [row.outcome for row in found.rows] == ["update", "new"]
    take(village, found, BY, "r.xlsx")
    assert [row.code for row in village.overview()] == ["0001", "0007"]
    other = check_again(village, sheet(("户编号", "姓名"), ("1", "李四")))
    assert other.rows[0].outcome == "fault" and "王建国" in other.rows[0].reasons[0].text.zh


def test_a_known_id_number_with_another_name_is_a_fault(tmp_path: Path) -> None:
    with create_village(tmp_path / "v", "村", password="密码", operator=BY) as village:
        take(village, check_again(village, clean_sheet(good(1, "王建国"))), BY, "r.xlsx")
        found = check_again(village, clean_sheet(good(1, "李四")))
    assert found.rows[0].outcome == "fault"


def test_a_household_that_withdrew_is_not_written(village: VillageFile) -> None:
    household, _dwelling = village.add_household(BY, "0001")
    village.withdraw(household, BY)
    found = check_again(village, sheet(("户编号", "姓名"), ("0001", "王建国")))
    assert found.rows[0].outcome == "fault"


def test_a_namesake_at_another_door_is_another_household(village: VillageFile) -> None:
    take(village, check_again(village, clean_sheet(good(1, "王建国"))), BY, "r.xlsx")
    found = check_again(village, sheet(("姓名", "门牌"), ("王建国", "99号")))
    assert found.rows[0].outcome == "new" and found.rows[0].reasons


def test_choices_of_columns_are_remembered(village: VillageFile) -> None:
    table = clean_sheet(good(1, "王建国"))
    take(village, check_again(village, table), BY, "r.xlsx", table)
    assert remembered(village)[head_key("户主姓名")] == "A02"
    assert remembered(village)[head_key("备注")] == ""


def test_reading_and_checking_as_the_process_does(village: VillageFile, tmp_path, request) -> None:
    password = "密码" if village.encrypted else None
    shares: list[float] = []
    table = read_roster(write_xlsx(tmp_path / "r.xlsx"), "", {}, progress=shares.append)
    found = check_roster(
        village.path, password, table, {}, frozenset(), TODAY, progress=shares.append
    )
    assert len(found.rows) == len(ROWS) + 1
    assert shares[-1] == 1.0
    assert village.overview() == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=8), min_size=1, max_size=8))
def test_no_text_crashes_the_checks(rows: list[list[str]]) -> None:
    table = sheet(HEADS, *(tuple(row) for row in rows))
    found = look(table)
    assert all(row.outcome in ("new", "skip", "fault") for row in found.rows)
    assert all(row.reasons for row in found.rows if row.outcome in ("skip", "fault"))


def roster_file(folder: Path, kind: str) -> Path:
    """Write the sample with a title above its heads as one of the files villages have."""
    path = folder / f"名册.{kind.partition('-')[0]}"
    table = [["官道村农户花名册"], list(HEADS), *(list(row) for row in ROWS)]
    if kind == "xlsx":
        return write_xlsx(path)
    if kind == "xls":
        path.write_bytes(small_biff(table))
    else:
        lines = [
            ",".join(f"{cell:.5E}" if isinstance(cell, float) else str(cell) for cell in row)
            for row in table
        ]
        path.write_bytes("\r\n".join(lines).encode(kind.partition("-")[2]))
    return path


@pytest.mark.parametrize("kind", ["xlsx", "xls", "csv-utf-8", "csv-gb18030"])
def test_the_same_roster_in_every_kind_of_file_ends_alike(tmp_path: Path, kind: str) -> None:
    """T-37: columns guessed, faults by row, nothing taken before it is confirmed, one undo."""
    table = understood(read_grid(roster_file(tmp_path, kind)), {})
    with create_village(tmp_path / "v", "官道村", password="密码", operator=BY) as village:
        found = check_again(village, table)
        start = min(outcomes(found))
        expected = ["new", "new", "fault", "fault", "fault", "fault", "new", "new"]
        ends = list(outcomes(found).items())[: len(expected)]
        assert ends == [(start + n, outcome) for n, outcome in enumerate(expected)]
        assert village.overview() == []
        rest = check_again(
            village, table, skipped=frozenset(n for n, outcome in ends if outcome == "fault")
        )
        assert take(village, rest, BY, "名册", table).new == 4
        assert len(village.overview()) == 4
        assert village.undo_roster(BY) is not None and village.overview() == []
