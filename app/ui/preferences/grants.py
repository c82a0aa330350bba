"""Subsidy rules: those of the policy pack, changed, added and removed for this village."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.ui.pages.base import Frame, button
from app.ui.preferences.grant_card import GrantCard
from app.ui.preferences.origin import own_mark
from app.ui.preferences.section import Found, Section
from app.ui.preferences.table import Line, PlainTable
from app.ui.texts import mark_word

NEW = "new"


class GrantsSection(Section):
    """A table of all rules; the chosen one is changed below it."""

    key = "grants"

    @staticmethod
    def title() -> str:
        return _("Subsidy rules")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _(
                "Who pays how much for what. Changes hold for this village from the next "
                "calculation on and travel with an exported bundle; plans made before keep theirs."
            ),
        )
        self._rows: dict[str, Any] = {}
        self._new: Any = None
        self.table = PlainTable(1, height=150)
        self.table.itemSelectionChanged.connect(self._choose)
        self.say(self.table.setAccessibleName, lambda: _("Subsidy rules"))
        self.add, self.season, self.all_back = button(), button(), button()
        buttons = QHBoxLayout()
        for widget, text, work in (
            (self.add, lambda: _("Add a rule"), self._add),
            (self.season, lambda: _("Add the next season"), self._add_season),
            (self.all_back, lambda: _("All as in the policy pack again"), self._all_back),
        ):
            self.say(widget.setText, text)
            widget.clicked.connect(work)
            buttons.addWidget(widget)
        buttons.addStretch(1)
        self.card = GrantCard()
        self.table.on_enter = self.card.take_focus
        self.card.save_wanted.connect(self._save)
        self.card.remove_wanted.connect(self._remove)
        self.card.reset_wanted.connect(self._reset)
        self.card.undo_wanted.connect(self._undo)
        self.box.addWidget(self.table, 1)
        self.box.addLayout(buttons)
        self.box.addWidget(self.card)
        self.box.addWidget(self.problem)

    def words(self) -> list[Found]:
        found: list[Found] = [
            (row.rule.name.get(language()), self.table) for row in self._rows.values()
        ]
        return [(_("Add a rule"), self.add), (_("operating subsidy"), self.table), *found]

    def shown(self) -> None:
        session = self.session
        if session is None:
            return
        from app.services.grant_rows import grant_rows

        def work(village: Any) -> Any:
            return grant_rows(village.village_values(), date.today())

        session.read(work, self._show, self.failed)

    def retranslate(self) -> None:
        super().retranslate()
        self.card.retranslate()
        if self._rows:
            self._show(list(self._rows.values()))

    @property
    def _writable(self) -> bool:
        return self.session is not None and not self.session.village.read_only

    def _show(self, rows: list[Any]) -> None:
        self._rows, self._new = {row.of: row for row in rows}, None
        heads = (
            _("Subsidy"),
            _("Pays"),
            _("Conditions"),
            _("Paid by, when"),
            _("Valid"),
            _("Mark"),
        )
        self.table.show_lines(heads, [_line(row) for row in rows])
        if not self.table.key() and rows:
            self.table.selectRow(0)
        for widget in (self.add, self.season):
            widget.setEnabled(self._writable)
        self.all_back.setEnabled(self._writable and any(row.own is not None for row in rows))
        self._choose()

    def _choose(self) -> None:
        from app.services.grant_forms import form_of, season_form_of

        row = self._rows.get(self.table.key())
        if row is None:
            return
        self._new = None
        self.show_problem("")
        form = season_form_of(row.rule) if _is_season(row.rule) else form_of(row.rule)
        self.card.show_row(row, form, writable=self._writable)

    # ---- changing

    def _add(self) -> None:
        from app.services.grant_forms import GrantForm

        today = date.today().isoformat()
        self._new = GrantForm("", "", "", "district", "house", "", valid_from=today)
        self.table.clearSelection()
        self.card.show_row(None, self._new, writable=self._writable)
        self.card.take_focus()

    def _add_season(self) -> None:
        """Add the season after the newest of the chosen carrier, else after the newest of all."""
        from app.services.grant_forms import next_season, season_form_of

        seasons = [row.rule for row in self._rows.values() if _is_season(row.rule)]
        chosen = self._rows.get(self.table.key())
        if chosen is not None and _is_season(chosen.rule):
            seasons = [item for item in seasons if item.carrier == chosen.rule.carrier]
        if not seasons:
            return
        self._new = season_form_of(next_season(max(seasons, key=lambda item: item.season)))
        self.table.clearSelection()
        self.card.show_row(None, self._new, writable=self._writable)
        self.card.take_focus()

    def _save(self) -> None:
        form, origin = self.card.form(), self.card.origin.values()

        def work(village: Any) -> Any:
            from app.services.grant_edits import saved

            return saved(village.village_values(), form, *origin)

        self._write(work, form.name_zh)

    def _remove(self) -> None:
        row = self._rows.get(self.table.key())
        if row is None:
            return

        def work(_village: Any) -> Any:
            from app.services.own_grants import removal, restored

            return [removal(row.of) if row.usual else restored(row.of)]

        self._write(work, row.rule.name.get(language()))

    def _reset(self) -> None:
        row = self._rows.get(self.table.key())
        if row is None:
            return

        def work(_village: Any) -> Any:
            from app.services.own_grants import restored

            return [restored(row.of)]

        self._write(work, row.rule.name.get(language()))

    def _all_back(self) -> None:
        def work(village: Any) -> Any:
            from app.services.own_grants import all_restored
            from app.services.own_rows import figures_of

            return all_restored(figures_of(village.village_values()))

        self._write(work, self.all_back.text())

    def _write(self, work: Any, name: str) -> None:
        session = self.session
        if session is None:
            return
        self.show_problem("")

        def found(edits: Any) -> None:
            session.commit_village(edits, name, self.shown, self.failed)

        session.read(work, found, self.failed)

    def _undo(self) -> None:
        if self.session is not None:
            self.session.undo_village(self._undone, self.failed)

    def _undone(self, step: str | None) -> None:
        said = _("Taken back: {step}").format(step=step) if step else _("Nothing to take back.")
        self.frame.notice(said)
        self.shown()


def _is_season(rule: Any) -> bool:
    return hasattr(rule, "season")


def _line(row: Any) -> Line:
    name = row.rule.name.get(language())
    if row.removed:
        name = _("{name} (removed)").format(name=name)
    sign = "⚠ " if row.unknown or row.expired else ""
    paid = row.paid.get(language())
    mark = own_mark(row.mark) if row.own is not None and not row.removed else mark_word(row.mark)
    cells = (
        name,
        sign + row.terms.get(language()),
        row.conditions.get(language()),
        paid,
        row.valid,
        mark,
    )
    own = row.own is not None and not row.removed
    return Line(row.of, cells, amber=row.unknown or row.expired, strong=own)
