"""From where cues are seen back to where they are kept: the one place where edits are taken through a retiming."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

from deepdub_engine.retime import Retiming
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.timing import round_half_up


def before_retiming(
    retiming: Retiming, base: Sequence[Cue], shown: Sequence[Cue], edited: Sequence[Cue]
) -> tuple[Cue, ...]:
    """Return the cues that a retiming turns into edited ones.

    Cues that were not edited, and single times at which a cue began or ended before, come back exactly. Others are as
    near as whole milliseconds allow: within 1 ms, where the ratio is no more than 2. A retiming with breaks cannot
    reach every time: a cue that was put into the gap of a break comes to its nearer side.

    Parameters
    ----------
    retiming
        What the cues are seen through.
    base
        The cues before it.
    shown
        The same, as it gives them.
    edited
        Some of `shown` themselves, and others made from them.
    """
    if retiming.is_identity:
        return tuple(edited)
    return _Way(retiming, base, shown).back(edited)


class _Way:
    def __init__(self, retiming: Retiming, base: Sequence[Cue], shown: Sequence[Cue]) -> None:
        self._ratio = retiming.ratio
        self._breaks_ms = [one.at_ms for one in retiming.breaks]
        self._offsets_ms = [retiming.offset_ms]
        for one in retiming.breaks:
            self._offsets_ms.append(self._offsets_ms[-1] + one.jump_ms)
        # `shown` keeps its cues alive, so no other one can have the identity of any of them.
        self._same = {id(cue): former for cue, former in zip(shown, base, strict=True)}
        self._known: dict[tuple[int, int], int] = {}
        for cue, former in zip(shown, base, strict=True):
            side = bisect_right(self._breaks_ms, former.start_ms)
            self._known[side, cue.start_ms] = former.start_ms
            self._known[side, cue.end_ms] = former.end_ms

    def back(self, edited: Sequence[Cue]) -> tuple[Cue, ...]:
        return tuple(self._same.get(id(cue)) or self._moved(cue) for cue in edited)

    def _moved(self, cue: Cue) -> Cue:
        side, start_ms = min(
            ((side, self._start(side, cue.start_ms)) for side in range(len(self._offsets_ms))),
            key=lambda place: abs(self._seen(*place) - cue.start_ms),
        )
        length_ms = round_half_up(Fraction(cue.end_ms - cue.start_ms) / self._ratio)
        is_moved = self._seen(side, start_ms) - cue.start_ms not in (-1, 0, 1)
        end_ms = start_ms + length_ms if is_moved else self._base(side, cue.end_ms)
        return Cue(start_ms, max(start_ms, end_ms), cue.text)

    def _start(self, side: int, shown_ms: int) -> int:
        """Return the start that is seen nearest to a time, on one side of the breaks."""
        start_ms = self._base(side, shown_ms)
        if side < len(self._breaks_ms):
            start_ms = min(start_ms, self._breaks_ms[side] - 1)
        return start_ms if side == 0 else max(start_ms, self._breaks_ms[side - 1])

    def _base(self, side: int, shown_ms: int) -> int:
        known = self._known.get((side, shown_ms))
        if known is not None:
            return known
        return round_half_up(Fraction(shown_ms - self._offsets_ms[side]) / self._ratio)

    def _seen(self, side: int, base_ms: int) -> int:
        return round_half_up(base_ms * self._ratio) + self._offsets_ms[side]
