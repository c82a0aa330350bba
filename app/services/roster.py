"""A roster into the village: read, check row by row, take in one action.

The first three functions run in the process for long work; :func:`take` is called with the
village that may be written.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from app.exchange.roster import read_grid
from app.i18n import Text
from app.i18n import gettext as _
from app.model.change import Batch, Edit
from app.model.survey import spec
from app.model.survey.forms import plain
from app.model.value import Provenance, Value
from app.services import roster_checks as checks
from app.services.roster_checks import Cell, Reason
from app.services.roster_columns import Sheet, head_key, understood
from app.services.roster_match import Match, Village
from app.store.roster import FIELDS, KnownHome, RosterHome
from app.store.village import VillageFile, open_village

Progress = Callable[[float], None]
Outcome = Literal["new", "update", "same", "skip", "fault"]
Fixes = Mapping[tuple[int, str], str]
COLUMNS = "roster columns"
"""Key under which the village remembers what was chosen for a head."""
_FIXABLE = ("code", *FIELDS)
_EVERY = 100


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row of the roster: its texts by meaning, what becomes of it, and why.

    ``answers`` are what will be written; ``dwelling_id`` is empty for a new household.
    """

    number: int
    texts: Mapping[str, str]
    outcome: Outcome
    reasons: tuple[Reason, ...]
    answers: Mapping[str, str | int]
    dwelling_id: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """All rows of a roster; ``ids_left_out`` ID numbers cannot be kept without a password."""

    rows: tuple[CheckedRow, ...]
    keys: tuple[str, ...]
    ids_left_out: int

    def count(self, outcome: Outcome) -> int:
        """Return how many rows end so."""
        return sum(1 for row in self.rows if row.outcome == outcome)


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did; ``batch`` is None if nothing was new."""

    batch: Batch | None
    new: int
    updated: int
    same: int
    skipped: tuple[CheckedRow, ...]
    ids_left_out: int


def read_roster(
    path: Path, sheet: str, remembered: Mapping[str, str], *, progress: Progress
) -> Sheet:
    """Read a roster and guess what its columns are; raises like ``read_grid``."""
    return understood(read_grid(path, sheet, progress), remembered)


def check_roster(
    village: Path,
    password: str | None,
    sheet: Sheet,
    fixes: Fixes,
    skipped: frozenset[int],
    today: date,
    *,
    progress: Progress,
) -> Checked:
    """Check every row against the village, with what the user has corrected or left out."""
    with open_village(village, password=password, read_only=True) as file:
        homes, encrypted = file.known_homes(), file.encrypted
    return checked(sheet, homes, fixes, skipped, today, keep_ids=encrypted, progress=progress)


def checked(
    sheet: Sheet,
    homes: Sequence[KnownHome],
    fixes: Fixes,
    skipped: frozenset[int],
    today: date,
    *,
    keep_ids: bool,
    progress: Progress = lambda _share: None,
) -> Checked:
    """Return the rows checked one by one, then among each other, then against ``homes``."""
    known = Village(homes)
    rows: list[CheckedRow] = []
    for number, texts, first in _texts(sheet, fixes):
        if len(rows) % _EVERY == 0:
            progress(0.9 * len(rows) / max(len(sheet.rows), 1))
        left_out = _left_out(number, texts, first, skipped)
        if left_out is not None:
            rows.append(CheckedRow(number, texts, "skip", (left_out,), {}))
        else:
            rows.append(_checked_row(number, texts, today, keep_ids=keep_ids))
    rows = [_settled(row, known, keep_ids=keep_ids) for row in _without_doubles(rows)]
    rows = _one_row_a_home(rows)
    no_ids = 0 if keep_ids else sum(1 for row in rows if row.texts.get("A03") and _taken(row))
    progress(1.0)
    return Checked(tuple(rows), _keys(sheet), no_ids)


def _taken(row: CheckedRow) -> bool:
    return row.outcome in ("new", "update", "same")


def _keys(sheet: Sheet) -> tuple[str, ...]:
    """Return which meanings the rows have, in the order of the boxes to correct them."""
    given = set(sheet.meanings)
    if given & {"group", "door"}:
        given.add("A05")
    return tuple(key for key in ("A02", "A03", "A04", "A05", "code", "A07", "A08") if key in given)


def _texts(sheet: Sheet, fixes: Fixes) -> Iterator[tuple[int, dict[str, str], str]]:
    """Yield row number, texts by meaning, and the first filled cell of every filled row."""
    places = {key: place for place, key in enumerate(sheet.meanings) if key}
    for number, cells in sheet.rows:
        texts = {key: cells[place] for key, place in places.items()}
        group, door = texts.pop("group", ""), texts.pop("door", "")
        if "group" in places or "door" in places:
            texts["A05"] = texts.get("A05") or checks.place(group, door)
        if not any(texts.values()):
            continue
        for key in _FIXABLE:
            if (number, key) in fixes:
                texts[key] = fixes[number, key]
        yield number, texts, next(cell for cell in cells if cell)


def _checked_row(
    number: int, texts: Mapping[str, str], today: date, *, keep_ids: bool
) -> CheckedRow:
    cells: dict[str, Cell] = {
        key: read(texts.get(key, "")) for key, read in checks.READERS.items() if key in texts
    }
    cells.setdefault("A02", checks.name(""))
    if "A03" in texts:
        cell = checks.id_number(texts["A03"], today)
        cells["A03"] = cell if keep_ids else Cell(cell.value)  # not kept: not to be corrected
    reasons = tuple(reason for cell in cells.values() for reason in cell.reasons)
    answers = {key: cell.value for key, cell in cells.items() if cell.value is not None}
    return CheckedRow(number, texts, _outcome(reasons, "new"), reasons, answers)


def _left_out(
    number: int, texts: Mapping[str, str], first: str, skipped: frozenset[int]
) -> Reason | None:
    if number in skipped:
        return Reason("note", "", Text("你选了不导入。", "You left it out."))
    if not checks.is_head(texts.get("relation", "")):
        text = Text("家庭成员，不是户主。", "A member of a family, not its head.")
        return Reason("note", "relation", text)
    if checks.is_total(first) or checks.is_total(texts.get("A02", "")):
        return Reason("note", "", Text("合计或表尾，不是农户。", "A total or foot of the table."))
    return None


def _outcome(reasons: Iterable[Reason], otherwise: Outcome) -> Outcome:
    return "fault" if any(reason.severity == "fault" for reason in reasons) else otherwise


def _with_reason(row: CheckedRow, *reasons: Reason) -> CheckedRow:
    said = (*row.reasons, *reasons)
    return replace(row, reasons=said, outcome=_outcome(said, row.outcome))


def _without_doubles(rows: Sequence[CheckedRow]) -> list[CheckedRow]:
    """Mark rows that repeat an earlier one: by ID number, code, or name with door."""
    seen: dict[tuple[str, ...], int] = {}
    phones = Counter(str(row.answers["A04"]) for row in rows if "A04" in row.answers)
    done: list[CheckedRow] = []
    for row in rows:
        if row.outcome == "skip":
            done.append(row)
            continue
        reasons = []
        for key, mark in _marks(row):
            first = seen.setdefault(mark, row.number)
            if first != row.number:
                reasons.append(_double(key, first))
        if phones[str(row.answers.get("A04", ""))] > 1:
            text = Text("这个电话不止一户在用。", "More than one household has this phone.")
            reasons.append(Reason("note", "A04", text))
        done.append(_with_reason(row, *reasons))
    return done


def _marks(row: CheckedRow) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key in ("A03", "code"):
        if key in row.answers:
            yield key, (key, str(row.answers[key]))
    name, door = row.answers.get("A02"), row.answers.get("A05")
    if name and door:
        yield "A05", ("A05", plain(str(name)), plain(str(door)))


def _double(key: str, first: int) -> Reason:
    what = {
        "A03": Text("身份证号", "ID number"),
        "code": Text("户编号", "House code"),
        "A05": Text("姓名和门牌", "Name and door"),
    }[key]
    text = Text(
        f"{what.zh}与第 {first} 行重复。请改正，或者不导入这行。",
        f"{what.en} repeats row {first}. Correct it, or leave this row out.",
    )
    return Reason("fault", key, text)


def _settled(row: CheckedRow, known: Village, *, keep_ids: bool) -> CheckedRow:
    """Find the household of a row and what is new about it."""
    if row.outcome in ("skip", "fault"):
        return row
    match: Match = known.match(row.answers)
    answers = {key: value for key, value in row.answers.items() if key != "code"}
    if not keep_ids:
        answers.pop("A03", None)
    if match.home is None:
        code = str(row.answers.get("code", ""))
        return _with_reason(replace(row, answers=answers, code=code), *match.reasons)
    news, kept = _news(match.home, answers)
    outcome: Outcome = "update" if news else "same"
    settled = replace(row, answers=news, dwelling_id=match.home.dwelling_id, outcome=outcome)
    return _with_reason(replace(settled, code=match.home.code), *kept)


def _news(
    home: KnownHome, answers: Mapping[str, str | int]
) -> tuple[dict[str, str | int], tuple[Reason, ...]]:
    """Return what a household does not say yet; what was surveyed is not overwritten."""
    news: dict[str, str | int] = {}
    kept: list[Reason] = []
    for field, answer in answers.items():
        there = home.values.get(field)
        if there is None or there.value is None:
            news[field] = answer
        elif there.value == answer:
            continue
        elif there.provenance in (Provenance.ROSTER, Provenance.DEFAULT, None):
            news[field] = answer
        else:
            kept.append(_stays(field))
    return news, tuple(kept)


def _stays(field: str) -> Reason:
    label = spec(field).label
    text = Text(
        f"“{label.zh}”已经入户问过，与名册不同，按问的留着。",
        f"“{label.en}” was surveyed and differs; the surveyed answer stays.",
    )
    return Reason("note", field, text)


def _one_row_a_home(rows: Sequence[CheckedRow]) -> list[CheckedRow]:
    """Mark a second row about the same household of the village."""
    seen: dict[str, int] = {}
    done: list[CheckedRow] = []
    for row in rows:
        if row.dwelling_id and row.outcome != "fault":
            first = seen.setdefault(row.dwelling_id, row.number)
            if first != row.number:
                row = _with_reason(row, _second(row, first))
        done.append(row)
    return done


def _second(row: CheckedRow, first: int) -> Reason:
    text = Text(
        f"与第 {first} 行是同一户（{row.code}）。请不导入其中一行。",
        f"The same household as row {first} ({row.code}). Leave one of them out.",
    )
    return Reason("fault", "A02", text)


def take(
    village: VillageFile, found: Checked, operator: str, name: str, sheet: Sheet | None = None
) -> Taken:
    """Take the rows without a fault, all in one action that is undone as one.

    Raises
    ------
    AppError
        If the village may not be written or has changed meanwhile: nothing was taken.
    """
    at = datetime.now(UTC)
    homes = [
        RosterHome(
            tuple(
                Edit(field, Value(answer, None, Provenance.ROSTER, operator, at))
                for field, answer in row.answers.items()
            ),
            row.dwelling_id,
            "" if row.dwelling_id else row.code,
        )
        for row in found.rows
        if row.outcome in ("new", "update")
    ]
    label = _("Roster {name}").format(name=name)
    batch = village.take_roster(homes, operator=operator, label=label) if homes else None
    if sheet is not None:
        _remember(village, sheet)
    return Taken(
        batch,
        found.count("new"),
        found.count("update"),
        found.count("same"),
        tuple(row for row in found.rows if row.outcome in ("skip", "fault")),
        found.ids_left_out,
    )


def _remember(village: VillageFile, sheet: Sheet) -> None:
    """Keep what was chosen for each head, for the next roster of this village."""
    chosen = remembered(village)
    for head, meaning in zip(sheet.heads.texts, sheet.meanings, strict=True):
        if head_key(head):
            chosen[head_key(head)] = meaning
    village.remember(COLUMNS, [f"{head}={meaning}" for head, meaning in chosen.items()][-200:])


def remembered(village: VillageFile) -> dict[str, str]:
    """Return what was chosen for each head before."""
    kept = village.recall(COLUMNS)
    pairs = (str(item).partition("=") for item in kept) if isinstance(kept, list) else ()
    return {head: meaning for head, _mark, meaning in pairs}
