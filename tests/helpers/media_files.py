"""Real media files for tests, written with PyAV."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt

Sound = npt.NDArray[np.float32]

_DTYPES = {"u8": "u1", "s16": "i2", "s32": "i4", "flt": "f4", "dbl": "f8"}
FRAME_SAMPLES = 1024


@dataclass(frozen=True)
class TrackToMake:
    """An audio track: samples ``[n, channels]`` in ±1, and how to encode them; `skip_frames` are not written."""

    sound: Sound
    codec: str = "pcm_s16le"
    rate_hz: int = 48000
    layout: str = "stereo"
    sample_format: str = "s16"
    start_ms: int = 0
    bit_rate: int | None = None
    language: str | None = None
    title: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    skip_frames: frozenset[int] = frozenset()


def as_integers(sound: Sound, bits: int) -> npt.NDArray[np.int64]:
    """Return samples as integers of the given bit depth, as a lossless file stores them."""
    full = 1 << (bits - 1)
    return np.clip(np.rint(sound.astype(np.float64) * full), -full, full - 1).astype(np.int64)


def noise(samples: int, channels: int = 2, seed: int = 1) -> Sound:
    """Return noise at about −20 dB in which all samples differ."""
    return np.random.default_rng(seed).uniform(-0.17, 0.17, (samples, channels)).astype(np.float32)


def tone(samples: int, rate_hz: int, frequency_hz: float, channels: int = 1, level: float = 0.5) -> Sound:
    """Return a sine on every channel."""
    wave = level * np.sin(2 * np.pi * frequency_hz * np.arange(samples) / rate_hz)
    return np.repeat(wave.astype(np.float32)[:, np.newaxis], channels, axis=1)


def impulses(samples: int, positions: Sequence[int], channels: int = 2, level: float = 0.9) -> Sound:
    """Return silence with one-sample impulses at the given positions."""
    sound = np.zeros((samples, channels), np.float32)
    sound[list(positions)] = level
    return sound


def make_media(
    path: Path,
    tracks: Sequence[TrackToMake],
    *,
    video_s: float = 0,
    cover: bool = False,
    container_format: str | None = None,
    options: dict[str, str] | None = None,
    to_pipe: bool = False,
    video_codec: str = "mpeg4",
) -> Path:
    """Write a media file with the given audio tracks, `video_s` seconds of grey video, and a cover picture.

    With `to_pipe`, write it to a non-seekable output, so that the header is not completed at the end.
    """
    with contextlib.ExitStack() as stack:
        target = stack.enter_context(_Pipe(path, "w")) if to_pipe else str(path)
        container = stack.enter_context(av.open(target, "w", format=container_format, options=options or {}))
        video = _add_video(container, "mjpeg" if cover else video_codec) if video_s or cover else None
        if video is not None and cover:
            video.disposition = av.stream.Disposition.attached_pic
        streams = [_add_track(container, track) for track in tracks]
        packets: list[av.Packet[Any]] = []
        if video is not None:
            packets += _video_packets(video, 1 if cover else max(1, round(video_s * _rate(video_codec))))
        for stream, track in zip(streams, tracks, strict=True):
            packets += _sound_packets(stream, track)
        for packet in sorted(packets, key=lambda packet: (packet.dts or 0) * packet.time_base):
            container.mux(packet)
    return path


class _Pipe(io.FileIO):
    def seekable(self) -> bool:
        return False


def _rate(codec: str) -> int:
    return 25 if codec == "mpeg2video" else 10  # MPEG-2 knows no lower rate


def _add_video(container: Any, codec: str) -> Any:
    video = container.add_stream(codec, rate=_rate(codec))
    video.width, video.height = 32, 32
    video.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    return video


def _add_track(container: Any, track: TrackToMake) -> Any:
    stream = container.add_stream(track.codec, rate=track.rate_hz, layout=track.layout, options=track.options)
    stream.format = track.sample_format
    stream.time_base = Fraction(1, track.rate_hz)
    if track.bit_rate is not None:
        stream.bit_rate = track.bit_rate
    for name in ("language", "title"):
        if getattr(track, name):
            stream.metadata[name] = getattr(track, name)
    return stream


def _video_packets(video: Any, frames: int) -> list[av.Packet[Any]]:
    packets = []
    for number in range(frames):
        frame = av.VideoFrame(32, 32, video.pix_fmt)
        for plane in frame.planes:
            plane.update(bytes([128]) * plane.buffer_size)
        frame.pts, frame.time_base = number, 1 / Fraction(video.codec_context.framerate)
        packets += video.encode(frame)
    return packets + video.encode(None)


def _sound_packets(stream: Any, track: TrackToMake) -> list[av.Packet[Any]]:
    kind = track.sample_format.removesuffix("p")
    values = _stored(track.sound, kind, 24 if track.codec.startswith("pcm_s24") or track.codec == "flac" else 32)
    start = track.start_ms * track.rate_hz // 1000
    packets = []
    for number, at in enumerate(range(0, len(values), FRAME_SAMPLES)):
        if number in track.skip_frames:
            continue
        part = np.ascontiguousarray(values[at : at + FRAME_SAMPLES])
        array = np.ascontiguousarray(part.T) if track.sample_format.endswith("p") else part.reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(array, track.sample_format, track.layout)
        frame.sample_rate, frame.time_base, frame.pts = track.rate_hz, Fraction(1, track.rate_hz), start + at
        packets += stream.encode(frame)
    return packets + stream.encode(None)


def _stored(sound: Sound, kind: str, bits_of_32: int) -> npt.NDArray[Any]:
    if kind == "u8":
        return (as_integers(sound, 8) + 128).astype(np.uint8)
    if kind == "s16":
        return as_integers(sound, 16).astype(np.int16)
    if kind == "s32":
        return (as_integers(sound, bits_of_32) << (32 - bits_of_32)).astype(np.int32)
    return sound.astype(_DTYPES[kind])
