"""Sentences and prices that go with the photovoltaics of a house."""

from app.calc.electric_load import ElectricLoad
from app.calc.pv_money import row_at
from app.calc.supply import PEAK, VALLEY
from app.i18n import Text
from app.model.catalogue import Catalogue, PolicyPack, PvRules
from app.model.solar import UsedPrice
from app.model.survey import Survey
from app.services.assess import Context
from app.services.solar_site import Answers
from app.services.solar_sweep import Ground

NOT_GUARANTEED = Text("收益不保证。", "The return is not guaranteed.")
RISKS = {
    "own": Text(
        "自己出钱：电费归自家，电价跌、板坏、漏水也归自家。",
        "Own money: the income is the family's; so are falling prices, broken modules and leaks.",
    ),
    "rent": Text(
        "出租屋顶：钱少但不用投；屋顶二十来年归公司用，翻修、拆房、卖房都受它管。",
        "Renting the roof out: little money, none spent; for some twenty years the company has a "
        "say in repairs, rebuilding and sale.",
    ),
    "none": Text("不装：不花钱，也没有风险。", "None: no money spent, no risk."),
}
_PRICE_NAMES = {
    PEAK: Text("峰段电价", "Peak price"),
    VALLEY: Text("谷段电价", "Valley price"),
    "electricity": Text("电价", "Price of electricity"),
    "step1": Text("第1档电价", "Price of step 1"),
    "step2": Text("第2档电价", "Price of step 2"),
    "step3": Text("第3档电价", "Price of step 3"),
}
_OWN = Text("本村自己的价", "the village's own price")


def empty_reason(
    answers: Answers, survey: Survey, catalogue: Catalogue, any_place: bool
) -> Text | None:
    """Return why there is no place for a module, None where there is one."""
    if any_place:
        return None
    refused = answers.roof_refused
    if refused:
        rule = catalogue.rules[refused]
        return Text(
            f"{rule.sentence.zh}院子空地（L04）现在填的是 {answers.yard:g} m²。",
            f"{rule.sentence.en} The yard (L04) is entered as {answers.yard:g} m².",
        )
    area = answers.roof_area or 0.0
    return Text(
        f"屋面可装面积（L01 {area:g} m²）放不下一块板；看看院子空地（L04）。",
        f"The usable roof (L01, {area:g} m²) is smaller than one module; look at the yard (L04).",
    )


def notes_of(
    answers: Answers, rules: PvRules, pack: PolicyPack, day: str, *, measured: bool
) -> tuple[Text, ...]:
    """Return what a reader must know of the figures; ``measured``: obstacles were."""
    found = [NOT_GUARANTEED]
    row = row_at(rules.feed_in, day)
    if row is None or not row.known:
        found.append(
            Text(
                f"预计{day[:7]}并网，那时的机制电价还没公布：低、中两档只按市场电价算。",
                f"Connected about {day[:7]}; no mechanism price is announced for then: the low "
                "and typical cases sell on the market alone.",
            )
        )
    if answers.roof_refused:
        found.append(
            Text("屋顶不能装，只看院子。", "The roof is out of the question: only the yard counts.")
        )
    if answers.arrangement == "shared":
        found.append(
            Text(
                "几户合一块表：自用按本户用电算，怎么分账先问清。",
                "Several homes share a meter: own use is that of this home; ask how it is settled.",
            )
        )
    if answers.arrangement is None:
        found.append(
            Text(
                "没填电表怎么接（R13），先按一块表算。",
                "The meter arrangement (R13) is open; one meter is assumed.",
            )
        )
    if any(row.season > "2025-26" and not row.known for row in pack.subsidies):
        found.append(
            Text(
                "运行补贴按最近公布的一季算；以后没了补贴，自用一度电更值钱。",
                "The operating subsidy is that of the last season announced; without it a kWh "
                "used at home is worth more.",
            )
        )
    if not measured:
        found.append(
            Text(
                "烟囱、热水器的位置没有量（TV12），板数按可装面积（L01）扣。",
                "Places of chimney and water heater are not measured (TV12): the usable area (L01) "
                "limits the number.",
            )
        )
    if answers.yard > 0.0:
        found.append(
            Text(
                "院子只知道面积（L04），按和正房一样宽画。",
                "Of the yard only the area is known (L04); it is drawn as wide as the house.",
            )
        )
    return tuple(found)


def prices_of(
    rules: PvRules, context: Context, ground: Ground, load: ElectricLoad
) -> tuple[UsedPrice, ...]:
    """Return the prices in use with mark and source."""
    catalogue, pack = context.catalogue, context.pack
    sources = {**catalogue.sources, **pack.sources}

    def told(key: str) -> Text:
        return sources.get(key, Text(key, key)) if key else _OWN

    found = [
        UsedPrice(r.key, _PRICE_NAMES.get(r.key, Text(r.key, r.key)), r.value, "yuan/kWh", r.mark,
                  told(r.source))
        for r in ground.meter.tariff.rows
    ]  # fmt: skip
    if ground.meter.tariff.subsidy and load.heating.any():
        known = [s for s in pack.subsidies if s.carrier == "electricity" and s.amount is not None]
        amount = max(known, key=lambda s: s.season).amount
        if amount is not None:
            found.append(
                UsedPrice("subsidy", Text("采暖电补贴", "Subsidy on heating"), amount.value,
                          "yuan/kWh", amount.mark, told(amount.source))
            )  # fmt: skip
    row = row_at(rules.feed_in, ground.day)
    if row is not None and row.known and row.price is not None:
        price = row.price
        found.append(
            UsedPrice("mechanism", Text("机制电价", "Mechanism price"), price.typical, "yuan/kWh",
                      price.mark, told(price.source))
        )  # fmt: skip
    capex = catalogue.systems["pv"].capex
    rest = (
        ("market", Text("市场电价", "Market price"), rules.market.typical, "yuan/kWh",
         rules.market.mark, rules.market.source),
        ("capex", Text("光伏造价", "Price of a plant"), capex.value, "yuan/W", capex.mark,
         capex.source),
        ("upkeep", Text("运维", "Upkeep"), rules.upkeep.value, "yuan/(kW·a)", rules.upkeep.mark,
         rules.upkeep.source),
        ("rent", Text("屋顶租金", "Rent of the roof"), rules.rent.typical, "yuan/(kW·a)",
         rules.rent.mark, rules.rent.source),
    )  # fmt: skip
    return (*found, *(UsedPrice(k, n, v, u, m, told(s)) for k, n, v, u, m, s in rest))
