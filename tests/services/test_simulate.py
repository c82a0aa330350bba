"""What `simulate` writes."""

import json
from pathlib import Path

import pytest

from app.errors import CaseError, FileError
from app.resources import resource
from app.services.simulate import simulate_case

WEATHER = resource("climate", "CHN_TJ_Tianjin.SYN_CC0.epw")
CASES = resource("validation", "energyplus", "cases")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "RESULT.json"
    simulate_case(CASES / "C2_V0.json", WEATHER, out)
    return out


def test_the_result_has_every_field_of_the_contract(written: Path) -> None:
    result = json.loads(written.read_text(encoding="utf-8"))
    assert len(result["monthly_heating_kWh"]) == 12
    assert sum(result["monthly_heating_kWh"]) == pytest.approx(result["heating_kWh"], abs=0.01)
    assert result["peak_kW"] == pytest.approx(3.0)
    assert result["design_day_kW"] > 3.0
    assert set(result["freefloat"]) >= {"Tjan_min_C", "Tjan_mean_C"}
    assert result["freefloat"]["Tjan_min_C"] < result["freefloat"]["Tjan_mean_C"]
    assert {"cooling_kWh", "peak_cool_kW", "T_max", "T_min", "T_mean"} <= set(result)
    assert set(result["zones"]) == {"r1", "r2"}
    assert set(result["zones"]["r2"]) == {"Tjan_mean_C", "T_min", "T_max", "T_mean", "heating_kWh"}
    assert result["underheating"]["hours"] > 100
    assert result["underheating"]["degree_hours"] > 100
    assert set(result["engine"]) == {"name", "version"}
    assert result["wall_s"] > 0


def test_nothing_but_the_result_is_left_behind(written: Path) -> None:
    assert [p.name for p in written.parent.iterdir()] == ["RESULT.json"]


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "nowhere").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(FileError, match="nowhere"):
        simulate_case(CASES / "A1_V0.json", WEATHER, tmp_path / "nowhere" / "r.json")


def test_a_broken_case_leaves_an_earlier_result_alone(tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    out.write_text("earlier", encoding="utf-8")
    (tmp_path / "case.json").write_text("{}", encoding="utf-8")
    with pytest.raises(CaseError, match="schema"):
        simulate_case(tmp_path / "case.json", WEATHER, out)
    assert out.read_text(encoding="utf-8") == "earlier"
