"""The lock of the model store, held by one process at a time; the system releases it if the process dies."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from deepdub_engine.base.errors import StoreBusy, from_os_error
from deepdub_engine.base.locks import FileLock


@contextlib.contextmanager
def locked(store: Path) -> Iterator[None]:
    """Lock the store, whose folder is created if missing, for a ``with`` block.

    Raises
    ------
    StoreBusy
        If another process holds the lock.
    OutputNotWritable, DiskFull
        If the folder or the lock file cannot be created.
    """
    try:
        store.mkdir(parents=True, exist_ok=True)
        lock = FileLock.take(store / ".lock")
    except OSError as error:
        raise from_os_error(error, store, writing=True) from error
    if lock is None:
        raise StoreBusy(store)
    try:
        yield
    finally:
        lock.release()
