"""What the window must know of the figures that open without loading the catalogue."""

LONGEST = 100.0
"""Years from which a payback is no longer told."""
