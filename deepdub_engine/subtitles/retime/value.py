"""A shift, a ratio, breaks and anchors as one value, applied to cues that are never changed themselves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, pairwise

from deepdub_engine.base.errors import AnchorsCross, BadShift
from deepdub_engine.base.timing import format_clock, format_shift, round_half_up
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.retime.ratios import ratio_name


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
class Anchor:
    """A time that somebody has put in its place: between two of them, times are stretched to fit.

    Parameters
    ----------
    at_ms
        In the subtitle file's own time, as that of a break.
    by_ms
        By how much shift, ratio and breaks alone would miss the place; 0 where they hit it.
    """

    at_ms: int
    by_ms: int = 0

    def __str__(self) -> str:
        by = f" of {format_shift(self.by_ms)}" if self.by_ms else ""
        return f"anchor{by} at {format_clock(self.at_ms)[:-4]}"


@dataclass(frozen=True, slots=True)
class _Line:
    """``(factor × time + start) / under``, in whole numbers: thousands of cues follow the slider."""

    factor: int
    start: int
    under: int

    def at(self, time_ms: int) -> int:
        return (2 * (self.factor * time_ms + self.start) + self.under) // (2 * self.under)  # as `round_half_up`

    def source(self, time_ms: int) -> int:
        return round_half_up(Fraction(time_ms * self.under - self.start, self.factor))

    @property
    def slope(self) -> Fraction:
        return Fraction(self.factor, self.under)


@dataclass(frozen=True, slots=True)
class Retiming:
    """A time becomes ``time × ratio`` rounded to whole milliseconds, ties upwards, plus the shift and passed breaks.

    The ratio comes first, as in the seed. Nothing is cut off at 0, so that a shift and its inverse give every cue back;
    writing and sentences see to negative times. Ratio and inverse ratio, from ½ upwards, give times back within 1 ms.

    Anchors add what they miss; between two of them that is interpolated, before the first and behind the last it
    stays as it is, so that beyond them the ratio holds. Where there are any, a cue keeps its length times the ratio:
    one beside a cut is not squeezed, although the anchors on both sides of it are.

    Parameters
    ----------
    offset_ms
        The shift of everything; positive is later.
    ratio
        Greater than 0; 25/23.976 fits subtitles of a film at 25 frames per second to the same film at 23.976.
    breaks
        In any order and kept by time; those at the same time are added up, and those that move nothing left out. A
        cue belongs wholly to the side on which it starts.
    anchors
        In any order and kept by time; of those at the same time the last.

    Raises
    ------
    BadShift
        If the ratio is not positive.
    AnchorsCross
        If time would stand still or run backwards between two anchors.
    """

    offset_ms: int = 0
    ratio: Fraction = Fraction(1)
    breaks: tuple[Break, ...] = ()
    anchors: tuple[Anchor, ...] = ()

    def __post_init__(self) -> None:
        if self.ratio <= 0:
            raise BadShift(str(self.ratio))
        if self.breaks:
            jumps: dict[int, int] = {}
            for one in sorted(self.breaks, key=lambda one: one.at_ms):
                jumps[one.at_ms] = jumps.get(one.at_ms, 0) + one.jump_ms
            kept = tuple(Break(at_ms, jump_ms) for at_ms, jump_ms in jumps.items() if jump_ms)
            object.__setattr__(self, "breaks", kept)
        if self.anchors:
            places = {one.at_ms: one for one in self.anchors}
            object.__setattr__(self, "anchors", tuple(places[at_ms] for at_ms in sorted(places)))
            for former, later in pairwise(self.anchors):
                if self.ratio * (later.at_ms - former.at_ms) + later.by_ms - former.by_ms <= 0:
                    raise AnchorsCross(former.at_ms, later.at_ms)

    @property
    def is_identity(self) -> bool:
        """Whether it leaves every time as it is."""
        return self.offset_ms == 0 and self.ratio == 1 and not self.breaks and not self.anchors

    def apply(self, cues: Iterable[Cue]) -> tuple[Cue, ...]:
        """Return the cues at their new times, in the same order."""
        if self.is_identity:
            return tuple(cues)
        if self.breaks or self.anchors:
            return self._apply_pieces(cues)
        # The slider moves thousands of cues at once: so no fraction for each of them, and lists, which are quickest.
        offset = self.offset_ms
        if self.ratio == 1:
            return tuple([Cue(cue.start_ms + offset, cue.end_ms + offset, cue.text) for cue in cues])
        over, under = 2 * self.ratio.numerator, self.ratio.denominator

        def moved(time_ms: int) -> int:
            return (time_ms * over + under) // (2 * under) + offset  # as `round_half_up`

        return tuple([Cue(moved(cue.start_ms), moved(cue.end_ms), cue.text) for cue in cues])

    def _apply_pieces(self, cues: Iterable[Cue]) -> tuple[Cue, ...]:
        break_places, offsets_ms = [one.at_ms for one in self.breaks], self._offsets_ms()
        anchor_places, lines = [one.at_ms for one in self.anchors], self._lines()
        ratio = _Line(self.ratio.numerator, 0, self.ratio.denominator)
        moved = []
        for cue in cues:
            start_ms, end_ms = cue.start_ms, cue.end_ms
            offset_ms = offsets_ms[bisect_right(break_places, start_ms)]
            if anchor_places:
                to_ms = lines[bisect_right(anchor_places, start_ms)].at(start_ms) + offset_ms
                moved.append(Cue(to_ms, to_ms + ratio.at(end_ms - start_ms), cue.text))
            else:
                moved.append(Cue(ratio.at(start_ms) + offset_ms, ratio.at(end_ms) + offset_ms, cue.text))
        return tuple(moved)

    def _offsets_ms(self) -> Sequence[int]:
        """Return the whole offset before the first break, and after each."""
        return list(accumulate((one.jump_ms for one in self.breaks), initial=self.offset_ms))

    def _lines(self) -> Sequence[_Line]:
        """Return what ratio and anchors do before the first anchor, after each, and after the last."""
        over, under = self.ratio.numerator, self.ratio.denominator
        if not self.anchors:
            return [_Line(over, 0, under)]
        lines = [_Line(over, self.anchors[0].by_ms * under, under)]
        for one, other in pairwise(self.anchors):
            length, more = other.at_ms - one.at_ms, other.by_ms - one.by_ms
            start = under * (one.by_ms * length - more * one.at_ms)
            lines.append(_Line(over * length + under * more, start, under * length))
        return [*lines, _Line(over, self.anchors[-1].by_ms * under, under)]

    def time_ms(self, time_ms: int) -> int:
        """Return the new time for one time in milliseconds."""
        return self._line_at(time_ms).at(time_ms) + self.offset_at(time_ms)

    def offset_at(self, time_ms: int) -> int:
        """Return the shift that holds at a time of the file: that of everything, and of the breaks passed by then."""
        return self._offsets_ms()[bisect_right([one.at_ms for one in self.breaks], time_ms)]

    def with_offset_from(self, at_ms: int, offset_ms: int) -> Retiming:
        """Return the retiming whose shift is another one from a time on: what comes later is moved by as much."""
        more_ms = offset_ms - self.offset_at(at_ms)
        return replace(self, breaks=(*self.breaks, Break(at_ms, more_ms)))

    def source_ms(self, time_ms: int, near_ms: int) -> int:
        """Return the time of the file that becomes a given one: the nearest to `near_ms` where breaks leave several.

        Within rounding. A time in the gap that a break opens belongs to none: then it is the break, on either side.
        """
        edges = [one.at_ms for one in self.breaks]
        anchors, lines = [one.at_ms for one in self.anchors], self._lines()
        seen = [line.at(at_ms) for at_ms, line in zip(anchors, lines, strict=False)]
        found = []
        for number, offset_ms in enumerate(self._offsets_ms()):
            source_ms = lines[bisect_right(seen, time_ms - offset_ms)].source(time_ms - offset_ms)
            if number:
                source_ms = max(source_ms, edges[number - 1])
            if number < len(edges):
                source_ms = min(source_ms, edges[number] - 1)
            missed_ms = abs(self.time_ms(source_ms) - time_ms)
            found.append((missed_ms > abs(self.ratio) + 1, abs(source_ms - near_ms), missed_ms, source_ms))
        return min(found)[-1]

    def inverse(self) -> Retiming:
        """Return the retiming that undoes this one, within rounding where there is a ratio or an anchor.

        Where a break moves cues to before others that started earlier, no retiming can tell them apart again.

        Raises
        ------
        AnchorsCross
            If a break moves an anchor to before another one that stood earlier.
        """
        slopes = (self._line_at(one.at_ms).slope for one in self.breaks)
        jumps_ms = (-one.jump_ms / slope for one, slope in zip(self.breaks, slopes, strict=True))
        # Whole offsets are rounded, not jumps, so that many breaks do not add up their rounding.
        back_ms = [round_half_up(each) for each in accumulate(jumps_ms, initial=-self.offset_ms / self.ratio)]
        breaks = tuple(
            Break(self.time_ms(one.at_ms), after_ms - before_ms)
            for one, (before_ms, after_ms) in zip(self.breaks, pairwise(back_ms), strict=True)
        )
        straight = Retiming(back_ms[0], 1 / self.ratio, breaks)
        places = [(self.time_ms(one.at_ms), one.at_ms) for one in self.anchors]
        return replace(
            straight, anchors=tuple(Anchor(at_ms, to_ms - straight.time_ms(at_ms)) for at_ms, to_ms in places)
        )

    def _line_at(self, time_ms: int) -> _Line:
        return self._lines()[bisect_right([one.at_ms for one in self.anchors], time_ms)]

    def __str__(self) -> str:
        parts = [format_shift(self.offset_ms)]
        if self.ratio != 1:
            parts.append(f"×{ratio_name(self.ratio) or f'{float(self.ratio):.5f}'}")
        return ", ".join([*parts, *map(str, self.breaks), *map(str, self.anchors)])
