"""Plan settled, family agreed: the line above the money with the next stage and what it lacks."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.errors import AppError
from app.i18n import gettext as _
from app.i18n import language
from app.model.stages import stage_specs
from app.ui.pages.base import Frame, button, label, restyle
from app.ui.texts import field_name, state_text, state_word

if TYPE_CHECKING:
    from app.services.agreement import Agreement
    from app.store.village import VillageFile

_REASON = 220  # [px]
_MOST_REASON = 200


class AgreeBar(QWidget):
    """Follows one house; moves it from assessed to planned to agreed, and back with a reason."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._dwelling = ""
        self._found: Agreement | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.words = label("label", wrap=True)
        self.reason = QLineEdit()
        self.reason.setMaxLength(_MOST_REASON)
        self.reason.setFixedWidth(_REASON)
        self.reason.textChanged.connect(lambda _text: self._show_buttons())
        self.back, self.next = button(), button("primary")
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.move_on)
        row.addWidget(self.words, 1)
        for widget in (self.reason, self.back, self.next):
            row.addWidget(widget)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Hide the line: there is no house with a plan."""
        self._found = None
        self.hide()

    def read(self, dwelling_id: str) -> None:
        """Read where a house stands."""
        session = self._frame.session
        if session is None:
            return
        self._dwelling = dwelling_id
        weather = session.weather

        def work(village: "VillageFile") -> "Agreement":
            from app.services.agreement import agreement
            from app.services.assess import context_for

            return agreement(village, dwelling_id, context_for(village.village_values(), weather))

        session.read(work, lambda found: self._take(dwelling_id, found), self._failed)

    def _take(self, dwelling_id: str, found: "Agreement") -> None:
        if dwelling_id != self._dwelling:
            return
        self._found = found
        self.reason.clear()
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Show every text in the present language."""
        found = self._found
        if found is None:
            return
        restyle(self.words, "role", "hard" if found.void else "label")
        self.words.setText("　".join(_words(found)))
        self._show_buttons()

    def _show_buttons(self) -> None:
        found, session = self._found, self._frame.session
        if found is None or session is None:
            return
        writable = not session.village.read_only
        earlier = {"planned": "assessed", "consented": "planned"}.get(found.state, "")
        for widget in (self.reason, self.back):
            widget.setVisible(bool(earlier))
        if earlier:
            self.reason.setPlaceholderText(_("Why does it go back? The reason is kept."))
            self.reason.setAccessibleName(_("Reason for the step back"))
            self.back.setText(_("Back to “{stage}”").format(stage=state_word(earlier)))
            self.back.setEnabled(writable and bool(self.reason.text().strip()))
        self.next.setVisible(found.target is not None)
        if found.target is not None:
            self.next.setText(f"→ {state_word(found.target)}")
            self.next.setEnabled(writable and not found.lacking)

    def move_on(self) -> None:
        """Move the house to its next stage; consent freezes the state before."""
        found, session = self._found, self._frame.session
        if found is None or session is None or found.target is None:
            return
        dwelling, weather, operator = self._dwelling, session.weather, session.operator
        planned = found.target == "planned"

        def work(village: "VillageFile") -> Any:
            from app.services.agreement import consent, settle
            from app.services.assess import context_for

            context = context_for(village.village_values(), weather)
            return (settle if planned else consent)(village, dwelling, context, operator)

        session.drain()
        session.write(work, lambda _done: self._moved(), self._failed)

    def go_back(self) -> None:
        """Take the house one stage back; the reason is kept."""
        session, reason, dwelling = self._frame.session, self.reason.text().strip(), self._dwelling
        if session is None or not reason:
            return
        operator = session.operator

        def work(village: "VillageFile") -> Any:
            from app.services.stages import step_back

            return step_back(village, dwelling, reason, operator)

        session.write(work, lambda _done: self._moved(), self._failed)

    def _moved(self) -> None:
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.refused.emit(str(error))
        elif self._frame.session is not None:
            self._frame.session.fault.emit(error)


def _words(found: "Agreement") -> list[str]:
    from app.services.funding import said_here  # the window comes first

    words = [state_text(found.state)]
    if found.target is not None and found.lacking:
        lacking = said_here(found.lacking)
        stage = state_word(found.target)
        words.append(_("“{stage}” still lacks: {what}").format(stage=stage, what=lacking))
    if found.frozen is not None:
        words.append(_("State before frozen {date}.").format(date=found.frozen.at[:10]))
    if found.void:
        fields = "、".join(
            f"{field_name(item.field)} {_said(item.field, item.frozen)} → "
            f"{_said(item.field, item.today)}"
            for item in found.corrected[:3]
        )
        words.append(
            _("× Changed after consent ({fields}): the verdict is void until the district looks.")
            .format(fields=fields)
        )  # fmt: skip
    return words


def _said(field: str, code: str) -> str:
    """Return what a stage field says, in words where it is a choice."""
    declared = stage_specs().get(field)
    chosen = declared.choice(code) if declared is not None else None
    return chosen.label.get(language()) if chosen is not None else code or "—"
