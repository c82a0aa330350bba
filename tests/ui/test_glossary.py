"""The words of the trade, in plain words of both languages, from the list and from a field."""

from app.i18n import set_language
from app.model.survey import all_specs
from app.ui.manual.glossary import MOST, glossary, shown, terms_of_field


def test_every_term_has_a_short_meaning_in_both_languages() -> None:
    for term in glossary():
        zh, en = term.definition.zh, term.definition.en
        assert zh and en and zh != term.term.zh, term.term.en
        assert len(zh) <= 30 and len(en) <= 90, term.term.en
        assert any("\u4e00" <= char <= "\u9fff" for char in zh)
        assert not any("\u4e00" <= char <= "\u9fff" for char in en)


def test_a_field_names_the_words_it_uses_longest_first_and_each_once() -> None:
    frames = [term.term.en for term in terms_of_field("F01")]
    assert "Thermal-break aluminium" in frames and len(frames) == len(set(frames))
    assert all(len(terms_of_field(field)) <= MOST for field in all_specs())


def test_many_fields_lead_to_a_word() -> None:
    assert sum(bool(terms_of_field(field)) for field in all_specs()) > 40


def test_the_word_stands_in_the_language_of_the_window() -> None:
    term = next(term for term in glossary() if term.term.en == "Kang")
    assert shown(term)[1] == "能睡觉的热炕"
    set_language("en")
    try:
        assert shown(term) == ("Kang · 火炕", "Heated masonry bed")
    finally:
        set_language("zh")
