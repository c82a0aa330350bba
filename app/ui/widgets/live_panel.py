"""The live result beside the page: never blank, never silent about what is missing."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import Assessment, Package, PackageKey, Plan
from app.model.survey import spec
from app.model.uncertainty import Uncertainty
from app.services.unknowns import most_useful
from app.ui import style
from app.ui.pages.base import button, label
from app.ui.speech import Speaker
from app.ui.texts import (
    carrier_word,
    money,
    money_range,
    package_word,
    percent,
    percent_range,
    short_label,
)
from app.ui.widgets.charts import BillScale, LossBars, LossStrip, SavingBar

_LINKS = 3


@dataclass(frozen=True, slots=True)
class LiveView:
    """What is known about a house: last good result, why there is no newer one, what is missing."""

    assessment: Assessment | None = None
    plan: Plan | None = None
    package: PackageKey | None = None
    missing: tuple[str, ...] = ()
    refusal: str = ""
    working: bool = False
    share: float = 0.0
    at: datetime | None = None


class Figure(QWidget):
    """The key figure; hatched behind while it is provisional. A click opens it."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.provisional = False
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 6, 8, 6)
        box.setSpacing(2)
        self.heading = label("quiet")
        self.level = label("heading")
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addWidget(self.level)
        box.addLayout(top)
        self.money = label("figure")
        self.range = label("label")
        self.per_area = label("quiet", wrap=True)
        for widget in (self.money, self.range, self.per_area):
            box.addWidget(widget)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.provisional:
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor(style.HATCH_GROUND))
            pattern = QBrush(QColor(style.HATCH), Qt.BrushStyle.BDiagPattern)
            painter.fillRect(QRectF(self.rect()), pattern)


