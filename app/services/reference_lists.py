"""Measures and house types as the settings show them: plain rows with source, mark and date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.i18n import Text
from app.model.catalogue import Archetype, Catalogue, PolicyPack
from app.model.catalogue.supply import TariffBand
from app.model.survey import VillageValues, spec, village_value
from app.services.own_figures import PACK, own_reference
from app.services.own_rows import TARIFF, TYPE, OwnFigure, figures_of, key_of, source_text
from app.services.own_types import choices_of, present
from app.services.solar_settings import pv_settings
from app.store.catalogue import load_catalogue, load_policy_pack


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a house type, a method or a pack, with where it comes from."""

    name: Text
    value: Text
    mark: str
    source: Text


@dataclass(frozen=True, slots=True)
class TypeFigure:
    """One value of a house type as it holds in a village, and what the program has.

    ``name`` is that of the record or the survey field, empty where nothing can be changed;
    ``choices`` are the codes it may take, None for a number. ``own`` is the village's.
    """

    name: str
    label: Text
    value: Text
    mark: str
    source: Text
    date: str
    unit: Text
    held: object
    usual: Text
    choices: list[tuple[str, Text]] | None
    own: OwnFigure | None


def archetypes(village: VillageValues) -> list[tuple[str, Text, list[TypeFigure]]]:
    """Return id, name and values of the house types as they hold in a village."""
    program = load_catalogue()
    catalogue, _pack = own_reference(village, program, load_policy_pack())
    figures = figures_of(village)
    return [
        (item.id, item.name, list(_type_figures(item, catalogue, program, figures)))
        for item in catalogue.archetypes.values()
    ]


_TYPE_LABELS: Mapping[str, Text] = {
    "wall": Text("外墙", "Wall"),
    "roof": Text("屋顶", "Roof"),
    "floor": Text("地面", "Floor"),
    "window_s": Text("南窗", "South windows"),
    "window_n": Text("北窗", "North windows"),
    "door": Text("外门", "Door"),
    "floor_area": Text("建筑面积", "Floor area"),
    "heated_area": Text("取暖面积", "Heated area"),
}
_SQUARE_METRES = Text("m²", "m²")
_NONE = Text("", "")


def _type_figures(
    archetype: Archetype,
    catalogue: Catalogue,
    program: Catalogue,
    figures: Mapping[str, OwnFigure],
) -> Iterator[TypeFigure]:
    first, last = archetype.built
    years = Text(f"{first or ''}–{last or ''}", f"{first or ''}–{last or ''}")
    built = Text("建成年份", "Year built")
    yield TypeFigure("", built, years, "", _NONE, "", _NONE, None, years, None, None)
    usual = program.archetypes[archetype.id]
    for name in (*_TYPE_LABELS, *archetype.fields):
        held, before = present(archetype, name), present(usual, name)
        if held is None or before is None:
            continue
        own = figures.get(key_of(TYPE, archetype.id, name))
        choices = choices_of(name, program)
        yield TypeFigure(
            name,
            _TYPE_LABELS[name] if name in _TYPE_LABELS else spec(name).label,
            _told(name, held.value, choices),
            held.mark,
            catalogue.source_of(held),
            own.date if own is not None and held != before else program.date,
            _unit(name),
            held.value,
            _told(name, before.value, choices),
            choices,
            own if held != before else None,
        )


def _unit(name: str) -> Text:
    if name in _TYPE_LABELS:
        return _SQUARE_METRES
    return Text(spec(name).unit, spec(name).unit_in("en"))


def _told(name: str, value: object, choices: list[tuple[str, Text]] | None) -> Text:
    if choices is not None:
        return dict(choices).get(str(value), Text(str(value), str(value)))
    if name in _TYPE_LABELS:
        return Text(f"{value:g} m²", f"{value:g} m²")
    return _answer(name, value)


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
        not village_value(village, PACK).value,
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
    yield from _present(pack)
    for level, number in enumerate(pack.label.limits, start=1):
        text = f"≤ {number.value:g} kWh/m²"
        name = Text(f"节能等级 {level} 级（{pack.label.date}）", f"Level {level} of 5")
        yield Figure(name, Text(text, text), number.mark, pack.source_of(number))
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
    told = pack if pack.pv is not None else load_policy_pack()
    for name, shown, held in pv_settings(told.pv) if told.pv is not None else ():
        yield Figure(name, shown, held.mark, told.source_of(held))


def _present(pack: PolicyPack) -> Iterator[Figure]:
    """Yield what the account of a house takes where nobody was asked."""
    rule = pack.present
    rows = [
        (Text("炕一天烧柴", "Wood of a kang a day"), rule.kang_fuel, "kg"),
        (Text("电热毯功率", "Electric blanket"), rule.blanket, "W"),
        (Text("做饭头一样燃料占", "Share of the first cooking fuel"), rule.cooking_main, ""),
        (Text("一台空调一夏", "An air conditioner in summer"), rule.cooling, "kWh"),
        (Text("小家电一户一年", "Small appliances of a house"), rule.appliances_base, "kWh/a"),
        (Text("用电占比目标", "Aim for electricity"), pack.carbon.electricity_share, ""),
    ]
    places = spec("R19").choices
    rows += [
        (Text(f"管道丢热：{x.label.zh}", f"Pipes lose: {x.label.en}"), rule.pipe_loss[x.code], "")
        for x in places
        if x.code in rule.pipe_loss
    ]
    rows += [
        (x.label, rule.devices[x.code].energy, "kWh/a")
        for x in spec("JA01").choices
        if x.code in rule.devices
    ]
    for name, number, unit in rows:
        text = f"{number.value:g} {unit}".strip()
        yield Figure(name, Text(text, text), number.mark, pack.source_of(number))


@dataclass(frozen=True, slots=True)
class Period:
    """One band of a tariff: hours [start, end) and price [yuan/kWh]."""

    name: Text
    start: int
    end: int
    price: float


@dataclass(frozen=True, slots=True)
class TariffView:
    """A tariff with periods as it holds in a village; ``share`` of heating in the last one [-]."""

    id: str
    name: Text
    periods: tuple[Period, ...]
    share: float
    mark: str
    source: Text
    since: str
    own: OwnFigure | None


def tariffs(village: VillageValues) -> list[TariffView]:
    """Return the tariffs that have periods."""
    _catalogue, pack = own_reference(village, load_catalogue(), load_policy_pack())
    figures = figures_of(village)
    return [_tariff(item, pack, figures) for item in pack.tariffs if item.bands]


def _period(band: TariffBand) -> Period:
    start, end = band.hours
    return Period(band.name, start, end, band.price.value)


def _tariff(tariff: Any, pack: PolicyPack, figures: Mapping[str, OwnFigure]) -> TariffView:
    own = figures.get(key_of(TARIFF, tariff.id))
    first = tariff.bands[0].price
    share = tariff.heating_share_valley
    return TariffView(
        tariff.id,
        tariff.name,
        tuple(_period(band) for band in tariff.bands),
        share.value if share is not None else 0.5,
        own.mark if own is not None else first.mark,
        source_text(own) if own is not None else pack.source_of(first),
        own.date if own is not None else tariff.valid_from,
        own,
    )
