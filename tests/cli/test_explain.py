"""A figure opens on the command line, for people and for programs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli import commands
from app.i18n import set_language
from app.main import main
from app.model.assessment import Assessment
from app.model.change import Edit
from app.model.survey import VillageValues
from app.model.value import known
from app.services.assess import assess, load_context
from app.store.village import create_village
from tests.services.surveys import ANSWERS, farmhouse


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    """Return a quick assessment: the sample does not matter here."""
    return assess(farmhouse(), VillageValues(), load_context(), quick=True)


@pytest.fixture
def village(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, assessment: Assessment
) -> Iterator[Path]:
    folder = tmp_path / "village"
    with create_village(folder, "样例村", operator="李师傅") as made:
        _household, dwelling = made.add_household("李师傅")
        edits = [Edit(field, known(value)) for field, value in ANSWERS.items()]
        made.commit(dwelling, edits, operator="李师傅", label="样例")
    monkeypatch.setattr(commands, "assess_dwelling", lambda *_args: assessment)
    yield folder
    set_language("zh")


def printed(capsys: pytest.CaptureFixture[str], *words: Any) -> str:
    assert main(["assess", *map(str, words)]) == 0
    return capsys.readouterr().out


def test_the_k_of_a_wall_is_told_layer_by_layer(
    village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(capsys, village, "--explain", "u.wall.N")
    assert "北墙传热系数  1.531 W/(m²·K)" in text
    assert "K = 1 / (R_i + ΣR + R_e)" in text
    assert "实心黏土砖" in text
    assert "可信标记 B" in text


def test_the_same_in_english(village: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, village, "--explain", "heat_load", "--lang", "en")
    assert "Design heat load of the house" in text
    assert "EN 12831-1:2017" in text
    assert not any("\u4e00" <= char <= "\u9fff" for char in text)


def test_programs_get_the_trace_as_data(
    village: Path, capsys: pytest.CaptureFixture[str], assessment: Assessment
) -> None:
    text = printed(capsys, village, "--explain", "need.actual", "--json")
    (trace,) = json.loads(text).values()
    assert trace["value"] == pytest.approx(assessment.actual.q_h_nd)
    assert trace["inputs"][0]["trace"]["figure"] == "balance"


def test_an_unknown_figure_ends_with_a_sentence(
    village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", str(village), "--explain", "nothing"]) == 1
    assert "need.standard" in capsys.readouterr().err
