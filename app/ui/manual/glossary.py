"""The glossary of the catalogue: all terms, and those that stand in the texts of a field."""

from collections.abc import Iterable
from functools import cache

from app.i18n import language
from app.model.catalogue import GlossaryTerm
from app.model.survey import spec

MOST = 4
"""Terms shown beside a field."""


@cache
def glossary() -> tuple[GlossaryTerm, ...]:
    """Return every term of the catalogue."""
    from app.store.catalogue import load_catalogue  # heavy, and only needed when help is opened

    return load_catalogue().glossary


def shown(term: GlossaryTerm) -> tuple[str, str]:
    """Return a term and its meaning as they are shown: the word in both languages."""
    if language() == "zh":
        return f"{term.term.zh} · {term.term.en}", term.definition.zh
    return f"{term.term.en} · {term.term.zh}", term.definition.en


def terms_of_field(field: str) -> list[GlossaryTerm]:
    """Return the terms that stand in label, help and answers of a field, the longest words first.

    They are looked for in the Chinese texts, whose words do not change their form.
    """
    declared = spec(field)
    texts = [declared.label.zh, declared.help.zh, *(c.label.zh for c in declared.choices)]
    return _in_texts(texts)


def _in_texts(texts: Iterable[str]) -> list[GlossaryTerm]:
    text = "\n".join(texts)
    found: list[tuple[int, int, GlossaryTerm]] = []
    for term in glossary():
        name = next((name for name in term.names if name in text), "")
        if name:
            found.append((text.index(name), -len(name), term))
    held: list[GlossaryTerm] = []
    taken = ""
    for _place, length, term in sorted(found, key=lambda item: (item[1], item[0])):
        name = next(name for name in term.names if len(name) == -length and name in text)
        if name not in taken:  # a word inside a longer one says nothing more
            held.append(term)
            taken += "\n" + name
    return held[:MOST]
