"""Pictures from a phone or card: what is there by day, copying with progress, what became of it."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError, Cancelled
from app.i18n import gettext as _
from app.ui.pages.base import button, label
from app.ui.session import Session
from app.ui.speech import Speaker

if TYPE_CHECKING:
    from app.services.photos import CardPicture, Copied

LIST_JOB = "app.services.photos:list_card"
COPY_JOB = "app.services.photos:copy_photos"
_CHUNK = 8  # pictures after which what was copied is written down


class PhotoImport(QWidget, Speaker):
    """Choose days, copy, read the result. The card is only ever read."""

    closed = Signal()
    added = Signal()  # photos have come

    def __init__(self) -> None:
        super().__init__()
        self._session: Session | None = None
        self._pictures: tuple[CardPicture, ...] = ()
        self._folder = Path()
        self._job = 0
        self._step = "choose"  # choose, listing, ready, copying, done
        self._problem = ""
        self._left: list[Path] = []
        self._total = self._begun = 0
        self._outcomes: list[Copied] = []
        self._cancelled = False
        self._build()
        self.say(lambda _text: self._show(), str)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self.words = label("label", wrap=True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.itemChanged.connect(lambda _item: self._show_count())
        self.result = QPlainTextEdit()
        self.result.setReadOnly(True)
        self.result.setTabChangesFocus(True)
        self.with_position, self.keep_originals = QCheckBox(), QCheckBox()
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.choose, self.copy, self.stop, self.back = (
            button(),
            button("primary"),
            button(),
            button(),
        )
        line = QHBoxLayout()
        for made in (self.choose, self.progress, self.stop):
            line.addWidget(made)
        line.addStretch(1)
        line.addWidget(self.back)
        line.addWidget(self.copy)
        options = QHBoxLayout()
        for option in (self.with_position, self.keep_originals):
            options.addWidget(option)
        options.addStretch(1)
        for widget in (self.words, self.list, self.result):
            box.addWidget(widget)
        box.addLayout(options)
        self.room = QWidget()  # keeps the buttons at the bottom
        box.addWidget(self.room, 1)
        box.setStretchFactor(self.list, 8)
        box.setStretchFactor(self.result, 8)
        box.addLayout(line)
        self.choose.clicked.connect(self.ask_folder)
        self.copy.clicked.connect(self.copy_chosen)
        self.stop.clicked.connect(self.cancel)
        self.back.clicked.connect(self._close)
        self.say(self.choose.setText, lambda: _("Choose folder or card …"))
        self.say(self.stop.setText, lambda: _("Stop"))
        self.say(self.back.setText, lambda: _("Back (Esc)"))
        self.say(
            self.with_position.setText,
            lambda: _("Keep the place of each photo, to fill in B14"),
        )
        self.say(
            self.keep_originals.setText,
            lambda: _("Keep the originals as well (large; they hold what the phone wrote)"),
        )
        self.say(self.list.setAccessibleName, lambda: _("Pictures by day"))
        self.say(self.result.setAccessibleName, lambda: _("What was not taken"))

    @property
    def busy(self) -> bool:
        """Tell whether a card is being read."""
        return self._step in ("listing", "copying")

    def follow(self, session: Session | None) -> None:
        """Take another village; nothing of the card before is left."""
        if session is not self._session:
            self._session = session
            self._job, self._step, self._problem = 0, "choose", ""
            self._pictures, self._outcomes = (), []
            self.list.clear()
            self._show()

    def ask_folder(self) -> None:
        """Ask for the folder of the card, then list it."""
        found = QFileDialog.getExistingDirectory(
            self, _("Folder with photos"), str(self._folder if self._folder.name else Path.home())
        )
        if found:
            self.list_folder(Path(found))

    def list_folder(self, folder: Path) -> None:
        """List the pictures of a card by day."""
        session = self._session
        if session is None or self.busy:
            return
        self._folder, self._step, self._problem = folder, "listing", ""
        self._outcomes = []
        self.list.clear()
        self._ask(LIST_JOB, folder, on_done=self._listed)

    def _ask(self, job: str, *arguments: Any, on_done: Any) -> None:
        session = self._session
        if session is None:
            return

        def mine(take: Any) -> Any:
            return lambda outcome: take(outcome) if session is self._session else None

        self._job = session.long.ask(
            job,
            *arguments,
            on_done=mine(on_done),
            on_failed=mine(self._failed),
            on_progress=mine(self._progress),
        )
        self._show()

    def _listed(self, pictures: "tuple[CardPicture, ...]") -> None:
        self._job, self._step, self._pictures = 0, "ready", pictures
        for day, group in groupby(pictures, key=lambda picture: picture.taken_at[:10]):
            self._add_day(day, list(group))
        self._show()
        (self.list if pictures else self.choose).setFocus()
        self.list.setCurrentRow(0)

    def _add_day(self, day: str, pictures: "Sequence[CardPicture]") -> None:
        first, last = pictures[0].taken_at[11:16], pictures[-1].taken_at[11:16]
        item = QListWidgetItem()
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
        item.setData(Qt.ItemDataRole.UserRole, [picture.path for picture in pictures])
        text = _("{day}   {first}–{last}   {n} pictures").format(
            day=day, first=first, last=last, n=len(pictures)
        )
        item.setText(text)
        names = ", ".join(picture.path.name for picture in pictures[:12])
        item.setToolTip(names)
        self.list.addItem(item)

    def _chosen(self) -> list[Path]:
        items = [self.list.item(row) for row in range(self.list.count())]
        return [
            path
            for item in items
            if item.checkState() == Qt.CheckState.Checked
            for path in item.data(Qt.ItemDataRole.UserRole) or ()
        ]

    def copy_chosen(self) -> None:
        """Copy the pictures of the chosen days."""
        session = self._session
        if session is None or self._step != "ready" or not self._chosen():
            return
        self._left, self._outcomes, self._cancelled = self._chosen(), [], False
        self._total, self._step = len(self._left), "copying"
        session.read(lambda village: village.album.files.remove_parts(), lambda _n: self._next())
        self._show()

    def _next(self) -> None:
        """Copy the next few pictures; what the village knows by then is not copied again."""
        session = self._session
        if session is None:
            return
        session.read(lambda village: village.album.known(), self._copy_some)

    def _copy_some(self, known: frozenset[str]) -> None:
        session = self._session
        if session is None or self._cancelled or not self._left:
            self._finish()
            return
        some, self._left = self._left[:_CHUNK], self._left[_CHUNK:]
        self._begun = len(some)
        photos = [photo for outcome in self._outcomes for photo in outcome.photos]
        brought = frozenset(hash_ for photo in photos for hash_ in (photo.id, photo.source))
        village = session.village
        self._ask(
            COPY_JOB,
            village.photos,
            some,
            known,
            brought,
            village.album.is_sealed,
            self.with_position.isChecked(),
            self.keep_originals.isChecked(),
            on_done=self._copied,
        )

    def _copied(self, outcome: "Copied") -> None:
        session = self._session
        self._job = 0
        if session is None:
            return
        self._outcomes.append(outcome)
        if outcome.stopped or outcome.cancelled:
            self._problem, self._cancelled = outcome.stopped, True
        photos = outcome.photos
        session.write(lambda village: village.album.add(photos), lambda _n: self._noted())

    def _noted(self) -> None:
        self.added.emit()
        self._next()

    def cancel(self) -> None:
        """Stop; what has been copied counts."""
        self._cancelled = True
        if self._session is not None and self._job:
            self._session.long.cancel(self._job)

    def _failed(self, error: Exception) -> None:
        self._job = 0
        if not isinstance(error, Cancelled):
            self._problem = str(error) if isinstance(error, AppError) else ""
            if not isinstance(error, AppError) and self._session is not None:
                self._session.fault.emit(error)
        if self._step == "copying":
            self._finish()
        else:
            self._step = "choose"
            self._show()

    def _progress(self, share: float) -> None:
        whole = share
        if self._step == "copying" and self._total:
            done = self._total - len(self._left) - self._begun
            whole = (done + share * self._begun) / self._total
        self.progress.setValue(round(whole * 100))

    def _finish(self) -> None:
        self._job, self._step = 0, "done"
        self.list.clear()
        lines = ["× " + item.sentence for o in self._outcomes for item in o.refused]
        lines += [
            _("= {name} is the same picture again").format(name=path.name)
            for outcome in self._outcomes
            for path in outcome.twins
        ]
        self.result.setPlainText("\n".join(lines))
        self._show()
        self.back.setFocus()

    def _show(self) -> None:
        step = self._step
        self.words.setText(self._sentence())
        self.choose.setVisible(step in ("choose", "ready", "done"))
        self.copy.setVisible(step == "ready" and bool(self._pictures))
        for option in (self.with_position, self.keep_originals):
            option.setVisible(step == "ready" and bool(self._pictures))
        self.progress.setVisible(self.busy)
        self.stop.setVisible(self.busy)
        self.back.setVisible(not self.busy)
        self.list.setVisible(self.list.count() > 0 and step in ("ready", "copying"))
        self.result.setVisible(step == "done" and bool(self.result.toPlainText()))
        self.room.setVisible(self.list.isHidden() and self.result.isHidden())
        self._show_count()

    def _show_count(self) -> None:
        count = len(self._chosen()) if self._step == "ready" else 0
        self.copy.setText(_("Copy {n} pictures").format(n=count))
        self.copy.setEnabled(count > 0)

    def _sentence(self) -> str:
        if self._step == "listing":
            return _("Reading {folder} …").format(folder=self._folder)
        if self._step == "ready" and not self._pictures:
            return _(
                "There are no pictures in {folder}. On most cards they are in the folder DCIM."
            ).format(folder=self._folder)
        if self._step == "ready":
            return _("{n} pictures in {folder}. Untick the days you do not want (Space).").format(
                n=len(self._pictures), folder=self._folder
            )
        if self._step == "copying":
            return _("Copying and verifying. The card is only read, nothing on it is changed.")
        return self._result() if self._step == "done" else self._invitation()

    def _invitation(self) -> str:
        words = _(
            "Connect the phone or put in the card, then choose its folder. The pictures are "
            "copied and checked; nothing on the card is changed or deleted."
        )
        return f"{self._problem}\n{words}" if self._problem else words

    def _result(self) -> str:
        def count(name: str) -> int:
            return sum(len(getattr(outcome, name)) for outcome in self._outcomes)

        words = [
            _("{new} copied and verified, {known} here already, {bad} not taken.").format(
                new=count("photos"), known=count("known") + count("twins"), bad=count("refused")
            )
        ]
        if self._problem:
            words.append(self._problem)
        elif self._cancelled:
            words.append(_("Stopped; the rest can be copied later."))
        words.append(_("The card is as it was."))
        return " ".join(words)

    def _close(self) -> None:
        if not self.busy:
            if self._step == "done":
                self._step, self._problem = "choose", ""
                self.list.clear()
                self._show()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.busy:
                self.cancel()
            else:
                self._close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._step == "ready":
            self.copy_chosen()
        else:
            super().keyPressEvent(event)
