"""Limits on edited cues: shortest duration, smallest gap, and the bounds of the clip."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from deepdub_engine.subtitles.cues import Cue


@dataclass(frozen=True, slots=True)
class EditLimits:
    """Limits on the times of edited cues.

    A cue that already violates a limit is not corrected, but cannot get worse. A cue that overlaps another may move
    freely through it: the overlap is either intended or about to be fixed.

    Parameters
    ----------
    gap_ms
        Smallest gap between two cues.
    shortest_ms
        Shortest duration; at least 1.
    first_ms, last_ms
        Earliest start and latest end; None for no limit.
    avoid_overlaps
        Whether other cues limit the edit at all.
    """

    gap_ms: int = 0
    shortest_ms: int = 100
    first_ms: int = 0
    last_ms: int | None = None
    avoid_overlaps: bool = True


@dataclass(frozen=True, slots=True)
class FreeInterval:
    """The interval in which a cue may lie; None for no limit."""

    from_ms: int | None
    to_ms: int | None

    def start(self, wanted_ms: int) -> int:
        """Return a start time limited to the interval."""
        return wanted_ms if self.from_ms is None else max(self.from_ms, wanted_ms)

    def end(self, wanted_ms: int) -> int:
        """Return an end time limited to the interval."""
        return wanted_ms if self.to_ms is None else min(self.to_ms, wanted_ms)


class FreeIntervals:
    """The room that each moving cue has between the other cues.

    Parameters
    ----------
    cues
        All cues, in any order.
    moving
        Indices of the cues that move together; they do not limit each other.
    limits
        Limits on cue times.
    """

    def __init__(self, cues: Sequence[Cue], moving: Collection[int], limits: EditLimits) -> None:
        chosen = frozenset(moving)
        others = [cue for index, cue in enumerate(cues) if index not in chosen] if limits.avoid_overlaps else []
        self._ends_ms = sorted(cue.end_ms for cue in others)
        self._starts_ms = sorted(cue.start_ms for cue in others)
        self._limits = limits

    def of(self, cue: Cue) -> FreeInterval:
        """Return the room of a cue: up to the nearest cues entirely before and after it, and the ends of the clip."""
        limits = self._limits
        before = bisect_right(self._ends_ms, cue.start_ms) - 1
        behind = bisect_left(self._starts_ms, cue.end_ms)
        from_ms = min(limits.first_ms, cue.start_ms)
        to_ms = None if limits.last_ms is None else max(limits.last_ms, cue.end_ms)
        if before >= 0:
            from_ms = max(from_ms, min(self._ends_ms[before] + limits.gap_ms, cue.start_ms))
        if behind < len(self._starts_ms):
            next_ms = max(self._starts_ms[behind] - limits.gap_ms, cue.end_ms)
            to_ms = next_ms if to_ms is None else min(to_ms, next_ms)
        return FreeInterval(from_ms, to_ms)
