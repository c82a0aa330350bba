"""A process that serves another ends with it, whatever it is doing."""

import os
import threading
from multiprocessing import connection, parent_process


def end_with_parent() -> None:
    """End this process when the one that started it is gone, even if it was killed.

    A waiting worker would not notice: it holds the other end of its queue open itself.
    """
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()
