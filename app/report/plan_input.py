"""What the papers of a plan take: the sheet's input, who pays, and the steps."""

from dataclasses import dataclass

from app.model.assessment import Package, Range
from app.model.funding import Funding
from app.model.roadmap import Roadmap
from app.report.data import SheetInput


@dataclass(frozen=True, slots=True)
class PlanInput:
    """Retrofit plan and consent of a house.

    ``sheet`` holds what all papers tell; its ``draft`` is set before the plan is settled (D2) or
    may be signed (D5). ``funding`` as laid down, ``back`` [a] of own cash. ``roadmap`` None where
    steps could not be made. ``balanced``: nothing keeps the family from signing.
    """

    sheet: SheetInput
    package: Package
    funding: Funding
    back: Range | None
    roadmap: Roadmap | None
    balanced: bool
