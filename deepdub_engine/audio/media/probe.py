"""Probe a media file: its tracks and its declared duration."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition

from deepdub_engine.audio.media.samples import source_depth
from deepdub_engine.audio.media.source import metadata_text, open_media
from deepdub_engine.audio.media.subtitle_tracks import SubtitleTrack, describe_subtitles
from deepdub_engine.audio.pcm import Depth
from deepdub_engine.base.errors import NoAudio, NotMedia
from deepdub_engine.base.messages import message
from deepdub_engine.base.timing import round_half_up

MATROSKA = "matroska,webm"
# FFmpeg reads images and plain text as video, too.
_PICTURES_AND_TEXT = frozenset({"tty", "image2", "gif", "apng", "webp_anim", "bin", "xbin", "adf", "idf"})


@dataclass(frozen=True, slots=True)
class AudioTrack:
    """One audio track of a container.

    Parameters
    ----------
    number
        Index among the audio tracks of the container, from 0.
    codec, layout
        FFmpeg's names, such as ``aac`` and ``5.1(side)``.
    start_ms
        Start of the track relative to the start of the container.
    duration_ms
        Duration declared by the file or estimated by FFmpeg; None if unknown.
    language, title
        Metadata of the track; None if missing.
    depth
        Sample format: lossless 16 and 24 bit sources are integers, everything else is float.
    """

    number: int
    codec: str
    rate_hz: int
    channels: int
    layout: str
    start_ms: int
    duration_ms: int | None
    language: str | None
    title: str | None
    depth: Depth


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """The contents of a media file.

    Parameters
    ----------
    format
        FFmpeg's name of the container, such as ``matroska,webm``.
    duration_ms
        Duration of the longest track, as declared by the file or estimated by FFmpeg; 0 if unknown.
    has_video
        Whether there is a video stream; cover art does not count.
    tracks, subtitles
        The audio and subtitle tracks.
    """

    path: Path
    format: str
    duration_ms: int
    tracks: tuple[AudioTrack, ...]
    has_video: bool
    subtitles: tuple[SubtitleTrack, ...] = ()


def probe(path: Path) -> MediaInfo:
    """Return what a media file contains.

    Raises
    ------
    FileMissing, FileUnreadable
        If the file cannot be read.
    NotMedia
        If FFmpeg does not recognise the file, or it is an image or text.
    NoAudio
        If the file has no audio track.
    """
    with open_media(path) as container:
        return describe(path, container)


def origin_s(container: InputContainer) -> Fraction:
    """Return the timestamp, in seconds, of time 0 of the clip: the container's start time.

    A start before zero is encoder delay, which players skip; zero is the start then.
    """
    return max(Fraction(0), Fraction(container.start_time or 0, av.time_base))


def describe(path: Path, container: InputContainer) -> MediaInfo:
    """Return the `MediaInfo` of an open container; raises the same errors as `probe`."""
    name = container.format.name
    if name in _PICTURES_AND_TEXT or name.endswith("_pipe") or not (container.streams.video or container.streams.audio):
        raise NotMedia(path, message("it is an image or text"))
    if not container.streams.audio:
        raise NoAudio(path)
    tracks = tuple(_track(number, stream, container) for number, stream in enumerate(container.streams.audio))
    longest_ms = max((track.start_ms + track.duration_ms for track in tracks if track.duration_ms), default=0)
    duration_ms = _duration_ms(container) or longest_ms
    return MediaInfo(path, name, duration_ms, tracks, _has_video(container), describe_subtitles(container))


def _duration_ms(container: InputContainer) -> int:
    duration_s = Fraction(container.duration or 0, av.time_base)
    if container.format.name == MATROSKA:
        # Matroska declares the time at which the last packet ends, regardless of where the first one starts.
        duration_s -= origin_s(container)
    return max(0, round_half_up(duration_s * 1000))


def _track(number: int, stream: AudioStream, container: InputContainer) -> AudioTrack:
    context = stream.codec_context
    base = stream.time_base or Fraction(0)
    start_ms = 0
    if stream.start_time is not None:
        start_ms = max(0, round_half_up((stream.start_time * base - origin_s(container)) * 1000))
    duration_ms = None if stream.duration is None else max(0, round_half_up(stream.duration * base * 1000))
    language = metadata_text(stream, "language")
    return AudioTrack(
        number=number,
        codec=context.name if context else "unknown",
        rate_hz=context.sample_rate if context else 0,
        channels=context.layout.nb_channels if context else 0,
        layout=context.layout.name if context else "",
        start_ms=start_ms,
        duration_ms=duration_ms,
        language=language if language not in ("", "und") else None,
        title=metadata_text(stream, "title") or None,
        depth=source_depth(stream) if context else Depth.FLOAT,
    )


def _has_video(container: InputContainer) -> bool:
    return any(not stream.disposition & Disposition.attached_pic for stream in container.streams.video)
