"""The catalogue of measures as the settings show it: what holds in the village, and the usual."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import Text
from app.model.catalogue import Catalogue, ExtraLine, Measure
from app.model.survey import VillageValues, village_value
from app.services.bundles import unpack
from app.services.own_figures import PACK, OwnPrice, own_prices, own_reference
from app.services.own_measures import COLUMNS, VARIANT, thickness
from app.services.own_rows import OwnFigure, figures_of, key_of, source_text
from app.store.catalogue import load_catalogue, load_policy_pack

SIDE_COST = "extra"


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure or side cost: price [yuan/unit], shares of work [-], life [a] as they hold.

    ``usual`` is what the catalogue says, None for a variant of the village. ``own`` is the
    village's price, ``numbers`` its other figures by column. ``insulation`` [m] is what the
    measure adds. ``source`` is that of the usual price or of the variant, ``date`` of the price.
    ``theta_min`` [°C] of the air while the works are done, None without a limit.
    """

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
    labour: float
    unskilled: float
    life: float | None
    days: Text
    weather: Text
    goods: Text
    insulation: float | None
    usual: Measure | ExtraLine | None
    own: OwnPrice | None
    numbers: dict[str, OwnFigure]
    variant: bool = False
    theta_min: float | None = None

    @property
    def changed(self) -> bool:
        """Tell whether the village has laid down anything of its own."""
        return self.own is not None or bool(self.numbers) or self.variant


def district_catalogue(village: VillageValues) -> Catalogue:
    """Return the catalogue that holds before the village's own figures: program or bundle."""
    text = str(village_value(village, PACK).value or "")
    base = load_catalogue()
    return unpack(text.encode(), "", base).catalogue if text else base


def measure_rows(village: VillageValues) -> list[MeasureRow]:
    """Return every measure and side cost, grouped by part of the house in catalogue order."""
    usual = district_catalogue(village)
    catalogue, _pack = own_reference(village, load_catalogue(), load_policy_pack())
    prices, figures = own_prices(village), figures_of(village)
    categories = list(dict.fromkeys(m.category for m in catalogue.measures.values()))
    measures = sorted(
        catalogue.measures.values(),
        key=lambda m: (categories.index(m.category), m.id not in usual.measures),
    )
    found = [
        _row(m, m.category, catalogue, usual.measures.get(m.id), prices.get(m.id), figures)
        for m in measures
    ]
    return found + [
        _row(x, SIDE_COST, catalogue, usual.extra_lines.get(x.id), prices.get(x.id), figures)
        for x in catalogue.extra_lines.values()
    ]


def _row(
    item: Measure | ExtraLine,
    category: str,
    catalogue: Catalogue,
    usual: Measure | ExtraLine | None,
    own: OwnPrice | None,
    figures: Mapping[str, OwnFigure],
) -> MeasureRow:
    numbers: dict[str, OwnFigure] = {}
    for column in COLUMNS:
        figure = figures.get(key_of(column, item.id))
        if figure is not None:
            numbers[column] = figure
    measure = item if isinstance(item, Measure) else None
    variant = figures.get(key_of(VARIANT, item.id))
    return MeasureRow(
        id=item.id,
        name=item.name,
        category=category,
        unit=item.unit,
        low=item.cost.low,
        typical=item.cost.typical,
        high=item.cost.high,
        mark=item.cost.mark,
        source=_source(item, catalogue, usual, variant),
        date=own.date if own is not None else catalogue.date,
        labour=item.labour_share.value,
        unskilled=item.unskilled_share.value,
        life=measure.life.value if measure else None,
        days=_days(measure),
        weather=weather_words(measure),
        goods=_goods(measure, catalogue),
        insulation=thickness(measure, catalogue) if measure else None,
        usual=usual,
        own=own,
        numbers=numbers,
        variant=variant is not None,
        theta_min=measure.weather.theta_min.value
        if measure is not None and measure.weather.theta_min is not None
        else None,
    )


def _source(
    item: Measure | ExtraLine,
    catalogue: Catalogue,
    usual: Measure | ExtraLine | None,
    variant: OwnFigure | None,
) -> Text:
    """Return where the catalogue's price is from, or who made the variant."""
    if variant is not None:
        return source_text(variant)
    return catalogue.source_of(usual.cost if usual is not None else item.cost)


NONE = Text("", "")


def _days(measure: Measure | None) -> Text:
    if measure is None:
        return NONE
    base, each, unit = measure.days.base.value, measure.days.each.value, measure.unit
    zh = [f"{base:g} 天"] * (base > 0) + [f"每{unit.zh} {each:g} 天"] * (each > 0)
    en = [f"{base:g} days"] * (base > 0) + [f"{each:g} days per {unit.en}"] * (each > 0)
    return Text(" + ".join(zh), " + ".join(en))


def weather_words(measure: Measure | None) -> Text:
    """Return the weather in which a measure may be done, empty where there is no limit."""
    if measure is None:
        return NONE
    limits, zh, en = measure.weather, [], []
    if limits.theta_min is not None:
        zh.append(f"{limits.theta_min.value:g} ℃以上")
        en.append(f"above {limits.theta_min.value:g} °C")
    if limits.dry:
        zh.append("不下雨")
        en.append("no rain")
    if limits.wind_max is not None:
        zh.append(f"风不过{limits.wind_max.value:g}级")
        en.append(f"wind up to grade {limits.wind_max.value:g}")
    return Text("、".join(zh), ", ".join(en))


def _goods(measure: Measure | None, catalogue: Catalogue) -> Text:
    if measure is None:
        return NONE
    parts = [(catalogue.goods[item.good], item.amount.value) for item in measure.goods]
    return Text(
        "、".join(f"{good.name.zh} {amount:g} {_unit_zh(good.unit)}" for good, amount in parts),
        ", ".join(f"{good.name.en} {amount:g} {good.unit}" for good, amount in parts),
    )


def _unit_zh(unit: str) -> str:
    return {"piece": "个", "kg": "公斤"}.get(unit, unit)
