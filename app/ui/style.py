"""The look of the window: every colour and size in one place, and the style sheet made of them.

There are three palettes. :func:`use` makes one of them the present one; whoever paints reads the
names of this module when it paints.
"""

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:  # the window is shown before it is imported
    from app.model.assessment import LossPart

Theme = Literal["light", "dark", "contrast"]
THEMES: tuple[Theme, ...] = ("light", "dark", "contrast")
SCALES = (100, 115, 130, 150, 175, 200)  # [%] of what the system says


class Palette(NamedTuple):
    """The colours of one look; their names in capitals are the names of this module."""

    primary: str = "#0B5CAD"
    primary_dark: str = "#084A8C"
    primary_pale: str = "#E4EEF8"
    on_primary: str = "#FFFFFF"
    ink: str = "#1B1F24"
    quiet: str = "#59606A"
    default_ink: str = "#6B6B6B"
    disabled: str = "#737B85"
    line: str = "#D5DAE0"
    line_strong: str = "#848E9A"
    paper: str = "#FFFFFF"
    ground: str = "#F3F5F7"
    shade: str = "#E9EDF1"
    zebra: str = "#FAFBFC"
    hard: str = "#B00020"
    hard_pale: str = "#FBE9EC"
    on_hard: str = "#FFFFFF"
    soft: str = "#8A5A00"
    soft_pale: str = "#FFF4DC"
    ok: str = "#1B5E20"
    night: str = "#16324F"  # navigation
    night_light: str = "#24476B"
    night_ink: str = "#E8EEF5"
    night_mark: str = "#8EC5FF"
    night_disabled: str = "#7D90A5"
    line_30: str = "#111111"
    progress: str = "#8DB8E2"
    picked_key: str = "#CFE1F3"  # the digit on a picked answer
    warm: str = "#F6C7A0"  # heated rooms
    warm_hatch: str = "#E89B62"
    glass: str = "#4A90C2"
    spread: str = "#9DC3E6"  # a range behind its typical value
    hatch_ground: str = "#FBFBFB"  # what is provisional
    hatch: str = "#D9DEE4"
    level_1: str = "#1B7837"  # the five levels of a house, best first; pattern and number go along
    level_2: str = "#7FBF7B"
    level_3: str = "#F2C94C"
    level_4: str = "#E08214"
    level_5: str = "#B2182B"


PALETTES: dict[Theme, Palette] = {
    "light": Palette(),
    "dark": Palette(
        primary="#8EC5FF",
        primary_dark="#B8DAFF",
        primary_pale="#26394D",
        on_primary="#0A1B2C",
        ink="#ECEFF2",
        quiet="#B4BCC5",
        default_ink="#A8A8A8",
        disabled="#8A9199",
        line="#3A4046",
        line_strong="#737C86",
        paper="#1E1E1E",
        ground="#161718",
        shade="#2A2D30",
        zebra="#232425",
        hard="#FF8A93",
        hard_pale="#3D1F23",
        on_hard="#2A0508",
        soft="#F2C063",
        soft_pale="#362C17",
        ok="#8FD694",
        night="#0E1A26",
        night_light="#1D3550",
        night_disabled="#71859A",
        line_30="#FFFFFF",
        progress="#2F5F8F",
        picked_key="#22415F",
        warm="#7A4A24",
        warm_hatch="#A8683A",
        glass="#7DB8E0",
        spread="#3F6A92",
        hatch_ground="#232425",
        hatch="#3A4046",
        level_1="#5AAE61",
        level_2="#A6DBA0",
        level_4="#FDB863",
        level_5="#EF8A62",
    ),
    "contrast": Palette(
        primary="#00307A",
        primary_dark="#001F52",
        primary_pale="#D6E6FF",
        ink="#000000",
        quiet="#1F1F1F",
        default_ink="#3A3A3A",
        disabled="#4D4D4D",
        line="#5C5C5C",
        line_strong="#000000",
        ground="#FFFFFF",
        shade="#E6E6E6",
        zebra="#F4F4F4",
        hard="#8C0010",
        hard_pale="#FFE3E6",
        soft="#5C3B00",
        soft_pale="#FFEFC2",
        ok="#0A3D0E",
        night="#000000",
        night_light="#002E6E",
        night_ink="#FFFFFF",
        night_mark="#FFD83D",
        night_disabled="#B0B0B0",
        line_30="#000000",
        progress="#9CC4F0",
        picked_key="#FFFFFF",
        warm="#FFC28A",
        warm_hatch="#B35500",
        glass="#00559E",
        spread="#6FA8DC",
        hatch="#8A8A8A",
    ),
}

