"""Photovoltaics of a surveyed house: what fits, what is refused, what keeps it unsigned."""

import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.errors import RefusedError
from app.model.change import Edit
from app.model.solar import Rect, Solar
from app.model.stages import ObstacleRow, Stages
from app.model.stages.solar import SolarFields
from app.model.survey import VillageValues
from app.model.value import Value, known
from app.services.assess import Context, load_context
from app.services.rule_conditions import PvWorks, Works
from app.services.rules import findings
from app.services.solar import Wish, solar_of
from app.services.solar_village import Asked, dwelling_solar, solar_data
from app.services.trace import recomputed
from app.services.trace_solar import solar_figures
from app.store.village import create_village
from tests.services.surveys import ANSWERS, DWELLING, farmhouse

TODAY = date(2026, 11, 26)
STEEL = {"E01": "gable", "C08": 1.8, "E02": "steel", "L01": 60.0}
SETTLED = {"L03": "ok", "L05": "p60", "L06": "none", "L07": "ok", "R13": "one", "M01": "B"}
CONTRACT = {
    "owner": "family", "borrower": "nobody", "payer": "nobody", "leaks": "company",
    "term": "now", "proof": "yes",
}  # fmt: skip


@pytest.fixture(scope="module")
def context() -> Context:
    return load_context()


def stages(**said: Any) -> Stages:
    return Stages(DWELLING, solar=SolarFields(**{k: known(v) for k, v in said.items()}))


def solar(
    context: Context, said: Stages | None = None, wish: Wish | None = None, **a: Any
) -> Solar:
    return solar_of(farmhouse(**a), VillageValues(), context, said or stages(), wish, today=TODAY)


def test_whole_modules_within_the_usable_area_are_looked_at_one_by_one(context: Context) -> None:
    found = solar(context, **STEEL)
    module = context.pack.pv.chosen()  # type: ignore[union-attr]
    counts = [found.sizes[k].count for k in found.here()]
    assert counts == list(range(1, len(counts) + 1))
    assert counts[-1] <= 60.0 / module.area
    size = found.size
    assert size is not None
    assert size.kwp == pytest.approx(size.count * 0.62)
    assert size.used + size.sold == pytest.approx(size.output)
    assert found.best == found.shown
    detail = found.detail
    assert detail is not None
    assert sum(detail.output) == pytest.approx(size.output)
    months = zip(detail.output, detail.load, detail.used, strict=True)
    assert all(used <= min(made, load) + 1e-9 for made, load, used in months)


def test_the_sweep_holds_every_surface_and_tilt(context: Context) -> None:
    found = solar(context, E01="flat", E02="cast", C08=0.0, L01=90.0, L04=150.0)
    tried = {(size.site, size.tilt) for size in found.sizes}
    tilts = context.pack.pv.mounts["rows"].tilts  # type: ignore[union-attr]
    assert {tilt for site, tilt in tried if site == "flat"} == set(tilts)
    assert {tilt for site, tilt in tried if site == "yard"} == set(tilts)
    assert {layout.surface.site for layout in found.layouts} == {"flat", "yard"}
    worth = [size.case("typical").npv for size in found.sizes if size.fits]
    low = [size.case("low").npv for size in found.sizes if size.fits]
    assert found.advised is not None
    safe = [w for w, worst in zip(worth, low, strict=True) if worst >= 0.0 and w > 0.0]
    assert found.advised.case("typical").npv == pytest.approx(max(safe))


def test_a_roof_that_cannot_carry_leaves_the_yard_or_nothing(context: Context) -> None:
    nothing = solar(context, **{**STEEL, "L03": "cannot"})
    assert nothing.size is None
    assert nothing.empty is not None
    assert "L04" in nothing.empty.en
    yard = solar(context, **{**STEEL, "L03": "cannot", "L04": 120.0})
    assert {size.site for size in yard.sizes} == {"yard"}
    assert yard.roof_load == 0.0


@pytest.mark.parametrize("roof", ["reed_mud_tile", "board_tile"])
def test_no_modules_on_earth_and_timber(context: Context, roof: str) -> None:
    found = solar(context, **{**STEEL, "E02": roof})
    assert found.size is None
    assert found.empty is not None
    assert found.empty.zh.startswith(context.catalogue.rules["R19"].sentence.zh)


