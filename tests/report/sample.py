"""A sheet's input made by hand: figures of an example, not of a calculation."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from app.i18n import Text
from app.model.assessment import (
    Assessment,
    BillComparison,
    CarrierUse,
    Confidence,
    CostLine,
    ElementResult,
    EnergyAccount,
    Finding,
    LossPart,
    Method,
    Package,
    PartLoss,
    Plan,
    PlannedMeasure,
    Premises,
    Range,
    UseState,
)
from app.model.ids import derived_id
from app.model.survey import Survey, VillageValues, blank_survey, with_value
from app.model.value import Provenance, known
from app.report.data import SheetInput

DWELLING = derived_id("sample", "dwelling")
PRINTED = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=8)))
METHOD = Method(
    "demand-v1",
    Text("需热量法(第1版)", "Heating need (version 1)"),
    0.3,
    0.8,
    14.0,
    "operative",
    ((11, 15), (3, 15)),
    0.5,
    1.0,
    0.5,
)
PREMISES = Premises(
    METHOD, "天津 2026.1", "nuanfang 2026.1", "天津", True, "2026-11-01", "nuanfang-hourly 1", {}
)
LINE = CarrierUse(
    "heating", "coal_rad", "raw_coal", 8300.0, 0.55, 15090.0, 2600.0, "kg", 1857.0, 4940.0, 3100.0
)
STATE = UseState(
    "standard",
    14.0,
    60.0,
    9000.0,
    150.0,
    (3000.0, 2000.0, 700.0, 0, 0, 0, 0, 0, 0, 0, 800.0, 2500.0),
    7.2,
    0.9,
    -1.0,
    0.0,
    EnergyAccount((LINE,), 1857.0, 4940.0, 3100.0),
)


def loss(part: LossPart, share: float) -> PartLoss:
    return PartLoss(part, 9000 * share, share, 3100 * share)


LOSSES = (
    loss("wall", 0.34),
    loss("roof", 0.28),
    loss("opening", 0.18),
    loss("air", 0.14),
    loss("floor", 0.06),
)


def element(
    number: int, part: LossPart, name: Text, built: Text, u_value: float, share: float
) -> ElementResult:
    return ElementResult(
        f"e{number}", part, name, built, "", 30.0, u_value, 9000 * share, share, "measured", ()
    )


BRICK = Text("实心砖370，内外抹灰", "Solid brick 370, rendered")
ELEMENTS = (
    element(1, "wall", Text("南墙", "South wall"), BRICK, 1.53, 0.08),
    element(2, "wall", Text("北墙", "North wall"), BRICK, 1.53, 0.12),
    element(3, "wall", Text("山墙", "Gable walls"), BRICK, 1.53, 0.14),
    element(4, "roof", Text("屋顶", "Roof"), Text("瓦、草泥、苇箔、纸顶棚", "Tile"), 1.42, 0.28),
    element(5, "opening", Text("南窗", "South windows"), Text("木框单玻", "Single"), 4.5, 0.12),
    element(6, "opening", Text("外门", "Door"), Text("木门", "Timber"), 4.0, 0.06),
    element(7, "floor", Text("地面", "Floor"), Text("水泥地面", "Concrete"), 0.6, 0.06),
)
FLUE = Finding(
    "R11",
    "block",
    Text(
        "烟道或炕有裂缝、倒烟：今晚不要烧，马上开窗、找人修。",
        "Flue or kang defective: do not use it.",
    ),
    "C",
    "C",
)
ASSESSMENT = Assessment(
    derived_id("sample", "assessment"),
    DWELLING,
    "2026-11-22T01:30:00Z",
    PREMISES,
    (),
    STATE,
    replace(STATE, use="actual", q_h_nd=8300.0),
    Range(2650.0, 3100.0, 3600.0),
    ELEMENTS,
    LOSSES,
    8300.0,
    BillComparison("raw_coal", "kg", 2600.0, Range(2400.0, 2690.0, 3000.0), 0.97, "told"),
    Confidence(72, {"measured": 18, "told": 12, "document": 2, "default": 10}, 42),
    (),
    15.0,
)


def measure(name: Text, where: Text, cost: float) -> PlannedMeasure:
    spread = Range(cost * 0.8, cost, cost * 1.35)
    line = CostLine("X", name, 40.0, "m2", spread, "C")
    return PlannedMeasure("X", name, "wall", where, 40.0, "m2", 1.53, 0.4, spread, (line,))


PACKAGE = Package(
    "cheapest",
    (
        measure(
            Text("吊顶内铺玻璃棉100毫米", "Glass wool 100 mm"), Text("吊顶", "Ceiling"), 3900.0
        ),
        measure(Text("外墙外保温80毫米", "EPS 80 mm outside"), Text("北墙", "North wall"), 5200.0),
        measure(Text("门窗密封条", "Weather strips"), Text("门窗", "Windows"), 400.0),
    ),
    Range(0.31, 0.37, 0.42),
    Range(0.26, 0.31, 0.36),
    0.93,
    True,
    0.04,
    Range(10500.0, 13100.0, 17600.0),
    STATE,
    STATE,
    STATE,
    Range(1000.0, 1180.0, 1350.0),
    Range(520.0, 700.0, 900.0),
    2.4,
    Range(4.0, 5.0, 6.0),
    1700.0,
    650.0,
    5100.0,
    (),
    (),
)
PLAN = Plan(
    derived_id("sample", "plan"),
    DWELLING,
    "2026-11-22T01:30:00Z",
    ASSESSMENT.id,
    PREMISES,
    (PACKAGE,),
    (),
    (),
    400,
    12000,
    0,
    None,
    None,
    (),
)


def sample_survey() -> Survey:
    """Return a survey with the answers that the sheet prints."""
    survey = blank_survey(DWELLING)
    answers: dict[str, object] = {
        "A02": "王建国",
        "A05": "三组27号",
        "A06": 2,
        "A07": 2,
        "A08": "gen",
        "A09": "full",
        "B04": 1985,
        "B05": "brick_wood",
        "B06": 1,
        "B07": "S",
        "C01": 5,
        "C02": 15.6,
        "C03": 6.4,
        "C04": 2.8,
        "C05": 3.0,
        "C08": 1.8,
        "I01": "coal_rad",
        "I07": 14.0,
        "K01": 2.6,
        "M01": "B",
    }
    for field, answer in answers.items():
        survey = with_value(survey, field, known(answer, Provenance.MEASURED))
    return survey


def sheet_input(**changes: object) -> SheetInput:
    """Return the sample sheet's input with some fields changed."""
    data = SheetInput(
        survey=sample_survey(),
        village=VillageValues(),
        assessment=ASSESSMENT,
        plan=PLAN,
        village_name="示例村",
        code="120119100201-0001",
        printed_at=PRINTED,
        version="0.1.0",
        technician="李师傅",
        technician_phone="022-0000 0000",
    )
    return replace(data, **changes)  # type: ignore[arg-type]
