"""What the columns of a roster mean: found by their heads, else by what stands in them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.exchange.roster_files import Grid, Row
from app.i18n import Text
from app.model.survey.forms import plain

IGNORE = ""
_LOOK_FOR_HEAD = 30  # rows
_SAMPLE = 50  # rows
_EXACT = 100


@dataclass(frozen=True, slots=True)
class Target:
    """What a column may be: ``words`` in its head, ``whole`` heads that mean it alone."""

    key: str
    label: Text
    words: tuple[str, ...]
    whole: tuple[str, ...] = ()


TARGETS: tuple[Target, ...] = (
    Target(
        "A02",
        Text("户主姓名", "Head of household"),
        ("户主姓名", "姓名", "户主名", "名字", "householder", "headofhousehold", "name"),
        ("户主", "农户", "head"),
    ),
    Target(
        "A03",
        Text("身份证号", "ID number"),
        ("身份证", "公民身份", "证件号", "idnumber", "idcard", "idno"),
        ("证号", "id"),
    ),
    Target(
        "A04",
        Text("联系电话", "Phone"),
        ("联系电话", "电话", "手机", "联系方式", "phone", "mobile", "tel"),
    ),
    Target(
        "group",
        Text("组", "Group"),
        ("村民小组", "小组", "组别", "组名", "group"),
        ("组", "队", "生产队", "所在组"),
    ),
    Target("door", Text("门牌", "Door no."), ("门牌", "门号", "doorno", "door")),
    Target(
        "A05",
        Text("组/门牌（地址）", "Group / door no. (address)"),
        (
            *("组别门牌", "组门牌", "详细地址", "家庭住址", "家庭地址", "身份证地址"),
            *("身份证住址", "地址", "住址", "groupdoorno", "address"),
        ),
    ),
    Target(
        "code",
        Text("户编号", "House code"),
        ("户编号", "农户编号", "户编码", "农户编码", "housecode", "householdid"),
        ("户号", "编号"),
    ),
    Target(
        "A07",
        Text("60岁以上人数", "Residents aged 60+"),
        ("60岁以上", "60周岁以上", "六十岁以上", "老人数", "老年人数", "aged60"),
    ),
    Target(
        "A08",
        Text("农户类型", "Household category"),
        ("农户类型", "农户类别", "户类型", "农户属性", "困难类型", "人员类别", "category"),
        ("类型", "类别", "户属性"),
    ),
    Target(
        "relation",
        Text("与户主关系", "Relation to the head"),
        ("与户主关系", "户主关系", "家庭关系", "relation"),
        ("关系",),
    ),
)
_OTHERS = (
    *("配偶", "子女", "联系人", "负责人", "干部", "开户", "银行", "监护", "代理", "备注", "签名"),
    *("网格", "包户", "帮扶", "序号", "日期", "spouse", "remark", "bank", "date"),
)
_ID = re.compile(r"^(\d{17}[\dXx]|\d{15}|\d\.\d+[Ee]\+?1[4-7])$")
_PHONE = re.compile(r"^1[3-9]\d{9}$")
_NAME = re.compile(r"^[\u4e00-\u9fff][\u4e00-\u9fff·]{1,4}$")
_CONTENT: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("A03", lambda text: bool(_ID.match(plain(text)))),
    ("A04", lambda text: bool(_PHONE.match(plain(text)))),
    ("A02", lambda text: bool(_NAME.match(text))),
)


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a roster: row number (0: there is none), last row of it, a text a column."""

    row: int
    last: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A roster as the wizard shows it: the grid, its heads, and what each column is."""

    grid: Grid
    heads: Heads
    meanings: tuple[str, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows below the heads."""
        return tuple(row for row in self.grid.rows if row[0] > self.heads.last)


def head_key(text: str) -> str:
    """Return a head without spaces, marks and brackets, to compare and to remember by."""
    return re.sub(r"[\W_]+", "", plain(text)).lower()


