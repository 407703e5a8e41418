"""Publication of finished files to the sentence folder, with a journal that reveals an interrupted run."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from pathlib import Path

_JOURNAL = ".deepdub-publishing"
_OURS = re.compile(
    r"(?:audio_segments/)?(?:\d+(?:_vocals|_accompaniment)?\.wav|[a-z_]+\.(?:csv|srt|txt|json|xlsx))|references/[\w.-]+\.wav"
)


def publish(staging: Path, output: Path, names: Iterable[str], stale: Iterable[str]) -> None:
    """Remove stale files and move new ones into the output folder; if one cannot be moved, none stays.

    Parameters
    ----------
    staging, output
        Source and destination folder, on the same disk.
    names
        Files to move, relative to both folders; files that refer to others come last.
    stale
        Files of an earlier result to remove from `output`.

    Raises
    ------
    OSError
        If a file cannot be moved.
    """
    names = tuple(names)
    (output / _JOURNAL).write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    try:
        for name in stale:
            (output / name).unlink(missing_ok=True)
        for name in names:
            (output / name).parent.mkdir(exist_ok=True)
            (staging / name).replace(output / name)
    except OSError:
        withdraw(output)
        raise
    (output / _JOURNAL).unlink()


def is_half_published(output: Path) -> bool:
    """Return whether a run was killed while moving files into this folder, or is moving them now."""
    return (output / _JOURNAL).is_file()


def withdraw(output: Path) -> None:
    """Remove the files that a killed run moved into this folder; call it only while holding the folder's lock.

    Raises
    ------
    OSError
        If a file cannot be removed.
    """
    journal = output / _JOURNAL
    if not is_half_published(output):
        return
    for name in journal.read_text(encoding="utf-8", errors="replace").splitlines():
        if _OURS.fullmatch(name):
            (output / name).unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # it may contain other files
                (output / name).parent.rmdir()
    journal.unlink()
