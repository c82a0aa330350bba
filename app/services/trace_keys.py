"""What the window must know of the figures that open without loading the catalogue."""

LONGEST = 100.0
"""Years from which a payback is no longer told."""
WORTH, CASE_COST, CASE_BACK = "worth", "case_cost", "case_back"
"""Figures of the advice on a package, and of its money under other energy prices."""
