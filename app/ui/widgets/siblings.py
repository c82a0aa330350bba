"""The pages of a family, one chip each, that of the page shown pressed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.pages.base import button
from app.ui.speech import Speaker


class Siblings(QWidget, Speaker):
    """Stands in place of the title; a chip opens its page."""

    chosen = Signal(str)

    def __init__(self, family: Sequence[tuple[str, Callable[[], str]]], key: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for other, name in family:
            made = button("chip", checkable=True)
            made.setChecked(other == key)
            made.clicked.connect(lambda _on, made=made, other=other: self._press(made, other, key))
            self.say(made.setText, name)
            row.addWidget(made)

    def _press(self, made: QWidget, other: str, key: str) -> None:
        made.setChecked(other == key)  # type: ignore[attr-defined]
        if other != key:
            self.chosen.emit(other)
