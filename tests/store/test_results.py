"""Results are kept whole; their headline figures stand in the overview."""

import threading

from app.store.thread import StoreThread
from app.store.village import VillageFile, open_village
from tests.store.helpers import BY, edit, enter


def test_the_newest_result_comes_back_byte_for_byte(
    village: VillageFile, password: str | None
) -> None:
    _household, dwelling = village.add_household(BY)
    assert village.latest_result(dwelling, "assessment") is None
    summary = {"confidence": 72, "heated_area": 59.9}
    village.save_result(dwelling, "assessment", b"old", {"fingerprint": "a"}, summary)
    village.save_result(dwelling, "plan", b"plan", {"fingerprint": "p"}, {"saving": 0.34})
    payload = bytes(range(256)) * 100
    kept = village.save_result(dwelling, "assessment", payload, {"fingerprint": "b"}, summary)
    village.close()
    with open_village(village.folder, password=password) as again:
        stored = again.latest_result(dwelling, "assessment")
        assert stored is not None and stored.id == kept and stored.payload == payload
        assert stored.hashes == {"fingerprint": "b"} and stored.summary == summary
        row = again.dwelling(dwelling)
        assert (row.heated_area, row.confidence, row.saving) == (59.9, 72, 0.34)


def test_a_plan_without_a_package_takes_the_saving_away(plain_village: VillageFile) -> None:
    _household, dwelling = plain_village.add_household(BY)
    plain_village.save_result(dwelling, "plan", b"", {}, {"saving": 0.34})
    plain_village.save_result(dwelling, "plan", b"", {}, {"saving": None})
    assert plain_village.dwelling(dwelling).saving is None


def test_the_overview_shows_danger_and_bad_flues(plain_village: VillageFile) -> None:
    _household, dwelling = plain_village.add_household(BY)
    assert plain_village.dwelling(dwelling).flags == ()
    enter(plain_village, dwelling, M01="D", I10="bad", A05="三组27号")
    row = plain_village.dwelling(dwelling)
    assert row.flags == ("grade_d", "flue_bad") and row.group_door == "三组27号"
    assert row.last_change_at == plain_village.history(dwelling)[0].at
    assert plain_village.overview() == [row]


def test_many_threads_may_write_at_once_and_nothing_is_lost(village: VillageFile) -> None:
    _household, dwelling = village.add_household(BY)
    errors: list[BaseException] = []

    def work(field: str) -> None:
        try:
            for number in range(8):
                change = [edit(field, number)]
                village.commit(dwelling, change, operator=field, label=field)
                village.overview()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test must see it
            errors.append(error)

    threads = [threading.Thread(target=work, args=(f,)) for f in ("B04", "A06", "A07", "C02")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len([c for c in village.changes() if not c.field.startswith("@")]) == 32
    sequences = [change.sequence for change in village.changes()]
    assert sequences == list(range(1, len(sequences) + 1))


def test_work_of_the_store_thread_may_ask_the_store(plain_village: VillageFile) -> None:
    thread = StoreThread()
    assert thread.run(lambda: thread.run(lambda: 7)) == 7
    thread.stop()
