"""Stage fields TV1 to TV11: the photovoltaics as the family wants them, and their contract."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import choice
from app.model.survey.spec import FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value

CONTRACT = ("L06", "TV1", "TV2", "TV3", "TV4", "TV5")
"""The six questions of a contract, in the order in which they are asked."""
OWNERSHIP, COUNT, BATTERY, PLACE, SITE, PROOF = "TV6", "TV7", "TV8", "TV9", "TV10", "TV11"
OPTIONAL = FieldClass.OPTIONAL
_NOBODY = choice("nobody", "没有贷款", "No loan")
_FAMILY = choice("family", "自家", "The family")
_COMPANY = choice("company", "公司", "The company")
_UNKNOWN = choice("unk", "不清楚", "Not known")
PLACES = (
    choice("front", "前坡", "Front slope"),
    choice("back", "后坡", "Back slope"),
    choice("flat", "平屋顶", "Flat roof"),
    choice("yard", "院里搭架", "Frame in the yard"),
)
_LENGTH = Limits(0, 60)


@dataclass(frozen=True, slots=True)
class ObstacleRow:
    """TV12: what stands on a surface (chimney, water heater, tree), measured."""

    id: str
    site: Value[str] = declare(
        FieldSpec(
            "TV12A",
            Kind.CHOICE,
            Text("在哪一面", "Surface"),
            Text("站在外面看。", "Seen from outside."),
            FieldClass.ESSENTIAL,
            choices=PLACES,
            why=("plan",),
        )
    )
    left: Value[float] = declare(
        FieldSpec(
            "TV12B",
            Kind.DECIMAL,
            Text("离左边", "From the left"),
            Text("从外面看，到屋面左边。", "To the left edge, seen from outside."),
            FieldClass.ESSENTIAL,
            unit="m",
            decimals=1,
            hard=_LENGTH,
            why=("plan",),
        )
    )
    up: Value[float] = declare(
        FieldSpec(
            "TV12C",
            Kind.DECIMAL,
            Text("离檐口", "From the eaves"),
            Text("顺坡量到屋面下边。", "Along the slope to the lower edge."),
            FieldClass.ESSENTIAL,
            unit="m",
            decimals=1,
            hard=_LENGTH,
            why=("plan",),
        )
    )
    width: Value[float] = declare(
        FieldSpec(
            "TV12D",
            Kind.DECIMAL,
            Text("宽", "Width"),
            Text("沿檐口的宽，连影子一起留。", "Along the eaves, with room for its shadow."),
            FieldClass.ESSENTIAL,
            unit="m",
            decimals=1,
            hard=_LENGTH,
            why=("plan",),
        )
    )
    depth: Value[float] = declare(
        FieldSpec(
            "TV12E",
            Kind.DECIMAL,
            Text("深", "Depth"),
            Text("顺坡的长，连影子一起留。", "Up the slope, with room for its shadow."),
            FieldClass.ESSENTIAL,
            unit="m",
            decimals=1,
            hard=_LENGTH,
            why=("plan",),
        )
    )


@dataclass(frozen=True, slots=True)
class SolarFields:
    """Contract, ownership, size, battery. A blank answer counts as not known."""

    owner: Value[str] = declare(
        FieldSpec(
            "TV1",
            Kind.CHOICE,
            Text("谁是业主", "Who owns the plant"),
            Text("看合同和备案上写的是谁。", "As written in contract and registration."),
            OPTIONAL,
            choices=(_FAMILY, _COMPANY, _UNKNOWN),
            why=("safety",),
        )
    )
    borrower: Value[str] = declare(
        FieldSpec(
            "TV2",
            Kind.CHOICE,
            Text("谁贷款", "Who borrows"),
            Text("融资租赁也算贷款。", "Leasing finance is a loan, too."),
            OPTIONAL,
            choices=(_NOBODY, _FAMILY, _COMPANY, _UNKNOWN),
            why=("safety",),
        )
    )
    payer: Value[str] = declare(
        FieldSpec(
            "TV3",
            Kind.CHOICE,
            Text("谁还款", "Who pays back"),
            Text(
                "电费不够还的那部分由谁补。",
                "Who makes up for what the sold electricity does not cover.",
            ),
            OPTIONAL,
            choices=(_NOBODY, _FAMILY, _COMPANY, _UNKNOWN),
            why=("safety",),
        )
    )
    leaks: Value[str] = declare(
        FieldSpec(
            "TV4",
            Kind.CHOICE,
            Text("屋顶漏水谁修", "Who mends a leaking roof"),
            Text("写进合同才算数。", "It counts when the contract says it."),
            OPTIONAL,
            choices=(
                choice("company", "安装公司", "The installer"),
                choice("family", "自家", "The family"),
                _UNKNOWN,
            ),
            why=("safety",),
        )
    )
    term: Value[str] = declare(
        FieldSpec(
            "TV5",
            Kind.CHOICE,
            Text("几年后归谁", "Whose it is in the end"),
            Text("合同期满电站和屋顶怎么办。", "What becomes of plant and roof after the term."),
            OPTIONAL,
            choices=(
                choice("now", "现在就归自家", "The family's from the start"),
                choice("later", "期满归自家", "The family's after the term"),
                choice("company", "期满公司拆走", "The company takes it away"),
                _UNKNOWN,
            ),
            why=("safety",),
        )
    )
    ownership: Value[str] = declare(
        FieldSpec(
            OWNERSHIP,
            Kind.CHOICE,
            Text("怎么装", "Ownership"),
            Text("自己出钱、出租屋顶或不装。", "Own money, rent the roof out, or none."),
            OPTIONAL,
            choices=(
                choice("own", "自己出钱", "Own money"),
                choice("rent", "出租屋顶", "Rent the roof out"),
                choice("none", "不装", "None"),
            ),
            why=("plan",),
        )
    )
    count: Value[int] = declare(
        FieldSpec(
            COUNT,
            Kind.INTEGER,
            Text("装几块板", "Modules"),
            Text("空着就是程序建议的块数。", "Blank: as the program advises."),
            OPTIONAL,
            unit="块",
            hard=Limits(1, 500),
            soft=Limits(2, 80),
            why=("plan",),
        )
    )
    battery: Value[float] = declare(
        FieldSpec(
            BATTERY,
            Kind.DECIMAL,
            Text("蓄电池", "Battery"),
            Text("没有填0。", "0 for none."),
            OPTIONAL,
            unit="度",
            decimals=1,
            hard=Limits(0, 100),
            soft=Limits(0, 20),
            why=("plan",),
        )
    )
    place: Value[str] = declare(
        FieldSpec(
            PLACE,
            Kind.CHOICE,
            Text("蓄电池放哪", "Place of the battery"),
            Text("不放卧室和出口，离炉子远。", "Not in bedrooms or ways out; far from stoves."),
            OPTIONAL,
            choices=(
                choice("outside", "院里或单独小屋", "Outside or in a shed"),
                choice("side", "不睡人的厢房", "A side room nobody sleeps in"),
                choice("bedroom", "卧室", "A bedroom"),
                choice("exit", "过道或出口", "Passage or way out"),
                choice("stove", "炉灶旁", "Beside a stove"),
            ),
            why=("safety",),
        )
    )
    site: Value[str] = declare(
        FieldSpec(
            SITE,
            Kind.CHOICE,
            Text("装在哪里", "Where"),
            Text("空着就是程序建议的地方。", "Blank: as the program advises."),
            OPTIONAL,
            choices=PLACES,
            why=("plan",),
        )
    )
    proof: Value[str] = declare(
        FieldSpec(
            PROOF,
            Kind.CHOICE,
            Text("屋面验算和抗风锚固", "Roof load and wind anchorage"),
            Text("有资质的人算过、写了字才算有。", "Only if a qualified person did it in writing."),
            OPTIONAL,
            choices=(
                choice("yes", "有书面依据", "Proved in writing"),
                choice("no", "没有", "None"),
            ),
            why=("safety",),
        )
    )
