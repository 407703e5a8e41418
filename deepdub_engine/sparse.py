"""A sound as long as the clip of which only some stretches are not silent."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deepdub_engine.pcm import PcmClip, Samples


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch that is not silent.

    Parameters
    ----------
    start_sample, stop_sample
        Where it lies in the clip.
    stored_sample
        Where it begins in the file.
    """

    start_sample: int
    stop_sample: int
    stored_sample: int


@dataclass(frozen=True, slots=True)
class SparseClip:
    """Sound in slots, read as if it were a `PcmClip` with silence between them.

    Parameters
    ----------
    stored
        The sound of all slots.
    slots
        In order, without overlap.
    samples
        Length of the whole, in samples per channel.
    """

    stored: PcmClip
    slots: tuple[Slot, ...]
    samples: int

    @property
    def path(self) -> Path:
        """File with the sound."""
        return self.stored.path

    @property
    def rate_hz(self) -> int:
        """Sample rate."""
        return self.stored.rate_hz

    @property
    def channels(self) -> int:
        """1 or 2."""
        return self.stored.channels

    def read(self, start_sample: int, stop_sample: int) -> Samples:
        """Return samples ``[start, stop)`` as float32 ``[n, channels]``; parts outside the clip are left out.

        Raises
        ------
        FileMissing, FileUnreadable
            If the file is gone, or shorter than it should be.
        """
        start, stop = max(0, start_sample), min(self.samples, stop_sample)
        found: Samples = np.zeros((max(0, stop - start), self.channels), np.float32)
        first = bisect_right(self.slots, start, key=lambda slot: slot.stop_sample)
        for slot in self.slots[first:]:
            if slot.start_sample >= stop:
                break
            begin, end = max(start, slot.start_sample), min(stop, slot.stop_sample)
            shift = slot.stored_sample - slot.start_sample
            found[begin - start : end - start] = self.stored.read(begin + shift, end + shift)
        return found
