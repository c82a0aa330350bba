"""What must hold in a policy pack beyond the types of its values."""

from collections.abc import Iterator
from itertools import pairwise

from app.i18n import gettext as _
from app.model.catalogue import Catalogue, GrantRule, PolicyPack
from app.model.catalogue.prices import PriceScenario
from app.model.catalogue.supply import Subsidy, hours_between
from app.model.survey import spec
from app.store.problems import Problem, check_date
from app.store.pv_checks import check_pv


def check_pack(file: str, pack: PolicyPack, catalogue: Catalogue | None) -> list[Problem]:
    """Find what does not hold in a policy pack."""
    return [
        *check_date(file, "", "date", pack.date),
        *_methods(file, pack),
        *_limits(file, pack),
        *_works(file, pack),
        *_label(file, pack),
        *_money(file, pack, catalogue),
        *_funding(file, pack),
        *_present(file, pack),
        *_carbon(file, pack, catalogue),
        *(check_pv(file, pack.pv) if pack.pv is not None else ()),
        *_heating(file, pack),
        *_search(file, pack),
        *_prices(file, pack, catalogue),
    ]


def _methods(file: str, pack: PolicyPack) -> Iterator[Problem]:
    ids = [method.id for method in pack.methods]
    if pack.decides not in ids:
        yield Problem(file, "", "decides", _("no such method"), pack.decides)
    for method in pack.methods:
        if ids.count(method.id) > 1:
            yield Problem(file, method.id, "id", _("the id is there twice"))
        for column, share in (
            ("threshold", method.threshold),
            ("required_probability", method.required_probability),
            ("envelope_part_min", method.envelope_part_min),
        ):
            if share is not None and not 0 <= share.value <= 1:
                yield Problem(file, method.id, column, _("must lie between 0 and 1"))
        if not all(is_day(month, day) for month, day in method.season):
            yield Problem(file, method.id, "season", _("there is no such day"))


def is_day(month: int, day: int) -> bool:
    """Tell whether there may be such a day of a year."""
    return 1 <= month <= 12 and 1 <= day <= 31


def _search(file: str, pack: PolicyPack) -> Iterator[Problem]:
    life, limit = pack.search.least_life, pack.search.limit
    if life is not None and not 0 <= life <= 50:
        reason = _("must lie between {low:g} and {high:g}").format(low=0, high=50)
        yield Problem(file, "search", "least_life", reason)
    if limit is not None and not 100 <= limit <= 1_000_000:
        reason = _("must lie between {low:g} and {high:g}").format(low=100, high=1_000_000)
        yield Problem(file, "search", "limit", reason)


def _limits(file: str, pack: PolicyPack) -> Iterator[Problem]:
    air = pack.air
    if not 0 <= air.n_minimum.value <= air.n_cap_before.value <= air.n_cap_proved.value:
        yield Problem(file, "air", "n_cap_before_1_h", _("the limits are out of order"))
    if len(pack.gains.profile) != 24:
        yield Problem(file, "gains", "profile", _("24 hours are needed"))
    if pack.kgce_electricity.value <= 0:
        yield Problem(file, "", "kgce_electricity_kwh", _("must be above zero"))
    if pack.moisture.humidity_class.value not in range(1, len(pack.moisture.excess) + 1):
        yield Problem(file, "moisture", "humidity_class", _("a class from 1 to 4 is needed"))
    if not 0.0 <= pack.altitude.lapse_rate.value <= 0.01:
        reason = _("must lie between {low:g} and {high:g}").format(low=0.0, high=0.01)
        yield Problem(file, "altitude", "lapse_rate_k_m", reason)
    excess = [number.value for number in pack.moisture.excess]
    if excess != sorted(excess) or excess[0] <= 0:
        yield Problem(file, "moisture", "excess_pa", _("the limits are out of order"))


def _works(file: str, pack: PolicyPack) -> Iterator[Problem]:
    works = pack.works
    for column, spans in (("harvests", works.harvests.value), ("rains", works.rains.value)):
        if not all(is_day(month, day) for span in spans for month, day in span):
            yield Problem(file, "works", column, _("there is no such day"))
    if works.steps_max.value < 1:
        yield Problem(file, "works", "steps_max", _("must be above zero"))


