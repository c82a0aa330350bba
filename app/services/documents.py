"""Documents generated from the declarations, so that they cannot drift from the program."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from app.model.stages import STAGE_ROWS, STAGE_SECTIONS
from app.model.survey import ROW_KINDS, SECTIONS, VillageValues
from app.model.survey.feeds import MODEL_INPUTS, ModelInput, fields_of
from app.model.survey.spec import (
    THIS_YEAR,
    DefaultSource,
    FieldClass,
    FieldSpec,
    Kind,
    Limits,
    specs_of,
)
from app.model.survey.whole import village_row_specs

_CLASSES = {
    FieldClass.ESSENTIAL: "essential",
    FieldClass.DEFAULTED: "default",
    FieldClass.ROSTER: "roster",
    FieldClass.CONDITIONAL: "conditional",
    FieldClass.OPTIONAL: "optional",
    FieldClass.AUTOMATIC: "automatic",
}
_INTRODUCTION = """\
# Inputs

Generated from the declaration of the survey (`app/model/survey/`); do not edit by hand:
`python -c "from app.services.documents import write_inputs_doc; write_inputs_doc()"`.

A value outside the *possible* range is kept, marked, and stops a house from moving to the next
stage; one outside the *usual* range asks to be confirmed. *Default* says what stands in for a
blank or unknown answer. *Feeds* names the inputs of the model, which the second part lists with
the fields, archetype, catalogue, policy pack or rule that give them. Ids are stable for ever;
`P01` to `P06` are the slots of the photos. The stage fields (`TP`, `TF` …) follow the survey; they
are kept in the same change log and feed no model.
"""
_HEAD = ("Id", "Field", "Unit", "Possible", "Usual", "Class", "Default", "Feeds")
_INPUT_HEAD = ("Key", "Input", "Unit", "Fields", "Beside the survey")


def write_inputs_doc(path: Path = Path("docs") / "inputs.md") -> None:
    """Write the document of all inputs."""
    path.write_text(inputs_doc(), encoding="utf-8", newline="\n")


def inputs_doc() -> str:
    """Return the document of all inputs, both ways: field to model and model to field."""
    parts = [_INTRODUCTION, "## From field to model\n"]
    for section in SECTIONS:
        parts.append(f"### {section.letter} · {section.name.en} · {section.name.zh}\n")
        parts.append(_table(_HEAD, map(_field_row, (*section.fields, *section.aside))))
        for kind in ROW_KINDS.values():
            if kind.beside[0] == section.letter:
                parts.append(f"Rows: {kind.name.en} · {kind.name.zh} (at most {kind.most})\n")
                parts.append(_table(_HEAD, map(_field_row, specs_of(kind.record).values())))
    photos = ROW_KINDS["photo"]
    parts.append("### P · Photos · 照片\n")
    parts.append(f"Rows: {photos.name.en} · {photos.name.zh} (at most {photos.most})\n")
    parts.append(_table(_HEAD, map(_field_row, specs_of(photos.record).values())))
    for section in STAGE_SECTIONS:
        parts.append(f"### {section.letter} · {section.name.en} · {section.name.zh}\n")
        parts.append(_table(_HEAD, map(_field_row, section.fields)))
    for kind in STAGE_ROWS.values():
        parts.append(
            f"Rows of {kind.beside}: {kind.name.en} · {kind.name.zh} (at most {kind.most})\n"
        )
        parts.append(_table(_HEAD, map(_field_row, specs_of(kind.record).values())))
    parts.append("### V · Village · 村\n")
    village = (*specs_of(VillageValues).values(), *village_row_specs().values())
    parts.append(_table(_HEAD, map(_field_row, village)))
    parts.append("## From model to field\n")
    parts.append(_table(_INPUT_HEAD, map(_input_row, MODEL_INPUTS.values())))
    return "\n".join(parts)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _field_row(field: FieldSpec) -> tuple[str, ...]:
    asked = field.asked_when
    kind = _CLASSES[field.field_class]
    if asked is not None:
        kind += f", when {asked.field} is {' or '.join(asked.codes)}"
    return (
        field.id,
        f"{field.label.en} · {field.label.zh}",
        _unit(field),
        _possible(field),
        _range(field.soft),
        kind,
        _default(field),
        ", ".join(f"`{key}`" for key in field.feeds),
    )


def _unit(field: FieldSpec) -> str:
    unit = field.unit_in("en")
    return f"{unit} (or as {field.unit_field})" if field.unit_field else unit


def _possible(field: FieldSpec) -> str:
    if field.choices:
        codes = ", ".join(f"`{choice.code}`" for choice in field.choices)
        return f"any of {codes}" if field.kind is Kind.MULTI else codes
    if field.hard is not None:
        return _range(field.hard)
    if field.max_length is not None and field.kind is Kind.TEXT:
        return f"up to {field.max_length} characters"
    return {Kind.TICK: "ticked or not", Kind.INTEGER: "", Kind.DECIMAL: ""}.get(
        field.kind, field.kind.value.replace("_", " ")
    )


def _range(limits: Limits | None) -> str:
    if limits is None:
        return ""
    low, high = _end(limits.low, limits.low_field), _end(limits.high, limits.high_field)
    if not high:
        return f"at least {low}"
    return f"{low} to {high}" if low else f"at most {high}"


def _end(fixed: float | None, field: str | None) -> str:
    if field is not None:
        return "this year" if field == THIS_YEAR else field
    return "" if fixed is None else f"{fixed:g}"


def _default(field: FieldSpec) -> str:
    value = "" if field.default_value is None else _value(field.default_value)
    source = field.default_source
    if source is None:
        return value
    words = {
        DefaultSource.ARCHETYPE: "archetype",
        DefaultSource.VILLAGE: f"village {field.default_field}",
        DefaultSource.FIXED: "",
        DefaultSource.ROSTER: "roster",
        DefaultSource.DERIVED: f"from {field.default_field}" if field.default_field else "derived",
        DefaultSource.LAST_HOUSE: "last house",
    }
    return ", else ".join(part for part in (words[source], value) if part)


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _input_row(item: ModelInput) -> tuple[str, ...]:
    beside = ", ".join(text.en for text in item.beside)
    return (
        f"`{item.key}`",
        f"{item.name.en} · {item.name.zh}",
        item.unit,
        ", ".join(fields_of(item.key)),
        beside,
    )
