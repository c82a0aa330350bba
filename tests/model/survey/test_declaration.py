"""The declaration: complete, counted, in two languages, every choice known to the catalogue."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from app.i18n import Text
from app.model.survey import (
    RESERVED_IDS,
    ROW_KINDS,
    SECTIONS,
    all_specs,
    blank_survey,
    check_survey,
    spec,
    village_row_specs,
    village_specs,
)
from app.model.survey.feeds import MODEL_INPUTS, declared, fields_of
from app.model.survey.messages import missing
from app.model.survey.notes import ANSWER_NOTES
from app.model.survey.spec import FieldClass, FieldSpec, Kind, specs_of
from app.resources import resource
from tests.model.survey.houses import DWELLING

COUNTED = re.compile(r"[A-Q]\d\d")
CLASSES = {  # of the survey design: essential, default, roster, conditional, optional, automatic
    "A": "2 3 5 0 0 1",
    "B": "2 9 0 1 2 1",
    "C": "4 3 0 0 0 2",
    "D": "1 5 0 2 0 1",
    "E": "1 4 0 1 0 1",
    "F": "5 7 0 0 0 0",
    "G": "0 3 0 0 0 0",
    "H": "1 1 0 0 0 1",
    "I": "3 5 0 0 2 0",
    "J": "0 4 0 0 1 0",
    "K": "2 4 0 1 1 1",
    "L": "1 5 0 0 1 0",
    "M": "2 5 0 0 1 0",
    "N": "2 5 0 0 2 0",
    "Q": "0 2 0 0 1 1",
}
ORDER = (
    FieldClass.ESSENTIAL,
    FieldClass.DEFAULTED,
    FieldClass.ROSTER,
    FieldClass.CONDITIONAL,
    FieldClass.OPTIONAL,
    FieldClass.AUTOMATIC,
)


def counted() -> list[FieldSpec]:
    return [item for item in all_specs().values() if COUNTED.fullmatch(item.id)]


@pytest.mark.parametrize("letter", CLASSES)
def test_each_section_has_the_fields_of_each_class(letter: str) -> None:
    found = Counter(item.field_class for item in counted() if item.id[0] == letter)
    assert [found[kind] for kind in ORDER] == [int(n) for n in CLASSES[letter].split()]


def test_with_the_photos_there_are_127_fields() -> None:
    of_survey = [slot for slot in RESERVED_IDS if slot.startswith("P")]  # TC4 is asked at consent
    assert len(counted()) + len(of_survey) == 127
    assert not set(RESERVED_IDS) & set(all_specs())


def test_a_blank_survey_misses_the_26_essential_fields_and_name_and_address() -> None:
    found = [p.field for p in check_survey(blank_survey(DWELLING)) if p.severity == "missing"]
    essential = [s.id for s in counted() if s.field_class is FieldClass.ESSENTIAL]
    assert len(essential) == 26
    assert sorted(found) == sorted([*essential, "A02", "A05"])


def test_no_id_is_used_twice() -> None:
    ids = [item.id for section in SECTIONS for item in (*section.fields, *section.aside)]
    ids += [*village_specs(), *village_row_specs()]
    assert len(ids) == len(set(ids))
    assert len(ids) + sum(len(_row_specs(kind)) for kind in ROW_KINDS) == len(declared())


def _row_specs(kind: str) -> list[FieldSpec]:
    return list(specs_of(ROW_KINDS[kind].record).values())


def test_fields_stand_in_paper_order() -> None:
    ids = [item.id for item in counted()]
    assert ids == sorted(ids)


def texts() -> Iterator[tuple[str, Text]]:
    for item in declared():
        yield item.id, item.label
        yield item.id, item.help
        for choice in item.choices:
            yield f"{item.id}.{choice.code}", choice.label
    for section in SECTIONS:
        yield section.letter, section.name
    for kind in ROW_KINDS.values():
        yield kind.code, kind.name
    for key, model_input in MODEL_INPUTS.items():
        yield key, model_input.name
    for note in ANSWER_NOTES:
        yield note.field, note.message


def test_every_text_is_there_in_both_languages() -> None:
    for where, text in texts():
        assert text.zh.strip(), where
        assert text.en.strip(), where


def test_chinese_texts_hold_no_english_words_and_english_ones_no_chinese() -> None:
    for where, text in texts():
        assert not re.search(r"[A-Za-z]{4,}", text.zh), (where, text.zh)
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", text.en), (where, text.en)


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_every_character_can_be_printed(weight: str) -> None:
    known = TTFontFile(str(resource("fonts", f"NotoSansSC-{weight}.ttf"))).charToGlyph
    for where, text in texts():
        assert not [c for c in text.zh + text.en if ord(c) not in known], (where, text)
    for item in declared():
        assert not [c for c in item.unit + missing(item).zh if ord(c) not in known], item.id


def test_units_are_written_in_both_languages() -> None:
    for item in declared():
        assert not re.search(r"[\u4e00-\u9fff]", item.unit_in("en")), item.id
        assert item.unit_in("zh") == item.unit


def test_choices_have_short_stable_ascii_codes() -> None:
    for item in declared():
        codes = [choice.code for choice in item.choices]
        assert (item.kind in (Kind.CHOICE, Kind.MULTI)) == bool(codes), item.id
        assert len(codes) == len(set(codes)), item.id
        assert all(re.fullmatch(r"[A-Za-z0-9_]{1,18}", code) for code in codes), item.id


def test_several_answers_can_be_told_apart_in_a_line() -> None:
    for item in declared():
        if item.kind is Kind.MULTI:
            for choice in item.choices:
                assert not re.search("[,;，、；/]", choice.label.zh + choice.label.en), item.id


def test_the_personal_fields_are_those_of_the_head_of_household_and_captions() -> None:
    assert [s.id for s in declared() if s.personal] == ["A02", "A03", "A04", "A05", "PH03"]


def test_conditions_and_defaults_name_fields_and_codes_that_exist() -> None:
    for item in declared():
        if item.asked_when is not None:
            known = {choice.code for choice in spec(item.asked_when.field).choices}
            assert set(item.asked_when.codes) <= known, item.id
        for other in filter(None, (item.default_field, item.unit_field)):
            assert spec(other), item.id
        if item.choices and item.default_value is not None:
            given = item.default_value
            codes = given if isinstance(given, tuple) else (given,)
            assert {choice.code for choice in item.choices} >= set(codes), item.id


def test_notes_name_answers_that_exist() -> None:
    for note in ANSWER_NOTES:
        codes = {choice.code for choice in spec(note.field).choices}
        assert set(note.answers) <= codes or not codes, note.field


def test_soft_limits_lie_within_the_hard_ones() -> None:
    for item in declared():
        if item.soft and item.hard:
            assert (item.hard.low or 0) <= (item.soft.low or 0), item.id
            if item.hard.high is not None and item.soft.high is not None:
                assert item.soft.high <= item.hard.high, item.id


def test_every_field_of_the_calculation_reaches_an_input_of_the_model() -> None:
    for item in declared():
        assert set(item.feeds) <= set(MODEL_INPUTS), item.id
        if "C" in item.why:
            assert item.feeds, item.id


def test_every_input_of_the_model_has_a_source() -> None:
    for key, item in MODEL_INPUTS.items():
        assert fields_of(key) or item.beside, key


def test_the_counted_sections_are_those_of_the_paper_form() -> None:
    assert "".join(s.letter for s in SECTIONS if s.counted) == "ABCDEFGHIJKLMNQ"


def test_spec_finds_survey_row_view_and_village_fields() -> None:
    assert [spec(field).id for field in ("C02", "W03", "F01", "V13")] == [
        "C02",
        "W03",
        "F01",
        "V13",
    ]
    with pytest.raises(KeyError):
        spec("P01")
