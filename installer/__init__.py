"""From a checkout to a running, tested, frozen program."""
