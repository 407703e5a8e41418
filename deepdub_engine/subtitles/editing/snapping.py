"""Snapping of dragged cues and cue edges."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.editing.limits import EditLimits


@dataclass(frozen=True, slots=True)
class SnapPoints:
    """The times that cue starts and ends snap to, both sorted."""

    starts_ms: tuple[int, ...] = ()
    ends_ms: tuple[int, ...] = ()

    @classmethod
    def of(cls, starts_ms: Iterable[int], ends_ms: Iterable[int]) -> SnapPoints:
        """Return snap points from unsorted times."""
        return cls(tuple(sorted(set(starts_ms))), tuple(sorted(set(ends_ms))))


def neighbour_points(cues: Sequence[Cue], moving: Collection[int], limits: EditLimits) -> tuple[list[int], list[int]]:
    """Return the starts and ends that leave exactly the smallest gap to a cue that does not move."""
    chosen = frozenset(moving)
    others = [cue for index, cue in enumerate(cues) if index not in chosen]
    return [cue.end_ms + limits.gap_ms for cue in others], [cue.start_ms - limits.gap_ms for cue in others]


def snap(time_ms: int, points_ms: Sequence[int], within_ms: int) -> int | None:
    """Return the nearest of sorted points if within range, else None; on a tie the earlier one."""
    place = bisect_left(points_ms, time_ms)
    near = [point for point in points_ms[max(0, place - 1) : place + 1] if abs(point - time_ms) <= within_ms]
    return min(near, key=lambda point: abs(point - time_ms), default=None)


def snap_move(cue: Cue, by_ms: int, points: SnapPoints, within_ms: int) -> tuple[int, int | None]:
    """Return how far a cue moves, and the point that its start or end snaps to, whichever is nearer; None if none."""
    start_ms, end_ms = cue.start_ms + by_ms, cue.end_ms + by_ms
    to_start, to_end = snap(start_ms, points.starts_ms, within_ms), snap(end_ms, points.ends_ms, within_ms)
    moves = [(abs(to - at), to - at, to) for to, at in ((to_start, start_ms), (to_end, end_ms)) if to is not None]
    if not moves:
        return by_ms, None
    _, more_ms, to_ms = min(moves)
    return by_ms + more_ms, to_ms
