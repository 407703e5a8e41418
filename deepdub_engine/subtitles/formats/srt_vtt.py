"""Parser for SRT and WebVTT, whose cues start with a line ``00:00:17,373 --> 00:00:19,342``.

In SRT, only a line of times starts a new cue, so files with blank lines inside cues, or none between them, lose no
text. In WebVTT, an empty line ends a cue, as the standard says; a line of blanks does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from deepdub_engine.subtitles.formats.heads import (
    MARKS,
    Head,
    clock_of,
    head_of,
    heads_of,
    notation_of,
    slot_of,
    word_clocks,
)
from deepdub_engine.subtitles.formats.line_notes import LineNotes
from deepdub_engine.subtitles.formats.rolling import RolledCue, rolled
from deepdub_engine.subtitles.formats.timed_text import ParsedText, SourceLine, TimedText, TimeSlot

_LINE = re.compile(r"([^\r\n]*)(\r{0,3}\n|\r|\Z)")
_NUMBER = re.compile(rf"[\s{MARKS}]*(\d{{1,9}})[\s{MARKS}]*")
_NOTHING = re.compile(rf"[\s{MARKS}]*")
_OPENED = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION|X-TIMESTAMP-MAP)\b")
_LAST_MS = 2000  # duration of a last cue without an end


def has_timing_lines(text: str) -> bool:
    """Return whether a text has at least one SRT or WebVTT timing line with both times."""
    return any(_is_whole(head_of(number, line.text, "srt")) for number, line in enumerate(split_lines(text)))


def _is_whole(head: Head | None) -> bool:
    return head is not None and head.times is not None and "end" in head.times.re.groupindex


def split_lines(text: str) -> list[SourceLine]:
    """Split at any line end, including the repeated carriage returns that some programs write."""
    return [SourceLine(match.start(), match[1]) for match in _LINE.finditer(text) if match[0]]


def parse_srt_vtt(text: str, kind: str) -> ParsedText:
    """Parse SRT or WebVTT.

    Parameters
    ----------
    text
        The whole file.
    kind
        ``srt`` or ``vtt``.
    """
    lines = split_lines(text)
    heads = heads_of(lines, kind)
    if not any(map(_is_whole, heads)):
        return ParsedText(kind, (), TimedText(text, ()), LineNotes(unread=tuple(head.number + 1 for head in heads)))
    blocks = _blocks(lines, heads, kind)
    cues = _timed(blocks, lines)
    roll = rolled([(start.time_ms, end_ms, words) for (start, _, end_ms), words in cues])
    notes = LineNotes(
        unread=tuple(block.head.number + 1 for block in blocks if block.head.times is None),
        stray=_stray(lines, blocks, kind),
        beside=tuple(block.head.number + 1 for block in blocks if block.head.times is not None and block.head.has_more),
    )
    if roll is not None:
        return _rolling(text, kind, cues, roll, notes)
    spans = [(start.time_ms, end_ms, _joined(words)) for (start, _, end_ms), words in cues]
    slots = [(start, end) for (start, end, _), _ in cues]
    inner = {index: tuple(times) for index, (_, words) in enumerate(cues) if (times := _word_slots(words, kind))}
    return ParsedText(kind, tuple(spans), TimedText(text, tuple(slots), inner), notes)


class _Block(NamedTuple):
    """A line of times, where its cue begins and ends, and the lines of its text."""

    head: Head
    first: int
    stop: int
    words: list[SourceLine]


_Words = list[SourceLine]
_Times = tuple[TimeSlot, TimeSlot | None, int]
_Cue = tuple[_Times, _Words]


def _blocks(lines: list[SourceLine], heads: list[Head], kind: str) -> list[_Block]:
    firsts = _first_lines(lines, [head.number for head in heads])
    found = []
    for head, first, stop in zip(heads, firsts, [*firsts[1:], len(lines)], strict=True):
        own = lines[head.number + 1 : stop]
        if kind == "vtt":
            own = list(takewhile(lambda line: line.text, own))
        found.append(_Block(head, first, stop, own))
    return found


def _timed(blocks: Sequence[_Block], lines: list[SourceLine]) -> list[_Cue]:
    """Return the cues with their slots; a missing end is the next start."""
    matches = [(block, block.head.times) for block in blocks if block.head.times is not None]
    names = [[name for name in ("start", "end") if name in match.re.groupindex] for _, match in matches]
    clocks = (clock_of(match, name) for (_, match), own in zip(matches, names, strict=True) for name in own)
    notation = notation_of(clocks)
    slots = [
        [slot_of(match, name, lines[block.head.number].start, notation) for name in own]
        for (block, match), own in zip(matches, names, strict=True)
    ]
    starts = sorted({own[0].time_ms for own in slots})
    following = dict(zip(starts, [*starts[1:], starts[-1] + _LAST_MS], strict=True)) if starts else {}
    cues: list[_Cue] = []
    for (block, _), own in zip(matches, slots, strict=True):
        end = own[1] if len(own) > 1 else None
        end_ms = end.time_ms if end is not None else following[own[0].time_ms]
        cues.append(((own[0], end, end_ms), block.words))
    return cues


def _joined(words: _Words) -> str:
    texts = ["" if is_blank(line.text) else line.text.rstrip() for line in words]
    return "\n".join(texts).strip("\n")


def is_blank(line: str) -> bool:
    """Return whether a line shows nothing."""
    return _NOTHING.fullmatch(line) is not None


def _word_slots(words: _Words, kind: str) -> list[TimeSlot]:
    found = [(line.start, match) for line in words for match in word_clocks(line.text)] if kind == "vtt" else []
    notation = notation_of(clock_of(match, "word") for _, match in found)
    return [slot_of(match, "word", start, notation) for start, match in found]


def _rolling(
    text: str, kind: str, cues: Sequence[_Cue], roll: Sequence[RolledCue | None], notes: LineNotes
) -> ParsedText:
    """Return the cues of rolling captions; all other times in the file move along."""
    spans: list[tuple[int, int, str]] = []
    slots: list[tuple[TimeSlot, TimeSlot | None]] = []
    loose: list[tuple[TimeSlot, ...]] = []
    for ((start, end, end_ms), words), new in zip(cues, roll, strict=True):
        inner = _word_slots(words, "vtt")
        own = [*filter(None, (start, end))]
        if new is None:
            loose.append((*own, *inner))
            continue
        first = start
        if new.begins_with_time:
            first = next((slot for slot in inner if slot.start > words[new.first].start), start)
        spans.append((first.time_ms, max(end_ms, first.time_ms), _joined(words[new.first : new.stop])))
        slots.append((first, end))
        loose += [(slot,) for slot in [start, *inner] if slot is not first]
    timed = TimedText(text, tuple(slots), loose=tuple(loose))
    return ParsedText(kind, tuple(spans), timed, notes, has_fixed_texts=True)


def _stray(lines: list[SourceLine], blocks: Sequence[_Block], kind: str) -> tuple[int, ...]:
    """Return the numbers, from 1, of lines with text in no cue: before the first, or cut off by a blank line."""
    first = blocks[0].first if blocks else len(lines)
    found = [] if kind == "vtt" else [number for number in range(first) if not is_blank(lines[number].text)]
    if kind == "vtt":
        edges = [0, *(block.head.number + 1 + len(block.words) for block in blocks)]
        stops = [*(block.first for block in blocks), len(lines)]
        for begin, stop in zip(edges, stops, strict=True):
            found += _stray_blocks(lines, begin, stop, is_header=begin == 0)
    return tuple(number + 1 for number in found)


def _stray_blocks(lines: list[SourceLine], begin: int, stop: int, *, is_header: bool) -> list[int]:
    found: list[int] = []
    known = is_header
    for number in range(begin, stop):
        line = lines[number].text
        if not line:
            known = False
        elif number == begin or not lines[number - 1].text:
            known = (is_header and number == begin) or _OPENED.match(line.lstrip("\ufeff")) is not None
        if not known and not is_blank(line):
            found.append(number)
    return found


def _first_lines(lines: list[SourceLine], heads: list[int]) -> list[int]:
    # The line before the timing line is the cue's number or identifier, unless it is text of the previous cue.
    firsts: list[int] = []
    previous_head, previous_number = -1, 0
    for head in heads:
        above = head - 1
        while above > previous_head and is_blank(lines[above].text):
            above -= 1
        first = head
        number = _NUMBER.fullmatch(lines[above].text) if above > previous_head else None
        if number and (above == head - 1 or int(number[1]) == previous_number + 1):
            first, previous_number = above, int(number[1])
        elif above == head - 1 and above > previous_head and (above == 0 or is_blank(lines[above - 1].text)):
            first = above
        firsts.append(first)
        previous_head = head
    return firsts


class CueLines(NamedTuple):
    """The line numbers of a cue in its file.

    Parameters
    ----------
    first, head
        Its first line, with number or identifier if any, and its timing line.
    words
        The lines of its text, without leading and trailing blank lines; may be empty.
    """

    first: int
    head: int
    words: range


def cue_lines(source: TimedText, lines: list[SourceLine], kind: str) -> list[CueLines]:
    """Return the lines of the cues of a file, in the same order.

    Parameters
    ----------
    source
        The text and its slots.
    lines
        All its lines, from `split_lines`.
    kind
        ``srt`` or ``vtt``.
    """
    starts = {start.start for start, _ in source.slots}
    found = []
    for block in _blocks(lines, heads_of(lines, kind), kind):
        head = block.head
        if head.times is None or lines[head.number].start + head.times.start("start") not in starts:
            continue
        begin = head.number + 1
        filled = [begin + place for place, line in enumerate(block.words) if not is_blank(line.text)]
        words = range(filled[0], filled[-1] + 1) if filled else range(begin, begin)
        found.append(CueLines(block.first, head.number, words))
    return found


def number_in(line: str) -> int | None:
    """Return the number if a line holds nothing else, or None."""
    match = _NUMBER.fullmatch(line)
    return int(match[1]) if match else None


def looks_like_times(line: str) -> bool:
    """Return whether a line of text would be parsed as a timing line."""
    return head_of(0, line, "srt") is not None or head_of(0, line, "vtt") is not None
