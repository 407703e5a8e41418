"""MicroDVD, MPL2 and TMPlayer: one cue a line, without a header. pysubs2 reads the texts; the times are found here.

A line that cannot be read is skipped and named; the others are still read. A missing end is the next start.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pysubs2
from pysubs2.formats import FORMAT_IDENTIFIER_TO_FORMAT_CLASS
from pysubs2.time import frames_to_ms

from deepdub_engine.base.errors import FrameRateUnknown, SubtitleInvalid
from deepdub_engine.base.messages import message
from deepdub_engine.subtitles.formats.heads import MARKS
from deepdub_engine.subtitles.formats.line_notes import LineNotes
from deepdub_engine.subtitles.formats.srt_vtt import is_blank, split_lines
from deepdub_engine.subtitles.formats.timed_text import ParsedText, SourceLine, TimedText, TimeSlot

_FRONT = rf"[\s{MARKS}]{{0,40}}"
# One pattern per format, with the group `start` and, if the format has end times, `end`, which may be empty.
_PATTERNS = {
    "microdvd": re.compile(_FRONT + r"\{ *(?P<start>\d{1,9}) *\} *\{ *(?P<end>\d{0,9}) *\}"),
    "mpl2": re.compile(_FRONT + r"\[ *(?P<start>-?\d{1,9}) *\] *\[ *(?P<end>(?:-?\d{1,9})?) *\]"),
    "tmp": re.compile(_FRONT + r"(?P<start>\d{1,2}:\d{2}:\d{2})(?:[:=]|,\d+=)"),
}
KINDS = tuple(_PATTERNS)
# Lines that are meant as cues; their times cannot be read.
_BROKEN = {
    "microdvd": re.compile(_FRONT + r"(?:[{\[(] *[^{}\[\]]{0,12} *[}\])] *[{\[(]|\{ *\d+ *\{|\{? *\d+ *\}[^{}]*\{)"),
    "mpl2": re.compile(_FRONT + r"(?:[{\[(] *[^{}\[\]]{0,12} *[}\])] *[{\[(]|\[ *\d+ *\[|\[? *\d+ *\][^\[\]]*\[)"),
    "tmp": re.compile(_FRONT + r"\w{0,3}[:;.]\w{0,3}[:;.]\w{0,3}[:=;.]"),
}
_DEFAULTS = re.compile(_FRONT + r"\{DEFAULT\}", re.IGNORECASE)
_RATE = re.compile(r"\s*([+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?|nan|inf)\s*(?:fps)?\s*", re.IGNORECASE)
_SLOWEST_FPS, _FASTEST_FPS = 1, 1000
_LAST_MS = 2000  # duration of a last cue without an end
_FRAGMENT = 100_000
# Every exception that pysubs2 has been seen to raise on invalid text.
_PARSE_ERRORS = (
    *(pysubs2.exceptions.Pysubs2Error, ValueError, KeyError, TypeError, AttributeError, IndexError),
    *(OverflowError, NotImplementedError, AssertionError, RecursionError),
)


def detect_format(text: str) -> str | None:
    """Return ``microdvd``, ``mpl2`` or ``tmp``, which have no header, or None."""
    lines = split_lines(text[:_FRAGMENT])
    for kind, pattern in _PATTERNS.items():
        if any(pattern.match(line.text) for line in lines):
            return kind
    return None


class CueLine(NamedTuple):
    """A line with a cue: its number, from 0, its times, and where its text begins."""

    number: int
    line: SourceLine
    times: re.Match[str]

    @property
    def words(self) -> str:
        """The text of the cue."""
        return self.line.text[self.times.end() :]

    @property
    def has_end(self) -> bool:
        """Whether the line has an end time."""
        return bool(self.times.groupdict().get("end"))


@dataclass(frozen=True, slots=True)
class _Scale:
    """How a format counts time: milliseconds of a number, the writer, and the resolution."""

    time_ms: Callable[[str], int]
    write: Callable[[int], str]
    step_ms: Fraction | int
    exact_ms: Callable[[str], Fraction] | None = None


def parse_lines(text: str, kind: str, path: Path, fps: Fraction | None = None) -> ParsedText:
    """Parse one of the formats of `detect_format`.

    Parameters
    ----------
    text, kind
        The whole file and its format.
    path
        Its path, for errors.
    fps
        Frames per second of MicroDVD; None for the rate that the file states.

    Raises
    ------
    FrameRateUnknown
        If it counts frames, and states no rate.
    SubtitleInvalid
        If the rate is absurd, or the texts do not follow the format.
    """
    found, notes = cue_lines_of(text, kind)
    if kind == "microdvd":
        found, stated = _without_rate(found, path)
        fps = fps or stated
        if fps is None and found:
            raise FrameRateUnknown(path)
        if fps is not None and not _SLOWEST_FPS <= fps <= _FASTEST_FPS:
            raise SubtitleInvalid(path, message("a frame rate of {rate} cannot be right", rate=float(fps)))
    scale = _scale(kind, fps)
    starts = [_slot(each, "start", scale) for each in found]
    if kind == "tmp":
        return _without_ends(text, found, starts, notes, path)
    texts = _texts(kind, [each.words for each in found], path)
    later = _next_starts(starts)
    spans: list[tuple[int, int, str]] = []
    slots: list[tuple[TimeSlot, TimeSlot | None]] = []
    for each, start, words in zip(found, starts, texts, strict=True):
        end = _slot(each, "end", scale) if each.has_end else None
        end_ms = end.time_ms if end is not None else later[start.time_ms]
        spans.append((start.time_ms, end_ms, words))
        slots.append((start, end))
    return ParsedText(kind, tuple(spans), TimedText(text, tuple(slots)), notes)


def cue_lines_of(text: str, kind: str) -> tuple[list[CueLine], LineNotes]:
    """Return the lines with cues, and the others that are not empty."""
    found: list[CueLine] = []
    unread: list[int] = []
    stray: list[int] = []
    pattern, broken = _PATTERNS[kind], _BROKEN[kind]
    for number, line in enumerate(split_lines(text)):
        times = pattern.match(line.text)
        if times is not None:
            found.append(CueLine(number, line, times))
        elif not is_blank(line.text) and not _DEFAULTS.match(line.text):
            (unread if broken.match(line.text) else stray).append(number + 1)
    return found, LineNotes(unread=tuple(unread), stray=tuple(stray))


def _without_rate(found: list[CueLine], path: Path) -> tuple[list[CueLine], Fraction | None]:
    """Return the cues without a first one that only states the frame rate, and the rate."""
    if not found:
        return found, None
    first = found[0]
    rate = _RATE.fullmatch(first.words)
    frames = {int(first.times["start"]), int(first.times["end"] or first.times["start"])}
    if rate is None or not frames <= {0, 1}:
        return found, None
    try:
        stated = Fraction(rate[1].replace(",", "."))
    except (ValueError, OverflowError) as error:
        why = message("a frame rate of {rate} cannot be right", rate=rate[1])
        raise SubtitleInvalid(path, why) from error
    if not _SLOWEST_FPS <= stated <= _FASTEST_FPS:
        raise SubtitleInvalid(path, message("a frame rate of {rate} cannot be right", rate=rate[1]))
    return found[1:], stated


def _without_ends(
    text: str, found: Sequence[CueLine], starts: Sequence[TimeSlot], notes: LineNotes, path: Path
) -> ParsedText:
    """Return the cues of TMPlayer: a line without text ends the one before it."""
    shown = [index for index, each in enumerate(found) if each.words.strip()]
    texts = _texts("tmp", [found[index].words for index in shown], path)
    spans: list[tuple[int, int, str]] = []
    slots: list[tuple[TimeSlot, TimeSlot | None]] = []
    loose: list[tuple[TimeSlot, ...]] = [(starts[index],) for index in range(shown[0] if shown else 0)]
    for place, (index, words) in enumerate(zip(shown, texts, strict=True)):
        stop = shown[place + 1] if place + 1 < len(shown) else len(found)
        start = starts[index]
        # As pysubs2 does: half a second, and as long as it takes to read the line, at most until the next.
        end_ms = start.time_ms + 500 + 67 * (len(found[index].line.text) + 1)
        end_ms = min([end_ms, *(slot.time_ms for slot in starts[index + 1 : index + 2])])
        is_cleared = stop > index + 1 and starts[index + 1].time_ms > start.time_ms
        end = starts[index + 1] if is_cleared else None
        spans.append((start.time_ms, end.time_ms if end else max(start.time_ms, end_ms), words))
        slots.append((start, end))
        loose += [(slot,) for slot in starts[index + (2 if is_cleared else 1) : stop]]
    return ParsedText("tmp", tuple(spans), TimedText(text, tuple(slots), loose=tuple(loose)), notes)


def _next_starts(starts: Sequence[TimeSlot]) -> dict[int, int]:
    times = sorted({slot.time_ms for slot in starts})
    return dict(zip(times, [*times[1:], times[-1] + _LAST_MS], strict=True)) if times else {}


def _texts(kind: str, words: Sequence[str], path: Path) -> list[str]:
    """Return the texts of cues with line feeds and ASS tags, as pysubs2 reads them."""
    fronts = {"microdvd": "{1}{2}", "mpl2": "[1][2]", "tmp": "00:00:01:"}
    filled = [index for index, each in enumerate(words) if each.strip()]
    source = "".join(f"{fronts[kind]}{words[index].replace(chr(0), '')}\n" for index in filled)
    options = {"fps": 25.0} if kind == "microdvd" else {}
    subs = pysubs2.SSAFile()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # warnings of several classes
            FORMAT_IDENTIFIER_TO_FORMAT_CLASS[kind].from_file(subs, io.StringIO(source, newline="\n"), kind, **options)
    except _PARSE_ERRORS as error:
        raise SubtitleInvalid(path, message("its lines do not follow its format")) from error
    if len(subs.events) != len(filled):
        raise SubtitleInvalid(path, message("its lines do not follow its format"))
    found = [""] * len(words)
    for index, event in zip(filled, subs.events, strict=True):
        found[index] = event.text.replace("\\N", "\n").replace("\\n", "\n")
    return found


def _slot(each: CueLine, name: str, scale: _Scale) -> TimeSlot:
    number = each.times[name]
    exact = scale.exact_ms(number) if scale.exact_ms is not None else None
    place = (each.line.start + each.times.start(name), each.line.start + each.times.end(name))
    return TimeSlot(*place, scale.time_ms(number), scale.write, scale.step_ms, exact)


def _scale(kind: str, fps: Fraction | None) -> _Scale:
    if kind == "mpl2":
        return _Scale(lambda number: int(number) * 100, _tenths, 100)
    if kind == "tmp":
        return _Scale(_clock_ms, _write_seconds, 1000)
    rate = fps or Fraction(25)
    return _Scale(
        partial(_frames_ms, fps=float(rate)), str, 1000 / rate, lambda number: Fraction(int(number) * 1000) / rate
    )


def _frames_ms(number: str, *, fps: float) -> int:
    return frames_to_ms(int(number), fps)


def _tenths(time_ms: int) -> str:
    return str(time_ms // 100)


def _clock_ms(clock: str) -> int:
    hours, minutes, seconds = map(int, clock.split(":"))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000


def _write_seconds(time_ms: int) -> str:
    seconds = time_ms // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
