"""Resample parts of a joined file whose sample rate differs from that of its first frame."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import soxr

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.timing import round_half_up


@dataclass(frozen=True, slots=True)
class SampleBlock:
    """A block of samples ``[n, channels]`` with its position in the clip."""

    start_sample: int
    block: Samples

    @property
    def stop_sample(self) -> int:
        """The sample of the clip just after the block."""
        return self.start_sample + len(self.block)


class StreamingResampler:
    """A streaming resampler for consecutive blocks; their total duration is kept to the nearest sample.

    Parameters
    ----------
    rate_hz, clip_rate_hz
        Sample rates of the input blocks and of the output.
    start_sample
        Where the first block begins in the clip.
    """

    def __init__(self, rate_hz: int, clip_rate_hz: int, channels: int, start_sample: int) -> None:
        self.rate_hz = rate_hz
        self._ratio = Fraction(clip_rate_hz, rate_hz)
        self._channels = channels
        self._start = start_sample
        self._announced = 0
        self._given = 0
        self._stream = soxr.ResampleStream(rate_hz, clip_rate_hz, channels, dtype="float32", quality="HQ")

    def announce(self, samples: int) -> int:
        """Announce input samples before they are added; return the sample of the clip at which they end."""
        self._announced += samples
        return self._start + round_half_up(self._announced * self._ratio)

    def add(self, block: Samples) -> list[SampleBlock]:
        """Add a block and return the output available so far."""
        return [self._stretch(self._stream.resample_chunk(block))]

    def finish(self) -> list[SampleBlock]:
        """Flush the resampler and return the rest; nothing can be added afterwards."""
        if not self._announced:
            return []
        return [self._stretch(self._stream.resample_chunk(np.zeros((0, self._channels), np.float32), last=True))]

    def _stretch(self, block: Samples) -> SampleBlock:
        room = round_half_up(self._announced * self._ratio) - self._given
        start = self._start + self._given
        block = block[: max(0, room)]
        self._given += len(block)
        return SampleBlock(start, block)
