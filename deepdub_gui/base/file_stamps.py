"""Notices that another program has changed a file since it was opened here."""

from __future__ import annotations

from pathlib import Path

Stamp = tuple[int, int]


class FileStamps:
    """Remembers size and time of the files that were read or written."""

    def __init__(self) -> None:
        self._stamps: dict[Path, Stamp] = {}

    def note(self, path: Path, stamp: Stamp | None) -> None:
        """Remember a file as it was at `stamp`."""
        if stamp is not None:
            self._stamps[path] = stamp

    def has_changed(self, path: Path) -> bool:
        """Tell whether a file that was noted is there and is not the same any more."""
        now = stamp_of(path)
        return now is not None and path in self._stamps and self._stamps[path] != now

    def is_as_noted(self, path: Path) -> bool:
        """Tell whether a file was noted and is still the same."""
        now = stamp_of(path)
        return now is not None and self._stamps.get(path) == now


def stamp_of(path: Path) -> Stamp | None:
    """Return what changes with a file's content; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
