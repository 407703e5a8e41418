"""Extract a subtitle track of a media file as a subtitle file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Generator
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.packet import Packet
from av.stream import Discard
from av.subtitles.stream import SubtitleStream
from av.subtitles.subtitle import AssSubtitle, SubtitleSet

from deepdub_engine.audio.media.probe import origin_s
from deepdub_engine.audio.media.source import DISK_ERRORS, media_error, open_media, packets
from deepdub_engine.audio.media.subtitle_tracks import SubtitleTrack, TrackKind, describe_subtitles
from deepdub_engine.base.errors import ImageSubtitles, NoCues, SubtitleInvalid
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.timing import round_half_up
from deepdub_engine.subtitles import SubtitleFile, read_subtitles
from deepdub_engine.subtitles.embedded.tracks import chosen_track
from deepdub_engine.subtitles.embedded.writing import TrackSubtitle, file_bytes, suffix_of
from deepdub_engine.subtitles.encodings import decode

_WHAT = mark("Reading subtitles")
_INDEXED = "mov,mp4,m4a,3gp,3g2,mj2"
_AS_THEY_ARE = frozenset({"subrip", "text", "ass", "ssa", "webvtt"})
_PACKETS = 64  # packets between two progress reports
_LARGEST_BYTES = 32 << 20
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def extract_subtitles(path: Path, number: int | None = None) -> Job[SubtitleFile]:
    """Read a subtitle track.

    The track keeps its own format, ASS with styles and WebVTT with cue settings; other text, such as MP4's, becomes
    SRT. Times are relative to the start of the clip, like its audio.

    Parameters
    ----------
    path
        Any container that FFmpeg reads.
    number
        Track number, from 0; None for the default text track, or else the first.

    Returns
    -------
    SubtitleFile
        The subtitles, with an unused path beside the clip; nothing is written.

    Raises
    ------
    FileMissing, FileUnreadable, NotMedia
        If the container cannot be read.
    NoSubtitleTracks, NoSuchSubtitleTrack
        If the file has no subtitle tracks, or none with that number.
    SubtitlesArePictures, SubtitleInvalid
        If the track holds no text.
    NoCues
        If the track is empty.
    """
    yield Progress(0, 0, _WHAT)
    with open_media(path) as container:
        track = chosen_track(path, describe_subtitles(container), number)
        if track.kind is TrackKind.PICTURES:
            raise ImageSubtitles(path, track.format, track.number)
        if track.kind is not TrackKind.TEXT:
            raise SubtitleInvalid(
                path,
                message(
                    "its subtitle track {track} uses the unsupported codec {codec}",
                    track=track.number,
                    codec=track.codec,
                ),
            )
        stream = container.streams.subtitles[track.number]
        header = getattr(stream.codec_context, "extradata", None) if track.codec in _AS_THEY_ARE else None
        shown: list[TrackSubtitle] = []
        size = 0
        with closing(_packets(path, container, stream)) as packets:
            for count, packet in enumerate(packets):
                if packet.stream_index == stream.index:
                    found = _shown(packet, stream, track, origin_s(container))
                    shown += found
                    size += sum(len(one.payload) for one in found)
                if size > _LARGEST_BYTES:
                    raise SubtitleInvalid(
                        path, message("its subtitle track {track} is larger than 32 MB", track=track.number)
                    )
                if count % _PACKETS == 0:
                    yield _progress(packet, container)
    if not shown:
        raise NoCues(path)
    name = _free_name(path, track)
    return read_subtitles(decode(file_bytes(track.codec, header or b"", shown), path), name)


def _packets(path: Path, container: InputContainer, stream: SubtitleStream) -> Generator[Packet[Any], None, None]:
    """Yield all packets, so that the job can be cancelled between them; in MP4 only those of the track."""
    if container.format.name == _INDEXED:
        for other in container.streams:
            if other.index != stream.index:
                other.discard = Discard.all
    try:
        yield from packets(container)
    except av.FFmpegError as error:
        # Any other error is a truncated container: the packets so far are good.
        if isinstance(error, OSError) and error.errno in DISK_ERRORS:
            raise media_error(error, path) from error


def _shown(packet: Packet[Any], stream: SubtitleStream, track: SubtitleTrack, origin: Fraction) -> list[TrackSubtitle]:
    base = packet.time_base or stream.time_base
    if packet.pts is None or not packet.size or not base:
        return []
    start_ms = round_half_up((packet.pts * base - origin) * 1000)
    duration_ms = max(0, round_half_up((packet.duration or 0) * base * 1000))
    if track.codec in _AS_THEY_ARE:
        sides = [_side(packet, "webvtt_identifier"), _side(packet, "webvtt_settings")]
        return [TrackSubtitle(start_ms, duration_ms, bytes(packet), *sides)]
    return [TrackSubtitle(start_ms, duration_ms, text) for text in _as_srt(packet, stream) if text.strip()]


def _side(packet: Packet[Any], name: Any) -> bytes:
    return bytes(packet.get_sidedata(name)) if packet.has_sidedata(name) else b""


def _as_srt(packet: Packet[Any], stream: SubtitleStream) -> Generator[bytes, None, None]:
    """Decode a packet, and yield its text with SRT tags."""
    try:
        lines = [each.ass for each in stream.decode(packet) if isinstance(each, AssSubtitle)]
    except (av.FFmpegError, ValueError):
        return  # a damaged packet; the others are good
    encoder = av.CodecContext.create("subrip", "w")
    encoder.subtitle_header = stream.codec_context.subtitle_header
    for line in lines:
        try:
            yield bytes(encoder.encode_subtitle(SubtitleSet.create(line, 0, 1)))
        except av.FFmpegError:
            continue


def _progress(packet: Packet[Any], container: InputContainer) -> Progress:
    if not container.duration or packet.dts is None or not packet.time_base:
        return Progress(0, 0, _WHAT)
    done = round_half_up(packet.dts * packet.time_base * av.time_base) - (container.start_time or 0)
    return Progress(max(0, done), container.duration, _WHAT)


def _free_name(path: Path, track: SubtitleTrack) -> Path:
    """Return an unused file name beside the clip."""
    language = track.language or ""
    words = [path.stem, *([language] if _LANGUAGE.fullmatch(language) else [])]
    for count in itertools.count(1):
        number = [str(count)] if count > 1 else []
        name = path.with_name(".".join([*words, *number]) + suffix_of(track.codec))
        if not name.exists():
            break
    return name
