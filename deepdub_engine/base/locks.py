"""Locks between programs: the system frees those of a program that has died."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Self


def try_lock(handle: int) -> bool:
    """Lock an open file until it is closed or its process ends; tell whether nobody else has."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # some network disks know no locks; better to work there without than not at all
    return True


class FileLock:
    """A file that is locked until it is released."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """Lock a file, which is made if it is not there; None if another program has it.

        Raises
        ------
        OSError
            If it can be neither made nor opened.
        """
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if try_lock(handle):
            return cls(handle)
        os.close(handle)
        return None

    def release(self) -> None:
        """Let others have it; a second time does nothing."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)
