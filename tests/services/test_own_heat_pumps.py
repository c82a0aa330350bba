"""Units that a village adds: taken with their source, refused with row and column."""

from typing import Any

import msgspec
import pytest

from app.errors import RefusedError
from app.model.catalogue import Catalogue
from app.model.survey import VillageValues, apply_village_edit
from app.services.assess import context_for, load_context
from app.services.own_heat_pumps import (
    HEAT_PUMP,
    OwnUnit,
    own_units,
    parse_table,
    table_text,
    unit_edit,
    unit_id,
    unit_removed,
)
from app.services.own_rows import OwnFigure, figure_edit, figures_of, key_of

TABLE = "7\t20\t4.4\t4.1\n-7 20 3.3 2.9\n-12,20,3.0,2.5\n−20；20；2.4；1.9"
NUMBERS = (4200.0, 53.0)
ORIGIN: Any = ("厂家样本", "2026-11-20", "A")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_context().catalogue


def add(catalogue: Catalogue, table: str = TABLE, **changes: Any) -> Any:
    said = {"name": "好风 35", "kind": "air_air", "numbers": NUMBERS, "origin": ORIGIN, **changes}
    return unit_edit(catalogue, said["name"], said["kind"], table, said["numbers"], said["origin"])


def test_a_typed_table_becomes_a_unit_with_its_source(catalogue: Catalogue) -> None:
    village = apply_village_edit(VillageValues(), add(catalogue))
    units = context_for(village).catalogue
    unit = units.heat_pumps[unit_id("好风 35")]
    assert unit.name.zh == "好风 35"
    assert [(p.theta_e, p.capacity.value, p.cop.value) for p in unit.points] == [
        (7.0, 4.4, 4.1), (-7.0, 3.3, 2.9), (-12.0, 3.0, 2.5), (-20.0, 2.4, 1.9),
    ]  # fmt: skip
    assert unit.points[0].least.value == pytest.approx(0.3 * 4.4)
    assert unit.points[0].cop.mark == "A"
    assert "厂家样本" in units.source_of(unit.points[0].cop).zh
    assert unit.capex.value == 4200.0
    assert unit.part_load_gain == catalogue.heat_pumps["HPF35"].part_load_gain
    assert units.sha256 != catalogue.sha256
    assert set(catalogue.heat_pumps) < set(units.heat_pumps)


def test_it_is_taken_back(catalogue: Catalogue) -> None:
    village = apply_village_edit(VillageValues(), add(catalogue))
    assert list(own_units(figures_of(village))) == [unit_id("好风 35")]
    village = apply_village_edit(village, unit_removed(unit_id("好风 35")))
    assert unit_id("好风 35") not in context_for(village).catalogue.heat_pumps


def test_the_text_of_a_table_is_read_back(catalogue: Catalogue) -> None:
    for unit in catalogue.heat_pumps.values():
        rows = parse_table(table_text(unit), 0.3)
        assert len(rows) == len(unit.points)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("7 20 4.4 4.1\n-7 20 4.6 2.9", ("2", "制热量", "越冷")),
        ("7 20 4.4 2.8\n-7 20 3.3 2.9", ("2", "COP", "越冷")),
        ("7 35 9 4\n-7 35 8 2.8\n7 45 9 3\n-7 45 8 2.9", ("4", "COP", "供热温度")),
        ("7 20 4.4 4.1\n-7 20 x 2.9", ("2", "制热量", "x")),
        ("7 20 4.4 4.1\n-7 20", ("2", "四个或五个")),
        ("7 20 4400 4.1\n-7 20 3300 2.9", ("1", "制热量", "60")),
        ("7 20 nan 4.1\n-7 20 3.3 2.9", ("1", "制热量")),
        ("7 20 inf 4.1\n-7 20 3.3 2.9", ("1", "制热量")),
        ("7 20 4.4 -4.1\n-7 20 3.3 2.9", ("1", "COP")),
        ("7 20 4.4 4.1", ("两个室外温度",)),
        ("7 20 4.4 4.1\n7 20 4.4 4.1", ("2", "两次")),
        ("", ("两个室外温度",)),
        ("1 " * 5000, ("60",)),
        ("7 20 4.4 4.1 9.9\n-7 20 3.3 2.9", ("1", "最小")),
    ],
)
def test_a_table_that_cannot_be_is_refused_with_row_and_column(
    table: str, told: tuple[str, ...], catalogue: Catalogue
) -> None:
    with pytest.raises(RefusedError) as refused:
        add(catalogue, table)
    for part in told:
        assert part in str(refused.value)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "x" * 31},
        {"name": "a\nb"},
        {"numbers": (-1.0, 53.0)},
        {"numbers": (float("nan"), 53.0)},
        {"numbers": (4000.0, 500.0)},
        {"origin": ("", "2026-11-20", "A")},
        {"origin": ("样本", "昨天", "A")},
    ],
)
def test_impossible_figures_are_refused(changes: dict[str, Any], catalogue: Catalogue) -> None:
    with pytest.raises(RefusedError):
        add(catalogue, **changes)


def test_a_row_that_another_program_wrote_wrong_is_left_out(catalogue: Catalogue) -> None:
    bad = OwnUnit("坏", "air_air", ((7.0, 20.0, 4.0, 2.0, 1.0), (-7.0, 20.0, 5.0, 3.0, 1.0)), 1, 50)
    for value in (msgspec.json.encode(bad).decode(), "{", "[]", "null"):
        of = key_of(HEAT_PUMP, unit_id("坏"))
        edit = figure_edit(of, OwnFigure(of, "x", "2026-11-20", "C", value=value))
        village = apply_village_edit(VillageValues(), edit)
        assert set(context_for(village).catalogue.heat_pumps) == set(catalogue.heat_pumps)
