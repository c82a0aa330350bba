"""What the papers of a plan take: the sheet's input, who pays, and the steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.i18n import Text
from app.model.assessment import Package, Range
from app.model.family import FamilyMoney
from app.model.funding import Funding
from app.model.roadmap import Roadmap
from app.model.solar import Question
from app.report.data import SheetInput


@dataclass(frozen=True, slots=True)
class PlanInput:
    """Retrofit plan and consent of a house.

    ``sheet`` holds what all papers tell; its ``draft`` is set before the plan is settled (D2) or
    may be signed (D5). ``funding`` as laid down, ``back`` [a] of own cash. ``roadmap`` None where
    steps could not be made. ``balanced``: nothing keeps the family from signing. ``family``: the
    heating and photovoltaics it chose beside the works; ``questions`` the six of a contract for
    photovoltaics, none where they are not wanted; ``weather`` that a measure needs and what to
    ``heed`` of it, by its id. ``short``: more modules are wanted than fit, and why.
    ``noted`` of the consent for the file of the house: name and what is entered, blank where it is
    still to be written in.
    """

    sheet: SheetInput
    package: Package
    funding: Funding
    back: Range | None
    roadmap: Roadmap | None
    balanced: bool
    family: FamilyMoney | None = None
    questions: tuple[Question, ...] = ()
    weather: Mapping[str, Text] = field(default_factory=dict)
    heed: Mapping[str, Text] = field(default_factory=dict)
    short: Text | None = None
    noted: tuple[tuple[Text, Text], ...] = ()
