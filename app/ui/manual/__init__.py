"""The parts of the help page."""
