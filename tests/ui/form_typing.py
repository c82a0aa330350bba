"""Types a filled paper form into the window, by key events alone, and counts what it takes.

The forms lie in ``tests/forms``: for each section, in the order of the paper, field → what the
paper says (numbers as written, answers by their Chinese label, several as a list). ``roster``
holds what an imported roster has brought already, ``pinyin`` what is typed for Chinese text.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.model.change import Edit
from app.model.survey import SECTIONS, parse_value, spec
from app.model.survey.spec import FieldClass, Kind
from app.model.value import Provenance, Value
from app.store.village import create_village
from app.ui.house import House
from app.ui.pages.entry import EntryPage
from app.ui.widgets.choices import key_of

FORMS = Path(__file__).resolve().parent.parent / "forms"
K, M, R = 0.28, 1.35, 1.5
"""Keystroke, mental preparation, look at the paper [s] of a trained operator (ux.md §2.2)."""
GLANCE, PHOTOS, CHECK, REST = 5.0, 45.0, 30.0, 10.0
"""Glance over a section, photos, check and mending, and the rest of a house [s]."""
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@dataclass
class Count:
    """What the typing took: fields touched, keys pressed, sections glanced over."""

    touched: list[str] = field(default_factory=list)
    keys: int = 0
    sections: int = 0

    @property
    def seconds(self) -> float:
        """The time of the keystroke-level model [s]."""
        entry = len(self.touched) * (M + R) + self.keys * K
        return entry + self.sections * GLANCE + PHOTOS + CHECK + REST


def read_form(name: str) -> dict[str, Any]:
    """Return the form ``typical`` or ``hardest``."""
    held: dict[str, Any] = json.loads((FORMS / f"{name}.json").read_text("utf-8"))
    return held


def answer(field_id: str, written: Any) -> Any:
    """Return the value that the survey must hold for what the paper says."""
    declared = spec(field_id)
    if declared.kind is Kind.TICK:
        return True
    return parse_value(declared, "，".join(written) if isinstance(written, list) else written)


def answers_of(form: dict[str, Any]) -> dict[str, Any]:
    """Return field id -> value of the whole form, rows left out."""
    return {
        field_id: answer(field_id, written)
        for section in SECTIONS
        for field_id, written in form.get(section.letter, {}).items()
        if field_id != "rows"
    }


def village_for(folder: Path, form: dict[str, Any]) -> str:
    """Make a village with the house of a form as an imported roster leaves it."""
    now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    with create_village(folder, "官道村", operator="李师傅") as village:
        _household, dwelling = village.add_household("李师傅")
        roster = [
            Edit(field, Value(answer(field, text), None, Provenance.ROSTER, "李师傅", now))
            for field, text in form["roster"].items()
        ]
        if roster:
            village.commit(dwelling, roster, operator="李师傅", label="名册")
    return dwelling


class Typist:
    """Sits in front of the survey page: presses keys, looks only where the cursor is."""

    def __init__(
        self,
        page: EntryPage,
        form: dict[str, Any],
        rest: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        """Take a seat; ``rest`` is called after each key with the time [s] the key took."""
        self.page = page
        self.form = form
        self.count = Count()
        self.rest = rest

    @property
    def house(self) -> House:
        found = self.page._house
        assert found is not None
        return found

    @property
    def box(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key; a modifier is a key of its own."""
        begin = perf_counter()
        QTest.keyClick(self.box, key, modifier)
        self.count.keys += 1 if modifier is NONE else 2
        self.rest(perf_counter() - begin)

    def type(self, text: str) -> None:
        """Type plain text."""
        for letter in text:
            begin = perf_counter()
            QTest.keyClicks(self.box, letter)
            self.count.keys += 1
            self.rest(perf_counter() - begin)

    def compose(self, text: str, pinyin: str) -> None:
        """Have the input method put Chinese text in; letters and the choosing space count."""
        preedit = ""
        for letter in pinyin:
            preedit += letter
            QApplication.sendEvent(self.box, QInputMethodEvent(preedit, []))
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(self.box, event)
        self.count.keys += len(pinyin) + 1

    def fill(self) -> Count:
        """Type the whole form, section by section, and return what it took."""
        for section in SECTIONS:
            if section.letter in self.form:
                self._section(self.form[section.letter])
                self.press(Qt.Key.Key_Return, CONTROL)
                self.count.sections += 1
        return self.count

    def _section(self, answers: dict[str, Any]) -> None:
        for field_id, written in answers.items():
            if field_id == "rows":
                self._rows(written)
            else:
                self.go_to(field_id)
                self.enter(field_id, written)

    def _rows(self, rows: list[dict[str, str]]) -> None:
        for number, row in enumerate(rows):
            if number:
                self.press(Qt.Key.Key_Insert)
            for field_id, written in row.items():
                self.go_to(field_id)
                self.enter(field_id, written)

    def go_to(self, field_id: str) -> None:
        """Go on to a field: F8 if it is the next gap and not the next field, else Enter."""
        if self.page.place[0] != field_id and self._next_gap() == field_id:
            order = [item.id for section in SECTIONS for item in section.fields]
            if order.index(field_id) - order.index(self.page.place[0]) > 1:
                self.press(Qt.Key.Key_F8)
        steps = 0
        while self.page.place[0] != field_id:
            self.press(Qt.Key.Key_Return)
            steps += 1
            assert steps < 40, f"{field_id} is not reached by Enter"

    def _next_gap(self) -> str:
        """Return the next bold field without an answer, as the eye finds it."""
        order = [item.id for section in SECTIONS for item in section.fields]
        here = self.page.place[0]
        after = order[order.index(here) + 1 :] if here in order else []
        open_ = {problem.field for problem in self.house.problems}
        return next((item for item in after if item in open_), "")

    def enter(self, field_id: str, written: Any) -> None:
        """Type what the paper says for the field under the cursor."""
        declared = spec(field_id)
        self.count.touched.append(field_id)
        if declared.kind in (Kind.CHOICE, Kind.TICK):
            value = answer(field_id, written)
            codes = [choice.code for choice in declared.choices]
            self.type(key_of(0 if declared.kind is Kind.TICK else codes.index(value)))
        elif declared.kind is Kind.MULTI:
            labels = [choice.label.zh for choice in declared.choices]
            for one in written:
                self.type(key_of(labels.index(one)))
        elif written.isascii():
            self.type(written)
        else:
            self.compose(written, self.form["pinyin"][field_id])


def differences(form: dict[str, Any], house_values: Any) -> list[str]:
    """Return where a survey is not what the paper says; ``house_values`` gives a field's value."""
    wrong = []
    for field_id, wanted in answers_of(form).items():
        found = house_values(field_id).value
        if found != wanted:
            wrong.append(f"{field_id}: {found!r} instead of {wanted!r}")
    for section in SECTIONS:
        for declared in section.fields:
            value = house_values(declared.id)
            if declared.id in answers_of(form) or declared.field_class is FieldClass.AUTOMATIC:
                continue
            if value.known and not value.confirmed and declared.id not in form["roster"]:
                wrong.append(f"{declared.id}: {value.value!r} is not on the paper")
    return wrong
