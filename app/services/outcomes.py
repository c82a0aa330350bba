"""What long jobs bring back to the window.

Records alone: the window, which unpacks them, reads nothing that calculates or prints for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.i18n import Text
from app.model.account import HouseAccount, ServiceOption
from app.model.assessment import Assessment, Package, PackageKey, Plan
from app.model.family import Beside
from app.model.house import Side
from app.model.roadmap import Roadmap
from app.model.village_works import VillageWorks
from app.services.scenarios import Listed, Scenario

if TYPE_CHECKING:
    from app.services.stages import Calculated
    from app.services.village import Summary


@dataclass(frozen=True, slots=True)
class Kept:
    """A result to be kept by whoever may write the village file."""

    dwelling_id: str
    kind: str
    payload: bytes
    hashes: dict[str, str]
    summary: "Summary"


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """A scenario with all its measures, and its package or the sentence why there is none."""

    scenario: Scenario
    measures: Listed
    package: Package | None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and what should be kept of it.

    ``outdated``: "catalogue", "pack" where the plan was made with another one. ``sides``:
    on which a measure that is chosen by side may be done here. ``family``: what it has chosen
    beside the works.
    """

    assessment: Assessment
    plan: Plan
    kept: tuple[Kept, ...]
    outdated: tuple[str, ...] = ()
    scenarios: tuple[ScenarioResult, ...] = ()
    sides: Mapping[str, tuple[Side, ...]] = field(default_factory=dict)
    family: Beside = field(default_factory=Beside)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet with its file name, the characters its font lacks, and what should be kept."""

    pdf: bytes
    name: str
    missing: tuple[str, ...]
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment for the stage "assessed", and what should be kept of it."""

    assessment: Assessment
    calculated: "Calculated"
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class NamedWorks:
    """The works of a village with the heads of its households by dwelling id."""

    works: VillageWorks
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Arranged:
    """A roadmap with what is to be kept of it: the lines of its arrangement."""

    roadmap: Roadmap
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackageAccount:
    """The account after a package, with the rooms as warm as now and kept ``warmer``."""

    key: PackageKey
    same: HouseAccount
    warmer: HouseAccount


@dataclass(frozen=True, slots=True)
class Accounts:
    """The account of a house ``now`` and after each package.

    ``options`` of the other uses in actual use; ``uncounted`` says what was surveyed but lacks the
    figures to count; ``names`` of carriers, systems and measures. ``heating``: the one that the
    family has chosen, with which the packages are counted; None: the present one.
    """

    now: HouseAccount
    packages: tuple[PackageAccount, ...]
    options: tuple[ServiceOption, ...]
    uncounted: tuple[Text, ...]
    names: dict[str, Text]
    heating: Text | None = None

    def after(self, key: str) -> PackageAccount | None:
        """Return the account after a package, None where there is none."""
        return next((item for item in self.packages if item.key == key), None)
