"""Work on another thread: its result, its errors, and its end when nobody wants it any more."""

from collections.abc import Callable
from contextvars import ContextVar
from threading import Event

import pytest

from app.errors import Cancelled
from app.services.beside import beside

Alive = Callable[[float], None]
WAIT = 20.0
SAID: ContextVar[str] = ContextVar("said", default="")


def test_both_go_on_at_the_same_time() -> None:
    here, there = Event(), Event()

    def work(_alive: Alive) -> bool:
        there.set()
        return here.wait(WAIT)

    with beside(work) as coming:
        assert there.wait(WAIT)
        here.set()
        assert coming.result()


def test_its_error_comes_where_its_result_is_asked_for() -> None:
    def work(_alive: Alive) -> None:
        raise ValueError("no heat")

    with pytest.raises(ValueError, match="no heat"), beside(work) as coming:
        coming.result()


def test_an_error_of_the_body_ends_the_work() -> None:
    begun, ended = Event(), Event()

    def work(alive: Alive) -> None:
        begun.set()
        try:
            while True:
                alive(0.0)
        except Cancelled:
            ended.set()
            raise

    def body() -> None:
        with beside(work):
            assert begun.wait(WAIT)
            raise KeyError("cancelled by hand")

    with pytest.raises(KeyError):
        body()
    assert ended.is_set()


def test_it_knows_what_the_caller_has_set() -> None:
    SAID.set("English")
    with beside(lambda _alive: SAID.get()) as coming:
        assert coming.result() == "English"
