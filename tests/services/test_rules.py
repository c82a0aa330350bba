from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from app.model.catalogue import Catalogue, Stage
from app.model.change import Edit
from app.model.survey import Survey, apply_edit, blank_survey, with_value
from app.model.value import known
from app.services.rule_conditions import CONDITIONS, NOT_EVALUATED, Facts, Works
from app.services.rules import ASKED, COUPLED, couple, excluded_by_rule, findings, stop
from app.store.catalogue import load_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def _survey(**answers: Any) -> Survey:
    survey = blank_survey("d")
    sound = {"M01": "B", "I10": "na", "M05": "none", "M06": "no", "M07": "none"}
    for field, value in {**sound, **answers}.items():
        survey = with_value(survey, field, known(value))
    return survey


def _works(catalogue: Catalogue, *ids: str, **facts: Any) -> Works:
    return Works(tuple(catalogue.measures[item] for item in ids), **facts)


def _ids(
    catalogue: Catalogue, survey: Survey, works: Works | None = None, stage: Stage = "planned"
) -> set[str]:
    return {finding.rule for finding in findings(survey, catalogue, stage, works)}


def test_every_rule_is_coded_or_named_as_not_evaluated(catalogue: Catalogue) -> None:
    assert set(CONDITIONS) | set(NOT_EVALUATED) == set(catalogue.rules)
    assert not set(CONDITIONS) & set(NOT_EVALUATED)


def test_a_sound_house_without_works_has_no_findings(catalogue: Catalogue) -> None:
    assert _ids(catalogue, _survey()) == set()


@pytest.mark.parametrize(
    ("rule", "answers", "others"),
    [
        ("R01", {"M01": "D"}, {"M01": "C"}),
        ("R02", {"M01": "C"}, {"M01": "B"}),
        ("R03", {"M01": "unk"}, {"M01": "A"}),
        ("R06", {"M07": "listed"}, {"M07": "none"}),
        ("R09", {"M01": "C"}, {"M01": "B"}),
        ("R11", {"I10": "bad"}, {"I10": "ok_alarm"}),
        ("R15", {"I10": "ok_noalarm"}, {"I10": "ok_alarm"}),
        ("R20", {"L06": "unclear"}, {"L06": "own"}),
        ("R45", {"A07": 2, "I07": 12.0}, {"A07": 2, "I07": 17.0}),
        ("R46", {"M05": "obvious"}, {"M05": "fine"}),
    ],
)
def test_rules_about_the_house(
    rule: str, answers: dict[str, Any], others: dict[str, Any], catalogue: Catalogue
) -> None:
    assert rule in _ids(catalogue, _survey(**answers))
    assert rule not in _ids(catalogue, _survey(**others))


@pytest.mark.parametrize(
    ("rule", "answers", "measures", "harmless"),
    [
        ("R07", {"M06": "hist"}, ("W_EPS80",), ("C_GW100",)),
        ("R08", {"M06": "trad"}, ("WIN_PVC12",), ("WIN_ADD",)),
        ("R10", {"I10": "ok_alarm"}, ("WIN_SEAL",), ("WIN_SEAL", "INLET", "DRAFT_TEST")),
        ("R12", {"I10": "ok_alarm"}, ("DOOR_INS",), ("DOOR_INS", "STOVE_OUT")),
        ("R14", {}, ("KANG",), ("KANG", "DRAFT_TEST")),
        ("R16", {}, ("R_XPS80", "C_NEW_GW100"), ("R_STRIP_XPS80",)),
        ("R17", {"L03": "cannot"}, ("R_XPS80",), ("C_GW100",)),
        ("R22", {"I10": "ok_alarm"}, ("W_IN_EPS50",), ("W_IN_VM30",)),
        ("R17", {"L03": "strength"}, ("R_XPS80",), ("R_XPS80", "STR_ROOF")),
        ("R23", {}, ("C_PU",), ("W_IN_EPS50",)),
        ("R33", {"E06": "some"}, ("R_XPS80",), ("R_XPS80", "REP_ROOF_LOCAL")),
        ("R34", {"D08": "damp"}, ("W_EPS80",), ("W_EPS80", "REP_DAMP")),
        ("R34", {"D08": "loose"}, ("W_IN_EPS50",), ("W_IN_EPS50", "REP_RENDER")),
        ("R33", {"E06": "bad"}, ("R_XPS80",), ("W_EPS80",)),
        ("R34", {"D08": "damp"}, ("W_EPS80",), ("R_XPS80",)),
        ("R37", {"M08": "yes"}, ("F_PERIM",), ("W_EPS80",)),
        ("R37", {"M08": "yes"}, ("F_PERIM",), ("F_PERIM", "REP_DRAIN")),
        ("R43", {}, ("SUN_SINGLE",), ("WIN_PVC12",)),
        ("R43", {}, ("R_SLOPE",), ("R_XPS80",)),
        ("R44", {"D01": "adobe"}, ("W_EPS80",), ("W_IN_VM30",)),
        ("R44", {"D01": "adobe"}, ("W_EPS80",), ("W_EPS80", "ANCHOR_TEST")),
        ("R49", {"M01": "unk"}, ("W_EPS80",), ("WIN_PVC12",)),
    ],
)
def test_rules_about_works(
    rule: str,
    answers: dict[str, Any],
    measures: tuple[str, ...],
    harmless: tuple[str, ...],
    catalogue: Catalogue,
) -> None:
    survey = _survey(**answers)
    assert rule in _ids(catalogue, survey, _works(catalogue, *measures))
    assert rule not in _ids(catalogue, survey, _works(catalogue, *harmless))


