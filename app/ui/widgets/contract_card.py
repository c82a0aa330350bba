"""What must be known before a solar contract is signed: red or green, and where to answer."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.solar import Question, Solar
from app.model.stages import stage_specs
from app.model.stages.solar import CONTRACT
from app.ui.pages.base import button, label, restyle
from app.ui.texts import short_label
from app.ui.widgets.roster_steps import QuietCombo

_SIGNS = {"ok": ("✓", "ok"), "bad": ("×", "hard"), "unknown": ("?", "hard")}
_COLUMNS = 4


class ContractCard(QFrame):
    """The six questions of a contract first, then roof, grid, meter; an answer each."""

    committed = Signal(str, object)  # stage field, code or None
    field_wanted = Signal(str)  # survey field

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(6)
        self.verdict = label("heading", wrap=True)
        box.addWidget(self.verdict)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(10)
        self.grid.setVerticalSpacing(4)
        for column in range(_COLUMNS):
            self.grid.setColumnStretch(3 * column + 2, 1)
        box.addLayout(self.grid)
        self.rules = label("hard", wrap=True)
        box.addWidget(self.rules)
        self.combos: dict[str, QuietCombo] = {}
        self._fields: tuple[str, ...] = ()
        self.links: dict[str, QPushButton] = {}
        self._signs: dict[str, QLabel] = {}
        self._names: dict[str, QLabel] = {}

    def show_solar(self, solar: Solar, *, writable: bool) -> None:
        """Show what is open; answers can be given where the file may be written."""
        role, text = ("ok", _("✓ May be signed")) if solar.may_sign else ("hard", _open(solar))
        restyle(self.verdict, "role", role)
        self.verdict.setText(text)
        fields = tuple(item.field for item in solar.questions)
        if fields != self._fields:
            self._build(solar.questions)
            self._fields = fields
        for item in solar.questions:
            self._show(item, writable=writable)
        blocked = [f for f in solar.findings if f.severity == "block"]
        told = [f"× {f.sentence.get(language())} ({f.rule})" for f in blocked]
        self.rules.setText("  ".join(told))
        self.rules.setVisible(bool(told))

    def _build(self, questions: Sequence[Question]) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self.combos, self.links, self._signs, self._names = {}, {}, {}, {}
        for number, question in enumerate(questions):
            row, column = number // _COLUMNS, 3 * (number % _COLUMNS)
            sign, name = label(), label("label", wrap=True)
            self.grid.addWidget(sign, row, column)
            self.grid.addWidget(name, row, column + 1)
            self.grid.addWidget(self._answer(question.field), row, column + 2)
            self._signs[question.field], self._names[question.field] = sign, name

    def _answer(self, field: str) -> QWidget:
        declared = stage_specs().get(field)
        if declared is None:
            link = button("link")
            link.clicked.connect(lambda: self.field_wanted.emit(field))
            self.links[field] = link
            return link
        combo = QuietCombo()
        combo.setMinimumContentsLength(10)
        combo.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.addItem("", None)
        for choice in declared.choices:
            combo.addItem("", choice.code)
        combo.activated.connect(lambda _row: self.committed.emit(field, combo.currentData()))
        self.combos[field] = combo
        return combo

    def _show(self, item: Question, *, writable: bool) -> None:
        word, sentence = item.name.get(language()), item.sentence.get(language())
        sign, role = _SIGNS[item.state]
        mark, name = self._signs[item.field], self._names[item.field]
        mark.setText(sign)
        restyle(mark, "role", role)
        name.setText(short_label(word))
        name.setToolTip(sentence)
        combo = self.combos.get(item.field)
        if combo is None:
            link, answer = self.links[item.field], item.answer.get(language())
            link.setText(answer)
            link.setAccessibleName(f"{word}: {answer}")
            link.setToolTip(sentence)
            return
        combo.setItemText(0, _("not known yet"))
        for row, choice in enumerate(stage_specs()[item.field].choices, start=1):
            combo.setItemText(row, choice.label.get(language()))
        combo.setCurrentIndex(max(combo.findData(item.code or None), 0))
        combo.setEnabled(writable)
        combo.setAccessibleName(word)
        combo.setToolTip(sentence)


def _open(solar: Solar) -> str:
    six = [item for item in solar.questions if item.field in CONTRACT and item.state != "ok"]
    others = [item for item in solar.questions if item.field not in CONTRACT and item.state != "ok"]
    parts = []
    if six:
        parts.append(_("{n} of the six contract questions open").format(n=len(six)))
    if others:
        names = (short_label(item.name.get(language())) for item in others)
        parts.append(_("to settle: {names}").format(names=_(", ").join(names)))
    told = _("; ").join(parts)
    return _("× Not to be signed yet: {what}").format(what=told or _("a rule blocks it"))
