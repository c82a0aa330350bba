"""The band below the fields: what to do with the field at hand, and what is odd in it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey.spec import DefaultSource, FieldSpec, Problem
from app.ui import style
from app.ui.pages.base import button, label, restyle
from app.ui.texts import SEVERITY_ICONS, limits_text

_EDGES = 48  # [px] margins and gaps beside the words


class HelpBand(QFrame):
    """Always visible: help of the field, its range, and the sentence of its fault."""

    confirm_wanted = Signal()
    defaults_wanted = Signal()
    estimate_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "band")
        self._low = self._following = False
        self.setFixedHeight(style.HELP_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 8, 2)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.help = label("label", wrap=True)
        self.more = label("small", wrap=True)
        words.addWidget(self.help)
        words.addWidget(self.more)
        self.confirm = button("flat")
        self.confirm.clicked.connect(self.confirm_wanted)
        self.defaults = button("flat")
        self.defaults.clicked.connect(self.defaults_wanted)
        self.estimate = button("flat")
        self.estimate.clicked.connect(self.estimate_wanted)
        row.addLayout(words, 1)
        row.addWidget(self.estimate)
        row.addWidget(self.confirm)
        row.addWidget(self.defaults)
        for widget in (self.estimate, self.confirm, self.defaults):
            widget.setFocusPolicy(widget.focusPolicy().NoFocus)
        self.confirm.hide()
        self.estimate.hide()

    def set_low(self, low: bool) -> None:
        """Take one line instead of two in a low window."""
        self._low = low
        self.setFixedHeight(style.HELP_HEIGHT_LOW if low else style.HELP_HEIGHT)
        self.more.setVisible(not low)

    def show_field(self, declared: FieldSpec, faults: Sequence[Problem], error: str = "") -> None:
        """Show help and faults of a field."""
        text = declared.help.get(language())
        name = declared.label.get(language())
        open_soft = [fault for fault in faults if fault.severity == "soft" and fault.confirmable]
        self.confirm.setVisible(bool(open_soft))
        self.confirm.setText(_("Checked, it is right (Alt+Y)"))
        estimate = estimate_words(declared.id)
        self.estimate.setText(estimate)
        self.estimate.setVisible(bool(estimate))
        if error:
            restyle(self.help, "role", "hard")
            self.help.setText(f"× {error}")
            self.more.setText(text)
        elif faults:
            fault = faults[0]
            restyle(self.help, "role", "soft" if fault.severity == "soft" else "hard")
            icon = SEVERITY_ICONS[fault.severity]
            self.help.setText(f"{icon} {fault.message.get(language())}")
            self.more.setText(text)
        else:
            restyle(self.help, "role", "label")
            self.help.setText(
                f"{declared.id} {name}: {text}"
                if language() == "en"
                else f"{declared.id} {name}：{text}"
            )
            parts = [limits_text(declared), default_words(declared)]
            self.more.setText("   ".join(part for part in parts if part))

    def show_defaults(self, count: int, following: str) -> None:
        """Say what Ctrl+Enter does here."""
        usual = _("Ctrl+Enter, defaults right: {n} → {next}")
        text = usual if count else _("Ctrl+Enter → {next}")
        self.defaults.setText(text.format(n=count, next=following))
        self._following = bool(following)
        self._make_room()

    def _make_room(self) -> None:
        """In a low band the help has one line; what the status bar says too goes first."""
        shown = [w for w in (self.estimate, self.confirm) if w.isVisibleTo(self)]
        taken = sum(w.sizeHint().width() for w in (*shown, self.defaults)) + _EDGES
        words = self.help.fontMetrics().horizontalAdvance(self.help.text())
        fits = not self._low or words + taken < self.width()
        self.defaults.setVisible(self._following and fits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()


def estimate_words(field: str) -> str:
    """Name the help that estimates a field, empty where there is none."""
    return {"K03": _("Estimate (F2)"), "I07": _("By their clothes (F2)")}.get(field, "")


def default_words(declared: FieldSpec) -> str:
    """Say where the grey value of a field comes from."""
    words = {
        DefaultSource.ARCHETYPE: _("grey value: from the house type"),
        DefaultSource.VILLAGE: _("grey value: from the village"),
        DefaultSource.FIXED: _("grey value: the usual case"),
        DefaultSource.ROSTER: _("grey value: from the roster"),
        DefaultSource.DERIVED: _("grey value: calculated"),
        DefaultSource.LAST_HOUSE: _("grey value: as in the last house"),
    }
    return words.get(declared.default_source, "") if declared.default_source else ""
