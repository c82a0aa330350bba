"""The family's choice of heating: what is chosen, made so by one button, taken back by it too."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.heating import OptionKey
from app.model.stages.heating import WAYS
from app.ui.pages.base import Frame, button, label, restyle

if TYPE_CHECKING:
    from app.store.village import VillageFile

Chosen = tuple[OptionKey, str] | None


class ChoiceBar(QWidget):
    """Follows the choice kept of one house; ``changed`` when it is another one than before."""

    changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._dwelling = ""
        self.kept: Chosen = None
        self._agreed = False
        self._at: Chosen = None
        self.words = label("label", wrap=True)
        self.take = button()
        self.take.clicked.connect(self.choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.take)

    def read(self) -> None:
        """Read what is kept of the house at hand."""
        session, dwelling = self._frame.session, self._frame.current.dwelling_id
        if session is None or not dwelling:
            return

        def work(village: "VillageFile") -> tuple[Chosen, bool]:
            from app.services.family_choice import AGREED, way_chosen

            agreed = village.dwelling(dwelling).state in AGREED
            return way_chosen(village.stages(dwelling)), agreed

        session.read(work, lambda found: self._take(dwelling, found))

    def _take(self, dwelling: str, found: tuple[Chosen, bool]) -> None:
        if dwelling != self._frame.current.dwelling_id:
            return
        was = (self._dwelling, self.kept)
        self._dwelling, (self.kept, self._agreed) = dwelling, found
        self.retranslate()
        if was != (dwelling, self.kept):
            self.changed.emit()

    def show_at(self, way: OptionKey, unit: str) -> None:
        """Take the way and size at hand, which the button would make the choice."""
        self._at = (way, unit)
        self.retranslate()

    @property
    def here(self) -> bool:
        """Tell whether the way at hand, in this size, is the family's choice."""
        return self.kept is not None and self._at == self.kept

    def choose(self) -> None:
        """Make the way at hand the family's choice, or take the choice back."""
        session, house = self._frame.session, self._frame.current.house
        if session is None or house is None or self._at is None or session.village.read_only:
            return
        from app.services.family_choice import way_edits

        edits = way_edits(None) if self.here else way_edits(*self._at)
        session.commit(house.dwelling_id, edits, _("family's choice of heating"))

    def retranslate(self) -> None:
        """Show what is chosen, in the present language."""
        session = self._frame.session
        self.words.setText(self._words())
        restyle(self.words, "role", "soft" if self._agreed else "label")
        text = _("Take the choice back") if self.here else _("Make it the family's choice")
        self.take.setText(text)
        self.take.setEnabled(session is not None and not session.village.read_only)

    def _words(self) -> str:
        if self.kept is None:
            words = _("The family has not chosen yet: money and papers count the present heating.")
        else:
            way, unit = self.kept
            name = f"{WAYS[way].get(language())} {unit}".strip()
            words = _("★ The family's choice: {heating}").format(heating=name)
        if self._agreed:
            words += " " + _("⚠ The family has agreed: another choice voids the consent.")
        return words
