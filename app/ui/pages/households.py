"""The houses of the village (S03). The exemplary page: later pages follow its shape."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.ui.pages.base import Frame, Key, Page, button, label
from app.ui.pages.house_actions import HouseActions
from app.ui.widgets.column_keeper import ColumnKeeper
from app.ui.widgets.house_chips import HouseChips
from app.ui.widgets.house_groups import group_word
from app.ui.widgets.house_table import (
    COLUMNS,
    KEYS,
    LEAST,
    ROW_ROLE,
    HouseFilter,
    HouseTable,
    Lesson,
)
from app.ui.widgets.list_view import show_as_list

if TYPE_CHECKING:
    from app.store.village import DwellingRow

_AFTER_PAINTING = 100  # [ms]; learning initials would hold up the rows
_ROW = 29  # [px] seventeen rows are seen at 1366 × 768
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HouseholdsPage(Page):
    """Search, filter, open, add, correct, print, delete."""

    key = "households"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Houses"))
        self._text, self._group = "", ""
        self._chosen = ""
        self._sorted = (0, False)
        self.chips = HouseChips()
        self.chips.chosen.connect(self.choose_group)
        self.head.addSpacing(12)
        self.head.addWidget(self.chips, 1)
        self._build_buttons()
        self.table, self.filter = HouseTable(self), HouseFilter(self)
        self.filter.setSourceModel(self.table)
        self.view = self._make_view()
        self.columns = ColumnKeeper(self.view, KEYS, [it.width for it in COLUMNS], LEAST)
        self.columns.use("cash", used=False)
        self.columns.restore(frame.settings.now.house_columns)
        self.columns.changed.connect(self._keep_columns)
        self.acts = HouseActions(self)
        self._build_body()
        self._bind_keys()
        self.say(lambda _text: self._show_texts(), str)

    def _build_buttons(self) -> None:
        self.new_button, self.roster_button = button("primary"), button()
        self.say(self.new_button.setText, lambda: _("New house (Ctrl+N)"))
        self.new_button.clicked.connect(self.new_house)
        self.say(self.roster_button.setText, lambda: _("Import a roster (Ctrl+I)"))
        self.roster_button.clicked.connect(lambda: self.frame.open_page("roster"))
        self.head.addWidget(self.roster_button)
        self.head.addWidget(self.new_button)

    def _build_body(self) -> None:
        self.nothing = QWidget()
        self.nothing.hide()
        inside = QVBoxLayout(self.nothing)
        self.empty = label("quiet", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clear_text, self.clear_group = button("chip"), button("chip")
        self.clear_text.clicked.connect(lambda: self.frame.search_for(""))
        self.clear_group.clicked.connect(lambda: self.choose_group(""))
        chips = QHBoxLayout()
        chips.addStretch(1)
        chips.addWidget(self.clear_text)
        chips.addWidget(self.clear_group)
        chips.addStretch(1)
        inside.addStretch(1)
        inside.addWidget(self.empty)
        inside.addLayout(chips)
        inside.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.view, 1)
        across.addWidget(self.nothing, 1)
        across.addWidget(self.acts.card)
        self.body.addLayout(across, 1)
        self.body.addWidget(self.acts.bar)

    def _make_view(self) -> QTableView:
        view = QTableView()
        self.say(view.setAccessibleName, lambda: _("Houses"))
        view.setModel(self.filter)
        show_as_list(view, _ROW)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setAlternatingRowColors(True)
        view.doubleClicked.connect(lambda _index: self.open_chosen())
        view.installEventFilter(self)
        view.selectionModel().selectionChanged.connect(lambda *_rows: self._show_counts())
        head = view.horizontalHeader()
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self.sort_by)
        return view

    def _bind_keys(self) -> None:
        for keys, work in (
            ("F2", self.acts.correct),
            ("Ctrl+Z", lambda: self.acts.step(back=True)),
            ("Ctrl+Y", lambda: self.acts.step(back=False)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, work)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        ours = watched is self.view and event.type() == QEvent.Type.KeyPress
        if ours and isinstance(event, QKeyEvent) and self._key_pressed(event):
            return True
        return super().eventFilter(watched, event)

    def _key_pressed(self, event: QKeyEvent) -> bool:
        """Enter opens, Del asks, a letter or digit begins a search."""
        if event.key() in _ENTER:
            self.open_chosen()
        elif event.key() == Qt.Key.Key_Delete:
            self.acts.ask_removal()
        elif event.text().isalnum() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.frame.search_for(event.text())
        else:
            return False
        return True

    def keys(self) -> list[Key]:
        return [
            ("F3", _("search")),
            ("Enter", _("open")),
            ("F2", _("correct")),
            ("Ctrl+A", _("choose all")),
            ("Del", _("delete")),
            ("Ctrl+Z", _("undo")),
            ("Ctrl+N", _("new house")),
            ("Ctrl+I", _("import a roster")),
        ]

    # ---- what is shown

    def shown(self) -> None:
        self.reload()
        self.view.setFocus()

    def leave(self) -> None:
        self.acts.leave()

    def dropped(self) -> None:
        self._text, self._group, self._chosen = "", "", ""
        self.acts.dropped()
        self.table.forget()
        self._show_texts()

    def reload(self) -> None:
        """Read the rows again."""
        if self.frame.session is not None:
            self._chosen = self._chosen_id() or self._chosen
            self.frame.session.read(lambda village: village.overview(), self.show_rows)

    def show_rows(self, rows: Sequence["DwellingRow"]) -> None:
        """Show the rows of the village; what takes longer is learnt after they are painted."""
        chosen = set(self.chosen_ids())
        self.table.show_rows(rows)
        self._show_chips()
        self._apply()
        self._choose(self._chosen or self.frame.current.dwelling_id)
        if len(chosen) > 1:
            self._choose_many(chosen)
        self.acts.show_chosen()
        QTimer.singleShot(_AFTER_PAINTING, self, self._ask_for_more)

    def _ask_for_more(self) -> None:
        session = self.frame.session
        if session is None:
            return
        session.read(lambda village: village.details(), self._take_details)
        if not self.table.learnt:
            work = self.table.lesson()
            session.read(lambda _village: work(), self._learn)

    def _take_details(self, details: Any) -> None:
        if self.frame.session is None:
            return
        self.table.take_details(details)
        known = any(one.own_cash is not None for one in details.values())
        self.columns.use("cash", used=known)
        self._show_chips()
        self.filter.look_again()
        self._apply()

    def _learn(self, lesson: Lesson) -> None:
        """Look again for what was typed before the initials were there."""
        self.table.learn(lesson)
        self.filter.look_again()
        self._apply()

    def search(self, text: str) -> None:
        """Keep the houses that match."""
        self._text = text
        self._apply()

    def choose_group(self, group: str) -> None:
        """Keep the houses of a group ("" for all)."""
        self._group = group
        self._show_chips()
        self._apply()

    def sort_by(self, column: int) -> None:
        """Sort by a column; once more turns the order round, a third time takes it away."""
        now, falling = self._sorted
        turned = (column, not falling) if column == now else (column, False)
        self._sorted = (0, False) if turned == (column, False) and column == now else turned
        chosen = self._chosen_id()
        self.table.sort_by(self._sorted[0], falling=self._sorted[1])
        head = self.view.horizontalHeader()
        head.setSortIndicatorShown(self._sorted != (0, False))
        order = Qt.SortOrder.DescendingOrder if self._sorted[1] else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(self._sorted[0], order)
        self._choose(chosen)

    # ---- choosing

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

    def chosen_rows(self) -> "list[DwellingRow]":
        """Return the chosen houses as they stand in the list."""
        indexes = self.view.selectionModel().selectedRows()
        return [index.data(ROW_ROLE) for index in sorted(indexes, key=lambda one: one.row())]

    def chosen_ids(self) -> list[str]:
        """Return the ids of the chosen houses."""
        return [row.dwelling_id for row in self.chosen_rows()]

    def _chosen_id(self) -> str:
        index = self.view.currentIndex()
        return str(index.data(ROW_ROLE).dwelling_id) if index.isValid() else ""

    def _choose(self, dwelling_id: str) -> None:
        for number, row in enumerate(self.table.rows):
            if row.dwelling_id == dwelling_id:
                shown = self.filter.mapFromSource(self.table.index(number, 0))
                if shown.isValid():
                    self.view.selectRow(shown.row())
                    return
        if self.filter.rowCount():
            self.view.selectRow(0)

    def _choose_many(self, ids: set[str]) -> None:
        rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for number in range(self.filter.rowCount()):
            index = self.filter.index(number, 0)
            if index.data(ROW_ROLE).dwelling_id in ids:
                self.view.selectionModel().select(index, rows)

    # ---- texts

    def _apply(self) -> None:
        self.filter.look_for(self._text, self._group)
        if self.filter.rowCount() and not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self._show_counts()

    def _show_texts(self) -> None:
        self.table.retranslate()
        self._show_chips()
        self._apply()

    def _show_chips(self) -> None:
        groups = Counter(self.table.groups)
        self.chips.show_groups(groups, sum(self.table.alarmed), self._group)

    def _keep_columns(self) -> None:
        chosen = self.columns.chosen
        self.frame.settings.change(lambda now: replace(now, house_columns=chosen))

    def _show_counts(self) -> None:
        shown, total = self.filter.rowCount(), len(self.table.rows)
        self.view.setVisible(shown > 0)
        self.nothing.setVisible(shown == 0)
        chosen = len(self.view.selectionModel().selectedRows())
        text = _("{shown} of {total} houses").format(shown=shown, total=total)
        if chosen > 1:
            text += "   " + _("chosen: {n}").format(n=chosen)
        session = self.frame.session
        read_only = session is None or session.village.read_only
        self.acts.bar.show_counts(text, chosen, read_only=read_only)
        self.new_button.setEnabled(not read_only)
        if shown == 0:
            self._show_why(total)

    def _show_why(self, total: int) -> None:
        """Say what hides the houses, each with a chip that takes it away."""
        text, word = self._text.strip(), group_word(self._group) if self._group else ""
        self.clear_text.setVisible(bool(text and total))
        self.clear_group.setVisible(bool(word and total))
        self.clear_text.setText(f"{text} ×")
        self.clear_group.setText(f"{word} ×")
        if not total:
            sentence = _(
                "There is no house yet. Press Ctrl+I to import the roster of the village from "
                "Excel, or Ctrl+N to add the first house."
            )
        elif text and word:
            others = sum(self.table.fits(n, text.lower().split(), "") for n in range(total))
            sentence = _(
                "No house matches “{text}” in the group “{group}”; in others: {n}. "
                "Take away what hides them:"
            ).format(text=text, group=word, n=others)
        elif word:
            sentence = _("No house is in the group “{group}”.").format(group=word)
        else:
            sentence = _("No house matches “{text}”. Press F3 and search again.").format(text=text)
        self.empty.setText(sentence)

    def retranslate(self) -> None:
        super().retranslate()
        self.acts.retranslate()
