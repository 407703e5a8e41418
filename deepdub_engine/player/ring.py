"""A ring of samples between one thread that writes and one that reads, with no lock between them."""

from __future__ import annotations

import numpy as np

from deepdub_engine.audio.pcm import Samples


class Ring:
    """A fixed number of float32 stereo frames of each source, side by side.

    `written` and `read` only ever grow; each is changed by one side alone, after the samples themselves, so that the
    other side sees a frame either whole or not at all.

    Parameters
    ----------
    capacity
        Size in frames.
    sources
        How many frames belong to one instant.
    """

    def __init__(self, capacity: int, sources: int) -> None:
        self._data: Samples = np.zeros((sources, capacity, 2), np.float32)
        self.capacity = capacity
        self.written = 0
        self.read = 0

    @property
    def available(self) -> int:
        """Frames that can be read."""
        return self.written - self.read

    @property
    def free(self) -> int:
        """Frames that can be written."""
        return self.capacity - self.available

    def space(self, limit: int) -> Samples:
        """Return at most `limit` frames to write into, ``[sources, n, 2]``; shorter at the end of the ring."""
        at = self.written % self.capacity
        return self._data[:, at : min(at + min(limit, self.free), self.capacity)]

    def commit(self, count: int) -> None:
        """Hand the first `count` frames of `space` over to the reader."""
        self.written += count

    def ready(self, limit: int) -> Samples:
        """Return at most `limit` frames to read, ``[sources, n, 2]``; shorter at the end of the ring."""
        at = self.read % self.capacity
        return self._data[:, at : min(at + min(limit, self.available), self.capacity)]

    def release(self, count: int) -> None:
        """Give `count` frames back to the writer."""
        self.read += count
