"""Parser for ASS and SSA: ``Dialogue:`` lines, split by the columns of the file's ``Format:`` line.

A damaged line is skipped and reported; the other lines are still read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from deepdub_engine.subtitles.formats.heads import MARKS
from deepdub_engine.subtitles.formats.line_notes import LineNotes
from deepdub_engine.subtitles.formats.srt_vtt import is_blank, split_lines
from deepdub_engine.subtitles.formats.timed_text import ParsedText, SourceLine, TimedText, TimeSlot

_HEADER = re.compile(r"[ \t\ufeff]*\[(?P<name>[^\]\r\n]*)\]")
_OURS = re.compile(r"(?:^|[\r\n])[ \t\ufeff]*\[(?:Script Info|V4\+? Styles|Events)\]", re.IGNORECASE)
_OLD = re.compile(r"(?:^|[\r\n])[ \t]*(?:\[V4 Styles\]|ScriptType:[ \t]*v4\.00[ \t]*(?:[\r\n]|\Z))", re.IGNORECASE)
_NEW = re.compile(r"(?:^|[\r\n])[ \t]*\[V4\+ Styles\]", re.IGNORECASE)
_EVENT = re.compile(rf"[ \t{MARKS}]*(?P<kind>Dialogue|Comment|Format)[ \t]?:[ \t]*")
_OTHER_LINE = re.compile(r"[ \t]*(?:;|!:|(?:Picture|Sound|Movie|Command)[ \t]?:)")
_TIME = re.compile(r"(-?)(\d{1,4}):(\d{1,2}):(\d{1,2})(?:([.,:])(\d{1,3}))?", re.ASCII)
_PADDED = re.compile(r"[\r\n][ \t]*Dialogue:[^,\r\n]*,[ \t]*0\d:")
# Sections with these names hold no events.
_OPAQUE = ("Info", "Aegisub", "Fonts", "Graphics")
_COLUMNS: tuple[str, ...] = (
    "layer",
    "start",
    "end",
    "style",
    "name",
    "marginl",
    "marginr",
    "marginv",
    "effect",
    "text",
)
_FRAGMENT = 100_000
_LAST_MS = 2000  # duration of a last cue without an end


def substation_kind(text: str, *, at_start: bool = False) -> str | None:
    """Return ``ass`` or ``ssa`` if a file has their sections, else None.

    Parameters
    ----------
    text
        The whole file.
    at_start
        Whether the file must begin with a section header, to exclude bracketed words in other formats.
    """
    head = text[:_FRAGMENT]
    if not _OURS.search(head) or (at_start and not head.lstrip("\ufeff \t\r\n").startswith("[")):
        return None
    return "ssa" if _OLD.search(head) and not _NEW.search(head) else "ass"


class EventLine(NamedTuple):
    """A line of a file that holds a cue.

    Parameters
    ----------
    number
        Line number, from 0.
    line
        The line itself.
    start, end
        Its times; the end is None if its column is empty.
    end_at
        Where in the text the end is, or would be.
    words
        Where in the line the text begins.
    missing
        The number of columns missing before the text.
    """

    number: int
    line: SourceLine
    start: TimeSlot
    end: TimeSlot | None
    end_at: int
    words: int
    missing: int


def parse_substation(text: str, kind: str) -> ParsedText:
    """Parse ASS or SSA.

    Parameters
    ----------
    text
        The whole file.
    kind
        ``ass`` or ``ssa``.
    """
    events: list[EventLine] = []
    unread: list[int] = []
    for number, event in events_of(text):
        if event is None:
            unread.append(number + 1)
        else:
            events.append(event)
    starts = sorted({event.start.time_ms for event in events})
    later = dict(zip(starts, [*starts[1:], starts[-1] + _LAST_MS], strict=True)) if starts else {}
    spans: list[tuple[int, int, str]] = []
    slots: list[tuple[TimeSlot, TimeSlot | None]] = []
    for event in events:
        words = event.line.text[event.words :].rstrip()
        end_ms = event.end.time_ms if event.end is not None else later[event.start.time_ms]
        slots.append((event.start, event.end))
        spans.append((event.start.time_ms, end_ms, words.replace("\\N", "\n").replace("\\n", "\n")))
    notes = LineNotes(unread=tuple(unread), stray=tuple(stray_lines(text)))
    return ParsedText(kind, tuple(spans), TimedText(text, tuple(slots)), notes)


def events_of(text: str) -> Iterator[tuple[int, EventLine | None]]:
    """Yield the number, from 0, and the event of each cue line; None for a line that cannot be parsed."""
    columns, is_opaque = _COLUMNS, False
    hour_digits = 2 if _PADDED.search(text) else 1
    for number, line in enumerate(split_lines(text)):
        header = _HEADER.match(line.text)
        if header is not None:
            is_opaque = any(name in header["name"] for name in _OPAQUE)
            continue
        event = None if is_opaque else _EVENT.match(line.text)
        if event is None or event["kind"] == "Comment":
            continue
        if event["kind"] == "Format":
            columns = _named(line.text[event.end() :], columns)
        else:
            yield number, _read(number, line, event.end(), columns, hour_digits)


def stray_lines(text: str) -> Iterator[int]:
    """Yield the numbers, from 1, of lines in the section of events that are neither events nor comments."""
    is_inside = False
    for number, line in enumerate(split_lines(text), 1):
        header = _HEADER.match(line.text)
        if header is not None:
            is_inside = header["name"].strip().lower() == "events"
        elif is_inside and not (is_blank(line.text) or _EVENT.match(line.text) or _OTHER_LINE.match(line.text)):
            yield number


def event_columns(header: str) -> tuple[str, ...]:
    """Return the event columns that a file header defines, in lower case."""
    columns = _COLUMNS
    for line in split_lines(header):
        event = _EVENT.match(line.text)
        if event is not None and event["kind"] == "Format":
            columns = _named(line.text[event.end() :], columns)
    return columns


def _named(names: str, former: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns of a ``Format:`` line, or `former` if it is not usable for events."""
    columns = tuple(name.strip().lower() for name in names.split(","))
    is_usable = columns[-1] == "text" and columns.count("start") == columns.count("end") == 1
    return columns if is_usable and columns.index("start") < columns.index("end") else former


