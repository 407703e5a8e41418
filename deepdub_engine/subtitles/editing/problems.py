"""Problems of cues: times that cannot be right, and limits that they exceed."""

from __future__ import annotations

import enum
import math
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
    found = {overlap.second: Problem(ProblemKind.OVERLAPS, overlap.first + 1) for overlap in overlaps(cues)}
    last_ms = math.inf if clip_ms is None else clip_ms
    close = _close(cues, limits.gap_ms) if limits.gap_ms else {}
    exceeded = _checker(limits)
    for index, cue in enumerate(cues):
        start_ms = cue.start_ms
        if start_ms < 0:
            found[index] = Problem(ProblemKind.EARLY, start_ms)
        elif start_ms >= last_ms:
            found[index] = Problem(ProblemKind.LATE, clip_ms or 0)
        elif index not in found:
            problem = exceeded(cue.end_ms - start_ms, cue.text) or close.get(index)
            if problem is not None:
                found[index] = problem
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
