"""Bringing the odd part of a joined file to the rate of its beginning."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import soxr

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.timing import round_half_up


@dataclass(frozen=True, slots=True)
class Stretch:
    """Samples ``[n, channels]`` and the sample of the clip at which they begin."""

    start_sample: int
    block: Samples

    @property
    def stop_sample(self) -> int:
        """The sample of the clip after the last."""
        return self.start_sample + len(self.block)


class Resampler:
    """Brings a run of blocks to another rate; the run stays as long as it was, to the nearest sample.

    Parameters
    ----------
    rate_hz, clip_rate_hz
        Of the blocks, and of the stretches that come out.
    start_sample
        Where the run begins in the clip.
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
        """Count samples that will be added; return the sample of the clip at which they end."""
        self._announced += samples
        return self._start + round_half_up(self._announced * self._ratio)

    def add(self, block: Samples) -> list[Stretch]:
        """Take a block and return what is ready."""
        return [self._stretch(self._stream.resample_chunk(block))]

    def finish(self) -> list[Stretch]:
        """Return the rest; nothing can be added after it."""
        if not self._announced:
            return []
        return [self._stretch(self._stream.resample_chunk(np.zeros((0, self._channels), np.float32), last=True))]

    def _stretch(self, block: Samples) -> Stretch:
        room = round_half_up(self._announced * self._ratio) - self._given
        start = self._start + self._given
        block = block[: max(0, room)]
        self._given += len(block)
        return Stretch(start, block)
