"""Write files atomically: to a temporary file that is flushed and renamed."""

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
    """Yield a temporary path beside `path`; the file there replaces `path` when the context ends without an error.

    The temporary path has the suffix of `path`, because libraries choose formats by it.

    Raises
    ------
    OutputExists
        If `path` exists and `overwrite` is off.
    DiskFull, OutputNotWritable
        If the context body or the renaming fails with an ``OSError``. No temporary file is left.
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
    # The umask can only be read by setting it, which needs a lock: two threads could restore each other's value.
    # mkstemp ignores the umask and creates private files.
    with _READING:
        mask = os.umask(0o022)
        os.umask(mask)
        return mask
