"""Retiming: a shift and a ratio as one value, applied to cues that are never changed themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from deepdub_engine.errors import BadShift
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.timing import format_shift, round_half_up

_FRAME_RATES = {
    "23.976": (Fraction(24000, 1001), Fraction("23.976")),
    "24": (Fraction(24),),
    "25": (Fraction(25),),
    "29.97": (Fraction(30000, 1001), Fraction("29.97")),
    "30": (Fraction(30),),
}
# Pairs of whole rates come first: 30/24 and 29.97/23.976 are the same number.
_PAIRS = sorted(permutations(_FRAME_RATES, 2), key=lambda pair: "." in pair[0] and "." in pair[1])


@dataclass(frozen=True, slots=True)
class Retiming:
    """A time becomes ``time × ratio`` rounded to whole milliseconds, ties upwards, plus the shift.

    The ratio comes first, as in the seed. Nothing is cut off at 0, so that a shift and its inverse give every cue back;
    writing and sentences see to negative times. Ratio and inverse ratio, from ½ upwards, give times back within 1 ms.

    Parameters
    ----------
    offset_ms
        The shift; positive is later.
    ratio
        Greater than 0; 25/23.976 fits subtitles of a film at 25 frames per second to the same film at 23.976.
    """

    offset_ms: int = 0
    ratio: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        if self.ratio <= 0:
            raise BadShift(str(self.ratio))

    @property
    def is_identity(self) -> bool:
        """Whether it leaves every time as it is."""
        return self.offset_ms == 0 and self.ratio == 1

    def apply(self, cues: Iterable[Cue]) -> tuple[Cue, ...]:
        """Return the cues at their new times, in the same order."""
        if self.is_identity:
            return tuple(cues)
        # The slider moves thousands of cues at once: so no fraction for each of them, and lists, which are quickest.
        offset = self.offset_ms
        if self.ratio == 1:
            return tuple([Cue(cue.start_ms + offset, cue.end_ms + offset, cue.text) for cue in cues])
        over, under = 2 * self.ratio.numerator, self.ratio.denominator

        def moved(time_ms: int) -> int:
            return (time_ms * over + under) // (2 * under) + offset  # as `round_half_up`

        return tuple([Cue(moved(cue.start_ms), moved(cue.end_ms), cue.text) for cue in cues])

    def time_ms(self, time_ms: int) -> int:
        """Return the new time for one time in milliseconds."""
        return round_half_up(time_ms * self.ratio) + self.offset_ms

    def inverse(self) -> Retiming:
        """Return the retiming that undoes this one, within rounding where there is a ratio."""
        return Retiming(round_half_up(-self.offset_ms / self.ratio), 1 / self.ratio)

    def __str__(self) -> str:
        shift = format_shift(self.offset_ms)
        return shift if self.ratio == 1 else f"{shift}, ×{_ratio_name(self.ratio)}"


def frame_rate_ratio(name: str) -> Fraction:
    """Return the exact ratio of two standard frame rates, ``25/23.976``."""
    above, below = (_FRAME_RATES[rate][0] for rate in name.split("/"))
    return above / below


def _ratio_name(ratio: Fraction) -> str:
    for over, under in _PAIRS:
        if any(ratio == a / b for a in _FRAME_RATES[over] for b in _FRAME_RATES[under]):
            return f"{over}/{under}"
    return f"{float(ratio):.5f}"
