"""Retiming: a shift, a ratio and breaks as one value, applied to cues that are never changed themselves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise, permutations

from deepdub_engine.errors import BadShift
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.timing import format_clock, format_shift, round_half_up

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
class Break:
    """A place where time jumps: an advertisement that was cut or added, a reel that was joined elsewhere.

    Parameters
    ----------
    at_ms
        In the subtitle file's own time, before shift and ratio: cues that start here or later are moved.
    jump_ms
        By how much more than those before; positive is later.
    """

    at_ms: int
    jump_ms: int

    def __str__(self) -> str:
        return f"break of {format_shift(self.jump_ms)} at {format_clock(self.at_ms)[:-4]}"


@dataclass(frozen=True, slots=True)
class Retiming:
    """A time becomes ``time × ratio`` rounded to whole milliseconds, ties upwards, plus the shift and passed breaks.

    The ratio comes first, as in the seed. Nothing is cut off at 0, so that a shift and its inverse give every cue back;
    writing and sentences see to negative times. Ratio and inverse ratio, from ½ upwards, give times back within 1 ms.

    Parameters
    ----------
    offset_ms
        The shift of everything; positive is later.
    ratio
        Greater than 0; 25/23.976 fits subtitles of a film at 25 frames per second to the same film at 23.976.
    breaks
        In any order and kept by time; those at the same time are added up, and those that move nothing left out. A
        cue belongs wholly to the side on which it starts.
    """

    offset_ms: int = 0
    ratio: Fraction = Fraction(1)
    breaks: tuple[Break, ...] = ()

    def __post_init__(self) -> None:
        if self.ratio <= 0:
            raise BadShift(str(self.ratio))
        if self.breaks:
            jumps: dict[int, int] = {}
            for one in sorted(self.breaks, key=lambda one: one.at_ms):
                jumps[one.at_ms] = jumps.get(one.at_ms, 0) + one.jump_ms
            kept = tuple(Break(at_ms, jump_ms) for at_ms, jump_ms in jumps.items() if jump_ms)
            object.__setattr__(self, "breaks", kept)

    @property
    def is_identity(self) -> bool:
        """Whether it leaves every time as it is."""
        return self.offset_ms == 0 and self.ratio == 1 and not self.breaks

    def apply(self, cues: Iterable[Cue]) -> tuple[Cue, ...]:
        """Return the cues at their new times, in the same order."""
        if self.is_identity:
            return tuple(cues)
        if self.breaks:
            return self._apply_breaks(cues)
        # The slider moves thousands of cues at once: so no fraction for each of them, and lists, which are quickest.
        offset = self.offset_ms
        if self.ratio == 1:
            return tuple([Cue(cue.start_ms + offset, cue.end_ms + offset, cue.text) for cue in cues])
        over, under = 2 * self.ratio.numerator, self.ratio.denominator

        def moved(time_ms: int) -> int:
            return (time_ms * over + under) // (2 * under) + offset  # as `round_half_up`

        return tuple([Cue(moved(cue.start_ms), moved(cue.end_ms), cue.text) for cue in cues])

    def _apply_breaks(self, cues: Iterable[Cue]) -> tuple[Cue, ...]:
        times_ms, offsets_ms = [one.at_ms for one in self.breaks], self._offsets_ms()
        over, under = 2 * self.ratio.numerator, self.ratio.denominator
        moved = []
        for cue in cues:
            offset_ms = offsets_ms[bisect_right(times_ms, cue.start_ms)]
            start_ms = (cue.start_ms * over + under) // (2 * under) + offset_ms
            moved.append(Cue(start_ms, (cue.end_ms * over + under) // (2 * under) + offset_ms, cue.text))
        return tuple(moved)

    def _offsets_ms(self) -> Sequence[int]:
        """Return the whole offset before the first break, and after each."""
        return list(accumulate((one.jump_ms for one in self.breaks), initial=self.offset_ms))

    def time_ms(self, time_ms: int) -> int:
        """Return the new time for one time in milliseconds."""
        passed = bisect_right([one.at_ms for one in self.breaks], time_ms)
        return round_half_up(time_ms * self.ratio) + self._offsets_ms()[passed]

    def inverse(self) -> Retiming:
        """Return the retiming that undoes this one, within rounding where there is a ratio.

        Where a break moves cues to before others that started earlier, no retiming can tell them apart again.
        """
        # Whole offsets are rounded, not jumps, so that many breaks do not add up their rounding.
        back_ms = [round_half_up(-offset_ms / self.ratio) for offset_ms in self._offsets_ms()]
        breaks = tuple(
            Break(self.time_ms(one.at_ms), after_ms - before_ms)
            for one, (before_ms, after_ms) in zip(self.breaks, pairwise(back_ms), strict=True)
        )
        return Retiming(back_ms[0], 1 / self.ratio, breaks)

    def __str__(self) -> str:
        parts = [format_shift(self.offset_ms)]
        if self.ratio != 1:
            parts.append(f"×{_ratio_name(self.ratio)}")
        return ", ".join([*parts, *map(str, self.breaks)])


def frame_rate_ratio(name: str) -> Fraction:
    """Return the exact ratio of two standard frame rates, ``25/23.976``."""
    above, below = (_FRAME_RATES[rate][0] for rate in name.split("/"))
    return above / below


def _ratio_name(ratio: Fraction) -> str:
    for over, under in _PAIRS:
        if any(ratio == a / b for a in _FRAME_RATES[over] for b in _FRAME_RATES[under]):
            return f"{over}/{under}"
    return f"{float(ratio):.5f}"
