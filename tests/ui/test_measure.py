"""The live panel names what is most useful to measure, when there is something to gain."""

from dataclasses import replace
from typing import Any

import pytest

from app.i18n import Text
from app.model.assessment import Assessment, Range
from app.model.uncertainty import Influence, Narrowing, Sensitivity, Uncertainty
from app.services.unknowns import BY_KEY
from app.ui.widgets.live_panel import LivePanel, LiveView
from tests.report.sample import ASSESSMENT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def assessed(*keys: str) -> Assessment:
    how = Text("量", "measure")
    influences = tuple(Influence(k, BY_KEY[k].name, 0.3, ("I07",), how, 0.4) for k in keys)
    measure = (Narrowing(keys, 900.0),) if keys else ()
    cost = Sensitivity("cost", 2000.0, 0.99, influences, measure)
    found = Uncertainty(
        "sobol", 512, 1, 0.1, Range(1.0, 2.0, 3.0), ASSESSMENT.heating_cost, (cost,)
    )
    return replace(ASSESSMENT, uncertainty=found)


def test_the_panel_names_what_to_measure_first(qtbot: Any) -> None:
    panel = LivePanel()
    qtbot.addWidget(panel)
    panel.show_view(LiveView(assessment=assessed("set_point", "air")))
    assert panel.measure.isVisibleTo(panel)
    text = panel.measure.text()
    for key in ("set_point", "air"):
        name = BY_KEY[key].name
        assert name.zh in text or name.en in text


def test_the_line_is_gone_when_nothing_is_to_gain_or_answers_are_missing(qtbot: Any) -> None:
    panel = LivePanel()
    qtbot.addWidget(panel)
    for view in (
        LiveView(),
        LiveView(assessment=ASSESSMENT),
        LiveView(assessment=assessed()),
        LiveView(assessment=assessed("air"), missing=("C02",)),
    ):
        panel.show_view(view)
        assert not panel.measure.isVisibleTo(panel)
