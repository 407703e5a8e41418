"""The text of a subtitle file with the places of its times, so that nothing else changes when they are written.

No library writes back what it does not understand: comments, style sections, odd numbering, coordinates. Here
all of it stays, because only the digits of changed times are replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class TimeSlot:
    """Where one time stands in a text.

    Parameters
    ----------
    start, stop
        The range of characters.
    time_ms
        What they say.
    write
        Turns milliseconds, 0 or more, into the notation that is used there.
    """

    start: int
    stop: int
    time_ms: int
    write: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class TimedText:
    """A text and the slots of its cues, in the order of the text.

    Parameters
    ----------
    text
        The whole file.
    slots
        Start and end for each cue; formats without ends have None there.
    """

    text: str
    slots: tuple[tuple[TimeSlot, TimeSlot | None], ...]

    def retimed(self, spans_ms: Iterable[tuple[int, int]]) -> str:
        """Return the text with the times of all cues replaced; times before 0 become 0, equal ones stay as they are."""
        parts: list[str] = []
        done = 0
        for slots, span_ms in zip(self.slots, spans_ms, strict=True):
            for slot, time_ms in zip(slots, span_ms, strict=True):
                if slot is None or slot.time_ms == max(0, time_ms):
                    continue
                parts += [self.text[done : slot.start], slot.write(max(0, time_ms))]
                done = slot.stop
        parts.append(self.text[done:])
        return "".join(parts)


class Line(NamedTuple):
    """One line of a text: where it starts, and what it says without its line end."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class ParsedText:
    """What a reader of some format makes of a text.

    Parameters
    ----------
    format
        Its short name: ``srt``, ``vtt``, ``ass``, ``ssa``, ``microdvd``, ``mpl2``, ``tmp``, ``sami``.
    spans
        Start, end and text of each cue in file order, times in milliseconds; an end may come before its start here.
    timed
        The same cues as places in the text.
    unread_lines
        Numbers, from 1, of lines that look like times and cannot be read.
    """

    format: str
    spans: tuple[tuple[int, int, str], ...]
    timed: TimedText
    unread_lines: tuple[int, ...] = ()
