"""The look of the window: every colour and size in one place, and the style sheet made of them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the window is shown before it is imported
    from app.model.assessment import LossPart

PRIMARY = "#0B5CAD"
PRIMARY_DARK = "#084A8C"
PRIMARY_PALE = "#E4EEF8"
INK = "#1B1F24"
QUIET = "#59606A"
DEFAULT_INK = "#6B6B6B"
LINE = "#D5DAE0"
LINE_STRONG = "#9AA3AE"
PAPER = "#FFFFFF"
GROUND = "#F3F5F7"
SHADE = "#E9EDF1"
HARD = "#B00020"
HARD_PALE = "#FBE9EC"
SOFT = "#8A5A00"
SOFT_PALE = "#FFF4DC"
OK = "#1B5E20"
NIGHT = "#16324F"  # navigation
NIGHT_LIGHT = "#24476B"
LINE_30 = "#111111"

LOSS_COLOURS: "dict[LossPart, str]" = {
    "wall": "#4C72B0",
    "roof": "#DD8452",
    "opening": "#8172B3",
    "air": "#64B5CD",
    "floor": "#937860",
}

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
BOX_WIDTH_NARROW = 84
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
QFrame[role="alarm"] QLabel {{ color: white; }}
QFrame[role="notice"] {{ background: {SOFT_PALE}; border-bottom: 1px solid {LINE}; }}
QFrame[role="ruler"] {{ background: {LINE}; max-height: 1px; min-height: 1px; border: 0; }}

#topbar {{ background: {PAPER}; border-bottom: 1px solid {LINE}; }}
#status {{ background: {SHADE}; border-top: 1px solid {LINE}; }}
#status QLabel {{ font-size: {SMALL}px; color: {QUIET}; }}
#navigation {{ background: {NIGHT}; }}
#navigation QPushButton {{ color: #E8EEF5; background: transparent; border: 0; text-align: left;
    padding: 0 10px; min-height: 44px; font-size: 14px; border-left: 4px solid transparent; }}
#navigation QPushButton:hover {{ background: {NIGHT_LIGHT}; }}
#navigation QPushButton:checked {{ background: {NIGHT_LIGHT}; border-left: 4px solid #8EC5FF;
    font-weight: bold; }}
#navigation QPushButton:focus {{ border: 2px solid #8EC5FF; }}
#navigation QPushButton:disabled {{ color: #7D90A5; }}
#panel {{ background: {PAPER}; border-left: 1px solid {LINE}; }}
#strip {{ background: {PAPER}; border-top: 1px solid {LINE}; }}

QPushButton {{ background: {PAPER}; border: 1px solid {LINE_STRONG}; border-radius: 4px;
    padding: 0 14px; min-height: 32px; }}
QPushButton:hover {{ background: {SHADE}; }}
QPushButton:pressed {{ background: {LINE}; }}
QPushButton:focus {{ border: 2px solid {PRIMARY}; padding: 0 13px; }}
QPushButton:disabled {{ color: #8A9199; background: {GROUND}; border-color: {LINE}; }}
QPushButton[role="primary"] {{ background: {PRIMARY}; color: white; border-color: {PRIMARY};
    font-weight: bold; }}
QPushButton[role="primary"]:hover {{ background: {PRIMARY_DARK}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {INK}; }}
QPushButton[role="primary"]:disabled {{ background: {LINE}; border-color: {LINE}; color: #6A717A; }}
QPushButton[role="flat"] {{ border: 1px solid transparent; background: transparent;
    min-height: 28px; padding: 0 8px; }}
QPushButton[role="flat"]:hover {{ background: {SHADE}; }}
QPushButton[role="flat"]:focus {{ border: 2px solid {PRIMARY}; padding: 0 7px; }}
QPushButton[role="link"] {{ border: 0; background: transparent; color: {PRIMARY}; text-align: left;
    padding: 1px 4px; min-height: 22px; font-size: {LABEL}px; }}
QPushButton[role="link"]:hover {{ text-decoration: underline; background: {PRIMARY_PALE}; }}
QPushButton[role="link"]:focus {{ background: {PRIMARY_PALE}; }}
QPushButton[role="chip"] {{ border-radius: 14px; min-height: 26px; padding: 0 12px;
    font-size: {LABEL}px; }}
QPushButton[role="chip"]:checked {{ background: {PRIMARY}; color: white; border-color: {PRIMARY}; }}
QPushButton[role="onalarm"] {{ background: white; color: {HARD}; border: 0; min-height: 26px; }}

QLineEdit, QComboBox, QPlainTextEdit {{ background: {PAPER}; border: 1px solid {LINE_STRONG};
    border-radius: 3px; padding: 0 6px; min-height: 26px; selection-background-color: {PRIMARY};
    selection-color: white; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ border: 2px solid {PRIMARY};
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
    outline: 0; alternate-background-color: #FAFBFC; }}
QTableView::item {{ padding: 0 6px; }}
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
QProgressBar::chunk {{ background: #8DB8E2; border-radius: 3px; }}
QMenu {{ background: {PAPER}; border: 1px solid {LINE_STRONG}; }}
QMenu::item {{ padding: 6px 24px; }}
QMenu::item:selected {{ background: {PRIMARY_PALE}; }}
QCheckBox {{ spacing: 8px; background: transparent; min-height: 24px; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {LINE_STRONG};
    border-radius: 3px; background: {PAPER}; }}
QCheckBox::indicator:checked {{ background: {PRIMARY}; border-color: {PRIMARY}; }}
QCheckBox::indicator:focus {{ border: 2px solid {PRIMARY}; width: 12px; height: 12px; }}
QCheckBox:focus {{ text-decoration: underline; }}
"""
