"""Measures and house types as the settings show them: plain rows with source, mark and date."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.i18n import Text
from app.model.catalogue import Archetype, Catalogue, PolicyPack, Sourced, Spread
from app.model.survey import VillageValues, spec
from app.services.own_figures import OwnPrice, own_prices, own_reference
from app.store.catalogue import load_catalogue, load_policy_pack


@dataclass(frozen=True, slots=True)
class Priced:
    """A measure or extra line with its price [yuan/unit] in the catalogue and in the village."""

    id: str
    name: Text
    category: str
    unit: Text
    low: float
    typical: float
    high: float
    mark: str
    source: Text
    date: str
    own: OwnPrice | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a house type, a method or a pack, with where it comes from."""

    name: Text
    value: Text
    mark: str
    source: Text


def priced_rows(village: VillageValues) -> list[Priced]:
    """Return everything that has a price, measures first."""
    catalogue = load_catalogue()
    own = own_prices(village)
    rows = [(m, m.category) for m in catalogue.measures.values()]
    lines = [(line, "extra") for line in catalogue.extra_lines.values()]
    return [_priced(item, category, catalogue, own.get(item.id)) for item, category in rows + lines]


def _priced(item: Any, category: str, catalogue: Catalogue, own: OwnPrice | None) -> Priced:
    cost: Spread = item.cost
    source = catalogue.source_of(cost)
    figures = (cost.low, cost.typical, cost.high, cost.mark, source, catalogue.date, own)
    return Priced(item.id, item.name, category, item.unit, *figures)


def archetypes() -> list[tuple[str, Text, list[Figure]]]:
    """Return id, name and values of the house types."""
    catalogue = load_catalogue()
    return [
        (item.id, item.name, list(_figures(item, catalogue)))
        for item in catalogue.archetypes.values()
    ]


def _figures(archetype: Archetype, catalogue: Catalogue) -> Iterator[Figure]:
    first, last = archetype.built
    years = f"{first or ''}–{last or ''}"
    yield Figure(Text("建成年份", "Year built"), Text(years, years), "", Text("", ""))
    for label, number, names in (
        (Text("外墙", "Wall"), archetype.wall, catalogue.constructions),
        (Text("屋顶", "Roof"), archetype.roof, catalogue.constructions),
        (Text("地面", "Floor"), archetype.floor, catalogue.constructions),
        (Text("南窗", "South windows"), archetype.window_s, catalogue.windows),
        (Text("北窗", "North windows"), archetype.window_n, catalogue.windows),
        (Text("外门", "Door"), archetype.door, catalogue.windows),
    ):
        named = names.get(number.value)
        text = named.name if named is not None else Text(number.value, number.value)
        yield Figure(label, text, number.mark, catalogue.source_of(number))
    yield _number(Text("建筑面积", "Floor area"), archetype.floor_area, "m²", catalogue)
    yield _number(Text("取暖面积", "Heated area"), archetype.heated_area, "m²", catalogue)
    for field, value in archetype.fields.items():
        yield Figure(
            spec(field).label, _answer(field, value.value), value.mark, catalogue.source_of(value)
        )


def _number(name: Text, number: Sourced[float], unit: str, catalogue: Catalogue) -> Figure:
    text = f"{number.value:g} {unit}"
    return Figure(name, Text(text, text), number.mark, catalogue.source_of(number))


def _answer(field: str, value: object) -> Text:
    declared = spec(field)
    chosen = declared.choice(str(value))
    if chosen is not None:
        return chosen.label
    text = f"{value:g}" if isinstance(value, int | float) else str(value)
    unit = declared.unit_of(value, "en")
    return Text(f"{text} {declared.unit}".strip(), f"{text} {unit}".strip())


@dataclass(frozen=True, slots=True)
class PackView:
    """A policy pack to be looked at: the deciding method first."""

    name: Text
    version: str
    date: str
    bundled: bool
    decides: str
    methods: tuple[tuple[str, Text, tuple[Figure, ...]], ...]
    limits: tuple[Figure, ...]


