"""What is wrong with cues, in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from deepdub_engine.base.timing import format_clock
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing import overlaps, plain_length
from deepdub_gui.base.i18n import mark, tr

_SHORTEST_MS = 500
_FASTEST_CPS = 25  # as in most subtitle programs

_length = lru_cache(1 << 16)(plain_length)  # texts stay the same while a slider moves thousands of cues


_OVERLAPS = mark("Overlaps with subtitle {number}.")
_EARLY = mark("Starts before the clip, at {time}.")
_LATE = mark("Starts after the clip has ended, at {time}.")
_SHORT = mark("Shown for {seconds} s only.")
_FAST = mark("Too fast to read: {speed} characters a second.")


class Problem(NamedTuple):
    """What is wrong with a cue; `str` puts it into words, which is not done for thousands while a slider moves.

    Parameters
    ----------
    words
        The sentence in English, with a place for the value.
    value
        The number of a cue, characters a second, or milliseconds.
    """

    words: str
    value: int

    def __str__(self) -> str:
        """Return the sentence in the language of the window."""
        value = self.value
        seconds = f"{value / 1000:.2f}"
        return tr(self.words, number=value, speed=value, time=format_clock(value), seconds=seconds)


def find_problems(cues: Sequence[Cue], clip_ms: int | None) -> dict[int, Problem]:
    """Return for every cue that cannot stay as it is, or can hardly be read, what is wrong with it, by index."""
    found = {overlap.second: Problem(_OVERLAPS, overlap.first + 1) for overlap in overlaps(cues)}
    last_ms = math.inf if clip_ms is None else clip_ms
    for index, cue in enumerate(cues):
        start_ms, length_ms = cue.start_ms, cue.end_ms - cue.start_ms
        if start_ms < 0:
            found[index] = Problem(_EARLY, start_ms)
        elif start_ms >= last_ms:
            found[index] = Problem(_LATE, clip_ms or 0)
        elif index in found:
            continue
        elif length_ms < _SHORTEST_MS:
            found[index] = Problem(_SHORT, length_ms)
        elif (count := _length(cue.text)) * 1000 > _FASTEST_CPS * length_ms:
            found[index] = Problem(_FAST, round(count * 1000 / length_ms))
    return found
