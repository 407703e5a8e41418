"""Cue checks: overlaps and reading speed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.editing.order import by_start
from deepdub_engine.subtitles.editing.texts import plain_length


@dataclass(frozen=True, slots=True)
class Overlap:
    """An interval in which two cues are shown at the same time.

    Parameters
    ----------
    first, second
        Indices of the cue that starts first, and of the cue that starts before the first ends.
    start_ms, end_ms
        Start and end of the overlap.
    """

    first: int
    second: int
    start_ms: int
    end_ms: int


def overlaps(cues: Sequence[Cue]) -> tuple[Overlap, ...]:
    """Return the overlap of each cue with the earlier cue that ends last, sorted by start.

    Cues that only touch do not overlap, nor do cues without duration.
    """
    found = []
    furthest: int | None = None
    for index in by_start(cues):
        cue = cues[index]
        if furthest is not None and cue.start_ms < (limit_ms := min(cues[furthest].end_ms, cue.end_ms)):
            found.append(Overlap(furthest, index, cue.start_ms, limit_ms))
        if furthest is None or cue.end_ms > cues[furthest].end_ms:
            furthest = index
    return tuple(found)


def characters_per_second(cue: Cue) -> float:
    """Return the reading speed of a cue; infinite if it has text but no duration."""
    count = plain_length(cue.text)
    length_ms = cue.end_ms - cue.start_ms
    return count * 1000 / length_ms if length_ms else (float("inf") if count else 0.0)
