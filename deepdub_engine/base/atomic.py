"""Files that are either whole or not there: written under a temporary name, flushed, renamed."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from deepdub_engine.base.errors import OutputExists, from_os_error

_READING = threading.Lock()


@contextlib.contextmanager
def replacing(path: Path, *, overwrite: bool = True) -> Iterator[Path]:
    """Give a temporary name beside `path`; what was written there takes its place when the block ends well.

    The temporary name ends like `path`, because libraries choose formats by it.

    Raises
    ------
    OutputExists
        If `path` is there and `overwrite` is off.
    DiskFull, OutputNotWritable
        If the block, or the renaming, fails with an ``OSError``. Nothing is left behind then.
    """
    if not overwrite and path.exists():
        raise OutputExists(path)
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".partial-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        _flush(temporary)
        if not overwrite and path.exists():
            raise OutputExists(path)
        temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise from_os_error(error, path, writing=True) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _umask() -> int:
    # There is no way to read the mask without setting it; mkstemp ignores it and would leave files private. Two threads
    # at once could put back each other's.
    with _READING:
        mask = os.umask(0o022)
        os.umask(mask)
        return mask
