"""Windows, doors, winter covers and the glazed gallery of a survey."""

from collections.abc import Iterator
from dataclasses import replace

from app.model.catalogue import FrameJoint, WindowSpec
from app.model.house import AddOn, OpeningGroup, Side, Sunspace
from app.model.survey import rows
from app.services.answers import Answers

DOOR_WIDTH, DOOR_HEIGHT = 1.2, 2.1
WINDOW_DEFAULT = 1.5
"""Width and height of a window nobody measured [m]."""
SILL_BACK = 1.2
GALLERY_DEPTH = 1.5


def openings_of(answers: Answers) -> tuple[OpeningGroup, ...]:
    """Return all windows and doors of the main building."""
    joint: FrameJoint = "foamed" if "opening" in (answers.get("B10") or ()) else "old"
    covers = tuple(answers.get("F11") or ())
    windows = tuple(_dressed(group, covers, answers, joint) for group in _surveyed(answers))
    return (*windows, _door(answers, covers, joint))


def _surveyed(answers: Answers) -> Iterator[OpeningGroup]:
    """Yield a group for every window row with windows."""
    used: dict[str, int] = {}
    for row in rows(answers.survey, "window"):
        count = answers.get("W05", row.id)
        side = answers.get("W01", row.id)
        if not count or side is None:
            continue
        code = answers.get("W02", row.id) or answers.get("F01")
        spec = _window(answers, code, side)
        width = answers.need("W03", WINDOW_DEFAULT, "窗宽未知时按1.5 m", row.id)
        height = answers.need("W04", WINDOW_DEFAULT, "窗高未知时按1.5 m", row.id)
        number = used[side] = used.get(side, 0) + 1
        name = f"window.{side}" if number == 1 else f"window.{side}{number}"
        provenance = answers.provenance("W02", row.id)
        yield _group(name, side, spec, float(width), float(height), int(count), provenance, row.id)


def _window(answers: Answers, code: str | None, side: Side) -> WindowSpec:
    """Return the catalogue window; the house type's own where it is of this code."""
    archetype, catalogue = answers.archetype, answers.catalogue
    typical = archetype.fields.get("F01")
    own = archetype.window_n if side == "N" else archetype.window_s
    answer = catalogue.answer("F01", code) if code else None
    if answer is None or (typical is not None and typical.value == code):
        return catalogue.windows[own.value]
    return catalogue.windows[answer.target]


def _group(
    name: str,
    side: Side,
    spec: WindowSpec,
    width: float,
    height: float,
    count: int,
    provenance: str,
    row: str,
) -> OpeningGroup:
    return OpeningGroup(
        id=name,
        kind="door" if spec.kind == "door" else "window",
        side=side,
        spec=spec.id,
        u_value=spec.u_value.value,
        g_value=spec.g_whole.value,
        q1=spec.q1.value,
        crack=spec.crack.value,
        width=width,
        height=height,
        count=count,
        sill=SILL_BACK if side == "N" else 0.9,
        provenance=provenance,
        row=row,
    )


def _dressed(
    group: OpeningGroup, covers: tuple[str, ...], answers: Answers, joint: FrameJoint
) -> OpeningGroup:
    """Return the windows with gaps, joints and what hangs before them in winter.

    Curtains and plastic sheet on all windows, insulation board outside on those of the back.
    """
    wanted: list[str] = [code for code in ("curtain", "plastic") if code in covers]
    if "board" in covers and group.side == "N":
        wanted.append("board")
    return _with(group, wanted, answers, str(answers.get("F12") or "avg"), joint)


def _with(
    group: OpeningGroup, codes: list[str], answers: Answers, gap: str, joint: FrameJoint
) -> OpeningGroup:
    addons = []
    for code in codes:
        answer = answers.catalogue.answer("F11", code)
        if answer is not None:
            addons.append(AddOn(answer.target, answers.catalogue.addons[answer.target].schedule))
    return replace(group, addons=tuple(addons), gap_class=gap, frame_joint=joint)


def _door(answers: Answers, covers: tuple[str, ...], joint: FrameJoint) -> OpeningGroup:
    catalogue, archetype = answers.catalogue, answers.archetype
    code = answers.get("F09")
    typical = archetype.fields.get("F09")
    answer = catalogue.answer("F09", code) if code else None
    own = answer is None or (typical is not None and typical.value == code)
    spec = catalogue.windows[archetype.door.value if own or answer is None else answer.target]
    count = int(answers.need("F10", 1, "外门数未知时按1樘"))
    answers.rule("door.size", f"{DOOR_WIDTH}x{DOOR_HEIGHT}", "m", "外门尺寸按1.2×2.1 m")
    group = _group(
        "door.S", "S", spec, DOOR_WIDTH, DOOR_HEIGHT, count, answers.provenance("F09"), ""
    )
    quilt = ["quilt"] if "quilt" in covers else []
    return _with(group, quilt, answers, "", joint)


def sunspace_of(answers: Answers) -> Sunspace | None:
    """Return the glazed gallery, None when there is none."""
    if answers.get("B12") != "glazed":
        return None
    archetype, catalogue = answers.archetype, answers.catalogue
    glass = archetype.gallery_glass.value if archetype.gallery_glass else "sunspace_glass_single"
    usual = archetype.gallery_depth.value if archetype.gallery_depth else GALLERY_DEPTH
    depth = float(answers.need("R05", usual, "前廊进深未知时按房屋类型或1.5 m"))
    answers.rule("sunspace.glass", glass, "", "前廊玻璃按房屋类型或单玻铝合金")
    spec = catalogue.windows[glass]
    return Sunspace(
        glass, spec.u_value.value, spec.g_whole.value, spec.q1.value, spec.crack.value, depth
    )


def eaves_of(answers: Answers, *, pitched: bool) -> float:
    """Return the depth of the eaves [m]; an open gallery is one deep eave."""
    if answers.get("B12") == "open":
        return float(answers.need("R05", 1.2, "敞廊进深未知时按1.2 m"))
    usual = 0.4 if pitched else 0.2
    return float(answers.need("R01", usual, "檐口未知时坡顶按0.4 m、平顶按0.2 m"))
