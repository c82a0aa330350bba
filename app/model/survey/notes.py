"""Answers that are possible but ask for a word, shown once and then confirmed."""

from app.i18n import Text

ANSWER_NOTES: tuple[tuple[str, tuple[str | int, ...], Text], ...] = (
    (
        "A09",
        ("none",),
        Text(
            "冬天没人住的房可能不符合补助条件。请问清村里再往下填。",
            "A house vacant in winter may not be eligible. Ask the village first.",
        ),
    ),
    (
        "A10",
        ("no",),
        Text(
            "没有宅基地或房屋证明，领补助会卡住。请提醒户主早去补办。",
            "Without a title document the subsidy may fail. Tell the owner to apply.",
        ),
    ),
    (
        "B02",
        (2, 3, 4),
        Text(
            "一户登记了不止一处房，补助按一户一宅。请问清哪一处是宅基地。",
            "More than one house; the subsidy goes to one. Ask which has the homestead title.",
        ),
    ),
    (
        "B07",
        ("E", "W", "N"),
        Text(
            "正房不朝南的少见，朝向影响太阳进热。请站在堂屋门口再看一次。",
            "A house that does not face south is rare. Look again from the main door.",
        ),
    ),
    (
        "D08",
        ("mould",),
        Text(
            "墙上结露发霉，多半是墙凉、换气少。请拍照，方案里一起治。",
            "Mould points to cold walls and little air. Take a photo; the plan must cure it.",
        ),
    ),
    (
        "L03",
        ("cannot",),
        Text(
            "屋顶不能承重，光伏只能装院里或不装。请告诉户主。",
            "The roof cannot carry panels: the yard, or none. Tell the owner.",
        ),
    ),
    (
        "L06",
        ("lease", "unclear"),
        Text(
            "已有光伏合同，条款不清就不能再签。请先把合同找出来看。",
            "There is a solar contract; sign nothing more before it has been read.",
        ),
    ),
    (
        "M01",
        ("C",),
        Text(
            "C级房要和加固一起做，光做保温不行。请在方案里配上加固。",
            "Grade C: strengthening must be part of the plan.",
        ),
    ),
    (
        "M05",
        ("obvious",),
        Text(
            "裂缝歪斜明显，可能不安全。请拍照，先请人鉴定。",
            "Obvious cracks may be unsafe. Take photos and have the house appraised first.",
        ),
    ),
    (
        "M06",
        ("hist", "relic"),
        Text(
            "受保护的房不许动外立面，外保温做不了。请选室内和设备措施。",
            "A protected building: nothing outside may change. Choose indoor measures.",
        ),
    ),
    (
        "M07",
        ("listed",),
        Text(
            "列入拆迁搬迁，现在改可能白花钱。请先问村委会，考虑暂缓。",
            "Relocation is planned; works may be wasted. Ask the village and consider a pause.",
        ),
    ),
    (
        "N09",
        ("cadre",),
        Text(
            "村干部代答的数不太准，可信度会低。请有空再问户主。",
            "Answers given by others are less certain. Ask the owner when possible.",
        ),
    ),
)