def test_a_roof_smaller_than_a_module_is_reported(context: Context) -> None:
    found = solar(context, **{**STEEL, "L01": 2.5})
    assert (found.size, found.best) == (None, None)
    assert found.empty is not None
    assert "smaller than one module" in found.empty.en


def test_it_may_be_signed_only_when_all_is_known_and_no_rule_blocks(context: Context) -> None:
    good = {**STEEL, **SETTLED}
    assert solar(context, stages(**CONTRACT), **good).may_sign
    for field in CONTRACT:
        said = {k: v for k, v in CONTRACT.items() if k != field}
        open_one = solar(context, stages(**said), **good)
        assert not open_one.may_sign, field
        assert open_one.size is not None  # sizing works all the same
    for field, bad in (
        ("L03", "unseen"), ("L03", "strength"), ("L06", "lease"), ("L06", "unclear"),
        ("L07", "cannot"), ("L07", "unasked"), ("L05", "unk"), ("M01", "unk"),
    ):  # fmt: skip
        assert not solar(context, stages(**CONTRACT), **{**good, field: bad}).may_sign, field


def test_a_family_does_not_pay_for_a_company_s_plant(context: Context) -> None:
    for field in ("borrower", "payer", "leaks"):
        said = {**CONTRACT, "owner": "company", field: "family"}
        found = solar(context, stages(**said), **STEEL, **SETTLED)
        assert not found.may_sign
        assert [q.field for q in found.questions if q.state == "bad"] != []


def test_a_battery_by_the_bed_is_refused_and_its_place_is_asked(context: Context) -> None:
    held = {**CONTRACT, "battery": 5.0}
    asked = solar(context, stages(**held), **STEEL, **SETTLED)
    assert [q.field for q in asked.questions if q.state == "unknown"] == ["TV9"]
    for place, fine in (("outside", True), ("bedroom", False), ("exit", False), ("stove", False)):
        found = solar(context, stages(**held, place=place), **STEEL, **SETTLED)
        assert found.may_sign is fine
        assert ("R26" in {item.rule for item in found.findings}) is not fine


def test_a_negative_battery_is_refused(context: Context) -> None:
    with pytest.raises(RefusedError, match="TV8"):
        solar(context, wish=Wish(battery=-5.0), **STEEL)


def test_the_meter_decides_what_the_heat_pump_takes_from_the_sun(context: Context) -> None:
    heated = {**STEEL, "I01": "ashp_a", "K04": "tou"}
    one = solar(context, wish=Wish(count=8), **heated, R13="one")
    apart = solar(context, wish=Wish(count=8), **heated, R13="heating")
    assert one.size is not None
    assert apart.size is not None
    assert one.size.output == apart.size.output
    assert one.size.used > 1.5 * apart.size.used
    assert [part.reached for part in one.loads if part.use == "heating"] == [True]
    assert [part.reached for part in apart.loads if part.use == "heating"] == [False]


def test_the_plant_is_sized_together_with_the_heat_pump(context: Context) -> None:
    found = solar(context, **STEEL)
    now, pump = found.beside
    assert now.load < pump.load
    assert now.count is not None
    assert pump.count is not None
    assert pump.count >= now.count


def test_one_phase_limits_the_size(context: Context) -> None:
    wide = {**STEEL, "E01": "mono", "L01": 200.0}
    one, three = solar(context, **wide, L05="p40"), solar(context, **wide, L05="p3")
    limit = 8.0 * 1.15  # 8 kW on one phase, modules 1.15 times the inverter
    assert max(s.kwp for s in one.sizes if s.fits) <= limit
    assert any(not s.fits for s in one.sizes)
    assert all(s.fits for s in three.sizes)


def test_an_old_pack_without_rules_takes_those_of_the_program(context: Context) -> None:
    old = replace(context, pack=msgspec.structs.replace(context.pack, pv=None))
    assert solar(old, **STEEL).sizes == solar(context, **STEEL).sizes


def test_shade_and_a_house_opposite_cost_yield(context: Context) -> None:
    def per_kw(**answers: Any) -> float:
        size = solar(context, **{**STEEL, **answers}).size
        assert size is not None
        return size.output / size.kwp

    bare = per_kw()
    assert per_kw(L02="most") < per_kw(L02="half") < bare
    assert per_kw(R02=4.0, R03=9.0) < bare


