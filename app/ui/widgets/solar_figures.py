"""The figures of the size at hand: modules, yield, own use, money, what is advised (S14)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.model.solar import MoneyCase, Solar, SolarSize
from app.ui.pages.base import button, label
from app.ui.texts import money, percent

LINES = ("yield", "split", "cost", "income", "payback", "low", "price", "sun")


class SolarFigures(QFrame):
    """A line each; the advice above, and a button that makes the size the family's choice."""

    take_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(4)
        self.advice = label("heading", wrap=True)
        box.addWidget(self.advice)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        self.names: dict[str, QLabel] = {}
        self.values: dict[str, QLabel] = {}
        for row, key in enumerate(LINES):
            self.names[key], self.values[key] = label("quiet"), label(wrap=True)
            grid.addWidget(self.names[key], row, 0)
            grid.addWidget(self.values[key], row, 1)
        box.addLayout(grid)
        box.addStretch(1)
        self.take = button()
        self.take.clicked.connect(self.take_wanted)
        box.addWidget(self.take)

    def show_solar(self, solar: Solar, *, writable: bool, taken: bool) -> None:
        """Show the size at hand; ``taken``: it is the one laid down."""
        size = solar.size
        self.setVisible(size is not None)
        if size is None:
            return
        self.advice.setText(_advice(solar))
        names = {
            "yield": _("A year yields"), "split": _("Used, sold"), "cost": _("Cost"),
            "income": _("Income of a year"), "payback": _("Paid back"),
            "low": _("At low prices"), "price": _("Prices −20 %"), "sun": _("Yield −20 %"),
        }  # fmt: skip
        for key in LINES:
            self.names[key].setText(names[key])
            self.values[key].setText(_value(key, solar, size))
        words = _("Make {n} modules the family's choice")
        if taken:
            words = _("★ The family's choice: {n} modules. Take it back")
        self.take.setText(words.format(n=size.count))
        self.take.setEnabled(writable)


def _value(key: str, solar: Solar, size: SolarSize) -> str:
    typical = size.case("typical")
    match key:
        case "yield":
            return _("{n} kWh").format(n=money(size.output))
        case "split":
            return _split(size)
        case "cost":
            return _("{n} yuan").format(n=money(size.cost))
        case "income":
            return _("{n} yuan").format(n=money(typical.first_year))
        case "payback" | "low":
            return _case(typical if key == "payback" else size.case("low"))
    return _changed(solar, "price-" if key == "price" else "yield-")


def _split(size: SolarSize) -> str:
    if size.selling == "all":
        return _("all {n} kWh sold").format(n=money(size.sold))
    return _("{used} kWh ({share}), {sold} kWh").format(
        used=money(size.used), share=percent(size.used / size.output), sold=money(size.sold)
    )


def _case(case: MoneyCase) -> str:
    worth = _("over its life {n} yuan").format(n=money(case.npv))
    return _("; ").join((_years(case.payback), worth))


def _years(payback: float | None) -> str:
    if payback is None:
        return _("never within its life")
    return _("in {n} years").format(n=f"{payback:.1f}")


def _changed(solar: Solar, key: str) -> str:
    detail = solar.detail
    found = next((x for x in detail.sensitivity if x[0] == key), None) if detail else None
    if found is None:
        return "—"
    worth = _("over its life {n} yuan").format(n=money(found[1]))
    return _("; ").join((_years(found[2]), worth))


def battery_text(solar: Solar) -> str:
    """Return what batteries beside the plant are worth, empty for none."""
    told = [
        _("{size} kWh: {n} yuan over its life").format(size=f"{item.capacity:g}", n=money(item.npv))
        for item in solar.batteries
    ]
    return _("; ").join(told)


def _advice(solar: Solar) -> str:
    best = solar.advised
    if best is None:
        return _("No size earns its money back; better none.")
    words = _("Best for the family: {n} modules, {kwp} kW").format(
        n=best.count, kwp=f"{best.kwp:.2f}"
    )
    return words if solar.robust else words + " " + _("(loses at low prices)")


def beside_text(solar: Solar) -> str:
    """Return the best size with the present heating and with a heat pump."""
    told = [
        _("{heating}: best {n} modules, {share} of the yield used at home").format(
            heating=item.heating.get(language()), n=item.count, share=percent(item.used)
        )
        for item in solar.beside
        if item.count is not None
    ]
    return _("; ").join(told)
