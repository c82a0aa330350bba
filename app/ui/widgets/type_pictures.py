"""The types of house as pictures, side by side: a look is quicker than a list of names."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey.spec import FieldSpec
from app.ui import style
from app.ui.widgets.charts import Drawing
from app.ui.widgets.choices import key_of
from app.ui.widgets.icons import icon

_PICTURE = 40


class TypePictures(Drawing):
    """Shows the answers of a picture field with their digits; a click picks one."""

    picked = Signal(str)

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(96)
        self._spec = spec
        self._chosen = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_code(self, code: str) -> None:
        """Show which one is chosen; empty for none."""
        self._chosen = code
        self.setAccessibleName(_("Pictures of the house types"))
        self.update()

    def _boxes(self) -> list[QRectF]:
        wide = self.width() / max(len(self._spec.choices), 1)
        return [
            QRectF(number * wide + 2, 1, wide - 4, self.height() - 2)
            for number in range(len(self._spec.choices))
        ]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for box, choice in zip(self._boxes(), self._spec.choices, strict=True):
            if box.contains(event.position()):
                self.picked.emit(choice.code)
                return

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, box in enumerate(self._boxes()):
            self._paint_type(painter, number, box)

    def _paint_type(self, painter: QPainter, number: int, box: QRectF) -> None:
        choice = self._spec.choices[number]
        chosen = choice.code == self._chosen
        painter.setPen(QPen(QColor(style.PRIMARY if chosen else style.LINE), 2 if chosen else 1))
        painter.setBrush(QColor(style.PRIMARY_PALE if chosen else style.PAPER))
        painter.drawRoundedRect(box, 3, 3)
        picture = icon(choice.code, style.INK, _PICTURE).pixmap(
            QSize(_PICTURE, _PICTURE), self.devicePixelRatioF()
        )
        painter.drawPixmap(int(box.center().x() - _PICTURE / 2), int(box.top() + 8), picture)
        painter.setPen(QColor(style.QUIET))
        painter.setFont(self.sized(style.SMALL))
        painter.drawText(box.adjusted(5, 2, 0, 0), 0, key_of(number))
        painter.setPen(QColor(style.INK))
        words = box.adjusted(3, _PICTURE + 10, -3, -2)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(words, int(flags) | int(Qt.TextFlag.TextWordWrap), self._name(number))

    def _name(self, number: int) -> str:
        return self._spec.choices[number].label.get(language()).split("(")[0]
