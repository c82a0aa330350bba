"""Small drawings of results: losses by part, own bill beside the calculation, saving and line."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import gettext as _
from app.model.assessment import BillComparison, PartLoss, Range
from app.ui import style
from app.ui.texts import amount, money, part_word, percent

_ROW = 22


class Drawing(QWidget):
    """A widget that only paints; fonts of one size and figures of equal width."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sized(self, pixels: int, *, bold: bool = False) -> QFont:
        """Return the font of the window in this size."""
        font = QFont(self.font())
        font.setPixelSize(pixels)
        font.setBold(bold)
        return font


class LossBars(Drawing):
    """Where the heat goes: one bar for each part with its share and its yuan; a click opens it."""

    opened = Signal(str)  # part

    def __init__(self) -> None:
        super().__init__(5 * _ROW)
        self._losses: tuple[PartLoss, ...] = ()
        self._provisional = False

    def show_losses(self, losses: Sequence[PartLoss], *, provisional: bool = False) -> None:
        """Show the losses; provisional ones are hatched."""
        self._losses, self._provisional = tuple(losses), provisional
        told = ", ".join(
            f"{part_word(loss.part)} {percent(loss.share)} {money(loss.cost)}" for loss in losses
        )
        self.setAccessibleName(told)
        self.setFixedHeight(max(len(self._losses), 1) * _ROW)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() // _ROW)
        if 0 <= row < len(self._losses):
            self.opened.emit(self._losses[row].part)

    @staticmethod
    def _figures(loss: PartLoss) -> str:
        return _("{share}  {cost} yuan").format(share=percent(loss.share), cost=money(loss.cost))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._losses:
            return
        painter = QPainter(self)
        painter.setFont(self.sized(style.LABEL))
        metrics = QFontMetricsF(painter.font())
        names = max(metrics.horizontalAdvance(part_word(loss.part)) for loss in self._losses) + 8
        figures = max(metrics.horizontalAdvance(self._figures(loss)) for loss in self._losses) + 8
        longest = max(max(loss.share for loss in self._losses), 0.01)
        room = self.width() - names - figures
        for number, loss in enumerate(self._losses):
            line = QRectF(0, number * _ROW, self.width(), _ROW)
            painter.setPen(QColor(style.INK))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, part_word(loss.part))
            bar = QRectF(names, line.top() + 4, max(room * loss.share / longest, 1), _ROW - 8)
            colour = QColor(style.LOSS_COLOURS[loss.part])
            painter.fillRect(bar, colour)
            if self._provisional:
                painter.fillRect(bar, QBrush(QColor(style.PAPER), Qt.BrushStyle.BDiagPattern))
            text = self._figures(loss)
            painter.drawText(
                line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text
            )


_KEY = 12.0  # [px] the square of a part before its words


class LossStrip(Drawing):
    """The same shares in one bar, for a low strip."""

    def __init__(self) -> None:
        super().__init__(44)
        self._losses: tuple[PartLoss, ...] = ()

    def show_losses(self, losses: Sequence[PartLoss], *, provisional: bool = False) -> None:
        """Show the losses side by side."""
        self._losses = tuple(losses)
        self.update()

    def words(self) -> list[tuple[QRectF, PartLoss, str]]:
        """Return where the words of each part stand: in one line below the bar, or in two."""
        metrics = QFontMetricsF(self.sized(11))
        x, y, placed = 0.0, 18.0, []
        for loss in self._losses:
            text = f"{part_word(loss.part)} {percent(loss.share)}"
            wide = _KEY + metrics.horizontalAdvance(text) + 2
            if x and x + wide > self.width():
                x, y = 0.0, y + 13
            placed.append((QRectF(x, y, wide, 13), loss, text))
            x += wide + 8
        return placed

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.sized(11))
        x = 0.0
        for box, loss, text in self.words():
            colour = QColor(style.LOSS_COLOURS[loss.part])
            wide = self.width() * max(loss.share, 0)
            painter.fillRect(QRectF(x, 0, wide - 1, 15), colour)
            x += wide
            painter.fillRect(QRectF(box.left(), box.top() + 3, 8, 8), colour)
            painter.setPen(QColor(style.INK))
            words = box.adjusted(_KEY, 0, 4, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, text)


