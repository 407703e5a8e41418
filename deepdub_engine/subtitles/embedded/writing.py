"""Convert the packets of a subtitle track to the bytes of a subtitle file in the track's own format."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from deepdub_engine.base.timing import format_clock
from deepdub_engine.subtitles.formats.ass import event_columns

# The order in which Matroska stores the columns of an ASS event, after ReadOrder.
_STORED = ("layer", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_ASS_HEADER = b"[Script Info]\nScriptType: v4.00+\n"
_ASS_EVENTS = b"[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
_UNKNOWN_MS = 3000  # longest duration of a subtitle without one


@dataclass(frozen=True, slots=True)
class TrackSubtitle:
    """One subtitle of a track.

    Parameters
    ----------
    start_ms, duration_ms
        Start relative to the start of the clip, and duration; a duration of 0 means unknown.
    payload
        The bytes stored in the container.
    identifier, settings
        WebVTT cue identifier and cue settings.
    """

    start_ms: int
    duration_ms: int
    payload: bytes
    identifier: bytes = b""
    settings: bytes = b""


def file_bytes(codec: str, header: bytes, shown: Sequence[TrackSubtitle]) -> bytes:
    """Return the contents of a subtitle file for a track.

    Parameters
    ----------
    codec
        FFmpeg's codec name; anything but ASS and WebVTT is written as SRT.
    header
        Header of the track; may be empty.
    shown
        The subtitles, in track order.
    """
    return _WRITERS.get(codec, _srt)(header.strip(b"\0\r\n"), _ended(shown))


def suffix_of(codec: str) -> str:
    """Return the file suffix for a codec."""
    return {"ass": ".ass", "ssa": ".ass", "webvtt": ".vtt"}.get(codec, ".srt")


def _ended(shown: Sequence[TrackSubtitle]) -> list[tuple[int, int, TrackSubtitle]]:
    """Return start, end and subtitle in time order; one without duration lasts until the next, at most 3 s."""
    ordered = sorted(shown, key=lambda one: one.start_ms)
    ended = []
    for one, following in itertools.zip_longest(ordered, ordered[1:]):
        last_ms = one.start_ms + (one.duration_ms or _UNKNOWN_MS)
        if not one.duration_ms and following is not None and following.start_ms > one.start_ms:
            last_ms = min(last_ms, following.start_ms)
        ended.append((one.start_ms, last_ms, one))
    return ended


def _clock(time_ms: int, separator: str = ".") -> bytes:
    return format_clock(max(0, time_ms), separator=separator).encode()


def _lines(payload: bytes) -> bytes:
    """Return a text without blank lines, which would end the cue, and without null bytes."""
    lines = payload.replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return b"\n".join(line for line in lines if line.strip())


def _srt(_header: bytes, ended: Sequence[tuple[int, int, TrackSubtitle]]) -> bytes:
    blocks = [
        b"%d\n%s --> %s\n%s\n" % (number, _clock(start_ms, ","), _clock(end_ms, ","), _lines(one.payload))
        for number, (start_ms, end_ms, one) in enumerate(ended, 1)
    ]
    return b"\n".join(blocks)


def _vtt(header: bytes, ended: Sequence[tuple[int, int, TrackSubtitle]]) -> bytes:
    blocks = [header if header.startswith(b"WEBVTT") else b"WEBVTT\n\n" + header if header else b"WEBVTT"]
    for start_ms, end_ms, one in ended:
        name = _lines(one.identifier)
        times = b"%s --> %s %s" % (_clock(start_ms), _clock(end_ms), _lines(one.settings))
        blocks.append((name + b"\n" if name else b"") + times.rstrip() + b"\n" + _lines(one.payload))
    return b"\n\n".join(blocks) + b"\n"


def _ass(header: bytes, ended: Sequence[tuple[int, int, TrackSubtitle]]) -> bytes:
    head = (header or _ASS_HEADER).replace(b"\0", b"")
    if b"[events]" not in head.lower():
        head += b"\n\n" + _ASS_EVENTS
    newline = b"\r\n" if b"\r\n" in head else b"\n"
    columns = event_columns(head.decode("utf-8", "replace"))
    events = sorted(ended, key=lambda each: _order(each[2]))
    lines = [_event(columns, start_ms, end_ms, one) for start_ms, end_ms, one in events]
    return head.rstrip(b"\r\n") + newline + newline.join(lines) + newline


def _order(one: TrackSubtitle) -> int:
    number = one.payload.split(b",", 1)[0].strip()
    return int(number) if number.isdigit() and len(number) < 10 else 0


def _event(columns: Sequence[str], start_ms: int, end_ms: int, one: TrackSubtitle) -> bytes:
    fields = one.payload.replace(b"\0", b"").replace(b"\r\n", b"\\N").replace(b"\n", b"\\N").split(b",", len(_STORED))
    stored = dict(zip(_STORED, fields[1:], strict=False))
    stored |= {"start": _hundredths(start_ms), "end": _hundredths(end_ms), "actor": stored.get("name", b"")}
    stored["marked"] = b"Marked=" + stored.get("layer", b"0")
    return b"Dialogue: " + b",".join(stored.get(column, b"") for column in columns)


def _hundredths(time_ms: int) -> bytes:
    # Containers store milliseconds; round half up, as other ASS writers do.
    seconds, hundredths = divmod((max(0, time_ms) + 5) // 10, 100)
    return b"%d:%02d:%02d.%02d" % (seconds // 3600, seconds // 60 % 60, seconds % 60, hundredths)


_Writer = Callable[[bytes, Sequence[tuple[int, int, TrackSubtitle]]], bytes]
_WRITERS: Mapping[str, _Writer] = {"ass": _ass, "ssa": _ass, "webvtt": _vtt}
