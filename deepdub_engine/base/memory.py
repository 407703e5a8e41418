"""The memory of this computer, and limits on the address space of this process (``ulimit -v``)."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from deepdub_engine.base.errors import MemoryShort

_CGROUP_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def memory_bytes() -> int:
    """Return the memory that programs may use, of this computer or of the container; 0 if that is not known."""
    total = _physical_bytes()
    for path in _CGROUP_LIMITS:
        with contextlib.suppress(OSError, ValueError):  # "max" is no limit
            total = min(total, int(path.read_text(encoding="ascii")))
    return total


def _physical_bytes() -> int:
    if sys.platform == "win32":
        return _windows_bytes()
    with contextlib.suppress(OSError, ValueError, AttributeError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return 0


def _windows_bytes() -> int:
    import ctypes

    kilobytes = ctypes.c_ulonglong(0)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - not there on other systems, where types are checked
    found = kernel.GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes))
    return kilobytes.value * 1024 if found else 0


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
