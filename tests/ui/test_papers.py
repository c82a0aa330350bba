"""The page of papers: which one is shown, and that another one is made when it is chosen."""

from typing import Any

from app.services.outcomes import Paper
from app.ui.pages import sheet as sheet_page


def test_another_paper_is_made_when_it_is_chosen(qtbot, program, monkeypatch) -> None:
    asked: list[str] = []
    session = program.window.session

    def ask(_job: str, *arguments: Any, on_done: Any, **_more: Any) -> int:
        asked.append(arguments[-1])
        on_done(Paper(b"", f"{arguments[-1]}.pdf", (), ()))
        return 0

    monkeypatch.setattr(session.long, "ask", ask)
    monkeypatch.setattr(sheet_page, "render", lambda *_a: [])
    program.window.open_page("sheet")
    page = program.window.page("sheet")
    assert asked[-1] == "d1"
    for kind in ("d2", "d5"):
        page.kinds[kind].click()
        assert asked[-1] == kind
        assert page._name == f"{kind}.pdf"
        assert page.kinds[kind].isChecked()
