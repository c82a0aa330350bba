"""Reading simulation cases: JSON of the schema ``farmhouse-case/1``.

Unknown fields are ignored. Whatever cannot be taken is named in a :class:`CaseError`.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from app.errors import CaseError, FileError
from app.exchange.case_fields import Entry, number
from app.i18n import gettext as _
from app.model.hourly import SurfaceCoefficients
from app.model.thermal import (
    AirLink,
    Construction,
    Cooling,
    Cover,
    DesignDay,
    Glazing,
    Ground,
    Heating,
    Infiltration,
    InfiltrationConstant,
    InfiltrationDesignFlow,
    InfiltrationLeakageArea,
    InternalMass,
    Layer,
    Opening,
    Overhang,
    Pane,
    Part,
    Period,
    Shade,
    Site,
    Surface,
    ThermalModel,
    Ventilation,
    Vertex,
    Zone,
)

SCHEMA = "farmhouse-case/1"
_PARTS = ("wall", "roof", "ceiling", "floor", "partition", "door", "window", "other")
_AREA_TOLERANCE = 0.02
_DATE = re.compile(r"(\d\d)-(\d\d)")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Case:
    """A house and how the case wants it run; ``free`` tells that no equipment is given."""

    model: ThermalModel
    surface_coefficients: SurfaceCoefficients
    weather_key: str | None

    @property
    def free(self) -> bool:
        """Whether the case has neither heating nor cooling."""
        return self.model.heating is None and self.model.cooling is None


def read_case(path: Path | str) -> Case:
    """Return the case in a file.

    Raises
    ------
    FileError
        If the file cannot be read.
    CaseError
        If it is not a case, or an entry cannot be taken.
    """
    path = Path(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CaseError(_("The case {path} is too large to be one.").format(path=path))
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileError(
            _("The case {path} cannot be read: {reason}.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
    except UnicodeDecodeError as error:
        raise CaseError(_("The case {path} is not UTF-8 text.").format(path=path)) from error
    return parse_case(text)


def parse_case(text: str) -> Case:
    """Return the case written in ``text``."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CaseError(_("The case is not valid JSON: {error}.").format(error=error)) from error
    return case_of(data)


def case_of(data: object) -> Case:
    """Return the case in decoded JSON."""
    if not isinstance(data, dict):
        raise CaseError(_("The case must be a JSON object."))
    case = Entry(data, "")
    schema = case.text("schema")
    if schema != SCHEMA:
        raise CaseError(
            _("The schema is {schema!r}; this program reads {known!r}.").format(
                schema=schema, known=SCHEMA
            )
        )
    key = case.text("weather_key") if case.has("weather_key") else None
    options = case.entry("options") if case.has("options") else Entry({}, "options")
    coefficients = options.choice("surface_coefficients", ("iso6946", "engine_best"), "engine_best")
    model = _model(case, key)
    _check_references(model)
    return Case(model, cast(SurfaceCoefficients, coefficients), key)


def _model(case: Entry, key: str | None) -> ThermalModel:
    materials = {name: _material(name, e) for name, e in case.named("materials").items()}
    constructions = {
        name: _construction(name, e, materials)
        for name, e in case.named("constructions", needed=True).items()
    }
    glazings = {name: _glazing(name, e) for name, e in case.named("glazings").items()}
    zones = tuple(_zone(e, constructions) for e in case.entries("zones", needed=True))
    if not zones:
        raise CaseError(_("{path} is empty.").format(path="zones"))
    _check_unique("zones", [z.id for z in zones])
    names = {z.id for z in zones}
    behind = case.number("floor_boundary_C", -60, 60, default=10.0)
    surfaces = tuple(
        _surface(e, names, constructions, behind) for e in case.entries("surfaces", needed=True)
    )
    _check_unique("surfaces", [s.id for s in surfaces])
    openings = tuple(
        _opening(e, {s.id for s in surfaces}, constructions, glazings)
        for e in case.entries("openings")
    )
    _check_unique("openings", [o.id for o in openings])
    return ThermalModel(
        id=case.text("case_id", case.text("id", "case")),
        site=_site(case.entry("site")),
        zones=zones,
        surfaces=surfaces,
        openings=openings,
        constructions=constructions,
        glazings=glazings,
        grounds=tuple(_ground(z, e, names, key) for z, e in case.named("ground").items()),
        air_links=tuple(_air_link(e, names) for e in case.entries("air_links")),
        shades=tuple(_shade(e) for e in case.entries("shading")),
        heating=_heating(case.entry("heating"), zones) if case.has("heating") else None,
        cooling=_cooling(case.entry("cooling")) if case.has("cooling") else None,
        design_day=_design_day(case.entry("design_day")) if case.has("design_day") else None,
    )


