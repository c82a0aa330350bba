"""Optional section R: rooms and surroundings. Not counted among the 127 fields."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import NO_YES, choice
from app.model.survey.spec import FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value

OPTIONAL = FieldClass.OPTIONAL


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What overrides the usual arrangement of rooms, and what few houses need."""

    eaves_depth: Value[float] = declare(
        FieldSpec(
            "R01",
            Kind.DECIMAL,
            Text("南檐挑出", "Depth of the front eaves"),
            Text("从南墙外皮量到檐口边。", "From the front wall to the edge of the eaves."),
            OPTIONAL,
            unit="m",
            decimals=2,
            hard=Limits(0, 3.0),
            soft=Limits(0, 1.5),
            why=("C",),
            feeds=("shade.eaves_depth",),
        )
    )
    opposite_distance: Value[float] = declare(
        FieldSpec(
            "R02",
            Kind.DECIMAL,
            Text("南边挡光的房离多远", "Distance of the building in front"),
            Text("两墙之间的净距离。", "Clear distance between the walls."),
            OPTIONAL,
            unit="m",
            decimals=1,
            hard=Limits(1, 200),
            soft=Limits(3, 60),
            why=("C",),
            feeds=("shade.opposite",),
        )
    )
    opposite_height: Value[float] = declare(
        FieldSpec(
            "R03",
            Kind.DECIMAL,
            Text("南边挡光的房有多高", "Height of the building in front"),
            Text("从本户室内地面算起。", "Above the floor of this house."),
            OPTIONAL,
            unit="m",
            decimals=1,
            hard=Limits(0, 60),
            soft=Limits(2, 15),
            why=("C",),
            feeds=("shade.opposite",),
        )
    )
    kang_room: Value[str] = declare(
        FieldSpec(
            "R04",
            Kind.CHOICE,
            Text("炕在哪屋", "Room of the kang"),
            Text("没有炕选“没有”。", "None if there is no kang."),
            OPTIONAL,
            choices=(
                choice("none", "没有", "None"),
                choice("heated", "取暖的屋", "A heated room"),
                choice("cold", "不取暖的屋", "A room that is not heated"),
            ),
            why=("C",),
            feeds=("heating.kang_room",),
        )
    )
    sunspace_depth: Value[float] = declare(
        FieldSpec(
            "R05",
            Kind.DECIMAL,
            Text("前廊进深", "Depth of the gallery"),
            Text("从南墙外皮量到玻璃。", "From the front wall to the glass."),
            OPTIONAL,
            unit="m",
            decimals=2,
            hard=Limits(0.5, 5.0),
            soft=Limits(1.0, 2.5),
            why=("C",),
            feeds=("sunspace.depth",),
        )
    )
    hours_heated: Value[float] = declare(
        FieldSpec(
            "R06",
            Kind.DECIMAL,
            Text("一天取暖几小时", "Hours heated a day"),
            Text("炉子或机器开着的钟点数。", "Hours that stove or heat pump is on."),
            OPTIONAL,
            unit="小时",
            decimals=1,
            hard=Limits(0, 24),
            soft=Limits(4, 24),
            why=("C",),
            feeds=("use.hours_heated",),
        )
    )
    n50: Value[float] = declare(
        FieldSpec(
            "R07",
            Kind.DECIMAL,
            Text("鼓风门实测换气", "Air changes at 50 Pa"),
            Text("只填鼓风门测出的数。", "Only from a blower-door test."),
            OPTIONAL,
            unit="次/h",
            decimals=1,
            hard=Limits(0.3, 60),
            soft=Limits(5, 40),
            why=("C",),
            feeds=("air.n50",),
        )
    )
    shoulder_bill: Value[float] = declare(
        FieldSpec(
            "R08",
            Kind.DECIMAL,
            Text("不取暖那个月用电", "Electricity of a month without heating"),
            Text("例如10月的度数，用来分出取暖用的电。", "Such as October; tells heating apart."),
            OPTIONAL,
            unit="度",
            decimals=0,
            hard=Limits(0, 5000),
            soft=Limits(40, 600),
            why=("C",),
            feeds=("bill.electricity_shoulder",),
        )
    )
    grade_date: Value[str] = declare(
        FieldSpec(
            "R09",
            Kind.DATE,
            Text("危险等级是哪天定的", "Date of the danger grade"),
            Text("照报告或登记上的日期。", "As in the report or register."),
            OPTIONAL,
            why=("safety",),
        )
    )
    old_stove: Value[str] = declare(
        FieldSpec(
            "R10",
            Kind.CHOICE,
            Text("旧煤炉还能用吗", "Old stove still usable"),
            Text("拆了或没有填没有。", "No if it was removed or never was."),
            OPTIONAL,
            choices=NO_YES,
            why=("safety",),
        )
    )
    outages: Value[int] = declare(
        FieldSpec(
            "R11",
            Kind.INTEGER,
            Text("一冬停电几次", "Power cuts in a winter"),
            Text("停一小时以上的。", "Those of more than an hour."),
            OPTIONAL,
            unit="次",
            hard=Limits(0, 100),
            soft=Limits(0, 10),
            why=("supply",),
        )
    )
    repair_days: Value[float] = declare(
        FieldSpec(
            "R12",
            Kind.DECIMAL,
            Text("机器坏了几天能修好", "Days to a repair"),
            Text("按上次报修算。", "As at the last repair."),
            OPTIONAL,
            unit="天",
            decimals=1,
            hard=Limits(0, 60),
            soft=Limits(0, 7),
            why=("supply",),
        )
    )
    meter_arrangement: Value[str] = declare(
        FieldSpec(
            "R13",
            Kind.CHOICE,
            Text("电表怎么接", "Meter arrangement"),
            Text("取暖用电有没有单独一块表。", "Whether heating has a meter of its own."),
            OPTIONAL,
            choices=(
                choice("one", "一块表", "One meter"),
                choice("heating", "取暖单独一块表", "A meter for heating"),
                choice("shared", "几户合一块表", "One meter for several homes"),
            ),
            why=("C",),
            feeds=("bill.meter",),
        )
    )
    heated_side: Value[str] = declare(
        FieldSpec(
            "R14",
            Kind.CHOICE,
            Text("取暖的屋靠哪边", "Side of the heated bays"),
            Text(
                "面朝院里，东边在左手。",
                "Facing the yard to the south, east is on the left.",
            ),
            OPTIONAL,
            choices=(
                choice("middle", "中间", "Middle"),
                choice("east", "靠东", "East"),
                choice("west", "靠西", "West"),
            ),
            why=("C",),
            feeds=("geometry.heated_side",),
        )
    )
    building_type: Value[str] = declare(
        FieldSpec(
            "R15",
            Kind.CHOICE,
            Text("房子用途", "Kind of building"),
            Text("不填就是农房。", "A farmhouse unless stated."),
            OPTIONAL,
            choices=(
                choice("farmhouse", "农房", "Farmhouse"),
                choice("public", "村公共用房", "Village public building"),
            ),
            why=("G",),
        )
    )
    demonstration: Value[str] = declare(
        FieldSpec(
            "R16",
            Kind.CHOICE,
            Text("是不是示范户", "Demonstration house"),
            Text("以区里名单为准。", "As in the list of the district."),
            OPTIONAL,
            choices=(choice("no", "不是", "No"), choice("yes", "是", "Yes")),
            why=("G",),
        )
    )
    proved_leaks: Value[tuple[str, ...]] = declare(
        FieldSpec(
            "R17",
            Kind.MULTI,
            Text("拍到照片的漏风处", "Leaks shown in photos"),
            Text(
                "拍到两样，改前的换气可以按漏得多的算。",
                "Two of them allow a higher air change before the works.",
            ),
            OPTIONAL,
            choices=(
                choice("ceiling", "没吊顶或纸顶棚", "No ceiling or paper"),
                choice("gaps", "窗缝大于3毫米", "Window gaps over 3 mm"),
                choice("flue", "敞口烟道", "Open flue"),
            ),
            why=("C",),
            feeds=("air.proved",),
        )
    )
    heater_kind: Value[str] = declare(
        FieldSpec(
            "R18",
            Kind.CHOICE,
            Text("取暖设备是哪一种", "Which kind of heater"),
            Text(
                "和主要取暖方式(I01)对上号的才算；不填按最常见的算。",
                "Counts where it goes with the main heating (I01); blank stands for the usual one.",
            ),
            OPTIONAL,
            choices=(
                choice("storage", "蓄热式电暖器", "Storage electric heater"),
                choice("eboiler", "电锅炉", "Electric boiler"),
                choice("under", "下燃式节能煤炉", "Under-fire coal stove"),
                choice("firewall", "火墙", "Flue wall"),
                choice("kang_new", "吊炕", "Elevated kang"),
                choice("condensing", "冷凝式燃气壁挂炉", "Condensing gas boiler"),
                choice("bio_cook", "生物质炊暖炉", "Biomass cook-heat stove"),
            ),
            why=("C",),
            feeds=("heating.kind",),
        )
    )
    boiler_place: Value[str] = declare(
        FieldSpec(
            "R19",
            Kind.CHOICE,
            Text("炉子和管道在哪", "Where boiler and pipes are"),
            Text(
                "带暖气片或地暖的才问；炉子在厢房、管道走冷屋，热要丢一些。",
                "For radiators or floor heating; in a cold room boiler and pipes lose some heat.",
            ),
            OPTIONAL,
            choices=(
                choice("heated", "取暖的屋里", "In the heated rooms"),
                choice("side", "不取暖的屋里", "In a room that is not heated"),
                choice("outside", "屋外", "Outdoors"),
            ),
            why=("C",),
            feeds=("heating.pipes",),
        )
    )
