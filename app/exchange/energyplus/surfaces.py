"""Surfaces, openings, eaves, internal mass and what lies behind them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.exchange.energyplus.constructions import (
    add_construction,
    add_glazing,
    add_reversed,
    mass_layers,
    mirrored,
)
from app.exchange.energyplus.geometry import Drawing, Polygon, drawing_of, twins_of
from app.exchange.energyplus.objects import (
    Fields,
    Objects,
    opening_vertex_fields,
    vertex_fields,
)
from app.model.hourly import SurfaceCoefficients
from app.model.thermal import Construction, Ground, Opening, Surface, ThermalModel

R_LEAST = 0.001
"""A virtual layer below this resistance [m²·K/W] is left out."""
AREA_MIN = 1e-6
"""Inner mass below this area [m²] is left out: it is a remainder of rounding."""
ISO_INSIDE = {"Wall": 2.5, "Roof": 5.0, "Floor": 0.7, "Window": 2.5}
"""Constant inside coefficients of ``iso6946`` [W/(m²·K)]; doors, inner mass and whatever lies
between zones keep TARP and DOE-2, as in the public cases."""
ISO_OUTSIDE = 20.0


@dataclass(frozen=True, slots=True)
class Face:
    """A surface as EnergyPlus has it: one side of a partition, with its construction's name."""

    name: str
    surface: Surface
    zone: str
    construction: str
    polygon: Polygon
    other: str = ""


