"""The losses for the family: the whole screen, three lines, nothing but money and percent."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.model.assessment import Assessment
from app.ui import style
from app.ui.pages.base import button, label
from app.ui.texts import money, money_range, part_word, percent
from app.ui.widgets.loss_section import LossSection
from app.ui.widgets.loss_units import figures_of

_LETTERS = 32  # [px]
_NAMED = 2


class FamilyView(QDialog):
    """Closed by Esc, Enter or its button."""

    def __init__(self, parent: QWidget, found: Assessment, *, pitched: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Where the warmth goes"))
        self.setObjectName("family")
        box = QVBoxLayout(self)
        box.setContentsMargins(40, 28, 40, 20)
        box.setSpacing(14)
        section = LossSection(320, letters=22)
        section.setMinimumHeight(260)
        section.setMaximumHeight(16777215)
        section.show_losses(found.losses, figures_of(found, "cny"), pitched=pitched)
        box.addWidget(section, 1)
        for text in family_lines(found):
            line = label("", wrap=True)
            line.setText(text)
            line.setStyleSheet(f"font-size: {_LETTERS}px; color: {style.INK};")
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(line)
        close = button()
        close.setText(_("Back (Esc)"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        box.addWidget(close, 0, Qt.AlignmentFlag.AlignCenter)


def family_lines(found: Assessment) -> tuple[str, ...]:
    """Return what the family should take away: what a winter costs, and the two largest leaks."""
    largest = sorted(found.losses, key=lambda loss: -loss.share)[:_NAMED]
    return (
        _("A winter costs about {range} yuan").format(range=money_range(found.heating_cost)),
        *(
            _("{part}: {share}, about {cost} yuan").format(
                part=part_word(loss.part), share=percent(loss.share), cost=money(loss.cost)
            )
            for loss in largest
        ),
    )
