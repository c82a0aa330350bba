"""Energy prices as they hold in a village: each with source, date, mark and history."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.i18n import Text
from app.model.catalogue import Catalogue, GrantRule, PolicyPack
from app.model.catalogue.supply import Subsidy
from app.model.survey import VillageValues, spec
from app.services.own_figures import own_reference
from app.store.catalogue import load_catalogue, load_policy_pack
from app.store.village import VillageFile

DAY_RATE, HEAT = "V08", "V05H"
PRICES = ("V05A", "V05B", "V05C", "V05D", "V05E", "V05F", "V05G", HEAT, DAY_RATE)
REASON, GRADE = "V05R", "V05M"
HELPER = "helper"
"""The day rate of the pack that stands for the village's where it has none."""
LASTS = timedelta(days=365)
"""A price that is older is shown as expired: every winter has its own prices."""
BOTTLE = 14.5  # [kg] of a bottle of gas, as the calculation counts it
_ALL = 100_000
_CARRIERS: Mapping[str, tuple[str, float]] = {
    "V05A": ("raw_coal", 1000.0),
    "V05B": ("electricity", 1.0),
    "V05E": ("natural_gas", 1.0),
    "V05F": ("lpg", BOTTLE),
    "V05G": ("firewood", 1000.0),
}
_BANDS = {"V05C": 0, "V05D": 1}


@dataclass(frozen=True, slots=True)
class Entered:
    """One entry of a price: ``value`` [unit of the field] None where it was taken back.

    ``mark`` is the grade that was given with it, empty if none was.
    """

    at: str
    operator: str
    value: float | None
    source: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Usual:
    """The price of the program where the village has none [unit of the field]."""

    low: float
    typical: float
    high: float
    mark: str
    source: Text
    since: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price: the village's own, or the built-in one; ``history`` newest first."""

    field: str
    own: Entered | None
    usual: Usual | None
    history: tuple[Entered, ...]
    expired: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """Something of the policy pack with a time: a tariff or a subsidy."""

    name: Text
    when: str
    figures: Text
    mark: str
    source: Text
    expired: bool


def energy_prices(village: VillageFile, today: date) -> list[PriceRow]:
    """Return the energy prices of a village."""
    catalogue, pack = own_reference(village.village_values(), load_catalogue(), load_policy_pack())
    histories = price_histories(village)
    return [_row(field, catalogue, pack, histories.get(field, []), today) for field in PRICES]


def price_histories(village: VillageFile) -> dict[str, list[Entered]]:
    """Return every entry of every price with the source given in the same action, newest first."""
    found: dict[str, list[Entered]] = {}
    source = mark = ""
    for batch in reversed(village.village_history(_ALL)):
        for change in batch.changes:
            if change.field == REASON:
                source = str(change.value or "")
            elif change.field == GRADE:
                mark = str(change.value or "")
        for change in batch.changes:
            if change.field in PRICES:
                value = change.value if isinstance(change.value, int | float) else None
                said = (source, mark) if value else ("", "")
                entry = Entered(change.at, change.operator, value, *said)
                found.setdefault(change.field, []).insert(0, entry)
    return found


def _row(
    field: str, catalogue: Catalogue, pack: PolicyPack, history: list[Entered], today: date
) -> PriceRow:
    newest = history[0] if history else None
    own = newest if newest is not None and newest.value is not None else None
    usual = _usual(field, catalogue, pack)
    expired = is_old(own.at, today) if own is not None else _is_over(field, usual, today)
    return PriceRow(field, own, usual, tuple(history), expired)


def _is_over(field: str, usual: Usual | None, today: date) -> bool:
    """Tell whether a built-in price has run out: a tariff by its end, an estimate by its age."""
    if usual is None:
        return False
    if field in _BANDS:
        return bool(usual.until) and usual.until < today.isoformat()
    return is_old(usual.since, today)


def is_old(since: str, today: date) -> bool:
    """Tell whether a price of that day no longer holds for this winter."""
    try:
        day = datetime.fromisoformat(since).date()
    except ValueError:
        return False
    return today - day > LASTS


def _usual(field: str, catalogue: Catalogue, pack: PolicyPack) -> Usual | None:
    if field in _BANDS:
        for tariff in pack.tariffs:
            if len(tariff.bands) == 2:
                number = tariff.bands[_BANDS[field]].price
                value = number.value
                source = pack.source_of(number)
                since = tariff.valid_from
                return Usual(value, value, value, number.mark, source, since, tariff.valid_to or "")
        return None
    if field == DAY_RATE:
        return _day_rate(pack)
    if field == HEAT:
        return _heat(pack)
    carrier, factor = _CARRIERS[field]
    spread = catalogue.carriers[carrier].price
    if spread is None:
        return None
    decimals = spec(field).decimals or None
    low, typical, high = (
        round(n * factor, decimals) for n in (spread.low, spread.typical, spread.high)
    )
    return Usual(low, typical, high, spread.mark, catalogue.source_of(spread), catalogue.date)


