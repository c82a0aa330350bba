"""What the search for packages leaves out, in grey what holds where the village says nothing."""

from collections.abc import Mapping
from typing import Any

from app.i18n import gettext as _
from app.model.survey import VillageValues, village_value
from app.model.survey.spec import Kind
from app.model.value import Provenance, known
from app.services.search_words import FIELDS
from app.ui.pages.base import Frame
from app.ui.preferences.fields import FieldsSection


class SearchSection(FieldsSection):
    """The rules of the search as values of the village."""

    key = "search"

    @staticmethod
    def title() -> str:
        return _("Search for packages")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _(
                "What the search leaves out. The packages page says how many combinations each "
                "rule cost; plans that stand keep the rules they were made with."
            ),
            tuple(FIELDS.values()),
        )

    def shown(self) -> None:
        super().shown()
        if self.session is not None:
            self.session.read(_usual, self._show_usual, self.failed)

    def _show_usual(self, usual: Mapping[str, str]) -> None:
        if self.session is None:
            return
        values = self.session.rules.village
        for name, field in FIELDS.items():
            row = self.rows[field]
            text = usual[name]
            grey: Any = text if row.spec.kind is Kind.CHOICE else float(text)
            if row.spec.kind is Kind.INTEGER:
                grey = int(text)
            row.show_value(village_value(values, field), known(grey, Provenance.DEFAULT))


def _usual(village: Any) -> Mapping[str, str]:
    """Return the rules where the village says nothing."""
    from app.services.own_figures import own_reference
    from app.services.search_rules import rules_in_force
    from app.store.catalogue import load_catalogue, load_policy_pack

    values = village.village_values()
    _catalogue, pack = own_reference(values, load_catalogue(), load_policy_pack())
    return rules_in_force(VillageValues(), pack).values
