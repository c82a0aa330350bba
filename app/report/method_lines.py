"""How the headline figures of page 1 came about, how far to trust them, on what they rest."""

from collections.abc import Callable, Iterator

from app.model.assessment import CarrierUse, EnergyAccount, Package, UseState
from app.model.catalogue.supply import COALS
from app.report.data import SheetInput
from app.report.styles import join, money, percent, text_in
from app.report.texts import amount, provenance_word

Translate = Callable[[str], str]


def energy_lines(data: SheetInput, t: Translate) -> Iterator[str]:
    """Yield heating need, design load, the money of a winter, and the bill beside it."""
    assessment = data.assessment
    yield t(
        "Heating need: in standard use {standard:,.0f} kWh ({per:.0f} kWh/m²), as you live now "
        "{actual:,.0f} kWh. Design heat load {load:.1f} kW."
    ).format(
        standard=assessment.standard.q_h_nd,
        per=assessment.standard.q_h_nd_per_m2,
        actual=assessment.actual.q_h_nd,
        load=assessment.phi_hl / 1000,
    )
    made = [line for line in assessment.actual.account.lines if line.use == "heating"]
    sums = [text for line in made if (text := _money_of(line))]
    yield _year(assessment.actual.account, t)
    bill = assessment.bill
    if sums:
        yield t(
            "Cost of a winter: need ÷ efficiency ÷ heating value × price = {sums} yuan; the cost "
            "of a part is its share of it."
        ).format(sums=" + ".join(sums))
    if bill is not None and bill.billed is not None and bill.ratio is not None:
        yield t(
            "Bill {billed} ({source}), calculated {low} to {high}; "
            "bill ÷ calculation {ratio:.2f}, by which page 1 takes the calculated money."
        ).format(
            billed=amount(bill.carrier, bill.billed, t),
            source=provenance_word(bill.provenance, t),
            low=amount(bill.carrier, bill.calculated.low, t),
            high=amount(bill.carrier, bill.calculated.high, t),
            ratio=bill.ratio,
        )


def _year(account: EnergyAccount, t: Translate) -> str:
    """Return what a year takes of each carrier, with the weight of all."""
    amounts: dict[str, float] = {}
    for line in account.lines:
        if line.carrier != "solar":
            carrier = "raw_coal" if line.carrier in COALS else line.carrier
            amounts[carrier] = amounts.get(carrier, 0.0) + line.amount
    told = t(", ").join(amount(carrier, value, t) for carrier, value in amounts.items() if value)
    return t(
        "All energy of a year as you live now: {amounts}; {kgce:,.0f} kg of standard coal, "
        "{co2:.1f} t of carbon dioxide."
    ).format(amounts=told, kgce=account.kgce, co2=account.co2 / 1000)


def _money_of(line: CarrierUse) -> str:
    """Return the product that makes the money of a line, empty where its factors were not kept."""
    factors = {item.key: item for item in line.factors}
    if not {"efficiency", "lhv", "price"} <= factors.keys():
        return ""
    efficiency, lhv, price = (factors[key].value for key in ("efficiency", "lhv", "price"))
    return f"{line.need:,.0f} ÷ {efficiency:.2f} ÷ {lhv:g} × {price:.4g} = {money(line.cost)}"


def package_lines(data: SheetInput, t: Translate) -> Iterator[str]:
    """Yield saving, chance and money of the package; nothing without one."""
    package = data.chosen_package()
    if package is None:
        return
    yield t(
        "Package: heating need −{demand} ({low} to {high}), "
        "all energy in standard coal −{overall}; "
        "air tightness contributes {air}; design heat load then {load:.1f} kW."
    ).format(
        demand=percent(package.saving_demand.typical),
        low=percent(package.saving_demand.low),
        high=percent(package.saving_demand.high),
        overall=percent(package.saving_overall.typical),
        air=percent(package.air_share),
        load=package.phi_hl / 1000,
    )
    yield _saved(data.assessment.actual, package, t)
    if package.samples:
        yield t(
            "Chance {chance}: so many of {count} houses, drawn within what is not known, reach "
            "{line}; ranges hold 80% of them."
        ).format(
            chance=percent(package.probability),
            count=package.samples,
            line=percent(data.assessment.premises.method.threshold),
        )


def _saved(now: UseState, package: Package, t: Translate) -> str:
    states = (now, package.actual, package.actual_warmer)
    before, same, warm = (round(_heating(state)) for state in states)
    held = package.money
    if held is not None:
        bills = (held.running_before, held.running_after, held.running_warmer)
        before, same, warm = (round(bill.cost) for bill in bills)
    return t(
        "Less each winter: {now} − {then} = {saved} yuan just as warm; {now} − {warm} = {less} "
        "yuan when kept {kelvin:.1f} K warmer in more rooms (rule of the policy pack)."
    ).format(
        now=_yuan(before), then=_yuan(same), saved=_yuan(before - same), warm=_yuan(warm),
        less=_yuan(before - warm), kelvin=max(package.theta_gain, 0.0),
    )  # fmt: skip


def _heating(state: UseState) -> float:
    return sum(line.cost for line in state.account.lines if line.use == "heating")


def _yuan(value: float) -> str:
    return f"{value:,.0f}".replace("-", "−")


def trust_lines(data: SheetInput, t: Translate) -> Iterator[str]:
    """Yield confidence, and what to measure for a narrower result."""
    confidence = data.assessment.confidence
    counts = ", ".join(
        f"{provenance_word(code, t)} {count}" for code, count in confidence.counts.items() if count
    )
    yield t("Confidence {points} of 100: {total} values, of which {counts}.").format(
        points=confidence.points, total=confidence.total, counts=counts
    )
    advice = data.advice
    if advice is not None:
        things = join([text_in(thing, data.language) for thing in advice.what], data.language)
        yield t(
            "Measuring these would make it surer: {things}. The range of the cost is then {then} "
            "yuan wide instead of {now}."
        ).format(things=things, now=money(advice.now), then=money(advice.then))


def premise_lines(data: SheetInput, t: Translate) -> Iterator[str]:
    """Yield climate, season, and what the line means."""
    premises = data.assessment.premises
    method = premises.method
    start, end = method.season
    named = premises.climate_text
    climate = text_in(named, data.language) if named is not None else premises.climate
    if premises.climate_synthetic:
        climate += " " + t("(synthetic year, not measured)")
    yield t(
        "Climate {climate}; season {start} to {end}; {theta:g} °C {control} temperature all day."
    ).format(
        climate=climate,
        start=f"{start[0]}-{start[1]:02d}",
        end=f"{end[0]}-{end[1]:02d}",
        theta=method.theta_set,
        control=t("operative") if method.control == "operative" else t("air"),
    )
    yield t(
        "What {line} means: same weather, same rooms, same temperature; after the works a year "
        "takes at least {line} less. Method {method}."
    ).format(
        line=percent(method.threshold),
        method=f"{method.id} {text_in(method.name, data.language)}",
    )
