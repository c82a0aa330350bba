"""A process that calculates, so that the window never does.

A :class:`Worker` owns one spawned process. Requests name a function of an importable module;
outcomes arrive by a callback on a thread of the worker. With ``newest_only`` a newer request
replaces those before it: one that has not begun is dropped, one that runs ends at its next
progress, and its outcome is dropped.
The death of the process is noticed, told and mended by starting another.
"""

import importlib
import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from app.errors import AppError, Cancelled
from app.i18n import Language, language, set_language
from app.i18n import gettext as _
from app.services.foreseen import Foreseen, listening
from app.services.garbage import look_seldom
from app.services.lifeline import end_with_parent
from app.services.parcels import packed, unpacked

BLAS_SETTINGS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_QUICK = 0.1  # [s] the share of what is done sooner is not told: to show it takes time too
_GOODBYE = 0.2  # [s] that a process has to end by itself; one that still starts has nothing to end
_PATIENCE = 3  # deaths in a row before the process is no longer started by itself


class BugError(Exception):
    """A fault of the program inside the process; the text is its traceback."""


class ProcessDiedError(AppError):
    """The process ended while it worked."""


@dataclass(frozen=True, slots=True)
class Request:
    """Call ``function`` ("module:name") with ``arguments``; long ones also get ``progress``."""

    number: int
    function: str
    arguments: tuple[Any, ...]
    language: Language
    with_progress: bool
    newest_only: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request: a result, an error, or how far it is (``share`` 0 to 1) and how
    long it takes, if that is ``foreseen``."""

    number: int
    result: Any = None
    error: Exception | None = None
    share: float | None = None
    foreseen: Foreseen | None = None


@dataclass(frozen=True, slots=True)
class _Cancel:
    number: int


class Worker:
    """One calculation process and the way to it. Methods are called from one thread."""

    def __init__(self, receive: Callable[[Outcome], None], *, newest_only: bool = False) -> None:
        self._receive = receive
        self._newest_only = newest_only
        self._lock = threading.RLock()
        self._waiting: list[Request] = []
        self._running: Request | None = None
        self._last = 0
        self._deaths = 0
        self._closed = False
        self._heard = False  # the present process has answered: it is not starting any more
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._reader: threading.Thread | None = None

    def start(self) -> None:
        """Start the process; a request starts it too."""
        with self._lock:
            if self._closed or self._process is not None:
                return
            self._heard = False
            context = multiprocessing.get_context("spawn")
            self._connection, theirs = context.Pipe()
            self._process = context.Process(
                target=_serve, args=(theirs,), name="nuanfang-worker", daemon=True
            )
            self._process.start()
            theirs.close()
            self._reader = threading.Thread(
                target=self._read, args=(self._connection, self._process), daemon=True
            )
            self._reader.start()

    def ask(self, function: str, *arguments: Any, with_progress: bool = False) -> int:
        """Have ``function`` ("module:name") called and return the number of the request."""
        with self._lock:
            self._last += 1
            request = Request(
                self._last, function, arguments, language(), with_progress, self._newest_only
            )
            self.start()
            if self._newest_only and self._process is not None:
                self._running = request
                self._send(request)
            else:
                self._waiting.append(request)
                self._send_next()
            return request.number

    def cancel(self, number: int) -> None:
        """End a request: at once if it waits, at its next progress if it runs."""
        with self._lock:
            waiting = [request for request in self._waiting if request.number == number]
            if waiting:
                self._waiting.remove(waiting[0])
                self._receive(Outcome(number, error=Cancelled()))
            elif self._running is not None and self._running.number == number:
                self._send(_Cancel(number))

    def close(self) -> None:
        """End process and thread and wait until both are gone."""
        with self._lock:
            self._closed = True
            self._waiting.clear()
            process, connection, reader = self._process, self._connection, self._reader
            self._process = None
        if process is not None and connection is not None:
            self._send(None)
            process.join(_GOODBYE if self._heard else 0.0)
            if process.is_alive():
                process.terminate()
            process.join()
            if reader is not None and reader is not threading.current_thread():
                reader.join()
            connection.close()
            process.close()

    def _send_next(self) -> None:
        if self._running is None and self._waiting and self._process is not None:
            self._running = self._waiting.pop(0)
            self._send(self._running)

    def _send(self, message: Request | _Cancel | None) -> None:
        try:
            if self._connection is not None:
                self._connection.send_bytes(packed(message))
        except OSError:  # the process has just died; the reader notices and tells
            return

    def _read(self, connection: Connection, process: BaseProcess) -> None:
        while True:
            try:
                outcome: Outcome = unpacked(connection.recv_bytes())
            except (EOFError, OSError):
                break
            self._take(outcome)
        self._bury(process)

    def _take(self, outcome: Outcome) -> None:
        with self._lock:
            self._heard = True
            running = self._running
            if self._closed or running is None or running.number != outcome.number:
                return  # overtaken by a newer request
            if outcome.share is None:
                self._running = None
                self._deaths = 0
                self._send_next()
        self._receive(outcome)

    def _bury(self, process: BaseProcess) -> None:
        with self._lock:
            if self._closed or self._process is not process:
                return
            process.join()
            lost, self._running = self._running, None
            self._process = None
            self._deaths += 1
            if self._deaths < _PATIENCE:
                self.start()
                self._send_next()
        if lost is not None:
            self._receive(Outcome(lost.number, error=ProcessDiedError(_died_sentence())))


def _died_sentence() -> str:
    return _(
        "The calculation stopped unexpectedly and was started again. "
        "Nothing you entered is lost; the next entry calculates anew."
    )


def _serve(connection: Connection) -> None:
    """Live in the process: take requests until the window closes the line."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in BLAS_SETTINGS:
        os.environ.setdefault(name, "1")
    look_seldom()
    backlog: list[Request | _Cancel | None] = []
    try:
        while (message := _next(connection, backlog)) is not None:
            connection.send_bytes(packed(_answer(message, connection, backlog)))
    except (EOFError, OSError):
        return


