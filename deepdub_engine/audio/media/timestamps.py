"""Where decoded frames belong on the time line of the clip.

Frames that follow each other are joined without a closer look than 20 ms: time stamps are rounded (Matroska counts
whole milliseconds), samples are not. A frame that is farther away from where it should be is put where its time stamp
says, which is always counted from the first frame, so that no error adds up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from av.audio.fifo import AudioFifo
from av.audio.frame import AudioFrame

from deepdub_engine.audio.media.downmix import to_channels
from deepdub_engine.audio.media.resampling import Resampler, Stretch
from deepdub_engine.audio.media.samples import channel_names, is_usable, kind_of, samples_of
from deepdub_engine.audio.pcm import BLOCK_SAMPLES
from deepdub_engine.base.timing import round_half_up

_TOLERANCE_S = Fraction(20, 1000)
_RESTART_S = 1
_JUMP_S = 10


@dataclass(frozen=True, slots=True)
class Anchor:
    """Ties time stamps to samples: `pts`, in units of `time_base` seconds, is sample `sample` of the clip."""

    pts: int
    sample: int
    time_base: Fraction
    rate_hz: int

    @classmethod
    def of_first(
        cls, frame: AudioFrame, origin_s: Fraction, time_base: Fraction, begin_pts: int | None = None
    ) -> Anchor:
        """Tie the first frame of a track to the clip, whose time 0 is `origin_s`.

        Where a clock may jump, `begin_pts` is the first time stamp of the track; a frame far from that comes after a
        jump, and belongs where the track begins.
        """
        pts = start_pts = frame.pts or 0
        if begin_pts is not None and abs(pts - begin_pts) * time_base > _JUMP_S:
            start_pts = begin_pts
        sample = round_half_up((start_pts * time_base - origin_s) * frame.sample_rate)
        if frame.pts is None or abs(sample) <= cls(0, 0, time_base, frame.sample_rate).tick:
            sample = 0
        return cls(pts, sample, time_base, frame.sample_rate)

    @property
    def tick(self) -> int:
        """By how many samples rounding can put a time stamp off; 0 where time is counted finely enough."""
        samples = self.time_base * self.rate_hz
        return 0 if samples <= 1 else -(-samples.numerator // samples.denominator)

    def sample_at(self, pts: int) -> int:
        """Return the sample nearest to a time stamp."""
        base = self.time_base
        return self.sample + (2 * (pts - self.pts) * base.numerator * self.rate_hz + base.denominator) // (
            2 * base.denominator
        )


class Placer:
    """Joins frames to stretches of about 65,536 samples with their place in the clip.

    Stretches may leave gaps, which are silent, and may begin before the end of the one before, which goes first. A file
    joined from unlike parts is brought to the rate and number of channels of its first frame.

    Parameters
    ----------
    anchor
        From the first frame of the track.
    channels
        Of the clip, 1 or 2.
    position
        Where the next frame belongs if nothing else is known.
    end_sample
        Where the file says that it ends; 0 if it does not. A time stamp beyond it is a clock that was set anew.
    jumps
        Whether the container is one whose clock may jump, as with recorded broadcasts.
    """

    def __init__(self, anchor: Anchor, channels: int, position: int, *, end_sample: int, jumps: bool) -> None:
        self.anchor = anchor
        self.channels = channels
        self.position = position
        self._end_sample = end_sample
        self._jumps = jumps
        # 20 ms itself is too much: it is one lost frame of Opus.
        self._tolerance = max(int(_TOLERANCE_S * anchor.rate_hz) - 1, anchor.tick)
        # Sample nearest to a time stamp: (scale · pts + offset) // divisor, all of them integers.
        base = anchor.time_base
        self._scale = 2 * base.numerator * anchor.rate_hz
        self._divisor = 2 * base.denominator
        self._offset = base.denominator - self._scale * anchor.pts + self._divisor * anchor.sample
        self._damaged = False
        self._waiting = 0
        self._fifo = AudioFifo()
        self._like: tuple[int, int, str] | None = None
        self._names: tuple[str, ...] = ()
        self._resampler: Resampler | None = None

    def damage(self) -> None:
        """Tell that something could not be decoded: the next frame is put exactly where its time stamp says."""
        self._damaged = True

    def place(self, frame: AudioFrame) -> Sequence[Stretch]:
        """Take a frame, whose time stamp is removed, and return what is complete.

        This runs 50 times for every second of sound and does nothing that can wait for a whole block.
        """
        count = frame.samples
        done: Sequence[Stretch] = ()
        like = kind_of(frame)
        if like != self._like:
            if not count or not is_usable(frame):
                self._damaged = True
                return done
            done = self.drain()
            self._begin(frame, like)
        pts = frame.pts
        if pts is not None:
            away = (self._scale * pts + self._offset) // self._divisor - self.position
            if away > self._tolerance or away < -self._tolerance or self._damaged:
                done = [*done, *self._put_right(away)]
            frame.pts = None
        self._fifo.write(frame)
        self._waiting += count
        if self._resampler is None:
            self.position += count
        else:
            self.position = self._resampler.announce(count)
        return done if self._waiting < BLOCK_SAMPLES else [*done, *self._flush()]

    def drain(self) -> list[Stretch]:
        """Return what is waiting, the rest of a resampler included."""
        done = self._flush()
        if self._resampler is not None:
            done += self._resampler.finish()
            self._resampler = Resampler(self._resampler.rate_hz, self.anchor.rate_hz, self.channels, self.position)
        return done

    def _begin(self, frame: AudioFrame, like: tuple[int, int, str]) -> None:
        self._like = like
        self._names = channel_names(frame)
        self._fifo = AudioFifo()
        self._resampler = None
        if frame.sample_rate != self.anchor.rate_hz:
            self._resampler = Resampler(frame.sample_rate, self.anchor.rate_hz, self.channels, self.position)

    def _put_right(self, away: int) -> list[Stretch]:
        """Go on `away` samples from here, unless that is no more than rounding or a clock that was set anew."""
        limit = self.anchor.tick if self._damaged else self._tolerance
        self._damaged = False
        if abs(away) <= limit:
            return []
        rate_hz = self.anchor.rate_hz
        beyond = self.position + away > self._end_sample + rate_hz
        if away < -_RESTART_S * rate_hz or (away > _JUMP_S * rate_hz and (self._jumps or beyond)):
            self._offset -= away * self._divisor
            return []
        done = self.drain()
        self.position += away
        if self._resampler is not None:
            self._resampler = Resampler(self._resampler.rate_hz, rate_hz, self.channels, self.position)
        return done

    def _flush(self) -> list[Stretch]:
        frame = self._fifo.read(0) if self._waiting else None
        if frame is None:
            return []
        block = to_channels(samples_of(frame), self._names, self.channels)
        start = self.position - self._waiting
        self._waiting = 0
        return [Stretch(start, block)] if self._resampler is None else self._resampler.add(block)
