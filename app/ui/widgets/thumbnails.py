"""Thumbnails made when they are seen: one at a time, off the window's thread, few in memory."""

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from app.errors import AppError
from app.i18n import gettext as _
from app.ui import style
from app.ui.session import Session

if TYPE_CHECKING:
    from app.store.village import VillageFile

SIZE = QSize(128, 96)
_HELD = 240  # pictures of 128 × 96 at 4 bytes: 12 MB at most
_WAITING = 80  # what was scrolled past long ago is not made


class Thumbnails(QObject):
    """Small pictures by photo id. What is asked for last is made first."""

    ready = Signal(str)  # photo id

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._held: OrderedDict[str, QPixmap] = OrderedDict()
        self._waiting: list[str] = []
        self._made = ""  # the one under way
        self._times = 0  # how often all was forgotten
        self.refused: dict[str, str] = {}

    def follow(self, session: Session | None) -> None:
        """Take the photos of another village."""
        if session is not self._session:
            self._session, self._made = session, ""
            self.forget()

    def forget(self) -> None:
        """Read everything anew: photos have come or gone."""
        self._held.clear()
        self._waiting.clear()
        self.refused.clear()
        self._made = ""
        self._times += 1  # what is being made shows how it was

    @property
    def held(self) -> int:
        """Return how many pictures are in memory."""
        return len(self._held)

    def get(self, photo_id: str) -> QPixmap:
        """Return the thumbnail; a grey one while it is made, ``ready`` tells when it is there."""
        found = self._held.get(photo_id)
        if found is not None:
            self._held.move_to_end(photo_id)
            return found
        if photo_id in self.refused:
            return _placeholder(_("not here"))
        if photo_id in self._waiting:
            self._waiting.remove(photo_id)
        if photo_id != self._made:
            self._waiting.append(photo_id)
            del self._waiting[:-_WAITING]
        self._make_next()
        return _placeholder("…")

    def _make_next(self) -> None:
        session = self._session
        if self._made or not self._waiting or session is None:
            return
        photo_id = self._made = self._waiting.pop()
        village, times = session.village, self._times
        session.pictures.run(
            lambda: _small(village, photo_id),
            on_done=lambda image: self._done(session, times, photo_id, image),
            on_failed=lambda error: self._failed(session, times, photo_id, error),
        )

    def _done(self, session: Session, times: int, photo_id: str, image: QImage) -> None:
        if session is not self._session or times != self._times:
            return
        self._held[photo_id] = _framed(image)
        while len(self._held) > _HELD:
            self._held.popitem(last=False)
        self._finished(photo_id)

    def _failed(self, session: Session, times: int, photo_id: str, error: Exception) -> None:
        if session is not self._session or times != self._times:
            return
        self.refused[photo_id] = str(error) if isinstance(error, AppError) else _("not here")
        if not isinstance(error, AppError):
            session.fault.emit(error)
        self._finished(photo_id)

    def _finished(self, photo_id: str) -> None:
        self._made = ""
        self.ready.emit(photo_id)
        self._make_next()


def _small(village: "VillageFile", photo_id: str) -> QImage:
    from app.services.photos import thumbnail_of  # the decoder is heavy; the window comes first

    return QImage.fromData(thumbnail_of(village, photo_id))


def _framed(image: QImage) -> QPixmap:
    """Return the picture in the middle of a field of one size, so that rows stand straight."""
    field = QPixmap(SIZE)
    field.fill(QColor(style.SHADE))
    fitting = image.scaled(
        SIZE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    painter = QPainter(field)
    left = (SIZE.width() - fitting.width()) // 2
    painter.drawImage(left, (SIZE.height() - fitting.height()) // 2, fitting)
    painter.end()
    return field


def _placeholder(word: str) -> QPixmap:
    field = QPixmap(SIZE)
    field.fill(QColor(style.SHADE))
    painter = QPainter(field)
    painter.setPen(QColor(style.QUIET))
    painter.drawText(field.rect(), Qt.AlignmentFlag.AlignCenter, word)
    painter.end()
    return field
