"""Two filled paper forms typed through the real widgets: no mouse, few fields, little time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from app.model.survey import SECTIONS, spec, value_of
from app.model.survey.spec import FieldClass
from app.store.village import open_village
from app.ui import application, current
from app.ui.application import Program
from tests.ui.form_typing import Typist, answer, differences, read_form, village_for

BARS = {"typical": (40, 330.0), "hardest": (60, 480.0)}  # touched fields, seconds


@pytest.fixture(autouse=True)
def no_physics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "LIVE", "tests.ui.light:refuse")
    monkeypatch.setattr(application, "PRELOAD", "tests.ui.light:preload")


class MouseWatch(QObject):
    """Counts the mouse events of the whole program."""

    presses = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.MouseButtonPress:
            self.presses += 1
        return False


@pytest.mark.parametrize("name", ["typical", "hardest"])
def test_a_paper_form_is_keyed_without_the_mouse_within_the_bars(
    qtbot: Any, make_program: Callable[..., Program], tmp_path: Path, name: str
) -> None:
    form = read_form(name)
    dwelling = village_for(tmp_path / "village", form)
    program = make_program()
    watch = MouseWatch()
    QApplication.instance().installEventFilter(watch)
    with qtbot.waitSignal(program.ready, timeout=20000):
        program.start(tmp_path / "village")
    program.window.open_house(dwelling)
    page = program.window.page("entry")
    qtbot.waitUntil(lambda: page.place[0] != "")
    program.window.activateWindow()
    count = Typist(page, form).fill()
    qtbot.waitUntil(lambda: program._session.unsaved == 0)
    QApplication.instance().removeEventFilter(watch)
    fields, seconds = BARS[name]
    assert watch.presses == 0
    assert len(count.touched) <= fields
    assert count.seconds <= seconds
    assert page._house.missing() == ()
    with open_village(tmp_path / "village", read_only=True) as village:
        survey = village.survey(dwelling)
    assert differences(form, lambda field: value_of(survey, field)) == []
    written = [item for s in SECTIONS for item in form.get(s.letter, {}).get("rows", [])]
    assert [
        {field: getattr_of(row, field) for field in paper}
        for row, paper in zip(survey.wings, written, strict=True)
    ] == [{field: answer(field, text) for field, text in paper.items()} for paper in written]


def getattr_of(row: Any, field: str) -> Any:
    from app.model.survey.spec import specs_of

    name = next(name for name, declared in specs_of(type(row)).items() if declared.id == field)
    return getattr(row, name).value


def test_the_forms_say_every_essential_answer_in_paper_order() -> None:
    for name, without_roster in (("typical", 0), ("hardest", 2)):
        form = read_form(name)
        fields = [f for s in SECTIONS for f in form.get(s.letter, {}) if f != "rows"]
        order = [declared.id for section in SECTIONS for declared in section.fields]
        assert fields == sorted(fields, key=order.index)
        essential = [f for f in fields if spec(f).field_class is FieldClass.ESSENTIAL]
        assert len(essential) == 26
        assert sum(f in ("A02", "A05") for f in fields) == without_roster


def test_exactly_26_fields_are_essential() -> None:
    essential = [
        declared.id
        for section in SECTIONS
        for declared in section.fields
        if declared.field_class is FieldClass.ESSENTIAL
    ]
    assert len(essential) == 26
