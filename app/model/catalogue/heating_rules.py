"""Rules of the policy pack about new heating: sizing, connection, emitters, return to coal."""

from msgspec import Struct, field

from app.model.catalogue.sourced import Number, Sourced


class MeterRating(Struct, frozen=True):
    """What a meter of the survey (L05) carries [kVA]."""

    meter: str
    rating: Number = field(name="rating_kva")


class ReturnSigns(Struct, frozen=True):
    """Points of each sign that a family goes back to coal, and where its lines lie.

    ``stove``: the old one is usable; ``more_rooms``: rooms times hours above ``more_rooms_ratio``
    of the coal winter, or water that cannot be zoned; ``peak_month``: the highest month above
    ``peak_month_ratio`` of last winter's fuel money; ``season``: the bill without subsidy above it;
    ``no_subsidy``: none announced; ``repair``: older than ``old_years`` or repair after more than
    ``repair_days``; ``outages``: more than ``outages_most`` or a 40 A meter; ``cheap_fuel``:
    wood or coal at hand; ``not_insulated``: design load without heating-up above ``dense_load``
    [W/m²]; ``alone``: living alone in old age. A score up to ``low_most`` is low, from
    ``high_least`` on high (R48).
    """

    stove: Number
    more_rooms: Number
    peak_month: Number
    season: Number
    no_subsidy: Number
    repair: Number
    outages: Number
    cheap_fuel: Number
    not_insulated: Number
    alone: Number
    more_rooms_ratio: Number
    peak_month_ratio: Number
    old_years: Number
    repair_days: Number
    outages_most: Number
    dense_load: Number = field(name="dense_load_w_m2")
    low_most: Number
    high_least: Number


class HeatingRules(Struct, frozen=True):
    """How new heating is sized and compared.

    ``checks`` [°C]: the capacity with frost is told there too. ``room_area`` [m²] a hot-air unit
    serves at most; ``stove_kw`` and ``boiler_kw`` what a pellet stove and a gas boiler give;
    ``storage_kw`` charging power of one storage heater; ``backup_kw`` electric heater of a water
    unit; ``water_theta`` supply of floor, fan coil, radiator [°C]; ``coincidence`` [-] and
    ``household_kw`` of other loads; ``floor_cost`` and ``radiator_cost`` [yuan/m²] and
    ``fancoil_cost`` [yuan/room] of emitters; ``collector_share`` [m²/m²] of heated floor,
    ``collector_tilt`` [°], ``store`` [kWh/m²] of collector; ``heat_capacity`` [Wh/(m²·K)] of rooms
    within hours;
    ``kang_heat`` [kWh/day] of a kang in use; ``noise_limit`` [dB(A)] at a neighbour's window.
    """

    checks: Sourced[tuple[float, ...]] = field(name="checks_degc")
    room_area: Number = field(name="room_area_m2")
    stove_kw: Number
    boiler_kw: Number
    storage_kw: Number
    backup_kw: Number
    water_theta: Sourced[tuple[float, float, float]] = field(name="water_degc")
    coincidence: Number
    household_kw: Number
    meters: tuple[MeterRating, ...]
    floor_cost: Number = field(name="floor_cny_m2")
    fancoil_cost: Number = field(name="fancoil_cny_room")
    radiator_cost: Number = field(name="radiator_cny_m2")
    collector_share: Number
    collector_tilt: Number = field(name="collector_tilt_deg")
    store: Number = field(name="store_kwh_m2")
    heat_capacity: Number = field(name="heat_capacity_wh_m2k")
    kang_heat: Number = field(name="kang_kwh_day")
    noise_limit: Number = field(name="noise_dba")
    signs: ReturnSigns


_SYSTEMS, _SETTING, _R30, _ISO = "systems_note", "pack_setting", "meter_kva", "iso13790"
_SIGNS = "return_signs"


def _c(value: float, source: str = _SETTING) -> Number:
    return Sourced(value, "C", source)


HEATING_DEFAULT = HeatingRules(
    checks=Sourced((-9.6, -12.0), "Bm", "gb50736"),
    room_area=_c(25.0, _SYSTEMS),
    stove_kw=_c(10.0, _SYSTEMS),
    boiler_kw=_c(20.0, _SYSTEMS),
    storage_kw=_c(3.2, _SYSTEMS),
    backup_kw=_c(0.0),
    water_theta=Sourced((35.0, 41.0, 50.0), "A", "gb19577t3"),
    coincidence=_c(0.7, _SYSTEMS),
    household_kw=_c(3.0),
    meters=(
        MeterRating("p40", _c(8.8, _R30)),
        MeterRating("p60", _c(13.2, _R30)),
        MeterRating("p80", _c(17.6, _R30)),
    ),
    floor_cost=_c(110.0),
    fancoil_cost=_c(1200.0),
    radiator_cost=_c(60.0),
    collector_share=_c(0.2, _SYSTEMS),
    collector_tilt=_c(55.0),
    store=_c(1.7),
    heat_capacity=Sourced(45.8, "Bm", _ISO),
    kang_heat=_c(12.0),
    noise_limit=_c(45.0, "r32"),
    signs=ReturnSigns(
        stove=_c(3.0, _SIGNS),
        more_rooms=_c(2.0, _SIGNS),
        peak_month=_c(3.0, _SIGNS),
        season=_c(2.0, _SIGNS),
        no_subsidy=_c(1.0, _SIGNS),
        repair=_c(1.0, _SIGNS),
        outages=_c(1.0, _SIGNS),
        cheap_fuel=_c(1.0, _SIGNS),
        not_insulated=_c(2.0, _SIGNS),
        alone=_c(1.0, _SIGNS),
        more_rooms_ratio=_c(1.5, _SIGNS),
        peak_month_ratio=_c(1.3, _SIGNS),
        old_years=_c(6.0, _SIGNS),
        repair_days=_c(2.0, _SIGNS),
        outages_most=_c(2.0, _SIGNS),
        dense_load=_c(100.0, _SIGNS),
        low_most=_c(3.0, _SIGNS),
        high_least=_c(8.0, _SIGNS),
    ),
)
"""For packs written before the rules existed."""
HEATING_SOURCES = (_SYSTEMS, _R30, _ISO, _SIGNS, "gb50736", "gb19577t3", "r32")
