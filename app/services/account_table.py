"""The accounts of a village as a table: one row for each house, state, use and carrier."""

from collections.abc import Iterator

from app.exchange.tables import Cell, Column, Table
from app.i18n import Text
from app.model.account import HouseAccount
from app.services.account import state_account
from app.services.account_text import OTHER_SYSTEMS
from app.services.assess import Context
from app.services.trace_parts import USES
from app.services.village import stored_assessment, stored_plan
from app.store.village import VillageFile

_COLUMNS = (
    Column(Text("户编号", "House code"), width=20),
    Column(Text("状态 (now 现在，其余为方案)", "State (now, or the package)"), width=14),
    Column(Text("用途", "Use"), width=10),
    Column(Text("设备", "System"), width=22),
    Column(Text("能源", "Carrier"), width=16),
    *(Column(Text(f"{m}月 度", f"Month {m} kWh"), "decimal", 10) for m in range(1, 13)),
    Column(Text("全年 度", "Year kWh"), "decimal", 12),
    Column(Text("数量", "Amount"), "decimal", 12),
    Column(Text("单位", "Unit"), width=6),
    Column(Text("标准煤 kgce", "Standard coal kgce"), "decimal", 12),
    Column(Text("二氧化碳 kg", "CO₂ kg"), "decimal", 12),
    Column(Text("花费 元", "Cost yuan"), "decimal", 12),
)


def account_table(village: VillageFile, context: Context) -> Table:
    """Return the accounts of the kept results, in actual use and as warm as now."""
    rows: list[tuple[Cell, ...]] = []
    for row in village.overview():
        assessment = stored_assessment(village, row.dwelling_id)
        if assessment is None:
            continue
        plan = stored_plan(village, row.dwelling_id)
        states = [("now", assessment.actual)]
        states += [(package.key, package.actual) for package in (plan.packages if plan else ())]
        for name, state in states:
            rows.extend(_rows(row.code, name, state_account(state, context), context))
    title = Text("全屋能源账", "Energy account")
    notes = (
        Text(
            f"电折标煤 {context.pack.kgce_electricity.value:g} kgce/kWh（供电），二氧化碳按政策包的"
            "电网区域和年份；花费未扣运行补贴。",
            f"Electricity {context.pack.kgce_electricity.value:g} kgce/kWh (supply), CO₂ by grid "
            "region and year of the policy pack; cost before operating subsidies.",
        ),
    )
    return Table(title, _COLUMNS, tuple(rows), notes)


def _rows(
    code: str, state: str, found: HouseAccount, context: Context
) -> Iterator[tuple[Cell, ...]]:
    catalogue = context.catalogue
    for line in found.lines:
        system = catalogue.systems.get(line.system)
        other = OTHER_SYSTEMS.get(line.system)
        named = system.name.zh if system is not None else other.zh if other else line.system
        yield (
            code, state, USES[line.use].zh, named, catalogue.carriers[line.carrier].name.zh,
            *line.delivered, sum(line.delivered), line.amount, line.unit, line.kgce, line.co2,
            line.cost,
        )  # fmt: skip
