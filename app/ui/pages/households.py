"""The houses of the village (S03). The exemplary page: later pages follow its shape."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTableView

from app.i18n import gettext as _
from app.ui import style
from app.ui.pages.base import Frame, Key, Page, button, label
from app.ui.texts import percent, state_text, state_word
from app.ui.widgets.list_view import show_as_list

if TYPE_CHECKING:
    from app.store.village import DwellingRow

Index = QModelIndex | QPersistentModelIndex
_ROW_ROLE = Qt.ItemDataRole.UserRole
_WIDTHS = (90, 128, 135, 108, 95, 108, 115, 183, 145)
_AFTER_PAINTING = 100  # [ms]; learning initials would hold up the rows
ALARMS = frozenset(("grade_d", "flue_bad"))


def initials(name: str) -> str:
    """Return the first letters of the pinyin of a name: 王建国 gives wjg."""
    from pypinyin import Style, lazy_pinyin  # its tables are big and the window comes first

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def initials_of(names: Iterable[str]) -> dict[str, str]:
    """Return name -> initials; takes so long that the window must not wait for it."""
    return {name: initials(name) for name in names}


def keys_of(rows: Iterable["DwellingRow"], letters: Mapping[str, str]) -> list[str]:
    """Return what each row is found by; names are decrypted for it, so it takes its time."""
    return [
        f"{row.code} {row.head_name} {row.group_door} {letters.get(row.head_name, '')}".lower()
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt of rows: name -> initials, and what each row is found by."""

    rows: "list[DwellingRow]"
    letters: Mapping[str, str]
    keys: list[str]


