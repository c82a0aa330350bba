"""How the money of a package came about: who pays, the bill by tariff, cost over the lives."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from app.calc.supply import ELECTRICITY
from app.i18n import Text
from app.model.assessment import CarrierUse, Mark, Package
from app.model.catalogue.supply import COALS
from app.model.funding import BillLine, Funding, Grant, Labour, Money, RunningCost
from app.model.trace import Trace, TraceInput
from app.services.trace_keys import LONGEST
from app.services.trace_parts import Basis, constant, number_input, opened, told

Make = Callable[[], Trace]
_RULES = Text("政策包的补助规则", "Subsidy rules of the policy pack")
_LABOUR = Text("小工份额，按村工价折算", "Unskilled share at the village day rate")
_REST = Text("造价−投工折价−补助−捐助−贷款", "Cost − labour − subsidies − donations − loan")
TARIFF = Text("按月、按阶梯和峰谷电价", "By month, by steps and by peak and valley")
_EN15459 = Text("EN 15459-1:2017 第6.2条 全寿命费用", "EN 15459-1:2017, 6.2, global cost")
_SAVED = Text("年金 ÷ 一年省的能", "Annuity ÷ energy saved a year")
_MARKS: Mapping[str, Mark] = {"A": "A", "B": "B", "Bm": "Bm", "C": "C"}
_BANDS: Mapping[str, Text] = {
    "flat": Text("", ""),
    "peak": Text("峰段", "peak"),
    "valley": Text("谷段", "valley"),
    "step1": Text("第1档", "step 1"),
    "step2": Text("第2档", "step 2"),
    "step3": Text("第3档", "step 3"),
    "area": Text("按面积", "by area"),
}
_USES = {"heating": Text("采暖", "Heating"), "other": Text("其他", "Other uses")}


def of_money(
    basis: Basis, package: Package, price: Make, saved: Make, *, compared: bool
) -> Iterator[tuple[str, Make]]:
    """Yield the figures of the money of a package; none if the plan does not tell it.

    ``price`` and ``saved`` make the traces of cost and yearly saving. ``compared``: the state
    that ``basis`` holds is the one the package is compared with.
    """
    money, key = package.money, package.key
    if money is None:
        return
    yield f"subsidy.{key}", partial(_subsidy, basis, money.funding, key)
    yield f"labour.{key}", partial(_labour, basis, money.funding.labour, key)
    yield f"own_cash.{key}", partial(_own_cash, basis, money.funding, key, price)
    for kind, running, name in (
        ("running", money.running_after, AFTER),
        ("running_now", money.running_before, NOW),
    ):
        yield f"{kind}.{key}", partial(bill_trace, basis, running, f"{kind}.{key}", name)
    yield f"lifetime.{key}", partial(_lifetime, money, key)
    if money.cost_of_saved_energy is not None:
        yield f"saved_energy_cost.{key}", partial(_saved_energy, money, key)
    if not compared:
        return
    if money.coal > 0.0:
        yield f"coal.{key}", partial(_coal, basis, package, money)
    back = money.payback_own
    if back is not None and back.typical < LONGEST and money.funding.own_cash > 0:
        yield f"payback_own.{key}", partial(_payback, basis, money, key, price, saved)


def _mark(mark: str) -> Mark | None:
    return _MARKS.get(mark)


# who pays


def _subsidy(basis: Basis, funding: Funding, key: str) -> Trace:
    inputs = tuple(opened("", _grant(basis, grant)) for grant in funding.grants)
    value = float(funding.subsidy)
    name = Text("财政补助", "Subsidies")
    rests = tuple(
        TraceInput("", item.name, None, "", 1, "policy_pack", words=item.reason)
        for item in funding.refused
    )
    return Trace(f"subsidy.{key}", name, value, "yuan", "sum", "Σ", _RULES, inputs, rests)


def _grant(basis: Basis, grant: Grant) -> Trace:
    """Return what a rule pays: rate · quantity, less what its limits cut."""
    units = {"area": "yuan/m²", "saved_energy": "yuan/kWh", "cost_share": ""}
    amounts = {"area": "m²", "saved_energy": "kWh", "cost_share": "yuan"}
    whole = grant.rate * grant.quantity
    rate = TraceInput(
        "", Text("标准", "Rate"), grant.rate, units.get(grant.basis, "yuan"), 1, "policy_pack",
        told(grant.told, basis.sources), _mark(grant.mark),
    )  # fmt: skip
    unit = amounts.get(grant.basis, "")
    quantity = number_input("", Text("数量", "Quantity"), grant.quantity, unit)
    uncut = Trace(
        "uncut", Text("按标准算", "By the rate"), whole, "yuan", "product", "rate · quantity",
        _RULES, (rate, quantity),
    )  # fmt: skip
    limits = Text("封顶和取整去掉的", "Cut by limits and rounding")
    cut = number_input("", limits, whole - grant.amount, "yuan", -1)
    return Trace(
        "grant", grant.name, float(grant.amount), "yuan", "sum", "rate · quantity − cut", _RULES,
        (opened("", uncut), cut),
    )  # fmt: skip


def _labour(basis: Basis, labour: Labour, key: str) -> Trace:
    rate = TraceInput(
        "w", Text("一个工", "A day of work"), labour.day_rate, "yuan", 1, labour.provenance,
        told(labour.source, basis.sources), _mark(labour.mark),
        "V08" if labour.provenance != "policy_pack" else "",
    )  # fmt: skip
    parts = []
    for name, days, value in (
        (Text("自家出工", "Own days"), labour.own_days, labour.own_value),
        (Text("互助帮工", "Mutual help"), labour.mutual_days, labour.mutual_value),
    ):
        whole = Trace(
            "days", name, days * labour.day_rate, "yuan", "product", "d · w", _LABOUR,
            (number_input("d", name, days, "d"), rate),
        )  # fmt: skip
        parts.append(opened("", whole))
        parts.append(
            number_input("", Text("取整", "Rounding"), days * labour.day_rate - value, "yuan", -1)
        )
    there = number_input(
        "", Text("方案里自家能干的工", "Unskilled days in the works"), labour.days_there, "d"
    )
    name = Text("投工折价", "Labour given in place of money")
    return Trace(
        f"labour.{key}", name, float(labour.value), "yuan", "sum", "Σ d · w", _LABOUR,
        tuple(parts), (there,),
    )  # fmt: skip


def _own_cash(basis: Basis, funding: Funding, key: str, price: Make) -> Trace:
    inputs = (
        opened("C", price()),
        opened("", _labour(basis, funding.labour, key), -1),
        opened("", _subsidy(basis, funding, key), -1),
        number_input("", Text("捐助或让利", "Donations"), float(funding.donation), "yuan", -1),
        number_input("", Text("贷款", "Loan"), float(funding.loan), "yuan", -1),
    )
    rests = [
        number_input(
            "", Text("补助到账前要垫的", "In hand before subsidies are paid"),
            float(funding.before_subsidy), "yuan",
        )
    ]  # fmt: skip
    if funding.ceiling is not None:
        rests.append(
            TraceInput(
                "", Text("自家最多能拿", "Own money at most"), float(funding.ceiling), "yuan", 1,
                "told", field="N02",
            )
        )  # fmt: skip
    name = Text("自家现金", "Own cash")
    return Trace(
        f"own_cash.{key}", name, float(funding.own_cash), "yuan", "sum",
        "C − labour − subsidies − donations − loan", _REST, inputs, tuple(rests),
    )  # fmt: skip


def _payback(basis: Basis, money: Money, key: str, price: Make, saved: Make) -> Trace:
    assert money.payback_own is not None
    inputs = (opened("K", _own_cash(basis, money.funding, key, price)), opened("S", saved(), -1))
    name = Text("自家现金几年回本", "Own cash pays back in")
    clause = Text("静态回收期：自家现金÷一年省的钱", "Simple payback: own cash ÷ saved a year")
    return Trace(
        f"payback_own.{key}", name, money.payback_own.typical, "a", "product", "K / S", clause,
        inputs,
    )  # fmt: skip


# what it costs to run

AFTER = Text("改后一年的能源账（不含运行补贴）", "Energy bill afterwards, no operating subsidy")
WARMER = Text("烧暖一些的能源账（不含运行补贴）", "Energy bill, kept warmer, no operating subsidy")
BY_AREA = Text(
    "集中供热按面积收费：省下的热不省钱；装了热表才按用多少收。",
    "District heat is paid by area: heat that is saved spares no money, until there is a meter.",
)
NOW = Text("现在一年的能源账（不含运行补贴）", "Energy bill now, no operating subsidy")


def bill_trace(basis: Basis, running: RunningCost, figure: str, name: Text) -> Trace:
    """Return a bill as the sum of its lines."""
    inputs = tuple(opened("", _bill_line(basis, line)) for line in running.lines)
    rests = []
    if running.share_valley is not None:
        hourly = running.share_source == "hourly"
        rests.append(
            TraceInput(
                "", Text("采暖用电在谷段的份额", "Share of heating in valley hours"),
                running.share_valley, "", 1, "engine" if hourly else "policy_pack",
            )
        )  # fmt: skip
    for item in running.operating:
        rests.append(
            TraceInput(
                "", Text(f"{item.name.zh}（另计）", f"{item.name.en} (counted apart)"), item.cost,
                "yuan", 1, "policy_pack", told(item.source, basis.sources), _mark(item.mark),
            )
        )  # fmt: skip
    note = BY_AREA if running.by_area else None
    if not running.announced:
        note = Text(
            "下一个采暖季的运行补贴还没公布；上面的补贴按上一季。",
            "The operating subsidy of the next season is not announced; the one above is the last.",
        )
    return Trace(
        figure, name, running.cost, "yuan", "sum", "Σ", TARIFF, inputs, tuple(rests), note
    )  # fmt: skip


def _bill_line(basis: Basis, line: BillLine) -> Trace:
    carrier = told(line.carrier, basis.sources) or Text(line.carrier, line.carrier)
    use, band = _USES[line.use], _BANDS.get(line.band, Text(line.band, line.band))
    name = Text(
        f"{use.zh}（{carrier.zh}{band.zh}）", f"{use.en} ({f'{carrier.en} {band.en}'.strip()})"
    )
    inputs = (
        number_input("", Text("用量", "Amount"), line.amount, line.unit),
        TraceInput(
            "", Text("单价", "Price"), line.price, f"yuan/{line.unit}", 1, _price_origin(line),
            told(line.told, basis.sources), _mark(line.mark),
        ),
    )  # fmt: skip
    return Trace(
        "line", name, line.cost, "yuan", "product", "amount · price", TARIFF, inputs
    )  # fmt: skip


def _price_origin(line: BillLine) -> str:
    if not line.told:
        return "told"
    return "policy_pack" if line.carrier == ELECTRICITY else "catalogue"


def _saved_energy(money: Money, key: str) -> Trace:
    assert money.cost_of_saved_energy is not None
    inputs = (
        number_input(
            "A", Text("各项措施按寿命摊到一年", "Annuity of the measures over their lives"),
            money.yearly_cost, "yuan",
        ),
        number_input("E", Text("一年省的能", "Energy saved a year"), money.saved_energy, "kWh", -1),
    )  # fmt: skip
    rests = (
        constant(
            "r", Text("贴现率", "Discount rate"), money.lifetime.discount_rate, "",
            Text("政策包", "Policy pack"), "C",
        ),
    )  # fmt: skip
    name = Text("省一度的成本", "Cost of a saved kWh")
    return Trace(
        f"saved_energy_cost.{key}", name, money.cost_of_saved_energy, "yuan/kWh", "product",
        "A / E", _SAVED, inputs, rests,
    )  # fmt: skip


def _lifetime(money: Money, key: str) -> Trace:
    life = money.lifetime
    inputs = (
        number_input(
            "", Text("措施：买、到寿命再买、减余值", "Works: bought, renewed, less what is left"),
            life.works, "yuan",
        ),
        number_input(
            "", Text("改后能源账的现值", "Present value of the bill afterwards"),
            life.energy_after, "yuan",
        ),
    )  # fmt: skip
    rests = (
        number_input("n", Text("算几年", "Years"), float(life.years), "a"),
        number_input("r", Text("贴现率", "Discount rate"), life.discount_rate),
        number_input(
            "", Text("不改：能源账的现值", "Nothing done: present value of the bill"),
            life.energy_before, "yuan",
        ),
    )  # fmt: skip
    name = Text("全寿命净现值费用", "Net present cost")
    return Trace(
        f"lifetime.{key}", name, life.after, "yuan", "sum", "Σ C_global + PV(bill)", _EN15459,
        inputs, rests,
    )  # fmt: skip


def _coal(basis: Basis, package: Package, money: Money) -> Trace:
    def burnt(lines: Sequence[CarrierUse], name: Text, weight: int) -> TraceInput:
        return number_input("", name, sum(x.amount for x in lines) / 1000.0, "t", weight)

    before = [x for x in basis.assessment.actual.account.lines if x.carrier in COALS]
    after = [x for x in package.actual.account.lines if x.carrier in COALS]
    inputs = (
        burnt(before, Text("现在一年烧煤", "Coal a year now"), 1),
        burnt(after, Text("改后一年烧煤", "Coal a year afterwards"), -1),
    )
    rests = (number_input("", Text("折标准煤", "Standard coal"), money.coal_tce, "tce"),)
    clause = Text("能源账里各种煤之差", "Difference of all coal in the energy account")
    name = Text("一年少烧煤", "Coal replaced a year")
    return Trace(
        f"coal.{package.key}", name, money.coal, "t", "sum", "now − then", clause, inputs, rests
    )  # fmt: skip
