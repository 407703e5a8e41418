"""What can be wrong with what a person gives: files, times, slices."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.messages import Said, Wording, worded


@dataclass(eq=False)
class FileMissing(DeepdubError):
    """A file that was named is not there."""

    path: Path

    def wording(self) -> Wording:
        return worded("There is no file “{path}”: check the name and the folder.", path=self.path)


@dataclass(eq=False)
class FileUnreadable(DeepdubError):
    """A file is there and cannot be read."""

    path: Path
    reason: Said

    def wording(self) -> Wording:
        return worded(
            "“{path}” cannot be read ({reason}): check its permissions and that its disk is connected.",
            path=self.path,
            reason=self.reason,
        )


@dataclass(eq=False)
class NotMedia(DeepdubError):
    """A file is empty or holds nothing that FFmpeg recognises."""

    path: Path
    reason: Said

    def wording(self) -> Wording:
        return worded(
            "“{name}” is not a video or audio file that can be opened ({reason}): choose another file.",
            name=self.path.name,
            reason=self.reason,
        )


@dataclass(eq=False)
class NoAudio(DeepdubError):
    """A container without a sound track, or a track without a single sample."""

    path: Path

    def wording(self) -> Wording:
        return worded("“{name}” has no sound in it: choose a file with an audio track.", name=self.path.name)


@dataclass(eq=False)
class NoSuchTrack(DeepdubError):
    """An audio track number that the container does not have; tracks count from 0."""

    path: Path
    track: int
    tracks: int

    exit_code: ClassVar[int] = 2

    def wording(self) -> Wording:
        if self.tracks > 1:
            return worded(
                "“{name}” has no audio track {track}: choose one of tracks 0 to {last}.",
                name=self.path.name,
                track=self.track,
                last=self.tracks - 1,
            )
        return worded(
            "“{name}” has no audio track {track}: choose track 0, its only one.", name=self.path.name, track=self.track
        )


@dataclass(eq=False)
class MediaTruncated(DeepdubError):
    """The sound ends, or cannot be decoded any further, long before the length that the file itself states."""

    path: Path
    found_ms: int
    stated_ms: int

    def wording(self) -> Wording:
        return worded(
            "“{name}” breaks off after {found:.1f} s of {stated:.1f} s: copy or download the file again.",
            name=self.path.name,
            found=self.found_ms / 1000,
            stated=self.stated_ms / 1000,
        )


@dataclass(eq=False)
class SubtitleEncodingUnknown(DeepdubError):
    """No text encoding fits the bytes of a subtitle file; `option` of the command line names the right one."""

    path: Path
    encoding: str | None = None
    option: str = "--encoding"

    def wording(self) -> Wording:
        if self.encoding:
            return worded(
                "“{name}” is not text in the encoding {encoding}: save it as UTF-8, or name its encoding with"
                " {option}.",
                name=self.path.name,
                encoding=self.encoding,
                option=self.option,
            )
        return worded(
            "“{name}” is in no text encoding we know: save it as UTF-8, or name its encoding with {option}.",
            name=self.path.name,
            option=self.option,
        )


@dataclass(eq=False)
class SubtitleInvalid(DeepdubError):
    """A subtitle file that cannot be understood."""

    path: Path
    reason: Said

    def wording(self) -> Wording:
        return worded(
            "“{name}” cannot be read as subtitles ({reason}): choose an SRT, ASS or VTT file.",
            name=self.path.name,
            reason=self.reason,
        )


@dataclass(eq=False)
class NoSubtitleTracks(DeepdubError):
    """A container without a subtitle track."""

    path: Path

    def wording(self) -> Wording:
        return worded(
            "“{name}” has no subtitle tracks in it: open a file of subtitles instead.",
            name=self.path.name,
        )


@dataclass(eq=False)
class NoSuchSubtitleTrack(NoSuchTrack):
    """A subtitle track number that the container does not have; tracks count from 0."""

    def wording(self) -> Wording:
        if self.tracks > 1:
            return worded(
                "“{name}” has no subtitle track {track}: choose one of tracks 0 to {last}.",
                name=self.path.name,
                track=self.track,
                last=self.tracks - 1,
            )
        return worded(
            "“{name}” has no subtitle track {track}: choose track 0, its only one.",
            name=self.path.name,
            track=self.track,
        )


@dataclass(eq=False)
class SubtitlesArePictures(DeepdubError):
    """A file or track whose subtitles are pictures; `track` counts from 0, and is None for a file."""

    path: Path
    format: str
    track: int | None = None

    def wording(self) -> Wording:
        if self.track is None:
            return worded(
                "“{name}” holds pictures of subtitles ({format}), not text: choose other subtitles, or a text track.",
                name=self.path.name,
                format=self.format,
            )
        return worded(
            "Subtitle track {track} of “{name}” holds pictures of subtitles ({format}), not text: choose other"
            " subtitles, or a text track.",
            track=self.track,
            name=self.path.name,
            format=self.format,
        )


@dataclass(eq=False)
class NoCues(DeepdubError):
    """A subtitle file without a single cue, or the slice from `start` to `end` of it that was asked for."""

    path: Path
    start: str = ""
    end: str = ""

    def wording(self) -> Wording:
        if self.start:
            return worded(
                "“{name}” has no subtitles between {start} and {end}: choose another file or another slice.",
                name=self.path.name,
                start=self.start,
                end=self.end,
            )
        return worded("“{name}” has no subtitles: choose another file or another slice.", name=self.path.name)


@dataclass(eq=False)
class CueReversed(DeepdubError):
    """A cue that ends before it starts; `number` counts from 1 in the order of the file."""

    path: Path
    number: int
    start: str
    end: str

    def wording(self) -> Wording:
        return worded(
            "Subtitle {number} of “{name}” ends ({end}) before it starts ({start}): correct its times and open the file"
            " again.",
            number=self.number,
            name=self.path.name,
            end=self.end,
            start=self.start,
        )


@dataclass(eq=False)
class NothingToFit(DeepdubError):
    """Subtitles to be aligned, and neither a clip nor right subtitles to fit them to."""

    path: Path

    exit_code: ClassVar[int] = 2

    def wording(self) -> Wording:
        return worded(
            "There is nothing to fit “{name}” to: name a video or audio file before it, or right subtitles with"
            " --reference.",
            name=self.path.name,
        )


@dataclass(eq=False)
class BadTime(DeepdubError):
    """A time that cannot be read."""

    text: str

    exit_code: ClassVar[int] = 2

    def wording(self) -> Wording:
        return worded("“{text}” is not a time: write it as 10:33, 1:02:10.250 or 10_33.", text=self.text)


@dataclass(eq=False)
class BadShift(DeepdubError):
    """A shift or ratio that cannot be read."""

    text: str

    exit_code: ClassVar[int] = 2

    def wording(self) -> Wording:
        return worded(
            "“{text}” is not a shift: write it as +3s, -420ms or -0:00:07.420, a ratio as 25/23.976.", text=self.text
        )


@dataclass(eq=False)
class AnchorsCross(DeepdubError):
    """Two anchors between which time would stand still or run backwards."""

    first_ms: int
    second_ms: int

    exit_code: ClassVar[int] = 2

    def wording(self) -> Wording:
        return worded(
            "Time would run backwards between the anchors at {first:.1f} s and {second:.1f} s of the subtitles: move"
            " one of them, or take it away.",
            first=self.first_ms / 1000,
            second=self.second_ms / 1000,
        )


@dataclass(eq=False)
class SliceOutside(DeepdubError):
    """A slice that is empty, reversed, or reaches beyond the clip."""

    start: str
    end: str
    duration: str | None = None

    exit_code: ClassVar[int] = 2

    def wording(self) -> Wording:
        if self.duration is None:
            return worded(
                "The slice from {start} to {end} is empty: its end must come after its start.",
                start=self.start,
                end=self.end,
            )
        return worded(
            "The slice from {start} to {end} is not inside the clip: choose times up to {duration}.",
            start=self.start,
            end=self.end,
            duration=self.duration,
        )
