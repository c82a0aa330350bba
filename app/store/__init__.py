"""The village file: append-only changes, current values, results."""
