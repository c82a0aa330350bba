"""The envelope of an assessment: its parts, their K against limits, and what they lose."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.calc.build_up import element_u, floor_layers
from app.calc.ground import slab_u_value
from app.calc.heat_load import HeatedPart, HeatLoadCase, design_heat_load
from app.calc.shape import LOCAL_AZIMUTH, Shape
from app.calc.thermal_model import slab_of
from app.i18n import Text
from app.model.assessment import LOSS_PARTS, ElementResult, LimitCheck, LossPart, PartLoss
from app.model.catalogue import Catalogue, StandardLimit
from app.model.hourly import HeatBalance
from app.model.house import SIDES, BuildLayer, OpeningGroup, ResolvedHouse, Side
from app.model.value import Provenance

ROUNDED = 0.005
"""A limit is met when K printed with two digits meets it [W/(m²·K)]."""
B_U_SIDE = 0.5
"""Temperature factor of unheated rooms (EN 12831-1, simplified)."""
DELTA_U_TB = 0.05
"""Thermal bridges on external dimensions [W/(m²·K)] (EN 12831-1, estimate C)."""
REHEAT = 13.0
"""Heating-up allowance where heating is not continuous [W/m²] (C)."""
THETA_DESIGN = 18.0
"""Operative temperature that equipment is sized for [°C]."""
_WALLS: Mapping[Side, Text] = {
    "S": Text("南墙", "Front wall"),
    "N": Text("北墙", "Back wall"),
    "E": Text("东墙", "East wall"),
    "W": Text("西墙", "West wall"),
}
_WINDOWS: Mapping[Side, Text] = {
    "S": Text("南窗", "Front windows"),
    "N": Text("北窗", "Back windows"),
    "E": Text("东窗", "East windows"),
    "W": Text("西窗", "West windows"),
}
_PARTITION = Text("与不取暖房间的隔墙", "Wall to unheated rooms")
_ROOF, _FLOOR, _DOOR = Text("屋顶", "Roof"), Text("地面", "Floor"), Text("外门", "Outer door")
_INNER = Text("砖隔墙", "Brick partition")
_OWN = Text("按层组成", "Composed of layers")


@dataclass(frozen=True, slots=True)
class Losses:
    """Losses by element and by air over the season [kWh], and their total."""

    by_element: Mapping[str, float]
    air: float

    @property
    def total(self) -> float:
        """All losses [kWh]."""
        return sum(self.by_element.values()) + self.air

    def share(self, q: float) -> float:
        """Return the share [-] of a loss."""
        return q / self.total if self.total > 0.0 else 0.0


def losses_of(balance: HeatBalance) -> Losses:
    """Return what leaves the heated rooms; parts that gain more than they lose count 0."""
    found: dict[str, float] = {}
    for name, heat in balance.transmission.items():
        key = "gable" if name == "gable" else _row_of(name)
        found[key] = found.get(key, 0.0) + max(-float(heat), 0.0)
    air = max(-float(balance.q_ve + balance.q_zones), 0.0)
    return Losses(found, air)


def _row_of(name: str) -> str:
    return "roof" if name == "ceiling" else name


def part_of(element: str) -> LossPart:
    """Return the heading under which an element's loss is shown."""
    if element.startswith(("window", "door")):
        return "opening"
    if element in ("roof", "ceiling"):
        return "roof"
    return "floor" if element == "floor" else "wall"


def part_losses(losses: Losses, cost: float) -> tuple[PartLoss, ...]:
    """Return the five parts; ``cost`` [yuan] of the season is shared by their losses."""
    q: dict[LossPart, float] = dict.fromkeys(LOSS_PARTS, 0.0)
    for element, heat in losses.by_element.items():
        q[part_of(element)] += heat
    q["air"] = losses.air
    return tuple(
        PartLoss(part, q[part], losses.share(q[part]), cost * losses.share(q[part]))
        for part in LOSS_PARTS
    )


def elements_table(
    house: ResolvedHouse, shape: Shape, losses: Losses, catalogue: Catalogue
) -> tuple[ElementResult, ...]:
    """Return the parts that bound the heated rooms."""
    return tuple(
        ElementResult(
            id=row.id,
            part=part_of(row.id),
            name=row.name,
            construction=row.construction,
            orientation=row.side,
            area=row.area,
            u_value=row.u_value,
            q_tr=losses.by_element.get(row.id, 0.0),
            share=losses.share(losses.by_element.get(row.id, 0.0)),
            provenance=row.provenance,
            limits=_limits(row, house, catalogue),
        )
        for row in _rows(house, shape, catalogue)
    )


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    kind: str
    name: Text
    construction: Text
    side: str
    area: float
    u_value: float
    provenance: str


def _rows(house: ResolvedHouse, shape: Shape, catalogue: Catalogue) -> Iterator[_Row]:
    for side in SIDES:
        area = shape.element_area(f"wall.{side}", heated_only=True)
        if area > 0.0:
            yield _opaque(house, f"wall.{side}", _WALLS[side], area, catalogue, side)
    gables = shape.element_area("gable", heated_only=True)
    if gables > 0.0:
        yield _opaque(house, "gable", Text("山尖墙", "Gable triangles"), gables, catalogue, "")
    inner = shape.element_area("partition", heated_only=True, external=False)
    if inner > 0.0:
        u = element_u(house, "partition", catalogue.materials)
        rule = Provenance.DEFAULT.value
        yield _Row("partition", "inner", _PARTITION, _INNER, "", inner, u, rule)
    yield _opaque(house, "roof", _ROOF, _roof_area(shape), catalogue, "")
    for group in house.openings:
        area = shape.group_area(group.id, heated_only=True)
        if area > 0.0:
            yield _opening(group, area, catalogue)
    yield _floor(house, shape, catalogue)