def pack_view(village: VillageValues) -> PackView:
    """Return the policy pack of a village as it is shown."""
    bundled = load_policy_pack()
    _catalogue, pack = own_reference(village, load_catalogue(), bundled)
    methods = sorted(pack.methods, key=lambda method: method.id != pack.decides)
    return PackView(
        pack.name,
        pack.version,
        pack.date,
        pack.sha256 == bundled.sha256,
        pack.decides,
        tuple((m.id, m.name, tuple(_method(m, pack))) for m in methods),
        tuple(_limits(pack)),
    )


def _method(method: Any, pack: PolicyPack) -> Iterator[Figure]:
    basis = {
        "heating_need": Text("取暖需热量", "Heating need"),
        "primary_energy": Text("综合能耗(标准煤)", "Primary energy"),
    }[method.basis]
    yield Figure(Text("比什么", "What is compared"), basis, "", Text("", ""))
    for name, number, unit, factor in (
        (Text("达标线", "Line to reach"), method.threshold, "%", 100),
        (Text("要有的把握", "Probability needed"), method.required_probability, "%", 100),
        (Text("计算室温", "Room temperature"), method.theta_set, "℃", 1),
        (Text("墙窗屋顶至少", "Envelope at least"), method.envelope_part_min, "%", 100),
    ):
        if number is not None:
            text = f"{number.value * factor:g} {unit}"
            yield Figure(name, Text(text, text), number.mark, pack.source_of(number))
    (month, day), (end_month, end_day) = method.season
    season = f"{month:02}-{day:02} – {end_month:02}-{end_day:02}"
    yield Figure(Text("采暖期", "Season"), Text(season, season), "", Text("", ""))
    yes, no = Text("算", "counted"), Text("不算", "not counted")
    yield Figure(
        Text("换设备", "New equipment"), yes if method.equipment_counts else no, "", Text("", "")
    )
    yield Figure(Text("光伏", "Photovoltaics"), yes if method.pv_counts else no, "", Text("", ""))


def _limits(pack: PolicyPack) -> Iterator[Figure]:
    for name, number, unit in (
        (Text("最少换气", "Least air change"), pack.air.n_minimum, "1/h"),
        (Text("没测过的透风最多按", "Unmeasured draughts at most"), pack.air.n_cap_before, "1/h"),
        (Text("标准煤系数(电)", "Coal equivalent, electricity"), pack.kgce_electricity, "kgce/kWh"),
        (Text("批量采购系数", "Batch purchase factor"), pack.batch_purchase_factor, ""),
    ):
        text = f"{number.value:g} {unit}".strip()
        yield Figure(name, Text(text, text), number.mark, pack.source_of(number))
    for level, number in enumerate(pack.label.limits, start=1):
        text = f"≤ {number.value:g} kWh/m²"
        name = Text(f"节能等级 {level} 级（{pack.label.date}）", f"Level {level} of 5")
        yield Figure(name, Text(text, text), number.mark, pack.source_of(number))
    wet = pack.works.wet_theta_min
    text = f"{wet.value:g} ℃"
    name = Text("抹灰夜里至少", "Nights for render at least")
    yield Figure(name, Text(text, text), wet.mark, pack.source_of(wet))
    for name, spans in (
        (Text("农忙", "Harvest"), pack.works.harvests),
        (Text("雨季", "Rains"), pack.works.rains),
    ):
        said = ", ".join(f"{a:02}-{b:02} – {c:02}-{d:02}" for (a, b), (c, d) in spans.value)
        yield Figure(name, Text(said, said), spans.mark, pack.source_of(spans))
    for rate in pack.day_rates:
        text = f"{rate.rate.low:g}–{rate.rate.high:g}"
        yield Figure(
            rate.name,
            Text(f"{text} 元/天", f"{text} yuan/day"),
            rate.rate.mark,
            pack.source_of(rate.rate),
        )
