"""One program at a time changes the store; the system frees the lock of a program that has died."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from deepdub_engine.base.errors import StoreBusy, from_os_error
from deepdub_engine.base.locks import try_lock


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
        if not try_lock(handle):
            raise StoreBusy(store)
        yield
    finally:
        os.close(handle)
