"""How long work will take, told to whoever listens: known only once it has begun."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from app.i18n import gettext as _

MANY = 10_000
"""States of a search above which its duration is told beforehand."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A search of so many ``states`` at most, and the ``seconds`` it still takes at most, by the
    pace of this run on this computer."""

    states: int
    seconds: float


Listener = Callable[[Foreseen], None]
_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have what is foreseen told to ``listener``."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def tell(foreseen: Foreseen) -> None:
    """Tell the listener, if there is one."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(foreseen)


def foreseen_words(foreseen: Foreseen) -> str:
    """Return the sentence for the user."""
    seconds = foreseen.seconds
    time = (
        _("{n:.0f} minutes").format(n=max(seconds / 60.0, 1.0))
        if seconds >= 90
        else _("{n:.0f} seconds").format(n=max(seconds, 1.0))
    )
    return _(
        "Up to {states} states of the house have to be calculated: at most about {time} more on "
        "this computer. It can be stopped."
    ).format(states=f"{foreseen.states:,}", time=time)
