"""The stage of the house at hand: where it stands, what keeps it there, and its steps."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import AppError, Cancelled
from app.i18n import gettext as _
from app.i18n import language
from app.model.survey.gates import (
    STAGE_NAMES,
    SURVEY_STAGES,
    SurveyStage,
    gate,
    stage_after,
    stage_before,
)
from app.model.survey.spec import Problem
from app.ui.house import House
from app.ui.standing import Standing, read_standing

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.services.outcomes import Assessed
    from app.services.stages import Calculated
    from app.store.village import VillageFile

JOB = "app.services.longjobs:assess_house"


class StageDesk(QObject):
    """Follows one house; moves it on through the gates of ``app.services.stages``."""

    changed = Signal()
    told = Signal(str)  # a sentence for the operator
    refused = Signal()  # something is lacking: show what

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.standing = Standing()
        self.house: House | None = None
        self.share = 0.0
        self._job = 0
        self._photos: frozenset[str] = frozenset()

    @property
    def busy(self) -> bool:
        """Tell whether the house is being calculated for its stage."""
        return bool(self._job)

    @property
    def target(self) -> SurveyStage | None:
        """Return the stage that the button leads to, None if there is nothing to do."""
        if self.standing.state == "assessed":
            return "assessed" if self.standing.outdated else None
        return stage_after(self.standing.state)

    @property
    def back_to(self) -> str:
        """Return the state one step back, empty if there is none in the survey."""
        found = (stage_before(s) for s in SURVEY_STAGES if s == self.standing.state)
        return next(found, "")

    def follow(self, house: House | None, standing: Standing) -> None:
        """Take another house at hand."""
        if self._job and self.house is not None:
            self.house.session.long.cancel(self._job)
        if self.house is not None:
            self.house.session.saved.disconnect(self._saved)
        self._job, self.house = 0, house
        self._take(standing)
        if house is not None:
            house.session.saved.connect(self._saved)

    def _take(self, standing: Standing) -> None:
        self.standing = standing
        if self.house is not None:
            self._photos = _photos_of(self.house)
            self.house.take_reused(standing.reused)
        self.changed.emit()

    def lacking(self) -> tuple[Problem, ...]:
        """Return what keeps the house from the next stage, as it is on the screen."""
        if self.house is None or self.target is None:
            return ()
        return gate(self.house.survey, self.house.problems, self.target)

    def _saved(self, _at: object) -> None:
        """Look again when that may have changed which the file alone knows."""
        house = self.house
        if house is None or house.session.unsaved:
            return
        if self.standing.state == "assessed" or _photos_of(house) != self._photos:
            self.read_again()

    def read_again(self) -> None:
        """Read anew where the house stands."""
        house = self.house
        if house is not None:
            house.session.read(lambda v: read_standing(v, house.dwelling_id), self._for(house))

    def _for(self, house: House) -> Callable[[Standing], None]:
        def take(standing: Standing) -> None:
            if self.house is house:
                self._take(standing)

        return take

    def move_on(self) -> None:
        """Move the house to the next stage, or say what is lacking."""
        house, target = self.house, self.target
        if house is None or target is None or self._job or house.read_only:
            return
        house.session.drain()
        if self.lacking():
            self.refused.emit()
        elif target == "assessed":
            self._calculate(house)
        else:
            self._move(house, target, (), None)

    def _calculate(self, house: House) -> None:
        session = house.session
        self.share = 0.0
        self._job = session.long.ask(
            JOB,
            session.village.path,
            session.password,
            house.dwelling_id,
            session.weather,
            on_progress=self._progress,
            on_done=lambda found: self._calculated(house, found),
            on_failed=self._failed,
        )
        self.changed.emit()

    def _progress(self, share: float) -> None:
        self.share = share
        self.changed.emit()

    def _calculated(self, house: House, found: "Assessed") -> None:
        self._job = 0
        if self.house is house:
            self._move(house, "assessed", found.kept, found.calculated)

    def _move(
        self,
        house: House,
        stage: SurveyStage,
        kept: Sequence[Any],
        calculated: "Calculated | None",
    ) -> None:
        session, operator = house.session, house.session.operator
        archetypes = session.rules.archetypes

        def work(village: "VillageFile") -> Standing:
            from app.services.stages import move_on

            for one in kept:
                village.save_result(one.dwelling_id, one.kind, one.payload, one.hashes, one.summary)
            move_on(village, house.dwelling_id, stage, archetypes, operator, calculated)
            return read_standing(village, house.dwelling_id)

        name = STAGE_NAMES[stage].get(language())
        sentence = _("The house is now “{stage}”.").format(stage=name)
        session.write(work, self._told(house, sentence), self._failed)

    def step_back(self, reason: str) -> None:
        """Take the house one stage back."""
        house = self.house
        if house is None or house.read_only or self._job:
            return
        operator = house.session.operator

        def work(village: "VillageFile") -> Standing:
            from app.services.stages import step_back

            step_back(village, house.dwelling_id, reason, operator)
            return read_standing(village, house.dwelling_id)

        sentence = _("The house went one stage back; the reason is kept.")
        house.session.drain()
        house.session.write(work, self._told(house, sentence), self._failed)

    def _told(self, house: House, sentence: str) -> Callable[[Standing], None]:
        def done(standing: Standing) -> None:
            if self.house is house:
                self._take(standing)
                self.told.emit(sentence)

        return done

    def _failed(self, error: Exception) -> None:
        self._job = 0
        if isinstance(error, AppError):
            self.told.emit(str(error))
        elif not isinstance(error, Cancelled) and self.house is not None:
            self.house.session.fault.emit(error)
        self.changed.emit()


def _photos_of(house: House) -> frozenset[str]:
    return frozenset(f"{row.id} {row.photo.value}" for row in house.survey.photos)
