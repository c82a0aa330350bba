"""Zones, their air and their gains."""

from app.exchange.energyplus.objects import Fields, Objects
from app.model.thermal import (
    AirLink,
    InfiltrationConstant,
    InfiltrationDesignFlow,
    InfiltrationLeakageArea,
    ThermalModel,
    Zone,
)

ALWAYS = "always on"


def write_zones(objects: Objects, model: ThermalModel) -> None:
    """Write zones with infiltration, ventilation and gains, and the air between them."""
    objects.constant(ALWAYS, 1.0)
    for zone in model.zones:
        objects.add("Zone", zone.id, {"volume": zone.volume})
        _write_infiltration(objects, zone)
        _write_ventilation(objects, zone)
        _write_gains(objects, zone)
    for k, link in enumerate(model.air_links, 1):
        _write_link(objects, k, link)


def _write_infiltration(objects: Objects, zone: Zone) -> None:
    rule = zone.infiltration
    if isinstance(rule, InfiltrationLeakageArea):
        fields: Fields = {"zone_or_space_name": zone.id, "schedule_name": ALWAYS}
        fields |= {
            "effective_air_leakage_area": rule.ela,
            "stack_coefficient": rule.c_s,
            "wind_coefficient": rule.c_w,
        }
        name = f"{zone.id} infiltration"
        objects.add("ZoneInfiltration:EffectiveLeakageArea", name, fields)
        if rule.n > 0.0:
            _write_air_changes(objects, zone, f"{zone.id} fresh air", rule.n)
        return
    terms = (1.0, 0.0, 0.0, 0.0)
    if isinstance(rule, InfiltrationDesignFlow):
        terms = (rule.a, rule.b, rule.c, rule.d)
    n = rule.n if isinstance(rule, InfiltrationConstant) else rule.n_ref
    _write_air_changes(objects, zone, f"{zone.id} infiltration", n, terms)


def _write_air_changes(
    objects: Objects, zone: Zone, name: str, n: float,
    terms: tuple[float, float, float, float] = (1.0, 0.0, 0.0, 0.0),
) -> None:  # fmt: skip
    fields: Fields = {
        "zone_or_zonelist_or_space_or_spacelist_name": zone.id,
        "schedule_name": ALWAYS,
        "design_flow_rate_calculation_method": "AirChanges/Hour",
        "air_changes_per_hour": n,
        **_flow_terms(*terms),
    }
    objects.add("ZoneInfiltration:DesignFlowRate", name, fields)


def _flow_terms(constant: float, delta: float, wind: float, wind_squared: float) -> Fields:
    """Return the factors of 1, |ΔT|, v and v² of a flow."""
    return {
        "constant_term_coefficient": constant,
        "temperature_term_coefficient": delta,
        "velocity_term_coefficient": wind,
        "velocity_squared_term_coefficient": wind_squared,
    }


def _write_ventilation(objects: Objects, zone: Zone) -> None:
    if zone.ventilation is None:
        return
    name = f"{zone.id} ventilation"
    fields: Fields = {
        "zone_or_zonelist_or_space_or_spacelist_name": zone.id,
        "schedule_name": objects.daily(
            f"{name} on", [float(x) for x in zone.ventilation.on], zone.ventilation.period
        ),
        "design_flow_rate_calculation_method": "Flow/Zone",
        "design_flow_rate": zone.ventilation.q_v,
        "ventilation_type": "Natural",
        **_flow_terms(1.0, 0.0, 0.0, 0.0),
    }
    if zone.ventilation.theta_open is not None:
        fields |= {
            "minimum_indoor_temperature": zone.ventilation.theta_open,
            "delta_temperature": 0.0,
        }
    objects.add("ZoneVentilation:DesignFlowRate", name, fields)


def _write_gains(objects: Objects, zone: Zone) -> None:
    level = max(zone.phi_int, key=abs)
    if level == 0.0:
        return
    name = f"{zone.id} gains"
    shares = [phi / level for phi in zone.phi_int]
    fields: Fields = {
        "fuel_type": "None",
        "zone_or_zonelist_or_space_or_spacelist_name": zone.id,
        "schedule_name": objects.daily(f"{name} share", shares),
        "design_level_calculation_method": "EquipmentLevel",
        "design_level": level,
        "fraction_latent": 0.0,
        "fraction_radiant": zone.gain_radiative_fraction,
        "fraction_lost": 0.0,
    }
    objects.add("OtherEquipment", name, fields)


def _write_link(objects: Objects, k: int, link: AirLink) -> None:
    """Write one exchange: EnergyPlus lets the same mass flow both ways."""
    a, b = link.zones
    name = f"air {k} {a} {b}"
    fields: Fields = {
        "zone_or_space_name": a,
        "schedule_name": objects.daily(f"{name} on", [float(x) for x in link.on], link.period),
        "design_flow_rate_calculation_method": "Flow/Zone",
        "design_flow_rate": link.q_v,
        "source_zone_or_space_name": b,
        "delta_temperature": 0.0,
    }
    objects.add("ZoneCrossMixing", name, fields)
