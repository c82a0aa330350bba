"""All keys, and the card of them that can be printed."""

from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from app.i18n import gettext as _
from app.ui.manual.part import Part
from app.ui.pages.base import button, label
from app.ui.preferences.table import Line, PlainTable

_MARGIN = 15.0  # [mm]
_DPI = 300


def key_table() -> list[tuple[str, str]]:
    """Return all keys and what they do."""
    return [
        ("Enter / Shift+Enter", _("next / previous field")),
        (_("keypad +"), _("next field, for one hand")),
        ("1 … 9, 0, -", _("pick an answer; the next field follows")),
        (_("Space"), _("tick / untick")),
        ("Ctrl+Enter", _("take the grey values of this section and go to the next")),
        ("Alt+A … Q", _("go to a section")),
        ("F8 / Shift+F8", _("next / previous unanswered or faulty field")),
        ("F7", _("check list and back")),
        ("F6 / Shift+F6", _("on to the next stage / the stages, and one back")),
        ("F2", _("at a year's electricity or the day temperature: help to estimate")),
        ("Ctrl+U", _("not known: an answer too")),
        ("Ctrl+M", _("source: measured, told, document")),
        ("Alt+Y", _("unusual, but checked and right")),
        ("Esc", _("what the field held before")),
        ("Ctrl+Z / Ctrl+Y", _("undo / redo, also after a restart")),
        ("Insert / Del", _("add / remove a row of windows or walls")),
        ("Ctrl+D / Ctrl+Shift+D", _("copy field / section from the last house, or the row above")),
        ("Ctrl+S / Ctrl+Shift+S", _("keep a version of the house / list its versions")),
        ("Alt+← →", _("move the heated bays on the plan")),
        ("F1", _("help; on a field how it is measured")),
        ("F3", _("search a house")),
        ("1 … 4", _("on the page of today: the houses of a card")),
        ("F2 / Del", _("in the list of houses: correct / delete the chosen ones")),
        ("Ctrl+A, Shift+↑↓", _("in the list of houses: choose several")),
        ("Ctrl+N", _("new house")),
        ("Ctrl+I", _("import a roster")),
        ("F4", _("where a number comes from: formula, inputs, sources")),
        ("F9", _("show or hide the live result")),
        ("Ctrl+P", _("print")),
        ("Ctrl+F", _("find a setting")),
        ("Ctrl+PgUp / Ctrl+PgDn", _("between the pages about the packages")),
        ("F11", _("where the warmth goes, for the family")),
        ("Ctrl+B", _("fold the navigation")),
    ]


class KeysPart(Part):
    """The table of keys with buttons that bring it to paper."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout()
        self.about = label("quiet", wrap=True)
        self.say(self.about.setText, lambda: _("One page to lay beside the keyboard:"))
        self.save, self.print = button(), button()
        self.say(self.save.setText, lambda: _("Key card as PDF …"))
        self.say(self.print.setText, lambda: _("Print the key card …"))
        self.save.clicked.connect(self._ask)
        self.print.clicked.connect(self._print)
        row.addWidget(self.about)
        row.addWidget(self.save)
        row.addWidget(self.print)
        row.addStretch(1)
        self.box.addLayout(row)
        self.problem = label("hard", wrap=True)
        self.problem.hide()
        self.box.addWidget(self.problem)
        self.table = PlainTable(1)
        self.say(self.table.setAccessibleName, lambda: _("Keys"))
        self.box.addWidget(self.table, 1)
        self._fill()

    def retranslate(self) -> None:
        super().retranslate()
        self._fill()

    def _fill(self) -> None:
        lines = [Line(key, (key, words)) for key, words in key_table()]
        self.table.show_lines((_("Key"), _("What it does")), lines)

    def _ask(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Key card as PDF …"), _("Keys of Nuanfang") + ".pdf", "PDF (*.pdf)"
        )
        if path:
            self.save_card(Path(path))

    def save_card(self, path: Path) -> bool:
        """Write the key card; tell whether the disk took it."""
        try:
            path.write_bytes(card_pdf())
        except OSError:
            sentence = _("{path} cannot be written. Choose another folder.")
            self.problem.setText(sentence.format(path=path))
            self.problem.show()
            return False
        self.problem.hide()
        return True

    def _print(self) -> None:
        # Loaded on first use: few print, everybody starts.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        _set_page(printer)
        if QPrintDialog(printer, self).exec():
            card_document().print_(printer)


def _set_page(device: Any) -> None:
    device.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN),
            QPageLayout.Unit.Millimeter,
        )
    )


def card_pdf() -> bytes:
    """Return the key card as a PDF of one page."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(_("Keys of Nuanfang"))
    _set_page(writer)
    card_document().print_(writer)
    del writer
    return bytes(buffer.data().data())


def card_document() -> QTextDocument:
    """Return the key card: one page, black on white, whatever the window looks like."""
    rows = "".join(
        f"<tr><td><b>{escape(key)}</b></td><td>{escape(words)}</td></tr>"
        for key, words in key_table()
    )
    title = escape(_("Keys of Nuanfang"))
    last = escape(_("There is no save button: what you leave is on the disk."))
    document = QTextDocument()
    document.setDefaultStyleSheet(
        "* { color: black; } h2 { font-size: 15pt; } p { font-size: 11pt; }"
        "td { padding: 1px 8px; font-size: 10pt; }"
    )
    document.setHtml(
        f"<h2>{title}</h2><table border='0.5' cellspacing='0' width='100%'>{rows}</table>"
        f"<p>{last}</p>"
    )
    return document
