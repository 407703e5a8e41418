"""Errors about media files and their audio tracks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.messages import Message, MessageOrText, message


@dataclass(eq=False)
class NotMedia(DeepdubError):
    """A file is empty, or FFmpeg does not recognise its content."""

    path: Path
    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "“{name}” is not a video or audio file that can be opened ({reason}): choose another file.",
            name=self.path.name,
            reason=self.reason,
        )


@dataclass(eq=False)
class NoAudio(DeepdubError):
    """A container has no audio track, or a track has no samples."""

    path: Path

    def to_message(self) -> Message:
        return message("“{name}” has no audio: choose a file with an audio track.", name=self.path.name)


@dataclass(eq=False)
class NotSurround(DeepdubError):
    """An audio track has only one or two channels."""

    path: Path
    track: int
    channels: int

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "Audio track {track} of “{name}” is mono or stereo: choose a track with more channels, or omit --surround.",
            name=self.path.name,
            track=self.track,
        )


@dataclass(eq=False)
class NoSuchTrack(DeepdubError):
    """A container has no audio track with this number; tracks count from 0."""

    path: Path
    track: int
    tracks: int

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        if self.tracks > 1:
            return message(
                "“{name}” has no audio track {track}: choose one of tracks 0 to {last}.",
                name=self.path.name,
                track=self.track,
                last=self.tracks - 1,
            )
        return message(
            "“{name}” has no audio track {track}: choose track 0, the only one.", name=self.path.name, track=self.track
        )


@dataclass(eq=False)
class MediaTruncated(DeepdubError):
    """The audio ends, or cannot be decoded any further, long before the duration that the file declares."""

    path: Path
    found_ms: int
    stated_ms: int

    def to_message(self) -> Message:
        return message(
            "“{name}” is incomplete ({found:.1f} s of {stated:.1f} s): copy or download the file again.",
            name=self.path.name,
            found=self.found_ms / 1000,
            stated=self.stated_ms / 1000,
        )


@dataclass(eq=False)
class SoundtrackUnfit(DeepdubError):
    """A soundtrack is not as long as the film that it is added to; both in milliseconds."""

    path: Path
    film: Path
    sound_ms: int
    film_ms: int

    def to_message(self) -> Message:
        return message(
            "“{name}” lasts {sound} s, but “{film}” lasts {length} s: choose the film that the soundtrack was made"
            " from.",
            name=self.path.name,
            sound=f"{self.sound_ms / 1000:.1f}",
            film=self.film.name,
            length=f"{self.film_ms / 1000:.1f}",
        )


@dataclass(eq=False)
class NoSuchSubtitleTrack(NoSuchTrack):
    """A container has no subtitle track with this number; tracks count from 0."""

    def to_message(self) -> Message:
        if self.tracks > 1:
            return message(
                "“{name}” has no subtitle track {track}: choose one of tracks 0 to {last}.",
                name=self.path.name,
                track=self.track,
                last=self.tracks - 1,
            )
        return message(
            "“{name}” has no subtitle track {track}: choose track 0, the only one.",
            name=self.path.name,
            track=self.track,
        )
