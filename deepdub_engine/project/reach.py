"""Which files a project may use: those in its folder, and elsewhere only those that the person has confirmed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reach:
    """The files within reach of a project.

    Parameters
    ----------
    folder
        Folder of the project; None if it has no file yet, so that the person has opened all its files here.
    confirmed
        Files that the person has confirmed for this project, as `confirmable` returns them.
    """

    folder: Path | None
    confirmed: frozenset[Path] = frozenset()

    def allows(self, path: Path) -> bool:
        """Return whether a file may be read; it is a regular file then, and no link leads to it from elsewhere."""
        if self.is_confirmed(path):
            return os.path.isfile(path)  # noqa: PTH113 - never raises
        if self.folder is None or not path.is_absolute() or (is_network(path) and not self.is_near(path)):
            return False
        return _final(path).is_relative_to(_final(self.folder)) and os.path.isfile(path)  # noqa: PTH113

    def allows_folder(self, folder: Path) -> bool:
        """Return whether a folder may be read and written to; where only its project names it, it contains no link."""
        if self.is_confirmed(folder):
            return os.path.isdir(folder)  # noqa: PTH112 - never raises
        if self.folder is None or not folder.is_absolute() or (is_network(folder) and not self.is_near(folder)):
            return False
        is_inside = _final(folder).is_relative_to(_final(self.folder))
        return is_inside and os.path.isdir(folder) and not _has_links(folder)  # noqa: PTH112

    def can_ask_folder(self, folder: Path) -> bool:
        """Return whether the person can be asked for a folder: one on this computer that is not a link."""
        if not folder.is_absolute() or is_network(folder):
            return False
        return os.path.isdir(folder) and not os.path.islink(folder)  # noqa: PTH112, PTH114 - never raise

    def is_confirmed(self, path: Path) -> bool:
        """Return whether a file may be read and saved over: the person has confirmed it and where it leads."""
        return self.folder is None or (path in self.confirmed and _final(path) in self.confirmed)

    def can_ask(self, path: Path) -> bool:
        """Return whether the person can be asked for a file: a regular file on this computer that is not a link."""
        if not path.is_absolute() or is_network(path):
            return False
        return os.path.isfile(path) and not os.path.islink(path)  # noqa: PTH113, PTH114 - never raise

    def is_near(self, path: Path) -> bool:
        """Return whether a path is confirmed, or by its name in the folder of the project."""
        if self.folder is None or path in self.confirmed:
            return True
        return Path(os.path.normpath(path)).is_relative_to(os.path.normpath(self.folder))


def confirmable(paths: Iterable[Path]) -> frozenset[Path]:
    """Return files as they are confirmed: by their own paths and by those that links lead to."""
    known = frozenset(paths)
    return known | frozenset(map(_final, known))


def is_network(path: Path) -> bool:
    r"""Return whether a path names another computer, as ``\\host\share`` does, or a device of Windows."""
    return str(path).startswith(("\\\\", "//"))


def _has_links(folder: Path) -> bool:
    """Return whether there is a link in a folder or its subfolders, or one that cannot be looked at."""
    pending = [_final(folder)]
    try:
        while pending:
            here = pending.pop()
            with os.scandir(here) as entries:
                for entry in entries:
                    is_folder = entry.is_dir()
                    # A junction of Windows looks like a folder.
                    if entry.is_symlink() or (is_folder and _final(here / entry.name) != here / entry.name):
                        return True
                    if is_folder:
                        pending.append(here / entry.name)
    except OSError:
        return True
    return False


def _final(path: Path) -> Path:
    return Path(os.path.realpath(path))
