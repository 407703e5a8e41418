r"""Lines of times of SRT and WebVTT, in all the shapes that people and programs write.

``00:00:17,373 --> 00:00:19,342`` is the rule. Any line with two clock-like times and a mark like an arrow between them
is read: other arrows, blanks and dashes, the digits and colons of other scripts, points for colons, invisible marks of
direction and width, the number of the cue on the same line.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import NamedTuple

from deepdub_engine.subtitles.formats.timed_text import SourceLine, TimeSlot

# Blanks, marks of direction and width, control characters, and bytes that could not be decoded.
MARKS = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd\uf700-\uf7ff\0-\x08\x0e-\x1f\x7f"
_GAP = rf"[\s{MARKS}]{{0,40}}"
_COLON, _POINT = ":：﹕∶꞉", ".,:．，：٫、"  # noqa: RUF001
_DASHES = "-‐‑‒–—―−─－﹣~～=_"  # noqa: RUF001
_TIPS = ">＞›»→⇒➔➜➝⟶⟹▶►"  # noqa: RUF001
_LOOSE = (
    rf"(-?)(?:(\d{{1,4}})({_GAP}[{_COLON}]{_GAP}))?(\d{{1,3}})({_GAP}[{_COLON}]{_GAP})(\d{{1,3}})"
    rf"(?:({_GAP}[{_POINT}]{_GAP})(\d{{1,9}}))?"
)
# Points for colons: only where all four numbers are there.
_POINTED = rf"(-?)(\d{{1,4}})([{_POINT}])(\d{{1,3}})([{_POINT}])(\d{{1,3}})([{_POINT}])(\d{{1,9}})"
_WHOLE = (
    rf"(-?)(\d{{1,4}})({_GAP}[{_COLON}]{_GAP})(\d{{1,3}})({_GAP}[{_COLON}]{_GAP})(\d{{1,3}})"
    rf"(?:({_GAP}[{_POINT}]{_GAP})(\d{{1,9}}))?"
)
_ARROW = rf"(?:[{_DASHES}…\s{MARKS}]{{0,12}}(?:[{_TIPS}]{{1,3}}|&gt;){_GAP})"
_SURE = rf"(?:[{_DASHES}]\s?(?:[{_TIPS}]|&gt;)|[{_TIPS[2:]}])"  # more than a single tip
_DASH = rf"{_GAP}[{_DASHES}]{{1,4}}{_GAP}"
_END = rf"(?![\d{_COLON}]|[.,]\d)"
_FRONT = rf"[^\w\r\n]{{0,40}}?(?:\d{{1,9}}(?:[^\w\r\n{_COLON}]|[{_COLON}](?=\s)){{1,10}}?)??"


_CLOCKISH = rf"\w{{0,4}}{_GAP}[{_COLON};.]{_GAP}\w{{0,4}}{_GAP}[{_COLON};.,]{_GAP}\w{{1,4}}"
_ANY_ARROW = re.compile(rf"[{_TIPS}]|&gt;|\d[^\w\r\n]{{0,20}}[{_DASHES}][^\w\r\n]{{0,20}}\d")
_SETTINGS = re.compile(
    r"\s*(?:(?:[XY][12]|align|line|position|size|vertical|region|[A-Z])\s?:\s?\S+\s*)*", re.IGNORECASE
)
_TIP = re.compile(rf"\s*[{_DASHES}]{{0,4}}(?:[{_TIPS}]+|&gt;)\s*")
_DASHED = re.compile(rf"\s*[{_DASHES}]+\s*")
_LONGEST = 1000


class _Patterns(NamedTuple):
    pairs: tuple[re.Pattern[str], ...]
    inside: re.Pattern[str]
    unfinished: re.Pattern[str]
    broken: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compile the patterns at the first line: that takes 12 ms, which the start of the window does not wait for."""
    return _Patterns(
        # Tried in this order; a mere dash needs both times in full and nothing else on the line.
        pairs=(
            _pair(_FRONT, _LOOSE, _ARROW),
            _pair(_FRONT, _POINTED, _ARROW),
            _pair(_FRONT, _WHOLE, _DASH, rf"{_END}[^\w]*\Z"),
        ),
        inside=_pair(r"(?P<before>.{0,80}?)(?<![\d:.,])", _WHOLE, _ARROW),
        unfinished=re.compile(rf"{_FRONT}(?P<start>{_WHOLE}){_ARROW}\Z"),
        broken=re.compile(
            rf"[ \t]*-?\d+[ \t]*:.*-->|[ \t]*-->[ \t]*\d+[ \t]*:"
            rf"|[^\w\r\n]{{0,40}}(?:\d{{1,9}}\s{{1,9}})?(?=\w{{0,4}}\d|\w{{0,4}}[:.]){_CLOCKISH}[^<\r\n]{{0,40}}?{_SURE}"
            rf"|.{{0,80}}?{_SURE}{_GAP}(?=\w{{0,2}}\d){_CLOCKISH}"
        ),
    )


def _pair(front: str, time: str, between: str, after: str = _END) -> re.Pattern[str]:
    return re.compile(f"{front}(?P<start>{time}){between}(?P<end>{time}){after}")


class Head(NamedTuple):
    """A line of times.

    Parameters
    ----------
    number
        Line number, from 0.
    times
        The match of both times, with the groups ``start`` and ``end``; the latter is missing if there is no end. None
        if the times cannot be read.
    has_more
        Whether the line has other text.
    """

    number: int
    times: re.Match[str] | None
    has_more: bool = False


