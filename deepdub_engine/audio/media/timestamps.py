"""Map decoded frames to sample positions in the clip.

Consecutive frames whose timestamps deviate by less than 20 ms are joined without a gap: timestamps are rounded
(Matroska counts whole milliseconds), samples are not. A frame that deviates more is placed by its timestamp, always
counted from the first frame, so that errors do not accumulate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from av.audio.fifo import AudioFifo
from av.audio.frame import AudioFrame

from deepdub_engine.audio.media.channels import Speakers, arranged
from deepdub_engine.audio.media.downmix import to_channels
from deepdub_engine.audio.media.resampling import SampleBlock, StreamingResampler
from deepdub_engine.audio.media.samples import channel_names, is_usable, kind_of, samples_of
from deepdub_engine.audio.pcm import BLOCK_SAMPLES, Samples
from deepdub_engine.base.timing import round_half_up

_TOLERANCE_S = Fraction(20, 1000)
_RESTART_S = 1
_JUMP_S = 10


@dataclass(frozen=True, slots=True)
class TimestampAnchor:
    """A mapping from timestamps to samples: `pts`, in units of `time_base` seconds, is sample `sample` of the clip."""

    pts: int
    sample: int
    time_base: Fraction
    rate_hz: int

    @classmethod
    def of_first(
        cls, frame: AudioFrame, origin_s: Fraction, time_base: Fraction, begin_pts: int | None = None
    ) -> TimestampAnchor:
        """Return the anchor of the first frame of a track; `origin_s` is time 0 of the clip.

        Where the clock may jump, `begin_pts` is the first timestamp of the track; a frame far from it comes after a
        jump and is placed where the track begins.
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
        """The largest rounding error of a timestamp in samples; 0 where the time base resolves single samples."""
        samples = self.time_base * self.rate_hz
        return 0 if samples <= 1 else -(-samples.numerator // samples.denominator)

    def sample_at(self, pts: int) -> int:
        """Return the sample nearest to a timestamp."""
        base = self.time_base
        return self.sample + (2 * (pts - self.pts) * base.numerator * self.rate_hz + base.denominator) // (
            2 * base.denominator
        )


@dataclass(frozen=True, slots=True)
class ClockRules:
    """How far the timestamps of a track are to be trusted.

    Parameters
    ----------
    end_sample
        Sample at which the file declares its end; 0 if unknown. A timestamp beyond it means that the clock was reset.
    jumps
        Whether the clock of the container may jump, as in recorded broadcasts.
    counts
        Whether timestamps are ignored and samples counted, a damaged packet as long as the frame before it.
    most_silence
        The most samples of silence that all gaps together may add; what goes beyond is left out, as `left_out` samples.
    """

    end_sample: int
    jumps: bool
    counts: bool
    most_silence: int


