"""The play buffer, which holds sound from a position up to 1.5 s ahead of playback."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.player.ring import Ring
from deepdub_engine.player.source_reader import PlaySource, passage

CHUNK_FRAMES: Final = 4096
_AHEAD_S: Final = 1.5
_RAMP_S: Final = 0.005


@dataclass(frozen=True, slots=True)
class PlayRequest:
    """A playback request of the controlling thread.

    Parameters
    ----------
    jump
        Number of the last command that moved the playhead. An order with the same number as the previous one continues
        at its current position; an order with a new number begins at `start`.
    start, stop
        First sample, and the sample before which playback ends.
    loop
        Span ``[start, stop)`` that repeats once playback reaches its end from within or before it, or None.
    sources
        Sources of equal sample rate and length; None is silence.
    rate_hz
        Sample rate of the sources.
    speed
        Playback speed; above 1 is faster, at the same pitch.
    """

    jump: int
    start: int
    stop: int
    loop: tuple[int, int] | None
    sources: tuple[PlaySource | None, ...]
    rate_hz: int
    speed: float = 1.0


def ramp_frames(rate_hz: int) -> int:
    """Return the length of the fades at every start, stop, seek and loop wrap: 5 ms."""
    return max(2, round(_RAMP_S * rate_hz))


def ramp(frames: int) -> Samples:
    """Return gains that rise from 0 to 1 along half a cosine, float32 ``[frames, 1]``."""
    phase = np.pi * (np.arange(frames) + 0.5) / max(1, frames)
    gains: Samples = (0.5 - 0.5 * np.cos(phase)).astype(np.float32)
    return gains[:, np.newaxis]


class PlayBuffer:
    """A ring buffer of all sources, filled by the reader thread and emptied by the audio callback.

    It holds frames at the device's sample rate, after any change of speed or rate. They form runs of consecutive
    samples; each loop wrap begins a new run. The fades at a wrap and at the end are applied when frames are written.

    Parameters
    ----------
    order
        The playback request.
    start
        First sample to read.
    rate_hz
        Sample rate of the frames.

    Attributes
    ----------
    step
        Source samples per frame.
    pace_hz
        Source samples per second.
    end
        Sample at which the sound ends or wraps.
    """

    def __init__(self, order: PlayRequest, start: int, rate_hz: int) -> None:
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
        """Read one chunk of all sources into the ring; return its frames, 0 if the ring is full or nothing is left.

        Raises
        ------
        FileMissing, FileUnreadable
            If the file of a source cannot be read.
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
        fall = count + self._passage.left - self.ramp_frames  # where the fade-out begins in `frames`
        if fall < count:
            frames[:, max(0, fall) :] *= self._down[max(0, -fall) : count - fall]
        if self._passed is not None:
            rise = self.ramp_frames - self._passed  # where the fade-in ends
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
        # Announce the run before committing its frames, so that the callback never takes them for the old run's.
        self._runs.append((self._ring.written, self._first))

    # The audio callback

    @property
    def exhausted(self) -> bool:
        """Whether everything has been read and played."""
        return self.complete and self._ring.available == 0

    @property
    def position(self) -> int:
        """The next sample to play."""
        if self.exhausted:
            return self.end
        frame, sample = self._runs[0]
        return sample + int((self._ring.read - frame) * self.step)

    def ready(self, limit: int) -> Samples:
        """Return at most `limit` frames of consecutive samples, float32 ``[count, n, 2]``."""
        limit = min(limit, self._ring.available)  # read this first: a run is announced before its frames
        if len(self._runs) > 1:
            limit = min(limit, self._runs[1][0] - self._ring.read)
        return self._ring.ready(limit)

    def advance(self, frames: int) -> None:
        """Skip frames, at most as many as are available."""
        self._ring.release(min(frames, self._ring.available))
        while len(self._runs) > 1 and self._runs[1][0] <= self._ring.read:
            self._runs.popleft()

    def find(self, sample: int) -> int | None:
        """Return how many frames to skip to reach a sample, or None if it is not in the ring."""
        written = self._ring.written
        for index in range(len(self._runs)):
            frame, first = self._runs[index]
            stop = self._runs[index + 1][0] if index + 1 < len(self._runs) else written
            ahead = frame + round((sample - first) / self.step)
            if frame <= ahead < stop and ahead >= self._ring.read:
                return ahead - self._ring.read
        return None

    def has_ramp_at(self, sample: int) -> bool:
        """Return whether the frames at a sample may be faded, so that they differ from the source."""
        return sample >= self.end - self.ramp_frames or (
            self._loop is not None and self._first <= sample < self._first + self.ramp_frames
        )
