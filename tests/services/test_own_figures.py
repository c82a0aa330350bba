"""Prices and policy pack of a village: checked, dated, used by the next result, taken back."""

import json
import shutil
from pathlib import Path

import pytest

from app.calc.supply import mixed_price
from app.errors import AppError, FileError, ForeignFileError, NewerFileError, RefusedError
from app.model.change import Edit
from app.model.survey import (
    VillageValues,
    apply_village_edit,
    blank_survey,
    value_of,
    with_value,
)
from app.model.value import Provenance, known
from app.resources import resource
from app.services.assess import context_for, load_context, resolved_survey
from app.services.own_figures import (
    PRICES,
    OwnPrice,
    bundled_pack_edits,
    is_far,
    own_prices,
    pack_edits,
    price_edit,
)
from app.services.own_rows import (
    OwnFigure,
    check_origin,
    figure_edit,
    key_of,
    removed,
    row_of,
    unread,
)
from app.services.own_types import tariff_edit, type_edit
from app.services.reference_lists import pack_view
from app.store.village import VillageFile, create_village, open_village
from tests.old_files.make import OWN_PRICES as OLD_FORM

CONTEXT = load_context()
CATALOGUE = CONTEXT.catalogue
WALL = "W_EPS50"
TYPE_ID = "brick_timber_1980"
TARIFF_ID = "heating_peak_valley"
NOTHING = VillageValues()
PRICE = OwnPrice(80.0, 95.0, 110.0, "镇里统一采购合同", "2026-11-22")


def with_edits(*edits: Edit, start: VillageValues = NOTHING) -> VillageValues:
    values = start
    for edit in edits:
        values = apply_village_edit(values, edit)
    return values


@pytest.fixture
def pack_file(tmp_path: Path) -> Path:
    data = json.loads(resource("catalogue", "policy_pack.json").read_bytes())
    data.update(version="2", date="2026-12-01")
    data["methods"][0]["threshold"] = [0.35, "A", "tj_plan"]
    path = tmp_path / "pack.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def test_an_own_price_is_used_with_its_source_and_gives_other_results() -> None:
    values = with_edits(price_edit(VillageValues(), CATALOGUE, WALL, PRICE))
    context = context_for(values)
    cost = context.catalogue.measures[WALL].cost
    assert (cost.low, cost.typical, cost.high) == (80.0, 95.0, 110.0)
    assert "镇里统一采购合同" in context.catalogue.source_of(cost).zh
    assert "2026-11-22" in context.catalogue.source_of(cost).zh
    assert context.catalogue.sha256 != CATALOGUE.sha256
    assert context.catalogue.measures["W_EPS80"] == CATALOGUE.measures["W_EPS80"]
    assert load_context().catalogue.measures[WALL].cost == CATALOGUE.measures[WALL].cost


def test_prices_add_up_and_the_last_one_taken_back_leaves_nothing() -> None:
    values = with_edits(price_edit(VillageValues(), CATALOGUE, WALL, PRICE))
    both = with_edits(price_edit(values, CATALOGUE, "X_SCAFF", PRICE), start=values)
    assert set(own_prices(both)) == {WALL, "X_SCAFF"}
    one = with_edits(price_edit(both, CATALOGUE, WALL, None), start=both)
    assert set(own_prices(one)) == {"X_SCAFF"}
    none = with_edits(price_edit(one, CATALOGUE, "X_SCAFF", None), start=one)
    assert context_for(none).catalogue is CATALOGUE


def test_prices_of_an_earlier_release_hold_until_one_is_set_or_taken_back() -> None:
    old = with_edits(Edit(PRICES, known(OLD_FORM, Provenance.DOCUMENT)))
    assert own_prices(old)[WALL] == PRICE
    assert context_for(old).catalogue.measures[WALL].cost.typical == 95.0
    other = OwnPrice(60.0, 70.0, 90.0, "新报价", "2026-12-02", "A")
    changed = with_edits(price_edit(old, CATALOGUE, WALL, other), start=old)
    assert own_prices(changed)[WALL] == other
    assert context_for(changed).catalogue.measures[WALL].cost.mark == "A"
    back = with_edits(price_edit(changed, CATALOGUE, WALL, None), start=changed)
    assert own_prices(back) == {}
    cost = context_for(back).catalogue.measures[WALL].cost
    assert cost == CATALOGUE.measures[WALL].cost


def two_villages(tmp_path: Path) -> tuple[VillageFile, VillageFile]:
    with create_village(tmp_path / "a", "官道村", operator="李师傅"):
        pass
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    return open_village(tmp_path / "a"), open_village(tmp_path / "b")


def set_price(village: VillageFile, identity: str, price: OwnPrice, operator: str) -> None:
    edit = price_edit(village.village_values(), CATALOGUE, identity, price)
    village.commit_village([edit], operator=operator, label="造价")


