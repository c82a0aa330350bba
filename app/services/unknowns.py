"""The unknowns of a house as a technician meets them, and which to measure first.

No number is worked out here, so that the window may ask without waiting for numpy.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import Text
from app.model.uncertainty import Advice, Uncertainty


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is found out together.

    ``parts``: dimension of the sample → quantity of the uncertainty table that rules its
    spread ("" when nothing in the table tells of measuring it).
    """

    key: str
    name: Text
    parts: Mapping[str, str]
    fields: tuple[str, ...] = ()
    how: Text | None = None


UNKNOWNS = (
    Unknown("air", Text("换气次数", "air change"), {"ach": "air_change"}, ("R07", "H01", "F12"),
            Text("做一次鼓风门测试", "blower-door test")),
    Unknown("wall", Text("外墙构造", "wall build-up"), {"wall": "u_layers"}, ("D01", "D02"),
            Text("看清外墙材料，量厚度", "look at the wall's material, measure its thickness")),
    Unknown("roof", Text("屋顶构造", "roof build-up"), {"roof": "u_layers"}, ("E02", "E03"),
            Text("打开顶棚看屋顶各层", "open the ceiling and look at the layers of the roof")),
    Unknown("floor", Text("地面构造", "floor build-up"), {"floor": "u_layers"}, ("G01", "G02"),
            Text("看清地面各层", "look at the layers of the floor")),
    Unknown("wall_insulation", Text("外墙保温厚度", "insulation of the walls"),
            {"ins_wall": "insulation_thickness"}, ("D05",),
            Text("探针量外墙保温厚度", "probe the thickness of the wall insulation")),
    Unknown("roof_insulation", Text("屋顶保温厚度", "insulation of the roof"),
            {"ins_roof": "insulation_thickness"}, ("E05",),
            Text("量屋顶保温厚度", "measure the thickness of the roof insulation")),
    Unknown("size", Text("房屋尺寸", "size of the house"), {"geom": "geometry"},
            ("C02", "C03", "C04"), Text("用尺量长、进深、高", "measure length, depth and height")),
    Unknown("window_area", Text("窗面积", "window area"), {"win": "window_area"},
            ("F02", "F03", "F04", "F05", "F07"), Text("用尺量门窗", "measure the windows")),
    Unknown("window_kind", Text("窗的种类", "kind of window"),
            {"win_u": "window_u", "g": "g_value"}, ("F01", "F06"),
            Text("数玻璃层数，看标签和镀膜", "count the panes, look for label and coating")),
    Unknown("set_point", Text("室温", "room temperature"), {"theta": "theta_set"}, ("I07",),
            Text("放温度计记一周室温", "leave a thermometer with a memory for a week")),
    Unknown("hours", Text("取暖间数和时间", "heated rooms and hours"), {"hours": "heated_share"},
            ("C05", "I06", "I08"), Text("记一周取暖的房间和时间",
                                         "note heated rooms and hours for a week")),
    Unknown("plant", Text("采暖设备效率", "efficiency of the heater"), {"plant": ""},
            ("I01", "I03")),
    Unknown("materials", Text("旧材料的含水", "moisture of old materials"), {"lambda_old": ""}),
    Unknown("bridges", Text("热桥", "thermal bridges"), {"bridges": ""}),
    Unknown("gains", Text("内部得热", "heat of people and appliances"), {"gain": ""},
            ("A06", "J03")),
    Unknown("sun", Text("太阳辐射", "solar radiation"), {"sun": ""}),
    Unknown("winter", Text("冬天冷暖", "a cold or mild winter"), {"weather": ""}),
    Unknown("model", Text("计算模型", "the calculation itself"), {"model": ""}),
    Unknown("works", Text("施工和新材料", "works and new materials"),
            {"work": "", "lambda_new": "", "delta_u": "", "ach_after": "", "model_after": ""}),
    Unknown("fuel", Text("煤的发热量", "heating value of the coal"), {"heat_value": ""}),
    Unknown("bill_winter", Text("账单那年的冬天", "the winter of the bill"), {"winter": ""}),
)  # fmt: skip
"""All unknowns; the sums of their dimensions' shares are their shares."""
BY_KEY = {unknown.key: unknown for unknown in UNKNOWNS}
NOT_HERE = {"need": ("plant", "works", "fuel", "bill_winter"),
            "cost": ("works", "fuel", "bill_winter"),
            "saving": ("plant", "set_point", "hours", "winter", "fuel", "bill_winter")}  # fmt: skip
"""Unknowns that a result does not depend on."""


def most_useful(found: Uncertainty | None) -> Advice | None:
    """Return the things whose measuring narrows the cost most; None when nothing would."""
    costs = [item for item in found.sensitivity if item.of == "cost"] if found else []
    if not costs or not costs[0].measure:
        return None
    best = costs[0].measure[-1]
    return Advice(tuple(BY_KEY[key].name for key in best.keys), costs[0].width, best.width)
