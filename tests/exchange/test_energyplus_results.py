"""Hourly figures of EnergyPlus are read whole or refused with a sentence."""

from pathlib import Path

import pytest

from app.errors import FileError, ForeignFileError
from app.exchange.energyplus import read_year

HEAD = """\
Program Version,EnergyPlus
1,5,Environment Title[],Latitude[deg]
7,1,MAIN,Zone Mean Air Temperature [C] !Hourly
8,1,MAIN IDEAL LOADS,Zone Ideal Loads Zone Sensible Heating Energy [J] !Hourly
9,1,MAIN RADIANT HEAT,Other Equipment Radiant Heating Energy [J] !Hourly
10,1,MAIN GAINS,Other Equipment Radiant Heating Energy [J] !Hourly
11,1,MAIN,Zone Mean Air Temperature [C] !Monthly [Value,Min,Max]
End of Data Dictionary
"""


def eso(path: Path, hours: int) -> Path:
    """Write a file of ``hours`` hours: 18 °C, 1800 W convective, 200 W radiant, 50 W gains."""
    rows = "2,hour\n7,18.0\n8,6480000.0\n9,720000.0\n10,180000.0\n" * hours
    path.write_text(HEAD + "1,RUN PERIOD 1,39.1\n" + rows + "11,18.0,17.0,1,19.0,2\n")
    return path


def test_heating_is_ideal_loads_and_the_heaters_radiant_heat(tmp_path: Path) -> None:
    year = read_year(eso(tmp_path / "a.eso", 2 * 8760))
    assert year.q_h_nd == pytest.approx(2.0 * 8760)
    assert year.q_h_nd_month[1] == pytest.approx(2.0 * 28 * 24)
    assert year.phi_h_peak == pytest.approx(2.0)
    assert year.theta_mean_jan("main") == pytest.approx(18.0)
    assert set(year.theta_air) == {"MAIN"}


def test_of_two_years_the_second_counts(tmp_path: Path) -> None:
    path = eso(tmp_path / "a.eso", 8760)
    text = path.read_text().replace(
        "End of Data Dictionary\n", "End of Data Dictionary\n7,99.0\n", 1
    )
    path.write_text(text)
    assert read_year(path).theta_air["MAIN"].max() == pytest.approx(18.0)


def test_a_broken_off_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ForeignFileError, match=r"a\.eso"):
        read_year(eso(tmp_path / "a.eso", 100))


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="nowhere"):
        read_year(tmp_path / "nowhere.eso")
