"""Short ticks that mark the starts of cues."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from deepdub_engine.audio.pcm import Samples

_LENGTH_S: Final = 0.02
_PITCH_HZ: Final = 1_760.0
_LEVEL: Final = 0.5


@dataclass(frozen=True, slots=True)
class TickSource:
    """A source of ticks.

    Parameters
    ----------
    starts
        Samples at which the ticks begin, in order.
    rate_hz, samples
        Sample rate and length, equal to those of the other sources.
    """

    starts: tuple[int, ...]
    rate_hz: int
    samples: int

    @property
    def path(self) -> Path:
        """A name unique to these ticks; there is no such file."""
        return Path(f"ticks-{hash(self.starts):x}")

    def read(self, start_sample: int, stop_sample: int) -> Samples:
        """Return samples ``[start, stop)`` as float32 ``[n, 1]``; parts outside the clip are left out."""
        start, stop = max(0, start_sample), min(self.samples, stop_sample)
        found: Samples = np.zeros((max(0, stop - start), 1), np.float32)
        tick = self._tick()
        for at in self.starts[bisect_left(self.starts, start - len(tick) + 1) : bisect_left(self.starts, stop)]:
            begin, end = max(start, at), min(stop, at + len(tick))
            found[begin - start : end - start] += tick[begin - at : end - at]
        return found

    def _tick(self) -> Samples:
        at = np.arange(round(_LENGTH_S * self.rate_hz)) / self.rate_hz
        wave = _LEVEL * np.sin(2 * np.pi * _PITCH_HZ * at) * (1 - at / _LENGTH_S) ** 2
        found: Samples = wave.astype(np.float32)[:, np.newaxis]
        return found
