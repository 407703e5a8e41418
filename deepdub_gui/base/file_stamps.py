"""Detects files that another program has changed since they were opened."""

from __future__ import annotations

from pathlib import Path

Stamp = tuple[int, int]


class FileStamps:
    """Remembers the modification time and size of files that were read or written."""

    def __init__(self) -> None:
        self._stamps: dict[Path, Stamp] = {}

    def note(self, path: Path, stamp: Stamp | None) -> None:
        """Remember the stamp of a file; None is ignored."""
        if stamp is not None:
            self._stamps[path] = stamp

    def has_changed(self, path: Path) -> bool:
        """Return whether a noted file exists and has a different stamp."""
        now = stamp_of(path)
        return now is not None and path in self._stamps and self._stamps[path] != now

    def is_unchanged(self, path: Path) -> bool:
        """Return whether a file was noted and has the same stamp."""
        now = stamp_of(path)
        return now is not None and self._stamps.get(path) == now


def stamp_of(path: Path) -> Stamp | None:
    """Return the modification time (in nanoseconds) and size of a file; None if it does not exist."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
