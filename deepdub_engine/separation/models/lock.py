"""The lock of the model store, held by one process at a time; the system releases it if the process dies."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from deepdub_engine.base.errors import StoreBusy, from_os_error
from deepdub_engine.base.locks import try_lock


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
        handle = os.open(store / ".lock", os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise from_os_error(error, store, writing=True) from error
    try:
        if not try_lock(handle):
            raise StoreBusy(store)
        yield
    finally:
        os.close(handle)
