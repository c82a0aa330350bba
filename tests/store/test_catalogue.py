"""The bundled catalogue and policy pack."""

import jsonschema
import msgspec
import pytest

from app.i18n import Text
from app.model.catalogue import (
    WORK_STAGES,
    AddLayers,
    Catalogue,
    PolicyPack,
    ServiceChange,
    Sourced,
    Spread,
)
from app.resources import resource
from app.store.catalogue import TABLES, catalogue_schema, load_catalogue, load_policy_pack
from app.store.catalogue_checks import check_catalogue
from app.store.pack_checks import check_pack


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def pack(catalogue: Catalogue) -> PolicyPack:
    return load_policy_pack(catalogue=catalogue)


def test_the_bundled_files_hold_what_the_reference_tables_hold(catalogue: Catalogue) -> None:
    counts = {name: len(getattr(catalogue, name)) for name in TABLES}
    assert counts["materials"] == 83
    assert counts["constructions"] == 29
    assert counts["windows"] + counts["addons"] == 35
    assert counts["archetypes"] == 15
    assert counts["rules"] == 51 + 1  # own: a stove taken out without another heater
    assert counts["glossary"] == 197
    assert counts["stations"] == 32
    assert counts["uncertainty"] == 58 + 4  # own: measured windows and hours, engine after works


def test_the_hash_names_the_content(catalogue: Catalogue) -> None:
    assert catalogue.sha256 == load_catalogue().sha256
    assert len(catalogue.sha256) == 64


@pytest.mark.parametrize(
    "category",
    [
        "wall",
        "roof",
        "ceiling",
        "window",
        "cover",
        "door",
        "air",
        "sunspace",
        "floor_edge",
    ],
)
def test_each_kind_of_measure_has_two_variants_or_more(catalogue: Catalogue, category: str) -> None:
    assert sum(m.category == category for m in catalogue.measures.values()) >= 2


def test_every_measure_but_tests_and_steps_that_rules_ask_for_changes_the_house(
    catalogue: Catalogue,
) -> None:
    without = {m.id for m in catalogue.measures.values() if not m.effects}
    steps = {m.id for m in catalogue.measures.values() if m.category in ("repair", "strengthening")}
    assert without - steps == {"DRAFT_TEST", "CO_ALARM", "ANCHOR_TEST", "ELEC_UPG"}


REFERENCE = (
    "W_EPS50 W_EPS80 W_EPS100 W_SEPS80 W_XPS50 W_RW80 W_PUR50 W_IN_VM30 W_IN_EPS50 W_PANEL "
    "R_XPS60 R_XPS80 R_EPS100 R_STRIP_XPS80 R_SLOPE C_GW100 C_NEW_GW100 C_PU F_XPS30 F_PERIM "
    "WIN_PVC12 WIN_LOWE WIN_LOWE_AR WIN_TG WIN_TG_LOWE WIN_TB12 WIN_TB_LOWE WIN_TB_TG WIN_ADD "
    "WIN_ADD_DG WIN_SEAL WIN_FILM CURTAIN DOOR_INS DOOR_SEC DOOR_PVC DOOR_VEST DOOR_QUILT "
    "SUN_SINGLE SUN_DOUBLE TROMBE KANG AIR_VENT INLET STOVE_OUT DRAFT_TEST SEISMIC_EPS "
    "ELEC_UPG CO_ALARM "
)


def test_every_row_of_the_reference_list_is_there(catalogue: Catalogue) -> None:
    """North and gable walls alone (W_NORTH) are W_EPS80 on those sides, not a row of their own."""
    assert set(REFERENCE.split()) <= catalogue.measures.keys()
    assert catalogue.measures["W_EPS80"].per_orientation
    extras = (
        "MOBIL TILE REVEAL EAVES GUTTER WIRE AC SCAFF WINREM CINDER BALLAST WASTE STRUCT ELECCHK"
    )
    assert {f"X_{name}" for name in extras.split()} == catalogue.extra_lines.keys()


def test_lighting_cooking_and_appliances_are_measures(catalogue: Catalogue) -> None:
    kinds = {type(e) for m in catalogue.measures.values() for e in m.effects}
    assert ServiceChange in kinds
    assert {"LED", "COOK_ELEC", "APPL_EFF"} <= catalogue.measures.keys()


