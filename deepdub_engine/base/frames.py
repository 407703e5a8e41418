"""Framed messages between the program and its worker processes: a length of four bytes, then the payload."""

from __future__ import annotations

import os
import struct
import sys
from typing import BinaryIO, Final

_LENGTH: Final = struct.Struct(">I")
_LONGEST: Final = 1 << 26  # text printed by a library, taken for a length, exceeds this


def write_frame(stream: BinaryIO, payload: bytes) -> None:
    """Write a message and flush. Raises OSError if the other end is closed."""
    stream.write(_LENGTH.pack(len(payload)) + payload)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """Wait for a message and return it; None at the end of the stream, even within a message, or if garbage follows."""
    try:
        head = stream.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack(head)
        if length > _LONGEST:
            return None
        payload = stream.read(length)
    except (OSError, ValueError):
        return None
    return payload if len(payload) == length else None


def take_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Return standard input and output of a worker process for its messages.

    What libraries print goes to standard error from now on.
    """
    output = os.fdopen(os.dup(sys.__stdout__.fileno() if sys.__stdout__ else 1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return os.fdopen(os.dup(0), "rb"), output
