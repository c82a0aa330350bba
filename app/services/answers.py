"""Reads a survey for the calculation and remembers every value it handed out, with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from app.model.assessment import Mark, Provenanced
from app.model.catalogue import Archetype, Catalogue
from app.model.survey import Survey, spec, value_of
from app.model.survey.defaults import Default
from app.model.survey.openings import VIEWS, first_row_id
from app.model.value import Provenance, Value

RULE = "rule"


@dataclass(slots=True)
class Answers:
    """Answers of a survey whose defaults are filled; ``defaults`` tell where those come from."""

    survey: Survey
    archetype: Archetype
    catalogue: Catalogue
    defaults: Mapping[str, Default] = field(default_factory=lambda: MappingProxyType({}))
    used: dict[tuple[str, str, str], Provenanced] = field(default_factory=dict)

    def get(self, field_id: str, row: str = "") -> Any:
        """Return a value, None when nobody knows it, and note its use."""
        value = value_of(self.survey, field_id, row)
        if value.known:
            source, mark = self._source(self._shown_as(field_id, row), value)
            self._note(field_id, row, value.value, _code(value), source, mark)
        return value.value

    def _source(self, field_id: str, value: Value[Any]) -> tuple[str, Mark | None]:
        """Return where a default comes from; a value that somebody gave names itself."""
        default = self.defaults.get(field_id)
        if default is None or value.provenance not in (Provenance.DEFAULT, Provenance.DERIVED):
            return "", None
        return f"{default.source.value}:{default.origin}".rstrip(":"), default.mark

    def _shown_as(self, field_id: str, row: str) -> str:
        """Return the field that shows this part of the first front or back windows."""
        for shown, view in VIEWS.items():
            first = first_row_id(self.survey.dwelling_id, view.side)
            if field_id in view.shows and row == first:
                return shown
        return field_id

    def need(
        self, field_id: str, otherwise: Any, source: str, row: str = "", mark: Mark = "C"
    ) -> Any:
        """Return a value, or ``otherwise`` by a rule that names its source."""
        value = self.get(field_id, row)
        if value is None:
            self._note(field_id, row, otherwise, RULE, source, mark)
            return otherwise
        return value

    def provenance(self, field_id: str, row: str = "") -> str:
        """Return the survey code of where a value comes from; defaults of any kind alike."""
        value = value_of(self.survey, field_id, row)
        return _code(value) if value.known else Provenance.DEFAULT.value

    def given(self, field_id: str, row: str = "") -> Any:
        """Return a value only when somebody gave it: no default, nothing derived."""
        value = value_of(self.survey, field_id, row)
        if not value.known or value.provenance in (Provenance.DEFAULT, Provenance.DERIVED, None):
            return None
        return self.get(field_id, row)

    def of_village(self, field_id: str, value: Value[Any]) -> Any:
        """Return a value of the village and note its use when there is one."""
        if value.known:
            self._note(field_id, "", value.value, _code(value), "village", None)
        return value.value

    def rule(self, key: str, value: Any, unit: str, source: str, mark: Mark = "C") -> Any:
        """Note a model input that no field carries, and return it."""
        self.used[(key, "", "")] = Provenanced(key, value, unit, "", "", RULE, source, mark)
        return value

    @property
    def inputs(self) -> tuple[Provenanced, ...]:
        """Everything handed out, in the order of first use."""
        return tuple(self.used.values())

    def _note(
        self,
        field_id: str,
        row: str,
        value: Any,
        provenance: str,
        source: str,
        mark: Mark | None,
    ) -> None:
        found = spec(field_id)
        name = found.feeds[0] if found.feeds else field_id
        entry = Provenanced(name, value, found.unit, field_id, row, provenance, source, mark)
        self.used[(name, field_id, row)] = entry


def _code(value: Value[Any]) -> str:
    return (value.provenance or Provenance.TOLD).value
