"""Verbs about the works: steps, what was built, a new house."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.cli import works
from app.i18n import Text, set_language
from app.main import main
from app.model.assessment import Plan, PlannedMeasure
from app.services.demo import create_practice_village
from app.services.roadmap_village import dwelling_roadmap
from app.store.village import VillageFile
from tests.report.sample import PACKAGE, PLAN
from tests.services.planned import LISTS, planned_village

BUILT = {
    "schema": "nuanfang-as-built/1",
    "measures": [{"measure": "W_EPS100", "thickness_mm": [100, 100, 100]}, {"measure": "DOOR_INS"}],
    "left_out": [{"measure": "R_XPS60", "why": "没钱"}],
}


@pytest.fixture(autouse=True)
def _chinese() -> Any:
    yield
    set_language("zh")


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("works") / "village"
    create_practice_village(folder).close()
    return folder


def write(path: Path, content: Any) -> str:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_what_was_built_needs_a_frozen_state_then_gets_a_verdict(
    village: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["as-built", str(village), "--house", "0001"]
    file = write(tmp_path / "built.json", BUILT)
    assert main([*call, "--file", file]) == 1
    assert "--freeze" in capsys.readouterr().err
    assert main([*call, "--freeze", "--by", "周科长", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["by"] == "周科长"
    code = main([*call, "--file", file, "--json"])
    found = json.loads(capsys.readouterr().out)
    assert code == (0 if found["verdict"] == "counts" else 1)
    assert 0 < found["saving"]["typical"] < 1 and 0 <= found["probability"] <= 1
    assert found["items"][0]["passed"] is True
    assert main([*call, "--file", file]) == code
    assert "没做：R_XPS60 没钱" in capsys.readouterr().out
    assert main([*call, "--freeze"]) == 1
    assert main(call) == 2


def test_a_design_is_checked_by_file_or_by_house(
    village: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {"B03": "post_2013", "C01": 4}
    file = write(tmp_path / "new.json", {"schema": "nuanfang-design/1", "answers": answers})
    assert main(["design-check", str(village), "--file", file, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {check["tier"] for part in found["parts"] for check in part["checks"]} == {
        "rural",
        "urban",
    }
    assert found["schemes"][0]["chosen"]
    assert main(["design-check", str(village), "--house", "0001"]) == 1
    assert "GB 55015" in capsys.readouterr().out
    assert main(["design-check", str(village)]) == 2


def test_steps_are_listed_moved_kept_and_refused_with_the_sentence(
    village: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan of one's own list stands in for the search, which would take its time here."""

    def quick(file: Any, dwelling: str, context: Any, key: Any, change: Any) -> Any:
        return dwelling_roadmap(file, dwelling, context, key, change, plan=_plan(file, dwelling))

    monkeypatch.setattr(works, "dwelling_roadmap", quick)
    call = ["steps", str(village), "--house", "0001"]
    assert main([*call, "--json"]) == 0
    steps = json.loads(capsys.readouterr().out)["0001"]["steps"]
    assert [m["key"] for step in steps for m in step["measures"]] == ["W_EPS80@N", "WIN_PVC12@N"]
    assert main([*call, "--move", "W_EPS80@N", "3"]) == 1
    assert "外墙和门窗" in capsys.readouterr().err
    assert main([*call, "--later", "1", "1"]) == 0
    assert "夏" in capsys.readouterr().out
    assert main([*call]) == 0
    assert "夏" in capsys.readouterr().out
    assert main([*call, "--move", "W_EPS80@N", "1", "--later", "1", "1"]) == 2


def test_a_step_begins_in_a_month_and_a_text_that_is_none_is_refused(
    village: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def quick(file: Any, dwelling: str, context: Any, key: Any, change: Any) -> Any:
        return dwelling_roadmap(file, dwelling, context, key, change, plan=_plan(file, dwelling))

    monkeypatch.setattr(works, "dwelling_roadmap", quick)
    call = ["steps", str(village), "--house", "0002"]
    assert main([*call, "--begin", "1", "2027-05"]) == 0
    assert "5月初" in capsys.readouterr().out
    assert main([*call, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["0002"]["steps"][0]["begin"] == 8
    assert main([*call, "--begin", "1", "2027-12"]) == 1
    assert "2028年4月" in capsys.readouterr().err
    assert main([*call, "--begin", "1", "May"]) == 2
    assert "2027-05" in capsys.readouterr().err


def test_the_village_stands_on_one_calendar_as_lines_and_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planned_village(tmp_path / "village")[0].close()
    call = ["steps", str(tmp_path / "village"), "--village"]
    assert main([*call, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "nuanfang-village-works/1"
    assert [item["code"] for item in found["houses"]] == sorted(LISTS)
    assert len(found["left_out"]) == 20 - len(LISTS)
    needed = sum(month["needed_days"] for team in found["teams"] for month in team["months"])
    steps = [step for item in found["houses"] for step in item["steps"]]
    assert needed == pytest.approx(sum(step["unskilled_days"] for step in steps))
    assert main(call) == 0
    lines = capsys.readouterr().out
    assert "0009 第 1 步 · 加固" in lines and "和加固一起做" in lines and "0003 没排步骤" in lines
    assert main([*call, "--house", "0001"]) == 2
    assert main([*call, "--later", "1", "1"]) == 2


def _plan(file: VillageFile, dwelling: str) -> Plan:
    package = replace(PACKAGE, measures=(_planned("W_EPS80"), _planned("WIN_PVC12")))
    return replace(PLAN, dwelling_id=dwelling, packages=(package,))


def _planned(measure: str) -> PlannedMeasure:
    whole = PACKAGE.measures[1]
    return replace(whole, id=measure, where=Text("背面", "back"), sides=("N",))
