"""Values of the village, set once: V01 to V13, V31 to V33, rules of the search V50
to V57, and defaults of its houses V20 to V30.

V33 stands in repeat rows, one for each figure that the village has of its own, so that two people
who enter different figures never contradict each other.
"""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import (
    COOKING,
    EXPOSURE,
    HERITAGE,
    HOT_WATER,
    METER,
    MUTUAL_HELP,
    RELOCATION,
    RULE,
    SEARCH_GROUPS,
    SEARCH_WINDOWS,
    TARIFF,
    TITLE,
    WINTER_COVER,
    WORK_WINDOW,
    choice,
)
from app.model.survey.dwelling import Dwelling
from app.model.survey.spec import FieldClass, FieldSpec, Kind, Limits, declare, specs_of
from app.model.value import Value

OPTIONAL = FieldClass.OPTIONAL
_ARCHETYPES = specs_of(Dwelling)["archetype"].choices
_OWN_PRICE = Text(
    "空着用政策包里的价；改了要写原因。", "Blank takes the policy pack; give a reason."
)
_CLOTHES = Text(
    "屋里常年这么穿，白天大约几度。估计(C)，2026-11，"
    "按 GB/T 18049(ISO 7730) 的服装热阻推，再低2～3度。",
    "The day temperature of a room in which people dress so. Estimate (C), 2026-11: from the "
    "clothing values of ISO 7730 (GB/T 18049), 2 to 3 K lower.",
)
_HOUSES = Text("本村多数房子的情况，各户可改。", "How most houses are; each house may differ.")

