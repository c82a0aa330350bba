"""The scenarios of the house at hand: which one is ticked, and every change of them as a step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal

from app.errors import RefusedError
from app.i18n import gettext as _
from app.model.assessment import Package, Plan
from app.model.change import Edit
from app.model.family import FamilyMoney
from app.model.stages.scenarios import NAME
from app.services.outcomes import ScenarioResult
from app.services.scenarios import (
    Listed,
    Scenario,
    base_list,
    difference,
    measure_of,
    package_list,
    to_add,
    to_base,
    to_change,
    to_copy,
    to_delete,
    to_rename,
)
from app.ui.pages.base import Frame
from app.ui.texts import package_word
from app.ui.widgets.compare_dialog import CompareDialog
from app.ui.widgets.scenario_bar import Named, ScenarioBar, ScenarioDialog

OWN = "own"


class ScenarioDesk(QObject):
    """Keeps what the bar asks for; ``kept`` says that it is in the file."""

    kept = Signal()
    leaving = Signal()  # another list is about to be at hand
    picked = Signal()
    columns_changed = Signal()
    take_wanted = Signal(object)  # measures as written
    refused = Signal(str)

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self.frame = frame
        self.bar = ScenarioBar()
        self.results: tuple[ScenarioResult, ...] = ()
        self.plan: Plan | None = None
        self.at = ""
        self.hidden: frozenset[str] = frozenset()
        self.family: Mapping[str, FamilyMoney] = {}
        self.bar.picked.connect(self._pick)
        self.bar.asked.connect(self.do)
        self.bar.column_shown.connect(self._show_column)

    def forget(self) -> None:
        """Leave the house: nothing is at hand."""
        self.results, self.plan, self.at, self.hidden = (), None, "", frozenset()
        self.family = {}

    def take(self, plan: Plan | None, results: Sequence[ScenarioResult]) -> None:
        """Take what was calculated; a scenario that is gone is no longer at hand."""
        self.plan, self.results = plan, tuple(results)
        if self.at not in {item.scenario.id for item in results}:
            self.at = ""

    def show(self) -> None:
        """Show lists and columns in the bar."""
        names = [(item.scenario.id, item.scenario.name) for item in self.results]
        packages: list[Named] = [(p.key, package_word(p.key)) for p in self._packages()]
        session = self.frame.session
        may = session is not None and not session.village.read_only
        self.bar.show_lists(names, self.at, packages + names, self.hidden, may=may)

    def _packages(self) -> tuple[Package, ...]:
        return self.plan.packages if self.plan is not None else ()

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios of the house."""
        return tuple(item.scenario for item in self.results)

    @property
    def listed(self) -> Listed:
        """The measures of the list at hand."""
        if not self.at:
            return self.own
        return next((item.measures for item in self.results if item.scenario.id == self.at), ())

    @property
    def own(self) -> Listed:
        """The measures of one's own package in the plan at hand."""
        own = next((package for package in self._packages() if package.key == OWN), None)
        return package_list(own) if own is not None else ()

    @property
    def listed_package(self) -> Package | None:
        """The package of the list at hand, None while it is not calculated."""
        if self.at:
            return self.package_of(self.at)
        return next((package for package in self._packages() if package.key == OWN), None)

    def package_of(self, key: str | None) -> Package | None:
        """Return the package of a scenario, None if it has none."""
        return next((item.package for item in self.results if item.scenario.id == key), None)

    def _pick(self, key: str) -> None:
        self.leaving.emit()
        self.at = key
        self.picked.emit()

    def _show_column(self, key: str, shown: bool) -> None:
        self.hidden = self.hidden - {key} if shown else self.hidden | {key}
        self.columns_changed.emit()

    def tick(self, ticked: Sequence[str], offered: frozenset[str]) -> None:
        """Keep the ticks as those of the scenario at hand; what is not offered stays as it was."""
        scenario = next((item for item in self.scenarios if item.id == self.at), None)
        if scenario is None:
            return
        beyond = [text for text in self.listed if measure_of(text) not in offered]
        base = base_list(scenario.base, self.scenarios, self.plan)
        added, removed = difference(base, (*ticked, *beyond))
        self._keep(lambda by: to_change(scenario, added, removed, by), _("scenario ticked"))

    def do(self, key: str) -> None:
        """Do what the menu asks for."""
        self.leaving.emit()
        here = next((item for item in self.scenarios if item.id == self.at), None)
        if key == "new":
            self._new()
        elif key == "compare":
            self._compare()
        elif here is None:
            return
        elif key == "copy":
            self._ask_copy(here)
        elif key == "edit":
            self._ask_edit(here)
        elif key == "delete":
            self._keep(lambda by: to_delete(here, self.scenarios, by), _("scenario deleted"))
        elif key == "take":
            self.take_wanted.emit(self.listed)

    def _new(self) -> None:
        bases = self._bases()
        name = _("Scenario {n}").format(n=len(self.results) + 1)
        asked = ScenarioDialog(self.bar.window(), _("New scenario"), name, bases).answer()
        if asked is not None:
            self.add(*asked)

    def _bases(self, but: str = "") -> list[Named]:
        found: list[Named] = [("", _("nothing: ticked from the start"))]
        found += [(p.key, package_word(p.key)) for p in self._packages()]
        return found + [(item.id, item.name) for item in self.scenarios if item.id != but]

    def add(self, name: str, base: str) -> None:
        """Make a scenario. One's own list is copied, not followed: it is ticked over again."""
        added: Listed = self.own if base == OWN else ()
        base = "" if base == OWN else base
        self._keep_new(lambda by: to_add(name, self.scenarios, by, base, added))

    def _ask_copy(self, here: Scenario) -> None:
        name = _("{name} (copy)").format(name=here.name)[:40]
        asked = ScenarioDialog(self.bar.window(), _("Copy"), name).answer()
        if asked is not None:
            self._keep_new(lambda by: to_copy(here, asked[0], self.scenarios, by))

    def _ask_edit(self, here: Scenario) -> None:
        bases, title = self._bases(here.id), _("Name and base")
        asked = ScenarioDialog(self.bar.window(), title, here.name, bases, here.base).answer()
        if asked is not None:
            self.edit(here, *asked)

    def edit(self, here: Scenario, name: str, base: str) -> None:
        """Give a scenario another name, and other measures to build on."""
        self._keep(
            lambda by: [*to_rename(here, name, self.scenarios, by), *to_base(here, base, by)],
            _("scenario changed"),
        )

    def _compare(self) -> None:
        packages = {package_word(package.key): package for package in self._packages()}
        for item in self.results:
            if item.package is not None:
                packages[item.scenario.name] = item.package
        names = list(packages)
        if len(names) < 2:
            return
        at = next((x.scenario.name for x in self.results if x.scenario.id == self.at), names[-1])
        second = at if at in packages and at != names[0] else names[-1]
        dialog = CompareDialog(self.bar.window(), packages, names[0], second, self.family)
        dialog.figure_wanted.connect(self._open_beside)
        dialog.exec()

    def _open_beside(self, figure: str, package: Package) -> None:
        """Open a figure of one of the two that are compared."""
        if self.plan is not None:
            self.frame.open_figure(figure, replace(self.plan, packages=(package,)))

    def _keep_new(self, make: Callable[[str], tuple[str, list[Edit]]]) -> None:
        def edits(operator: str) -> list[Edit]:
            row, made = make(operator)
            self._expect(row, made)
            return made

        self._keep(edits, _("new scenario"))

    def _expect(self, row: str, edits: Sequence[Edit]) -> None:
        """Have the new scenario at hand before its package is there."""
        name = next((str(e.value.value) for e in edits if e.field == NAME), "")
        self.results = (*self.results, ScenarioResult(Scenario(row, name), (), None, "…"))
        self.at = row

    def _keep(self, make: Callable[[str], list[Edit]], step: str) -> None:
        session, house = self.frame.session, self.frame.current.house
        if session is None or house is None or session.village.read_only:
            return
        try:
            edits = make(session.operator)
        except RefusedError as error:
            self.refused.emit(str(error))
            return
        session.commit(house.dwelling_id, edits, step)
        session.read(lambda _village: None, lambda _none: self.kept.emit())

    def undo(self) -> None:
        """Take back the last step of the house."""
        house = self.frame.current.house
        if house is not None:
            once = Qt.ConnectionType.SingleShotConnection
            house.undone.connect(lambda _label: self.kept.emit(), once)
            house.undo()
