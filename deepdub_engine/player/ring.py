"""A lock-free ring buffer of samples between one writing and one reading thread."""

from __future__ import annotations

import numpy as np

from deepdub_engine.audio.pcm import Samples


class Ring:
    """A ring buffer of float32 stereo frames for several sources.

    `written` and `read` only ever grow. Each is changed by one side alone, after the samples, so that the other side
    never sees an incomplete frame.

    Parameters
    ----------
    capacity
        Size in frames.
    sources
        Number of sources.
    """

    def __init__(self, capacity: int, sources: int) -> None:
        self._data: Samples = np.zeros((sources, capacity, 2), np.float32)
        self.capacity = capacity
        self.written = 0
        self.read = 0

    @property
    def available(self) -> int:
        """Number of frames that can be read."""
        return self.written - self.read

    @property
    def free(self) -> int:
        """Number of frames that can be written."""
        return self.capacity - self.available

    def space(self, limit: int) -> Samples:
        """Return a view of at most `limit` frames to write, ``[sources, n, 2]``; shorter at the end of the ring."""
        at = self.written % self.capacity
        return self._data[:, at : min(at + min(limit, self.free), self.capacity)]

    def commit(self, count: int) -> None:
        """Make the first `count` frames of `space` available to the reader."""
        self.written += count

    def ready(self, limit: int) -> Samples:
        """Return a view of at most `limit` frames to read, ``[sources, n, 2]``; shorter at the end of the ring."""
        at = self.read % self.capacity
        return self._data[:, at : min(at + min(limit, self.available), self.capacity)]

    def release(self, count: int) -> None:
        """Release the first `count` frames of `ready` to the writer."""
        self.read += count
