"""Settings (S24): sections on the left, Ctrl+F finds a setting in any of them."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.i18n import gettext as _
from app.i18n import language
from app.ui.pages.base import Frame, Key, Page, button, label
from app.ui.preferences.archetypes import ArchetypesSection
from app.ui.preferences.backup import BackupSection
from app.ui.preferences.display import DisplaySection
from app.ui.preferences.exchange import ExchangeSection
from app.ui.preferences.grants import GrantsSection
from app.ui.preferences.heat_pumps import HeatPumpSection
from app.ui.preferences.measures import MeasuresSection
from app.ui.preferences.outlook import OutlookSection
from app.ui.preferences.pack import PackSection
from app.ui.preferences.people import PeopleSection
from app.ui.preferences.prices import PricesSection
from app.ui.preferences.search import SearchSection
from app.ui.preferences.section import Section
from app.ui.preferences.tariff import TariffSection
from app.ui.preferences.typing_check import TypingSection
from app.ui.preferences.village import EstimatesSection, PrintSection, VillageSection
from app.ui.widgets.editors import LineBox

KINDS: tuple[type[Section], ...] = (
    VillageSection,
    PeopleSection,
    PricesSection,
    TariffSection,
    PackSection,
    GrantsSection,
    OutlookSection,
    MeasuresSection,
    HeatPumpSection,
    SearchSection,
    ArchetypesSection,
    EstimatesSection,
    PrintSection,
    BackupSection,
    ExchangeSection,
    DisplaySection,
    TypingSection,
)
_SIDE = 168
_SIDE_EN = 184
_AHEAD = 50  # [ms] between sections that are made before somebody wants them


class SettingsPage(Page):
    """One page; what needs a village says so while none is open."""

    key = "settings"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Settings"))
        self._kinds = {kind.key: kind for kind in KINDS}
        self._made: dict[str, Section] = {}
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(_AHEAD)
        self._ahead.timeout.connect(self._make_ahead)
        self.search = LineBox()
        self.say(self.search.setPlaceholderText, lambda: _("Find a setting (Ctrl+F)"))
        self.say(self.search.setAccessibleName, lambda: _("Find a setting"))
        self.search.textChanged.connect(self._find)
        self.search.left.connect(self._leave_search)
        self.found = QListWidget()
        self.say(self.found.setAccessibleName, lambda: _("Settings found"))
        self.found.itemActivated.connect(self._go)
        self.found.itemClicked.connect(self._go)
        self.found.hide()
        self.stack = QStackedWidget()
        self.closed = label("quiet", wrap=True)
        self.closed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.say(
            self.closed.setText,
            lambda: _("These settings belong to a village. Open one first."),
        )
        self.stack.addWidget(self.closed)
        self.side = QWidget()
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.search)
        column.addWidget(self.found, 1)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QWidget] = {}
        self._column = column
        for kind in KINDS:
            self._add(kind)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.side)
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)
        self._now = "village"
        shortcut = QShortcut(QKeySequence("Ctrl+F"), self, self._start_search)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._fit_side()

    def _add(self, kind: type[Section]) -> None:
        made = button("side", checkable=True)
        self.say(made.setText, kind.title)
        made.clicked.connect(lambda: self.open_section(kind.key))
        self._group.addButton(made)
        self._buttons[kind.key] = made
        self._column.addWidget(made)

    def section_keys(self) -> list[str]:
        """Return the keys of all sections from the top."""
        return list(self._kinds)

    def section(self, key: str) -> Section:
        """Return a section, made if nobody wanted it before."""
        if key not in self._made:
            made = self._made[key] = self._kinds[key](self.frame)  # type: ignore[call-arg]
            self.stack.addWidget(made)
        return self._made[key]

    def _make_ahead(self) -> None:
        """Make one more section beside the user; the search looks into all of them."""
        missing = [key for key in self._kinds if key not in self._made]
        if missing and self.isVisible():
            self.section(missing[0])
            self._ahead.start()

    def keys(self) -> list[Key]:
        return [("Ctrl+F", _("find a setting")), ("B", _("copy now (in Backup)"))]

    def open_section(self, key: str) -> None:
        """Show a section."""
        if key != self._now:
            self.section(self._now).leave()
        self._now = key
        section = self.section(key)
        for button_ in self._group.buttons():
            button_.setChecked(button_ is self._buttons[key])
        if section.needs_village and self.frame.session is None:
            self.stack.setCurrentWidget(self.closed)
            return
        self.stack.setCurrentWidget(section)
        section.shown()

    def shown(self) -> None:
        self.open_section(self._now)
        self._ahead.start()

    def leave(self) -> None:
        self.section(self._now).leave()

    def retranslate(self) -> None:
        super().retranslate()
        for section in self._made.values():
            section.retranslate()
        self._fit_side()
        self._find(self.search.text())

    def _fit_side(self) -> None:
        self.side.setFixedWidth(_SIDE if language() == "zh" else _SIDE_EN)

    # ---- finding a setting

    def _start_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _find(self, text: str) -> None:
        wanted = text.strip().lower()
        self.found.clear()
        for key, kind in self._kinds.items() if wanted else ():
            title = kind.title()
            places = [(title, None), *self.section(key).words()]
            for word, widget in places:
                if wanted in word.lower():
                    item = QListWidgetItem(word if widget is None else f"{title} › {word}")
                    item.setData(Qt.ItemDataRole.UserRole, (key, word if widget else ""))
                    self.found.addItem(item)
        self.found.setVisible(bool(wanted))
        if wanted and not self.found.count():
            item = QListWidgetItem(_("No setting is called so."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.found.addItem(item)
        for made in self._buttons.values():
            made.setVisible(not wanted)

    def _leave_search(self, step: int) -> None:
        if step > 0 and self.found.count() and self.found.isVisibleTo(self):
            self.found.setCurrentRow(0)
            self.found.setFocus()

    def _go(self, item: QListWidgetItem) -> None:
        found = item.data(Qt.ItemDataRole.UserRole)
        if not found:
            return
        key, word = found
        self.search.clear()
        self.open_section(key)
        for name, widget in self.section(key).words():
            if name == word:
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                self.section(key).ensureWidgetVisible(widget)
