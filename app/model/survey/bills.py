"""Section K: energy use and bills.

An amount with a choice of units keeps both: K03U and K05U hold the unit of K03 and K05, K03B
the other figure of the same electricity bill. They are not counted among the 127 fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.i18n import Text
from app.model.survey.choices import TARIFF, choice
from app.model.survey.spec import (
    AskedWhen,
    DefaultSource,
    FieldClass,
    FieldSpec,
    Kind,
    Limits,
    declare,
)
from app.model.value import Value

SOFT_BY_UNIT: Mapping[tuple[str, str], Limits] = MappingProxyType(
    {("K03", "kwh"): Limits(600, 12000), ("K05", "bottle"): Limits(3, 60)}
)
"""Usual range where the amount is in another unit than that of the declaration."""


@dataclass(frozen=True, slots=True)
class Bills:
    """What was bought in the winter named by K08, and in a year."""

    coal: Value[float] = declare(
        FieldSpec(
            "K01",
            Kind.DECIMAL,
            Text("上个冬天买煤", "Coal last winter"),
            Text(
                "不烧煤填0。问“拉了几车、一车多少”。",
                "0 if none is burnt. Ask how many loads and how much to a load.",
            ),
            FieldClass.ESSENTIAL,
            unit="吨",
            decimals=2,
            hard=Limits(0, 20),
            soft=Limits(0.5, 6.0),
            why=("C", "R", "G"),
            feeds=("bill.coal",),
        )
    )
    coal_price: Value[int] = declare(
        FieldSpec(
            "K02",
            Kind.INTEGER,
            Text("煤价", "Coal price"),
            Text("按本户买的价。", "What this family paid."),
            FieldClass.DEFAULTED,
            unit="元/吨",
            hard=Limits(200, 4000),
            soft=Limits(600, 1800),
            default_source=DefaultSource.VILLAGE,
            default_field="V05A",
            default_value=1000,
            why=("C", "R"),
            feeds=("price.coal",),
        )
    )
    electricity: Value[int] = declare(
        FieldSpec(
            "K03",
            Kind.INTEGER,
            Text("一年电费或电量", "Annual electricity"),
            Text(
                "手机电费记录最准；记不清就问冬天一个月、夏天一个月各多少。",
                "The record on the phone is best; else ask for one winter and one summer month.",
            ),
            FieldClass.ESSENTIAL,
            unit="元",
            unit_field="K03U",
            hard=Limits(0, 60000),
            soft=Limits(300, 6000),
            why=("C", "R", "G"),
            feeds=("bill.electricity",),
        )
    )
    electricity_unit: Value[str] = declare(
        FieldSpec(
            "K03U",
            Kind.CHOICE,
            Text("填的是元还是度", "Yuan or kWh"),
            Text("看填的数是钱还是电量。", "Whether the figure is money or energy."),
            FieldClass.DEFAULTED,
            choices=(choice("cny", "元", "yuan"), choice("kwh", "度", "kWh")),
            default_source=DefaultSource.FIXED,
            default_value="cny",
            why=("C",),
            feeds=("bill.electricity",),
        )
    )
    electricity_other: Value[int] = declare(
        FieldSpec(
            "K03B",
            Kind.INTEGER,
            Text("同一账单的另一个数", "Other figure of the bill"),
            Text("上面填元这里填度，上面填度这里填元。", "kWh if yuan stand above, else yuan."),
            FieldClass.OPTIONAL,
            hard=Limits(0, 60000),
            why=("confidence",),
            feeds=("bill.electricity",),
        )
    )
    electricity_winter: Value[float] = declare(
        FieldSpec(
            "K03W",
            Kind.DECIMAL,
            Text("冬天一个月", "A winter month"),
            Text("取暖的一个月用多少电。", "What a month with heating takes."),
            FieldClass.OPTIONAL,
            unit="元",
            unit_field="K03U",
            hard=Limits(0, 20000),
            why=("confidence",),
            aside="K03",
        )
    )
    electricity_summer: Value[float] = declare(
        FieldSpec(
            "K03S",
            Kind.DECIMAL,
            Text("夏天一个月", "A summer month"),
            Text("夏天一个月用多少电。", "What a month in summer takes."),
            FieldClass.OPTIONAL,
            unit="元",
            unit_field="K03U",
            hard=Limits(0, 20000),
            why=("confidence",),
            aside="K03",
        )
    )
    tariff: Value[str] = declare(
        FieldSpec(
            "K04",
            Kind.CHOICE,
            Text("电价方式", "Tariff"),
            Text("煤改电户冬天多是峰谷。", "Usually peak and valley after coal-to-electricity."),
            FieldClass.DEFAULTED,
            choices=TARIFF,
            default_source=DefaultSource.VILLAGE,
            default_field="V25",
            default_value="flat",
            why=("C",),
            feeds=("price.tariff",),
        )
    )
    gas: Value[float] = declare(
        FieldSpec(
            "K05",
            Kind.DECIMAL,
            Text("一年用气", "Gas per year"),
            Text("用管道气取暖时必填。", "Needed where piped gas heats the house."),
            FieldClass.CONDITIONAL,
            unit="m³",
            unit_field="K05U",
            decimals=1,
            hard=Limits(0, 3000),
            soft=Limits(100, 1500),
            asked_when=AskedWhen("I01", ("gas",)),
            why=("C", "R"),
            feeds=("bill.gas",),
        )
    )
    gas_unit: Value[str] = declare(
        FieldSpec(
            "K05U",
            Kind.CHOICE,
            Text("填的是方还是罐", "m³ or bottles"),
            Text("管道气填方，罐装气填罐。", "m³ of piped gas, or bottles."),
            FieldClass.DEFAULTED,
            choices=(choice("m3", "m³", "m³"), choice("bottle", "罐", "bottles")),
            default_source=DefaultSource.FIXED,
            default_value="m3",
            why=("C",),
            feeds=("bill.gas",),
        )
    )
    wood: Value[float] = declare(
        FieldSpec(
            "K06",
            Kind.DECIMAL,
            Text("柴和秸秆", "Firewood, straw"),
            Text("一三轮车约0.4吨。", "A tricycle load is about 0.4 t."),
            FieldClass.OPTIONAL,
            unit="吨",
            decimals=1,
            hard=Limits(0, 20),
            soft=Limits(0, 6),
            why=("C",),
            feeds=("bill.wood",),
        )
    )
    source: Value[str] = declare(
        FieldSpec(
            "K07",
            Kind.CHOICE,
            Text("数从哪来", "Source of figures"),
            Text("票据的最准，拍一张存起来。", "Bills are best; take a photo."),
            FieldClass.DEFAULTED,
            choices=(
                choice("bill", "票据或手机记录", "Bills or phone record"),
                choice("told", "户主口述", "Told by the owner"),
                choice("guess", "估计", "Estimated"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="told",
            why=("confidence",),
        )
    )
    winter: Value[str] = declare(
        FieldSpec(
            "K08",
            Kind.CHOICE,
            Text("哪个冬天", "Winter"),
            Text(
                "中间换过设备的，选换之前的。",
                "If the equipment was changed since, the winter before.",
            ),
            FieldClass.DEFAULTED,
            choices=(
                choice("last", "上一个", "The last one"),
                choice("before", "前一个", "The one before"),
                choice("third", "大前个", "Two before"),
            ),
            default_source=DefaultSource.DERIVED,
            default_value="last",
            why=("C",),
            feeds=("bill.winter",),
        )
    )
    ratio: Value[float] = declare(
        FieldSpec(
            "K09",
            Kind.DECIMAL,
            Text("账单和计算之比", "Bill ÷ model"),
            Text(
                "比值离1越远，越要复核室温、取暖间数。",
                "The farther from 1, the more temperature and heated bays want a second look.",
            ),
            FieldClass.AUTOMATIC,
            decimals=2,
            soft=Limits(0.50, 2.00),
            default_source=DefaultSource.DERIVED,
            why=("C", "confidence"),
            feeds=("bill.ratio",),
        )
    )
