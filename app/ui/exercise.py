"""The ten-minute practice house: steps that tick themselves as the person does them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.i18n import gettext as _
from app.model.value import Empty
from app.ui.current import Current
from app.ui.house import House

if TYPE_CHECKING:
    from app.ui.session import Session


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, and how it is known that it was done (once done it stays ticked)."""

    key: str
    text: Callable[[], str]
    done: Callable[["Exercise", House], bool]


def _holds(*fields: str) -> Callable[["Exercise", House], bool]:
    def done(_exercise: "Exercise", house: House) -> bool:
        return all(house.stored(field).known for field in fields)

    return done


def _is(field: str, value: object) -> Callable[["Exercise", House], bool]:
    def done(_exercise: "Exercise", house: House) -> bool:
        return bool(house.stored(field).value == value)

    return done


def _mended(exercise: "Exercise", house: House) -> bool:
    held = house.stored("D02").value
    return "faulty" in exercise.ticked and isinstance(held, int) and held >= 200


def _took_grey(_exercise: "Exercise", house: House) -> bool:
    """Tell whether grey values were taken with Ctrl+Enter."""
    return any(house.stored(field).confirmed for field in ("C04", "B05", "B06", "B07", "D07"))


STEPS: tuple[Step, ...] = (
    Step("new", lambda: _("Press Ctrl+N: a new house."), lambda e, h: h.dwelling_id in e),
    Step(
        "name",
        lambda: _("Write a name for the head of household, Enter. Then group and door number."),
        _holds("A02", "A05"),
    ),
    Step("type", lambda: _("Alt+B. Pick the house type 2 with the key 2."), _holds("B03")),
    Step("year", lambda: _("Year built: 1985, Enter."), _is("B04", 1985)),
    Step(
        "size",
        lambda: _("Alt+C. Bays 5, length 16.5, depth 6.4, heated bays 3."),
        lambda _e, h: all(h.stored(f).known for f in ("C01", "C02", "C03", "C05")),
    ),
    Step(
        "grey",
        lambda: _("Ctrl+Enter takes the grey values that are right and goes on."),
        _took_grey,
    ),
    Step(
        "faulty",
        lambda: _("Wall thickness: write 37 and look below: red, with a sentence. Go on typing."),
        lambda _e, h: h.stored("D02").value == 37,
    ),
    Step("mended", lambda: _("Now 370: the field asks for millimetres."), _mended),
    Step(
        "windows",
        lambda: _("Alt+F. South window: type 1, 1.5 by 1.5, 4 of them; north 2."),
        _holds("F01", "F02", "F03", "F04", "F05"),
    ),
    Step(
        "heating",
        lambda: _("Alt+I. Main heating 1, day temperature 15, flue and alarm: look at the stove."),
        _holds("I01", "I07", "I10"),
    ),
    Step(
        "unknown",
        lambda: _("Alt+K. Nobody knows the coal: Ctrl+U, “not known”. That is an answer too."),
        lambda _e, h: h.stored("K01").empty is Empty.UNKNOWN,
    ),
    Step("undo", lambda: _("Ctrl+Z takes the last step back."), lambda e, _h: e.undone),
    Step(
        "rest",
        lambda: _("F8 goes from gap to gap. Fill them until none is left."),
        lambda _e, h: not h.missing(),
    ),
    Step(
        "result",
        lambda: _("Wait for the result: it shows where the heat goes."),
        lambda e, h: not h.missing() and e.assessed,
    ),
)


class Exercise(QObject):
    """Watches the house at hand while the exercise runs."""

    changed = Signal()

    def __init__(self, current: Current, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current = current
        self._house: House | None = None
        self._known: set[str] = set()
        self.running = False
        self.undone: bool = False
        self.ticked: set[str] = set()
        current.house_changed.connect(self._follow)
        current.view_changed.connect(self._look)

    def __contains__(self, dwelling_id: str) -> bool:
        """Tell whether a house was made during the exercise."""
        return bool(dwelling_id) and dwelling_id not in self._known

    @property
    def assessed(self) -> bool:
        """Tell whether there is a result for the house at hand."""
        view = self._current.view
        return view.assessment is not None and not view.working

    @property
    def steps(self) -> Sequence[Step]:
        """Return the steps in order."""
        return STEPS

    @property
    def present(self) -> Step | None:
        """Return the first step that is not done, None when all are."""
        return next((step for step in STEPS if step.key not in self.ticked), None)

    def begin(self, session: "Session") -> None:
        """Begin anew in the open village, whose houses are left alone."""

        def known(rows: Any) -> None:
            self._known = {row.dwelling_id for row in rows}
            self.running, self.undone = True, False
            self.ticked = set()
            self._follow()
            self.changed.emit()

        session.read(lambda village: village.overview(), known)

    def end(self) -> None:
        """End the exercise; what was entered stays in the practice village."""
        self.running = False
        self.changed.emit()

    def _follow(self) -> None:
        house = self._current.house
        if house is not self._house:
            self._house = house
            if house is not None:
                house.undone.connect(self._note_undo)
        self._look()

    def _note_undo(self, name: str) -> None:
        if self.running and name and self._house is not None and self._house.dwelling_id in self:
            self.undone = True
            self._look()

    def _look(self) -> None:
        """Tick what has been done; only in the house made for it."""
        house = self._house
        if not self.running or house is None or house.dwelling_id not in self:
            return
        before = set(self.ticked)
        self.ticked |= {step.key for step in STEPS if step.done(self, house)}
        if self.ticked != before:
            self.changed.emit()
