"""Where the segments of a clip begin, and how much each of them counts where they overlap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.separation.network.spec import NetworkSpec


@dataclass(frozen=True, slots=True)
class SegmentGrid:
    """The segments of a whole clip, in frames; frame 0 ends where the clip begins.

    Segments that overlap fade into each other, and the last one reaches back to where it is full, so that a network
    never sees padding unless the clip is shorter than a segment. Segments that do not overlap stand side by side, and
    silence fills the last one, as in Spleeter.

    Parameters
    ----------
    total
        Number of frames of the clip, at least one.
    frames
        Frames per segment.
    overlap
        Frames that a segment shares with the one before it, at least; 0 for none.
    """

    total: int
    frames: int
    overlap: int

    @classmethod
    def of(cls, spec: NetworkSpec, samples: int) -> SegmentGrid:
        """Return the grid of a network for a clip of so many samples at the network's rate."""
        return cls(max(1, -(-(samples + spec.frame) // spec.hop)), spec.frames, spec.overlap)

    @property
    def count(self) -> int:
        """The number of segments."""
        if self.total <= self.frames:
            return 1
        return -(-(self.total - self.overlap) // (self.frames - self.overlap))

    def start(self, segment: int) -> int:
        """Return the first frame of a segment; beyond the last one, the frame after its end."""
        if segment >= self.count:
            return self.start(self.count - 1) + self.frames
        regular = segment * (self.frames - self.overlap)
        return min(regular, max(0, self.total - self.frames)) if self.overlap else regular

    def advance(self, segment: int) -> int:
        """Return the number of frames from the start of a segment to that of the next one."""
        return self.start(segment + 1) - self.start(segment)

    def covering(self, first_frame: int, last_frame: int) -> tuple[int, int]:
        """Return the range of the segments that hold any of some frames."""
        step, last = self.frames - self.overlap, self.count - 1
        first = max(0, min(first_frame - self.frames, self.total) // step)
        while first < last and self.start(first) + self.frames <= first_frame:
            first += 1
        stop = min(last, last_frame // step) + 1
        while stop <= last and self.start(stop) <= last_frame:
            stop += 1
        return first, stop

    def weights(self, segment: int) -> Samples | None:
        """Return how much each frame of a segment counts, float32 ``[frames]``; None if they do not overlap.

        The weights of all segments add up to one at every frame of the clip.
        """
        if not self.overlap:
            return None
        start, own = self.start(segment), self._ramp()
        sums = own.copy()
        near = [segment - 2, segment - 1, segment + 1, segment + 2]
        for other in near:
            if not 0 <= other < self.count:
                continue
            apart = self.start(other) - start
            if abs(apart) < self.frames:
                here = slice(max(0, apart), min(self.frames, self.frames + apart))
                there = slice(max(0, -apart), min(self.frames, self.frames - apart))
                sums[here] += own[there]
        shares: Samples = own / sums
        return shares

    def _ramp(self) -> Samples:
        frames = np.arange(self.frames)
        edges = np.minimum(frames + 1, self.frames - frames)
        ramp: Samples = (np.minimum(edges, self.overlap) / self.overlap).astype(np.float32)
        return ramp