def test_external_insulation_needs_a_fire_class(catalogue: Catalogue) -> None:
    poor = replace(catalogue.measures["W_EPS80"], fire_class="B2")
    assert "R05" in _ids(catalogue, _survey(), Works((poor,)))
    assert "R05" not in _ids(catalogue, _survey(), _works(catalogue, "W_EPS80"))


def test_too_little_air_asks_for_a_vent(catalogue: Catalogue) -> None:
    sealed = _works(catalogue, "WIN_SEAL", n_after=0.3)
    vented = _works(catalogue, "WIN_SEAL", "AIR_VENT", n_after=0.3)
    airy = _works(catalogue, "WIN_SEAL", n_after=0.7)
    assert "R36" in _ids(catalogue, _survey(), sealed)
    assert "R36" not in _ids(catalogue, _survey(), vented) | _ids(catalogue, _survey(), airy)


def test_loose_render_is_taken_off_by_the_outside_systems_own_lines(catalogue: Catalogue) -> None:
    survey = _survey(D08="loose")
    assert "R34" not in _ids(catalogue, survey, _works(catalogue, "W_EPS80"))
    assert "R34" in _ids(catalogue, survey, _works(catalogue, "W_IN_EPS50"))


def test_severity_is_that_of_the_stage(catalogue: Catalogue) -> None:
    survey = _survey(M01="D")
    found = {stage: findings(survey, catalogue, stage)[0].severity for stage in
             ("surveyed", "planned")}  # fmt: skip
    assert found == {"surveyed": "warn", "planned": "block"}


def test_grade_d_stops_the_plan_and_grade_c_does_not(catalogue: Catalogue) -> None:
    stopped = stop(_survey(M01="D"), catalogue)
    assert stopped is not None
    assert stopped.sentence == catalogue.rules["R01"].sentence
    assert stop(_survey(M01="C"), catalogue) is None


def test_refused_measures_carry_the_sentence_of_their_rule(catalogue: Catalogue) -> None:
    measures = list(catalogue.measures.values())
    refused = {
        e.measure: e.rule for e in excluded_by_rule(_survey(M06="relic"), catalogue, measures)
    }
    assert refused["W_EPS80"] == "R07"
    assert refused["WIN_PVC12"] == "R07"
    assert "WIN_ADD" not in refused
    assert "C_GW100" not in refused
    coupled = {e.measure for e in excluded_by_rule(_survey(I10="ok_noalarm"), catalogue, measures)}
    assert "WIN_SEAL" not in coupled
    assert "W_IN_EPS50" in coupled


def _coupled(catalogue: Catalogue, **answers: Any) -> Any:
    survey = _survey(**answers)
    facts = Facts({field: answers.get(field) for field in ASKED}, Works(), catalogue)
    measures = list(catalogue.measures.values())
    return couple(survey, catalogue, measures, [m for m in measures if facts.allow(m)])


@pytest.mark.parametrize(
    ("answers", "measure", "step"),
    [
        ({"E06": "some"}, "C_GW100", "REP_ROOF_LOCAL"),
        ({"D08": "damp"}, "W_EPS80", "REP_DAMP"),
        ({"D08": "damp"}, "W_IN_VM30", "REP_DAMP"),
        ({"D08": "loose"}, "W_IN_VM30", "REP_RENDER"),
        ({"L03": "strength"}, "R_XPS80", "STR_ROOF"),
    ],
)
def test_a_repair_comes_along_with_what_would_be_refused_without_it(
    answers: dict[str, Any], measure: str, step: str, catalogue: Catalogue
) -> None:
    found = _coupled(catalogue, **answers)
    assert [s.id for s in found.brought[measure]] == [step]
    assert measure not in {e.measure for e in found.excluded}
    assert measure in {
        e.measure
        for e in excluded_by_rule(_survey(**answers), catalogue, catalogue.measures.values())
    }


def test_a_leak_and_a_weak_roof_bring_both_steps(catalogue: Catalogue) -> None:
    found = _coupled(catalogue, E06="some", L03="strength")
    assert {s.id for s in found.brought["R_XPS80"]} == {"REP_ROOF_LOCAL", "STR_ROOF"}
    assert [s.id for s in found.brought["C_GW100"]] == ["REP_ROOF_LOCAL"]


