"""The Chinese texts: complete, compiled, with the same places to fill in, printable."""

import re

import pytest
from babel.messages.catalog import Message
from reportlab.pdfbase.ttfonts import TTFontFile

from app.resources import resource
from installer import texts

PLACES = re.compile(r"\{[^{}]*\}")
DRAWN_BY_THE_SYSTEM = "\u2610\u2611"  # check boxes, drawn as shapes on paper


def messages() -> list[Message]:
    return [message for message in texts.existing() if message.id]


def test_every_text_of_the_program_is_translated() -> None:
    assert list(texts.untranslated(texts.updated())) == []


def test_no_translation_is_left_over() -> None:
    asked = {message.id for message in texts.template()}
    assert [message.id for message in messages() if message.id not in asked] == []


def test_the_compiled_catalogue_is_that_of_the_texts() -> None:
    assert texts.MO.read_bytes() == texts.mo_bytes(texts.existing())


def test_no_translation_is_marked_doubtful() -> None:
    assert [message.id for message in messages() if message.fuzzy] == []


def test_a_translation_fills_in_the_same_places() -> None:
    for message in messages():
        wanted = sorted(PLACES.findall(str(message.id)))
        assert sorted(PLACES.findall(str(message.string))) == wanted, message.id


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_every_character_can_be_printed(weight: str) -> None:
    known = TTFontFile(str(resource("fonts", f"NotoSansSC-{weight}.ttf"))).charToGlyph
    used = {char for message in messages() for char in str(message.string)} - set("\n")
    assert {char for char in used if ord(char) not in known} <= set(DRAWN_BY_THE_SYSTEM)
