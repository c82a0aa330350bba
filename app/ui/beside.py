"""What the window has beside its pages: the house at hand, the live result, the practice house.

Made when it is first asked for: reading the survey's declaration takes longer than a window.
"""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.ui import style
from app.ui.current import Current
from app.ui.exercise import Exercise
from app.ui.widgets.live_panel import LivePanel, LiveStrip
from app.ui.widgets.practice_guide import PracticeBar, PracticeGuide


class Beside(QObject):
    """The house at hand, the panel of its result, and the strip that replaces it when narrow."""

    resized = Signal()  # the window

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)
        self.current = Current(window)
        self.panel, self.strip = LivePanel(), LiveStrip()
        self.panel.setFixedWidth(style.PANEL_WIDTH)
        self.exercise = Exercise(self.current, window)
        self.guide, self.guide_bar = PracticeGuide(self.exercise), PracticeBar(self.exercise)
        for guide in (self.guide, self.guide_bar):
            guide.ended.connect(self.exercise.end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the window has another size."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.resized.emit()
        return super().eventFilter(watched, event)

    def show_view(self) -> None:
        """Show the present result."""
        self.panel.show_view(self.current.view)
        self.strip.show_view(self.current.view)

    def retranslate(self) -> None:
        """Show every text in the present language."""
        for part in (self.panel, self.strip, self.guide, self.guide_bar):
            part.retranslate()
