"""Numbers in, numbers out: no files, no clock, no settings."""
