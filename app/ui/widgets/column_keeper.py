"""Widths and order of the columns of a list: fitted to the window, remembered as chosen."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QTableView

Chosen = tuple[tuple[str, int], ...]  # key and width [px] in a wide window, from the left
_LEAST = 40  # [px]
_TIGHT = 0.8  # narrower than this share of their width, columns tell nothing
_SETTLE = 300  # [ms] after the mouse has let go


class ColumnKeeper(QObject):
    """Lets the columns of a table be moved and drawn, and fits them into its width."""

    changed = Signal()  # the user has chosen other widths or another order

    def __init__(
        self,
        view: QTableView,
        keys: Sequence[str],
        widths: Iterable[int],
        least: Sequence[str] = (),
    ) -> None:
        """Keep the columns ``keys``; those of ``least`` go first where there is no room."""
        super().__init__(view)
        self._view, self._keys, self._least = view, tuple(keys), tuple(least)
        self._unused: set[str] = set()
        self._widths = dict(zip(keys, widths, strict=True))
        self._fitting = False
        self._head = view.horizontalHeader()
        self._head.setSectionsMovable(True)
        self._head.setMinimumSectionSize(_LEAST)
        view.viewport().installEventFilter(self)
        self._head.sectionResized.connect(self._resized)
        self._head.sectionMoved.connect(lambda *_places: self._touched())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE)
        self._timer.timeout.connect(self._settled)

    @property
    def chosen(self) -> Chosen:
        """Return keys and widths from the left."""
        order = sorted(range(len(self._keys)), key=self._head.visualIndex)
        return tuple((self._keys[place], self._widths[self._keys[place]]) for place in order)

    def restore(self, chosen: Chosen) -> None:
        """Take an order and widths chosen before; columns it does not know stay at the end."""
        known = [(key, width) for key, width in chosen if key in self._widths]
        self._fitting = True
        for place, (key, width) in enumerate(known):
            self._widths[key] = max(width, _LEAST)
            self._head.moveSection(self._head.visualIndex(self._keys.index(key)), place)
        self._fitting = False
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit once the view has its own new width; a page around it is resized before it."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self.fit)
        return super().eventFilter(watched, event)

    def use(self, key: str, *, used: bool) -> None:
        """Say whether a column has anything to show."""
        self._unused = self._unused - {key} if used else self._unused | {key}
        self.fit()

    def fit(self) -> None:
        """Make the columns fit: each in proportion, then fewer; never a bar sideways."""
        self._fitting = True
        left_out = set(self._unused)
        self._hide(left_out)
        for key in self._least:
            if self._factor() >= _TIGHT:
                break
            left_out.add(key)
            self._hide(left_out)
        factor = self._factor()
        for key in self._shown():
            self._view.setColumnWidth(self._keys.index(key), int(self._widths[key] * factor))
        self._fitting = False

    def _hide(self, keys: set[str]) -> None:
        for place, key in enumerate(self._keys):
            self._view.setColumnHidden(place, key in keys)

    def _shown(self) -> list[str]:
        return [key for place, key in enumerate(self._keys) if not self._view.isColumnHidden(place)]

    def _factor(self) -> float:
        wanted = sum(self._widths[key] for key in self._shown())
        return min(self._view.viewport().width() / max(wanted, 1), 1.0)

    def _resized(self, column: int, _before: int, width: int) -> None:
        """Note a width that was drawn; the last column takes what the others leave."""
        last = self._head.logicalIndex(self._head.count() - 1)
        if self._fitting or column == last or not self._view.isVisible():
            return
        self._widths[self._keys[column]] = max(round(width / self._factor()), _LEAST)
        self._touched()

    def _touched(self) -> None:
        if not self._fitting:
            self._timer.start()

    def _settled(self) -> None:
        self.fit()
        self.changed.emit()