def test_every_measure_says_how_it_is_done(catalogue: Catalogue) -> None:
    for m in catalogue.measures.values():
        assert m.stage in WORK_STAGES, m.id
        assert m.days.of(1.0) > 0, m.id
        assert m.goods or m.id == "DRAFT_TEST", m.id
        assert 0 <= m.skilled_share <= 1, m.id


def test_external_render_needs_five_degrees_and_dry_weather(catalogue: Catalogue) -> None:
    for m in catalogue.measures.values():
        outside = any(
            isinstance(e, AddLayers) and e.target == "wall" and e.side == "outside"
            for e in m.effects
        )
        if outside:
            assert m.weather.theta_min is not None and m.weather.theta_min.value >= 5, m.id
            assert m.weather.dry and m.weather.wind_max is not None, m.id


def test_layers_that_measures_add_are_named_with_their_allowance(catalogue: Catalogue) -> None:
    for m in catalogue.measures.values():
        if any(isinstance(e, AddLayers) for e in m.effects):
            assert m.delta_u_allowance is not None, m.id
            assert m.fire_class is not None, m.id


def _texts(value: object) -> list[Text]:
    if isinstance(value, Text):
        return [value]
    if isinstance(value, msgspec.Struct):
        return [t for f in value.__struct_fields__ for t in _texts(getattr(value, f))]
    if isinstance(value, tuple):
        return [t for item in value for t in _texts(item)]
    return []


def test_every_text_is_there_in_both_languages(catalogue: Catalogue, pack: PolicyPack) -> None:
    rows = [r for name in TABLES for r in _values(getattr(catalogue, name))]
    for row in [*rows, pack]:
        for text in _texts(row):
            assert bool(text.zh) == bool(text.en), row
    for text in [*catalogue.sources.values(), *pack.sources.values()]:
        assert text.zh and text.en
        assert any("一" <= c <= "鿿" for c in text.zh) or text.zh == text.en


def _values(table: object) -> list[object]:
    return list(table.values() if isinstance(table, dict) else table)  # type: ignore[call-overload]


def test_the_battery_rule_says_what_the_family_must_do(catalogue: Catalogue) -> None:
    rule = catalogue.rules["R26"]
    assert rule.sentence.zh == "锂电池、电动车不放卧室和出口，不在屋里充电。"
    assert rule.sentence.en == "No lithium batteries in bedrooms or on the way out."
    assert [rule.severity.at(s) for s in ("surveyed", "assessed", "planned")] == [
        "warn",
        "warn",
        "block",
    ]


def test_a_rule_never_grows_milder_except_the_two_that_may(catalogue: Catalogue) -> None:
    order = ["none", "warn", "block"]
    for rule in catalogue.rules.values():
        steps = [order.index(getattr(rule.severity, s)) for s in rule.severity.__struct_fields__]
        assert rule.id in ("R42", "R48") or steps == sorted(steps), rule.id


def test_both_methods_ask_for_thirty_percent_at_fourteen_degrees(pack: PolicyPack) -> None:
    assert pack.decides == "demand-v1"
    for name in ("demand-v1", "overall-v1"):
        method = pack.method(name)
        assert (method.threshold, method.theta_set, method.control) == (0.30, 14.0, "operative")
        assert (method.required_probability, method.season) == (0.8, ((11, 15), (3, 15)))
        assert (method.n_minimum, method.n_cap_before, method.n_credit_max) == (0.5, 1.0, 0.5)
    assert pack.method(proved=True).n_cap_before == 1.5


def test_the_overall_method_weighs_electricity_as_primary_energy(pack: PolicyPack) -> None:
    # 2.60 / 8.141 kWh per kgce; the calorific 0.1229 never decides
    assert pack.kgce_electricity.value == pytest.approx(2.60 / 8.141, abs=5e-4)
    overall = pack.spec("overall-v1")
    assert overall.basis == "primary_energy"
    assert overall.envelope_part_min is not None
    assert overall.envelope_part_min.value == 0.15
    assert overall.equipment_counts and not overall.pv_counts


