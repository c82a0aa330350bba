"""Section B: dwelling."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import EXPOSURE, choice
from app.model.survey.spec import (
    THIS_YEAR,
    AskedWhen,
    DefaultSource,
    FieldClass,
    FieldSpec,
    Kind,
    Limits,
    declare,
)
from app.model.value import Value


@dataclass(frozen=True, slots=True)
class Dwelling:
    """What house it is and how it stands."""

    code: Value[str] = declare(
        FieldSpec(
            "B01",
            Kind.TEXT,
            Text("房屋编号", "Dwelling ID"),
            Text("一户有两处房时自动加序号。", "Given by the program."),
            FieldClass.AUTOMATIC,
            max_length=20,
            why=("X",),
        )
    )
    number: Value[int] = declare(
        FieldSpec(
            "B02",
            Kind.INTEGER,
            Text("本户第几处房", "Dwelling no."),
            Text("只有一处就是1。", "1 if the family has only this one."),
            FieldClass.DEFAULTED,
            hard=Limits(1, 4),
            default_source=DefaultSource.FIXED,
            default_value=1,
            why=("G",),
        )
    )
    archetype: Value[str] = declare(
        FieldSpec(
            "B03",
            Kind.CHOICE,
            Text("房屋原型", "Archetype"),
            Text(
                "看图选最像的一种，其他项目会自动带出来。选错可以随时换。",
                "Pick the picture most like it; it fills in the rest. It can be changed later.",
            ),
            FieldClass.ESSENTIAL,
            choices=(
                choice("adobe_1970", "土坯平房", "Adobe house"),
                choice("brick_timber_1980", "砖木坡顶", "Brick with timber roof"),
                choice("brick_slab_1990", "砖混平顶(预制板)", "Brick with slab roof"),
                choice("brick_pitched_2000", "砖混坡顶", "Brick with boarded roof"),
                choice("two_storey_2000", "两层小楼", "Two storeys"),
                choice("closed_gallery", "带封闭前廊", "Glazed front gallery"),
                choice("post_2013", "新建农房", "Recent house"),
                choice("stone_hill", "石墙山区房", "Stone hill house"),
                choice("retrofitted", "已改过的房", "Already retrofitted"),
            ),
            pictures=True,
            why=("C",),
            feeds=("archetype",),
        )
    )
    year: Value[int] = declare(
        FieldSpec(
            "B04",
            Kind.INTEGER,
            Text("建成年份", "Year built"),
            Text("记不清就填整十年，如1980。", "A round decade will do, such as 1980."),
            FieldClass.ESSENTIAL,
            unit="年",
            hard=Limits(1900, high_field=THIS_YEAR),
            soft=Limits(1950, 2020),
            why=("C", "G"),
            feeds=("archetype",),
        )
    )
    structure: Value[str] = declare(
        FieldSpec(
            "B05",
            Kind.CHOICE,
            Text("结构类型", "Structure"),
            Text(
                "口径与危房改造信息表一致。",
                "The same classes as in the form for dangerous houses.",
            ),
            FieldClass.DEFAULTED,
            choices=(
                choice("earth_wood", "土木", "Earth and timber"),
                choice("brick_wood", "砖木", "Brick and timber"),
                choice("brick_conc", "砖混", "Brick and concrete"),
                choice("stone_wood", "石木", "Stone and timber"),
                choice("wood", "木", "Timber"),
                choice("frame", "框架", "Frame"),
                choice("mixed", "混杂", "Mixed"),
            ),
            default_source=DefaultSource.ARCHETYPE,
            why=("G", "safety"),
        )
    )
    storeys: Value[int] = declare(
        FieldSpec(
            "B06",
            Kind.INTEGER,
            Text("层数", "Storeys"),
            Text("只数住人的层。", "Only floors that are lived in."),
            FieldClass.DEFAULTED,
            unit="层",
            hard=Limits(1, 4),
            soft=Limits(1, 2),
            default_source=DefaultSource.ARCHETYPE,
            why=("C",),
            feeds=("geometry.storeys",),
        )
    )
    orientation: Value[str] = declare(
        FieldSpec(
            "B07",
            Kind.CHOICE,
            Text("正房朝向", "Main facade orientation"),
            Text("站在堂屋门口朝外看的方向。", "Where one looks standing in the main door."),
            FieldClass.DEFAULTED,
            choices=(
                choice("S", "南", "South"),
                choice("SSE", "南偏东", "South by east"),
                choice("SSW", "南偏西", "South by west"),
                choice("E", "东", "East"),
                choice("W", "西", "West"),
                choice("N", "北", "North"),
                choice("SE", "东南", "South-east"),
                choice("SW", "西南", "South-west"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="S",
            why=("C", "supply"),
            feeds=("geometry.orientation",),
        )
    )
    party_walls: Value[str] = declare(
        FieldSpec(
            "B08",
            Kind.CHOICE,
            Text("和邻居共墙", "Party walls"),
            Text("共墙那一面不算漏热。", "A shared wall loses no heat."),
            FieldClass.DEFAULTED,
            choices=(
                choice("none", "不共", "None"),
                choice("east", "东边", "East"),
                choice("west", "西边", "West"),
                choice("both", "两边", "Both"),
            ),
            default_source=DefaultSource.FIXED,
            default_value="none",
            why=("C",),
            feeds=("geometry.party_walls",),
        )
    )
    exposure: Value[str] = declare(
        FieldSpec(
            "B09",
            Kind.CHOICE,
            Text("迎风情况", "Exposure"),
            Text("北面没有遮挡的选“村边”。", "Open to the north counts as the edge."),
            FieldClass.DEFAULTED,
            choices=EXPOSURE,
            default_source=DefaultSource.VILLAGE,
            default_field="V21",
            default_value="village",
            why=("C",),
            feeds=("air.exposure",),
        )
    )
    upgrades: Value[tuple[str, ...]] = declare(
        FieldSpec(
            "B10",
            Kind.MULTI,
            Text("以前改过什么", "Past upgrades"),
            Text(
                "十年内领过补助的要写清，避免重复补助。",
                "Name what was subsidised within ten years, lest it be paid twice.",
            ),
            FieldClass.DEFAULTED,
            choices=(
                choice("none", "没有", "None"),
                choice("wall", "外墙", "Walls"),
                choice("roof", "屋面", "Roof"),
                choice("opening", "门窗", "Windows and doors"),
                choice("heating", "取暖", "Heating"),
                choice("strength", "加固", "Strengthening"),
            ),
            default_source=DefaultSource.FIXED,
            default_value=("none",),
            why=("C", "subsidy"),
            feeds=("air.frame_joint",),
        )
    )
    upgrade_year: Value[int] = declare(
        FieldSpec(
            "B11",
            Kind.INTEGER,
            Text("以前改造年份", "Year of upgrade"),
            Text("大概年份即可。", "About when."),
            FieldClass.CONDITIONAL,
            unit="年",
            hard=Limits(low_field="B04", high_field=THIS_YEAR),
            asked_when=AskedWhen("B10", ("wall", "roof", "opening", "heating", "strength")),
            why=("subsidy",),
        )
    )
    sunspace: Value[str] = declare(
        FieldSpec(
            "B12",
            Kind.CHOICE,
            Text("前廊或阳光间", "Sunspace"),
            Text(
                "玻璃封闭的前廊白天能进热，夜里要关门。",
                "A glazed gallery gains heat by day; its doors are shut at night.",
            ),
            FieldClass.DEFAULTED,
            choices=(
                choice("no", "没有", "None"),
                choice("open", "敞廊", "Open gallery"),
                choice("glazed", "玻璃封闭", "Glazed"),
            ),
            default_source=DefaultSource.ARCHETYPE,
            why=("C",),
            feeds=("sunspace.kind",),
        )
    )
    plan_shape: Value[str] = declare(
        FieldSpec(
            "B13",
            Kind.CHOICE,
            Text("平面形状", "Plan shape"),
            Text("只看取暖的那部分房子。", "Only the part that is heated."),
            FieldClass.DEFAULTED,
            choices=(
                choice("line", "一字", "Straight"),
                choice("l_shape", "L形", "L-shape"),
                choice("three", "三合", "Three sides of a yard"),
                choice("four", "四合", "Four sides of a yard"),
            ),
            default_source=DefaultSource.ARCHETYPE,
            default_value="line",
            why=("C",),
            feeds=("geometry.plan_shape",),
        )
    )
    coordinates: Value[str] = declare(
        FieldSpec(
            "B14",
            Kind.COORDINATES,
            Text("经纬度", "Coordinates"),
            Text("没有定位设备可以不填。", "Leave it blank without a positioning device."),
            FieldClass.OPTIONAL,
            unit="°",
            why=("G",),
        )
    )
    unified_code: Value[str] = declare(
        FieldSpec(
            "B15",
            Kind.TEXT,
            Text("房屋统一编码", "Unified building code"),
            Text(
                "门口有二维码牌的照着填，方便和普查、自建房台账对上。",
                "Copy it from the plate at the door, to match the census.",
            ),
            FieldClass.OPTIONAL,
            default_source=DefaultSource.ROSTER,
            max_length=30,
            why=("X", "G"),
        )
    )
