"""Cards of the funding page: where the money comes from, and who pays."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.i18n import Text, language
from app.i18n import gettext as _
from app.model.funding import Grant
from app.model.stages import FundingFields, SubsidyRow, stage_value
from app.model.stages.funding import LOAN
from app.model.survey.spec import Problem, specs_of
from app.model.value import Provenance, Value
from app.model.yuan_words import formal_yuan
from app.ui.pages.base import button, label, restyle
from app.ui.texts import mark_word, payback_years, separator
from app.ui.widgets.pay_bar import PayBar
from app.ui.widgets.row_table import RowTable
from app.ui.widgets.section_form import SectionForm

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.services.funding import FundingView

BALANCE = "TF8"
"""Shown as the line above the page."""
_FORM_ROOM = 420  # [px]


class SourcesCard(QFrame):
    """TF1 to TF9: the fields, and the subsidies by source."""

    committed = Signal(str, str, object)
    refused = Signal(str, str)
    add_wanted = Signal(str)
    remove_wanted = Signal(str)
    balance_wanted = Signal()
    take_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(6)
        specs = tuple(specs_of(FundingFields).values())
        plain = [spec for spec in specs if spec.id not in (*LOAN, BALANCE)]
        self.form = SectionForm(plain, columns=1)
        self.loan = SectionForm([spec for spec in specs if spec.id in LOAN], columns=1)
        self.cost, self.work, self.hints = label("quiet"), label("quiet"), label("soft", wrap=True)
        for widget in (self.cost, self.work, self.hints):
            widget.setWordWrap(True)
        self.rest = button()
        self.rest.clicked.connect(self.balance_wanted)
        self.subsidies = RowTable("subsidy", tuple(specs_of(SubsidyRow).values()))
        self.proposed = label("label", wrap=True)
        self.refused_rules = label("small", wrap=True)
        self.take = button()
        self.take.clicked.connect(self.take_wanted)
        foot = QHBoxLayout()
        foot.addWidget(self.rest)
        foot.addWidget(self.take)
        foot.addStretch(1)
        for part in (
            self.cost, self.form, self.work, self.loan, self.hints, self.subsidies, self.proposed,
        ):  # fmt: skip
            box.addWidget(part)
        box.addLayout(foot)
        box.addWidget(self.refused_rules)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        for form in (self.form, self.loan):
            form.committed.connect(self.committed)
            form.refused.connect(self.refused)
            form.set_room(_FORM_ROOM)
        self.form.left_end.connect(lambda step: self.loan.take_focus() if step > 0 else None)
        self.loan.left_end.connect(lambda step: self.form.take_focus(last=True) if step < 0 else 0)
        for row in self.form.rows.values():
            row.editor.installEventFilter(self)
        self.subsidies.committed.connect(self.committed)
        self.subsidies.refused.connect(self.refused)
        self.subsidies.add_wanted.connect(self.add_wanted)
        self.subsidies.remove_wanted.connect(self.remove_wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """“=” lays the rest upon own cash, wherever the cursor stands in the form."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and isinstance(event, QKeyEvent) and event.text() == "=":
            self.balance_wanted.emit()
            return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """Show every text in the present language."""
        for form in (self.form, self.loan):
            form.retranslate()
        self.subsidies.retranslate()
        self.subsidies.set_heading(_("Subsidies by source"))
        self.rest.setText(_("Rest into own cash (=)"))
        self.take.setText(_("Enter the proposed subsidies"))

    def show_funding(self, view: "FundingView", *, writable: bool) -> None:
        """Show what is laid down, in grey what is proposed or follows."""
        funding, cost = view.funding, view.funding.cost
        shown = _followed(view)
        faults = _faults(view)
        for form in (self.form, self.loan):
            asked = form is self.form or funding.loan > 0
            form.show_values(
                {
                    field: (
                        Value() if field == "TF1" else stage_value(view.stages, field),
                        shown.get(field, Value()),
                        asked,
                    )
                    for field in form.rows
                },
                faults,
            )
            form.setEnabled(writable)
        self.loan.setVisible(funding.loan > 0)
        self.cost.setText(
            _("Material {material}, skilled work {skilled}, unskilled work {simple} yuan").format(
                material=f"{cost.material:,}",
                skilled=f"{cost.skilled:,}",
                simple=f"{cost.unskilled:,}",
            )
        )
        self.work.setText(_work_words(view))
        self.hints.setText("\n".join(_hints(view)))
        self.hints.setVisible(bool(self.hints.text()))
        self._show_subsidies(view, writable=writable)

    def _show_subsidies(self, view: "FundingView", *, writable: bool) -> None:
        rows = view.stages.subsidies
        self.subsidies.show_rows(
            [
                (
                    row.id,
                    [(v, v) for v in (row.source, row.amount, row.basis, row.when, row.reason)],
                )
                for row in rows
            ]
        )
        self.subsidies.setFixedHeight(self.subsidies.height_for(len(rows)))
        self.subsidies.setEnabled(writable)
        grants = view.proposed.grants
        self.proposed.setVisible(not rows)
        self.proposed.setText("\n".join(map(_grant_words, grants)) or _no_grant_words(view))
        restyle(self.proposed, "role", "label" if view.has_rules else "soft")
        self.take.setVisible(not rows and bool(grants))
        self.take.setEnabled(writable)
        reasons = [
            f"{item.name.get(language())}: {item.reason.get(language())}"
            for item in view.proposed.refused
        ]
        self.refused_rules.setText("\n".join((_("Not paid here:"), *reasons)))
        self.refused_rules.setVisible(bool(reasons) and not rows)

    def commit_all(self) -> None:
        """Report what is written and not reported yet."""
        for part in (self.form, self.loan, self.subsidies):
            part.commit_all()


