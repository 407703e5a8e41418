"""Moving finished files into the sentence folder so that a run killed half-way can be told from a finished one."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from pathlib import Path

_JOURNAL = ".deepdub-publishing"
_OURS = re.compile(r"(?:audio_segments/)?(?:\d+(?:_vocals|_accompaniment)?\.wav|[a-z_]+\.(?:csv|srt|txt))")


def publish(staging: Path, output: Path, names: Iterable[str], stale: Iterable[str]) -> None:
    """Move files from one folder to another, after removing stale ones there; all of them, or none stays.

    Parameters
    ----------
    staging, output
        Two folders on one disk.
    names
        Of the files, relative to both; those that refer to others come last.
    stale
        Files of a former result in `output`.

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
    """Tell whether a run was killed while it moved files into this folder, or is doing so now."""
    return (output / _JOURNAL).is_file()


def withdraw(output: Path) -> None:
    """Remove what a run that was killed had moved into this folder; call it only while no run is at work there.

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
            with contextlib.suppress(OSError):  # it may hold what a person put there
                (output / name).parent.rmdir()
    journal.unlink()
