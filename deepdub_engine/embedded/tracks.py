"""The subtitle tracks of a container."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from av.container import InputContainer
from av.stream import Disposition, Stream

from deepdub_engine.errors import NoSubtitleTracks, NoSuchSubtitleTrack
from deepdub_engine.media.probe import metadata_text
from deepdub_engine.media.source import open_media

# FFmpeg's names, and what people call them.
_NAMES: Mapping[str, str] = {
    "subrip": "SRT",
    "text": "plain text",
    "ass": "ASS",
    "ssa": "SSA",
    "webvtt": "WebVTT",
    "mov_text": "MP4 text",
    "hdmv_pgs_subtitle": "PGS",
    "dvd_subtitle": "VobSub",
    "dvb_subtitle": "DVB",
    "xsub": "XSUB",
}


class TrackKind(enum.Enum):
    """What a subtitle track holds; only text can be opened."""

    TEXT = "text"
    PICTURES = "pictures"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SubtitleTrack:
    """One subtitle track of a container.

    Parameters
    ----------
    number
        Counts the subtitle tracks of the container from 0.
    codec
        FFmpeg's name, ``subrip``.
    kind
        What it holds.
    language, title
        As the file tells; None where it does not.
    is_default, is_forced
        Whether players show it unasked, and whether it has only what must be read in any case, such as signs.
    """

    number: int
    codec: str
    kind: TrackKind
    language: str | None = None
    title: str | None = None
    is_default: bool = False
    is_forced: bool = False

    @property
    def format(self) -> str:
        """What people call its format."""
        return _NAMES.get(self.codec, self.codec)


def subtitle_tracks(path: Path) -> tuple[SubtitleTrack, ...]:
    """Return the subtitle tracks of a media file; it needs no sound.

    Raises
    ------
    FileMissing, FileUnreadable
        If it cannot be read.
    NotMedia
        If it is nothing that FFmpeg knows.
    """
    with open_media(path) as container:
        return describe_subtitles(container)


def describe_subtitles(container: InputContainer) -> tuple[SubtitleTrack, ...]:
    """Return the subtitle tracks of an open container."""
    return tuple(_track(number, stream) for number, stream in enumerate(container.streams.subtitles))


def chosen_track(path: Path, tracks: Sequence[SubtitleTrack], number: int | None) -> SubtitleTrack:
    """Return the track with a number; without one, the text track that players show, or else the first.

    Raises
    ------
    NoSubtitleTracks, NoSuchSubtitleTrack
        If there is none, or none with that number.
    """
    if not tracks:
        raise NoSubtitleTracks(path)
    if number is not None:
        if not 0 <= number < len(tracks):
            raise NoSuchSubtitleTrack(path, number, len(tracks))
        return tracks[number]
    texts = [track for track in tracks if track.kind is TrackKind.TEXT] or list(tracks)
    whole = [track for track in texts if not track.is_forced] or texts
    return next((track for track in whole if track.is_default), whole[0])


def _track(number: int, stream: Stream) -> SubtitleTrack:
    context = stream.codec_context
    kind, codec = TrackKind.UNKNOWN, "unknown"
    if context is not None:
        codec = context.codec.canonical_name
        kind = TrackKind.PICTURES if context.codec.bitmap_sub else TrackKind.UNKNOWN
        kind = TrackKind.TEXT if context.codec.text_sub else kind
    language = metadata_text(stream, "language")
    return SubtitleTrack(
        number=number,
        codec=codec,
        kind=kind,
        language=language if language not in ("", "und") else None,
        title=metadata_text(stream, "title") or None,
        is_default=bool(stream.disposition & Disposition.default),
        is_forced=bool(stream.disposition & Disposition.forced),
    )
