"""The command line: helpful, honest exit codes, never a traceback."""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from app.cli import commands
from app.i18n import set_language
from app.main import VERBS, main
from app.services.demo import create_practice_village
from app.services.energyplus_check import Comparison
from app.store.village import create_village


@pytest.fixture(autouse=True)
def _chinese():
    yield
    set_language("zh")


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_verb_explains_itself_in_the_language_of_the_user(
    verb: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, "--help", "--lang", language]) == 0
    text = capsys.readouterr().out
    chinese = any("\u4e00" <= char <= "\u9fff" for char in text)
    assert chinese == (language == "zh")
    assert "--json" in text


@pytest.mark.parametrize(
    "words",
    [
        ["assess"],
        ["simulate", "--case", "a.json"],
        ["schema", "nothing"],
        ["--nonsense"],
        ["demo", "--nonsense"],
        ["export", "village"],
    ],
)
def test_a_wrong_call_exits_with_2_and_names_the_help(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    captured = capsys.readouterr()
    assert "--help" in captured.err
    assert captured.out == ""


@pytest.mark.parametrize("verb", ["assess", "plan"])
def test_a_missing_village_is_a_sentence_and_exit_1(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, str(tmp_path / "nowhere")]) == 1
    error = capsys.readouterr().err
    assert "nowhere" in error
    assert "Traceback" not in error


def test_a_missing_weather_file_writes_no_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case.json"
    case.write_text("{}")
    out = tmp_path / "out.json"
    words = ["simulate", "--case", str(case), "--weather", str(tmp_path / "no.epw")]
    assert main([*words, "--out", str(out)]) == 1
    assert capsys.readouterr().err.strip()
    assert not out.exists()


@pytest.mark.parametrize("what", ["survey", "package", "catalogue"])
def test_schemas_are_valid_json_schema(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", what]) == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


def test_the_command_speaks_chinese_on_a_console_of_another_encoding() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "--help"],
        capture_output=True,
        env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PATH": ""},
        check=False,
    )
    assert done.returncode == 0
    assert "农房" in done.stdout.decode("utf-8")


def test_no_verb_loads_qt() -> None:
    code = (
        "import sys; from app.main import main; main(['schema', 'survey']); "
        "sys.exit(any(name.startswith(('PySide6', 'pyqtgraph')) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_the_altitude_of_a_village_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "village"
    create_practice_village(folder).close()
    assert main(["station", str(folder), "Jizhou", "--altitude", "328", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "moved to an altitude of 328 m (-1.80 °C); design temperature -10.4 °C" in said
    assert main(["station", str(folder), "--altitude", "8848", "--lang", "en"]) == 1
    assert "3500" in capsys.readouterr().err


def test_stations_are_listed_and_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "village"
    create_village(folder, "x", operator="me").close()
    assert main(["station", str(folder), "--lang", "en"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == 32
    assert [line for line in listed if line.startswith("*")] == [
        "* std_54527  Tianjin: -7 °C, hourly year"
    ]
    assert "std_54602  Baoding: -7 °C, design data only" in "\n".join(listed)
    assert main(["station", str(folder), "tianjin_54428", "--lang", "en"]) == 0
    assert "-8.6 °C" in capsys.readouterr().out
    assert main(["station", str(folder), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["id"] for row in rows if row["chosen"]] == ["tianjin_54428"]
    assert main(["station", str(folder), "Atlantis"]) == 1
    assert "Atlantis" in capsys.readouterr().err


def test_what_is_odd_in_a_weather_file_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "village"
    create_village(folder, "x", operator="me").close()
    denver = Path(__file__).parents[1] / "validation/weather/USA_CO_Denver.725650TYCST.epw"
    assert main(["import", str(folder), str(denver), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "DENVER" in said
    assert "km from the weather station Tianjin" in said


def test_a_house_is_exported_for_energyplus(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "village", tmp_path / "out"
    create_practice_village(folder).close()
    words = ["export", str(folder), "--house", "0003", "--out", str(out)]
    assert main([*words, "--format", "energyplus", "--json"]) == 0
    paths = [Path(text) for text in json.loads(capsys.readouterr().out)]
    assert [path.suffix for path in paths] == [".epw", ".epJSON", ".epJSON"]
    assert all(path.exists() for path in paths)
    assert main(words) == 2
    assert "--format energyplus" in capsys.readouterr().err
    words[3] = "9999"
    assert main([*words, "--format", "energyplus"]) == 1
    assert "9999" in capsys.readouterr().err


def test_without_energyplus_the_check_against_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    for words in (["--house", "0003"], []):
        assert main(["selfcheck", "--against-energyplus", *words]) == 1
        captured = capsys.readouterr()
        assert "pip install pyenergyplus-lbnl" in captured.err
        assert captured.out == ""
    assert main(["selfcheck", "--house", "0003"]) == 2


def test_the_check_against_energyplus_tells_passed_from_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = Comparison("A1_V0", "iso6946", "heating", 101.0, 100.0, 1.0, "%", 5.0, True)
    bad = Comparison("A1_V1", "iso6946", "peak", 9.0, 6.0, 50.0, "%", 10.0, False)
    monkeypatch.setattr(commands, "energyplus_name", lambda: "EnergyPlus 25.2")
    for found, code in (([good], 0), ([good, bad], 1)):
        monkeypatch.setattr(commands, "check_public_cases", lambda _p, found=found: found)
        assert main(["selfcheck", "--against-energyplus", "--lang", "en"]) == code
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) == len(found)
        assert lines[0].startswith("passed  A1_V0 iso6946  yearly heating 101 / 100 kWh (+1.0 %)")
        assert main(["selfcheck", "--against-energyplus", "--json"]) == code
        assert json.loads(capsys.readouterr().out)[0]["energyplus"] == 100.0
    assert lines[1].startswith("FAILED  A1_V1")
