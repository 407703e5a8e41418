"""All other formats, read by pysubs2; the places of their times are found beside it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pysubs2
from pysubs2.formats import autodetect_format
from pysubs2.time import ms_to_frames

from deepdub_engine.errors import SubtitleInvalid
from deepdub_engine.subtitles.arrows import split_lines
from deepdub_engine.subtitles.timed_text import ParsedText, TimedText, TimeSlot

# One pattern a format, with the groups `start` and, where the format has it, `end`. As in pysubs2, lines are stripped
# of nothing but blanks before they are looked at.
_PATTERNS = {
    "ass": re.compile(r"\s*(?:Dialogue|Comment):[^,]*,\s*(?P<start>[^,\s]+)\s*,\s*(?P<end>[^,\s]+)\s*,"),
    "microdvd": re.compile(r" *\{ *(?P<start>\d+) *\} *\{ *(?P<end>\d+) *\}."),
    "mpl2": re.compile(r"\[(?P<start>-?\d+)\]\[(?P<end>-?\d+)\]"),
    "tmp": re.compile(r"(?P<start>\d{1,2}:\d{2}:\d{2}):."),
    "sami": re.compile(r"<sync\b[^<>]*?\bstart\s*=\s*[\"']?(?P<start>\d+)", re.IGNORECASE),
}
_PATTERNS["ssa"] = _PATTERNS["ass"]
_LINEWISE = frozenset({"ass", "ssa", "microdvd", "mpl2", "tmp"})
_OPEN_ENDED = frozenset({"tmp", "sami"})
_FRAGMENT = 100_000
_SLOWEST_FPS, _FASTEST_FPS = 1, 1000
# Everything that pysubs2 has been seen to raise on files that are none.
_PARSE_ERRORS = (
    *(pysubs2.exceptions.Pysubs2Error, ValueError, KeyError, TypeError, AttributeError, IndexError),
    *(OverflowError, NotImplementedError, AssertionError, RecursionError),
)


def detect_format(text: str) -> str | None:
    """Return the name of one of the formats read here, or None; SRT and VTT are not among them."""
    fragment = "\n".join(line.text for line in split_lines(text[:_FRAGMENT]))
    try:
        found = [autodetect_format(fragment)]
    except pysubs2.exceptions.FormatAutodetectionError as error:
        found = error.formats
    return next((name for name in ("ass", "ssa", "sami", "microdvd", "mpl2", "tmp") if name in found), None)


def parse_with_library(text: str, kind: str, path: Path) -> ParsedText:
    """Read a file in one of the formats of `detect_format`.

    Raises
    ------
    SubtitleInvalid
        If it cannot be understood.
    """
    subs = _parse(text, kind, path)
    matches = _find(text, kind)
    if kind == "microdvd":
        matches = matches[len(matches) - len(subs.events) :]  # the first may only state the frame rate
    if len(matches) != len(subs.events):
        raise SubtitleInvalid(path, "its lines do not follow its format")
    spans: list[tuple[int, int, str]] = []
    slots: list[tuple[TimeSlot, TimeSlot | None]] = []
    write = _writer(kind, subs.fps)
    for (offset, match), event in zip(matches, subs.events, strict=True):
        if event.is_comment:
            continue
        end_ms = max(event.start, event.end) if kind in _OPEN_ENDED else event.end
        spans.append((event.start, end_ms, _plain_breaks(event.text)))
        start = TimeSlot(offset + match.start("start"), offset + match.end("start"), event.start, write)
        if kind in _OPEN_ENDED:
            slots.append((start, None))
        else:
            slots.append((start, TimeSlot(offset + match.start("end"), offset + match.end("end"), end_ms, write)))
    return ParsedText(kind, tuple(spans), TimedText(text, tuple(slots)))


def _parse(text: str, kind: str, path: Path) -> pysubs2.SSAFile:
    unified = "\n".join(line.text for line in split_lines(text)) + "\n"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it merely suspects; some of it is UserWarning, some RuntimeWarning
            subs = pysubs2.SSAFile.from_string(unified, format_=kind)
    except pysubs2.exceptions.UnknownFPSError as error:
        raise SubtitleInvalid(path, "it counts frames and names no frame rate") from error
    except _PARSE_ERRORS as error:
        raise SubtitleInvalid(path, "its lines do not follow its format") from error
    if subs.fps is not None and not _SLOWEST_FPS <= subs.fps <= _FASTEST_FPS:
        raise SubtitleInvalid(path, f"a frame rate of {subs.fps} cannot be right")
    return subs


def _find(text: str, kind: str) -> list[tuple[int, re.Match[str]]]:
    pattern = _PATTERNS[kind]
    if kind not in _LINEWISE:
        return [(0, match) for match in pattern.finditer(text)]
    found = ((line.start, pattern.match(line.text)) for line in split_lines(text))
    return [(offset, match) for offset, match in found if match is not None]


def _plain_breaks(text: str) -> str:
    return text.replace("\\N", "\n").replace("\\n", "\n")


def _writer(kind: str, fps: float | None) -> Callable[[int], str]:
    if kind == "microdvd":
        return partial(_write_frames, fps=fps or 0.0)
    writers: dict[str, Callable[[int], str]] = {"mpl2": _write_tenths, "tmp": _write_seconds, "sami": str}
    return writers.get(kind, _write_hundredths)


def _write_hundredths(time_ms: int) -> str:
    seconds, hundredths = divmod((time_ms + 5) // 10, 100)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{hundredths:02}"


def _write_frames(time_ms: int, *, fps: float) -> str:
    return str(ms_to_frames(time_ms, fps))


def _write_tenths(time_ms: int) -> str:
    return str((time_ms + 50) // 100)


def _write_seconds(time_ms: int) -> str:
    seconds = (time_ms + 500) // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
