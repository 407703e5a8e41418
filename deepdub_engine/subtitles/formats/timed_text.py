"""The text of a subtitle file with the positions of its times, so that only times change when it is saved.

Subtitle libraries lose what they do not understand: comments, style sections, odd numbering, coordinates. Here all of
it stays, because only the digits of changed times are replaced.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from deepdub_engine.base.timing import round_half_up
from deepdub_engine.subtitles.formats.line_notes import LineNotes

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
        Formats a time, 0 or more, in the same notation; it gets milliseconds, a multiple of `step_ms`, or the number of
        steps where that is a fraction.
    step_ms
        Resolution of the notation; a fraction for frames.
    exact_ms
        The time before it was rounded to `time_ms`, for notations such as frames; `time_ms` if None.
    """

    start: int
    stop: int
    time_ms: int
    write: Callable[[int], str]
    step_ms: Fraction | int = 1
    exact_ms: Fraction | None = None

    def written(self, time_ms: int) -> str:
        """Return another time in this notation, rounded to its resolution.

        Ties round towards the present time, so that a shift and its inverse restore the original time, even if the
        file was saved and opened in between.
        """
        exact: Fraction | int = time_ms
        if self.exact_ms is not None:
            exact = max(Fraction(0), self.exact_ms + time_ms - self.time_ms)
        whole, rest = divmod(exact, self.step_ms)
        is_up = 2 * rest > self.step_ms or (2 * rest == self.step_ms and self.time_ms > time_ms)
        return self.write((int(whole) + is_up) * (self.step_ms if isinstance(self.step_ms, int) else 1))


class Retimed(NamedTuple):
    """A text with other times, and where its parts are.

    Parameters
    ----------
    text
        The new text.
    edges, offsets
        Positions in the old text, ascending, and how far what follows each of them has moved.
    """

    text: str
    edges: Sequence[int]
    offsets: Sequence[int]

    def at(self, position: int) -> int:
        """Return the place of a position of the old text that is not inside a time."""
        index = bisect_right(self.edges, position)
        return position + (self.offsets[index - 1] if index else 0)


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
        Times inside the text of a cue, such as karaoke timestamps, by cue index; they are stretched with the cue.
    loose
        Times that belong to no cue but move along with those around them, such as another language of SAMI. The times
        of one group keep their distances.
    """

    text: str
    slots: tuple[tuple[TimeSlot, TimeSlot | None], ...]
    inner: Mapping[int, tuple[TimeSlot, ...]] = field(default_factory=dict)
    loose: tuple[tuple[TimeSlot, ...], ...] = ()

    def retimed(self, spans_ms: Iterable[tuple[int, int]]) -> str:
        """Return the text with the times of all cues replaced; negative times become 0, equal ones stay untouched."""
        return self.moved(spans_ms).text

    def moved(self, spans_ms: Iterable[tuple[int, int]]) -> Retimed:
        """Return the text of `retimed`, and where its parts are."""
        spans = list(spans_ms)
        times = [*self._times(spans), *self._loose_times(spans)]
        changed = [(slot, at) for slot, at in times if slot.time_ms not in (at, max(0, at))]
        changed.sort(key=lambda each: each[0].start)
        parts: list[str] = []
        grown: list[int] = []
        done = 0
        for slot, time_ms in changed:
            written = slot.written(max(0, time_ms))
            parts += [self.text[done : slot.start], written]
            grown.append(len(written) - (slot.stop - slot.start))
            done = slot.stop
        parts.append(self.text[done:])
        return Retimed("".join(parts), [slot.stop for slot, _ in changed], list(accumulate(grown)))

    def _times(self, spans_ms: Sequence[tuple[int, int]]) -> Iterator[tuple[TimeSlot, int]]:
        for index, (slots, span_ms) in enumerate(zip(self.slots, spans_ms, strict=True)):
            for slot, time_ms in zip(slots, span_ms, strict=True):
                if slot is not None:
                    yield slot, time_ms
            start, end = slots
            for slot in self.inner.get(index, ()):
                length_ms = end.time_ms - start.time_ms if end is not None else 0
                scale = Fraction(span_ms[1] - span_ms[0], length_ms) if length_ms else Fraction(1)
                yield slot, span_ms[0] + round_half_up((slot.time_ms - start.time_ms) * scale)

    def _loose_times(self, spans_ms: Sequence[tuple[int, int]]) -> Iterator[tuple[TimeSlot, int]]:
        if not self.loose:
            return
        knots: dict[int, int] = {}
        for slots, span_ms in zip(self.slots, spans_ms, strict=True):
            knots |= {
                slot.time_ms: at
                for slot, at in zip(reversed(slots), reversed(span_ms), strict=True)
                if slot is not None
            }
        places = sorted(knots)
        for group in self.loose:
            first = group[0].time_ms
            offset = max(_moved_ms(first, places, knots) - first, -min(slot.time_ms for slot in group))
            yield from ((slot, slot.time_ms + offset) for slot in group)


def _moved_ms(time_ms: int, places: Sequence[int], knots: Mapping[int, int]) -> int:
    """Return a time moved as the times around it are; before the first and after the last, with that one."""
    if not places:
        return time_ms
    index = bisect_left(places, time_ms)
    left, right = places[max(0, index - 1)], places[min(index, len(places) - 1)]
    if not left <= time_ms <= right or left == right:
        near = right if index == 0 else left if index == len(places) else right
        return time_ms + knots[near] - near
    return knots[left] + round_half_up(Fraction((time_ms - left) * (knots[right] - knots[left]), right - left))


class SourceLine(NamedTuple):
    """One line of a text: its start position, and its content without the line end."""

    start: int
    text: str


class Language(NamedTuple):
    """A language of a file that holds several.

    Parameters
    ----------
    key
        What it is chosen by, such as the class of SAMI.
    name
        Its name for people.
    code
        Its language code; may be empty.
    """

    key: str
    name: str
    code: str


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
    notes
        The lines of the file that are in no cue, or only partly.
    languages, language
        The languages that a file of several holds, and the key of the one that is read.
    has_fixed_texts
        Whether only times can be changed, because the text of a cue stands in several places.
    """

    format: str
    spans: tuple[tuple[int, int, str], ...]
    timed: TimedText
    notes: LineNotes = field(default_factory=LineNotes)
    languages: tuple[Language, ...] = ()
    language: str | None = None
    has_fixed_texts: bool = False
