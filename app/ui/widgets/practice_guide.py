"""The steps of the practice house beside the entry page; in a narrow window only the next one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.ui import style
from app.ui.exercise import Exercise
from app.ui.pages.base import button, label, restyle
from app.ui.speech import Speaker


class PracticeGuide(QFrame, Speaker):
    """A column with every step, ticked or not; the next one stands out."""

    ended = Signal()

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setFixedWidth(style.PANEL_WIDTH)
        self._exercise = exercise
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 10, 10)
        heading = label("heading")
        self.say(heading.setText, lambda: _("Practice house"))
        self.progress = QProgressBar()
        self.progress.setFormat("%v / %m")
        self.progress.setMaximum(len(exercise.steps))
        box.addWidget(heading)
        box.addWidget(self.progress)
        inner = QWidget()
        inner.setObjectName("guide")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(7)
        self.lines = {step.key: label("label", wrap=True) for step in exercise.steps}
        for line in self.lines.values():
            column.addWidget(line)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        box.addWidget(self.area, 1)
        self.stop = button()
        self.stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.say(self.stop.setText, lambda: _("End the exercise"))
        self.stop.clicked.connect(self.ended)
        box.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        exercise.changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Show what is done and what comes next."""
        exercise = self._exercise
        present = exercise.present
        self.progress.setValue(len(exercise.ticked))
        for number, step in enumerate(exercise.steps, start=1):
            line = self.lines[step.key]
            done, next_ = step.key in exercise.ticked, step is present
            sign = "✓" if done else "▶" if next_ else f"{number}."
            line.setText(f"{sign}  {step.text()}")
            restyle(line, "role", "ok" if done else "heading" if next_ else "quiet")
        if present is not None:
            self.area.ensureWidgetVisible(self.lines[present.key])

    def retranslate(self) -> None:
        super().retranslate()
        self.refresh()


class PracticeBar(QFrame, Speaker):
    """One line above the page: the next step and how many are done."""

    ended = Signal()

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._exercise = exercise
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 8, 3)
        self.words = label("label", wrap=True)
        self.stop = button("flat")
        self.stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.say(self.stop.setText, lambda: _("End"))
        self.stop.clicked.connect(self.ended)
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        exercise.changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Show the next step."""
        exercise = self._exercise
        present, count = exercise.present, len(exercise.ticked)
        text = present.text() if present is not None else _("All done: that was a whole survey.")
        self.words.setText(
            _("Practice {done}/{all}: {step}").format(
                done=count, all=len(exercise.steps), step=text
            )
        )

    def retranslate(self) -> None:
        super().retranslate()
        self.refresh()
