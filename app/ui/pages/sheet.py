"""Preview of the papers of a house: drawn from the very PDF that is saved and printed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QWidget,
)

from app.i18n import gettext as _
from app.i18n import language
from app.ui.pages.base import Frame, Key, Page, button, label

if TYPE_CHECKING:  # the papers are heavy; the window is shown before they are imported
    from app.services.papers import PaperKind

JOB = "app.services.longjobs:sheet_of"
_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
_SCREEN_DPI = 96
_PRINT_DPI = 300


class SheetPage(Page):
    """The pages of the sheet side by side, with zoom, save, open, print."""

    key = "sheet"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Sheet for the family"))
        self._pdf = b""
        self._name = "sheet.pdf"
        self._missing: tuple[str, ...] = ()
        self._job = 0
        self._problem = ""
        self._made_for: tuple[object, ...] = ()
        self._zoom = 0.0  # 0: as wide as the window
        self._kind: PaperKind = "d1"
        self._build_head()
        self.words = label("label", wrap=True)
        self.body.addWidget(self.words)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setProperty("role", "pages")
        self.say(self.area.setAccessibleName, lambda: _("Sheet"))
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sheets = QWidget()
        self._row = QHBoxLayout(self._sheets)
        self._row.setSpacing(16)
        self._row.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setWidget(self._sheets)
        self.body.addWidget(self.area, 1)
        frame.current.house_changed.connect(self._forget)
        self.say(lambda _text: self._show_words(), str)

    def _build_head(self) -> None:
        self.who = label("label")
        self.head.addWidget(self.who)
        self._build_kinds()
        self.head.addStretch(1)
        self.progress = QProgressBar()
        self.progress.setFixedWidth(180)
        self.progress.setRange(0, 100)
        self.stop_button, self.smaller, self.larger = button(), button("flat"), button("flat")
        self.fit, self.save, self.view, self.print = (
            button("flat"),
            button("primary"),
            button(),
            button(),
        )
        self.say(self.stop_button.setText, lambda: _("Stop"))
        self.smaller.setText("－")
        self.larger.setText("＋")
        self.say(self.smaller.setAccessibleName, lambda: _("Smaller"))
        self.say(self.larger.setAccessibleName, lambda: _("Larger"))
        self.say(self.fit.setText, lambda: _("Fit"))
        self.say(self.save.setText, lambda: _("Save PDF …"))
        self.say(self.view.setText, lambda: _("Open in viewer"))
        self.say(self.print.setText, lambda: _("Print …"))
        for widget, work in (
            (self.stop_button, self.stop),
            (self.smaller, lambda: self._step_zoom(-1)),
            (self.larger, lambda: self._step_zoom(1)),
            (self.fit, self._fit),
            (self.save, self.save_pdf),
            (self.view, self.open_in_viewer),
            (self.print, self.print_paper),
        ):
            widget.clicked.connect(work)
        self.save.setShortcut("Ctrl+S")
        self.larger.setShortcut("Ctrl++")
        self.smaller.setShortcut("Ctrl+-")
        self.head.addWidget(self.progress)
        for item in (self.stop_button, self.smaller, self.larger, self.fit):
            self.head.addWidget(item)
        for item in (self.save, self.view, self.print):
            self.head.addWidget(item)

    def _build_kinds(self) -> None:
        """Add a chip for each paper, in place of the title."""
        self.title.hide()
        self.kinds: dict[PaperKind, QPushButton] = {}
        self._group = QButtonGroup(self)
        words: dict[PaperKind, Callable[[], str]] = {
            "d1": lambda: _("Assessment"),
            "d2": lambda: _("Retrofit plan"),
            "d5": lambda: _("Consent"),
        }
        for kind, said in words.items():
            chip = button("chip", checkable=True)
            self.say(chip.setText, said)
            chip.setChecked(kind == self._kind)
            chip.clicked.connect(lambda _on, key=kind: self.choose(key))
            self._group.addButton(chip)
            self.kinds[kind] = chip
            self.head.addWidget(chip)

    def choose(self, kind: "PaperKind") -> None:
        """Show another paper of the house."""
        self._kind = kind
        self.kinds[kind].setChecked(True)
        self._forget()
        self.shown()

    def keys(self) -> list[Key]:
        return [("Ctrl +/-", _("zoom")), ("Ctrl+S", _("save PDF")), ("Ctrl+P", _("print"))]

    def _forget(self) -> None:
        self.stop()
        self._pdf, self._made_for, self._problem = b"", (), ""
        self._show_pages()

    def shown(self) -> None:
        session, house = self.frame.session, self.frame.current.house
        if session is None or house is None:
            self._show_words()
            return
        wanted = (
            house.dwelling_id,
            house.survey,
            session.rules.village,
            session.weather,
            language(),
            self.frame.current.view.package,
            self._kind,
        )
        if self._pdf and wanted == self._made_for:
            return
        session.drain()
        self._made_for = wanted
        self._problem = ""
        self.progress.setValue(0)
        self._job = session.long.ask(
            JOB,
            session.village.path,
            session.password,
            house.dwelling_id,
            language(),
            self.frame.current.view.package,
            self.frame.current.own,
            session.weather,
            self._kind,
            on_progress=lambda share: self.progress.setValue(round(share * 100)),
            on_done=self._done,
            on_failed=self._failed,
        )
        self._show_words()

    def stop(self) -> None:
        """End the work under way."""
        if self._job and self.frame.session is not None:
            self.frame.session.long.cancel(self._job)

    def _done(self, made: Any) -> None:
        self._job = 0
        self._pdf, self._name, self._missing = made.pdf, made.name, made.missing
        if self.frame.session is not None:
            self.frame.session.keep_results(made.kept)
        self._show_words()
        self._show_pages()

    def _failed(self, error: Exception) -> None:
        self._job = 0
        self._made_for = ()
        self._problem = self.why_failed(error)
        self._show_words()

    def _show_words(self) -> None:
        busy, there = bool(self._job), bool(self._pdf)
        for widget in (self.progress, self.stop_button):
            widget.setVisible(busy)
        for widget in (self.smaller, self.larger, self.fit, self.save, self.view, self.print):
            widget.setVisible(there)
        self.who.setText(self.frame.current.title)
        text = ""
        if self.frame.current.house is None:
            text = _("Choose a house in “Houses” first.")
        elif self._problem:
            text = f"⚠ {self._problem}"
        elif busy:
            text = _("The sheet is being made …")
        elif self._missing:
            text = _("To be written by hand, the font lacks: {characters}").format(
                characters=" ".join(self._missing)
            )
        self.words.setText(text)
        self.words.setVisible(bool(text))

    def _show_pages(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        if not self._pdf:
            return
        ratio = self.devicePixelRatioF()
        for image in render(self._pdf, self._scale() * ratio):
            page = QLabel()
            image.setDevicePixelRatio(ratio)
            page.setPixmap(QPixmap.fromImage(image))
            page.setStyleSheet("border: 1px solid #9AA3AE; background: white;")  # on paper
            page.setFixedSize(image.deviceIndependentSize().toSize() + QSize(2, 2))
            self._row.addWidget(page, 0, Qt.AlignmentFlag.AlignTop)

    def _scale(self) -> float:
        """Return pixels per point: by zoom, or so that two pages fill the width."""
        if self._zoom:
            return self._zoom * _SCREEN_DPI / 72
        wide = self.area.width() - 16 - 2 * 9 - 2 * 2 - 16  # gap, margins, frames, scroll bar
        return max(min(wide / 2 / 595, 1.5), 0.4)

    def _step_zoom(self, step: int) -> None:
        now = self._scale() * 72 / _SCREEN_DPI
        bigger = [zoom for zoom in _ZOOMS if zoom > now + 0.01]
        smaller = [zoom for zoom in _ZOOMS if zoom < now - 0.01]
        choice = bigger[:1] if step > 0 else smaller[-1:]
        if choice:
            self._zoom = choice[0]
            self._show_pages()

    def _fit(self) -> None:
        self._zoom = 0.0
        self._show_pages()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._pdf and not self._zoom:
            self._show_pages()

    def save_pdf(self) -> None:
        """Write the PDF where the user says."""
        path, _kind = QFileDialog.getSaveFileName(self, _("Save PDF …"), self._name, "PDF (*.pdf)")
        if path:
            self._write(Path(path))

    def _write(self, path: Path) -> bool:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self._pdf)
        except OSError as error:
            self.frame.notice(
                _("{path} could not be written: {reason}. Choose another place.").format(
                    path=path, reason=error.strerror
                )
            )
            return False
        self.frame.notice(_("Saved: {path}").format(path=path))
        return True

    def open_in_viewer(self) -> None:
        """Keep the PDF with the village and open it with the system's viewer."""
        session = self.frame.session
        if session is None:
            return
        path = session.village.folder / "sheets" / self._name
        if self._write(path):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def print_paper(self) -> None:
        """Print the pages, drawn from the same PDF at 300 dpi."""
        printer = asked_printer(self)
        if printer is not None:
            printer.setDocName(self._name)
            try:
                print_pages(printer, self._pdf)
            except OSError as error:
                self.frame.notice(str(error), lasting=True)


def asked_printer(parent: QWidget) -> Any:
    """Return the printer that the user chooses, None for none."""
    # Loaded on first use: few print, everybody starts.
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_PRINT_DPI)
    printer.setFullPage(True)
    return printer if QPrintDialog(printer, parent).exec() else None


def render(pdf: bytes, scale: float) -> list[QImage]:
    """Draw the pages of a PDF, ``scale`` pixels per point."""
    import pypdfium2  # loaded with the first sheet, after the window is shown

    images = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGBX8888,
            )
            images.append(image.copy())
            page.close()
    finally:
        document.close()
    return images


def print_pages(printer: Any, pdf: bytes) -> None:
    """Paint every page onto the paper.

    Raises
    ------
    OSError
        If the printer does not take them.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise OSError(_("The printer takes no pages. Is it on and connected?"))
    for number, image in enumerate(render(pdf, printer.resolution() / 72)):
        if number:
            printer.newPage()
        painter.drawImage(0, 0, image)
    painter.end()
