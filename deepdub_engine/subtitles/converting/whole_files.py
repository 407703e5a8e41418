"""Whole subtitle files of each format, with the heads that players expect."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from deepdub_engine.base.timing import format_clock, round_half_up

_ASS_STYLE = "Arial,48,&H00FFFFFF,&H000000FF,&H00000000,&H64000000,0,0,0,0,100,100,0,0,1,2,1,2,40,40,40,1"
_ASS_HEAD = (
    "[Script Info]",
    "ScriptType: v4.00+",
    "PlayResX: 1280",
    "PlayResY: 720",
    "",
    "[V4+ Styles]",
    (
        "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold,"
        " Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow,"
        " Alignment, MarginL, MarginR, MarginV, Encoding"
    ),
    f"Style: Default,{_ASS_STYLE}",
    "",
    "[Events]",
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
)
_SSA_HEAD = (
    "[Script Info]",
    "ScriptType: v4.00",
    "",
    "[V4 Styles]",
    (
        "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, TertiaryColour, BackColour,"
        " Bold, Italic, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, AlphaLevel,"
        " Encoding"
    ),
    "Style: Default,Arial,24,16777215,255,0,0,0,0,1,2,1,2,30,30,30,0,1",
    "",
    "[Events]",
    "Format: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
)
_SAMI_HEAD = (
    '<SAMI><HEAD><STYLE TYPE="text/css"><!--',
    "P { text-align: center; }",
    ".SUBTTL { Name: Subtitles; lang: und; SAMIType: CC; }",
    "--></STYLE></HEAD><BODY>",
)


@dataclass(frozen=True, slots=True)
class WrittenCue:
    """A cue with its text in the notation of the format, its place on the number pad, and its speaker."""

    start_ms: int
    end_ms: int
    text: str
    place: int
    speaker: str


def _srt(cues: Sequence[WrittenCue], _fps: Fraction) -> list[str]:
    lines: list[str] = []
    for number, cue in enumerate(cues, 1):
        times = (format_clock(time_ms, separator=",") for time_ms in (cue.start_ms, cue.end_ms))
        lines += [str(number), " --> ".join(times), cue.text, ""]
    return lines[:-1]


def _vtt(cues: Sequence[WrittenCue], _fps: Fraction) -> list[str]:
    lines = ["WEBVTT", ""]
    for cue in cues:
        times = f"{format_clock(cue.start_ms)} --> {format_clock(cue.end_ms)}"
        lines += [f"{times}{_settings(cue.place)}", cue.text, ""]
    return lines[:-1]


def _settings(place: int) -> str:
    """Return the cue settings of WebVTT for a key of the number pad."""
    row, column = divmod(max(0, place - 1), 3)
    line = ("", " line:50%", " line:0")[row if place else 0]
    align = (" position:0% align:start", "", " position:100% align:end")[column if place else 1]
    return line + align


def _ass(cues: Sequence[WrittenCue], _fps: Fraction) -> list[str]:
    return [*_ASS_HEAD, *(f"Dialogue: 0,{_event(cue)}" for cue in cues)]


def _ssa(cues: Sequence[WrittenCue], _fps: Fraction) -> list[str]:
    return [*_SSA_HEAD, *(f"Dialogue: Marked=0,{_event(cue)}" for cue in cues)]


def _event(cue: WrittenCue) -> str:
    speaker = " ".join(cue.speaker.replace(",", ";").split())
    return f"{_hundredths(cue.start_ms)},{_hundredths(cue.end_ms)},Default,{speaker},0,0,0,,{cue.text}"


def _hundredths(time_ms: int) -> str:
    seconds, hundredths = divmod((time_ms + 5) // 10, 100)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{hundredths:02}"


def _sami(cues: Sequence[WrittenCue], _fps: Fraction) -> list[str]:
    lines = list(_SAMI_HEAD)
    for cue, following in zip(cues, [*cues[1:], None], strict=True):
        lines.append(f"<SYNC Start={cue.start_ms}><P Class=SUBTTL>{cue.text}")
        if following is None or following.start_ms > cue.end_ms:
            lines.append(f"<SYNC Start={cue.end_ms}><P Class=SUBTTL>&nbsp;")
    return [*lines, "</BODY></SAMI>"]


def _microdvd(cues: Sequence[WrittenCue], fps: Fraction) -> list[str]:
    def frame(time_ms: int) -> int:
        return round_half_up(time_ms * fps / 1000)

    # The first line states the rate, for programs and for this one.
    head = f"{{1}}{{1}}{float(fps):.6g}"
    return [head, *(f"{{{frame(cue.start_ms)}}}{{{frame(cue.end_ms)}}}{cue.text}" for cue in cues)]


def _mpl2(cues: Sequence[WrittenCue], _fps: Fraction) -> list[str]:
    return [f"[{(cue.start_ms + 50) // 100}][{(cue.end_ms + 50) // 100}]{cue.text}" for cue in cues]


def _tmp(cues: Sequence[WrittenCue], _fps: Fraction) -> list[str]:
    lines = []
    for cue in cues:
        seconds = (cue.start_ms + 500) // 1000
        lines.append(f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{cue.text}")
    return lines


WRITERS: Mapping[str, Callable[[Sequence[WrittenCue], Fraction], list[str]]] = {
    "srt": _srt,
    "vtt": _vtt,
    "ass": _ass,
    "ssa": _ssa,
    "sami": _sami,
    "microdvd": _microdvd,
    "mpl2": _mpl2,
    "tmp": _tmp,
}
