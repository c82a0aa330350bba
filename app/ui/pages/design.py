"""The house at hand checked as the design of a new one, and what would mend it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea

from app.i18n import gettext as _
from app.i18n import language
from app.model.design import DesignCheck, DesignPart, Tier
from app.services.design_text import (
    account_lines,
    check_text,
    note_text,
    scheme_lines,
    stars_text,
)
from app.ui.pages.base import Frame, Key, Page, button, card, label
from app.ui.preferences.table import Line, PlainTable
from app.ui.widgets.level_house import level_word

JOB = "app.services.longjobs:design_of_house"


class DesignPage(Page):
    """Parts against both standards on the left, what would mend them on the right."""

    key = "design"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("As a new house"))
        self._found: DesignCheck | None = None
        self._job = 0
        self._problem = ""
        self.who, self.again = label("label"), button()
        self.say(self.again.setText, lambda: _("Check again"))
        self.again.clicked.connect(self.check)
        self.head.addWidget(self.who)
        self.head.addStretch(1)
        self.head.addWidget(self.again)
        self.sentence, self.stars = label("label", wrap=True), label("title")
        self.table = PlainTable(1, height=150)
        self.say(self.table.setAccessibleName, lambda: _("Parts and their limits"))
        self.side, inside = card()
        self.notes, self.schemes = label("label", wrap=True), label("label", wrap=True)
        for widget in (self.notes, self.schemes):
            widget.setAlignment(Qt.AlignmentFlag.AlignTop)
            inside.addWidget(widget)
        inside.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.side)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.table, 5)
        row.addWidget(self.area, 4)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.stars)
        self.body.addLayout(row, 1)
        frame.current.house_changed.connect(self._other_house)
        self.say(lambda _text: self.refresh(), str)

    def keys(self) -> list[Key]:
        return [("↑↓", _("part"))]

    def _other_house(self) -> None:
        if self._job and self.frame.session is not None:
            self.frame.session.long.cancel(self._job)
        self._found, self._problem, self._job = None, "", 0

    def shown(self) -> None:
        self.check()
        self.table.setFocus()

    def check(self) -> None:
        """Check the house as it is entered now."""
        session, house = self.frame.session, self.frame.current.house
        if session is not None and house is not None and not self._job:
            session.drain()
            self._problem = ""
            self._job = session.long.ask(
                JOB,
                session.village.path,
                session.password,
                house.dwelling_id,
                session.weather,
                on_progress=lambda _share: None,
                on_done=self._done,
                on_failed=self._failed,
            )
        self.refresh()

    def _done(self, found: Any) -> None:
        self._job, self._found = 0, found
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._job = 0
        self._problem = self.why_failed(error)
        self.refresh()

    def refresh(self) -> None:
        """Show the check, or what to do first."""
        found = self._found
        self.who.setText(self.frame.current.title)
        for widget in (self.table, self.area, self.stars):
            widget.setVisible(found is not None)
        self.again.setVisible(self.frame.current.house is not None)
        self.sentence.setText(self._words())
        if found is None:
            return
        need = _("{need} kWh/m² of heat in standard use").format(need=f"{found.label.need:.0f}")
        self.stars.setText(f"{stars_text(found.stars)}   {level_word(found.label.level)}   {need}")
        self.table.show_lines(
            (_("Part"), _("Built of"), "GB/T 50824", "GB 55015"), [_line(x) for x in found.parts]
        )
        notes = [note_text(note, language()) for note in found.notes]
        self.notes.setText("\n".join((*notes, "", *account_lines(found))))
        told = (scheme_lines(scheme, found, language()) for scheme in found.schemes)
        self.schemes.setText("\n\n".join("\n".join(lines) for lines in told))

    def _words(self) -> str:
        if self._problem:
            return f"⚠ {self._problem}"
        if self.frame.current.house is None:
            return _("Choose a house in “Houses” first.")
        if self._found is None:
            return _("The design is being checked …")
        return _(
            "The answers of this house are taken as the design of a new one. Stars are for "
            "reference; prices are those of the catalogue for the added layer alone."
        )


def _line(part: DesignPart) -> Line:
    cells = (
        part.name.get(language()),
        part.construction.get(language()),
        _checks(part, "rural"),
        _checks(part, "urban"),
    )
    return Line(part.id, cells, amber=part.rural is False)


def _checks(part: DesignPart, tier: Tier) -> str:
    return "; ".join(check_text(check) for check in part.checks if check.tier == tier) or "—"
