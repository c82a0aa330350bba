"""One photo large, with its caption and what is known of it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.exchange.files import write_whole
from app.i18n import gettext as _
from app.model.survey import spec
from app.model.survey.photos import PHOTO_CAPTION, SLOTS
from app.ui import style
from app.ui.pages.base import button, label
from app.ui.session import Session
from app.ui.speech import Speaker
from app.ui.widgets.photo_list import Shown

if TYPE_CHECKING:
    from app.store.village import VillageFile

_LARGE = 1600  # [px] no screen of ours shows more


class PictureField(QWidget):
    """A picture as large as the room allows, or a sentence why there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_image(self, image: QImage, words: str = "") -> None:
        """Show a picture, or words in its place."""
        self.image, self.words = image, words
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(style.SHADE))
        if self.image.isNull():
            painter.setPen(QColor(style.QUIET))
            room = self.rect().adjusted(24, 24, -24, -24)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), self.words)
            return
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self.image)


class PhotoViewer(QWidget, Speaker):
    """Shows one photo; Esc goes back, arrows show the one before or after."""

    closed = Signal()
    step_wanted = Signal(int)  # -1 or +1
    slot_wanted = Signal(int)
    captioned = Signal(object, str)  # Shown, caption
    position_wanted = Signal(object)  # Shown

    def __init__(self) -> None:
        super().__init__()
        self.item: Shown | None = None
        self._caption = ""
        self._facts: Callable[[], str] = str
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self.picture = PictureField()
        box.addWidget(self.picture, 1)
        self.facts = label("small", wrap=True)
        box.addWidget(self.facts)
        line = QHBoxLayout()
        self.caption = QLineEdit()
        self.caption.setMaxLength(spec(PHOTO_CAPTION).max_length or 60)
        self.caption.editingFinished.connect(self._written)
        self._session: Session | None = None
        self.original, self.use_position, self.back = button(), button(), button()
        self.original.clicked.connect(self._ask_original)
        self.use_position.clicked.connect(lambda: self.position_wanted.emit(self.item))
        self.back.clicked.connect(self.close_photo)
        line.addWidget(self.caption, 1)
        line.addWidget(self.original)
        line.addWidget(self.use_position)
        line.addWidget(self.back)
        box.addLayout(line)
        self.say(self.back.setText, lambda: _("Back (Esc)"))
        self.say(self.caption.setPlaceholderText, lambda: _("Caption, such as: crack in the gable"))
        self.say(self.caption.setAccessibleName, lambda: str(spec(PHOTO_CAPTION).label))
        self.say(self.original.setText, lambda: _("Save the original …"))
        self.say(self.use_position.setText, lambda: _("Use its place as B14"))
        self.say(lambda _text: self.facts.setText(self._facts()), str)

    def show_photo(
        self,
        session: Session,
        item: Shown,
        *,
        caption: str,
        facts: Callable[[], str],
        with_position: bool,
        may_write: bool,
    ) -> None:
        """Read and show a photo."""
        self._facts, self._session = facts, session
        self.facts.setText(facts())
        self.original.setVisible(session.village.album.has_original(item.photo))
        self.use_position.setVisible(with_position and may_write)
        self.caption.setVisible(bool(item.row))
        self.caption.setReadOnly(not may_write)
        if item.row != (self.item.row if self.item else "") or not self.caption.hasFocus():
            self._caption = caption
            self.caption.setText(caption)
        if self.item is not None and self.item.photo == item.photo:
            self.item = item
            return
        self.item = item
        self.picture.show_image(QImage(), "…")
        village = session.village
        session.pictures.run(
            lambda: _large(village, item.photo),
            on_done=lambda image: self._arrived(item, image),
            on_failed=lambda error: self._refused(item, error),
        )

    def _arrived(self, item: Shown, image: QImage) -> None:
        if self.item is not None and self.item.photo == item.photo:
            self.picture.show_image(image)

    def _refused(self, item: Shown, error: Exception) -> None:
        if self.item is not None and self.item.photo == item.photo:
            words = str(error) if isinstance(error, AppError) else _("not here")
            self.picture.show_image(QImage(), words)

    def _ask_original(self) -> None:
        if self.item is None:
            return
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Save the original …"), f"{self.item.photo[:12]}.jpg"
        )
        if path:
            self.save_original(Path(path))

    def save_original(self, path: Path) -> None:
        """Write the picture as it came to a file; below the photo stands how it went."""
        session, item = self._session, self.item
        if session is None or item is None:
            return

        def told(error: Exception) -> None:
            if isinstance(error, AppError):
                self.facts.setText(str(error))
            else:
                session.fault.emit(error)

        session.pictures.run(
            lambda: write_whole(path, session.village.album.original(item.photo)),
            on_done=lambda _none: self.facts.setText(_("Saved as {path}.").format(path=path)),
            on_failed=told,
        )

    def write_caption(self) -> None:
        """Put the cursor into the caption."""
        if self.caption.isVisible():
            self.caption.setFocus()
            self.caption.selectAll()

    def report(self) -> None:
        """Tell the caption as it is written."""
        self._written()

    def _written(self) -> None:
        text = self.caption.text().strip()
        if self.item is not None and self.item.row and text != self._caption:
            self._caption = text
            self.captioned.emit(self.item, text)

    def close_photo(self) -> None:
        """Go back to the list."""
        self._written()
        self.item = None
        self.picture.show_image(QImage())
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self.caption.hasFocus():
                self.caption.setText(self._caption)
                self.picture.setFocus()
            else:
                self.close_photo()
        elif self.caption.hasFocus() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.picture.setFocus()
        elif self.caption.hasFocus():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step_wanted.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_photo()
        elif key == Qt.Key.Key_F2:
            self.write_caption()
        elif key - Qt.Key.Key_0 in range(1, len(SLOTS) + 1):
            self.slot_wanted.emit(key - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)


def _large(village: "VillageFile", photo_id: str) -> QImage:
    image = QImage.fromData(village.album.data(photo_id))
    if max(image.width(), image.height()) > _LARGE:
        image = image.scaled(
            _LARGE,
            _LARGE,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    return image
