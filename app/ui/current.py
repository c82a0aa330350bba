"""The house at hand: its editor, its live result, its plan."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError, Cancelled
from app.i18n import gettext as _
from app.model.assessment import Assessment, PackageKey, Plan
from app.model.survey import survey_to_json, village_to_json
from app.services.scenarios import package_list
from app.ui.house import House
from app.ui.session import Session
from app.ui.widgets.live_panel import LiveView

LIVE = "app.services.live:live_assessment"
_SETTLE = 5  # [ms] entries made while a result is awaited are calculated once


class Current(QObject):
    """Follows one house: whatever is entered is calculated anew in the live process."""

    house_changed = Signal()  # another house
    view_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self.house: House | None = None
        self.view = LiveView()
        self._full: Assessment | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE)
        self._timer.timeout.connect(self._ask)

    @property
    def dwelling_id(self) -> str:
        """Return the id of the house at hand, empty if there is none."""
        return self.house.dwelling_id if self.house is not None else ""

    def follow(
        self,
        house: House | None,
        assessment: Assessment | None = None,
        plan: Plan | None = None,
    ) -> None:
        """Take another house at hand, with the results that are kept of it."""
        self._timer.stop()
        if self.house is not None:
            self.house.edited.disconnect(self._calculate)
            self.house.changed.disconnect(self._show_missing)
            self.house.deleteLater()
        if self.session is not None:
            self.session.live.forget()
        self.house = house
        self._full = assessment
        at = datetime.fromisoformat(assessment.at).astimezone() if assessment else None
        self.view = LiveView(assessment=assessment, plan=plan, at=at)
        if house is not None:
            house.edited.connect(self._calculate)
            house.changed.connect(self._show_missing)
            self._calculate()
            self._show_missing()
        self.house_changed.emit()

    def values_changed(self) -> None:
        """Calculate the house at hand anew: values of the village have changed."""
        if self.house is not None:
            self.house.look_again()

    @property
    def title(self) -> str:
        """Return number and name of the house at hand."""
        if self.house is None:
            return ""
        name = self.house.stored("A02").value or _("name not entered yet")
        return f"{self.house.code}   {name}"

    @property
    def planned(self) -> Assessment | None:
        """Return the full assessment that the plan rests on."""
        return self._full

    def calculate_again(self) -> None:
        """Calculate the house at hand anew: what the village says has changed."""
        self._calculate()
        self._show()

    def choose_package(self, key: PackageKey) -> None:
        """Show this package beside the pages."""
        self._show(package=key)

    @property
    def own(self) -> tuple[str, ...]:
        """Return the measures of one's own package in the present plan."""
        packages = self.view.plan.packages if self.view.plan is not None else ()
        own = next((package for package in packages if package.key == "own"), None)
        return package_list(own) if own is not None else ()

    def set_plan(self, plan: Plan, assessment: Assessment) -> None:
        """Show another plan for the house at hand, with the full assessment it rests on."""
        self._full = assessment
        self._show(plan=plan, assessment=assessment, at=datetime.now())

    def _show(self, **changes: Any) -> None:
        self.view = replace(self.view, **changes)
        self.view_changed.emit()

    def _show_missing(self) -> None:
        if self.house is not None:
            self._show(missing=self.house.missing())

    def _calculate(self) -> None:
        """Ask before the entry is painted; entries made while a result is awaited ask once."""
        if self.house is None:
            return
        awaited, self.view = self.view.working, replace(self.view, working=True, share=0.0)
        if awaited:
            self._timer.start()
        else:
            self._ask()

    def _ask(self) -> None:
        if self.house is None or self.session is None:
            return
        house = self.house
        self.session.live.ask(
            LIVE,
            survey_to_json(house.survey),
            village_to_json(self.session.rules.village),
            self.session.weather,
            self._full,
            on_progress=lambda share: self._show(share=share),
            on_done=self._answered_for(house),
            on_failed=self._failed,
        )

    def _answered_for(self, house: House) -> Callable[[Assessment], None]:
        def answered(assessment: Assessment) -> None:
            if self.house is house:
                self._show(assessment=assessment, refusal="", working=False, at=datetime.now())

        return answered

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if isinstance(error, AppError):
            self._show(refusal=str(error), working=False)
        else:
            self._show(
                refusal=_("The calculation met a fault of the program. It is in the log."),
                working=False,
            )
            if self.session is not None:
                self.session.fault.emit(error)