OWN_FIGURE = "V33"


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One figure of the village's own: a price, a value of a house type, the hours of a tariff.

    ``id`` is derived from what the figure is of, so that everybody means the same row.
    """

    id: str
    figure: Value[str] = declare(
        FieldSpec(
            OWN_FIGURE,
            Kind.TEXT,
            Text("本村自己的数值", "Figure of the village's own"),
            Text("在设置里改，带来源和日期。", "Set in the settings, with source and date."),
            OPTIONAL,
            max_length=2000,
            why=("cost", "X"),
        )
    )


@dataclass(frozen=True, slots=True)
class VillageValues:
    """What holds for the whole village. Blank prices are those of the policy pack."""

    code: Value[str] = declare(
        FieldSpec(
            "V01",
            Kind.TEXT,
            Text("行政村代码", "Village code"),
            Text("12位，照区里名单。", "12 digits, as in the list of the district."),
            OPTIONAL,
            max_length=12,
            why=("X", "G"),
        )
    )
    name: Value[str] = declare(
        FieldSpec(
            "V02",
            Kind.TEXT,
            Text("市、区、乡镇、村名", "City, district, town, village"),
            Text("例：天津市示例区示例镇示例村。", "In full, as printed on papers."),
            OPTIONAL,
            max_length=60,
            why=("R", "G"),
        )
    )
    station: Value[str] = declare(
        FieldSpec(
            "V03",
            Kind.TEXT,
            Text("气象站", "Weather station"),
            Text("用哪个站的室外温度。", "Whose outdoor temperature is used."),
            OPTIONAL,
            default_value="std_54527",
            max_length=40,
            why=("C",),
            feeds=("climate.station",),
        )
    )
    altitude: Value[int] = declare(
        FieldSpec(
            "V03A",
            Kind.INTEGER,
            Text("村子海拔", "Altitude of the village"),
            Text(
                "只有比气象站高或低100米以上才要填。",
                "Only for a village 100 m or more above or below its weather station.",
            ),
            OPTIONAL,
            unit="m",
            hard=Limits(-100, 3500),
            soft=Limits(0, 1200),
            why=("C",),
            feeds=("climate.altitude",),
        )
    )
    lapse_rate: Value[float] = declare(
        FieldSpec(
            "V03L",
            Kind.DECIMAL,
            Text("每高100米冷几度", "Colder by, per 100 m"),
            Text("空着用政策包里的值。", "Blank takes the value of the policy pack."),
            OPTIONAL,
            unit="K/100 m",
            decimals=2,
            hard=Limits(0.3, 1.0),
            soft=Limits(0.4, 0.8),
            why=("C",),
            feeds=("climate.lapse_rate",),
        )
    )
    season: Value[str] = declare(
        FieldSpec(
            "V03S",
            Kind.SEASON,
            Text("采暖期", "Heating season"),
            Text("写成 11-15 至 03-15。", "Written 11-15/03-15."),
            OPTIONAL,
            default_value="11-15/03-15",
            why=("C",),
            feeds=("use.season",),
        )
    )
    intensity: Value[int] = declare(
        FieldSpec(
            "V04",
            Kind.INTEGER,
            Text("设防烈度", "Seismic intensity"),
            Text("7度或8度，按区里规定。", "7 or 8, as the district says."),
            OPTIONAL,
            hard=Limits(6, 9),
            soft=Limits(7, 8),
            why=("R", "safety"),
        )
    )
    price_coal: Value[int] = declare(
        FieldSpec(
            "V05A",
            Kind.INTEGER,
            Text("煤价", "Coal price"),
            _OWN_PRICE,
            OPTIONAL,
            unit="元/吨",
            hard=Limits(200, 4000),
            soft=Limits(600, 1800),
            default_value=1000,
            why=("C",),
            feeds=("price.coal",),
        )
    )
    price_electricity: Value[float] = declare(
        FieldSpec(
            "V05B",
            Kind.DECIMAL,
            Text("电价(平)", "Electricity price, flat"),
            _OWN_PRICE,
            OPTIONAL,
            unit="元/度",
            decimals=4,
            hard=Limits(0.1, 2.0),
            soft=Limits(0.3, 1.2),
            why=("C",),
            feeds=("price.electricity",),
        )
    )
    price_peak: Value[float] = declare(
        FieldSpec(
            "V05C",
            Kind.DECIMAL,
            Text("电价(峰)", "Electricity price, peak"),
            _OWN_PRICE,
            OPTIONAL,
            unit="元/度",
            decimals=4,
            hard=Limits(0.1, 2.0),
            soft=Limits(0.3, 1.2),
            why=("C",),
            feeds=("price.electricity",),
        )
    )
    price_valley: Value[float] = declare(
        FieldSpec(
            "V05D",
            Kind.DECIMAL,
            Text("电价(谷)", "Electricity price, valley"),
            _OWN_PRICE,
            OPTIONAL,
            unit="元/度",
            decimals=4,
            hard=Limits(0.1, 2.0),
            soft=Limits(0.2, 0.8),
            why=("C",),
            feeds=("price.electricity",),
        )
    )
    price_gas: Value[float] = declare(
        FieldSpec(
            "V05E",
            Kind.DECIMAL,
            Text("管道气价", "Gas price"),
            _OWN_PRICE,
            OPTIONAL,
            unit="元/m³",
            decimals=2,
            hard=Limits(0.5, 10),
            soft=Limits(2, 4),
            why=("C",),
            feeds=("price.gas",),
        )
    )
    price_lpg: Value[int] = declare(
        FieldSpec(
            "V05F",
            Kind.INTEGER,
            Text("液化气价", "Bottled gas price"),
            _OWN_PRICE,
            OPTIONAL,
            unit="元/罐",
            hard=Limits(20, 400),
            soft=Limits(80, 160),
            why=("C",),
            feeds=("price.lpg",),
        )
    )
    price_wood: Value[int] = declare(
        FieldSpec(
            "V05G",
            Kind.INTEGER,
            Text("柴价", "Firewood price"),
            _OWN_PRICE,
            OPTIONAL,
            unit="元/吨",
            hard=Limits(0, 3000),
            soft=Limits(100, 1200),
            why=("C",),
            feeds=("price.wood",),
        )
    )
    price_heat: Value[float] = declare(
        FieldSpec(
            "V05H",
            Kind.DECIMAL,
            Text("集中供热费(按面积)", "District heat by area"),
            _OWN_PRICE,
            OPTIONAL,
            unit="元/m²",
            decimals=2,
            hard=Limits(1, 100),
            soft=Limits(15, 40),
            why=("C",),
            feeds=("price.heat",),
        )
    )
    price_reason: Value[str] = declare(
        FieldSpec(
            "V05R",
            Kind.TEXT,
            Text("改价的原因", "Reason for own prices"),
            Text("例：镇里统一采购价。", "For example: price of the town's joint purchase."),
            OPTIONAL,
            max_length=100,
            why=("R",),
        )
    )
    price_grade: Value[str] = declare(
        FieldSpec(
            "V05M",
            Kind.CHOICE,
            Text("改价的把握", "Grade of own prices"),
            Text("看过单据、听人说的，还是估的。", "Seen in a paper, told, or estimated."),
            OPTIONAL,
            choices=(
                choice("A", "看过单据", "Seen in a paper"),
                choice("B", "听人说的", "Told by somebody"),
                choice("C", "估计", "Estimate"),
            ),
            why=("R",),
        )
    )
    policy_pack: Value[str] = declare(
        FieldSpec(
            "V06",
            Kind.TEXT,
            Text("政策包", "Policy pack"),
            Text("区里发的文件；印在每张表上。", "Issued by the district; printed on papers."),
            OPTIONAL,
            max_length=60,
            why=("R",),
        )
    )
    price_factor: Value[float] = declare(
        FieldSpec(
            "V07",
            Kind.DECIMAL,
            Text("本村造价系数", "Village price factor"),
            Text("本村工料比目录贵填大于1。", "Above 1 where work and material cost more."),
            OPTIONAL,
            decimals=2,
            hard=Limits(0.7, 1.5),
            default_value=1.0,
            why=("C", "cost"),
            feeds=("plan.price_factor",),
        )
    )
    day_rate: Value[int] = declare(
        FieldSpec(
            "V08",
            Kind.INTEGER,
            Text("村工价", "Village day-rate"),
            Text("投工投劳按这个折价。", "What a day of own work counts."),
            OPTIONAL,
            unit="元/工日",
            hard=Limits(50, 800),
            soft=Limits(120, 400),
            why=("C", "plan", "R"),
            feeds=("plan.day_rate",),
        )
    )
    hidden_archetypes: Value[tuple[str, ...]] = declare(
        FieldSpec(
            "V09",
            Kind.MULTI,
            Text("本村没有的房型", "Archetypes the village lacks"),
            Text("选上的不在图里出现。", "Those picked are not offered."),
            OPTIONAL,
            choices=_ARCHETYPES,
        )
    )
    surveyors: Value[str] = declare(
        FieldSpec(
            "V10",
            Kind.TEXT,
            Text("调查员名单", "Surveyors"),
            Text("用顿号隔开。", "Names separated by commas."),
            OPTIONAL,
            max_length=200,
            why=("G",),
        )
    )
    notice_days: Value[int] = declare(
        FieldSpec(
            "V11",
            Kind.INTEGER,
            Text("公示天数", "Notice days"),
            Text("不少于政策包的规定。", "Not fewer than the policy pack asks."),
            OPTIONAL,
            unit="天",
            hard=Limits(0, 60),
            soft=Limits(7, 30),
            default_value=7,
            why=("compliance",),
        )
    )
    review: Value[str] = declare(
        FieldSpec(
            "V11R",
            Kind.CHOICE,
            Text("需要村评议吗", "Village review needed"),
            Text("按当地规定。", "As the local rules say."),
            OPTIONAL,
            choices=(choice("yes", "需要", "Needed"), choice("no", "不需要", "Not needed")),
            default_value="yes",
            why=("compliance",),
        )
    )
    letterhead: Value[str] = declare(
        FieldSpec(
            "V12",
            Kind.TEXT,
            Text("单位抬头和落款", "Letterhead"),
            Text("印在表头和落款处。", "Printed at head and foot of papers."),
            OPTIONAL,
            max_length=60,
            why=("R",),
        )
    )
    office_phone: Value[str] = declare(
        FieldSpec(
            "V12T",
            Kind.PHONE,
            Text("咨询电话", "Phone for questions"),
            Text("印在表上的公开电话。", "The public number printed on papers."),
            OPTIONAL,
            max_length=13,
            why=("R",),
        )
    )
    programme: Value[str] = declare(
        FieldSpec(
            "V13",
            Kind.CHOICE,
            Text("清洁取暖方式", "Heating programme"),
            Text("本村是煤改电、煤改气还是没改。", "Coal-to-electricity, coal-to-gas, or none."),
            OPTIONAL,
            choices=(
                choice("electricity", "煤改电", "Coal to electricity"),
                choice("gas", "煤改气", "Coal to gas"),
                choice("none", "没改", "None"),
            ),
            why=("C", "G"),
            feeds=("heating.system", "price.subsidy"),
        )
    )
    task: Value[int] = declare(
        FieldSpec(
            "V14",
            Kind.INTEGER,
            Text("改造任务户数", "Houses to be retrofitted"),
            Text("区里给本村的改造任务。", "The number that the district has set for the village."),
            OPTIONAL,
            unit="户",
            hard=Limits(1, 20000),
            why=("G",),
        )
    )
    title: Value[str] = declare(
        FieldSpec(
            "V20",
            Kind.CHOICE,
            Text("房屋证明", "Title documents"),
            _HOUSES,
            OPTIONAL,
            choices=TITLE,
            why=("subsidy",),
        )
    )
    exposure: Value[str] = declare(
        FieldSpec(
            "V21",
            Kind.CHOICE,
            Text("迎风情况", "Exposure"),
            _HOUSES,
            OPTIONAL,
            choices=EXPOSURE,
            why=("C",),
            feeds=("air.exposure",),
        )
    )
    winter_cover: Value[tuple[str, ...]] = declare(
        FieldSpec(
            "V22",
            Kind.MULTI,
            Text("冬天怎么挡风", "Winter cover"),
            _HOUSES,
            OPTIONAL,
            choices=WINTER_COVER,
            why=("C",),
            feeds=("opening.winter_cover",),
        )
    )
    heat_by: Value[str] = declare(
        FieldSpec(
            "V34",
            Kind.CHOICE,
            Text("集中供热怎么收费", "District heat is paid by"),
            Text(
                "按面积收费时，省下的热不省钱。",
                "Paid by area, heat that is saved spares no money.",
            ),
            OPTIONAL,
            choices=(
                choice("area", "按面积", "Area"),
                choice("meter", "按热表", "Heat meter"),
            ),
            default_value="area",
            why=("C",),
            feeds=("price.heat",),
        )
    )
    hot_water: Value[str] = declare(
        FieldSpec(
            "V23",
            Kind.CHOICE,
            Text("洗澡热水", "Hot water"),
            _HOUSES,
            OPTIONAL,
            choices=HOT_WATER,
            why=("C",),
            feeds=("services.hot_water",),
        )
    )
    cooking: Value[tuple[str, ...]] = declare(
        FieldSpec(
            "V24",
            Kind.MULTI,
            Text("做饭用什么", "Cooking fuel"),
            _HOUSES,
            OPTIONAL,
            choices=COOKING,
            why=("C",),
            feeds=("services.cooking",),
        )
    )
    tariff: Value[str] = declare(
        FieldSpec(
            "V25",
            Kind.CHOICE,
            Text("电价方式", "Tariff"),
            _HOUSES,
            OPTIONAL,
            choices=TARIFF,
            why=("C",),
            feeds=("price.tariff",),
        )
    )
    meter: Value[str] = declare(
        FieldSpec(
            "V26",
            Kind.CHOICE,
            Text("电表", "Meter"),
            _HOUSES,
            OPTIONAL,
            choices=METER,
            why=("supply",),
        )
    )
    heritage: Value[str] = declare(
        FieldSpec(
            "V27",
            Kind.CHOICE,
            Text("保护身份", "Heritage status"),
            _HOUSES,
            OPTIONAL,
            choices=HERITAGE,
            why=("suitability",),
        )
    )
    relocation: Value[str] = declare(
        FieldSpec(
            "V28",
            Kind.CHOICE,
            Text("近三年拆迁搬迁", "Relocation planned"),
            _HOUSES,
            OPTIONAL,
            choices=RELOCATION,
            why=("suitability",),
        )
    )
    mutual_help: Value[str] = declare(
        FieldSpec(
            "V29",
            Kind.CHOICE,
            Text("参加互助帮工", "Mutual help"),
            _HOUSES,
            OPTIONAL,
            choices=MUTUAL_HELP,
            why=("R",),
        )
    )
    work_window: Value[str] = declare(
        FieldSpec(
            "V30",
            Kind.CHOICE,
            Text("什么时候能动工", "Work window"),
            _HOUSES,
            OPTIONAL,
            choices=WORK_WINDOW,
            why=("plan",),
        )
    )
    own_prices: Value[str] = declare(
        FieldSpec(
            "V31",
            Kind.TEXT,
            Text("本村措施造价(旧)", "Own prices of measures (old form)"),
            Text(
                "以前的版本写的，还算数；新价一项一项记在V33。",
                "Written by earlier releases and still valid; V33 goes before it.",
            ),
            OPTIONAL,
            max_length=200_000,
            why=("cost", "X"),
        )
    )
    pack_text: Value[str] = declare(
        FieldSpec(
            "V32",
            Kind.TEXT,
            Text("政策包内容", "Contents of the policy pack"),
            Text(
                "导入的政策包全文，随村文件走。", "The imported pack as a whole; it travels along."
            ),
            OPTIONAL,
            max_length=1_000_000,
            why=("cost", "X"),
        )
    )
    summer_months: Value[int] = declare(
        FieldSpec(
            "V40",
            Kind.INTEGER,
            Text("夏天算几个月", "Months taken as summer"),
            Text(
                "帮算一年电费时按“夏天一个月”算的月数。估计(C)，2026-11。",
                "Months that a year of electricity counts as summer. Estimate (C), 2026-11.",
            ),
            OPTIONAL,
            hard=Limits(0, 6),
            default_value=3,
            why=("confidence",),
        )
    )
    theta_shirt: Value[float] = declare(
        FieldSpec(
            "V41",
            Kind.DECIMAL,
            Text("单衣约几度", "Shirt: about"),
            _CLOTHES,
            OPTIONAL,
            unit="℃",
            decimals=1,
            hard=Limits(0, 30),
            soft=Limits(5, 26),
            default_value=22.0,
            why=("confidence",),
        )
    )
    theta_sweater: Value[float] = declare(
        FieldSpec(
            "V42",
            Kind.DECIMAL,
            Text("毛衣约几度", "Sweater: about"),
            _CLOTHES,
            OPTIONAL,
            unit="℃",
            decimals=1,
            hard=Limits(0, 30),
            soft=Limits(5, 26),
            default_value=19.0,
            why=("confidence",),
        )
    )
    theta_vest: Value[float] = declare(
        FieldSpec(
            "V43",
            Kind.DECIMAL,
            Text("棉马甲或薄棉袄约几度", "Padded waistcoat: about"),
            _CLOTHES,
            OPTIONAL,
            unit="℃",
            decimals=1,
            hard=Limits(0, 30),
            soft=Limits(5, 26),
            default_value=16.0,
            why=("confidence",),
        )
    )
    theta_coat: Value[float] = declare(
        FieldSpec(
            "V44",
            Kind.DECIMAL,
            Text("厚棉袄约几度", "Thick padded coat: about"),
            _CLOTHES,
            OPTIONAL,
            unit="℃",
            decimals=1,
            hard=Limits(0, 30),
            soft=Limits(5, 26),
            default_value=13.0,
            why=("confidence",),
        )
    )
    theta_hat: Value[float] = declare(
        FieldSpec(
            "V45",
            Kind.DECIMAL,
            Text("棉袄加帽子约几度", "Coat and hat: about"),
            _CLOTHES,
            OPTIONAL,
            unit="℃",
            decimals=1,
            hard=Limits(0, 30),
            soft=Limits(5, 26),
            default_value=10.0,
            why=("confidence",),
        )
    )
    trade_days: Value[int] = declare(
        FieldSpec(
            "V46",
            Kind.INTEGER,
            Text("一个工种一月几个工", "Skilled days a month, each trade"),
            Text(
                "例：3个瓦工各干20天是60。超出的户会点名。估计(C)，2026-11。",
                "Three masons of 20 days make 60; houses beyond are named. Estimate (C), 2026-11.",
            ),
            OPTIONAL,
            unit="工日",
            hard=Limits(1, 2000),
            soft=Limits(10, 400),
            default_value=60,
            why=("plan",),
        )
    )
    help_days: Value[int] = declare(
        FieldSpec(
            "V47",
            Kind.INTEGER,
            Text("一户一月帮工几天", "Days a family helps a month"),
            Text(
                "一家一个月最多帮别家几个工。估计(C)，2026-11。",
                "What one family gives to others in a month at most. Estimate (C), 2026-11.",
            ),
            OPTIONAL,
            unit="工日",
            hard=Limits(0, 60),
            soft=Limits(1, 15),
            default_value=6,
            why=("plan",),
        )
    )
    search_windows: Value[str] = declare(
        FieldSpec(
            "V50",
            Kind.CHOICE,
            Text("窗户怎么配", "Window treatments"),
            Text(
                "各组窗用同一种，还是各组各选。空着照政策包，一般同一种。",
                "One treatment for all windows that are treated, or one a group. Blank follows the "
                "policy pack, as a rule one for all.",
            ),
            OPTIONAL,
            choices=SEARCH_WINDOWS,
            why=("cost", "X"),
        )
    )
    search_groups: Value[str] = declare(
        FieldSpec(
            "V51",
            Kind.CHOICE,
            Text("窗户怎么分组", "Window groups"),
            Text(
                "一组窗一起换。空着照政策包，一般正面一组、其余一组。",
                "Windows of a group are treated together. Blank follows the policy pack, as a "
                "rule the front apart from the rest.",
            ),
            OPTIONAL,
            choices=SEARCH_GROUPS,
            why=("cost", "X"),
        )
    )
    search_gables: Value[str] = declare(
        FieldSpec(
            "V52",
            Kind.CHOICE,
            Text("两面山墙一起定", "Gables together"),
            Text(
                "两面山墙要做都做。空着照政策包，一般分开定。",
                "Both gables are insulated or none. Blank follows the policy pack, as a rule "
                "each for itself.",
            ),
            OPTIONAL,
            choices=RULE,
            why=("cost", "X"),
        )
    )
    search_inside: Value[str] = declare(
        FieldSpec(
            "V53",
            Kind.CHOICE,
            Text("能外保温就不内保温", "Inside as a last resort"),
            Text(
                "外面能做时不配内保温。空着照政策包，一般是。",
                "No insulation inside where one outside is allowed. Blank follows the policy "
                "pack, as a rule yes.",
            ),
            OPTIONAL,
            choices=RULE,
            why=("cost", "X"),
        )
    )
    search_life: Value[float] = declare(
        FieldSpec(
            "V54",
            Kind.DECIMAL,
            Text("至少用几年", "Shortest life"),
            Text(
                "用不到这么久的措施不自动配，只能自己勾。空着照政策包，一般5年。",
                "What lasts less is for the own list only. Blank follows the policy pack, as a "
                "rule 5 years.",
            ),
            OPTIONAL,
            unit="年",
            decimals=0,
            hard=Limits(0, 50),
            soft=Limits(0, 20),
            why=("cost", "X"),
        )
    )
    search_proven: Value[str] = declare(
        FieldSpec(
            "V55",
            Kind.CHOICE,
            Text("只配常用做法", "Common measures only"),
            Text(
                "本地还少用的做法不自动配，只能自己勾。空着照政策包，一般是。",
                "What is not yet in common use here is for the own list only. Blank follows the "
                "policy pack, as a rule yes.",
            ),
            OPTIONAL,
            choices=RULE,
            why=("cost", "X"),
        )
    )
    search_beaten: Value[str] = declare(
        FieldSpec(
            "V56",
            Kind.CHOICE,
            Text("两头都不如的略过", "Drop what is beaten at both ends"),
            Text(
                "同一部位里，原样和保温做好时都不如别的又不便宜的，略过。空着照政策包，一般是。",
                "A measure that saves no more than another one of its part, on the house as it is "
                "and well insulated, and is no cheaper. Blank follows the policy pack, as a rule "
                "yes.",
            ),
            OPTIONAL,
            choices=RULE,
            why=("cost", "X"),
        )
    )
    search_limit: Value[int] = declare(
        FieldSpec(
            "V57",
            Kind.INTEGER,
            Text("最多算几种状态", "Most states calculated"),
            Text(
                "逐时算过这么多种房屋状态就停，套餐里会写明还剩多少没比。空着照政策包，一般20000。",
                "The search ends after so many states of the house; the plan says what was left. "
                "Blank follows the policy pack, as a rule 20,000.",
            ),
            OPTIONAL,
            hard=Limits(100, 1_000_000),
            soft=Limits(1000, 100_000),
            why=("cost", "X"),
        )
    )
    own: tuple[OwnRow, ...] = ()