def _roof_area(shape: Shape) -> float:
    sloped = shape.element_area("roof", heated_only=True)
    return sloped + shape.element_area("ceiling", heated_only=True, external=False)


def _opaque(
    house: ResolvedHouse, element_id: str, name: Text, area: float, catalogue: Catalogue, side: str
) -> _Row:
    element = house.elements[element_id]
    u = element_u(house, element_id, catalogue.materials)
    text = build_up_name(house, element_id, catalogue)
    kind = "roof" if element_id == "roof" else "wall"
    return _Row(element_id, kind, name, text, side, area, u, element.provenance)


def build_up_name(house: ResolvedHouse, element_id: str, catalogue: Catalogue) -> Text:
    """Return how an element is built: its construction, then insulation with thickness."""
    element = house.elements[element_id]
    ceiling = house.elements["ceiling"].layers if element_id == "roof" else ()
    layers = (*element.layers, *ceiling)
    spec = catalogue.constructions.get(element.construction)
    base = spec.name if spec else _core_name(element.layers, ceiling, catalogue)
    extra = [layer for layer in layers if layer.insulation or layer.added]
    if not extra:
        return base
    named = [(catalogue.materials[x.material].name, round(x.d * 1000.0)) for x in extra]
    return Text(
        base.zh + "".join(f"＋{n.zh}{mm} mm" for n, mm in named),
        base.en + "".join(f" + {n.en} {mm} mm" for n, mm in named),
    )


def _core_name(
    layers: Sequence[BuildLayer], ceiling: Sequence[BuildLayer], catalogue: Catalogue
) -> Text:
    """Return the thickest old layer, and what the ceiling is of."""
    old = [x for x in layers if not (x.insulation or x.added)]
    if not old:
        return _OWN
    core = max(old, key=lambda layer: layer.d)
    name = catalogue.materials[core.material].name
    mm = round(core.d * 1000.0)
    text = Text(f"{name.zh}{mm} mm", f"{name.en} {mm} mm")
    boards = [x for x in ceiling if not (x.insulation or x.added)]
    if not boards:
        return text
    board = catalogue.materials[boards[-1].material].name
    return Text(f"{text.zh}，吊顶{board.zh}", f"{text.en}, ceiling {board.en}")


def _opening(group: OpeningGroup, area: float, catalogue: Catalogue) -> _Row:
    name = _DOOR if group.kind == "door" else _WINDOWS[group.side]
    text = catalogue.windows[group.spec].name
    return _Row(group.id, group.kind, name, text, group.side, area, group.u_value, group.provenance)


def _floor(house: ResolvedHouse, shape: Shape, catalogue: Catalogue) -> _Row:
    area = sum(room.slab_area for room in shape.rooms if room.conditioned)
    u = floor_u(house, shape, catalogue)
    text = build_up_name(house, "floor", catalogue)
    return _Row("floor", "floor", _FLOOR, text, "", area, u, house.elements["floor"].provenance)


def floor_u(house: ResolvedHouse, shape: Shape, catalogue: Catalogue) -> float:
    """Return U of the heated ground floor (ISO 13370) [W/(m²·K)]."""
    layers = floor_layers(house, catalogue.materials)
    return slab_u_value(slab_of(house, shape.room("main"), layers, catalogue))


def _limits(row: _Row, house: ResolvedHouse, catalogue: Catalogue) -> tuple[LimitCheck, ...]:
    wanted = [limit for limit in catalogue.limits if _concerns(limit, row, house)]
    return tuple(
        LimitCheck(
            standard=limit.standard,
            clause=limit.clause,
            limit=limit.limit.value,
            passed=row.u_value <= limit.limit.value + ROUNDED,
            mark=limit.limit.mark,
        )
        for limit in wanted
    )


def _concerns(limit: StandardLimit, row: _Row, house: ResolvedHouse) -> bool:
    if limit.resistance or limit.element != row.kind:
        return False
    if not limit.orientation:
        return True
    return (limit.orientation == "S") == _faces_south(row.side, house)


def _faces_south(side: str, house: ResolvedHouse) -> bool:
    """Tell whether a side looks within 45° of south (GB 55015 orientation sectors)."""
    local = next((azimuth for name, azimuth in LOCAL_AZIMUTH.items() if name == side), 180.0)
    azimuth = (local + house.plan.azimuth - 180.0) % 360.0
    return abs(azimuth - 180.0) <= 45.0


def heat_load(
    house: ResolvedHouse,
    shape: Shape,
    n: float,
    theta_e: float,
    theta_year: float,
    catalogue: Catalogue,
) -> float:
    """Return the design heat load of the heated rooms [W] (EN 12831-1, simplified)."""
    rooms = [room for room in shape.rooms if room.conditioned]
    parts = [
        HeatedPart(row.area, row.u_value, B_U_SIDE if row.id == "partition" else 1.0)
        for row in _rows(house, shape, catalogue)
        if row.id != "floor"
    ]
    continuous = all(theta is not None for theta in house.actual.theta_set)
    steady = continuous and len(set(house.actual.theta_set)) == 1
    return design_heat_load(
        HeatLoadCase(
            parts=parts,
            theta_int=THETA_DESIGN,
            theta_e=theta_e,
            theta_year=theta_year,
            volume=sum(room.volume for room in rooms),
            n=n,
            area=sum(room.area for room in rooms),
            ground_area=sum(room.slab_area for room in rooms),
            ground_u=floor_u(house, shape, catalogue),
            delta_u_tb=DELTA_U_TB,
            reheat=0.0 if steady else REHEAT,
        )
    )
