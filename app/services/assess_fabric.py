"""What of an assessment follows from the house alone: found while the engine runs."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.calc.damp import moisture_of
from app.calc.shape import Shape
from app.calc.thermal_model import AirState, air_state
from app.model.assessment import (
    Capacity,
    Confidence,
    ElementResult,
    Finding,
    HeatLoad,
    Moisture,
)
from app.model.house import ResolvedHouse
from app.model.survey import Survey
from app.model.thermal import ThermalModel
from app.services.assess_bill import confidence_of
from app.services.assess_envelope import Losses, elements_of, with_losses
from app.services.design import heat_load
from app.services.rules import findings

if TYPE_CHECKING:
    from app.services.assess import Context


@dataclass(frozen=True, slots=True, eq=False)
class Fabric:
    """Figures of the building; ``load`` and ``rows`` lack what only the runs tell."""

    load: HeatLoad
    rows: tuple[ElementResult, ...]
    moisture: Moisture
    confidence: Confidence
    findings: tuple[Finding, ...]
    air: AirState

    def heat_load(self, phi_peak: float) -> HeatLoad:
        """Return the load beside the coldest hour of the year ``phi_peak`` [W]."""
        return replace(self.load, capacity=Capacity(self.load.phi_hl, phi_peak, None, None))

    def elements(self, losses: Losses) -> tuple[ElementResult, ...]:
        """Return the parts that bound the heated rooms with what they lose."""
        return with_losses(self.rows, losses)


def fabric_of(
    house: ResolvedHouse, answers: Survey, shape: Shape, used: ThermalModel, context: "Context"
) -> Fabric:
    """Return the figures of a house; ``answers`` are its survey with every default filled."""
    catalogue, pack = context.catalogue, context.pack
    return Fabric(
        load=heat_load(house, used, 0.0, context),
        rows=elements_of(house, shape, catalogue),
        moisture=moisture_of(house, catalogue, pack, context.weather),
        confidence=confidence_of(house.inputs),
        findings=findings(answers, catalogue, "assessed"),
        air=air_state(house, "actual", catalogue, pack, shape),
    )
