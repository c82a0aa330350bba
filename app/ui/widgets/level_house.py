"""A small house that carries its level: colour, pattern and number say the same."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPolygonF

from app.i18n import gettext as _
from app.ui import style
from app.ui.widgets.charts import Drawing

PATTERNS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.VerPattern,
)
"""Pattern over the colour of each level, so that a grey print tells them apart too."""
HEIGHT = 84
_WIDTH = 108.0


def level_word(level: int) -> str:
    """Return the word for a level."""
    words = {1: _("Level 1, needs least"), 5: _("Level 5, needs most")}
    return words.get(level, _("Level {n}").format(n=level))


class LevelHouse(Drawing):
    """The house of a step; nothing is drawn without a level."""

    def __init__(self) -> None:
        super().__init__(HEIGHT)
        self._level = 0

    def show_level(self, level: int) -> None:
        """Show a level from 1 to 5; 0 for none."""
        self._level = level
        self.setAccessibleName(level_word(level) if level else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._level:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = (self.width() - _WIDTH) / 2
        walls = QRectF(left + 10, 34, _WIDTH - 20, HEIGHT - 38)
        roof = QPolygonF([QPointF(left, 36), QPointF(left + _WIDTH / 2, 4),
                          QPointF(left + _WIDTH, 36)])  # fmt: skip
        painter.setPen(QPen(QColor(style.LINE_STRONG), 1.2))
        for brush in self._brushes():
            painter.setBrush(brush)
            painter.drawRect(walls)
            painter.drawPolygon(roof)
        plate = QRectF(self.width() / 2 - 19, 33, 38, 38)
        painter.setBrush(QColor(style.PAPER))
        painter.drawRoundedRect(plate, 6, 6)
        painter.setPen(QColor(style.INK))
        painter.setFont(self.sized(style.KEY_FIGURE, bold=True))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, str(self._level))

    def _brushes(self) -> list[QBrush]:
        colour = QColor(style.level_colour(self._level))
        if self._level == 1:
            return [QBrush(colour)]
        return [QBrush(colour), QBrush(QColor(style.INK), PATTERNS[self._level - 1])]
