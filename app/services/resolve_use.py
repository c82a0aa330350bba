"""Heaters and appliances of a survey as they are used: which part each has, and by what rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil

from app.calc.schedule import days_on
from app.model.assessment import Factor
from app.model.catalogue import PolicyPack, SystemSpec
from app.model.catalogue.sourced import Number
from app.model.house import Device, Heater, HeatingPlant, UsePattern
from app.model.survey import rows
from app.model.thermal import Period
from app.services.answers import Answers

KANG, BLANKET, COOLING, WOOD = "kang", "blanket", "cooling", "firewood"
COLD = "cold"
"""Answer of R04: the kang stands in a room that is not heated."""
PIPED = ("radiator", "floor", "fancoil")
"""Emitters that are fed by pipes."""
CONVECTIVE: Mapping[str, float] = {
    "stove": 0.6, "stove_rad": 0.7, "kang": 0.0, "bio": 0.6, "gas": 0.7, "ac": 0.95,
    "ashp_a": 0.95, "elec": 0.7, "fan": 0.3,
}  # fmt: skip
"""Share of the heat of a heater beside the main one that warms the air at once [-] (C)."""
DAYS = 365.0
PACK, TOLD, RULE = "policy_pack", "told", "rule"


def with_parts(plant: HeatingPlant, answers: Answers, pack: PolicyPack) -> HeatingPlant:
    """Return the plant with what its efficiency is made of: rating, part load, pipes (R19)."""
    system = answers.catalogue.systems.get(plant.system)
    if system is None:
        return plant
    parts = _seasonal_parts(plant, system)
    loss = pack.present.pipe_loss.get(str(answers.get("R19") or ""))
    if loss is None or plant.emitter not in PIPED or loss.value == 0.0:
        return replace(plant, parts=parts)
    kept = Factor("pipes", 1.0 - loss.value, "", PACK, loss.source, loss.mark, "R19")
    given = Factor("seasonal", plant.efficiency, "", plant.provenance, "", None, "I03")
    return replace(
        plant, efficiency=plant.efficiency * kept.value, parts=(*(parts or (given,)), kept)
    )


def _seasonal_parts(plant: HeatingPlant, system: SystemSpec) -> tuple[Factor, ...]:
    """Return rated efficiency and what part load and use leave of it over a season."""
    rated, seasonal = system.efficiency, system.seasonal
    if rated is None or seasonal is None or plant.efficiency != seasonal.typical:
        return ()
    left = seasonal.typical / rated.typical
    return (
        Factor("rated", rated.typical, "", "catalogue", rated.source, rated.mark),
        Factor("part_load", left, "", "catalogue", seasonal.source, seasonal.mark),
    )


# heaters beside the main one


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A heater with its bays [-] and hours of a cold day [h]; ``row`` "" for I05."""

    code: str
    bays: float
    hours: float
    row: str = ""


@dataclass(frozen=True, slots=True)
class Rooms:
    """Where heat goes: ``bays`` heated of ``all_bays``, and how they are ``used``."""

    bays: float
    all_bays: float
    used: UsePattern

    @property
    def hours(self) -> float:
        """Hours of a day in which the main heating runs."""
        return float(sum(theta is not None for theta in self.used.theta_set))

    @property
    def days(self) -> float:
        """Days of the season in which the house is lived in."""
        return float(days_on(Period(*self.used.season)).sum()) * self.used.presence


def with_others(
    plant: HeatingPlant, answers: Answers, pack: PolicyPack, rooms: Rooms
) -> HeatingPlant:
    """Return the plant with the heaters beside it.

    The heat of the rooms is shared by bays times hours, the main heating with all its bays and
    hours; a kang in a room that is not heated burns its own wood there.
    """
    wanted = [item for item in _wanted(answers, pack) if item.bays * item.hours > 0.0]
    cold = answers.get("R04") == COLD and rooms.bays < rooms.all_bays
    sharing = [item for item in wanted if not (cold and item.code == KANG)]
    main = rooms.bays * rooms.hours if plant.carrier else 0.0
    total = main + sum(_weight(item, rooms) for item in sharing)
    others = [
        heater
        for item in wanted
        if (heater := _heater(item, answers, pack, rooms, total, item not in sharing)) is not None
    ]
    if not others:
        return plant
    left = 1.0 - sum(heater.share for heater in others)
    mixed = left * plant.convective_fraction
    mixed += sum(heater.share * heater.convective_fraction for heater in others)
    return replace(plant, others=tuple(others), share=left, convective_fraction=mixed)


def _weight(item: _Wanted, rooms: Rooms) -> float:
    return min(item.bays, rooms.bays) * min(item.hours, 24.0)


def _wanted(answers: Answers, pack: PolicyPack) -> Iterator[_Wanted]:
    """Yield the rows, and what I05 ticks without a row; what nobody said is the pack's."""
    habits, named = pack.present.beside, set()
    for row in rows(answers.survey, "appliance"):
        code = str(answers.get("IA01", row.id) or "")
        named.add(code)
        habit = habits.get(code)
        if habit is None:
            continue
        bays, hours = answers.get("IA04", row.id), answers.get("IA05", row.id)
        yield _Wanted(
            code,
            habit.bays.value if bays is None else float(bays),
            habit.hours.value if hours is None else float(hours),
            row.id,
        )
    for code in answers.get("I05") or ():
        if code in habits and code not in named:
            yield _Wanted(code, habits[code].bays.value, habits[code].hours.value)