def _read(number: int, line: SourceLine, begin: int, columns: tuple[str, ...], hour_digits: int) -> EventLine | None:
    commas: list[int] = [begin - 1]
    while len(commas) < len(columns):
        comma = line.text.find(",", commas[-1] + 1)
        if comma < 0:
            break
        commas.append(comma)
    if len(commas) <= columns.index("end") + 1:
        return None
    places = (columns.index("start"), columns.index("end"))
    start, end = (_slot(line, commas[at] + 1, commas[at + 1], hour_digits) for at in places)
    end_at = commas[places[1]] + 1
    if start is None or (end is None and line.text[end_at : commas[places[1] + 1]].strip()):
        return None
    missing = len(columns) - len(commas)
    words = len(line.text) if missing else commas[-1] + 1
    return EventLine(number, line, start, end, line.start + end_at, words, missing)


def _slot(line: SourceLine, begin: int, stop: int, hour_digits: int) -> TimeSlot | None:
    field = line.text[begin:stop]
    match = _TIME.fullmatch(field.strip())
    if match is None:
        return None
    sign, hours, minutes, seconds, point, decimals = match.groups()
    whole_s = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    time_ms = whole_s * 1000 + int((decimals or "").ljust(3, "0"))
    at = line.start + begin + len(field) - len(field.lstrip())
    digits = len(decimals or "")
    write = partial(_write, point=point or "", hour_digits=hour_digits, digits=digits)
    return TimeSlot(at, at + len(match[0]), -time_ms if sign else time_ms, write, 1 if digits > 2 else 10)


def _write(time_ms: int, *, point: str, hour_digits: int, digits: int) -> str:
    seconds, ms = divmod(time_ms, 1000)
    if ms % 10 ** (3 - digits):
        digits = 2  # the usual number, as the time cannot be written with fewer
    fraction = f"{point or '.'}{ms:03}"[: digits + 1] if digits else ""
    return f"{seconds // 3600:0{hour_digits}}:{seconds // 60 % 60:02}:{seconds % 60:02}{fraction}"
