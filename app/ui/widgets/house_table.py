"""The rows of the register, their columns, and what a search finds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor

from app.i18n import gettext as _
from app.i18n import language
from app.model.archive import PAPERS, lacking_papers
from app.ui import style
from app.ui.texts import money, percent, separator, state_text
from app.ui.widgets.house_groups import ALARM, ALARMS, alarm_words, group_of, is_in

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.store.details import HouseDetails
    from app.store.overview import DwellingRow

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
_TAIL = 3  # digits of a phone that are enough to find it


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


@dataclass(frozen=True, slots=True)
class Line:
    """A house with what is known of it so far."""

    row: "DwellingRow"
    details: "HouseDetails | None"

    @property
    def lacking(self) -> tuple[str, ...]:
        """Return the papers that its file still lacks."""
        details = self.details
        noted = {
            "has_id": details is not None and details.has_id,
            "appraised": details is not None and details.appraised,
        }
        held = frozenset(key for key, there in noted.items() if there)
        papers = lacking_papers(self.row.state, held)
        return tuple(f"{paper.number} {paper.name.get(language())}" for paper in papers)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its width [px] in a wide window, what a cell says and sorts by."""

    key: str
    head: Callable[[], str]
    width: int
    cell: Callable[[Line], str]
    order: Callable[[Line], Any]
    right: bool = False


def _number(value: float | None) -> float:
    return -1.0 if value is None else value


def _own_cash(line: Line) -> float | None:
    return line.details.own_cash if line.details is not None else None


def _cash_text(line: Line) -> str:
    cash = _own_cash(line)
    return "—" if cash is None else _("{n} yuan").format(n=money(cash))


def _saving(line: Line) -> str:
    return percent(line.row.saving) if line.row.saving is not None else "—"


def _confidence(line: Line) -> str:
    return f"{line.row.confidence:.0f}" if line.row.confidence is not None else "—"


def _file_text(line: Line) -> str:
    return f"{len(PAPERS) - len(line.lacking)}/{len(PAPERS)}"


COLUMNS = (
    Column("code", lambda: _("House no."), 150, lambda it: it.row.code, lambda it: it.row.code),
    Column(
        "name",
        lambda: _("Head"),
        112,
        lambda it: it.row.head_name or "—",
        lambda it: it.row.head_name,
    ),
    Column(
        "door",
        lambda: _("Group / door"),
        112,
        lambda it: it.row.group_door or "—",
        lambda it: it.row.group_door,
    ),
    Column(
        "state",
        lambda: _("State"),
        164,
        lambda it: state_text(it.row.state),
        lambda it: it.row.state,
    ),
    Column(
        "confidence",
        lambda: _("Confidence"),
        100,
        _confidence,
        lambda it: _number(it.row.confidence),
        right=True,
    ),
    Column(
        "saving",
        lambda: _("Saves"),
        84,
        _saving,
        lambda it: _number(it.row.saving),
        right=True,
    ),
    Column(
        "cash",
        lambda: _("Own cash"),
        100,
        _cash_text,
        lambda it: _number(_own_cash(it)),
        right=True,
    ),
    Column(
        "file",
        lambda: _("Papers"),
        80,
        _file_text,
        lambda it: -len(it.lacking),
        right=True,
    ),
    Column(
        "attention",
        lambda: _("Attention"),
        130,
        lambda it: alarm_words(it.row.flags),
        lambda it: alarm_words(it.row.flags),
    ),
    Column(
        "changed",
        lambda: _("Last change"),
        112,
        lambda it: short_time(it.row.last_change_at),
        lambda it: it.row.last_change_at,
    ),
)
KEYS = tuple(column.key for column in COLUMNS)
LEAST = ("confidence", "file", "saving", "cash", "changed")
"""What is left out first where there is no room."""
ATTENTION, FILE = KEYS.index("attention"), KEYS.index("file")


