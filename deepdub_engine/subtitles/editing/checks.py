"""What of cues needs a look: where they overlap, and which are too short or too fast to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.editing.order import by_start
from deepdub_engine.subtitles.editing.texts import plain_length


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two cues that are shown at the same time.

    Parameters
    ----------
    first, second
        Indices: the one that starts first, and the one that starts before that has ended.
    start_ms, end_ms
        When both are shown.
    """

    first: int
    second: int
    start_ms: int
    end_ms: int


def overlaps(cues: Sequence[Cue]) -> tuple[Overlap, ...]:
    """Return for each cue that starts before another has ended how it overlaps with the one that reaches furthest.

    They come by their start. Cues that only touch do not overlap, nor does one of no duration.
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
    """Return how fast a cue is to be read; infinite where it has words and no duration."""
    count = plain_length(cue.text)
    length_ms = cue.end_ms - cue.start_ms
    return count * 1000 / length_ms if length_ms else (float("inf") if count else 0.0)
