"""What must hold in the photovoltaic rules of a policy pack."""

from collections.abc import Iterator

from app.i18n import gettext as _
from app.model.catalogue import PvRules
from app.model.solar import MOUNTINGS
from app.store.problems import Problem, check_date

SHADES = ("none", "half", "most")
USES = ("lighting", "cooking", "hot_water", "appliances")
_NEAR = 1e-6


def check_pv(file: str, rules: PvRules) -> Iterator[Problem]:
    """Find what does not hold."""
    yield from _modules(file, rules)
    yield from _shares(file, rules)
    yield from _feed_in(file, rules)
    for column, wanted, given in (
        ("mounts", MOUNTINGS, rules.mounts),
        ("shade", SHADES, rules.shade),
        ("daily", USES, rules.daily),
    ):
        for missing in sorted(set(wanted) - set(given)):
            yield Problem(file, "pv", column, _("it is missing"), missing)
    for use, shape in rules.daily.items():
        if len(shape.value) != 24 or min(shape.value) < 0 or abs(sum(shape.value) - 1) > _NEAR:
            yield Problem(file, "pv", f"daily.{use}", _("24 shares that sum to 1 are needed"))
    start, end = rules.row_hours.value
    if not 6 <= start <= end <= 18:
        yield Problem(file, "pv", "row_hours_h", _("the limits are out of order"))


def _modules(file: str, rules: PvRules) -> Iterator[Problem]:
    if rules.module not in [item.id for item in rules.modules]:
        yield Problem(file, "pv", "module", _("unknown id"), rules.module)
    for item in rules.modules:
        if min(item.width, item.height, item.power.value) <= 0 or item.efficiency >= 1:
            yield Problem(file, item.id, "power_w", _("must be above zero"))
        if item.gamma.value >= 0:
            yield Problem(file, item.id, "gamma_1_k", _("must be below zero"))
    for name, mount in rules.mounts.items():
        if mount.u_cell.value <= 0:
            yield Problem(file, "pv", f"{name}.u_cell_w_m2k", _("must be above zero"))
        if mount.setback.value < 0 or mount.extra.value < 0:
            yield Problem(file, "pv", f"{name}.setback_m", _("must not be negative"))
        if name != "flush" and not mount.tilts:
            yield Problem(file, "pv", f"{name}.tilts_deg", _("it is missing"))


def _shares(file: str, rules: PvRules) -> Iterator[Problem]:
    losses, battery = rules.losses, rules.battery
    shares = [losses.soiling, losses.mismatch, losses.wiring, losses.connections]
    shares += [losses.nameplate, losses.availability, losses.first_year, losses.yearly]
    shares += [rules.inverter.efficiency, battery.efficiency, rules.albedo, rules.sensitivity]
    shares += [part for item in rules.shade.values() for part in (item.sun, item.sky)]
    if not all(0 <= share.value <= 1 for share in shares):
        yield Problem(file, "pv", "losses", _("must lie between 0 and 1"))
    if len(losses.snow.value) != 12 or not all(0 <= x <= 1 for x in losses.snow.value):
        yield Problem(file, "pv", "snow", _("12 shares from 0 to 1 are needed"))
    if rules.inverter.ratio.value <= 0 or rules.inverter.life.value < 1:
        yield Problem(file, "pv", "inverter", _("must be above zero"))
    if battery.efficiency.value <= 0 or battery.life.value < 1:
        yield Problem(file, "pv", "battery", _("must be above zero"))
    if min((battery.power.value, battery.price.value, *battery.sizes)) < 0:
        yield Problem(file, "pv", "battery", _("must not be negative"))


def _feed_in(file: str, rules: PvRules) -> Iterator[Problem]:
    if min(rules.market.low, rules.rent.low, rules.upkeep.value) < 0:
        yield Problem(file, "pv", "market_cny_kwh", _("must not be negative"))
    for row in rules.feed_in:
        yield from check_date(file, row.id, "valid_from", row.valid_from)
        if row.valid_to is not None:
            yield from check_date(file, row.id, "valid_to", row.valid_to)
        if row.known and (row.price is None or row.share is None or row.years is None):
            yield Problem(file, row.id, "price_cny_kwh", _("the price is missing"))
        if row.share is not None and not 0 <= row.share.value <= 1:
            yield Problem(file, row.id, "share", _("must lie between 0 and 1"))
