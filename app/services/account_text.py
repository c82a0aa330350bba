"""An account in words, for shell, window and sheet; each share stands with its factor."""

from collections.abc import Iterator, Mapping

from app.i18n import Language, Text
from app.i18n import gettext as _
from app.model.account import HouseAccount, ServiceOption, Shares, ShareVerdict
from app.model.survey import spec
from app.services.trace_parts import USES

ANSWERED = {"hot_water": "J01", "cooking": "J02", "lighting": "J04", "appliances": "JA01"}
"""Fields whose answers are the systems of a use."""
OTHER_SYSTEMS: Mapping[str, Text] = {
    "small": Text("小家电", "Small appliances"),
    "cooling": Text("夏天空调", "Cooling in summer"),
    "blanket": Text("电热毯", "Electric blankets"),
}


def use_word(use: str, language: Language) -> str:
    """Return the word for a use."""
    return USES[use].get(language)


def carrier_lines(
    found: HouseAccount, names: Mapping[str, Text], language: Language
) -> Iterator[str]:
    """Yield each carrier with its kWh, amount, standard coal, CO2 and money of a year."""
    for carrier, months in found.by_carrier().items():
        lines = found.of_carrier(carrier)
        yield _(
            "{carrier}: {kwh:,.0f} kWh ({amount:,.0f} {unit}), {kgce:,.0f} kgce, {co2:,.0f} kg "
            "CO2, {yuan:,.0f} yuan"
        ).format(
            carrier=names[carrier].get(language),
            kwh=sum(months),
            amount=sum(line.amount for line in lines),
            unit=lines[0].unit,
            kgce=sum(line.kgce for line in lines),
            co2=sum(line.co2 for line in lines),
            yuan=sum(line.cost for line in lines),
        )


def share_lines(shares: Shares) -> Iterator[str]:
    """Yield both shares of electricity, the verdict on them, and the share of renewable energy."""
    yield _("Electricity, share of final energy (1 kWh as 1 kWh): {share:.0%}").format(
        share=shares.electricity_final
    )
    yield _("Electricity, share of primary energy (standard coal, supply): {share:.0%}").format(
        share=shares.electricity_primary
    )
    yield verdict_text(shares.verdict).format(target=shares.target)
    yield _(
        "Renewable energy: {share:.0%}; with the heat that heat pumps take from outdoors "
        "{ambient:.0%}"
    ).format(share=shares.renewable, ambient=shares.renewable_ambient)


def verdict_text(verdict: ShareVerdict) -> str:
    """Return the sentence on the share aimed at, with a place for the ``target``."""
    return {
        "reached": _("Aim of {target:.0%} electricity: reached by both shares."),
        "not_reached": _("Aim of {target:.0%} electricity: reached by neither share."),
        "final_only": _(
            "Aim of {target:.0%} electricity: only in final energy, not in primary energy; that "
            "does not count as reached."
        ),
        "primary_only": _(
            "Aim of {target:.0%} electricity: only in primary energy, not in final energy; that "
            "does not count as reached."
        ),
    }[verdict]


def carbon_line(found: HouseAccount) -> str:
    """Return the zero-carbon balance of a year in one sentence."""
    carbon = found.carbon
    if not carbon.planned:
        return _(
            "Zero-carbon balance: {used:,.0f} kg CO2 a year, no solar power planned; {kwh:,.0f} "
            "kWh of it a year would balance."
        ).format(used=carbon.used, kwh=carbon.missing)
    if carbon.net <= 0.0:
        return _(
            "Zero-carbon balance: {used:,.0f} kg CO2 used, {avoided:,.0f} kg avoided by own solar "
            "power: balanced."
        ).format(used=carbon.used, avoided=carbon.avoided)
    return _(
        "Zero-carbon balance: {used:,.0f} kg CO2 used, {avoided:,.0f} kg avoided by own solar "
        "power; {kwh:,.0f} kWh a year are missing."
    ).format(used=carbon.used, avoided=carbon.avoided, kwh=carbon.missing)


def factor_line(found: HouseAccount, names: Mapping[str, Text], language: Language) -> str:
    """Return with which factors electricity was counted, each by name."""
    by_key = {factor.key: factor for factor in found.factors}
    supply, calorific = by_key["kgce_supply"], by_key["kgce_calorific"]
    grid = next(factor for factor in found.factors if factor.key.startswith("co2:"))
    _co2, region, year = grid.key.split(":")
    return _(
        "Electricity: {supply:g} kgce/kWh (supply, decides; {mark}), {calorific:g} kgce/kWh "
        "(calorific, for the share of final energy only); {grid:g} kg CO2/kWh ({region} {year})"
    ).format(
        supply=supply.value,
        mark=supply.mark,
        calorific=calorific.value,
        grid=grid.value,
        region=names[f"grid:{region}"].get(language),
        year=year,
    )


def option_line(
    item: ServiceOption, now: ServiceOption, names: Mapping[str, Text], language: Language
) -> str:
    """Return a way to meet a use, with what it takes and what it saves against now."""
    use = use_word(item.use, language)
    kwh = sum(item.delivered.values())
    if not item.measure:
        return _(
            "{use}, now: {kwh:,.0f} kWh, {kgce:,.0f} kgce, {co2:,.0f} kg CO2, {yuan:,.0f} yuan"
        ).format(use=use, kwh=kwh, kgce=item.kgce, co2=item.co2, yuan=item.cost)
    less = now.cost >= item.cost
    text = _(
        "{use}, {measure}: {kwh:,.0f} kWh, {kgce:,.0f} kgce, {co2:,.0f} kg CO2, {yuan:,.0f} yuan; "
        "{saved:,.0f} yuan less a year for {price:,.0f} yuan"
    )
    if not less:
        text = _(
            "{use}, {measure}: {kwh:,.0f} kWh, {kgce:,.0f} kgce, {co2:,.0f} kg CO2, {yuan:,.0f} "
            "yuan; {saved:,.0f} yuan more a year, and {price:,.0f} yuan to buy"
        )
    return text.format(
        use=use,
        measure=names[item.measure].get(language),
        kwh=kwh,
        kgce=item.kgce,
        co2=item.co2,
        yuan=item.cost,
        saved=abs(now.cost - item.cost),
        price=item.price,
    )


def system_word(system: str, use: str, names: Mapping[str, Text], language: Language) -> str:
    """Return the word for a system of an account line, or for its use."""
    field = ANSWERED.get(use, "")
    chosen = spec(field).choice(system) if field else None
    found = chosen.label if chosen is not None else OTHER_SYSTEMS.get(system)
    if use == "heating":
        found = names.get(system)
    return found.get(language) if found is not None else use_word(use, language)
