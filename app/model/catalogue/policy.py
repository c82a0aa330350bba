"""The policy pack: method of the 30 %, limits of credit, standard use, tariffs, subsidies."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct, field

from app.i18n import Text
from app.model.assessment import Method
from app.model.catalogue.funding import (
    CONSENT_DEFAULT,
    FUNDING_DEFAULT,
    ConsentRules,
    FundingRules,
)
from app.model.catalogue.heating_rules import (
    HEATING_DEFAULT,
    HEATING_SOURCES,
    HeatingRules,
)
from app.model.catalogue.present import (
    CARBON_DEFAULT,
    PRESENT_DEFAULT,
    CarbonRule,
    PresentRule,
)
from app.model.catalogue.prices import COVERS_DEFAULT, PRICES_DEFAULT, CoverRule, PriceRules
from app.model.catalogue.pv import PvRules
from app.model.catalogue.search import SearchSettings
from app.model.catalogue.season import LABEL_DEFAULT, WORKS_DEFAULT, LabelRule, WorksRule
from app.model.catalogue.sourced import Number, Sourced, Spread
from app.model.catalogue.supply import DayRate, Subsidy, Tariff

PACK_SCHEMA = "nuanfang-policy-pack/1"
UNNAMED = Text("程序默认值", "Default of the program")


class MethodSpec(Struct, frozen=True):
    """A method of the 30 %.

    ``basis``: heating need, or primary energy [kgce] of all ``uses``. ``threshold`` [-] saving
    to reach with ``required_probability`` [-]; ``theta_set`` [°C] all day, ``control``
    temperature; ``season`` ((month, day), (month, day)), both days included. ``rooms``: the
    surveyed heated rooms, before and after alike. ``envelope_part_min`` [-] saving by the
    heating-need method that must be there as well.
    """

    id: str
    name: Text
    basis: Literal["heating_need", "primary_energy"]
    threshold: Number
    required_probability: Number
    theta_set: Number = field(name="theta_set_degc")
    control: Literal["air", "operative"]
    season: tuple[tuple[int, int], tuple[int, int]]
    rooms: Literal["surveyed_heated_rooms"]
    equipment_counts: bool
    pv_counts: bool
    uses: tuple[str, ...]
    envelope_part_min: Number | None = None


class AirLimits(Struct, frozen=True):
    """Limits of what air change may earn [1/h].

    ``n_minimum`` fresh air in both states; ``n_cap_before`` of an unmeasured before-state,
    ``n_cap_proved`` with photos of two leaks; ``n_credit_max`` largest unmeasured drop;
    ``share_max`` [-, of the whole need] that unmeasured air may add to the saving;
    ``actual_low`` and ``actual_high`` of the family's own bill calculation.
    """

    n_minimum: Number = field(name="n_minimum_1_h")
    n_cap_before: Number = field(name="n_cap_before_1_h")
    n_cap_proved: Number = field(name="n_cap_proved_1_h")
    n_credit_max: Number = field(name="n_credit_max_1_h")
    share_max: Number
    actual_low: Number = field(name="actual_low_1_h")
    actual_high: Number = field(name="actual_high_1_h")


class Service(Struct, frozen=True):
    """How hot water is made or food is cooked: useful heat / ``efficiency`` [-] of ``carrier``.

    ``solar_share`` [-] of the useful heat comes from the sun first.
    """

    carrier: str
    efficiency: Number
    solar_share: Number | None = None


class StandardUse(Struct, frozen=True):
    """Standard use beside heating.

    ``hot_water`` and ``cooking`` [kWh useful heat per person and year]; ``lighting``
    [kWh per m² of heated floor and year]; ``appliances_house`` [kWh/a per household] plus
    ``appliances_person`` [kWh/a per person]; ``persons_default`` where the residents are
    unknown. ``hot_water_by`` and ``cooking_by``: survey codes of J01 and J02 to the service.
    """

    hot_water: Number = field(name="hot_water_kwh_person")
    cooking: Number = field(name="cooking_kwh_person")
    lighting: Number = field(name="lighting_kwh_m2")
    appliances_house: Number = field(name="appliances_kwh_house")
    appliances_person: Number = field(name="appliances_kwh_person")
    persons_default: Number
    hot_water_by: Mapping[str, Service]
    cooking_by: Mapping[str, Service]


class InternalGains(Struct, frozen=True):
    """Internal gains: ``phi_int`` [W/m²] of heated floor, times ``profile`` [-] by hour (24).

    ``radiative_fraction`` [-]. Actual use takes ``phi_person`` [W] per person present.
    """

    phi_int: Number = field(name="phi_int_w_m2")
    profile: tuple[float, ...]
    radiative_fraction: Number
    phi_person: Number = field(name="phi_person_w")


class TakeBack(Struct, frozen=True):
    """Comfort taken back: set point + min(``rise_max``, ``theta_goal`` - present)·``share``.

    ``rise_max`` [K], ``theta_goal`` [°C], ``share`` [-] triangular; heated rooms times hours
    grow by ``rooms_hours`` [-], triangular. Never below the present temperature.
    """

    rise_max: Number = field(name="rise_max_k")
    theta_goal: Number = field(name="theta_goal_degc")
    share: Spread
    rooms_hours: Spread


class MoistureRule(Struct, frozen=True):
    """How damp the rooms are: ``humidity_class`` 1 to 4, ``excess`` [Pa] over outdoors at 0 °C.

    ``excess`` holds the upper limits of classes 1 to 4 (ISO 13788 annex A).
    """

    humidity_class: Number
    excess: tuple[Number, Number, Number, Number] = field(name="excess_pa")


_ANNEX_A = "iso13788a"
MOISTURE_DEFAULT = MoistureRule(
    Sourced(3.0, "C", "pack_setting"),
    (
        Sourced(270.0, "Bm", _ANNEX_A),
        Sourced(540.0, "Bm", _ANNEX_A),
        Sourced(810.0, "Bm", _ANNEX_A),
        Sourced(1080.0, "Bm", _ANNEX_A),
    ),
)
"""For packs written before the rule existed."""


class AltitudeRule(Struct, frozen=True):
    """By how much a village is colder than its station: ``lapse_rate`` [K/m] of altitude."""

    lapse_rate: Number = field(name="lapse_rate_k_m")


ALTITUDE_DEFAULT = AltitudeRule(Sourced(0.006, "C", "hill_lapse"))
"""For packs written before the rule existed."""

_DEFAULTED = (
    *(_ANNEX_A, "pack_setting", "hill_lapse"),
    *("harvest_tianjin", "rain_tianjin", "label_types"),
    *("present_use", "device_use", "tj_electric"),
    *HEATING_SOURCES,
)
DEFAULT_SOURCES = dict.fromkeys(_DEFAULTED, UNNAMED)
"""Sources that the defaults of older packs name; a pack may say them itself."""


class PolicyPack(Struct, frozen=True):
    """The settings a district decides. ``sha256`` of the file's bytes.

    ``decides`` is the id of the method whose verdict counts. ``kgce_electricity`` [kgce/kWh]
    decides in primary energy, ``kgce_electricity_calorific`` is only shown.
    ``discount_rate`` [1/a, real]. Packs written before there was ``pv`` have none; the rules of
    the program's own pack stand in.
    """

    schema: str
    id: str
    version: str
    date: str
    name: Text
    catalogue: str
    sources: Mapping[str, Text]
    decides: str
    methods: tuple[MethodSpec, ...]
    kgce_electricity: Number = field(name="kgce_electricity_kwh")
    kgce_electricity_calorific: Number = field(name="kgce_electricity_calorific_kwh")
    air: AirLimits
    standard_use: StandardUse
    gains: InternalGains
    take_back: TakeBack
    tariffs: tuple[Tariff, ...]
    subsidies: tuple[Subsidy, ...]
    day_rates: tuple[DayRate, ...]
    discount_rate: Spread
    batch_purchase_factor: Number
    moisture: MoistureRule = MOISTURE_DEFAULT
    altitude: AltitudeRule = ALTITUDE_DEFAULT
    works: WorksRule = WORKS_DEFAULT
    label: LabelRule = LABEL_DEFAULT
    funding: FundingRules = FUNDING_DEFAULT
    present: PresentRule = PRESENT_DEFAULT
    carbon: CarbonRule = CARBON_DEFAULT
    pv: PvRules | None = None
    heating: HeatingRules = HEATING_DEFAULT
    search: SearchSettings = SearchSettings()
    prices: PriceRules = PRICES_DEFAULT
    covers: CoverRule = COVERS_DEFAULT
    consent: ConsentRules = CONSENT_DEFAULT
    sha256: str = ""

    def spec(self, method_id: str) -> MethodSpec:
        """Return the method of that id, or raise KeyError."""
        for spec in self.methods:
            if spec.id == method_id:
                return spec
        raise KeyError(method_id)

    def method(self, method_id: str = "", *, proved: bool = False) -> Method:
        """Return the plain method record, of the deciding method by default.

        ``proved``: photos prove two of the leaks, so the higher cap of the before-state holds.
        """
        spec = self.spec(method_id or self.decides)
        cap = self.air.n_cap_proved if proved else self.air.n_cap_before
        return Method(
            id=spec.id,
            name=spec.name,
            threshold=spec.threshold.value,
            required_probability=spec.required_probability.value,
            theta_set=spec.theta_set.value,
            control=spec.control,
            season=spec.season,
            n_minimum=self.air.n_minimum.value,
            n_cap_before=cap.value,
            n_credit_max=self.air.n_credit_max.value,
        )

    def source_of(self, number: Sourced[Any] | Spread) -> Text:
        """Return the sentence that says where a value comes from."""
        return self.sources.get(number.source, UNNAMED)
