"""What is drawn of "how to measure": strokes on a grid of 100 by 60, one picture for a few fields.

A shape is ``(kind, points, role)``: ``line`` and ``bold`` are strokes, ``area`` is filled, ``dots``
dashed; ``role`` names a colour of the style. A measure line is ``(x1, y1, x2, y2, words)``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import Text

Shape = tuple[str, str, str]
Length = tuple[float, float, float, float, Text]
Words = tuple[float, float, Text]


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes in the order of painting, then lengths and words; ``told`` says it in words."""

    told: Text
    fields: tuple[str, ...]
    shapes: tuple[Shape, ...]
    lengths: tuple[Length, ...] = ()
    words: tuple[Words, ...] = ()


def _t(zh: str, en: str) -> Text:
    return Text(zh, en)


def _box(left: float, top: float, right: float, bottom: float) -> str:
    return f"{left},{top} {right},{top} {right},{bottom} {left},{bottom} {left},{top}"


PICTURES: Mapping[str, Picture] = {
    "plan": Picture(
        _t(
            "从上往下看：面宽、进深都量到墙的外皮，前廊不算。",
            "Seen from above: measure to the outside of the walls; the front gallery is left out.",
        ),
        ("B13", "C01", "C02", "C03", "C05", "C06", "C07", "C09"),
        (
            ("area", _box(36, 18, 68, 44), "warm"),
            ("bold", _box(20, 18, 84, 44), "ink"),
            ("line", "36,18 36,44", "quiet"),
            ("line", "52,18 52,44", "quiet"),
            ("line", "68,18 68,44", "quiet"),
            ("dots", _box(20, 44, 84, 50), "glass"),
        ),
        (
            (20, 12, 84, 12, _t("面宽(外皮)", "length, outside")),
            (13, 18, 13, 44, _t("进深", "depth")),
        ),
        (
            (52, 33, _t("取暖的间", "heated")),
            (52, 56, _t("前廊不算", "gallery not counted")),
        ),
    ),
    "section": Picture(
        _t(
            "从侧面切开看：净高从地面量到吊顶；没吊顶量到檩条下。屋脊高出檐口多少。",
            "Cut from the side: height from floor to ceiling, or to the purlins; how far the ridge "
            "stands above the eaves.",
        ),
        ("C04", "C08", "B06", "G02"),
        (
            ("line", "4,56 96,56", "quiet"),
            ("bold", "20,56 20,26 80,26 80,56", "ink"),
            ("bold", "14,27 50,8 86,27", "ink"),
            ("dots", "20,30 80,30", "primary"),
        ),
        (
            (34, 30, 34, 56, _t("净高", "height")),
            (92, 8, 92, 26, _t("屋脊", "ridge")),
        ),
        ((58, 36, _t("吊顶", "ceiling")),),
    ),
    "wall": Picture(
        _t(
            "在门口或窗口侧面量整个墙厚，抹灰算在里面。填毫米：24墙约270，37墙约400。",
            "Measure the whole wall in a doorway, plaster included. In millimetres: a one-brick "
            "wall is about 270, one and a half bricks about 400.",
        ),
        ("D01", "D02", "D06", "D07"),
        (
            ("area", _box(30, 18, 66, 56), "shade"),
            ("line", _box(30, 18, 66, 56), "ink"),
            ("line", "30,26 66,26|30,34 66,34|30,42 66,42|30,50 66,50", "quiet"),
            ("line", "48,18 48,26|39,26 39,34|57,26 57,34|48,34 48,42", "quiet"),
            ("line", "39,42 39,50|57,42 57,50|48,50 48,56", "quiet"),
            ("area", _box(26, 18, 30, 56), "line_strong"),
            ("area", _box(66, 18, 70, 56), "line_strong"),
        ),
        ((26, 11, 70, 11, _t("墙厚，含抹灰", "thickness with plaster")),),
        ((14, 40, _t("屋里", "inside")), (84, 40, _t("屋外", "outside"))),
    ),
    "insulation": Picture(
        _t(
            "看破损处或窗边：墙外贴的那一层就是保温，量它的厚度。敲着发空、有分格缝的多半做过。",
            "Look at a damaged spot or beside a window: the outermost layer is the insulation; "
            "measure its thickness. A hollow sound or a grid of joints tells of it.",
        ),
        ("D03", "D04", "D05", "D08", "D09"),
        (
            ("area", _box(28, 16, 56, 56), "shade"),
            ("line", _box(28, 16, 56, 56), "ink"),
            ("area", _box(56, 16, 68, 56), "warm"),
            ("line", "56,16 68,28|56,24 68,36|56,32 68,44|56,40 68,52", "warm_hatch"),
            ("line", _box(56, 16, 68, 56), "ink"),
        ),
        ((56, 10, 68, 10, _t("保温厚度", "insulation")),),
        ((42, 38, _t("墙", "wall")), (84, 38, _t("屋外", "outside"))),
    ),
    "roof": Picture(
        _t(
            "站远一点看屋面：双坡、平顶、单坡、囤顶(中间微拱)。不要上房。",
            "Look at the roof from a distance: pitched, flat, one slope, slightly arched. Do not "
            "climb up.",
        ),
        ("E01", "E02", "E06", "E07", "L01", "L02"),
        (
            ("bold", "4,28 4,18 14,8 24,18 24,28 4,28", "ink"),
            ("line", "4,18 24,18", "ink"),
            ("bold", "34,28 34,14 54,14 54,28 34,28", "ink"),
            ("bold", "4,54 4,46 24,36 24,54 4,54", "ink"),
            ("bold", "34,54 34,42 39,40 44,39 49,40 54,42 54,54 34,54", "ink"),
        ),
        (),
        (
            (78, 18, _t("上：双坡、平顶", "above: pitched, flat")),
            (78, 46, _t("下：单坡、囤顶", "below: one slope, arched")),
        ),
    ),
    "ceiling": Picture(
        _t(
            "从检修口往上看：顶棚上面铺了什么、铺了多厚。没有检修口就问户主。",
            "Look up through the hatch: what lies on the ceiling and how thick. Without a hatch "
            "ask the owner.",
        ),
        ("E03", "E04", "E05"),
        (
            ("bold", "8,34 50,8 92,34", "ink"),
            ("area", _box(14, 34, 60, 41), "warm"),
            ("area", _box(70, 34, 86, 41), "warm"),
            ("bold", "14,41 60,41|70,41 86,41", "ink"),
            ("line", "14,34 60,34|70,34 86,34", "quiet"),
            ("dots", "60,41 60,52|70,41 70,52", "quiet"),
        ),
        ((50, 34, 50, 41, _t("厚度", "thickness")),),
        ((65, 57, _t("检修口", "hatch")), (30, 49, _t("吊顶", "ceiling"))),
    ),
    "window": Picture(
        _t(
            "量一樘窗：窗框外边到外边。大小差不多的量一樘，填几樘。",
            "Measure one window from outer edge to outer edge of the frame. Of like windows "
            "measure one and give the number.",
        ),
        ("F02", "F03", "F04", "F05", "F07", "F08", "W03", "W04", "W05"),
        (
            ("area", _box(30, 16, 74, 50), "primary_pale"),
            ("bold", _box(30, 16, 74, 50), "ink"),
            ("line", "52,16 52,50|30,26 74,26", "ink"),
            ("line", _box(33, 28, 50, 48), "glass"),
            ("line", _box(54, 28, 71, 48), "glass"),
        ),
        (
            (30, 10, 74, 10, _t("窗宽", "width")),
            (22, 16, 22, 50, _t("窗高", "height")),
        ),
    ),
    "glass": Picture(
        _t(
            "打火机靠近玻璃照一下：两个火苗影子是一层玻璃，四个是两层，六个是三层。",
            "Hold a lighter to the glass: two reflections mean one pane, four two, six three.",
        ),
        ("F01", "F06", "W02"),
        (
            ("area", _box(22, 10, 25, 52), "glass"),
            ("area", _box(62, 10, 65, 52), "glass"),
            ("area", _box(72, 10, 75, 52), "glass"),
            ("area", "12,34 14,26 16,34 14,38 12,34", "soft"),
            ("area", "52,34 54,26 56,34 54,38 52,34", "soft"),
            ("line", "29,34 31,26 33,34 31,38 29,34|35,34 37,26 39,34 37,38 35,34", "soft"),
            ("line", "79,34 80.5,28 82,34 80.5,37 79,34|84,34 85.5,28 87,34 85.5,37 84,34", "soft"),
            ("line", "89,34 90.5,28 92,34 90.5,37 89,34|94,34 95.5,28 97,34 95.5,37 94,34", "soft"),
        ),
        (),
        ((24, 58, _t("一层：2个影", "one pane: 2")), (74, 58, _t("两层：4个影", "two panes: 4"))),
    ),
    "door": Picture(
        _t(
            "只数通到室外的门。刮风时手放在门缝、窗缝边试一试有没有风。",
            "Count doors to the outside only. On a windy day hold a hand to the gaps of doors and "
            "windows.",
        ),
        ("F09", "F10", "F11", "F12", "H01", "H02", "H03"),
        (
            ("bold", _box(38, 8, 64, 56), "ink"),
            ("line", _box(41, 11, 61, 56), "quiet"),
            ("area", _box(57, 34, 59, 37), "ink"),
            ("line", "76,20 68,20 70,18|68,20 70,22", "primary"),
            ("line", "76,34 68,34 70,32|68,34 70,36", "primary"),
            ("line", "76,48 68,48 70,46|68,48 70,50", "primary"),
        ),
        (),
        ((86, 35, _t("风", "wind")), (20, 35, _t("手试门缝", "hand at the gap"))),
    ),
    "heating": Picture(
        _t(
            "看冬天主要靠哪样取暖，再看烟道通不通、有没有一氧化碳报警器。烟道有问题当场停用。",
            "Which heater serves mainly in winter; then flue and carbon monoxide alarm. With a bad "
            "flue it must be stopped at once.",
        ),
        ("I01", "I02", "I03", "I04", "I05", "I10"),
        (
            ("bold", _box(16, 32, 40, 54), "ink"),
            ("area", _box(20, 42, 36, 50), "warm"),
            ("line", _box(20, 42, 36, 50), "ink"),
            ("bold", "28,32 28,16 72,16 72,6", "ink"),
            ("line", "40,40 60,40 60,46|40,50 60,50", "primary"),
            ("line", "60,38 60,54|64,38 64,54|68,38 68,54|72,38 72,54", "primary"),
            ("area", _box(82, 22, 92, 28), "hard"),
        ),
        (),
        (
            (50, 12, _t("烟道", "flue")),
            (87, 35, _t("报警器", "alarm")),
            (28, 59, _t("炉子", "stove")),
            (66, 59, _t("暖气片", "radiator")),
        ),
    ),
    "thermometer": Picture(
        _t(
            "温度计放在常待的屋中间，离地一米五，别挨着炉子、窗户和外墙，过十分钟再看。",
            "Thermometer in the middle of the room in use, 1.5 m above the floor, away from stove, "
            "window and outer wall; read after ten minutes.",
        ),
        ("I06", "I07", "I08", "I09", "A09"),
        (
            ("bold", _box(10, 6, 90, 56), "ink"),
            ("line", _box(10, 18, 13, 36), "glass"),
            ("line", "50,18 50,33", "hard"),
            ("area", "48.5,32 51.5,32 51.5,36 48.5,36", "hard"),
            ("line", _box(48, 14, 52, 37), "ink"),
        ),
        ((62, 36, 62, 56, _t("1.5 米", "1.5 m")),),
        ((24, 28, _t("别靠窗", "not here")), (78, 28, _t("别靠炉", "not here"))),
    ),
    "meter": Picture(
        _t(
            "看电表箱上的字：5(40)A 是40安，5(60)A 是60安；三根火线的是三相。不要开箱。",
            "Read the plate of the meter: 5(40)A is 40 ampere, 5(60)A is 60; three live wires are "
            "three-phase. Do not open the box.",
        ),
        ("L05", "L06", "L07", "K04"),
        (
            ("bold", _box(28, 6, 72, 56), "ink"),
            ("line", _box(36, 14, 64, 28), "ink"),
            ("area", _box(38, 16, 62, 26), "primary_pale"),
            ("line", "34,34 66,34|34,50 66,50", "quiet"),
        ),
        (),
        ((50, 22, _t("03521.6", "03521.6")), (50, 43, _t("220V  5(40)A", "220V  5(40)A"))),
    ),
    "bills": Picture(
        _t(
            "煤问“拉了几车、一车多少”；电看手机缴费记录，一年的加起来。票据最准，拍一张存起来。",
            "Coal: how many loads, how much a load. Electricity: add up a year of payments on the "
            "phone. Receipts are best; keep a picture.",
        ),
        ("K01", "K02", "K03", "K05", "K06", "K07", "K08", "K09"),
        (
            ("bold", "8,26 14,46 40,46 46,26", "ink"),
            ("area", "11,32 18,22 26,26 34,20 43,32 40,44 15,44", "quiet"),
            ("line", "20,50 19,52 17,53 15,52 14,50 15,48 17,47 19,48 20,50", "ink"),
            ("line", "40,50 39,52 37,53 35,52 34,50 35,48 37,47 39,48 40,50", "ink"),
            ("bold", _box(62, 6, 86, 54), "ink"),
            ("line", "66,14 82,14|66,22 82,22|66,30 82,30|66,38 82,38", "primary"),
        ),
        (),
        ((27, 59, _t("一车多少", "a load")), (74, 59, _t("缴费记录", "payments"))),
    ),
    "orientation": Picture(
        _t(
            "站在堂屋门口朝外看，脸朝哪边就填哪边。和邻居共用的墙不算漏热。",
            "Stand in the main door and look out: that is the direction. A wall shared with a "
            "neighbour loses no heat.",
        ),
        ("B07", "B08", "B09", "B12"),
        (
            ("bold", _box(24, 14, 60, 34), "ink"),
            ("area", _box(60, 14, 80, 34), "shade"),
            ("dots", _box(60, 14, 80, 34), "quiet"),
            ("area", _box(38, 32, 46, 36), "paper"),
            ("bold", "42,36 42,54|42,54 39,49|42,54 45,49", "primary"),
            ("line", "92,30 92,8|92,8 89,14|92,8 95,14", "ink"),
        ),
        (),
        (
            (70, 24, _t("邻居", "neighbour")),
            (42, 24, _t("本户", "this house")),
            (62, 50, _t("朝这边", "this way")),
            (92, 36, _t("北", "N")),
        ),
    ),
}


def picture_of(field: str) -> str:
    """Return the key of the picture that shows how to answer a field, empty if there is none."""
    for key, picture in PICTURES.items():
        if field in picture.fields:
            return key
    return ""
