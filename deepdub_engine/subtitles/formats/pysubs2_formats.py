"""SAMI, MicroDVD, MPL2 and TMPlayer: parsed with pysubs2, with the positions of the times found separately."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pysubs2
from pysubs2.formats import autodetect_format
from pysubs2.time import ms_to_frames

from deepdub_engine.base.errors import SubtitleInvalid
from deepdub_engine.base.messages import message
from deepdub_engine.subtitles.formats.srt_vtt import split_lines
from deepdub_engine.subtitles.formats.timed_text import ParsedText, TimedText, TimeSlot

# One pattern per format, with the group `start` and, if the format has end times, `end`. As in pysubs2, only leading
# blanks are skipped.
_PATTERNS = {
    "microdvd": re.compile(r" *\{ *(?P<start>\d+) *\} *\{ *(?P<end>\d+) *\}."),
    "mpl2": re.compile(r"\[(?P<start>-?\d+)\]\[(?P<end>-?\d+)\]"),
    "tmp": re.compile(r"(?P<start>\d{1,2}:\d{2}:\d{2}):."),
    "sami": re.compile(r"<sync\b[^<>]*?\bstart\s*=\s*[\"']?(?P<start>\d+)", re.IGNORECASE),
}
_LINEWISE = frozenset({"microdvd", "mpl2", "tmp"})
_LAST_MS = 2000  # duration of the last cue
_SAMI = re.compile(r"<sami\b", re.IGNORECASE)
# Formats that pysubs2 reads but cannot write back unchanged.
_REFUSED = (("http://www.w3.org/ns/ttml", "TTML"), ("<tt:", "TTML"), ("<tt ", "TTML"))
_FRAGMENT = 100_000
_SLOWEST_FPS, _FASTEST_FPS = 1, 1000
# Every exception that pysubs2 has been seen to raise on invalid files.
_PARSE_ERRORS = (
    *(pysubs2.exceptions.Pysubs2Error, ValueError, KeyError, TypeError, AttributeError, IndexError),
    *(OverflowError, NotImplementedError, AssertionError, RecursionError),
)


def refused_format(text: str) -> str | None:
    """Return the name of a recognised but unsupported format, or None."""
    head = text[:_FRAGMENT]
    if head.lstrip().startswith(('{"', "[{", "{\n", "{\r")) and '"start"' in head:
        return "JSON"
    return next((name for mark, name in _REFUSED if mark in head), None)


def is_sami(text: str) -> bool:
    """Return whether a text is SAMI."""
    return _SAMI.search(text[:_FRAGMENT]) is not None


def detect_format(text: str) -> str | None:
    """Return ``microdvd``, ``mpl2`` or ``tmp``, which have no header, or None."""
    fragment = "\n".join(line.text for line in split_lines(text[:_FRAGMENT]))
    try:
        found = [autodetect_format(fragment)]
    except pysubs2.exceptions.FormatAutodetectionError as error:
        found = error.formats
    return next((name for name in ("microdvd", "mpl2", "tmp") if name in found), None)


def parse_with_pysubs2(text: str, kind: str, path: Path) -> ParsedText:
    """Parse SAMI, or one of the formats of `detect_format`.

    Raises
    ------
    SubtitleInvalid
        If the text does not follow the format.
    """
    subs = _parse(text, kind, path)
    matches = _find(text, kind)
    if kind == "microdvd":
        matches = matches[len(matches) - len(subs.events) :]  # the first may just declare the frame rate
    if len(matches) != len(subs.events):
        raise SubtitleInvalid(path, message("its lines do not follow its format"))
    write, step_ms = _writer(kind, subs.fps)

    def slot(offset: int, match: re.Match[str], name: str, time_ms: int) -> TimeSlot:
        return TimeSlot(offset + match.start(name), offset + match.end(name), time_ms, write, step_ms)

    starts = [
        slot(offset, match, "start", event.start) for (offset, match), event in zip(matches, subs.events, strict=True)
    ]
    if kind == "sami":
        return _from_syncs(text, starts, [event.text for event in subs.events])
    spans: list[tuple[int, int, str]] = []
    slots: list[tuple[TimeSlot, TimeSlot | None]] = []
    for (offset, match), start, event in zip(matches, starts, subs.events, strict=True):
        end_ms = max(event.start, event.end) if kind == "tmp" else event.end
        spans.append((event.start, end_ms, _plain_breaks(event.text)))
        slots.append((start, None if kind == "tmp" else slot(offset, match, "end", end_ms)))
    return ParsedText(kind, tuple(spans), TimedText(text, tuple(slots)))


def _from_syncs(text: str, syncs: Sequence[TimeSlot], words: Sequence[str]) -> ParsedText:
    """Return cues from SAMI's sync points: each lasts until the next later one, which is its end slot if it is empty.

    An empty sync point that ends no cue, such as one of a second language, moves along with the cue before it.
    """
    spans: list[tuple[int, int, str]] = []
    slots: list[tuple[TimeSlot, TimeSlot | None]] = []
    inner: dict[int, tuple[TimeSlot, ...]] = {}
    for index, later in enumerate(_later(syncs)):
        sync, said = syncs[index], words[index].strip()
        if said:
            is_cleared = later == index + 1 and not words[later].strip()
            end_ms = syncs[later].time_ms if later is not None else sync.time_ms + _LAST_MS
            spans.append((sync.time_ms, end_ms, _plain_breaks(said)))
            slots.append((sync, syncs[index + 1] if is_cleared else None))
        elif slots and slots[-1][1] is not sync:
            inner[len(slots) - 1] = (*inner.get(len(slots) - 1, ()), sync)
    return ParsedText("sami", tuple(spans), TimedText(text, tuple(slots), inner))


def _later(syncs: Sequence[TimeSlot]) -> list[int | None]:
    """Return for each sync point the index of the next one with a later time."""
    found: list[int | None] = [None] * len(syncs)
    for index in reversed(range(len(syncs) - 1)):
        later: int | None = index + 1
        while later is not None and syncs[later].time_ms <= syncs[index].time_ms:
            later = found[later]
        found[index] = later
    return found


def _parse(text: str, kind: str, path: Path) -> pysubs2.SSAFile:
    # Without an end tag, pysubs2 would drop the last sync point of SAMI.
    unified = "\n".join(line.text for line in split_lines(text)) + ("\n</SYNC></BODY>" if kind == "sami" else "\n")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # warnings of several classes
            subs = pysubs2.SSAFile.from_string(unified, format_=kind)
    except pysubs2.exceptions.UnknownFPSError as error:
        raise SubtitleInvalid(path, message("it counts frames but does not state the frame rate")) from error
    except _PARSE_ERRORS as error:
        raise SubtitleInvalid(path, message("its lines do not follow its format")) from error
    if subs.fps is not None and not _SLOWEST_FPS <= subs.fps <= _FASTEST_FPS:
        raise SubtitleInvalid(path, message("a frame rate of {rate} cannot be right", rate=subs.fps))
    return subs


def _find(text: str, kind: str) -> list[tuple[int, re.Match[str]]]:
    pattern = _PATTERNS[kind]
    if kind not in _LINEWISE:
        return [(0, match) for match in pattern.finditer(text)]
    found = ((line.start, pattern.match(line.text)) for line in split_lines(text))
    return [(offset, match) for offset, match in found if match is not None]


def _plain_breaks(text: str) -> str:
    return text.replace("\\N", "\n").replace("\\n", "\n")


def _writer(kind: str, fps: float | None) -> tuple[Callable[[int], str], int]:
    """Return the function that formats times, and its resolution in milliseconds."""
    writers: dict[str, tuple[Callable[[int], str], int]] = {
        "microdvd": (partial(_write_frames, fps=fps or 0.0), 1),  # rounds to frames itself
        "mpl2": (_write_tenths, 100),
        "tmp": (_write_seconds, 1000),
        "sami": (str, 1),
    }
    return writers[kind]


def _write_frames(time_ms: int, *, fps: float) -> str:
    return str(ms_to_frames(time_ms, fps))


def _write_tenths(time_ms: int) -> str:
    return str(time_ms // 100)


def _write_seconds(time_ms: int) -> str:
    seconds = time_ms // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
