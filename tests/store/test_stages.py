"""Stage fields live in the same change log as the survey: undone, merged, protected."""

from pathlib import Path

import pytest

from app.errors import RefusedError
from app.model.change import Edit
from app.model.ids import new_id
from app.model.stages import STAGE_ROWS, STAGE_SECTIONS, stage_specs, stage_value
from app.model.survey import all_specs, village_specs
from app.model.survey.spec import Kind, specs_of
from app.model.value import Value, known
from app.store.village import VillageFile, create_village
from tests.store.helpers import BY, edit


def house(village: VillageFile) -> tuple[str, str]:
    return village.add_household(BY)


def commit(village: VillageFile, dwelling: str, *edits: Edit) -> None:
    village.commit(dwelling, list(edits), operator=BY, label="资金")


def test_every_stage_field_is_kept_and_read_back(village: VillageFile) -> None:
    _home, dwelling = house(village)
    kept = {}
    for section in STAGE_SECTIONS:
        for spec in specs_of(section.record).values():
            kept[spec.id, ""] = sample(spec.id)
    for kind in STAGE_ROWS.values():
        row = new_id()
        for spec in specs_of(kind.record).values():
            kept[spec.id, row] = sample(spec.id)
    commit(village, dwelling, *(edit(field, value, row) for (field, row), value in kept.items()))
    stages = village.stages(dwelling)
    for (field, row), value in kept.items():
        assert stage_value(stages, field, row).value == value, field


def sample(field: str) -> object:
    spec = stage_specs()[field]
    by_kind = {
        Kind.INTEGER: 7, Kind.DECIMAL: 2.5, Kind.TICK: True, Kind.DATE: "2027-04-05",
        Kind.TEXT: "0417",
    }  # fmt: skip
    if spec.kind is Kind.MULTI:
        return tuple(choice.code for choice in spec.choices)
    return by_kind.get(spec.kind) or spec.choices[0].code


def test_a_funding_is_undone_and_redone_as_one_step(village: VillageFile) -> None:
    _home, dwelling = house(village)
    row = new_id()
    commit(village, dwelling, edit("TF3", 5500))
    commit(
        village, dwelling, Edit("@row", known("help"), row), edit("TF5D", 1.5, row),
        edit("TF6", 200),
    )  # fmt: skip
    assert village.helped_dwellings() == [dwelling]
    village.undo(dwelling, BY)
    stages = village.stages(dwelling)
    assert (stages.helps, stages.funding.donation.known) == ((), False)
    assert stages.funding.own_cash.value == 5500
    village.redo(dwelling, BY)
    assert village.stages(dwelling).helps[0].given.value == 1.5


def test_a_removed_row_is_gone_and_comes_back_with_its_answers(village: VillageFile) -> None:
    _home, dwelling = house(village)
    row = new_id()
    commit(village, dwelling, Edit("@row", known("subsidy"), row), edit("TF2B", 6000, row))
    commit(village, dwelling, Edit("@row", Value(), row))
    assert village.stages(dwelling).subsidies == ()
    village.undo(dwelling, BY)
    assert village.stages(dwelling).subsidies[0].amount.value == 6000


def test_the_survey_does_not_see_stage_fields_nor_the_stages_the_survey(
    village: VillageFile,
) -> None:
    _home, dwelling = house(village)
    before = village.survey(dwelling)
    commit(village, dwelling, edit("TF3", 5500), edit("TF5D", 1.0, new_id()))
    assert village.survey(dwelling) == before
    commit(village, dwelling, edit("N02", 8000))
    assert village.stages(dwelling).funding.own_cash.value == 5500


def test_of_an_account_no_more_than_four_digits_are_kept(village: VillageFile) -> None:
    _home, dwelling = house(village)
    commit(village, dwelling, edit("TF10E", "0042", new_id()))
    for whole in ("6222020200112233", "42a1", "00 42"):
        with pytest.raises(RefusedError):
            commit(village, dwelling, edit("TF10E", whole, new_id()))
    assert [row.digits.value for row in village.stages(dwelling).payments] == ["0042"]


def test_names_and_accounts_go_with_the_household_and_the_figures_stay(
    village: VillageFile,
) -> None:
    home, dwelling = house(village)
    row, paid = new_id(), new_id()
    commit(
        village, dwelling, edit("TF5B", "张三", row), edit("TF5D", 2.0, row),
        edit("TF7B", "李四", ""), edit("TF10D", "李四", paid), edit("TF10B", 3000, paid),
        edit("TF10E", "0042", paid),
    )  # fmt: skip
    assert {"TF5B", "TF7B", "TF10D", "TF10E"} <= village.personal_fields()
    village.withdraw(home, BY)
    stages = village.stages(dwelling)
    assert not stages.helps[0].person.known
    assert not stages.funding.loan_payer.known
    assert not stages.payments[0].payee.known
    assert not stages.payments[0].digits.known
    assert (stages.helps[0].given.value, stages.payments[0].amount.value) == (2.0, 3000)


def test_two_machines_funding_comes_together(tmp_path: Path) -> None:
    with (
        create_village(tmp_path / "a", "官道村", operator=BY) as here,
        create_village(tmp_path / "b", "官道村", operator=BY) as there,
    ):
        _home, dwelling = house(here)
        commit(here, dwelling, edit("TF3", 5500))
        there.merge(here.changes())
        commit(there, dwelling, edit("TF6", 300))
        here.merge(there.changes())
        assert here.stages(dwelling) == there.stages(dwelling)
        assert here.stages(dwelling).funding.donation.value == 300


def test_ids_are_used_once_and_start_with_the_letter_of_their_stage() -> None:
    assert not set(stage_specs()) & (set(all_specs()) | set(village_specs()))
    assert all(field.startswith(("TP", "TF", "TC", "TH", "TV")) for field in stage_specs())
    wanted = {"TP2", *(f"TF{n}" for n in (1, 3, 4, 5, 6, 7, 8, 9))}
    assert wanted <= set(stage_specs())


def test_every_text_is_there_in_both_languages() -> None:
    for spec in stage_specs().values():
        for text in (spec.label, spec.help, *(choice.label for choice in spec.choices)):
            assert text.zh.strip()
            assert text.en.strip()
            assert not any("\u3000" <= char <= "\u9fff" for char in text.en), spec.id
        assert not any("\u4e00" <= char <= "\u9fff" for char in spec.unit_in("en")), spec.id
