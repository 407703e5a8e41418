"""Rolling captions, in which each cue repeats the last line of the one before it, as YouTube writes them.

Between two cues there is one of some 10 ms that holds the repeated line alone. What is said is the new lines only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from deepdub_engine.subtitles.formats.heads import MARKS
from deepdub_engine.subtitles.formats.timed_text import SourceLine

_TAG = re.compile(r"<[^<>]*>")
_LEADING_TIME = re.compile(r"\s*(?:<c[^<>]*>)?<\d+:[\d:.]+>")
_EDGES = re.compile(rf"^[\s{MARKS}]+|[\s{MARKS}]+$")
_NEAR_MS = 100  # longest gap or overlap of two cues of which one goes on with the other
_FLASH_MS = 50  # longest cue that only repeats
_FEWEST, _SHARE = 3, 0.4


class RolledCue(NamedTuple):
    """The new lines of a cue, and whether a time stands before their first word."""

    first: int
    stop: int
    begins_with_time: bool


def rolled(cues: Sequence[tuple[int, int, Sequence[SourceLine]]]) -> list[RolledCue | None] | None:
    """Return the new lines of each cue, None for a cue without any; None if the captions do not roll.

    Parameters
    ----------
    cues
        Start and end in milliseconds, and lines, in file order.
    """
    if not any(
        end_ms - start_ms <= _FLASH_MS or any("<" in line.text for line in lines) for start_ms, end_ms, lines in cues
    ):
        return None
    said = [[_said(line.text) for line in lines] for _, _, lines in cues]
    found: list[RolledCue | None] = []
    repeats, flashes, has_times = 0, 0, False
    before: list[str] = []
    before_ms = None
    for (start_ms, end_ms, lines), words in zip(cues, said, strict=True):
        filled = [place for place, word in enumerate(words) if word]
        now = [words[place] for place in filled]
        is_near = before_ms is not None and abs(start_ms - before_ms) <= _NEAR_MS
        shared = _shared(before, now) if is_near else 0
        repeats += shared > 0
        flashes += bool(now) and shared == len(now) and end_ms - start_ms <= _FLASH_MS
        has_times = has_times or any(_LEADING_TIME.search(line.text) for line in lines)
        new = filled[shared:]
        found.append(
            RolledCue(new[0], new[-1] + 1, _LEADING_TIME.match(lines[new[0]].text) is not None) if new else None
        )
        if now:
            before, before_ms = now, end_ms
    is_rolling = len(cues) >= _FEWEST and repeats >= max(2, _SHARE * (len(cues) - 1)) and (flashes or has_times)
    return found if is_rolling else None


def _said(line: str) -> str:
    return _EDGES.sub("", " ".join(_TAG.sub("", line).split()))


def _shared(before: Sequence[str], now: Sequence[str]) -> int:
    """Return how many first lines of a cue are the last lines of the one before it."""
    return next((count for count in range(min(len(before), len(now)), 0, -1) if before[-count:] == now[:count]), 0)
