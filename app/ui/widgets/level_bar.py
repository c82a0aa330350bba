"""The five levels with their limits, and where the house stands now and afterwards."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPolygonF

from app.i18n import gettext as _
from app.model.label import LEVELS, Label
from app.ui import style
from app.ui.widgets.charts import Drawing
from app.ui.widgets.level_house import PATTERNS, level_word

_TOP, _BAR, _GAP = 22.0, 26.0, 4.0


class LevelBar(Drawing):
    """Five pieces, the best one first; a filled triangle for now, a hollow one for afterwards."""

    def __init__(self) -> None:
        super().__init__(72)
        self._now: Label | None = None
        self._after: Label | None = None

    def show_labels(self, now: Label | None, after: Label | None) -> None:
        """Show where the house stands; the limits are those of now."""
        self._now, self._after = now, after
        told = [f"{_('Now')} {level_word(now.level)}"] if now is not None else []
        told += [f"{_('Afterwards')} {level_word(after.level)}"] if after is not None else []
        self.setAccessibleName(", ".join(told))
        self.setVisible(now is not None)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._now is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pieces = self._pieces()
        for level, piece in zip(LEVELS, pieces, strict=True):
            self._paint_piece(painter, level, piece)
        painter.setPen(QColor(style.INK))
        painter.setFont(self.sized(style.SMALL))
        for limit, piece in zip(self._now.limits, pieces, strict=False):
            box = QRectF(piece.right() - 30, piece.bottom() + 3, 60 + _GAP, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, f"{limit:g}")
        self._mark(painter, pieces, self._now, _("Now"), filled=True)
        if self._after is not None:
            self._mark(painter, pieces, self._after, _("Afterwards"), filled=False)

    def _pieces(self) -> Sequence[QRectF]:
        width = (self.width() - 4 * _GAP - 2) / 5
        return [QRectF(1 + k * (width + _GAP), _TOP, width, _BAR) for k in range(5)]

    def _paint_piece(self, painter: QPainter, level: int, piece: QRectF) -> None:
        painter.setPen(QPen(QColor(style.LINE_STRONG), 1))
        painter.setBrush(QColor(style.level_colour(level)))
        painter.drawRect(piece)
        if level > 1:
            painter.setBrush(QBrush(QColor(style.INK), PATTERNS[level - 1]))
            painter.drawRect(piece)
        painter.setFont(self.sized(style.SMALL, bold=True))
        text = level_word(level)
        width = painter.fontMetrics().horizontalAdvance(text) + 10
        plate = QRectF(piece.center().x() - width / 2, piece.top() + 4, width, piece.height() - 8)
        painter.setBrush(QColor(style.PAPER))
        painter.drawRoundedRect(plate, 3, 3)
        painter.setPen(QColor(style.INK))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)

    def _mark(
        self, painter: QPainter, pieces: Sequence[QRectF], label: Label, word: str, *, filled: bool
    ) -> None:
        x = _place(label, pieces)
        painter.setPen(QPen(QColor(style.INK), 1.4))
        painter.setBrush(QColor(style.INK if filled else style.PAPER))
        painter.drawPolygon(
            QPolygonF([QPointF(x - 6, _TOP - 9), QPointF(x + 6, _TOP - 9), QPointF(x, _TOP)])
        )
        painter.setFont(self.sized(style.SMALL, bold=filled))
        text = f"{word} {label.need:.0f}"
        width = painter.fontMetrics().horizontalAdvance(text) + 4
        left = x + 9 if x + 9 + width < self.width() else x - 9 - width
        painter.drawText(QRectF(left, 0, width, _TOP - 4), Qt.AlignmentFlag.AlignVCenter, text)


def _place(label: Label, pieces: Sequence[QRectF]) -> float:
    """Return where a need lies: within its level by its share, level 5 up to half as much again."""
    bounds = (0.0, *label.limits, 1.5 * label.limits[-1])
    low, high = bounds[label.level - 1], bounds[label.level]
    share = min(max((label.need - low) / (high - low), 0.0), 1.0)
    piece = pieces[label.level - 1]
    return piece.left() + 4 + share * (piece.width() - 8)
