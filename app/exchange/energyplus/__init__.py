"""A house as an EnergyPlus input file (epJSON), and reading what EnergyPlus writes."""

from app.exchange.energyplus.document import ENERGYPLUS_VERSION, energyplus_document
from app.exchange.energyplus.results import EnergyPlusYear, read_year

__all__ = ["ENERGYPLUS_VERSION", "EnergyPlusYear", "energyplus_document", "read_year"]
