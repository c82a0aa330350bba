"""Values of the village as fields: one line each, saved on leaving it."""

from collections.abc import Callable, Sequence
from typing import Any

from app.i18n import gettext as _
from app.i18n import language
from app.model.change import Edit
from app.model.survey import VillageValues, spec, village_value
from app.model.survey.spec import FieldSpec
from app.model.value import BLANK, Provenance, Value, known
from app.ui.pages.base import Frame, label
from app.ui.preferences.section import Found, Section
from app.ui.texts import limits_text
from app.ui.widgets.field_row import FieldRow


class FieldsSection(Section):
    """Some values of the village with help of the one at hand."""

    def __init__(self, frame: Frame, about: Callable[[], str], fields: Sequence[str]) -> None:
        super().__init__(frame, about)
        self.rows = {field: FieldRow(spec(field)) for field in fields}
        for row in self.rows.values():
            row.setMinimumHeight(34)
            row.setMaximumWidth(720)
            row.committed.connect(self._committed)
            row.refused.connect(lambda _field, sentence: self.show_problem(sentence))
            row.entered.connect(self._entered)
            row.left.connect(self._left)
            self.box.addWidget(row)
        self.help = label("small", wrap=True)
        self.box.addWidget(self.help)
        self.box.addWidget(self.problem)
        self.box.addStretch(1)

    def words(self) -> list[Found]:
        return [(row.spec.label.get(language()), row.editor) for row in self.rows.values()]

    def shown(self) -> None:
        if self.session is not None:
            self.show_values(self.session.rules.village)
            for row in self.rows.values():
                row.setEnabled(not self.session.village.read_only)

    def show_values(self, values: VillageValues) -> None:
        """Show the values of the village, in grey what holds where there is none."""
        for field, row in self.rows.items():
            stored = village_value(values, field)
            usual = row.spec.default_value
            grey: Value[Any] = BLANK if usual is None else known(usual, Provenance.DEFAULT)
            row.show_value(stored, grey)
            row.show_fault("soft" if is_odd(row.spec, stored.value) else "")

    def leave(self) -> None:
        for row in self.rows.values():
            row.commit()

    def retranslate(self) -> None:
        super().retranslate()
        for row in self.rows.values():
            row.retranslate()
        self.help.setText("")

    def _entered(self, row: FieldRow) -> None:
        parts = (f"{row.spec.id}  {row.spec.help.get(language())}", limits_text(row.spec))
        self.help.setText("   ".join(part for part in parts if part))

    def _left(self, row: FieldRow, step: int) -> None:
        rows = list(self.rows.values())
        place = rows.index(row) + step
        if 0 <= place < len(rows):
            rows[place].take_focus()

    def _committed(self, field: str, _row: str, value: object) -> None:
        session, declared = self.session, spec(field)
        if session is None:
            return
        wrong = hard_sentence(declared, value)
        self.show_problem(wrong)
        if wrong:
            self.rows[field].show_fault("hard")
            return
        said: Value[Any] = BLANK if value is None else known(value, Provenance.TOLD)
        name = declared.label.get(language())
        session.commit_village([Edit(field, said)], name, self.shown, self.failed)


def hard_sentence(declared: FieldSpec, value: object) -> str:
    """Return what is wrong with a number outside its hard limits; empty if nothing is."""
    hard = declared.hard
    if hard is None or not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    low, high = hard.low, hard.high
    if (low is None or value >= low) and (high is None or value <= high):
        return ""
    return _("“{field}” cannot be {value}: from {low} to {high}. Nothing was saved.").format(
        field=declared.label.get(language()),
        value=f"{value:g}",
        low="–" if low is None else f"{low:g}",
        high="–" if high is None else f"{high:g}",
    )


def is_odd(declared: FieldSpec, value: object) -> bool:
    """Tell whether a number lies outside its soft limits."""
    soft = declared.soft
    if soft is None or not isinstance(value, int | float) or isinstance(value, bool):
        return False
    low, high = soft.low, soft.high
    return (low is not None and value < low) or (high is not None and value > high)
