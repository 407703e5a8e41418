"""Which projects are open in a window, told to other windows by locks."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from deepdub_engine.base.locks import FileLock
from deepdub_engine.base.private import make_private


class OpenProjects:
    """The projects that windows of this person have open; one object for each window, which has at most one open.

    The locks lie in a folder of the program, so that nothing is written beside the project, and a window that crashes
    frees its project. Where the folder cannot be used, every project counts as free.

    Parameters
    ----------
    folder
        The folder of the locks; it need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: tuple[Path, FileLock | None] | None = None

    def is_elsewhere(self, project: Path) -> bool:
        """Return whether another window has a project open."""
        place = self._place(project)
        if self._held is not None and self._held[0] == place:
            return False
        try:
            lock = FileLock.take(place) if place.exists() else None
        except OSError:
            return False
        if lock is None:
            return place.exists()
        lock.release()
        return False

    def hold(self, project: Path | None) -> None:
        """Tell other windows that this one has a project open, or None, and no other any more."""
        place = self._place(project) if project is not None else None
        if self._held is not None and self._held[0] == place:
            return
        self._free()
        if place is None:
            return
        lock = None
        with contextlib.suppress(OSError):
            make_private(self._folder)
            lock = FileLock.take(place)
        self._held = place, lock

    def _free(self) -> None:
        held, self._held = self._held, None
        if held is not None and held[1] is not None:
            held[1].release()
            with contextlib.suppress(OSError):
                held[0].unlink()

    def _place(self, project: Path) -> Path:
        name = os.path.normcase(os.path.abspath(project))  # noqa: PTH100 - asks no disk, which may be far away
        return self._folder / f"{hashlib.blake2b(os.fsencode(name), digest_size=16).hexdigest()}.lock"
