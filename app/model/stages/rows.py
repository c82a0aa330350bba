"""Rows of the funding: subsidies (TF2), mutual help (TF5), payments (TF10)."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.stages.funding import MOST
from app.model.survey.choices import choice
from app.model.survey.spec import DefaultSource, FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value

ACCOUNT_DIGITS = "TF10E"
"""Field of the last four digits of an account; more are never kept."""
SOURCES = (
    choice("city", "市级", "City"),
    choice("district", "区级", "District"),
    choice("town", "乡镇", "Town"),
    choice("unsafe", "危房改造", "Dangerous houses"),
    choice("seismic", "抗震加固", "Seismic strengthening"),
    choice("heating", "清洁取暖", "Clean heating"),
    choice("other", "其他", "Other"),
)


@dataclass(frozen=True, slots=True)
class SubsidyRow:
    """TF2: a subsidy by its source; rows take the place of what the policy pack proposes."""

    id: str
    source: Value[str] = declare(
        FieldSpec(
            "TF2A",
            Kind.CHOICE,
            Text("补助来源", "Source"),
            Text("哪一级、哪个项目给的。", "Which level or programme pays."),
            FieldClass.ESSENTIAL,
            choices=SOURCES,
            why=("R", "G", "subsidy"),
        )
    )
    amount: Value[int] = declare(
        FieldSpec(
            "TF2B",
            Kind.INTEGER,
            Text("补助金额", "Granted"),
            Text("批下来的数，整元。", "As granted, whole yuan."),
            FieldClass.ESSENTIAL,
            unit="元",
            hard=Limits(0, MOST),
            soft=Limits(0, 60_000),
            why=("R", "G", "subsidy"),
        )
    )
    basis: Value[str] = declare(
        FieldSpec(
            "TF2C",
            Kind.TEXT,
            Text("政策依据", "By which rule"),
            Text("文件、单价或定额、封顶。", "Document, rate, cap."),
            FieldClass.OPTIONAL,
            max_length=80,
            why=("R", "archive"),
        )
    )
    when: Value[str] = declare(
        FieldSpec(
            "TF2D",
            Kind.CHOICE,
            Text("什么时候给", "When it is paid"),
            Text("验收后给的，自家要先垫上。", "After acceptance: the family pays first."),
            FieldClass.DEFAULTED,
            choices=(
                choice("after", "验收后", "After"),
                choice("before", "开工前", "Before"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="after",
            why=("R",),
        )
    )
    reason: Value[str] = declare(
        FieldSpec(
            "TF2E",
            Kind.TEXT,
            Text("区里同意重复的理由", "Why paid again"),
            Text("同一部位又领一次时才写。", "Only where the same part is paid again."),
            FieldClass.OPTIONAL,
            max_length=80,
            why=("R", "compliance"),
        )
    )


@dataclass(frozen=True, slots=True)
class HelpRow:
    """TF5: help that this house received; ``house`` is the dwelling that gave it."""

    id: str
    house: Value[str] = declare(
        FieldSpec(
            "TF5A",
            Kind.TEXT,
            Text("帮工的是哪户", "House that helped"),
            Text("选户号，名字自动带出。", "Choose the house; its name follows."),
            FieldClass.ESSENTIAL,
            max_length=32,
            why=("G",),
        )
    )
    person: Value[str] = declare(
        FieldSpec(
            "TF5B",
            Kind.TEXT,
            Text("帮工的人", "Person"),
            Text("不是户主本人才要写。", "Only if it is not the head of that house."),
            FieldClass.OPTIONAL,
            max_length=30,
            personal=True,
            why=("R",),
        )
    )
    date: Value[str] = declare(
        FieldSpec(
            "TF5C",
            Kind.DATE,
            Text("帮工日期", "Date"),
            Text("头一天的日期。", "The first day."),
            FieldClass.OPTIONAL,
            why=("archive",),
        )
    )
    given: Value[float] = declare(
        FieldSpec(
            "TF5D",
            Kind.DECIMAL,
            Text("帮了", "Given"),
            Text("半天记0.5。", "Half a day is 0.5."),
            FieldClass.ESSENTIAL,
            unit="工日",
            decimals=1,
            hard=Limits(0, 200),
            soft=Limits(0.5, 20),
            why=("R", "G"),
        )
    )
    returned: Value[float] = declare(
        FieldSpec(
            "TF5E",
            Kind.DECIMAL,
            Text("已还", "Returned"),
            Text("在地里、在家里还的也算。", "In the fields or elsewhere too."),
            FieldClass.OPTIONAL,
            unit="工日",
            decimals=1,
            hard=Limits(0, 200),
            default_source=DefaultSource.FIXED,
            default_value=0.0,
            why=("R",),
        )
    )


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """TF10: a payment of the subsidy; of an account only the last four digits are kept."""

    id: str
    batch: Value[str] = declare(
        FieldSpec(
            "TF10A",
            Kind.TEXT,
            Text("拨付批次", "Batch"),
            Text("例：2027年第1批。", "For example: first of 2027."),
            FieldClass.OPTIONAL,
            max_length=30,
            why=("archive",),
        )
    )
    amount: Value[int] = declare(
        FieldSpec(
            "TF10B",
            Kind.INTEGER,
            Text("拨付金额", "Paid"),
            Text("到账的数，整元。", "As received, whole yuan."),
            FieldClass.ESSENTIAL,
            unit="元",
            hard=Limits(0, MOST),
            why=("archive", "G"),
        )
    )
    date: Value[str] = declare(
        FieldSpec(
            "TF10C",
            Kind.DATE,
            Text("拨付日期", "Date paid"),
            Text("到账的日期。", "The day it was received."),
            FieldClass.ESSENTIAL,
            why=("archive", "G"),
        )
    )
    payee: Value[str] = declare(
        FieldSpec(
            "TF10D",
            Kind.TEXT,
            Text("收款户名", "Account holder"),
            Text("一卡通上的名字。", "As on the card."),
            FieldClass.OPTIONAL,
            max_length=30,
            personal=True,
            why=("archive",),
        )
    )
    digits: Value[str] = declare(
        FieldSpec(
            ACCOUNT_DIGITS,
            Kind.TEXT,
            Text("账号末4位", "Last 4 digits"),
            Text("只记末4位，别的不许存。", "The last four only; no more is kept."),
            FieldClass.OPTIONAL,
            max_length=4,
            personal=True,
            why=("archive",),
        )
    )
    voucher: Value[str] = declare(
        FieldSpec(
            "TF10F",
            Kind.TEXT,
            Text("凭证号", "Voucher number"),
            Text("财政凭证上的号。", "As on the voucher."),
            FieldClass.OPTIONAL,
            max_length=30,
            why=("archive",),
        )
    )


def is_account_end(text: str) -> bool:
    """Tell whether a text is no more of a bank account than its last four digits."""
    return len(text) <= 4 and text.isascii() and (text.isdigit() or not text)
