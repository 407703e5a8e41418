"""What is wrong with cues, in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from deepdub_engine.subtitles import Cue
from deepdub_engine.timing import format_clock
from deepdub_gui.words import tr


def find_problems(cues: Sequence[Cue], clip_ms: int | None) -> dict[int, str]:
    """Return a sentence for every cue that cannot stay as it is, by index."""
    found: dict[int, str] = {}
    starts = [cue.start_ms for cue in cues]
    last_ms = math.inf if clip_ms is None else clip_ms
    late = "" if clip_ms is None else tr("Starts after the clip has ended, at {time}.", time=format_clock(clip_ms))
    for index, start_ms in enumerate(starts):
        if start_ms < 0:
            found[index] = tr("Starts before the clip, at {time}.", time=format_clock(start_ms))
        elif start_ms >= last_ms:
            found[index] = late
    for before, after in pairwise(sorted(range(len(starts)), key=starts.__getitem__)):
        if starts[after] < cues[before].end_ms:
            found.setdefault(after, tr("Overlaps with subtitle {number}.", number=before + 1))
    return found
