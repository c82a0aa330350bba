"""Bundles of the district: round trip, use, and what a file with a fault is answered."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import AppError, ForeignFileError, NewerFileError, RefusedError
from app.exchange.district_bundle import Bundle, bundle_bytes, bundle_schema, sealed
from app.i18n import Text, set_language
from app.main import main
from app.model.change import Edit
from app.model.survey import VillageValues, apply_village_edit
from app.services.assess import context_for, load_context
from app.services.bundle_export import export_bundle
from app.services.bundles import check_file, unpack
from app.services.own_figures import OwnPrice, bundled_pack_edits, pack_edits, price_edit
from app.store.village import create_village, open_village

CONTEXT = load_context()
CATALOGUE = CONTEXT.catalogue
NAME = Text("天津试点包", "Tianjin pilot bundle")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh")


def with_edits(*edits: Edit) -> VillageValues:
    values = VillageValues()
    for edit in edits:
        values = apply_village_edit(values, edit)
    return values


def exported(path: Path, values: VillageValues | None = None) -> Path:
    export_bundle(values or VillageValues(), path, name=NAME, version="7", date="2026-12-01")
    return path


def changed(path: Path, edit: Callable[[Any], object], *, seal: bool = True) -> Path:
    """Change the contents of a bundle file; with ``seal`` its checksum is made to fit."""
    content = json.loads(path.read_bytes())
    edit(content)
    data = json.dumps(content, ensure_ascii=False).encode()
    if seal:
        data = bundle_bytes(sealed(msgspec.json.decode(data, type=Bundle)))
    path.write_bytes(data)
    return path


def row(content: Any, table: str, ident: str) -> Any:
    return next(r for r in content["catalogue"][table] if r["id"] == ident)


def put(ident: str, table: str = "measures", **columns: Any) -> Callable[[Any], object]:
    return lambda content: row(content, table, ident).update(columns)


def test_what_is_exported_is_what_is_taken_in(tmp_path: Path) -> None:
    taken = check_file(exported(tmp_path / "b.json"))
    assert taken.bundle
    assert (taken.name, taken.version, taken.date) == (NAME, "7", "2026-12-01")
    assert taken.catalogue.measures == CATALOGUE.measures
    assert taken.catalogue.extra_lines == CATALOGUE.extra_lines
    assert taken.catalogue.goods == CATALOGUE.goods
    assert taken.pack.methods == CONTEXT.pack.methods
    assert taken.pack.name == NAME
    jsonschema.validate(json.loads(taken.text), bundle_schema())


def test_a_village_computes_with_the_measures_of_its_bundle(tmp_path: Path) -> None:
    own = OwnPrice(80.0, 95.0, 110.0, "镇里统一采购合同", "2026-11-22")
    source = with_edits(price_edit(VillageValues(), CATALOGUE, "W_EPS50", own))
    path = exported(tmp_path / "b.json", source)
    values = with_edits(*pack_edits(path, CATALOGUE))
    context = context_for(values)
    cost = context.catalogue.measures["W_EPS50"].cost
    assert (cost.low, cost.typical, cost.high) == (80.0, 95.0, 110.0)
    assert "镇里统一采购合同" in context.catalogue.source_of(cost).zh
    assert context.catalogue.sha256 != CATALOGUE.sha256
    assert context.pack.sha256 != CONTEXT.pack.sha256
    assert "+7" in context.catalogue.version
    back = context_for(with_edits(*pack_edits(path, CATALOGUE), *bundled_pack_edits()))
    assert back.catalogue.sha256 == CATALOGUE.sha256


CASES: list[tuple[str, Callable[[Any], object], tuple[str, ...]]] = [
    (
        "a missing price",
        lambda c: row(c, "measures", "W_EPS80").pop("cost_cny"),
        ("row W_EPS80", "column cost_cny", "it is missing"),
    ),
    (
        "a wrong unit",
        put("W_EPS80", unit={"zh": "m 墙", "en": "m wall"}),
        ("row W_EPS80", "column unit", "counted in m²"),
    ),
    (
        "pieces priced by area",
        put("CO_ALARM", unit={"zh": "m²", "en": "m²"}),
        ("row CO_ALARM", "column unit"),
    ),
    (
        "a cyclic prerequisite",
        lambda c: (put("KANG", requires=["INLET"])(c), put("CO_ALARM", requires=["KANG"])(c)),
        ("column requires", "requires itself"),
    ),
    (
        "a negative cost",
        put("LED", cost_cny=[-10, 100, 200, "C", "service_estimate"]),
        ("row LED", "column cost_cny", "above zero"),
    ),
    (
        "a negative side cost",
        put("X_WASTE", "extra_lines", cost_cny=[-1, 1, 2, "C", "price_estimate"]),
        ("row X_WASTE", "column cost_cny"),
    ),
    (
        "a price beyond reason",
        put("LED", cost_cny=[1, 2, 1e9, "C", "service_estimate"]),
        ("row LED", "column cost_cny", "cannot be"),
    ),
    (
        "prices out of order",
        put("LED", cost_cny=[300, 200, 400, "C", "service_estimate"]),
        ("row LED", "column cost_cny", "out of order"),
    ),
    (
        "an unknown prerequisite",
        put("LED", requires=["NOTHING"]),
        ("row LED", "column requires", "unknown id: NOTHING"),
    ),
    (
        "an unknown material of the list",
        put("LED", goods=[{"good": "gold", "amount": [1, "C", "use_estimate"]}]),
        ("row LED", "column goods", "unknown id: gold"),
    ),
    (
        "an unknown layer",
        put("C_GW100", effects=[{"kind": "add_layers", "target": "roof", "side": "above_ceiling",
            "layers": [{"material": "cheese", "d_m": [0.1, "C", "product"]}]}]),
        ("row C_GW100", "column layers", "cheese"),
    ),
    ("an unknown rule", put("REP_DAMP", cures=["R99"]), ("row REP_DAMP", "column cures", "R99")),
    ("an unknown answer", put("STR_C", only={"M01": ["Z"]}), ("row STR_C", "column only", "M01 Z")),
    ("an unknown field", put("STR_C", only={"Q99": ["Z"]}), ("row STR_C", "column only", "Q99")),
    (
        "an unknown source",
        put("LED", life_years=[10, "C", "hearsay"]),
        ("row LED", "column life_years", "unknown source"),
    ),
    (
        "a measure twice",
        lambda c: c["catalogue"]["measures"].append(row(c, "measures", "LED")),
        ("row LED", "column id", "twice"),
    ),
    (
        "no alarm any more",
        lambda c: c["catalogue"]["measures"].remove(row(c, "measures", "CO_ALARM")),
        ("row", "the safety rules need this measure"),
    ),
    ("a table is gone", lambda c: c["catalogue"].pop("goods"), ("column goods", "missing")),
    (
        "frost in words",
        put("LED", weather={"theta_min_degc": ["cold", "C", "weather_estimate"]}),
        ("row LED", "column weather.theta_min_degc", "a number is needed"),
    ),
    (
        "the pack of a bundle with a fault",
        lambda c: c["policy_pack"].update(decides="none"),
        ("column decides", "no such method"),
    ),
    (
        "a part of another kind",
        lambda c: c["policy_pack"].update(schema="other/1"),
        ("nuanfang-policy-pack/1",),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "said"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_a_fault_is_named_with_file_row_and_column_and_nothing_is_taken(
    edit: Callable[[Any], object], said: tuple[str, ...], tmp_path: Path
) -> None:
    path = changed(exported(tmp_path / "district.json"), edit)
    village = create_village(tmp_path / "v", "村", operator="a")
    before = village.village_values()
    with pytest.raises(ForeignFileError) as refused:
        edits = pack_edits(path, CATALOGUE)
        village.commit_village(edits, operator="a", label="")
    sentence = str(refused.value)
    assert "district.json" in sentence
    for words in said:
        assert words in sentence
    assert village.village_values() == before
    village.close()


def test_a_file_changed_after_it_was_issued_is_refused(tmp_path: Path) -> None:
    cheaper = put("LED", cost_cny=[10, 20, 30, "C", "service_estimate"])
    path = changed(exported(tmp_path / "b.json"), cheaper, seal=False)
    with pytest.raises(ForeignFileError, match="checksum"):
        check_file(path)


def test_a_newer_bundle_and_a_bundle_of_another_catalogue_are_refused(tmp_path: Path) -> None:
    newer = changed(
        exported(tmp_path / "n.json"), lambda c: c.update(schema="nuanfang-bundle/2"), seal=False
    )
    with pytest.raises(NewerFileError):
        check_file(newer)
    other = changed(
        exported(tmp_path / "o.json"), lambda c: c["policy_pack"].update(catalogue="hebei")
    )
    with pytest.raises(ForeignFileError, match="hebei"):
        check_file(other)


def test_a_bundle_without_name_or_version_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    with pytest.raises(RefusedError):
        export_bundle(VillageValues(), path, name=Text(" ", "x"), version="1", date="2026-12-01")
    assert not path.exists()


WHOLE = bundle_bytes(
    sealed(
        Bundle(
            name=NAME, version="1", date="2026-12-01",
            policy_pack={"schema": "nuanfang-policy-pack/1"},
            catalogue={"schema": "nuanfang-catalogue/1", "measures": [], "sources": {}},
        )
    )
)  # fmt: skip


@given(cut=st.integers(0, len(WHOLE)), noise=st.binary(max_size=12))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_bytes_of_any_kind_end_in_a_sentence(cut: int, noise: bytes) -> None:
    with pytest.raises(AppError):
        unpack(WHOLE[:cut] + noise, "x.json", CATALOGUE)


@given(
    table=st.sampled_from(["measures", "extra_lines", "goods"]),
    number=st.integers(0, 10),
    column=st.integers(0, 14),
    value=st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
        max_leaves=6,
    ),
)
@settings(max_examples=150, deadline=None)
def test_any_value_in_any_cell_is_taken_or_answered_with_a_sentence(
    table: str, number: int, column: int, value: Any
) -> None:
    content = json.loads(CONTENT)
    found = content["catalogue"][table][number]
    found[sorted(found)[column % len(found)]] = value
    try:
        data = bundle_bytes(sealed(msgspec.convert(content, Bundle)))
        unpack(data, "x.json", CATALOGUE)
    except AppError as error:
        assert "x.json" in str(error)


CONTENT = ""


@pytest.fixture(autouse=True, scope="module")
def _content(tmp_path_factory: pytest.TempPathFactory) -> None:
    global CONTENT
    CONTENT = exported(tmp_path_factory.mktemp("b") / "b.json").read_text("utf-8")


def test_the_verb_checks_imports_and_exports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    create_village(tmp_path / "v", "村", operator="a").close()
    out, village = str(tmp_path / "b.json"), str(tmp_path / "v")
    words = ["catalogue", "export", village, "--out", out, "--name", "甲", "--issue", "3"]
    assert main(words) == 0
    capsys.readouterr()
    assert main(["catalogue", "check", out, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["version"], told["bundle"]) == ("3", True)
    assert main(["catalogue", "import", village, out]) == 0
    with open_village(tmp_path / "v", operator="a") as held:
        assert context_for(held.village_values()).catalogue.version.endswith("+3")
    changed(Path(out), put("LED", requires=["NOTHING"]))
    assert main(["catalogue", "import", village, out, "--lang", "en"]) == 1
    assert "row LED" in capsys.readouterr().err
