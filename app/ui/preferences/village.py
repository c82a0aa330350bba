"""The sections of the settings that are values of the village and nothing else."""

from app.i18n import gettext as _
from app.ui.pages.base import Frame
from app.ui.preferences.fields import FieldsSection

VILLAGE = (
    *("V01", "V02", "V14", "V04", "V13", "V34", "V07", "V11", "V11R", "V09"),
    *("V20", "V21", "V22", "V23", "V24", "V25", "V26", "V27", "V28", "V29", "V30"),
)
ESTIMATES = ("V40", "V41", "V42", "V43", "V44", "V45", "V46", "V47")
PRINT = ("V12", "V12T", "V10")


class VillageSection(FieldsSection):
    """Name, programme and what most houses have."""

    key = "village"

    @staticmethod
    def title() -> str:
        return _("Village")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _("What holds for the whole village, and how most of its houses are."),
            VILLAGE,
        )


class EstimatesSection(FieldsSection):
    """What the helps of the survey count with."""

    key = "estimates"

    @staticmethod
    def title() -> str:
        return _("Estimates")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _(
                "What the helps of the survey (F2 at K03, I07) and the village’s works count with."
            ),
            ESTIMATES,
        )


class PrintSection(FieldsSection):
    """What stands at head and foot of papers."""

    key = "print"

    @staticmethod
    def title() -> str:
        return _("Print header")

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Printed at head and foot of every paper."), PRINT)
