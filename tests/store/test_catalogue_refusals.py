"""What a catalogue or pack with a fault is answered: file, row, column, and nothing taken."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import AppError, FileError, ForeignFileError, NewerFileError
from app.i18n import set_language
from app.resources import resource
from app.store.catalogue import load_catalogue, load_policy_pack

FILES = sorted(p.name for p in resource("catalogue").glob("*.json"))
Edit = Callable[[Any], None]


@pytest.fixture(autouse=True)
def _english() -> Any:
    set_language("en")
    yield
    set_language("zh")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource("catalogue"), tmp_path / "catalogue"))


def change(file: Path, edit: Edit) -> None:
    content = json.loads(file.read_text("utf-8"))
    edit(content)
    file.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def row(content: Any, table: str, ident: str) -> Any:
    return next(r for r in content[table] if r["id"] == ident)


def put(table: str, ident: str, **columns: Any) -> Edit:
    return lambda content: row(content, table, ident).update(columns)


CASES: list[tuple[str, Edit, tuple[str, ...]]] = [
    (
        "materials.json",
        put("materials", "eps", density_kg_m3=["light", "B", "gb50176b"]),
        ("materials.json", "row eps", "column density_kg_m3", "a number is needed, not a text"),
    ),
    (
        "materials.json",
        put("materials", "eps", density_kg_m3=[20, "D", "gb50176b"]),
        ("row eps", "column density_kg_m3", '"D" is not allowed'),
    ),
    (
        "materials.json",
        put("materials", "eps", density_kg_m3=[20, "B"]),
        ("row eps", "3 entries are needed, not 2"),
    ),
    (
        "materials.json",
        put("materials", "eps", density_kg_m3=[20, "B", "nowhere"]),
        ("row eps", "column density_kg_m3", "unknown source: nowhere"),
    ),
    (
        "materials.json",
        put("materials", "eps", lambda_w_mk=[0, "B", "gb50176b"]),
        ("row eps", "column lambda_w_mk", "between 0.001 and 500"),
    ),
    (
        "materials.json",
        lambda c: row(c, "materials", "eps").pop("correction"),
        ("row eps", "column correction", "it is missing"),
    ),
    ("materials.json", put("materials", "eps", id="xps"), ("row xps", "column id", "twice")),
    ("materials.json", lambda c: c["materials"].insert(2, 7), ("row materials 3", "an object")),
    ("materials.json", lambda c: c.update(materials={"eps": 1}), ("column materials", "a list")),
    ("materials.json", lambda c: c.update(date="soon"), ("column date", "2026-11-22")),
    ("materials.json", lambda c: c.update(constructions=[]), ("another file holds this table",)),
    (
        "constructions.json",
        lambda c: c["constructions"][0]["layers"][0].update(material="gold"),
        ("constructions.json", "row W_ADOBE400", "column layers", "unknown material: gold"),
    ),
    (
        "constructions.json",
        lambda c: c["constructions"][0]["layers"][0].update(d_m=None),
        ("row W_ADOBE400", "either a thickness or a resistance"),
    ),
    (
        "constructions.json",
        lambda c: c["constructions"][0]["layers"][0]["d_m"].__setitem__(0, -0.02),
        ("row W_ADOBE400", "the thickness must be above zero"),
    ),
    (
        "constructions.json",
        lambda c: c["constructions"][0]["layers"][0]["d_m"].__setitem__(0, 5000),
        ("row W_ADOBE400", "U-value of these layers cannot be"),
    ),
    (
        "constructions.json",
        put("constructions", "W_BR240", element="moat"),
        ("row W_BR240", "column element", '"moat" is not allowed'),
    ),
    (
        "windows.json",
        put("windows", "win_pvc_tg", u_value_w_m2k=[19, "Bm", "handbook"]),
        ("row win_pvc_tg", "column u_value_w_m2k"),
    ),
    (
        "windows.json",
        put("windows", "win_pvc_tg", g_whole=[1.4, "C", "estimate"]),
        ("row win_pvc_tg", "column g_whole", "between 0 and 1"),
    ),
    (
        "windows.json",
        put("addons", "win_film", delta_r_m2k_w=[-0.1, "C", "estimate"]),
        ("row win_film", "must not be negative"),
    ),
    (
        "archetypes.json",
        put("archetypes", "stone_hill", wall=["W_JADE", "C", "archetype"]),
        ("row stone_hill", "column wall", "no such construction"),
    ),
    (
        "archetypes.json",
        put("archetypes", "stone_hill", roof=["W_BR240", "C", "archetype"]),
        ("row stone_hill", "column roof", "no such construction"),
    ),
    (
        "archetypes.json",
        put("archetypes", "stone_hill", door=["win_pvc_tg", "C", "archetype"]),
        ("row stone_hill", "column door", "no such window or door"),
    ),
    (
        "answers.json",
        lambda c: c["answers"][0].update(target="W_GONE"),
        ("row D01 br240", "column target", "unknown id: W_GONE"),
    ),
    (
        "systems.json",
        put("systems", "gas_boiler", carrier="hydrogen"),
        ("row gas_boiler", "column carrier", "hydrogen"),
    ),
    (
        "systems.json",
        put("systems", "gas_boiler", seasonal=[0.9, 0.8, 0.9, "C", "gb20665"]),
        ("row gas_boiler", "column seasonal", "out of order"),
    ),
    (
        "carriers.json",
        put("carriers", "lpg", price_cny_unit=None),
        ("row lpg", "column price_cny_unit", "the price is missing"),
    ),
    (
        "measures.json",
        put("measures", "W_EPS80", cost_cny=[140, 105, 185, "C", "price_estimate"]),
        ("row W_EPS80", "column cost_cny", "out of order"),
    ),
    (
        "measures.json",
        put("measures", "W_EPS80", cost_cny=[-5, 105, 185, "C", "price_estimate"]),
        ("row W_EPS80", "column cost_cny", "above zero"),
    ),
    (
        "measures.json",
        lambda c: row(c, "measures", "W_EPS80").pop("cost_cny"),
        ("row W_EPS80", "column cost_cny", "it is missing"),
    ),
    (
        "measures.json",
        put("measures", "W_EPS80", unskilled_share=[0.9, "C", "price_estimate"]),
        ("row W_EPS80", "shares"),
    ),
    (
        "measures.json",
        put("measures", "W_EPS80", life_years=[0, "C", "price_estimate"]),
        ("row W_EPS80", "column life_years"),
    ),
    (
        "measures.json",
        put("measures", "W_EPS80", requires=["W_NONE"]),
        ("row W_EPS80", "column requires", "unknown id: W_NONE"),
    ),
    (
        "measures.json",
        put("measures", "W_EPS80", requires=["R_XPS60"], excludes=["R_XPS60"]),
        ("row W_EPS80", "required and excluded at once: R_XPS60"),
    ),
    ("measures.json", put("measures", "W_EPS80", rules=["R99"]), ("column rules", "R99")),
    ("measures.json", put("measures", "W_EPS80", extra_lines=["X_GOLD"]), ("X_GOLD",)),
    (
        "measures.json",
        put("measures", "W_EPS80", effects=[{"kind": "magic"}]),
        ("row W_EPS80", "column effects.kind", '"magic" is not allowed'),
    ),
    (
        "measures.json",
        put("measures", "DOOR_INS", effects=[{"kind": "replace_door", "door": "win_pvc_tg"}]),
        ("row DOOR_INS", "win_pvc_tg"),
    ),
    (
        "measures.json",
        put("measures", "W_EPS80", base_construction="W_GONE"),
        ("column base_construction", "W_GONE"),
    ),
    (
        "measures.json",
        put("measures", "W_EPS80", u_after_w_m2k=[0.30, "C", "price_estimate"]),
        ("row W_EPS80", "column u_after_w_m2k", "another U-value: 0.41"),
    ),
    (
        "measures.json",
        put("measures", "CO_ALARM", requires=["INLET"]),
        ("column requires", "requires itself"),
    ),
    (
        "stations.json",
        put("stations", "tianjin_54527", theta_month_degc=[[1, 2], "B", "tj_normals"]),
        ("row tianjin_54527", "twelve months"),
    ),
    ("catalogue.json", lambda c: c["files"].remove("rules.json"), ("no file holds it: rules",)),
    ("catalogue.json", lambda c: c["files"].append("../secret.json"), ("a plain file name",)),
    (
        "rules.json",
        lambda c: (
            c["sources"]["estimate"].update(en="else")
            if "estimate" in c["sources"]
            else c["sources"].update(estimate={"zh": "别", "en": "else"})
        ),
        ("rules.json", "sources.estimate", "another file says otherwise"),
    ),
]


@pytest.mark.parametrize(("file", "edit", "words"), CASES)
def test_a_fault_is_named_with_file_row_and_column(
    folder: Path, file: str, edit: Edit, words: tuple[str, ...]
) -> None:
    change(folder / file, edit)
    with pytest.raises(ForeignFileError) as caught:
        load_catalogue(folder)
    for word in (*words, "Nothing was taken over."):
        assert word in str(caught.value)


def grant(number: int, **columns: Any) -> Edit:
    return lambda content: content["funding"]["grants"][number].update(columns)


C = ["C", "grant_example"]
PACK_CASES: list[tuple[Edit, tuple[str, ...]]] = [
    (grant(0, amount=[-1, *C]), ("row city_retrofit", "column amount", "must not be negative")),
    (grant(0, amount=[1, "C", "nowhere"]), ("column funding", "unknown source: nowhere")),
    (grant(3, amount=[1.2, *C]), ("row low_income", "column amount", "between 0 and 1")),
    (grant(1, cap_cny=[-5, *C]), ("row district_walls", "column cap_cny")),
    (grant(0, cap_share=[1.5, *C]), ("row city_retrofit", "column cap_share")),
    (grant(1, id="city_retrofit"), ("row city_retrofit", "column id", "twice")),
    (grant(3, targets=["poor"]), ("row low_income", "column targets", "unknown id: poor")),
    (grant(0, not_with=["roof"]), ("column not_with", "unknown id: roof")),
    (grant(0, valid_from="soon"), ("row city_retrofit", "column valid_from")),
    (grant(1, parts=["walls"]), ("column funding.grants.parts", "not allowed")),
    (
        lambda c: c["funding"].update(share_max=[1.2, *C]),
        ("row funding", "column share_max", "between 0 and 1"),
    ),
    (
        lambda c: c["funding"].update(horizon_years=[0, *C]),
        ("row funding", "column horizon_years"),
    ),
    (lambda c: c.update(decides="wish-v1"), ("column decides", "no such method: wish-v1")),
    (lambda c: c["methods"][1].update(id="demand-v1"), ("row demand-v1", "twice")),
    (
        lambda c: c["methods"][0].update(threshold=[30, "A", "tj_plan"]),
        ("row demand-v1", "column threshold", "between 0 and 1"),
    ),
    (lambda c: c["methods"][0].update(season=[[11, 15], [13, 15]]), ("no such day",)),
    (lambda c: c["air"].update(n_cap_before_1_h=[0.4, "C", "pack_setting"]), ("out of order",)),
    (
        lambda c: c["moisture"].update(humidity_class=[5, "C", "humidity_default"]),
        ("column humidity_class", "from 1 to 4"),
    ),
    (lambda c: c["moisture"]["excess_pa"].reverse(), ("column excess_pa", "out of order")),
    (lambda c: c["gains"].update(profile=[1.0] * 23), ("column profile", "24 hours")),
    (lambda c: c["tariffs"][0]["bands"].pop(), ("row heating_peak_valley", "each hour once")),
    (lambda c: c["tariffs"][0]["bands"][0].update(hours=[8, 10**12]), ("each hour once",)),
    (lambda c: c["tariffs"][0].update(carrier="hydrogen"), ("unknown id: hydrogen",)),
    (lambda c: c["tariffs"][0].update(valid_from="2019"), ("column valid_from",)),
    (lambda c: c["subsidies"][0].pop("amount_cny_unit"), ("the amount is missing",)),
    (
        lambda c: c["take_back"].update(share=[1, 0.6, 0, "C", "beijing_takeback"]),
        ("out of order",),
    ),
    (lambda c: c.update(kgce_electricity_kwh=[0.319, "Bm", "hearsay"]), ("hearsay",)),
    (
        lambda c: c["present"]["pipe_loss"].update(side=[1.0, "C", "present_use"]),
        ("row present", "column pipe_loss.side", "between 0 and 0.9"),
    ),
    (
        lambda c: c["present"]["beside"]["kang"].update(hours_d=[25, "C", "present_use"]),
        ("column beside.kang", "between 0 and 24"),
    ),
    (
        lambda c: c["present"]["devices"]["fridge"].update(energy_kwh_a=[-1, "C", "device_use"]),
        ("column devices.fridge", "must not be negative"),
    ),
    (lambda c: c["present"].update(storage_hours=[20, 25]), ("storage_hours", "no such hour")),
    (lambda c: c["present"].update(cooling_months=[8, 6]), ("cooling_months", "out of order")),
    (
        lambda c: c["present"].update(cooking_main=[1.5, "C", "present_use"]),
        ("column cooking_main", "between 0 and 1"),
    ),
    (lambda c: c["carbon"].update(grid_region="mars"), ("row carbon", "unknown id: mars")),
    (
        lambda c: c["carbon"].update(electricity_share=[65, "A", "tj_electric"]),
        ("column electricity_share", "between 0 and 1"),
    ),
    (lambda c: c["pv"].update(module="m9"), ("column module", "unknown id: m9")),
    (lambda c: c["pv"]["modules"][0].update(width_m=0), ("row m600", "above zero")),
    (lambda c: c["pv"]["modules"][1].update(gamma_1_k=[0.1, *C]), ("row m620", "below zero")),
    (lambda c: c["pv"]["mounts"].pop("yard"), ("column mounts", "missing: yard")),
    (lambda c: c["pv"]["daily"]["cooking"][0].pop(), ("column daily.cooking", "24 shares")),
    (lambda c: c["pv"]["losses"].update(soiling=[4, *C]), ("column losses", "between 0 and 1")),
    (lambda c: c["pv"]["losses"]["snow"][0].pop(), ("column snow", "12 shares")),
    (lambda c: c["pv"]["feed_in"][0].pop("price_cny_kwh"), ("increment_2026", "price is missing")),
    (lambda c: c["pv"]["feed_in"][1].update(valid_from="next year"), ("row from_2027",)),
    (lambda c: c["pv"]["battery"].update(sizes_kwh=[-5]), ("column battery", "not be negative")),
    (lambda c: c["pv"].update(row_hours_h=[[15, 9], *C]), ("column row_hours_h", "out of order")),
]


@pytest.mark.parametrize(("edit", "words"), PACK_CASES)
def test_a_fault_in_the_pack_is_named(folder: Path, edit: Edit, words: tuple[str, ...]) -> None:
    change(folder / "policy_pack.json", edit)
    with pytest.raises(ForeignFileError) as caught:
        load_policy_pack(folder / "policy_pack.json", load_catalogue())
    for word in ("policy_pack.json", *words):
        assert word in str(caught.value)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "windows.json").unlink()
    with pytest.raises(FileError, match=r"windows\.json cannot be read"):
        load_catalogue(folder)


def test_a_newer_file_asks_for_the_newer_release(folder: Path) -> None:
    change(folder / "rules.json", lambda c: c.update(schema="nuanfang-catalogue/2"))
    with pytest.raises(NewerFileError, match="newer release"):
        load_catalogue(folder)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff\xfe", b"{", b'{"schema": 3}', b"PK\x03\x04"]
)
def test_a_foreign_file_is_refused(folder: Path, content: bytes) -> None:
    (folder / "rules.json").write_bytes(content)
    with pytest.raises(ForeignFileError, match=r"rules\.json"):
        load_catalogue(folder)


def test_fields_of_a_later_edition_are_left_alone(folder: Path) -> None:
    def later(content: Any) -> None:
        content["colour_charts"] = [1, 2]
        row(content, "measures", "W_EPS80")["colour"] = "white"

    change(folder / "measures.json", later)
    catalogue = load_catalogue(folder)
    assert catalogue.measures == load_catalogue().measures
    assert catalogue.sha256 != load_catalogue().sha256


def test_several_faults_are_counted(folder: Path) -> None:
    def three(content: Any) -> None:
        for name in ("W_EPS50", "W_EPS80", "W_EPS100"):
            row(content, "measures", name)["rules"] = ["R99"]

    change(folder / "measures.json", three)
    with pytest.raises(ForeignFileError, match="There are 2 more such places"):
        load_catalogue(folder)


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
    st.just([]),
    st.just({}),
    st.just([[[0]]]),
)


def _spoil(node: Any, picks: list[int], odd: Any) -> None:
    """Walk into ``node`` by ``picks`` and put ``odd`` in place of what is there."""
    for pick in picks:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = keys[pick % len(keys)]
        if pick == picks[-1] or not isinstance(node[key], dict | list):
            node[key] = odd
            return
        node = node[key]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    file=st.sampled_from(FILES),
    picks=st.lists(st.integers(0, 500), min_size=1, max_size=8),
    odd=ODD,
)
def test_no_odd_value_brings_anything_but_a_sentence(
    tmp_path: Path, file: str, picks: list[int], odd: Any
) -> None:
    work = tmp_path / "odd"
    shutil.copytree(resource("catalogue"), work, dirs_exist_ok=True)
    change(work / file, lambda c: _spoil(c, picks, odd))
    _load_or_sentence(work)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    file=st.sampled_from(FILES), at=st.floats(0, 1), junk=st.binary(max_size=8), cut=st.booleans()
)
def test_no_damaged_bytes_bring_anything_but_a_sentence(
    tmp_path: Path, file: str, at: float, junk: bytes, cut: bool
) -> None:
    work = tmp_path / "damaged"
    shutil.copytree(resource("catalogue"), work, dirs_exist_ok=True)
    data = (work / file).read_bytes()
    place = int(at * len(data))
    (work / file).write_bytes(data[:place] + junk + (b"" if cut else data[place + len(junk) :]))
    _load_or_sentence(work)


def _load_or_sentence(folder: Path) -> None:
    try:
        load_policy_pack(folder / "policy_pack.json", load_catalogue(folder))
    except AppError as error:
        assert str(error).endswith(".")
