"""Application, review, public notice, consent, approval: the fields TC of a house."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.i18n import gettext as _
from app.model.stages import ConsentFields, stage_value
from app.model.survey.spec import specs_of
from app.model.value import Value
from app.ui.pages.base import button, label, restyle
from app.ui.widgets.section_form import SectionForm

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.services.funding import FundingView

_FORM_ROOM = 300  # [px]


class ConsentCard(QFrame):
    """The form, and how long the notice has hung."""

    committed = Signal(str, str, object)
    refused = Signal(str, str)
    photo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._view: FundingView | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(6)
        self.heading, self.notice = label("heading"), label("label", wrap=True)
        self.form = SectionForm(list(specs_of(ConsentFields).values()), columns=2)
        self.form.set_room(_FORM_ROOM)
        self.form.committed.connect(self.committed)
        self.form.refused.connect(self.refused)
        self.photo = button()
        self.photo.clicked.connect(self.photo_wanted)
        row = QHBoxLayout()
        row.addWidget(self.notice, 1)
        row.addWidget(self.photo)
        box.addWidget(self.heading)
        box.addWidget(self.form)
        box.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        """Show every text in the present language."""
        self.form.retranslate()
        self.heading.setText(_("Consent and public notice"))
        self.photo.setText(_("Photo of the notice …"))
        if self._view is not None:
            self._show_notice(self._view)

    def show_consent(self, view: "FundingView", *, writable: bool) -> None:
        """Show what is laid down; witnesses and proxy are asked as the way of signing asks."""
        self._view = view
        values: dict[str, tuple[Value[Any], Value[Any], bool]] = {}
        for spec in self.form.specs:
            stored = stage_value(view.stages, spec.id)
            when = spec.asked_when
            asked = when is None or stage_value(view.stages, when.field).value in when.codes
            values[spec.id] = (stored, Value(), asked)
        self.form.show_values(values, {})
        self.form.setEnabled(writable)
        self._show_notice(view)

    def _show_notice(self, view: "FundingView") -> None:
        days, asked, photos = view.notice
        enough = days >= asked and photos > 0
        text = _("Public notice: {days} of {asked} days, {photos} photos")
        if not asked:
            text, enough = _("No public notice is asked for here; {photos} photos"), True
        restyle(self.notice, "role", "label" if enough else "soft")
        self.notice.setText(text.format(days=days, asked=asked, photos=photos))

    def commit_all(self) -> None:
        """Report what is written and not reported yet."""
        self.form.commit_all()