def understood(grid: Grid, remembered: Mapping[str, str], head_row: int | None = None) -> Sheet:
    """Return a roster with its heads found (or in ``head_row``) and its columns guessed."""
    heads = find_heads(grid) if head_row is None else heads_at(grid, head_row)
    sheet = Sheet(grid, heads, ())
    return replace(sheet, meanings=guess(heads.texts, sheet.rows[:_SAMPLE], remembered))


def find_heads(grid: Grid) -> Heads:
    """Return the row that names most columns; titles above it are passed over."""
    best, most = 0, 0
    for number, cells in grid.rows[:_LOOK_FOR_HEAD]:
        named = len({key for cell in cells if (key := _named(cell))})
        if named > most:
            best, most = number, named
    return heads_at(grid, best)


def heads_at(grid: Grid, number: int) -> Heads:
    """Return the heads in a row; a second row of names below it (merged heads) counts too."""
    width = len(grid.rows[0][1]) if grid.rows else 0
    places = [place for place, row in enumerate(grid.rows) if row[0] == number]
    if not number or not places:
        return Heads(0, 0, ("",) * width)
    texts = list(grid.rows[places[0]][1])
    below = grid.rows[places[0] + 1 : places[0] + 2]
    if below and _goes_on(texts, below[0][1]):
        second = below[0][1]
        texts = [low or high for high, low in zip(texts, second, strict=True)]
        return Heads(number, below[0][0], tuple(texts))
    return Heads(number, number, tuple(texts))


def _goes_on(heads: Sequence[str], second: Sequence[str]) -> bool:
    """Tell whether the second row names columns too, and says nothing where heads stand."""
    named = [place for place, text in enumerate(second) if _named(text)]
    filled = [place for place, text in enumerate(second) if text]
    return bool(named) and len(named) == len(filled) and len(filled) < len([h for h in heads if h])


def _named(head: str) -> str:
    """Return the meaning of a head, empty if none is known."""
    found = max(TARGETS, key=lambda target: _score(head, target))
    return found.key if _score(head, found) else ""


def _score(head: str, target: Target) -> int:
    key = head_key(head)
    if not key or len(key) > 30:
        return 0
    if key in target.whole or key in target.words:
        return _EXACT
    if any(word in key for word in _OTHERS):
        return 0
    return max((len(word) for word in target.words if word in key), default=0)


def guess(
    heads: Sequence[str], rows: Sequence[Row], remembered: Mapping[str, str]
) -> tuple[str, ...]:
    """Return what each column is, each meaning once; ``remembered`` choices come first."""
    known = {target.key for target in TARGETS}
    meanings = [IGNORE] * len(heads)
    for place, head in enumerate(heads):
        said = remembered.get(head_key(head), IGNORE) if head else IGNORE
        if said in known and said not in meanings:
            meanings[place] = said
    scored = [
        (-_score(head, target), place, target.key)
        for place, head in enumerate(heads)
        for target in TARGETS
        if _score(head, target) and head_key(head) not in remembered
    ]
    for _points, place, key in sorted(scored):
        if meanings[place] == IGNORE and key not in meanings:
            meanings[place] = key
    return _by_content(heads, rows, meanings, remembered)


def _by_content(
    heads: Sequence[str], rows: Sequence[Row], meanings: list[str], remembered: Mapping[str, str]
) -> tuple[str, ...]:
    """Find names, ID numbers and phones by their shape where no head told."""
    for key, fits in _CONTENT:
        if key in meanings:
            continue
        for place, head in enumerate(heads):
            said = head_key(head) in remembered or any(w in head_key(head) for w in _OTHERS)
            filled = [row[1][place] for row in rows if row[1][place]]
            right = sum(1 for text in filled if fits(text))
            if meanings[place] == IGNORE and not said and filled and right >= 0.6 * len(filled):
                meanings[place] = key
                break
    return tuple(meanings)
