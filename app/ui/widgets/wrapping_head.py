"""A head of columns whose words wrap where a column is narrow, instead of being cut off."""

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QWidget

_SIDES, _ABOVE_BELOW = 9, 9  # [px] padding of the style sheet with the line


class WrappingHead(QHeaderView):
    """As high as its tallest words are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setProperty("wraps", True)
        self.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self.geometriesChanged)
        self.sectionResized.connect(lambda *_sizes: self._again.start())

    def sizeHint(self) -> QSize:
        """Return a size that shows every word."""
        usual, model = super().sizeHint(), self.model()
        if model is None:
            return usual
        tall = 0
        for section in range(model.columnCount()):
            text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
            room = QRect(0, 0, max(self.sectionSize(section) - _SIDES, 1), 10_000)
            words = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text)
            tall = max(tall, words.height() + _ABOVE_BELOW)
        one_line = self.fontMetrics().height() + _ABOVE_BELOW
        return QSize(usual.width(), tall if tall > one_line else usual.height())
