"""The policy pack: which method decides, what it lays down, and another one from a file."""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.ui.pages.base import Frame, button, label
from app.ui.preferences.section import Found, Section
from app.ui.preferences.table import Line, PlainTable
from app.ui.texts import mark_word


class PackSection(Section):
    """Shows the pack of the village; a file is checked whole before anything changes."""

    key = "pack"

    @staticmethod
    def title() -> str:
        return _("Policy pack")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _(
                "Issued by the district: method, subsidies, tariffs, limits. A pack with a fault "
                "is refused and changes nothing; results made before keep their pack."
            ),
        )
        self._view: Any = None
        self._dated: list[Any] = []
        self.name, self.decides = label("title", wrap=True), label("label", wrap=True)
        self.table = PlainTable(2, height=150)
        self.say(self.table.setAccessibleName, lambda: _("Policy pack"))
        self.take, self.write, self.back = button("primary"), button(), button()
        self.say(self.take.setText, lambda: _("Import a policy pack …"))
        self.say(self.write.setText, lambda: _("Write as a bundle …"))
        self.say(self.back.setText, lambda: _("Pack of the program again"))
        self.take.clicked.connect(self._ask)
        self.write.clicked.connect(self._ask_where)
        self.back.clicked.connect(self._bundled)
        buttons = QHBoxLayout()
        for made in (self.take, self.write, self.back):
            buttons.addWidget(made)
        buttons.addStretch(1)
        for widget in (self.name, self.decides):
            self.box.addWidget(widget)
        self.box.addLayout(buttons)
        self.box.addWidget(self.problem)
        self.box.addWidget(self.table, 1)

    def words(self) -> list[Found]:
        return [
            (_("Import a policy pack …"), self.take),
            (_("Write as a bundle …"), self.write),
            (_("Tariffs and subsidies"), self.table),
            (_("Method that decides"), self.table),
        ]

    def shown(self) -> None:
        session = self.session
        if session is None:
            return
        from app.services.own_figures import own_reference
        from app.services.prices import dated_rules
        from app.services.reference_lists import pack_view
        from app.store.catalogue import load_catalogue, load_policy_pack

        def work(village: Any) -> Any:
            values = village.village_values()
            _catalogue, pack = own_reference(values, load_catalogue(), load_policy_pack())
            return pack_view(values), dated_rules(pack, date.today())

        session.read(work, self._show, self.failed)
        self.take.setEnabled(not session.village.read_only)

    def retranslate(self) -> None:
        super().retranslate()
        if self._view is not None:
            self._show((self._view, self._dated))

    def _show(self, found: Any) -> None:
        self._view, self._dated = found
        view = self._view
        origin = _("built in") if view.bundled else _("imported")
        self.name.setText(f"{view.name.get(language())} {view.version}")
        method = next(name for key, name, _figures in view.methods if key == view.decides)
        self.decides.setText(
            _("{origin}, of {date}. Decides about the 30 %: {method}.").format(
                origin=origin, date=view.date, method=method.get(language())
            )
        )
        session = self.session
        read_only = session is None or session.village.read_only
        self.back.setEnabled(not view.bundled and not read_only)
        heads = (_("What"), _("Value"), _("Where from"), _("Mark"))
        self.table.show_lines(heads, self._lines())

    def _lines(self) -> list[Line]:
        view, lines = self._view, []
        for key, name, figures in view.methods:
            word = _("decides") if key == view.decides else _("shown beside it")
            head = (name.get(language()), word, "", "")
            lines.append(Line(key, head, strong=True))
            lines += [_figure_line(figure) for figure in figures]
        lines.append(Line("", (_("Limits and rates"), "", "", ""), strong=True))
        lines += [_figure_line(figure) for figure in view.limits]
        lines.append(Line("", (_("Tariffs and subsidies"), "", "", ""), strong=True))
        for item in self._dated:
            sign = "⚠ " if item.expired else ""
            cells = (
                item.name.get(language()),
                item.figures.get(language()),
                f"{sign}{item.when}  {item.source.get(language())}",
                mark_word(item.mark),
            )
            lines.append(Line("", cells, amber=item.expired))
        return lines

    def _ask(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Import a policy pack …"), "", _("Policy pack (*.json)")
        )
        if path:
            self.import_pack(Path(path))

    def import_pack(self, path: Path) -> None:
        """Check a file and make it the pack of the village."""
        from app.services.own_figures import pack_edits
        from app.store.catalogue import load_catalogue

        session = self.session
        if session is None:
            return
        self.show_problem("")

        def done(edits: Any) -> None:
            session.commit_village(edits, _("Policy pack"), self._imported, self.failed)

        session.read(lambda _village: pack_edits(path, load_catalogue()), done, self.failed)

    def _imported(self) -> None:
        self.frame.notice(_("The pack was checked and holds from now on."))
        self.shown()

    def _ask_where(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(
            self,
            _("Write as a bundle …"),
            f"bundle-{date.today().isoformat()}.json",
            _("Policy pack (*.json)"),
        )
        if path:
            self.write_bundle(Path(path))

    def write_bundle(self, path: Path) -> None:
        """Write pack and measures as they hold here, own prices included, for other villages.

        The bundle keeps the name of the pack; its version is the day on which it was written.
        """
        from app.services.bundle_export import export_bundle

        session, view = self.session, self._view
        if session is None or view is None:
            return
        self.show_problem("")
        today = date.today().isoformat()

        def work(village: Any) -> Any:
            values = village.village_values()
            return export_bundle(values, path, name=view.name, version=today, date=today)

        def done(_bundle: Any) -> None:
            self.frame.notice(_("Written: {path}.").format(path=path), lasting=True)

        session.read(work, done, self.failed)

    def _bundled(self) -> None:
        from app.services.own_figures import bundled_pack_edits

        if self.session is not None:
            self.session.commit_village(
                bundled_pack_edits(), _("Policy pack"), self.shown, self.failed
            )


def _figure_line(figure: Any) -> Line:
    cells = (
        "   " + figure.name.get(language()),
        figure.value.get(language()),
        figure.source.get(language()),
        mark_word(figure.mark),
    )
    return Line("", cells)
