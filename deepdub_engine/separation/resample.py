"""Streaming change of sample rate that neither delays nor drifts."""

from __future__ import annotations

from typing import Any

import numpy as np

from deepdub_engine.audio.pcm import Samples


class Resampler:
    """Converts blocks from one rate to another; equal rates pass through.

    Parameters
    ----------
    from_hz, to_hz
        Rates.
    channels
        Of the blocks.
    """

    def __init__(self, from_hz: int, to_hz: int, channels: int) -> None:
        self._empty = np.zeros((0, channels), np.float32)
        self._stream: Any = None
        if from_hz != to_hz:
            import soxr

            # libsoxr takes its own delay off the beginning and hands it out when the last block comes.
            self._stream = soxr.ResampleStream(from_hz, to_hz, channels, dtype="float32", quality="VHQ")

    def push(self, block: Samples) -> Samples:
        """Take float32 ``[n, channels]`` and return what is ready of the other rate."""
        if self._stream is None or not len(block):
            return block
        return self._whole(self._stream.resample_chunk(np.ascontiguousarray(block)))

    def flush(self) -> Samples:
        """Return the rest."""
        if self._stream is None:
            return self._empty
        return self._whole(self._stream.resample_chunk(self._empty, last=True))

    def _whole(self, block: Samples) -> Samples:
        return block if len(block) else self._empty
