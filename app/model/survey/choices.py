"""Answers that several fields share."""

from app.i18n import Text
from app.model.survey.spec import Choice


def choice(code: str, zh: str, en: str) -> Choice:
    """Return one answer."""
    return Choice(code, Text(zh, en))


NO_YES = (choice("no", "没有", "No"), choice("yes", "有", "Yes"))
RULE = (choice("yes", "是", "Yes"), choice("no", "不", "No"))
SEARCH_WINDOWS = (
    choice("one", "要换就换一种", "One treatment for all"),
    choice("each", "各组各选", "Each group its own"),
)
SEARCH_GROUPS = (
    choice("front", "正面一组，其余一组", "Front apart from the rest"),
    choice("all", "各面一起", "All sides together"),
    choice("sides", "一面一组", "Each side for itself"),
)
YES_NO_UNKNOWN = (
    choice("yes", "有", "Yes"),
    choice("no", "没有", "No"),
    choice("unk", "看不出", "Cannot tell"),
)
WALLS = (
    choice("br240", "实心砖24", "Solid brick 240"),
    choice("br370", "实心砖37", "Solid brick 370"),
    choice("br_cav", "空斗砖", "Rowlock cavity brick"),
    choice("adobe", "土坯", "Adobe"),
    choice("stone", "石墙", "Stone"),
    choice("hollow", "空心砌块", "Hollow block"),
    choice("aac", "加气块", "Aerated block"),
    choice("timber", "木板", "Timber"),
    choice("oth", "其他", "Other"),
)
INSULATION_KNOWN = (
    choice("no", "没有", "None"),
    choice("yes", "有", "Present"),
    choice("unk", "看不清", "Not visible"),
)
INSULATION_MATERIALS = (
    choice("eps", "模塑聚苯", "Expanded polystyrene"),
    choice("seps", "石墨聚苯", "Graphite polystyrene"),
    choice("xps", "挤塑聚苯", "Extruded polystyrene"),
    choice("rw", "岩棉", "Rock wool"),
    choice("mortar", "保温砂浆", "Insulating mortar"),
    choice("unk", "不清楚", "Not known"),
)
WINDOWS = (
    choice("wd1", "木框单玻", "Timber, single"),
    choice("st1", "钢框单玻", "Steel, single"),
    choice("al1", "铝框单玻", "Aluminium, single"),
    choice("up1", "塑钢单玻", "uPVC, single"),
    choice("up2", "塑钢双玻", "uPVC, double"),
    choice("tb2", "断桥铝双玻", "Thermal-break aluminium, double"),
    choice("x3", "三玻", "Triple"),
)
SIDES = (
    choice("S", "南面", "Front"),
    choice("N", "北面", "Back"),
    choice("E", "东面", "East side"),
    choice("W", "西面", "West side"),
)
HOT_WATER = (
    choice("none", "没有", "None"),
    choice("solar", "太阳能", "Solar"),
    choice("elec", "电热水器", "Electric heater"),
    choice("gas", "燃气", "Gas"),
    choice("ashp", "空气能", "Heat pump"),
    choice("solid", "柴煤", "Wood or coal"),
)
COOKING = (
    choice("lpg", "罐装气", "Bottled gas"),
    choice("gas", "管道气", "Piped gas"),
    choice("elec", "电", "Electricity"),
    choice("wood", "柴", "Firewood"),
    choice("coal", "煤", "Coal"),
    choice("biogas", "沼气", "Biogas"),
)
TITLE = (
    choice("yes", "有", "Yes"),
    choice("applied", "正在办", "Applied for"),
    choice("no", "没有", "No"),
)
EXPOSURE = (
    choice("village", "村里", "Inside the village"),
    choice("edge", "村边", "Edge of the village"),
    choice("open", "高处或河边", "Hilltop or riverside"),
)
WINTER_COVER = (
    choice("none", "什么也不挂", "Nothing"),
    choice("curtain", "布窗帘", "Cloth curtains"),
    choice("quilt", "棉门帘", "Quilted door curtain"),
    choice("plastic", "钉塑料布", "Plastic sheet"),
    choice("board", "外贴保温板", "Insulation board outside"),
)
TARIFF = (
    choice("flat", "不分峰谷", "No peak and valley"),
    choice("tou", "峰谷", "Peak and valley"),
    choice("shared", "合表", "Shared meter"),
)
METER = (
    choice("p40", "单相40A", "Single-phase 40 A"),
    choice("p60", "单相60A", "Single-phase 60 A"),
    choice("p3", "三相", "Three-phase"),
    choice("unk", "不清楚", "Not known"),
)
HERITAGE = (
    choice("no", "不是", "None"),
    choice("trad", "传统村落内", "In a traditional village"),
    choice("hist", "历史建筑", "Historic building"),
    choice("relic", "文物", "Protected relic"),
)
RELOCATION = (
    choice("none", "没有", "No"),
    choice("listed", "列入", "Listed"),
    choice("unk", "不清楚", "Not known"),
)
MUTUAL_HELP = (choice("no", "不参加", "Does not join"), choice("yes", "参加", "Joins"))
WORK_WINDOW = (
    choice("spring", "春", "Spring"),
    choice("summer", "夏", "Summer"),
    choice("before", "秋收前", "Before harvest"),
    choice("after", "秋收后", "After harvest"),
)
CLOTHING = (
    choice("shirt", "单衣", "Shirt or thin clothes"),
    choice("sweater", "毛衣", "Sweater"),
    choice("vest", "棉马甲或薄棉袄", "Padded waistcoat or thin jacket"),
    choice("coat", "厚棉袄", "Thick padded coat"),
    choice("hat", "棉袄加帽子，看得见哈气", "Coat and hat, breath is seen"),
)