def test_a_merge_keeps_the_different_prices_of_two_people(tmp_path: Path) -> None:
    here, there = two_villages(tmp_path)
    with here, there:
        set_price(here, WALL, PRICE, "李师傅")
        set_price(there, "X_SCAFF", PRICE, "王芳")
        report = here.merge(there.changes())
        there.merge(here.changes())
        assert report.conflicts == 0 and here.conflicts() == []
        assert set(own_prices(here.village_values())) == {WALL, "X_SCAFF"}
        assert own_prices(there.village_values()) == own_prices(here.village_values())


def test_the_same_price_set_twice_is_a_conflict_of_that_price_alone(tmp_path: Path) -> None:
    here, there = two_villages(tmp_path)
    with here, there:
        set_price(here, WALL, PRICE, "李师傅")
        set_price(here, "X_SCAFF", PRICE, "李师傅")
        set_price(there, WALL, OwnPrice(60.0, 70.0, 90.0, "新报价", "2026-12-02"), "王芳")
        assert here.merge(there.changes()).conflicts == 1
        (conflict,) = here.conflicts()
        assert conflict.row == row_of(key_of("measure", WALL)) and not conflict.agree
        assert "X_SCAFF" in own_prices(here.village_values())


def test_a_row_that_cannot_be_read_is_not_used_and_can_be_taken_back() -> None:
    good = price_edit(VillageValues(), CATALOGUE, WALL, PRICE)
    row = row_of("measure/X_SCAFF")
    for text in (
        "{",
        '{"of": 3}',
        '{"of": "measure/W_EPS80"}',
        '{"of": "measure/X_SCAFF", "mark": "Z"}',
    ):
        values = with_edits(good, Edit("V33", known(text, Provenance.DOCUMENT), row))
        assert set(own_prices(values)) == {WALL} and unread(values) == [row]
        context_for(values)
        assert unread(with_edits(removed(row), start=values)) == []


def test_a_house_type_of_the_village_reaches_survey_and_calculation() -> None:
    figure = OwnFigure("", "量过三户", "2026-11-22", "B", value=3.1)
    values = with_edits(type_edit(CATALOGUE, TYPE_ID, "C04", figure))
    context = context_for(values)
    own = context.catalogue.archetypes[TYPE_ID].fields["C04"]
    assert (own.value, own.mark) == (3.1, "B")
    assert "量过三户" in context.catalogue.source_of(own).zh
    assert context.catalogue.sha256 != CATALOGUE.sha256
    survey = blank_survey("0" * 32)
    survey = with_value(survey, "B03", known(TYPE_ID, Provenance.TOLD))
    filled = resolved_survey(survey, values, context)
    assert value_of(filled, "C04").value == 3.1
    back = with_edits(type_edit(CATALOGUE, TYPE_ID, "C04", None), start=values)
    assert context_for(back).catalogue is CATALOGUE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("C04", 99.0),
        ("C04", "high"),
        ("C01", 4.5),
        ("D01", "gold"),
        ("wall", "R_TILE_MUD50_PAPER"),
        ("window_s", "door_wood_solid"),
        ("heated_area", -1.0),
        ("ZZ9", 1.0),
    ],
)
def test_a_value_that_no_house_type_can_have_is_refused(name: str, value: object) -> None:
    figure = OwnFigure("", "量过", "2026-11-22", "B", value=value)  # type: ignore[arg-type]
    with pytest.raises(RefusedError):
        type_edit(CATALOGUE, TYPE_ID, name, figure)


def test_what_a_merge_brings_and_no_house_type_can_have_is_not_used() -> None:
    of = key_of("type", TYPE_ID, "wall")
    values = with_edits(figure_edit(of, OwnFigure(of, "x", "2026-11-22", value="nothing")))
    assert context_for(values).catalogue.archetypes == CATALOGUE.archetypes


def test_the_periods_of_a_tariff_are_the_villages_and_move_the_mixed_price() -> None:
    hours = ((6, 22), (22, 6))
    figure = OwnFigure("", "供电所通知", "2026-11-22", "A", hours=hours, share=0.4)
    values = with_edits(tariff_edit(CONTEXT.pack, TARIFF_ID, figure))
    pack = context_for(values).pack
    tariff = next(item for item in pack.tariffs if item.id == TARIFF_ID)
    assert tuple(band.hours for band in tariff.bands) == hours
    assert mixed_price(tariff) == pytest.approx(0.3 * 0.4 + 0.49 * 0.6)
    assert pack.sha256 != CONTEXT.pack.sha256
    assert pack_view(values).bundled
    back = with_edits(tariff_edit(CONTEXT.pack, TARIFF_ID, None), start=values)
    assert context_for(back).pack is CONTEXT.pack


