"""What this computer is, for the log and for reports of faults."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
from pathlib import Path

from deepdub_engine import __version__
from deepdub_engine.base.crash_report import versions
from deepdub_engine.base.formatting import size_text
from deepdub_engine.base.memory import memory_bytes


def machine_lines() -> list[str]:
    """Return the versions of the program and its libraries, the processor and the memory, one a line."""
    lines = [f"Deepdub {__version__}", *versions()]
    cores = os.cpu_count() or 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else cores
    lines.append(f"Processor: {_processor()}, {usable} of {cores} cores")
    memory = memory_bytes()
    if memory:
        lines.append(f"Memory: {size_text(memory)}")
    return lines


def free_space(folder: Path) -> str:
    """Return the free space of the disk that a folder is on, or will be on; empty if it cannot be found out."""
    with contextlib.suppress(OSError):
        there = next(one for one in (folder, *folder.parents) if one.exists())
        return size_text(shutil.disk_usage(there).free)
    return ""


def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
