"""Mould and condensation of the opaque outdoor elements of a house (ISO 13788, GB 50176)."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from app.calc.build_up import layers_of, roof_series
from app.calc.geometry import has_roof_space, shape_of
from app.calc.ground import DAYS
from app.calc.layers import AIR_LAYER
from app.calc.moisture import (
    MU_AIR,
    S_D_AIR,
    S_D_TIGHT,
    VapourLayer,
    climate_of,
    condensation,
    critical_month,
    saturation_pressure,
    surface_factor,
)
from app.calc.shape import Shape
from app.calc.transmission import R_SE, R_SI
from app.i18n import Text
from app.model.assessment import (
    ElementMoisture,
    Mark,
    Moisture,
    MoistureClimate,
    MoistureGain,
    MoistureVerdict,
)
from app.model.catalogue import Catalogue, Material, PolicyPack
from app.model.climate import WeatherYear
from app.model.house import SIDES, BuildLayer, ResolvedHouse
from app.model.thermal import Layer

NO_VERDICT: MoistureVerdict = "no_verdict"


def moisture_of(
    house: ResolvedHouse,
    catalogue: Catalogue,
    pack: PolicyPack,
    weather: WeatherYear,
    elements: Sequence[str] = (),
) -> Moisture:
    """Return the moisture check of a house as the family uses it; of some elements only."""
    rule = pack.moisture
    number = int(rule.humidity_class.value)
    theta_e, p_e = monthly_outdoors(weather)
    climate = climate_of(theta_e, p_e, set_point(house), rule.excess[number - 1].value)
    months = season_months(house)
    return Moisture(
        humidity_class=number,
        class_mark=rule.humidity_class.mark,
        class_source=pack.source_of(rule.humidity_class),
        climate=climate,
        elements=tuple(
            element_moisture(house, element, catalogue.materials, climate, months)
            for element in elements or outdoor_elements(house, shape_of(house))
        ),
    )


@lru_cache(maxsize=8)
def monthly_outdoors(weather: WeatherYear) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return monthly means of temperature [°C] and vapour pressure [Pa] (ISO 13788 4.2)."""
    theta = weather.theta_e
    p = np.array([saturation_pressure(float(t)) for t in theta]) * weather.relative_humidity
    edges = np.concatenate([[0], np.cumsum(DAYS)]) * 24
    spans = [slice(edges[k], edges[k + 1]) for k in range(12)]
    means = [(float(theta[x].mean()), float(p[x].mean())) for x in spans]
    return tuple(m[0] for m in means), tuple(m[1] for m in means)


def set_point(house: ResolvedHouse) -> float:
    """Return the mean temperature of the rooms while they are heated [°C]."""
    on = [theta for theta in house.actual.theta_set if theta is not None]
    return sum(on) / len(on) if on else house.actual.theta_day


def season_months(house: ResolvedHouse) -> tuple[int, ...]:
    """Return the months of the heating season of the family."""
    (first, _), (last, _) = house.actual.season
    count = (last - first) % 12 + 1
    return tuple((first - 1 + k) % 12 + 1 for k in range(count))


def outdoor_elements(house: ResolvedHouse, shape: Shape) -> tuple[str, ...]:
    """Return the ids of the opaque elements between heated rooms and outdoors."""
    walls = [f"wall.{side}" for side in SIDES]
    found = [e for e in (*walls, "gable") if shape.element_area(e, heated_only=True) > 0.0]
    return (*found, "roof")


def element_moisture(
    house: ResolvedHouse,
    element: str,
    materials: Mapping[str, Material],
    climate: MoistureClimate,
    months: Sequence[int],
) -> ElementMoisture:
    """Return the check of one element; below a ventilated roof space the ceiling is meant."""
    under_attic = element == "roof" and has_roof_space(house)
    specs, layers = _layers(house, element, materials, attic=under_attic)
    r_se = R_SI["up"] if under_attic else R_SE
    r_si = R_SI["up"] if element == "roof" else R_SI["horizontal"]
    f_rsi = surface_factor(sum(layer.resistance for layer in layers), r_se)
    month, least = critical_month(climate, months)
    unknown = tuple(dict.fromkeys(_unknown(layers, materials)))
    stack = (
        [] if unknown else [_vapour(s, x, materials) for s, x in zip(specs, layers, strict=True)]
    )
    found = condensation(stack, climate, r_si, r_se) if stack else None
    return ElementMoisture(
        element=element,
        f_rsi=f_rsi,
        f_rsi_min=least,
        month=month,
        mould_passed=f_rsi >= least,
        verdict=found.verdict if found else NO_VERDICT,
        unknown=unknown,
        planes=found.planes if found else (),
        gains=tuple(_gains(stack, found.gains, materials)) if found else (),
        peak=found.peak if found else 0.0,
        left=found.left if found else 0.0,
        diagram=found.diagram if found else (),
    )