def head_of(number: int, text: str, kind: str) -> Head | None:
    """Return the times of a line, or None if it is no line of times.

    Parameters
    ----------
    number
        Its number, from 0.
    text
        The line without its end.
    kind
        ``srt`` or ``vtt``.
    """
    if len(text) < 4 or not _ANY_ARROW.search(text, 0, _LONGEST):
        return None
    line = text[:_LONGEST]
    for pattern in _patterns().pairs:
        match = pattern.match(line)
        if match is not None and _is_sound(match):
            rest = line[match.end() :].strip()
            is_settings = kind == "vtt" or not any(map(str.isalnum, rest)) or _SETTINGS.fullmatch(rest) is not None
            return Head(number, match, not is_settings)
    match = _patterns().inside.match(line)
    if match is not None and _is_sound(match):
        return Head(number, match, has_more=True)
    match = _patterns().unfinished.match(line)
    if match is not None and _is_sound(match):
        return Head(number, match)
    return Head(number, None) if _patterns().broken.match(line) else None


def _is_sound(match: re.Match[str]) -> bool:
    """Return whether colons are no decimal points, except before milliseconds of a time with hours."""
    for name in match.re.groupindex:
        _, hours, *_, point, decimals = clock_of(match, name)
        if point.strip() in tuple(_COLON) and (not hours or len(decimals) > 3):
            return False
    return True


def heads_of(lines: list[SourceLine], kind: str) -> list[Head]:
    """Return the lines of times among all lines of a file."""
    found = (head_of(number, line.text, kind) for number, line in enumerate(lines))
    return [head for head in found if head is not None]


class Notation(NamedTuple):
    """How the times of a file are written where a single time does not show it.

    Parameters
    ----------
    hours, minutes, seconds
        The usual number of digits.
    skips_hours
        Whether hours are left out where they are 0.
    is_hundredths
        Whether all times have two decimals; other times are then rounded.
    """

    hours: int
    minutes: int
    seconds: int
    skips_hours: bool
    is_hundredths: bool


_Clock = tuple[str, ...]  # sign, hours, mark, minutes, mark, seconds, mark, decimals


def clock_of(match: re.Match[str], name: str) -> _Clock:
    """Return the parts of a time, empty if missing."""
    first = match.re.groupindex[name]
    return match.groups("")[first : first + 8]


def notation_of(clocks: Iterable[_Clock]) -> Notation:
    """Return how a file writes its times, from the parts of all of them."""
    # Only numbers below 10 show how many digits are usual.
    widths: tuple[Counter[int], ...] = (Counter(), Counter(), Counter())
    has_short = has_zero = False
    decimals = set()
    for clock in clocks:
        hour = clock[1]
        decimals.add(len(clock[7]))
        for counts, number in zip(widths, clock[1:6:2], strict=True):
            if number and int(number) < 10:
                counts[len(number)] += 1
        has_short = has_short or not hour
        has_zero = has_zero or (bool(hour) and int(hour) == 0)
    hours, minutes, seconds = (counts.most_common(1)[0][0] if counts else 2 for counts in widths)
    return Notation(hours, minutes, seconds, has_short and not has_zero, decimals == {2})


def slot_of(match: re.Match[str], name: str, line_start: int, notation: Notation) -> TimeSlot:
    """Return the slot of a time in a line."""
    clock = clock_of(match, name)
    sign, hours, _, minutes, _, seconds, _, decimals = clock
    whole_s = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    time_ms = whole_s * 1000 + int((decimals or "0").ljust(3, "0")[:3])
    write = partial(_write, clock=clock, notation=notation)
    place = (line_start + match.start(name), line_start + match.end(name))
    return TimeSlot(*place, -time_ms if sign else time_ms, write, 10 if notation.is_hundredths else 1)


def writer_like(slot: TimeSlot) -> Callable[[int], str]:
    """Return the writer of a time for a new one: the same notation, with whole milliseconds if it has decimals."""
    write = slot.write
    if not isinstance(write, partial):
        return write
    *front, decimals = write.keywords["clock"]
    clock = (*front, decimals.ljust(3, "0")) if decimals else (*front, "")
    return partial(_write, clock=clock, notation=write.keywords["notation"])


def without_arrow(line: str) -> str:
    """Return a line of text that is no line of times any more."""
    text = _TIP.sub(" / ", line)
    return text if head_of(0, text, "srt") is None else _DASHED.sub(" / ", text)


def _write(time_ms: int, *, clock: _Clock, notation: Notation) -> str:
    _, old_hours, hour_mark, old_minutes, minute_mark, old_seconds, point, decimals = clock
    seconds, ms = divmod(time_ms, 1000)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    widths = (
        len(old) if old and int(old) < 10 else usual
        for old, usual in zip((old_hours, old_minutes, old_seconds), notation[:3], strict=True)
    )
    hour, minute, second = (f"{at:0{width}}" for at, width in zip((hours, minutes, seconds), widths, strict=True))
    shows_hours = bool(hours) or (bool(old_hours) and not notation.skips_hours)
    text = f"{hour}{hour_mark or minute_mark}" if shows_hours else ""
    text += f"{minute}{minute_mark}{second}"
    digits = len(decimals)
    if digits > 3:
        text += f"{point}{ms:03}{decimals[3:]}"
    elif digits < 3 and ms % 10 ** (3 - digits):
        text += f"{point or ','}{ms:03}"
    else:
        text += f"{point}{ms:03}"[: len(point) + digits]
    zero = ord(old_seconds[0]) - unicodedata.digit(old_seconds[0])
    return text if zero == ord("0") else "".join(chr(zero + int(c)) if c.isdigit() and c.isascii() else c for c in text)


_WORD_TIMING = rf"<(?P<word>{_LOOSE})>"  # karaoke in WebVTT


def word_clocks(text: str) -> list[re.Match[str]]:
    """Return the matches of the times of single words in a line, with the group ``word``."""
    return list(re.finditer(_WORD_TIMING, text)) if "<" in text else []
