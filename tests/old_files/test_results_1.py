"""Results kept by the first release are read whole, and open as far as they were kept."""

from pathlib import Path

from app.report.sheet import build_sheet
from app.services.records import (
    assessment_from_bytes,
    assessment_to_bytes,
    plan_from_bytes,
)
from app.services.trace import explain, figures, recomputed
from tests.report.sample import sheet_input

HERE = Path(__file__).parent


def test_an_assessment_of_the_first_release_is_read() -> None:
    found = assessment_from_bytes((HERE / "assessment_1.json").read_bytes())
    assert round(found.phi_hl, 1) == 10192.2
    assert round(found.standard.q_h_nd, 1) == 9352.8
    assert found.heat_load is None and found.moisture is None
    assert found.elements[0].layers == ()
    assert found.elements[0].limits[0].value is None
    assert found.standard.presence == 1.0
    assert assessment_from_bytes(assessment_to_bytes(found)) == found


def test_its_figures_open_without_the_parts_that_were_not_kept() -> None:
    found = assessment_from_bytes((HERE / "assessment_1.json").read_bytes())
    known = figures(found)
    assert {"cost", "need.standard", "kgce", "u.window.S"} <= set(known)
    assert "heat_load" not in known
    assert "u.wall.S" not in known
    for figure in known:
        trace = explain(figure, found)
        again = recomputed(trace)
        assert again is None or abs(again - trace.value) < 1e-6 * max(abs(trace.value), 1.0)


def test_a_plan_of_the_first_release_is_read_and_printed() -> None:
    plan = plan_from_bytes((HERE / "plan_1.json").read_bytes())
    assert plan.packages[0].heat_load is None
    assert build_sheet(sheet_input(plan=plan)).pdf.startswith(b"%PDF")
