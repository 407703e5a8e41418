"""What is to be heard from one place on, kept some tenths of a second ahead of the ear."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from deepdub_engine.pcm import PcmClip, Samples
from deepdub_engine.player.ring import Ring

CHUNK_FRAMES: Final = 4096
_AHEAD_S: Final = 0.45
_RAMP_S: Final = 0.005


@dataclass(frozen=True, slots=True)
class Order:
    """What the controlling thread wants to hear.

    Parameters
    ----------
    jump
        Number of the last command that moved the place. An order with the same number as the one before it carries
        on wherever that one is; an order with a new number begins at `start`.
    start
        Sample to begin at.
    loop
        Span ``[start, stop)`` that repeats once its end is reached from before, or None.
    sources
        Clips that share one rate and length; None is silence.
    rate_hz, samples
        Of all of them.
    """

    jump: int
    start: int
    loop: tuple[int, int] | None
    sources: tuple[PcmClip | None, ...]
    rate_hz: int
    samples: int


def ramp_frames(rate_hz: int) -> int:
    """Return the length of the ramps around every start, stop, seek and wrap: 5 ms."""
    return max(2, round(_RAMP_S * rate_hz))


def ramp(frames: int) -> Samples:
    """Return gains rising from 0 to 1 as half a cosine, float32 ``[frames, 1]``."""
    phase = np.pi * (np.arange(frames) + 0.5) / max(1, frames)
    gains: Samples = (0.5 - 0.5 * np.cos(phase)).astype(np.float32)
    return gains[:, np.newaxis]


class Feed:
    """A ring of all sources, filled by the reader thread and emptied by the audio callback.

    The frames of the ring are cut into runs of consecutive samples; each wrap of the loop begins a new one. Ramps at a
    wrap and at the end of the clip are part of what is written.
    """

    def __init__(self, order: Order, start: int) -> None:
        chunks = max(2, -(-int(_AHEAD_S * order.rate_hz) // CHUNK_FRAMES))
        self.order = order
        self.count = len(order.sources)
        self.complete = False
        self._ring = Ring(chunks * CHUNK_FRAMES, self.count)
        self._runs = deque([(0, start)])  # (frame, sample); the writer appends, the audio callback removes
        self._at = start
        self._wrapped = False
        self._loop = order.loop if order.loop is not None and start < order.loop[1] else None
        self._first, self._end = self._loop or (0, order.samples)
        self.ramp_frames = max(1, min(ramp_frames(order.rate_hz), (self._end - self._first) // 2))
        self._up = ramp(self.ramp_frames)
        self._down = np.ascontiguousarray(self._up[::-1])

    # The reader thread

    def fill(self) -> int:
        """Read one chunk of all sources into the ring; return its frames, 0 if there is no room or nothing left.

        Raises
        ------
        FileMissing, FileUnreadable
            If a clip's file cannot be read.
        """
        left = self._end - self._at
        if left <= 0:
            self.complete = True
        if self.complete or self._ring.free < min(CHUNK_FRAMES, left):
            return 0
        frames = self._ring.space(min(CHUNK_FRAMES, left))
        for index, clip in enumerate(self.order.sources):
            part = frames[index]
            block = clip.read(self._at, self._at + len(part)) if clip is not None else part[:0]
            part[: len(block)] = block  # a single channel is spread over both
            part[len(block) :] = 0
        self._shape(frames)
        count = frames.shape[1]
        self._at += count
        self._ring.commit(count)
        if self._at == self._end:
            self._turn()
        return count

    def _shape(self, frames: Samples) -> None:
        fall = self._end - self.ramp_frames - self._at  # where in `frames` the falling ramp begins
        count = frames.shape[1]
        if fall < count:
            frames[:, max(0, fall) :] *= self._down[max(0, -fall) : count - fall]
        rise = self._first + self.ramp_frames - self._at  # where the rising one ends
        if self._wrapped and rise > 0:
            head = frames[:, :rise]
            head *= self._up[self.ramp_frames - rise :][: head.shape[1]]

    def _turn(self) -> None:
        if self._loop is None:
            self.complete = True
            return
        self._at = self._first
        self._wrapped = True
        # Before any frame of it is committed, so that the callback never takes such a frame for the old run's.
        self._runs.append((self._ring.written, self._at))

    # The audio callback

    @property
    def exhausted(self) -> bool:
        """Whether the end of the clip has been read."""
        return self.complete and self._ring.available == 0

    @property
    def position(self) -> int:
        """Sample that comes next."""
        frame, sample = self._runs[0]
        return sample + self._ring.read - frame

    def ready(self, limit: int) -> Samples:
        """Return at most `limit` frames of consecutive samples, float32 ``[count, n, 2]``."""
        limit = min(limit, self._ring.available)  # taken first: a run is announced before its frames
        if len(self._runs) > 1:
            limit = min(limit, self._runs[1][0] - self._ring.read)
        return self._ring.ready(limit)

    def advance(self, frames: int) -> None:
        """Step over frames, at most those that are there."""
        self._ring.release(min(frames, self._ring.available))
        while len(self._runs) > 1 and self._runs[1][0] <= self._ring.read:
            self._runs.popleft()

    def find(self, sample: int) -> int | None:
        """Return how many frames to step over to come to a sample, or None if it is not in the ring."""
        written = self._ring.written
        for index in range(len(self._runs)):
            frame, first = self._runs[index]
            stop = self._runs[index + 1][0] if index + 1 < len(self._runs) else written
            ahead = frame + sample - first
            if frame <= ahead < stop and ahead >= self._ring.read:
                return ahead - self._ring.read
        return None

    def has_ramp_at(self, sample: int) -> bool:
        """Whether the frames from a sample on may carry a ramp of their own, so that they differ from the source's."""
        return sample >= self._end - self.ramp_frames or (
            self._loop is not None and self._first <= sample < self._first + self.ramp_frames
        )
