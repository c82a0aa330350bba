"""What the survey page says of a house: marks of the tabs, open defaults, the next gap."""

from collections.abc import Sequence

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import SECTIONS
from app.model.survey.spec import FieldClass, FieldSpec, Problem
from app.model.value import Empty
from app.ui.house import House
from app.ui.paper import section_of
from app.ui.widgets.section_form import worst
from app.ui.widgets.section_tabs import Tab


def tab_of(house: House, letter: str) -> Tab:
    """Return the tab of a section with its mark."""
    section = section_of(letter)
    fields = [
        declared for declared in section.fields if declared.field_class is not FieldClass.AUTOMATIC
    ]
    answered = any(house.stored(item.id).empty is not Empty.BLANK for item in fields)
    ids = {declared.id for declared in section.fields}
    problems = [problem for problem in house.problems if problem.field in ids]
    missing = sum(1 for problem in problems if problem.severity == "missing")
    mark = _mark(problems, answered, _open_fields(house, fields), missing)
    return Tab(letter, section.name.get(language()), mark, missing)


def _open_fields(house: House, fields: Sequence[FieldSpec]) -> int:
    """Count the fields that would still have to be answered or confirmed."""
    return sum(
        1
        for declared in fields
        if house.stored(declared.id).empty is Empty.BLANK
        and house.is_asked(declared)
        and declared.field_class in (FieldClass.ESSENTIAL, FieldClass.DEFAULTED)
    )


def _mark(problems: Sequence[Problem], answered: bool, open_fields: int, missing: int) -> str:
    severity = worst(problems)
    if severity:
        return "×" if severity == "hard" else "⚠"
    if not answered:
        return "○"
    return "●" if not open_fields and not missing else "◐"


def unconfirmed(house: House, letter: str) -> list[str]:
    """Return the fields of a section whose default nobody has confirmed."""
    return [
        declared.id
        for declared in section_of(letter).fields
        if declared.field_class in (FieldClass.DEFAULTED, FieldClass.ROSTER)
        and house.is_asked(declared)
        and house.stored(declared.id).empty is Empty.BLANK
        and house.shown(declared.id).known
    ]


def following(letter: str, step: int) -> str:
    """Return the section after (or before) this one, empty at the end."""
    letters = [section.letter for section in SECTIONS]
    place = letters.index(letter) + step
    return letters[place] if 0 <= place < len(letters) else ""


def following_name(letter: str) -> str:
    """Return letter and name of the next section, empty at the end."""
    found = following(letter, 1)
    return f"{found} {section_of(found).name.get(language())}" if found else ""


def gap_after(house: House, field: str, step: int) -> str:
    """Return the next (or previous) faulty or unanswered field in paper order, empty for none."""
    order = [declared.id for section in SECTIONS for declared in section.fields]
    open_ = {problem.field for problem in house.problems if not _settled(house, problem)}
    place = order.index(field) if field in order else 0
    circle = (
        order[place + 1 :] + order[: place + 1]
        if step > 0
        else (order[:place][::-1] + order[place:][::-1])
    )
    return next((item for item in circle if item in open_), "")


def _settled(house: House, problem: Problem) -> bool:
    return problem.severity == "soft" and house.stored(problem.field).confirmed


def fault_words(house: House) -> str:
    """Return what F7 would list, in figures."""
    severe = sum(1 for problem in house.problems if problem.severity in ("hard", "stop"))
    soft = sum(1 for problem in house.problems if problem.severity == "soft")
    return _("F7  × {hard}  ⚠ {soft}  ○ {missing}").format(
        hard=severe, soft=soft, missing=len(house.missing())
    )
