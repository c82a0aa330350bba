"""Brings the look of the settings to the application: palette, style sheet, size of everything."""

import os

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.ui import style
from app.ui.settings import Settings

_FACTOR = "QT_SCALE_FACTOR"
_EFFECTS = (
    *("UI_General", "UI_AnimateMenu", "UI_FadeMenu", "UI_AnimateCombo"),
    *("UI_AnimateTooltip", "UI_FadeTooltip", "UI_AnimateToolBox"),
)
_STILL = "QProgressBar, QScrollBar, QAbstractItemView { widget-animation-duration: 0; }"


def _factor_of_start() -> float:
    """Return the factor set by whoever started the program."""
    try:
        return float(os.environ.get(_FACTOR) or 1)
    except ValueError:
        return 1.0


_OUTER = _factor_of_start()


def prepare(settings: Settings, size: int) -> None:
    """Set theme and size [%] before the application is made.

    The size multiplies that of the system. Everything grows together, text, boxes and pictures,
    so that the layout is one that has been looked at; Qt reads it when an application is made.
    """
    style.use(settings.theme)
    os.environ[_FACTOR] = f"{_OUTER * size / 100:.4f}"


def size_shown() -> int:
    """Return the size that holds in this application [%]."""
    return round(float(os.environ.get(_FACTOR) or 1) / _OUTER * 100)


def apply(application: QApplication, *, moves: bool = True) -> None:
    """Give the application the present palette and style sheet.

    ``moves``: menus and lists may slide and fade as the system likes it.
    """
    application.setPalette(_palette())
    application.setStyleSheet(style.style_sheet() + ("" if moves else _STILL))
    if not moves or application.property("usual_effects") is not None:
        _set_effects(application, moves=moves)


def _set_effects(application: QApplication, *, moves: bool) -> None:
    from PySide6.QtCore import Qt  # large, and most never switch movement off

    effects = {name: Qt.UIEffect[name] for name in _EFFECTS}
    usual = application.property("usual_effects")
    if usual is None:
        usual = [name for name, effect in effects.items() if application.isEffectEnabled(effect)]
        application.setProperty("usual_effects", usual)
    for name, effect in effects.items():
        application.setEffectEnabled(effect, moves and name in usual)


def change(settings: Settings) -> None:
    """Show the palette and movement of the settings at once."""
    application = QApplication.instance()
    style.use(settings.theme)
    if isinstance(application, QApplication):
        apply(application, moves=settings.movement)
        for widget in application.allWidgets():
            QWidget.update(widget)  # item views have another update of their own


def _palette() -> QPalette:
    """The palette of the house on every system, whatever its own theme."""
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, style.GROUND),
        (QPalette.ColorRole.WindowText, style.INK),
        (QPalette.ColorRole.Base, style.PAPER),
        (QPalette.ColorRole.AlternateBase, style.ZEBRA),
        (QPalette.ColorRole.Text, style.INK),
        (QPalette.ColorRole.Button, style.PAPER),
        (QPalette.ColorRole.ButtonText, style.INK),
        (QPalette.ColorRole.Highlight, style.PRIMARY),
        (QPalette.ColorRole.HighlightedText, style.ON_PRIMARY),
        (QPalette.ColorRole.PlaceholderText, style.DEFAULT_INK),
        (QPalette.ColorRole.ToolTipBase, style.PAPER),
        (QPalette.ColorRole.ToolTipText, style.INK),
    ):
        palette.setColor(role, QColor(colour))
    return palette
