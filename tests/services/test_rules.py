from typing import Any

import pytest
from msgspec.structs import replace

from app.model.catalogue import Catalogue, Stage
from app.model.survey import Survey, blank_survey, with_value
from app.model.value import known
from app.services.rule_conditions import CONDITIONS, NOT_EVALUATED, Works
from app.services.rules import excluded_by_rule, findings, stop
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
        ("R16", {}, ("R_XPS80", "C_NEW_GW100"), ("R_STRIP_XPS80",)),
        ("R17", {"L03": "cannot"}, ("R_XPS80",), ("C_GW100",)),
        ("R22", {"I10": "ok_alarm"}, ("W_IN_EPS50",), ("W_IN_VM30",)),
        ("R23", {}, ("C_PU",), ("W_IN_EPS50",)),
        ("R33", {"E06": "bad"}, ("R_XPS80",), ("W_EPS80",)),
        ("R34", {"D08": "damp"}, ("W_EPS80",), ("R_XPS80",)),
        ("R37", {"M08": "yes"}, ("F_PERIM",), ("W_EPS80",)),
        ("R43", {}, ("SUN_SINGLE",), ("WIN_PVC12",)),
        ("R44", {"D01": "adobe"}, ("W_EPS80",), ("W_IN_VM30",)),
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