def test_a_roof_that_cannot_carry_is_not_talked_into_it(catalogue: Catalogue) -> None:
    refused = {e.measure: e.rule for e in _coupled(catalogue, L03="cannot").excluded}
    assert refused["R_XPS80"] == "R17"


def test_grade_c_brings_its_strengthening_with_every_package(catalogue: Catalogue) -> None:
    assert [s.id for s in _coupled(catalogue, M01="C").always] == ["STR_C"]
    assert _coupled(catalogue, M01="B").always == ()
    assert _coupled(catalogue, M01="D").always == ()
    survey = _survey(M01="C")
    for step in ("STR_C", "SEISMIC_EPS"):
        assert not {"R02", "R09"} & _ids(catalogue, survey, _works(catalogue, "WIN_PVC12", step))
    assert {"R02", "R09"} <= _ids(catalogue, survey, _works(catalogue, "WIN_PVC12"))


def test_a_step_for_another_defect_settles_nothing(catalogue: Catalogue) -> None:
    damp = _survey(D08="damp")
    assert "R34" in _ids(catalogue, damp, _works(catalogue, "W_EPS80", "REP_RENDER"))
    graded = _survey(M01="D")
    assert {"R01", "R09"} <= _ids(catalogue, graded, _works(catalogue, "W_EPS80", "STR_C"))


def test_the_answers_that_steps_depend_on_are_asked(catalogue: Catalogue) -> None:
    for measure in catalogue.measures.values():
        if measure.cures:
            assert set(measure.only) <= set(ASKED), measure.id


SICK = st.fixed_dictionaries(
    {
        "E06": st.sampled_from(["ok", "some", "bad"]),
        "D08": st.sampled_from(["ok", "damp", "loose", "mould"]),
        "M01": st.sampled_from(["A", "B", "C", "unk"]),
        "L03": st.sampled_from(["ok", "strength", "cannot", "unseen"]),
        "M06": st.sampled_from(["no", "trad", "hist"]),
        "I10": st.sampled_from(["na", "ok_alarm", "ok_noalarm"]),
    }
)


@given(answers=SICK)
@settings(max_examples=80, deadline=None)
def test_what_is_let_pass_breaks_no_rule_together_with_what_it_brings(
    answers: dict[str, Any],
) -> None:
    """No rule that stops planning holds with a measure and its steps that did not hold before."""
    catalogue = load_catalogue()
    survey, found = _survey(**answers), _coupled(catalogue, **answers)
    refused = {e.measure for e in found.excluded}
    before = {f.rule for f in findings(survey, catalogue, "planned") if f.severity == "block"}
    for measure in catalogue.measures.values():
        steps = (*found.brought.get(measure.id, ()), *found.always)
        after = findings(survey, catalogue, "planned", Works((measure, *steps)))
        rules = {f.rule for f in after if f.severity == "block"} - before - set(COUPLED)
        assert (measure.id in refused) == bool(rules), (measure.id, rules)


@pytest.mark.parametrize(
    ("answers", "heating", "left"),
    [
        ({"I01": "coal_room"}, "", True),
        ({"I01": "coal_rad"}, "present", True),
        ({"I01": "kang"}, "solar_air", True),
        ({"I01": "coal_room", "I05": ("blanket",)}, "", True),
        ({"I01": "coal_room"}, "fan", False),
        ({"I01": "coal_room", "I05": ("ac", "blanket")}, "", False),
        ({"I01": "ashp_a", "I05": ("kang",)}, "", False),
        ({"I01": "none"}, "", False),
    ],
)
def test_a_stove_taken_out_leaves_a_house_cold_unless_something_else_heats_it(
    answers: dict[str, Any], heating: str, left: bool, catalogue: Catalogue
) -> None:
    survey, out = _survey(**answers), _works(catalogue, "STOVE_OUT", heating=heating)
    assert ("R52" in _ids(catalogue, survey, out)) == left
    assert ("R52" in _ids(catalogue, survey, out, "consented")) == left
    kept = _works(catalogue, "C_GW100", heating=heating)
    assert "R52" not in _ids(catalogue, survey, kept)


def test_a_heater_in_a_row_of_its_own_counts_too(catalogue: Catalogue) -> None:
    survey = _survey(I01="coal_room")
    out = _works(catalogue, "STOVE_OUT")
    for code, left in (("ashp_a", False), ("blanket", True), ("stove", True)):
        beside = apply_edit(survey, Edit("IA01", known(code), "r1"))
        assert ("R52" in _ids(catalogue, beside, out)) == left


def test_the_stove_blocks_consent_and_only_warns_while_planning(catalogue: Catalogue) -> None:
    rule = catalogue.rules["R52"]
    assert (rule.severity.planned, rule.severity.consented) == ("warn", "block")