def _label(file: str, pack: PolicyPack) -> Iterator[Problem]:
    yield from check_date(file, "label", "date", pack.label.date)
    limits = [number.value for number in pack.label.limits]
    if limits[0] <= 0 or any(a >= b for a, b in pairwise(limits)):
        yield Problem(file, "label", "limits_kwh_m2", _("the limits are out of order"))


def _money(file: str, pack: PolicyPack, catalogue: Catalogue | None) -> Iterator[Problem]:
    services = (*pack.standard_use.hot_water_by.values(), *pack.standard_use.cooking_by.values())
    carriers = {service.carrier for service in services}
    carriers |= {t.carrier for t in pack.tariffs} | {s.carrier for s in pack.subsidies}
    if catalogue is not None:
        for missing in sorted(carriers - catalogue.carriers.keys()):
            yield Problem(file, "", "carrier", _("unknown id"), missing)
    if any(service.efficiency.value <= 0 for service in services):
        yield Problem(file, "standard_use", "efficiency", _("must be above zero"))
    for tariff in pack.tariffs:
        yield from check_date(file, tariff.id, "valid_from", tariff.valid_from)
        prices = [band.price.value for band in tariff.bands]
        prices += [step.price.value for step in tariff.steps]
        if not prices or min(prices) < 0:
            yield Problem(file, tariff.id, "price_cny_kwh", _("must not be negative"))
        hours = sorted(h for band in tariff.bands for h in hours_between(*band.hours))
        if tariff.bands and hours != list(range(24)):
            yield Problem(file, tariff.id, "bands", _("the bands must cover each hour once"))
    yield from check_operating(file, pack.subsidies)


def check_operating(file: str, subsidies: tuple[Subsidy, ...]) -> Iterator[Problem]:
    """Find operating subsidies of a season that cannot be."""
    ids = [item.id for item in subsidies]
    for item in subsidies:
        if ids.count(item.id) > 1:
            yield Problem(file, item.id, "id", _("the id is there twice"))
        if not _is_season(item.season):
            yield Problem(
                file, item.id, "season", _("a season like 2026-27 is needed"), item.season
            )
        if item.known and (item.amount is None or item.amount.value < 0):
            yield Problem(file, item.id, "amount_cny_unit", _("the amount is missing"))
        if item.limit is not None and item.limit.value <= 0:
            yield Problem(file, item.id, "limit_unit", _("must be above zero"))


def _is_season(text: str) -> bool:
    start, _dash, end = text.partition("-")
    if not (len(start) == 4 and start.isdecimal() and len(end) == 2 and end.isdecimal()):
        return False
    return (int(start) + 1) % 100 == int(end)


