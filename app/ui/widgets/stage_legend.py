"""The classes of works with their colour and pattern, in one line."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent

from app.i18n import gettext as _
from app.model.catalogue.works import WORK_STAGES
from app.services.village_works_text import stage_word
from app.ui import style
from app.ui.widgets.charts import Drawing
from app.ui.widgets.gantt_rows import PATTERNS

_KEY, _GAP, _HEIGHT = 14.0, 12.0, 18


class StageLegend(Drawing):
    """A square a class with its word; signs on bars at the end."""

    def __init__(self) -> None:
        super().__init__(_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.sized(style.SMALL))
        metrics, x = QFontMetricsF(painter.font()), 0.0
        for stage in WORK_STAGES:
            box = QRectF(x, 2, _KEY, _HEIGHT - 4)
            painter.fillRect(box, QColor(style.STAGE_COLOURS[stage]))
            painter.fillRect(box, QBrush(QColor(style.PAPER), PATTERNS[stage]))
            x += _KEY + 4
            x += self._word(painter, metrics, x, stage_word(stage)) + _GAP
        self._word(
            painter,
            metrics,
            x,
            _("+S with strengthening   ⚠ frost or too short   ▲ beyond the trade"),
        )

    def _word(self, painter: QPainter, metrics: QFontMetricsF, x: float, text: str) -> float:
        wide = metrics.horizontalAdvance(text)
        painter.setPen(QColor(style.INK))
        painter.drawText(QRectF(x, 0, wide + 2, _HEIGHT), Qt.AlignmentFlag.AlignVCenter, text)
        return wide
