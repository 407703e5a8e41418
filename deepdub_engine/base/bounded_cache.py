"""A cache folder of limited size: the least recently used entries are removed first."""

from __future__ import annotations

import contextlib
import fnmatch
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from deepdub_engine.base.atomic import is_abandoned, temporary_prefix

_HIDDEN = "."
_ABANDONED_S = 24 * 3600.0
PROBE_BYTES = 1 << 16


class BoundedCache:
    """A folder of entries, which are files or folders. Entries that cannot be read or removed raise nothing.

    Parameters
    ----------
    folder
        The cache folder; it need not exist.
    pattern
        Glob pattern of the names of entries. Names that begin with a dot are no entries.
    limit_bytes, limit_entries
        Largest total size and number of entries, enforced by `trim`.
    marker
        Name of the file in each entry whose modification time is the last use; empty if entries are files.
    """

    def __init__(
        self,
        folder: Path,
        pattern: str = "*",
        *,
        limit_bytes: int = sys.maxsize,
        limit_entries: int = sys.maxsize,
        marker: str = "",
    ) -> None:
        self._folder, self._pattern, self._marker = folder, pattern, marker
        self.limit_bytes, self._limit_entries = limit_bytes, limit_entries

    @property
    def size(self) -> int:
        """The size of all entries in bytes."""
        return sum(map(self.size_of, self.entries()))

    def entries(self) -> Iterator[Path]:
        """Yield the paths of all entries."""
        for path in self._found(self._pattern):
            if not path.name.startswith(_HIDDEN) and os.path.isdir(path) == bool(self._marker):  # noqa: PTH112
                yield path

    def size_of(self, entry: Path) -> int:
        """Return the size of an entry in bytes; 0 if it cannot be read."""
        try:
            return entry.stat().st_size
        except OSError:
            return 0

    def mark_used(self, entry: Path) -> None:
        """Make an entry the most recently used one."""
        with contextlib.suppress(OSError):
            os.utime(entry / self._marker)

    def trim(self) -> None:
        """Remove the least recently used entries until the rest fits, and leftovers of crashes."""
        sizes = {entry: self.size_of(entry) for entry in sorted(self.entries(), key=self._used_ns)}
        excess_bytes, excess_entries = sum(sizes.values()) - self.limit_bytes, len(sizes) - self._limit_entries
        for entry, size in sizes.items():
            if excess_bytes <= 0 and excess_entries <= 0:
                break
            self.remove(entry)
            excess_bytes -= size
            excess_entries -= 1
        self._remove_leftovers()

    def clear(self) -> None:
        """Remove all entries."""
        for entry in self.entries():
            self.remove(entry)

    def remove(self, entry: Path) -> None:
        """Remove an entry; a folder is renamed out of the way first, so that no half of it is ever found."""
        with contextlib.suppress(OSError):
            if entry.is_symlink() or not entry.is_dir():
                entry.unlink(missing_ok=True)
                return
            grave = Path(tempfile.mkdtemp(prefix=temporary_prefix(), dir=self._folder))
            try:
                entry.replace(grave / entry.name)
            finally:
                shutil.rmtree(grave, ignore_errors=True)

    def _found(self, pattern: str) -> list[Path]:
        """Return the paths that match a pattern; none if the folder cannot be read."""
        try:
            return [Path(entry.path) for entry in os.scandir(self._folder) if fnmatch.fnmatchcase(entry.name, pattern)]
        except OSError:
            return []

    def _used_ns(self, entry: Path) -> int:
        try:
            return (entry / self._marker).stat().st_mtime_ns
        except OSError:
            return 0

    def _remove_leftovers(self) -> None:
        for path in self._found(f"{_HIDDEN}*"):
            with contextlib.suppress(OSError):
                if not is_abandoned(path.name) and time.time() - path.stat().st_mtime <= _ABANDONED_S:
                    continue
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()


def sampled_digest(file: BinaryIO, label: str, starts: Iterable[int]) -> bytes:
    """Return a 16 byte digest of a label and of 64 KiB of a file at each of the given positions.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    digest = hashlib.blake2b(label.encode(), digest_size=16)
    for start in starts:
        file.seek(start)
        digest.update(file.read(PROBE_BYTES))
    return digest.digest()
