"""Folders for decoded sound: they live as long as somebody works in them, and the window never waits for their end."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QLockFile

_PREFIX = "session-"


class WorkFolders:
    """Makes and removes the folders of one session.

    Two hours of film are gigabytes, and removing them can take seconds: that happens in the background.

    Parameters
    ----------
    cache
        Where they are made; it is created if need be.
    """

    def __init__(self, cache: Path) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        self._cache = cache
        self._root = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=cache))
        self._lock = _lock(self._root)
        self._lock.lock()
        self._holds: Counter[Path] = Counter()
        self._unwanted: set[Path] = set()
        self._remover = ThreadPoolExecutor(1, "removing")

    def new(self) -> Path:
        """Make a folder; it lives until it is discarded, or the session ends."""
        return Path(tempfile.mkdtemp(prefix="clip-", dir=self._root))

    def hold(self, folder: Path) -> None:
        """Keep a folder for a job, even if it is discarded meanwhile."""
        self._holds[folder] += 1

    def release(self, folder: Path) -> None:
        """End a `hold`."""
        self._holds[folder] -= 1
        if folder in self._unwanted:
            self.discard(folder)

    def discard(self, folder: Path) -> None:
        """Remove a folder made by `new`, as soon as nobody holds it."""
        if folder.parent != self._root:
            return
        if self._holds[folder] > 0:
            self._unwanted.add(folder)
        else:
            self._unwanted.discard(folder)
            self._remover.submit(shutil.rmtree, folder, ignore_errors=True)

    def remove_abandoned(self) -> None:
        """Remove what sessions left that crashed; those that live hold a lock on theirs."""
        self._remover.submit(_remove_abandoned, self._cache, self._root)

    def close(self) -> None:
        """Remove everything, and wait until it is gone."""
        self._remover.shutdown()
        self._lock.unlock()
        shutil.rmtree(self._root, ignore_errors=True)


def _remove_abandoned(cache: Path, own: Path) -> None:
    for folder in cache.glob(f"{_PREFIX}*"):
        lock = _lock(folder)
        if folder != own and lock.tryLock(0):
            lock.unlock()
            shutil.rmtree(folder, ignore_errors=True)


def _lock(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)  # an old lock is no abandoned one: only a process that is gone makes it so
    return lock
