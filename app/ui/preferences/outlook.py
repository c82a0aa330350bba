"""Prices to come, advice, what counts: settings of the policy pack, changed for a village."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import ParseError
from app.model.survey.forms import parse_number
from app.ui.pages.base import Frame, button, card, label
from app.ui.preferences.origin import Origin, own_mark
from app.ui.preferences.section import Found, Section
from app.ui.preferences.table import Line, PlainTable
from app.ui.texts import mark_word
from app.ui.widgets.editors import NumberBox

_BOX = 90  # [px]


class OutlookSection(Section):
    """A table of settings; the chosen one is changed below it."""

    key = "outlook"

    @staticmethod
    def title() -> str:
        return _("Prices to come, advice")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _(
                "By which packages tell payback under other prices, when works are advised "
                "against, and whether curtains count. Dated estimates of the policy pack."
            ),
        )
        self._rows: dict[str, Any] = {}
        self.table = PlainTable(0, height=200)
        self.table.itemSelectionChanged.connect(self._choose)
        self.table.on_enter = lambda: self.value.setFocus()
        self.say(self.table.setAccessibleName, lambda: _("Prices to come, advice"))
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self._edit_card())

    def _edit_card(self) -> Any:
        frame, box = card()
        self.name, self.unit = label("heading", wrap=True), label("quiet")
        self.value = NumberBox()
        self.value.setFixedWidth(_BOX)
        self.say(self.value.setAccessibleName, lambda: _("Value"))
        self.origin = Origin(lambda: _("notice, agreement, name"))
        self.save, self.back, self.undo = button("primary"), button(), button()
        self.value.left.connect(lambda step: self.origin.take_focus() if step > 0 else None)
        self.origin.left.connect(
            lambda step: self.save.setFocus() if step > 0 else self.value.setFocus()
        )
        row = QHBoxLayout()
        row.addWidget(self.value)
        row.addWidget(self.unit)
        row.addStretch(1)
        buttons = QHBoxLayout()
        for widget, text, work in (
            (self.save, lambda: _("Save"), self._save),
            (self.back, lambda: _("As in the policy pack again"), lambda: self._write(None)),
            (self.undo, lambda: _("Undo"), self._undo),
        ):
            self.say(widget.setText, text)
            widget.clicked.connect(work)
            buttons.addWidget(widget)
        buttons.addStretch(1)
        box.addWidget(self.name)
        box.addLayout(row)
        box.addWidget(self.origin)
        box.addWidget(self.problem)
        box.addLayout(buttons)
        return frame

    def words(self) -> list[Found]:
        return [(row.name.get(language()), self.table) for row in self._rows.values()]

    def shown(self) -> None:
        session = self.session
        if session is None:
            return
        from app.services.setting_rows import setting_rows

        session.read(lambda v: setting_rows(v.village_values()), self._show, self.failed)
        for widget in (self.value, self.origin, self.save, self.undo):
            widget.setEnabled(not session.village.read_only)

    def retranslate(self) -> None:
        super().retranslate()
        if self._rows:
            self._show(list(self._rows.values()))

    def _show(self, rows: list[Any]) -> None:
        self._rows = {row.id: row for row in rows}
        heads = (_("Setting"), _("Value"), _("Where from"), _("Mark"), _("Date"))
        self.table.show_lines(heads, [_line(row) for row in rows])
        if not self.table.key() and rows:
            self.table.selectRow(0)
        self._choose()

    def _choose(self) -> None:
        row = self._rows.get(self.table.key())
        if row is None:
            return
        self.name.setText(row.name.get(language()))
        self.unit.setText(row.unit.get(language()))
        self.value.show_text(f"{row.value:g}")
        own = row.own
        self.origin.show_origin(*((own.source, own.date, own.mark) if own else ("", "", "")))
        self.back.setEnabled(own is not None and self.save.isEnabled())
        self.show_problem("")

    def _save(self) -> None:
        from app.services.own_rows import OwnFigure

        row = self._rows.get(self.table.key())
        if row is None:
            return
        try:
            value = parse_number(self.value.text()) / row.factor
        except (ParseError, ValueError):
            self.show_problem(_("The value must be a number."))
            return
        source, day, mark = self.origin.values()
        self._write(OwnFigure("", source, day, mark, value=value))

    def _write(self, figure: Any) -> None:
        session, identity = self.session, self.table.key()
        if session is None or not identity:
            return
        name = self._rows[identity].name.get(language())

        def work(village: Any) -> Any:
            from app.services.setting_rows import village_setting_edit

            return village_setting_edit(village.village_values(), identity, figure)

        def checked(edit: Any) -> None:
            session.commit_village([edit], name, self.shown, self.failed)

        session.read(work, checked, self.failed)

    def _undo(self) -> None:
        if self.session is not None:
            self.session.undo_village(self._undone, self.failed)

    def _undone(self, step: str | None) -> None:
        said = _("Taken back: {step}").format(step=step) if step else _("Nothing to take back.")
        self.frame.notice(said)
        self.shown()


def _line(row: Any) -> Line:
    cells = (
        f"{row.group.get(language())} · {row.name.get(language())}",
        f"{row.value:g} {row.unit.get(language())}".strip(),
        row.source.get(language()),
        own_mark(row.mark) if row.own is not None else mark_word(row.mark),
        row.date,
    )
    return Line(row.id, cells, strong=row.own is not None)
