"""One program at a time changes the store; the system frees the lock of a program that has died."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from deepdub_engine.errors import StoreBusy, from_os_error


@contextlib.contextmanager
def locked(store: Path) -> Iterator[None]:
    """Hold the store, which is made if it is not there.

    Raises
    ------
    StoreBusy
        If another program holds it.
    OutputNotWritable, DiskFull
        If it cannot be made.
    """
    try:
        store.mkdir(parents=True, exist_ok=True)
        handle = os.open(store / ".lock", os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise from_os_error(error, store, writing=True) from error
    try:
        if not _take(handle):
            raise StoreBusy(store)
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
