"""Real media files with subtitle tracks, written with PyAV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.stream import Disposition
from av.subtitles.subtitle import SubtitleSet

HEADER = b"""\
[Script Info]
; made by hand
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
PICTURES = ("hdmv_pgs_subtitle", "dvd_subtitle")
SAID = ((1000, 2500, "{\\i1}Hello{\\i0},\\Nyou."), (4000, 4800, "Grüße"))


@dataclass(frozen=True)
class SubtitlesToMake:
    """A subtitle track: start, end and text of each event, as in ASS; `payloads` replaces the packets' contents."""

    codec: str = "subrip"
    said: Sequence[tuple[int, int, str]] = SAID
    payloads: Sequence[bytes] = ()
    language: str | None = None
    title: str | None = None
    disposition: Disposition = field(default_factory=lambda: Disposition(0))


def make_subtitled(
    path: Path, tracks: Sequence[SubtitlesToMake], *, sound_s: float = 6, start_ms: int = 0, has_sound: bool = True
) -> Path:
    """Write a container with quiet sound and subtitle tracks; `start_ms` delays all timestamps."""
    with av.open(str(path), "w") as container:
        packets = []
        sound = container.add_stream("aac", rate=48000, layout="mono") if has_sound else None
        streams = [_add(container, track) for track in tracks]
        if sound is not None:
            packets += _sound_packets(sound, sound_s, start_ms)
        for stream, track in zip(streams, tracks, strict=True):
            packets += _packets(stream, track, start_ms)
        for packet in sorted(packets, key=lambda packet: packet.dts * packet.time_base):
            container.mux(packet)
    return path


def _add(container, track):
    raw = track.codec in PICTURES
    stream = container.add_mux_stream(track.codec) if raw else container.add_stream(track.codec)
    if not raw:
        stream.codec_context.subtitle_header = HEADER
    stream.time_base = Fraction(1, 1000)
    for name in ("language", "title"):
        if getattr(track, name):
            stream.metadata[name] = getattr(track, name)
    stream.disposition = track.disposition
    return stream


def _packets(stream, track, start_ms):
    for number, (begin_ms, end_ms, text) in enumerate(track.said):
        if track.payloads:
            packet = av.Packet(track.payloads[number])
        elif track.codec in PICTURES:
            packet = av.Packet(b"\x16\x00\x00")
        else:
            line = f"{number},0,Default,,0,0,0,,{text}".encode()
            packet = stream.codec_context.encode_subtitle(SubtitleSet.create(line, 0, end_ms - begin_ms))
        packet.stream, packet.time_base = stream, Fraction(1, 1000)
        packet.pts = packet.dts = start_ms + begin_ms
        packet.duration = end_ms - begin_ms
        yield packet


def _sound_packets(stream, sound_s, start_ms):
    packets = []
    for at in range(0, round(sound_s * 48000), 1024):
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        frame.sample_rate, frame.time_base, frame.pts = 48000, Fraction(1, 48000), at + 48 * start_ms
        packets += stream.encode(frame)
    return packets + stream.encode(None)
