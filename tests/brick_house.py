"""A 370 brick farmhouse with a tiled timber roof, resolved by hand: four bays, three heated."""

from dataclasses import replace
from types import MappingProxyType

from app.model.catalogue import Catalogue, PolicyPack
from app.model.house import (
    Air,
    Bills,
    BuildLayer,
    Element,
    FloorPlan,
    Gains,
    GroundFloor,
    HeatingPlant,
    OpeningGroup,
    ResolvedHouse,
    Services,
    UsePattern,
)

SEASON = ((11, 15), (3, 15))


def _layers(catalogue: Catalogue, construction: str) -> tuple[BuildLayer, ...]:
    return tuple(
        BuildLayer(spec.material, spec.d.value if spec.d else 0.0, spec.r.value if spec.r else None)
        for spec in catalogue.constructions[construction].layers
    )


def _window(catalogue: Catalogue, side: str, count: int, spec_id: str) -> OpeningGroup:
    spec = catalogue.windows[spec_id]
    return OpeningGroup(
        id=f"window.{side}",
        kind="door" if spec.kind == "door" else "window",
        side=side,
        spec=spec.id,
        u_value=spec.u_value.value,
        g_value=spec.g_whole.value,
        q1=spec.q1.value,
        crack=spec.crack.value,
        width=1.5,
        height=1.5,
        count=count,
        gap_class="leaky",
        provenance="told",
    )


def brick_house(
    catalogue: Catalogue, pack: PolicyPack, wall: str = "W_BR370", roof: str = "pitched"
) -> ResolvedHouse:
    """Return the house; ``roof`` pitched (tile on mud, gypsum ceiling) or flat (slab, cinder)."""
    tiles = _layers(catalogue, "R_TILE_MUD50_PAPER")[:3]
    slab = _layers(catalogue, "R_SLAB_CINDER100")
    flat = roof == "flat"
    ceiling = () if flat else (BuildLayer("gypsum_board", 0.0095),)
    walls = {
        f"wall.{side}": Element(
            f"wall.{side}", "wall", _layers(catalogue, wall), wall, "told", side,
            leakage="masonry", finish="render", defects="ok",
        )
        for side in ("S", "N", "E", "W")
    }  # fmt: skip
    elements = {
        **walls,
        "gable": Element("gable", "gable", _layers(catalogue, wall), wall, "told"),
        "roof": Element(
            "roof", "roof", slab if flat else tiles, provenance="told",
            leakage="precast" if flat else "sealed_board", defects="ok",
        ),
        "ceiling": Element("ceiling", "ceiling", ceiling),
        "floor": Element("floor", "floor", _layers(catalogue, "F_CONC"), "F_CONC"),
        "slab": Element("slab", "slab", _layers(catalogue, "R_RC100_CINDER50")),
        "partition": Element("partition", "partition", _layers(catalogue, "W_BR240")),
    }  # fmt: skip
    door = replace(
        _window(catalogue, "S", 1, "door_wood_solid"),
        id="door.S", width=0.9, height=2.0, sill=0.0, gap_class="",
    )  # fmt: skip
    standard = UsePattern((14.0,) * 24, "operative", SEASON, 1.0, 14.0)
    gains = pack.gains
    return ResolvedHouse(
        id="brick",
        archetype="brick_timber_370",
        plan=FloorPlan(
            bays=4, length=13.2, depth=6.0, height=2.8, storeys=1, azimuth=180.0,
            form="flat" if flat else "gable", rise=0.0 if flat else 1.6, heated_bays=3.0,
            first_heated=1.0, wall_thickness=0.41, eaves=0.4,
        ),
        elements=MappingProxyType(elements),
        openings=(
            _window(catalogue, "S", 4, "win_wood_single"),
            _window(catalogue, "N", 2, "win_wood_single"),
            door,
        ),
        floor=GroundFloor("solid", 1.5),
        sunspace=None,
        air=Air("leaky", False, "village", pieces=(("hole", 1),), provenance="told"),
        gains=Gains(
            gains.phi_int.value, gains.profile, gains.radiative_fraction.value, 3.0, 80.0, 120.0
        ),
        heating=HeatingPlant("ashp_a", "ashp_fan", "electricity", 2.6, "air", 1.0, False),
        services=Services("solar", ("lpg",), "led", 3.0, 1),
        bills=Bills(),
        standard=standard,
        actual=replace(standard, theta_set=(13.0,) * 24, control="air", theta_day=13.0),
        inputs=(),
    )  # fmt: skip
