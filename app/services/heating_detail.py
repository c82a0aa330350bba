"""All that is told of one way of heating: warnings, money, plant, advice, the way back to coal."""

from collections.abc import Iterator

from app.i18n import gettext as _
from app.i18n import language
from app.model.heating import Case, HeatingComparison, HeatingOption, Sized
from app.services.heating_text import ELECTRICITY, case_of, risk_word, sign_text

WATER = ("water_floor", "water_fancoil", "water_radiator")
BURNING = ("pellet_stove", "pellet_boiler")


def detail_lines(
    found: HeatingComparison, option: HeatingOption, size: Sized, works: bool
) -> list[str]:
    """Return all that is told of a size of an option, most important first."""
    case = case_of(size, works)
    return [
        *_warnings(found, option, size, case, works),
        *_money(found, option, size, case, works),
        *_plant(found, option, size, case),
        *_advice(option, size),
        *_risk(case),
    ]


def _warnings(
    found: HeatingComparison, option: HeatingOption, size: Sized, case: Case, works: bool
) -> Iterator[str]:
    if not works and size.after is not None:
        text = _(
            "⚠ Without the works: {before} yuan a winter instead of {after} yuan, and a machine of "
            "{a} kW instead of {b} kW. Insulate first."
        )
        yield text.format(
            before=f"{case.performance.cost:,.0f}",
            after=f"{option.proposed.after.performance.cost:,.0f}" if option.proposed.after else "",
            a=f"{option.proposed_before.before.plant.capacity / 1000:.1f}",
            b=f"{option.proposed.after.plant.capacity / 1000:.1f}" if option.proposed.after else "",
        )
    got, link = case.performance, case.plant.connection
    if got.hours_short:
        yield _(
            "⚠ Too small: {hours} hours of the winter colder than wanted, {kwh} kWh are missing."
        ).format(hours=got.hours_short, kwh=f"{got.unmet:,.0f}")
    if link.fits is False:
        yield _(
            "⚠ The meter is too small: {kva} kVA are needed, it carries {rating}. Ask the supply "
            "office (telephone 95598) before anything is signed (R30)."
        ).format(kva=f"{link.kva:.1f}", rating=f"{link.rating:.1f}")
    if link.limited:
        yield _(
            "⚠ The meter allows no larger size ({rating} kVA). Ask the supply office (telephone "
            "95598) about a larger supply."
        ).format(rating=f"{link.rating:.1f}" if link.rating else "")
    stove = next((s for s in case.risk.signs if s.key == "stove"), None) if case.risk else None
    if case.risk and case.risk.level == "high" and stove and stove.counts and found.old_stove:
        yield f"⚠ {found.old_stove.get(language())} (R48)"
    if option.own_tariff:
        yield _("⚠ Counted with the peak and valley tariff, which this house does not have yet.")


def _money(
    found: HeatingComparison, option: HeatingOption, size: Sized, case: Case, works: bool
) -> Iterator[str]:
    got = case.performance
    text = _("Heating a winter: {cost} yuan; no subsidy for it")
    if got.subsidised < got.cost:
        text = _("Heating a winter: {cost} yuan, with the {season} subsidy {less} yuan")
    yield text.format(
        cost=f"{got.cost:,.0f}", season=found.subsidy_season, less=f"{got.subsidised:,.0f}"
    )
    if size.warmer is not None and works:
        text = _("  as warm as families then keep it: {cost} yuan ({less} with subsidy)")
        yield text.format(cost=f"{size.warmer.cost:,.0f}", less=f"{size.warmer.subsidised:,.0f}")
    present = found.option("present")
    if present is not None:
        today = present.proposed.before.performance.cost
        told = _("told by the family") if found.fuel_told else _("calculated")
        text = _("  today: {today} yuan calculated; last winter {fuel} yuan ({told})")
        yield text.format(today=f"{today:,.0f}", fuel=f"{found.fuel_money:,.0f}", told=told)
    text = _("  a room: {room} yuan; a month at {theta} ℃: {month} yuan")
    yield text.format(
        room=f"{got.per_room:,.0f}", theta=f"{found.theta_e:g}", month=f"{got.peak_month:,.0f}"
    )
    if found.present_carrier in (ELECTRICITY, "natural_gas"):
        yield _(
            "  The house heats with {now} today: the works save little money; they warm."
        ).format(now=_("electricity") if found.present_carrier == ELECTRICITY else _("gas"))
    if option.kang_saved > 0.0 and found.kang is not None:
        text = _("  The kang may stay: it spares {yuan} yuan and burns {kg} kg of wood.")
        yield text.format(yuan=f"{option.kang_saved:,.0f}", kg=f"{found.kang.fuel:,.0f}")
    text = _("To buy: {cost} yuan; over {years} years with heating {life} yuan of today")
    yield text.format(
        cost=f"{case.plant.investment:,.0f}", years=case.years, life=f"{case.lifetime:,.0f}"
    )
    for item in case.plant.purchases:
        yield f"  {item.name.get(language())}: {item.cost:,.0f} ({item.mark})"


