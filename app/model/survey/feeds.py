"""The inputs of the model: what each is, and what gives it beside the survey.

The fields that reach an input are those whose declaration names its key; :func:`fields_of`
finds them. ``beside`` says what stands in, or where a value comes from that no field carries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.i18n import Text
from app.model.survey.spec import FieldSpec
from app.model.survey.whole import all_specs, village_row_specs, village_specs

ARCHETYPE = Text("房屋原型", "archetype")
CATALOGUE = Text("目录", "catalogue")
PACK = Text("政策包", "policy pack")
RULE = Text("固定规则", "rule")
WEATHER = Text("气象年", "weather year")
RESULT = Text("计算结果", "result")
NOT_READ = Text("先存着，计算还没用到", "kept; the model does not read it yet")


@dataclass(frozen=True, slots=True)
class ModelInput:
    """One input of the model; ``unit`` is that of the survey or of the model record."""

    key: str
    name: Text
    unit: str = ""
    beside: tuple[Text, ...] = ()


def _input(key: str, zh: str, en: str, unit: str = "", *beside: Text) -> ModelInput:
    return ModelInput(key, Text(zh, en), unit, beside)


_GEOMETRY = (
    _input("archetype", "房屋类型", "House type"),
    _input("geometry.bays", "开间数", "Number of bays", "", ARCHETYPE),
    _input("geometry.length", "外皮面宽", "External length", "m", ARCHETYPE),
    _input("geometry.depth", "外皮进深", "External depth", "m", ARCHETYPE),
    _input("geometry.height", "室内净高", "Clear room height", "m", ARCHETYPE),
    _input("geometry.storeys", "层数", "Storeys", "", ARCHETYPE),
    _input("geometry.heated_bays", "取暖间数", "Heated bays", "", ARCHETYPE),
    _input("geometry.heated_side", "取暖的屋靠哪边", "Side of the heated bays", "", RULE),
    _input("geometry.orientation", "正面朝向", "Azimuth of the front", "°"),
    _input("geometry.party_walls", "共墙", "Party walls"),
    _input("geometry.plan_shape", "平面形状", "Plan shape", "", NOT_READ),
    _input("geometry.ridge_rise", "屋脊高出檐口", "Ridge above the eaves", "m", ARCHETYPE),
    _input("geometry.wings", "取暖厢房的尺寸", "Size of heated wings", "m"),
    _input("area.floor", "建筑面积", "Floor area", "m²", RULE),
    _input("area.heated", "取暖面积", "Heated area", "m²", RULE),
)
_FABRIC = (
    _input("wall.construction", "外墙各层", "Layers of the walls", "", ARCHETYPE, CATALOGUE),
    _input("wall.thickness", "墙厚", "Wall thickness", "mm", ARCHETYPE),
    _input("wall.insulation", "外墙保温材料", "Wall insulation material", "", ARCHETYPE, CATALOGUE),
    _input("wall.insulation_thickness", "外墙保温厚度", "Wall insulation", "mm", ARCHETYPE, RULE),
    _input("wall.by_side", "某一面不同的墙", "A wall that differs"),
    _input("wall.finish", "外饰面层", "Outer finish", "", ARCHETYPE, CATALOGUE),
    _input("wall.defects", "墙面毛病", "Wall defects"),
    _input("wall.u_value", "手填的墙传热系数", "Typed wall U-value", "W/(m²·K)", RESULT),
    _input("partition.construction", "隔墙", "Partition walls", "", RULE),
    _input("roof.form", "屋面形式", "Roof form", "", RULE),
    _input("roof.construction", "屋面各层", "Layers of the roof", "", ARCHETYPE, CATALOGUE),
    _input("roof.ceiling", "吊顶", "Ceiling", "", ARCHETYPE, CATALOGUE),
    _input("roof.insulation", "顶上保温材料", "Roof insulation material", "", ARCHETYPE, CATALOGUE),
    _input("roof.insulation_thickness", "顶上保温厚度", "Roof insulation", "mm", ARCHETYPE, RULE),
    _input("roof.leaks", "漏雨(受潮的焦渣层)", "Leaks (wet cinder layer)"),
    _input("roof.u_value", "手填的屋面传热系数", "Typed roof U-value", "W/(m²·K)", RESULT),
    _input("floor.construction", "地面各层", "Layers of the floor", "", ARCHETYPE, CATALOGUE),
    _input("floor.below", "地面下面", "What is below the floor"),
    _input("floor.insulation", "地面保温", "Floor insulation"),
    _input("floor.insulation_thickness", "地面保温厚度", "Floor insulation", "mm", RULE),
    _input("floor.lambda_soil", "土的导热系数", "Conductivity of the soil", "W/(m·K)", RULE),
    _input("material", "材料热物性", "Properties of materials", "", CATALOGUE),
)
_OPENINGS = (
    _input("window.side", "窗在哪面", "Side of the windows"),
    _input("window.type", "窗的传热和透光", "U and g of the windows", "", ARCHETYPE, CATALOGUE),
    _input("window.width", "窗宽", "Window width", "m", ARCHETYPE),
    _input("window.height", "窗高", "Window height", "m", ARCHETYPE),
    _input("window.count", "窗数", "Number of windows", "", ARCHETYPE),
    _input("door.type", "外门的传热", "U of the doors", "", ARCHETYPE, CATALOGUE),
    _input("door.count", "外门数", "Number of outer doors"),
    _input("door.size", "外门尺寸", "Size of the doors", "m", RULE),
    _input("opening.winter_cover", "冬天挡风的东西", "Winter cover", "", CATALOGUE),
    _input("sunspace.kind", "前廊", "Gallery or sunspace", "", ARCHETYPE),
    _input("sunspace.depth", "前廊进深", "Depth of the gallery", "m", ARCHETYPE, RULE),
    _input("sunspace.glass", "前廊玻璃", "Glass of the gallery", "", ARCHETYPE, CATALOGUE),
    _input("shade.eaves_depth", "檐口挑出", "Depth of the eaves", "m", RULE),
    _input("shade.opposite", "前面挡光的房", "Building in front", "m"),
)
_AIR = (
    _input("air.background", "墙和顶的透风", "Background leakage", "", ARCHETYPE, CATALOGUE),
    _input("air.wall", "墙透风的类别", "Leakage class of the wall", "", CATALOGUE),
    _input("air.roof", "顶透风的类别", "Leakage class of the roof", "", CATALOGUE),
    _input("air.window_gap", "窗缝透风", "Leakage of window gaps", "", ARCHETYPE, CATALOGUE),
    _input("air.frame_joint", "窗框和墙的缝", "Joint of frame and wall", "", CATALOGUE),
    _input("air.lobby", "门斗", "Entrance lobby", "", ARCHETYPE, CATALOGUE),
    _input("air.flue", "敞口烟道", "Open flues", "", RULE),
    _input("air.exposure", "迎风", "Exposure", "", CATALOGUE),
    _input("air.n50", "鼓风门实测换气", "Blower-door air change", "1/h"),
    _input("air.change", "手填的换气次数", "Typed air change", "1/h", RESULT),
    _input("air.proved", "有照片的漏风处", "Leaks shown in photos"),
    _input("air.limits", "换气能算多少的上下限", "Limits of credited air", "1/h", PACK),
)
_USE = (
    _input("use.persons", "常住人口", "Residents", "", PACK),
    _input("use.occupancy", "冬天住多久", "Winter occupancy"),
    _input("use.presence", "住的那一段占多少", "Share of the season lived in", "", RULE),
    _input("use.season", "取暖起止", "Heating season", "", PACK),
    _input("use.theta_day", "白天室温", "Day temperature", "℃", RULE),
    _input("use.night", "夜里怎么烧", "Heating at night", "", RULE),
    _input("use.night_drop", "夜里低几度", "Drop at night", "K", RULE),
    _input("use.hours_heated", "一天取暖几小时", "Hours heated a day", "h"),
    _input("use.theta_standard", "比较用的室温", "Temperature of the comparison", "℃", PACK),
    _input("use.gains", "人和电器的热", "Internal gains", "W/m²", PACK),
)
_HEATING = (
    _input("heating.system", "取暖设备", "Heating system", "", ARCHETYPE, CATALOGUE),
    _input("heating.efficiency", "效率或能效比", "Efficiency or COP", "", CATALOGUE),
    _input("heating.emitter", "散热末端", "Emitters", "", RULE),
    _input("heating.convective_fraction", "对流份额", "Convective share", "", RULE),
    _input("heating.kang_area", "炕面面积", "Heated area of kang", "m²", RULE),
    _input("heating.secondary", "辅助取暖", "Secondary heating", "", PACK),
    _input("heating.appliances", "逐台取暖设备", "Heating appliances one by one", "", PACK),
    _input("heating.kang_room", "炕在哪屋", "Room of the kang"),
    _input("heating.kind", "取暖设备是哪一种", "Kind of heater", "", CATALOGUE),
    _input("heating.pipes", "炉子和管道在哪", "Place of boiler and pipes", "", PACK),
    _input("heating.year", "设备年份", "Year of the equipment"),
    _input("services.hot_water", "洗澡热水", "Hot water", "", PACK),
    _input("services.cooking", "做饭", "Cooking", "", PACK),
    _input("services.cooling", "空调台数", "Air conditioners", "", PACK),
    _input("services.lighting", "照明", "Lighting", "", PACK),
    _input("services.appliances", "大件电器", "Large appliances", "", PACK),
    _input("services.devices", "逐台电器", "Appliances one by one", "", PACK),
)
_MONEY = (
    _input("bill.coal", "一冬用煤", "Coal of a winter", "t"),
    _input("bill.electricity", "一年用电", "Electricity of a year", "kWh"),
    _input("bill.electricity_shoulder", "不取暖的月用电", "Month without heating", "kWh"),
    _input("bill.meter", "电表怎么接", "Meter arrangement", "", NOT_READ),
    _input("bill.gas", "一年用气", "Gas of a year", "m³"),
    _input("bill.wood", "一冬用柴", "Firewood of a winter", "t"),
    _input("bill.winter", "哪个冬天", "Which winter"),
    _input("bill.ratio", "账单和计算之比", "Bill ÷ calculation", "", RESULT),
    _input("price.coal", "煤价", "Coal price", "yuan/t", CATALOGUE),
    _input("price.electricity", "电价", "Electricity price", "yuan/kWh", PACK, CATALOGUE),
    _input("price.tariff", "峰谷还是不分", "Tariff", "", PACK),
    _input("price.gas", "气价", "Gas price", "yuan/m³", CATALOGUE),
    _input("price.lpg", "液化气价", "Bottled gas price", "yuan/bottle", CATALOGUE),
    _input("price.wood", "柴价", "Firewood price", "yuan/t", CATALOGUE),
    _input("price.heat", "集中供热费", "District heat charge", "yuan/m²", PACK),
    _input("price.subsidy", "运行补贴", "Operating subsidy", "", PACK),
    _input(
        "carrier", "折标煤和碳排放系数", "Standard coal and carbon factors", "", CATALOGUE, PACK
    ),
    _input("plan.own_cash", "自家最多能拿的钱", "Own money", "yuan"),
    _input("plan.own_labour", "自家能出的工", "Own labour", "days"),
    _input("plan.day_rate", "工价", "Day rate", "yuan/day", PACK),
    _input("plan.price_factor", "造价系数", "Price factor"),
    _input("measure", "措施和造价", "Measures and their cost", "", CATALOGUE),
    _input("climate.station", "气象站", "Weather station"),
    _input("climate.altitude", "村子海拔", "Altitude of the village", "m"),
    _input("climate.lapse_rate", "每高100米冷几度", "Colder by, per 100 m", "K/100 m", PACK),
    _input("climate.weather", "逐时气象", "Hourly weather", "", WEATHER),
)
MODEL_INPUTS: Mapping[str, ModelInput] = MappingProxyType(
    {
        item.key: item
        for item in (*_GEOMETRY, *_FABRIC, *_OPENINGS, *_AIR, *_USE, *_HEATING, *_MONEY)
    }
)


def declared() -> tuple[FieldSpec, ...]:
    """Return every field of survey and village, in paper order."""
    village = (*village_specs().values(), *village_row_specs().values())
    return (*all_specs().values(), *village)


def fields_of(key: str) -> tuple[str, ...]:
    """Return the ids of the fields that reach a model input."""
    return tuple(item.id for item in declared() if key in item.feeds)