def _heating(file: str, pack: PolicyPack) -> Iterator[Problem]:
    rules = pack.heating
    for column, number, low, high in (
        ("room_area_m2", rules.room_area, 5.0, 200.0),
        ("stove_kw", rules.stove_kw, 1.0, 50.0),
        ("boiler_kw", rules.boiler_kw, 1.0, 100.0),
        ("storage_kw", rules.storage_kw, 0.5, 20.0),
        ("backup_kw", rules.backup_kw, 0.0, 20.0),
        ("coincidence", rules.coincidence, 0.1, 1.0),
        ("household_kw", rules.household_kw, 0.0, 30.0),
        ("floor_cny_m2", rules.floor_cost, 0.0, 2000.0),
        ("fancoil_cny_room", rules.fancoil_cost, 0.0, 20000.0),
        ("radiator_cny_m2", rules.radiator_cost, 0.0, 2000.0),
        ("collector_share", rules.collector_share, 0.0, 1.0),
        ("collector_tilt_deg", rules.collector_tilt, 0.0, 90.0),
        ("store_kwh_m2", rules.store, 0.0, 20.0),
        ("heat_capacity_wh_m2k", rules.heat_capacity, 5.0, 300.0),
        ("kang_kwh_day", rules.kang_heat, 0.0, 100.0),
        ("noise_dba", rules.noise_limit, 20.0, 80.0),
    ):
        if not low <= number.value <= high:
            reason = _("must lie between {low:g} and {high:g}").format(low=low, high=high)
            yield Problem(file, "heating", column, reason)
    if not all(-40.0 <= theta <= 10.0 for theta in rules.checks.value):
        reason = _("must lie between {low:g} and {high:g}").format(low=-40.0, high=10.0)
        yield Problem(file, "heating", "checks_degc", reason)
    if not all(20.0 <= theta <= 80.0 for theta in rules.water_theta.value):
        reason = _("must lie between {low:g} and {high:g}").format(low=20.0, high=80.0)
        yield Problem(file, "heating", "water_degc", reason)
    for rating in rules.meters:
        if rating.rating.value <= 0:
            yield Problem(file, f"heating {rating.meter}", "rating_kva", _("must be above zero"))
    signs = rules.signs
    for name in signs.__struct_fields__:
        if getattr(signs, name).value < 0:
            yield Problem(file, "heating.signs", name, _("must not be negative"))
    if signs.low_most.value >= signs.high_least.value:
        yield Problem(file, "heating.signs", "low_most", _("the limits are out of order"))


MOST_SINGLE = 12
"""Subsidies that do not stack; the best set of them is found by trying all."""


def _funding(file: str, pack: PolicyPack) -> Iterator[Problem]:
    rules = pack.funding
    for column, share in (
        ("share_max", rules.share_max),
        ("other_share_valley", rules.other_share_valley),
    ):
        if not 0 <= share.value <= 1:
            yield Problem(file, "funding", column, _("must lie between 0 and 1"))
    if not 1 <= rules.horizon.value <= 100:
        reason = _("must lie between {low:g} and {high:g}").format(low=1.0, high=100.0)
        yield Problem(file, "funding", "horizon_years", reason)
    for column, number in (
        ("repeat_years", rules.repeat_years),
        ("mutual_days_max", rules.mutual_days_max),
    ):
        if number.value < 0:
            yield Problem(file, "funding", column, _("must not be negative"))
    yield from check_grants(file, rules.grants)


def check_grants(file: str, grants: tuple[GrantRule, ...]) -> Iterator[Problem]:
    """Find subsidy rules that cannot be, alone or together."""
    if sum(not rule.stacks for rule in grants) > MOST_SINGLE:
        reason = _("at most {n} subsidies that do not stack").format(n=MOST_SINGLE)
        yield Problem(file, "funding", "grants", reason)
    ids = [rule.id for rule in grants]
    for rule in grants:
        if ids.count(rule.id) > 1:
            yield Problem(file, rule.id, "id", _("the id is there twice"))
        yield from _grant(file, rule)


def _grant(file: str, rule: GrantRule) -> Iterator[Problem]:
    yield from check_date(file, rule.id, "valid_from", rule.valid_from)
    if rule.valid_to is not None:
        yield from check_date(file, rule.id, "valid_to", rule.valid_to)
        if rule.valid_to < rule.valid_from:
            yield Problem(file, rule.id, "valid_to", _("ends before it begins"))
    if rule.amount.value < 0:
        yield Problem(file, rule.id, "amount", _("must not be negative"))
    if rule.basis == "cost_share" and rule.amount.value > 1:
        yield Problem(file, rule.id, "amount", _("must lie between 0 and 1"))
    if rule.cap is not None and rule.cap.value < 0:
        yield Problem(file, rule.id, "cap_cny", _("must not be negative"))
    if rule.cap_share is not None and not 0 <= rule.cap_share.value <= 1:
        yield Problem(file, rule.id, "cap_share", _("must lie between 0 and 1"))
    for column, field, codes in (
        ("targets", "A08", rule.targets),
        ("not_with", "N08", rule.not_with),
    ):
        known = {choice.code for choice in spec(field).choices}
        for missing in sorted(set(codes) - known):
            yield Problem(file, rule.id, column, _("unknown id"), missing)


