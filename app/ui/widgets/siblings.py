"""The pages of a family, one chip each, that of the page shown pressed.

Where there is no room for all, the last ones stand in a menu behind "…".
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from app.ui.pages.base import button
from app.ui.speech import Speaker

_GAP = 6  # [px]


class Siblings(QWidget, Speaker):
    """Stands in place of the title; a chip opens its page."""

    chosen = Signal(str)

    def __init__(self, family: Sequence[tuple[str, Callable[[], str]]], key: str) -> None:
        super().__init__()
        self._key = key
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self.chips: dict[str, QPushButton] = {}
        for other, name in family:
            made = button("chip", checkable=True)
            made.setChecked(other == key)
            made.clicked.connect(lambda _on, made=made, other=other: self._press(made, other))
            self.say(made.setText, name)
            row.addWidget(made)
            self.chips[other] = made
        self.more = button("chip")
        self.more.setText("…")
        self.more.clicked.connect(self._open_menu)
        self.more.hide()
        row.addWidget(self.more)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(
            self._width(list(self.chips.values())), self.chips[self._key].sizeHint().height()
        )

    def minimumSizeHint(self) -> QSize:
        least = self._width([self.chips[self._key], self.more])
        return QSize(least, self.chips[self._key].sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _width(self, shown: Sequence[QWidget]) -> int:
        return sum(part.sizeHint().width() for part in shown) + _GAP * (len(shown) - 1)

    def _fit(self) -> None:
        """Show the chips there is room for, that of this page among them."""
        chips = list(self.chips.values())
        kept = chips
        if self._width(chips) > self.width():
            kept = [self.chips[self._key]]
            for chip in chips:
                if chip not in kept and self._width([*kept, chip, self.more]) <= self.width():
                    kept.append(chip)
        for chip in chips:
            chip.setVisible(chip in kept)
        self.more.setVisible(len(kept) < len(chips))

    def hidden_pages(self) -> list[str]:
        """Return the pages for whose chips there is no room."""
        return [key for key, chip in self.chips.items() if chip.isHidden()]

    def menu(self) -> QMenu:
        """Return the pages without a chip as a menu."""
        menu = QMenu(self)
        for key in self.hidden_pages():
            action = menu.addAction(self.chips[key].text())
            action.triggered.connect(lambda _on=False, key=key: self.chosen.emit(key))
        return menu

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _press(self, made: QPushButton, other: str) -> None:
        made.setChecked(other == self._key)
        if other != self._key:
            self.chosen.emit(other)
