"""Stage fields TC1 to TC8: application, review, public notice, consent, approval, agreement."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.choices import choice
from app.model.survey.spec import AskedWhen, FieldClass, FieldSpec, Kind, Limits, declare
from app.model.value import Value

APPLIED, REVIEWED, PRESENT = "TC1", "TC2A", "TC2B"
NOTICE_FROM, NOTICE_TO, NOTICE_PHOTO = "TC3A", "TC3B", "TC4"
SIGNED, WAY_SIGNED = "TC5A", "TC5B"
WITNESSES = ("TC5C", "TC5D")
PROXY, AUTHORISED = "TC5E", "TC5F"
TOWN_NO, DISTRICT_NO, AGREEMENT_NO = "TC6A", "TC6B", "TC7"
LISTED_ONLY, REPORTED_TO = "TC8A", "TC8B"
THUMB, BY_PROXY = "thumb", "proxy"


@dataclass(frozen=True, slots=True)
class ConsentFields:
    """What a consent rests on. TC4, the photo of the notice, stands among the photos."""

    applied: Value[str] = declare(
        FieldSpec(
            APPLIED,
            Kind.DATE,
            Text("申请书日期", "Application date"),
            Text("户主交申请书的那天。", "The day on which the owner applied."),
            FieldClass.ESSENTIAL,
            why=("archive",),
        )
    )
    reviewed: Value[str] = declare(
        FieldSpec(
            REVIEWED,
            Kind.DATE,
            Text("村评议日期", "Village review"),
            Text(
                "开评议会的那天；本地不要评议就空着。",
                "Day of the meeting, if one is asked.",
            ),
            FieldClass.ESSENTIAL,
            why=("archive",),
        )
    )
    present: Value[int] = declare(
        FieldSpec(
            PRESENT,
            Kind.INTEGER,
            Text("评议参会人数", "People at the review"),
            Text("照签到表数。", "As in the list of those present."),
            FieldClass.ESSENTIAL,
            unit="人",
            hard=Limits(1, 2000),
            soft=Limits(5, 300),
            why=("archive",),
        )
    )
    notice_from: Value[str] = declare(
        FieldSpec(
            NOTICE_FROM,
            Kind.DATE,
            Text("公示从", "Public notice from"),
            Text("贴出来的那天，当天算一天。", "Day on which it was put up; that day counts."),
            FieldClass.ESSENTIAL,
            why=("archive",),
        )
    )
    notice_to: Value[str] = declare(
        FieldSpec(
            NOTICE_TO,
            Kind.DATE,
            Text("公示到", "Public notice to"),
            Text("撤下来的那天，当天算一天。", "Day on which it was taken down; that day counts."),
            FieldClass.ESSENTIAL,
            why=("archive",),
        )
    )
    signed: Value[str] = declare(
        FieldSpec(
            SIGNED,
            Kind.DATE,
            Text("同意书签署日期", "Consent signed"),
            Text("公示满了才签。", "Only when the notice has run its time."),
            FieldClass.ESSENTIAL,
            why=("archive",),
        )
    )
    way: Value[str] = declare(
        FieldSpec(
            WAY_SIGNED,
            Kind.CHOICE,
            Text("怎么签的", "Way of signing"),
            Text("按手印要两个见证人；代签要授权书。", "Thumbprint: two witnesses. Proxy: letter."),
            FieldClass.ESSENTIAL,
            choices=(
                choice("sign", "签字", "Signature"),
                choice(THUMB, "按手印", "Thumbprint"),
                choice(BY_PROXY, "代签", "By proxy"),
            ),
            why=("archive", "compliance"),
        )
    )
    first_witness: Value[str] = declare(
        FieldSpec(
            WITNESSES[0],
            Kind.TEXT,
            Text("见证人一", "Witness 1"),
            Text("姓名。按手印时要两个。", "Name. Two are needed for a thumbprint."),
            FieldClass.CONDITIONAL,
            asked_when=AskedWhen(WAY_SIGNED, (THUMB,)),
            max_length=30,
            personal=True,
            why=("archive",),
        )
    )
    second_witness: Value[str] = declare(
        FieldSpec(
            WITNESSES[1],
            Kind.TEXT,
            Text("见证人二", "Witness 2"),
            Text("和见证人一不是同一个人。", "Another person than witness 1."),
            FieldClass.CONDITIONAL,
            asked_when=AskedWhen(WAY_SIGNED, (THUMB,)),
            max_length=30,
            personal=True,
            why=("archive",),
        )
    )
    proxy: Value[str] = declare(
        FieldSpec(
            PROXY,
            Kind.TEXT,
            Text("代签人和关系", "Signed by, relation"),
            Text("例：王小明，儿子。", "For example: Wang Xiaoming, son."),
            FieldClass.CONDITIONAL,
            asked_when=AskedWhen(WAY_SIGNED, (BY_PROXY,)),
            max_length=40,
            personal=True,
            why=("archive", "compliance"),
        )
    )
    authorised: Value[bool] = declare(
        FieldSpec(
            AUTHORISED,
            Kind.TICK,
            Text("有授权书", "Letter of authorisation"),
            Text("户主写的授权书已收。", "The owner's letter is held."),
            FieldClass.CONDITIONAL,
            asked_when=AskedWhen(WAY_SIGNED, (BY_PROXY,)),
            why=("compliance",),
        )
    )
    town_no: Value[str] = declare(
        FieldSpec(
            TOWN_NO,
            Kind.TEXT,
            Text("乡镇审批编号", "Approval no. of the town"),
            Text("照批件写。", "As on the approval."),
            FieldClass.ESSENTIAL,
            max_length=40,
            why=("G",),
        )
    )
    district_no: Value[str] = declare(
        FieldSpec(
            DISTRICT_NO,
            Kind.TEXT,
            Text("区审批编号", "Approval no. of the district"),
            Text("照批件写。", "As on the approval."),
            FieldClass.ESSENTIAL,
            max_length=40,
            why=("G",),
        )
    )
    agreement_no: Value[str] = declare(
        FieldSpec(
            AGREEMENT_NO,
            Kind.TEXT,
            Text("协议编号", "Agreement no."),
            Text("村、户、施工方(或乡镇)三方。", "Village, family, contractor (or town)."),
            FieldClass.ESSENTIAL,
            max_length=40,
            why=("archive",),
        )
    )
    listed_only: Value[bool] = declare(
        FieldSpec(
            LISTED_ONLY,
            Kind.TICK,
            Text("只同意所列措施", "Only what is listed"),
            Text("纸上逐项打了勾；没列的不做。", "Ticked one by one; nothing else is done."),
            FieldClass.ESSENTIAL,
            why=("compliance",),
        )
    )
    reported_to: Value[tuple[str, ...]] = declare(
        FieldSpec(
            REPORTED_TO,
            Kind.MULTI,
            Text("信息可以报给", "Data may be given to"),
            Text("照纸上打的勾；都没打就空着。", "As ticked on the paper; blank for nobody."),
            FieldClass.OPTIONAL,
            choices=(
                choice("village", "本村", "Village"),
                choice("town", "乡镇", "Town"),
                choice("district", "区", "District"),
            ),
            why=("compliance",),
        )
    )
