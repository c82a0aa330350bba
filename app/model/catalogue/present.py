"""What the policy pack assumes of present systems and of a household's own use."""

from collections.abc import Mapping

from msgspec import Struct, field

from app.model.catalogue.sourced import Number, Sourced


class Habit(Struct, frozen=True):
    """How a heater beside the main one is used where nobody said: heated ``bays`` [-] and
    ``hours`` [h] of a cold day."""

    bays: Number
    hours: Number = field(name="hours_d")


class DeviceUse(Struct, frozen=True):
    """What one device uses [kWh/a] where its plate was not read; ``inside``: it warms a heated
    room."""

    energy: Number = field(name="energy_kwh_a")
    inside: bool


class PresentRule(Struct, frozen=True):
    """Present systems as used, and the household's own appliances.

    ``beside`` by I05 or IA01 code. ``pipe_loss`` [-] of the heat that a boiler and its pipes lose
    by where they stand (R19 code). ``kang_fuel`` [kg/d] firewood of a kang that warms a room which
    is not heated. ``blanket`` [W] for ``blanket_hours`` [h/d]. ``storage_hours`` in which storage
    heaters charge, [start, end). ``cooking_main`` [-] is the share of the first fuel where several
    are ticked. ``cooling`` [kWh/a] per air conditioner in ``cooling_months``, both included.
    ``appliances_base`` [kWh/a] of a household without its large appliances, which ``devices`` adds
    by code of J05 or JA01.
    """

    beside: Mapping[str, Habit]
    pipe_loss: Mapping[str, Number]
    kang_fuel: Number = field(name="kang_fuel_kg_d")
    blanket: Number = field(name="blanket_w")
    blanket_hours: Number = field(name="blanket_hours_d")
    storage_hours: tuple[int, int]
    cooking_main: Number
    cooling: Number = field(name="cooling_kwh_a")
    cooling_months: tuple[int, int]
    appliances_base: Number = field(name="appliances_base_kwh_a")
    devices: Mapping[str, DeviceUse]


class CarbonRule(Struct, frozen=True):
    """How a household's carbon account is read.

    ``grid_region`` names the row of electricity's CO₂ factors, the newest of which counts;
    ``electricity_share`` [-] is the share of electricity aimed at.
    """

    grid_region: str
    electricity_share: Number


_USE, _AID = "present_use", "device_use"


def _habit(bays: float, hours: float) -> Habit:
    return Habit(Sourced(bays, "C", _USE), Sourced(hours, "C", _USE))


def _device(energy: float, *, inside: bool) -> DeviceUse:
    return DeviceUse(Sourced(energy, "C", _AID), inside)


PRESENT_DEFAULT = PresentRule(
    beside={
        "stove": _habit(1.0, 8.0),
        "stove_rad": _habit(2.0, 12.0),
        "kang": _habit(1.0, 8.0),
        "bio": _habit(1.0, 8.0),
        "gas": _habit(2.0, 12.0),
        "ac": _habit(1.0, 2.0),
        "ashp_a": _habit(1.0, 6.0),
        "elec": _habit(0.5, 2.0),
        "fan": _habit(0.5, 2.0),
    },
    pipe_loss={
        "heated": Sourced(0.0, "C", _USE),
        "side": Sourced(0.1, "C", _USE),
        "outside": Sourced(0.15, "C", _USE),
    },
    kang_fuel=Sourced(5.0, "C", _USE),
    blanket=Sourced(60.0, "C", _USE),
    blanket_hours=Sourced(8.0, "C", _USE),
    storage_hours=(20, 8),
    cooking_main=Sourced(0.7, "C", _USE),
    cooling=Sourced(150.0, "C", _AID),
    cooling_months=(6, 8),
    appliances_base=Sourced(150.0, "C", _AID),
    devices={
        "fridge": _device(300.0, inside=True),
        "freezer": _device(350.0, inside=True),
        "washer": _device(50.0, inside=True),
        "tv": _device(100.0, inside=True),
        "computer": _device(120.0, inside=True),
        "pump": _device(100.0, inside=False),
        "trike": _device(350.0, inside=False),
        "farm": _device(800.0, inside=False),
    },
)
"""For packs written before the rule existed."""
CARBON_DEFAULT = CarbonRule("tianjin", Sourced(0.65, "A", "tj_electric"))
"""For packs written before the rule existed."""