def _present(file: str, pack: PolicyPack) -> Iterator[Problem]:
    rule = pack.present
    for code, loss in rule.pipe_loss.items():
        if not 0 <= loss.value <= 0.9:
            reason = _("must lie between {low:g} and {high:g}").format(low=0.0, high=0.9)
            yield Problem(file, "present", f"pipe_loss.{code}", reason)
    if not 0 <= rule.cooking_main.value <= 1:
        yield Problem(file, "present", "cooking_main", _("must lie between 0 and 1"))
    for code, habit in rule.beside.items():
        if habit.bays.value < 0 or not 0 <= habit.hours.value <= 24:
            reason = _("must lie between {low:g} and {high:g}").format(low=0.0, high=24.0)
            yield Problem(file, "present", f"beside.{code}", reason)
    numbers = {
        "kang_fuel_kg_d": rule.kang_fuel,
        "blanket_w": rule.blanket,
        "blanket_hours_d": rule.blanket_hours,
        "cooling_kwh_a": rule.cooling,
        "appliances_base_kwh_a": rule.appliances_base,
        **{f"devices.{code}": device.energy for code, device in rule.devices.items()},
    }
    for column, number in numbers.items():
        if number.value < 0:
            yield Problem(file, "present", column, _("must not be negative"))
    if not hours_between(*rule.storage_hours):
        yield Problem(file, "present", "storage_hours", _("there is no such hour"))
    first, last = rule.cooling_months
    if not 1 <= first <= last <= 12:
        yield Problem(file, "present", "cooling_months", _("the limits are out of order"))


def _carbon(file: str, pack: PolicyPack, catalogue: Catalogue | None) -> Iterator[Problem]:
    rule = pack.carbon
    if not 0 <= rule.electricity_share.value <= 1:
        yield Problem(file, "carbon", "electricity_share", _("must lie between 0 and 1"))
    if catalogue is not None and catalogue.grid_factor(rule.grid_region) is None:
        yield Problem(file, "carbon", "grid_region", _("unknown id"), rule.grid_region)


def _prices(file: str, pack: PolicyPack, catalogue: Catalogue | None) -> Iterator[Problem]:
    rules = pack.prices
    yield from check_date(file, "prices", "date", rules.date)
    if pack.covers.credited.value not in (0, 1):
        yield Problem(file, "covers", "credited", _("must be 0 or 1"))
    for column, number in (
        ("least_return_1_a", rules.worth.least_return),
        ("least_heat_kwh_m2", rules.worth.least_heat),
    ):
        if number.value < 0:
            yield Problem(file, "worth", column, _("must not be negative"))
    if rules.heat_by_area is not None:
        yield from check_date(file, "heat_by_area", "valid_from", rules.heat_by_area.valid_from)
        if rules.heat_by_area.price.value <= 0:
            yield Problem(file, "heat_by_area", "price_cny_m2", _("must be above zero"))
    ids = [item.id for item in rules.scenarios]
    for scenario in rules.scenarios:
        if ids.count(scenario.id) > 1:
            yield Problem(file, scenario.id, "id", _("the id is there twice"))
        yield from _scenario(file, scenario, catalogue)


def _scenario(file: str, scenario: PriceScenario, catalogue: Catalogue | None) -> Iterator[Problem]:
    if not -0.2 <= scenario.rise.value <= 0.2:
        reason = _("must lie between {low:g} and {high:g}").format(low=-0.2, high=0.2)
        yield Problem(file, scenario.id, "rise_1_a", reason)
    if scenario.seasons.value < 0:
        yield Problem(file, scenario.id, "seasons", _("must not be negative"))
    for carrier, factor in scenario.factors.items():
        if catalogue is not None and carrier not in catalogue.carriers:
            yield Problem(file, scenario.id, "factors", _("unknown id"), carrier)
        if factor.value <= 0:
            yield Problem(file, scenario.id, "factors", _("must be above zero"), carrier)
