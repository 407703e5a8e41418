"""Temporary folders for decoded audio, removed in the background once no job uses them."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QLockFile

from deepdub_engine.base.private import make_private

_PREFIX = "session-"
_LOG = logging.getLogger(__name__)


class WorkFolders:
    """Creates and removes the temporary folders of one session.

    Two hours of audio are gigabytes, which can take seconds to remove, so this happens in the background.

    Parameters
    ----------
    cache
        The parent folder; it is created if it is missing. If that fails, the system's temporary folder is used.
    """

    def __init__(self, cache: Path) -> None:
        try:
            make_private(cache)
            self._root, self.lasting = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=cache)), cache
        except OSError:
            _LOG.warning("the cache folder cannot be used: %s", cache, exc_info=True)
            self._root = self.lasting = Path(tempfile.mkdtemp(prefix=_PREFIX))
        """The folder for what outlives the session, if the cache folder can be used."""
        self._cache = self._root.parent
        self._lock = _lock(self._root)
        self._lock.lock()
        self._holds: Counter[Path] = Counter()
        self._unwanted: set[Path] = set()
        self._remover = ThreadPoolExecutor(1, "removing")

    @property
    def cache(self) -> Path:
        """The parent folder."""
        return self._cache

    def new(self) -> Path:
        """Create a folder that exists until it is discarded or the session ends."""
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
        """Remove a folder created by `new`, once no job holds it."""
        if folder.parent != self._root:
            return
        if self._holds[folder] > 0:
            self._unwanted.add(folder)
        else:
            self._unwanted.discard(folder)
            self._remover.submit(shutil.rmtree, folder, ignore_errors=True)

    def remove_abandoned(self) -> None:
        """Remove the folders of crashed sessions; running ones lock theirs."""
        self._remover.submit(_remove_abandoned, self._cache, self._root)

    def close(self) -> None:
        """Remove all folders of the session, and wait until they are gone."""
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
    lock.setStaleLockTime(0)  # a lock is stale only if its process has ended, however old it is
    return lock
