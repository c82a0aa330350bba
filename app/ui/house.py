"""The house on the screen: its survey, what is odd in it, and the way of every entry."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.i18n import gettext as _
from app.i18n import language
from app.model.change import Batch, Edit
from app.model.ids import new_id
from app.model.survey import (
    Survey,
    apply_edit,
    bill_check,
    format_value,
    is_asked,
    spec,
    value_of,
)
from app.model.survey.bill_check import bill_problem
from app.model.survey.spec import FieldClass, FieldSpec, Kind, Problem
from app.model.value import Empty, Provenance, Value
from app.ui.session import Session
from app.ui.texts import short_label

_CYCLE = (Provenance.MEASURED, Provenance.TOLD, Provenance.DOCUMENT)
_SHOWN_UNITS = ("m", "mm", "℃", "m²")


class House(QObject):
    """The survey being edited. Every change is shown at once and sent to the village file.

    Grey values and problems follow from the rules of the session.
    """

    edited = Signal()  # the survey is another one; nothing is shown of it yet
    changed = Signal()
    undone = Signal(str)  # label of what was undone, empty if there was nothing
    redone = Signal(str)

    def __init__(
        self,
        session: Session,
        dwelling_id: str,
        code: str,
        survey: Survey,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.dwelling_id = dwelling_id
        self.code = code
        self.survey = survey
        self.resolved = survey
        self._found: tuple[Problem, ...] | None = None
        self._together = False
        self._ratio: float | None = None
        self._reused: tuple[Problem, ...] = ()
        self._look()

    @property
    def read_only(self) -> bool:
        """Tell whether entries are refused because another window holds the file."""
        return self.session.village.read_only

    def _look(self) -> None:
        rules, operator = self.session.rules, self.session.operator
        self.resolved = rules.filled(self.survey, operator, date.today())
        self._found = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong, unusual or missing; found when it is first asked for."""
        if self._found is None:
            self._found = self.session.rules.problems(self.survey, self.resolved)
        odd = bill_problem(self._ratio, self.stored(bill_check.FIELD))
        here = {row.id for row in self.survey.photos}
        reused = tuple(problem for problem in self._reused if problem.row in here)
        return (*self._found, *((odd,) if odd is not None else ()), *reused)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Tell once, at the end, of all that is entered within."""
        self._together = True
        try:
            yield
        finally:
            self._together = False
            self.changed.emit()

    def take_ratio(self, ratio: float | None) -> bool:
        """Take bill ÷ model [-] of the last calculation; tells whether that changes a problem."""
        before = self.problems
        self._ratio = ratio
        return self.problems != before

    def take_reused(self, problems: Sequence[Problem]) -> None:
        """Take the photos of this house that another one shows too (X19)."""
        if tuple(problems) != self._reused:
            self._reused = tuple(problems)
            self.changed.emit()

    def look_again(self) -> None:
        """Fill and check anew: values of the village have changed."""
        self._survey_changed()

    def _survey_changed(self) -> None:
        """Let the calculation begin, then fill, check and show beside it."""
        self.edited.emit()
        self._look()
        if not self._together:
            self.changed.emit()

    def stored(self, field: str, row: str = "") -> Value[Any]:
        """Return what somebody answered."""
        return value_of(self.survey, field, row)

    def shown(self, field: str, row: str = "") -> Value[Any]:
        """Return the answer, or the default that stands in for it."""
        return value_of(self.resolved, field, row)

    def is_asked(self, declared: FieldSpec) -> bool:
        """Tell whether a conditional field is asked in this house."""
        return is_asked(self.resolved, declared)

    def faults(self, field: str, row: str = "") -> tuple[Problem, ...]:
        """Return the problems of one field, missing answers left out."""
        return tuple(
            problem
            for problem in self.problems
            if problem.field == field
            and problem.severity != "missing"
            and (not row or problem.row in ("", row))
        )

    def missing(self) -> tuple[str, ...]:
        """Return the ids of the essential fields without an answer."""
        return tuple(problem.field for problem in self.problems if problem.severity == "missing")

    def enter(self, field: str, value: Any, row: str = "") -> None:
        """Take an answer typed or picked by the operator; None empties the field."""
        old = self.stored(field, row)
        if value is None:
            new: Value[Any] = Value(operator=self.session.operator, at=_now())
        else:
            source = _source_of(spec(field), old)
            new = Value(value, None, source, self.session.operator, _now())
        if (new.value, new.empty) == (old.value, old.empty) and old.provenance not in (
            Provenance.DEFAULT,
            Provenance.DERIVED,
        ):
            return
        self.apply((Edit(field, new, row),), self._label(field, row, old, new))

    def say(self, said: Mapping[str, tuple[Any, Provenance]], label: str) -> None:
        """Take several answers with where they come from, in one step."""
        at, operator = _now(), self.session.operator
        edits = [
            Edit(field, Value(value, None, source, operator, at))
            for field, (value, source) in said.items()
        ]
        self.apply(edits, label)

    def set_unknown(self, field: str, row: str = "") -> None:
        """Record that nobody knows: an answer, not a gap."""
        old = self.stored(field, row)
        new: Value[Any] = Value(None, Empty.UNKNOWN, Provenance.TOLD, self.session.operator, _now())
        self.apply((Edit(field, new, row),), self._label(field, row, old, new))

    def cycle_source(self, field: str, row: str = "") -> None:
        """Say that the value was measured, told, or read from a document, in turn."""
        old = self.stored(field, row)
        shown = self.shown(field, row)
        if shown.value is None:
            return
        source = _CYCLE[0]
        if old.known and old.provenance in _CYCLE:
            source = _CYCLE[(_CYCLE.index(old.provenance) + 1) % len(_CYCLE)]
        new = Value(shown.value, None, source, self.session.operator, _now(), old.confirmed)
        label = _("source of {field}").format(field=short_label(str(spec(field).label)))
        self.apply((Edit(field, new, row),), label)

    def confirm(self, problem: Problem) -> None:
        """Record "checked, it is right" for an unusual value."""
        old = self.stored(problem.field, problem.row)
        value, source = old.value, old.provenance
        if problem.field == bill_check.FIELD:
            value, source = round(self._ratio or 0.0, 2), Provenance.DERIVED
        elif not old.known:
            return
        new = Value(value, None, source, self.session.operator, _now(), confirmed=True)
        label = _("checked: {field}").format(field=short_label(str(spec(problem.field).label)))
        self.apply((Edit(problem.field, new, problem.row),), label)

    def confirm_defaults(self, fields: Sequence[str], section: str) -> int:
        """Take the defaults of these fields as answers, in one step; returns how many."""
        edits = []
        for field in fields:
            shown = self.shown(field)
            if self.stored(field).empty is not Empty.BLANK or not shown.known:
                continue
            value = Value(
                shown.value, None, Provenance.DEFAULT, self.session.operator, _now(), True
            )
            edits.append(Edit(field, value))
        if edits:
            label = _("{n} defaults of section {section}").format(n=len(edits), section=section)
            self.apply(tuple(edits), label)
        return len(edits)

    def new_row(self, kind: str) -> str:
        """Add an empty repeat row and return its id."""
        row = new_id()
        start = Value(kind, None, Provenance.TOLD, self.session.operator, _now())
        self.apply((Edit("@row", start, row),), _("new row"))
        return row

    def remove_row(self, row: str) -> None:
        """Remove a repeat row; undo brings it back."""
        gone: Value[Any] = Value(operator=self.session.operator, at=_now())
        self.apply((Edit("@row", gone, row),), _("row removed"))

    def apply(self, edits: Sequence[Edit], label: str) -> None:
        """Show the edits and send them to the file as one step."""
        if self.read_only or not edits:
            self.changed.emit()
            return
        for edit in edits:
            self.survey = apply_edit(self.survey, edit)
        self._survey_changed()
        self.session.commit(self.dwelling_id, edits, label)

    def undo(self) -> None:
        """Take back the last step of this house."""
        self._step(
            lambda village: village.undo(self.dwelling_id, self.session.operator), self.undone
        )

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(
            lambda village: village.redo(self.dwelling_id, self.session.operator), self.redone
        )

    def _step(self, step: Callable[[Any], Batch | None], told: SignalInstance) -> None:
        if self.read_only:
            return

        def work(village: Any) -> tuple[Batch | None, Survey]:
            return step(village), village.survey(self.dwelling_id)

        def done(outcome: tuple[Batch | None, Survey]) -> None:
            batch, survey = outcome
            if batch is not None:
                self.survey = survey
                self._survey_changed()
            told.emit(batch.label if batch is not None else "")

        self.session.drain()
        self.session.write(work, done)

    def _label(self, field: str, row: str, old: Value[Any], new: Value[Any]) -> str:
        """Name a step: "墙厚 370→240"."""
        declared = spec(field)
        return f"{short_label(str(declared.label))} {_short(declared, old)}→{_short(declared, new)}"


def _short(declared: FieldSpec, value: Value[Any]) -> str:
    if value.empty is Empty.UNKNOWN:
        return _("not known")
    if value.value is None or declared.personal:
        return "…"
    return str(format_value(declared, value.value, language()))[:16]


def _source_of(declared: FieldSpec, old: Value[Any]) -> Provenance:
    """Lengths and temperatures are measured, the rest is told; the operator can say otherwise."""
    if old.provenance in _CYCLE:
        return old.provenance
    number = declared.kind in (Kind.DECIMAL, Kind.INTEGER)
    measured = number and declared.unit in _SHOWN_UNITS
    if declared.field_class is FieldClass.ROSTER:
        return Provenance.TOLD
    return Provenance.MEASURED if measured else Provenance.TOLD


def _now() -> datetime:
    return datetime.now(UTC)
