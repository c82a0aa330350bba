"""Scenarios in the shell, with a plan and packages made by hand."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import app.cli.scenarios as verb
import app.services.scenario_results as results_service
from app.main import main
from app.services.demo import create_practice_village
from tests.report.sample import ASSESSMENT, PACKAGE, PLAN


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    def made(*arguments: Any, **_words: Any) -> Any:
        return tuple(PACKAGE for _one in arguments[4])

    monkeypatch.setattr(verb, "assess_dwelling", lambda *_a, **_w: ASSESSMENT)
    monkeypatch.setattr(verb, "plan_dwelling", lambda *_a, **_w: PLAN)
    monkeypatch.setattr(results_service, "own_packages", made)
    create_practice_village(tmp_path / "v").close()
    return str(tmp_path / "v")


def test_a_scenario_is_kept_built_on_another_and_deleted(
    village: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["plan", village, "--house", "0001"]
    assert main([*call, "--own", "W_EPS80@N", "--own", "WIN_SEAL", "--name", "甲"]) == 0
    capsys.readouterr()
    more = ["--built-on", "甲", "--without", "WIN_SEAL", "--own", "LED", "--name", "乙", "--json"]
    assert main([*call, *more]) == 0
    told = json.loads(capsys.readouterr().out)["0001"]
    assert [(item["name"], item["measures"]) for item in told] == [
        ("甲", ["W_EPS80@N", "WIN_SEAL"]),
        ("乙", ["W_EPS80@N", "LED"]),
    ]
    assert told[1]["package"]["cost"]["typical"] == PACKAGE.cost.typical
    assert main(["scenarios", village, "--house", "0001", "--delete", "甲"]) == 1
    assert "乙" in capsys.readouterr().err
    assert main(["scenarios", village, "--house", "0001", "--delete", "乙", "--json"]) == 0
    assert [item["name"] for item in json.loads(capsys.readouterr().out)["0001"]] == ["甲"]


def test_a_base_without_a_name_is_a_wrong_call(village: str) -> None:
    assert main(["plan", village, "--house", "0001", "--built-on", "deep"]) == 2
    assert main(["scenarios", village, "--delete", "x"]) == 2


def test_built_on_own_copies_the_own_list_as_the_window_does(
    village: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["plan", village, "--house", "0001", "--built-on", "own", "--name", "丙"]
    monkeypatch.setattr(verb, "stored_plan", lambda *_a: None)
    assert main(call) == 1
    assert "--own" in capsys.readouterr().err
    measures = tuple(
        replace(m, id=i) for m, i in zip(PACKAGE.measures, ("W_EPS80", "WIN_SEAL"), strict=False)
    )
    own = replace(PACKAGE, key="own", measures=measures)
    monkeypatch.setattr(verb, "stored_plan", lambda *_a: replace(PLAN, packages=(own,)))
    assert main([*call, "--without", "WIN_SEAL", "--own", "LED", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["0001"]
    assert [(item["base"], item["measures"]) for item in told] == [("", ["W_EPS80", "LED"])]
