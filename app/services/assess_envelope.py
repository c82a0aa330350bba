"""The envelope of an assessment: its parts, their K against limits, and what they lose."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.calc.build_up import element_u, floor_layers, layers_of
from app.calc.ground import base_u_value, edge_psi, slab_u_value
from app.calc.layers import u_value_gb50176
from app.calc.shape import LOCAL_AZIMUTH, Shape
from app.calc.thermal_model import slab_of
from app.i18n import Text
from app.model.assessment import (
    LOSS_PARTS,
    ElementResult,
    LimitCheck,
    LossPart,
    Mark,
    PartLoss,
    SlabResult,
)
from app.model.catalogue import Catalogue, StandardLimit
from app.model.hourly import HeatBalance
from app.model.house import SIDES, BuildLayer, OpeningGroup, ResolvedHouse, Side
from app.model.quick import replace
from app.model.value import Provenance
from app.services.assess_layers import layer_results

ROUNDED = 0.005
"""A limit is met when K printed with two digits meets it [W/(m²·K)]."""
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
    """Return the parts that bound the heated rooms, with what they lose."""
    return with_losses(elements_of(house, shape, catalogue), losses)


def with_losses(elements: tuple[ElementResult, ...], losses: Losses) -> tuple[ElementResult, ...]:
    """Return the parts with what they lose."""
    lost = [losses.by_element.get(element.id, 0.0) for element in elements]
    return tuple(
        replace(element, q_tr=q, share=losses.share(q))
        for element, q in zip(elements, lost, strict=True)
    )


def elements_of(
    house: ResolvedHouse, shape: Shape, catalogue: Catalogue
) -> tuple[ElementResult, ...]:
    """Return the parts that bound the heated rooms, as if nothing were lost."""
    return tuple(
        ElementResult(
            id=row.id,
            part=part_of(row.id),
            name=row.name,
            construction=row.construction,
            orientation=row.side,
            area=row.area,
            u_value=row.u_value,
            q_tr=0.0,
            share=0.0,
            provenance=row.provenance,
            limits=(checks := _limits(row, house, shape, catalogue)),
            layers=layer_results(house, row.id, catalogue),
            no_limit=_no_limit(checks, catalogue),
            slab=slab_result(house, shape, catalogue) if row.id == "floor" else None,
            mark=row.mark,
            source=row.source,
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
    mark: Mark | None = None
    source: Text | None = None


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
    spec = catalogue.windows[group.spec]
    own = group.u_value != spec.u_value.value
    return _Row(
        group.id,
        group.kind,
        name,
        spec.name,
        group.side,
        area,
        group.u_value,
        group.provenance,
        None if own else spec.u_value.mark,
        None if own else catalogue.source_of(spec.u_value),
    )


def _floor(house: ResolvedHouse, shape: Shape, catalogue: Catalogue) -> _Row:
    area = sum(room.slab_area for room in shape.rooms if room.conditioned)
    u = floor_u(house, shape, catalogue)
    text = build_up_name(house, "floor", catalogue)
    return _Row("floor", "floor", _FLOOR, text, "", area, u, house.elements["floor"].provenance)


def floor_u(house: ResolvedHouse, shape: Shape, catalogue: Catalogue) -> float:
    """Return U of the heated ground floor (ISO 13370) [W/(m²·K)]."""
    layers = floor_layers(house, catalogue.materials)
    return slab_u_value(slab_of(house, shape.room("main"), layers, catalogue))


def slab_result(house: ResolvedHouse, shape: Shape, catalogue: Catalogue) -> SlabResult:
    """Return the ground floor of the main rooms with what its U is made of."""
    layers = floor_layers(house, catalogue.materials)
    slab = slab_of(house, shape.room("main"), layers, catalogue)
    return SlabResult(
        area=slab.area,
        perimeter=slab.exposed_perimeter,
        wall_thickness=slab.wall_thickness,
        r_floor=slab.r_floor,
        lambda_soil=slab.lambda_soil,
        b_prime=slab.b_prime,
        d_t=slab.d_t,
        u_0=float(base_u_value(slab)),
        psi_edge=edge_psi(slab),
    )


def _limits(
    row: _Row, house: ResolvedHouse, shape: Shape, catalogue: Catalogue
) -> tuple[LimitCheck, ...]:
    """Return the checks of a part, the tightest limit of each standard that concerns it."""
    wanted = [limit for limit in catalogue.limits if _concerns(limit, row, house, shape)]
    return tuple(_check(limit, row, house, catalogue) for limit in wanted)


def _check(
    limit: StandardLimit, row: _Row, house: ResolvedHouse, catalogue: Catalogue
) -> LimitCheck:
    value = row.u_value
    if limit.resistance:
        value = edge_resistance(house, catalogue)
    elif limit.element == "basement_slab":
        value = u_value_gb50176(layers_of(house.elements["floor"], catalogue.materials))
    bar = limit.limit.value
    passed = value >= bar - ROUNDED if limit.resistance else value <= bar + ROUNDED
    return LimitCheck(
        standard=limit.standard,
        clause=limit.clause,
        limit=bar,
        passed=passed,
        mark=limit.limit.mark,
        tier=limit.tier,
        quantity="R" if limit.resistance else "U",
        value=value,
        source=catalogue.source_of(limit.limit),
    )


def edge_resistance(house: ResolvedHouse, catalogue: Catalogue) -> float:
    """Return R of the insulation at the perimeter of the ground floor [m²·K/W]."""
    element = house.elements["floor"]
    found = sum(
        layer.resistance
        for layer in layers_of(element, catalogue.materials)
        if catalogue.materials[layer.name].category == "insulation"
    )
    edge = house.floor.edge
    if edge is not None:
        found += edge.d / catalogue.materials[edge.material].lambda_design
    return found


def _no_limit(checks: Sequence[LimitCheck], catalogue: Catalogue) -> tuple[str, ...]:
    """Return the standards that do not limit a part."""
    found = {check.standard for check in checks}
    return tuple(dict.fromkeys(x.standard for x in catalogue.limits if x.standard not in found))


def _concerns(limit: StandardLimit, row: _Row, house: ResolvedHouse, shape: Shape) -> bool:
    under = {"floor_edge": "solid", "basement_slab": "basement"}.get(limit.element)
    if under is not None:
        return row.kind == "floor" and house.floor.under == under
    if limit.element != row.kind:
        return False
    if row.kind == "window" and not _holds_at(limit, window_share(shape, row.side)):
        return False
    if not limit.orientation:
        return True
    return (limit.orientation == "S") == _faces_south(row.side, house)


def _holds_at(limit: StandardLimit, share: float) -> bool:
    """Tell whether a limit of windows is meant for this share of window in the wall."""
    return share <= limit.wwr_to and (limit.wwr_from == 0.0 or share > limit.wwr_from)


def window_share(shape: Shape, side: str) -> float:
    """Return the share of windows in the walls of the heated rooms of a side [-]."""
    faces = {
        face.id: face.area
        for face in shape.faces
        if face.element == f"wall.{side}" and face.zone in shape.heated
    }
    gross = sum(faces.values())
    windows = (p for p in shape.pieces if p.face in faces and p.group.startswith("window"))
    return sum(piece.area for piece in windows) / gross if gross > 0.0 else 0.0


def _faces_south(side: str, house: ResolvedHouse) -> bool:
    """Tell whether a side looks within 45° of south (GB 55015 orientation sectors)."""
    local = next((azimuth for name, azimuth in LOCAL_AZIMUTH.items() if name == side), 180.0)
    azimuth = (local + house.plan.azimuth - 180.0) % 360.0
    return abs(azimuth - 180.0) <= 45.0
