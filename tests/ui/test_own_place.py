"""No page sends the user to where he is already."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.i18n import set_language
from app.services.agreement import Agreement
from app.services.funding import CHOOSE_HERE, NOT_CHOSEN
from app.ui.widgets.agree_bar import _words
from app.ui.widgets.siblings import Siblings
from tests.ui.funded import keep_plan


def said(page: Any) -> list[str]:
    """Return the sentences in sight on a page, without the words of its buttons."""
    return [w.text() for w in page.findChildren(QLabel) if w.isVisible() and w.text()]


def names_of(window: Any) -> Iterator[tuple[str, str]]:
    """Yield every page with its name in the navigation, then beside its siblings."""
    for key, name in window.navigation._entries:
        yield key, name()
    window.open_page("plan")
    for row in window.page("plan").findChildren(Siblings):
        yield from ((key, chip.text()) for key, chip in row.chips.items())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("planned", [False, True])
def test_no_page_names_itself_as_the_place_to_go_to(qtbot, program, language, planned) -> None:
    window = program.window
    if planned:
        keep_plan(window.session.village, window.current.dwelling_id)
    if language == "en":
        window.switch_language()
    found = []
    for key, name in list(names_of(window)):
        window.open_page(key)
        page = window.page(key)
        if key == "funding" and planned:
            qtbot.waitUntil(lambda page=page: page._view is not None, timeout=20000)
        QApplication.processEvents()
        found += [(key, text) for text in said(page) if f"“{name}”" in text]
    set_language("zh")
    assert found == []


def test_the_line_of_the_next_stage_says_what_to_press_here() -> None:
    found = Agreement("assessed", "planned", (NOT_CHOSEN,), None, ())
    said = " ".join(_words(found))
    assert CHOOSE_HERE.zh in said
    assert "“资金”" not in said
