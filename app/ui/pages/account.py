"""What the house uses in a year by carrier and month, now and after a package."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.model.account import HouseAccount
from app.services.account_text import carbon_line, factor_line, share_lines
from app.services.outcomes import Accounts
from app.ui import style
from app.ui.pages.base import Frame, Key, Page, button, card, label
from app.ui.preferences.table import PlainTable
from app.ui.texts import package_word
from app.ui.widgets.account_rows import Shown, heads, lines_of

if TYPE_CHECKING:
    from app.ui.widgets.account_chart import AccountChart

JOB = "app.services.longjobs:account_of_house"
_KEYS: dict[Qt.Key, Shown] = {
    Qt.Key.Key_C: "carriers",
    Qt.Key.Key_U: "uses",
    Qt.Key.Key_O: "options",
}


class AccountPage(Page):
    """Months as bars above, the year as a table below, shares and carbon balance beside."""

    key = "account"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Account of the house"))
        self._found: Accounts | None = None
        self._of: tuple[object, object] = (None, None)
        self._problem, self._job = "", 0
        self._shown: Shown = "carriers"
        self._chart: AccountChart | None = None
        self._build_head()
        self.sentence = label("label", wrap=True)
        self.table = PlainTable(0, height=150, figures=1, share=0.16)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.say(self.table.setAccessibleName, lambda: _("A year, now and afterwards"))
        self.legend = label("label", wrap=True)
        self.left = QVBoxLayout()
        self.left.addWidget(self.legend)
        self.left.addLayout(self._build_chips())
        self.left.addWidget(self.table, 2)
        self._build_side()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(self.left, 5)
        row.addWidget(self.area, 3)
        self.body.addWidget(self.sentence)
        self.body.addLayout(row, 1)
        frame.current.house_changed.connect(self._other_house)
        frame.current.view_changed.connect(self._view_changed)
        self.say(lambda _text: self.refresh(), str)

    def _build_head(self) -> None:
        self.who, self.packages = label("label"), QComboBox()
        self.packages.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.packages.activated.connect(self._choose_package)
        self.say(self.packages.setAccessibleName, lambda: _("Package"))
        self.head.addWidget(self.who)
        self.head.addStretch(1)
        self.warmer = button("chip", checkable=True)
        self.say(self.warmer.setText, lambda: _("kept warmer (W)"))
        self.warmer.toggled.connect(lambda _on: self.refresh())
        self.views = QButtonGroup(self)
        names = {
            "carriers": lambda: _("carriers (C)"),
            "uses": lambda: _("uses (U)"),
            "options": lambda: _("water, cooking, light (O)"),
        }
        self.chips: dict[str, Any] = {}
        for key, name in names.items():
            made = button("chip", checkable=True)
            made.clicked.connect(lambda _on, key=key: self._view(key))
            self.say(made.setText, name)
            self.views.addButton(made)
            self.chips[key] = made
        self.chips["carriers"].setChecked(True)
        self.head.addWidget(self.packages)

    def _build_chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for made in self.chips.values():
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.warmer)
        return row

    def _build_side(self) -> None:
        side, inside = card()
        self.now_head, self.now = label("heading", wrap=True), label("label", wrap=True)
        self.then_head, self.then = label("heading", wrap=True), label("label", wrap=True)
        self.notes = label("small", wrap=True)
        for widget in (self.now_head, self.now, self.then_head, self.then, self.notes):
            inside.addWidget(widget)
        inside.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(side)

    def figure(self) -> str:
        return "kgce"

    def keys(self) -> list[Key]:
        return [("C U O", _("carriers, uses, other ways")), ("W", _("kept warmer"))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        view = _KEYS.get(Qt.Key(event.key()))
        if view is not None:
            self.chips[view].click()
        elif event.key() == Qt.Key.Key_W:
            self.warmer.toggle()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        if self._chart is None:  # read only when the page is looked at
            from app.ui.widgets.account_chart import AccountChart

            self._chart = AccountChart()
            self.left.insertWidget(0, self._chart, 2)
        super().showEvent(event)

    def shown(self) -> None:
        self._of = (None, None)  # the family may have chosen another heating meanwhile
        self.reckon()
        self.table.setFocus()

    def _view(self, shown: Shown) -> None:
        self._shown = shown
        self.refresh()

    def _choose_package(self, _row: int) -> None:
        self.frame.current.choose_package(self.packages.currentData())
        self.refresh()

    def _other_house(self) -> None:
        if self._job and self.frame.session is not None:
            self.frame.session.long.cancel(self._job)
        self._found, self._of, self._problem, self._job = None, (None, None), "", 0

    def _view_changed(self) -> None:
        if self.isVisible():
            self.reckon()

    def reckon(self) -> None:
        """Make the accounts of the results that are shown, unless they are made."""
        session, current = self.frame.session, self.frame.current
        plan, assessment = current.view.plan, current.planned or current.view.assessment
        if plan is None:
            assessment = current.view.assessment or assessment
        wanted = (assessment, plan)
        same = self._of[0] is wanted[0] and self._of[1] is wanted[1]
        if session is not None and assessment is not None and not self._job and not same:
            session.drain()
            self._problem, self._of = "", wanted
            self._job = session.long.ask(
                JOB, session.village.path, session.password, current.dwelling_id,
                session.weather, assessment, plan,
                on_progress=lambda _share: None, on_done=self._done, on_failed=self._failed,
            )  # fmt: skip
        self.refresh()

    def _done(self, found: Any) -> None:
        self._job, self._found = 0, found
        self.reckon()

    def _failed(self, error: Exception) -> None:
        self._job, self._found = 0, None
        self._problem = self.why_failed(error)
        self.refresh()

    def refresh(self) -> None:
        """Show the accounts, or what to do first."""
        found = self._found
        self.who.setText(self.frame.current.title)
        self.sentence.setText(self._words())
        self.sentence.setVisible(bool(self.sentence.text()))
        planned = found is not None and bool(found.packages)
        for widget in (self.table, self.area, self.legend, self._chart, *self.chips.values()):
            if widget is not None:
                widget.setVisible(found is not None)
        for widget in (self.packages, self.warmer, self.then_head, self.then):
            widget.setVisible(planned)
        if found is not None:
            self._show(found)

    def _words(self) -> str:
        if self._problem:
            return f"⚠ {self._problem}"
        if self.frame.current.house is None:
            return _("Choose a house in “Houses” first.")
        if self._found is None:
            return _("The account stands here once the house can be calculated.")
        if not self._found.packages:
            return _("Make the packages first; then the account afterwards stands beside.")
        return ""

    def _show(self, found: Accounts) -> None:
        chosen = found.after(self.frame.current.view.package or "") or next(
            iter(found.packages), None
        )
        self.packages.clear()
        for item in found.packages:
            self.packages.addItem(package_word(item.key), item.key)
            if chosen is not None and item.key == chosen.key:
                self.packages.setCurrentIndex(self.packages.count() - 1)
        after: HouseAccount | None = None
        if chosen is not None:
            after = chosen.warmer if self.warmer.isChecked() else chosen.same
        if self._chart is not None:
            self._chart.show_accounts(found.now, after)
        self.legend.setText(_legend(found, after))
        self.table.show_lines(heads(self._shown, after), lines_of(self._shown, found, after))
        self.now_head.setText(_("Now"))
        self.now.setText(_side(found.now))
        if after is not None:
            self.then_head.setText(_after_words(found))
            self.then.setText(_side(after))
        notes = [text.get(language()) for text in found.uncounted]
        notes.append(factor_line(found.now, found.names, language()))
        if after is not None:
            notes.append(_("Left bar, hatched: now; right bar: afterwards."))
        notes.append(
            _(
                "Services take the same each day, heating follows the hours of the year. Final "
                "energy is without the heat of sun and outdoor air. Prices are those of the "
                "account, before subsidies."
            )
        )
        self.notes.setText("\n".join(notes))


def _after_words(found: Accounts) -> str:
    """Return the head of the state afterwards, with the heating that the family has chosen."""
    if found.heating is None:
        return _("Afterwards (expected)")
    return _("Afterwards with the family's heating: {heating}").format(
        heating=found.heating.get(language())
    )


def _legend(found: Accounts, after: HouseAccount | None) -> str:
    """Return the carriers with the colours of their bars, named as in the table."""
    then = after.by_carrier() if after is not None else {}
    words = (
        f'<span style="color:{style.CARRIER_COLOURS.get(carrier, style.QUIET)}">■</span> '
        + found.names[carrier].get(language())
        for carrier in dict.fromkeys((*found.now.by_carrier(), *then))
    )
    return "&nbsp;&nbsp; ".join(words)


def _side(account: HouseAccount) -> str:
    return "\n".join((*share_lines(account.shares), carbon_line(account)))
