"""What the cards and the table say of the steps of one house."""

from app.i18n import gettext as _
from app.i18n import language
from app.model.roadmap import Roadmap, RoadStep, StepState
from app.services.roadmap_text import again_text, relaxed_text, when_text
from app.ui.preferences.table import Line
from app.ui.texts import money, percent
from app.ui.widgets.step_cards import Card


def _state_lines(state: StepState, low: bool) -> tuple[str, ...]:
    """Return how the house stands; in a low window the table tells the rest."""
    cost = _("heating {n} yuan a winter").format(n=money(state.heating_cost))
    if low:
        return (cost,)
    return (
        _("{n} kWh/m² a winter").format(n=f"{state.q_h_nd_per_m2:.0f}"),
        cost,
        _("coldest room {n} ℃ in January, unheated").format(n=f"{state.theta_without:.0f}"),
    )


def today_card(road: Roadmap, low: bool) -> Card:
    """Return the card of the house as it is."""
    state = road.today
    return Card(0, _("House today"), "", state.label.level, "", _state_lines(state, low), ())


def step_card(step: RoadStep, low: bool) -> Card:
    """Return the card of a step; in a ``low`` window with fewer figures."""
    lines = (
        _("{n} yuan, {total} so far").format(
            n=money(step.cost.typical), total=money(step.cost_so_far.typical)
        ),
        _("own cash so far {n} yuan").format(n=money(step.own_cash_so_far or 0.0)),
        _("{n} days of work").format(n=f"{step.days:g}"),
        *_state_lines(step.state, low),
    )
    return Card(
        step.number,
        _("Step {n}").format(n=step.number),
        when_text(step),
        step.state.label.level,
        _("saves {share}").format(share=percent(step.state.saving)),
        lines,
        tuple((m.key, _measure_text(m.name.get(language()), m.where.get(language())))
              for m in step.measures),
        _warning(step),
    )  # fmt: skip


def _measure_text(name: str, where: str) -> str:
    return f"{name} · {where}" if where else name


def _warning(step: RoadStep) -> str:
    parts = [relaxed_text(step.relaxed)] if step.relaxed else []
    if step.again:
        parts.append(again_text(step))
    return "⚠ " + _("; ").join(parts) if parts else ""


def heads() -> tuple[str, ...]:
    """Return the heads of the table that says the same."""
    return (
        _("Step"),
        _("When"),
        _("Measures"),
        _("Days"),
        _("Yuan"),
        _("so far"),
        _("Saves"),
        _("Level"),
        _("kWh/m²"),
        _("Heating, yuan"),
    )


def lines_of(road: Roadmap) -> list[Line]:
    """Return today and the steps as lines of that table."""
    return [_line(road.today), *map(_step_line, road.steps)]


def _line(state: StepState) -> Line:
    cells = (_("House today"), "", "", "", "", "", "", *_figures(state))
    return Line("0", cells)


def _figures(state: StepState) -> tuple[str, ...]:
    return (str(state.label.level), f"{state.q_h_nd_per_m2:.0f}", money(state.heating_cost))


def _step_line(step: RoadStep) -> Line:
    names = _(", ").join(
        _measure_text(m.name.get(language()), m.where.get(language())) for m in step.measures
    )
    warning = _warning(step)
    cells = (
        str(step.number),
        when_text(step),
        f"{names} {warning}".strip(),
        f"{step.days:g}",
        money(step.cost.typical),
        money(step.cost_so_far.typical),
        percent(step.state.saving),
        *_figures(step.state),
    )
    return Line(str(step.number), cells, amber=bool(warning))
