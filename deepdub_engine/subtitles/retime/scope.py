"""The scope of a shift: all cues, some cues, or all cues after a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.retime.value import Break, Retiming


@dataclass(frozen=True, slots=True)
class ShiftScope:
    """The cues that a shift applies to; all cues if neither field is set.

    Parameters
    ----------
    rows
        Indices of single cues.
    from_ms
        Time in the subtitle file; selects the cues that start at or after it.
    """

    rows: frozenset[int] | None = None
    from_ms: int | None = None

    def of(self, cues: Sequence[Cue]) -> tuple[Cue, ...]:
        """Return the cues in scope; `cues` are those before the retiming."""
        if self.rows is not None:
            return tuple(cue for row, cue in enumerate(cues) if row in self.rows)
        if self.from_ms is not None:
            return tuple(cue for cue in cues if cue.start_ms >= self.from_ms)
        return tuple(cues)


def offset_in(scope: ShiftScope, retiming: Retiming) -> int:
    """Return the offset of a retiming at the first moment of the scope that a shift moves; 0 for single rows."""
    if scope.rows is not None:
        return 0
    from_ms = _moved_from(scope, retiming)
    return retiming.offset_ms if from_ms is None else retiming.offset_at(from_ms)


def without_offset(scope: ShiftScope, retiming: Retiming) -> Retiming:
    """Return a retiming without the shift of a scope; single rows have none in it."""
    return shifted(retiming, (), scope, -offset_in(scope, retiming))[0]


def shifted(
    retiming: Retiming, cues: tuple[Cue, ...], scope: ShiftScope, by_ms: int
) -> tuple[Retiming, tuple[Cue, ...]]:
    """Shift the cues in scope by a displayed time; the others stay, and so do those that anchors hold (`is_held`).

    To shift all cues, the offset of the retiming changes. To shift the cues after a time, a break is added to the
    retiming, which is visible and can be undone; later breaks move with it. Two more breaks leave the cues in place
    that anchors hold. Single rows change the cues themselves, because a retiming cannot address them.

    Returns
    -------
    tuple of Retiming and tuple of Cue
        The new retiming and cues; the cues are the same tuple unless single rows moved.
    """
    if not by_ms:
        return retiming, cues
    if scope.rows is not None:
        anchored = {one.at_ms for one in retiming.anchors}
        return retiming, tuple(
            _moved(retiming, cue, by_ms) if row in scope.rows and cue.start_ms not in anchored else cue
            for row, cue in enumerate(cues)
        )
    from_ms, breaks = _moved_from(scope, retiming), list(retiming.breaks)
    offset_ms = retiming.offset_ms
    if from_ms is None:
        offset_ms += by_ms
    else:
        breaks.append(Break(from_ms, by_ms))
    if retiming.anchors:
        first_ms, beyond_ms = retiming.anchors[0].at_ms, retiming.anchors[-1].at_ms + 1
        if from_ms is None or from_ms < first_ms:
            breaks += [Break(first_ms, -by_ms), Break(beyond_ms, by_ms)]
    return replace(retiming, offset_ms=offset_ms, breaks=tuple(breaks)), cues


def is_held(scope: ShiftScope, retiming: Retiming, row: int, cue: Cue) -> bool:
    """Return whether a shift of a scope leaves a cue of it in place.

    Anchored cues stay, and those between two anchors stay with them, because they are stretched to fit. Single rows
    stay only if they are anchored themselves.

    Parameters
    ----------
    scope, retiming
        The scope of the shift, and the retiming with its anchors.
    row, cue
        A cue before the retiming, with its index.
    """
    if scope.rows is not None:
        return row in scope.rows and any(one.at_ms == cue.start_ms for one in retiming.anchors)
    if not retiming.anchors or (scope.from_ms is not None and cue.start_ms < scope.from_ms):
        return False
    return retiming.anchors[0].at_ms <= cue.start_ms <= retiming.anchors[-1].at_ms


def _moved_from(scope: ShiftScope, retiming: Retiming) -> int | None:
    """Return the time in the file from which a shift moves cues; None for the start."""
    if scope.from_ms is None or not retiming.anchors:
        return scope.from_ms
    first_ms, last_ms = retiming.anchors[0].at_ms, retiming.anchors[-1].at_ms
    return last_ms + 1 if first_ms <= scope.from_ms <= last_ms else scope.from_ms


def _moved(retiming: Retiming, cue: Cue, by_ms: int) -> Cue:
    to_ms = retiming.time_ms(cue.start_ms) + by_ms
    start_ms = retiming.source_ms(to_ms, cue.start_ms)
    return Cue(start_ms, start_ms + cue.end_ms - cue.start_ms, cue.text)
