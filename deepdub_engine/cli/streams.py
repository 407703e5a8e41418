"""Standard output and standard error as they may be: closed, full, a broken pipe, poor in characters."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO


def open_streams() -> None:
    """Make the standard streams usable: closed ones lead nowhere, and characters that an encoding lacks are escaped."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is given out: without this, the next file of ours would be somebody's output.
            os.open(os.devnull, os.O_RDWR)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.devnull, "w"), encoding="utf-8"))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write_line(stream: TextIO, text: str) -> OSError | None:
    """Write and flush one line; return why it could not be written, after which the stream leads nowhere."""
    try:
        print(text, file=stream, flush=True)
    except OSError as error:
        # What is left in the stream's buffer would fail once more while Python exits.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        return error
    return None
