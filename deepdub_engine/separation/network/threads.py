"""How many processors a network may use."""

from __future__ import annotations

import os

_MOST_THREADS = 8


def usable_threads() -> int:
    """Return the number of processors that this process may use, limited to `_MOST_THREADS`."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(_MOST_THREADS, allowed))
