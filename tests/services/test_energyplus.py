"""The engine against EnergyPlus; what runs EnergyPlus is skipped where it is not installed."""

import csv
import importlib.util
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import app.services.energyplus_check as check
import app.services.energyplus_run as runs
from app.errors import AppError
from app.exchange.energyplus import EnergyPlusYear, energyplus_document
from app.exchange.epw import read_epw
from app.exchange.epw_write import epw_text
from app.model.climate import HOURS
from app.resources import resource
from app.services.assess import load_context
from app.services.demo import create_practice_village
from app.services.energyplus_export import export_energyplus
from app.services.publish import dwelling_by_code
from tests.exchange.energyplus_houses import public_case, rooms

WEATHER = read_epw(resource("climate", "CHN_TJ_Tianjin.SYN_CC0.epw"))
COEFFICIENTS = {"iso": "iso6946", "default": "engine_best"}
with_energyplus = pytest.mark.skipif(
    importlib.util.find_spec("pyenergyplus") is None, reason="EnergyPlus is not installed"
)


def expected(case: str, track: str) -> dict[str, str]:
    """Return a row of the public results."""
    path = resource("validation", "energyplus", "results.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return next(r for r in rows if (r["case_id"], r["coef"]) == (case, track))


def public_results() -> list[object]:
    """Return every public case with its track; all but two cheap ones are long tests."""
    with resource("validation", "energyplus", "results.csv").open(encoding="utf-8") as file:
        rows = [(r["case_id"], r["coef"]) for r in csv.DictReader(file)]
    quick = {("A3_V5", "iso"), ("C1_V5", "default")}
    return [pytest.param(*row, marks=() if row in quick else pytest.mark.long) for row in rows]


@with_energyplus
@pytest.mark.parametrize(("case", "track"), public_results())
def test_exported_public_cases_meet_the_public_results(case: str, track: str) -> None:
    row = expected(case, track)
    # houses A were run for one year, houses C for two of which the second counts
    year = runs.run_energyplus(
        public_case(case), WEATHER, COEFFICIENTS[track], runs.energyplus_command(),
        repeat=case.startswith("C"),
    )  # fmt: skip
    assert year.q_h_nd == pytest.approx(float(row["heating_kWh"]), rel=0.001)
    months = [float(row[f"m{m:02d}_kWh"]) for m in range(1, 13)]
    assert year.q_h_nd_month == pytest.approx(months, rel=0.01, abs=1.0)
    assert year.phi_h_peak == pytest.approx(float(row["peak_kW"]), rel=0.001)
    for zone, theta in (pair.split("=") for pair in row["zone_Tjan_mean"].split()):
        assert year.theta_mean_jan(zone) == pytest.approx(float(theta), abs=0.01)


@with_energyplus
def test_every_part_of_a_model_is_taken_without_a_warning(tmp_path: Path) -> None:
    for number, model in enumerate((rooms(), rooms(1.21))):
        folder = tmp_path / str(number)
        folder.mkdir()
        document = energyplus_document(model, surface_coefficients="iso6946", repeat=False)
        (folder / "in.epJSON").write_text(json.dumps(document), encoding="utf-8")
        (folder / "in.epw").write_text(epw_text(WEATHER), encoding="utf-8")
        words = ["-w", "in.epw", "-d", str(folder), "in.epJSON"]
        command = runs.energyplus_command()
        subprocess.run([*command, *words], cwd=folder, check=True, capture_output=True)
        said = (folder / "eplusout.err").read_text(encoding="utf-8")
        assert "** Severe" not in said
        assert "** Warning" not in said


@with_energyplus
def test_the_engine_agrees_on_a_house_that_uses_everything() -> None:
    subject = check.Subject("rooms", rooms(), ("engine_best",))
    found = check.compare([subject], WEATHER)
    by_name = {item.quantity: item for item in found}
    assert set(by_name) == {"heating", "months", "peak", "January unheated", "January of"}
    assert all(item.met for item in found), found
    assert abs(by_name["heating"].deviation) < 1.0


@with_energyplus
def test_what_energyplus_refuses_is_a_sentence_with_its_complaint() -> None:
    model = rooms()
    bright = {name: replace(glazing, g_value=1.5) for name, glazing in model.glazings.items()}
    bad = replace(model, glazings=bright)
    with pytest.raises(AppError, match=r"rooms.*(Severe|Fatal)"):
        runs.run_energyplus(bad, WEATHER, "engine_best", runs.energyplus_command())


def test_without_energyplus_a_sentence_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runs.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(runs.shutil, "which", lambda _name: None)
    with pytest.raises(AppError, match="pip install pyenergyplus-lbnl"):
        runs.energyplus_command()
    monkeypatch.setattr(runs.shutil, "which", lambda _name: "/opt/EnergyPlus/energyplus")
    assert runs.energyplus_command() == ["/opt/EnergyPlus/energyplus"]


def test_the_frozen_program_asks_no_python_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(runs.importlib.util, "find_spec", lambda _name: object())
    monkeypatch.setattr(runs.shutil, "which", lambda _name: "/opt/EnergyPlus/energyplus")
    assert runs.energyplus_command() == ["/opt/EnergyPlus/energyplus"]


def a_year(watts: float, theta: float) -> EnergyPlusYear:
    """Return a year of constant power and temperatures in the rooms of case C2."""
    air = {"R1": np.full(HOURS, theta), "R2": np.full(HOURS, theta)}
    return EnergyPlusYear(air, {"R1": np.full(HOURS, watts)}, {})


def test_figures_beyond_their_bar_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "energyplus_command", lambda: ["energyplus"])
    monkeypatch.setattr(check, "run_energyplus", lambda *_: a_year(500.0, -20.0))
    found = check.compare([check.Subject("C2", public_case("C2_V0"))], WEATHER)
    verdicts = {(i.surface_coefficients, i.quantity): i.met for i in found}
    assert verdicts == {
        ("engine_best", "heating"): False,
        ("engine_best", "months"): False,
        ("engine_best", "peak"): False,
        ("engine_best", "January unheated"): False,
        ("engine_best", "January of"): False,
        ("iso6946", "heating"): False,
        ("iso6946", "months"): False,
        ("iso6946", "peak"): False,
        ("iso6946", "January of"): False,
    }
    lines = check.checks_of(found)
    assert [line.name for line in lines] == ["C2 engine_best", "C2 iso6946"]
    assert not any(line.passed for line in lines)
    assert "r2" in lines[0].detail