_LIGHT = PALETTES["light"]
PRIMARY = _LIGHT.primary
PRIMARY_DARK = _LIGHT.primary_dark
PRIMARY_PALE = _LIGHT.primary_pale
ON_PRIMARY = _LIGHT.on_primary
INK = _LIGHT.ink
QUIET = _LIGHT.quiet
DEFAULT_INK = _LIGHT.default_ink
DISABLED = _LIGHT.disabled
LINE = _LIGHT.line
LINE_STRONG = _LIGHT.line_strong
PAPER = _LIGHT.paper
GROUND = _LIGHT.ground
SHADE = _LIGHT.shade
ZEBRA = _LIGHT.zebra
HARD = _LIGHT.hard
HARD_PALE = _LIGHT.hard_pale
ON_HARD = _LIGHT.on_hard
SOFT = _LIGHT.soft
SOFT_PALE = _LIGHT.soft_pale
OK = _LIGHT.ok
NIGHT = _LIGHT.night
NIGHT_LIGHT = _LIGHT.night_light
NIGHT_INK = _LIGHT.night_ink
NIGHT_MARK = _LIGHT.night_mark
NIGHT_DISABLED = _LIGHT.night_disabled
LINE_30 = _LIGHT.line_30
PROGRESS = _LIGHT.progress
PICKED_KEY = _LIGHT.picked_key
WARM = _LIGHT.warm
WARM_HATCH = _LIGHT.warm_hatch
GLASS = _LIGHT.glass
SPREAD = _LIGHT.spread
HATCH_GROUND = _LIGHT.hatch_ground
HATCH = _LIGHT.hatch
LEVEL_1 = _LIGHT.level_1
LEVEL_2 = _LIGHT.level_2
LEVEL_3 = _LIGHT.level_3
LEVEL_4 = _LIGHT.level_4
LEVEL_5 = _LIGHT.level_5
FOCUS = 2  # [px]
THEME: Theme = "light"


def use(theme: Theme) -> None:
    """Make a palette the present one; the window is styled anew by the caller."""
    palette = PALETTES[theme]
    present = globals()
    for name, colour in palette._asdict().items():
        present[name.upper()] = colour
    present["THEME"] = theme
    present["FOCUS"] = 3 if theme == "contrast" else 2


def level_colour(level: int) -> str:
    """Return the colour of a level from 1 to 5 in the present palette."""
    return (LEVEL_1, LEVEL_2, LEVEL_3, LEVEL_4, LEVEL_5)[level - 1]


LOSS_COLOURS: "dict[LossPart, str]" = {
    "wall": "#4C72B0",
    "roof": "#DD8452",
    "opening": "#8172B3",
    "air": "#64B5CD",
    "floor": "#937860",
}
_COAL, _GROWN = "#85858F", "#6A9F58"
CARRIER_COLOURS: dict[str, str] = {
    "electricity": "#4C78B8",
    "raw_coal": _COAL,
    "washed_coal": _COAL,
    "briquette": _COAL,
    "natural_gas": "#DD8452",
    "lpg": "#B07AA1",
    "heat": "#C0504D",
    "firewood": _GROWN,
    "maize_stalk": _GROWN,
    "wheat_straw": _GROWN,
    "pellet": _GROWN,
    "biogas": "#8CB369",
    "solar": "#E3B23C",
}
"""Carriers in charts; their names stand beside."""

STAGE_COLOURS: dict[str, str] = {
    "strengthening": "#B5544C",
    "repair": "#C08A2E",
    "wet": "#4C72B0",
    "envelope": "#3F8F5F",
    "openings": "#8172B3",
    "equipment": "#4F9FB8",
}
"""Classes of works; pattern and number go along."""

