"""Reading the hourly figures that EnergyPlus writes into ``eplusout.eso``."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from app.errors import FileError, ForeignFileError
from app.exchange.energyplus.equipment import RADIANT
from app.i18n import gettext as _
from app.model.climate import HOURS, Array

_END_OF_DICTIONARY = "End of Data Dictionary"
_AIR = "Zone Mean Air Temperature"
_HEAT = "Zone Ideal Loads Zone Sensible Heating Energy"
_COOL = "Zone Ideal Loads Zone Sensible Cooling Energy"
_RADIANT = "Other Equipment Radiant Heating Energy"
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_EDGES = np.concatenate([[0], np.cumsum(_DAYS)]) * 24
_JOULE_PER_HOUR = 3600.0


@dataclass(frozen=True, slots=True, eq=False)
class EnergyPlusYear:
    """The last year of a run by zone, names in capitals as EnergyPlus writes them.

    ``theta_air`` [°C], ``phi_h`` and ``phi_c`` [W], 8760 hourly means each.
    """

    theta_air: Mapping[str, Array]
    phi_h: Mapping[str, Array]
    phi_c: Mapping[str, Array]

    @property
    def q_h_nd(self) -> float:
        """Heating of all zones [kWh]."""
        return float(self._total.sum()) / 1000.0

    @property
    def q_h_nd_month(self) -> tuple[float, ...]:
        """Monthly heating [kWh]."""
        total = self._total
        return tuple(float(total[a:b].sum()) / 1000.0 for a, b in pairwise(_EDGES))

    @property
    def phi_h_peak(self) -> float:
        """Largest hourly mean of the heating power [kW]."""
        return float(self._total.max()) / 1000.0

    def theta_mean_jan(self, zone: str) -> float:
        """Mean air temperature of a zone in January [°C]."""
        return float(self.theta_air[zone.upper()][: _EDGES[1]].mean())

    @property
    def _total(self) -> Array:
        return np.sum(list(self.phi_h.values()), axis=0) if self.phi_h else np.zeros(HOURS)


def read_year(path: Path) -> EnergyPlusYear:
    """Return the last 8760 hours of ``eplusout.eso``.

    Raises
    ------
    FileError
        If the file cannot be read or holds no whole year.
    """
    series = _hourly(path)
    heat: dict[str, Array] = {}
    cool: dict[str, Array] = {}
    air: dict[str, Array] = {}
    for (key, variable), values in series.items():
        if variable == _AIR:
            air[key] = values
        elif variable == _HEAT:
            _add(heat, _zone_of(key, "ideal loads"), values / _JOULE_PER_HOUR)
        elif variable == _COOL:
            _add(cool, _zone_of(key, "ideal loads"), values / _JOULE_PER_HOUR)
        elif variable == _RADIANT and key.endswith(f" {RADIANT}".upper()):
            _add(heat, _zone_of(key, RADIANT), values / _JOULE_PER_HOUR)
    if not air:
        raise ForeignFileError(_("{path} holds no room temperatures.").format(path=path))
    return EnergyPlusYear(air, heat, cool)


def _add(by_zone: dict[str, Array], zone: str, values: Array) -> None:
    by_zone[zone] = by_zone[zone] + values if zone in by_zone else values


def _zone_of(key: str, word: str) -> str:
    return key.removesuffix(f" {word}".upper())


def _hourly(path: Path) -> dict[tuple[str, str], Array]:
    """Return hourly series by (key, variable)."""
    names: dict[str, tuple[str, str]] = {}
    values: dict[str, list[float]] = {}
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith(_END_OF_DICTIONARY):
                    break
                parts = line.split(",", 3)
                if len(parts) == 4 and line.rstrip().endswith("!Hourly"):
                    names[parts[0]] = (parts[2].strip().upper(), parts[3].split("[")[0].strip())
                    values[parts[0]] = []
            for line in file:
                number, comma, value = line.partition(",")
                if comma and number in values:
                    values[number].append(float(value))
    except OSError as error:
        raise FileError(
            _("{path} cannot be read ({reason}).").format(path=path, reason=error.strerror or error)
        ) from error
    if not values or any(len(v) < HOURS for v in values.values()):
        raise ForeignFileError(_("{path} does not hold a whole year.").format(path=path))
    return {names[k]: np.array(v[-HOURS:]) for k, v in values.items()}