def _check_unique(path: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise CaseError(
                _("{path} contains {name!r} more than once.").format(path=path, name=name)
            )


def _check_references(model: ThermalModel) -> None:
    grounded = {g.zone for g in model.grounds}
    for surface in model.surfaces:
        if surface.boundary == "ground" and surface.zone not in grounded:
            raise CaseError(
                _("Surface {surface!r} lies on the ground, but ground.{zone} is missing.").format(
                    surface=surface.id, zone=surface.zone
                )
            )
        holes = sum(o.area for o in model.openings if o.surface == surface.id)
        if holes > surface.area * (1 + 1e-6):
            raise CaseError(
                _("The openings of surface {surface!r} are larger than the surface.").format(
                    surface=surface.id
                )
            )
    bounded = {s.zone for s in model.surfaces}
    bounded |= {s.boundary[5:] for s in model.surfaces if s.boundary.startswith("zone:")}
    for zone in model.zones:
        if zone.id not in bounded:
            raise CaseError(_("Zone {zone!r} has no surface.").format(zone=zone.id))


def _site(e: Entry) -> Site:
    return Site(
        e.number("lat", -66, 66),
        e.number("lon", -180, 180),
        e.number("tz", -12, 14),
        e.number("elevation_m", -400, 6000, default=0.0),
        e.number("ground_albedo", 0, 1, default=0.2),
    )


def _material(name: str, e: Entry) -> Layer:
    return Layer(
        name,
        0.0,
        e.number("lambda_W_mK", high=1000, above=0),
        e.number("rho_kg_m3", 0, 25000),
        e.number("c_J_kgK", 0, 20000),
    )


def _construction(name: str, e: Entry, materials: Mapping[str, Layer]) -> Construction:
    layers = [_layer(x, materials) for x in e.entries("layers", needed=True)]
    if not layers:
        raise CaseError(_("{path} is empty.").format(path=e.at("layers")))
    if e.choice("order", ("outside_to_inside", "inside_to_outside"), "outside_to_inside") != (
        "outside_to_inside"
    ):
        layers.reverse()
    return Construction(
        name,
        tuple(layers),
        e.number("solar_absorptance_outside", 0, 1, default=0.7),
        e.number("solar_absorptance_inside", 0, 1, default=0.6),
        e.number("thermal_emissivity", 0.01, 1, default=0.9),
    )


def _layer(e: Entry, materials: Mapping[str, Layer]) -> Layer:
    if e.has("R"):
        return Layer("R", r=e.number("R", high=1000, above=0))
    m = materials[e.reference("material", materials)]
    return Layer(m.name, e.number("thickness_m", high=10, above=0), m.lambda_, m.rho, m.c)


def _glazing(name: str, e: Entry) -> Glazing:
    panes = tuple(_pane(x) for x in e.entries("layers"))
    for k, pane in enumerate(panes):
        if (pane.kind == "glass") != (k % 2 == 0) or (pane.kind == "gas" and k == len(panes) - 1):
            raise CaseError(
                _("{path} must alternate glass and gas, glass first and last.").format(
                    path=e.at("layers")
                )
            )
    return Glazing(
        name,
        e.number("U_W_m2K", high=10, above=0.05),
        e.number("SHGC_normal", 0, 0.95, above=0.0),
        panes,
    )


LEAST_TAU = 0.001
"""A pane that lets less of the sun through is no glass."""


def _pane(e: Entry) -> Pane:
    d = e.number("thickness_m", high=0.5, above=0)
    if e.choice("type", ("glass", "gas")) == "gas":
        return Pane("gas", d)
    tau, rho = e.number("tau_sol", high=1, above=0), e.number("rho_sol", high=1, above=0)
    if tau + rho >= 1.0 or rho <= 0.01 or tau < LEAST_TAU:
        raise CaseError(
            _("{path}: tau_sol and rho_sol do not belong to a pane of glass.").format(path=e.path)
        )
    return Pane("glass", d, tau, rho, e.number("lambda_W_mK", high=10, above=0, default=1.0),
                e.number("epsilon", 0.01, 1, default=0.84))  # fmt: skip


def _zone(e: Entry, constructions: Mapping[str, Construction]) -> Zone:
    gain = e.number("internal_gain_W", -1e6, 1e6, default=0.0)
    hourly: tuple[float, ...] = (gain,) * 24
    if e.has("internal_gain_W_by_hour"):
        hourly = e.numbers("internal_gain_W_by_hour", 24, -1e6, 1e6)
    return Zone(
        id=e.text("id"),
        conditioned=e.flag("conditioned", True),
        area=e.number("floor_area_m2", high=1e5, above=0),
        volume=e.number("volume_m3", high=1e6, above=0),
        infiltration=_infiltration(e),
        phi_int=hourly,
        gain_radiative_fraction=e.number("gain_radiative_fraction", 0, 1, default=0.5),
        ventilation=_ventilation(e.entry("ventilation")) if e.has("ventilation") else None,
        internal_mass=tuple(
            InternalMass(
                m.reference("construction", constructions), m.number("area_m2", high=1e5, above=0)
            )
            for m in e.entries("internal_mass")
        ),
    )


def _infiltration(zone: Entry) -> Infiltration:
    if not zone.has("infiltration"):
        return InfiltrationConstant(zone.number("ach_outdoor", 0, 200, default=0.0))
    e = zone.entry("infiltration")
    if e.choice("model", ("design_flow", "leakage_area")) == "design_flow":
        return InfiltrationDesignFlow(
            e.number("ach_ref", 0, 200),
            e.number("A", 0, 100),
            e.number("B_per_K", 0, 100),
            e.number("C_s_m", 0, 100),
            e.number("D_s2_m2", 0, 100),
        )
    return InfiltrationLeakageArea(
        e.number("ELA_4Pa_cm2", 0, 1e6), e.number("Cs", 0, 1), e.number("Cw", 0, 1)
    )


def _ventilation(e: Entry) -> Ventilation:
    return Ventilation(e.number("flow_m3_s", 0, 100), e.flags("on_by_hour", 24))


def _surface(
    e: Entry, zones: set[str], constructions: Mapping[str, Construction], behind: float
) -> Surface:
    zone = e.reference("zone", zones)
    boundary, theta = e.text("boundary"), None
    if boundary == "adiabatic_R":
        boundary, theta = "fixed", behind
    elif boundary == "fixed":
        theta = e.number("boundary_temperature_C", -60, 60)
    elif boundary.startswith("zone:"):
        if boundary[5:] not in zones or boundary[5:] == zone:
            raise CaseError(
                _("{path} is {value!r}, which is not another zone of the case.").format(
                    path=e.at("boundary"), value=boundary
                )
            )
    elif boundary not in ("outdoor", "ground", "adiabatic"):
        raise CaseError(
            _("{path} is {value!r}, a boundary this program does not know.").format(
                path=e.at("boundary"), value=boundary
            )
        )
    part = e.choice("type", _PARTS, "other")
    return Surface(
        id=e.text("id"),
        zone=zone,
        part=cast(Part, part),
        construction=e.reference("construction", constructions),
        boundary=boundary,
        azimuth=e.number("azimuth_deg", -360, 360) % 360.0,
        tilt=e.number("tilt_deg", 0, 180),
        area=e.number("area_gross_m2", high=1e5, above=0),
        vertices=_vertices(e) if e.has("vertices") else (),
        theta_boundary=theta,
    )


def _vertices(e: Entry) -> tuple[Vertex, ...]:
    points = []
    for k, item in enumerate(e.items("vertices")):
        path = f"{e.at('vertices')}[{k}]"
        if not isinstance(item, list) or len(item) != 3:
            raise CaseError(_("{path} must be three numbers.").format(path=path))
        x, y, z = (number(v, path, -1e4, 1e4) for v in item)
        points.append((x, y, z))
    if len(points) < 3 or _polygon_area(points) < 1e-6:
        raise CaseError(
            _("{path} does not describe a plane polygon.").format(path=e.at("vertices"))
        )
    return tuple(points)


def _polygon_area(points: list[Vertex]) -> float:
    total = [0.0, 0.0, 0.0]
    for a, b in zip(points, [*points[1:], points[0]], strict=True):
        total[0] += a[1] * b[2] - a[2] * b[1]
        total[1] += a[2] * b[0] - a[0] * b[2]
        total[2] += a[0] * b[1] - a[1] * b[0]
    return 0.5 * math.sqrt(sum(x * x for x in total))


def _opening(
    e: Entry,
    surfaces: set[str],
    constructions: Mapping[str, Construction],
    glazings: Mapping[str, Glazing],
) -> Opening:
    kind = e.choice("kind", ("window", "door"))
    overhang = None
    if e.has("overhang"):
        o = e.entry("overhang")
        overhang = Overhang(
            o.number("depth_m", 0, 20), o.number("height_above_window_m", 0, 20, default=0.0)
        )
    return Opening(
        id=e.text("id"),
        surface=e.reference("surface", surfaces),
        kind=cast(Literal["window", "door"], kind),
        width=e.number("width_m", high=1000, above=0),
        height=e.number("height_m", high=1000, above=0),
        sill=e.number("sill_m", -100, 100, default=0.0),
        offset=e.number("offset_m", -1000, 1000, default=0.0),
        glazing=e.reference("glazing", glazings) if kind == "window" else None,
        construction=e.reference("construction", constructions) if kind == "door" else None,
        overhang=overhang,
        cover=_cover(e.entry("cover"), glazings) if kind == "window" and e.has("cover") else None,
    )


def _cover(e: Entry, glazings: Mapping[str, Glazing]) -> Cover:
    return Cover(
        e.number("delta_R_m2K_W", 0, 100),
        e.reference("glazing_closed", glazings),
        e.flags("closed_by_hour", 24),
        _period(e),
    )


def _period(e: Entry) -> Period | None:
    if not e.has("period_start") and not e.has("period_end"):
        return None
    return Period(_date(e, "period_start"), _date(e, "period_end"))


def _date(e: Entry, key: str) -> tuple[int, int]:
    text = e.text(key)
    found = _DATE.fullmatch(text)
    month, day = (int(x) for x in found.groups()) if found else (0, 0)
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        raise CaseError(
            _("{path} is {value!r} but must be a day as MM-DD.").format(path=e.at(key), value=text)
        )
    return month, day


def _ground(zone: str, e: Entry, zones: set[str], key: str | None) -> Ground:
    if zone not in zones:
        raise CaseError(
            _("{path} names {value!r}, which the case does not contain.").format(
                path="ground", value=zone
            )
        )
    soil = e.entry("soil")
    monthly = e.entry("theta_virtual_monthly_C")
    if key is None:
        if len(monthly.value) != 1:
            raise CaseError(
                _("{path} has {count} rows: give weather_key to choose one.").format(
                    path=monthly.path, count=len(monthly.value)
                )
            )
        key = next(iter(monthly.value))
    return Ground(
        zone,
        Layer(
            "soil",
            soil.number("thickness", high=50, above=0),
            soil.number("lam", high=100, above=0),
            soil.number("rho", 0, 10000),
            soil.number("c", 0, 10000),
        ),
        e.number("R_virtual_layer", 0, 1000),
        monthly.numbers(key, 12, -60, 60),
    )


def _air_link(e: Entry, zones: set[str]) -> AirLink:
    names = e.items("zones", 2)
    for name in names:
        if not isinstance(name, str) or name not in zones or names[0] == names[1]:
            raise CaseError(_("{path} must name two zones of the case.").format(path=e.at("zones")))
    a, b = (str(n) for n in names)
    return AirLink(
        (a, b),
        e.number("flow_m3_s", 0, 100),
        e.flags("on_by_hour", 24),
        _period(e),
        e.flag("design_day", True),
    )


def _shade(e: Entry) -> Shade:
    if not e.has("vertices"):
        raise CaseError(_("{path} is missing.").format(path=e.at("vertices")))
    return Shade(e.text("id", "shade"), _vertices(e))


def _heating(e: Entry, zones: tuple[Zone, ...]) -> Heating:
    known = {z.id for z in zones}
    names = tuple(z.id for z in zones if z.conditioned)
    if e.has("zones"):
        names = tuple(str(n) for n in e.items("zones"))
    limits = {
        zone: number(watt, f"{e.at('max_power_W')}.{zone}", 0, 1e7)
        for zone, watt in (e.entry("max_power_W").value if e.has("max_power_W") else {}).items()
        if watt is not None
    }
    for name in (*names, *limits):
        if name not in known:
            raise CaseError(
                _("{path} names {value!r}, which the case does not contain.").format(
                    path=e.path, value=name
                )
            )
    fine: tuple[float | None, ...] = ()
    if e.has("setpoint_air_C_10min"):
        fine = e.optional_numbers("setpoint_air_C_10min", 144, -50, 60)
    by_hour = e.optional_numbers("setpoint_air_C_by_hour", 24, -50, 60)
    design = e.number("design_setpoint_C", -50, 60) if e.has("design_setpoint_C") else None
    return Heating(
        zones=names,
        theta_set=by_hour,
        period=_period(e),
        phi_max=limits,
        theta_set_fine=fine,
        theta_set_design=design,
    )


def _cooling(e: Entry) -> Cooling:
    return Cooling(e.optional_numbers("setpoint_air_C_by_hour", 24, -50, 60))


def _design_day(e: Entry) -> DesignDay:
    return DesignDay(e.number("t_out_C", -70, 60), e.number("wind_m_s", 0, 60, default=0.0))
