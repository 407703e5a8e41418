"""The `Retiming` value: a shift, a ratio, breaks and anchors, applied to immutable cues."""

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
    """A point where the offset changes, such as a commercial break that was cut or added.

    Parameters
    ----------
    at_ms
        Time in the subtitle file, before shift and ratio; applies to cues that start here or later.
    jump_ms
        Change of the offset; positive is later.
    """

    at_ms: int
    jump_ms: int

    def __str__(self) -> str:
        return f"break of {format_shift(self.jump_ms)} at {format_clock(self.at_ms)[:-4]}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A sync point set by the user; between two anchors, times are interpolated.

    Parameters
    ----------
    at_ms
        Time in the subtitle file, before shift and ratio.
    by_ms
        Correction added to shift, ratio and breaks to hit the sync point; 0 if none is needed.
    """

    at_ms: int
    by_ms: int = 0

    def __str__(self) -> str:
        by = f" of {format_shift(self.by_ms)}" if self.by_ms else ""
        return f"anchor{by} at {format_clock(self.at_ms)[:-4]}"


@dataclass(frozen=True, slots=True)
class _LinearMap:
    """The line ``(factor × time + start) / under``, in integers for speed: the slider moves thousands of cues."""

    factor: int
    start: int
    under: int

    def at(self, time_ms: int) -> int:
        return (2 * (self.factor * time_ms + self.start) + self.under) // (2 * self.under)  # as `round_half_up`

    def source(self, time_ms: int) -> int:
        return (2 * (time_ms * self.under - self.start) + self.factor) // (2 * self.factor)  # as `round_half_up`

    @property
    def slope(self) -> Fraction:
        return Fraction(self.factor, self.under)


@dataclass(frozen=True, slots=True)
class Retiming:
    """A mapping of cue times: ``time × ratio``, rounded half up to milliseconds, plus the shift and all earlier breaks.

    The ratio is applied first, as in the original notebook. Negative times are kept, so that a shift and its inverse
    restore every cue; writers and sentences handle them. A ratio from ½ upwards and its inverse restore times to 1 ms.

    Anchors add corrections, which are interpolated between two anchors and constant outside them, so that the ratio
    applies there. With anchors, the duration of a cue is scaled by the ratio only: a cue beside a cut is not squeezed
    by the anchors around it.

    Parameters
    ----------
    offset_ms
        Shift of all cues; positive is later.
    ratio
        Greater than 0; 25/23.976 fits subtitles of a film at 25 frames per second to the same film at 23.976.
    breaks
        Given in any order, stored by time; breaks at the same time are added up, and zero jumps are dropped. The
        start of a cue decides on which side of a break it lies.
    anchors
        Given in any order, stored by time; the last one wins at equal times.

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
        """Whether every time stays the same."""
        return self.offset_ms == 0 and self.ratio == 1 and not self.breaks and not self.anchors

    def shift_from(self, other: Retiming) -> int | None:
        """Return how many ms later this retiming puts every time than another; None if not all by the same."""
        is_shift = (self.ratio, self.breaks, self.anchors) == (other.ratio, other.breaks, other.anchors)
        return self.offset_ms - other.offset_ms if is_shift else None

    def apply(self, cues: Iterable[Cue]) -> tuple[Cue, ...]:
        """Return the retimed cues, in the same order."""
        if self.is_identity:
            return tuple(cues)
        if self.breaks or self.anchors:
            return self._apply_pieces(cues)
        # The slider moves thousands of cues at once: integer arithmetic and list comprehensions are the fastest.
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
        ratio = self._ratio_line
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

    @property
    def _ratio_line(self) -> _LinearMap:
        return _LinearMap(self.ratio.numerator, 0, self.ratio.denominator)

    def _offsets_ms(self) -> Sequence[int]:
        """Return the total offset before the first break and after each break."""
        return list(accumulate((one.jump_ms for one in self.breaks), initial=self.offset_ms))

    def _lines(self) -> Sequence[_LinearMap]:
        """Return the lines before the first anchor, between anchors, and after the last one."""
        over, under = self.ratio.numerator, self.ratio.denominator
        if not self.anchors:
            return [_LinearMap(over, 0, under)]
        lines = [_LinearMap(over, self.anchors[0].by_ms * under, under)]
        for one, other in pairwise(self.anchors):
            length, more = other.at_ms - one.at_ms, other.by_ms - one.by_ms
            start = under * (one.by_ms * length - more * one.at_ms)
            lines.append(_LinearMap(over * length + under * more, start, under * length))
        return [*lines, _LinearMap(over, self.anchors[-1].by_ms * under, under)]

    @property
    def _is_straight(self) -> bool:
        return not self.breaks and not self.anchors

    def time_ms(self, time_ms: int) -> int:
        """Return the retimed value of a time in milliseconds."""
        if self._is_straight:
            return self._ratio_line.at(time_ms) + self.offset_ms
        return self._line_at(time_ms).at(time_ms) + self.offset_at(time_ms)

    def offset_at(self, time_ms: int) -> int:
        """Return the offset at a time of the file: the shift plus all breaks up to that time."""
        return self._offsets_ms()[bisect_right([one.at_ms for one in self.breaks], time_ms)]

    def with_offset_from(self, at_ms: int, offset_ms: int) -> Retiming:
        """Return the retiming with a new offset at a time; later offsets change by the same amount."""
        more_ms = offset_ms - self.offset_at(at_ms)
        return replace(self, breaks=(*self.breaks, Break(at_ms, more_ms)))

    def source_ms(self, time_ms: int, near_ms: int) -> int:
        """Return the time of the file that maps to `time_ms`, within rounding.

        If breaks make several times map to it, the one nearest to `near_ms` is returned. Nothing maps to a time in the
        gap that a break opens; then the result is next to the break.
        """
        if self._is_straight:
            return self._ratio_line.source(time_ms - self.offset_ms)
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
        """Return the inverse retiming, exact up to rounding with a ratio or an anchor.

        There is no true inverse where a break moves cues before others that started earlier.

        Raises
        ------
        AnchorsCross
            If a break moves an anchor before an earlier one.
        """
        slopes = (self._line_at(one.at_ms).slope for one in self.breaks)
        jumps_ms = (-one.jump_ms / slope for one, slope in zip(self.breaks, slopes, strict=True))
        # Total offsets are rounded, not jumps, so that rounding errors of many breaks do not add up.
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

    def _line_at(self, time_ms: int) -> _LinearMap:
        return self._lines()[bisect_right([one.at_ms for one in self.anchors], time_ms)]

    def __str__(self) -> str:
        parts = [format_shift(self.offset_ms)]
        if self.ratio != 1:
            parts.append(f"×{ratio_name(self.ratio) or f'{float(self.ratio):.5f}'}")
        return ", ".join([*parts, *map(str, self.breaks), *map(str, self.anchors)])
