"""Files between offices, programs and people."""
