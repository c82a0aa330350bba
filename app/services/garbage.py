"""How often the collector looks for garbage while houses are calculated."""

import gc

GARBAGE = (20_000, 20, 20)
"""Calculating makes many records and hardly a cycle among them."""


def look_seldom() -> None:
    """Have the collector look seldom: a plan makes many records and hardly a cycle of them."""
    gc.set_threshold(*GARBAGE)
