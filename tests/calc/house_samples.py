"""A resolved house by hand: five bays, three heated, 370 brick, slab roof, single glazing."""

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


def layers(catalogue: Catalogue, construction: str) -> tuple[BuildLayer, ...]:
    """Return the layers of a catalogue construction."""
    return tuple(
        BuildLayer(spec.material, spec.d.value if spec.d else 0.0, spec.r.value if spec.r else None)
        for spec in catalogue.constructions[construction].layers
    )


def elements(catalogue: Catalogue) -> MappingProxyType[str, Element]:
    """Return the elements of a 370 brick house with a slab roof."""
    wall = layers(catalogue, "W_BR370")
    found = {
        f"wall.{side}": Element(
            f"wall.{side}", "wall", wall, "W_BR370", side=side, leakage="masonry"
        )
        for side in ("S", "N", "E", "W")
    }
    inner = (BuildLayer("mortar_lime", 0.015), BuildLayer("brick_solid_heavy", 0.24))
    found |= {
        "gable": Element("gable", "gable", wall, leakage="masonry"),
        "roof": Element("roof", "roof", layers(catalogue, "R_SLAB_CINDER100"), leakage="precast"),
        "ceiling": Element("ceiling", "ceiling", ()),
        "floor": Element("floor", "floor", layers(catalogue, "F_CONC")),
        "slab": Element("slab", "slab", (BuildLayer("concrete_rc", 0.12),)),
        "partition": Element("partition", "partition", inner),
    }
    return MappingProxyType(found)


def window(catalogue: Catalogue, side: str, count: int, *, width: float = 1.5) -> OpeningGroup:
    """Return single-glazed steel windows of one side."""
    spec = catalogue.windows["win_steel_single"]
    return OpeningGroup(
        f"window.{side}", "window", side, spec.id, spec.u_value.value, spec.g_whole.value,
        spec.q1.value, spec.crack.value, width, 1.5, count,
    )  # fmt: skip


def door(catalogue: Catalogue) -> OpeningGroup:
    """Return the front door."""
    spec = catalogue.windows["door_steel_single"]
    return OpeningGroup(
        "door.S", "door", "S", spec.id, spec.u_value.value, spec.g_whole.value,
        spec.q1.value, spec.crack.value, 1.0, 2.0, 1, sill=0.0, gap_class="",
    )  # fmt: skip


def sample_house(catalogue: Catalogue, pack: PolicyPack) -> ResolvedHouse:
    """Return the house."""
    plan = FloorPlan(5, 16.5, 6.9, 3.0, 1, 180.0, "flat", 0.0, 3.0, 1.0, 0.4)
    gains = pack.gains
    day = UsePattern((14.0,) * 24, "operative", SEASON, 1.0, 14.0)
    return ResolvedHouse(
        id="h",
        archetype="brick_slab_1990",
        plan=plan,
        elements=elements(catalogue),
        openings=(window(catalogue, "S", 5), window(catalogue, "N", 3, width=1.0), door(catalogue)),
        floor=GroundFloor("solid", 1.5),
        sunspace=None,
        air=Air("avg", False, "village"),
        gains=Gains(gains.phi_int.value, gains.profile, 0.5, 2.0, 80.0, 110.0),
        heating=HeatingPlant("gas", "gas_boiler", "natural_gas", 0.86, "radiator", 0.7, True),
        services=Services("solar", ("lpg",), "all", 2.0),
        bills=Bills(),
        standard=day,
        actual=replace(day, control="air", theta_set=(16.0,) * 24, theta_day=16.0),
        inputs=(),
    )