class Surfaces:
    """Writes the surfaces of a model and remembers the windows by opening."""

    def __init__(
        self, objects: Objects, model: ThermalModel, coefficients: SurfaceCoefficients
    ) -> None:
        self.objects, self.model = objects, model
        self.iso = coefficients == "iso6946"
        self.drawing: Drawing = drawing_of(model)
        self.twins = twins_of(model.surfaces)
        self.windows: dict[str, list[str]] = {}

    def write(self) -> None:
        """Write everything."""
        behind = set(self.twins.values())
        for surface in self.model.surfaces:
            if surface.id in behind:
                continue
            for face in self._faces(surface):
                self._write_face(face)
            self._write_openings(surface)
        for kind, polygons in (("eaves", self.drawing.eaves), ("shade", self.drawing.shades)):
            for name, polygon in polygons.items():
                fields = vertex_fields(polygon)
                self.objects.add("Shading:Building:Detailed", f"{kind} {name}", fields)
        self._write_masses()

    def _faces(self, surface: Surface) -> Iterator[Face]:
        """Yield a surface, and its back where a zone lies behind."""
        polygon = self.drawing.surfaces[surface.id]
        faces = self.model.constructions[surface.construction]
        if not surface.boundary.startswith("zone:"):
            name = self._construction(surface, faces)
            yield Face(surface.id, surface, surface.zone, name, polygon)
            return
        zone, twin = surface.boundary[5:], self.twins.get(surface.id)
        back = twin or f"{surface.id} back"
        name = add_construction(self.objects, faces.id, faces.layers, faces)
        other = add_reversed(self.objects, name)
        yield Face(surface.id, surface, surface.zone, name, polygon, back)
        yield Face(back, surface, zone, other, tuple(reversed(polygon)), surface.id)

    def _construction(self, surface: Surface, faces: Construction) -> str:
        layers, name = faces.layers, faces.id
        if surface.boundary == "ground":
            ground = self._ground(surface.zone)
            layers, name = (ground.soil, *layers), f"{name} ground {surface.zone}"
            if ground.r_virtual > R_LEAST:
                virtual = replace(ground.soil, name="virtual layer", r=ground.r_virtual)
                layers = (virtual, *layers)
        elif surface.boundary == "adiabatic":
            layers, name = mirrored(layers), f"{name} mirrored"
        return add_construction(self.objects, name, layers, faces)

    def _ground(self, zone: str) -> Ground:
        return next(g for g in self.model.grounds if g.zone == zone)

    def _write_face(self, face: Face) -> None:
        surface = face.surface
        kind = _kind(surface, back=face.name != surface.id)
        fields: Fields = {
            "surface_type": kind,
            "construction_name": face.construction,
            "zone_name": face.zone,
            **self._behind(face),
            "view_factor_to_ground": "Autocalculate",
            **vertex_fields(face.polygon),
        }
        self.objects.add("BuildingSurface:Detailed", face.name, fields)
        self._coefficients(face.name, surface, kind)

    def _behind(self, face: Face) -> Fields:
        """Return what lies on the outer side of a face."""
        boundary = face.surface.boundary
        out: Fields = {"sun_exposure": "NoSun", "wind_exposure": "NoWind"}
        if boundary == "outdoor":
            out = {"sun_exposure": "SunExposed", "wind_exposure": "WindExposed"}
            return {"outside_boundary_condition": "Outdoors", **out}
        if boundary == "adiabatic":
            return {"outside_boundary_condition": "Adiabatic", **out}
        condition, name = "Surface", face.other
        if not name:
            condition, name = "OtherSideCoefficients", self._known(face.surface)
        return {
            "outside_boundary_condition": condition,
            "outside_boundary_condition_object": name,
            **out,
        }

    def _known(self, surface: Surface) -> str:
        """Add the given temperature behind a surface, once, and return its name."""
        fields: Fields = {"combined_convective_radiative_film_coefficient": 0.0}
        if surface.boundary == "ground":
            name = f"below {surface.zone}"
            if not self.objects.has("SurfaceProperty:OtherSideCoefficients", name):
                theta = self._ground(surface.zone).theta_virtual
                schedule = self.objects.monthly(f"temperature {name}", theta)
                fields |= {"constant_temperature_coefficient": 1.0}
                fields |= {"constant_temperature_schedule_name": schedule}
        else:
            name = f"behind {surface.id}"
            theta_fixed = surface.theta_boundary
            fields |= {"constant_temperature": theta_fixed, "constant_temperature_coefficient": 1.0}
        if not self.objects.has("SurfaceProperty:OtherSideCoefficients", name):
            self.objects.add("SurfaceProperty:OtherSideCoefficients", name, fields)
        return name

    def _coefficients(self, name: str, surface: Surface, kind: str) -> None:
        """Fix the coefficients of ``iso6946``."""
        if not self.iso or kind not in ISO_INSIDE or surface.boundary.startswith("zone:"):
            return
        fields: Fields = {"surface_name": name}
        sides = [("Inside", ISO_INSIDE[kind])]
        if surface.boundary == "outdoor":
            sides.append(("Outside", ISO_OUTSIDE))
        for k, (side, value) in enumerate(sides, 1):
            fields |= {
                f"convection_coefficient_{k}_location": side,
                f"convection_coefficient_{k}_type": "Value",
                f"convection_coefficient_{k}": value,
            }
        self.objects.add("SurfaceProperty:ConvectionCoefficients", f"films of {name}", fields)

    # openings

    def _write_openings(self, surface: Surface) -> None:
        twin = self.twins.get(surface.id, "")
        own = [o for o in self.model.openings if o.surface == surface.id]
        sizes = [(o.kind, o.width, o.height) for o in own]
        for opening in own:
            self._write_opening(surface, opening, self.drawing.openings[opening.id])
        for opening in (o for o in self.model.openings if twin and o.surface == twin):
            size = (opening.kind, opening.width, opening.height)
            if size in sizes:
                sizes.remove(size)
                continue
            polygon = tuple(reversed(self.drawing.openings[opening.id]))
            self._write_opening(surface, opening, polygon)

    def _write_opening(self, surface: Surface, opening: Opening, polygon: Polygon) -> None:
        construction = self._opening_construction(surface, opening)
        fields: Fields = {
            "surface_type": "Window" if opening.glazing else "Door",
            "construction_name": construction,
            "building_surface_name": surface.id,
        }
        if not surface.boundary.startswith("zone:"):
            self._add_opening(opening.id, surface, {**fields, **opening_vertex_fields(polygon)})
            self.windows[opening.id] = [opening.id]
            return
        back = f"{opening.id} back"
        front = {**fields, "outside_boundary_condition_object": back}
        behind = {
            **fields,
            "construction_name": add_reversed(self.objects, construction),
            "building_surface_name": self.twins.get(surface.id) or f"{surface.id} back",
            "outside_boundary_condition_object": opening.id,
        }
        self._add_opening(opening.id, surface, {**front, **opening_vertex_fields(polygon)})
        mirror = tuple(reversed(polygon))
        self._add_opening(back, surface, {**behind, **opening_vertex_fields(mirror)})
        self.windows[opening.id] = [opening.id, back]

    def _add_opening(self, name: str, surface: Surface, fields: Fields) -> None:
        self.objects.add("FenestrationSurface:Detailed", name, fields)
        self._coefficients(name, surface, fields["surface_type"])

    def _opening_construction(self, surface: Surface, opening: Opening) -> str:
        if opening.glazing:
            return add_glazing(self.objects, self.model.glazings[opening.glazing])
        if opening.construction is None:
            raise ValueError(f"Opening {opening.id!r} names neither glazing nor construction.")
        door = self.model.constructions[opening.construction]
        layers, name = door.layers, door.id
        if surface.boundary == "adiabatic":
            layers, name = mirrored(layers), f"{name} mirrored"
        return add_construction(self.objects, name, layers, door)

    # mass

    def _write_masses(self) -> None:
        for zone in self.model.zones:
            for k, mass in enumerate(zone.internal_mass):
                if mass.area < AREA_MIN:
                    continue
                construction = self.model.constructions[mass.construction]
                layers, name = mass_layers(construction.layers), construction.id
                if layers != construction.layers:
                    name = f"{name} inner half"
                add_construction(self.objects, name, layers, construction)
                fields = {
                    "construction_name": name,
                    "zone_or_zonelist_name": zone.id,
                    "surface_area": mass.area,
                }
                self.objects.add("InternalMass", f"{zone.id} mass {k + 1}", fields)


def _kind(surface: Surface, *, back: bool) -> str:
    """Return the surface class by tilt; a ceiling seen from behind is a floor."""
    tilt = 180.0 - surface.tilt if back else surface.tilt
    if tilt > 120.0:
        return "Floor"
    if tilt >= 60.0:
        return "Wall"
    return "Ceiling" if surface.boundary.startswith("zone:") else "Roof"