def _plant(
    found: HeatingComparison, option: HeatingOption, size: Sized, case: Case
) -> Iterator[str]:
    got, plant = case.performance, case.plant
    if got.carrier == ELECTRICITY:
        text = _("Electricity a winter: {kwh} kWh, of it {valley} in the valley and {peak} at peak")
        yield text.format(
            kwh=f"{got.amount:,.0f}", valley=f"{got.valley:,.0f}", peak=f"{got.peak:,.0f}"
        )
    if got.seasonal_lab is not None:
        text = _("  seasonal COP as in homes {home}, by the tables {lab}")
        yield text.format(home=f"{got.seasonal:.2f}", lab=f"{got.seasonal_lab:.2f}")
    if got.solar > 0.0:
        text = _("  {share} % of the heat comes from the sun")
        yield text.format(share=f"{100 * got.solar / max(got.heat, 1.0):.0f}")
    text = _("Coldest day: {theta} ℃ in the coldest room, {share} % of the heat it asks for")
    yield text.format(theta=f"{got.theta_coldest:.1f}", share=f"{100 * got.coverage:.0f}")
    if plant.checks:
        text = _("  sized for {load} kW with heating-up, gives {capacity} kW")
        capacity, load = f"{plant.capacity / 1000:.1f}", f"{plant.load / 1000:.1f}"
        yield text.format(load=load, capacity=capacity)
    for check in plant.checks:
        text = _("  at {theta} ℃ with frost {capacity} kW for {load} kW")
        yield text.format(
            theta=f"{check.theta_e:g}",
            capacity=f"{check.capacity / 1000:.1f}",
            load=f"{check.load / 1000:.1f}",
        )
    if plant.bivalence is not None:
        yield _("  holds the design load down to {theta} ℃").format(theta=f"{plant.bivalence:.0f}")
    if plant.charging:
        text = _("  charges {hours} hours a night, stores {kwh} kWh")
        yield text.format(hours=plant.charging, kwh=f"{plant.store:.0f}")
    yield from _connection(case)
    text = _("CO2 {co2} t, {kgce} kgce a winter")
    words = text.format(co2=f"{got.co2 / 1000:.2f}", kgce=f"{got.kgce:,.0f}")
    if got.coal > 0.005:
        words += "; " + _("{coal} t of coal ({tce} tce) no longer burnt").format(
            coal=f"{got.coal:.2f}", tce=f"{got.coal_tce:.2f}"
        )
    yield words


def _connection(case: Case) -> Iterator[str]:
    link = case.plant.connection
    if link.input_kw <= 0.0:
        return
    text = _("Connection: {kw} kW of heating, {kva} kVA with the household")
    words = text.format(kw=f"{link.input_kw:.1f}", kva=f"{link.kva:.1f}")
    if link.rating is not None:
        words += _("; the meter carries {rating} kVA").format(rating=f"{link.rating:.1f}")
    elif link.fits is None:
        words += _("; the meter has not been looked at")
    yield words


def _advice(option: HeatingOption, size: Sized) -> Iterator[str]:
    if size.noise_distance is not None:
        text = _(
            "Outdoor unit: {distance} m from a neighbour's window for 45 dB(A) at night; 0.3 m "
            "behind, 1.5 m before it, on a stand of 0.3 to 0.5 m; its water not onto a path (R32)"
        )
        yield text.format(distance=f"{size.noise_distance:.1f}")
    if option.key not in ("present", "solar_air", "solar_water"):
        yield _power_cut(option)
    if option.key == "fan":
        yield _("Not for kitchen and bath; clean the filters every month.")
    if option.key == "water_radiator":
        yield _("Old radiators for 80 ℃ need 1.5 to 2 times their area at 50 ℃.")
    if option.key in ("gas", "gas_cond"):
        yield _("Only where piped gas is; room-sealed, not in bedroom or bath (R27).")
    if option.combustion and option.key != "present":
        yield _("Burns in the house: flue, air inlet and CO alarm (R10, R15); ash in a metal bin.")
    if option.key == "ac":
        yield _("Many stop below −15 ℃; an ordinary air conditioner is made for cooling.")


def _power_cut(option: HeatingOption) -> str:
    if option.key in WATER:
        return _(
            "Power cut: below 0 ℃ the water in the outdoor unit may freeze within hours; "
            "antifreeze or drain it. Keep kang or blankets ready, never a stove without a flue."
        )
    if option.key in (*BURNING, "gas", "gas_cond"):
        return _(
            "Power cut: pump, fan and ignition stop too. Let the fire burn out, do not open the "
            "stove; protect the water from frost."
        )
    if option.key == "storage":
        return _("Power cut: what is stored goes on warming for some hours.")
    return _(
        "Power cut: no heat, but nothing freezes in the unit. Keep kang or blankets ready, never a "
        "stove without a flue."
    )


def _risk(case: Case) -> Iterator[str]:
    risk = case.risk
    if risk is None:
        return
    text = _("Back to coal: {level} ({score})")
    yield text.format(level=risk_word(risk.level), score=f"{risk.score:g}")
    for sign in risk.signs:
        if sign.counts is not False:
            yield f"  {'·' if sign.counts else '?'} {sign_text(sign)}"