def _layers(
    house: ResolvedHouse, element: str, materials: Mapping[str, Material], *, attic: bool
) -> tuple[list[BuildLayer], list[Layer]]:
    """Return the layers from inside to outside, as built and as calculated."""
    parts = [house.elements["ceiling" if attic else element]]
    series = list(layers_of(parts[0], materials))
    ceiling = house.elements["ceiling"]
    built = [layer for layer in parts[0].layers if layer.r is not None or layer.d > 0.0]
    if element == "roof" and not attic and ceiling.layers:
        series = list(roof_series(house, materials))
        inner = [layer for layer in ceiling.layers if layer.r is not None or layer.d > 0.0]
        air = series[len(built)]
        built = [*built, BuildLayer(AIR_LAYER, r=air.resistance), *inner]
    return built[::-1], series[::-1]


def _unknown(layers: Sequence[Layer], materials: Mapping[str, Material]) -> Iterator[str]:
    for layer in layers:
        if layer.name != AIR_LAYER and materials[layer.name].vapour is None:
            yield layer.name


def _vapour(built: BuildLayer, layer: Layer, materials: Mapping[str, Material]) -> VapourLayer:
    """Return a layer with its s_d, and its mass where its moisture is limited."""
    if built.material == AIR_LAYER:
        return VapourLayer(AIR_LAYER, layer.resistance, S_D_AIR)
    material = materials[built.material]
    permeability = material.vapour.value if material.vapour else 0.0
    s_d = min(MU_AIR / permeability * built.d, S_D_TIGHT) if permeability > 0.0 else S_D_TIGHT
    limit = material.moisture_limit.value if material.moisture_limit else 0.0
    return VapourLayer(material.id, layer.resistance, s_d, material.rho.value * built.d, limit)


def _gains(
    stack: Sequence[VapourLayer], gains: Sequence[float], materials: Mapping[str, Material]
) -> Iterator[MoistureGain]:
    for layer, gain in zip(stack, gains, strict=True):
        if gain > 0.0:
            limit = materials[layer.material].moisture_limit
            mark: Mark = limit.mark if limit else "C"
            yield MoistureGain(layer.material, gain, layer.limit, mark)


def worse(after: ElementMoisture, before: ElementMoisture) -> bool:
    """Tell whether works make an element fail: it was sound before, or gets wetter."""
    if after.verdict != "fails":
        return False
    return before.verdict != "fails" or after.peak > before.peak


def reason(after: ElementMoisture, materials: Mapping[str, Material]) -> Text:
    """Return the sentence that says what fails or what is not known."""
    if after.verdict == NO_VERDICT:
        names = [materials[item].name for item in after.unknown]
        zh, en = "、".join(n.zh for n in names), ", ".join(n.en for n in names)
        return Text(
            f"{zh}的蒸汽渗透系数不明，结露没有结论。",
            f"No verdict on condensation: the vapour permeability of {en} is unknown.",
        )
    over = [g for g in after.gains if g.gain > g.limit]
    if after.left > 1e-9:
        grams = round(1000.0 * after.left)
        return Text(
            f"一年下来墙体或屋面里还剩 {grams} g/m² 水，干不透。",
            f"After a year {grams} g/m² of water are left inside: it does not dry out.",
        )
    name = materials[over[0].material].name
    gain, limit = f"{over[0].gain:.0f}", f"{over[0].limit:.0f}"
    return Text(
        f"{name.zh}一冬吸湿 {gain} %，超过 {limit} %。",
        f"{name.en} takes up {gain} % of moisture in a winter, more than {limit} %.",
    )
