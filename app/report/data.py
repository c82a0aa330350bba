"""What a sheet takes and what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.i18n import Language
from app.model.assessment import Assessment, Package, PackageKey, Plan
from app.model.survey import Survey, VillageValues
from app.model.uncertainty import Advice


@dataclass(frozen=True, slots=True)
class SheetInput:
    """What the sheet tells. ``survey`` is resolved: defaults filled, provenance kept.

    ``draft`` prints the word across the pages (printed before its gate); ``practice`` marks
    a house of the practice village. ``package`` names the package of the plan to print,
    ``advice`` what would make the result surer. ``photos`` holds slot (P01…) -> JPEG; what is not
    there is not printed.
    """

    survey: Survey
    village: VillageValues
    assessment: Assessment
    plan: Plan | None
    village_name: str
    code: str
    printed_at: datetime
    version: str
    language: Language = "zh"
    draft: bool = False
    practice: bool = False
    technician: str = ""
    technician_phone: str = ""
    package: PackageKey | None = None
    advice: Advice | None = None
    photos: Mapping[str, bytes] = field(default_factory=dict)

    def chosen_package(self) -> Package | None:
        """Return the package to print: the named one, else the first of the plan."""
        if self.plan is None or not self.plan.packages:
            return None
        by_key = {package.key: package for package in self.plan.packages}
        return by_key.get(self.package) if self.package else self.plan.packages[0]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper, and the characters for which it leaves a gap to be filled by hand."""

    pdf: bytes
    missing: tuple[str, ...]
