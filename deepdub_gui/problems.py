"""What is wrong with cues, in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from deepdub_engine.editing import overlaps, plain_length
from deepdub_engine.subtitles import Cue
from deepdub_engine.timing import format_clock
from deepdub_gui.words import tr

_SHORTEST_MS = 500
_FASTEST_CPS = 25  # as in most subtitle programs

_length = lru_cache(1 << 16)(plain_length)  # texts stay the same while a slider moves thousands of cues


def find_problems(cues: Sequence[Cue], clip_ms: int | None) -> dict[int, str]:
    """Return a sentence for every cue that cannot stay as it is, or can hardly be read, by index."""
    found = {
        overlap.second: tr("Overlaps with subtitle {number}.", number=overlap.first + 1) for overlap in overlaps(cues)
    }
    last_ms = math.inf if clip_ms is None else clip_ms
    late = "" if clip_ms is None else tr("Starts after the clip has ended, at {time}.", time=format_clock(clip_ms))
    for index, cue in enumerate(cues):
        start_ms, length_ms = cue.start_ms, cue.end_ms - cue.start_ms
        if start_ms < 0:
            found[index] = tr("Starts before the clip, at {time}.", time=format_clock(start_ms))
        elif start_ms >= last_ms:
            found[index] = late
        elif index in found:
            continue
        elif length_ms < _SHORTEST_MS:
            found[index] = tr("Shown for {seconds} s only.", seconds=f"{length_ms / 1000:.2f}")
        elif _length(cue.text) * 1000 > _FASTEST_CPS * length_ms:
            speed = f"{_length(cue.text) * 1000 / length_ms:.0f}"
            found[index] = tr("Too fast to read: {speed} characters a second.", speed=speed)
    return found
