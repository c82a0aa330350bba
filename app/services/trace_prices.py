"""How advice on a package and its figures under other energy prices came about."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from app.i18n import Text
from app.model.assessment import Mark, Package
from app.model.funding import Money, PriceCase
from app.model.trace import Trace, TraceInput
from app.model.worth import Worth
from app.services.trace_keys import CASE_BACK, CASE_COST, WORTH
from app.services.trace_parts import constant, number_input, opened

Make = Callable[[], Trace]
_ADVICE = Text("政策包：劝不劝做", "Policy pack: advice against works")
_CASES = Text("政策包：能源价情景", "Policy pack: energy prices to come")
_EN15459 = Text("EN 15459-1:2017 第6.2条 全寿命费用", "EN 15459-1:2017, 6.2, global cost")
_YEAR_BY_YEAR = Text(
    "价逐年变的，一年一年累计到够自家现金为止。",
    "Where prices change, the yearly savings are added up until they reach the own cash.",
)
_MARKS: Mapping[str, Mark] = {"A": "A", "B": "B", "Bm": "Bm", "C": "C"}


def of_prices(
    package: Package, price: Make, saved: Make, *, compared: bool
) -> Iterator[tuple[str, Make]]:
    """Yield the advice and the price cases of a package; ``price`` and ``saved`` make the traces
    of its cost and yearly saving, which is one of the state it is ``compared`` with."""
    key, worth, money = package.key, package.worth, package.money
    if worth is not None and compared and package.cost.typical > 0.0:
        yield f"{WORTH}.{key}", partial(_worth, worth, key, price, saved)
    if money is None or not money.cases:
        return
    yield f"{CASE_COST}.{key}", partial(_costs, money, key)
    if money.cases[0].payback_own is not None:
        yield f"{CASE_BACK}.{key}", partial(_backs, money, key)


def _worth(worth: Worth, key: str, price: Make, saved: Make) -> Trace:
    mark = _MARKS.get(worth.mark, "C")
    rests = (
        constant("", Text("至少要", "At least"), worth.least_return, "1/a", _ADVICE, mark),
        number_input("", Text("每m²一季少要的热", "Heat saved per m² and season"), worth.heat,
                     "kWh/m²"),
        constant("", Text("热至少省", "Heat saved, at least"), worth.least_heat, "kWh/m²", _ADVICE,
                 mark),
    )  # fmt: skip
    name = Text("一年省的钱占造价", "Saved a year, share of the cost")
    return Trace(
        f"{WORTH}.{key}", name, worth.return_, "1/a", "product", "S / C", _ADVICE,
        (opened("S", saved()), opened("C", price(), -1)), rests, worth.sentence,
    )  # fmt: skip


# what it costs over the years


def _costs(money: Money, key: str) -> Trace:
    first, *others = (_cost(money, case, f"{CASE_COST}.{key}") for case in money.cases)
    rests = (*first.rests_on, *(opened("", other) for other in others))
    years = money.lifetime.years
    name = Text(f"{years}年的花费：{first.name.zh}", f"Cost of {years} years: {first.name.en}")
    return Trace(
        first.figure, name, first.value, first.unit, first.operation, first.formula, first.clause,
        first.inputs, rests,
    )  # fmt: skip


def _cost(money: Money, case: PriceCase, figure: str) -> Trace:
    life = money.lifetime
    inputs = (
        number_input("W", Text("措施：买、到寿命再买、减余值",
                               "Works: bought, renewed, less what is left"), case.works, "yuan"),
        number_input("E", Text("改后能源账的现值", "Present value of the bill afterwards"),
                     case.energy_after, "yuan"),
    )  # fmt: skip
    rests = (
        number_input("", Text("不改：能源账的现值", "Nothing done: present value of the bill"),
                     case.energy_before, "yuan"),
        number_input("r", Text("贴现率", "Discount rate"), life.discount_rate),
    )  # fmt: skip
    return Trace(figure, case.name, case.after, "yuan", "sum", "W + E", _EN15459, inputs, rests)


# when the own cash is back


def _backs(money: Money, key: str) -> Trace:
    case = money.cases[0]
    assert case.payback_own is not None
    own = float(money.funding.own_cash)
    rests = tuple(_back_of(other) for other in money.cases[1:])
    name = Text(f"自家现金几年回本：{case.name.zh}", f"Own cash pays back in: {case.name.en}")
    inputs = (
        number_input("K", Text("自家现金", "Own cash"), own, "yuan"),
        number_input("S", Text("头一年省的钱", "Saved in the first year"), case.saved, "yuan", -1),
    )
    return Trace(
        f"{CASE_BACK}.{key}", name, case.payback_own, "a", "product", "K / S", _CASES, inputs,
        rests, _YEAR_BY_YEAR,
    )  # fmt: skip


def _back_of(case: PriceCase) -> TraceInput:
    """Return another case: its years, and what its first year spares."""
    saved = Text(
        f"{case.name.zh}（头一年省{case.saved:,.0f}元）",
        f"{case.name.en} ({case.saved:,.0f} yuan saved in the first year)",
    )
    never = Text("光靠省的钱回不了本", "not from savings alone")
    words = never if case.payback_own is None else None
    return TraceInput("", saved, case.payback_own, "a", 1, "policy_pack", _CASES, words=words)
