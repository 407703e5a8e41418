"""Which sample is heard at which instant."""

from __future__ import annotations

from typing import Final

import numpy as np

_KEPT: Final = 1024
_MARGIN: Final = 64


class Clock:
    """Remembers what the audio callback has handed out, and when it becomes audible.

    The callback writes into arrays that are there from the start and counts up last; the controlling thread looks
    back from the count and stays clear of the oldest entries, which may be changing under its eyes.
    """

    def __init__(self) -> None:
        self._heard_s = np.zeros(_KEPT)
        self._sample = np.zeros(_KEPT, np.int64)
        self._frames = np.zeros(_KEPT, np.int64)
        self._then = np.zeros(_KEPT, np.int64)
        self._jump = np.full(_KEPT, -1, np.int64)
        self._count = 0

    def record(self, jump: int, heard_s: float, sample: int, frames: int, then: int) -> None:
        """Note that `frames` samples from `sample` on are heard from `heard_s` on, and `then` after them.

        For the audio callback.
        """
        at = self._count % _KEPT
        self._heard_s[at] = heard_s
        self._sample[at] = sample
        self._frames[at] = frames
        self._then[at] = then
        self._jump[at] = jump
        self._count += 1

    def sample_at(self, jump: int, now_s: float, rate_hz: int) -> int | None:
        """Return the sample heard at an instant, or None if nothing since that jump has become audible yet."""
        newest = self._count - 1
        for entry in range(newest, max(-1, newest - _KEPT + _MARGIN), -1):
            at = entry % _KEPT
            if int(self._jump[at]) != jump:
                return None
            elapsed_s = now_s - float(self._heard_s[at])
            if elapsed_s >= 0:
                passed = int(elapsed_s * rate_hz + 1e-3)
                return int(self._sample[at]) + passed if passed < self._frames[at] else int(self._then[at])
        return None
