"""Copies of the tracks of a media file in another one, as far as its container can hold them."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping
from pathlib import Path

import av
from av.codec.codec import UnknownCodecError
from av.container import InputContainer, OutputContainer
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from deepdub_engine.audio.media.source import open_media, packets

MATROSKA, BROADCAST = "matroska", "mpegts"
_QUICKTIME = frozenset({"mp4", "mov"})
# What players of broadcasts know. FFmpeg's muxer takes everything else, too, as private data that nothing can play.
_BROADCAST: Mapping[str, frozenset[str]] = {
    "video": frozenset({"mpeg1video", "mpeg2video", "mpeg4", "h264", "hevc", "vvc", "vc1", "dirac", "cavs"}),
    "audio": frozenset(
        {"mp2", "mp3", "aac", "aac_latm", "ac3", "eac3", "dts", "truehd", "opus", "s302m", "pcm_bluray"}
    ),
    "subtitle": frozenset({"dvb_subtitle", "dvb_teletext", "hdmv_pgs_subtitle"}),
}
_COVERS: Mapping[str, tuple[str, str]] = {"png": ("cover.png", "image/png"), "mjpeg": ("cover.jpg", "image/jpeg")}


def is_cover(stream: Stream) -> bool:
    """Return whether a track is a still picture for the shelf, not the picture of the film."""
    return stream.type == "video" and bool(stream.disposition & Disposition.attached_pic)


def is_derived(stream: Stream, original: InputContainer, muxer: str) -> bool:
    """Return whether a track repeats what is copied otherwise, as time code and chapter titles in QuickTime."""
    if stream.type != "data":
        return False
    if "timecode" in stream.metadata:
        return muxer != BROADCAST
    return stream.name == "bin_data" and "mov" in original.format.name.split(",") and bool(original.chapters())


def can_hold(muxer: str, stream: Stream) -> bool:
    """Return whether a container can hold a track, by writing the head of one that has nothing else."""
    codec = stream.codec_context.codec.canonical_name if stream.codec_context is not None else None
    if muxer == BROADCAST and stream.type != "data":
        return codec in _BROADCAST.get(stream.type, ())
    if is_cover(stream) and muxer != "mp4":
        return muxer == MATROSKA and codec in _COVERS
    if stream.type == "data" and (muxer in _QUICKTIME or "timecode" in stream.metadata):
        return False
    trial = av.open(io.BytesIO(), "w", format=muxer)
    try:
        add_copy(stream, trial)
        trial.start_encoding()
    except (av.FFmpegError, ValueError):
        return False
    finally:
        with contextlib.suppress(av.FFmpegError, ValueError):
            trial.close()
    return True


def add_copy(stream: Stream, result: OutputContainer) -> Stream:
    """Add a track like another one, to which its packets can be written.

    Raises
    ------
    av.FFmpegError, ValueError
        If the container cannot hold it.
    """
    try:
        copy = result.add_stream_from_template(stream)
    except UnknownCodecError:
        # PyAV asks for an encoder of the decoder's name; there is none for AV1 (libdav1d) and VC-1.
        copy = result.add_stream_from_template(stream, opaque=True)
    copy.metadata.update(stream.metadata)
    copy.disposition = stream.disposition
    if isinstance(copy, VideoStream) and "timecode" in stream.metadata and stream.average_rate:
        # The muxer makes the track of time code, and counts frames for it.
        copy.codec_context.framerate = stream.average_rate
    return copy


def attach_cover(source: Path, stream: Stream, result: OutputContainer) -> None:
    """Attach a still picture as Matroska keeps it; as a track, it would be a film of one picture."""
    name, kind = _COVERS[stream.codec_context.codec.canonical_name]
    with open_media(source) as again:
        data = next((bytes(one) for one in packets(again, again.streams[stream.index]) if one.size), b"")
    result.add_attachment(stream.metadata.get("filename", name), stream.metadata.get("mimetype", kind), data)
