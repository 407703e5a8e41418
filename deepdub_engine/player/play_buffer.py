"""What is to be heard from one place on, kept a second or more ahead of the ear."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.player.ring import Ring
from deepdub_engine.player.source_reader import Source, passage

CHUNK_FRAMES: Final = 4096
_AHEAD_S: Final = 1.5
_RAMP_S: Final = 0.005


@dataclass(frozen=True, slots=True)
class Order:
    """What the controlling thread wants to hear.

    Parameters
    ----------
    jump
        Number of the last command that moved the place. An order with the same number as the one before it carries
        on wherever that one is; an order with a new number begins at `start`.
    start, stop
        Sample to begin at, and the one before which to end.
    loop
        Span ``[start, stop)`` that repeats once its end is reached from before, or None.
    sources
        Sounds that share one rate and length; None is silence.
    rate_hz
        Of all of them.
    speed
        Above 1 is faster; the pitch stays.
    """

    jump: int
    start: int
    stop: int
    loop: tuple[int, int] | None
    sources: tuple[Source | None, ...]
    rate_hz: int
    speed: float = 1.0


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

    Its frames are what the device gets; at another speed or rate they are not the samples of the sources. They are cut
    into runs of consecutive samples; each wrap of the loop begins a new one. Ramps at a wrap and at the end are part
    of what is written.

    Parameters
    ----------
    order
        What to read.
    start
        Sample to begin at.
    rate_hz
        Of the frames.

    Attributes
    ----------
    step
        Samples of the sources that pass with each frame.
    pace_hz
        Samples of the sources that pass in a second.
    end
        Sample before which the sound ends, or wraps.
    """

    def __init__(self, order: Order, start: int, rate_hz: int) -> None:
        chunks = max(2, -(-int(_AHEAD_S * rate_hz) // CHUNK_FRAMES))
        self.order = order
        self.count = len(order.sources)
        self.complete = False
        self.pace_hz = order.rate_hz * order.speed
        self.step = self.pace_hz / rate_hz
        self.plain = self.step == 1 and order.speed == 1
        self._rates_hz = (order.rate_hz, rate_hz)
        self._ring = Ring(chunks * CHUNK_FRAMES, self.count)
        self._runs = deque([(0, start)])  # (frame, sample); the writer appends, the audio callback removes
        self._loop = order.loop if order.loop is not None and start < order.loop[1] else None
        self._first, self.end = self._loop or (0, order.stop)
        self.ramp_frames = max(1, min(ramp_frames(rate_hz), int((self.end - self._first) / self.step) // 2))
        self._up = ramp(self.ramp_frames)
        self._down = np.ascontiguousarray(self._up[::-1])
        self._passed: int | None = None  # frames since the last wrap
        self._begin(start)

    # The reader thread

    def _begin(self, start: int) -> None:
        self._passage = passage(self.order.sources, start, self.end, self._rates_hz, self.order.speed)

    def fill(self) -> int:
        """Read one chunk of all sources into the ring; return its frames, 0 if there is no room or nothing left.

        Raises
        ------
        FileMissing, FileUnreadable
            If a clip's file cannot be read.
        """
        left = self._passage.left
        if left <= 0:
            self.complete = True
        if self.complete or self._ring.free < min(CHUNK_FRAMES, left):
            return 0
        frames = self._ring.space(min(CHUNK_FRAMES, left))
        self._passage.fill(frames)
        self._shape(frames)
        self._ring.commit(frames.shape[1])
        if not self._passage.left:
            self._turn()
        return frames.shape[1]

    def _shape(self, frames: Samples) -> None:
        count = frames.shape[1]
        fall = count + self._passage.left - self.ramp_frames  # where in `frames` the falling ramp begins
        if fall < count:
            frames[:, max(0, fall) :] *= self._down[max(0, -fall) : count - fall]
        if self._passed is not None:
            rise = self.ramp_frames - self._passed  # where the rising one ends
            if rise > 0:
                head = frames[:, :rise]
                head *= self._up[self._passed :][: head.shape[1]]
            self._passed += count

    def _turn(self) -> None:
        if self._loop is None:
            self.complete = True
            return
        self._begin(self._first)
        self._passed = 0
        # Before any frame of it is committed, so that the callback never takes such a frame for the old run's.
        self._runs.append((self._ring.written, self._first))

    # The audio callback

    @property
    def exhausted(self) -> bool:
        """Whether all has been read and handed out."""
        return self.complete and self._ring.available == 0

    @property
    def position(self) -> int:
        """Sample that comes next."""
        if self.exhausted:
            return self.end
        frame, sample = self._runs[0]
        return sample + int((self._ring.read - frame) * self.step)

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
            ahead = frame + round((sample - first) / self.step)
            if frame <= ahead < stop and ahead >= self._ring.read:
                return ahead - self._ring.read
        return None

    def has_ramp_at(self, sample: int) -> bool:
        """Whether the frames from a sample on may carry a ramp of their own, so that they differ from the source's."""
        return sample >= self.end - self.ramp_frames or (
            self._loop is not None and self._first <= sample < self._first + self.ramp_frames
        )
