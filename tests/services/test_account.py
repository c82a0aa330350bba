"""The account of a house before and after: what it holds, what it says, what it leaves out."""

import pytest

from app.i18n import Text
from app.model.survey import VillageValues
from app.services.account import account_data, accounts_of
from app.services.account_text import carbon_line, option_line, share_lines, system_word
from app.services.assess import assess, load_context
from tests.services.surveys import farmhouse, with_row_of

CONTEXT = load_context()
VILLAGE = VillageValues()
SURVEY = farmhouse(J01="none", J02=("lpg",), J04="few")
ASSESSED = assess(SURVEY, VILLAGE, CONTEXT, quick=True)
FOUND = accounts_of(SURVEY, VILLAGE, CONTEXT, ASSESSED)


def test_the_account_now_is_that_of_the_assessment() -> None:
    account = ASSESSED.actual.account
    assert FOUND.now.kgce == pytest.approx(account.kgce)
    delivered = sum(line.delivered for line in account.lines)
    data = account_data(FOUND)["before"]
    assert sum(map(sum, data["carriers_kwh_month"].values())) == pytest.approx(delivered, abs=1.0)
    assert sum(line["delivered_kwh"] for line in data["lines"]) == pytest.approx(delivered)
    assert data["zero_carbon"]["pv_planned"] is False


def test_each_measure_of_hot_water_cooking_and_light_stands_beside_now() -> None:
    options = {item.measure: item for item in FOUND.options}
    now = {item.use: item for item in FOUND.options if not item.measure}
    assert sum(now["hot_water"].delivered.values()) == 0.0
    solar, electric, pump = (options[key] for key in ("DHW_SOLAR", "DHW_ELEC", "DHW_HP"))
    assert solar.delivered["electricity"] == pytest.approx(0.4 * electric.delivered["electricity"])
    assert solar.delivered["solar"] == pytest.approx(0.6 * 480)
    assert pump.delivered["electricity"] == pytest.approx(480 / 2.5)
    assert "DHW_GAS" not in options  # no piped gas
    led = options["LED"]
    assert led.delivered["electricity"] == pytest.approx(
        now["lighting"].delivered["electricity"] / 4
    )
    assert led.cost < now["lighting"].cost
    assert options["COOK_ELEC"].delivered["electricity"] > 0.0
    assert all(item.price > 0 for key, item in options.items() if key)


def test_what_the_household_has_is_not_offered_again() -> None:
    survey = farmhouse(J01="solar", J02=("elec",), J04="all")
    found = accounts_of(survey, VILLAGE, CONTEXT, assess(survey, VILLAGE, CONTEXT, quick=True))
    offered = {item.measure for item in found.options}
    assert not offered & {"DHW_SOLAR", "COOK_ELEC", "LED"}


def test_rows_without_figures_are_named() -> None:
    survey = with_row_of(SURVEY, "device", JA01="oth", JA03=300.0)
    survey = with_row_of(survey, "appliance", IA01="oth", IA04=1.0)
    found = accounts_of(survey, VILLAGE, CONTEXT, ASSESSED).uncounted
    assert len(found) == 2
    assert any("JA03" in text.zh and "JA04" in text.en for text in found)


def test_solar_power_of_a_package_enters_its_balance() -> None:
    words = carbon_line(FOUND.now)
    assert "没有安排光伏" in words
    assert len(list(share_lines(FOUND.now.shares))) == 4


def test_a_dearer_way_says_more_and_a_cheaper_one_less() -> None:
    now = {item.use: item for item in FOUND.options if not item.measure}
    by_measure = {item.measure: item for item in FOUND.options}
    more = option_line(by_measure["DHW_ELEC"], now["hot_water"], FOUND.names, "zh")
    less = option_line(by_measure["LED"], now["lighting"], FOUND.names, "zh")
    assert "多花" in more and "少花" in less


def test_systems_are_named_as_the_survey_names_them() -> None:
    names: dict[str, Text] = FOUND.names
    assert system_word("solar", "hot_water", names, "en") == "Solar"
    assert system_word("tu_nuanqi", "heating", names, "zh").startswith("土暖气")
    assert system_word("cooling", "appliances", names, "en") == "Cooling in summer"
    assert system_word("fridge", "appliances", names, "en") == "Fridge"
