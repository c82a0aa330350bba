"""The main job, whole."""

from pathlib import Path

import pytest

from app.services.demo import run_demo
from app.services.village import stored_plan
from app.store.village import open_village


@pytest.mark.long
def test_the_main_job_makes_every_paper_and_file_and_does_nothing_twice(tmp_path: Path) -> None:
    demo = run_demo(tmp_path)
    assert demo.dwellings == 20
    assert all(path.read_bytes().startswith(b"%PDF") for path in demo.sheets)
    assert {path.suffix for path in demo.exported} == {".json", ".xlsx", ".csv"}
    with open_village(demo.village) as village:
        plans = {row.code: stored_plan(village, row.dwelling_id) for row in village.overview()}
        kept = {code: plan.id for code, plan in plans.items() if plan is not None}
    stopped = [plan for plan in plans.values() if plan is not None and plan.stopped_by is not None]
    assert [plan.stopped_by.rule for plan in stopped if plan.stopped_by] == ["R01"]
    run_demo(tmp_path)
    with open_village(demo.village) as village:
        rows = {row.code: stored_plan(village, row.dwelling_id) for row in village.overview()}
        assert {code: plan.id for code, plan in rows.items() if plan is not None} == kept
