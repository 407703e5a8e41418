"""Decoded audio on disk: written once and read in blocks, never held in memory as a whole."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from deepdub_engine.base.errors import FileUnreadable, from_os_error
from deepdub_engine.base.messages import message
from deepdub_engine.base.private import close_to_others
from deepdub_engine.base.timing import sample_to_ms

Samples = npt.NDArray[np.float32]
BLOCK_SAMPLES = 1 << 16
# Linux sizes its cache pages by the write; on a virtual machine, very large writes take a third longer.
_AT_ONCE_BYTES = 1 << 16


class Depth(enum.StrEnum):
    """Bit depth of stored samples: 16 or 24 bit integers, or 32 bit floats."""

    INT16 = "16"
    INT24 = "24"
    FLOAT = "float"

    @property
    def sample_bytes(self) -> int:
        """The size of one sample of one channel."""
        return 4 if self is Depth.FLOAT else int(self) // 8


@dataclass(frozen=True, slots=True)
class PcmClip:
    """A decoded sound: interleaved little-endian float32 in one file, full scale ±1.

    Parameters
    ----------
    path
        Headerless file of samples.
    rate_hz, channels, samples
        Sample rate, 1 or 2 channels, and length in samples per channel.
    depth
        Bit depth of the decoded source; integer sources are represented exactly.
    """

    path: Path
    rate_hz: int
    channels: int
    samples: int
    depth: Depth = Depth.FLOAT

    @property
    def duration_ms(self) -> int:
        """Duration, rounded to the nearest millisecond."""
        return sample_to_ms(self.samples, self.rate_hz)

    def read(self, start_sample: int, stop_sample: int) -> Samples:
        """Return samples ``[start, stop)`` as float32 ``[n, channels]``; parts outside the clip are left out.

        Raises
        ------
        FileMissing, FileUnreadable
            If the file is missing or shorter than expected.
        """
        start, stop = max(0, start_sample), min(self.samples, stop_sample)
        if stop <= start:
            return np.zeros((0, self.channels), np.float32)
        size = 4 * self.channels
        try:
            flat = np.fromfile(self.path, "<f4", (stop - start) * self.channels, offset=start * size)
        except OSError as error:
            raise from_os_error(error, self.path, writing=False) from error
        if flat.size < (stop - start) * self.channels:
            raise FileUnreadable(self.path, message("it is shorter than expected"))
        return flat.astype(np.float32, copy=False).reshape(-1, self.channels)

    def blocks(self, size: int = BLOCK_SAMPLES) -> Iterator[Samples]:
        """Yield the whole clip in order, `size` samples at a time."""
        for start in range(0, self.samples, size):
            yield self.read(start, start + size)


class PcmWriter:
    """A context manager that writes the file of a `PcmClip` block by block.

    Writes are unbuffered, so that the file can be read while it grows.
    """

    def __init__(self, path: Path, channels: int) -> None:
        self.path = path
        self.channels = channels
        self.samples = 0
        try:
            self._file = path.open("wb", buffering=0)
            close_to_others(path)  # decoded sound is only ever for this program
        except OSError as error:
            raise from_os_error(error, path, writing=True) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def write(self, block: Samples) -> None:
        """Append float32 ``[n, channels]``.

        Raises
        ------
        DiskFull, OutputNotWritable
            If the block cannot be written.
        """
        if block.flags.c_contiguous:
            interleaved = block.astype("<f4", copy=False)
        else:
            # Ten times as fast as NumPy's own conversion of two long channels.
            interleaved = np.empty(block.shape, "<f4")
            for channel in range(block.shape[1]):
                interleaved[:, channel] = block[:, channel]
        data = interleaved.data.cast("B") if interleaved.size else memoryview(b"")
        try:
            while data.nbytes:
                data = data[self._file.write(data[:_AT_ONCE_BYTES]) :]
        except OSError as error:
            raise from_os_error(error, self.path, writing=True) from error
        self.samples += len(block)

    def clip(self, rate_hz: int, depth: Depth = Depth.FLOAT) -> PcmClip:
        """Return the clip written so far."""
        return PcmClip(self.path, rate_hz, self.channels, self.samples, depth)
