"""Convert operating-system errors to engine errors."""

from __future__ import annotations

import errno
from pathlib import Path

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.errors.inputs import FileMissing, FileUnreadable
from deepdub_engine.base.errors.outputs import DiskFull, OutputNotWritable

_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def from_os_error(error: OSError, path: Path, *, writing: bool) -> DeepdubError:
    """Convert an operating-system error on a user's file to an engine error.

    Parameters
    ----------
    error
        The error that was raised.
    path
        The file or folder that the user named, not a temporary one beside it.
    writing
        Whether the file was being written.
    """
    reason = (error.strerror or str(error)).lower()
    if writing:
        return DiskFull(path) if error.errno in _DISK_FULL else OutputNotWritable(path, reason)
    if isinstance(error, FileNotFoundError):
        return FileMissing(path)
    return FileUnreadable(path, reason)
