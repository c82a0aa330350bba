"""Tariff periods: which hours of the day are peak and valley in this village."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import ParseError
from app.model.survey.forms import parse_number
from app.ui.pages.base import Frame, button, card, label
from app.ui.preferences.origin import Origin, own_mark
from app.ui.preferences.section import Found, Section
from app.ui.preferences.table import Line, PlainTable
from app.ui.texts import mark_word
from app.ui.widgets.editors import NumberBox

_PERIODS = 4  # most that a tariff here has
_BOX = 52  # [px]


class TariffSection(Section):
    """Tariffs with periods; the hours of the chosen one are changed below it."""

    key = "tariff"

    @staticmethod
    def title() -> str:
        return _("Tariff periods")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _(
                "Hours of peak and valley, and how much of the electricity for heating is used in "
                "the valley. What a kWh costs in them is set under prices."
            ),
        )
        self._tariffs: dict[str, Any] = {}
        self.table = PlainTable(1, height=110)
        self.table.itemSelectionChanged.connect(self._choose)
        self.table.on_enter = lambda: self.hours[0][0].setFocus()
        self.say(self.table.setAccessibleName, lambda: _("Tariff periods"))
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self._edit_card())

    def _edit_card(self) -> Any:
        frame, box = card()
        self.name = label("heading", wrap=True)
        box.addWidget(self.name)
        self.names, self.hours, self._rows = [], [], []
        chain = []
        for _number in range(_PERIODS):
            row, words, dash, unit = QHBoxLayout(), label("label"), label("quiet"), label("quiet")
            start, end = NumberBox(), NumberBox()
            words.setFixedWidth(72)
            for field in (start, end):
                field.setFixedWidth(_BOX)
            dash.setText("–")
            self.say(unit.setText, lambda: _("o'clock"))
            self.say(start.setAccessibleName, lambda: _("from hour"))
            self.say(end.setAccessibleName, lambda: _("to hour"))
            for widget in (words, start, dash, end, unit):
                row.addWidget(widget)
            row.addStretch(1)
            self.names.append(words)
            self.hours.append((start, end))
            self._rows.append((words, start, dash, end, unit))
            chain += [start, end]
            box.addLayout(row)
        row, words, unit = QHBoxLayout(), label("label"), label("quiet")
        self.share = NumberBox()
        self.share.setFixedWidth(_BOX)
        unit.setText("%")
        self.say(words.setText, lambda: _("Heating used in the cheapest period"))
        self.say(self.share.setAccessibleName, lambda: _("Heating used in the cheapest period"))
        for widget in (words, self.share, unit):
            row.addWidget(widget)
        row.addStretch(1)
        box.addLayout(row)
        self._chain = [*chain, self.share]
        for place, field in enumerate(self._chain):
            field.left.connect(lambda step, at=place: self._go(at, step))
        self._add_buttons(box)
        return frame

    def _add_buttons(self, box: Any) -> None:
        self.save, self.back = button("primary"), button()
        self.origin = Origin(lambda: _("notice of the power company"))
        self.origin.left.connect(
            lambda step: self.save.setFocus() if step > 0 else self.share.setFocus()
        )
        self.say(self.save.setText, lambda: _("Save the periods"))
        self.say(self.back.setText, lambda: _("Periods of the policy pack again"))
        self.save.clicked.connect(self._save)
        self.back.clicked.connect(lambda: self._write(None))
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        box.addWidget(self.origin)
        box.addWidget(self.problem)
        box.addLayout(buttons)

    def _go(self, place: int, step: int) -> None:
        at = place + (1 if step > 0 else -1)
        while 0 <= at < len(self._chain) and not self._chain[at].isVisibleTo(self):
            at += 1 if step > 0 else -1
        if at >= len(self._chain):
            self.origin.take_focus()
        elif at >= 0:
            self._chain[at].setFocus()

    def words(self) -> list[Found]:
        return [
            (_("Peak and valley hours"), self.table),
            (_("Heating used in the cheapest period"), self.share),
        ]

    def shown(self) -> None:
        session = self.session
        if session is None:
            return
        from app.services.reference_lists import tariffs

        session.read(lambda village: tariffs(village.village_values()), self._show, self.failed)
        for widget in (*self._chain, self.origin, self.save):
            widget.setEnabled(not session.village.read_only)

    def retranslate(self) -> None:
        super().retranslate()
        if self._tariffs:
            self._show(list(self._tariffs.values()))

    def _show(self, tariffs: list[Any]) -> None:
        self._tariffs = {tariff.id: tariff for tariff in tariffs}
        heads = (_("Tariff"), _("Periods"), _("Since"), _("Mark"), _("Where from"))
        self.table.show_lines(heads, [_line(tariff) for tariff in tariffs])
        if not self.table.key() and tariffs:
            self.table.selectRow(0)
        self._choose()

    def _choose(self) -> None:
        tariff = self._tariffs.get(self.table.key())
        if tariff is None:
            return
        self.name.setText(tariff.name.get(language()))
        for place, row in enumerate(self._rows):
            for widget in row:
                widget.setVisible(place < len(tariff.periods))
        for period, words, (start, end) in zip(
            tariff.periods, self.names, self.hours, strict=False
        ):
            words.setText(period.name.get(language()))
            start.show_text(str(period.start))
            end.show_text(str(period.end))
        self.share.show_text(f"{tariff.share * 100:g}")
        own = tariff.own
        self.origin.show_origin(*((own.source, own.date, own.mark) if own else ("", "", "")))
        self.back.setEnabled(own is not None and self.save.isEnabled())
        self.show_problem("")

    def _save(self) -> None:
        from app.services.own_rows import OwnFigure

        tariff = self._tariffs.get(self.table.key())
        if tariff is None:
            return
        try:
            boxes = self.hours[: len(tariff.periods)]
            hours = tuple((_hour(start.text()), _hour(end.text())) for start, end in boxes)
            share = parse_number(self.share.text()) / 100
        except (ParseError, ValueError):
            self.show_problem(_("Whole hours from 0 to 24 are needed, and a share in percent."))
            return
        source, day, mark = self.origin.values()
        self._write(OwnFigure("", source, day, mark, hours=hours, share=share))

    def _write(self, figure: Any) -> None:
        session, tariff = self.session, self.table.key()
        if session is None or not tariff:
            return
        name = self._tariffs[tariff].name.get(language())

        def work(village: Any) -> Any:
            from app.services.own_figures import own_reference
            from app.services.own_types import tariff_edit
            from app.store.catalogue import load_catalogue, load_policy_pack

            values = village.village_values()
            _catalogue, pack = own_reference(values, load_catalogue(), load_policy_pack())
            return tariff_edit(pack, tariff, figure)

        def checked(edit: Any) -> None:
            session.commit_village([edit], name, self.shown, self.failed)

        session.read(work, checked, self.failed)


def _hour(text: str) -> int:
    hour = parse_number(text)
    if hour != int(hour):
        raise ValueError(text)
    return int(hour)


def _line(tariff: Any) -> Line:
    periods = "  ".join(
        f"{period.name.get(language())} {period.start}–{period.end}" for period in tariff.periods
    )
    cells = (
        tariff.name.get(language()),
        periods,
        tariff.since,
        own_mark(tariff.mark) if tariff.own is not None else mark_word(tariff.mark),
        tariff.source.get(language()),
    )
    return Line(tariff.id, cells, strong=tariff.own is not None)
