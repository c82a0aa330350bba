"""Starts the window: first something to look at, then the heavy work."""

import contextlib
import gc
import importlib
import logging
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QObject, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from app import __version__
from app.errors import AppError, ForeignFileError, PasswordError
from app.i18n import gettext as _
from app.i18n import language, set_language
from app.ui import look
from app.ui.fonts import window_font
from app.ui.jobs import GarbageCollector, Jobs
from app.ui.main_window import MainWindow
from app.ui.pages.start import StartPage, default_folder
from app.ui.settings import Recent, SettingsKeeper, log_file
from app.ui.sizes import Place, largest, screen_room

if TYPE_CHECKING:  # heavy; the window is shown before they are imported
    from app.services.backup import Rescue
    from app.store.village import VillageFile
    from app.ui.opening import Prepared, PutBack
    from app.ui.session import Session

_AFTER_PAINTING = 50  # [ms]
_AFTER_ROWS = 200  # [ms] the houses of a village are listed first
PRELOAD = "app.services.live:preload"
_log = logging.getLogger("nuanfang")


def run_window(
    path: Path | None, *, quit_after_start: bool = False, own_language: bool = False
) -> int:
    """Show the window, on a village if a path is given, and return the exit code.

    ``own_language``: the call names none, so the one chosen in the window last time holds.
    """
    settings = SettingsKeeper()
    if own_language:
        set_language(settings.now.language)
    place = Place(village=path)
    size: int = settings.now.scale
    while True:
        code, back = _one_window(settings, place, size, quit_after_start=quit_after_start)
        if back is None:
            return code
        place, size = back


def _one_window(
    settings: SettingsKeeper, place: Place, size: int, *, quit_after_start: bool
) -> "tuple[int, tuple[Place, int] | None]":
    """Show the window in a size [%] until it is closed.

    Returns the exit code, and where and how large it is to come back, None if it is to end.
    """
    look.prepare(settings.now, size)
    application = make_application(moves=settings.now.movement)
    fitting = largest(size, size, screen_room())
    if fitting < size:  # another screen than last time
        _end(application)
        return 0, (place, fitting)
    program = Program(settings)
    sys.excepthook = program.report
    program.window.show()
    program.start(place.village, place)
    if quit_after_start:
        program.ready.connect(lambda: QTimer.singleShot(0, program.window.close))
    code = application.exec()
    program.close()
    sys.excepthook = sys.__excepthook__
    outcome = int(code) or program.failed, program.back
    if program.back is not None:
        del program
        _end(application)
    return outcome


def _end(application: QApplication) -> None:
    """Take the application down, so that another can be made in this process."""
    from PySide6.QtCore import QEvent  # large, and only needed for another size

    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()  # what Qt still refers to must go first
    application.shutdown()


def make_application(*, moves: bool = True) -> QApplication:
    """Return the Qt application in the look of the house."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else _new_application()
    application.setStyle("Fusion")
    application.setFont(window_font())
    look.apply(application, moves=moves)
    return application


def _new_application() -> QApplication:
    application = QApplication(sys.argv[:1])
    application.setApplicationName("nuanfang")
    application.setApplicationVersion(__version__)
    return application


class QtTexts(QObject):
    """Qt's own words (dialog buttons) in the language of the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._translator = QTranslator(self)
        self.follow()

    def follow(self) -> None:
        """Take the present language."""
        application = QApplication.instance()
        if application is None:
            return
        application.removeTranslator(self._translator)
        if language() == "zh":
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._translator.load("qtbase_zh_CN", folder)
            application.installTranslator(self._translator)


