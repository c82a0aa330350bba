"""Backup and restore (S25): copies on this computer, a stick, and putting a copy back."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar

from app.errors import AppError
from app.i18n import gettext as _
from app.ui.pages.base import Frame, button, card, label, restyle
from app.ui.preferences.section import Found, Section
from app.ui.preferences.table import Line, PlainTable

_HEAD, _ROW, _SEEN = 40, 36, 4  # [px] of the table of changes, and rows seen at once


class BackupSection(Section):
    """What there is, what is due, and two buttons; a restore says first what it would change."""

    key = "backup"

    @staticmethod
    def title() -> str:
        return _("Backup and restore")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _(
                "Copies on this computer are made by themselves while you work: the last ten, and "
                "one a day for thirty days. They do not help if the computer is lost: for that "
                "the village goes on a stick."
            ),
        )
        self._copy: Path | None = None
        self._difference: Any = None
        self.state = label("label", wrap=True)
        self.box.addWidget(self.state)
        self.box.addLayout(self._buttons())
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.hide()
        self.box.addWidget(self.progress)
        self.box.addWidget(self.problem)
        self.done = label("ok", wrap=True)
        self.done.hide()
        self.box.addWidget(self.done)
        self._add_copies()
        self.box.addWidget(self._restore_card())
        keeper = frame.backups
        keeper.changed.connect(self._show)
        keeper.progress.connect(self._show_progress)
        keeper.stick_done.connect(self._stick_done)
        keeper.failed.connect(self._failed)
        key = QShortcut(QKeySequence("B"), self, self._copy_now)
        key.setContext(key.context().WidgetWithChildrenShortcut)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.stick, self.now, self.cancel = button("primary"), button(), button()
        self.say(self.stick.setText, lambda: _("Back up to a stick …"))
        self.say(self.now.setText, lambda: _("Copy on this computer (B)"))
        self.say(self.cancel.setText, lambda: _("Cancel"))
        self.stick.clicked.connect(self._ask_stick)
        self.now.clicked.connect(self._copy_now)
        self.cancel.clicked.connect(self.frame.backups.cancel)
        self.cancel.hide()
        for widget in (self.stick, self.now, self.cancel):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _add_copies(self) -> None:
        self.table = PlainTable(2, height=96)
        self.table.on_enter = self._look_at_chosen
        self.say(self.table.setAccessibleName, lambda: _("Copies on this computer"))
        self.box.addWidget(self.table, 1)
        row = QHBoxLayout()
        self.look, self.other = button(), button()
        self.say(self.look.setText, lambda: _("What would this copy change? …"))
        self.say(self.other.setText, lambda: _("Restore from a stick or file …"))
        self.look.clicked.connect(self._look_at_chosen)
        self.other.clicked.connect(self._ask_file)
        row.addWidget(self.look)
        row.addWidget(self.other)
        row.addStretch(1)
        self.box.addLayout(row)

    def _restore_card(self) -> Any:
        self.card, box = card()
        self.card_words = label("label", wrap=True)
        self.changes = PlainTable(2)
        self.say(self.changes.setAccessibleName, lambda: _("What would change"))
        row = QHBoxLayout()
        self.put_back, self.leave_it = button("primary"), button()
        self.say(self.put_back.setText, lambda: _("Put this copy back"))
        self.say(self.leave_it.setText, lambda: _("Leave it as it is"))
        self.put_back.clicked.connect(self._restore)
        self.leave_it.clicked.connect(self._close_card)
        row.addWidget(self.put_back)
        row.addWidget(self.leave_it)
        row.addStretch(1)
        box.addWidget(self.card_words)
        box.addWidget(self.changes)
        box.addLayout(row)
        self.card.hide()
        return self.card

    def words(self) -> list[Found]:
        return [
            (_("Back up to a stick …"), self.stick),
            (_("Copy on this computer (B)"), self.now),
            (_("Restore from a stick or file …"), self.other),
        ]

    def shown(self) -> None:
        self.frame.backups.refresh()
        session = self.session
        writable = session is not None and not session.village.read_only
        self.put_back.setEnabled(writable)
        self._show()

    def leave(self) -> None:
        self._close_card()
        self.done.hide()

    def retranslate(self) -> None:
        super().retranslate()
        self._show()
        if self._difference is not None:
            self._show_difference(self._difference)

    def _show(self) -> None:
        keeper = self.frame.backups
        text, role = due_text(keeper.due)
        self.state.setText(text)
        restyle(self.state, "role", role)
        lines = [
            Line(str(copy.path), (_local(copy.at), str(copy.houses), _kind(copy.kind)))
            for copy in keeper.copies
        ]
        self.table.show_lines((_("When"), _("Houses"), _("Made")), lines)
        if lines and not self.table.key():
            self.table.selectRow(0)
        self.look.setEnabled(bool(lines))

    def _copy_now(self) -> None:
        self.show_problem("")
        self.frame.backups.copy_now()

    def _ask_stick(self) -> None:
        before = self.frame.settings.now.stick
        folder = QFileDialog.getExistingDirectory(self, _("Choose the stick"), before)
        if folder:
            self.frame.settings.change(lambda now: replace(now, stick=folder))
            self.back_up(Path(folder))

    def back_up(self, stick: Path) -> None:
        """Back the village up on a stick."""
        self.show_problem("")
        self.done.hide()
        self.frame.backups.to_stick(stick)

    def _show_progress(self, share: float | None) -> None:
        running = share is not None
        self.progress.setVisible(running)
        self.cancel.setVisible(running)
        self.stick.setEnabled(not running)
        if share is not None:
            self.progress.setValue(round(share * 100))

    def _stick_done(self, done: Any) -> None:
        self.done.setText(
            _(
                "✓ On the stick and read back: {houses} houses, {copied} files new, {unchanged} "
                "there already. {folder}"
            ).format(
                houses=done.houses,
                copied=done.copied,
                unchanged=done.unchanged,
                folder=done.folder,
            )
        )
        self.done.show()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.show_problem(str(error))
            if not self.isVisible():
                self.frame.notice(str(error), lasting=True)
        else:
            self.failed(error)

    def _look_at_chosen(self) -> None:
        if self.table.key():
            self.look_at(Path(self.table.key()))

    def _ask_file(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(
            self,
            _("Restore from a stick or file …"),
            self.frame.settings.now.stick,
            _("Village copy (*.nuanfang)"),
        )
        if path:
            self.look_at(Path(path))

    def look_at(self, copy: Path) -> None:
        """Show what would change if this copy were put back."""
        self.show_problem("")
        self._close_card()
        self._copy = copy
        self.frame.backups.compare(copy, self._show_difference)

    def _show_difference(self, difference: Any) -> None:
        self._difference = difference
        here, there = difference.here, difference.there
        told = _(
            "Now: {houses} houses, last entry {at}. Copy: {copy_houses} houses, last entry "
            "{copy_at}."
        ).format(
            houses=here.houses,
            at=_time(here.last_change),
            copy_houses=there.houses,
            copy_at=_time(there.last_change),
        )
        lines = [_house_line(house) for house in difference.houses]
        lost, returned = difference.village_values
        if lost or returned:
            counts = _counts(lost, returned)
            lines.append(Line("", (_("Village values"), _("changed"), counts, "")))
        if not lines:
            told += " " + _("Nothing would change.")
        told += " " + _("The village as it is now is kept as a copy first.")
        self.card_words.setText(told)
        heads = (_("House"), _("Would be"), _("Entries"), _("Last entry now / in the copy"))
        self.changes.show_lines(heads, lines)
        self.changes.setVisible(bool(lines))
        self.changes.setFixedHeight(_HEAD + _ROW * min(len(lines), _SEEN))
        self.card.show()
        self.put_back.setFocus()
        self.widget().adjustSize()
        self.ensureWidgetVisible(self.card)

    def _close_card(self) -> None:
        self._copy, self._difference = None, None
        self.card.hide()

    def _restore(self) -> None:
        if self._copy is not None:
            copy = self._copy
            self._close_card()
            self.frame.restore(copy)


def _house_line(house: Any) -> Line:
    words = {
        "missing": _("⚠ gone: not in the copy"),
        "new": _("back: only in the copy"),
        "changed": _("as in the copy"),
    }
    times = f"{_time(house.here)} / {_time(house.there)}"
    cells = (house.code, words[house.kind], _counts(house.lost, house.returned), times)
    return Line(house.code, cells, amber=house.kind == "missing")


def _counts(lost: int, returned: int) -> str:
    return _("{lost} lost, {returned} back").format(lost=lost, returned=returned)


def _kind(kind: str) -> str:
    return {
        "auto": _("by itself"),
        "before": _("before a restore"),
        "named": _("by hand"),
    }.get(kind, kind)


def _local(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def _time(at: str) -> str:
    try:
        return _local(datetime.fromisoformat(at))
    except ValueError:
        return "—"


def due_text(due: Any) -> tuple[str, str]:
    """Return the sentence about backups on a stick, and the role it is shown in."""
    if due is None:
        return "", "label"
    if due.last is None:
        text = _("Never backed up to a stick.")
        return (f"× {text}", "red") if due.due else (text, "quiet")
    text = _("Last on a stick: {at}. Since then {days} days and {houses} new houses.").format(
        at=_local(due.last), days=due.days, houses=due.new_houses
    )
    return (f"⚠ {text}", "amber") if due.due else (f"✓ {text}", "ok")
