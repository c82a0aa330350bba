"""Stage fields TP2 and TF1 to TF9: which package, and who pays for it."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import choice
from app.model.survey.spec import DefaultSource, FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value

LOAN = ("TF7A", "TF7B", "TF7C", "TF7D", "TF7E")
"""What is asked of a loan: who lends, who pays back, interest, term, thumbprint."""
MOST = 10_000_000
"""Amounts [yuan] above this are slips of the hand."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the family chose."""

    package: Value[str] = declare(
        FieldSpec(
            "TP2",
            Kind.CHOICE,
            Text("选用套餐", "Chosen package"),
            Text("和户主一起选；看过的备选都会留档。", "Chosen with the family."),
            FieldClass.ESSENTIAL,
            choices=(
                choice("cheapest", "经济", "Economical"),
                choice("best_value", "推荐", "Recommended"),
                choice("deep", "深度", "Deep"),
                choice("own", "自选", "Own choice"),
            ),
            why=("R", "G"),
        )
    )


@dataclass(frozen=True, slots=True)
class FundingFields:
    """Who pays. TF1 and TF8 are worked out; TF3 is what remains unless it was laid down."""

    total: Value[int] = declare(
        FieldSpec(
            "TF1",
            Kind.INTEGER,
            Text("总造价", "Total cost"),
            Text("各项措施之和，含拆除、清运、检测。", "Sum of the measures with side works."),
            FieldClass.AUTOMATIC,
            unit="元",
            default_source=DefaultSource.DERIVED,
            why=("R", "G"),
        )
    )
    own_cash: Value[int] = declare(
        FieldSpec(
            "TF3",
            Kind.INTEGER,
            Text("自筹现金", "Own cash"),
            Text("空着就是余额；自家出的现金。", "Blank: what remains. Paid by the family."),
            FieldClass.OPTIONAL,
            unit="元",
            hard=Limits(0, MOST),
            soft=Limits(0, 300_000),
            default_source=DefaultSource.DERIVED,
            why=("R", "G"),
        )
    )
    own_days: Value[float] = declare(
        FieldSpec(
            "TF4",
            Kind.DECIMAL,
            Text("投工投劳(自家)", "Own labour"),
            Text("折价用村工价；不算现金。", "Valued at the village day rate; no cash."),
            FieldClass.DEFAULTED,
            unit="工日",
            decimals=1,
            hard=Limits(0, 200),
            soft=Limits(0, 40),
            default_source=DefaultSource.DERIVED,
            default_field="N03",
            why=("R", "G"),
        )
    )
    mutual_days: Value[float] = declare(
        FieldSpec(
            "TF5",
            Kind.DECIMAL,
            Text("互助帮工", "Mutual help"),
            Text("记在帮工账里，以后还工。", "Noted in the ledger and given back."),
            FieldClass.OPTIONAL,
            unit="工日",
            decimals=1,
            hard=Limits(0, 200),
            soft=Limits(0, 40),
            default_source=DefaultSource.DERIVED,
            why=("R", "G"),
        )
    )
    donation: Value[int] = declare(
        FieldSpec(
            "TF6",
            Kind.INTEGER,
            Text("捐助或企业让利", "Donation, discount"),
            Text("谁给的写在备注里。", "Say in the notes who gave it."),
            FieldClass.OPTIONAL,
            unit="元",
            hard=Limits(0, MOST),
            default_source=DefaultSource.FIXED,
            default_value=0,
            why=("R", "G"),
        )
    )
    loan: Value[int] = declare(
        FieldSpec(
            "TF7",
            Kind.INTEGER,
            Text("贷款", "Loan"),
            Text("一般是0。不是0要写清谁贷、谁还。", "Usually 0. Else say whose it is."),
            FieldClass.DEFAULTED,
            unit="元",
            hard=Limits(0, MOST),
            default_source=DefaultSource.FIXED,
            default_value=0,
            why=("R",),
        )
    )
    loan_lender: Value[str] = declare(
        FieldSpec(
            "TF7A",
            Kind.TEXT,
            Text("谁贷款", "Who lends"),
            Text("银行或信用社的名字。", "Name of the bank or cooperative."),
            FieldClass.OPTIONAL,
            max_length=30,
            why=("R",),
        )
    )
    loan_payer: Value[str] = declare(
        FieldSpec(
            "TF7B",
            Kind.TEXT,
            Text("谁还", "Who pays back"),
            Text("还款人的名字。", "Name of who pays it back."),
            FieldClass.OPTIONAL,
            max_length=30,
            personal=True,
            why=("R",),
        )
    )
    loan_rate: Value[float] = declare(
        FieldSpec(
            "TF7C",
            Kind.DECIMAL,
            Text("年利率", "Interest a year"),
            Text("照贷款合同写。", "As in the contract."),
            FieldClass.OPTIONAL,
            unit="%",
            decimals=2,
            hard=Limits(0, 36),
            soft=Limits(0, 8),
            why=("R",),
        )
    )
    loan_months: Value[int] = declare(
        FieldSpec(
            "TF7D",
            Kind.INTEGER,
            Text("期限", "Term"),
            Text("几个月还清。", "Months until it is paid back."),
            FieldClass.OPTIONAL,
            unit="月",
            hard=Limits(1, 360),
            soft=Limits(1, 120),
            why=("R",),
        )
    )
    loan_confirmed: Value[bool] = declare(
        FieldSpec(
            "TF7E",
            Kind.TICK,
            Text("户主按手印确认贷款", "Loan confirmed by thumbprint"),
            Text("念给户主听过，户主按了手印。", "Read to the owner, who gave a thumbprint."),
            FieldClass.OPTIONAL,
            why=("R", "compliance"),
        )
    )
    difference: Value[int] = declare(
        FieldSpec(
            "TF8",
            Kind.INTEGER,
            Text("平衡检查", "Balance"),
            Text("差1元也不能签同意书。", "Not one yuan may lack at consent."),
            FieldClass.AUTOMATIC,
            unit="元",
            default_source=DefaultSource.DERIVED,
            why=("compliance",),
        )
    )
    state: Value[str] = declare(
        FieldSpec(
            "TF9",
            Kind.CHOICE,
            Text("补助状态", "Subsidy payment"),
            Text("和房屋状态分开走。", "Runs beside the state of the house."),
            FieldClass.ESSENTIAL,
            choices=(
                choice("none", "未申请", "Not applied for"),
                choice("applied", "已申请", "Applied for"),
                choice("part", "部分拨付", "Paid in part"),
                choice("paid", "已结清", "Paid"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="none",
            why=("G",),
        )
    )
