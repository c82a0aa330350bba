"""Random 128-bit ids: the only keys that travel in data packages."""

import hashlib
import secrets


def new_id() -> str:
    """Return a new random 128-bit id as 32 lower-case hexadecimal digits."""
    return secrets.token_hex(16)


def is_id(text: object) -> bool:
    """Tell whether ``text`` has the form of an id."""
    return isinstance(text, str) and len(text) == 32 and not set(text) - set("0123456789abcdef")


def derived_id(*parts: str) -> str:
    """Return the id that everybody derives from the same parts.

    Used where two machines must name the same thing without talking, such as the first
    south window row of a dwelling.
    """
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
