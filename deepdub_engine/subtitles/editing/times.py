"""Move cues and their edges. Every function returns a new tuple that shares the cues that did not move."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.editing.limits import EditLimits, FreeIntervals

Cues = tuple[Cue, ...]


def move(cues: Sequence[Cue], chosen: Collection[int], by_ms: int, limits: EditLimits) -> Cues:
    """Move cues together, as far as all of them have room.

    Parameters
    ----------
    cues
        All cues, in file order.
    chosen
        Indices of the cues to move.
    by_ms
        Requested shift; positive is later.
    limits
        Limits on cue times.
    """
    rooms = FreeIntervals(cues, chosen, limits)
    for index in chosen:
        room = rooms.of(cues[index])
        by_ms = room.start(cues[index].start_ms + by_ms) - cues[index].start_ms
        by_ms = room.end(cues[index].end_ms + by_ms) - cues[index].end_ms
    return shifted(cues, chosen, by_ms)


def shifted(cues: Sequence[Cue], chosen: Collection[int], by_ms: int) -> Cues:
    """Move cues by an exact amount, ignoring limits."""
    if not by_ms:
        return tuple(cues)
    result = list(cues)
    for index in chosen:
        cue = cues[index]
        result[index] = Cue(cue.start_ms + by_ms, cue.end_ms + by_ms, cue.text)
    return tuple(result)


def move_start(cues: Sequence[Cue], index: int, to_ms: int, limits: EditLimits) -> Cues:
    """Move the start of a cue, as far as the cue before it and its own end allow."""
    cue = cues[index]
    latest_ms = max(cue.start_ms, cue.end_ms - limits.shortest_ms)
    start_ms = FreeIntervals(cues, (index,), limits).of(cue).start(min(to_ms, latest_ms))
    return _with(cues, {index: Cue(start_ms, cue.end_ms, cue.text)})


def move_end(cues: Sequence[Cue], index: int, to_ms: int, limits: EditLimits) -> Cues:
    """Move the end of a cue, as far as the cue after it and its own start allow."""
    cue = cues[index]
    earliest_ms = min(cue.end_ms, cue.start_ms + limits.shortest_ms)
    end_ms = FreeIntervals(cues, (index,), limits).of(cue).end(max(to_ms, earliest_ms))
    return _with(cues, {index: Cue(cue.start_ms, end_ms, cue.text)})


def move_shared(cues: Sequence[Cue], first: int, second: int, to_ms: int, limits: EditLimits) -> Cues:
    """Move the shared edge of two cues: the end of one and the start of the next, keeping the gap between them."""
    before, behind = cues[first], cues[second]
    least_ms = min(0, before.start_ms + limits.shortest_ms - before.end_ms)
    most_ms = max(0, behind.end_ms - limits.shortest_ms - behind.start_ms)
    by_ms = min(max(to_ms - before.end_ms, least_ms), most_ms)
    return _with(
        cues,
        {
            first: Cue(before.start_ms, before.end_ms + by_ms, before.text),
            second: Cue(behind.start_ms + by_ms, behind.end_ms, behind.text),
        },
    )


def set_start(cues: Sequence[Cue], index: int, at_ms: int, limits: EditLimits) -> Cues:
    """Set the start of a cue exactly; if it would become too short, move the whole cue.

    The cue before it is not a limit: the user sets this time by ear, and overlaps are flagged as problems.
    """
    cue = cues[index]
    is_left = cue.end_ms - at_ms >= limits.shortest_ms
    end_ms = cue.end_ms if is_left else at_ms + max(limits.shortest_ms, cue.end_ms - cue.start_ms)
    return _with(cues, {index: Cue(at_ms, end_ms, cue.text)})


def set_end(cues: Sequence[Cue], index: int, at_ms: int, limits: EditLimits) -> Cues:
    """Set the end of a cue exactly; if it would become too short, move the whole cue."""
    cue = cues[index]
    is_left = at_ms - cue.start_ms >= limits.shortest_ms
    start_ms = cue.start_ms if is_left else at_ms - max(limits.shortest_ms, cue.end_ms - cue.start_ms)
    return _with(cues, {index: Cue(start_ms, at_ms, cue.text)})


def set_length(cues: Sequence[Cue], index: int, end_ms: int, limits: EditLimits) -> Cues:
    """Set the end of a cue exactly, but keep its start: the shortest duration is the least that it gets."""
    cue = cues[index]
    return _with(cues, {index: Cue(cue.start_ms, max(end_ms, cue.start_ms + limits.shortest_ms), cue.text)})


def move_following(cues: Sequence[Cue], index: int, to_ms: int) -> Cues:
    """Move the start of a cue to a time, and all cues that start with it or later by the same amount."""
    start_ms = cues[index].start_ms
    rest = [number for number, cue in enumerate(cues) if cue.start_ms >= start_ms]
    return shifted(cues, rest, to_ms - start_ms)


def _with(cues: Sequence[Cue], changed: dict[int, Cue]) -> Cues:
    result = list(cues)
    for index, cue in changed.items():
        if cue != cues[index]:
            result[index] = cue
    return tuple(result)
