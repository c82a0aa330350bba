"""How the smaller headlines of a result came about: per area, by part, bill, confidence, width."""

from collections.abc import Mapping

from app.i18n import Text
from app.model.assessment import Assessment, BillComparison, Confidence, LossPart, PartLoss
from app.model.trace import Trace, TraceInput
from app.model.uncertainty import Sensitivity
from app.services.assess_bill import WEIGHTS
from app.services.assess_envelope import part_of
from app.services.trace_parts import (
    ISO52016,
    SAMPLE,
    Basis,
    constant,
    influences,
    number_input,
    opened,
    told,
)
from app.services.unknowns import BY_KEY

_PARTS: Mapping[LossPart, Text] = {
    "wall": Text("外墙", "walls"),
    "roof": Text("屋顶", "roof"),
    "opening": Text("门窗", "windows and doors"),
    "air": Text("透风", "draughts"),
    "floor": Text("地面", "floor"),
}
_SOURCES: Mapping[str, Text] = {
    "measured": Text("实测的", "measured"),
    "document": Text("票证的", "from documents"),
    "roster": Text("名册的", "from the roster"),
    "told": Text("询问的", "told"),
    "derived": Text("推算的", "derived"),
    "default": Text("默认的", "defaults"),
}
_DIVIDED = Text("按取暖面积平均", "Divided by the heated area")
_SHARED = Text("按散热占比分", "Shared by what is lost")
_SETTING = Text("按来源打分", "Points by source")
_BILL = Text("账单和计算对照", "Bill beside calculation")


def per_area(basis: Basis, whole: Trace, figure: str) -> Trace:
    """Return a figure for each square metre that is heated."""
    area = basis.assessment.actual.area_heated
    name = Text(f"{whole.name.zh}（每平方米）", f"{whole.name.en}, per m²")
    inputs = (
        opened("Q", whole),
        number_input("A", Text("取暖面积", "Heated area"), area, "m²", -1),
    )
    unit = f"{whole.unit}/m²"
    return Trace(figure, name, whole.value / area, unit, "product", "Q / A", _DIVIDED, inputs)


def loss_trace(basis: Basis, loss: PartLoss, cost: Trace) -> Trace:
    """Return what a part costs a winter: its share of all losses times the cost."""
    part = _PARTS[loss.part]
    total = Trace(
        "losses", Text("全部散热", "All losses"),
        sum(item.q for item in basis.assessment.losses), "kWh", "sum", "Σ Q", ISO52016,
        tuple(number_input("Q", _PARTS[x.part], x.q, "kWh") for x in basis.assessment.losses),
    )  # fmt: skip
    share = Trace(
        "share", Text(f"{part.zh}的占比", f"Share of the {part.en}"), loss.share, "", "product",
        "Q_i / ΣQ", ISO52016, (opened("Q_i", _lost(basis, loss)), opened("ΣQ", total, -1)),
    )  # fmt: skip
    name = Text(f"一冬从{part.zh}跑掉的钱", f"Money lost through the {part.en}")
    inputs = (opened("s", share), opened("C", cost))
    return Trace(f"loss.{loss.part}", name, loss.cost, "yuan", "product", "s · C", _SHARED, inputs)


def _lost(basis: Basis, loss: PartLoss) -> Trace:
    """Return the loss of a part as the sum of its elements."""
    elements = [e for e in basis.assessment.elements if part_of(e.id) == loss.part]
    inputs = [number_input("Q", element.name, element.q_tr, "kWh") for element in elements]
    rest = loss.q - sum(element.q_tr for element in elements)
    if loss.part == "air":
        inputs = [number_input("Q_ve", Text("透风换气散热", "Lost with the air"), loss.q, "kWh")]
    elif abs(rest) > 1e-9 * max(abs(loss.q), 1.0):
        inputs.append(number_input("Q", Text("其他", "Others"), rest, "kWh"))
    name = Text(f"{_PARTS[loss.part].zh}散热", f"Lost through the {_PARTS[loss.part].en}")
    return Trace("q", name, loss.q, "kWh", "sum", "Σ Q", ISO52016, tuple(inputs))


