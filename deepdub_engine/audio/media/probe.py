"""Probe a media file: its tracks and its declared duration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition, Stream

from deepdub_engine.audio.media.names import codec_name, format_name
from deepdub_engine.audio.media.samples import source_depth, wav_depth
from deepdub_engine.audio.media.source import metadata_text, open_media
from deepdub_engine.audio.media.subtitle_tracks import SubtitleTrack, describe_subtitles
from deepdub_engine.audio.media.video_tracks import VideoTrack, describe_videos
from deepdub_engine.audio.pcm import Depth
from deepdub_engine.audio.wav_head import PlainWav
from deepdub_engine.base.errors import NoAudio, NoSuchTrack, NotMedia
from deepdub_engine.base.messages import message
from deepdub_engine.base.timing import round_half_up

MATROSKA = "matroska,webm"
_SUBTITLES_ALONE = frozenset({MATROSKA, "mov,mp4,m4a,3gp,3g2,mj2", "mpegts", "nut", "ogg"})
# Their clock has 33 bits and wraps after 26.5 hours. FFmpeg then lets a recording start before zero.
_WRAPPING = frozenset({"mpegts", "mpeg"})
_SAME_CLOCK_S = 60
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
    is_default, is_forced
        The default and forced flags of the track.
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
    is_default: bool = False
    is_forced: bool = False

    @property
    def codec_name(self) -> str:
        """The usual name of the codec."""
        return codec_name(self.codec)


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
    tracks, subtitles, videos
        The audio, subtitle and video tracks.
    brand
        The major brand of an MP4 file; empty for other formats.
    """

    path: Path
    format: str
    duration_ms: int
    tracks: tuple[AudioTrack, ...]
    has_video: bool
    subtitles: tuple[SubtitleTrack, ...] = ()
    videos: tuple[VideoTrack, ...] = ()
    brand: str = ""

    @property
    def format_name(self) -> str:
        """The usual name of the container."""
        return format_name(self.format, self.brand, self.path.suffix)

    @property
    def frame_rate(self) -> Fraction | None:
        """Frames per second of the first picture whose rate is known."""
        return next((video.frame_rate for video in self.videos if video.frame_rate), None)


def probe(path: Path) -> MediaInfo:
    """Return what a media file contains; it need not have audio.

    Raises
    ------
    FileMissing, FileUnreadable
        If the file cannot be read.
    NotMedia
        If FFmpeg does not recognise the file, or it is an image or text.
    """
    with open_media(path) as container:
        return describe(path, container)


def origin_s(container: InputContainer, stream: Stream | None = None) -> Fraction:
    """Return the timestamp, in seconds, of time 0 of the clip: the container's start time.

    A start before zero is encoder delay, which players skip; zero is the start then. The programmes of a broadcast may
    each have a clock of their own: there, the start of all streams on the clock of `stream` is meant, by default that
    of the first audio.
    """
    start_s = Fraction(container.start_time or 0, av.time_base)
    if container.format.name not in _WRAPPING:
        return max(Fraction(0), start_s)
    streams = (*container.streams.audio, *container.streams.video)
    starts_s = {
        one.index: one.start_time * one.time_base
        for one in streams
        if one.start_time is not None and one.time_base is not None
    }
    own_s = starts_s.get((stream or streams[0]).index) if streams else None
    if own_s is None:
        return start_s
    return min(one_s for one_s in starts_s.values() if abs(one_s - own_s) <= _SAME_CLOCK_S)


def describe(path: Path, container: InputContainer) -> MediaInfo:
    """Return the `MediaInfo` of an open container; raises the same errors as `probe`."""
    name, streams = container.format.name, container.streams
    has_media = streams.video or streams.audio or (streams.subtitles and name in _SUBTITLES_ALONE)
    if name in _PICTURES_AND_TEXT or name.endswith("_pipe") or not has_media:
        raise NotMedia(path, message("it is an image or text"))
    tracks = tuple(_track(number, stream, container) for number, stream in enumerate(container.streams.audio))
    longest_ms = max((track.start_ms + track.duration_ms for track in tracks if track.duration_ms), default=0)
    duration_ms = _duration_ms(container) or longest_ms
    videos = describe_videos(container)
    brand = str(container.metadata.get("major_brand", ""))
    return MediaInfo(path, name, duration_ms, tracks, bool(videos), describe_subtitles(container), videos, brand)


def chosen_track(path: Path, tracks: Sequence[AudioTrack], number: int | None) -> AudioTrack:
    """Return the audio track with a number; without one, the first that is flagged as default, or else the first.

    mpv, VLC and FFmpeg choose likewise. Tracks whose codec is not supported are only taken by their number.

    Raises
    ------
    NoAudio, NoSuchTrack
        If there are no tracks, or none with that number.
    """
    if not tracks:
        raise NoAudio(path)
    if number is not None:
        if not 0 <= number < len(tracks):
            raise NoSuchTrack(path, number, len(tracks))
        return tracks[number]
    known = [track for track in tracks if track.rate_hz] or list(tracks)
    return next((track for track in known if track.is_default), known[0])


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
        start_ms = max(0, round_half_up((stream.start_time * base - origin_s(container, stream)) * 1000))
    duration_ms = None if stream.duration is None else max(0, round_half_up(stream.duration * base * 1000))
    language = metadata_text(stream, "language")
    wav = getattr(container.file, "file", None)
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
        depth=wav_depth(wav) if isinstance(wav, PlainWav) else source_depth(stream) if context else Depth.FLOAT,
        is_default=bool(stream.disposition & Disposition.default),
        is_forced=bool(stream.disposition & Disposition.forced),
    )
