"""Folders that only their owner can read, whatever the umask: caches, unsaved work, logs."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

FILE_MODE, FOLDER_MODE = 0o600, 0o700


def make_private(folder: Path) -> None:
    """Create a folder for private files, and close it to others if it exists and is ours.

    Raises
    ------
    OSError
        If it cannot be created.
    """
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    with contextlib.suppress(OSError):  # of another user, or on a disk without permissions
        folder.chmod(FOLDER_MODE)


def close_to_others(file: Path) -> None:
    """Let only the owner read and write a file, as far as its disk knows permissions."""
    with contextlib.suppress(OSError):
        if not os.path.islink(file):  # noqa: PTH114 - never raises
            file.chmod(FILE_MODE)