def test_heat_values_follow_from_kilojoules_and_standard_coal(catalogue: Catalogue) -> None:
    # GB/T 2589: kgce per unit = lower heating value / 29 307.6 kJ
    for name in ("raw_coal", "washed_coal", "natural_gas", "lpg", "firewood", "maize_stalk"):
        carrier = catalogue.carriers[name]
        assert carrier.kgce.value == pytest.approx(carrier.lhv.value / 8.141, rel=2e-3), name


def test_next_winter_without_announced_subsidy_is_said_to_be_unknown(pack: PolicyPack) -> None:
    row = next(s for s in pack.subsidies if s.season == "2026-27" and s.carrier == "electricity")
    assert not row.known
    assert row.amount is None


@pytest.mark.parametrize(
    ("heating", "emitter", "system"),
    [
        ("coal_rad", "radiator", "tu_nuanqi"),
        ("ashp_w", "radiator", "ashp_water_50"),
        ("ashp_w", "floor", "ashp_water_35"),
        ("ashp_w", "fancoil", "ashp_water_41"),
        ("ashp_w", "", "ashp_water_50"),
        ("dh", "radiator", "district_heat"),
    ],
)
def test_heating_answers_name_a_system(
    catalogue: Catalogue, heating: str, emitter: str, system: str
) -> None:
    found = catalogue.system_for(heating, emitter)
    assert found is not None
    assert found.id == system
    assert found.seasonal is not None


def test_each_picture_has_one_main_type_and_variants_by_answer(catalogue: Catalogue) -> None:
    main = {n: catalogue.archetype_of(n) for n in range(1, 10)}
    assert [a.id for a in main.values() if a] == [
        "adobe_1970",
        "brick_timber_1980",
        "brick_slab_1990",
        "brick_pitched_2000",
        "two_storey_2000",
        "closed_gallery",
        "post_2013",
        "stone_hill",
        "retrofitted",
    ]
    variant = catalogue.archetype_of(3, "D01", "br240")
    assert variant is not None
    assert variant.id == "brick_slab_240"


def test_window_and_door_answers_of_types_name_their_kind(catalogue: Catalogue) -> None:
    for a in catalogue.archetypes.values():
        answer = catalogue.answer("F01", str(a.fields["F01"].value))
        assert answer is not None
        frame = answer.target.split("_")[1]
        assert frame == a.window_s.value.split("_")[1], a.id


def test_leakage_rows_are_found_by_survey_answers(catalogue: Catalogue) -> None:
    tables = catalogue.leakage
    assert tables.roof_row("reed_mud_tile", "paper") == "paper"
    assert tables.roof_row("cast", "pvc") == "cast"
    assert tables.roof_row("oth", "none") == "open"
    assert tables.wall_row("stone") == "stone"
    assert tables.wall_row("oth") == "masonry"
    assert tables.q50_factor == pytest.approx(2.93, abs=0.005)


def test_every_value_leads_to_its_source(catalogue: Catalogue) -> None:
    brick = catalogue.materials["brick_solid_heavy"]
    assert brick.lambda_ == Sourced(0.81, "B", "gb50176bt")
    assert "GB 50176" in catalogue.source_of(brick.lambda_).zh
    cost = catalogue.measures["W_EPS80"].cost
    assert cost == Spread(105, 140, 185, "C", "price_estimate")
    assert cost.range.typical == 140


def test_the_bundled_data_pass_their_own_checks(catalogue: Catalogue, pack: PolicyPack) -> None:
    assert check_catalogue(catalogue) == []
    assert check_pack("policy_pack.json", pack, catalogue) == []


def test_the_files_are_valid_by_the_schema_given_out() -> None:
    schema = catalogue_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    content = msgspec.json.decode(resource("catalogue", "policy_pack.json").read_bytes())
    _validator(schema, "PolicyPack").validate(content)
    rows = msgspec.json.decode(resource("catalogue", "measures.json").read_bytes())["measures"]
    measure = _validator(schema, "Measure")
    for row in {row["category"]: row for row in rows}.values():
        measure.validate(row)
    with pytest.raises(jsonschema.ValidationError):
        measure.validate({**rows[0], "cost_cny": "cheap"})


def _validator(schema: dict[str, object], kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({**schema, "anyOf": [{"$ref": f"#/$defs/{kind}"}]})
