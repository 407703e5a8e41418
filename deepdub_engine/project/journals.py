"""The journal folder: one journal per window, locked while the window is open and recovered after a crash."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.errors import from_os_error
from deepdub_engine.base.locks import FileLock
from deepdub_engine.base.private import make_private
from deepdub_engine.project.journal import Recovered, read_journal

_PREFIX = "window-"
_LOCK, _JOURNAL = "lock", "journal.jsonl"
_ABANDONED_S = 24 * 3600.0
_LOG = logging.getLogger(__name__)


class JournalSlot:
    """A locked subfolder for one journal, held until it is released or removed."""

    def __init__(self, folder: Path, lock: FileLock) -> None:
        self._folder, self._lock = folder, lock

    @property
    def journal(self) -> Path:
        """Path of the journal file."""
        return self._folder / _JOURNAL

    def forget(self) -> None:
        """Delete the journal but keep the subfolder locked."""
        with contextlib.suppress(OSError):
            self.journal.unlink()

    def release(self) -> None:
        """Release the lock, so that others can recover the journal."""
        self._lock.release()

    def remove(self) -> None:
        """Delete the subfolder with its journal."""
        self.forget()
        self._lock.release()
        shutil.rmtree(self._folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Abandoned:
    """Unsaved work of a window that has crashed, and its locked subfolder."""

    work: Recovered
    place: JournalSlot


class Journals:
    """The folder that holds all journals.

    Parameters
    ----------
    folder
        Path of the folder; it need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.open_projects = folder / "open"
        """The folder for `OpenProjects`."""

    def new(self) -> JournalSlot:
        """Create and lock a subfolder for a new journal.

        Raises
        ------
        OutputNotWritable, DiskFull
            If the subfolder cannot be created.
        """
        try:
            make_private(self._folder)
            folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self._folder))
            lock = FileLock.take(folder / _LOCK)
            if lock is None:
                raise PermissionError(13, os.strerror(13))
        except OSError as error:
            raise from_os_error(error, self._folder, writing=True) from error
        return JournalSlot(folder, lock)

    def take(self, folder: Path) -> Abandoned | None:
        """Lock and return the work in a subfolder that a window has left to this one; None if it cannot be read."""
        try:
            lock = FileLock.take(folder / _LOCK)
        except OSError:
            return None
        if lock is None:
            return None
        place = JournalSlot(folder, lock)
        try:
            work = read_journal(place.journal)
        except Exception:  # noqa: BLE001 - a fault of any kind costs only this journal
            _LOG.warning("journal unreadable: %s", place.journal, exc_info=True)
            work = None
        if work is None:
            place.release()
            return None
        return Abandoned(work, place)

    def abandoned(self) -> tuple[Abandoned, ...]:
        """Lock and return all unsaved work of crashed windows, newest first; subfolders without any are deleted."""
        found = [one for folder in self._folder.glob(f"{_PREFIX}*") if (one := _look(folder)) is not None]
        return tuple(sorted(found, key=lambda one: one.work.changed_s, reverse=True))


def _look(folder: Path) -> Abandoned | None:
    journal = folder / _JOURNAL
    try:
        if not journal.is_file() and time.time() - folder.stat().st_mtime < _ABANDONED_S:
            return None  # a window may be about to create its journal
        lock = FileLock.take(folder / _LOCK)
    except OSError:
        return None
    if lock is None:
        return None
    place = JournalSlot(folder, lock)
    try:
        work = read_journal(journal) if journal.is_file() else None
        is_empty = not journal.is_file() or journal.stat().st_size == 0
    except Exception:  # noqa: BLE001 - one damaged journal must not hide the others
        _LOG.warning("journal unreadable or from a later version: %s", journal, exc_info=True)
        place.release()
        return None
    if work is not None and not work.history.is_saved:
        return Abandoned(work, place)
    if work is None and not is_empty:
        _LOG.warning("journal damaged, kept for manual recovery: %s", journal)
        place.release()
    else:
        place.remove()
    return None
