"""What edited cues keep to: a least duration, a least gap, and the start of the clip."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from deepdub_engine.subtitles.cues import Cue


@dataclass(frozen=True, slots=True)
class Limits:
    """How near edits may bring cues to each other.

    A cue that is outside a limit already is not moved by it, but brought no further out. One that overlaps another
    is free to go through it: it is meant so, or has to be mended.

    Parameters
    ----------
    gap_ms
        Least time between two cues.
    shortest_ms
        Least duration; at least 1.
    first_ms, last_ms
        Where cues lie; None for no end.
    minds_others
        Whether other cues are in the way at all.
    """

    gap_ms: int = 0
    shortest_ms: int = 100
    first_ms: int = 0
    last_ms: int | None = None
    minds_others: bool = True


@dataclass(frozen=True, slots=True)
class Room:
    """How far a cue may reach; None where nothing is in the way."""

    from_ms: int | None
    to_ms: int | None

    def start(self, wanted_ms: int) -> int:
        """Return a time, or the first that may be."""
        return wanted_ms if self.from_ms is None else max(self.from_ms, wanted_ms)

    def end(self, wanted_ms: int) -> int:
        """Return a time, or the last that may be."""
        return wanted_ms if self.to_ms is None else min(self.to_ms, wanted_ms)


class Rooms:
    """The room that each of some cues has among the others.

    Parameters
    ----------
    cues
        All of them, in any order.
    moving
        Indices of those that move together: they are not in each other's way.
    limits
        What they keep to.
    """

    def __init__(self, cues: Sequence[Cue], moving: Collection[int], limits: Limits) -> None:
        chosen = frozenset(moving)
        others = [cue for index, cue in enumerate(cues) if index not in chosen] if limits.minds_others else []
        self._ends_ms = sorted(cue.end_ms for cue in others)
        self._starts_ms = sorted(cue.start_ms for cue in others)
        self._limits = limits

    def of(self, cue: Cue) -> Room:
        """Return the room about a cue: up to those that lie wholly before and behind it, and the ends of the clip."""
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
        return Room(from_ms, to_ms)
