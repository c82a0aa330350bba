"""Lamps, cooking, appliances, kang, glass before the wall, floor: what each changes."""

from dataclasses import replace

import numpy as np
import pytest

from app.calc import films
from app.calc.build_up import R_SUNNY, construction_of, layers_of
from app.calc.choices import fits
from app.calc.engine import simulate
from app.calc.measures import Chosen, apply, apply_all
from app.calc.quantities import quantity
from app.calc.solar import plane_irradiance, sky_of
from app.calc.supply import account
from app.calc.thermal_model import thermal_model
from app.model.assessment import EnergyAccount
from app.model.catalogue import Catalogue, PolicyPack
from app.model.hourly import EngineOptions
from app.model.house import ResolvedHouse
from app.services.assess import load_context
from tests.brick_house import brick_house

WEATHER = load_context().weather
NEED = 6000.0


@pytest.fixture
def house(catalogue: Catalogue, pack: PolicyPack) -> ResolvedHouse:
    found = brick_house(catalogue, pack)
    services = replace(found.services, lamps="few", cooking=("coal", "lpg"))
    gains = replace(found.gains, phi_appliances=120.0, phi_light=40.0)
    return replace(found, services=services, gains=gains)


def _account(
    house: ResolvedHouse, catalogue: Catalogue, pack: PolicyPack, use: str = "standard"
) -> EnergyAccount:
    return account(house, NEED, use, catalogue, pack)  # type: ignore[arg-type]


def _delivered(found: EnergyAccount, use: str) -> float:
    return sum(line.delivered for line in found.lines if line.use == use)


def test_led_lamps_use_a_quarter_and_warm_the_rooms_less(
    house: ResolvedHouse, catalogue: Catalogue, pack: PolicyPack
) -> None:
    after = apply(house, catalogue.measures["LED"], catalogue)
    old, new = _account(house, catalogue, pack), _account(after, catalogue, pack)
    assert _delivered(new, "lighting") == pytest.approx(_delivered(old, "lighting") / 4)
    assert after.gains.phi_appliances == pytest.approx(80 + 10)
    assert not fits(after, catalogue.measures["LED"])
    same = ("heating", "hot_water", "cooking", "appliances")
    assert [_delivered(new, use) for use in same] == [_delivered(old, use) for use in same]


def test_cooking_with_electricity_replaces_the_main_fuel(
    house: ResolvedHouse, catalogue: Catalogue, pack: PolicyPack
) -> None:
    after = apply(house, catalogue.measures["COOK_ELEC"], catalogue)
    assert after.services.cooking == ("elec", "coal", "lpg")
    line = next(x for x in _account(after, catalogue, pack).lines if x.use == "cooking")
    assert line.carrier == "electricity"
    assert not fits(after, catalogue.measures["COOK_ELEC"])


def test_efficient_appliances_save_the_declared_share_once(
    house: ResolvedHouse, catalogue: Catalogue, pack: PolicyPack
) -> None:
    after = apply(house, catalogue.measures["APPL_EFF"], catalogue)
    old, new = _account(house, catalogue, pack), _account(after, catalogue, pack)
    assert _delivered(new, "appliances") == pytest.approx(0.8 * _delivered(old, "appliances"))
    assert after.gains.phi_appliances == pytest.approx(0.8 * 80 + 40)
    assert not fits(after, catalogue.measures["APPL_EFF"])


def test_equipment_never_changes_the_heating_need_of_standard_use(
    house: ResolvedHouse, catalogue: Catalogue, pack: PolicyPack
) -> None:
    """The heating-need method does not count equipment."""
    after = apply_all(house, [Chosen("LED"), Chosen("APPL_EFF"), Chosen("KANG")], catalogue)
    models = [thermal_model(h, "standard", catalogue, pack, WEATHER) for h in (house, after)]
    before, later = simulate(models, WEATHER, EngineOptions(season_only=True))
    assert later.q_h_nd == pytest.approx(before.q_h_nd, rel=1e-12)


