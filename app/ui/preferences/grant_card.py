"""The card of one subsidy rule: its figures, for whom and when it is paid, where it comes from."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import Text, language
from app.i18n import gettext as _
from app.model.stages.rows import SOURCES
from app.model.survey import spec
from app.ui.pages.base import button, label
from app.ui.preferences.origin import Origin
from app.ui.speech import Speaker
from app.ui.widgets.choices import ChoiceBar, ChoiceList, Item
from app.ui.widgets.editors import LineBox, NumberBox
from app.ui.widgets.measure_list import category_word

PARTS = (
    *("wall", "roof", "ceiling", "window", "cover", "door", "air", "sunspace", "floor"),
    *("floor_edge", "strengthening", "repair", "heating", "electric"),
)
_NUMBER, _DAY = 74, 96  # [px]


class GrantCard(QFrame, Speaker):
    """Fields of the chosen rule; the section around it reads and writes."""

    save_wanted = Signal()
    remove_wanted = Signal()
    reset_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._form: Any = None
        self._bars: dict[str, tuple[str, ...]] = {}
        self.name_zh, self.name_en = LineBox(), LineBox()
        self.payer, self.basis = ChoiceList(_payers()), ChoiceList(_bases())
        self.amount, self.cap, self.share = NumberBox(), NumberBox(), NumberBox()
        self.season, self.since, self.until = LineBox(), LineBox(), LineBox()
        self.bars: dict[str, ChoiceBar] = {
            name: ChoiceBar(items(), several=True) for name, items in _BARS.items()
        }
        self.origin = Origin(lambda: _("notice, number and date"))
        self._works: list[QWidget] = []
        self._running: list[QWidget] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 10)
        box.setSpacing(6)
        box.addLayout(self._names())
        box.addLayout(self._figures())
        box.addLayout(self._times())
        box.addWidget(self._lists())
        box.addWidget(self.origin)
        box.addLayout(self._buttons())
        for name, bar in self.bars.items():
            bar.committed.connect(lambda codes, key=name: self._picked(key, codes))
        self._chain()

    def _field(self, row: QHBoxLayout, words: Callable[[], str], field: QWidget) -> list[QWidget]:
        text = label("label")
        self.say(text.setText, words)
        self.say(field.setAccessibleName, words)
        row.addWidget(text)
        row.addWidget(field)
        return [text, field]

    def _names(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._field(row, lambda: _("Subsidy"), self.name_zh)
        self._field(row, lambda: _("in English"), self.name_en)
        for field in (self.name_zh, self.name_en):
            field.setMaxLength(60)
            field.setMinimumWidth(120)
        self._running += self._field(row, lambda: _("Season"), self.season)
        for index in (1, 3):
            row.setStretch(index, 1)
        return row

    def _figures(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._works += self._field(row, lambda: _("Kind"), self.basis)
        self._field(row, lambda: _("Amount"), self.amount)
        self.cap_words = label("label")
        self.say(self.cap.setAccessibleName, lambda: _("at most, yuan"))
        row.addWidget(self.cap_words)
        row.addWidget(self.cap)
        self._works += self._field(row, lambda: _("at most, % of the cost"), self.share)
        self.basis.setFixedWidth(150)
        for field in (self.amount, self.cap, self.share):
            field.setFixedWidth(_NUMBER)
        for day in (self.since, self.until, self.season):
            day.setFixedWidth(_DAY)
            day.setMaxLength(10)
        row.addStretch(1)
        return row

    def _times(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._works += self._field(row, lambda: _("Paid by"), self.payer)
        self._works += self._field(row, lambda: _("valid from"), self.since)
        self._works += self._field(row, lambda: _("to"), self.until)
        self.payer.setFixedWidth(200)
        row.addStretch(1)
        return row

    def _lists(self) -> QWidget:
        self.lists = QWidget()
        grid = QGridLayout(self.lists)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        words: dict[str, Callable[[], str]] = {
            "parts": lambda: _("For (none: everything)"),
            "targets": lambda: _("Households (none: all)"),
            "not_with": lambda: _("Not beside"),
            "conditions": lambda: _("Conditions"),
        }
        for line, (name, said) in enumerate(words.items()):
            text = label("label")
            self.say(text.setText, said)
            self.say(self.bars[name].setAccessibleName, said)
            grid.addWidget(text, line, 0)
            grid.addWidget(self.bars[name], line, 1)
        grid.setColumnStretch(1, 1)
        return self.lists

    def _buttons(self) -> QHBoxLayout:
        self.save, self.remove = button("primary"), button()
        self.back, self.undo = button(), button()
        row = QHBoxLayout()
        for widget, text, wanted in (
            (self.save, lambda: _("Save"), self.save_wanted),
            (self.remove, lambda: _("Remove"), self.remove_wanted),
            (self.back, lambda: _("As in the policy pack again"), self.reset_wanted),
            (self.undo, lambda: _("Undo"), self.undo_wanted),
        ):
            self.say(widget.setText, text)
            widget.clicked.connect(wanted)
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _chain(self) -> None:
        self._line: list[Any] = [
            self.name_zh, self.name_en, self.season, self.basis, self.amount, self.cap, self.share,
            self.payer, self.since, self.until, *self.bars.values(),
        ]  # fmt: skip
        for place, field in enumerate(self._line):
            field.left.connect(lambda step, at=place: self._go(at, 1 if step > 0 else -1))
        self.origin.left.connect(
            lambda step: self.save.setFocus() if step > 0 else self._line[-1].setFocus()
        )

    def _go(self, place: int, step: int) -> None:
        at = place + step
        while 0 <= at < len(self._line) and not self._line[at].isVisibleTo(self):
            at += step
        if at >= len(self._line):
            self.origin.take_focus()
        elif at >= 0:
            self._line[at].setFocus()

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.name_zh.setFocus()

    def retranslate(self) -> None:
        """Show every text in the present language."""
        for field, items in ((self.payer, _payers()), (self.basis, _bases())):
            field.set_items(items)
        for name, bar in self.bars.items():
            bar.set_items(_BARS[name]())

    def _picked(self, name: str, codes: Any) -> None:
        self._bars[name] = tuple(codes or ())

    # ---- what is shown and read

    def show_row(self, row: Any, form: Any, *, writable: bool) -> None:
        """Show a rule; ``form`` is it as texts."""
        self._form = form
        seasonal = not hasattr(form, "basis")
        for widget in (*self._works, self.lists):
            widget.setVisible(not seasonal)
        for widget in self._running:
            widget.setVisible(seasonal)
        self.name_zh.show_text(form.name_zh)
        self.name_en.show_text(form.name_en)
        self.amount.show_text(form.amount)
        if seasonal:
            self.season.show_text(form.season)
            self.cap.show_text(form.limit)
        else:
            self._show_works(form)
        words = _("up to, units") if seasonal else _("at most, yuan")
        self.cap_words.setText(words)
        self.cap.setAccessibleName(words)
        self.cap.setAccessibleName(words)
        own = row.own if row is not None else None
        told = own if own is not None and not own.dropped else None
        self.origin.show_origin(*((told.source, told.date, told.mark) if told else ("", "", "")))
        for widget in (*self._line, self.origin, self.save, self.undo):
            widget.setEnabled(writable)
        there = row is not None
        self.remove.setEnabled(writable and there and not row.removed)
        self.back.setEnabled(writable and there and row.own is not None and row.usual)

    def _show_works(self, form: Any) -> None:
        self.payer.show_codes([form.payer])
        self.basis.show_codes([form.basis])
        self.cap.show_text(form.cap)
        self.share.show_text(form.cap_share)
        self.since.show_text(form.valid_from)
        self.until.show_text(form.valid_to)
        for name, bar in self.bars.items():
            self._bars[name] = getattr(form, name)
            bar.show_codes(self._bars[name])

    def form(self) -> Any:
        """Return what is typed as a form of the same kind."""
        names = {"name_zh": self.name_zh.text(), "name_en": self.name_en.text()}
        if not hasattr(self._form, "basis"):
            return replace(
                self._form,
                **names,
                season=self.season.text(),
                amount=self.amount.text(),
                limit=self.cap.text(),
            )
        return replace(
            self._form,
            **names,
            payer=self.payer.currentData(),
            basis=self.basis.currentData(),
            amount=self.amount.text(),
            cap=self.cap.text(),
            cap_share=self.share.text(),
            valid_from=self.since.text(),
            valid_to=self.until.text(),
            **self._bars,
        )


def _payers() -> list[Item]:
    return [(item.code, item.label.get(language())) for item in SOURCES]


def _bases() -> list[Item]:
    return [
        ("house", _("yuan a house")),
        ("area", _("yuan per m²")),
        ("saved_energy", _("yuan per kWh saved")),
        ("cost_share", _("% of the cost")),
    ]


def _coded(field: str, without: Sequence[str] = ()) -> list[Item]:
    found: list[tuple[str, Text]] = [(c.code, c.label) for c in spec(field).choices]
    return [(code, text.get(language())) for code, text in found if code not in without]


def _conditions() -> list[Item]:
    return [
        ("passes", _("reaches the line")),
        ("with_strengthening", _("with strengthening")),
        ("after", _("after acceptance")),
        ("stacks", _("beside other subsidies")),
    ]


_BARS: dict[str, Callable[[], list[Item]]] = {
    "parts": lambda: [(part, category_word(part)) for part in PARTS],
    "targets": lambda: _coded("A08"),
    "not_with": lambda: _coded("N08", ("none",)),
    "conditions": _conditions,
}
