"""The library that speaks SQL, read without what it merely looks for.

``sqlite_utils`` reads pandas wherever it is installed, to know its types; the program never hands
it any, and to read pandas takes longer than the rest of the store.
"""

import sys
from importlib.util import find_spec

_found = "pandas" in sys.modules or find_spec("pandas") is None
if not _found:
    sys.modules["pandas"] = None  # type: ignore[assignment]
try:
    from sqlite_utils import Database, Migrations
finally:
    if not _found:
        del sys.modules["pandas"]

__all__ = ["Database", "Migrations"]