class TimestampMapper:
    """A joiner of frames into stretches of about 65,536 samples, each with its position in the clip.

    Stretches may leave gaps, which are silent, and may overlap the previous stretch, which takes precedence. A file
    joined from different sources is converted to the sample rate and channel count of its first frame.

    Parameters
    ----------
    anchor
        Anchor of the first frame of the track.
    channels
        Channels of the clip: 1 or 2, or the number of `speakers`.
    position
        Sample at which the next frame is expected.
    clock
        How far to trust timestamps.
    speakers
        Keep all channels, in this layout; None to mix down to `channels`.
    """

    def __init__(
        self,
        anchor: TimestampAnchor,
        channels: int,
        position: int,
        *,
        clock: ClockRules,
        speakers: Speakers | None = None,
    ) -> None:
        self.anchor = anchor
        self.channels = channels
        self._speakers = speakers
        self.position = position
        self._end_sample = clock.end_sample
        self._jumps = clock.jumps
        self._counts = clock.counts
        self._lost = self._latest = 0
        self._silence_left = clock.most_silence
        self.left_out = 0
        # Less than 20 ms, which is one lost Opus frame.
        self._tolerance = max(int(_TOLERANCE_S * anchor.rate_hz) - 1, anchor.tick)
        # Sample nearest to a timestamp: (scale · pts + offset) // divisor, all integers.
        base = anchor.time_base
        self._scale = 2 * base.numerator * anchor.rate_hz
        self._divisor = 2 * base.denominator
        self._offset = base.denominator - self._scale * anchor.pts + self._divisor * anchor.sample
        self._damaged = False
        self._waiting = 0
        self._fifo = AudioFifo()
        self._like: tuple[int, int, str] | None = None
        self._names: tuple[str, ...] = ()
        self._resampler: StreamingResampler | None = None

    def damage(self) -> None:
        """Mark a decoding error: the next frame is placed exactly at its timestamp, or counted."""
        self._damaged = True
        self._lost += self._latest

    def place(self, frame: AudioFrame) -> Sequence[SampleBlock]:
        """Add a frame and return completed stretches; the frame's timestamp is cleared.

        Runs about 50 times per second of audio: work that can wait for a whole block is left to `_flush`.
        """
        count = frame.samples
        done: Sequence[SampleBlock] = ()
        like = kind_of(frame)
        if like != self._like:
            if not count or not is_usable(frame):
                self.damage()
                return done
            done = self.drain()
            self._begin(frame, like)
        pts = frame.pts
        if self._counts:
            if self._lost:
                done = [*done, *self._move(self._lost)]
            self._lost, self._damaged = 0, False
            self._latest = count * self.anchor.rate_hz // frame.sample_rate
            frame.pts = None
        elif pts is not None:
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

    def drain(self) -> list[SampleBlock]:
        """Return the buffered samples, including the resampler's remainder."""
        done = self._flush()
        if self._resampler is not None:
            done += self._resampler.finish()
            self._resampler = StreamingResampler(
                self._resampler.rate_hz, self.anchor.rate_hz, self.channels, self.position
            )
        return done

    def _begin(self, frame: AudioFrame, like: tuple[int, int, str]) -> None:
        self._like = like
        self._names = channel_names(frame)
        self._fifo = AudioFifo()
        self._resampler = None
        if frame.sample_rate != self.anchor.rate_hz:
            self._resampler = StreamingResampler(frame.sample_rate, self.anchor.rate_hz, self.channels, self.position)

    def _put_right(self, away: int) -> list[SampleBlock]:
        """Move the position by `away` samples, unless the deviation is rounding or a clock reset."""
        limit = self.anchor.tick if self._damaged else self._tolerance
        self._damaged = False
        if abs(away) <= limit:
            return []
        rate_hz = self.anchor.rate_hz
        beyond = self.position + away > self._end_sample + rate_hz
        if away < -_RESTART_S * rate_hz or (away > _JUMP_S * rate_hz and (self._jumps or beyond)):
            self._offset -= away * self._divisor
            return []
        return self._move(away)

    def _move(self, away: int) -> list[SampleBlock]:
        if away > self._silence_left:
            self._offset -= (away - self._silence_left) * self._divisor
            self.left_out += away - self._silence_left
            away = self._silence_left
        if not away:
            return []
        self._silence_left -= max(0, away)
        done = self.drain()
        self.position += away
        if self._resampler is not None:
            rate_hz = self._resampler.rate_hz
            self._resampler = StreamingResampler(rate_hz, self.anchor.rate_hz, self.channels, self.position)
        return done

    def _flush(self) -> list[SampleBlock]:
        frame = self._fifo.read(0) if self._waiting else None
        if frame is None:
            return []
        block = converted(samples_of(frame), self._names, self.channels, self._speakers)
        start = self.position - self._waiting
        self._waiting = 0
        return [SampleBlock(start, block)] if self._resampler is None else self._resampler.add(block)


def converted(block: Samples, names: Sequence[str], channels: int, speakers: Speakers | None) -> Samples:
    """Convert a block to the speakers of a clip, or mix it down to one or two channels if these are None."""
    return to_channels(block, names, channels) if speakers is None else arranged(block, names, speakers)
