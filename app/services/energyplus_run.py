"""Running EnergyPlus, the optional second opinion, in a process and a folder of its own."""

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from app.errors import AppError
from app.exchange.energyplus import EnergyPlusYear, energyplus_document, read_year
from app.exchange.epw_write import epw_text
from app.i18n import gettext as _
from app.model.climate import WeatherYear
from app.model.hourly import SurfaceCoefficients
from app.model.thermal import ThermalModel

_RUN = (
    "import sys; from pyenergyplus.api import EnergyPlusAPI; a = EnergyPlusAPI(); "
    "sys.exit(a.runtime.run_energyplus(a.state_manager.new_state(), sys.argv[1:]))"
)
_LIMIT = 900.0
"""Longest run [s]."""


def energyplus_command() -> list[str]:
    """Return the command that runs EnergyPlus: the Python package, else the program.

    Raises
    ------
    AppError
        If there is neither; the sentence says how to install it.
    """
    frozen = getattr(sys, "frozen", False)
    if not frozen and importlib.util.find_spec("pyenergyplus") is not None:
        return [sys.executable, "-c", _RUN]
    program = shutil.which("energyplus")
    if program:
        return [program]
    raise AppError(
        _(
            "EnergyPlus is not installed. Install it with “pip install pyenergyplus-lbnl”, "
            "or install EnergyPlus 25 and put its folder on the PATH, then try again."
        )
    )


def energyplus_version(command: list[str]) -> str:
    """Return what EnergyPlus says about itself."""
    done = subprocess.run(
        [*command, "--version"], capture_output=True, text=True, timeout=60, check=False
    )
    lines = [line for line in done.stdout.splitlines() if "Version" in line]
    return lines[0].strip() if lines else "EnergyPlus"


def run_energyplus(
    model: ThermalModel,
    weather: WeatherYear,
    surface_coefficients: SurfaceCoefficients,
    command: list[str],
    *,
    repeat: bool = True,
) -> EnergyPlusYear:
    """Return the year of a model as EnergyPlus computes it; nothing is left on the disk.

    ``repeat`` False counts the first year, begun after a short warm-up.

    Raises
    ------
    AppError
        If EnergyPlus stops; the sentence carries its first complaint.
    """
    document = energyplus_document(model, surface_coefficients=surface_coefficients, repeat=repeat)
    with tempfile.TemporaryDirectory(prefix="nuanfang-energyplus-") as name:
        folder = Path(name)
        (folder / "in.epJSON").write_text(json.dumps(document), encoding="utf-8")
        (folder / "in.epw").write_text(epw_text(weather), encoding="utf-8")
        words = ["-w", str(folder / "in.epw"), "-d", name, str(folder / "in.epJSON")]
        try:
            done = subprocess.run(
                [*command, *words], cwd=name, capture_output=True, timeout=_LIMIT, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise AppError(_sentence(model, str(error))) from error
        if done.returncode:
            raise AppError(_sentence(model, _complaint(folder / "eplusout.err")))
        return read_year(folder / "eplusout.eso")


def _sentence(model: ThermalModel, reason: str) -> str:
    return _("EnergyPlus could not compute {model}: {reason}").format(model=model.id, reason=reason)


def _complaint(path: Path) -> str:
    """Return the first severe or fatal line of EnergyPlus' error file."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return _("it left no message.")
    found = [
        line for line in lines if "** Severe" in line or "** Fatal" in line or "**  Fatal" in line
    ]
    return found[0].strip() if found else _("it left no message.")
