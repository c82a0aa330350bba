"""What a verb says: results on stdout, progress and errors on stderr."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import click

from app.services.foreseen import Foreseen, foreseen_words

Progress = Callable[[float], None]


def say(text: str) -> None:
    """Print one line of a result."""
    click.echo(text)


def say_json(data: Any) -> None:
    """Print a result as JSON for other programs."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))


def complain(text: str) -> None:
    """Print a sentence for the user on stderr."""
    click.echo(text, err=True)


class ProgressLine:
    """A line on stderr that moves on a terminal and stays silent elsewhere."""

    def __init__(self, title: str, *, quiet: bool = False) -> None:
        self._title = title
        self._shown = 0.0
        self._live = sys.stderr.isatty() and not quiet
        self._quiet, self._told = quiet, False

    def foreseen(self, found: Foreseen) -> None:
        """Say once how long the work takes, on a terminal or not."""
        if not self._told and not self._quiet:
            click.echo(f"{self._title}: {foreseen_words(found)}", err=True)
        self._told = True

    def __call__(self, share: float) -> None:
        """Show ``share`` of the work done [0 to 1], at most five times a second."""
        now = time.monotonic()
        if not self._live or (share < 1 and now - self._shown < 0.2):
            return
        self._shown = now
        end = "\n" if share >= 1 else ""
        click.echo(f"\r{self._title} {share:4.0%} ", err=True, nl=False)
        click.echo(end, err=True, nl=False)