def test_a_new_kang_counts_where_the_kang_heats_and_says_where_its_efficiency_is_from(
    house: ResolvedHouse, catalogue: Catalogue, pack: PolicyPack
) -> None:
    old = catalogue.systems["kang_old"]
    assert old.seasonal is not None
    plant = replace(
        house.heating, code="kang", system=old.id, carrier=old.carrier,
        efficiency=old.seasonal.typical, emitter="kang",
    )  # fmt: skip
    heated = replace(house, heating=plant)
    assert fits(heated, catalogue.measures["KANG"])
    after = apply(heated, catalogue.measures["KANG"], catalogue)
    line = next(x for x in _account(after, catalogue, pack).lines if x.use == "heating")
    assert line.efficiency == 0.6
    assert line.factors[0].source == "literature"
    assert _delivered(_account(heated, catalogue, pack), "heating") > line.delivered
    beside = replace(house, heating=replace(house.heating, secondary=("kang",)))
    assert fits(beside, catalogue.measures["KANG"])
    assert apply(beside, catalogue.measures["KANG"], catalogue).heating == beside.heating


def test_floor_insulation_lies_on_the_floor_under_its_screed(
    house: ResolvedHouse, catalogue: Catalogue
) -> None:
    old = [layer.material for layer in house.elements["floor"].layers]
    after = apply(house, catalogue.measures["F_XPS30"], catalogue)
    new = [layer.material for layer in after.elements["floor"].layers]
    assert new == [*old, "xps", "mortar_cement"]


def _needs(houses: list[ResolvedHouse], catalogue: Catalogue, pack: PolicyPack) -> list[float]:
    models = [thermal_model(h, "standard", catalogue, pack, WEATHER) for h in houses]
    return [run.q_h_nd for run in simulate(models, WEATHER, EngineOptions(season_only=True))]


def test_glass_before_the_south_wall_saves_less_than_the_collectors_of_the_literature(
    house: ResolvedHouse, catalogue: Catalogue, pack: PolicyPack
) -> None:
    """80 to 140 kWh/m² a year is the upper range of collector walls; this one has no vents."""
    glazed = apply(house, catalogue.measures["TROMBE"], catalogue)
    wall = glazed.elements["wall.S"]
    assert wall.cover is not None
    dark = replace(wall, cover=replace(wall.cover, tau=1e-6))
    shaded = replace(glazed, elements={**glazed.elements, "wall.S": dark})
    bare, sunny, unlit = _needs([house, glazed, shaded], catalogue, pack)
    area = quantity("south_wall_area", house)
    assert 20 < (bare - sunny) / area < 80
    assert sunny < unlit


def test_the_sun_on_the_glass_is_scaled_by_what_the_wall_behind_keeps(
    house: ResolvedHouse, catalogue: Catalogue
) -> None:
    wall = apply(house, catalogue.measures["TROMBE"], catalogue).elements["wall.S"]
    cover = wall.cover
    assert cover is not None
    made = construction_of("wall.S", layers_of(wall, catalogue.materials), wall)
    assert made.layers[0].resistance == cover.r
    behind = cover.alpha * cover.tau * (cover.r + R_SUNNY)
    assert made.alpha_sol_e * R_SUNNY == pytest.approx(behind)


def test_the_film_in_the_sun_is_that_of_the_bundled_winter() -> None:
    """Mean of the outside film of a rough south wall, weighted with the sun on it."""
    irradiance = plane_irradiance(sky_of(WEATHER), np.array([0.0, -1.0, 0.0]), 0.2)
    sun = irradiance.beam + irradiance.sky + irradiance.ground
    squared, lee = films.forced(WEATHER.wind_speed, WEATHER.wind_direction, 180.0, 90.0)
    power = np.where(lee, films.LEEWARD[1], films.WINDWARD[1])
    wind = np.sqrt(squared) * films.wind_factor(1.5) ** power
    natural = 1.31 * 5.0 ** (1 / 3)
    convection = natural + films.ROUGH * (np.hypot(natural, wind) - natural)
    radiation = 0.9 * 4 * films.SIGMA * 275.0**3
    day = np.arange(len(sun)) // 24
    winter = (day < 74) | (day >= 318)
    mean = np.average((1 / (convection + radiation))[winter], weights=sun[winter])
    assert mean == pytest.approx(R_SUNNY, abs=0.004)
