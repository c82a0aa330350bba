"""The calculation process: newest wins, cancel is real, death is mended."""

import os
import queue
from collections.abc import Callable, Iterator

import pytest

from app.errors import AppError, Cancelled
from app.services.worker import BugError, Outcome, ProcessDiedError, Worker

HERE = "tests.services.worker_tasks"


@pytest.fixture
def outcomes() -> "queue.Queue[Outcome]":
    return queue.Queue()


@pytest.fixture
def make(outcomes: "queue.Queue[Outcome]") -> Iterator[Callable[..., Worker]]:
    workers: list[Worker] = []

    def build(**settings: bool) -> Worker:
        workers.append(Worker(outcomes.put, **settings))
        return workers[-1]

    yield build
    for worker in workers:
        worker.close()


def test_a_result_comes_from_another_process(make, outcomes) -> None:
    make().ask(f"{HERE}:own_process_id")
    assert outcomes.get(timeout=30).result != os.getpid()


def test_errors_of_the_user_and_of_the_program_are_told_apart(make, outcomes) -> None:
    worker = make()
    worker.ask(f"{HERE}:refuse", "Measure the wall.")
    worker.ask(f"{HERE}:divide", 1, 0)
    first, second = outcomes.get(timeout=30), outcomes.get(timeout=30)
    assert isinstance(first.error, AppError)
    assert str(first.error) == "Measure the wall."
    assert isinstance(second.error, BugError)
    assert "ZeroDivisionError" in str(second.error)


def test_only_the_newest_of_many_requests_is_answered(make, outcomes, tmp_path) -> None:
    worker = make(newest_only=True)
    gate = tmp_path / "open"
    worker.ask(f"{HERE}:wait_for", str(gate))
    for number in range(5):
        newest = worker.ask(f"{HERE}:double", number)
    gate.touch()
    outcome = outcomes.get(timeout=30)
    assert (outcome.number, outcome.result) == (newest, 8)
    assert outcomes.empty()


def test_cancelled_work_ends_before_it_is_done(make, outcomes) -> None:
    worker = make()
    number = worker.ask(f"{HERE}:long_work", with_progress=True)
    assert outcomes.get(timeout=30).share is not None
    worker.cancel(number)
    shares = [outcome.share for outcome in iter(lambda: _last(outcomes), None)]
    assert all(share < 1 for share in shares)


def _last(outcomes: "queue.Queue[Outcome]") -> Outcome | None:
    outcome = outcomes.get(timeout=30)
    if outcome.share is not None:
        return outcome
    assert isinstance(outcome.error, Cancelled)
    return None


def test_a_dead_process_is_told_and_replaced(make, outcomes) -> None:
    worker = make()
    worker.ask(f"{HERE}:die")
    assert isinstance(outcomes.get(timeout=30).error, ProcessDiedError)
    worker.ask(f"{HERE}:double", 21)
    assert outcomes.get(timeout=30).result == 42


def test_closing_leaves_no_process(make, outcomes) -> None:
    worker = make()
    worker.ask(f"{HERE}:own_process_id")
    process = outcomes.get(timeout=30).result
    worker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_work_that_is_overtaken_ends_at_its_next_progress(make, outcomes) -> None:
    worker = make(newest_only=True)
    worker.ask(f"{HERE}:long_work", with_progress=True)
    assert outcomes.get(timeout=30).share is not None
    newest = worker.ask(f"{HERE}:double", 4)
    while (outcome := outcomes.get(timeout=20)).share is not None:
        pass
    assert (outcome.number, outcome.result) == (newest, 8)


def test_a_cancel_before_the_work_has_begun_is_not_lost(make, outcomes) -> None:
    worker = make()
    worker.cancel(worker.ask(f"{HERE}:long_work", with_progress=True))
    while (outcome := outcomes.get(timeout=30)).share is not None:
        pass
    assert isinstance(outcome.error, Cancelled)
