"""Which archetype a survey means: the picture of B03, and its variants by other answers."""

from collections.abc import Iterable, Mapping

from app.model.catalogue import Archetype
from app.model.survey.whole import Survey, value_of


def archetype_for(survey: Survey, archetypes: Mapping[str, Archetype]) -> Archetype | None:
    """Return the archetype of answer B03, or its variant that fits other answers better.

    A variant is taken when the answer that leads to it was given by somebody and is the
    variant's, not the main type's; where both have the same, when the house was built in the
    years of the variant and not in those of the main type.
    """
    main = archetypes.get(str(value_of(survey, "B03").value))
    if main is None:
        return None
    for variant in _variants(main, archetypes.values()):
        if _leads_to(survey, variant, main):
            return variant
    return main


def _variants(main: Archetype, all_of_them: Iterable[Archetype]) -> list[Archetype]:
    return [item for item in all_of_them if item.variant and item.picture == main.picture]


def _leads_to(survey: Survey, variant: Archetype, main: Archetype) -> bool:
    field = variant.variant
    own, usual = _given(variant, field), _given(main, field)
    if own != usual:
        answer = value_of(survey, field).value
        return answer is not None and answer == own
    year = value_of(survey, "B04").value
    return year is not None and _built(variant, year) and not _built(main, year)


def _given(archetype: Archetype, field: str) -> float | str | None:
    item = archetype.fields.get(field)
    return item.value if item else None


def _built(archetype: Archetype, year: int) -> bool:
    first, last = archetype.built
    return (first is None or first <= year) and (last is None or year < last)
