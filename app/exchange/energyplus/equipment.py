"""Heaters, coolers, thermostats and night covers."""

from app.exchange.energyplus.air import ALWAYS
from app.exchange.energyplus.constructions import add_glazing
from app.exchange.energyplus.objects import OFF_COOLING, OFF_HEATING, Fields, Objects
from app.model.thermal import Heating, ThermalModel, Zone

RADIANT = "radiant heat"
"""Heaters' radiant part carries this word; :mod:`results` adds it to the heating."""
MOMENT = "BeginZoneTimestepBeforeInitHeatBalance"
"""Programs run before the heat balance of each step, so that it sees what they set."""
LEAST_CONVECTIVE = 0.1
"""Smallest convective fraction written; less would leave nothing to control."""
CONTROL_RADIANT_SHARE = 0.5
"""Weight of the radiant temperature in what a heater under operative control keeps."""


def write_equipment(objects: Objects, model: ThermalModel) -> None:
    """Write the equipment of every zone that has some."""
    heated = model.heating.zones if model.heating else ()
    for zone in model.zones:
        cools = model.cooling is not None and zone.conditioned
        if zone.id in heated or cools:
            _write_zone(objects, model, zone, heats=zone.id in heated, cools=cools)


def _write_zone(
    objects: Objects, model: ThermalModel, zone: Zone, *, heats: bool, cools: bool
) -> None:
    heating = model.heating if heats else None
    inlet = f"{zone.id} supply node"
    system = f"{zone.id} ideal loads"
    limits = _limits(heating, zone.id)
    fields: Fields = {
        "zone_supply_air_node_name": inlet,
        "dehumidification_control_type": "None",
        "humidification_control_type": "None",
        "demand_controlled_ventilation_type": "None",
        "outdoor_air_economizer_type": "NoEconomizer",
        "heat_recovery_type": "None",
        **limits,
    }
    objects.add("ZoneHVAC:IdealLoadsAirSystem", system, fields)
    entry: Fields = {
        "zone_equipment_object_type": "ZoneHVAC:IdealLoadsAirSystem",
        "zone_equipment_name": system,
        "zone_equipment_cooling_sequence": 1,
        "zone_equipment_heating_or_no_load_sequence": 1,
    }
    units = objects.add("ZoneHVAC:EquipmentList", f"{zone.id} units", {"equipment": [entry]})
    connection = {
        "zone_name": zone.id,
        "zone_conditioning_equipment_list_name": units,
        "zone_air_inlet_node_or_nodelist_name": inlet,
        "zone_air_node_name": f"{zone.id} air node",
        "zone_return_air_node_or_nodelist_name": f"{zone.id} return node",
    }
    objects.add("ZoneHVAC:EquipmentConnections", f"{zone.id} connections", connection)
    _write_thermostat(objects, model, zone, heating, cools=cools)
    if heating is not None and heating.convective_fraction < 1.0:
        _write_radiant(objects, zone, heating, system)


def _limits(heating: Heating | None, zone: str) -> Fields:
    if heating is None or zone not in heating.phi_max:
        return {"heating_limit": "NoLimit", "cooling_limit": "NoLimit"}
    capacity = heating.phi_max[zone] * convective_share(heating)
    return {
        "heating_limit": "LimitCapacity",
        "maximum_sensible_heating_capacity": capacity,
        "cooling_limit": "NoLimit",
    }


def convective_share(heating: Heating) -> float:
    """Return the convective fraction [-] that is written."""
    return min(max(heating.convective_fraction, LEAST_CONVECTIVE), 1.0)


def _write_thermostat(
    objects: Objects, model: ThermalModel, zone: Zone, heating: Heating | None, *, cools: bool
) -> None:
    kind, number = ("DualSetpoint", 4.0) if cools else ("SingleHeating", 1.0)
    control = f"{zone.id} set points"
    low = _heating_schedule(objects, heating)
    fields: Fields = {}
    if cools:
        assert model.cooling is not None
        fields["heating_setpoint_temperature_schedule_name"] = low
        fields["cooling_setpoint_temperature_schedule_name"] = _cooling_schedule(objects, model)
    else:
        fields["setpoint_temperature_schedule_name"] = low
    objects.add(f"ThermostatSetpoint:{kind}", control, fields)
    thermostat = objects.add(
        "ZoneControl:Thermostat",
        f"{zone.id} thermostat",
        {
            "zone_or_zonelist_name": zone.id,
            "control_type_schedule_name": objects.constant(f"control {kind}", number),
            "control_1_object_type": f"ThermostatSetpoint:{kind}",
            "control_1_name": control,
        },
    )
    if heating is not None and heating.control == "operative":
        fields = {
            "radiative_fraction_input_mode": "Constant",
            "fixed_radiative_fraction": CONTROL_RADIANT_SHARE,
        }
        kind = "ZoneControl:Thermostat:OperativeTemperature"
        objects.add(kind, f"{zone.id} operative", {"thermostat_name": thermostat, **fields})


