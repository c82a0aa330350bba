"""The catalogue of measures: what each costs, how it is done, and what the village changed."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.ui.pages.base import Frame, button, label
from app.ui.preferences.measure_card import MeasureCard, ParseError, range_of
from app.ui.preferences.origin import own_mark
from app.ui.preferences.section import Found, Section
from app.ui.preferences.table import Line, PlainTable
from app.ui.texts import mark_word
from app.ui.widgets.editors import LineBox
from app.ui.widgets.measure_list import category_word


class MeasuresSection(Section):
    """A long table grouped by part; the chosen row is changed below it."""

    key = "measures"

    @staticmethod
    def title() -> str:
        return _("Measures and prices")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _(
                "Installed prices per unit: low, usual, high. What the village changes goes before "
                "the catalogue from the next calculation on; plans made before keep theirs."
            ),
        )
        self._rows: dict[str, Any] = {}
        self.finder = LineBox()
        self.finder.setMaximumWidth(320)
        self.say(self.finder.setPlaceholderText, lambda: _("Find a measure"))
        self.say(self.finder.setAccessibleName, lambda: _("Find a measure"))
        self.finder.textChanged.connect(lambda _text: self._fill())
        self.finder.left.connect(self._left_finder)
        self.card = MeasureCard()
        self.boxes, self.origin = self.card.boxes, self.card.origin
        self.save, self.back = self.card.save, self.card.back
        self.table = PlainTable(0, height=110)
        self.table.itemSelectionChanged.connect(self._choose)
        self.table.on_enter = self.card.take_focus
        self.say(self.table.setAccessibleName, lambda: _("Measures and prices"))
        self._unread: list[str] = []
        self.unread, self.forget = label("amber", wrap=True), button()
        self.say(self.forget.setText, lambda: _("Take them back"))
        self.forget.clicked.connect(self._take_unread_back)
        for widget in (self.unread, self.forget):
            widget.hide()
        lost = QHBoxLayout()
        lost.addWidget(self.unread, 1)
        lost.addWidget(self.forget)
        self.card.save_wanted.connect(self._save)
        self.card.reset_wanted.connect(self._take_back)
        self.card.undo_wanted.connect(self._undo)
        self.card.copy_wanted.connect(self._copy)
        self.box.addLayout(lost)
        self.box.addWidget(self.finder)
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self.card)
        self.box.addWidget(self.problem)

    def _left_finder(self, step: int) -> None:
        if step > 0:
            self.table.setFocus()

    def words(self) -> list[Found]:
        return [(row.name.get(language()), self.table) for row in self._rows.values()]

    def shown(self) -> None:
        self._read("")

    def _read(self, wanted: str) -> None:
        """Read the rows anew and choose one of them, or the one that was chosen."""
        session = self.session
        if session is None:
            return
        from app.services.measure_rows import measure_rows
        from app.services.own_rows import unread

        def work(village: Any) -> Any:
            values = village.village_values()
            return measure_rows(values), unread(values)

        def take(found: tuple[list[Any], list[str]]) -> None:
            rows, self._unread = found
            self._show_unread()
            self._rows = {row.id: row for row in rows}
            self._fill()
            if wanted:
                self.table.choose(wanted)

        session.read(work, take, self.failed)
        self.card.let_write(not session.village.read_only)

    def retranslate(self) -> None:
        super().retranslate()
        self.card.retranslate()
        if self._rows:
            self._fill()
        self._show_unread()

    def _show_unread(self) -> None:
        self.unread.setText(
            _("⚠ {n} figures of the village cannot be read here and are not used.").format(
                n=len(self._unread)
            )
        )
        for widget in (self.unread, self.forget):
            widget.setVisible(bool(self._unread))

    def _take_unread_back(self) -> None:
        from app.services.own_rows import removed

        if self.session is not None:
            edits = [removed(row) for row in self._unread]
            self.session.commit_village(edits, self.forget.text(), self.shown, self.failed)

    def _fill(self) -> None:
        wanted = self.finder.text().strip().lower()
        heads = (
            _("Measure"),
            _("Unit"),
            _("low – usual – high"),
            _("work: trade + family"),
            _("Life"),
            _("Mark"),
            _("Date"),
        )
        lines: list[Line] = []
        category = ""
        for row in self._rows.values():
            if wanted not in f"{row.name.zh} {row.name.en} {row.id}".lower():
                continue
            if row.category != category and not wanted:
                lines.append(Line("", (_category(row.category), *[""] * 6), strong=True))
            category = row.category
            lines.append(_line(row, grouped=not wanted))
        chosen = self.table.key()
        self.table.show_lines(heads, lines)
        if lines and (not chosen or self.table.key() != chosen):
            self.table.selectRow(next((k for k, line in enumerate(lines) if line.key), 0))
        self._choose()

    def _choose(self) -> None:
        row = self._rows.get(self.table.key())
        self.card.setVisible(row is not None)
        if row is not None:
            self.card.show_row(row)
            self.show_problem("")

    # ---- changing

    def _save(self) -> None:
        session, identity = self.session, self.table.key()
        if session is None or not identity:
            return
        try:
            prices, numbers = self.card.prices(), self.card.changed_numbers()
        except (ParseError, ValueError):
            self.show_problem(_("Prices, shares and life must be numbers."))
            return
        origin = self.card.origin.values()

        def work(village: Any) -> Any:
            from app.services.measure_edits import figure_edits

            return figure_edits(village.village_values(), identity, prices, numbers, *origin)

        def checked(found: Any) -> None:
            edits, far = found
            if edits:
                name = self._rows[identity].name.get(language())
                session.commit_village(edits, name, lambda: self._written(far), self.failed)

        session.read(work, checked, self.failed)

    def _written(self, far: bool) -> None:
        self.shown()
        if far:
            self.frame.notice(
                _("Saved. The price is far from the catalogue's: check the unit once more.")
            )

    def _take_back(self) -> None:
        session, identity = self.session, self.table.key()
        if session is None or not identity:
            return
        name = self._rows[identity].name.get(language())

        def work(village: Any) -> Any:
            from app.services.own_measures import reset_edits

            return reset_edits(village.village_values(), identity)

        def found(edits: Any) -> None:
            session.commit_village(edits, name, self.shown, self.failed)

        session.read(work, found, self.failed)

    def _undo(self) -> None:
        session = self.session
        if session is not None:
            session.undo_village(self._undone, self.failed)

    def _undone(self, step: str | None) -> None:
        said = _("Taken back: {step}").format(step=step) if step else _("Nothing to take back.")
        self.frame.notice(said)
        self.shown()

    def _copy(self) -> None:
        session, base = self.session, self.table.key()
        if session is None or not base:
            return
        try:
            d = self.card.copy_thickness()
        except (ParseError, ValueError):
            self.show_problem(_("Prices, shares and life must be numbers."))
            return
        name, origin = self.card.copy_name.text().strip(), self.card.origin.values()

        def work(village: Any) -> Any:
            from app.services.measure_edits import new_variant
            from app.services.own_measures import Variant

            return new_variant(village.village_values(), Variant(base, name, d), *origin)

        def made(found: Any) -> None:
            identity, edit = found
            session.commit_village([edit], name, lambda: self._added(identity), self.failed)

        session.read(work, made, self.failed)

    def _added(self, identity: str) -> None:
        self.card.copying(show=False)
        self.finder.setText("")
        self._read(identity)
        self.frame.notice(_("Added. Its price is that of the original until you change it."))


def _line(row: Any, *, grouped: bool) -> Line:
    name = row.name.get(language())
    name = f"   {name}" if grouped else f"{name}  · {_category(row.category)}"
    price = range_of(row.low, row.typical, row.high)
    work = f"{row.labour - row.unskilled:.0%} + {row.unskilled:.0%}"
    life = "" if row.life is None else f"{row.life:g}"
    mark = own_mark(row.mark) if row.changed else mark_word(row.mark)
    cells = (name, row.unit.get(language()), price, work, life, mark, row.date)
    return Line(row.id, cells, strong=row.changed)


def _category(category: str) -> str:
    return _("side cost") if category == "extra" else category_word(category)
