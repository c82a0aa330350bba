"""Work for the calculation process under test."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from app.errors import AppError


def own_process_id() -> int:
    return os.getpid()


def refuse(sentence: str) -> None:
    raise AppError(sentence)


def divide(a: float, b: float) -> float:
    return a / b


def double(number: int) -> int:
    return 2 * number


def wait_for(path: str) -> None:
    while not Path(path).exists():
        time.sleep(0.01)


def long_work(progress: Callable[[float], None]) -> None:
    for step in range(3000):
        progress(step / 3000)
        time.sleep(0.01)


def die() -> None:
    os._exit(3)
