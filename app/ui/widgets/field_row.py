"""One field of the survey on the screen: label, box, unit, source."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import ParseError, format_value, parse_value
from app.model.survey.spec import FieldClass, FieldSpec, Kind
from app.model.value import Empty, Provenance, Value
from app.ui import style
from app.ui.pages.base import restyle
from app.ui.texts import provenance_word, source_word
from app.ui.widgets.choices import PIECE, ChoiceBar, ChoiceList, Item, flow, height_of_lines
from app.ui.widgets.editors import LineBox, NumberBox

NUMBERS = (Kind.INTEGER, Kind.DECIMAL)
PICKED = (Kind.CHOICE, Kind.MULTI, Kind.TICK)
BAR_LIMIT = 7
_LONG = (Kind.TEXT, Kind.COORDINATES)
TICKED = "yes"
_CLIPPED = 99

Editor = LineBox | ChoiceBar | ChoiceList


def items_of(spec: FieldSpec) -> list[Item]:
    """Return codes and labels of a field in the present language."""
    if spec.kind is Kind.TICK:
        return [(TICKED, _("done"))]
    return [(choice.code, choice.label.get(language())) for choice in spec.choices]


def may_be_bar(spec: FieldSpec) -> bool:
    """Tell whether the answers may stand side by side."""
    return spec.kind in (Kind.TICK, Kind.MULTI) or (
        spec.kind is Kind.CHOICE and len(spec.choices) <= BAR_LIMIT
    )


def label_width(*, narrow: bool = False) -> int:
    """Return the width [px] of the labels: English words are longer."""
    if narrow:
        return style.LABEL_WIDTH_NARROW if language() == "zh" else style.LABEL_WIDTH_NARROW_EN
    return style.LABEL_WIDTH if language() == "zh" else style.LABEL_WIDTH_EN


class FieldRow(QWidget):
    """Shows one value and reports what the operator makes of it; stores nothing."""

    committed = Signal(str, str, object)  # field, row, value
    refused = Signal(str, str)  # field, sentence that says what is wrong with the text
    left = Signal(object, int)
    entered = Signal(object)

    def __init__(self, spec: FieldSpec, *, row: str = "", as_list: bool = False) -> None:
        super().__init__()
        self.spec = spec
        self.row = row
        self.as_list = as_list
        self.error = ""
        self.asked = True
        self._narrow = False
        self._value: Value[Any] = Value()
        self._refused_over: Value[Any] | None = None
        self._shown: Value[Any] = Value()
        self.label = QLabel()
        self.label.setProperty("role", "label")
        self.label.setWordWrap(True)
        self.unit = QLabel()
        self.unit.setProperty("role", "quiet")
        self.unit.setMinimumWidth(style.UNIT_WIDTH)
        self._word = ""  # where the answer comes from
        self.source = QLabel()
        self.source.setProperty("role", "small")
        self.source.setFixedWidth(style.SOURCE_WIDTH)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(6)
        self.editor = self._make_editor()
        layout.addWidget(self.label)
        layout.addWidget(self.editor, 0 if spec.kind in NUMBERS else 1)
        if spec.kind in NUMBERS:
            layout.addWidget(self.unit)
            layout.addStretch(1)
        layout.addWidget(self.source)
        self.retranslate()

    def _make_editor(self) -> Editor:
        editor = self._editor_for_kind()
        editor.left.connect(lambda step: self.left.emit(self, step))
        editor.entered.connect(lambda: self.entered.emit(self))
        self.setFocusProxy(editor)
        self.label.setBuddy(editor)
        return editor

    def _editor_for_kind(self) -> Editor:
        spec = self.spec
        if spec.kind in PICKED:
            items = items_of(spec)
            if self.as_list and spec.kind is Kind.CHOICE:
                picker: ChoiceBar | ChoiceList = ChoiceList(items)
            else:
                picker = ChoiceBar(items, several=spec.kind in (Kind.MULTI, Kind.TICK))
            picker.committed.connect(self._picked)
            return picker
        if spec.kind in NUMBERS:
            box: LineBox = NumberBox(counts=spec.kind is Kind.INTEGER)
            box.setFixedWidth(style.BOX_WIDTH)
        else:
            box = LineBox(keeps_writing=spec.kind is Kind.TEXT)
            box.setMaxLength(spec.max_length or 200)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.committed.connect(self._typed)
        if spec.field_class is FieldClass.AUTOMATIC:
            box.setReadOnly(True)
            box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            restyle(box, "tone", "automatic")
        return box

    def set_narrow(self, narrow: bool) -> None:
        """Take a third of the page instead of half of it."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if self.spec.kind in NUMBERS:
            self.editor.setFixedWidth(style.BOX_WIDTH_NARROW if narrow else style.BOX_WIDTH)
        self.unit.setMinimumWidth(style.UNIT_WIDTH_NARROW if narrow else style.UNIT_WIDTH)
        self.source.setFixedWidth(style.SOURCE_WIDTH_NARROW if narrow else style.SOURCE_WIDTH)
        restyle(self.unit, "role", "small" if narrow else "quiet")
        side, gap = (2, 4) if narrow else (4, 6)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(side, 0, side, 0)
            layout.setSpacing(gap)
        self._style_label(self.label.text())

    @property
    def in_chain(self) -> bool:
        """Tell whether Enter stops at this field."""
        return self.asked and self.spec.field_class is not FieldClass.AUTOMATIC

    def height_for(self, width: int, least: int, *, as_list: bool, narrow: bool) -> tuple[int, int]:
        """Return height [px] and lines of the row in this width, its answers as list or bar.

        A bar of which an answer would be cut off has more lines than any form takes.

        Nothing is changed: the form tries arrangements before it makes one.
        """
        if self.spec.kind not in PICKED or as_list:
            return least, 1
        font = QFont(self.font())
        font.setPixelSize(style.LABEL)
        several = self.spec.kind in (Kind.MULTI, Kind.TICK)
        room = width - label_width(narrow=narrow) - style.SOURCE_WIDTH - 4 * 6
        boxes, lines = flow(items_of(self.spec), font, room, several=several)
        if any(box.width() >= room for box in boxes):
            lines = _CLIPPED
        return max(least, height_of_lines(lines) + least - PIECE), lines

    def retranslate(self) -> None:
        """Show label and answers in the present language; value and focus stay."""
        text = self.spec.label.get(language())
        self.label.setText(text)
        self._style_label(text)
        self.editor.setAccessibleName(text)
        if isinstance(self.editor, ChoiceBar | ChoiceList):
            self.editor.set_items(items_of(self.spec))
        self.show_value(self._value, self._shown)

    def _style_label(self, text: str) -> None:
        """Essential fields are bold; a label of two lines is a little smaller."""
        width = label_width(narrow=self._narrow)
        self.label.setFixedWidth(width)
        essential = self.spec.field_class is FieldClass.ESSENTIAL
        font = QFont(QApplication.font())
        font.setPixelSize(style.LABEL)
        font.setBold(essential)
        fits = QFontMetrics(font).horizontalAdvance(text) <= width
        weight = "bold" if essential else "normal"
        size = style.LABEL if fits else style.SMALL - 1
        self.label.setStyleSheet(f"font-weight: {weight}; font-size: {size}px;")

    def show_value(self, stored: Value[Any], shown: Value[Any], *, asked: bool = True) -> None:
        """Show an answer, or in grey the default that stands in for it."""
        self._value, self._shown, self.asked = stored, shown, asked
        answered = stored.known
        value = stored if answered else shown
        tone = "" if answered else "default"
        if answered and stored.provenance is Provenance.DEFAULT and not stored.confirmed:
            tone = "default"
        self.editor.setEnabled(asked)
        self.label.setEnabled(asked)
        self.unit.setText(self.spec.unit_of(value.value, language()))
        if isinstance(self.editor, QLineEdit):
            self._show_text(value, tone, asked)
        else:
            codes = self._codes(value.value) if asked else ()
            self.editor.show_codes(codes, tone)
            if isinstance(self.editor, ChoiceList):
                restyle(self.editor, "tone", tone)
        self._word = self._source_text(stored, shown) if asked else "—"
        self.source.setText(self._word)

    def _source_text(self, stored: Value[Any], shown: Value[Any]) -> str:
        if stored.known or stored.empty is Empty.UNKNOWN:
            return source_word(stored)
        return provenance_word(shown.provenance) if shown.known else ""

    def _show_text(self, value: Value[Any], tone: str, asked: bool) -> None:
        if not isinstance(self.editor, LineBox):
            return
        text = ""
        if asked and value.value is not None:
            text = str(format_value(self.spec, value.value, language()))
        if self.error and self._refused_over == self._value:
            return  # what could not be understood stays to be mended
        self.error = ""
        self.editor.show_text(text)
        if self.spec.field_class is not FieldClass.AUTOMATIC:
            restyle(self.editor, "tone", tone)

    def _codes(self, value: Any) -> tuple[str, ...]:
        if value is None or value is False:
            return ()
        if value is True:
            return (TICKED,)
        return tuple(value) if isinstance(value, tuple | list) else (str(value),)

    def show_fault(self, severity: str) -> None:
        """Mark the row: "hard", "soft" or nothing."""
        if isinstance(self.editor, ChoiceBar):
            self.editor.show_fault(severity)
        else:
            restyle(self.editor, "fault", severity)
        mark = {"hard": "× ", "soft": "⚠ "}.get(severity, "")
        restyle(self.source, "role", severity or "small")
        whole = mark + self._word
        fits = self.source.fontMetrics().horizontalAdvance(whole) <= self.source.width()
        self.source.setText(whole if fits else mark.strip())

    def _picked(self, value: object) -> None:
        if self.spec.kind is Kind.TICK:
            value = bool(value)
        elif self.spec.kind is Kind.MULTI and not value:
            value = None
        self.committed.emit(self.spec.id, self.row, value)

    def _typed(self, text: str) -> None:
        if self.error:
            self.error = ""
            self.show_fault("")
        if not text.strip():
            self.committed.emit(self.spec.id, self.row, None)
            return
        try:
            value = parse_value(self.spec, text)
        except ParseError as wrong:
            self.error = wrong.text.get(language())
            self._refused_over = self._value
            self.refused.emit(self.spec.id, self.error)
            self.show_fault("hard")
            return
        self.committed.emit(self.spec.id, self.row, value)

    def take_over(self, other: "FieldRow") -> None:
        """Show what another row of the same field shows."""
        self.error = other.error
        self.show_value(other._value, other._shown, asked=other.asked)

    def commit(self) -> None:
        """Report what is written and not reported yet."""
        self.editor.commit()

    def take_focus(self) -> None:
        """Put the cursor into the box."""
        self.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.take_focus()
        super().mousePressEvent(event)
