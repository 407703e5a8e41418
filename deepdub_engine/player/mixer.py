"""The audio callback: mixes the sources and fades at every change."""

from __future__ import annotations

from typing import Final

import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.player.clock import Clock
from deepdub_engine.player.play_buffer import PlayBuffer, ramp, ramp_frames

_SWITCH_S: Final = 0.010
_PIECE_FRAMES: Final = 240  # below 500 elements numpy keeps the GIL, which is slow to reacquire

Gains = tuple[float, ...]


class AudioMixer:
    """A mixer of feeds into output blocks; `render` takes no lock, reads no file and allocates no samples.

    Other threads set `playing`, `gains`, `least_jump` and `pending`, each by one assignment; everything else belongs to
    the callback.

    Attributes
    ----------
    playing
        Whether to play.
    gains
        Gain factor of each source; missing ones are silent. A single source at 1 is copied bit for bit.
    least_jump
        Feeds of earlier jumps must not be heard any more.
    pending
        The newest feed. It replaces the current one seamlessly if it continues it bit for bit, otherwise after a fade
        to silence.
    underruns
        Number of blocks that could not be filled in time.
    finished_jump
        Number of the jump that has played to its end, or −1.
    place
        The next sample, at which a continuing feed starts.
    """

    def __init__(self) -> None:
        self.playing = False
        self.gains: Gains = (1.0,)
        self.least_jump = 0
        self.pending: PlayBuffer | None = None
        self.feed: PlayBuffer | None = None
        self.underruns = 0
        self.finished_jump = -1
        self.place = 0
        self.clock = Clock()
        self._level = 0  # position in the ramp; 0 is silence
        self._now: Gains = self.gains
        self._next: Gains = self.gains
        self._faded = -1  # frames done of the crossfade from `_now` to `_next`, −1 without one
        self._awaited: PlayBuffer | None = None  # the pending feed, if it continues the current one
        self._ahead: int | None = None  # frames to skip in it to reach the current position
        self._scratch: Samples = np.zeros((_PIECE_FRAMES, 2), np.float32)
        self._curve: Samples = np.zeros((_PIECE_FRAMES, 2), np.float32)
        self.tune(48_000)

    def tune(self, rate_hz: int) -> None:
        """Prepare for a device's sample rate; call only while no stream runs."""
        self._rate_hz = rate_hz
        self._level = 0
        self._now, self._faded = self.gains, -1
        self._up = _both_sides(ramp(ramp_frames(rate_hz)))
        self._down = np.ascontiguousarray(self._up[::-1])
        frames = round(_SWITCH_S * rate_hz)
        angle = (np.arange(frames, dtype=np.float64)[:, np.newaxis] + 0.5) * (np.pi / 2 / frames)
        self._leaving = _both_sides(np.cos(angle).astype(np.float32))
        self._coming = _both_sides(np.sin(angle).astype(np.float32))
        self._rising = _both_sides(ramp(frames))

    def render(self, out: Samples, heard_s: float) -> None:
        """Fill a block.

        Parameters
        ----------
        out
            Block to overwrite, float32 ``[n, 2]``.
        heard_s
            When its first sample becomes audible, by the stream's clock.
        """
        done = 0
        while done < len(out):
            done += self._piece(out[done:], heard_s + done / self._rate_hz)

    def _piece(self, out: Samples, heard_s: float) -> int:
        self._adopt()
        feed = self.feed
        wanted = self.playing and feed is not None and feed is self.pending and feed.order.jump >= self.least_jump
        if feed is None or (self._level == 0 and not wanted):
            out[:] = 0
            return len(out)
        self._choose()
        only = self._only(feed)
        frames = feed.ready(self._limit(len(out), only, wanted=wanted))
        count = frames.shape[1]
        if count == 0:
            self._run_dry(feed, heard_s)
            out[:] = 0
            return len(out)
        self._mix(out[:count], frames, only)
        self._shape(out[:count], wanted=wanted)
        at = feed.position
        feed.advance(count)
        self.place = feed.position
        self.clock.record(feed.order.jump, heard_s, at, count / self._rate_hz, feed.pace_hz, self.place)
        if self._ahead is not None and self._awaited is not None:
            self._ahead += round(count * feed.step / self._awaited.step)
        self.finished_jump = -1
        return count

    def _adopt(self) -> None:
        new, old = self.pending, self.feed
        if new is None or new is old:
            return
        seamless = False
        if old is not None and old.order.jump == new.order.jump and (new is not self._awaited or self._ahead is None):
            self._awaited, self._ahead = new, new.find(old.position)
            seamless = self._ahead is not None and self._same(old, new)
        elif new is not self._awaited:
            self._ahead = None
        if self._level > 0 and not seamless:
            return  # the old feed is still fading out
        if self._ahead is not None:
            new.advance(self._ahead)
        self.feed, self._awaited, self._ahead = new, None, None
        self.place = new.position

    def _same(self, old: PlayBuffer, new: PlayBuffer) -> bool:
        """Return whether the new feed continues the audible sound bit for bit."""
        at = old.position
        if (
            not (old.plain and new.plain)
            or old.order.jump < self.least_jump
            or old.has_ramp_at(at)
            or new.has_ramp_at(at)
        ):
            return False
        for index in range(max(old.count, new.count)):
            if _at(self._now, index) == 0 and (self._faded < 0 or _at(self._next, index) == 0):
                continue
            a = old.order.sources[index] if index < old.count else None
            b = new.order.sources[index] if index < new.count else None
            if a is not b and (a is None or b is None or a.path != b.path):
                return False
        return True

    def _choose(self) -> None:
        gains = self.gains
        if self._faded >= 0 or gains is self._now:
            return
        if self._level == 0 or gains == self._now:
            self._now = gains
        else:
            self._next, self._faded = gains, 0

    def _only(self, feed: PlayBuffer) -> int:
        """Return the source that can be copied unchanged, −1 if mixing is necessary."""
        if self._faded >= 0:
            return -1
        only = -1
        for index in range(feed.count):
            gain = _at(self._now, index)
            if gain != 0:
                if gain != 1 or only >= 0:
                    return -1
                only = index
        return only

    def _limit(self, frames: int, only: int, *, wanted: bool) -> int:
        if only < 0:
            frames = min(frames, _PIECE_FRAMES)
        if self._faded >= 0:
            frames = min(frames, len(self._coming) - self._faded)
        if not wanted:
            frames = min(frames, _PIECE_FRAMES, self._level)
        elif self._level < len(self._up):
            frames = min(frames, _PIECE_FRAMES, len(self._up) - self._level)
        return frames

    def _mix(self, out: Samples, frames: Samples, only: int) -> None:
        if only >= 0:
            # Copy as bytes: numpy would release the GIL.
            out.data.cast("B")[:] = frames[only].data.cast("B")
            return
        count = len(out)
        part = self._scratch[:count]
        out[:] = 0
        for index in range(len(frames)):
            before = _at(self._now, index)
            after = before if self._faded < 0 else _at(self._next, index)
            if before == 0 and after == 0:
                continue
            if before == after:
                np.multiply(frames[index], before, out=part)
            else:
                np.multiply(frames[index], self._change(before, after, count), out=part)
            np.add(out, part, out=out)
        if self._faded >= 0:
            self._faded += count
            if self._faded == len(self._coming):
                self._now, self._faded = self._next, -1

    def _change(self, before: float, after: float, count: int) -> Samples:
        """Return a source's gains during a change: equal power if it starts or ends, else a raised cosine."""
        curve, part = self._curve[:count], slice(self._faded, self._faded + count)
        if after == 0:
            np.multiply(self._leaving[part], before, out=curve)
        elif before == 0:
            np.multiply(self._coming[part], after, out=curve)
        else:
            np.multiply(self._rising[part], after - before, out=curve)
            np.add(curve, before, out=curve)
        return curve

    def _shape(self, out: Samples, *, wanted: bool) -> None:
        top = len(self._up)
        if wanted and self._level < top:
            np.multiply(out, self._up[self._level : self._level + len(out)], out=out)
            self._level += len(out)
        elif not wanted:
            np.multiply(out, self._down[top - self._level : top - self._level + len(out)], out=out)
            self._level -= len(out)

    def _run_dry(self, feed: PlayBuffer, heard_s: float) -> None:
        self._level = 0
        if feed.exhausted:
            if self.finished_jump != feed.order.jump:
                self.clock.record(feed.order.jump, heard_s, feed.position, 0.0, feed.pace_hz, feed.position)
            self.finished_jump = feed.order.jump
        elif feed.order.jump >= self.least_jump:
            self.underruns += 1


def _at(gains: Gains, index: int) -> float:
    return gains[index] if index < len(gains) else 0.0


def _both_sides(gains: Samples) -> Samples:
    """Return gains as float32 ``[n, 2]``: broadcasting a single column would allocate on every call."""
    return np.ascontiguousarray(np.repeat(gains, 2, axis=1))
