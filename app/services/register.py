"""The register of a village as a table: one row for each dwelling, names masked."""

from collections.abc import Collection

from app.exchange.tables import Cell, Column, Table
from app.i18n import Text
from app.model.assessment import Assessment, Plan
from app.model.survey import spec, value_of
from app.services.account import state_account
from app.services.assess import Context, resolved_survey
from app.services.village import Progress, stored_assessment, stored_plan
from app.store.village import VillageFile

_COLUMNS = (
    Column(Text("户编号", "House code"), width=20),
    Column(Text("户主", "Head of household"), width=10),
    Column(Text("组/门牌", "Group / door no."), width=14),
    Column(Text("状态", "State"), width=10),
    Column(Text("建成年份", "Year built"), "integer", 9),
    Column(Text("建筑面积 m²", "Floor area m²"), "decimal", 11),
    Column(Text("取暖面积 m²", "Heated area m²"), "decimal", 11),
    Column(Text("主要取暖方式", "Main heating"), width=18),
    Column(Text("危险等级", "Danger grade"), width=9),
    Column(Text("取暖需热量 度/m²·冬 (标准)", "Heating need kWh/m² (standard)"), "decimal", 14),
    Column(Text("一冬取暖花费 元 (现在)", "Heating cost yuan/winter (now)"), "integer", 13),
    Column(Text("设计热负荷 kW", "Design heat load kW"), "decimal", 11),
    Column(Text("方案", "Package"), width=36),
    Column(Text("节能率 (需热量)", "Saving (heating need)"), "percent", 11),
    Column(Text("节能率 (标准煤)", "Saving (standard coal)"), "percent", 11),
    Column(Text("达标把握", "Chance of passing"), "percent", 10),
    Column(Text("造价 低 元", "Cost low yuan"), "integer", 11),
    Column(Text("造价 一般 元", "Cost typical yuan"), "integer", 11),
    Column(Text("造价 高 元", "Cost high yuan"), "integer", 11),
    Column(Text("标准煤 kgce/年 (现在)", "Standard coal kgce/a (now)"), "integer", 12),
    Column(Text("二氧化碳 kg/年 (现在)", "CO₂ kg/a (now)"), "integer", 12),
    Column(Text("用电占比 终端能耗 (现在)", "Electricity of final energy (now)"), "percent", 12),
    Column(Text("用电占比 一次能源 (现在)", "Electricity of primary energy (now)"), "percent", 12),
    Column(Text("标准煤 kgce/年 (改后)", "Standard coal kgce/a (afterwards)"), "integer", 12),
    Column(Text("二氧化碳 kg/年 (改后)", "CO₂ kg/a (afterwards)"), "integer", 12),
    Column(Text("可信度", "Confidence"), "integer", 8),
    Column(Text("评估日期", "Assessed on"), width=12),
)


def register_table(
    village: VillageFile,
    context: Context,
    only: Collection[str] | None = None,
    progress: Progress | None = None,
) -> Table:
    """Return the register with the newest kept results, of the dwellings ``only`` if given."""
    chosen = [row for row in village.overview() if only is None or row.dwelling_id in only]
    rows = []
    for number, row in enumerate(chosen):
        rows.append(_row(village, row.dwelling_id, row.code, row.state, context))
        if progress is not None:
            progress((number + 1) / len(chosen))
    title = Text("村汇总表", "Village register")
    notes = [
        Text(
            f"政策包 {context.pack.id} {context.pack.version}；目录 {context.catalogue.version}；"
            "造价和热价为可改的默认值；节能率按同样天气、同样屋子、同样温度计算。",
            f"Policy pack {context.pack.id} {context.pack.version}; catalogue "
            f"{context.catalogue.version}; costs and prices are editable defaults; savings at the "
            "same weather, rooms and temperature.",
        )
    ]
    if village.practice:
        notes.append(Text("练习用样例村，不是真实农户。", "Practice village: not real households."))
    return Table(title, _COLUMNS, tuple(rows), tuple(notes))


def _row(
    village: VillageFile, dwelling_id: str, code: str, state: str, context: Context
) -> tuple[Cell, ...]:
    survey = resolved_survey(village.survey(dwelling_id), village.village_values(), context)

    def number(field: str) -> float | None:
        found = value_of(survey, field).value
        return found if isinstance(found, int | float) else None

    def label(field: str) -> str:
        choice = spec(field).choice(str(value_of(survey, field).value))
        return choice.label.zh if choice else ""

    return (
        code,
        mask_name(value_of(survey, "A02").value),
        str(value_of(survey, "A05").value or ""),
        state,
        number("B04"),
        number("C06"),
        number("C07"),
        label("I01"),
        label("M01"),
        *_results(
            stored_assessment(village, dwelling_id), stored_plan(village, dwelling_id), context
        ),
    )


def _results(
    assessment: Assessment | None, plan: Plan | None, context: Context
) -> tuple[Cell, ...]:
    if assessment is None:
        return (None,) * 18
    used = assessment.actual.account
    shares = state_account(assessment.actual, context).shares
    package = plan.packages[0] if plan is not None and plan.packages else None
    measures = "、".join(measure.name.zh for measure in package.measures) if package else ""
    if plan is not None and plan.stopped_by is not None:
        measures = plan.stopped_by.sentence.zh
    return (
        assessment.standard.q_h_nd_per_m2,
        assessment.heating_cost.typical,
        assessment.phi_hl / 1000,
        measures,
        package.saving_shown.typical if package else None,
        package.saving_overall.typical if package else None,
        package.probability if package else None,
        package.cost.low if package else None,
        package.cost.typical if package else None,
        package.cost.high if package else None,
        used.kgce,
        used.co2,
        shares.electricity_final,
        shares.electricity_primary,
        package.actual.account.kgce if package else None,
        package.actual.account.co2 if package else None,
        assessment.confidence.points,
        assessment.at[:10],
    )


def mask_name(name: object) -> str:
    """Return a name with all but its first character hidden."""
    text = str(name or "")
    return text[:1] + "＊" * (len(text) - 1)