def _next(connection: Connection, backlog: list[Request | _Cancel | None]) -> Request | None:
    """Return the next request, passing over those that a newer one has overtaken."""
    while True:
        message = backlog.pop(0) if backlog else unpacked(connection.recv_bytes())
        while connection.poll(0):
            backlog.append(unpacked(connection.recv_bytes()))
        overtaken = isinstance(message, Request) and message.newest_only and any(backlog)
        if message is None or (isinstance(message, Request) and not overtaken):
            return message


class _Work:
    """One request under way, and the line on which it says how far it is."""

    def __init__(
        self, request: Request, connection: Connection, backlog: list[Request | _Cancel | None]
    ) -> None:
        self._request = request
        self._connection = connection
        self._backlog = backlog
        self._begin = time.monotonic()
        self._share = 0.0

    def progress(self, share: float) -> None:
        """Say how far the work is; raises Cancelled when it shall end."""
        number, backlog, connection = self._request.number, self._backlog, self._connection
        if _Cancel(number) in backlog:  # it came before the work had begun
            raise Cancelled
        while connection.poll(0):
            message = unpacked(connection.recv_bytes())
            if isinstance(message, _Cancel):
                if message.number == number:
                    raise Cancelled
            else:
                backlog.append(message)
                if message is None or self._request.newest_only:
                    raise Cancelled
        self._share = share
        if time.monotonic() - self._begin > _QUICK:
            connection.send_bytes(packed(Outcome(number, share=share)))

    def foreseen(self, found: Foreseen) -> None:
        """Say how long the work takes."""
        if self._request.with_progress:
            told = Outcome(self._request.number, share=self._share, foreseen=found)
            self._connection.send_bytes(packed(told))


def _answer(
    request: Request, connection: Connection, backlog: list[Request | _Cancel | None]
) -> Outcome:
    set_language(request.language)
    work = _Work(request, connection, backlog)
    try:
        module, name = request.function.split(":")
        function = getattr(importlib.import_module(module), name)
        extra = {"progress": work.progress} if request.with_progress else {}
        with listening(work.foreseen):
            return Outcome(request.number, result=function(*request.arguments, **extra))
    except (AppError, Cancelled) as error:
        return Outcome(request.number, error=error)
    except Exception:  # noqa: BLE001 - a bug must reach the log of the window, whatever it is
        return Outcome(request.number, error=BugError(traceback.format_exc()))
