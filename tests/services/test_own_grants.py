"""Subsidy rules and settings of the village's own over those of the policy pack."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.errors import RefusedError
from app.i18n import Text, set_language
from app.model.catalogue import GrantRule, PolicyPack
from app.model.catalogue.sourced import Sourced
from app.model.change import Edit
from app.model.survey import VillageValues, apply_village_edit
from app.services.bundle_export import export_bundle
from app.services.bundles import check_file
from app.services.own_figures import own_reference
from app.services.own_grants import (
    Origin,
    all_restored,
    grant_edit,
    new_id_for,
    operating_edit,
    removal,
    restored,
)
from app.services.own_rows import OwnFigure, figures_of
from app.services.own_settings import setting_edit, settings_of
from app.store.catalogue import load_catalogue, load_policy_pack

PACK = load_policy_pack()
NOTICE = Origin("区里2026年通知", "2026-11-20", "A")


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def taken(*edits: Edit) -> VillageValues:
    values = VillageValues()
    for edit in edits:
        values = apply_village_edit(values, edit)
    return values


def pack_of(*edits: Edit) -> PolicyPack:
    return own_reference(taken(*edits), load_catalogue(), PACK)[1]


def rule(identity: str = "city_retrofit", **changes: Any) -> GrantRule:
    held = next(item for item in PACK.funding.grants if item.id == identity)
    return msgspec.structs.replace(held, **changes)


def number(value: float) -> Sourced[float]:
    return Sourced(value, "C", "anything")


def test_a_changed_rule_takes_the_place_of_that_of_the_pack_with_its_origin() -> None:
    pack = pack_of(grant_edit(PACK, rule(amount=number(8000.0)), NOTICE))
    found = pack.funding.grants[0]
    assert (found.id, found.amount.value, found.amount.mark) == ("city_retrofit", 8000.0, "A")
    assert "区里2026年通知" in pack.source_of(found.amount).zh
    assert pack.sha256 != PACK.sha256
    assert [item.id for item in pack.funding.grants] == [item.id for item in PACK.funding.grants]


def test_a_rule_is_added_removed_and_brought_back() -> None:
    identity = new_id_for("村里补门窗", PACK)
    own = rule(id=identity, name=Text("村里补门窗", "Village windows"), amount=number(500.0))
    added = grant_edit(PACK, own, NOTICE)
    assert pack_of(added).funding.grants[-1].name.zh == "村里补门窗"
    gone = pack_of(removal("grant/city_retrofit"))
    assert "city_retrofit" not in {item.id for item in gone.funding.grants}
    back = pack_of(removal("grant/city_retrofit"), restored("grant/city_retrofit"))
    assert back.funding == PACK.funding
    values = taken(added, removal("grant/city_retrofit"))
    assert pack_of(added, removal("grant/city_retrofit"), *all_restored(figures_of(values))) == PACK


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"amount": number(-1.0)}, "amount"),
        ({"basis": "cost_share", "amount": number(1.5)}, "amount"),
        ({"cap": number(-5.0)}, "cap in yuan"),
        ({"cap_share": number(2.0)}, "cap as share"),
        ({"valid_from": "soon"}, "valid from"),
        ({"valid_to": "2025-01-01"}, "valid to"),
        ({"targets": ("nobody",)}, "households"),
        ({"not_with": ("nothing",)}, "not beside"),
    ],
)
def test_what_cannot_be_is_refused_by_row_and_column(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(RefusedError) as refused:
        grant_edit(PACK, rule(**changes), NOTICE)
    assert "Example: subsidy for reaching the line" in str(refused.value)
    assert said in str(refused.value)


def test_a_rule_needs_a_name_and_where_it_comes_from() -> None:
    with pytest.raises(RefusedError, match="name"):
        grant_edit(PACK, rule(name=Text(" ", " ")), NOTICE)
    with pytest.raises(RefusedError, match="come from"):
        grant_edit(PACK, rule(), Origin("", "2026-11-20", "A"))


def test_the_unknown_season_is_announced_in_its_own_row() -> None:
    unknown = next(item for item in PACK.subsidies if item.id == "electricity_2026_27")
    assert not unknown.known
    said = msgspec.structs.replace(unknown, known=True, amount=number(0.15), limit=number(6000.0))
    pack = pack_of(operating_edit(PACK, said, NOTICE))
    found = next(item for item in pack.subsidies if item.id == "electricity_2026_27")
    assert found.known and found.amount is not None and found.amount.value == 0.15
    assert len(pack.subsidies) == len(PACK.subsidies)
    with pytest.raises(RefusedError, match="amount"):
        operating_edit(PACK, msgspec.structs.replace(said, amount=None), NOTICE)
    with pytest.raises(RefusedError, match="season"):
        operating_edit(PACK, msgspec.structs.replace(said, season="2026"), NOTICE)


def test_a_damaged_rule_of_another_computer_changes_nothing() -> None:
    edit = grant_edit(PACK, rule(amount=number(8000.0)), NOTICE)
    figure = json.loads(str(edit.value.value))
    rows = [
        {**figure, "value": "{"},
        {**figure, "value": json.dumps({**json.loads(figure["value"]), "id": "another"})},
        {**figure, "value": figure["value"].replace("8000.0", "-8000.0")},
    ]
    for row in rows:
        text = json.dumps(row, ensure_ascii=False)
        spoilt = Edit(edit.field, type(edit.value)(text, None, edit.value.provenance), edit.row)
        assert pack_of(spoilt).funding.grants == PACK.funding.grants


def test_own_rules_travel_with_the_bundle(tmp_path: Path) -> None:
    values = taken(grant_edit(PACK, rule(amount=number(8000.0)), NOTICE))
    path = tmp_path / "b.json"
    name = Text("区包", "District")
    export_bundle(values, path, name=name, version="2", date="2026-11-26")
    assert check_file(path).pack.funding.grants[0].amount.value == 8000.0


def test_a_setting_of_the_pack_is_changed_checked_and_taken_back() -> None:
    def figure(value: float) -> OwnFigure:
        return OwnFigure("", "村里定的", "2026-11-20", "C", value=value)

    by_id = {item.id: item for item in settings_of(PACK)}
    assert {"worth.least_return", "prices.high.electricity", "prices.rising.rise",
            "prices.subsidy_ends.seasons"} <= set(by_id)  # fmt: skip
    for identity, value in (
        ("worth.least_return", 0.02),
        ("prices.high.electricity", 1.5),
        ("prices.rising.rise", 0.04),
        ("prices.subsidy_ends.seasons", 1.0),
    ):
        edit = setting_edit(PACK, identity, figure(value))
        found = by_id[identity].read(pack_of(edit))
        assert found is not None
        assert (found.value, found.mark) == (value, "C")
        assert pack_of(edit, setting_edit(PACK, identity, None)) == PACK
    with pytest.raises(RefusedError, match="between"):
        setting_edit(PACK, "worth.least_return", figure(0.9))
