"""File locks between processes; the system releases the locks of a process that dies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self


def try_lock(handle: int) -> bool:
    """Lock an open file until it is closed or the process ends; return False if another process holds the lock."""
    from filelock import lock_descriptor  # takes 25 ms, and some commands lock nothing

    try:
        return lock_descriptor(handle, blocking=False)
    except OSError:
        return True  # some network file systems do not support locks: continue without one


class FileLock:
    """A file that is locked until it is released."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """Lock a file, which is created if missing; None if another process holds the lock.

        Raises
        ------
        OSError
            If the file cannot be created or opened.
        """
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if try_lock(handle):
            return cls(handle)
        os.close(handle)
        return None

    def release(self) -> None:
        """Release the lock; further calls have no effect."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)
