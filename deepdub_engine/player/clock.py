"""The playback clock: which sample is audible at which time."""

from __future__ import annotations

from typing import Final

import numpy as np

_KEPT: Final = 1024
_MARGIN: Final = 64

ClockEntry = tuple[int, float, int, float, float, int]


class Clock:
    """A log of the blocks that the audio callback has rendered and of when they become audible.

    The callback writes into preallocated arrays and increments the count last. The controlling thread reads backwards
    from the count and avoids the oldest entries, which the callback may be overwriting.
    """

    def __init__(self) -> None:
        self._heard_s = np.zeros(_KEPT)
        self._sample = np.zeros(_KEPT, np.int64)
        self._lasting_s = np.zeros(_KEPT)
        self._pace_hz = np.zeros(_KEPT)
        self._then = np.zeros(_KEPT, np.int64)
        self._jump = np.full(_KEPT, -1, np.int64)
        self._count = 0

    def record(self, jump: int, heard_s: float, sample: int, lasting_s: float, pace_hz: float, then: int) -> None:
        """Record a rendered block; called by the audio callback.

        Parameters
        ----------
        jump
            Jump number of the order that the block belongs to.
        heard_s, sample
            When the first sample becomes audible, and which sample it is.
        lasting_s, pace_hz
            Duration of the block, and source samples per second.
        then
            The sample after the block.
        """
        at = self._count % _KEPT
        self._heard_s[at] = heard_s
        self._sample[at] = sample
        self._lasting_s[at] = lasting_s
        self._pace_hz[at] = pace_hz
        self._then[at] = then
        self._jump[at] = jump
        self._count += 1

    @property
    def count(self) -> int:
        """Number of blocks recorded."""
        return self._count

    def since(self, count: int) -> list[ClockEntry]:
        """Return the blocks recorded after the first `count`, oldest first, as arguments for `record`."""
        last = self._count
        return [self._entry(entry % _KEPT) for entry in range(max(count, last - _KEPT + _MARGIN), last)]

    def _entry(self, at: int) -> ClockEntry:
        return (
            int(self._jump[at]),
            float(self._heard_s[at]),
            int(self._sample[at]),
            float(self._lasting_s[at]),
            float(self._pace_hz[at]),
            int(self._then[at]),
        )

    def sample_at(self, jump: int, now_s: float) -> int | None:
        """Return the sample that is audible at a time, or None if nothing since that jump is audible yet."""
        newest = self._count - 1
        for entry in range(newest, max(-1, newest - _KEPT + _MARGIN), -1):
            of, heard_s, sample, lasting_s, pace_hz, then = self._entry(entry % _KEPT)
            if of != jump:
                return None
            elapsed_s = now_s - heard_s
            if elapsed_s >= 0:
                return sample + int(elapsed_s * pace_hz + 1e-3) if elapsed_s + 1e-9 < lasting_s else then
        return None
