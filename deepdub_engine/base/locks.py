"""File locks between processes; the system releases the locks of a process that dies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self


def try_lock(handle: int, *, otherwise: bool = True) -> bool:
    """Lock an open file until it is closed or the process ends; return False if another process holds the lock.

    Some network file systems do not support locks: there, return `otherwise`, to continue without one.
    """
    from filelock import lock_descriptor  # takes 25 ms, and some commands lock nothing

    try:
        return lock_descriptor(handle, blocking=False)
    except OSError:
        return otherwise


class FileLock:
    """A file that is locked until it is released."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    @classmethod
    def take(cls, path: Path, *, otherwise: bool = True) -> Self | None:
        """Lock a file, which is created if missing; None if another process holds the lock. See `try_lock`.

        Raises
        ------
        OSError
            If the file cannot be created or opened.
        """
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if try_lock(handle, otherwise=otherwise):
            return cls(handle)
        os.close(handle)
        return None

    def release(self) -> None:
        """Release the lock; further calls have no effect."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)