class HouseTable(QAbstractTableModel):
    """The rows of the village, as the store gives them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[DwellingRow] = []
        self._keys: list[str] | None = None
        self._groups: list[str] | None = None
        self._alarmed: list[bool] | None = None
        self.learnt = False  # rows are found by initials too
        self.details: dict[str, HouseDetails] = {}
        self._letters: dict[str, str] = {}
        self._given: list[DwellingRow] = []
        self._order = (0, False)

    def show_rows(self, rows: Sequence["DwellingRow"]) -> None:
        """Show these rows; names not seen before are found by initials once they are learnt."""
        self.beginResetModel()
        self._given, self.learnt = list(rows), False
        self._arrange()
        self.endResetModel()

    def forget(self) -> None:
        """Let go of every name and number: the village is closed."""
        self.details, self._letters = {}, {}
        self.show_rows(())

    def sort_by(self, column: int, *, falling: bool) -> None:
        """Show the rows in the order of a column."""
        self.beginResetModel()
        self._order = (column, falling)
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        column, falling = self._order
        if column == 0:  # the store gives them by number
            self.rows = self._given[::-1] if falling else list(self._given)
        else:
            order = COLUMNS[column].order
            self.rows = sorted(self._given, key=lambda row: order(self.line(row)), reverse=falling)
        self._keys = self._groups = self._alarmed = None

    def line(self, row: "DwellingRow") -> Line:
        """Return a house with its details."""
        return Line(row, self.details.get(row.dwelling_id))

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

    def take_details(self, details: Mapping[str, "HouseDetails"]) -> None:
        """Take what else is known of the houses."""
        self.details = dict(details)
        self._groups = None
        if self.rows:
            last = self.index(len(self.rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @property
    def groups(self) -> list[str]:
        """Return the group of each row, as far as it is known."""
        if self._groups is None:
            begun = {dwelling: one.begun for dwelling, one in self.details.items()}
            self._groups = [group_of(row.state, begun.get(row.dwelling_id)) for row in self.rows]
        return self._groups

    @property
    def alarmed(self) -> list[bool]:
        """Return of each row whether it is in danger."""
        if self._alarmed is None:
            self._alarmed = [not ALARMS.isdisjoint(row.flags) for row in self.rows]
        return self._alarmed

    def fits(self, number: int, words: Sequence[str], group: str) -> bool:
        """Tell whether a row is of a group and has all words; digits may end its phone."""
        if group and not self._is_in(number, group):
            return False
        if not words:
            return True
        key = self.keys[number]
        return all(word in key or self._ends_phone(number, word) for word in words)

    def _is_in(self, number: int, group: str) -> bool:
        if group == ALARM:
            return self.alarmed[number]
        return is_in(group, self.groups[number])

    def _ends_phone(self, number: int, word: str) -> bool:
        if len(word) < _TAIL or not word.isdecimal():
            return False
        details = self.details.get(self.rows[number].dwelling_id)
        return details is not None and details.phone.endswith(word)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return COLUMNS[section].head()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[column].cell(self.line(row))
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[column].right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and column == FILE:
            return _("Lacking: {papers}").format(papers=separator().join(self.line(row).lacking))
        alarmed = bool(ALARMS & set(row.flags))
        if alarmed and role == Qt.ItemDataRole.BackgroundRole:
            return QColor(style.HARD_PALE)
        if alarmed and role == Qt.ItemDataRole.ForegroundRole and column == ATTENTION:
            return QColor(style.HARD)
        return None

    def retranslate(self) -> None:
        """Show heads and words in the present language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self.rows:
            last = self.index(len(self.rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def local_time(at: str) -> str:
    """Return a stored time (UTC, ISO 8601) as the clock on the wall shows it."""
    if not at:
        return "—"
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def short_time(at: str) -> str:
    """Return a stored time in as few signs as tell it: today's without the day."""
    if not at:
        return "—"
    moment, now = datetime.fromisoformat(at).astimezone(), datetime.now()
    if moment.date() == now.date():
        return moment.strftime("%H:%M")
    return moment.strftime("%m-%d %H:%M" if moment.year == now.year else "%Y-%m-%d")


class HouseFilter(QSortFilterProxyModel):
    """Keeps the rows that match a search text and a group."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._group = ""

    def look_for(self, text: str, group: str) -> None:
        """Filter by text (initials, number, group, phone tail) and group ("" for all)."""
        words = text.lower().split()
        if (words, group) != (self._words, self._group):
            self._words, self._group = words, group
            self.invalidateFilter()

    def look_again(self) -> None:
        """Filter again: more is known of the rows now."""
        if self._words or self._group:
            self.invalidateFilter()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        table = self.sourceModel()
        if not isinstance(table, HouseTable):
            return True
        return table.fits(source_row, self._words, self._group)
