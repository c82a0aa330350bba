"""The annual loop, compiled: blocks of four or eight houses through the hours of a year.

``source`` holds the kernel (C, no library behind it), ``layout`` the record that it reads. It is
built by ``dev.py``; a checkout without it says so when the first house is calculated.
"""

import ctypes
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np

from app.calc.kernel.layout import DOUBLE, SINGLE, SIZES, House, Precision, aligned, types
from app.errors import AppError
from app.i18n import gettext as _

NAME = "hourly"
SUFFIX = ".dll" if sys.platform == "win32" else ".so"
BLOCKS_AT_A_TIME = 8
"""Blocks between two reports of progress, and to the interpreter, which others may hold."""


@cache
def library() -> ctypes.CDLL:
    """Return the compiled kernel.

    Raises
    ------
    AppError
        If it has not been built, or from another source.
    """
    try:
        found = ctypes.CDLL(f"{__path__[0]}/{NAME}{SUFFIX}")
        found.kernel_size.restype = ctypes.c_int64
        fits = found.kernel_size() == SIZES
    except (OSError, AttributeError):
        fits = False
    if not fits:
        raise AppError(
            _("The calculation kernel is missing or old. In a checkout, run: python3 dev.py kernel")
        )
    for suffix in (DOUBLE.name, SINGLE.name):
        scratch = getattr(found, f"kernel_scratch{suffix}")
        scratch.restype = ctypes.c_int64
        scratch.argtypes = [ctypes.POINTER(House)]
        for name in ("year", "design"):
            entry = getattr(found, f"kernel_{name}{suffix}")
            entry.restype = None
            entry.argtypes = [ctypes.POINTER(House), ctypes.c_int64, ctypes.c_int64]
    return found


class Run:
    """One batch in the kernel: counts and arrays in, results in the arrays named in ``RESULTS``.

    Arrays by house are (blocks, rows, houses of a block), in the numbers of the precision; their
    shapes stand in ``source/house.h``.
    """

    def __init__(
        self, counts: Mapping[str, int], pressure: float, arrays: Mapping[str, Any],
        results: Mapping[str, Any], precision: Precision = DOUBLE,
    ) -> None:  # fmt: skip
        self._library, self._precision = library(), precision
        self.results = dict(results)
        of = types(precision)
        self._arrays = {
            name: np.ascontiguousarray(values, dtype=of[name]) for name, values in arrays.items()
        }
        self._house = House(pressure=pressure, **counts)
        for name, values in (*self._arrays.items(), *self.results.items()):
            setattr(self._house, name, values.ctypes.data)
        self._room = 4 * self._entry("scratch")(ctypes.byref(self._house))

    def year(self, progress: Callable[[float], None] | None = None, threads: int = 1) -> None:
        """Run all blocks through their days; ``progress`` gets the share done."""
        blocks, parts = self._house.blocks, self._parts(threads)
        if len(parts) == 1:
            self._run(parts[0])
            if progress:
                progress(1.0)
            return
        with ThreadPoolExecutor(max_workers=max(min(threads, len(parts)), 1)) as pool:
            try:
                for (first, count), _done in zip(parts, pool.map(self._run, parts), strict=True):
                    if progress:
                        progress((first + count) / blocks)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def begin(self, pool: ThreadPoolExecutor, threads: int) -> list["Future[None]"]:
        """Give all blocks to a pool of so many threads; they have run when the futures are done."""
        return [pool.submit(self._run, part) for part in self._parts(threads)]

    def _parts(self, threads: int) -> list[tuple[int, int]]:
        """Return first blocks and numbers of blocks that run in one go, some for each thread."""
        blocks = self._house.blocks
        size = min(BLOCKS_AT_A_TIME, -(-blocks // max(threads, 1)))
        return [(k, min(size, blocks - k)) for k in range(0, blocks, size)]

    def design_day(self) -> None:
        """Run all blocks through the design day."""
        self._call(self._entry("design"), 0, self._house.blocks)

    def _run(self, part: tuple[int, int]) -> None:
        self._call(self._entry("year"), *part)

    def _entry(self, name: str) -> Any:
        return getattr(self._library, f"kernel_{name}{self._precision.name}")

    def _call(self, entry: Any, first: int, count: int) -> None:
        """Run some blocks with a scratch of their own, so that threads do not meet."""
        house, scratch = House.from_buffer_copy(self._house), aligned((self._room,), np.float64)
        scratch.fill(0.0)
        house.scratch = scratch.ctypes.data
        entry(ctypes.byref(house), first, count)
