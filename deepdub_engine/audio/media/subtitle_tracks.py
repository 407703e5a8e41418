"""List the subtitle tracks of a container."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from av.container import InputContainer
from av.stream import Disposition, Stream

from deepdub_engine.audio.media.source import metadata_text

# FFmpeg codec names and the usual names of the formats.
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
    """The content of a subtitle track; only text can be opened."""

    TEXT = "text"
    PICTURES = "pictures"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SubtitleTrack:
    """One subtitle track of a container.

    Parameters
    ----------
    number
        Index among the subtitle tracks of the container, from 0.
    codec
        FFmpeg's name, such as ``subrip``.
    kind
        Whether the track holds text or pictures.
    language, title
        Metadata of the track; None if missing.
    is_default, is_forced
        The default and forced flags; a forced track holds only lines that are always shown, such as signs.
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
        """The usual name of the format."""
        return _NAMES.get(self.codec, self.codec)


def describe_subtitles(container: InputContainer) -> tuple[SubtitleTrack, ...]:
    """Return the subtitle tracks of an open container."""
    return tuple(_track(number, stream) for number, stream in enumerate(container.streams.subtitles))


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