class Program(QObject):
    """The window with its pages, and the opening and closing of villages."""

    ready = Signal()  # what was asked for at the start is there, or was refused

    def __init__(self, settings: SettingsKeeper) -> None:
        super().__init__()
        self.failed = 0
        self.settings = settings
        self.back: tuple[Place, int] | None = None
        self._place: Place | None = None
        self.jobs = Jobs(self)
        self._garbage = GarbageCollector(self)
        self.window = MainWindow(settings)
        self._qt_texts = QtTexts(self)
        self._session: Session | None = None
        self._shown: set[str] = set()
        self._closed = False
        self._put_back_notice = ""
        self._exercise_wanted = False
        self.window.language_switched.connect(self._qt_texts.follow)
        self.window.on_close = self._close_village
        self.window.on_restore = self.restore
        self.window.on_exercise = self.start_exercise
        self.window.on_size = self.come_back
        self.window.on_page_wanted = self._add_pages
        self._complete = False
        self._add_start()
        QTimer.singleShot(_AFTER_PAINTING, self, self._read_the_rest)

    def _read_the_rest(self) -> None:
        """Import what the other pages need beside the window, then take them up."""
        if not self._complete and not self._closed:
            self.jobs.run(
                lambda: importlib.import_module("app.ui.pages.rest"),
                on_done=lambda _module: self._add_pages(),
                on_failed=self._fault,
            )
            self.jobs.run(_read_the_store, on_done=_ignore, on_failed=self._fault)

    def _add_pages(self) -> None:
        """Take up the pages after the start page, once."""
        if self._complete or self._closed:
            return
        self._complete = True
        from app.ui.pages.rest import add_pages  # the window is shown before it is imported

        add_pages(self.window)
        self._garbage.settle()
        self._start_page.complete()

    def _add_start(self) -> None:
        window = self.window
        window.add_page(StartPage)
        start: StartPage = window.page("start")
        start.open_wanted.connect(self.open_folder)
        start.new_wanted.connect(self.create)
        start.practice_wanted.connect(self.open_practice)
        start.restore_wanted.connect(self.restore_from)
        self._start_page = start
        menu = window.topbar.menu
        self._other = menu.addAction("", self.show_start)
        self._settings = menu.addAction("", lambda: window.open_settings("display"))
        self._quit = menu.addAction("", window.close)
        window.topbar.village.setEnabled(True)
        window.language_switched.connect(self._name_actions)
        self._name_actions()

    def _name_actions(self) -> None:
        self._other.setText(_("Open another village …"))
        self._settings.setText(_("Settings"))
        self._quit.setText(_("Quit"))

    def start(self, path: Path | None, place: Place | None = None) -> None:
        """Show the start page, or open a village once the window has been painted.

        ``place``: go back there, the village included.
        """
        self.window.open_page("start")
        self._place = place if place is not None and place.page != "start" else None
        password = place.password if place is not None else None
        if path is None:
            QTimer.singleShot(0, self, self._start_without)
        else:
            self._start_page.show_busy(0.05)
            QTimer.singleShot(0, self, lambda: self.open_folder(path, password))

    def _start_without(self) -> None:
        self._go_back()
        self.ready.emit()

    def come_back(self, size: int) -> None:
        """Close the window and have it made anew in another size [%], at the same place."""
        if not self._may_close():
            return
        session, page = self._session, self.window.present()
        self.back = (
            Place(
                page.key if page is not None else "start",
                "display" if page is not None and page.key == "settings" else "",
                session.village.folder if session is not None else None,
                session.password if session is not None else None,
                self.window.current.dwelling_id if session is not None else "",
            ),
            size,
        )
        self.window.close()

    def _go_back(self) -> bool:
        """Show the page from which the window went; False if it comes from none."""
        place, self._place = self._place, None
        if place is None:
            return False
        self._add_pages()
        if place.house and self._session is not None:
            self.window.open_house(place.house)  # which shows its own page when it is read
            self._session.read(lambda _village: None, lambda _nothing: self._show_page(place))
        else:
            self._show_page(place)
        return True

    def _show_page(self, place: Place) -> None:
        if place.section:
            self.window.open_settings(place.section)
        else:
            self.window.open_page(place.page)

    def show_start(self) -> None:
        """Show the start page again; the open village stays open until another is."""
        self._start_page.show_busy(None)
        self.window.open_page("start")

    def open_folder(self, path: Path, password: str | None = None) -> None:
        """Open the village in a folder."""
        from app.ui.opening import open_existing

        operator = self.settings.now.operator or _("Technician")
        self._begin(lambda: open_existing(path, password, operator), operator, path, password)

    def create(
        self,
        folder: Path,
        name: str,
        operator: str,
        password: str | None,
        pack: Path | None = None,
    ) -> None:
        """Create a village, with the policy pack of a file if one is given, and open it."""
        from app.ui.opening import create

        self.settings.change(lambda now: replace(now, operator=operator))
        self._begin(
            lambda: create(folder, name, password, operator, pack), operator, folder, password
        )

    def restore_from(self, copy: Path, folder: Path, password: str | None = None) -> None:
        """Make a village of a copy, in a folder of its own, and open it."""
        from app.ui.opening import FILE_NAME

        def failed(error: Exception) -> None:
            if isinstance(error, PasswordError):
                self._start_page.show_busy(None)
                given, said = self._asked_for_password(str(error))
                if said and given:
                    self.restore_from(copy, folder, given)
            else:
                self._not_opened(error, folder, None)

        if self._may_close():
            self._put_back(folder / FILE_NAME, copy, password, failed)

    def open_practice(self, folder: Path) -> None:
        """Open the practice village, making it first where there is none."""
        from app.ui.opening import practice

        operator = self.settings.now.operator or _("Technician")
        if (folder / "village.nuanfang").exists():
            self.open_folder(folder)
        else:
            self._begin(lambda: practice(folder), operator, folder, None)

    def _begin(
        self,
        work: "Callable[[], VillageFile]",
        operator: str,
        path: Path,
        password: str | None,
    ) -> None:
        from app.ui.opening import prepared

        if not self._may_close():
            return
        self._close_village()
        self._start_page.show_busy(0.3)
        self.jobs.run(
            lambda: prepared(work()),
            on_done=lambda found: self._opened(found, operator, password),
            on_failed=lambda error: self._not_opened(error, path, password),
        )

    def _may_close(self) -> bool:
        """Tell whether the open village may be left: not while entries could not be written."""
        if self._session is None:
            return True
        self._session.drain()
        if self._session.unsaved:
            self._start_page.show_problem(
                _(
                    "The open village has {n} entries that are not saved yet. Save them first."
                ).format(n=self._session.unsaved)
            )
        return not self._session.unsaved

    def _opened(self, found: "Prepared", operator: str, password: str | None) -> None:
        village = found.village
        if self._closed:
            village.close()
            return
        from app.ui.calculator import Process
        from app.ui.session import Session

        self.failed = 0
        self._add_pages()
        self._start_page.show_busy(None)
        session = Session(
            village,
            self.jobs,
            Process(self, newest_only=True),
            Process(self),
            operator,
            self,
        )
        session.password = password
        session.weather = found.weather
        session.rules = found.rules
        session.fault.connect(self._fault)
        self._session = session
        self.window.take_session(session)
        if found.saved_at is not None:
            self.window.topbar.show_saved(found.saved_at)
        opened = Recent(str(village.folder), village.name, date.today().isoformat())
        self.settings.change(lambda now: now.with_recent(opened))
        QTimer.singleShot(_AFTER_ROWS, session, self._warm_up)
        came_back = self._go_back()
        if not came_back:
            self.window.open_page("roster" if self._start_page.roster_next() else "home")
            self._return_to_place(found)
            self._ask_who(found)
        self._warn_of_drive(village)
        wanted, self._exercise_wanted = self._exercise_wanted, False
        if wanted and village.practice:
            self.window.start_exercise()
        if self._put_back_notice:
            self.window.notice(self._put_back_notice, lasting=True)
            self._put_back_notice = ""
        self.ready.emit()

    def _warm_up(self) -> None:
        """Have the process of live results read what the first one needs; a house asks itself."""
        session = self._session
        if session is not None and self.window.current.house is None:
            session.live.ask(PRELOAD, session.weather, on_done=_ignore, on_failed=self._fault)

    def _warn_of_drive(self, village: "VillageFile") -> None:
        """A live database wants a local disk; a stick may be pulled, a network may fail."""
        if village.drive != "local" and not village.read_only:
            self.window.notice(
                _(
                    "This village lies on a stick or a network drive, where entries can be lost. "
                    "Close it, copy its folder to this computer and open it there."
                ),
                lasting=True,
            )

    def _return_to_place(self, found: "Prepared") -> None:
        """After an unclean exit go back to where the cursor was, and say so."""
        if found.village.recovery is None:
            return
        self.window.notice(found.recovered, lasting=True)
        if found.restored:
            self.window.notices.offer(
                lambda: _("See what was restored"),
                lambda: self.window.page("entry").show_restored(found.restored),
            )
        words = found.place.split(" ")
        if words[0]:
            self.window.open_house(words[0], *words[1:3])

    def _ask_who(self, found: "Prepared") -> None:
        """Ask who is at the keyboard where a PIN keeps names apart, or nobody was named yet."""
        named = self.settings.now.operator
        pins = any(person.has_pin for person in found.people)
        if found.village.read_only or not (pins or (not named and len(found.people) > 1)):
            return
        from app.ui.widgets.who_dialog import WhoDialog

        assert self._session is not None
        dialog = WhoDialog(self.window, self._session, found.people, named)
        dialog.chosen.connect(self.window.work_as)
        dialog.open()

    def start_exercise(self) -> None:
        """Open the practice village and begin the practice house there."""
        self._exercise_wanted = True
        self.open_practice(default_folder() / _("Practice village"))

    def restore(self, copy: Path) -> None:
        """Close the village, put a copy back, and open it again."""
        session = self._session
        if session is None or not self._may_close():
            return
        self._put_back(session.village.path, copy, session.password)

    def _put_back(
        self,
        path: Path,
        copy: Path,
        password: str | None,
        on_failed: Callable[[Exception], None] | None = None,
    ) -> None:
        from app.ui.opening import put_back

        self._close_village()
        self.window.open_page("start")
        self._start_page.show_busy(0.3)

        def done(outcome: "PutBack") -> None:
            said = _("Put back: {houses} houses.").format(houses=outcome.houses)
            if outcome.kept:
                said += " " + _("The village as it was before is kept as {name}.").format(
                    name=outcome.kept
                )
            self._put_back_notice = said
            self.open_folder(path, password)

        def failed(error: Exception) -> None:
            self._not_put_back(error, path, password)

        self.jobs.run(
            lambda: put_back(path, copy, password), on_done=done, on_failed=on_failed or failed
        )

    def _not_put_back(self, error: Exception, path: Path, password: str | None) -> None:
        self._start_page.show_busy(None)
        if isinstance(error, AppError):
            self._put_back_notice = str(error)
        else:
            self._fault(error)
        self.open_folder(path, password)

    def _offer_copy(self, path: Path, password: str | None) -> None:
        """Offer the newest good copy of a village that is damaged."""

        def found(rescue: "Rescue | None") -> None:
            if rescue is None:
                return
            copy = rescue.copy
            self.window.notice(
                _("A copy of {at} with {houses} houses is whole.").format(
                    at=copy.at.astimezone().strftime("%Y-%m-%d %H:%M"), houses=copy.houses
                ),
                lasting=True,
                action=(_("Open this copy"), lambda: self._rescue(path, rescue, password)),
            )

        from app.ui.opening import rescue_of

        self.jobs.run(lambda: rescue_of(path, password), on_done=found, on_failed=self._fault)

    def _rescue(self, path: Path, rescue: "Rescue", password: str | None) -> None:
        if rescue.content is None:
            password, given = self._asked_for_password(
                _("The copy has the password of the village.")
            )
            if not given:
                return
        from app.ui.opening import FILE_NAME

        file = path / FILE_NAME if path.is_dir() else path
        self._put_back(file, rescue.copy.path, password)

    def _not_opened(self, error: Exception, path: Path, password: str | None) -> None:
        if isinstance(error, PasswordError):
            self._ask_password(path, str(error))
            return
        self.window.open_page("start")
        if isinstance(error, ForeignFileError):
            self._offer_copy(path, password)
        if isinstance(error, AppError):
            self._start_page.show_problem(str(error))
        else:
            self._start_page.show_busy(None)
            self._fault(error)
        self.failed = 1
        self.ready.emit()

    def _ask_password(self, path: Path, sentence: str) -> None:
        self._start_page.show_busy(None)
        password, given = self._asked_for_password(sentence)
        if given and password:
            self.open_folder(path, password)
        else:
            self.window.open_page("start")

    def _asked_for_password(self, sentence: str) -> tuple[str, bool]:
        """Ask for a password; tells whether one was given."""
        from PySide6.QtWidgets import QInputDialog, QLineEdit

        return QInputDialog.getText(
            self.window, _("Password"), sentence, QLineEdit.EchoMode.Password
        )

    def _close_village(self) -> None:
        session, self._session = self._session, None
        if session is None:
            return
        self._note_recent(session.village)
        self.window.drop_session()
        session.close()
        self.window.backups.leave()
        session.deleteLater()

    def _note_recent(self, village: "VillageFile") -> None:
        """Note for the start page how many houses there are, and the last backup on a stick."""
        folder, due = str(village.folder), self.window.backups.due
        noted = next((one for one in self.settings.now.recent if one.folder == folder), None)
        if noted is None:
            return
        on_stick = noted.on_stick
        if due is not None:
            on_stick = due.last.isoformat() if due.last is not None else ""
        with contextlib.suppress(AppError):  # the disk is gone: what was noted stays
            fresh = replace(noted, houses=village.house_count(), on_stick=on_stick)
            self.settings.change(lambda now: now.with_recent(fresh))

    def close(self) -> None:
        """Close the village and wait for every thread and process."""
        if self._closed:
            return
        self._closed = True
        self._close_village()
        self.jobs.finish()
        self.window.backups.finish()
        self._garbage.stop()
        self.window.deleteLater()

    def _fault(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.window.notice(str(error), lasting=True)
            return
        self.report(type(error), error, error.__traceback__)

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write a fault of the program to the log and show it once."""
        if issubclass(kind, KeyboardInterrupt):
            self.window.close()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        _log_to_file().error("%s\n%s", __version__, text)
        last = text.strip().splitlines()[-1]
        if last in self._shown:
            return
        self._shown.add(last)
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.warning(
            self.window,
            _("A fault of the program"),
            _(
                "The program met a fault and goes on. Everything that was saved is safe.\n\n"
                "{fault}\n\nThe details are in {path}; please send this file along when you ask "
                "for help."
            ).format(fault=last[:300], path=log_file()),
        )


def _log_to_file() -> logging.Logger:
    if not _log.handlers:
        from logging.handlers import RotatingFileHandler  # pulls the network in

        log_file().parent.mkdir(parents=True, exist_ok=True)
        _log.addHandler(RotatingFileHandler(log_file(), maxBytes=1_000_000, backupCount=2))
    return _log


def _read_the_store() -> None:
    """Read what opening a village needs, while the user still chooses one."""
    for module in (
        *("app.store.village", "app.services.importing", "app.services.backup"),
        *("app.services.stick", "app.ui.session", "app.ui.calculator"),
    ):
        importlib.import_module(module)
    opening = importlib.import_module("app.ui.opening")
    opening.bundled()


def _ignore(_outcome: Any) -> None:
    return None