class BillScale(Drawing):
    """Own bill ◆ beside the calculation ● with its range, on one scale from nought."""

    def __init__(self) -> None:
        super().__init__(58)
        self._bill: BillComparison | None = None

    def show_bill(self, bill: BillComparison | None) -> None:
        """Show the comparison; without a bill nothing is drawn."""
        self._bill = bill if bill is not None and bill.billed is not None else None
        self.setVisible(self._bill is not None)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        bill = self._bill
        if bill is None or bill.billed is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = max(bill.billed, bill.calculated.high, 1e-9) * 1.08
        left, right, y = 8.0, self.width() - 8.0, 14.0

        def place(value: float) -> float:
            return left + (right - left) * value / top

        painter.setPen(QPen(QColor(style.LINE_STRONG), 1))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setPen(QPen(QColor(style.SPREAD), 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(
            QPointF(place(bill.calculated.low), y), QPointF(place(bill.calculated.high), y)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.PRIMARY))
        painter.drawEllipse(QPointF(place(bill.calculated.typical), y), 6, 6)
        x = place(bill.billed)
        painter.setBrush(QColor(style.INK))
        painter.drawPolygon(
            QPolygonF([QPointF(x, y - 8), QPointF(x + 7, y), QPointF(x, y + 8), QPointF(x - 7, y)])
        )
        painter.setFont(self.sized(style.SMALL))
        painter.setPen(QColor(style.INK))
        own = _("◆ own figure {amount}").format(amount=amount(bill.billed, bill.unit))
        calculated = _("● calculated {amount}").format(
            amount=amount(bill.calculated.typical, bill.unit)
        )
        painter.drawText(QRectF(0, 28, self.width(), 28), Qt.AlignmentFlag.AlignLeft, own)
        painter.drawText(QRectF(0, 28, self.width(), 28), Qt.AlignmentFlag.AlignRight, calculated)


class SavingBar(Drawing):
    """A saving with its range against the line that decides."""

    def __init__(self, height: int = 46, *, words: bool = True) -> None:
        super().__init__(height)
        self._saving: Range | None = None
        self._threshold = 0.30
        self._passes = False
        self._words = words

    def show_saving(self, saving: Range | None, threshold: float, passes: bool) -> None:
        """Show the saving of a package [-] against the threshold [-]."""
        self._saving, self._threshold, self._passes = saving, threshold, passes
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._saving is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = max(self._saving.high, self._threshold, 0.6) * 1.05
        bar_top, bar_height = (22.0, 16.0) if self._words else (4.0, self.height() - 8.0)

        def place(value: float) -> float:
            return self.width() * max(value, 0) / top

        painter.fillRect(QRectF(0, bar_top, self.width(), bar_height), QColor(style.SHADE))
        fill = QColor(style.PRIMARY if self._passes else style.LINE_STRONG)
        painter.fillRect(QRectF(0, bar_top, place(self._saving.typical), bar_height), fill)
        painter.setPen(QPen(QColor(style.INK), 1))
        y = bar_top + bar_height / 2
        low, high = place(self._saving.low), place(self._saving.high)
        painter.drawLine(QPointF(low, y), QPointF(high, y))
        for x in (low, high):
            painter.drawLine(QPointF(x, y - 4), QPointF(x, y + 4))
        painter.setPen(QPen(QColor(style.LINE_30), 2, Qt.PenStyle.DashLine))
        x = place(self._threshold)
        painter.drawLine(QPointF(x, bar_top - 4), QPointF(x, bar_top + bar_height + 4))
        if self._words:
            painter.setFont(self.sized(11))
            painter.setPen(QColor(style.INK))
            text = _("{share} line").format(share=percent(self._threshold))
            painter.drawText(QRectF(x - 60, 0, 120, 14), Qt.AlignmentFlag.AlignHCenter, text)
