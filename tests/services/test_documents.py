"""Documents that are generated stay what they are generated from."""

import re
from pathlib import Path

from app.model.survey.feeds import MODEL_INPUTS, declared
from app.services.documents import inputs_doc, write_inputs_doc
from app.services.measures_doc import measures_doc
from app.store.catalogue import load_catalogue

DOCUMENT = Path(__file__).parents[2] / "docs" / "inputs.md"


def test_the_committed_document_is_that_of_the_declaration() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == inputs_doc()


def test_it_is_written_as_it_is_made(tmp_path: Path) -> None:
    write_inputs_doc(tmp_path / "inputs.md")
    assert (tmp_path / "inputs.md").read_bytes() == inputs_doc().encode()


def test_every_field_and_every_input_has_its_line() -> None:
    lines = inputs_doc().splitlines()
    first = {line.split(" | ")[0].removeprefix("| ").strip() for line in lines if "|" in line}
    assert {item.id for item in declared()} <= first
    assert {f"`{key}`" for key in MODEL_INPUTS} <= first


def test_every_line_of_a_table_has_the_columns_of_its_head() -> None:
    for table in re.split(r"\n\n", inputs_doc()):
        lines = [line for line in table.splitlines() if line.startswith("|")]
        assert len({line.count("|") for line in lines}) <= 1, table[:200]


def test_the_page_of_measures_is_that_of_the_catalogue() -> None:
    page = DOCUMENT.with_name("measures.md").read_text(encoding="utf-8")
    assert page == measures_doc(load_catalogue())
    for identity in (*load_catalogue().measures, *load_catalogue().rules):
        assert f"| {identity} |" in page
