"""The text of a subtitle file with the places of its times, so that nothing else changes when they are written.

No library writes back what it does not understand: comments, style sections, odd numbering, coordinates. Here
all of it stays, because only the digits of changed times are replaced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from deepdub_engine.base.timing import round_half_up

LINE_ENDS = re.compile(r"\r\n?|\n")


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
    step_ms
        What the notation can tell apart; `write` gets multiples of it.
    """

    start: int
    stop: int
    time_ms: int
    write: Callable[[int], str]
    step_ms: int = 1

    def written(self, time_ms: int) -> str:
        """Return another time in this notation, rounded to the nearest that it can tell.

        Of two that are equally near, it is the one nearer to the present time: so a shift by any number of milliseconds
        and back again ends where it began, also when the file was saved and opened in between.
        """
        whole, rest = divmod(time_ms, self.step_ms)
        is_up = 2 * rest > self.step_ms or (2 * rest == self.step_ms and self.time_ms > time_ms)
        return self.write((whole + is_up) * self.step_ms)


@dataclass(frozen=True, slots=True)
class TimedText:
    """A text and the slots of its cues, in the order of the text.

    Parameters
    ----------
    text
        The whole file.
    slots
        Start and end for each cue; formats without ends have None there.
    inner
        Times inside the text of a cue, such as those of single words, by its index; they move along with it.
    """

    text: str
    slots: tuple[tuple[TimeSlot, TimeSlot | None], ...]
    inner: Mapping[int, tuple[TimeSlot, ...]] = field(default_factory=dict)

    def retimed(self, spans_ms: Iterable[tuple[int, int]]) -> str:
        """Return the text with the times of all cues replaced; times before 0 become 0, equal ones stay as they are."""
        parts: list[str] = []
        done = 0
        for slot, time_ms in self._times(spans_ms):
            if slot.time_ms not in (time_ms, max(0, time_ms)):
                parts += [self.text[done : slot.start], slot.written(max(0, time_ms))]
                done = slot.stop
        parts.append(self.text[done:])
        return "".join(parts)

    def _times(self, spans_ms: Iterable[tuple[int, int]]) -> Iterator[tuple[TimeSlot, int]]:
        for index, (slots, span_ms) in enumerate(zip(self.slots, spans_ms, strict=True)):
            for slot, time_ms in zip(slots, span_ms, strict=True):
                if slot is not None:
                    yield slot, time_ms
            start, end = slots
            for slot in self.inner.get(index, ()):
                length_ms = end.time_ms - start.time_ms if end is not None else 0
                scale = Fraction(span_ms[1] - span_ms[0], length_ms) if length_ms else Fraction(1)
                yield slot, span_ms[0] + round_half_up((slot.time_ms - start.time_ms) * scale)


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
