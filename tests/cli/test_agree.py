"""From plan to consent in the shell, and the papers of a plan."""

import json
from pathlib import Path

import pytest

from app.main import main
from app.model.change import Edit
from app.model.value import known
from app.store.village import open_village
from tests.services.test_funding import BY, first, planned, village
from tests.signing import sign

__all__ = ["planned", "village"]


@pytest.fixture
def folder(village, tmp_path: Path) -> str:  # type: ignore[no-untyped-def]
    """Return the folder of a village whose first house is assessed, planned, its package chosen."""
    village.set_state(first(village), "assessed", BY)
    village.commit(first(village), [Edit("TP2", known("cheapest"))], operator=BY, label="套餐")
    village.close()
    return str(tmp_path / "v")


def told(capsys: pytest.CaptureFixture[str]) -> dict:  # type: ignore[type-arg]
    return next(iter(json.loads(capsys.readouterr().out).values()))


def code_of(folder: str) -> str:
    with open_village(Path(folder), operator=BY) as held:
        return held.overview()[0].code


def test_a_house_is_settled_agreed_and_taken_back(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["agree", folder, "--house", code_of(folder)]
    assert main([*call, "--json"]) == 0
    assert told(capsys)["state"] == "assessed"
    assert main([*call, "--consented"]) == 1
    capsys.readouterr()
    assert main([*call, "--planned", "--json"]) == 0
    assert told(capsys)["next"] == "consented"
    assert main([*call, "--consented"]) == 1
    assert "公示" in capsys.readouterr().err
    with open_village(Path(folder), operator=BY) as held:
        sign(held, held.overview()[0].dwelling_id)
    assert main([*call, "--consented", "--by", "周科长", "--json"]) == 0
    found = told(capsys)
    assert (found["state"], found["verdict_void"]) == ("consented", False)
    assert found["frozen_at"]
    with open_village(Path(folder), operator=BY) as held:
        edits = [Edit("D02", known(500))]
        held.commit(held.overview()[0].dwelling_id, edits, operator=BY, label="墙厚")
    assert main([*call, "--json"]) == 1
    found = told(capsys)
    assert found["verdict_void"] and found["corrected"][0]["field"] == "D02"
    assert main([*call, "--back", "再想想", "--json"]) == 1
    assert told(capsys)["state"] == "planned"
    assert main([*call, "--planned", "--consented"]) == 2
    assert main(["agree", folder, "--planned"]) == 2
