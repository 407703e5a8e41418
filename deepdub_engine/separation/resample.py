"""A streaming sample-rate converter without delay or drift."""

from __future__ import annotations

from typing import Any

import numpy as np

from deepdub_engine.audio.pcm import Samples


class Resampler:
    """A sample-rate converter for consecutive blocks; equal rates pass through.

    Parameters
    ----------
    from_hz, to_hz
        Input and output rate.
    channels
        Channels per block.
    """

    def __init__(self, from_hz: int, to_hz: int, channels: int) -> None:
        self._empty = np.zeros((0, channels), np.float32)
        self._stream: Any = None
        if from_hz != to_hz:
            import soxr

            # libsoxr removes its own delay at the start and returns the rest with the last block.
            self._stream = soxr.ResampleStream(from_hz, to_hz, channels, dtype="float32", quality="VHQ")

    def push(self, block: Samples) -> Samples:
        """Resample a block, float32 ``[n, channels]``, and return the output that is ready."""
        if self._stream is None or not len(block):
            return block
        return self._whole(self._stream.resample_chunk(np.ascontiguousarray(block)))

    def flush(self) -> Samples:
        """Return the remaining output."""
        if self._stream is None:
            return self._empty
        return self._whole(self._stream.resample_chunk(self._empty, last=True))

    def _whole(self, block: Samples) -> Samples:
        return block if len(block) else self._empty
