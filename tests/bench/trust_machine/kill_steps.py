"""The end of a process just before its n-th change of a folder or flush of a file.

An audit hook sees each rename, removal and creation of a folder, and `os.fsync` is wrapped. Unlike ``strace`` or a
preloaded library this works on every system; what native libraries rename by themselves it does not see, but none of
those in use renames.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_EVENTS = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink"})


def end_at(step: int) -> None:
    """Let this process be killed at a step, counted from 1."""
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done == step:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

    at_each(count)


def count_steps(path: Path) -> None:
    """Keep the number of steps of this process in a file."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT)
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        os.pwrite(file, str(done).encode(), 0)

    at_each(count)


def at_each(act: Callable[[], None]) -> None:
    """Call a function before each step of this process."""

    def hear(event: str, _: object) -> None:
        if event in _EVENTS:
            act()

    flush = os.fsync

    def counted(fd: Any) -> None:
        act()
        flush(fd)

    sys.addaudithook(hear)
    os.fsync = counted
