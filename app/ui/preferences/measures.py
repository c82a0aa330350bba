"""Measures and their prices: catalogue and village, each with source, date and mark."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import ParseError
from app.model.survey.forms import parse_number
from app.ui.pages.base import Frame, button, card, label
from app.ui.preferences.origin import Origin, own_mark
from app.ui.preferences.section import Found, Section
from app.ui.preferences.table import Line, PlainTable
from app.ui.texts import mark_word
from app.ui.widgets.editors import LineBox, NumberBox
from app.ui.widgets.measure_list import category_word


class MeasuresSection(Section):
    """A long table; the price of the chosen row is changed below it."""

    key = "measures"

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _("Measures and prices"),
            lambda: _(
                "Installed prices per unit: low, usual, high. A village price goes before the "
                "catalogue's from the next calculation on; plans made before keep theirs."
            ),
        )
        self._rows: dict[str, Any] = {}
        self.finder = LineBox()
        self.finder.setMaximumWidth(320)
        self.say(self.finder.setPlaceholderText, lambda: _("Find a measure"))
        self.say(self.finder.setAccessibleName, lambda: _("Find a measure"))
        self.finder.textChanged.connect(lambda _text: self._fill())
        self.finder.left.connect(self._left_finder)
        self.table = PlainTable(0, height=110)
        self.table.itemSelectionChanged.connect(self._choose)
        self.table.on_enter = lambda: self.boxes[0].setFocus()
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
        self.box.addLayout(lost)
        self.box.addWidget(self.finder)
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self._edit_card())

    def _edit_card(self) -> Any:
        frame, box = card()
        self.name, self.told = label("heading", wrap=True), label("small", wrap=True)
        row = QHBoxLayout()
        self.boxes = (NumberBox(), NumberBox(), NumberBox())
        names = (lambda: _("low"), lambda: _("usual"), lambda: _("high"))
        for number, (field, name) in enumerate(zip(self.boxes, names, strict=True)):
            words = label("label")
            self.say(words.setText, name)
            self.say(field.setAccessibleName, name)
            field.setFixedWidth(80)
            field.left.connect(lambda step, at=number: self._go(at + step))
            row.addWidget(words)
            row.addWidget(field)
        self.unit = label("quiet")
        self.origin = Origin(lambda: _("offer, contract, notice"))
        self.origin.left.connect(lambda step: self._go(3 + step))
        row.addWidget(self.unit)
        row.addStretch(1)
        self.save, self.back = button("primary"), button()
        self.say(self.save.setText, lambda: _("Save the price"))
        self.say(self.back.setText, lambda: _("Catalogue price again"))
        self.save.clicked.connect(self._save)
        self.back.clicked.connect(self._take_back)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        self.odd = label("amber", wrap=True)
        self.odd.hide()
        inner = QVBoxLayout()
        for widget in (self.name, self.told):
            inner.addWidget(widget)
        inner.addLayout(row)
        inner.addWidget(self.origin)
        inner.addWidget(self.odd)
        inner.addWidget(self.problem)
        inner.addLayout(buttons)
        box.addLayout(inner)
        return frame

    def _left_finder(self, step: int) -> None:
        if step > 0:
            self.table.setFocus()

    def _go(self, place: int) -> None:
        if place == len(self.boxes):
            self.origin.take_focus()
        elif place > len(self.boxes):
            self.save.setFocus()
        elif place >= 0:
            self.boxes[place].setFocus()

    def words(self) -> list[Found]:
        return [(row.name.get(language()), self.table) for row in self._rows.values()]

    def shown(self) -> None:
        session = self.session
        if session is None:
            return
        from app.services.own_rows import unread
        from app.services.reference_lists import priced_rows

        def work(village: Any) -> Any:
            values = village.village_values()
            return priced_rows(values), unread(values)

        session.read(work, self._take, self.failed)
        for widget in (*self.boxes, self.origin, self.save):
            widget.setEnabled(not session.village.read_only)

    def retranslate(self) -> None:
        super().retranslate()
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

    def _take(self, found: tuple[list[Any], list[str]]) -> None:
        rows, self._unread = found
        self._show_unread()
        self._rows = {row.id: row for row in rows}
        self._fill()

    def _fill(self) -> None:
        wanted = self.finder.text().strip().lower()
        heads = (_("Measure"), _("Unit"), _("low – usual – high"), _("Mark"), _("Date"))
        lines = [
            _line(row)
            for row in self._rows.values()
            if wanted in f"{row.name.zh} {row.name.en} {row.id}".lower()
        ]
        chosen = self.table.key()
        self.table.show_lines(heads, lines)
        if lines and (not chosen or self.table.key() != chosen):
            self.table.selectRow(0)
        self._choose()

    def _choose(self) -> None:
        row = self._rows.get(self.table.key())
        if row is None:
            return
        self.name.setText(f"{row.name.get(language())}  ({row.id})")
        text = _("Catalogue {version}: {price}. {mark}: {source}").format(
            version=row.date,
            price=_range(row.low, row.typical, row.high),
            mark=mark_word(row.mark),
            source=row.source.get(language()),
        )
        self.told.setText(text)
        self.unit.setText(_("yuan/{unit}").format(unit=row.unit.get(language())))
        own = row.own
        figures = (own.low, own.typical, own.high) if own is not None else ("", "", "")
        for field, figure in zip(self.boxes, figures, strict=True):
            field.show_text(f"{figure:g}" if isinstance(figure, float) else "")
        said = (own.source, own.date, own.mark) if own is not None else ("", "", "")
        self.origin.show_origin(*said)
        self.back.setEnabled(own is not None and self.save.isEnabled())
        self.odd.hide()
        self.show_problem("")

    def _save(self) -> None:
        from app.services.own_figures import OwnPrice

        try:
            low, typical, high = (parse_number(field.text()) for field in self.boxes)
        except (ParseError, ValueError):
            self.show_problem(_("Three numbers are needed: low, usual and high price."))
            return
        self._write(OwnPrice(low, typical, high, *self.origin.values()))

    def _take_back(self) -> None:
        self._write(None)

    def _write(self, price: Any) -> None:
        session, identity = self.session, self.table.key()
        if session is None or not identity:
            return
        name = self._rows[identity].name.get(language())

        def work(village: Any) -> Any:
            from app.services.own_figures import is_far, price_edit
            from app.store.catalogue import load_catalogue

            catalogue = load_catalogue()
            edit = price_edit(village.village_values(), catalogue, identity, price)
            return edit, price is not None and is_far(catalogue, identity, price.typical)

        def checked(found: Any) -> None:
            edit, far = found
            session.commit_village([edit], name, lambda: self._written(far), self.failed)

        session.read(work, checked, self.failed)

    def _written(self, far: bool) -> None:
        self.shown()
        if far and self.session is not None:
            self.frame.notice(
                _("Saved. The price is far from the catalogue's: check the unit once more.")
            )


def _line(row: Any) -> Line:
    own = row.own
    name = f"{row.name.get(language())}  · {_category(row.category)}"
    unit = row.unit.get(language())
    if own is None:
        price = _range(row.low, row.typical, row.high)
        return Line(row.id, (name, unit, price, mark_word(row.mark), row.date))
    price = _range(own.low, own.typical, own.high)
    return Line(row.id, (name, unit, price, own_mark(own.mark), own.date), strong=True)


def _category(category: str) -> str:
    return _("side cost") if category == "extra" else category_word(category)


def _range(low: float, typical: float, high: float) -> str:
    return f"{low:g} – {typical:g} – {high:g}"