def _followed(view: "FundingView") -> dict[str, Value[Any]]:
    """Return what stands in the boxes where nothing is laid down."""
    funding, proposed = view.funding, view.proposed
    derived = {
        "TF1": funding.cost.total,
        "TF3": funding.own_cash,
        "TF4": proposed.labour.own_days,
        "TF5": funding.labour.mutual_days,
    }
    found: dict[str, Value[Any]] = {
        field: Value(value, None, Provenance.DERIVED) for field, value in derived.items()
    }
    found |= {
        field: Value(value, None, Provenance.DEFAULT)
        for field, value in (("TF6", 0), ("TF7", 0), ("TF9", "none"))
    }
    return found


def _faults(view: "FundingView") -> dict[str, tuple[Problem, ...]]:
    found: dict[str, tuple[Problem, ...]] = {}
    for problem in view.problems:
        found[problem.field] = (*found.get(problem.field, ()), problem)
    if view.funding.over_ceiling:
        found["TF3"] = (*found.get("TF3", ()), Problem("TF3", "N02", "soft", Text("", "")))
    return found


def _work_words(view: "FundingView") -> str:
    labour = view.funding.labour
    return _(
        "Own work {own} + neighbours {mutual} days at {rate} yuan = {value} yuan; the works have "
        "{there} days that need no trade."
    ).format(
        own=f"{labour.own_days:g}",
        mutual=f"{labour.mutual_days:g}",
        rate=f"{labour.day_rate:g}",
        value=f"{labour.value:,}",
        there=f"{labour.days_there:g}",
    )


def _hints(view: "FundingView") -> list[str]:
    funding, found = view.funding, []
    if funding.over_ceiling and funding.ceiling is not None:
        found.append(
            "⚠ "
            + _("The family has at most {most} yuan (N02): {over} more than that.").format(
                most=f"{funding.ceiling:,}", over=f"{funding.over_ceiling:,}"
            )
        )
    wanted = stage_value(view.stages, "TF4").value, stage_value(view.stages, "TF5").value
    asked = sum(days for days in wanted if isinstance(days, int | float))
    if asked > funding.labour.days_there:
        found.append(
            "⚠ " + _("More days are entered than the works need; the rest does not count.")
        )
    found += [
        f"⚠ {problem.message.get(language())}" for problem in view.problems if not problem.row
    ]
    return found


def _grant_words(grant: Grant) -> str:
    when = _("after acceptance") if grant.later else _("before the works")
    mark = f" · {mark_word(grant.mark)}" if grant.mark else ""
    return (
        _("{name}: {amount} yuan, {when}").format(
            name=grant.name.get(language()), amount=f"{grant.amount:,}", when=when
        )
        + mark
    )


def _no_grant_words(view: "FundingView") -> str:
    if view.has_rules:
        return _("No subsidy of the policy pack is paid for this package.")
    return "⚠ " + _(
        "The policy pack has no subsidy rules, so the subsidy is 0. Import the pack of the "
        "district in the settings."
    )


class PayersCard(QFrame):
    """Who pays, as a bar; the amount in formal numerals; what must be in hand first."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(6)
        self.heading, self.formal = label("heading"), label("", wrap=True)
        self.bar = PayBar()
        self.first, self.back = label("label", wrap=True), label("label", wrap=True)
        for widget in (self.heading, self.bar, self.formal, self.first, self.back):
            box.addWidget(widget)

    def show_funding(self, view: "FundingView") -> None:
        """Show who pays."""
        funding = view.funding
        self.heading.setText(_("Who pays"))
        self.bar.show_funding(funding)
        self.formal.setText(
            _("Total: {total} yuan").format(total=f"{funding.cost.total:,}")
            + f"\n{formal_yuan(funding.cost.total)}"
        )
        self.first.setText(
            _(
                "In hand until the subsidies are paid: {before} yuan, of which {later} come back "
                "after acceptance."
            ).format(before=f"{funding.before_subsidy:,}", later=f"{funding.later:,}")
        )
        self.back.setText(
            separator().join(
                (
                    _("Own cash pays back: {years}").format(years=payback_years(view.payback)),
                    _("the whole cost: {years}").format(years=payback_years(view.payback_total)),
                )
            )
        )
