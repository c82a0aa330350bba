"""More modules asked for than a surface holds: how many fit, and what leaves no room for more."""

from collections.abc import Sequence
from dataclasses import replace

from app.i18n import Text
from app.model.assessment import Finding
from app.model.catalogue import PvModule, PvRules
from app.model.solar import Layout, Shortfall, ShortOf, Site
from app.model.stages import stage_specs
from app.model.stages.solar import COUNT, SITE
from app.services.solar_site import Answers, Sited, layouts_on

MOST = 150
"""Modules looked at at most on one surface."""


def shortfall_of(
    asked: int,
    site: Site | None,
    opened: Sequence[Sited],
    answers: Answers,
    rules: PvRules,
    module: PvModule,
    latitude: float,
    empty: Text | None,
) -> Shortfall | None:
    """Return what is missing to ``asked`` modules on ``site``, None where they fit.

    ``opened`` are the layouts at the tilt taken, one a surface; ``empty`` says why there is none.
    """
    layout = next((x.layout for x in opened if x.layout.surface.site == site), None)
    fits = min(len(layout.modules), MOST) if layout is not None else 0
    if asked <= fits:
        return None
    if layout is None or site is None:
        reason = empty or Text("没有能装的面。", "There is no surface for them.")
        return Shortfall(asked, 0, site, "nothing", _sentence(asked, 0, None, reason))
    free = _without_obstacles(layout, answers, rules, module, latitude)
    limit = _limit(layout, free)
    reason = _reason(limit, layout, answers)
    return Shortfall(asked, fits, site, limit, _sentence(asked, fits, site, reason))


def as_finding(short: Shortfall) -> Finding:
    """Return it as a finding of the field in which the number was laid down."""
    return Finding(COUNT, "warn", short.sentence, "", "")


def _without_obstacles(
    layout: Layout, answers: Answers, rules: PvRules, module: PvModule, latitude: float
) -> int:
    """Return how many would fit if nothing stood on the surface."""
    bare = replace(layout.surface, obstacles=())
    made = layouts_on(bare, answers, rules, module, latitude)
    return max(len(item.modules) for item in made if item.tilt == layout.tilt)


def _limit(layout: Layout, free: int) -> ShortOf:
    if len(layout.modules) > MOST:
        return "most"
    if layout.limited:
        return "area"
    if free > len(layout.modules):
        return "obstacles"
    return "edges" if layout.surface.mounting == "flush" else "rows"


def _reason(limit: ShortOf, layout: Layout, answers: Answers) -> Text:
    surface, edge = layout.surface, f"{layout.setback:g} m"
    size = f"{surface.width:.1f} × {surface.height:.1f} m"
    match limit:
        case "most":
            return Text(f"一个面最多算 {MOST} 块。", f"at most {MOST} are worked out on a surface.")
        case "area":
            told = ("", "") if answers.area_told else ("按常用比例", ", the usual share of a roof")
            area = answers.roof_area or 0.0
            return Text(
                f"可装面积（L01）{told[0]}只有 {area:.0f} m²。",
                f"the usable area (L01) is {area:.0f} m²{told[1]}.",
            )
        case "obstacles":
            n = len(surface.obstacles)
            return Text(
                f"这个面 {size}，上面量了 {n} 处东西（TV12）挡着，四边留 {edge}。",
                f"the surface is {size}, {n} measured things stand on it (TV12), {edge} stay free "
                "at the edges.",
            )
        case "rows":
            return Text(
                f"这个面 {size}，四边留 {edge}，排距 {layout.pitch:.1f} m 前后排才不互相遮挡。",
                f"the surface is {size}, {edge} stay free at the edges, and rows stand "
                f"{layout.pitch:.1f} m apart so as not to shade each other.",
            )
    return Text(
        f"这个面 {size}，四边留 {edge}。",
        f"the surface is {size}, and {edge} stay free at the edges.",
    )


def _sentence(asked: int, fits: int, site: Site | None, reason: Text) -> Text:
    declared = stage_specs()[SITE].choice(site) if site is not None else None
    if declared is None:
        return Text(f"要装 {asked} 块光伏板，一块也放不下：{reason.zh}",
                    f"{asked} modules are asked for, none fits: {reason.en}")  # fmt: skip
    zh, en = declared.label.zh, declared.label.en
    return Text(
        f"要装 {asked} 块光伏板，{zh}只放得下 {fits} 块，按 {fits} 块算：{reason.zh}",
        f"{asked} modules are asked for, {fits} fit ({en}) and are counted: {reason.en}",
    )