class LivePanel(QFrame, Speaker):
    """Shows one assessment in a column of 320 px, or in a strip of 92 px on low screens."""

    field_wanted = Signal(str)
    plan_wanted = Signal()
    figure_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._view = LiveView()
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self.title, self.state = label("heading"), label("small")
        self.figure = Figure()
        self.why = button("link")
        self.figure.setCursor(Qt.CursorShape.PointingHandCursor)
        self.figure.opened.connect(lambda: self.figure_wanted.emit("cost"))
        self.why.clicked.connect(lambda: self.figure_wanted.emit("cost"))
        self._opens: dict[QObject, str] = {}
        self.measure = label("quiet", wrap=True)
        self.losses_title, self.bars = label("heading"), LossBars()
        self.flat_bars = LossStrip()
        self.bill_title, self.bill = label("heading"), BillScale()
        self.bill_words = label("quiet", wrap=True)
        self.plan_title, self.saving = label("heading"), SavingBar()
        self.plan_words = label("quiet", wrap=True)
        self.confidence_title = label("heading")
        self.confidence = QProgressBar()
        self.confidence.setTextVisible(False)
        self.confidence.setFixedHeight(12)
        self.missing_title = label("heading")
        self.links = [button("link") for _number in range(_LINKS)]
        self.refusal = label("soft", wrap=True)
        self.bars.opened.connect(lambda part: self.figure_wanted.emit(f"loss.{part}"))
        self.bars.setCursor(Qt.CursorShape.PointingHandCursor)
        for widget, figure in (
            (self.figure.per_area, "need.per_area"),
            (self.bill, "bill.ratio"),
            (self.bill_words, "bill.ratio"),
            (self.saving, "saving.demand"),
            (self.plan_words, "chance"),
            (self.confidence_title, "confidence"),
            (self.confidence, "confidence"),
            (self.measure, "width.cost"),
        ):
            self._opens[widget] = figure
            widget.setCursor(Qt.CursorShape.PointingHandCursor)
            widget.installEventFilter(self)
        for link in self.links:
            link.clicked.connect(self._follow)
            link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._layout = QVBoxLayout(self)
        self._arrange()

    def _arrange(self) -> None:
        box = self._layout
        box.setContentsMargins(16, 8, 16, 8)
        box.setSpacing(3)
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.state)
        box.addLayout(top)
        box.addWidget(self.refusal)
        box.addWidget(self.figure)
        for widget in (
            self.why,
            self.losses_title,
            self.bars,
            self.bill_title,
            self.bill,
            self.bill_words,
            self.plan_title,
            self.saving,
            self.plan_words,
        ):
            box.addWidget(widget)
        box.addStretch(1)
        box.addWidget(self.confidence_title)
        box.addWidget(self.confidence)
        box.addWidget(self.measure)
        box.addWidget(self.missing_title)
        for link in self.links:
            box.addWidget(link)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on a number opens where it comes from."""
        figure = self._opens.get(watched)
        if figure is None or event.type() != QEvent.Type.MouseButtonRelease:
            return super().eventFilter(watched, event)
        package = self._package()
        if figure in ("saving.demand", "chance") and package is not None:
            known = figure != "chance" or package.samples > 0
            figure = f"{figure if known else 'saving.demand'}.{package.key}"
        self.figure_wanted.emit(figure)
        return True

    def _package(self) -> Package | None:
        """Return the package that is shown: the chosen one, else the first."""
        plan = self._view.plan
        packages = plan.packages if plan is not None else ()
        wanted = [package for package in packages if package.key == self._view.package]
        return next(iter([*wanted, *packages]), None)

    def show_view(self, view: LiveView) -> None:
        """Show what is known about the house at hand."""
        self._view = view
        self.retranslate()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.title.setText(_("Live result"))
        self.refusal.setText(self._view.refusal)
        self.refusal.setVisible(bool(self._view.refusal))
        self._say_state()
        self._say_result()
        self._say_bill()
        self._say_plan()
        self._say_missing()

    def _say_state(self) -> None:
        text = ""
        if self._view.working:
            text = _("calculating … {share}").format(share=percent(self._view.share))
        elif self._view.assessment is not None and self._view.at is not None:
            text = _("calculated {time}").format(time=_clock(self._view.at))
            if self._view.refusal:
                text = _("last good result {time}").format(time=_clock(self._view.at))
        self.state.setText(text)

    def _say_result(self) -> None:
        found = self._view.assessment
        provisional = bool(self._view.missing)
        self.figure.provisional = provisional or found is None
        heading = _("Heating for one winter, about")
        if provisional:
            heading = _("Provisional, answers missing: {n}").format(n=len(self._view.missing))
        self.figure.heading.setText(heading)
        for widget in (self.losses_title, self.bars, self.confidence_title, self.confidence):
            widget.setVisible(found is not None)
        self.why.setVisible(found is not None and not provisional)
        self.why.setText(_("Where the number comes from (F4)"))
        self.figure.per_area.setVisible(found is not None)
        self.figure.level.setText(_level_text(found, self._package()))
        self.figure.level.setToolTip(_level_limits(found))
        if found is None:
            self.measure.hide()
            self.figure.money.setText("—")
            self.figure.range.show()
            text = _("The first result comes with the first entries.")
            self.figure.range.setText(_("calculating …") if self._view.working else text)
            return
        cost = found.heating_cost
        self.figure.money.setText(_("{n} yuan").format(n=money(cost.typical)))
        self.figure.range.setText(_("likely {range} yuan").format(range=money_range(cost)))
        self.figure.range.setVisible(cost.low < cost.high)
        use = found.actual
        per_area = cost.typical / use.area_heated if use.area_heated else 0.0
        self.figure.per_area.setText(
            _("{n} kWh of heat, {cost} yuan per heated m²").format(
                n=f"{use.q_h_nd_per_m2:.0f}", cost=f"{per_area:.0f}"
            )
        )
        self.losses_title.setText(_("Where the warmth goes"))
        self.bars.show_losses(found.losses, provisional=provisional)
        points = found.confidence.points
        self.confidence_title.setText(_("Confidence {n} of 100").format(n=points))
        self.confidence.setValue(points)
        self._say_measure(None if provisional else found.uncertainty)
        self.figure.update()

    def _say_measure(self, found: Uncertainty | None) -> None:
        advice = most_useful(found)
        self.measure.setVisible(advice is not None)
        if advice is not None:
            things = _(", ").join(name.get(language()) for name in advice.what)
            self.measure.setText(_("most useful to measure: {things}").format(things=things))

    def _say_bill(self) -> None:
        bill = self._view.assessment.bill if self._view.assessment is not None else None
        visible = bill is not None and bill.billed is not None
        for widget in (self.bill_title, self.bill_words):
            widget.setVisible(visible)
        self.bill.show_bill(bill)
        if bill is None or bill.ratio is None:
            self.bill_words.hide()
            return
        self.bill_title.setText(
            _("Own figure and calculation: {carrier}").format(carrier=carrier_word(bill.carrier))
        )
        text = _("own figure ÷ calculation = {ratio}").format(ratio=f"{bill.ratio:.2f}")
        self.bill_words.setText(text)

    def _say_plan(self) -> None:
        plan, package = self._view.plan, self._package()
        shown = package is not None
        self.plan_title.setVisible(shown)
        self.saving.setVisible(shown)
        self.plan_words.setVisible(shown)
        if plan is None or package is None:
            return
        name = package_word(package.key)
        self.plan_title.setText(_("Package “{name}”").format(name=name))
        threshold = plan.premises.method.threshold
        self.saving.show_saving(package.saving_shown, threshold, package.passes)
        verdict = _("reaches the line") if package.passes else _("does not reach the line")
        self.plan_words.setText(
            _("saves {range}, {verdict} (chance {chance})").format(
                range=percent_range(package.saving_demand),
                verdict=verdict,
                chance=percent(package.probability),
            )
        )

    def _say_missing(self) -> None:
        count = len(self._view.missing)
        self.missing_title.setVisible(count > 0)
        self.missing_title.setText(_("Answers still missing: {n}").format(n=count))
        for number, link in enumerate(self.links):
            link.setVisible(number < count)
            if number < count:
                field = self._view.missing[number]
                name = short_label(spec(field).label.get(language()))
                link.setText(f"▶ {field} {name}")
                link.setProperty("field", field)

    def _follow(self) -> None:
        self.field_wanted.emit(str(self.sender().property("field")))


def _level_text(found: Assessment | None, package: Package | None) -> str:
    """Return the level now and, with a package, the level afterwards."""
    if found is None or found.label is None:
        return ""
    now = _("Level {n}").format(n=found.label.level)
    if package is None or package.label is None:
        return now
    return f"{now} → {package.label.level}"


def _level_limits(found: Assessment | None) -> str:
    """Return the limits of the levels for those who ask."""
    if found is None or found.label is None:
        return ""
    limits = " / ".join(f"{limit:g}" for limit in found.label.limits)
    return _("Levels 1 to 5 at {limits} kWh/m² a winter in standard use, of {date}").format(
        limits=limits, date=found.label.date
    )


def _clock(at: datetime) -> str:
    """Return the time of day, or the day if it was another one."""
    today = at.date() == datetime.now().date()
    return at.strftime("%H:%M:%S" if today else "%Y-%m-%d")


class LiveStrip(QFrame):
    """The same in a strip of 92 px below the page, for low and narrow screens."""

    field_wanted = Signal(str)
    figure_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setFixedHeight(style.STRIP_HEIGHT)
        self._view = LiveView()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(16)
        self.figure = Figure()
        self.figure.per_area.hide()
        self.figure.range.setWordWrap(True)
        self.figure.money.setStyleSheet("font-size: 20px; font-weight: bold;")
        self.figure.setFixedWidth(230)
        self.figure.setCursor(Qt.CursorShape.PointingHandCursor)
        self.figure.opened.connect(lambda: self.figure_wanted.emit("cost"))
        self.bars = LossStrip()
        right = QVBoxLayout()
        right.setSpacing(2)
        self.words = label("small", wrap=True)
        self.confidence = label("label")
        self.link = button("link")
        self.link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.link.clicked.connect(lambda: self.field_wanted.emit(str(self.link.property("field"))))
        for widget in (self.confidence, self.words, self.link):
            right.addWidget(widget)
        right.addStretch(1)
        row.addWidget(self.figure)
        row.addWidget(self.bars, 3)
        row.addLayout(right, 2)

    def show_view(self, view: LiveView) -> None:
        """Show what is known about the house at hand."""
        self._view = view
        self.retranslate()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        found, missing = self._view.assessment, self._view.missing
        self.figure.provisional = found is None or bool(missing)
        heading = _("Heating for one winter, about")
        if missing:
            heading = _("Provisional, answers missing: {n}").format(n=len(missing))
        self.figure.heading.setText(heading)
        self.figure.level.setText(_level_text(found, None))
        self.words.setText(self._view.refusal)
        self.words.setVisible(bool(self._view.refusal))
        self.link.setVisible(bool(missing))
        if missing:
            name = short_label(spec(missing[0]).label.get(language()))
            self.link.setText(f"▶ {missing[0]} {name}")
            self.link.setProperty("field", missing[0])
        self.bars.setVisible(found is not None)
        self.confidence.setVisible(found is not None)
        if found is None:
            self.figure.money.setText("—")
            self.figure.range.show()
            self.figure.range.setText(_("The first result comes with the first entries."))
            return
        self.figure.money.setText(_("{n} yuan").format(n=money(found.heating_cost.typical)))
        cost = found.heating_cost
        self.figure.range.setText(_("likely {range} yuan").format(range=money_range(cost)))
        self.figure.range.setVisible(cost.low < cost.high)
        self.bars.show_losses(found.losses, provisional=bool(missing))
        points = found.confidence.points
        self.confidence.setText(_("Confidence {n} of 100").format(n=points))
        self.figure.update()
