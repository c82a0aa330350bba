"""One file for each household: the fifteen papers it must hold, and what proves each here.

A paper counts when the house has passed the gate that asks for it, or when the program itself
holds what it is made of; whoever keeps the folder still looks whether it lies in it.
"""

from dataclasses import dataclass

from app.i18n import Text

WAY = (
    *("draft", "surveyed", "assessed", "planned", "consented", "construction", "accepted"),
    "verified",
)
"""The states of a house in their order."""
ON_WAY = frozenset((*WAY, "rework"))


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the file: ``since`` is the first state whose gate asks for it.

    ``noted`` names what proves it in any state, empty if only the state does.
    """

    number: int
    name: Text
    since: str
    noted: str = ""


PAPERS = (
    Paper(1, Text("封面和目录", "Cover and contents"), "surveyed"),
    Paper(2, Text("农户申请书", "Application"), "consented"),
    Paper(3, Text("身份证、户口簿登记", "Identity noted"), "consented", "has_id"),
    Paper(4, Text("住宅能耗调查表", "Survey form"), "surveyed"),
    Paper(5, Text("房屋安全鉴定或排查", "Safety appraisal"), "consented", "appraised"),
    Paper(6, Text("住宅能耗评估表", "Assessment sheet"), "assessed"),
    Paper(7, Text("改造方案书", "Retrofit plan"), "planned"),
    Paper(8, Text("评议记录、公示照片", "Review, public notice"), "consented"),
    Paper(9, Text("审批表", "Approval"), "consented"),
    Paper(10, Text("三方协议", "Agreement"), "consented"),
    Paper(11, Text("材料合格证、隐蔽工程照片", "Certificates, concealed work"), "accepted"),
    Paper(12, Text("改造前后对比照片", "Photos before and after"), "accepted"),
    Paper(13, Text("竣工验收表", "Acceptance"), "accepted"),
    Paper(14, Text("资金拨付凭证", "Payment vouchers"), "verified"),
    Paper(15, Text("次年回访记录", "Visit of the next year"), "verified"),
)


def lacking_papers(state: str, noted: frozenset[str]) -> tuple[Paper, ...]:
    """Return the papers still lacking of a house in a state; ``noted`` is what else proves some.

    Rework follows works, so what those asked for is there. A house that is paused or has left
    counts only by what is noted: how far it had come is not in its state.
    """
    way = WAY.index("construction" if state == "rework" else state) if state in ON_WAY else 0
    return tuple(
        paper for paper in PAPERS if WAY.index(paper.since) > way and paper.noted not in noted
    )
