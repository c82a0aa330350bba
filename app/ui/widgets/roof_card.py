"""The surface at hand to scale, which surface, and how many modules (S14)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.model.solar import Site, Solar
from app.model.stages import stage_specs
from app.model.stages.solar import SITE
from app.ui.pages.base import button, label
from app.ui.widgets.roof_drawing import RoofDrawing

SITES: tuple[Site, ...] = ("front", "back", "flat", "yard")


class RoofCard(QFrame):
    """Chips of the surfaces, the drawing, − and + with the number of modules."""

    committed = Signal(str, object)  # stage field, value
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(8)
        row, group = QHBoxLayout(), QButtonGroup(self)
        self.sites: dict[Site, QPushButton] = {}
        for site in SITES:
            chip = button("chip", checkable=True)
            chip.clicked.connect(lambda _on, code=site: self.committed.emit(SITE, code))
            group.addButton(chip)
            row.addWidget(chip)
            self.sites[site] = chip
        row.addStretch(1)
        self.drawing = RoofDrawing()
        self.short, self.room = label("soft", wrap=True), label("small", wrap=True)
        box.addLayout(row)
        box.addWidget(self.drawing, 1)
        box.addLayout(self._steps())
        box.addWidget(self.short)
        box.addWidget(self.room)

    def _steps(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.less, self.more, self.count = button(), button(), label("heading")
        self.less.setText("−")
        self.more.setText("+")
        self.less.clicked.connect(lambda: self.stepped.emit(-1))
        self.more.clicked.connect(lambda: self.stepped.emit(1))
        for widget in (self.less, self.count, self.more):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def show_solar(self, found: Solar, *, writable: bool) -> None:
        """Show the surface and the size at hand; nothing where there is no surface."""
        size, layout = found.size, found.layout
        self.setVisible(layout is not None)
        self.less.setAccessibleName(_("One module less"))
        self.more.setAccessibleName(_("One module more"))
        there, declared = {item.surface.site for item in found.layouts}, stage_specs()[SITE]
        for site, chip in self.sites.items():
            choice = declared.choice(site)
            chip.setText(choice.label.get(language()) if choice is not None else site)
            chip.setVisible(site in there)
            chip.setChecked(site == found.site)
            chip.setEnabled(writable)
        short = found.shortfall
        self.short.setText(f"⚠ {short.sentence.get(language())}" if short is not None else "")
        self.short.setVisible(short is not None)
        self.drawing.show_layout(layout, size.count if size is not None else 0)
        if size is None or layout is None:
            return
        most, here = len(layout.modules), found.here()
        self.count.setText(
            _("{n} of {most} modules  {kwp} kW  {tilt}°").format(
                n=size.count, most=most, kwp=f"{size.kwp:.2f}", tilt=f"{size.tilt:.0f}"
            )
        )
        self.less.setEnabled(size.count > found.sizes[here[0]].count)
        self.more.setEnabled(size.count < found.sizes[here[-1]].count)
        words = [found.module.get(language())]
        if layout.limited:
            words.append(_("the usable area (L01) leaves room for {n}").format(n=most))
        if not size.fits:
            words.append(_("× more than the meter carries"))
        if found.roof_load > 0.0:
            words.append(_("on the roof {n} kN/m² in all").format(n=f"{found.roof_load:.2f}"))
        self.room.setText(_("; ").join(words))
