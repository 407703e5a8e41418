"""Problems of cues, and the sentences that describe them."""

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
_FASTEST_CPS = 25  # the limit in most subtitle editors

_length = lru_cache(1 << 16)(plain_length)  # texts do not change while a slider moves thousands of cues


_OVERLAPS = mark("Overlaps with subtitle {number}.")
_EARLY = mark("Starts before the clip, at {time}.")
_LATE = mark("Starts after the end of the clip at {time}.")
_SHORT = mark("Shown for only {seconds} s.")
_FAST = mark("Too fast to read: {speed} characters per second.")


class Problem(NamedTuple):
    """A problem of a cue; `str` formats it only when needed, since a moving slider finds thousands.

    Parameters
    ----------
    words
        The English sentence, with a placeholder for the value.
    value
        The number of a cue, characters per second, or milliseconds.
    """

    words: str
    value: int

    def __str__(self) -> str:
        """Return the translated sentence."""
        value = self.value
        seconds = f"{value / 1000:.2f}"
        return tr(self.words, number=value, speed=value, time=format_clock(value), seconds=seconds)


def find_problems(cues: Sequence[Cue], clip_ms: int | None) -> dict[int, Problem]:
    """Return the problem of each cue that overlaps, lies outside the clip or is hard to read, by index."""
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
