"""Problems of cues: times that cannot be right, and limits that they exceed."""

from __future__ import annotations

import enum
import math
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from deepdub_engine.base.messages import Message, message
from deepdub_engine.base.timing import format_clock
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.editing.checks import overlaps
from deepdub_engine.subtitles.editing.cue_limits import DEFAULT_LIMITS, CueLimits, CueMeasure
from deepdub_engine.subtitles.editing.order import by_start

_FASTEST_SHOWN = 999


class ProblemKind(enum.Enum):
    """What is wrong with a cue."""

    OVERLAPS = enum.auto()
    EARLY = enum.auto()
    LATE = enum.auto()
    SHORT = enum.auto()
    FAST = enum.auto()
    WIDE = enum.auto()
    TALL = enum.auto()
    LONG = enum.auto()
    CLOSE = enum.auto()


_MESSAGES: Mapping[ProblemKind, Callable[[int, int], Message]] = {
    ProblemKind.OVERLAPS: lambda value, _: message("Overlaps with subtitle {number}.", number=value),
    ProblemKind.EARLY: lambda value, _: message("Starts before the clip, at {time}.", time=format_clock(value)),
    ProblemKind.LATE: lambda value, _: message("Starts after the end of the clip at {time}.", time=format_clock(value)),
    ProblemKind.SHORT: lambda value, _: message("Shown for only {seconds} s.", seconds=f"{value / 1000:.2f}"),
    ProblemKind.FAST: lambda value, _: message("Too fast to read: {speed} characters per second.", speed=value),
    ProblemKind.WIDE: lambda value, limit: message(
        "A line has {count} characters; {limit} is the limit.", count=value, limit=limit
    ),
    ProblemKind.TALL: lambda value, limit: message(
        "Has {number} lines; {limit} is the limit.", number=value, limit=limit
    ),
    ProblemKind.LONG: lambda value, limit: message(
        "Shown for {seconds} s; {limit} s is the limit.", seconds=f"{value / 1000:.2f}", limit=f"{limit / 1000:g}"
    ),
    ProblemKind.CLOSE: lambda value, limit: message(
        "Only {ms} ms after the subtitle before it; {limit} ms is the limit.", ms=value, limit=limit
    ),
}


class Problem(NamedTuple):
    """A problem of a cue, as cheap as possible: a moving slider finds thousands.

    Parameters
    ----------
    kind
        What is wrong.
    value
        The number of a cue, characters, characters per second, lines, or milliseconds.
    limit
        The limit that it exceeds; 0 if the sentence does not say it.
    """

    kind: ProblemKind
    value: int
    limit: int = 0

    @property
    def message(self) -> Message:
        """The sentence."""
        return _MESSAGES[self.kind](self.value, self.limit)

    def __str__(self) -> str:
        """Return the English sentence."""
        return str(self.message)


def find_problems(
    cues: Sequence[Cue], clip_ms: int | None = None, limits: CueLimits = DEFAULT_LIMITS
) -> dict[int, Problem]:
    """Return the gravest problem of each cue that has any, by index.

    Parameters
    ----------
    cues
        The cues as they are shown.
    clip_ms
        The length of the clip; None if it is unknown.
    limits
        The limits to check against.
    """
    order = by_start(cues)
    outside = outside_clip(order, [cues[index].start_ms for index in order], clip_ms)
    return {**problems_inside(cues, limits), **outside}


def problems_inside(cues: Sequence[Cue], limits: CueLimits = DEFAULT_LIMITS) -> dict[int, Problem]:
    """Return the problems that cues have wherever the clip begins and ends; a shift of all cues changes none of them.

    Parameters are those of `find_problems`.
    """
    found = {overlap.second: Problem(ProblemKind.OVERLAPS, overlap.first + 1) for overlap in overlaps(cues)}
    close = _close(cues, limits.gap_ms) if limits.gap_ms else {}
    exceeded = _checker(limits)
    for index, cue in enumerate(cues):
        if index not in found:
            problem = exceeded(cue.end_ms - cue.start_ms, cue.text) or close.get(index)
            if problem is not None:
                found[index] = problem
    return found


def outside_clip(
    order: Sequence[int], starts_ms: Sequence[int], clip_ms: int | None, by_ms: int = 0
) -> dict[int, Problem]:
    """Return the cues that start before or after the clip; these problems come before all others.

    Parameters
    ----------
    order, starts_ms
        The indices of the cues, sorted by start, and their starts.
    clip_ms
        The length of the clip; None if it is unknown.
    by_ms
        By how much all cues are moved.
    """
    first = bisect_left(starts_ms, -by_ms)
    found = {
        index: Problem(ProblemKind.EARLY, start_ms + by_ms)
        for index, start_ms in zip(order[:first], starts_ms[:first], strict=True)
    }
    if clip_ms is not None:
        late = order[max(first, bisect_left(starts_ms, clip_ms - by_ms)) :]
        found.update(dict.fromkeys(late, Problem(ProblemKind.LATE, clip_ms)))
    return found


def _exceeded(length_ms: int, size: CueMeasure, limits: CueLimits) -> Problem | None:
    """Return the gravest limit that a cue exceeds by itself."""
    speed, line, lines = limits.characters_per_second, limits.line_characters, limits.lines
    if limits.shortest_ms is not None and length_ms < limits.shortest_ms:
        return Problem(ProblemKind.SHORT, length_ms)
    if speed is not None and size.characters * 1000 > speed * length_ms:
        return Problem(ProblemKind.FAST, math.ceil(min(_FASTEST_SHOWN, size.characters * 1000 / max(1, length_ms))))
    if line is not None and size.longest_line > line:
        return Problem(ProblemKind.WIDE, math.ceil(size.longest_line), line)
    if lines is not None and size.lines > lines:
        return Problem(ProblemKind.TALL, size.lines, lines)
    if limits.longest_ms is not None and length_ms > limits.longest_ms:
        return Problem(ProblemKind.LONG, length_ms, limits.longest_ms)
    return None


@lru_cache(4)
def _checker(limits: CueLimits) -> Callable[[int, str], Problem | None]:
    # Neither durations nor texts change while a slider moves thousands of cues.
    return lru_cache(1 << 16)(lambda length_ms, text: _exceeded(length_ms, limits.measure(text), limits))


def _close(cues: Sequence[Cue], gap_ms: int) -> dict[int, Problem]:
    """Return the cues that begin too soon after an earlier one has ended."""
    found: dict[int, Problem] = {}
    last_ms: float = -math.inf
    for index in by_start(cues):
        cue = cues[index]
        between_ms = cue.start_ms - last_ms
        if 0 <= between_ms < gap_ms:
            found[index] = Problem(ProblemKind.CLOSE, int(between_ms), gap_ms)
        last_ms = max(last_ms, cue.end_ms)
    return found
