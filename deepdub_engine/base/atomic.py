"""Write files atomically: to a temporary file that is flushed and renamed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import re
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from deepdub_engine.base.errors import OutputExists, OutputNotWritable, from_os_error
from deepdub_engine.base.messages import message
from deepdub_engine.base.processes import is_running

_READING = threading.Lock()
_PARTIAL = re.compile(r"\.partial-[0-9a-f]{8}-(\d{1,10})-")


@contextlib.contextmanager
def replacing(path: Path, *, overwrite: bool = True, sweeps: bool = True, private: bool = False) -> Iterator[Path]:
    """Yield a temporary path beside `path`; the file there replaces `path` when the context ends without an error.

    The temporary path has the suffix of `path`, because libraries choose formats by it. If `path` is a link, the file
    that it leads to is replaced. Temporary files that killed runs left beside it are removed first, unless `sweeps` is
    off, as where thousands of files are written. A `private` file can be read by its owner only.

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
    made = [folder for folder in path.parents if not folder.exists()]
    try:
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        if target.exists() and not (target.is_file() or target.is_dir()):
            raise OutputNotWritable(path, message("it is a device or a pipe, not a file"))
        target.parent.mkdir(parents=True, exist_ok=True)
        if sweeps:
            sweep_partials(target.parent)
        handle, name = tempfile.mkstemp(prefix=temporary_prefix(), suffix=path.suffix, dir=target.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        _flush(temporary)
        if not overwrite and path.exists():
            raise OutputExists(path)
        if not private:
            temporary.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        raise from_os_error(error, path, writing=True) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # the folders stay if there is something in them
            for folder in made:
                folder.rmdir()


def require_folder(path: Path) -> None:
    """Check that the folder of a file to be written exists; a name with a typing error must not make a new one.

    Raises
    ------
    OutputNotWritable
        If it does not.
    """
    with contextlib.suppress(OSError):
        if path.parent.exists():
            return
    raise OutputNotWritable(path, message("there is no folder “{folder}”", folder=path.parent))


def sweep_partials(folder: Path) -> None:
    """Remove the temporary files in a folder that killed runs on this computer have left, as far as possible."""
    with contextlib.suppress(OSError):
        for entry in list(os.scandir(folder)):
            if is_abandoned(entry.name):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108 - never a folder


def temporary_prefix() -> str:
    """Return how the names of temporary files and folders of this process begin."""
    return f"{_prefix()}{os.getpid()}-"


def is_abandoned(name: str) -> bool:
    """Return whether a name is that of a temporary file or folder of a process that has ended on this computer."""
    found = _PARTIAL.match(name)
    return found is not None and found[0].startswith(_prefix()) and not is_running(int(found[1]))


def _prefix() -> str:
    """Return how our temporary names begin; another computer may be writing to the same folder."""
    return f".partial-{hashlib.blake2b(platform.node().encode(), digest_size=4).hexdigest()}-"


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
