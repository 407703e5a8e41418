"""The numbers of video frames, from their times."""

from __future__ import annotations

from fractions import Fraction
from typing import Self

from av.video.stream import VideoStream

from deepdub_engine.base.timing import round_half_up

_USUAL_RATE = Fraction(25)
_CLOSE = Fraction(1, 1000)  # how far two statements of the same rate differ
_OFF_FRAMES = Fraction(1, 20)


class FrameNumbers:
    """Counts frames by time, and finds out whether the frame rate is constant.

    Parameters
    ----------
    rate
        Frames per second.
    first_s
        When frame 0 begins.
    unit_s
        The resolution of the times.
    """

    def __init__(self, rate: Fraction, first_s: Fraction, unit_s: Fraction) -> None:
        self._rate, self._first_s = rate, first_s
        self._most_off = max(_OFF_FRAMES, rate * unit_s * Fraction(101, 100))
        self._is_constant = True

    @classmethod
    def of(cls, stream: VideoStream, origin_s: Fraction) -> Self:
        """Return the numbers of the frames of a stream, whose times are counted from `origin_s`."""
        base = stream.time_base or Fraction(1, 1_000_000)
        average, guessed = stream.average_rate, stream.guessed_rate
        rate = average or guessed or _USUAL_RATE
        if average and guessed and abs(guessed - average) <= _CLOSE * average:
            rate = guessed  # the average of a short file is not exact
        start_s = (stream.start_time or 0) * base - origin_s
        return cls(rate, start_s, base)

    def number_at(self, start_s: Fraction) -> tuple[int, bool]:
        """Return the number of the frame that begins at a time, and whether it is exact."""
        exact = (start_s - self._first_s) * self._rate
        number = round_half_up(exact)
        self._is_constant = self._is_constant and abs(exact - number) <= self._most_off
        return max(0, number), self._is_constant
