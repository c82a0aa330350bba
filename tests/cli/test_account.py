"""The verb of the account: in words, and as JSON that adds up."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.i18n import set_language
from app.main import main
from app.services.demo import create_practice_village


@pytest.fixture(autouse=True)
def _chinese() -> Any:
    yield
    set_language("zh")


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("account") / "village"
    create_practice_village(folder).close()
    return folder


def test_the_account_of_a_house_in_words_and_as_json(
    village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["account", str(village), "--house", "0011", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)["0011"]
    before = data["before"]
    lines = sum(line["delivered_kwh"] for line in before["lines"])
    assert sum(map(sum, before["carriers_kwh_month"].values())) == pytest.approx(lines, abs=1.0)
    assert data["packages"] == {}
    assert main(["account", str(village), "--house", "0011", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "share of final energy" in told and "share of primary energy" in told
    assert "no solar power planned" in told
    assert "0.319 kgce/kWh (supply" in told


def test_a_house_that_is_not_there_is_said(
    village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["account", str(village), "--house", "9999"]) == 1
    assert "9999" in capsys.readouterr().err
