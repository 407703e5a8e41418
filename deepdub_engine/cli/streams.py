"""Robust standard streams, which may be closed, full, a broken pipe, or limited in encoding."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO


def open_streams() -> None:
    """Redirect closed standard streams to the null device, and escape characters that their encoding lacks."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The next file opened would get this descriptor and receive the output of print.
            os.open(os.devnull, os.O_RDWR)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.devnull, "w"), encoding="utf-8"))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write_line(stream: TextIO, text: str) -> OSError | None:
    """Write and flush a line; on failure, return the error and redirect the stream to the null device."""
    try:
        print(text, file=stream, flush=True)
    except OSError as error:
        # Flushing the stream's buffer would fail again when Python exits.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        return error
    return None
