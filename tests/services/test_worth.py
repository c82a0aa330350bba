"""Works that save next to nothing are advised against, by the limits of the pack."""

from dataclasses import replace

import msgspec
import pytest

from app.calc.running import Terms, running_cost
from app.calc.supply import account
from app.cli.package_lines import edge_lines
from app.i18n import set_language
from app.model.assessment import Package, Range, UseState
from app.model.catalogue import PolicyPack
from app.model.catalogue.sourced import Sourced
from app.model.house import HeatingPlant, ResolvedHouse
from app.model.worth import Worth
from app.services.package_bill import Bills
from app.services.worth import worth_of
from app.store.catalogue import load_catalogue, load_policy_pack
from tests.calc.house_samples import sample_house
from tests.report.sample import ASSESSMENT, PACKAGE, STATE

CATALOGUE, PACK = load_catalogue(), load_policy_pack()
FAN = HeatingPlant("ashp_a", "ashp_fan", "electricity", 2.5, "air", 0.95, combustion=False)
COAL = HeatingPlant("coal_rad", "tu_nuanqi", "raw_coal", 0.55, "radiator", 0.7, combustion=True)
DISTRICT = HeatingPlant("dh", "district_heat", "heat", 0.9, "radiator", 0.95, combustion=False)
HOUSE = sample_house(CATALOGUE, PACK)


def used(house: ResolvedHouse) -> UseState:
    return replace(STATE, account=account(house, 5000.0, "actual", CATALOGUE, PACK))


def advice(
    cost: float,
    saved: float,
    heat: float,
    plant: HeatingPlant = FAN,
    pack: PolicyPack = PACK,
    hot_water: str = "solar",
) -> Worth | None:
    services = replace(HOUSE.services, hot_water=hot_water)
    house = replace(HOUSE, heating=plant, services=services)
    now = used(house)
    bill = running_cost(now, Terms(house, CATALOGUE, pack))
    after = replace(STATE, q_h_nd_per_m2=ASSESSMENT.standard.q_h_nd_per_m2 - heat)
    package = replace(
        PACKAGE,
        cost=Range(cost, cost, cost),
        saved_same_warmth=Range(saved, saved, saved),
        standard=after,
    )
    assessment = replace(ASSESSMENT, actual=now)
    return worth_of(package, house, assessment, Bills(bill, bill, bill), pack)


def test_a_saving_above_the_limit_is_no_matter_of_advice() -> None:
    assert advice(10_000.0, 100.0, 5.0) is None
    assert advice(0.0, 0.0, 0.0) is None


def test_little_money_and_little_heat_is_advised_against_in_a_plain_sentence() -> None:
    found = advice(14_600.0, 40.0, 15.0)
    assert found is not None
    assert found.kind == "against"
    assert found.sentence.zh.startswith("现在不值得做")
    assert "14,600" in found.sentence.en and "40 yuan" in found.sentence.en
    assert any("翻修" in hint.zh for hint in found.instead)
    assert found.return_ == pytest.approx(40.0 / 14_600.0)


def test_little_money_but_much_heat_is_a_matter_of_warmth() -> None:
    found = advice(14_600.0, 40.0, 60.0)
    assert found is not None
    assert found.kind == "warmth"


def test_the_limits_are_those_of_the_pack() -> None:
    rule = msgspec.structs.replace(PACK.prices.worth, least_return=Sourced(0.001, "C", "x"))
    pack = msgspec.structs.replace(PACK, prices=msgspec.structs.replace(PACK.prices, worth=rule))
    assert advice(14_600.0, 40.0, 15.0, pack=pack) is None


def test_what_helps_instead_follows_from_the_house() -> None:
    def hints(**changes: object) -> str:
        found = advice(14_600.0, 0.0, 60.0, **changes)  # type: ignore[arg-type]
        assert found is not None
        return "".join(text.en for text in found.instead)

    assert "heat meter" in hints(plant=DISTRICT)
    assert "fire indoors" in hints(plant=COAL)
    assert "heat pump" in hints(plant=replace(FAN, efficiency=0.98))
    assert "solar hot water" in hints(hot_water="elec")
    assert hints() == ""


def test_district_heat_by_area_says_that_heat_spares_no_money() -> None:
    found = advice(20_000.0, 0.0, 100.0, plant=DISTRICT)
    assert found is not None
    assert "paid by area" in found.sentence.en


def test_the_shell_says_it_too() -> None:
    set_language("en")
    package: Package = replace(PACKAGE, worth=advice(14_600.0, 40.0, 15.0))
    assert any("Not worth doing now" in line for line in edge_lines("0006", package))
