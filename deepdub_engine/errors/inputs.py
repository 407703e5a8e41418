"""What can be wrong with what a person gives: files, times, slices."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from deepdub_engine.errors.base import DeepdubError


@dataclass(eq=False)
class FileMissing(DeepdubError):
    """A file that was named is not there."""

    path: Path

    def sentence(self) -> str:
        return f"There is no file “{self.path}”: check the name and the folder."


@dataclass(eq=False)
class FileUnreadable(DeepdubError):
    """A file is there and cannot be read."""

    path: Path
    reason: str

    def sentence(self) -> str:
        return f"“{self.path}” cannot be read ({self.reason}): check its permissions and that its disk is connected."


@dataclass(eq=False)
class NotMedia(DeepdubError):
    """A file is empty or holds nothing that FFmpeg recognises."""

    path: Path
    reason: str

    def sentence(self) -> str:
        return (
            f"“{self.path.name}” is not a video or audio file that can be opened ({self.reason}): choose another file."
        )


@dataclass(eq=False)
class NoAudio(DeepdubError):
    """A container without a sound track, or a track without a single sample."""

    path: Path

    def sentence(self) -> str:
        return f"“{self.path.name}” has no sound in it: choose a file with an audio track."


@dataclass(eq=False)
class NoSuchTrack(DeepdubError):
    """An audio track number that the container does not have; tracks count from 0."""

    path: Path
    track: int
    tracks: int

    exit_code: ClassVar[int] = 2
    what: ClassVar[str] = "audio track"

    def sentence(self) -> str:
        there = f"one of tracks 0 to {self.tracks - 1}" if self.tracks > 1 else "track 0, its only one"
        return f"“{self.path.name}” has no {self.what} {self.track}: choose {there}."


@dataclass(eq=False)
class MediaTruncated(DeepdubError):
    """The sound ends, or cannot be decoded any further, long before the length that the file itself states."""

    path: Path
    found_ms: int
    stated_ms: int

    def sentence(self) -> str:
        return (
            f"“{self.path.name}” breaks off after {self.found_ms / 1000:.1f} s of {self.stated_ms / 1000:.1f} s:"
            " copy or download the file again."
        )


@dataclass(eq=False)
class SubtitleEncodingUnknown(DeepdubError):
    """No text encoding fits the bytes of a subtitle file; `option` of the command line names the right one."""

    path: Path
    encoding: str | None = None
    option: str = "--encoding"

    def sentence(self) -> str:
        tried = f"is not text in the encoding {self.encoding}" if self.encoding else "is in no text encoding we know"
        return f"“{self.path.name}” {tried}: save it as UTF-8, or name its encoding with {self.option}."


@dataclass(eq=False)
class SubtitleInvalid(DeepdubError):
    """A subtitle file that cannot be understood."""

    path: Path
    reason: str

    def sentence(self) -> str:
        return f"“{self.path.name}” cannot be read as subtitles ({self.reason}): choose an SRT, ASS or VTT file."


@dataclass(eq=False)
class NoSubtitleTracks(DeepdubError):
    """A container without a subtitle track."""

    path: Path

    def sentence(self) -> str:
        return f"“{self.path.name}” has no subtitle tracks in it: open a file of subtitles instead."


@dataclass(eq=False)
class NoSuchSubtitleTrack(NoSuchTrack):
    """A subtitle track number that the container does not have; tracks count from 0."""

    what: ClassVar[str] = "subtitle track"


@dataclass(eq=False)
class SubtitlesArePictures(DeepdubError):
    """A file or track whose subtitles are pictures; `track` counts from 0, and is None for a file."""

    path: Path
    format: str
    track: int | None = None

    def sentence(self) -> str:
        where = f"“{self.path.name}”" if self.track is None else f"Subtitle track {self.track} of “{self.path.name}”"
        return (
            f"{where} holds pictures of subtitles ({self.format}), not text: choose other subtitles, or a text track."
        )


@dataclass(eq=False)
class NoCues(DeepdubError):
    """A subtitle file, or the slice of it that was asked for, without a single cue."""

    path: Path
    within: str = ""

    def sentence(self) -> str:
        where = f" between {self.within}" if self.within else ""
        return f"“{self.path.name}” has no subtitles{where}: choose another file or another slice."


@dataclass(eq=False)
class CueReversed(DeepdubError):
    """A cue that ends before it starts; `number` counts from 1 in the order of the file."""

    path: Path
    number: int
    start: str
    end: str

    def sentence(self) -> str:
        return (
            f"Subtitle {self.number} of “{self.path.name}” ends ({self.end}) before it starts ({self.start}):"
            " correct its times and open the file again."
        )


@dataclass(eq=False)
class NothingToFit(DeepdubError):
    """Subtitles to be aligned, and neither a clip nor right subtitles to fit them to."""

    path: Path

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        return (
            f"There is nothing to fit “{self.path.name}” to: name a video or audio file before it, or right subtitles"
            " with --reference."
        )


@dataclass(eq=False)
class BadTime(DeepdubError):
    """A time that cannot be read."""

    text: str

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        return f"“{self.text}” is not a time: write it as 10:33, 1:02:10.250 or 10_33."


@dataclass(eq=False)
class BadShift(DeepdubError):
    """A shift or ratio that cannot be read."""

    text: str

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        return f"“{self.text}” is not a shift: write it as +3s, -420ms or -0:00:07.420, a ratio as 25/23.976."


@dataclass(eq=False)
class AnchorsCross(DeepdubError):
    """Two anchors between which time would stand still or run backwards."""

    first_ms: int
    second_ms: int

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        first, second = (f"{time_ms / 1000:.1f} s" for time_ms in (self.first_ms, self.second_ms))
        return (
            f"Time would run backwards between the anchors at {first} and {second} of the subtitles: "
            "move one of them, or take it away."
        )


@dataclass(eq=False)
class SliceOutside(DeepdubError):
    """A slice that is empty, reversed, or reaches beyond the clip."""

    start: str
    end: str
    duration: str | None = None

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        if self.duration is None:
            return f"The slice from {self.start} to {self.end} is empty: its end must come after its start."
        return f"The slice from {self.start} to {self.end} is not inside the clip: choose times up to {self.duration}."
