"""Funding and labour (S17): who pays for the chosen package, to the yuan."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import gettext as _
from app.i18n import language
from app.model.change import Edit
from app.model.ids import new_id
from app.model.stages import PaymentRow, stage_specs
from app.model.stages.consent import NOTICE_PHOTO
from app.model.stages.rows import ACCOUNT_DIGITS, is_account_end
from app.model.survey.spec import specs_of
from app.model.value import Provenance, Value
from app.ui.house import House
from app.ui.pages.base import Frame, Key, Page, button, card, label, restyle
from app.ui.session import Session
from app.ui.texts import package_word, short_label
from app.ui.widgets.agree_bar import AgreeBar
from app.ui.widgets.consent_card import ConsentCard
from app.ui.widgets.funding_cards import PayersCard, SourcesCard
from app.ui.widgets.ledger_table import HelpCard, LedgerCard
from app.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from app.services.funding import FundingView


class FundingPage(Page):
    """Sources on the left, who pays, ledger and payments on the right, the balance on top."""

    key = "funding"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Funding and labour"))
        self._view: FundingView | None = None
        self._session: Session | None = None
        self._last = ""
        self._problem = ""
        self.who = label("label")
        self.head.addWidget(self.who)
        self.head.addStretch(1)
        self._packages = QHBoxLayout()
        self._group = QButtonGroup(self)
        self.head.addLayout(self._packages)
        self.agreed = AgreeBar(frame)
        self.agreed.changed.connect(self._read)
        self.agreed.refused.connect(self._show_problem)
        self.balance = label("heading", wrap=True)
        self.balance.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.balance)
        self.body.addWidget(self.agreed)
        self.sources, self.payers = SourcesCard(), PayersCard()
        self.helps, self.ledger = HelpCard(), LedgerCard()
        self.consent = ConsentCard()
        self.payments = RowTable("payment", tuple(specs_of(PaymentRow).values()))
        self._arrange()
        self._connect()
        frame.current.house_changed.connect(self._other_house)
        self.say(lambda _text: self._retranslated(), str)

    def _arrange(self) -> None:
        paid, box = card()
        box.setContentsMargins(12, 8, 12, 8)
        box.addWidget(self.payments)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 6, 0)
        whole.setSpacing(8)
        across = QHBoxLayout()
        across.setSpacing(12)
        for stretch, parts in ((6, (self.sources,)), (5, (self.payers, self.ledger))):
            column = QVBoxLayout()
            column.setSpacing(8)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            across.addLayout(column, stretch)
        whole.addLayout(across)
        whole.addWidget(self.consent)
        whole.addWidget(self.helps)
        whole.addWidget(paid)
        whole.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        self.body.addWidget(self.area, 1)

    def _connect(self) -> None:
        self.consent.committed.connect(self.enter)
        self.consent.refused.connect(self._refused)
        self.consent.photo_wanted.connect(self._to_photo)
        for part in (self.sources, self.helps, self.payments):
            part.committed.connect(self.enter)
            part.refused.connect(self._refused)
            part.add_wanted.connect(self.add_row)
            part.remove_wanted.connect(self.remove_row)
        self.sources.balance_wanted.connect(self.balance_rest)
        self.sources.take_wanted.connect(self.take_proposed)
        for keys, step in (("Ctrl+Z", House.undo), ("Ctrl+Y", House.redo)):
            shortcut = QShortcut(QKeySequence(keys), self, lambda step=step: self._step(step))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def keys(self) -> list[Key]:
        return [
            ("Enter", _("next field")),
            ("=", _("rest into own cash")),
            ("F4", _("where from")),
            ("Ctrl+Z", _("undo")),
        ]

    def figure(self) -> str:
        """Return the own cash of the package at hand."""
        return f"own_cash.{self._view.package.key}" if self._view is not None else ""

    # what is shown

    def shown(self) -> None:
        session = self.frame.session
        if session is not None and session is not self._session:
            session.saved.connect(lambda _at: self._saved(session))
        self._session = session
        self._read()

    def _saved(self, session: Session) -> None:
        if session is self.frame.session and self.isVisible():
            self._read()

    def leave(self) -> None:
        self.sources.commit_all()
        self.consent.commit_all()
        self.helps.rows.commit_all()
        self.payments.commit_all()

    def _other_house(self) -> None:
        self._view, self._last, self._problem = None, "", ""

    def _read(self) -> None:
        session, house = self.frame.session, self.frame.current.house
        self.who.setText(self.frame.current.title)
        if session is None or house is None:
            self._show_nothing(_("Choose a house in “Houses” first."))
            return
        from app.services.funding import funding_view  # the window comes first

        wanted = house.dwelling_id

        def failed(error: Exception) -> None:
            if isinstance(error, AppError):
                self._show_nothing(str(error))
            else:
                session.fault.emit(error)

        session.read(lambda village: funding_view(village, wanted), self._show, failed)

    def _show_nothing(self, sentence: str) -> None:
        self._view = None
        self.area.hide()
        self.agreed.show_nothing()
        self._clear_packages()
        restyle(self.balance, "role", "label")
        self.balance.setText(sentence)

    def _show(self, view: "FundingView") -> None:
        if view.dwelling_id != self.frame.current.dwelling_id:
            return
        self._view = view
        writable = not self._read_only()
        self.area.show()
        self._show_packages(view, writable=writable)
        self.sources.show_funding(view, writable=writable)
        self.payers.show_funding(view)
        self.consent.show_consent(view, writable=writable)
        self.ledger.show_ledger(view.ledger, view.dwelling_id)
        self.helps.show_helps(view.ledger, view.dwelling_id, view.stages.helps)
        self._show_payments(view)
        for part in (self.helps.rows, self.payments):
            part.setEnabled(writable)
        self._show_balance(view)
        self.agreed.read(view.dwelling_id)

    def _show_packages(self, view: "FundingView", *, writable: bool) -> None:
        self._clear_packages()
        for package in view.plan.packages:
            chip = button("chip", checkable=True)
            chip.setText(package_word(package.key))
            chip.setAccessibleName(package_word(package.key))
            chip.setChecked(view.chosen and package.key == view.package.key)
            chip.setEnabled(writable)
            chip.clicked.connect(lambda _on, key=package.key: self.enter("TP2", "", key))
            self._group.addButton(chip)
            self._packages.addWidget(chip)

    def _clear_packages(self) -> None:
        while (item := self._packages.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()

    def _show_payments(self, view: "FundingView") -> None:
        rows = view.stages.payments
        names = specs_of(PaymentRow)
        self.payments.show_rows(
            [(row.id, [(v, v) for v in (getattr(row, name) for name in names)]) for row in rows]
        )
        self.payments.setFixedHeight(self.payments.height_for(min(len(rows), 5)))
        paid = sum(row.amount.value or 0 for row in rows)
        due = view.funding.subsidy
        total = _("{paid} of {due} yuan").format(paid=f"{paid:,}", due=f"{due:,}") if rows else ""
        self.payments.set_heading(_("Payments of the subsidy"), total)

    def _show_balance(self, view: "FundingView") -> None:
        lacking, difference = view.lacking, view.funding.difference
        from app.services.funding import said_here  # the window comes first

        role = "hard" if difference else "soft" if lacking else "ok"
        text = _("{n} yuan lacking").format(n=f"{difference:,}")
        if difference < 0:
            text = _("{n} yuan too much").format(n=f"{-difference:,}")
        text = f"× {text}" if difference else f"{text} ✓"
        if difference and self._last:
            text += "  " + _("(changed last: {field})").format(field=self._last)
        more = said_here(lacking)
        if self._problem:
            role, more = "hard", self._problem
        restyle(self.balance, "role", role)
        self.balance.setText(f"<b>{text}</b>&nbsp;&nbsp;&nbsp;{more}")

    def _refused(self, field: str, sentence: str) -> None:
        self._show_problem(_four_digits() if field == ACCOUNT_DIGITS else sentence)

    def _show_problem(self, sentence: str) -> None:
        self._problem = sentence
        if self._view is not None:
            self._show_balance(self._view)

    def _retranslated(self) -> None:
        parts = (
            self.sources, self.ledger, self.helps, self.payments, self.consent, self.agreed,
        )  # fmt: skip
        for part in parts:
            part.retranslate()
        if self._view is not None:
            self._show(self._view)
        elif self.isVisible():
            self._read()

    def _to_photo(self) -> None:
        self.frame.open_photos(NOTICE_PHOTO)

    # what is done

    def _read_only(self) -> bool:
        session = self.frame.session
        return session is None or session.village.read_only

    def enter(self, field: str, row: str, value: Any) -> None:
        """Lay something down; None takes it back."""
        session = self.frame.session
        if session is None:
            return
        if field == ACCOUNT_DIGITS and value is not None and not is_account_end(str(value)):
            self._show_problem(_four_digits())
            return
        self._last = short_label(stage_specs()[field].label.get(language()))
        self._apply([Edit(field, self._told(session, value), row)], self._last)

    def _told(self, session: Session, value: Any) -> Value[Any]:
        now = datetime.now(UTC)
        if value is None or value is False:
            return Value(operator=session.operator, at=now)
        return Value(value, None, Provenance.TOLD, session.operator, now)

    def add_row(self, kind: str) -> None:
        """Add an empty row of subsidies, help or payments."""
        session = self.frame.session
        if session is not None:
            self._apply([Edit("@row", self._told(session, kind), new_id())], _("new row"))

    def remove_row(self, row: str) -> None:
        """Remove a row; undo brings it back."""
        session = self.frame.session
        if session is not None:
            self._apply([Edit("@row", self._told(session, None), row)], _("row removed"))

    def balance_rest(self) -> None:
        """Lay what is lacking upon own cash."""
        view = self._view
        if view is not None:
            rest = view.funding.own_cash + view.funding.difference
            self.enter("TF3", "", max(rest, 0))

    def take_proposed(self) -> None:
        """Enter the subsidies that the policy pack proposes, to be changed as granted."""
        session, view = self.frame.session, self._view
        if session is None or view is None:
            return
        edits: list[Edit] = []
        for grant in view.proposed.grants:
            row = new_id()
            values = {
                "TF2A": grant.source,
                "TF2B": grant.amount,
                "TF2C": f"{grant.name.get(language())} · {view.pack.get(language())}"[:80],
                "TF2D": "after" if grant.later else "before",
            }
            edits.append(Edit("@row", self._told(session, "subsidy"), row))
            edits += [
                Edit(field, self._told(session, value), row) for field, value in values.items()
            ]
        self._apply(edits, _("proposed subsidies"))

    def _apply(self, edits: Sequence[Edit], name: str) -> None:
        session, house = self.frame.session, self.frame.current.house
        if session is None or house is None or self._read_only():
            return
        self._problem = ""
        session.commit(house.dwelling_id, edits, name)  # read again when it is in the file

    def _step(self, step: Any) -> None:
        self.leave()
        house = self.frame.current.house
        if house is not None:
            step(house)


def _four_digits() -> str:
    return _(
        "Of an account only its last four digits are kept. Type those four digits and nothing else."
    )
