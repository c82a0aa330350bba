"""Photovoltaics made by hand, for the tests of the window."""

from dataclasses import replace

from app.i18n import Text
from app.model.assessment import Finding
from app.model.solar import (
    CASES,
    BatteryChoice,
    Beside,
    DayShape,
    Layout,
    LoadPart,
    MoneyCase,
    Question,
    Rect,
    Solar,
    SolarDetail,
    SolarSize,
    Surface,
    UsedPrice,
)

MODULES = 6
_TOLD = Text("估计", "estimate")


def size(count: int) -> SolarSize:
    kwp = 0.62 * count
    flow = tuple(-3000.0 * kwp + 330.0 * kwp * year for year in range(26))
    money = tuple(MoneyCase(case, 330.0 * kwp, 900.0 - 50.0 * count, 9.1, flow) for case in CASES)
    return SolarSize(
        "front", 27.5, count, kwp, 1300.0 * kwp, 400.0, 1300.0 * kwp - 400.0, 196.0,
        3000.0 * kwp, "surplus", money, (400.0 * kwp, 700.0 * kwp, 1100.0 * kwp),
    )  # fmt: skip


def detail(count: int) -> SolarDetail:
    month = tuple(65.0 * count for _month in range(12))
    days = tuple(
        DayShape(m, tuple(0.1 * count if 8 <= h < 17 else 0.0 for h in range(24)), (0.2,) * 24)
        for m in (1, 4, 7, 10)
    )
    changed = tuple((key, 100.0, 11.0) for key in ("price-", "price+", "yield-", "yield+"))
    return SolarDetail(count, month, (120.0,) * 12, (33.0,) * 12, days, changed)


def question(field: str, zh: str, state: str) -> Question:
    answer = Text("没有", "None") if state == "ok" else Text("还不知道", "not known yet")
    return Question(field, Text(zh, field), answer, state, Text("先弄清", "settle it"))  # type: ignore[arg-type]


SURFACE = Surface("front", "flush", 10.0, 4.2, 180.0, 27.5, 3.0)
LAYOUT = Layout(
    SURFACE, 27.5, tuple(Rect(0.4 + 1.2 * k, 0.4, 1.134, 2.278) for k in range(MODULES)), 0.3
)
SOLAR = Solar(
    dwelling_id="",
    at="2026-11-26",
    module=Text("620 W（2278×1134）", "620 W (2278×1134)"),
    module_w=620.0,
    ownership="own",
    site="front",
    layouts=(LAYOUT,),
    sizes=tuple(size(count) for count in range(1, MODULES + 1)),
    best=3,
    shown=3,
    robust=True,
    details=tuple(detail(count) for count in range(1, MODULES + 1)),
    loads=(LoadPart("lighting", 200.0, True, _TOLD), LoadPart("heating", 0.0, True, _TOLD)),
    heating=Text("没有电采暖", "no electric heating"),
    batteries=(BatteryChoice(5.0, 500.0, 5000.0, -3000.0),),
    questions=(
        question("L06", "已有光伏或光伏合同", "ok"),
        question("TV1", "谁是业主", "unknown"),
        question("TV2", "谁贷款", "unknown"),
        question("L03", "屋顶承重", "unknown"),
    ),
    findings=(Finding("R18", "block", Text("屋顶承重没有结论。", "No finding."), "C", "C"),),
    notes=(Text("收益不保证。", "The return is not guaranteed."), Text("先问清。", "Ask first.")),
    prices=(
        UsedPrice("step1", Text("第1档电价", "Step 1"), 0.49, "yuan/kWh", "B", _TOLD),
        UsedPrice("market", Text("市场电价", "Market"), 0.22, "yuan/kWh", "C", _TOLD),
        UsedPrice("capex", Text("光伏造价", "Plant"), 3.0, "yuan/W", "C", _TOLD),
        UsedPrice("upkeep", Text("运维", "Upkeep"), 30.0, "yuan/(kW·a)", "C", _TOLD),
    ),
    roof_load=0.2,
    may_sign=False,
    beside=(Beside(Text("热泵", "Heat pump"), 4000.0, 6, 3.7, 0.2, 4000.0),),
)
"""A front slope for six modules; four are best."""
SIGNED = replace(
    SOLAR,
    questions=tuple(replace(item, state="ok") for item in SOLAR.questions),
    findings=(),
    may_sign=True,
)
NOWHERE = replace(
    SOLAR, site=None, layouts=(), sizes=(), best=None, shown=None, details=(), batteries=(),
    beside=(), empty=Text("屋顶不能承重，光伏只能装院里或不装。", "The roof cannot carry PV."),
)  # fmt: skip
