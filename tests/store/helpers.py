"""Short words for what store tests do again and again."""

from app.model.change import Batch, Edit
from app.model.survey import value_of
from app.model.value import Provenance, Value, known
from app.store.village import VillageFile

BY = "李师傅"


def edit(field: str, value: object, row: str = "") -> Edit:
    return Edit(field, known(value, Provenance.MEASURED), row)


def clear(field: str) -> Edit:
    return Edit(field, Value())


def enter(village: VillageFile, dwelling: str, **values: object) -> Batch:
    edits = [edit(field, value) for field, value in values.items()]
    return village.commit(dwelling, edits, operator=BY, label=" ".join(values))


def shown(village: VillageFile, dwelling: str, field: str, row: str = "") -> object:
    return value_of(village.survey(dwelling), field, row).value
