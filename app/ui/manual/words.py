"""Words: what the trade says and what is said at the kitchen table, and the glossary."""

from PySide6.QtWidgets import QHBoxLayout

from app.i18n import gettext as _
from app.ui.manual.glossary import glossary, shown
from app.ui.manual.part import Part
from app.ui.pages.base import label
from app.ui.preferences.table import Line, PlainTable
from app.ui.widgets.editors import LineBox


def plain_words() -> list[tuple[str, str]]:
    """Return words of the trade with what to say instead."""
    return [
        (_("U-value, heat transfer coefficient"), _("how much heat leaks")),
        (_("building envelope"), _("walls, roof, windows and doors, floor")),
        (_("design heat load"), _("how strong the fire must be on the coldest day")),
        (_("heating energy consumption"), _("coal and electricity for one winter's heating")),
        (_("saving rate"), _("how much less is burnt than now")),
        (_("airtightness, air change rate"), _("whether the wind blows through")),
        (_("payback time"), _("in how many years it is earned back")),
        (_("own funds"), _("cash from the family")),
        (_("own labour"), _("the family's own days of work")),
        (_("mutual help"), _("neighbours helping each other")),
        (_("air-to-air heat pump"), _("electric heater that blows warm air and uses less power")),
        (_("self-consumption with surplus fed in"), _("use it at home first, sell the rest")),
        (_("baseline, operating condition"), _("now, or: equally warm")),
        (_("air source heat pump"), _("takes warmth from outdoor air with electricity")),
        (_("confidence"), _("how sure we are, by how much was measured")),
    ]


class WordsPart(Part):
    """Both lists in one table; type to search."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout()
        self.search = LineBox()
        self.search.setFixedWidth(280)
        self.say(self.search.setPlaceholderText, lambda: _("Type to search a word"))
        self.say(self.search.setAccessibleName, lambda: _("Search a word"))
        self.search.textChanged.connect(lambda _text: self._fill())
        words = label("quiet", wrap=True)
        self.say(words.setText, lambda: _("Speak plainly with families; the trade's words follow."))
        row.addWidget(self.search)
        row.addWidget(words, 1)
        self.box.addLayout(row)
        self.table = PlainTable(1)
        self.say(self.table.setAccessibleName, lambda: _("Words"))
        self.box.addWidget(self.table, 1)
        self.search.left.connect(lambda _step: self.table.setFocus())
        self._terms: list[tuple[str, str]] | None = None

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().showEvent(event)
        self._fill()

    def retranslate(self) -> None:
        super().retranslate()
        self._terms = None
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        if self._terms is None:
            self._terms = [shown(term) for term in glossary()]
        wanted = self.search.text().strip().lower()
        lines = [
            Line(word, (word, meaning), strong=strong)
            for rows, strong in ((plain_words(), True), (self._terms, False))
            for word, meaning in rows
            if wanted in f"{word} {meaning}".lower()
        ]
        self.table.show_lines((_("Word"), _("Say, or: means")), lines)
