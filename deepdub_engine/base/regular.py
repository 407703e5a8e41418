"""Open regular files only: a pipe would block for ever, and a device may have no end."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from deepdub_engine.base.errors import FileUnreadable, from_os_error
from deepdub_engine.base.messages import message

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading.

    Raises
    ------
    FileMissing, FileUnreadable
        If there is no such file, or it is a folder, a device or a pipe.
    """
    try:
        handle = os.open(path, _FLAGS)  # without O_NONBLOCK, a pipe waits for its writer
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    except ValueError as error:
        raise FileUnreadable(path, message("its name contains a null character")) from error
    kind = os.fstat(handle).st_mode
    if not stat.S_ISREG(kind):
        os.close(handle)
        is_folder = stat.S_ISDIR(kind)
        raise FileUnreadable(
            path, message("it is a folder") if is_folder else message("it is a device or a pipe, not a file")
        )
    return os.fdopen(handle, "rb")
