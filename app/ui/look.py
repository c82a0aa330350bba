"""Brings the look of the settings to the application: palette, style sheet, size of everything."""

import os

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.ui import style
from app.ui.settings import Settings

_FACTOR = "QT_SCALE_FACTOR"


def prepare(settings: Settings) -> None:
    """Set theme and size before the application is made.

    The size multiplies that of the system. Everything grows together, text, boxes and pictures,
    so that the layout is one that has been looked at; Qt reads it at the start only.
    """
    style.use(settings.theme)
    if settings.scale != 100 and _FACTOR not in os.environ:
        os.environ[_FACTOR] = f"{settings.scale / 100:.2f}"


def apply(application: QApplication) -> None:
    """Give the application the present palette and style sheet."""
    application.setPalette(_palette())
    application.setStyleSheet(style.style_sheet())


def change(theme: style.Theme) -> None:
    """Show another palette at once."""
    application = QApplication.instance()
    style.use(theme)
    if isinstance(application, QApplication):
        apply(application)
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