def _heater(
    item: _Wanted, answers: Answers, pack: PolicyPack, rooms: Rooms, total: float, cold: bool
) -> Heater | None:
    system = answers.catalogue.heater_for(item.code)
    if system is None or system.seasonal is None:
        return None
    plate = answers.get("IA03", item.row) if item.row else None
    year = answers.get("IA02", item.row) if item.row else None
    seasonal = system.seasonal
    efficiency = seasonal.typical if plate is None else float(plate)
    heater = Heater(
        code=item.code,
        system=system.id,
        carrier=system.carrier,
        efficiency=efficiency,
        share=0.0 if cold or total <= 0.0 else _weight(item, rooms) / total,
        convective_fraction=CONVECTIVE[item.code],
        provenance="catalogue" if plate is None else answers.provenance("IA03", item.row),
        source=seasonal.source if plate is None else "",
        mark=seasonal.mark if plate is None else None,
        row=item.row,
        year=int(year) if year is not None else None,
    )
    return _burning_wood(heater, answers, pack, rooms) if cold else heater


def _burning_wood(heater: Heater, answers: Answers, pack: PolicyPack, rooms: Rooms) -> Heater:
    """Return a kang that gives a season's heat to the room that is not heated."""
    fuel, lhv = pack.present.kang_fuel, answers.catalogue.carriers[heater.carrier].lhv
    made = (
        _of(fuel, "fuel", "kg/d"),
        Factor("days", rooms.days, "d", "derived", "", None, "I06"),
        Factor("lhv", lhv.value, "kWh/kg", "catalogue", lhv.source, lhv.mark),
        Factor("efficiency", heater.efficiency, "", heater.provenance, heater.source, heater.mark),
    )
    fixed = fuel.value * rooms.days * lhv.value * heater.efficiency
    return replace(heater, fixed=fixed, made=made)


def _of(number: Number, key: str, unit: str) -> Factor:
    return Factor(key, number.value, unit, PACK, number.source, number.mark)


# appliances


def devices_of(answers: Answers, pack: PolicyPack) -> tuple[bool, tuple[Device, ...]]:
    """Return whether the large appliances were surveyed, and those that can be counted.

    Rows go before what J05 ticks of the same kind. A kind that the pack does not know counts
    only with power and hours.
    """
    found, named = [], set()
    for row in rows(answers.survey, "device"):
        kind = str(answers.get("JA01", row.id) or "")
        named.add(kind)
        device = _device_row(kind, row.id, answers, pack)
        if device is not None:
            found.append(device)
    ticked = answers.get("J05") or ()
    for kind in ticked:
        use = pack.present.devices.get(kind)
        if use is not None and kind not in named:
            made = (_of(use.energy, "each", "kWh"),)
            found.append(Device(kind, use.energy.value, use.inside, made))
    return bool(named or ticked), tuple(found)


def _device_row(kind: str, row: str, answers: Answers, pack: PolicyPack) -> Device | None:
    count = float(answers.get("JA02", row) or 1)
    power, hours = answers.get("JA03", row), answers.get("JA04", row)
    use = pack.present.devices.get(kind)
    number = Factor("count", count, "", TOLD, "", None, "JA02")
    inside = use is not None and use.inside
    if power is not None and hours is not None:
        made = (
            number,
            Factor("power", float(power) / 1000.0, "kW", TOLD, "", None, "JA03"),
            Factor("hours", float(hours), "h/d", TOLD, "", None, "JA04"),
            Factor("days", DAYS, "d", RULE, "", None),
        )
        return Device(kind, count * float(power) / 1000.0 * float(hours) * DAYS, inside, made, row)
    if use is None:
        return None
    listed = (number, _of(use.energy, "each", "kWh"))
    return Device(kind, count * use.energy.value, inside, listed, row)


def beside_of(answers: Answers, pack: PolicyPack, rooms: Rooms, persons: float) -> Iterator[Device]:
    """Yield what comes on top of a household's appliances: air conditioners, electric blankets."""
    rule = pack.present
    units = float(answers.get("J03") or 0)
    if units and rule.cooling.value:
        made = (
            Factor("count", units, "", TOLD, "", None, "J03"),
            _of(rule.cooling, "each", "kWh"),
        )
        yield Device(COOLING, units * rule.cooling.value, False, made)
    yield from _blankets(answers, pack, rooms, persons)


def _blankets(answers: Answers, pack: PolicyPack, rooms: Rooms, persons: float) -> Iterator[Device]:
    """Yield electric blankets, which warm beds, not rooms; a tick counts one for two people."""
    rule = pack.present
    hours = [
        answers.get("IA05", row.id)
        for row in rows(answers.survey, "appliance")
        if answers.get("IA01", row.id) == BLANKET
    ]
    if not hours and BLANKET in (answers.get("I05") or ()):
        hours = [None] * max(ceil(persons / 2.0), 1)
    if not hours:
        return
    total = sum(rule.blanket_hours.value if item is None else float(item) for item in hours)
    made = (
        Factor("power", rule.blanket.value / 1000.0, "kW", PACK, "present_use", "C"),
        Factor("hours", total, "h/d", RULE, "present_use", "C", "IA05"),
        Factor("days", rooms.days, "d", "derived", "", None, "I06"),
    )
    yield Device(BLANKET, rule.blanket.value / 1000.0 * total * rooms.days, False, made)