def test_equal_figures_pass_and_a_radiant_peak_has_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    model = public_case("C2_V0")
    assert model.heating is not None
    radiant = replace(model, heating=replace(model.heating, convective_fraction=0.6))
    monkeypatch.setattr(check, "energyplus_command", lambda: ["energyplus"])
    monkeypatch.setattr(check, "run_energyplus", lambda *_: a_year(100.0, 0.0))
    found = check.compare([check.Subject("C2", radiant, ("iso6946",))], WEATHER)
    peak = next(item for item in found if item.quantity == "peak")
    assert peak.bar is None
    assert peak.met


def test_a_house_is_written_with_its_weather_and_without_personal_data(tmp_path: Path) -> None:
    context = load_context()
    with create_practice_village(tmp_path / "village") as village:
        dwelling = dwelling_by_code(village, "0003")
        names = {row.head_name for row in village.overview()}
        paths = export_energyplus(village, [dwelling], tmp_path / "out", context)
    assert [path.name for path in paths] == [
        "Tianjin-SYN.epw", "0003_standard.epJSON", "0003_actual.epJSON",
    ]  # fmt: skip
    document = json.loads(paths[1].read_text(encoding="utf-8"))
    assert set(document["Zone"]) == {"main", "side", "roof"}
    assert read_epw(paths[0]).synthetic
    for path in paths[1:]:
        text = path.read_text(encoding="utf-8")
        assert not any(name in text for name in names if name)
