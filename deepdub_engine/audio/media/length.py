"""Check that a file is as long as its headers declare."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer

from deepdub_engine.audio.media.probe import MATROSKA, origin_s
from deepdub_engine.audio.media.source import open_media, packets
from deepdub_engine.audio.wav_head import read_head
from deepdub_engine.base.errors import MediaTruncated
from deepdub_engine.base.timing import round_half_up

# Formats whose headers declare the duration of every track. In all others it is an estimate, never grounds for refusal.
_MOV = "mov,mp4,m4a,3gp,3g2,mj2"
_STATED_PER_TRACK = frozenset({_MOV, "wav", "w64", "aiff", "caf", "flac"})
_RIFF_UNKNOWN = 0x7FFF0000
_MATROSKA_HEAD_BYTES = 1 << 20
_MATROSKA_INFO = b"\x15\x49\xa9\x66"
_MATROSKA_INFO_BYTES = 1 << 10
_MATROSKA_DURATION = (b"\x44\x89\x84", b"\x44\x89\x88")  # element ID, then the size of its float: 4 or 8 bytes
_CLOCK = re.compile(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)", re.ASCII)


def check_length(path: Path, container: InputContainer, number: int, found_ms: int) -> None:
    """Check that a track ended where the file declares its end.

    Raises
    ------
    MediaTruncated
        If more than one second and more than 1 % is missing.
    """
    stream = container.streams.audio[number]
    stated_ms = _stated_end_ms(path, container, stream)
    if container.format.name == "wav":
        stated_ms = round_half_up(stated_ms * _riff_share(path))
    if not _breaks_off(found_ms, stated_ms) or _ends_with_its_index(container, stream, found_ms):
        return
    # Without a duration tag, only the longest track is as long as the container: check whether another one continues.
    unsure = container.format.name == MATROSKA and len(container.streams) > 1 and not _tag_ms(stream)
    if unsure and not _breaks_off(_last_packet_ms(path, found_ms), stated_ms):
        return
    raise MediaTruncated(path, found_ms, stated_ms)


def _breaks_off(found_ms: int, stated_ms: int) -> bool:
    return stated_ms - found_ms > max(1000, stated_ms // 100)


def _ends_with_its_index(container: InputContainer, stream: AudioStream, found_ms: int) -> bool:
    """Return whether an MP4 track that begins late is whole: FFmpeg may count the time before it in its duration."""
    base = stream.time_base
    if container.format.name != _MOV or not stream.start_time or not base or not len(stream.index_entries):
        return False
    last_s = stream.index_entries[-1].timestamp * base - origin_s(container)
    duration_ms = round_half_up((stream.duration or 0) * base * 1000)
    return found_ms >= round_half_up(last_s * 1000) and not _breaks_off(found_ms, duration_ms)


def _stated_end_ms(path: Path, container: InputContainer, stream: AudioStream) -> int:
    """Return the declared end of a track in clip time; 0 if the file does not declare one."""
    name = container.format.name
    if name in _STATED_PER_TRACK and stream.duration is not None:
        end_s = ((stream.start_time or 0) + stream.duration) * (stream.time_base or Fraction(0)) - origin_s(container)
        return round_half_up(end_s * 1000)
    if name == MATROSKA and (_tag_ms(stream) or _matroska_states_length(path)):
        # Matroska declares the time at which the last packet ends, regardless of where the first one starts.
        end_ms = _tag_ms(stream) or round_half_up(Fraction(container.duration or 0, 1000))
        return end_ms - round_half_up(origin_s(container) * 1000)
    return 0


def _riff_share(path: Path) -> Fraction:
    """Return the declared size of a WAV file over its actual size; FFmpeg counts only the samples present."""
    wav = read_head(path)
    if wav is not None and wav.form != b"RIFF":
        return max(Fraction(1), Fraction(wav.stated_bytes, wav.size_bytes or 1))
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(8)
    stated = int.from_bytes(head[4:8], "little")
    # Writers that cannot seek back, and RF64, store a very large number here.
    if head[:4] != b"RIFF" or stated >= _RIFF_UNKNOWN:
        return Fraction(1)
    return max(Fraction(1), Fraction(stated + 8, size))


def _matroska_states_length(path: Path) -> bool:
    """Return whether the file declares its duration; FFmpeg guesses it for streams and interrupted recordings."""
    with path.open("rb") as file:
        head = file.read(_MATROSKA_HEAD_BYTES)
    info = head.find(_MATROSKA_INFO)
    return info >= 0 and any(mark in head[info : info + _MATROSKA_INFO_BYTES] for mark in _MATROSKA_DURATION)


def _tag_ms(stream: AudioStream) -> int:
    """Return the end time from the ``DURATION`` tag of a Matroska track; 0 without one."""
    for key, value in stream.metadata.items():
        match = _CLOCK.match(value) if key.upper().startswith("DURATION") else None
        if match:
            hours, minutes, seconds = match.groups()
            return round_half_up((int(hours) * 3600 + int(minutes) * 60 + Fraction(seconds)) * 1000)
    return 0


def _last_packet_ms(path: Path, from_ms: int) -> int:
    """Return where the last packet of any track begins, searching from a time."""
    last_ms = from_ms
    with open_media(path) as container:
        origin = origin_s(container)
        try:
            container.seek(int((origin + Fraction(from_ms, 1000)) * av.time_base))
            for packet in packets(container):
                if packet.pts is not None:
                    last_ms = max(last_ms, round_half_up((packet.pts * packet.time_base - origin) * 1000))
        except av.FFmpegError:
            return last_ms
    return last_ms