def _heat(pack: PolicyPack) -> Usual | None:
    tariff = pack.prices.heat_by_area
    if tariff is None:
        return None
    price = tariff.price
    figures = (price.value,) * 3
    return Usual(*figures, price.mark, pack.source_of(price), tariff.valid_from)


def _day_rate(pack: PolicyPack) -> Usual | None:
    held = next((rate.rate for rate in pack.day_rates if rate.id == HELPER), None)
    if held is None:
        return None
    low, typical, high = (round(n) for n in (held.low, held.typical, held.high))
    return Usual(low, typical, high, held.mark, pack.source_of(held), pack.date)


def dated_rules(pack: PolicyPack, today: date) -> list[Dated]:
    """Return tariffs, operating subsidies and those for works, with the time they hold."""
    return [*_tariffs(pack, today), *_subsidies(pack, today), *_grants(pack, today)]


def expired_rules(village: VillageValues, today: date) -> list[Dated]:
    """Return the tariffs and subsidies of the village's policy pack whose time is over.

    What has not been announced yet is not among them.
    """
    _catalogue, pack = own_reference(village, load_catalogue(), load_policy_pack())
    return [rule for rule in dated_rules(pack, today) if rule.expired and rule.mark]


def _tariffs(pack: PolicyPack, today: date) -> Iterator[Dated]:
    for tariff in pack.tariffs:
        prices = [b.price for b in tariff.bands] + [s.price for s in tariff.steps]
        figures = " / ".join(f"{price.value:g}" for price in prices)
        expired = tariff.valid_to is not None and tariff.valid_to < today.isoformat()
        when = f"{tariff.valid_from} – {tariff.valid_to or ''}"
        text = Text(f"{figures} 元/度", f"{figures} yuan/kWh")
        first = prices[0]
        yield Dated(tariff.name, when, text, first.mark, pack.source_of(first), expired)


def _subsidies(pack: PolicyPack, today: date) -> Iterator[Dated]:
    for subsidy in pack.subsidies:
        amount, words = subsidy.amount, operating_words(subsidy)
        if amount is None or not subsidy.known:
            yield Dated(subsidy.name, subsidy.season, words, "", Text("", ""), True)
            continue
        over = season_over(subsidy.season, today)
        source = pack.source_of(amount)
        yield Dated(subsidy.name, subsidy.season, words, amount.mark, source, over)


def operating_words(subsidy: Subsidy) -> Text:
    """Return amount and limit of an operating subsidy, or that nobody has announced it."""
    if subsidy.amount is None or not subsidy.known:
        return Text("还没公布", "not announced yet")
    limit = f"{subsidy.limit.value:g}" if subsidy.limit is not None else "–"
    amount = subsidy.amount.value
    return Text(f"{amount:g} 元，最多 {limit}", f"{amount:g} yuan, up to {limit}")


_PER: Mapping[str, Text] = {
    "house": Text("元/户", "yuan a house"),
    "area": Text("元/m²", "yuan/m²"),
    "saved_energy": Text("元/度", "yuan per kWh saved a year"),
    "cost_share": Text("(占造价)", "of the cost"),
}


def _grants(pack: PolicyPack, today: date) -> Iterator[Dated]:
    for rule in pack.funding.grants:
        over = rule.valid_to is not None and rule.valid_to < today.isoformat()
        yield Dated(
            rule.name,
            f"{rule.valid_from} – {rule.valid_to or ''}",
            grant_words(rule),
            rule.amount.mark,
            pack.source_of(rule.amount),
            over,
        )


def grant_words(rule: GrantRule) -> Text:
    """Return what a rule for the works pays, and its caps."""
    per, amount = _PER[rule.basis], f"{rule.amount.value:g}"
    if rule.basis == "cost_share":
        amount = f"{rule.amount.value:.0%}"
    zh, en = f"{amount} {per.zh}", f"{amount} {per.en}"
    if rule.cap is not None:
        zh, en = f"{zh}，最多 {rule.cap.value:g} 元", f"{en}, {rule.cap.value:g} yuan at most"
    if rule.cap_share is not None:
        zh += f"，最多造价的 {rule.cap_share.value:.0%}"
        en += f", {rule.cap_share.value:.0%} of the cost at most"
    return Text(zh, en)


def season_over(season: str, today: date) -> bool:
    """Tell whether a heating season such as "2025-26" has ended (in March)."""
    start = season.partition("-")[0]
    return start.isdigit() and today > date(int(start) + 1, 3, 31)