def test_what_was_laid_down_is_at_hand(context: Context) -> None:
    found = solar(context, stages(count=3, site="back", ownership="rent"), **STEEL)
    assert found.size is not None
    assert (found.size.count, found.size.site, found.ownership) == (3, "back", "rent")
    low, typical, high = found.size.rent_npv
    assert 0.0 < low < typical < high
    assert found.with_count(5).size.count == 5  # type: ignore[union-attr]


def test_all_roof_loads_are_summed(context: Context) -> None:
    catalogue = context.catalogue
    roof = next(
        m for m in catalogue.measures.values()
        if m.category == "roof" and m.dead_load is not None and 0.2 < m.dead_load.typical <= 0.5
    )  # fmt: skip
    survey = farmhouse(**STEEL, **SETTLED)
    pv = PvWorks(on_roof=True, dead_load=0.2)

    def rules(works: Works) -> set[str]:
        return {item.rule for item in findings(survey, catalogue, "consented", works)}

    assert roof.dead_load is not None
    alone, together = Works((roof,)), Works((roof,), pv=replace(pv, dead_load=0.45))
    assert "R16" not in rules(Works(pv=pv))
    assert "R16" not in rules(alone)
    assert "R16" in rules(together)
    assert "R16" not in rules(replace(together, calculated=True))
    assert "R16" not in rules(replace(together, pv=replace(pv, on_roof=False)))
    found = solar(context, wish=Wish(measures=(roof,)), **STEEL)
    assert found.roof_load == pytest.approx(roof.dead_load.typical + 0.2)


def test_measured_obstacles_take_the_place_of_the_usual_share(context: Context) -> None:
    bare = {**STEEL}
    del bare["L01"]
    chimney = ObstacleRow("o", known("front"), known(8.0), known(0.2), known(0.6), known(3.8))
    usual = solar(context, **bare)
    measured = solar(context, replace(stages(), obstacles=(chimney,)), **bare)
    layout = next(x for x in measured.layouts if x.surface.site == "front")
    assert layout.surface.obstacles == (Rect(8.0, 0.2, 0.6, 3.8),)
    assert not any(r.x < 8.6 and r.x + r.width > 8.0 for r in layout.modules)
    first = next(x for x in usual.layouts if x.surface.site == "front")
    assert first.limited
    assert len(layout.modules) > len(first.modules)
    told = solar(context, replace(stages(), obstacles=(chimney,)), **STEEL)
    module = context.pack.pv.chosen()  # type: ignore[union-attr]
    assert max(size.count for size in told.sizes) <= 60.0 / module.area
    half = replace(chimney, width=Value())  # not complete: it counts for nothing
    open_one = solar(context, replace(stages(), obstacles=(half,)), **bare)
    assert all(not x.surface.obstacles for x in open_one.layouts)


@pytest.mark.parametrize(
    ("answers", "limit", "said"),
    [
        ({**STEEL, "L01": 20.0}, "area", "the usable area (L01) is 20 m²."),
        ({**STEEL, "L01": None}, "area", "the usual share of a roof"),
        ({**STEEL, "L01": 900.0}, "edges", "stay free at the edges."),
        ({"E01": "flat", "E02": "cast", "C08": 0.0, "L01": 900.0}, "rows", "shade each other"),
        ({**STEEL, "L03": "cannot"}, "nothing", "none fits"),
    ],
)
def test_more_modules_than_fit_are_told_with_what_limits_them(
    context: Context, answers: dict[str, Any], limit: str, said: str
) -> None:
    answers = {field: value for field, value in answers.items() if value is not None}
    found = solar(context, stages(count=80), **answers)
    short = found.shortfall
    assert short is not None
    assert (short.asked, short.limit) == (80, limit)
    assert short.fits == (len(found.layout.modules) if found.layout is not None else 0)
    assert short.fits == (found.size.count if found.size is not None else 0)
    assert said in short.sentence.en
    assert "80 块" in short.sentence.zh
    told = [item for item in found.findings if item.rule == "TV7"]
    assert [(item.severity, item.sentence) for item in told] == [("warn", short.sentence)]
    if short.fits:
        fitting = solar(context, stages(count=short.fits), **answers)
        assert fitting.shortfall is None
        assert "TV7" not in {item.rule for item in fitting.findings}