class HouseTable(QAbstractTableModel):
    """The rows of the village, as the store gives them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[DwellingRow] = []
        self._keys: list[str] | None = None
        self.learnt = False  # rows are found by initials too
        self._letters: dict[str, str] = {}

    def show_rows(self, rows: Sequence["DwellingRow"]) -> None:
        """Show these rows; names not seen before are found by initials once they are learnt."""
        self.beginResetModel()
        self.rows = list(rows)
        self._keys, self.learnt = None, False
        self.endResetModel()

    def lesson(self) -> Callable[[], "Lesson"]:
        """Return the work, for another thread, that learns the initials of the names."""
        rows, known = self.rows, dict(self._letters)

        def work() -> Lesson:
            fresh = {row.head_name for row in rows}.difference(known)
            letters = known | initials_of(fresh) if fresh else known
            return Lesson(rows, letters, keys_of(rows, letters))

        return work

    def learn(self, lesson: "Lesson") -> None:
        """Take the initials of names, and the keys if the rows are still those."""
        self._letters.update(lesson.letters)
        self._keys = lesson.keys if lesson.rows is self.rows else None
        self.learnt = True

    @property
    def keys(self) -> list[str]:
        """Return what each row is found by."""
        if self._keys is None:
            self._keys = keys_of(self.rows, self._letters)
        return self._keys

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(_WIDTHS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            _("House no."),
            _("Head of household"),
            _("Group / door"),
            _("State"),
            _("Heated area"),
            _("Confidence"),
            _("Expected saving"),
            _("Attention"),
            _("Last change"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(row)[index.column()]
        if role == _ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (4, 5, 6):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        alarmed = bool(ALARMS & set(row.flags))
        if alarmed and role == Qt.ItemDataRole.BackgroundRole:
            return QColor(style.HARD_PALE)
        if alarmed and role == Qt.ItemDataRole.ForegroundRole and index.column() == 7:
            return QColor(style.HARD)
        return None

    def retranslate(self) -> None:
        """Show heads and words in the present language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_WIDTHS) - 1)
        if self.rows:
            last = self.index(len(self.rows) - 1, len(_WIDTHS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _cells(row: "DwellingRow") -> tuple[str, ...]:
    return (
        row.code,
        row.head_name or "—",
        row.group_door or "—",
        state_text(row.state),
        f"{row.heated_area:.1f} m²" if row.heated_area is not None else "—",
        f"{row.confidence:.0f}" if row.confidence is not None else "—",
        percent(row.saving) if row.saving is not None else "—",
        flag_words(row.flags),
        local_time(row.last_change_at),
    )


def local_time(at: str) -> str:
    """Return a stored time (UTC, ISO 8601) as the clock on the wall shows it."""
    if not at:
        return "—"
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def flag_words(flags: Sequence[str]) -> str:
    """Return what is alarming about a house."""
    words = {"grade_d": _("grade D"), "flue_bad": _("CO risk")}
    return " ".join(f"× {words[flag]}" for flag in flags if flag in words)


class HouseFilter(QSortFilterProxyModel):
    """Keeps the rows that match a search text and a state."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._state = ""

    def look_for(self, text: str, state: str) -> None:
        """Filter by text (initials, number, group) and state ("" for all)."""
        words = tuple(text.strip().lower().split())
        if (words, state) != (self._words, self._state):
            self._words, self._state = words, state
            self.invalidateFilter()

    def look_again(self) -> None:
        """Filter again: the rows are found by other words now."""
        if self._words:
            self.invalidateFilter()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        table = self.sourceModel()
        if not isinstance(table, HouseTable):
            return True
        if self._state and table.rows[source_row].state != self._state:
            return False
        return not self._words or all(word in table.keys[source_row] for word in self._words)


class HouseholdsPage(Page):
    """Search, filter, open, add."""

    key = "households"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Houses"))
        self._text, self._state = "", ""
        self._chosen = ""
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self.head.addSpacing(12)
        self.head.addLayout(self._chips)
        self.head.addStretch(1)
        self.new_button = button("primary")
        self.say(self.new_button.setText, lambda: _("New house (Ctrl+N)"))
        self.new_button.clicked.connect(self.new_house)
        self.roster_button = button()
        self.say(self.roster_button.setText, lambda: _("Import a roster (Ctrl+I)"))
        self.roster_button.clicked.connect(lambda: frame.open_page("roster"))
        self.head.addWidget(self.roster_button)
        self.head.addWidget(self.new_button)
        self.table, self.filter = HouseTable(self), HouseFilter(self)
        self.filter.setSourceModel(self.table)
        self.view = self._make_view()
        self.empty = label("quiet", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count = label("small")
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.count)
        self.say(lambda _text: self._show_texts(), str)

    def _make_view(self) -> QTableView:
        view = QTableView()
        self.say(view.setAccessibleName, lambda: _("Houses"))
        view.setModel(self.filter)
        show_as_list(view, 32)
        view.setAlternatingRowColors(True)
        view.doubleClicked.connect(lambda _index: self.open_chosen())
        view.installEventFilter(self)
        return view

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows get narrower columns, never a bar to scroll sideways."""
        super().resizeEvent(event)
        factor = min((self.width() - 48) / sum(_WIDTHS), 1.0)
        for column, width in enumerate(_WIDTHS):
            self.view.setColumnWidth(column, int(width * factor))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and isinstance(event, QKeyEvent):
            enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.type() == QEvent.Type.KeyPress and event.key() in enter:
                self.open_chosen()
                return True
        return super().eventFilter(watched, event)

    def keys(self) -> list[Key]:
        return [
            ("F3", _("search")),
            ("↑↓", _("choose")),
            ("Enter", _("open")),
            ("Ctrl+N", _("new house")),
            ("Ctrl+I", _("import a roster")),
            ("Ctrl+B", _("fold the navigation")),
        ]

    def shown(self) -> None:
        self.reload()
        self.view.setFocus()

    def reload(self) -> None:
        """Read the rows again."""
        if self.frame.session is not None:
            self._chosen = self._chosen_id() or self._chosen
            self.frame.session.read(lambda village: village.overview(), self.show_rows)

    def show_rows(self, rows: Sequence["DwellingRow"]) -> None:
        """Show the rows of the village."""
        self.table.show_rows(rows)
        self._show_chips()
        self._apply()
        self._choose(self._chosen or self.frame.current.dwelling_id)
        QTimer.singleShot(_AFTER_PAINTING, self, self._ask_for_initials)

    def _ask_for_initials(self) -> None:
        if self.frame.session is not None and not self.table.learnt:
            work = self.table.lesson()
            self.frame.session.read(lambda _village: work(), self._learn)

    def _learn(self, lesson: "Lesson") -> None:
        """Look again for what was typed before the initials were there."""
        self.table.learn(lesson)
        self.filter.look_again()
        self._apply()

    def search(self, text: str) -> None:
        """Keep the houses that match."""
        self._text = text
        self._apply()

    def open_first(self) -> None:
        """Open the chosen house, or the first one that matches."""
        if not self._chosen_id() and self.filter.rowCount():
            self.view.selectRow(0)
        self.open_chosen()

    def open_chosen(self) -> None:
        """Open the chosen house for entry."""
        dwelling_id = self._chosen_id()
        if dwelling_id:
            self.frame.open_house(dwelling_id)

    def new_house(self) -> None:
        """Add a house with the next number and open it."""
        session = self.frame.session
        if session is None or session.village.read_only:
            return
        session.write(
            lambda village: village.add_household(session.operator),
            lambda ids: self.frame.open_house(ids[1]),
        )

    def _chosen_id(self) -> str:
        index = self.view.currentIndex()
        return str(index.data(_ROW_ROLE).dwelling_id) if index.isValid() else ""

    def _choose(self, dwelling_id: str) -> None:
        for number, row in enumerate(self.table.rows):
            if row.dwelling_id == dwelling_id:
                shown = self.filter.mapFromSource(self.table.index(number, 0))
                if shown.isValid():
                    self.view.selectRow(shown.row())
                    return
        if self.filter.rowCount():
            self.view.selectRow(0)

    def _apply(self) -> None:
        self.filter.look_for(self._text, self._state)
        if self.filter.rowCount() and not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self._show_counts()

    def _show_texts(self) -> None:
        self.table.retranslate()
        self._show_chips()
        self._apply()

    def _show_chips(self) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        counts = Counter(row.state for row in self.table.rows)
        if self._state not in counts:
            self._state = ""
        self._add_chip("", _("All {n}").format(n=len(self.table.rows)))
        for state, count in counts.items():
            self._add_chip(state, f"{state_word(state)} {count}")

    def _add_chip(self, state: str, text: str) -> None:
        chip = button("chip", checkable=True)
        chip.setText(text)
        chip.setAutoExclusive(True)
        chip.setChecked(state == self._state)
        chip.clicked.connect(lambda: self._choose_state(state))
        self._chips.addWidget(chip)

    def _choose_state(self, state: str) -> None:
        self._state = state
        self._apply()

    def _show_counts(self) -> None:
        shown, total = self.filter.rowCount(), len(self.table.rows)
        self.view.setVisible(shown > 0)
        self.empty.setVisible(shown == 0)
        self.count.setText(_("{shown} of {total} houses").format(shown=shown, total=total))
        if total == 0:
            text = _(
                "There is no house yet. Press Ctrl+I to import the roster of the village from "
                "Excel, or Ctrl+N to add the first house."
            )
        elif self._state:
            text = _(
                "No house matches “{text}” in the state “{state}”. Choose “All” above to see more."
            ).format(text=self._text, state=state_word(self._state))
        else:
            text = _("No house matches “{text}”. Press F3 and search again.").format(
                text=self._text
            )
        self.empty.setText(text)
