"""Answers that ask for a word: to be confirmed, to be mended first, or a reason to stop."""

from typing import NamedTuple

from app.i18n import Text
from app.model.survey.spec import Severity


class Note(NamedTuple):
    """Shown when ``field`` holds one of ``answers``; soft ones can be confirmed."""

    field: str
    answers: tuple[str | int, ...]
    message: Text
    code: str = "note"
    severity: Severity = "soft"


ANSWER_NOTES: tuple[Note, ...] = (
    Note(
        "A09",
        ("none",),
        Text(
            "冬天没人住的房可能不符合补助条件。请问清村里再往下填。",
            "A house vacant in winter may not be eligible. Ask the village first.",
        ),
    ),
    Note(
        "A10",
        ("no",),
        Text(
            "没有宅基地或房屋证明，领补助会卡住。请提醒户主早去补办。",
            "Without a title document the subsidy may fail. Tell the owner to apply.",
        ),
    ),
    Note(
        "B02",
        (2, 3, 4),
        Text(
            "一户登记了不止一处房，补助按一户一宅。请问清哪一处是宅基地。",
            "More than one house; the subsidy goes to one. Ask which has the homestead title.",
        ),
    ),
    Note(
        "B07",
        ("E", "W", "N"),
        Text(
            "正房不朝南的少见，朝向影响太阳进热。请站在堂屋门口再看一次。",
            "A house that does not face south is rare. Look again from the main door.",
        ),
    ),
    Note(
        "D08",
        ("mould",),
        Text(
            "墙上结露发霉，多半是墙凉、换气少。请拍照，方案里一起治。",
            "Mould points to cold walls and little air. Take a photo; the plan must cure it.",
        ),
    ),
    Note(
        "L03",
        ("cannot",),
        Text(
            "屋顶不能承重，光伏只能装院里或不装。请告诉户主。",
            "The roof cannot carry panels: the yard, or none. Tell the owner.",
        ),
    ),
    Note(
        "L06",
        ("lease", "unclear"),
        Text(
            "已有光伏合同，条款不清就不能再签。请先把合同找出来看。",
            "There is a solar contract; sign nothing more before it has been read.",
        ),
    ),
    Note(
        "M01",
        ("C",),
        Text(
            "C级房要和加固一起做，光做保温不行。请在方案里配上加固。",
            "Grade C: strengthening must be part of the plan.",
        ),
    ),
    Note(
        "M05",
        ("obvious",),
        Text(
            "裂缝歪斜明显，可能不安全。请拍照，先请人鉴定。",
            "Obvious cracks may be unsafe. Take photos and have the house appraised first.",
        ),
    ),
    Note(
        "M06",
        ("hist", "relic"),
        Text(
            "受保护的房不许动外立面，外保温做不了。请选室内和设备措施。",
            "A protected building: nothing outside may change. Choose indoor measures.",
        ),
    ),
    Note(
        "M07",
        ("listed",),
        Text(
            "列入拆迁搬迁，现在改可能白花钱。请先问村委会，考虑暂缓。",
            "Relocation is planned; works may be wasted. Ask the village and consider a pause.",
        ),
    ),
    Note(
        "N09",
        ("cadre",),
        Text(
            "村干部代答的数不太准，可信度会低。请有空再问户主。",
            "Answers given by others are less certain. Ask the owner when possible.",
        ),
    ),
    Note(
        "M01",
        ("D",),
        Text(
            "D级危房：先解危，后节能。本户不能进入定方案，请村里先安排解危。",
            "Grade D: first make the house safe. There is no energy plan for it; have the "
            "village arrange that.",
        ),
        "X10",
        "stop",
    ),
    Note(
        "I10",
        ("bad",),
        Text(
            "烟道有问题，有煤气中毒危险，今天就要处理：开窗、停用、找人修！",
            "The flue is defective: danger of poisoning. Today: open windows, stop using it, "
            "have it mended!",
        ),
        "X13",
        "stop",
    ),
    Note(
        "E06",
        ("some", "bad"),
        Text(
            "屋顶漏雨，湿了的保温不管用。先治漏，再做保温；请拍照。",
            "The roof leaks and wet insulation fails. Mend the leak first; take a photo.",
        ),
        "X20",
    ),
    Note(
        "D08",
        ("damp", "loose"),
        Text(
            "墙面返潮或空鼓，保温贴不牢。先治墙，再做保温；请拍照。",
            "Damp or loose render will not hold insulation. Mend the wall first; take a photo.",
        ),
        "X20",
    ),
    Note(
        "M01",
        ("unk",),
        Text(
            "还没有危险等级，签同意书前必须有。请先请村里登记排查结论。",
            "No danger grade yet, and the consent needs one. Have the village record it.",
        ),
        "X23",
    ),
    Note(
        "N01",
        ("no",),
        Text(
            "户主现在不改，是否记为暂缓？以后随时可以恢复。",
            "The owner declines for now. Record the house as paused? It can be resumed.",
        ),
        "X24",
    ),
)
