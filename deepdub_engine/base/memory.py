"""Limits on the address space of this process (``ulimit -v``), under which some libraries wait for ever."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from deepdub_engine.base.errors import MemoryShort


def address_space_left() -> int | None:
    """Return how many bytes this process may still map; None without a limit, or where that is not known."""
    with contextlib.suppress(ImportError, OSError, ValueError, IndexError):
        import resource  # not on Windows

        limit, _ = resource.getrlimit(resource.RLIMIT_AS)
        if limit != resource.RLIM_INFINITY:
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
            return max(0, limit - pages * os.sysconf("SC_PAGE_SIZE"))
    return None


def require_address_space(size: int) -> None:
    """Check that as many bytes can be mapped as a library needs that would otherwise try for ever, as OpenBLAS does.

    Raises
    ------
    MemoryShort
        If the limit of this process does not allow it.
    """
    left = address_space_left()
    if left is not None and left < size:
        raise MemoryShort
