"""From a survey to the resolved house: defaults filled, every input with its provenance."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from app.calc.demands import LIGHTING_BY_LAMPS
from app.calc.gains import mean_appliance_power
from app.calc.geometry import shape_of
from app.calc.quantities import KANG_DEPTH
from app.calc.supply import PEAK, VALLEY
from app.calc.thermal_model import air_state, thermal_model
from app.errors import IncompleteError
from app.i18n import gettext as _
from app.model.catalogue import Archetype, Catalogue, Piece, PolicyPack
from app.model.climate import WeatherYear
from app.model.house import (
    HEAT_PRICE,
    Air,
    Bills,
    FloorPlan,
    Gains,
    GroundFloor,
    HeatingPlant,
    ResolvedHouse,
    RoofForm,
    Services,
    Side,
    UsePattern,
    Wing,
)
from app.model.survey import (
    Survey,
    VillageValues,
    resolved,
    rows,
    value_of,
    village_value,
)
from app.model.survey.archetypes import archetype_for
from app.model.survey.defaults import Default
from app.model.value import Provenance
from app.services.answers import Answers
from app.services.resolve_fabric import elements_of, wall_thickness
from app.services.resolve_openings import eaves_of, openings_of, sunspace_of
from app.services.resolve_use import Rooms, beside_of, devices_of, with_others, with_parts

__all__ = ["air_state", "archetype_of", "resolve", "resolved_survey", "thermal_model"]

AZIMUTHS = {
    "S": 180.0, "SSE": 157.5, "SSW": 202.5, "E": 90.0,
    "W": 270.0, "N": 0.0, "SE": 135.0, "SW": 225.0,
}  # fmt: skip
PARTY: Mapping[str, tuple[Side, ...]] = {"east": ("E",), "west": ("W",), "both": ("E", "W")}
UNDER: Mapping[str, Literal["solid", "suspended", "basement"]] = {
    "raised": "suspended",
    "cellar": "basement",
}
LAMBDA_SOIL = 1.5
CONVECTIVE = {
    "radiator": 0.7, "floor": 0.0, "kang": 0.0, "fancoil": 0.95, "air": 0.95, "none": 0.6,
}  # fmt: skip
"""Share of the heat that warms the air at once, by emitter [-] (estimate, C); heated floor and
kang warm their own surface, which does the rest."""
BAYS_PER_KANG = 2.0
"""Heated bays to each kang (estimate, C)."""
FLUES = ("coal_rad", "coal_room", "kang", "bio")
"""Heating with an open flue in the rooms: one leak each."""
NIGHT_HOURS = tuple(h >= 22 or h < 6 for h in range(24))
NIGHT_DROP = 4.0
"""How much cooler rooms are set while a fire is banked [K]."""
PRESENCE = {"full": 1.0, "part": 0.5, "none": 0.0}
BOTTLE = 14.5
"""LPG in a bottle [kg]."""
THETA_DEFAULT = 16.0
ESSENTIAL_GEOMETRY = ("C01", "C02", "C03", "C05")


def archetype_of(survey: Survey, catalogue: Catalogue) -> Archetype:
    """Return the house type of B03, or its variant where an answer leads there.

    Raises
    ------
    IncompleteError
        If no picture was chosen: without a type there is nothing to start from.
    """
    found = archetype_for(survey, catalogue.archetypes)
    if found is None:
        missing = [f for f in ESSENTIAL_GEOMETRY if not value_of(survey, f).known]
        raise IncompleteError(
            _("Choose the house type (B03) first; the calculation starts from it."),
            ("B03", *missing),
        )
    return found


@dataclass(frozen=True, slots=True)
class Filled:
    """A survey with every default filled and marked as such, the defaults, and its house type."""

    survey: Survey
    defaults: Mapping[str, Default]
    archetype: Archetype


def filled_survey(survey: Survey, village: VillageValues, catalogue: Catalogue) -> Filled:
    """Return what a survey stands for; raises like :func:`archetype_of`."""
    archetype = archetype_of(survey, catalogue)
    found = resolved(survey, village, archetype)
    return Filled(found.survey, found.defaults, archetype)


def resolved_survey(survey: Survey, village: VillageValues, catalogue: Catalogue) -> Survey:
    """Return the survey with every default filled and marked as such."""
    return filled_survey(survey, village, catalogue).survey


def resolve(
    survey: Survey,
    village: VillageValues,
    catalogue: Catalogue,
    pack: PolicyPack,
    weather: WeatherYear,
    filled: Filled | None = None,
) -> ResolvedHouse:
    """Return the house of a survey as plain records.

    ``filled`` is the survey with its defaults, where the caller has it already.

    Raises
    ------
    IncompleteError
        If the geometry cannot be computed; it names the fields.
    """
    filled = filled or filled_survey(survey, village, catalogue)
    defaults = MappingProxyType(dict(filled.defaults))
    answers = Answers(filled.survey, filled.archetype, catalogue, defaults)
    answers.of_village("V03", village.station)
    if answers.of_village("V03A", village.altitude) is not None:
        _lapse_rate(answers, village, pack)
    return _Resolver(answers, village, pack).house()


def _lapse_rate(answers: Answers, village: VillageValues, pack: PolicyPack) -> None:
    """Note by how much it gets colder upwards; the year itself is made with the climate."""
    if answers.of_village("V03L", village.lapse_rate) is None:
        rate = pack.altitude.lapse_rate
        answers.rule("climate.lapse_rate", 100.0 * rate.value, "K/100 m", rate.source, rate.mark)


@dataclass(slots=True)
class _Resolver:
    answers: Answers
    village: VillageValues
    pack: PolicyPack

    def house(self) -> ResolvedHouse:
        """Return the finished house."""
        answers = self.answers
        answers.get("B03")
        answers.get("B04")
        elements = elements_of(answers)
        plan = self._plan()
        openings = openings_of(answers)
        persons = self._persons()
        actual = self._actual()
        rooms = Rooms(plan.heated_bays, float(plan.bays), actual)
        services = self._services(persons, rooms)
        house = ResolvedHouse(
            id=answers.survey.dwelling_id,
            archetype=answers.archetype.id,
            plan=plan,
            elements=elements,
            openings=openings,
            floor=GroundFloor(
                UNDER.get(str(answers.get("G02")), "solid"),
                answers.rule(
                    "floor.lambda_soil", LAMBDA_SOIL, "W/(m·K)", "ISO 13370 表7，粘土或粉土"
                ),
            ),
            sunspace=sunspace_of(answers),
            air=self._air(),
            gains=self._gains(persons, services, plan.heated_area),
            heating=self._heating(rooms),
            services=services,
            bills=self._bills(),
            standard=self._standard(),
            actual=actual,
            inputs=(),
        )
        return self._checked(house)

    def _checked(self, house: ResolvedHouse) -> ResolvedHouse:
        """Return the house with its inputs, if openings and rooms fit together."""
        try:
            shape_of(house)
        except ValueError as error:
            raise IncompleteError(
                _("The windows or doors do not fit into their wall: check widths and counts."),
                ("F02", "F03", "F04", "F05", "F07", "F10"),
            ) from error
        return replace(house, inputs=self.answers.inputs)

    # geometry

    def _number(self, field_id: str) -> float:
        value = self.answers.get(field_id)
        if value is None:
            raise IncompleteError(
                _("The house cannot be calculated while its size is missing: {fields}.").format(
                    fields=", ".join(self._missing())
                ),
                self._missing(),
            )
        return float(value)

    def _missing(self) -> tuple[str, ...]:
        return tuple(f for f in ESSENTIAL_GEOMETRY if self.answers.get(f) is None)

    def _plan(self) -> FloorPlan:
        answers = self.answers
        bays = max(round(self._number("C01")), 1)
        length, depth = self._number("C02"), self._number("C03")
        storeys = int(answers.need("B06", 1, "层数未知时按1层"))
        form, rise = self._roof_form()
        heated = self._heated_bays(bays, length * depth * storeys)
        return FloorPlan(
            bays=bays,
            length=length,
            depth=depth,
            height=float(answers.need("C04", 2.8, "净高未知时按2.8 m")),
            storeys=storeys,
            azimuth=AZIMUTHS.get(str(answers.get("B07") or "S"), 180.0),
            form=form,
            rise=rise,
            heated_bays=heated,
            first_heated=self._first_heated(bays, heated),
            wall_thickness=wall_thickness(answers),
            party=PARTY.get(str(answers.get("B08")), ()),
            eaves=eaves_of(answers, pitched=form != "flat"),
            wings=self._wings(),
            front_shade_height=float(answers.get("R03") or 0.0),
            front_shade_distance=float(answers.get("R02") or 0.0),
        )

    def _roof_form(self) -> tuple[RoofForm, float]:
        rise = float(self.answers.need("C08", 0.0, "屋脊高未知时按平顶"))
        code = self.answers.get("E01")
        if code == "flat" or rise <= 0.05:
            return "flat", 0.0
        return ("shed" if code == "mono" else "gable"), rise

    def _heated_bays(self, bays: int, floor_area: float) -> float:
        """Heated bays (C05); a heated area that somebody typed (C07) goes before."""
        answers = self.answers
        heated = self._number("C05")
        area = answers.given("C07")
        wings = sum(wing.length * wing.depth for wing in self._wings())
        if area is not None and float(area) > wings:
            heated = (float(area) - wings) / floor_area * bays
        if heated <= 0.0:
            raise IncompleteError(
                _("No heated bay is entered (C05); the calculation needs at least one."), ("C05",)
            )
        return min(heated, float(bays))

    def _first_heated(self, bays: int, heated: float) -> float:
        """West end of the heated bays: around the main room unless the survey says the side."""
        rest = bays - heated
        side = self.answers.need("R14", "middle", "取暖房间默认围绕堂屋")
        if side == "west":
            return 0.0
        if side == "east":
            return rest
        return float(min(int(rest / 2.0 + 0.5), rest))

    def _wings(self) -> tuple[Wing, ...]:
        answers = self.answers
        if answers.get("C09") != "yes":
            return ()
        found = []
        for number, row in enumerate(rows(answers.survey, "wing"), 1):
            length, depth = answers.get("CW02", row.id), answers.get("CW03", row.id)
            if length is None or depth is None:
                continue
            height = answers.need("CW04", answers.get("C04") or 2.6, "厢房高同正房", row.id)
            name = str(answers.get("CW01", row.id) or "")
            found.append(Wing(f"wing{number}", name, float(length), float(depth), float(height)))
        return tuple(found)

    # air, gains, services

    def _air(self) -> Air:
        answers = self.answers
        pieces: list[tuple[Piece, int]] = []
        flues = int(answers.get("I01") in FLUES) + int("kang" in (answers.get("I05") or ()))
        if flues:
            pieces.append(("flue", flues))
            answers.rule("air.flue", flues, "个", "烧火取暖按每个敞口烟道一处漏风")
        proofs = answers.get("R17") or ()
        return Air(
            background_class=str(answers.need("H01", "avg", "透风未知时按一般")),
            vestibule=answers.get("H03") == "yes",
            exposure=str(answers.get("B09") or "village"),
            pieces=tuple(pieces),
            n50=answers.given("R07"),
            n_manual=answers.given("H02"),
            proved=len([p for p in proofs if p != "none"]) >= 2,
            provenance=answers.provenance("H01"),
        )

    def _persons(self) -> float:
        default = self.pack.standard_use.persons_default.value
        return float(self.answers.need("A06", default, "人口未知时按政策包"))

    def _services(self, persons: float, rooms: Rooms) -> Services:
        answers = self.answers
        known, devices = devices_of(answers, self.pack)
        return Services(
            hot_water=str(answers.get("J01") or "elec"),
            cooking=tuple(answers.get("J02") or ("lpg",)),
            lamps=str(answers.get("J04") or "all"),
            persons=persons,
            air_conditioners=int(answers.get("J03") or 0),
            appliances=tuple(answers.get("J05") or ()),
            known=known,
            devices=devices,
            beside=tuple(beside_of(answers, self.pack, rooms, persons)),
        )

    def _gains(self, persons: float, services: Services, heated_area: float) -> Gains:
        gains, use = self.pack.gains, self.pack.standard_use
        light = use.lighting.value * heated_area * LIGHTING_BY_LAMPS.get(services.lamps, 1.0)
        house = use.appliances_house.value
        if services.known:
            house = self.pack.present.appliances_base.value
            house += sum(device.energy for device in services.devices if device.inside)
        plugs = house + use.appliances_person.value * persons
        source = self.pack.source_of(gains.phi_int).zh
        self.answers.rule("use.gains", gains.phi_int.value, "W/m²", source, gains.phi_int.mark)
        return Gains(
            phi_int=gains.phi_int.value,
            profile=gains.profile,
            radiative_fraction=gains.radiative_fraction.value,
            persons=persons,
            phi_person=gains.phi_person.value,
            phi_appliances=mean_appliance_power(light + plugs),
            phi_light=mean_appliance_power(light),
        )

    # heating, bills, use

    def _heating(self, rooms: Rooms) -> HeatingPlant:
        answers = self.answers
        code = str(answers.need("I01", "none", "取暖方式未知"))
        emitter = str(answers.get("I04") or "none")
        kind = str(answers.get("R18") or "")
        system = answers.catalogue.system_for(code, emitter, kind)
        given = answers.given("I03")
        efficiency = float(given) if given is not None else 1.0
        if given is None and system is not None and system.seasonal is not None:
            seasonal = system.seasonal
            source = answers.catalogue.source_of(seasonal).zh
            efficiency = seasonal.typical
            answers.rule("heating.efficiency", efficiency, "", source, seasonal.mark)
        convective = CONVECTIVE.get(emitter, 0.7)
        answers.rule("heating.convective_fraction", convective, "", "散热末端对流份额估计")
        kangs = self._kang_area() if emitter == "kang" else 0.0
        year = answers.get("I02")
        plant = HeatingPlant(
            code=code,
            system=system.id if system and code != "none" else "",
            carrier=system.carrier if system and code != "none" else "",
            efficiency=efficiency,
            emitter=emitter,
            convective_fraction=convective,
            combustion=bool(system and system.combustion and code != "none"),
            year=int(year) if year is not None else None,
            secondary=tuple(answers.get("I05") or ()),
            kangs=kangs,
            provenance=answers.provenance("I03") if given is not None else Provenance.DEFAULT.value,
        )
        return with_others(with_parts(plant, answers, self.pack), answers, self.pack, rooms)

    def _kang_area(self) -> float:
        """Return the heated area of kang [m²]: one to so many heated bays, as long as a bay."""
        length = self._number("C02") / max(self._number("C01"), 1.0)
        heated = self._number("C05")
        area = max(round(heated / BAYS_PER_KANG), 1) * KANG_DEPTH * length
        self.answers.rule(
            "heating.kang_area", round(area, 1), "m²", "炕面按每两间取暖房一铺、进深2 m估计"
        )
        return area

    def _bills(self) -> Bills:
        answers = self.answers
        amounts: dict[str, float] = {}
        coal, wood, gas = answers.get("K01"), answers.get("K06"), answers.get("K05")
        if coal is not None:
            amounts["raw_coal"] = 1000.0 * float(coal)
        if wood is not None:
            amounts["firewood"] = 1000.0 * float(wood)
        if gas is not None:
            bottles = answers.get("K05U") == "bottle"
            amounts["lpg" if bottles else "natural_gas"] = float(gas) * (BOTTLE if bottles else 1.0)
        electricity = self._electricity_bill()
        if electricity is not None:
            amounts["electricity"] = electricity
        source = value_of(answers.survey, "K07").value
        return Bills(
            amounts=MappingProxyType(amounts),
            prices=MappingProxyType(self._prices()),
            provenance={"bill": "document", "guess": "default"}.get(str(source), "told"),
            tariff=str(answers.get("K04") or ""),
            winter=str(answers.get("K08") or ""),
            month_without_heating=answers.get("R08"),
            heat_by=str(answers.of_village("V34", village_value(self.village, "V34")) or "area"),
        )

    def _electricity_bill(self) -> float | None:
        """Return kWh a year; yuan are divided by the flat price unless the bill shows kWh too."""
        answers = self.answers
        amount = answers.get("K03")
        if amount is None:
            return None
        if answers.get("K03U") == "kwh":
            return float(amount)
        other = answers.get("K03B")
        if other is not None:
            return float(other)
        price = answers.of_village("V05B", village_value(self.village, "V05B"))
        carrier = answers.catalogue.carriers["electricity"].price
        return float(amount) / float(price or (carrier.typical if carrier else 0.49))

    def _prices(self) -> dict[str, float]:
        """Return the family's or the village's own prices [yuan/unit]."""
        found: dict[str, float] = {}
        coal = self.answers.get("K02")
        if coal is not None:
            found["raw_coal"] = float(coal) / 1000.0
        for field_id, carrier, units in (
            ("V05B", "electricity", 1.0),
            ("V05C", PEAK, 1.0),
            ("V05D", VALLEY, 1.0),
            ("V05E", "natural_gas", 1.0),
            ("V05F", "lpg", BOTTLE),
            ("V05G", "firewood", 1000.0),
            ("V05H", HEAT_PRICE, 1.0),
        ):
            value = self.answers.of_village(field_id, village_value(self.village, field_id))
            if value is not None:
                found[carrier] = float(value) / units
        return found

    def _standard(self) -> UsePattern:
        method = self.pack.method()
        answers = self.answers
        spec = self.pack.spec(method.id)
        source = self.pack.source_of(spec.theta_set).zh
        answers.rule("use.theta_standard", method.theta_set, "℃", source, spec.theta_set.mark)
        return UsePattern(
            (method.theta_set,) * 24, method.control, method.season, 1.0, method.theta_set
        )

    def _actual(self) -> UsePattern:
        answers = self.answers
        theta = float(answers.need("I07", THETA_DEFAULT, "白天温度未知时按16 ℃"))
        night = str(answers.get("I08") or "low")
        season = _season(str(answers.get("I06") or ""), self.pack.method().season)
        presence = PRESENCE.get(str(answers.get("A09") or "full"), 1.0)
        if presence == PRESENCE["part"]:
            answers.rule("use.presence", presence, "", "只住一段按半个采暖期")
        hours = answers.get("R06")
        pattern = tuple(_set_point(h, theta, night, hours) for h in range(24))
        if night == "low":
            answers.rule("use.night_drop", NIGHT_DROP, "K", "封火时夜里低4 K（估计）")
        return UsePattern(pattern, "air", season, presence, theta)


def _set_point(hour: int, theta: float, night: str, hours: float | None) -> float | None:
    """Return the set point of an hour; heating for some hours a day ends at 22 h."""
    if hours is not None and hours < 24.0:
        resting = not 22.0 - hours <= hour < 22.0
        night = "off" if night == "on" else night
    else:
        resting = NIGHT_HOURS[hour]
    if not resting or night == "on":
        return theta
    return None if night == "off" else theta - NIGHT_DROP


def _season(
    text: str, otherwise: tuple[tuple[int, int], tuple[int, int]]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return "MM-DD/MM-DD" as days; the pack's season when blank."""
    start, _sep, end = text.partition("/")
    if not end:
        return otherwise
    return _day(start), _day(end)


def _day(text: str) -> tuple[int, int]:
    month, _sep, day = text.partition("-")
    return int(month), int(day)
