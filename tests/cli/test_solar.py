"""The verb ``solar``, and the key of the same name in plans."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.cli import commands
from app.i18n import set_language
from app.main import main
from app.model.assessment import Plan
from app.services.demo import create_practice_village
from tests.report.sample import PLAN


@pytest.fixture(autouse=True)
def _chinese() -> Any:
    yield
    set_language("zh")


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("solar") / "village"
    create_practice_village(folder).close()
    return folder


def test_a_house_is_told_in_words_with_what_is_open(
    village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["solar", str(village), "--house", "0001", "--modules", "5", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "0001: 5 modules, 3.10 kW, Flat roof" in said
    assert "Not to be signed yet." in said
    assert "The return is not guaranteed." in said
    assert "L03" in said


def test_its_data_hold_the_sweep_and_the_size_at_hand(
    village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["solar", str(village), "--house", "0001", "--modules", "5", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["0001"]
    assert found["at_hand"]["count"] == 5
    assert found["at_hand"]["kwp"] == pytest.approx(3.1)
    assert len({size["tilt"] for size in found["sizes"]}) > 3
    assert not found["may_sign"]


def test_more_modules_than_fit_are_said_in_words_and_data(
    village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["solar", str(village), "--house", "0001", "--modules", "140"]
    assert main([*call, "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert main([*call, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["0001"]
    fits = found["at_hand"]["count"]
    assert f"140 modules are asked for, {fits} fit (Flat roof)" in said
    short = found["shortfall"]
    assert (short["asked"], short["fits"], short["site"]) == (140, fits, "flat")
    assert "TV7" in {finding["rule"] for finding in found["findings"]}


def test_a_figure_is_explained_and_a_wrong_one_named(
    village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["solar", str(village), "--house", "0001", "--lang", "en"]
    assert main([*call, "--explain", "solar.cost"]) == 0
    assert "Price of 1 kW with frame" in capsys.readouterr().out
    assert main([*call, "--explain", "luck"]) == 2
    assert "solar.yield" in capsys.readouterr().err


def test_a_negative_battery_is_a_sentence(
    village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["solar", str(village), "--house", "0001", "--battery", "-5", "--lang", "en"]) == 1
    assert "-5 kWh" in capsys.readouterr().err


def test_plans_carry_the_photovoltaics(
    village: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def planned(_file: Any, dwelling: str, *_more: Any, **_named: Any) -> Plan:
        return replace(PLAN, dwelling_id=dwelling, packages=(), stopped_by=None)

    monkeypatch.setattr(commands, "plan_dwelling", planned)
    assert main(["plan", str(village), "--house", "0001", "--json"]) == 0
    solar = json.loads(capsys.readouterr().out)["0001"]["solar"]
    assert solar["at"] == PLAN.at[:10]
    assert solar["advised"] is not None