@pytest.mark.parametrize(
    "hours", [((8, 20), (21, 8)), ((8, 20),), ((0, 24), (1, 2)), ((8, 8), (8, 8))]
)
def test_periods_that_do_not_cover_the_day_once_are_refused(hours: object) -> None:
    figure = OwnFigure("", "通知", "2026-11-22", "A", hours=hours)  # type: ignore[arg-type]
    with pytest.raises(RefusedError):
        tariff_edit(CONTEXT.pack, TARIFF_ID, figure)


@pytest.mark.parametrize(
    ("source", "day", "mark"),
    [(" ", "2026-11-22", "A"), ("合同", "昨天", "A"), ("合同", "2026-11-22", "Z")],
)
def test_where_a_figure_comes_from_must_be_said(source: str, day: str, mark: str) -> None:
    with pytest.raises(RefusedError):
        check_origin(source, day, mark)


@pytest.mark.parametrize(
    "price",
    [
        OwnPrice(120.0, 95.0, 110.0, "合同", "2026-11-22"),
        OwnPrice(-1.0, 95.0, 110.0, "合同", "2026-11-22"),
        OwnPrice(0.0, 0.0, 0.0, "合同", "2026-11-22"),
        OwnPrice(80.0, 95.0, 110.0, "  ", "2026-11-22"),
    ],
)
def test_a_price_out_of_order_or_without_source_is_refused(price: OwnPrice) -> None:
    with pytest.raises(RefusedError):
        price_edit(VillageValues(), CATALOGUE, WALL, price)


def test_a_price_far_from_the_catalogue_is_noticed() -> None:
    usual = CATALOGUE.measures[WALL].cost.typical
    assert not is_far(CATALOGUE, WALL, usual * 2.9)
    assert is_far(CATALOGUE, WALL, usual * 3.1) and is_far(CATALOGUE, WALL, usual / 3.1)


def test_prices_that_cannot_be_read_are_told() -> None:
    values = with_edits(Edit(PRICES, known("{", Provenance.DOCUMENT)))
    with pytest.raises(ForeignFileError):
        context_for(values)


def test_an_imported_pack_decides_and_the_bundled_one_comes_back(pack_file: Path) -> None:
    values = with_edits(*pack_edits(pack_file, CATALOGUE))
    context = context_for(values)
    assert context.pack.version == "2" and context.pack.method().threshold == 0.35
    assert context.pack.sha256 != CONTEXT.pack.sha256
    assert "2" in str(values.policy_pack.value) and "2026-12-01" in str(values.policy_pack.value)
    for edit in bundled_pack_edits():
        values = apply_village_edit(values, edit)
    assert context_for(values).pack is CONTEXT.pack


def broken(path: Path, **changes: object) -> None:
    data = json.loads(path.read_bytes())
    data.update(changes)
    path.write_text(json.dumps(data), encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"schema": "nuanfang-policy-pack/2"}, NewerFileError),
        ({"schema": "other/1"}, ForeignFileError),
        ({"decides": "nothing"}, ForeignFileError),
        ({"catalogue": "elsewhere"}, ForeignFileError),
        ({"kgce_electricity_kwh": [-1, "C", "estimate"]}, ForeignFileError),
    ],
)
def test_a_pack_with_a_fault_changes_nothing(
    pack_file: Path, changes: dict[str, object], error: type[AppError]
) -> None:
    broken(pack_file, **changes)
    with pytest.raises(error):
        pack_edits(pack_file, CATALOGUE)


def test_a_pack_of_any_size_or_kind_is_refused_with_a_sentence(tmp_path: Path) -> None:
    for content in (b"", b"\xff\xfe", b"[" * 100_000, b" " * 2_000_000):
        path = tmp_path / "pack.json"
        path.write_bytes(content)
        with pytest.raises(FileError):
            pack_edits(path, CATALOGUE)


def test_the_history_of_a_price_stays_in_the_village(tmp_path: Path, pack_file: Path) -> None:
    village: VillageFile = create_village(tmp_path / "v", "官道村", operator="李师傅")
    with village:
        for price in (PRICE, OwnPrice(90.0, 99.0, 120.0, "涨价通知", "2026-12-02")):
            edit = price_edit(village.village_values(), CATALOGUE, WALL, price)
            village.commit_village([edit], operator="李师傅", label="造价")
        village.commit_village(pack_edits(pack_file, CATALOGUE), operator="李师傅", label="政策包")
        assert own_prices(village.village_values())[WALL].typical == 99.0
        said = [c.value for c in village.changes() if c.field == "V33"]
        assert len(said) == 2 and "镇里统一采购合同" in str(said[0])
        assert context_for(village.village_values()).pack.version == "2"
        village.undo(village.id, "李师傅")
        assert context_for(village.village_values()).pack.version == "1"
