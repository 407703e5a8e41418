"""Convert operating-system errors to engine errors."""

from __future__ import annotations

import errno
import re
from pathlib import Path

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.errors.environment import InstallationBroken, MemoryShort
from deepdub_engine.base.errors.inputs import FileMissing, FileUnreadable
from deepdub_engine.base.errors.outputs import DiskFull, OutputNotWritable

_NO_MEMORY = re.compile(
    r"cannot allocate memory|failed to map segment|out of memory|bad.?alloc|can't start new thread", re.IGNORECASE
)
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


def typed(error: BaseException) -> DeepdubError | None:
    """Return the engine error for an error that a library or the system raised; None if there is none.

    Under a limit on memory, libraries fail in many ways: any import may fail, with the reason somewhere in its causes.
    """
    chain: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in chain:
        chain.append(each)
        each = each.__cause__ or each.__context__
    known = next((one for one in chain[:1] if isinstance(one, DeepdubError)), None)
    if known is not None:
        return known
    is_system = isinstance(error, (ImportError, OSError, MemoryError, RuntimeError))
    if is_system and any(_is_about_memory(one) for one in chain):
        return MemoryShort()
    if isinstance(error, ImportError):
        return InstallationBroken(error.name or type(error).__name__)
    if isinstance(error, OSError) and error.filename is not None:
        return from_os_error(error, Path(str(error.filename)), writing=error.errno in _DISK_FULL)
    return None


def _is_about_memory(error: BaseException) -> bool:
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    return _NO_MEMORY.search(str(error)) is not None