TOP_HEIGHT = 44
STATUS_HEIGHT = 26
TITLE_HEIGHT = 36
TABS_HEIGHT = 30
HELP_HEIGHT = 56
ROW_HEIGHT = 34
ROW_HEIGHT_LOW = 30  # in low windows
LOW_WINDOW = 600
HELP_HEIGHT_LOW = 34
NAVIGATION_WIDTH = 128
NAVIGATION_FOLDED = 52
PANEL_WIDTH = 320
STRIP_HEIGHT = 92
PANEL_BREAKPOINT = 1200
LABEL_WIDTH = 120
LABEL_WIDTH_EN = 148
LABEL_WIDTH_NARROW = 88  # three columns
LABEL_WIDTH_NARROW_EN = 110
BOX_WIDTH = 150
BOX_WIDTH_NARROW = 70
UNIT_WIDTH = 44
UNIT_WIDTH_NARROW = 24
SOURCE_WIDTH = 56
SOURCE_WIDTH_NARROW = 54

BODY = 14
LABEL = 13
SMALL = 12
TITLE = 18
KEY_FIGURE = 28


def style_sheet() -> str:
    """Return the style sheet of the whole window."""
    return f"""
* {{ font-size: {BODY}px; color: {INK}; }}
QMainWindow, QDialog, #page, #main {{ background: {GROUND}; }}
QToolTip {{ background: {PAPER}; border: 1px solid {LINE_STRONG}; padding: 4px; }}
QLabel {{ background: transparent; }}
QLabel[role="label"] {{ font-size: {LABEL}px; }}
QLabel[role="quiet"] {{ color: {QUIET}; font-size: {LABEL}px; }}
QLabel[role="frozen"] {{ color: {QUIET}; font-size: {LABEL}px; background: {PAPER}; }}
QLabel[role="small"] {{ color: {QUIET}; font-size: {SMALL}px; }}
QLabel[role="title"] {{ font-size: {TITLE}px; font-weight: bold; }}
QLabel[role="heading"] {{ font-size: 15px; font-weight: bold; }}
QLabel[role="figure"] {{ font-size: {KEY_FIGURE}px; font-weight: bold; }}
QLabel[role="hard"] {{ color: {HARD}; }}
QLabel[role="soft"] {{ color: {SOFT}; }}
QLabel[role="ok"] {{ color: {OK}; }}
QFrame[role="card"] {{ background: {PAPER}; border: 1px solid {LINE}; border-radius: 6px; }}
QFrame[role="band"] {{ background: {PAPER}; border-top: 1px solid {LINE}; }}
QFrame[role="alarm"] {{ background: {HARD}; }}
QFrame[role="alarm"] QLabel {{ color: {ON_HARD}; }}
QFrame[role="notice"] {{ background: {SOFT_PALE}; border-bottom: 1px solid {LINE}; }}
QFrame[role="ruler"] {{ background: {LINE}; max-height: 1px; min-height: 1px; border: 0; }}

#topbar {{ background: {PAPER}; border-bottom: 1px solid {LINE}; }}
#status {{ background: {SHADE}; border-top: 1px solid {LINE}; }}
#status QLabel {{ font-size: {SMALL}px; color: {QUIET}; }}
#navigation {{ background: {NIGHT}; }}
#navigation QPushButton {{ color: {NIGHT_INK}; background: transparent; border: 0; text-align: left;
    padding: 0 10px; min-height: 44px; font-size: 14px; border-left: 4px solid transparent; }}
#navigation QPushButton:hover {{ background: {NIGHT_LIGHT}; }}
#navigation QPushButton:checked {{ background: {NIGHT_LIGHT}; border-left: 4px solid {NIGHT_MARK};
    font-weight: bold; }}
#navigation QPushButton:focus {{ border: {FOCUS}px solid {NIGHT_MARK}; }}
#navigation QPushButton:disabled {{ color: {NIGHT_DISABLED}; }}
#panel {{ background: {PAPER}; border-left: 1px solid {LINE}; }}
#guide {{ background: {PAPER}; }}
#strip {{ background: {PAPER}; border-top: 1px solid {LINE}; }}

QPushButton {{ background: {PAPER}; border: 1px solid {LINE_STRONG}; border-radius: 4px;
    padding: 0 14px; min-height: 32px; }}
QPushButton:hover {{ background: {SHADE}; }}
QPushButton:pressed {{ background: {LINE}; }}
QPushButton:focus {{ border: {FOCUS}px solid {PRIMARY}; padding: 0 13px; }}
QPushButton:disabled {{ color: {DISABLED}; background: {GROUND}; border-color: {LINE}; }}
QPushButton[role="primary"] {{ background: {PRIMARY}; color: {ON_PRIMARY}; border-color: {PRIMARY};
    font-weight: bold; }}
QPushButton[role="primary"]:hover {{ background: {PRIMARY_DARK}; }}
QPushButton[role="primary"]:focus {{ border: {FOCUS}px solid {INK}; }}
QPushButton[role="primary"]:disabled {{ background: {LINE}; border-color: {LINE};
    color: {DISABLED}; }}
QPushButton[role="flat"] {{ border: 1px solid transparent; background: transparent;
    min-height: 28px; padding: 0 8px; }}
QPushButton[role="flat"]:hover {{ background: {SHADE}; }}
QPushButton[role="flat"]:focus {{ border: {FOCUS}px solid {PRIMARY}; padding: 0 7px; }}
QPushButton[role="link"] {{ border: 0; background: transparent; color: {PRIMARY}; text-align: left;
    padding: 1px 4px; min-height: 22px; font-size: {LABEL}px; }}
QPushButton[role="link"]:hover {{ text-decoration: underline; background: {PRIMARY_PALE}; }}
QPushButton[role="link"]:focus {{ background: {PRIMARY_PALE}; }}
QPushButton[role="chip"] {{ border-radius: 14px; min-height: 26px; padding: 0 12px;
    font-size: {LABEL}px; }}
QPushButton[role="chip"]:checked {{ background: {PRIMARY}; color: {ON_PRIMARY};
    border-color: {PRIMARY}; }}
QPushButton[role="card"] {{ background: {PAPER}; border: 1px solid {LINE}; border-radius: 6px;
    padding: 0; min-height: 88px; }}
QPushButton[role="card"]:hover {{ background: {PRIMARY_PALE}; border-color: {PRIMARY}; }}
QPushButton[role="card"]:focus {{ border: {FOCUS}px solid {PRIMARY}; padding: 0; }}
QPushButton[role="onalarm"] {{ background: {PAPER}; color: {HARD}; border: 0; min-height: 26px; }}

QLineEdit, QComboBox, QPlainTextEdit {{ background: {PAPER}; border: 1px solid {LINE_STRONG};
    border-radius: 3px; padding: 0 6px; min-height: 26px; selection-background-color: {PRIMARY};
    selection-color: {ON_PRIMARY}; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ border: {FOCUS}px solid {PRIMARY};
    padding: 0 5px; }}
QLineEdit:disabled, QComboBox:disabled {{ background: {GROUND}; color: {QUIET};
    border-color: {LINE}; }}
QLineEdit[tone="default"], QComboBox[tone="default"] {{ color: {DEFAULT_INK}; font-style: italic; }}
QLineEdit[tone="automatic"] {{ background: {GROUND}; border-color: {LINE}; }}
QLineEdit[fault="hard"], QComboBox[fault="hard"] {{ border-color: {HARD};
    background: {HARD_PALE}; }}
QLineEdit[fault="soft"], QComboBox[fault="soft"] {{ border-color: {SOFT};
    background: {SOFT_PALE}; }}
QComboBox::drop-down {{ border: 0; width: 22px; }}
QComboBox QAbstractItemView {{ border: 1px solid {LINE_STRONG}; background: {PAPER};
    selection-background-color: {PRIMARY_PALE}; selection-color: {INK}; outline: 0; }}

QTableView, QListWidget, QTableWidget {{ background: {PAPER}; border: 1px solid {LINE};
    gridline-color: {SHADE}; selection-background-color: {PRIMARY_PALE}; selection-color: {INK};
    outline: 0; alternate-background-color: {ZEBRA}; padding: {FOCUS - 1}px; }}
#gantt {{ background: {PAPER}; border: 1px solid {LINE}; }}
#gantt:focus {{ border: {FOCUS}px solid {PRIMARY}; }}
QTableView::item {{ padding: 0 6px; }}
QTableWidget::item {{ padding: 0 2px; }}
QTableView::item:selected, QListWidget::item:selected {{ background: {PRIMARY_PALE};
    color: {INK}; }}
QListWidget::item {{ padding: 3px 6px; }}
QHeaderView::section {{ background: {SHADE}; border: 0; border-right: 1px solid {LINE};
    border-bottom: 1px solid {LINE}; padding: 4px 4px; font-size: {SMALL}px; }}
QScrollArea {{ border: 0; background: transparent; }}
QScrollBar:vertical {{ width: 10px; background: transparent; }}
QScrollBar::handle:vertical {{ background: {LINE_STRONG}; border-radius: 4px; min-height: 30px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar:horizontal {{ height: 10px; background: transparent; }}
QScrollBar::handle:horizontal {{ background: {LINE_STRONG}; border-radius: 4px; min-width: 30px; }}
QProgressBar {{ border: 1px solid {LINE}; border-radius: 4px; background: {SHADE};
    text-align: center; min-height: 20px; max-height: 20px; font-size: {SMALL}px; }}
QProgressBar::chunk {{ background: {PROGRESS}; border-radius: 3px; }}
QMenu {{ background: {PAPER}; border: 1px solid {LINE_STRONG}; }}
QMenu::item {{ padding: 6px 24px; }}
QMenu::item:selected {{ background: {PRIMARY_PALE}; }}
QMenu::item:disabled {{ color: {DISABLED}; }}
QCheckBox, QRadioButton {{ spacing: 8px; min-height: 28px;
    border: {FOCUS}px solid transparent; padding-right: 6px; }}
QCheckBox::indicator:unchecked, QTreeView::indicator:unchecked, QListView::indicator:unchecked {{
    border: 1px solid {LINE_STRONG}; border-radius: 2px;
    background: {PAPER}; width: 14px; height: 14px; }}
QCheckBox:focus, QRadioButton:focus {{ border: {FOCUS}px solid {PRIMARY}; border-radius: 3px; }}
QTableView:focus, QListWidget:focus, QTableWidget:focus, QTreeView:focus,
QTextBrowser:focus {{ border: {FOCUS}px solid {PRIMARY}; }}
QTableView:focus, QListWidget:focus, QTableWidget:focus {{ padding: 0; }}
QTextBrowser {{ background: {PAPER}; border: 1px solid {LINE}; }}
QPushButton[role="link"]:focus {{ border: {FOCUS}px solid {PRIMARY}; border-radius: 3px;
    padding: 0 2px; }}
QPushButton[role="chip"]:focus {{ border: {FOCUS}px solid {PRIMARY}; }}
QPushButton[role="chip"]:checked:focus {{ border: {FOCUS}px solid {INK}; }}
QPushButton[role="onalarm"]:focus {{ border: {FOCUS}px solid {INK}; }}
QScrollArea[role="pages"] {{ border: {FOCUS}px solid transparent; }}
QScrollArea[role="pages"]:focus {{ border: {FOCUS}px solid {PRIMARY}; }}
QPushButton[role="side"] {{ border: 1px solid transparent; background: transparent;
    text-align: left; padding: 0 10px; min-height: 30px; }}
QPushButton[role="side"]:hover {{ background: {SHADE}; }}
QPushButton[role="side"]:checked {{ background: {PRIMARY_PALE}; font-weight: bold; }}
QPushButton[role="side"]:focus {{ border: {FOCUS}px solid {PRIMARY}; padding: 0 9px; }}
QLabel[role="amber"] {{ background: {SOFT_PALE}; color: {SOFT}; padding: 2px 6px; }}
QLabel[role="red"] {{ background: {HARD_PALE}; color: {HARD}; padding: 2px 6px; }}
"""
