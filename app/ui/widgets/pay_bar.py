"""Who pays: one bar of patterned pieces, each with its words below."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen

from app.i18n import gettext as _
from app.model.funding import Funding
from app.model.percents import whole_percents
from app.ui import style
from app.ui.widgets.charts import Drawing

_BAR, _LINE = 30, 22  # [px]
_SIGN = 16  # [px] of a piece beside its words


@dataclass(frozen=True, slots=True)
class Piece:
    """A payer: what it is called, its whole yuan, colour and pattern."""

    name: str
    amount: int
    colour: str
    pattern: Qt.BrushStyle


def pieces_of(funding: Funding) -> list[Piece]:
    """Return who pays how much; who pays nothing is left out."""
    pattern = Qt.BrushStyle
    found = [
        Piece(_("Subsidies"), funding.subsidy, style.PRIMARY, pattern.BDiagPattern),
        Piece(_("Own cash"), funding.own_cash, style.INK, pattern.CrossPattern),
        Piece(_("Own labour"), funding.labour.own_value, style.WARM_HATCH, pattern.VerPattern),
        Piece(_("Mutual help"), funding.labour.mutual_value, style.GLASS, pattern.HorPattern),
        Piece(_("Donation"), funding.donation, style.OK, pattern.Dense6Pattern),
        Piece(_("Loan"), funding.loan, style.HARD, pattern.DiagCrossPattern),
    ]
    return [piece for piece in found if piece.amount > 0]


class PayBar(Drawing):
    """The pieces side by side, as wide as their money, with a line of words for each."""

    def __init__(self) -> None:
        super().__init__(_BAR)
        self._pieces: Sequence[Piece] = ()
        self._percents: Sequence[int] = ()

    def show_funding(self, funding: Funding) -> None:
        """Show who pays."""
        self._pieces = pieces_of(funding)
        self._percents = whole_percents([float(piece.amount) for piece in self._pieces])
        self.setFixedHeight(_BAR + 6 + _LINE * max(len(self._pieces), 1))
        self.setAccessibleName("; ".join(self._words()))
        self.update()

    def _words(self) -> list[str]:
        return [
            _("{name} {amount} yuan, {share}%").format(
                name=piece.name, amount=f"{piece.amount:,}", share=share
            )
            for piece, share in zip(self._pieces, self._percents, strict=True)
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.sized(style.LABEL))
        total = sum(piece.amount for piece in self._pieces)
        x = 0.0
        for piece, share in zip(self._pieces, self._percents, strict=True):
            wide = self.width() * piece.amount / total
            box = QRectF(x, 0, max(wide - 2, 1), _BAR)
            _fill(painter, box, piece)
            text = f"{share}%"
            room = QFontMetricsF(painter.font()).horizontalAdvance(text) + 8
            if room < box.width():
                ground = QRectF(box.center().x() - room / 2, 6, room, _BAR - 12)
                painter.fillRect(ground, QColor(style.PAPER))
                painter.setPen(QColor(style.INK))
                painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, text)
            x += wide
        for number, (piece, words) in enumerate(zip(self._pieces, self._words(), strict=True)):
            top = _BAR + 6 + number * _LINE
            _fill(painter, QRectF(0, top + 3, _SIGN, _SIGN), piece)
            painter.setPen(QColor(style.INK))
            line = QRectF(_SIGN + 8, top, self.width() - _SIGN - 8, _LINE)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)


def _fill(painter: QPainter, box: QRectF, piece: Piece) -> None:
    painter.fillRect(box, QColor(style.PAPER))
    painter.fillRect(box, QBrush(QColor(piece.colour), piece.pattern))
    painter.setPen(QPen(QColor(piece.colour), 1.5))
    painter.drawRect(box.adjusted(1, 1, -1, -1))
