"""The verb heating, and what plan --json carries of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.i18n import set_language
from app.main import main
from app.services.demo import create_practice_village

STOPPED = "0007"
"""A house of grade D: no plan is searched, and heating is compared as it stands."""


@pytest.fixture(autouse=True)
def _chinese() -> Any:
    yield
    set_language("zh")


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("heating") / "village"
    create_practice_village(folder).close()
    return folder


def test_every_way_of_heating_stands_in_a_line(
    village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["heating", str(village), "--house", STOPPED]) == 0
    told = capsys.readouterr().out
    assert "时整户要" in told
    assert "还没选套餐" in told
    assert "热泵热风机" in told and "蓄热电暖器" in told and "返煤风险" in told


def test_one_way_is_told_whole(village: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["heating", str(village), "--house", STOPPED, "--option", "water_radiator"]
    assert main([*call, "--lang", "en"]) == 0
    told = capsys.readouterr().out
    for part in ("Power cut", "Connection", "with frost", "To buy", "radiators for 80"):
        assert part in told
    assert "Hot-air" not in told


def test_json_is_the_record_and_plan_carries_it(
    village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["heating", str(village), "--house", STOPPED, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)[STOPPED]
    assert found["schema"] == "nuanfang-heating/1"
    assert found["package"] is None
    assert len(found["options"]) == 14
    assert main(["plan", str(village), "--house", STOPPED, "--json"]) == 0
    planned = json.loads(capsys.readouterr().out)[STOPPED]["heating"]
    assert list(planned) == ["as_it_is"]
    assert planned["as_it_is"]["options"] == found["options"]


def test_a_figure_opens(village: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["heating", str(village), "--house", STOPPED, "--explain"]
    assert main([*call, "heating.fan.cost"]) == 0
    assert "谷段电" in capsys.readouterr().out
    assert main([*call, "heating.moon"]) == 1
    assert "heating.fan.cost" in capsys.readouterr().err


def test_a_package_that_is_not_there_is_refused(
    village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["heating", str(village), "--house", STOPPED, "--package", "deep"]) == 1
    assert "deep" in capsys.readouterr().err
    assert main(["heating", str(village), "--option", "fire"]) == 2


def test_the_familys_choice_is_laid_down_and_taken_back(
    village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["heating", str(village), "--house", STOPPED]
    assert main([*call, "--choose", "fan:HPF26", "--by", "李师傅", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)[STOPPED]
    assert (found["family"], found["unit"]) == ("fan", "HPF26")
    assert main(call) == 0
    told = capsys.readouterr().out
    assert "★ 家里选定：热泵热风机（每间一台） HPF26" in told
    assert "★ 热泵热风机（每间一台）（" in told and "HPF26）" in told
    assert main([*call, "--choose", "none", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[STOPPED]["family"] is None
    assert main([*call, "--choose", "stove"]) == 2
    assert "fan" in capsys.readouterr().err
    assert main(["heating", str(village), "--choose", "fan"]) == 2
