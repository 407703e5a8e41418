"""Watches the voices of a sentence folder for changes made by other programs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_REST_MS = 250
_AGAIN_MS = 1000
_MOST_FILES = 4000  # each takes a watch of the system


class VoiceWatcher(QObject):
    """Emits `changed` once files have rested for a moment; a folder that changes all the time is reported, too.

    Folders tell of files that come and go, and only the files themselves of writes into them.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self.changed)
        self._watcher.directoryChanged.connect(self._note)
        self._watcher.fileChanged.connect(self._note)

    def watch(self, folders: Iterable[Path], files: Iterable[Path]) -> None:
        """Watch these folders and files, and nothing else."""
        wanted = {str(path) for path in (*folders, *list(files)[:_MOST_FILES])}
        present = {*self._watcher.directories(), *self._watcher.files()}
        if present - wanted:
            self._watcher.removePaths(sorted(present - wanted))
        if wanted - present:
            self._watcher.addPaths(sorted(wanted - present))

    def look_again(self) -> None:
        """Emit `changed` in a second, because files may still be being written."""
        if not self._rest.isActive():
            self._rest.start(_AGAIN_MS)

    def stop(self) -> None:
        """Watch nothing."""
        self._rest.stop()
        self.watch((), ())

    def _note(self) -> None:
        if not self._rest.isActive() or self._rest.interval() != _REST_MS:
            self._rest.start(_REST_MS)
