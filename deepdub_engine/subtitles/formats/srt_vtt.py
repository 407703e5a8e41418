"""Parser for SRT and WebVTT, whose cues start with a line ``00:00:17,373 --> 00:00:19,342``.

In SRT, only a timing line starts a new cue, so files with blank lines inside cues, or none between them, lose no
text. In WebVTT, a blank line ends a cue, as the standard says.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import takewhile
from typing import NamedTuple

import pysrt

from deepdub_engine.subtitles.formats.timed_text import ParsedText, SourceLine, TimedText, TimeSlot

_LINE = re.compile(r"([^\r\n]*)(\r{0,3}\n|\r|\Z)")
_TIME = r"(-?)(?:(\d{1,4})[ \t]*:[ \t]*)?(\d{1,3})[ \t]*:[ \t]*(\d{1,3})(?:[ \t]*([.,:])[ \t]*(\d{1,9}))?"
_TIMING = re.compile(rf"[ \t\ufeff]*(?P<start>{_TIME})[ \t]*-->[ \t]*(?P<end>{_TIME})(?![\d:])", re.ASCII)
_TIMING_ANYWHERE = re.compile(rf"(?<![^\r\n]){_TIMING.pattern}", re.ASCII)
_WORD_TIMING = re.compile(rf"<(?P<word>{_TIME})>", re.ASCII)  # karaoke in VTT
_BROKEN_TIMING = re.compile(r"[ \t]*-?\d+[ \t]*:.*-->|[ \t]*-->[ \t]*\d+[ \t]*:", re.ASCII)
_NUMBER = re.compile(r"\s*(\d{1,9})\s*", re.ASCII)


def has_timing_lines(text: str) -> bool:
    """Return whether a text has at least one SRT or WebVTT timing line."""
    return _TIMING_ANYWHERE.search(text) is not None


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
    heads = [number for number, line in enumerate(lines) if "-->" in line.text and _is_head(line.text)]
    stops = [*_first_lines(lines, heads), len(lines)][1:]
    spans: list[tuple[int, int, str]] = []
    slots: list[tuple[TimeSlot, TimeSlot | None]] = []
    unread: list[int] = []
    inner: dict[int, tuple[TimeSlot, ...]] = {}
    for head, stop in zip(heads, stops, strict=bool(heads)):
        match = _TIMING.match(lines[head].text)
        if match is None:
            unread.append(head + 1)
            continue
        start, end = _slot(match, "start", lines[head].start), _slot(match, "end", lines[head].start)
        own = lines[head + 1 : stop]
        if kind == "vtt":
            own = list(takewhile(lambda line: line.text.strip(), own))
            if times := _times_of_words(own):
                inner[len(slots)] = times
        slots.append((start, end))
        spans.append((start.time_ms, end.time_ms, "\n".join(line.text.rstrip() for line in own).strip("\n")))
    return ParsedText(kind, tuple(spans), TimedText(text, tuple(slots), inner), tuple(unread))


def _is_head(text: str) -> bool:
    return _TIMING.match(text) is not None or _BROKEN_TIMING.match(text) is not None


def _first_lines(lines: list[SourceLine], heads: list[int]) -> list[int]:
    # The line before the timing line is the cue's number or identifier, unless it is text of the previous cue.
    firsts: list[int] = []
    previous_head, previous_number = -1, 0
    for head in heads:
        above = head - 1
        while above > previous_head and not lines[above].text.strip():
            above -= 1
        first = head
        number = _NUMBER.fullmatch(lines[above].text) if above > previous_head else None
        if number and (above == head - 1 or int(number[1]) == previous_number + 1):
            first, previous_number = above, int(number[1])
        elif above == head - 1 and above > previous_head and (above == 0 or not lines[above - 1].text.strip()):
            first = above
        firsts.append(first)
        previous_head = head
    return firsts


def _times_of_words(lines: list[SourceLine]) -> tuple[TimeSlot, ...]:
    return tuple(
        _slot(match, "word", line.start)
        for line in lines
        if "<" in line.text
        for match in _WORD_TIMING.finditer(line.text)
    )


def _slot(match: re.Match[str], name: str, line_start: int) -> TimeSlot:
    sign, hours, minutes, seconds, point, decimals = match.groups()[(7 if name == "end" else 0) + 1 :][:6]
    time = pysrt.SubRipTime(int(hours or 0), int(minutes), int(seconds), int((decimals or "0").ljust(3, "0")[:3]))
    time_ms = -time.ordinal if sign else time.ordinal
    write = partial(_write, point=point or ",", hour_digits=len(hours or ""))
    return TimeSlot(line_start + match.start(name), line_start + match.end(name), time_ms, write)


def _write(time_ms: int, *, point: str, hour_digits: int) -> str:
    hours, minutes, seconds, ms = pysrt.SubRipTime.from_ordinal(time_ms)
    front = f"{hours:0{hour_digits or 2}}:" if hours or hour_digits else ""
    return f"{front}{minutes:02}:{seconds:02}{point}{ms:03}"


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


def cue_lines(lines: list[SourceLine], kind: str) -> list[CueLines]:
    """Return the lines of the cues that `parse_srt_vtt` finds, in the same order.

    Parameters
    ----------
    lines
        All lines of the file, from `split_lines`.
    kind
        ``srt`` or ``vtt``.
    """
    heads = [number for number, line in enumerate(lines) if "-->" in line.text and _is_head(line.text)]
    firsts = _first_lines(lines, heads)
    found = []
    for first, head, stop in zip(firsts, heads, [*firsts[1:], len(lines)], strict=True):
        if _TIMING.match(lines[head].text) is None:
            continue
        filled = [number for number in range(head + 1, stop) if lines[number].text.strip()]
        if kind == "vtt":
            filled = [number for place, number in enumerate(filled) if number == head + 1 + place]
        found.append(CueLines(first, head, range(filled[0], filled[-1] + 1) if filled else range(head + 1, head + 1)))
    return found


def number_in(line: str) -> int | None:
    """Return the number if a line holds nothing else, or None."""
    match = _NUMBER.fullmatch(line)
    return int(match[1]) if match else None


def looks_like_times(line: str) -> bool:
    """Return whether a line of text would be parsed as a timing line."""
    return "-->" in line and _is_head(line)
