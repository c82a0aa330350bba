"""What leaves a village and what enters it: papers, tables, packages, weather."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema
import openpyxl
import pytest

import app.services.village as village_service
from app.errors import AppError, ForeignFileError, NotFoundError
from app.exchange.package import package_schema, read_package
from app.model.survey import value_of
from app.resources import resource
from app.services.assess import Context, context_for, load_context
from app.services.consent_record import beyond_consent
from app.services.demo import create_practice_village
from app.services.importing import import_file, weather_path
from app.services.longjobs import plan_house
from app.services.own_figures import OwnPrice, price_edit
from app.services.practice import practice_edits
from app.services.publish import dwelling_by_code, export_village, write_sheets
from app.services.records import assessment_to_bytes, plan_to_bytes
from app.services.register import mask_name
from app.services.village import (
    assess_dwelling,
    fingerprint,
    is_planned,
    outdated,
    plan_dwelling,
)
from app.store.village import VillageFile, open_village
from tests.report.sample import ASSESSMENT, PLAN, PRINTED
from tests.signing import sign


@pytest.fixture
def village(tmp_path: Path) -> Iterator[VillageFile]:
    """The practice village with a kept result of its first house."""
    with create_practice_village(tmp_path / "village") as file:
        dwelling = dwelling_by_code(file, "0001")
        mark = {"fingerprint": fingerprint(file, dwelling, load_context())}
        file.save_result(dwelling, "assessment", assessment_to_bytes(ASSESSMENT), mark, {})
        mark = {"fingerprint": mark["fingerprint"] + ":"}
        file.save_result(dwelling, "plan", plan_to_bytes(PLAN), mark, {"saving": 0.37})
        yield file


def test_the_practice_village_is_complete_and_says_what_it_is(village: VillageFile) -> None:
    assert village.practice
    assert len(village.overview()) == 20
    assert {row.state for row in village.overview()} == {"surveyed"}


def test_a_kept_result_that_still_holds_is_not_computed_again(
    village: VillageFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_arguments: object, **_words: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr(village_service, "assess", never)
    monkeypatch.setattr(village_service, "plan", never)
    dwelling, context = dwelling_by_code(village, "0001"), load_context()
    assert assess_dwelling(village, dwelling, context) == ASSESSMENT
    assert plan_dwelling(village, dwelling, context) == PLAN
    assert is_planned(village, dwelling, context)
    village.commit(
        dwelling,
        [practice_edits().houses[1].edits(dwelling)[-1]],
        operator="李师傅",
        label="change",
    )
    assert not is_planned(village, dwelling, context)


def test_the_sheet_bears_code_and_name_and_is_a_pdf(village: VillageFile, tmp_path: Path) -> None:
    dwelling = dwelling_by_code(village, "0001")
    (path,) = write_sheets(
        village, [dwelling], tmp_path / "sheets", load_context(), printed_at=PRINTED
    )
    assert path.read_bytes().startswith(b"%PDF")
    assert path.name.startswith("0001_")
    assert path.name.endswith("_20261122.pdf")


def test_the_export_names_those_who_did_not_let_the_district_have_their_data(
    village: VillageFile,
) -> None:
    assert beyond_consent(village) == ""  # nobody has signed
    first, second = (dwelling_by_code(village, code) for code in ("0001", "0002"))
    sign(village, first, TC8B=("village", "town"))
    sign(village, second, TC8B=("village", "district"))
    assert "0001" in beyond_consent(village)
    assert "0002" not in beyond_consent(village)


def test_the_export_keeps_its_schema_and_no_personal_data(
    village: VillageFile, tmp_path: Path
) -> None:
    signed = dwelling_by_code(village, "0001")
    sign(village, signed, TC5B="thumb", TC5C="钱见证", TC5D="孙旁观")
    package_path, xlsx_path, csv_path, account_path, consent_path = export_village(
        village, tmp_path / "district", load_context()
    )
    text = package_path.read_text(encoding="utf-8")
    jsonschema.validate(json.loads(text), package_schema())
    everything = text + csv_path.read_text(encoding="utf-8-sig")
    accounts = account_path.read_text(encoding="utf-8-sig")
    consents = consent_path.read_text(encoding="utf-8-sig")
    everything += accounts + consents
    assert "钱见证" not in everything and "孙旁观" not in everything
    for row in village.overview():
        survey = village.survey(row.dwelling_id)
        for field in ("A02", "A03", "A04"):
            value = value_of(survey, field).value
            assert value is None or str(value) not in everything
    result = json.loads(text)["dwellings"][0]["result"]
    assert result["saving_demand"] == 0.37
    assert 0 <= result["electricity_share_final"] <= result["electricity_share_primary"] <= 1
    states = {line.split(",")[1] for line in accounts.splitlines() if line.startswith("0001,")}
    assert states == {"now", "cheapest"}
    told = next(line for line in consents.splitlines() if line.startswith("0001,"))
    assert all(part in told for part in ("按手印", "钱＊＊", "孙＊＊", "镇批1号", ",7,1"))
    consent = json.loads(text)["dwellings"][0]["consent"]
    assert (consent["TC2B"], consent["TC5B"], consent["TC7"]) == (23, "thumb", "协3号")
    assert not {"TC5C", "TC5D", "TC5E"} & set(consent)
    sheet = openpyxl.load_workbook(xlsx_path).active
    assert [cell.value for cell in sheet["A"][1:21]] == [row.code for row in village.overview()]


def test_a_package_brings_the_changes_of_another_machine(
    village: VillageFile, tmp_path: Path
) -> None:
    dwelling = dwelling_by_code(village, "0001")
    village.backup(tmp_path / "other.nuanfang")
    other_home = tmp_path / "other"
    other_home.mkdir()
    shutil.move(tmp_path / "other.nuanfang", other_home / "village.nuanfang")
    edits = [edit for edit in practice_edits().houses[3].edits(dwelling) if edit.field == "C04"]
    with open_village(other_home) as other:
        other.commit(dwelling, edits, operator="王师傅", label="height")
        package_path, *_rest = export_village(other, tmp_path / "out", load_context())
    assert value_of(village.survey(dwelling), "C04") != edits[0].value
    done = import_file(village, package_path)
    assert done.added > 0
    assert value_of(village.survey(dwelling), "C04").value == edits[0].value.value
    assert import_file(village, package_path).added == 0


def test_a_package_of_another_village_is_refused(village: VillageFile, tmp_path: Path) -> None:
    with create_practice_village(tmp_path / "elsewhere") as other:
        package_path, *_rest = export_village(other, tmp_path / "out", load_context())
    before = village.changes()
    with pytest.raises(ForeignFileError):
        import_file(village, package_path)
    assert village.changes() == before
    assert read_package(package_path).practice


def test_a_weather_year_is_taken_into_the_village(village: VillageFile, tmp_path: Path) -> None:
    assert weather_path(village) is None
    source = resource("climate", "CHN_TJ_Tianjin.SYN_CC0.epw")
    import_file(village, source)
    kept = weather_path(village)
    assert kept is not None
    assert kept.read_bytes() == source.read_bytes()
    broken = tmp_path / "broken.epw"
    broken.write_text("LOCATION", encoding="utf-8")
    with pytest.raises(AppError):
        import_file(village, broken)
    assert weather_path(village) == kept


def test_an_unknown_house_is_named_with_the_ones_there_are(village: VillageFile) -> None:
    with pytest.raises(NotFoundError, match="0001"):
        dwelling_by_code(village, "9999")


def test_names_are_masked_but_for_their_first_character() -> None:
    assert mask_name("欧阳建国") == "欧＊＊＊"
    assert mask_name(None) == ""


def _kept_with(village: VillageFile, context: Context) -> str:
    """Keep the sample results as if this catalogue and pack had made them."""
    dwelling = dwelling_by_code(village, "0001")
    mark = fingerprint(village, dwelling, context)
    hashes = {"catalogue": context.catalogue.sha256, "policy_pack": context.pack.sha256}
    plan = replace(PLAN, premises=replace(PLAN.premises, hashes=hashes))
    village.save_result(
        dwelling, "assessment", assessment_to_bytes(ASSESSMENT), {"fingerprint": mark}, {}
    )
    named = {"fingerprint": f"{mark}:W_EPS80"}
    village.save_result(dwelling, "plan", plan_to_bytes(plan), named, {})
    return dwelling


def test_a_plan_that_only_prices_left_behind_is_kept_and_says_so(
    village: VillageFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    dwelling = _kept_with(village, load_context())
    assert outdated(village, dwelling, load_context()) is None
    price = OwnPrice(80.0, 95.0, 110.0, "合同", "2026-11-22")
    edit = price_edit(village.village_values(), load_context().catalogue, "W_EPS50", price)
    village.commit_village([edit], operator="李师傅", label="price")
    context = context_for(village.village_values())
    old = outdated(village, dwelling, context)
    assert old is not None
    assert (old.catalogue, old.pack, old.own) == (True, False, ("W_EPS80",))
    assert old.assessment == ASSESSMENT
    assert old.serves(()) and old.serves(("W_EPS80",)) and not old.serves(("LED",))

    def never(*_arguments: object, **_words: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr(village_service, "assess", never)
    monkeypatch.setattr(village_service, "plan", never)
    path = village.path
    village.close()
    shown = plan_house(path, None, dwelling, (), None, False, progress=lambda _share: None)
    assert (shown.outdated, shown.kept) == (("catalogue",), ())
    with pytest.raises(AssertionError, match="computed again"):
        plan_house(path, None, dwelling, (), None, True, progress=lambda _share: None)


def test_a_plan_is_not_kept_when_answers_changed_as_well(village: VillageFile) -> None:
    dwelling = _kept_with(village, load_context())
    other = replace(load_context(), catalogue=replace(load_context().catalogue, sha256="other"))
    assert outdated(village, dwelling, other) is not None
    village.commit(
        dwelling,
        [practice_edits().houses[1].edits(dwelling)[-1]],
        operator="李师傅",
        label="change",
    )
    assert outdated(village, dwelling, other) is None
    assert outdated(village, dwelling_by_code(village, "0002"), other) is None


def test_the_price_taken_back_makes_the_plan_hold_again(village: VillageFile) -> None:
    dwelling = _kept_with(village, load_context())
    price = OwnPrice(80.0, 95.0, 110.0, "合同", "2026-11-22")
    edit = price_edit(village.village_values(), load_context().catalogue, "W_EPS50", price)
    village.commit_village([edit], operator="李师傅", label="price")
    assert not is_planned(village, dwelling, context_for(village.village_values()))
    back = price_edit(village.village_values(), load_context().catalogue, "W_EPS50", None)
    village.commit_village([back], operator="李师傅", label="price")
    assert is_planned(village, dwelling, context_for(village.village_values()))
