"""What the climate page tells: the year in use, and what the marked station carries."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.ui.pages.base import button, card, label, restyle
from app.ui.speech import Speaker
from app.ui.texts import provenance_word

if TYPE_CHECKING:
    from app.services.stations import StationRow
    from app.services.village_climate import VillageClimate, VillageYear


def low_card(holder: QWidget) -> QVBoxLayout:
    """Give a widget the frame of a card and return the layout inside."""
    frame, box = card()
    box.setContentsMargins(12, 8, 12, 8)
    box.setSpacing(4)
    outer = QVBoxLayout(holder)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(frame)
    return box


def _temperature(value: float) -> str:
    return f"{value:.1f} °C".replace("-", "−")


class YearCard(QWidget, Speaker):
    """With what the village computes now, in words; what is synthetic is called so."""

    def __init__(self) -> None:
        super().__init__()
        self._climate: VillageClimate | None = None
        self._year: VillageYear | None = None
        self._problem, self._reading = "", False
        box = low_card(self)
        self.heading, self.station = label("heading"), label("", wrap=True)
        self.year, self.synthetic = label("label", wrap=True), label("soft", wrap=True)
        self.figures, self.problem = label("quiet", wrap=True), label("hard", wrap=True)
        for widget in (
            self.heading, self.station, self.year, self.synthetic, self.figures, self.problem,
        ):  # fmt: skip
            box.addWidget(widget)
        self.say(self.heading.setText, lambda: _("The village computes with"))
        self.say(lambda _text: self._show(), str)

    def show_climate(self, climate: "VillageClimate") -> None:
        """Show station and file; the year itself is still being read."""
        self._climate, self._year, self._problem, self._reading = climate, None, "", True
        self._show()

    def show_year(self, year: "VillageYear") -> None:
        """Show the year."""
        self._year, self._reading = year, False
        self._show()

    def show_problem(self, sentence: str) -> None:
        """Say why there is no year."""
        self._problem, self._reading = sentence, False
        self._show()

    def _show(self) -> None:
        climate, year = self._climate, self._year
        rows = climate.stations.rows if climate is not None else ()
        chosen = next((row for row in rows if row.chosen), None)
        self.station.setText(self._station_words(chosen))
        text = _("The hourly year is being read …") if self._reading else ""
        figures, synthetic = "", ""
        if climate is not None and year is not None:
            kind = _("own file") if climate.weather is not None else _("year of the station")
            text = f"{kind}: {year.name.get(language())}"
            figures = _figures(year)
            if year.facts.synthetic:
                synthetic = _("⚠ Synthetic, not measured: no record of any winter.")
        for widget, words in (
            (self.year, text),
            (self.synthetic, synthetic),
            (self.figures, figures),
            (self.problem, f"× {self._problem}" if self._problem else (year.far if year else "")),
        ):
            widget.setText(words)
            widget.setVisible(bool(words))
        restyle(self.problem, "role", "hard" if self._problem else "soft")

    def _station_words(self, chosen: "StationRow | None") -> str:
        if chosen is None:
            return ""
        name = f"<b>{chosen.names.get(language())}</b>"
        theta = chosen.theta_e_design if self._year is None else self._year.theta_e_design
        shift = self._year.altitude if self._year is not None else None
        if shift is None:
            return _("{station} · design temperature {theta} (mark {mark})").format(
                station=name, theta=_temperature(theta), mark=chosen.mark
            )
        return _(
            "{station} · design temperature {theta}: {before} at the station (mark {mark}), {by} "
            "for {rise} m of altitude ({from_where})"
        ).format(
            station=name,
            theta=_temperature(theta),
            before=_temperature(shift.theta_station),
            mark=chosen.mark,
            by=f"{-shift.lapse_rate * shift.rise:+.1f} K".replace("-", "−"),
            rise=f"{shift.rise:+.0f}".replace("-", "−"),
            from_where=_("mark {mark}").format(mark=shift.mark)
            if shift.mark
            else provenance_word(shift.provenance),
        )


def _figures(year: "VillageYear") -> str:
    facts = year.facts
    return _(
        "Year {mean}, January {january}, coldest hour {least}; {hdd} K·d below 18 °C; sun {sun} "
        "kWh/m²; {elevation} m; hash {hash}"
    ).format(
        mean=_temperature(facts.theta_mean),
        january=_temperature(facts.theta_january),
        least=_temperature(facts.theta_min),
        hdd=f"{facts.hdd18:.0f}",
        sun=f"{facts.sun:.0f}",
        elevation=f"{facts.elevation:.0f}",
        hash=facts.sha256[:12],
    )


class StationCard(QWidget, Speaker):
    """What the marked station carries, each value with mark and source; one button takes it."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row: StationRow | None = None
        self._own = ""
        self._writable = True
        box = low_card(self)
        self.heading, self.words = label("heading", wrap=True), label("label", wrap=True)
        self.take = button("primary")
        self.take.clicked.connect(lambda: self.wanted.emit(self._row.id if self._row else ""))
        for widget in (self.heading, self.words):
            box.addWidget(widget)
        box.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self.say(lambda _text: self._show(), str)

    def show_row(self, row: "StationRow | None") -> None:
        """Show a station."""
        self._row = row
        self._show()

    def show_own(self, name: str, *, writable: bool) -> None:
        """Know which file the village uses, "" for none."""
        self._own, self._writable = name, writable
        self._show()

    def _show(self) -> None:
        row = self._row
        self.setVisible(row is not None)
        self.take.setText(_("Use this station"))
        if row is None:
            return
        self.take.setEnabled(self._writable and not row.chosen)
        self.heading.setText(row.names.get(language()))
        lines = [
            _("{lat:.2f}° N, {lon:.2f}° E, {elevation:g} m, climate zone {zone}").format(
                lat=row.latitude, lon=row.longitude, elevation=row.elevation, zone=row.zone
            )
        ]
        lines += [
            f"{_fact_name(fact.key)}: <b>{_value(fact.value, fact.unit)}</b> · "
            f"{fact.source.get(language())} · {_('mark {mark}').format(mark=fact.mark)}"
            for fact in row.facts
        ]
        lines.append(_year_words(row))
        if self._own and row.has_year and not row.chosen:
            lines.append(_("Taking it lays the file {file} aside.").format(file=self._own))
        self.words.setText("<br>".join(lines))


def _value(value: float, unit: str) -> str:
    return f"{value:g} {unit}".replace("-", "−")


def _fact_name(key: str) -> str:
    return {
        "theta_e_design": _("Heating design temperature"),
        "hdd18": _("Degree days below 18 °C"),
        "hdd14": _("Degree days below 14 °C"),
        "theta_season": _("Mean of the season"),
        "season_days": _("Days of the season"),
        "january": _("Monthly normals, January"),
    }[key]


def _year_words(row: "StationRow") -> str:
    if row.morphed:
        return _("Hourly year: synthetic, the year of Tianjin moved to these monthly normals.")
    if row.has_year:
        return _("Hourly year: synthetic, generated for Tianjin.")
    return _(
        "Design data only: no hourly year. Import an EPW file of the place, then houses can be "
        "calculated."
    )