def test_what_stands_on_the_roof_is_named_where_it_takes_the_room(context: Context) -> None:
    heater = ObstacleRow("o", known("front"), known(6.0), known(0.2), known(4.0), known(3.8))
    roof = {**STEEL, "L01": 900.0}
    found = solar(context, replace(stages(count=80, site="front"), obstacles=(heater,)), **roof)
    assert found.shortfall is not None
    assert found.shortfall.limit == "obstacles"
    bare = solar(context, stages(count=80, site="front"), **roof).shortfall
    assert bare is not None
    assert (bare.limit, bare.fits > found.shortfall.fits) == ("edges", True)


def test_strengthening_settles_the_roof(context: Context) -> None:
    survey = farmhouse(**{**STEEL, **SETTLED, "L03": "strength"})
    steps = (context.catalogue.measures["STR_ROOF"],)
    pv = PvWorks(on_roof=True, dead_load=0.2)
    bare, done = (
        {item.rule for item in findings(survey, context.catalogue, "consented", works)}
        for works in (Works(pv=pv), Works(steps, pv=pv))
    )
    assert "R18" in bare
    assert "R18" not in done


def test_protected_houses_show_no_modules(context: Context) -> None:
    for code, rule in (("hist", "R07"), ("trad", "R08")):
        found = solar(context, stages(**CONTRACT), **{**STEEL, **SETTLED, "M06": code})
        assert rule in {item.rule for item in found.findings}
        assert not found.may_sign


def test_prices_and_notes_tell_where_they_are_from(context: Context) -> None:
    found = solar(context, **STEEL)
    by_key = {item.key: item for item in found.prices}
    assert {"step1", "market", "capex", "upkeep", "rent"} <= set(by_key)
    assert "mechanism" not in by_key  # nothing is announced for 2027
    assert all(item.source.zh and item.mark for item in found.prices)
    assert found.notes[0].en == "The return is not guaranteed."
    assert any("2027-02" in note.en for note in found.notes)
    before = solar_of(
        farmhouse(**STEEL), VillageValues(), context, stages(), today=date(2026, 5, 1)
    )
    assert "mechanism" in {item.key for item in before.prices}


def test_its_data_are_plain_and_finite(context: Context) -> None:
    data = solar_data(solar(context, **STEEL))
    text = json.dumps(data, allow_nan=False)
    assert json.loads(text)["at_hand"]["count"] == data["advised"]["count"]
    assert len(data["at_hand"]["flow"]["typical"]) == 26
    assert all("flow" not in case for size in data["sizes"] for case in size["money"])


def test_the_figures_open_and_work_out_again(context: Context) -> None:
    found = solar(context, **STEEL)
    figures = {key: make() for key, make in solar_figures(found).items()}
    assert {"solar.yield", "solar.used", "solar.saved", "solar.cost", "solar.first_year"} <= set(
        figures
    )
    for key, trace in figures.items():
        again = recomputed(trace)
        if again is not None:
            assert again == pytest.approx(trace.value, rel=1e-9), key
    size = found.size
    assert size is not None
    flow = size.case("typical").flow
    assert figures["solar.payback"].value == size.case("typical").payback
    year = math.floor(figures["solar.payback"].value)
    assert flow[year] <= 0.0 <= flow[year + 1]


def test_nothing_but_the_survey_is_needed_on_disk(tmp_path: Path, context: Context) -> None:
    """A village file keeps what was laid down, and the service reads it from there."""
    with create_village(tmp_path / "v", "官道村", operator="李") as village:
        _home, dwelling = village.add_household("李")
        answers = {**ANSWERS, "I01": "elec", "L06": "none", **STEEL}
        edits = [Edit(field, known(value)) for field, value in answers.items()]
        village.commit(dwelling, [*edits, Edit("TV7", known(2))], operator="李", label="x")
        found = dwelling_solar(village, dwelling, context, today=TODAY)
        assert found.size is not None
        assert (found.size.count, found.laid) == (2, 2)
        more = dwelling_solar(village, dwelling, context, asked=Asked(count=6), today=TODAY)
        assert more.size is not None
        assert more.size.count == 6
        heating = next(part.amount for part in found.loads if part.use == "heating")
        assert heating > 0.0