def bill_trace(basis: Basis, bill: BillComparison) -> Trace:
    """Return the family's own figure over the calculated one."""
    carrier = told(bill.carrier, basis.sources) or Text(bill.carrier, bill.carrier)
    billed = Text(f"自家账（取暖的{carrier.zh}）", f"Own figure (heating, {carrier.en})")
    inputs = (
        TraceInput("B", billed, bill.billed, bill.unit, 1, bill.provenance),
        opened("K", _calculated(basis, bill), -1),
    )
    name = Text("自家账÷计算", "Own figure ÷ calculation")
    return Trace("bill.ratio", name, bill.ratio or 0.0, "", "product", "B / K", _BILL, inputs)


def _calculated(basis: Basis, bill: BillComparison) -> Trace:
    name = Text("计算出的用量", "Calculated amount")
    lines = [
        line
        for line in basis.assessment.actual.account.lines
        if line.use == "heating" and line.carrier == bill.carrier
    ]
    inputs = tuple(number_input("K", name, line.amount, line.unit) for line in lines)
    rest = bill.calculated.typical - sum(line.amount for line in lines)
    if not lines or abs(rest) > 1e-9 * max(bill.calculated.typical, 1.0):
        inputs = (number_input("K", name, bill.calculated.typical, bill.unit),)
    return Trace("amount", name, bill.calculated.typical, bill.unit, "sum", "Σ", _BILL, inputs)


def confidence_trace(found: Confidence) -> Trace:
    """Return the points of confidence from the sources of the values."""
    counted = [code for code in WEIGHTS if found.counts.get(code)]
    worth = tuple(opened("", _worth(code, found.counts[code])) for code in counted)
    total = sum(item.value or 0.0 for item in worth)
    points = Trace(
        "worth",
        Text("各来源的分", "Worth of the sources"),
        total,
        "",
        "sum",
        "Σ w·n",
        _SETTING,
        worth,
    )
    share = 100.0 * total / found.total if found.total else 0.0
    hundred = TraceInput("100", Text("满分", "Full"), 100.0, "", 1, "rule")
    number = number_input("N", Text("计算用到的数", "Values read"), float(found.total), "", -1)
    whole = Trace(
        "points", Text("取整前", "Before rounding"), share, "", "product", "100 · S / N", _SETTING,
        (hundred, opened("S", points), number),
    )  # fmt: skip
    name = Text("可信度", "Confidence")
    return Trace(
        "confidence", name, float(found.points), "", "round", "", _SETTING, (opened("", whole),)
    )


def _worth(code: str, count: int) -> Trace:
    source = _SOURCES.get(code, Text(code, code))
    inputs = (
        constant("w", Text("一个值几分", "Worth of one"), WEIGHTS[code], "", _SETTING, "C"),
        number_input("n", Text("个数", "Number"), float(count)),
    )
    value = WEIGHTS[code] * count
    return Trace("worth", source, value, "", "product", "w · n", _SETTING, inputs)


def width_of(found: Assessment) -> Sensitivity | None:
    """Return what makes the cost of a winter wide, None where nothing is known of it."""
    known = found.uncertainty.sensitivity if found.uncertainty is not None else ()
    return next((item for item in known if item.of == "cost"), None)


def width_trace(found: Assessment) -> Trace:
    """Return how wide the range of the cost is, what makes it so, and what measuring leaves."""
    sensitivity = width_of(found)
    assert sensitivity is not None
    left = tuple(
        TraceInput("", _measuring(item.keys), item.width, "yuan", 1, "derived", _LEFT)
        for item in sensitivity.measure
    )
    name = Text("花费区间的宽度", "Width of the range of the cost")
    note = Text(
        "下面先列各量在方差里的份额，再列量了以后还剩的宽度。",
        "Below: the share of each unknown in the variance, then the width that measuring leaves.",
    )
    return Trace(
        "width.cost", name, sensitivity.width, "yuan", "sample", "", SAMPLE, (),
        (*influences(sensitivity), *left), note,
    )  # fmt: skip


_LEFT = Text("量了以后还剩的宽度", "Width that is left")


def _measuring(keys: tuple[str, ...]) -> Text:
    names = [BY_KEY[key].name if key in BY_KEY else Text(key, key) for key in keys]
    zh = "、".join(name.zh for name in names)
    en = ", ".join(name.en for name in names)
    return Text(f"量准{zh}", f"Measuring {en}")
