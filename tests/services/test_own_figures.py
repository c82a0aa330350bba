"""Prices and policy pack of a village: checked, dated, used by the next result, taken back."""

import json
from pathlib import Path

import pytest

from app.errors import AppError, FileError, ForeignFileError, NewerFileError, RefusedError
from app.model.change import Edit
from app.model.survey import VillageValues, apply_village_edit
from app.model.value import Provenance, known
from app.resources import resource
from app.services.assess import context_for, load_context
from app.services.own_figures import (
    PRICES,
    OwnPrice,
    bundled_pack_edits,
    is_far,
    own_prices,
    pack_edits,
    price_edit,
)
from app.store.village import VillageFile, create_village

CONTEXT = load_context()
CATALOGUE = CONTEXT.catalogue
WALL = "W_EPS50"
PRICE = OwnPrice(80.0, 95.0, 110.0, "镇里统一采购合同", "2026-11-22")


def with_edits(*edits: Edit) -> VillageValues:
    values = VillageValues()
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
    both = with_edits(price_edit(values, CATALOGUE, "X_SCAFF", PRICE))
    assert set(own_prices(both)) == {WALL, "X_SCAFF"}
    one = with_edits(price_edit(both, CATALOGUE, WALL, None))
    assert set(own_prices(one)) == {"X_SCAFF"}
    none = with_edits(price_edit(one, CATALOGUE, "X_SCAFF", None))
    assert context_for(none).catalogue is CATALOGUE


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
        said = [c.value for c in village.changes() if c.field == PRICES]
        assert len(said) == 2 and "镇里统一采购合同" in str(said[0])
        assert context_for(village.village_values()).pack.version == "2"
        village.undo(village.id, "李师傅")
        assert context_for(village.village_values()).pack.version == "1"
