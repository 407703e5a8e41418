"""Copy a media file without re-encoding and add a sound track to it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Disposition, Stream

from deepdub_engine.audio.media.added_track import AddedTrack, TrackEncoder, TrackFormat
from deepdub_engine.audio.media.names import codec_name
from deepdub_engine.audio.media.probe import origin_s
from deepdub_engine.audio.media.source import media_error, metadata_text, open_media, packets
from deepdub_engine.audio.media.track_copies import (
    BROADCAST,
    MATROSKA,
    add_copy,
    attach_cover,
    can_hold,
    is_cover,
    is_derived,
)
from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import ContainerUnsupported, OutputExists, OutputNotWritable, PictureUnsupported
from deepdub_engine.base.messages import Message, mark, message
from deepdub_engine.base.progress import Job, Progress

# Sound is encoded this far ahead of the copied packets, so that the muxer can interleave them.
_AHEAD_S = 1
_PACKETS_PER_STEP = 256
_LOSSLESS = TrackFormat("flac", "s32", tick_hz=1000)
_AAC = TrackFormat("aac", "fltp", bit_rate=256_000)
_DOLBY_DIGITAL = TrackFormat("ac3", "fltp", bit_rate=448_000)
# FFmpeg's muxer for each suffix, and what players of such files take: lossless where they do.
_CONTAINERS = {
    ".mkv": (MATROSKA, _LOSSLESS),
    ".mp4": ("mp4", _AAC),
    ".m4v": ("mp4", _AAC),
    ".mov": ("mov", TrackFormat("pcm_s24le", "s32")),
    ".ts": (BROADCAST, _DOLBY_DIGITAL),
    ".m2ts": (BROADCAST, _DOLBY_DIGITAL),
}


@dataclass(frozen=True, slots=True)
class RemuxedFilm:
    """A written media file.

    Parameters
    ----------
    path
        The file.
    codec
        FFmpeg's name of the added track's codec.
    left_out
        What the container cannot hold, one message per track.
    """

    path: Path
    codec: str
    left_out: tuple[Message, ...]


def add_sound_track(
    source: Path, track: AddedTrack, output: Path, *, keep_original: bool = True, force: bool = False
) -> Job[RemuxedFilm]:
    """Copy a media file and add a sound track before its own ones.

    Picture, other tracks, chapters, attachments and metadata are copied packet by packet. The first sample of the new
    track is heard where the container starts, which is time 0 of a decoded clip.

    Parameters
    ----------
    source
        The media file.
    track
        The new track.
    output
        The file to write; its suffix chooses the container and the codec.
    keep_original
        Whether the sound tracks of the source are copied, too.
    force
        Replace an existing file.

    Raises
    ------
    ContainerUnsupported
        If no film can be written under the name of `output`.
    PictureUnsupported
        If the container cannot hold the picture of the source.
    OutputExists
        If `output` is `source`, or exists and `force` is off.
    FileMissing, FileUnreadable, NotMedia
        If the source cannot be read.
    DiskFull, OutputNotWritable
        If the file cannot be written; no partial file is left.
    """
    if output.suffix.lower() not in _CONTAINERS:
        raise ContainerUnsupported(output, tuple(_CONTAINERS))
    if output.exists() and (not force or output.samefile(source)):
        raise OutputExists(output)
    muxer, form = _CONTAINERS[output.suffix.lower()]
    left_out: list[Message] = []
    with (
        open_media(source) as original,
        replacing(output, overwrite=force) as temporary,
        _writing(temporary, muxer, output) as result,
    ):
        _check_picture(original, muxer, output)
        copies: dict[int, Stream] = {}
        wanted = [stream for stream in original.streams if keep_original or stream.type != "audio"]
        first_sound = next((stream.index for stream in wanted if stream.type == "audio"), None)
        encoder = None
        for stream in wanted:
            if stream.index == first_sound:
                encoder = TrackEncoder(result, track, form, origin_s(original))
            if is_derived(stream, original, muxer):
                continue
            if not can_hold(muxer, stream):
                left_out.append(_left_out(stream))
            elif is_cover(stream) and muxer == MATROSKA:
                attach_cover(source, stream, result)
            else:
                copies[stream.index] = _copied(stream, result, is_default=not track.is_default)
        encoder = encoder or TrackEncoder(result, track, form, origin_s(original))
        with contextlib.closing(encoder):
            left_out += _copy_head(original, result)
            yield from _mux(source, original, result, copies, encoder)
    return RemuxedFilm(output, form.codec, tuple(left_out))


def _check_picture(original: InputContainer, muxer: str, output: Path) -> None:
    picture = next((stream for stream in original.streams if stream.type == "video" and not is_cover(stream)), None)
    if picture is not None and not can_hold(muxer, picture):
        suffixes = tuple(suffix for suffix, (other, _) in _CONTAINERS.items() if can_hold(other, picture))
        raise PictureUnsupported(output, _codec(picture), suffixes)


@contextlib.contextmanager
def _writing(path: Path, muxer: str, output: Path) -> Iterator[OutputContainer]:
    """Open a container for the duration of a ``with`` block; raise the engine's errors for those of FFmpeg."""
    try:
        container = av.open(f"file:{path.absolute()}", "w", format=muxer)
        try:
            yield container
        except BaseException:
            with contextlib.suppress(av.FFmpegError, ValueError):  # the first error is the one to report
                container.close()
            raise
        container.close()
    except (av.FFmpegError, ValueError) as error:
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror) from error
        raise OutputNotWritable(output, str(error)) from error


def _copied(stream: Stream, result: OutputContainer, *, is_default: bool) -> Stream:
    copy = add_copy(stream, result)
    if stream.type == "audio" and not is_default:
        copy.disposition &= ~Disposition.default
    return copy


def _left_out(stream: Stream) -> Message:
    return message(
        "Track {number} ({codec}) was left out: this kind of file cannot hold it.",
        number=stream.index + 1,
        codec=_codec(stream),
    )


def _codec(stream: Stream) -> str:
    if stream.codec_context:
        return codec_name(stream.codec_context.name)
    return "time code" if "timecode" in stream.metadata else metadata_text(stream, "filename") or stream.type


def _copy_head(original: InputContainer, result: OutputContainer) -> tuple[Message, ...]:
    """Copy titles and chapters; return what is left out."""
    result.metadata.update(original.metadata)
    chapters = original.chapters()
    if chapters and result.format.name == BROADCAST:
        return (message("The chapters were left out: this kind of file cannot hold them."),)
    result.set_chapters(chapters)
    return ()


def _mux(
    source: Path, original: InputContainer, result: OutputContainer, copies: dict[int, Stream], encoder: TrackEncoder
) -> Job[None]:
    done = 0
    for number, packet in enumerate(_read(source, original)):
        if not number % _PACKETS_PER_STEP:
            yield Progress(min(done, original.size), original.size, mark("Writing the film"))
        done += packet.size
        copy = copies.get(packet.stream_index)
        if copy is None or not packet.size:
            continue
        if packet.dts is not None and packet.time_base:
            for sound in encoder.packets_until(packet.dts * packet.time_base + _AHEAD_S):
                result.mux_one(sound)
        packet.stream = copy
        result.mux_one(packet)
    for number, sound in enumerate(encoder.remaining_packets()):
        if not number % _PACKETS_PER_STEP:
            yield Progress(original.size, original.size, mark("Writing the film"))
        result.mux_one(sound)


def _read(source: Path, original: InputContainer) -> Iterator[Packet[Any]]:
    try:
        yield from packets(original)
    except av.FFmpegError as error:
        raise media_error(error, source) from error
