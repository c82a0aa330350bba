"""Does the engine of this installation give the validated results? A few quick public cases."""

from collections.abc import Callable
from dataclasses import dataclass

from app.i18n import N_
from app.i18n import gettext as _
from app.services.validation import Row, run_validation
from app.services.worked_examples import worked_examples

QUICK_CASES = ("A1_V0", "A1_V5")
_QUANTITIES = {
    "heating": N_("yearly heating"),
    "saving": N_("saving of the package"),
    "January unheated": N_("January temperature unheated"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its name, whether it is right, and what was seen."""

    name: str
    passed: bool
    detail: str


def check_engine(progress: Callable[[float], None] | None = None) -> list[Check]:
    """Return checks of the hourly engine and of the standards' worked examples."""
    rows = run_validation("default", cases=QUICK_CASES, progress=progress)
    checks = [_check(row) for row in rows]
    examples = worked_examples()
    right = sum(e.met for e in examples)
    checks.append(
        Check(
            _("Worked examples of the standards"),
            right == len(examples),
            _("{right} of {count} to the digit").format(right=right, count=len(examples)),
        )
    )
    return checks


def _check(row: Row) -> Check:
    return Check(
        _("Engine, case {case}: {quantity}").format(
            case=row.case, quantity=_(_QUANTITIES.get(row.quantity, row.quantity))
        ),
        row.met,
        _("{value:.4g} against {reference:.4g} (bar {bar})").format(
            value=row.value, reference=row.reference, bar=row.bar
        ),
    )
