"""The hidden folder for the temporary files of one job, inside the output folder and so on the same disk."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from deepdub_engine.base.atomic import sweep_partials
from deepdub_engine.base.errors import DiskFull, OutputBusy, OutputNotWritable, from_os_error
from deepdub_engine.base.locks import FileLock, try_lock
from deepdub_engine.base.messages import message

SENTENCE_FOLDER = ".deepdub-folder-partial"  # for all jobs that change a sentence folder, so that one waits for another
_LOCK = "lock"
_WORK = re.compile(r"\.(?:.+\.)?deepdub-(?:[a-z]+-)*partial")


@contextlib.contextmanager
def work_folder(output: Path, name: str) -> Iterator[Path]:
    """Create a hidden folder inside the output folder for a ``with`` block.

    What killed runs left in the output folder is removed first. On exit the hidden folder is removed, and so is an
    output folder that was created here and stayed empty.

    Raises
    ------
    OutputBusy
        If another job, in this or another process, is using the folder.
    OutputNotWritable, DiskFull
        If the folder cannot be created.
    """
    made = [folder for folder in (output, *output.parents) if not folder.exists()]
    sweep_partials(output)
    _sweep_work(output)
    try:
        with _locked(output, output / name) as work:
            yield work
    except (DiskFull, OutputNotWritable) as error:
        # The error names the folder that the user chose, not the hidden one in it.
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
        raise OutputNotWritable(output, message("“{name}” in it is a symbolic link", name=work.name))
    lock = work / _LOCK
    try:
        work.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        with contextlib.suppress(OSError):
            work.rmdir()
        raise from_os_error(error, output, writing=True) from error
    try:
        # The previous owner may have removed the file between our open and our lock.
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


def _sweep_work(output: Path) -> None:
    """Remove hidden folders of runs that were killed, as far as possible."""
    with contextlib.suppress(OSError):
        for work in list(output.iterdir()):
            if _WORK.fullmatch(work.name) and not work.is_symlink() and (work / _LOCK).is_file():
                lock = FileLock.take(work / _LOCK, otherwise=False)
                if lock is not None:
                    _clear(work)
                    lock.release()
                    _remove_lock(work / _LOCK)


def _clear(work: Path) -> None:
    """Remove everything except the lock file, as far as possible."""
    with contextlib.suppress(OSError):
        for path in list(work.iterdir()):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != _LOCK:
                path.unlink()


def _remove_lock(lock: Path) -> None:
    # On Windows this succeeds only after the file is closed, and only if no other process has opened it.
    with contextlib.suppress(OSError):
        lock.unlink()
        lock.parent.rmdir()
