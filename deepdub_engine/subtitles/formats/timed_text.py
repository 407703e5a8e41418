"""The text of a subtitle file with the positions of its times, so that only times change when it is saved.

Subtitle libraries lose what they do not understand: comments, style sections, odd numbering, coordinates. Here all of
it stays, because only the digits of changed times are replaced.
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
    """The position of a time in a text.

    Parameters
    ----------
    start, stop
        The range of characters.
    time_ms
        The time.
    write
        Formats milliseconds, 0 or more, in the same notation.
    step_ms
        Resolution of the notation; `write` is called with multiples of it.
    """

    start: int
    stop: int
    time_ms: int
    write: Callable[[int], str]
    step_ms: int = 1

    def written(self, time_ms: int) -> str:
        """Return another time in this notation, rounded to its resolution.

        Ties round towards the present time, so that a shift and its inverse restore the original time, even if the
        file was saved and opened in between.
        """
        whole, rest = divmod(time_ms, self.step_ms)
        is_up = 2 * rest > self.step_ms or (2 * rest == self.step_ms and self.time_ms > time_ms)
        return self.write((whole + is_up) * self.step_ms)


@dataclass(frozen=True, slots=True)
class TimedText:
    """A text and the time slots of its cues, in text order.

    Parameters
    ----------
    text
        The whole file.
    slots
        Start and end of each cue; the end is None in formats without ends.
    inner
        Times inside the text of a cue, such as karaoke timestamps, by cue index; they move along with the cue.
    """

    text: str
    slots: tuple[tuple[TimeSlot, TimeSlot | None], ...]
    inner: Mapping[int, tuple[TimeSlot, ...]] = field(default_factory=dict)

    def retimed(self, spans_ms: Iterable[tuple[int, int]]) -> str:
        """Return the text with the times of all cues replaced; negative times become 0, equal ones stay untouched."""
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


class SourceLine(NamedTuple):
    """One line of a text: its start position, and its content without the line end."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class ParsedText:
    """The result of parsing a subtitle file.

    Parameters
    ----------
    format
        Short name of the format: ``srt``, ``vtt``, ``ass``, ``ssa``, ``microdvd``, ``mpl2``, ``tmp``, ``sami``.
    spans
        Start, end and text of each cue in file order, times in milliseconds; an end may come before its start here.
    timed
        The text with the time slots of the same cues.
    unread_lines
        Line numbers, from 1, of timing lines that cannot be parsed.
    """

    format: str
    spans: tuple[tuple[int, int, str], ...]
    timed: TimedText
    unread_lines: tuple[int, ...] = ()
