"""The rows of the account page: by carrier, by use, and other ways to meet the uses."""

from collections.abc import Iterator
from typing import Literal

from app.i18n import gettext as _
from app.i18n import language
from app.model.account import AccountLine, HouseAccount, ServiceOption
from app.services.account_text import system_word, use_word
from app.services.outcomes import Accounts
from app.ui.preferences.table import Line
from app.ui.texts import carrier_word

Shown = Literal["carriers", "uses", "options"]


def heads(shown: Shown, after: HouseAccount | None) -> tuple[str, ...]:
    """Return the heads of the columns."""
    figures = (_("kgce"), _("CO2 kg"), _("yuan"))
    if shown == "options":
        return (_("Use"), _("kWh a year"), *figures, _("yuan less"), _("to buy"))
    first = _("Carrier") if shown == "carriers" else _("Use")
    now = (first, _("kWh now"), *figures)
    return now if after is None else (*now, _("kWh then"), *figures)


def lines_of(shown: Shown, found: Accounts, after: HouseAccount | None) -> list[Line]:
    """Return the rows, the sum last."""
    if shown == "options":
        return list(_options(found))
    return list(_carriers(found, after) if shown == "carriers" else _uses(found, after))


def _carriers(found: Accounts, after: HouseAccount | None) -> Iterator[Line]:
    then = after.by_carrier() if after is not None else {}
    for carrier in dict.fromkeys((*found.now.by_carrier(), *then)):
        mine = found.now.of_carrier(carrier)
        total = sum(line.amount for line in mine)
        name = found.names[carrier].get(language())
        if mine and mine[0].unit != "kWh":
            name = f"{name}  {_whole(total)} {mine[0].unit.replace('m3', 'm³')}"
        yield Line(carrier, (name, *_both(mine, _part(after, carrier))))
    yield _sum(found, after)


def _part(after: HouseAccount | None, carrier: str) -> tuple[AccountLine, ...] | None:
    return after.of_carrier(carrier) if after is not None else None


def _uses(found: Accounts, after: HouseAccount | None) -> Iterator[Line]:
    lines = (*found.now.lines, *(after.lines if after is not None else ()))
    for key in dict.fromkeys(map(_key, lines)):
        use, system, carrier = key
        mine = tuple(x for x in found.now.lines if _key(x) == key)
        then = tuple(x for x in after.lines if _key(x) == key) if after is not None else None
        word = system_word(system, use, found.names, language())
        kind = use_word(use, language())
        name = " · ".join(dict.fromkeys((kind, word, carrier_word(carrier))))
        yield Line(":".join(key), (name, *_both(mine, then)))
    yield _sum(found, after)


def _key(line: AccountLine) -> tuple[str, str, str]:
    return line.use, line.system, line.carrier


def _sum(found: Accounts, after: HouseAccount | None) -> Line:
    cells = _both(found.now.lines, after.lines if after is not None else None)
    return Line("sum", (_("Together"), *cells), strong=True)


def _both(now: tuple[AccountLine, ...], then: tuple[AccountLine, ...] | None) -> tuple[str, ...]:
    return (*_figures(now), *(_figures(then) if then is not None else ()))


def _figures(lines: tuple[AccountLine, ...]) -> tuple[str, ...]:
    sums = (
        sum(sum(line.delivered) for line in lines),
        sum(line.kgce for line in lines),
        sum(line.co2 for line in lines),
        sum(line.cost for line in lines),
    )
    return tuple(_whole(value) for value in sums)


def _options(found: Accounts) -> Iterator[Line]:
    now = {item.use: item for item in found.options if not item.measure}
    for item in found.options:
        yield Line(f"{item.use}:{item.measure}", _option(item, now[item.use], found))


def _option(item: ServiceOption, now: ServiceOption, found: Accounts) -> tuple[str, ...]:
    use = use_word(item.use, language())
    figures = (sum(item.delivered.values()), item.kgce, item.co2, item.cost)
    cells = tuple(_whole(value) for value in figures)
    if not item.measure:
        return (_("{use}, now").format(use=use), *cells, "", "")
    name = found.names[item.measure].get(language())
    return (f"    {name}", *cells, _whole(now.cost - item.cost), _whole(item.price))


def _whole(value: float) -> str:
    """Return a whole number: an account must add up."""
    return f"{round(value) + 0:,d}".replace("-", "−")
