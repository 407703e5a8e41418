"""The scope of a shift: all cues, some cues, or all cues after a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.retime.value import Retiming


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
    """Return the offset of a retiming at the start of the scope; 0 for single rows."""
    if scope.rows is not None:
        return 0
    return retiming.offset_ms if scope.from_ms is None else retiming.offset_at(scope.from_ms)


def shifted(
    retiming: Retiming, cues: tuple[Cue, ...], scope: ShiftScope, by_ms: int
) -> tuple[Retiming, tuple[Cue, ...]]:
    """Shift the cues in scope by a displayed time; the others stay.

    To shift all cues, the offset of the retiming changes. To shift the cues after a time, a break is added to the
    retiming, which is visible and can be undone; later breaks move with it. Single rows change the cues themselves,
    because a retiming cannot address them.

    Returns
    -------
    tuple of Retiming and tuple of Cue
        The new retiming and cues; the cues are the same tuple unless single rows moved.
    """
    if not by_ms:
        return retiming, cues
    if scope.from_ms is not None:
        return retiming.with_offset_from(scope.from_ms, retiming.offset_at(scope.from_ms) + by_ms), cues
    if scope.rows is None:
        return replace(retiming, offset_ms=retiming.offset_ms + by_ms), cues
    return retiming, tuple(_moved(retiming, cue, by_ms) if row in scope.rows else cue for row, cue in enumerate(cues))


def _moved(retiming: Retiming, cue: Cue, by_ms: int) -> Cue:
    to_ms = retiming.time_ms(cue.start_ms) + by_ms
    start_ms = retiming.source_ms(to_ms, cue.start_ms)
    return Cue(start_ms, start_ms + cue.end_ms - cue.start_ms, cue.text)
