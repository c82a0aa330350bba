from dataclasses import replace

import pytest

from app.calc.cost import Pricing, total
from app.calc.geometry import shape_of
from app.calc.measures import Chosen
from app.calc.quantities import quantity
from app.model.catalogue import Catalogue, PolicyPack
from app.model.house import ResolvedHouse
from tests.brick_house import brick_house

PACKAGE = (
    Chosen("W_EPS80", ("N", "E")),
    Chosen("C_GW100"),
    Chosen("WIN_PVC12", ("S",)),
    Chosen("DOOR_INS"),
    Chosen("F_PERIM"),
)


@pytest.fixture
def house(catalogue: Catalogue, pack: PolicyPack) -> ResolvedHouse:
    return brick_house(catalogue, pack)


def test_the_lines_sum_to_the_cost_of_the_package_to_the_yuan(
    house: ResolvedHouse, catalogue: Catalogue
) -> None:
    pricing = Pricing(house, catalogue)
    lines = [line for lines in pricing.bill(PACKAGE).values() for line in lines]
    cost = pricing.cost(PACKAGE)
    assert cost == total(lines)
    for part in ("low", "typical", "high"):
        assert all(getattr(line.cost, part) % 1 == 0 for line in lines)
        assert getattr(cost, part) == sum(getattr(line.cost, part) for line in lines)
    assert cost.low < cost.typical < cost.high


def test_a_trade_comes_once_and_wires_are_moved_once(
    house: ResolvedHouse, catalogue: Catalogue
) -> None:
    lines = Pricing(house, catalogue).bill(PACKAGE)
    ids = [line.id for found in lines.values() for line in found]
    assert ids.count("X_MOBIL") == 2  # insulation, joinery; the ceiling needs none
    assert ids.count("X_WIRE") == 1


def test_a_package_costs_no_more_than_its_measures_alone(
    house: ResolvedHouse, catalogue: Catalogue
) -> None:
    pricing = Pricing(house, catalogue)
    alone = sum(pricing.cost((chosen,)).typical for chosen in PACKAGE)
    together = pricing.cost(PACKAGE).typical
    assert max(pricing.cost((chosen,)).typical for chosen in PACKAGE) < together < alone


def test_tiles_cost_their_removal_and_wide_eaves_need_no_extension(
    house: ResolvedHouse, catalogue: Catalogue
) -> None:
    north = Chosen("W_EPS80", ("N",))
    plain = [item.line.id for item in Pricing(house, catalogue).lines(north)]
    assert "X_TILE" not in plain
    assert "X_EAVES" not in plain
    tiled = replace(house.elements["wall.N"], finish="tile")
    house = replace(
        house,
        elements={**house.elements, "wall.N": tiled},
        plan=replace(house.plan, eaves=0.12),
    )
    found = [item.line.id for item in Pricing(house, catalogue).lines(north)]
    assert "X_TILE" in found
    assert "X_EAVES" in found


def test_the_village_price_level_scales_every_line(
    house: ResolvedHouse, catalogue: Catalogue
) -> None:
    usual = Pricing(house, catalogue).cost(PACKAGE).typical
    dear = Pricing(house, catalogue, factor=1.5).cost(PACKAGE).typical
    assert dear == pytest.approx(1.5 * usual, rel=1e-3)


def test_wall_and_window_quantities_are_those_of_the_geometry(house: ResolvedHouse) -> None:
    shape = shape_of(house)
    for side in ("S", "N", "E", "W"):
        area = shape.element_area(f"wall.{side}")
        assert quantity("net_wall_area", house, (side,)) == pytest.approx(area, rel=0.01)
    assert quantity("window_area", house, ("S",)) == pytest.approx(9.0)
    assert quantity("perimeter", house) == pytest.approx(38.4)
