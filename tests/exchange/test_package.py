"""The data package: by schema, hostile until checked."""

import dataclasses
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import AppError, ForeignFileError, NewerFileError
from app.exchange.package import (
    SCHEMA,
    DataPackage,
    PackageDwelling,
    ResultSummary,
    package_bytes,
    package_schema,
    read_package,
    write_package,
)
from app.model.change import Change
from app.model.ids import derived_id

IDS = [derived_id("test", str(number)) for number in range(6)]
CHANGE = Change(
    id=IDS[0],
    subject="dwelling",
    subject_id=IDS[1],
    row="",
    field="C02",
    value=13.2,
    empty=None,
    provenance="measured",
    confirmed=False,
    operator="李师傅",
    device=IDS[2],
    sequence=1,
    at="2026-11-20T08:00:00Z",
    batch=IDS[3],
    parents=(),
)
RESULT = ResultSummary(
    assessed_at="2026-11-20T08:00:00Z",
    method="demand-v1",
    q_h_nd_kwh=9000.0,
    q_h_nd_kwh_m2=150.0,
    phi_hl_kw=7.5,
    heating_cost_cny=2400.0,
    co2_kg=4000.0,
    kgce=1500.0,
    confidence_points=70,
    hashes={"engine": "1"},
)
PACKAGE = DataPackage(
    schema=SCHEMA,
    package_id=IDS[4],
    created_at="2026-11-20T08:00:00Z",
    program="nuanfang 0.1.0",
    village_id=IDS[5],
    village_name="示例村",
    practice=True,
    catalogue="c 1",
    policy_pack="p 1",
    village={},
    dwellings=[
        PackageDwelling(
            id=IDS[1], household_id=IDS[2], code="0001", state="assessed", survey={}, result=RESULT
        )
    ],
    changes=[CHANGE],
)


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    write_package(path, PACKAGE)
    assert read_package(path) == PACKAGE


def test_the_package_keeps_its_schema() -> None:
    jsonschema.validate(json.loads(package_bytes(PACKAGE)), package_schema())


def test_a_newer_package_asks_for_an_update(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    write_package(path, dataclasses.replace(PACKAGE, schema="nuanfang-package/99"))
    with pytest.raises(NewerFileError):
        read_package(path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 3}', '{"schema": "other/1"}', "\x00"])
def test_a_foreign_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(text)
    with pytest.raises(ForeignFileError, match=r"p\.json"):
        read_package(path)


def test_an_id_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    write_package(path, dataclasses.replace(PACKAGE, village_id="'; drop table change"))
    with pytest.raises(ForeignFileError):
        read_package(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(cut=st.integers(0, 2000), junk=st.binary(max_size=8))
def test_a_damaged_package_never_ends_in_anything_but_a_sentence(
    tmp_path: Path, cut: int, junk: bytes
) -> None:
    path = tmp_path / "p.json"
    data = package_bytes(PACKAGE)
    path.write_bytes(data[:cut] + junk + data[cut + len(junk) + 1 :])
    try:
        read_package(path)
    except AppError as error:
        assert "p.json" in str(error)
