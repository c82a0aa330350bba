"""Data packages: the village for another computer or the district, with or without photos."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QProgressBar

from app.i18n import gettext as _
from app.ui.pages.base import Frame, button, label
from app.ui.preferences.section import Found, Section


class ExchangeSection(Section):
    """What would go along is said before it is written; what came is said afterwards."""

    key = "exchange"

    @staticmethod
    def title() -> str:
        return _("Data package")

    _moved = Signal(float)  # share of the work done, from a thread

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _(
                "One file with everything entered, for another computer that works on this "
                "village and for the district. Names, numbers and phones never go along."
            ),
        )
        self._travelling: Any = None
        self.with_photos = QCheckBox()
        self.with_photos.toggled.connect(lambda _on: self._show_size())
        self.say(self.with_photos.setText, lambda: _("With the photos that houses show"))
        self.told = label("label", wrap=True)
        self.write, self.take = button("primary"), button()
        self.say(self.write.setText, lambda: _("Write a data package …"))
        self.say(self.take.setText, lambda: _("Take a data package …"))
        self.write.clicked.connect(self._ask_folder)
        self.take.clicked.connect(self._ask_file)
        row = QHBoxLayout()
        row.addWidget(self.write)
        row.addWidget(self.take)
        row.addStretch(1)
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.hide()
        self._moved.connect(lambda share: self.progress.setValue(round(share * 100)))
        self.done = label("ok", wrap=True)
        self.done.hide()
        self.box.addWidget(self.with_photos)
        self.box.addWidget(self.told)
        self.box.addLayout(row)
        for widget in (self.progress, self.problem, self.done):
            self.box.addWidget(widget)
        self.box.addStretch(1)

    def words(self) -> list[Found]:
        return [
            (_("Write a data package …"), self.write),
            (_("Take a data package …"), self.take),
            (_("With the photos that houses show"), self.with_photos),
        ]

    def shown(self) -> None:
        session = self.session
        if session is None:
            return
        from app.services.photo_travel import photos_to_send

        self.take.setEnabled(not session.village.read_only)
        village = session.village
        session.pictures.run(
            lambda: photos_to_send(village), on_done=self._count, on_failed=self.failed
        )

    def leave(self) -> None:
        self.done.hide()

    def retranslate(self) -> None:
        super().retranslate()
        self._show_size()

    def _count(self, travelling: Any) -> None:
        self._travelling = travelling
        self._show_size()

    def _show_size(self) -> None:
        held, session = self._travelling, self.session
        if held is None or session is None:
            return
        text = _("{n} photos, {size} MB.").format(n=len(held.photos), size=f"{held.size / 1e6:.1f}")
        if held.missing:
            missing = _("{n} photos are not on this computer.").format(n=len(held.missing))
            text = f"{text} {missing}"
        if self.with_photos.isChecked():
            text += " " + (
                _("They stay sealed: only copies of this village open them.")
                if session.village.encrypted
                else _("⚠ They show houses and people, and are not encrypted in the package.")
            )
        self.told.setText(text)
        self.with_photos.setEnabled(bool(held.photos))

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Write a data package …"))
        if folder:
            self.write_to(Path(folder))

    def write_to(self, folder: Path) -> None:
        """Write the package into a folder."""
        session, photos = self.session, self.with_photos.isChecked()
        if session is None:
            return
        from app.services.assess import context_for
        from app.services.consent_record import beyond_consent
        from app.services.publish import write_village_package

        village, weather = session.village, session.weather

        def work() -> Any:
            context = context_for(village.village_values(), weather)
            path = write_village_package(village, folder, context, photos, self._moved.emit)
            return path, beyond_consent(village)

        self._start()
        session.pictures.run(work, on_done=self._written, on_failed=self._refused)

    def _written(self, found: tuple[Path, str]) -> None:
        path, beyond = found
        size = f"{path.stat().st_size / 1e6:.1f}"
        self._finish(_("Written: {path}, {size} MB.").format(path=path, size=size))
        self.show_problem(beyond)

    def _ask_file(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Take a data package …"), "", _("Data package (*.json *.zip)")
        )
        if path:
            self.take_from(Path(path))

    def take_from(self, path: Path) -> None:
        """Take a package of this village; the house at hand is read anew."""
        session = self.session
        if session is None:
            return
        from app.services.importing import import_package

        village = session.village
        self._start()
        session.drain()
        session.pictures.run(
            lambda: import_package(village, path, self._moved.emit),
            on_done=self._came,
            on_failed=self._refused,
        )

    def _came(self, found: Any) -> None:
        self.frame.forget_house()
        self._finish(found.sentence)
        if found.warnings:
            self.show_problem("\n".join(found.warnings[:8]))
        if self.session is not None:
            self.session.read_rules()  # prices and house types may have come along
        self.shown()

    def _start(self) -> None:
        self.show_problem("")
        self.done.hide()
        self.progress.setValue(0)
        self.progress.show()
        for widget in (self.write, self.take):
            widget.setEnabled(False)

    def _finish(self, sentence: str) -> None:
        self.progress.hide()
        self.write.setEnabled(True)
        session = self.session
        self.take.setEnabled(session is not None and not session.village.read_only)
        self.done.setText(f"✓ {sentence}" if sentence else "")
        self.done.setVisible(bool(sentence))

    def _refused(self, error: Exception) -> None:
        self._finish("")
        self.failed(error)