def _heating_schedule(objects: Objects, heating: Heating | None) -> str:
    if heating is None:
        return objects.constant("heating off", OFF_HEATING)
    name = "heating set point"
    if not objects.has("Schedule:Compact", name):
        wanted = heating.theta_set_fine or heating.theta_set
        values = [OFF_HEATING if theta is None else theta for theta in wanted]
        objects.daily(name, values, heating.period, OFF_HEATING)
    return name


def _cooling_schedule(objects: Objects, model: ThermalModel) -> str:
    name = "cooling set point"
    assert model.cooling is not None
    if not objects.has("Schedule:Compact", name):
        values = [OFF_COOLING if theta is None else theta for theta in model.cooling.theta_set]
        objects.daily(name, values)
    return name


def _write_radiant(objects: Objects, zone: Zone, heating: Heating, system: str) -> None:
    """Write the radiant part of a heater: it follows the convective part one step later."""
    name = f"{zone.id} {RADIANT}"
    fields: Fields = {
        "fuel_type": "None",
        "zone_or_zonelist_or_space_or_spacelist_name": zone.id,
        "schedule_name": ALWAYS,
        "design_level_calculation_method": "EquipmentLevel",
        "design_level": 0.0,
        "fraction_latent": 0.0,
        "fraction_radiant": 1.0,
        "fraction_lost": 0.0,
        "end_use_subcategory": RADIANT,
    }
    objects.add("OtherEquipment", name, fields)
    word = _word(objects, "Heater")
    share = convective_share(heating)
    _sensor(objects, f"{word}_Air", system, "Zone Ideal Loads Zone Sensible Heating Rate")
    _actuator(objects, f"{word}_Radiant", name, "OtherEquipment", "Power Level")
    factor = (1.0 - share) / share
    lines = [f"SET {word}_Radiant = {factor:.9g} * {word}_Air"]
    _program(objects, f"{word}_Split", lines)


# covers


def write_covers(objects: Objects, model: ThermalModel, windows: dict[str, list[str]]) -> None:
    """Write night covers: while closed the window's construction is another one."""
    for opening in model.openings:
        if opening.cover is None or opening.glazing is None or opening.id not in windows:
            continue
        cover, word = opening.cover, _word(objects, "Cover")
        closed = objects.daily(
            f"{opening.id} cover closed", [float(x) for x in cover.closed], cover.period
        )
        _sensor(objects, f"{word}_Closed", closed, "Schedule Value")
        for state, glazing in (("Open", opening.glazing), ("Shut", cover.glazing_closed)):
            construction = add_glazing(objects, model.glazings[glazing])
            kind = "EnergyManagementSystem:ConstructionIndexVariable"
            objects.add(kind, f"{word}_Is{state}", {"construction_object_name": construction})
        lines = [f"IF {word}_Closed > 0.5"]
        branches: dict[str, list[str]] = {"IsShut": [], "IsOpen": []}
        for k, window in enumerate(windows[opening.id]):
            name = f"{word}_Pane{k}"
            _actuator(objects, name, window, "Surface", "Construction State")
            for state, branch in branches.items():
                branch.append(f"SET {name} = {word}_{state}")
        lines += [*branches["IsShut"], "ELSE", *branches["IsOpen"], "ENDIF"]
        _program(objects, f"{word}_Move", lines)


def _word(objects: Objects, stem: str) -> str:
    """Return a word for the programs of EnergyPlus: letters and a number."""
    return f"{stem}{1 + len(objects.kinds.get('EnergyManagementSystem:Program', {}))}"


def _sensor(objects: Objects, name: str, key: str, variable: str) -> None:
    fields = {
        "output_variable_or_output_meter_index_key_name": key,
        "output_variable_or_output_meter_name": variable,
    }
    objects.add("EnergyManagementSystem:Sensor", name, fields)


def _actuator(objects: Objects, name: str, component: str, kind: str, control: str) -> None:
    fields = {
        "actuated_component_unique_name": component,
        "actuated_component_type": kind,
        "actuated_component_control_type": control,
    }
    objects.add("EnergyManagementSystem:Actuator", name, fields)


def _program(objects: Objects, name: str, lines: list[str]) -> None:
    objects.add(
        "EnergyManagementSystem:Program",
        name,
        {"lines": [{"program_line": line} for line in lines]},
    )
    objects.add(
        "EnergyManagementSystem:ProgramCallingManager",
        f"{name}_Call",
        {"energyplus_model_calling_point": MOMENT, "programs": [{"program_name": name}]},
    )
