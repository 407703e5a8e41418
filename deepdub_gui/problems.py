"""What is wrong with cues, in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from deepdub_engine.subtitles import Cue
from deepdub_engine.timing import format_clock


def find_problems(cues: Sequence[Cue], clip_ms: int | None) -> dict[int, str]:
    """Return a sentence for every cue that cannot stay as it is, by index."""
    found: dict[int, str] = {}
    for index, cue in enumerate(cues):
        if cue.start_ms < 0:
            found[index] = f"Starts before the clip, at {format_clock(cue.start_ms)}."
        elif clip_ms is not None and cue.start_ms >= clip_ms:
            found[index] = f"Starts after the clip has ended, at {format_clock(clip_ms)}."
    order = sorted(range(len(cues)), key=lambda index: cues[index].start_ms)
    for before, after in pairwise(order):
        if cues[after].start_ms < cues[before].end_ms:
            found.setdefault(after, f"Overlaps with subtitle {before + 1}.")
    return found
