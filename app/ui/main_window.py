"""The frame around the pages: top bar, navigation, live result, status bar with keys."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import gettext as _
from app.i18n import language, set_language
from app.ui import look, style
from app.ui.pages.base import Action, Page
from app.ui.settings import SettingsKeeper
from app.ui.speech import Speaker
from app.ui.widgets.bars import Alarm, Navigation, Notice, StatusBar, TopBar

if TYPE_CHECKING:  # heavy; the window is shown before they are imported
    from PySide6.QtGui import QCloseEvent

    from app.model.assessment import Plan
    from app.ui.backups import BackupKeeper
    from app.ui.beside import Beside
    from app.ui.current import Current
    from app.ui.exercise import Exercise
    from app.ui.opening import Elsewhere
    from app.ui.session import Session
    from app.ui.widgets.live_panel import LivePanel, LiveStrip


class MainWindow(QMainWindow, Speaker):
    """Holds the pages and what they share: the open village, the house at hand, the language."""

    language_switched = Signal()

    def __init__(self, settings: SettingsKeeper) -> None:
        super().__init__()
        self.settings = settings
        self._beside: Beside | None = None
        self._backups: BackupKeeper | None = None
        self._session: Session | None = None
        self._kinds: dict[str, type[Page]] = {}
        self._pages: dict[str, Page] = {}  # those made
        self._families: list[tuple[tuple[str, Callable[[], str]], ...]] = []
        self._parents: dict[str, str] = {}
        self.on_close: Callable[[], None] = lambda: None
        self.on_page_wanted: Callable[[], None] = lambda: None  # adds the pages still to be made
        self.on_restore: Callable[[Path], None] = lambda _copy: None
        self.on_exercise: Callable[[], None] = lambda: None
        self.on_size: Callable[[int], None] = lambda _size: None
        self._build()
        self._connect()
        self.resize(1366, 690)
        self.setMinimumSize(960, 520)
        self.retranslate()

    @property
    def session(self) -> "Session | None":
        """Return the open village."""
        return self._session

    @property
    def beside(self) -> "Beside":
        """Return what stands beside the pages, made at the first call."""
        if self._beside is None:
            from app.ui.beside import Beside  # the window is shown before it is imported

            made = self._beside = Beside(self)
            self._across.addWidget(made.panel)
            self._across.addWidget(made.guide)
            self._middle.insertWidget(self._middle.count() - 1, made.guide_bar)
            self._outer.insertWidget(self._outer.count() - 1, made.strip)
            made.current.view_changed.connect(made.show_view)
            made.current.house_changed.connect(self._arrange)
            made.panel.field_wanted.connect(self._go_to_field)
            made.panel.figure_wanted.connect(self.open_figure)
            made.strip.field_wanted.connect(self._go_to_field)
            made.strip.figure_wanted.connect(self.open_figure)
            made.exercise.changed.connect(self._arrange)
            made.resized.connect(self._arrange)
            self._arrange()
        return self._beside

    @property
    def current(self) -> "Current":
        """Return the house at hand."""
        return self.beside.current

    @property
    def exercise(self) -> "Exercise":
        """Return the practice house."""
        return self.beside.exercise

    @property
    def backups(self) -> "BackupKeeper":
        """Return who looks after the copies of the open village."""
        if self._backups is None:
            from app.ui.backups import BackupKeeper  # the window is shown before it is imported

            made = self._backups = BackupKeeper(self)
            made.changed.connect(self._show_backups)
            made.failed.connect(self._backup_failed)
        return self._backups

    @property
    def panel(self) -> "LivePanel":
        """Return the live result beside the page."""
        return self.beside.panel

    @property
    def strip(self) -> "LiveStrip":
        """Return the live result below the page of a narrow window."""
        return self.beside.strip

    def _build(self) -> None:
        self.topbar, self.navigation = TopBar(), Navigation()
        self.alarm, self.notices = Alarm(), Notice()
        self.stack, self.status = QStackedWidget(), StatusBar()
        middle = self._middle = QVBoxLayout()
        for widget in (self.alarm, self.notices, self.stack):
            middle.addWidget(widget)
        middle.setStretchFactor(self.stack, 1)
        across = self._across = QHBoxLayout()
        across.addWidget(self.navigation)
        across.addLayout(middle, 1)
        whole = QWidget()
        whole.setObjectName("main")
        outer = self._outer = QVBoxLayout(whole)
        outer.addWidget(self.topbar)
        outer.addLayout(across, 1)
        outer.addWidget(self.status)
        for layout in (middle, across, outer):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.open_page)
        self.topbar.language_wanted.connect(self.switch_language)
        self.topbar.search.textEdited.connect(self._search)
        self.topbar.search.returnPressed.connect(self._search_entered)
        self.alarm.again.clicked.connect(self._write_on)
        self.alarm.elsewhere.clicked.connect(self._choose_elsewhere)
        self.topbar.operator.clicked.connect(lambda: self.open_settings("people"))
        self.status.backup.clicked.connect(lambda: self.open_settings("backup"))
        for keys, work in (
            ("F3", self.topbar.search.setFocus),
            ("Ctrl+B", self._fold_navigation),
            ("Ctrl+N", self.add_house),
            ("Ctrl+I", self._import_roster),
            ("F9", self._toggle_panel),
            ("F1", self._help),
            ("F4", self.open_figure),
            ("Ctrl+P", self._print),
            ("Alt+P", self.open_photos),
            ("Ctrl+PgDown", lambda: self._next_sibling(1)),
            ("Ctrl+PgUp", lambda: self._next_sibling(-1)),
        ):
            QShortcut(QKeySequence(keys), self, work)
        self.topbar.help.clicked.connect(self._help)
        self._panel_wanted = True
        self._reminded = False
        if self.settings.now.navigation_folded:
            self.navigation.fold(True)

    def add_page(
        self, kind: type[Page], name: Callable[[], str] | None = None, under: str = ""
    ) -> None:
        """Take up a page, made when it is first wanted; with a name it is in the navigation.

        The kinds are called with this window alone. ``under``: the page whose place in the
        navigation it shares.
        """
        self._kinds[kind.key] = kind
        if under:
            self._parents[kind.key] = under
        if name is not None:
            self.navigation.add(kind.key, name)

    def add_family(self, pages: Sequence[tuple[type[Page], Callable[[], str]]]) -> None:
        """Take up pages that share the place of the first one in the navigation.

        Each shows its siblings in place of its title.
        """
        for kind, _name in pages:
            self._kinds.setdefault(kind.key, kind)
            self._parents[kind.key] = pages[0][0].key
        self._families.append(tuple((kind.key, name) for kind, name in pages))

    def _make_page(self, key: str) -> None:
        page = self._pages[key] = self._kinds[key](self)  # type: ignore[call-arg]
        self.stack.addWidget(page)
        for family in self._families:
            if key in dict(family):
                from app.ui.widgets.siblings import Siblings  # read with the first of a family

                row = Siblings(family, key)
                row.chosen.connect(self.open_page)
                page.take_siblings(row)

    def _next_sibling(self, step: int) -> None:
        """Show the next page of a family, or the one before."""
        page = self.present()
        for family in self._families:
            keys = [key for key, _name in family]
            if page is not None and page.key in keys:
                self.open_page(keys[(keys.index(page.key) + step) % len(keys)])
                return

    def page(self, key: str) -> Any:
        """Return a page by its key, made if nobody wanted it before."""
        if key not in self._kinds:
            self.on_page_wanted()
        if key not in self._pages:
            self._make_page(key)
        return self._pages[key]

    def page_keys(self) -> list[str]:
        """Return the keys of all pages in the order in which they were added."""
        self.on_page_wanted()
        return list(self._kinds)

    def present(self) -> Page | None:
        """Return the page at the front."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def open_page(self, key: str) -> None:
        """Show a page; what is written on the present one is reported first."""
        before = self.present()
        page = self.page(key)
        if before is not None and before is not page:
            before.leave()
            self.notices.leave()
        self.stack.setCurrentWidget(page)
        self.navigation.mark(self._parents.get(key, key))
        self._arrange()
        self.show_keys()
        page.shown()

    def open_house(self, dwelling_id: str, field: str = "", row: str = "") -> None:
        """Open a house for entry, at a field (of a row)."""
        self.page("entry").open_house(dwelling_id, field, row)

    def take_session(self, session: "Session") -> None:
        """Show another village."""
        self._session = session
        self.current.session = session
        self.topbar.show_village(session.village.name, session.village.read_only)
        self.topbar.show_operator(session.operator)
        self._reminded = False
        self.backups.follow(session)
        self.navigation.show()
        session.saved.connect(self._saved)
        session.save_failed.connect(self._not_saved)
        session.values_changed.connect(self.current.values_changed)
        if session.village.read_only:
            self.notice(session.village.read_only_reason, lasting=True)

    def drop_session(self) -> None:
        """Show no village: the open one is about to be closed."""
        self.exercise.end()
        self.forget_house()
        self._session = None
        self.current.session = None
        self.topbar.search.clear()
        for page in self._pages.values():
            page.dropped()
        self.alarm.hide()
        self.notices.hide()

    def _show_backups(self) -> None:
        """Say in the status bar how things stand, and once after opening if a backup is due."""
        session, due = self._session, self._backups.due if self._backups else None
        if session is None or due is None or session.village.practice:
            self.status.show_backup("", "")
            return
        from app.ui.preferences.backup import due_text  # the window is shown before it is imported

        text, role = due_text(due)
        self.status.show_backup(text, role)
        said = self.present() is self._pages.get("home")  # the page of today says it itself
        if due.due and not (self._reminded or said or self.notices.isVisible()):
            self._reminded = True
            self.notice(
                text,
                lasting=True,
                action=(_("Back up …"), lambda: self.open_settings("backup")),
            )

    def _backup_failed(self, error: Exception) -> None:
        """Tell of a copy that could not be made; the settings tell it themselves."""
        settings = self._pages.get("settings")
        if settings is not None and settings is self.present():
            return
        if isinstance(error, AppError):
            self.notice(str(error), lasting=True)
        elif self._session is not None:
            self._session.fault.emit(error)

    def open_settings(self, section: str) -> None:
        """Show a section of the settings."""
        self.page("settings").open_section(section)
        self.open_page("settings")

    def work_as(self, name: str) -> None:
        """Attribute entries to another operator from now on."""
        page = self.present()
        if page is not None:
            page.leave()  # what is written is the work of the one before
        if self._session is not None:
            self._session.operator = name
        self.settings.change(lambda now: _with(now, operator=name))
        self.topbar.show_operator(name)

    def change_theme(self, theme: style.Theme) -> None:
        """Show other colours at once."""
        self.settings.change(lambda now: _with(now, theme=theme))
        self.change_look()

    def change_look(self) -> None:
        """Show colours and movement of the settings at once."""
        look.change(self.settings.now)
        self.retranslate()

    def change_size(self, size: int) -> None:
        """Come back at the same place in another size [%]."""
        self.on_size(size)

    def start_exercise(self) -> None:
        """Begin the practice house, in the practice village."""
        if self._session is not None and self._session.village.practice:
            self.exercise.begin(self._session)
            self.open_page("households")
        else:
            self.on_exercise()

    def restore(self, copy: Path) -> None:
        """Close the village, put a copy back, open it again."""
        self.on_restore(copy)

    def forget_house(self) -> None:
        """Have no house at hand any more."""
        self.current.follow(None)
        self.page("entry").forget_house()

    def _saved(self, at: datetime) -> None:
        self.topbar.show_saved(at)
        self.alarm.hide()

    def _not_saved(self, sentence: str) -> None:
        self.topbar.show_failed()
        count = self._session.unsaved if self._session is not None else 0
        self.alarm.show_sentence(sentence, count)

    def _write_on(self) -> None:
        if self._session is not None:
            self._session.write_on()

    def _choose_elsewhere(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        folder = QFileDialog.getExistingDirectory(self, _("A folder on another disk"))
        if folder:
            self.save_elsewhere(Path(folder))

    def save_elsewhere(self, folder: Path) -> None:
        """Copy the village to another disk, with the entries that its own refuses."""
        if self._session is None:
            return
        count = self._session.unsaved

        def done(copy: "Elsewhere") -> None:
            self.notice(
                _(
                    "The village is copied to {folder}, with {n} entries that could not be saved "
                    "here and {files} files of photos and weather ({size} MB). {lacking} Close "
                    "this village and open that folder to go on."
                ).format(
                    folder=copy.folder,
                    n=count,
                    files=copy.files,
                    size=f"{copy.size / 1e6:.1f}",
                    lacking=copy.lacking,
                ),
                lasting=True,
            )

        self._session.save_elsewhere(
            folder,
            done,
            lambda error: self.notice(
                _("It could not be saved there either: {reason}").format(reason=error), lasting=True
            ),
        )

    def notice(self, sentence: str, *, lasting: bool = False, action: Action | None = None) -> None:
        """Show one line above the page for a while, or until it is closed.

        ``action`` is a button in the line: its word and what it does.
        """
        self.notices.show_sentence(sentence, lasting=lasting, action=action)

    def show_keys(self) -> None:
        """Show the keys of the present page in the status bar."""
        page = self.present()
        self.status.show_keys([("F1", _("Help")), *(page.keys() if page is not None else [])])

    def _arrange(self) -> None:
        if self._beside is None:
            return
        page = self.present()
        wanted = page is not None and page.with_panel and self.current.house is not None
        wanted = wanted and self._panel_wanted
        narrow = self.width() < style.PANEL_BREAKPOINT
        guided = self.exercise.running and page is not self._pages.get("help")
        beside = guided and not narrow and self.exercise.present is not None
        self.beside.guide.setVisible(beside)
        self.beside.guide_bar.setVisible(guided and not beside)
        self.panel.setVisible(wanted and not narrow and not beside)
        self.strip.setVisible(wanted and narrow)

    def _toggle_panel(self) -> None:
        self._panel_wanted = not self._panel_wanted
        self._arrange()

    def _fold_navigation(self) -> None:
        folded = not self.navigation.folded
        self.navigation.fold(folded)
        self.settings.change(lambda now: _with(now, navigation_folded=folded))

    def switch_language(self) -> None:
        """Change between Chinese and English; values, focus and undo stay."""
        set_language("en" if language() == "zh" else "zh")
        self.settings.change(lambda now: _with(now, language=language()))
        self.language_switched.emit()
        self.retranslate()

    def retranslate(self) -> None:
        """Show every text in the present language."""
        super().retranslate()
        self.setWindowTitle(_("Nuanfang · farmhouse retrofit"))
        for part in (self.topbar, self.navigation, self.alarm):
            part.retranslate()
        if self._beside is not None:
            self._beside.retranslate()
        for page in self._pages.values():
            page.retranslate()
        self.show_keys()
        self._show_backups()

    def _go_to_field(self, field: str) -> None:
        if self.current.house is not None:
            self.open_house(self.current.dwelling_id, field)

    def _search(self, text: str) -> None:
        if self._session is not None:
            if self.present() is not self.page("households"):
                self.open_page("households")
                self.topbar.search.setFocus()
            self.page("households").search(text)

    def search_for(self, text: str) -> None:
        """Search the houses as if this had been typed, with the cursor behind it."""
        self.topbar.search.setText(text)
        self.topbar.search.setFocus()
        self._search(text)

    def open_houses(self, group: str) -> None:
        """Show the list of houses with those of one group."""
        self.topbar.search.clear()
        self.page("households").search("")
        self.page("households").choose_group(group)
        self.open_page("households")

    def _search_entered(self) -> None:
        if self._session is not None:
            self.page("households").open_first()

    def add_house(self) -> None:
        """Add a house and open it."""
        if self._session is not None:
            self.open_page("households")
            self.page("households").new_house()

    def _import_roster(self) -> None:
        if self._session is not None:
            self.open_page("roster")

    def _print(self) -> None:
        if self.present() is self.page("sheet"):
            self.page("sheet").print_paper()
        elif self._session is not None:
            self.open_page("sheet")

    def open_photos(self, slot: str = "", row: str = "") -> None:
        """Show the photos of the house at hand, at a slot or a photo."""
        if self._session is not None:
            self.open_page("photos")
            self.page("photos").go_to(slot, row)

    def open_figure(self, figure: str = "", plan: "Plan | None" = None) -> None:
        """Open how a figure of the house at hand came about; a page may say which (F4).

        ``plan`` stands in for that of the house, for a package beside it.
        """
        from PySide6.QtCore import Qt

        from app.ui.widgets.trace_dialog import TraceDialog  # reads the catalogue: window first

        view = self.current.view
        page = self.present()
        if view.assessment is None or page is None:
            return
        wanted = figure or page.figure()
        shown = plan or (page.figure_plan() if not figure else None) or view.plan
        dialog = TraceDialog(
            self, view.assessment, shown, self.current.planned, wanted, page.figures()
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _help(self) -> None:
        self.page("help").open_from(self.present())

    def closeEvent(self, event: "QCloseEvent") -> None:
        page = self.present()
        if page is not None:
            page.leave()
        if self._session is not None:
            self._session.drain()
            if self._session.unsaved and not self._may_lose():
                event.ignore()
                return
        self.on_close()
        super().closeEvent(event)

    def _may_lose(self) -> bool:
        """Ask: entries could not be written, even now."""
        from PySide6.QtWidgets import QMessageBox

        answer = QMessageBox.question(
            self,
            _("Not saved"),
            _("{n} entries are not saved yet. Close all the same and lose them?").format(
                n=self._session.unsaved if self._session is not None else 0
            ),
        )
        return answer == QMessageBox.StandardButton.Yes

    def later(self, work: Callable[[], None]) -> None:
        """Do something after the window has been painted."""
        QTimer.singleShot(0, self, work)


def _with(now: Any, **changes: Any) -> Any:
    return replace(now, **changes)
