"""Puts everything together: the command ``nuanfang``, window or verb."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.i18n import LANGUAGES, Language, set_language

VERBS = frozenset(
    (
        "demo",
        "simulate",
        "assess",
        "plan",
        "heating",
        "scenarios",
        "account",
        "solar",
        "sheet",
        "steps",
        "agree",
        "as-built",
        "design-check",
        "station",
        "import",
        "export",
        "catalogue",
        "schema",
        "selfcheck",
    )
)
_BLAS_SETTINGS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: 0 done, 1 the user must act, 2 wrong call."""
    for name in _BLAS_SETTINGS:  # one thread is 8 times faster for our small matrices
        os.environ.setdefault(name, "1")
    _speak_utf8()
    words, chosen = _take_language(list(sys.argv[1:] if arguments is None else arguments))
    set_language(chosen or "zh")
    if words and (words[0] in VERBS or words[0].startswith("-")) and words[0] != "--window":
        # Imported here: a verb must run where there is no Qt, and the window must not
        # wait for the libraries of the verbs.
        from app.cli.commands import run_verb
        from app.services.garbage import look_seldom

        look_seldom()
        return run_verb(words)
    gc.disable()  # the window has a collector of its own; until it runs nothing is garbage
    try:
        return _open_window([word for word in words if word != "--window"], chosen is None)
    finally:
        gc.enable()


def _open_window(words: list[str], own_language: bool) -> int:
    from app.ui.application import run_window

    quit_after_start = "--quit-after-start" in words
    paths = [word for word in words if not word.startswith("--")]
    if len(paths) > 1 or len(words) - len(paths) - quit_after_start:
        from app.cli.commands import run_verb

        return run_verb(["--help"]) or 2
    return run_window(
        Path(paths[0]) if paths else None,
        quit_after_start=quit_after_start,
        own_language=own_language,
    )


def _take_language(words: list[str]) -> tuple[list[str], Language | None]:
    """Take ``--lang zh|en`` out of the call, wherever it stands; None if it names none."""
    chosen: Language | None = None
    given = os.environ.get("NUANFANG_LANG", "")
    if "--lang" in words[:-1]:
        position = words.index("--lang")
        given = words[position + 1]
        words = words[:position] + words[position + 2 :]
    for language in LANGUAGES:
        if given == language:
            chosen = language
    return words, chosen


def _speak_utf8() -> None:
    """Chinese must not fail on a console with another encoding (Windows, LANG=C)."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
