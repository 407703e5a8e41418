"""The hidden folder in which a result grows: inside the output, on the disk that the person chose, for one job only."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from deepdub_engine.base.errors import DiskFull, OutputBusy, OutputNotWritable, from_os_error
from deepdub_engine.base.locks import try_lock
from deepdub_engine.base.messages import message

_LOCK = "lock"


@contextlib.contextmanager
def work_folder(output: Path, name: str) -> Iterator[Path]:
    """Make a hidden folder inside the output and remove it whatever happens.

    What a run that was killed left there is removed first, and so is an output folder that stays empty.

    Raises
    ------
    OutputBusy
        If another job, in this or another process, is at work there.
    OutputNotWritable, DiskFull
        If it cannot be made.
    """
    made = [folder for folder in (output, *output.parents) if not folder.exists()]
    try:
        with _locked(output, output / name) as work:
            yield work
    except (DiskFull, OutputNotWritable) as error:
        # A person named the output, and has never heard of what is hidden in it.
        if error.path.is_relative_to(output / name):
            raise dataclasses.replace(error, path=output) from error
        raise
    finally:
        with contextlib.suppress(OSError):
            for folder in made:
                folder.rmdir()


@contextlib.contextmanager
def _locked(output: Path, work: Path) -> Iterator[Path]:
    if work.is_symlink():
        raise OutputNotWritable(output, message("“{name}” in it is a link to somewhere else", name=work.name))
    lock = work / _LOCK
    try:
        work.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        with contextlib.suppress(OSError):
            work.rmdir()
        raise from_os_error(error, output, writing=True) from error
    try:
        # The former owner may have removed the file between our opening and locking it.
        if not try_lock(handle) or not lock.exists() or not os.path.samestat(os.fstat(handle), lock.stat()):
            raise OutputBusy(output)
        _clear(work)
        try:
            yield work
        finally:
            _clear(work)
            _remove_lock(lock)
    finally:
        os.close(handle)
        if sys.platform == "win32":
            _remove_lock(lock)


def _clear(work: Path) -> None:
    """Remove everything but the lock, as far as possible."""
    with contextlib.suppress(OSError):
        for path in list(work.iterdir()):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != _LOCK:
                path.unlink()


def _remove_lock(lock: Path) -> None:
    # Where open files cannot be removed, this succeeds only once it is closed, if nobody else has opened it since.
    with contextlib.suppress(OSError):
        lock.unlink()
        lock.parent.rmdir()
